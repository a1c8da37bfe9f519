"""Pages on paper: Chromium prints them to PDF, and the text is read back in order."""

import io
import re
import unicodedata

import pytest
from pypdf import PdfReader

from scripts.reader.common import typography
from scripts.reader.text.paragraphs import paragraph_number, paragraphs
from tests.support.screen import OMISSION, words

RISE, EMIRATE = "papers/rise-of-the-taliban/", "papers/islamic-emirate/"
SECTION = f"{RISE}introduction/"
EDITION = "Russia and Afghanistan: An Annotated Reader, version 0.1.0"
FURNITURE = ("Text shown", "Reading text", "Contents", "Search", "Back to", "All sources, and", "Keys", "Next ·", "Previous ·", "↩", "▶")
LEFT = """
paragraph => {
  const number = new Range(), words = new Range(), [link] = paragraph.children;
  number.selectNodeContents(link);
  words.setStartAfter(link);
  words.setEndAfter(paragraph.lastChild);
  const lines = [...words.getClientRects()].filter(box => box.width > 20);
  return [number.getBoundingClientRect().right, Math.min(...lines.map(box => box.left))];
}
"""


def printed(page):
    """The text of every sheet, without ligatures."""
    data = page.pdf(format="A4", prefer_css_page_size=True)
    return [words(unicodedata.normalize("NFKC", sheet.extract_text())) for sheet in PdfReader(io.BytesIO(data)).pages]


def in_order(text, parts):
    """Expect the parts in a text, one behind the other."""
    end = 0
    for part in parts:
        found = text.find(part, end)
        assert found >= 0, f"{part!r} does not follow {text[max(0, end - 60) : end]!r}"
        end = found + len(part)


def beginnings(section):
    """The number of each paragraph and its first words, without notes in between."""
    for paragraph in paragraphs(section):
        yield f"{paragraph_number(paragraph.id)} {' '.join(typography.typeset(paragraph.reading).split()[:2])}"


def test_a_section_is_printed_as_a_clean_document(reader, sections):
    """In the palette of paper, whatever the one of the screen."""
    page = reader(color_scheme="dark")
    page.goto(SECTION)
    sheets = printed(page)
    whole = " ".join(sheets)
    in_order(
        whole, ["RISE OF THE TALIBAN", "Introduction", "Section 2 of 6", *beginnings(sections[SECTION]), "Notes of this edition", "Sources"]
    )
    in_order(whole, ["Sources", "Cite as: [Russia and Afghanistan after the rise of the Taliban]", "(2026, November 22)"])
    assert f"/{RISE}text/" in whole.replace(" ", "")  # a paper is cited as one work
    assert [part for part in (*FURNITURE, OMISSION) if part in whole] == []
    assert not re.search(r"\bCite\b(?! as)", whole)
    for position, sheet in enumerate(sheets, 1):
        assert f"Introduction · Rise of the Taliban · {EDITION}" in sheet
        assert f"{position}/{len(sheets)}" in sheet
    page.emulate_media(media="print")
    assert page.locator("body").evaluate("body => getComputedStyle(body).color") == "rgb(0, 0, 0)"
    number_ends, words_begin = page.locator("#p4").evaluate(LEFT)
    assert number_ends <= words_begin


def test_the_whole_text_is_printed_with_every_paragraph_and_the_notes_behind_them(page, sections):
    page.goto(f"{EMIRATE}text/")
    whole = " ".join(printed(page))
    starts = [start for where, section in sections.items() if where.startswith(EMIRATE) for start in beginnings(section)]
    assert len(starts) == 11
    in_order(whole, [*(start for start in starts if "[" not in start), "Notes of this edition", "1.", "2.", "Sources", "Cite as:"])


def test_the_view_that_is_printed_is_told(page):
    page.goto(SECTION)
    page.get_by_label("Received text").check()
    whose = "The authors’ text, as edited here. Paragraph numbers, links and notes were added by the editors."
    assert f"{whose} Received text 4 " in " ".join(printed(page))


@pytest.mark.parametrize(
    ("where", "told"),
    [("about/provenance/", "article 7817 <https://"), ("", "edited from rough transcripts"), ("timeline/", "December 1979")],
)
def test_any_page_is_printed_with_the_addresses_that_its_words_do_not_give(page, where, told):
    page.goto(where)
    sheets = printed(page)
    assert told.replace(" ", "") in "".join(sheets).replace(" ", "")
    assert all(EDITION in sheet for sheet in sheets)
    assert "Contents Home" not in sheets[0]
