"""The timeline: dated events, each with its sources and with the paragraphs that mention it, or that it bears on."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from scripts.reader.common.dates import format_date, is_date
from scripts.reader.common.problems import Problem, did_you_mean
from scripts.reader.common.yaml_nodes import InvalidYaml, compose_yaml, node_line, yaml_value

TIMELINE_PATH = "docs/timeline.yaml"
LISTS = ("sources", "mentioned", "bears_on")
FIELDS = ("date", "end", "event", *LISTS)


@dataclass(frozen=True)
class Event:
    """An event: line in the file, ISO dates ("" for no end), one sentence, keys, and paragraphs as paper#p3."""

    line: int
    date: str
    end: str
    event: str
    sources: tuple[str, ...]
    mentioned: tuple[str, ...]
    bears_on: tuple[str, ...]


def format_date_range(event: Event) -> str:
    """Return the date of an event, with its end where it has one, as briefly as possible: 24–27 December 1979."""
    if not event.end:
        return format_date(event.date)
    first, last = format_date(event.date).split(), format_date(event.end).split()
    shared = 0
    while shared < min(len(first), len(last)) - 1 and first[-1 - shared] == last[-1 - shared]:
        shared += 1
    begins = first[: len(first) - shared]
    return f"{' '.join(begins)}{'–' if len(begins) == len(last) - shared == 1 else ' – '}{' '.join(last)}"


def parse_timeline(path: str, text: str, keys: Collection[str], paragraphs: Collection[str]) -> tuple[list[Event], list[Problem]]:
    """Return the events of a file in order, and what is wrong with them (P201, P202).

    Args:
        path: The file, for the problems only.
        text: Its text.
        keys: The keys of the bibliography; if there are none, it could not be read, and the events' sources are not checked.
        paragraphs: All paragraphs of the edition, as paper#p3.
    """
    try:
        root = compose_yaml(text)
        items = yaml_value(root) or []
    except InvalidYaml as error:
        return [], [Problem(path, error.line or 1, "P201", f"not YAML: {error}")]
    if not isinstance(items, list) or (root and root.start_mark.column):
        return [], [Problem(path, 1, "P201", "not a list of events", "begin each event with - date: at the beginning of a line")]
    lines = [node_line(node) for node in root.value] if root and items else []
    events, problems, last = [], [], ""
    for line, item in zip(lines, items, strict=True):
        found = list(event_problems(path, line, item, keys, paragraphs))
        problems += found
        if found:
            continue
        if item["date"] < last:
            problems.append(Problem(path, line, "P201", f"{item['date']} stands after {last}", "events are in the order of their dates"))
        last = item["date"]
        lists = [tuple(item.get(name) or ()) for name in LISTS]
        events.append(Event(line, item["date"], item.get("end", ""), item["event"], *lists))
    return events, problems


def event_problems(path: str, line: int, item: object, keys: Collection[str], paragraphs: Collection[str]) -> Iterator[Problem]:
    """Check an event (P201, P202); the parameters are those of parse_timeline, and the event with its line."""
    if not isinstance(item, dict):
        yield Problem(path, line, "P201", f"{item!r} is not an event", "date:, event: and sources: are required")
        return
    for message, hint in field_problems(item):
        yield Problem(path, line, "P201", message, hint)
    for name in LISTS:
        if not isinstance(item.get(name, []), list) or not all(isinstance(value, str) for value in item.get(name) or []):
            yield Problem(path, line, "P201", f"{name} is not a list", f"{name}: [one, two]")
            return
    if not item.get("sources"):
        yield Problem(path, line, "P201", "the event has no source", "sources: [key of bibliography.bib]")
    for key in item.get("sources") or []:
        if keys and key not in keys:  # no keys at all: the bibliography cannot be read, which is reported once (B101)
            hint = did_you_mean(key, keys, f"otherwise add {key} to bibliography.bib")
            yield Problem(path, line, "P201", f'"{key}" is not in bibliography.bib', hint)
    for place in [*(item.get("mentioned") or []), *(item.get("bears_on") or [])]:
        if place not in paragraphs:
            hint = did_you_mean(place, paragraphs, "written as my-paper#p3")
            yield Problem(path, line, "P202", f'"{place}" is not a paragraph', hint)


def field_problems(item: dict[Any, Any]) -> Iterator[tuple[str, str]]:
    """Check the names of an event's fields, its dates and its sentence. Yields messages and hints."""
    for name in item:
        if name not in FIELDS:
            yield f'unknown field "{name}"', did_you_mean(str(name), FIELDS, f"known: {', '.join(FIELDS)}")
    for name in ("date", "end"):
        if name in item and not (isinstance(item[name], str) and is_date(item[name])):
            yield f"{name} is {item[name]!r}", 'a date in quotation marks: "2021", "2021-07" or "2021-07-02"'
    if "date" not in item:
        yield "the event has no date", ""
    elif "end" in item and str(item["end"]) <= str(item["date"]):
        yield "the event ends before it begins", ""
    if not isinstance(item.get("event"), str):
        yield "the event has no sentence", "event: one sentence that reads by itself"
