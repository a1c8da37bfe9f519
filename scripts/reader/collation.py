"""Collation: is the received text, recovered from the pages, the text of the source, word for word? (rule E1.1)

White space and page breaks are no part of the comparison, nor is the hyphen of a word divided at the end of a line (E1.2, E1.3).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from scripts.reader.emendations import Word

DIVIDED = re.compile(r"(\S*\w)-\s*\n\s*(\w\S*)")
CONTEXT = 4  # words shown on each side of a difference


@dataclass(frozen=True)
class Difference:
    """A place where the pages' received text and the source part: both wordings with their context, both lines."""

    page_index: int  # of the first differing word of the pages (or the last word, at the end)
    source_line: int
    source: str
    edition: str


def source_words(text: str) -> tuple[list[Word], set[str]]:
    """The words of a source, and those that it divides at a line end (without any hyphen)."""
    divided: set[str] = set()

    def join(match: re.Match[str]) -> str:
        divided.add((match[1] + match[2]).replace("-", ""))
        return match[1] + match[2] + "\n" * match[0].count("\n")

    joined = DIVIDED.sub(join, text)
    found = [
        Word(match[0], joined.count("\n", 0, match.start()) + 1) for match in re.finditer(r"\S+", joined)
    ]
    return found, divided


def excerpt(words: list[Word], start: int, end: int) -> str:
    shown = [word.text for word in words[max(0, start - CONTEXT) : end + CONTEXT]]
    before = "… " if start > CONTEXT else ""
    after = " …" if end + CONTEXT < len(words) else ""
    return before + " ".join(shown) + after


def collate(pages: list[Word], source: str) -> Iterator[Difference]:
    """Compare the received words of a paper's pages, in reading order, with its source; yield each difference."""
    sources, divided = source_words(source)

    def key(word: Word) -> str:
        undivided = word.text.replace("-", "")
        return undivided if undivided in divided else word.text

    matcher = SequenceMatcher(None, [key(w) for w in sources], [key(w) for w in pages], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            line = sources[min(i1, len(sources) - 1)].line if sources else 1
            yield Difference(min(j1, max(len(pages) - 1, 0)), line, excerpt(sources, i1, i2), excerpt(pages, j1, j2))
