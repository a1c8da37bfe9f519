"""A list of references in words is offered as entries, which stand nowhere until an editor moves them."""

import pytest

from scripts.reader.edition import load
from scripts.reader.importing.import_file import import_file
from scripts.reader.importing.worded_references import item_of

APA = "Burns, C. S., & Shapiro II, R. M. (2021, May 3). Search issues: A query. Information & Culture, 16(5), 90–104. https://doi.org/10.1371/x.y"
CHICAGO = "[3] Bühlmann, Marc and Ruth Kunz. 2011. “Confidence in the Judiciary.” West European Politics 34(2):317–345."


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            APA,
            {
                "author": [{"family": "Burns", "given": "C. S."}, {"family": "Shapiro II", "given": "R. M."}],
                "title": "Search issues: A query",
                "container-title": "Information & Culture",
                "page": "90–104",
                "DOI": "10.1371/x.y",
            },
        ),
        (
            CHICAGO,
            {
                "author": [{"family": "Bühlmann", "given": "Marc"}, {"family": "Kunz", "given": "Ruth"}],
                "title": "Confidence in the Judiciary",
                "volume": "34",
                "issue": "2",
                "type": "article-journal",
            },
        ),
        ("Waltz, Kenneth N. 1979. Theory of International Politics. New York: McGraw-Hill.", {"type": "book", "publisher": "McGraw-Hill"}),
        ("Arab Barometer. 2011. “Arab Barometer II.”", {"author": [{"literal": "Arab Barometer"}], "type": "document"}),
        ("Doe, J. (2001). Powers. In A. Roe (Ed.), States and war. Oxford.", {"type": "chapter"}),
    ],
)
def test_a_reference_is_split(words, wanted):
    item = item_of(words)
    assert item is not None
    assert {name: item.get(name) for name in wanted} == wanted


@pytest.mark.parametrize("words", ["See the archive of the ministry.", "In 1979 it began.", "2001. Title.", "A (1999)"])
def test_other_words_are_not(words):
    assert item_of(words) is None


def test_entries_are_offered_and_not_used(toy, tmp_path):
    (tmp_path / "a.md").write_text(f"# One\n\nText.\n\n# References\n\n{APA}\n\nArchive of the ministry of powers.\n", encoding="utf-8")
    before = (toy / "bibliography.bib").read_text("utf-8")
    _, report, problems = import_file(toy, tmp_path / "a.md", "new")
    assert problems == []
    assert (toy / "bibliography.bib").read_text("utf-8") == before
    offered = (toy / "sources/reports/new.references.bib").read_text("utf-8")
    assert f"% {APA}\n@article{{burns2021,\n" in offered
    assert "% Archive of the ministry of powers.\n" in offered
    assert "[@burns2021]" in offered
    assert any("offers 1 of the 2 references" in item for item in report.to_do)
    assert load.load_edition(toy).problems == []
