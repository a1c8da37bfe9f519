"""The page How to cite says what the references are."""

import re

import pytest
from lxml import html

from scripts.reader.citing.citable_items import cited_pages
from scripts.reader.citing.cite_page import render_cite_page
from scripts.reader.citing.reference_styles import STYLES, render_references
from tests.conftest import KNOWN, ROOT, edition

PAGE = (ROOT / "docs/about/citing.md").read_text(encoding="utf-8")
SECTION, PARAGRAPH = "docs/papers/islamic-emirate/introduction.md", "3"
EXAMPLES = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE))


@pytest.fixture(scope="module")
def cite_page(tmp_path_factory):
    """The page with the citations of the section that the examples are of."""
    (cited,) = (cited for cited in cited_pages(edition(KNOWN), "https://example.org/") if cited.page.path == SECTION)
    references = render_references(tmp_path_factory.mktemp("how"), [cited.work, cited.own])
    return html.document_fromstring(render_cite_page("Reader", cited, None, references, ""))


@pytest.mark.parametrize("style", ["apa", "mla", "chicago-author-date", "chicago-notes", "harvard"])
def test_the_examples_are_those_of_cite(style, cite_page):
    (form,) = cite_page.xpath(f"//section[@data-object='work']/div[@data-style='{style}']/p[@data-form='one']")
    form.find(".//span[@class='first']").text = PARAGRAPH
    said = EXAMPLES[STYLES[style].title.partition(" (")[0]].replace("*", "")
    text = form.text_content()
    assert text.partition("https:")[0].rstrip(", ") == said.removesuffix(", and the address.") if "https:" in text else text == said


def test_two_works_of_one_year_get_letters():
    assert "2026a, 2026b" in PAGE


def test_every_style_is_named():
    assert all(style.title.split()[0].rstrip(",") in PAGE for style in STYLES.values())
