"""Find the passages that are nearest in meaning to a passage or an entry: by the vectors of their words, and the concepts that they share.

The vectors of words are those of the thesaurus of the search (thesaurus.py). In an edition of many papers a passage is compared with
those of the papers that are nearest to its own as a whole, so that the work grows with the papers and not with their square.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

import numpy as np
import snowballstemmer

from scripts.reader.search.thesaurus import WORD, Matrix, WordVectors

MOST = 4  # passages for each
NEAREST_PAPERS = 20  # whose passages are compared
RARE = 1e-3  # weight of frequent words: a / (a + frequency), "A Simple but Tough-to-Beat Baseline for Sentence Embeddings" (Arora, 2017)
SHARED = 0.15  # what a concept that only these two share adds to the cosine
LEAST = 0.35  # nearness


@dataclass(frozen=True)
class Passage:
    """A paragraph of a paper, or an entry: its address, its words, and the slugs of the entries that it mentions."""

    location: str
    text: str
    concepts: frozenset[str]

    @property
    def group(self) -> str:
        """The paper that it is of, or the entry that it is."""
        return self.location.split("/")[1]


def related_passages(passages: Sequence[Passage], entries: Sequence[Passage], known: WordVectors) -> dict[str, list[str]]:
    """Return the addresses of the passages that are nearest to each passage and entry, the nearest first.

    Args:
        passages: The paragraphs of all papers.
        entries: The entries; of the passages that mention one, its page has a list of its own.
        known: Vectors of words.
    """
    everything = [*passages, *entries]
    places = np.hstack([text_vectors(everything, known), concept_vectors(passages, entries)])
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for row, one in enumerate(everything):
        groups[one.group if row < len(passages) else one.location].append(row)
    papers = [rows for rows in groups.values() if rows[0] < len(passages)]
    centres = np.array([places[rows].mean(axis=0) for rows in papers]).reshape(len(papers), places.shape[1])
    found = {}
    for rows in groups.values():
        nearest = np.argsort(-(centres @ places[rows].mean(axis=0)), kind="stable")[:NEAREST_PAPERS]
        others = [other for place in nearest for other in papers[place]]
        for row, nearness in zip(rows, places[rows] @ places[others].T, strict=True):
            one = everything[row]
            near = np.flatnonzero(nearness >= LEAST)
            allowed = (place for place in near[np.argsort(-nearness[near], kind="stable")] if others[place] != row)
            best = (passages[others[place]] for place in allowed)
            slug = one.group if row >= len(passages) else None
            found[one.location] = list(islice((other.location for other in best if slug not in other.concepts), MOST))
    return found


def concept_vectors(passages: Sequence[Passage], entries: Sequence[Passage]) -> Matrix:
    """Return a row for each passage and entry, whose products are what shared concepts add: the more, the fewer passages mention them."""
    counts = Counter(slug for one in passages for slug in one.concepts)
    weights = {slug: SHARED * (1 - math.log(count) / math.log(len(passages) + 1)) for slug, count in counts.items()}
    columns = {slug: column for column, slug in enumerate(sorted(weights))}
    vectors = np.zeros((len(passages) + len(entries), len(columns)), np.float32)
    for row, one in enumerate([*passages, *entries]):
        for slug in one.concepts & weights.keys():
            vectors[row, columns[slug]] = math.sqrt(weights[slug])
    return vectors


def text_vectors(texts: Sequence[Passage], known: WordVectors) -> Matrix:
    """Return the vector of each text: the mean of those of its words, the rare before the frequent, without what all have in common."""
    stem = cache(snowballstemmer.stemmer("porter").stemWord)
    place = {form: row for row, form in enumerate(known.stems)}
    words = [[form for word in WORD.findall(text.text.lower()) if (form := stem(word)) in place] for text in texts]
    counts = Counter(form for one in words for form in one)
    whole = sum(counts.values())
    weights = {form: RARE / (RARE + count / whole) for form, count in counts.items()}
    vectors = np.zeros((len(texts), known.vectors.shape[1]), np.float32)
    for row, one in enumerate(words):
        for form in sorted(set(one)):
            vectors[row] += weights[form] * known.vectors[place[form]]
    vectors = unit(vectors)
    return unit(vectors - vectors.mean(axis=0)) if len(texts) else vectors


def unit(vectors: Matrix) -> Matrix:
    """Return vectors of length 1; those without a length stay."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
