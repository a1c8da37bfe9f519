"""The text of a PDF in reading order, line by line: columns one after the other, without running heads and page numbers.

PDFium gives the characters with their places; the rest follows from the places alone. A hyphen at a line end stays, as in
any received text: import joins the word (E1.2, E1.3).
"""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from scripts.reader.common.problems import Problem

HYPHEN = 2  # what PDFium gives for a hyphen at a line end
UNKNOWN = {0, 0xFFFE, 0xFFFF}  # a glyph whose character the file does not tell
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
MARGIN = 2  # lines at the head and at the foot of a page that can be running heads
GUTTER = 6  # points; columns stand farther apart
LEVEL = 6  # points; lines of two columns that differ by less stand side by side
OCR = "the pages are pictures: run a program for character recognition (OCR) over it first, for example ocrmypdf"


@dataclass
class Run:
    """Characters side by side on one line: their text and their box, counted from the foot of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2

    @property
    def size(self) -> float:
        return self.top - self.bottom


def runs(page: pypdfium2.PdfPage) -> list[Run]:
    """The runs of a page, in the order of the file. A gap wider than a character and a half begins another."""
    text = page.get_textpage()
    box = pdfium.FS_RECTF()
    found: list[Run] = []
    is_open, space = False, ""
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        character = "-" if code == HYPHEN else LIGATURES.get(code) or ("" if code in UNKNOWN else chr(code))
        if character in "\r\n":
            is_open = is_open and not character
            continue
        if character.isspace():
            space = " "
            continue
        pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
        left, bottom, right, top = box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top)
        last = found[-1] if found else None
        if (
            is_open
            and last
            and abs(last.middle - (bottom + top) / 2) < last.size / 2
            and -last.size < left - last.right < 1.5 * max(last.size, 1)
        ):
            last.text += space + character
            last.right, last.bottom, last.top = max(last.right, right), min(last.bottom, bottom), max(last.top, top)
        else:
            found.append(Run(character, left, bottom, right, top))
        is_open, space = True, ""
    text.close()
    return found


def columns(found: list[Run]) -> Iterator[list[Run]]:
    """The parts of a page in reading order: what goes across it, then the columns below, one after the other."""
    place = gutter(found)
    if place is None:
        if found:
            yield found
        return
    across = sorted((run for run in found if run.left < place < run.right), key=lambda run: -run.middle)
    rest = [run for run in found if not run.left < place < run.right]
    for ceiling, wide in zip([float("inf"), *(run.middle for run in across)], [*across, None], strict=True):
        floor = wide.middle if wide else float("-inf")
        band = [run for run in rest if floor < run.middle <= ceiling]
        for side in ([run for run in band if run.right <= place], [run for run in band if run.left >= place]):
            yield from columns(side)
        if wide:
            yield [wide]


def gutter(found: list[Run]) -> float | None:
    """Where a page is divided into columns, or None. Few lines go across it, and many stand on both sides, side by side."""
    if len(found) < 6:
        return None
    places = sorted({run.right for run in found})
    best: tuple[int, float] | None = None
    for right in places:
        beyond = [run.left for run in found if run.left >= right]
        if not beyond or min(beyond) - right < GUTTER:
            inside = [run for run in found if run.left < right + GUTTER / 2 < run.right]
            if not beyond or len(inside) > len(found) / 4:
                continue
        place = right + GUTTER / 2
        left_side = [run for run in found if run.right <= place]
        right_side = [run for run in found if run.left >= place]
        rows = {round(run.middle / LEVEL) + step for run in right_side for step in (-1, 0, 1)}
        level = sum(round(run.middle / LEVEL) in rows for run in left_side)
        if min(len(left_side), len(right_side)) >= 3 and level >= 3 and sum(map(width, right_side)) > 10 * len(right_side):
            score = len(left_side) + len(right_side)
            if best is None or score > best[0]:
                best = score, place
    return best[1] if best else None


def width(run: Run) -> float:
    return run.right - run.left


def lines(part: list[Run]) -> list[Run]:
    """Runs of one column as lines, from the top."""
    found: list[list[Run]] = []
    for run in sorted(part, key=lambda run: -run.middle):
        if found and abs(found[-1][0].middle - run.middle) < max(found[-1][0].size, run.size) / 2:
            found[-1].append(run)
        else:
            found.append([run])
    return [
        Run(
            " ".join(run.text for run in sorted(line, key=lambda run: run.left)),
            min(run.left for run in line),
            min(run.bottom for run in line),
            max(run.right for run in line),
            max(run.top for run in line),
        )
        for line in found
    ]


def without_heads(pages: list[list[Run]]) -> list[list[Run]]:
    """The runs of each page without running heads and page numbers: what is alike at the head or foot of several pages, but for digits."""

    def margins(page: list[Run]) -> list[Run]:
        found = lines(page)
        return found[:MARGIN] + found[MARGIN:][-MARGIN:]

    def pattern(line: Run) -> tuple[str, int]:
        return re.sub(r"\d+|\b[ivxlc]+\b", "#", line.text.casefold()), round(line.middle / 8)

    seen = Counter(found for page in pages for found in {pattern(line) for line in margins(page)})
    kept = []
    for page in pages:
        heads = [line for line in margins(page) if seen[pattern(line)] >= min(3, max(len(pages), 2))]
        kept.append([run for run in page if not any(abs(run.middle - head.middle) < head.size / 2 for head in heads)])
    return kept


def written(pages: list[list[Run]]) -> str:
    """All pages as one text, with an empty line before what is set apart: by space, or by an indent."""
    text: list[str] = []
    for page in pages:
        for part in columns(page):
            found = lines(part)
            pitch = median([above.middle - below.middle for above, below in pairwise(found)] or [0])
            margin = median(line.left for line in found)
            for above, line in zip([None, *found], found, strict=False):
                apart = above is not None and above.middle - line.middle > 1.3 * pitch + 1
                if text and (apart or line.left > margin + 0.8 * line.size or (above and abs(above.size - line.size) > 1.5)):
                    text.append("")
                text.append(line.text)
    return "\n".join(text) + "\n"


def read(name: str, data: bytes) -> tuple[str, dict[str, str], list[Problem]]:
    """The text of a PDF and what it says of itself, or why it has none (I101)."""
    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = [runs(document[index]) for index in range(len(document))]
            told = {key: value.strip() for key, value in document.get_metadata_dict(skip_empty=True).items()}
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error):
            return "", {}, [Problem(name, 1, "I101", "the PDF has a password", "save it without one")]
        return (
            "",
            {},
            [Problem(name, 1, "I101", f"this is not a whole PDF: {error}", "open it in a reader of PDFs: does it show all pages?")],
        )
    letters = sum(len(run.text) for page in pages for run in page)
    if letters < 20 * len(pages) or not letters:
        return "", {}, [Problem(name, 1, "I101", f"the PDF has no text: {letters} characters on {len(pages)} pages", OCR)]
    return written(without_heads(pages)), told, []


def version() -> str:
    return f"pypdfium2 {pypdfium2.version.PYPDFIUM_INFO}"
