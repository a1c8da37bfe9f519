"""Collation: is the received text, recovered from the pages, the text of the source, word for word? (rule E1.1)

White space and page breaks are no part of the comparison, nor is the hyphen of a word divided at the end of a line (E1.2, E1.3).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from scripts.reader.text.emendations import Word

DIVIDED = re.compile(r"\w-$")
CONTEXT = 4  # words shown on each side of a difference


@dataclass(frozen=True)
class Difference:
    """A place where the pages' received text and the source differ: both wordings with their context, and where they stand."""

    page_index: int  # of the first differing word of the pages (or the last word, at the end)
    source_line: int
    source: str
    edition: str


def without_hyphens(text: str) -> str:
    return text.replace("-", "")


def block_boundaries(blocks: Iterable[list[Word]]) -> set[tuple[str, str]]:
    """Return the last and first words of neighbouring blocks: no hyphen joins these, even where the text breaks off in a word."""
    return {(without_hyphens(before[-1].text), without_hyphens(after[0].text)) for before, after in pairwise(filter(None, blocks))}


def source_words(text: str, blocks: list[list[Word]]) -> tuple[list[Word], set[str]]:
    """Return the words of a source, and those (without any hyphen) that it divides at the end of a line.

    Two rules: while pages and source agree, a hyphen at a line end is soft if the page's word lacks it; after the first
    difference every such hyphen is soft, except between two blocks of the pages.

    Args:
        text: The source.
        blocks: The received words of the pages, block by block.
    """
    page_words = iter([word.text for block in blocks for word in block])
    apart, agree = block_boundaries(blocks), True
    firsts = {first for first, _ in apart}
    first_lengths = set(map(len, firsts))  # a word is put together only if it can be one of these: there may be thousands of parts
    tokens = list(re.finditer(r"(\S+)(\s*)", text))
    found: list[Word] = []
    divided: set[str] = set()
    line, last, place = 1, 0, 0
    while place < len(tokens):
        token = tokens[place]
        line, last = line + text.count("\n", last, token.start()), token.start()
        parts, wanted = [token[1]], next(page_words, None) if agree else None
        ends = {without_hyphens(wanted)} if wanted and wanted.endswith("-") else firsts if wanted is None else set()
        lengths, length = set(map(len, ends)) if wanted else first_lengths, len(without_hyphens(token[1]))
        while is_line_end_hyphen(tokens, place):
            second = tokens[place + 1][1]
            first = without_hyphens("".join(parts)) if length in lengths else None
            if first in ends and (wanted or (first, without_hyphens(second)) in apart):
                break
            parts[-1:] = [parts[-1][:-1], second]
            length, place = length + len(without_hyphens(second)), place + 1
        word = "".join(parts)
        if len(parts) > 1:
            divided.add(without_hyphens(word))
        agree = wanted is not None and without_hyphens(word) == without_hyphens(wanted)
        found.append(Word(word, line))
        place += 1
    return found, divided


def is_line_end_hyphen(tokens: list[re.Match[str]], place: int) -> bool:
    """Return whether the word at `place` ends its line with a hyphen, and the next begins as the rest of a word would."""
    if place + 1 >= len(tokens) or "\n" not in tokens[place][2]:
        return False
    return bool(DIVIDED.search(tokens[place][1]) and re.match(r"\w", tokens[place + 1][1]))


def excerpt(words: list[Word], start: int, end: int) -> str:
    """Return the words from start to end with a few words of context on each side."""
    shown = [word.text for word in words[max(0, start - CONTEXT) : end + CONTEXT]]
    before = "… " if start > CONTEXT else ""
    after = " …" if end + CONTEXT < len(words) else ""
    return before + " ".join(shown) + after


def collate(blocks: list[list[Word]], source: str) -> Iterator[Difference]:
    """Compare the received words of a paper's blocks, in reading order, with its source; yield each difference."""
    sources, divided = source_words(source, blocks)
    pages = [word for block in blocks for word in block]

    def key(word: Word) -> str:
        joined = without_hyphens(word.text)
        return joined if joined in divided else word.text

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
