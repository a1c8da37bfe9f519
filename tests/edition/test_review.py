"""The editorial review of November 2026: each of its items is decided, at a place that exists; what the bibliography says was seen."""

import re
from collections import Counter

import pytest

from scripts.reader.edition.bibliography import UNSEEN
from tests.conftest import KNOWN, ROOT, edition

HEADER, *ROWS = [line.split("\t") for line in (ROOT / "sources/decisions/review-2026-11.tsv").read_text(encoding="utf-8").splitlines()]
DECISIONS = ("done", "left", "deferred", "nothing to do")
ITEMS = [row[0] for row in ROWS]


def test_the_columns():
    assert HEADER == ["item", "place", "decision", "where", "remark"]


def test_every_item_of_the_review_is_decided_once():
    assert [item for item, count in Counter(ITEMS).items() if count > 1] == []
    assert {*map(str, range(1, 22)), *(f"A{number}" for number in range(1, 15))} <= set(ITEMS)
    assert {item[0] for item in ITEMS if item[0].isalpha()} == set("ABCDEFGHI")


@pytest.mark.parametrize("letter", "ABCDEFGHI")
def test_the_items_of_a_list_are_numbered_without_a_gap(letter):
    numbers = [int(item[1:]) for item in ITEMS if item.startswith(letter)]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("row", ROWS, ids=ITEMS)
def test_a_decision_has_a_place_and_a_reason(row):
    _, place, decision, where, remark = row
    assert place
    assert remark
    assert decision in DECISIONS
    assert (ROOT / where).is_file()


def test_every_source_says_what_was_seen_of_it():
    first_words = {key: re.match(r"\w*", source.entry.fields.get("verification", ""))[0] for key, source in edition(KNOWN).sources.items()}
    assert {key for key, word in first_words.items() if word not in ("VERIFIED", *UNSEEN)} == set()
