import datetime

import pytest

from scripts.reader.common.yaml_nodes import InvalidYaml, compose_yaml, node_line, yaml_value


def test_values_and_their_lines():
    root = compose_yaml("title: One\nsections:\n  - a\n  - b\nchecked: 2026-11-22\n")
    assert yaml_value(root) == {"title": "One", "sections": ["a", "b"], "checked": datetime.date(2026, 11, 22)}
    assert {key.value: node_line(key) for key, _ in root.value} == {"title": 1, "sections": 2, "checked": 5}


def test_nothing_has_no_value():
    assert yaml_value(compose_yaml("# only a comment\n")) is None


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: b\nc: [", 2, "expected the node content, but found '<stream end>'"),
        ("a: b: c\n", 1, "mapping values are not allowed here"),
        ("a: b\nc: \0", 2, "the character U.0000 is not allowed"),
        ("a: b\nc: \ud800", 2, "the character U.D800 is not allowed"),
        ("a: 2021-13-45\n", 0, "month must be in 1..12"),
        ("a: b\nc: !unknown d\n", 2, "could not determine a constructor"),
        ("? [a]\n: b\n", 1, "found unhashable key"),
    ],
)
def test_what_is_not_yaml(text, line, message):
    with pytest.raises(InvalidYaml, match=message) as caught:
        yaml_value(compose_yaml(text))
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: b\nc: " + "[" * 100_000 + "]" * 100_000, "it nests too deep"),
        ("a: b\nc: " + "{a: " * 1000, "it nests too deep"),
        ("a: b\n" + "- " * 100_000, "did not find expected key|expected <block end>|nests"),
        ("- " * 100_000, "it nests too deep"),
        ("a: &x b\nc: *x", "[*]x stands for something else"),
        ("a: b\n&x b: [*x]", "[*]x stands for something else"),
    ],
)
def test_what_is_larger_than_it_looks_is_refused(text, message):
    with pytest.raises(InvalidYaml, match=message):
        compose_yaml(text)
