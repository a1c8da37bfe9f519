"""Make the thesaurus of the search: common words that the edition does not have, each with the nearest of its own words.

The vectors of words (word_vectors.npz beside this file, which scripts/make_word_vectors.py made) are read by whoever calls this.
"""

import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import snowballstemmer

DIMENSIONS = 128
NEIGHBOURS, NEAREST = 3, 0.455  # at most so many; at least so near (cosine, and what a frequent word adds)
FREQUENT, FEWEST = 0.02, 2  # what a word in e times as many texts adds; a word of fewer texts is no neighbour
BLOCK = 2000  # words that are compared at a time
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"  # of a number
WORD = re.compile(r"[a-z]{3,}")

Matrix = Any  # of numpy, whose types of arrays tell little


@dataclass(frozen=True)
class WordVectors:
    """Common English words, one for each stem, and their vectors, a row each."""

    words: list[str]
    stems: list[str]
    vectors: Matrix


def pack(words: list[str], stems: list[str], vectors: Matrix) -> bytes:
    """Return words, their stems and their vectors, of four bits a number, as a file of numpy."""
    scale = np.quantile(np.abs(vectors), 0.995, axis=0)
    nibbles = (np.clip(np.round(vectors / scale * 7), -7, 7) + 8).astype(np.uint8)
    packed = io.BytesIO()
    text = np.frombuffer(" ".join([*words, *stems]).encode(), np.uint8)
    np.savez_compressed(packed, text=text, pairs=nibbles[:, ::2] << 4 | nibbles[:, 1::2], scale=scale)
    return packed.getvalue()


def unpack(data: bytes) -> WordVectors:
    """Return the words and vectors of a file that `pack` made."""
    with np.load(io.BytesIO(data)) as file:
        text, pairs, scale = file["text"].tobytes().decode().split(), file["pairs"], file["scale"]
    size = len(pairs)
    vectors = np.empty((size, DIMENSIONS), np.float32)
    vectors[:, ::2], vectors[:, 1::2] = pairs >> 4, pairs & 15
    vectors = (vectors - 8) * scale
    return WordVectors(text[:size], text[size:], vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def thesaurus(texts: Iterable[str], known: WordVectors) -> dict[str, list[str]]:
    """Return the common words that no text has, each with the nearest of the words that the texts have, the nearest first."""
    stem = snowballstemmer.stemmer("porter").stemWord
    forms: dict[str, Counter[str]] = {}
    having: Counter[str] = Counter()  # texts
    for text in texts:
        counts = Counter(WORD.findall(text.lower()))
        stems = {word: stem(word) for word in counts}
        for word, count in counts.items():
            forms.setdefault(stems[word], Counter())[word] += count
        having.update(set(stems.values()))
    ours = [row for row, form in enumerate(known.stems) if having[form] >= FEWEST]
    others = [row for row, form in enumerate(known.stems) if form not in forms]
    usual = [max(sorted(forms[known.stems[row]]), key=forms[known.stems[row]].__getitem__) for row in ours]
    added = FREQUENT * np.log([having[known.stems[row]] for row in ours])
    found = {}
    for start in range(0, len(others) if len(ours) > NEIGHBOURS else 0, BLOCK):
        rows = others[start : start + BLOCK]
        nearness = known.vectors[rows] @ known.vectors[ours].T + added
        for row, near, places in zip(rows, nearness, np.argpartition(-nearness, NEIGHBOURS, axis=1), strict=True):
            best = sorted((place for place in places[:NEIGHBOURS] if near[place] >= NEAREST), key=lambda place: (-near[place], place))
            if best:
                found[known.words[row]] = [usual[place] for place in best]
    return found


def to_text(found: dict[str, list[str]]) -> str:
    """Return a thesaurus as the search reads it: a line of the words that are found, then each common word with their numbers.

    A line begins with the number of letters that its word has in common with the word before. All numbers have as many digits as the last.
    """
    targets = sorted({word for words in found.values() for word in words})
    width = next(width for width in range(1, 9) if len(targets) <= 64**width)
    number = {word: "".join(DIGITS[place >> 6 * at & 63] for at in reversed(range(width))) for place, word in enumerate(targets)}
    lines, before = [" ".join(targets)], ""
    for word in sorted(found):
        same = next((place for place, (a, b) in enumerate(zip(word, before, strict=False)) if a != b), min(len(word), len(before)))
        same = min(same, 9)
        lines.append(f"{same}{word[same:]} {''.join(number[target] for target in found[word])}")
        before = word
    return "\n".join(lines) + "\n"
