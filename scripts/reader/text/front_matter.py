"""Front matter: the records of papers, sections, glossary entries and other pages, with closed vocabularies.

CONTRIBUTING.md says what each field means.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import yaml

from scripts.reader.common.lines import line_at
from scripts.reader.common.problems import Problem, did_you_mean
from scripts.reader.common.yaml_nodes import InvalidYaml, compose_yaml, node_line, yaml_value

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)(?:^|\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
# A language tag (BCP 47, RFC 5646): language, script, region, variants, extensions; or private use alone.
LANGUAGE_TAG = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?|x(?:-[a-z0-9]{1,8})+",
    re.IGNORECASE | re.ASCII,
)
SUMMARY_LENGTH = 160  # characters; a hover card of two or three lines

PAPER_PAGES = ("index", "text", "apparatus", "received")  # what a paper has besides its sections
ENTRY_KINDS = ("organization", "forum", "theory", "event", "actor", "document", "concept", "method", "person", "place")
PUBLICATION_STATES = ("established", "not established")


@dataclass(frozen=True)
class Field:
    """A field of front matter: its type, whether it must be there, and the values it may have (any, if none are listed)."""

    type: type[Any]
    required: bool = False
    values: tuple[str, ...] = ()


TEXT, TEXTS = Field(str), Field(list)
SECTION_FIELDS = {"title": Field(str, required=True), "description": TEXT}
PAGE_FIELDS = SECTION_FIELDS | {"hide": TEXTS, "search": Field(dict), "template": TEXT}
PAPER_FIELDS = {
    "title": Field(str, required=True),
    "short_title": Field(str, required=True),
    "sections": Field(list, required=True),
    "published": Field(str, required=True, values=PUBLICATION_STATES),
    "description": TEXT,
    "corresponds_to": TEXT,
    "authors": TEXTS,
    "journal": TEXT,
    "year": Field(int),
    "volume": TEXT,
    "issue": TEXT,
    "pages": TEXT,
    "doi": TEXT,
    "licence": TEXT,
    "language": TEXT,
    "keywords": TEXTS,
    "not_linked": TEXTS,
}
ENTRY_FIELDS = {
    "title": Field(str, required=True),
    "full_name": TEXT,
    "aliases": TEXTS,
    "hidden": TEXTS,
    "names": Field(dict),
    "kind": Field(str, required=True, values=ENTRY_KINDS),
    "summary": Field(str, required=True),
    "related": TEXTS,
    "broader": TEXTS,
    "only_with": TEXTS,
    "sources": Field(list, required=True),
    "checked": Field(datetime.date, required=True),
}
TYPE_NAMES = {str: "text", list: "a list", dict: "a mapping", int: "a whole number", datetime.date: "a date, YYYY-MM-DD"}


@dataclass(frozen=True)
class Page:
    """A Markdown file: its path from the root, its record, its body, and the line on which the body begins."""

    path: str
    record: dict[str, Any] = field(hash=False)
    body: str
    body_line: int
    lines: dict[str, int] = field(default_factory=dict, hash=False)  # line of each field of the record

    @property
    def slug(self) -> str:
        return self.path.rsplit("/", 1)[-1].removesuffix(".md")

    def line_of(self, name: str) -> int:
        """Return the line on which a field stands; the first line of the file, if it is absent."""
        return self.lines.get(name, 1)


def parse_page(path: str, text: str, schema: dict[str, Field]) -> tuple[Page, list[Problem]]:
    """Split a file into record and body. A page that cannot be read has an empty record and a problem that says why."""
    page, problems = parse_cached(path, text, tuple(schema.items()))
    return page, list(problems)


@cache  # `serve` reads every file again after each change
def parse_cached(path: str, text: str, fields: tuple[tuple[str, Field], ...]) -> tuple[Page, list[Problem]]:
    schema = dict(fields)
    match = FRONT_MATTER.match(text)
    if not match:
        hint = "begin the file with ---, title: …, and --- again, each on a line of its own"
        return Page(path, {}, text, 1), [Problem(path, 1, "P101", "the page has no front matter", hint)]
    page = Page(path, {}, text[match.end() :], line_at(text, match.end()))
    try:
        root = compose_yaml(match[1])
        record = yaml_value(root)
    except InvalidYaml as error:
        hint = "quote a value that holds a colon, a quotation mark or a bracket" if error.line else ""
        return page, [Problem(path, error.line + 1, "P101", f"front matter is not YAML: {error}", hint)]
    if not isinstance(record, dict) or not isinstance(root, yaml.MappingNode):
        return page, [Problem(path, 2, "P101", "front matter is not a list of fields", "write title: …")]
    lines = {str(key.value): node_line(key) + 1 for key, _ in root.value}  # the record begins on the second line
    page = replace(page, record=record, lines=lines)
    return replace(page, record=well_typed_fields(record, schema)), list(record_problems(page, schema))


def well_typed_fields(record: dict[str, Any], schema: dict[str, Field]) -> dict[str, Any]:
    """Return the known fields whose values are of their type; the others are reported, and nothing else needs to expect them."""
    return {name: value for name, value in record.items() if name in schema and has_type(schema[name].type, value)}


def has_type(wanted: type[Any], value: Any) -> bool:
    return type(value) is wanted and (not isinstance(value, list) or all(isinstance(item, str) for item in value))


def record_problems(page: Page, schema: dict[str, Field]) -> Iterator[Problem]:
    """Check a record against its closed vocabulary (P102)."""
    for name, spec in schema.items():
        if spec.required and name not in page.record:
            yield Problem(page.path, 1, "P102", f'the record has no "{name}"', f"add {name}: to the front matter")
    for name, value in page.record.items():
        if name in schema:
            problem = value_problem(name, value, schema[name])
        else:
            problem = f'unknown field "{name}"', did_you_mean(str(name), schema, f"known fields: {', '.join(sorted(schema))}")
        if problem:
            yield Problem(page.path, page.line_of(str(name)), "P102", *problem)


def value_problem(name: str, value: Any, spec: Field) -> tuple[str, str] | None:
    """Return what is wrong with the value of a field, and a hint; None if it is right."""
    if value in (None, "", [], {}):
        return f'"{name}" is empty', "leave the field out if nothing is established"
    if not isinstance(value, spec.type) or type(value) is not spec.type:  # True is an int, but no number
        return f'"{name}" is {value!r}, not {TYPE_NAMES[spec.type]}', ""
    if spec.values and value not in spec.values:
        return f'"{name}" is {value!r}', did_you_mean(value, spec.values, f"possible: {', '.join(spec.values)}")
    if isinstance(value, list) and (wrong := [item for item in value if not isinstance(item, str)]):
        return f'"{name}" holds {wrong[0]!r}, which is not text', "put it in quotation marks"
    if name == "summary" and len(value) > SUMMARY_LENGTH:
        return f"the summary has {len(value)} characters", f"at most {SUMMARY_LENGTH}"
    if name == "sections" and (wrong := [item for item in value if not SLUG.fullmatch(item)]):
        return f"{wrong[0]!r} is not a slug", "lower-case letters, digits and hyphens"
    if name in ("names", "language"):
        return language_problem(name, value)
    return None


def language_problem(name: str, value: str | dict[Any, Any]) -> tuple[str, str] | None:
    """Return what is wrong with a language, or with names by language."""
    hint = "a language tag (BCP 47), such as ru, prs or sr-Latn"
    for language in [value] if isinstance(value, str) else value:
        if not isinstance(language, str) or not LANGUAGE_TAG.fullmatch(language):
            return f'"{name}" has {language!r}, which is no language', hint
    if isinstance(value, dict) and (wrong := [text for text in value.values() if not isinstance(text, str)]):
        return f'"{name}" holds {wrong[0]!r}, which is not text', "one name for each language, in quotation marks"
    return None
