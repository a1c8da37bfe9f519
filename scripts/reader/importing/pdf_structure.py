"""What the lines of a PDF are: headings and notes at the foot of a page, by the size and the weight of their letters."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from scripts.reader.importing.pdf_layout import Line, Run
from scripts.reader.importing.plain_text import SECTION_NAMES

NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-H])\.?\s+(?=[^\W\d_])")
NOTE_START = re.compile(r"\s*(?:\d{1,3}|[*†‡§¶])[\s.)]*(?=\w|[“\"‘'(\[])")
MAX_HEADING, MAX_TITLE = 120, 250  # characters
MAX_TOGETHER = 2  # headings one after the other, such as that of a section and that of its first part
LARGER, SMALLER = 1.08, 0.93  # than the letters of the text


@dataclass(frozen=True)
class PdfStructure:
    """The text of a PDF, its notes, its headings with their levels, and what stands in the largest letters on its first page."""

    text: str
    notes: str
    headings: dict[str, int]
    title: str


def structure_of(lines: list[Line]) -> PdfStructure:
    """Return the text that lines make, with an empty line before each that is set apart."""
    size = usual_size([line.run for line in lines])
    is_bold = 2 * sum(len(line.run.text) for line in lines if line.run.bold) > sum(len(line.run.text) for line in lines)
    at_foot = footnotes(lines, size)
    notes = [line for line, is_note in zip(lines, at_foot, strict=True) if is_note]
    rest = joined_headings([line for line, is_note in zip(lines, at_foot, strict=True) if not is_note], size, is_bold)
    title = title_of(rest, size)
    headings = heading_levels([line for line in rest if line.run.text != title], size, is_bold)
    for line in rest:
        line.is_set_apart |= line.run.text in headings or line.run.text == title
    return PdfStructure(text_of(rest, headings), text_of(notes, {}), headings, title)


def usual_size(runs: list[Run]) -> float:
    """Return the size that most letters have, in points."""
    sizes = Counter[float]()
    for run in runs:
        sizes[round(run.size * 2) / 2] += len(run.text)
    return max(sizes, key=lambda size: sizes[size], default=0)


def is_heading_like(run: Run, size: float, is_bold: bool) -> bool:
    """Return whether a line stands out from a text of this size, and is short enough for a heading."""
    if len(run.text) > MAX_HEADING or not re.search(r"[^\W\d_]{2}", run.text) or re.search(r"://|[.,;]$", run.text.strip()):
        return False
    return run.size > size * LARGER or (run.bold and not is_bold and run.size > size * SMALLER)


def joined_headings(lines: list[Line], size: float, is_bold: bool) -> list[Line]:
    """Return the lines with a heading that takes several of them on one."""
    result: list[Line] = []
    for line in lines:
        above = result[-1] if result else None
        is_one = (
            above is not None
            and above.page == line.page
            and is_heading_like(line.run, size, is_bold)
            and is_heading_like(above.run, size, is_bold)
            and above.run.bold == line.run.bold
            and abs(above.run.size - line.run.size) < 0.6
            and 0 < above.run.bottom - line.run.bottom < 1.6 * line.run.size
            and not NUMBER.match(line.run.text)
            and line.run.text.casefold().strip(" .:") not in SECTION_NAMES
        )
        if above is not None and is_one:
            above.run.text += f" {line.run.text}"
            above.run.bottom = line.run.bottom
        else:
            result.append(line)
    return result


def title_of(lines: list[Line], size: float) -> str:
    """Return what stands on the first page in larger letters than all else there; "" if nothing does."""
    first = [line.run for line in lines if line.page == 0]
    largest = max((run.size for run in first), default=0)
    found = [run.text for run in first if run.size > largest - 0.6]
    return found[0] if largest > size * 1.15 and len(found) == 1 and len(found[0]) <= MAX_TITLE else ""


def heading_levels(lines: list[Line], size: float, is_bold: bool) -> dict[str, int]:
    """Return the lines that are headings, with their levels: by their numbers, or else by their letters."""
    found = list(headings_with_text(lines, size, is_bold))
    styles = {(round(run.size), run.bold) for run in found}
    named = [(round(run.size), run.bold) for run in found if run.text.casefold().strip(" .:") in SECTION_NAMES or NUMBER.match(run.text)]
    if not named:
        return {}
    top = max(named)
    levels: dict[str, int] = {}
    for run in found:
        style, number = (round(run.size), run.bold), NUMBER.match(run.text)
        if number and number["number"][0].isdigit():
            levels[run.text] = 1 if "." not in number["number"] else 2
        elif style in styles and style <= top:
            levels[run.text] = 1 if style == top else 2
    return levels if 1 in levels.values() else {}


def headings_with_text(lines: list[Line], size: float, is_bold: bool) -> Iterator[Run]:
    """Yield the lines that stand out; of several one after the other, which are a table's, only those with a number or a usual name."""
    for stands_out, group in groupby(lines, key=lambda line: is_heading_like(line.run, size, is_bold)):
        runs = [line.run for line in group] if stands_out else []
        for run in runs:
            is_named = NUMBER.match(run.text) or run.text.casefold().strip(" .:") in SECTION_NAMES
            if len(runs) <= MAX_TOGETHER or is_named:
                yield run


def footnotes(lines: list[Line], size: float) -> list[bool]:
    """Return for each line whether it belongs to the notes at the foot of its page: smaller letters, begun by a number or a sign."""
    flags = [False] * len(lines)
    for _, group in groupby(enumerate(lines), key=lambda item: item[1].page):
        page = list(group)
        for block in blocks_at_foot(page, size):
            for place in block:
                flags[place] = True
    return flags


def blocks_at_foot(page: list[tuple[int, Line]], size: float) -> Iterator[list[int]]:
    """Yield the places of smaller lines at the ends of a page's columns, from the first that a number or a sign begins."""
    runs = [line.run for _, line in page]
    for end in range(len(runs)):
        if end + 1 < len(runs) and runs[end + 1].middle <= runs[end].middle:
            continue  # not the last of its column
        start = end
        while start >= 0 and runs[start].size < size * SMALLER and (start == end or runs[start].middle > runs[start + 1].middle):
            start -= 1
        block = page[start + 1 : end + 1]
        while block and not NOTE_START.match(block[0][1].run.text):
            block.pop(0)
        if block and start >= 0:
            yield [place for place, _ in block]


def text_of(lines: list[Line], headings: dict[str, int]) -> str:
    """Return lines as a text, with an empty line before each that is set apart and round each heading."""
    text: list[str] = []
    for line in lines:
        if text and (line.is_set_apart or text[-1] in headings):
            text.append("")
        text.append(line.run.text)
    return "\n".join(text) + "\n" if text else ""
