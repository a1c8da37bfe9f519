"""What became of a received file: its words and all else in it, against what was imported, and each thing that was left out."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields

from scripts.reader.importing.extract import Extracted
from scripts.reader.importing.file_content import NAMES, FileContent

WORD = re.compile(r"[^\W_]+")
COMPOUND = re.compile(r"\w+(?:[-–—\u2011]\w+)+")
MAX_SHOWN = 40  # places of lost words on the screen and in the file; the JSON has them all
MARKS = {
    "headings": r"^#{1,6} ",
    "notes": r"^\[\^author-[^\]]+\]:",
    "tables": r"^\|(?: --- \|)+$",
    "figures": r"!\[",
    "formulas": r"<math[ >]",
}
LAYOUT_PARTS = ("headers and footers", "comments")  # not words of the paper


@dataclass(frozen=True)
class Loss:
    """Words of a paragraph of the file that the paper does not have: the part, the paragraph's number, its beginning, the words."""

    part: str
    paragraph: int
    begins: str
    words: str


@dataclass(frozen=True)
class LossReport:
    """What a file holds and what of it was imported; counts are pairs, in the file and imported."""

    file: str
    papers: list[str]
    words: dict[str, tuple[int, int]]
    counts: dict[str, tuple[int, int]]
    changes: list[str]  # tracked changes and comments
    left_out: list[str]
    lost: list[Loss]
    to_do: list[str]
    written: dict[str, str] = field(default_factory=dict)  # digests of the files that belong to the papers, by path

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"

    def as_text(self) -> str:
        return "\n".join(report_lines(self)) + "\n"


def words_of(text: str) -> list[str]:
    return WORD.findall(text.replace("\xad", "").casefold())


def squeeze(text: str) -> str:
    """Return the letters and digits of a text alone."""
    return "".join(words_of(text))


def compare(name: str, papers: Sequence[tuple[str, Extracted]], content: FileContent) -> LossReport:
    """Return the report of an import.

    Args:
        name: that of the file.
        papers: the papers that were imported from it, with their addresses.
        content: what the file holds.
    """
    texts = [text for _, paper in papers for text in paper_texts(paper)]
    imported = Counter(word for text in texts for word in words_of(text))
    squeezed = squeeze("\n".join(texts))
    joined = {"".join(words_of(compound)) for text in texts for compound in COMPOUND.findall(text)}  # the hyphen of a line end
    words, lost = dict[str, tuple[int, int]](), list[Loss]()
    for part, paragraphs in sorted(content.parts.items(), key=lambda item: item[0] in LAYOUT_PARTS):
        missing = 0  # words
        for number, paragraph in enumerate(paragraphs, 1):
            own = Counter(words_of(paragraph))
            gone = Counter({word: times for word, times in (own - imported).items() if word not in joined})
            imported -= own
            if gone and squeeze(paragraph) in squeezed:  # words divided otherwise: H2O
                continue
            missing += gone.total()
            if gone and part not in LAYOUT_PARTS:
                shown = " ".join(word for word in words_of(paragraph) if gone[word])
                lost.append(Loss(part, number, paragraph[:60], shown))
        total = sum(len(words_of(paragraph)) for paragraph in paragraphs)
        words[part] = (total, total - missing)
    pages = "\n".join(page for _, paper in papers for page in paper.pages.values())
    counts = {}
    for kind in NAMES:
        found = len(re.findall(MARKS[kind], pages, re.MULTILINE)) if kind in MARKS else sum(len(paper.references) for _, paper in papers)
        if content.counts.get(kind) or found:
            counts[kind] = (content.counts.get(kind, 0), found)
    remarks = list(dict.fromkeys(remark for _, paper in papers for remark in paper.remarks))
    owed = list(dict.fromkeys(item for _, paper in papers for item in paper.to_do))
    changes = [*content.changes, *(change for _, paper in papers for change in paper.changes)]
    return LossReport(name, [slug for slug, _ in papers], words, counts, changes, remarks, lost, owed)


def paper_texts(paper: Extracted) -> Iterator[str]:
    """Yield all words that were imported with a paper: its text, and what its record says."""
    yield paper.text
    for told in fields(paper.metadata):
        value = getattr(paper.metadata, told.name)
        yield value if isinstance(value, str) else "\n".join(value)


def report_lines(report: LossReport) -> Iterator[str]:
    yield f"{report.file} became {' and '.join(report.papers)}."
    yield ""
    yield from table("words", report.words)
    yield ""
    yield from table("", report.counts)
    for heading, items in (
        ("Tracked changes and comments", report.changes),
        ("Left out or changed", report.left_out),
        ("Words of the file that the paper does not have", list(map(loss_line, report.lost))),
        ("To do", report.to_do),
    ):
        if items:
            yield from ["", f"{heading}:", *(f"  - {item}" for item in items[:MAX_SHOWN])]
            if len(items) > MAX_SHOWN:
                yield f"  and {len(items) - MAX_SHOWN} more"


def loss_line(loss: Loss) -> str:
    return f'{loss.part}, paragraph {loss.paragraph}, "{loss.begins}": {loss.words[:120]}'


def table(name: str, rows: dict[str, tuple[int, int]]) -> Iterable[str]:
    """Yield a table of counts in the file and imported."""
    yield f"{name:<22}{'in the file':>12}{'imported':>12}"
    yield from (f"{kind:<22}{there:>12,}{here:>12,}" for kind, (there, here) in rows.items())
