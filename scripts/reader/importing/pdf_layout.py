"""The characters of a PDF in reading order, line by line: columns one after the other, without running heads and page numbers.

All is inferred from the positions of the characters. A hyphen at a line end stays, as in any received text: import joins the
word (E1.2, E1.3).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

MARGIN_LINES = 2  # at the head and at the foot of a page; these can be running heads
MIN_RUNS = 6  # of a page with two columns
MIN_GUTTER = 6  # points; columns stand farther apart
MAX_CROSSING = 1 / 4  # of the runs of a page; as many may go across its columns: a title, a wide figure's caption
MIN_SIDE_RUNS = 3  # in each column, and as many side by side
MIN_MEAN_WIDTH = 10  # points, of the runs in the right column; narrower ones are numbers of lines
ROW_HEIGHT = 6  # points; lines of two columns that differ by less stand side by side


def is_right_to_left(text: str) -> bool:
    """Return whether a text begins with a letter of a script that runs from right to left."""
    return unicodedata.bidirectional(text[:1] or " ") in ("R", "AL")


@dataclass
class Run:
    """Characters side by side on one line: their text and their box, in points from the left and from the foot of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    bold: bool = False

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2

    @property
    def size(self) -> float:
        return self.top - self.bottom

    @property
    def width(self) -> float:
        return self.right - self.left

    def continues_at(self, other: "Run") -> bool:
        """Return whether a character belongs to this run: on its line, and not far behind it in the direction of its script."""
        gap = other.left - self.right
        if is_right_to_left(other.text) or (is_right_to_left(self.text[-1:]) and self.left > other.left):
            gap = min(gap, self.left - other.right, key=abs)
        return abs(self.middle - other.middle) < self.size / 2 and -self.size < gap < 1.5 * max(self.size, 1)


def columns(runs: list[Run]) -> Iterator[list[Run]]:
    """Yield the parts of a page in reading order: what goes across it, then the columns below, one after the other."""
    gutter = find_gutter(runs)
    if gutter is None:
        if runs:
            yield runs
        return
    across = sorted((run for run in runs if run.left < gutter < run.right), key=lambda run: -run.middle)
    rest = [run for run in runs if not run.left < gutter < run.right]
    for ceiling, wide in zip([float("inf"), *(run.middle for run in across)], [*across, None], strict=True):
        floor = wide.middle if wide else float("-inf")
        band = [run for run in rest if floor < run.middle <= ceiling]
        yield from columns([run for run in band if run.right <= gutter])
        yield from columns([run for run in band if run.left >= gutter])
        if wide:
            yield [wide]


def find_gutter(runs: list[Run]) -> float | None:
    """Return the x coordinate that divides a page into two columns, in points, or None if it has only one."""
    if len(runs) < MIN_RUNS:
        return None
    best = max(gutter_candidates(runs), key=lambda gutter: score(runs, gutter), default=None)
    return best if best is not None and score(runs, best) else None


def gutter_candidates(runs: list[Run]) -> Iterator[float]:
    """Yield the x coordinates behind runs where a wide gap follows, or that few runs cross."""
    for right in sorted({run.right for run in runs}):
        gutter = right + MIN_GUTTER / 2
        beyond = [run.left for run in runs if run.left >= right]
        crossing = [run for run in runs if run.left < gutter < run.right]
        if beyond and (min(beyond) - right >= MIN_GUTTER or len(crossing) <= len(runs) * MAX_CROSSING):
            yield gutter


def score(runs: list[Run], gutter: float) -> int:
    """Return how many runs stand in the two columns that a gutter would make; 0 if these are no columns.

    Columns have lines of text, not numbers, on both sides, and some of them side by side.
    """
    left_side = [run for run in runs if run.right <= gutter]
    right_side = [run for run in runs if run.left >= gutter]
    rows = {round(run.middle / ROW_HEIGHT) + step for run in right_side for step in (-1, 0, 1)}
    side_by_side = sum(round(run.middle / ROW_HEIGHT) in rows for run in left_side)
    if min(len(left_side), len(right_side), side_by_side) < MIN_SIDE_RUNS:
        return 0
    if sum(run.width for run in right_side) <= MIN_MEAN_WIDTH * len(right_side):
        return 0
    return len(left_side) + len(right_side)


def join_lines(runs: list[Run]) -> list[Run]:
    """Return the runs of one column as lines, from the top: each line is one run."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: -run.middle):
        if lines and abs(lines[-1][0].middle - run.middle) < max(lines[-1][0].size, run.size) / 2:
            lines[-1].append(run)
        else:
            lines.append([run])
    return [
        Run(
            " ".join(run.text for run in in_reading_order(line)),
            min(run.left for run in line),
            min(run.bottom for run in line),
            max(run.right for run in line),
            max(run.top for run in line),
            sum(len(run.text) for run in line if run.bold) * 2 > sum(len(run.text) for run in line),
        )
        for line in lines
    ]


def margin_lines(page: list[Run]) -> list[Run]:
    """Return the lines of a page that can be running heads, from the top."""
    lines = join_lines(page)
    return lines[:MARGIN_LINES] + lines[MARGIN_LINES:][-MARGIN_LINES:]


def head_pattern(line: Run) -> tuple[str, int]:
    """Return what a running head has in common with those of other pages: its text but for numbers, and its height on the page."""
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", line.text.casefold()), round(line.middle / 8)


def without_running_heads(pages: list[list[Run]]) -> list[list[Run]]:
    """Return the runs of each page without running heads and page numbers: lines of the margins that several pages share."""
    occurrences = Counter(pattern for page in pages for pattern in set(map(head_pattern, margin_lines(page))))
    needed = min(3, max(len(pages), 2))
    result = []
    for page in pages:
        heads = [line for line in margin_lines(page) if occurrences[head_pattern(line)] >= needed]
        result.append([run for run in page if not any(abs(run.middle - head.middle) < head.size / 2 for head in heads)])
    return result


def in_reading_order(line: list[Run]) -> list[Run]:
    """Return the runs of a line from the left or, if most of its letters are of a script that runs from right to left, from there."""
    kinds = [unicodedata.bidirectional(letter) for run in line for letter in run.text]
    is_reversed = sum(kind in ("R", "AL") for kind in kinds) > kinds.count("L")
    return sorted(line, key=lambda run: -run.right if is_reversed else run.left)


@dataclass
class Line:
    """A line of a text, in reading order, and whether it is set apart from the one above it."""

    run: Run
    is_set_apart: bool
    page: int


def text_lines(pages: list[list[Run]]) -> list[Line]:
    """Return the lines of all pages in reading order."""
    found: list[Line] = []
    for number, page in enumerate(pages):
        for column in columns(page):
            lines = join_lines(column)
            pitch = median([above.middle - below.middle for above, below in pairwise(lines)] or [0])
            margin = median(line.left for line in lines)
            for above, line in zip([None, *lines], lines, strict=False):
                found.append(Line(line, is_set_apart(line, above, pitch, margin), number))
    return found


def is_set_apart(line: Run, above: Run | None, pitch: float, margin: float) -> bool:
    """Return whether a line is set apart by space above it, by an indent, or by its size.

    Args:
        line: the line.
        above: the line above it in its column, if there is one.
        pitch: the usual distance of two lines, in points.
        margin: where lines usually begin, in points from the left.
    """
    if line.left > margin + 0.8 * line.size:
        return True
    return above is not None and (above.middle - line.middle > 1.3 * pitch + 1 or abs(above.size - line.size) > 1.5)
