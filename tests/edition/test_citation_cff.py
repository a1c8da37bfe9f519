"""CITATION.cff: of the same edition as the citations on the pages. That it is valid: test_supply_chain.py."""

import pytest
import yaml

from tests.conftest import KNOWN, ROOT, edition

TEXT = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
DATA = yaml.safe_load(TEXT)


def test_it_names_the_edition_as_the_pages_do():
    reader = edition(KNOWN)
    assert (DATA["title"], str(DATA["version"]), str(DATA["date-released"])) == (reader.name, reader.version, reader.date)


def test_organizations_are_no_persons():
    """Readers of the file make a person of an author with given names."""
    assert all(set(author) == {"name"} for author in DATA["authors"])


@pytest.mark.parametrize("key", [str(paper.index.record["corresponds_to"]) for paper in edition(KNOWN).papers])
def test_it_refers_to_the_articles_that_the_papers_belong_with(key):
    fields = edition(KNOWN).sources[key].entry.fields
    addresses = {reference.get("doi") or reference.get("url"): reference for reference in DATA["references"]}
    reference = addresses[fields.get("doi") or fields["url"]]
    assert reference["journal"] == fields["journal"]
    assert reference["title"] == fields["title"].strip("{}")
