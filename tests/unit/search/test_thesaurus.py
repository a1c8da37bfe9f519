"""The thesaurus has the words that the edition lacks, with the nearest of those that it has."""

from pathlib import Path

import numpy as np
import pytest

from scripts.reader.search import thesaurus as module
from scripts.reader.search.search_documents import VECTORS_FILE
from scripts.reader.search.thesaurus import DIMENSIONS, NEAREST, WordVectors, pack, thesaurus, to_text, unpack

WORDS = ["army", "banana", "force", "peace", "troops", "war"]


def vectors(*directions):
    """Rows in a plane, by their angle in degrees."""
    rows = np.zeros((len(directions), DIMENSIONS), np.float32)
    rows[:, 0], rows[:, 1] = np.cos(np.radians(directions)), np.sin(np.radians(directions))
    return rows


KNOWN = WordVectors(WORDS, ["armi", "banana", "forc", "peac", "troop", "war"], vectors(0, 180, 20, 60, 5, 30))


def test_a_word_that_no_text_has_comes_with_the_nearest_that_they_have_in_their_usual_form():
    few = ["Forces and forces, a force. The wars, the war; wars. Peaceful peace"] * 2
    assert thesaurus(few, KNOWN) == {}  # as many as are asked for must be there at all
    found = thesaurus(["Forces and forces, a force, bananas", "The wars, the war; wars. Peace, bananas"] * 2, KNOWN)
    assert found == {"army": ["forces", "wars", "peace"], "troops": ["forces", "wars", "peace"]}


def test_a_word_that_only_one_text_has_is_no_neighbour():
    texts = ["war peace bananas force"] * 2
    assert thesaurus([*texts, "army"], KNOWN) == {"troops": ["force", "war", "peace"]}


def test_of_words_that_are_as_near_the_more_frequent_comes_first():
    twins = WordVectors(WORDS, KNOWN.stems, vectors(0, 180, 20, 60, 5, 20))
    for more in ("war", "force"):
        assert thesaurus(["war peace bananas force"] * 2 + [more], twins)["army"][0] == more


def test_what_is_far_is_no_neighbour():
    far = WordVectors(WORDS, KNOWN.stems, vectors(0, 180, 100, 120, 5, 140))
    assert thesaurus(["force peace war bananas"] * 2, far) == {}


@pytest.mark.parametrize("size", [2, 65, 5000])
def test_the_text_of_a_thesaurus(size):
    targets = [f"w{number}" for number in range(size)]
    lines = to_text({f"ab{target}": [target] for target in targets}).splitlines()
    assert lines[0].split() == sorted(targets)
    assert {len(line.split()[1]) for line in lines[1:]} == {1 if size <= 64 else 2 if size <= 4096 else 3}
    words, before = [], ""
    for line in lines[1:]:
        before = before[: int(line[0])] + line[1:].split()[0]
        words.append(before)
    assert words == sorted(f"ab{target}" for target in targets)


def test_vectors_are_read_as_they_were_written():
    chance = np.random.default_rng(1)
    rows = chance.normal(size=(50, DIMENSIONS))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    words = [f"word{number}" for number in range(50)]
    read = unpack(pack(words, words, rows))
    assert (read.words, read.stems) == (words, words)
    assert ((read.vectors * rows).sum(axis=1) > 0.97).all()


def test_the_vectors_of_this_repository_know_what_words_mean():
    known = unpack(Path(module.__file__).with_name(VECTORS_FILE).read_bytes())
    row = {word: known.vectors[place] for place, word in enumerate(known.words)}
    assert len(known.words) == len(set(known.stems)) > 20_000
    assert row["gather"] @ row["meet"] > NEAREST > row["gather"] @ row["opium"]
