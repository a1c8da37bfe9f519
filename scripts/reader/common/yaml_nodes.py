"""YAML read as a tree of nodes, because a node knows the line it stands on and a plain value does not."""

from typing import Any

import yaml
from yaml.constructor import SafeConstructor

from scripts.reader.common.lines import line_at

MAX_DEPTH = 50  # of lists and mappings in one another
COMPOSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is ten times as fast; the wheels of PyYAML have it


class InvalidYaml(ValueError):
    """A text is not YAML. `line` is counted from 1, and is 0 where the parser names none."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def compose_yaml(text: str) -> yaml.Node | None:
    """Return the root node of a text, None if it is empty. Raises InvalidYaml."""
    try:
        try:
            check_size(text)
            return yaml.compose(text, COMPOSER)
        except (yaml.YAMLError, UnicodeEncodeError):  # libyaml cannot be given a surrogate
            return yaml.compose(text, yaml.SafeLoader)  # words its errors better than libyaml
    except yaml.reader.ReaderError as error:
        raise InvalidYaml(f"the character U+{int(error.character):04X} is not allowed", line_at(text, error.position)) from error
    except yaml.YAMLError as error:
        raise invalid_yaml(error) from error


def check_size(text: str) -> None:
    """Check that a text is no larger than it looks. Raises InvalidYaml for aliases, and for what nests too deep."""
    depth = 0
    for event in yaml.parse(text, COMPOSER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            raise InvalidYaml(f"*{event.anchor} stands for something else: write that itself", line)
        if depth > MAX_DEPTH:
            raise InvalidYaml("it nests too deep", line)


def yaml_value(node: yaml.Node | None, constructor: type[SafeConstructor] = SafeConstructor) -> Any:
    """Return what a node stands for: a dict, list, str, int, date, …, or None. Raises InvalidYaml."""
    if node is None:
        return None
    try:
        return constructor().construct_document(node)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: 2021-13-45 looks like a date
        raise invalid_yaml(error) from error


def node_line(node: yaml.Node) -> int:
    """Return the line on which a node begins, counted from 1."""
    return int(node.start_mark.line) + 1


def invalid_yaml(error: Exception) -> InvalidYaml:
    """Return an error of PyYAML as InvalidYaml, with its message and line."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return InvalidYaml(str(error))
    mark = error.problem_mark or error.context_mark
    return InvalidYaml(str(error.problem), mark.line + 1 if mark else 0)
