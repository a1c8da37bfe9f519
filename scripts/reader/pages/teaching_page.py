"""Fragments of the page for teaching: questions for discussion, what to read next, and who is who."""

from scripts.reader.edition.data_file import Item
from scripts.reader.edition.edition import Edition
from scripts.reader.edition.teaching import LEVELS
from scripts.reader.pages.argument_list import question_line
from scripts.reader.pages.links import paragraph_links, source_links
from scripts.reader.text.escapes import escape

KIND_TITLES = {"person": "Persons", "body": "Organizations, forums and movements"}


def discussion(edition: Edition) -> str:
    """Return the questions for discussion, by level, each with the paragraphs it rests on."""
    parts = []
    for level in LEVELS:
        lines = [question_line(list(edition.papers), item, edition.sources) for item in at_level(edition, "questions", level)]
        parts += [f"### {level.capitalize()} questions\n", *lines, ""] if lines else []
    return "\n".join([*parts, ""])


def read_next(edition: Edition) -> str:
    """Return the works to read next, by level, each with the reason why."""
    parts = []
    for level in LEVELS:
        lines = []
        for item in at_level(edition, "read_next", level):
            source = edition.sources.get(item.text("source"))
            link = "".join(source_links(edition.sources, [item.text("source")]))
            unseen = f" {source.unseen}" if source and source.unseen else ""
            lines.append(f"- {link}: {escape(item.text('why'))}{unseen}")
        parts += [f"### {level.capitalize()} reading\n", *lines, ""] if lines else []
    return "\n".join([*parts, ""])


def who_is_who(edition: Edition) -> str:
    """Return persons, then bodies, sorted by name, each with its entry, what it is, and where that is said."""
    parts = []
    for kind, title in KIND_TITLES.items():
        found = [item for item in edition.teaching.items("who") if item.text("kind") == kind]
        lines = [who_line(edition, item) for item in sorted(found, key=lambda item: item.text("name").casefold())]
        parts += [f"### {title}\n", *lines, ""] if lines else []
    return "\n".join([*parts, ""])


def who_line(edition: Edition, item: Item) -> str:
    """Return a person or a body as an item of a list."""
    name, entry = escape(item.text("name")), edition.entries.get(item.text("entry"))
    linked = f"[{name}](/glossary/{entry.slug}.md)" if entry else name
    links = [*paragraph_links(list(edition.papers), item.texts("at")), *source_links(edition.sources, item.texts("sources"))]
    return f"- **{linked}**: {escape(item.text('what'))} ({', '.join(links)})"


def at_level(edition: Edition, name: str, level: str) -> list[Item]:
    """Return the items of a list that are of a level."""
    return [item for item in edition.teaching.items(name) if item.text("level") == level]
