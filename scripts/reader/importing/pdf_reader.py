"""Read the text of a PDF and its properties with PDFium, which gives the characters with their positions."""

import ctypes
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from scripts.reader.common.problems import Problem
from scripts.reader.importing.pdf_layout import Run, text_lines, without_running_heads
from scripts.reader.importing.pdf_structure import structure_of

PDFIUM_HYPHEN = 2  # what PDFium gives for a hyphen at a line end
UNKNOWN_CODES = {0, 0xFFFE, 0xFFFF}  # what PDFium gives for a glyph whose character the file does not tell
SPACE_CODES = {9, 10, 12, 13, 0x85}  # the control characters that carry something
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
MIN_LETTERS = 20  # on a page on average; pages with fewer are pictures
MIN_BOLD, MAX_FONT_NAME = 600, 128  # of the weights of fonts, from 100 to 900; bytes
BOLD_NAME = re.compile(r"(?i)bold|black|heavy|demi|cmbx|-medi")
OCR_HINT = "the pages are pictures: run a program for character recognition (OCR) over it first, for example ocrmypdf"


def text_runs(page: pypdfium2.PdfPage, unknown: Counter[int]) -> list[Run]:
    """Return the runs of a page, in the order of the file. A gap wider than a character and a half begins another.

    Args:
        page: the page.
        unknown: counts the codes of glyphs whose characters the file does not tell; is added to.
    """
    text = page.get_textpage()
    codes = [pdfium.FPDFText_GetUnicode(text, index) for index in range(text.count_chars())]
    box = pdfium.FS_RECTF()
    found: list[Run] = []
    is_open, space = False, ""
    for index in range(len(codes)):
        character = decode_character(codes, index, unknown)
        if character in "\r\n":
            is_open = is_open and not character
            continue
        if character.isspace():
            space = " "
            continue
        pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
        run = Run(character, box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top))
        if is_open and found[-1].continues_at(run):
            last = found[-1]
            last.text += space + character
            last.left, last.right = min(last.left, run.left), max(last.right, run.right)
            last.bottom, last.top = min(last.bottom, run.bottom), max(last.top, run.top)
        else:
            run.bold = is_bold(text, index)
            found.append(run)
        is_open, space = True, ""
    text.close()
    return found


def is_bold(text: pypdfium2.PdfTextPage, index: int) -> bool:
    """Return whether a character is of a bold font, by the font's weight or name."""
    if pdfium.FPDFText_GetFontWeight(text, index) >= MIN_BOLD:
        return True
    name, flags = ctypes.create_string_buffer(MAX_FONT_NAME), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, index, name, MAX_FONT_NAME, ctypes.byref(flags))
    return BOLD_NAME.search(name.value.decode("latin-1")) is not None


def decode_character(codes: list[int], index: int, unknown: Counter[int]) -> str:
    """Return the text of a code among those that PDFium gives for a page; "" if the file does not tell which character it is.

    Args:
        codes: numbers of characters, or halves of UTF-16; the character stands at the place of its first half.
        index: the place of the code.
        unknown: counts the codes that are no character; is added to.
    """
    code, following = codes[index], codes[index + 1 : index + 2]
    if code == PDFIUM_HYPHEN:
        return "-"
    if 0xD800 <= code < 0xDC00 and following and 0xDC00 <= following[0] < 0xE000:
        return chr(0x10000 + ((code - 0xD800) << 10) + following[0] - 0xDC00)
    if 0xDC00 <= code < 0xE000 and index and 0xD800 <= codes[index - 1] < 0xDC00:
        return ""
    if code in SPACE_CODES or (code <= 0x10FFFF and unicodedata.category(chr(code)) not in ("Cc", "Cs") and code & 0xFFFE != 0xFFFE):
        return LIGATURES.get(code) or (unicodedata.normalize("NFKC", chr(code)) if 0xFB1D <= code <= 0xFEFC else chr(code))
    if code not in UNKNOWN_CODES:
        unknown[code] += 1
    return ""


@dataclass(frozen=True)
class PdfText:
    """The text of a PDF, its title and keywords as it gives them, and remarks for the editor."""

    text: str
    title: str
    keywords: str
    remarks: list[str]
    notes: str = ""  # at the foot of its pages
    headings: dict[str, int] = field(default_factory=dict)  # with their levels
    first_title: str = ""  # in the largest letters on the first page


def read(name: str, data: bytes) -> tuple[PdfText | None, list[Problem]]:
    """Return the text of a PDF, or why it has none (I101); name is what problems call the file."""
    unknown = Counter[int]()
    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = [text_runs(document[index], unknown) for index in range(len(document))]
            title, keywords = property_text(document, "Title"), property_text(document, "Keywords")
    except pypdfium2.PdfiumError as error:
        return None, [unreadable(name, error)]
    letters = sum(len(run.text) for page in pages for run in page)
    if letters < MIN_LETTERS * len(pages) or not letters:
        return None, [Problem(name, 1, "I101", f"the PDF has no text: {letters} characters on {len(pages)} pages", OCR_HINT)]
    codes = ", ".join(f"U+{code:04X} ({count})" for code, count in unknown.most_common(10))
    remarks = [f"left out {unknown.total()} characters, because the file does not say what they are: {codes}"] if unknown else []
    found = structure_of(text_lines(without_running_heads(pages)))
    return PdfText(found.text, title, keywords, remarks, found.notes, found.headings, found.title), []


def unreadable(name: str, error: pypdfium2.PdfiumError) -> Problem:
    """Return why PDFium does not open a PDF."""
    if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error):
        return Problem(name, 1, "I101", "the PDF has a password", "save it without one")
    return Problem(name, 1, "I101", f"this is not a whole PDF: {error}", "open it in a reader of PDFs: does it show all pages?")


def property_text(document: pypdfium2.PdfDocument, name: str) -> str:
    """Return a property of a PDF on one line; "" if there is none, or if it is no text."""
    try:
        return " ".join(document.get_metadata_value(name).split())
    except UnicodeDecodeError:
        return ""


def version() -> str:
    return f"pypdfium2 {pypdfium2.version.PYPDFIUM_INFO}"
