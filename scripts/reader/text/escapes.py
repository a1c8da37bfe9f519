"""Words of others as Markdown that shows them as they are: mark-up in them is text."""

import re

ESCAPES = {
    **{character: f"\\{character}" for character in "`*_[]"},
    **{character: f"&#{ord(character)};" for character in "\\{}~|@^"},
    "<": "&lt;",
    ">": "&gt;",
}
ENTITY_START = re.compile(r"&(?=#?\w+;)")
LINE_START = re.compile(r"^(?:[#+\-=:?]|!(?!\[[^^])|\d+(?=\.))")  # a figure begins with ![ and stays
HASH = re.compile(r"#(?!\d+;)")  # but not in an entity, &#42;


def escape(text: str) -> str:
    """Return text as Markdown that shows it as it is, within a line."""
    return "".join(ESCAPES.get(character, character) for character in ENTITY_START.sub("&amp;", text))


def escape_line(line: str) -> str:
    """Return a line of text as Markdown that does not begin a heading, a list or the like."""
    return escape_line_start(escape(line))


def escape_line_start(markdown: str) -> str:
    """Return a line of Markdown so that its first characters begin no heading, list or the like."""
    return LINE_START.sub(lambda match: escape_start(match[0]), markdown)


def escape_start(start: str) -> str:
    """Escape what LINE_START matches."""
    if start.isdigit():
        return f"&#{ord(start[0])};{start[1:]}"
    return f"\\{start}" if start in "#+-!" else f"&#{ord(start)};"


def escape_hashes(markdown: str) -> str:
    """Escape the number signs in the Markdown of a heading; those at its end would be taken for marks."""
    return HASH.sub(r"\\#", markdown)
