"""Which page is being rendered, under each engine; and what prepare wrote for the extensions."""

import json
import os
from types import SimpleNamespace

import pytest
from markdown import Markdown
from markdown.preprocessors import Preprocessor

from scripts.markdown_ext.engine import page_path, paper_and_section
from scripts.markdown_ext.records import load_records


def test_outside_a_site_there_is_no_page():
    assert page_path(Markdown()) == ""
    assert paper_and_section(Markdown()) == ("", "")


def test_under_zensical_a_preprocessor_knows_the_page():
    markdown = Markdown()
    links = Preprocessor(markdown)
    links.page = SimpleNamespace(path="glossary/csto.md")
    markdown.preprocessors.register(links, "links", 0)
    assert page_path(markdown) == "glossary/csto.md"


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("papers/x/introduction.md", ("x", "introduction")),
        ("papers/x/index.md", ("x", "index")),
        ("papers/index.md", ("", "")),
        ("papers/x/y/z.md", ("", "")),
        ("glossary/x/y.md", ("", "")),
    ],
)
def test_paper_and_section(engine, page, found):
    assert paper_and_section(engine(page=page)) == found


def test_the_records_are_read_again_when_they_change(tmp_path):
    file = tmp_path / "records.json"
    data = {
        "names": {"CSTO": "csto"},
        "references": {"one": "One."},
        "lines": {},
        "outlines": {},
        "note_numbers": {},
        "further": {},
        "unlinked": {},
    }
    file.write_text(json.dumps(data))
    first = load_records(str(file))
    assert load_records(str(file)) is first
    assert [found.slug for found in first.find("the CSTO")] == ["csto"]
    file.write_text(json.dumps({**data, "references": {"one": "One.", "two": "Two."}}))
    os.utime(file, ns=(1, 1))
    assert load_records(str(file)).references == {"one": "One.", "two": "Two."}
