"""The judged queries, the grade of a result, and the measures of a list of results. The rules are told in README.md."""

import hashlib
import math
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

QUERIES = Path(__file__).with_name("queries.yaml")
KINDS = (
    *("term", "acronym", "alias", "other name", "misspelling", "half remembered", "number", "spelling"),
    *("question", "topic", "phrase", "two concepts", "fact", "received", "foreign"),
    *("own words", "other scripts", "bad typing", "several concepts"),  # at least 40 of each
)
WANTED, RELEVANT, MARGINAL = 3, 2, 1
DEPTH = 10  # results that count
CITABLE = re.compile(r"(/papers/[^/]+/[^/]+/#)(p\d+[a-z]?|fn:.+)")  # a paragraph or a note: a target of its own


@dataclass(frozen=True)
class Query:
    """A query, the entry that it names or "", and the grade of every address that is relevant to it."""

    id: str
    text: str
    kind: str
    concept: str
    judgements: Mapping[str, int]


@dataclass(frozen=True)
class Measures:
    """How good a list of results is, or the means over several lists."""

    mrr: float
    ndcg: float
    success: float
    success_at_3: float


def read(path: Path = QUERIES) -> list[Query]:
    """The queries of a file; each has the judgements of its concept, and its own over them."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    queries = []
    for record in data["queries"]:
        concept = "" if record["concept"] == "none" else record["concept"]
        judgements = {**(data["concepts"][concept] if concept else {}), **record.get("judgements", {})}
        queries.append(Query(record["id"], record["query"], record["kind"], concept, judgements))
    return queries


def target(address: str) -> str:
    """What an address counts as: a paragraph, a note, or the page without its fragment."""
    return address if CITABLE.fullmatch(address) else address.partition("#")[0]


def grade(judgements: Mapping[str, int], target: str) -> int:
    """The grade of a target; a page without one has the best of its paragraphs and notes, less one, and at least 1."""
    if target in judgements:
        return judgements[target]
    on_page = [grade for address, grade in judgements.items() if address.startswith(f"{target}#") and grade]
    return max(max(on_page) - 1, MARGINAL) if on_page else 0


def grades(judgements: Mapping[str, int], addresses: Iterable[str]) -> list[int]:
    """The grades of the first results, in their order; what comes again is left out."""
    targets = list(dict.fromkeys(map(target, addresses)))
    return [grade(judgements, target) for target in targets[:DEPTH]]


def gain(grades: Iterable[int]) -> float:
    """The discounted gain of a list of grades."""
    return sum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def measure(judgements: Mapping[str, int], addresses: Iterable[str]) -> Measures:
    """The measures of the results of one query."""
    found = grades(judgements, addresses)
    first = next((rank for rank, grade in enumerate(found, 1) if grade >= RELEVANT), None)
    best = gain(sorted(judgements.values(), reverse=True)[:DEPTH])
    # A page beside its own paragraphs can lift a list above the best one of judged addresses.
    ndcg = min(1.0, gain(found) / best)
    return Measures(1 / first if first else 0.0, ndcg, float(found[:1] == [WANTED]), float(WANTED in found[:3]))


def is_reported(query: Query) -> bool:
    """Whether a query is only reported: half of them, by the hash of the id. Nothing in the search is chosen by these."""
    return hashlib.sha256(query.id.encode()).digest()[-1] % 2 == 1


def mean(measures: Sequence[Measures]) -> Measures:
    columns = zip(*((one.mrr, one.ndcg, one.success, one.success_at_3) for one in measures), strict=True)
    return Measures(*(sum(column) / len(column) for column in columns))


def interval(values: Sequence[float], seed: int = 1, samples: int = 2000) -> tuple[float, float]:
    """The bounds between which the mean lies in 95 of 100 samples of the values, drawn with replacement (percentile bootstrap)."""
    chance = random.Random(seed)
    means = sorted(sum(chance.choices(values, k=len(values))) / len(values) for _ in range(samples))
    return means[round(0.025 * samples)], means[round(0.975 * samples) - 1]
