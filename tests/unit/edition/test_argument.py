"""Arguments and material for teaching: what is read, and when words are a paragraph's. Reports stand in tests/problems/P301 to P303."""

import pytest

from scripts.reader.edition import argument, data_file, teaching
from tests.conftest import TESTS, edition

TOY = edition(TESTS / "toy")


def test_an_argument_is_read_with_its_reasons_and_evidence():
    found = TOY.arguments["toy"]
    [claim] = found.items("claims")
    assert (found.item("question").text("text"), claim.texts("at")) == ("Why does a small state join an alliance?", ("p1", "p2"))
    assert [reason.items("evidence") == () for reason in claim.items("reasons")] == [True, False]
    assert [item.line for item in found.items("passages")][:2] == [17, 20]


def test_a_paper_may_have_no_argument_and_an_edition_no_material_for_teaching(toy):
    (toy / "docs/papers/toy/argument.yaml").unlink()
    (toy / "docs/teaching.yaml").unlink()
    found = edition(toy)
    assert (found.problems, found.arguments, found.teaching.values) == ([], {}, {})


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_file(text):
    assert teaching.parse_teaching("x", text, (), (), ()) == (data_file.Item(1), [])
    found, [problem] = argument.parse_argument("x", text, {}, ())
    assert (found, problem.code, problem.message) == (None, "P301", "the file is empty")


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("Prussia's policy", True),
        ("Prussia’s “policy” of", True),
        ("policy\n of", True),
        ("ussia's policy", False),
        ("Prussia's polic", False),
        ("prussia's policy", False),
        ("[…] interfere", True),
    ],
)
def test_when_words_are_those_of_a_paragraph(words, there):
    assert argument.quotes("Prussia's policy of Prussia's \"policy\" of […] interfere.", words) is there


def test_sources_in_an_argument_and_in_the_material_for_teaching_are_cited():
    assert data_file.sources_in(TOY.arguments["toy"]) == data_file.sources_in(TOY.teaching) == {"mearsheimer2001"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- one\n", "this is not an item"),
        ("one\n", "this is not an item"),
        ("? [a]\n: b\n", 'unknown field "[ScalarNode'),
        ("who: []\n", '"who" is not a list, or is empty'),
        ("who: none given\n", '"who" is not a list, or is empty'),
        ("who: &a [*a]\n", "not YAML: *a stands for something else"),
        ("who: [{name: A, name: B}]\n", '"name" is given twice'),
        ("read_next: [{level: advanced, source: 2001, why: w}]\n", '"source" is not text'),
        ("read_next: [{level: advanced, source: ' ', why: w}]\n", '"source" is not text'),
        ("a: \x00\n", "not YAML"),
    ],
)
def test_what_is_no_data_file(text, message):
    found, problems = teaching.parse_teaching("x", text, {"k"}, {"p#p1"}, {"e"})
    assert found.values == {}
    assert any(problem.message.startswith(message) for problem in problems), problems
