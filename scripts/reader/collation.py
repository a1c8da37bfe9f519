"""Collation: is the received text, recovered from the pages, the text of the source, word for word? (rule E1.1)

White space and page breaks are no part of the comparison, nor is the hyphen of a word divided at the end of a line (E1.2, E1.3).
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from scripts.reader.emendations import Word, line_at

DIVIDED = re.compile(r"\w-$")
CONTEXT = 4  # words shown on each side of a difference


@dataclass(frozen=True)
class Difference:
    """A place where the pages' received text and the source part: both wordings with their context, both lines."""

    page_index: int  # of the first differing word of the pages (or the last word, at the end)
    source_line: int
    source: str
    edition: str


def undivided(text: str) -> str:
    return text.replace("-", "")


def boundaries(sections: Iterable[list[Word]]) -> set[tuple[str, str]]:
    """The last and the first word of neighbouring sections: no hyphen joins these, even where the text breaks off in a word."""
    return {(undivided(before[-1].text), undivided(after[0].text)) for before, after in pairwise(filter(None, sections))}


def source_words(text: str, apart: Collection[tuple[str, str]]) -> tuple[list[Word], set[str]]:
    """The words of a source, and those that it divides at a line end (without any hyphen); apart: see boundaries."""
    found: list[Word] = []
    divided: set[str] = set()
    is_open = False
    for match in re.finditer(r"(\S+)(\s*)", text):
        word = Word(match[1], line_at(text, match.start()))
        if is_open and re.match(r"\w", word.text) and (undivided(found[-1].text), undivided(word.text)) not in apart:
            found[-1] = Word(found[-1].text[:-1] + word.text, found[-1].line)
            divided.add(undivided(found[-1].text))
        else:
            found.append(word)
        is_open = "\n" in match[2] and bool(DIVIDED.search(word.text))
    return found, divided


def excerpt(words: list[Word], start: int, end: int) -> str:
    shown = [word.text for word in words[max(0, start - CONTEXT) : end + CONTEXT]]
    before = "… " if start > CONTEXT else ""
    after = " …" if end + CONTEXT < len(words) else ""
    return before + " ".join(shown) + after


def collate(sections: list[list[Word]], source: str) -> Iterator[Difference]:
    """Compare the received words of a paper's sections, in reading order, with its source; yield each difference."""
    sources, divided = source_words(source, boundaries(sections))
    pages = [word for section in sections for word in section]

    def key(word: Word) -> str:
        whole = undivided(word.text)
        return whole if whole in divided else word.text

    matcher = SequenceMatcher(None, [key(w) for w in sources], [key(w) for w in pages], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            line = sources[min(i1, len(sources) - 1)].line if sources else 1
            yield Difference(min(j1, max(len(pages) - 1, 0)), line, excerpt(sources, i1, i2), excerpt(pages, j1, j2))
