"""Data files that editors write in YAML, read against a closed schema. Every item keeps the line on which it begins."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from scripts.reader.common.problems import Problem, did_you_mean
from scripts.reader.common.yaml_nodes import InvalidYaml, compose_yaml, node_line
from scripts.reader.text.unsafe_markup import has_markup

FORM = "P301"
TEXT_TAG = "tag:yaml.org,2002:str"


@dataclass(frozen=True)
class Field:
    """A field of an item: what it holds, and whether it must be there.

    Of a text, `values` are all that it may be (anything, if there are none); of items, words that may stand instead of them.
    """

    kind: Literal["text", "texts", "items", "item"]
    required: bool = False
    values: tuple[str, ...] = ()
    longest: int = 0  # characters of a text; 0: any number
    fields: Mapping[str, "Field"] = field(default_factory=dict)  # of an item


@dataclass(frozen=True)
class Item:
    """A mapping in a data file: its line, and its values by field."""

    line: int
    values: Mapping[str, Any] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return str(self.values.get(name, ""))

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(self.values.get(name, ()))

    def items(self, name: str) -> tuple["Item", ...]:
        return tuple(self.values.get(name, ()))

    def item(self, name: str) -> "Item":
        found = self.values.get(name)
        return found if isinstance(found, Item) else Item(self.line)

    def walk(self) -> Iterator["Item"]:
        """Yield this item and all items in it."""
        yield self
        for value in self.values.values():
            for inner in value if isinstance(value, tuple) else (value,):
                if isinstance(inner, Item):
                    yield from inner.walk()


def read_data_file(path: str, text: str, fields: Mapping[str, Field]) -> tuple[Item, list[Problem]]:
    """Return the item that a file holds, and what is wrong with its form (P301). An empty file holds an empty item."""
    try:
        root = compose_yaml(text)
    except InvalidYaml as error:
        return Item(1), [Problem(path, error.line or 1, FORM, f"not YAML: {error}")]
    if root is None:
        return Item(1), []
    problems: list[Problem] = []
    return read_item(path, root, fields, problems), problems


def read_item(path: str, node: yaml.Node, fields: Mapping[str, Field], problems: list[Problem]) -> Item:
    """Return the item of a node; what is wrong with it is added to `problems`."""
    line = node_line(node)
    if not isinstance(node, yaml.MappingNode):
        problems.append(Problem(path, line, FORM, "this is not an item", f"an item has the fields {', '.join(fields)}"))
        return Item(line)
    values: dict[str, Any] = {}
    for key, value in node.value:
        name = str(key.value)
        if name not in fields:
            hint = did_you_mean(name, fields, f"known: {', '.join(fields)}")
            problems.append(Problem(path, node_line(key), FORM, f'unknown field "{name}"', hint))
        elif name in values:
            problems.append(Problem(path, node_line(key), FORM, f'"{name}" is given twice', "keep one of them"))
        else:
            values[name] = read_value(path, name, value, fields[name], problems)
    for name, wanted in fields.items():
        if wanted.required and name not in values:
            problems.append(Problem(path, line, FORM, f'"{name}" is missing', example(name, wanted)))
    return Item(line, values)


def read_value(path: str, name: str, node: yaml.Node, wanted: Field, problems: list[Problem]) -> Any:
    """Return the value of a field: a text, a tuple of texts, a tuple of items, or an item."""

    def wrong(message: str, hint: str) -> None:
        problems.append(Problem(path, node_line(node), FORM, message, hint))

    if wanted.kind == "item":
        return read_item(path, node, wanted.fields, problems)
    if wanted.kind == "text":
        for message, hint in text_problems(name, node, wanted):
            wrong(message, hint)
        return str(node.value)
    if wanted.values and is_text(node):
        if node.value not in wanted.values:
            wrong(f'"{name}" is {node.value!r}', did_you_mean(node.value, wanted.values, example(name, wanted)))
        return ()
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        wrong(f'"{name}" is not a list, or is empty', example(name, wanted))
        return ()
    if wanted.kind == "items":
        return tuple(read_item(path, inner, wanted.fields, problems) for inner in node.value)
    if not all(map(is_text, node.value)):
        wrong(f'"{name}" is not a list of words', example(name, wanted))
        return ()
    return tuple(inner.value for inner in node.value)


def is_text(node: yaml.Node) -> bool:
    """Return whether a node is text that is not blank; a number, a date or true is none."""
    return isinstance(node, yaml.ScalarNode) and node.tag == TEXT_TAG and bool(node.value.strip())


def text_problems(name: str, node: yaml.Node, wanted: Field) -> Iterator[tuple[str, str]]:
    """Check a text. Yields messages and hints."""
    if not is_text(node):
        yield f'"{name}" is not text', "write it in quotation marks if it looks like a number or a date"
    elif wanted.values and node.value not in wanted.values:
        yield f'"{name}" is {node.value!r}', did_you_mean(node.value, wanted.values, f"possible: {', '.join(wanted.values)}")
    elif has_markup(node.value):
        yield f'"{name}" holds mark-up', "plain text: leave the tag out"
    elif wanted.longest and len(node.value) > wanted.longest:
        yield f'"{name}" has {len(node.value)} characters', f"at most {wanted.longest}: say it more briefly"


def sources_in(item: Item) -> set[str]:
    """Return the keys of the sources that an item and all items in it name."""
    found = {key for inner in item.walk() for key in inner.texts("sources")}
    return found | {inner.text("source") for inner in item.walk() if "source" in inner.values}


def example(name: str, wanted: Field) -> str:
    """Return a hint that shows how a field is written."""
    if wanted.kind == "texts":
        return f"{name}: [one, two]"
    if wanted.kind == "text":
        return f"{name}: {' | '.join(wanted.values) or 'words'}"
    alternatives = "".join(f", or {name}: {value}" for value in wanted.values)
    begin = "- " if wanted.kind == "items" else ""
    return f"{name}: and below it {begin}{', '.join(f'{inner}:' for inner in wanted.fields)}{alternatives}"


def reference_problems(path: str, item: Item, field_name: str, known: Collection[str], what: str, otherwise: str) -> Iterator[Problem]:
    """Check that what a field names, in an item and all items in it, is known (P302).

    Args:
        path: The file.
        item: The item.
        field_name: The field, which holds a text or texts.
        known: All that may be named; if there is nothing, it could not be read, which is reported elsewhere.
        what: What is named, for the message: a paragraph, a source, an entry.
        otherwise: The end of the hint.
    """
    for inner in item.walk():
        value = inner.values.get(field_name, ())
        for name in (value,) if isinstance(value, str) else value:
            if known and name not in known:
                yield Problem(path, inner.line, "P302", f'"{name}" is not {what}', did_you_mean(name, known, otherwise))
