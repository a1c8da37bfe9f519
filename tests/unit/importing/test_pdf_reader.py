"""The characters of PDFs: any code that a file holds gives text or nothing, and what gives nothing is told."""

from collections import Counter

import pypdfium2
from hypothesis import given
from hypothesis import strategies as st

from scripts.reader.importing import pdf_reader, plain_text
from tests.support import received_files

CODES = st.one_of(
    st.integers(0, 0x200),
    st.integers(0xD7F0, 0xE010),
    st.integers(0xFFF0, 0x10010),
    st.integers(0x10FFF0, 0x110010),
    st.integers(0, 2**32 - 1),
)


def decoded(codes):
    unknown = Counter()
    return "".join(pdf_reader.decode_character(codes, index, unknown) for index in range(len(codes))), unknown


@given(st.lists(CODES))
def test_no_code_gives_what_is_no_text(codes):
    text, unknown = decoded(codes)
    assert not plain_text.CONTROL_CHARACTER.search(text)
    assert text.encode().decode() == text
    assert set(unknown) <= set(codes)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"])))
def test_text_is_read_whole_as_numbers_or_as_utf_16(text):
    data = text.encode("utf-16-le")
    halves = [int.from_bytes(data[place : place + 2], "little") for place in range(0, len(data), 2)]
    wanted = "".join(pdf_reader.LIGATURES.get(ord(character), character) for character in text)
    for codes in (halves, list(map(ord, text))):
        assert decoded(codes) == (wanted, Counter())


def test_what_is_left_out_is_told():
    """Bell characters among the words, as TeX's brackets come: the text is there, and the remark says how many."""
    lines = [(60, 700 - 12 * row, "every line of this page\\007 is prose") for row in range(4)]
    paper, problems = pdf_reader.read("x.pdf", received_files.pdf([lines]))
    assert problems == []
    assert "every line of this page is prose" in paper.text
    assert not plain_text.CONTROL_CHARACTER.search(paper.text)
    assert paper.remarks in ([], ["left out 4 characters, because the file does not say what they are: U+0007 (4)"])


def test_properties_that_are_no_text_are_left_out(monkeypatch):
    monkeypatch.setattr(pypdfium2.PdfDocument, "get_metadata_value", lambda document, name: b"\x00\xd8".decode("utf-16-le"))
    paper, problems = pdf_reader.read("x.pdf", received_files.pdf([[(60, 700, "every line of this page is prose")]]))
    assert (paper.title, paper.keywords, problems) == ("", "", [])
