"""Collation: is the received text, recovered from the pages, the text of the source, word for word? (rule E1.1)

White space and page breaks are no part of the comparison, nor is the hyphen of a word divided at the end of a line (E1.2, E1.3).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise, zip_longest

from scripts.reader.emendations import Word

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


def boundaries(blocks: Iterable[list[Word]]) -> dict[tuple[str, str], list[bool]]:
    """The last and the first word of neighbouring blocks: no hyphen joins these, even where the text breaks off in a word.

    For each pair, in the order of the text, whether it is one word there (the same two may be a divided word elsewhere).
    """
    filled = [block for block in blocks if block]
    pairs = [
        (undivided(before[-1].text), undivided(after[0].text)) if DIVIDED.search(before[-1].text) else None
        for before, after in pairwise(filled)
    ]
    found: dict[tuple[str, str], list[bool]] = {pair: [] for pair in pairs if pair}
    whole = {first + second: (first, second) for first, second in found}
    for block, pair in zip_longest(filled, pairs):
        for word in block:
            if joined := whole.get(undivided(word.text)):
                found[joined].append(True)
        if pair:
            found[pair].append(False)
    return found


def source_words(text: str, met: Mapping[tuple[str, str], list[bool]]) -> tuple[list[Word], set[str]]:
    """The words of a source, and those that it divides at a line end (without any hyphen); met: see boundaries."""
    left = {pair: iter(joined) for pair, joined in met.items()}
    whole = {first + second: (first, second) for first, second in met}
    found: list[Word] = []
    divided: set[str] = set()
    is_open, line, last = False, 1, 0
    for match in re.finditer(r"(\S+)(\s*)", text):
        line, last = line + text.count("\n", last, match.start()), match.start()
        word = Word(match[1], line)
        if is_open and re.match(r"\w", word.text) and next(left.get((undivided(found[-1].text), undivided(word.text)), iter(())), True):
            found[-1] = Word(found[-1].text[:-1] + word.text, found[-1].line)
            divided.add(undivided(found[-1].text))
        else:
            found.append(word)
            if undivided(word.text) in whole:  # the same word, not divided here
                next(left[whole[undivided(word.text)]], None)
        is_open = "\n" in match[2] and bool(DIVIDED.search(word.text))
    return found, divided


def excerpt(words: list[Word], start: int, end: int) -> str:
    shown = [word.text for word in words[max(0, start - CONTEXT) : end + CONTEXT]]
    before = "… " if start > CONTEXT else ""
    after = " …" if end + CONTEXT < len(words) else ""
    return before + " ".join(shown) + after


def collate(blocks: list[list[Word]], source: str) -> Iterator[Difference]:
    """Compare the received words of a paper's blocks, in reading order, with its source; yield each difference."""
    sources, divided = source_words(source, boundaries(blocks))
    pages = [word for block in blocks for word in block]

    def key(word: Word) -> str:
        whole = undivided(word.text)
        return whole if whole in divided else word.text

    one, two = [key(word) for word in sources], [key(word) for word in pages]
    start = next((place for place, pair in enumerate(zip(one, two, strict=False)) if pair[0] != pair[1]), min(len(one), len(two)))
    rest = zip(reversed(one[start:]), reversed(two[start:]), strict=False)
    end = next((place for place, pair in enumerate(rest) if pair[0] != pair[1]), min(len(one), len(two)) - start)
    # Only what lies between the equal beginning and the equal end: the matcher's time grows with the square of the words.
    matcher = SequenceMatcher(None, one[start : len(one) - end], two[start : len(two) - end], autojunk=False)
    for tag, *places in matcher.get_opcodes():
        if tag != "equal":
            i1, i2, j1, j2 = (place + start for place in places)
            line = sources[min(i1, len(sources) - 1)].line if sources else 1
            yield Difference(min(j1, max(len(pages) - 1, 0)), line, excerpt(sources, i1, i2), excerpt(pages, j1, j2))
