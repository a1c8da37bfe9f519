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
        ("a: \0", 0, "special characters are not allowed"),
        ("a: 2021-13-45\n", 0, "month must be in 1..12"),
        ("a: b\nc: !unknown d\n", 2, "could not determine a constructor"),
        ("? [a]\n: b\n", 1, "found unhashable key"),
    ],
)
def test_what_is_not_yaml(text, line, message):
    with pytest.raises(InvalidYaml, match=message) as caught:
        yaml_value(compose_yaml(text))
    assert caught.value.line == line
