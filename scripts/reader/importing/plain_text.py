"""From a received text to section pages: headings, paragraphs, line ends, escapes (editorial rules E1.2 to E1.5).

What is written here can be taken back: the received view of the pages is the text, word for word.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import yaml

NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5})\s*[.)\-–—:]+\s*")
NAMES = {  # of sections, as journals use them; two may be joined by "and"
    "abstract", "extended abstract", "summary", "introduction", "background", "research background", "literature review",
    "review of literature", "theory", "theoretical framework", "theoretical foundations", "conceptual framework",
    "materials", "method", "methods", "methodology", "research method", "research methodology", "data", "results", "findings",
    "research findings", "analysis", "discussion", "conclusion", "conclusions", "suggestions", "recommendations", "implications",
    "key words", "keywords", "acknowledgements", "acknowledgments", "references", "bibliography", "notes", "appendix",
}  # fmt: skip
RUN_IN = re.compile(r"(?i)(abstract|extended abstract|summary|key ?words)\s*[:—–]\s+(?=\S)")  # no space, no heading: one word
TITLE_LENGTH = 80  # characters; a longer numbered line is a sentence
SENTENCE_END = re.compile(r"[.!?:][\"”’')\]]*$")
SENTENCE_BREAK = re.compile(r"([.!?][\"”’)\]]?) (?=[\"“‘(\[]?[A-Z])")
BROKEN = re.compile(r"(\w+)-$")
HYPHENATED = re.compile(r"\w+(?:-\w+)+")
PREFIXES = {"non", "self", "quasi", "socio", "politico"}  # not inter-, anti- and the like: inter-national
ADJECTIVE = re.compile(r"\w{3,}(?:ive|ical|ial|al|ic|ory|ary|ous)", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")

ESCAPES = {
    **{character: f"\\{character}" for character in "`*_[]"},
    **{character: f"&#{ord(character)};" for character in "\\{}~|@^"},
    "<": "&lt;",
    ">": "&gt;",
}
AMPERSAND = re.compile(r"&(?=#?\w+;)")
LINE_START = re.compile(r"^(?:[#+\-=:?]|!(?!\[[^^])|\d+(?=\.))")  # a figure begins with ![ and stays


@dataclass(frozen=True)
class Section:
    """A section of a received text: its heading as received ("" if it has none), title, slug, text, and the line of its heading."""

    heading: str
    title: str
    slug: str
    text: str
    line: int


def slugify(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.casefold().replace("&", " and ")).strip("-")


def is_name(title: str) -> bool:
    """Whether a title is one that journals use, or two of them joined."""
    normal = " ".join(title.casefold().replace("&", " and ").rstrip(" .:").split())
    return normal in NAMES or all(part in NAMES for part in re.split(r" and |, ?|/", normal))


def regular(title: str) -> str:
    """A title with its capitals and stops regularized (E1.4); words of our own list only, any other may hold names."""
    plain = " ".join(title.replace("&", " and ").rstrip(" .:").split())
    return plain.capitalize() if is_name(title) or plain.isupper() else plain


def heading_of(line: str, before: str, after: str) -> tuple[str, str, str] | None:
    """Split a line into heading, title and rest of the text, or None if it is no heading. before, after: the next lines."""
    stripped = line.strip()
    number = NUMBER.match(stripped)
    rest = stripped[number.end() :] if number else stripped
    if rest and is_name(rest):
        return stripped, regular(rest), ""
    if match := RUN_IN.match(rest):
        heading = stripped[: len(stripped) - len(rest) + match.end()].rstrip()
        return heading, regular(match[1]), rest[match.end() :]
    set_apart = not before.strip() or not after.strip()
    begins = rest[:1].isalpha() and not rest[:1].islower()  # with a capital, or in a script that has none
    if number and set_apart and len(rest) <= TITLE_LENGTH and begins and not re.search(r"[.,;-]$", rest):
        return stripped, regular(rest), ""
    return None


def divide(text: str) -> list[Section]:
    """The sections of a received text. What stands before the first heading is a section of its own."""
    lines = text.split("\n")
    found: list[tuple[str, str, int, list[str]]] = [("", "Front matter", 1, [])]
    for position, line in enumerate(lines):
        before = lines[position - 1] if position else ""
        after = lines[position + 1] if position + 1 < len(lines) else ""
        if line.strip() and (parts := heading_of(line, before, after)):
            found.append((parts[0], parts[1], position + 1, [parts[2]]))
        else:
            found[-1][3].append(line)
    if len(found) > 1 and not "".join(found[0][3]).strip():
        del found[0]
    return [
        Section(heading, title, slugify(title) or f"section-{position}", "\n".join(body), line)
        for position, (heading, title, line, body) in enumerate(found, 1)
    ]


def attested(text: str) -> set[str]:
    """Words that the text itself writes with a hyphen within a line: proof that such a hyphen is real."""
    return {word.casefold() for line in text.split("\n") for word in HYPHENATED.findall(line)}


def is_real_hyphen(first: str, second: str, known: Iterable[str]) -> bool:
    """Whether the hyphen at the end of a line belongs to the word (E1.3): re-emergence, but not coun-tries.

    It does if the text has the word with its hyphen elsewhere, after a prefix that takes one, before a capital, in re-
    before e, and between two adjectives.
    """
    return (
        f"{first}-{second}".casefold() in known
        or first.casefold() in PREFIXES
        or (second[:1].isupper() and first[:1].islower())
        or (first.casefold() == "re" and second[:1].casefold() == "e")
        or bool(ADJECTIVE.fullmatch(first) and ADJECTIVE.fullmatch(second))
    )


def paragraphs(text: str, known: set[str]) -> Iterator[str]:
    """The paragraphs of a section, each on one line. An empty line inside a sentence is a page break (E1.2)."""
    paragraph, gap = "", False
    for line in (line.strip() for line in text.split("\n")):
        if not line:
            gap = bool(paragraph)
            continue
        broken = BROKEN.search(paragraph)
        if gap and not broken and SENTENCE_END.search(paragraph) and not line[0].islower():
            yield paragraph
            paragraph = line
        elif broken and (next_word := re.match(r"\w+", line)):
            real = is_real_hyphen(broken[1], next_word[0], known)
            paragraph = (paragraph if real else paragraph[:-1]) + line
        else:
            paragraph = f"{paragraph} {line}".strip()
        gap = False
    if paragraph:
        yield paragraph


def escape(text: str) -> str:
    """Received text as Markdown that shows it as it is, within a line: mark-up in the text is text."""
    return "".join(ESCAPES.get(character, character) for character in AMPERSAND.sub("&amp;", text))


def escape_line(line: str) -> str:
    """A line of received text, which must not begin a heading, a list or the like."""
    return LINE_START.sub(lambda match: escape_start(match[0]), escape(line))


def escape_start(start: str) -> str:
    if start.isdigit():
        return f"&#{ord(start[0])};{start[1:]}"
    return f"\\{start}" if start in "#+-!" else f"&#{ord(start)};"


def sentences(paragraph: str) -> list[str]:
    """A paragraph in lines of one sentence each."""
    return SENTENCE_BREAK.sub(r"\1\n", " ".join(paragraph.split())).split("\n")


def is_right_to_left(text: str) -> bool:
    """Whether the first letter of a text is of a script that runs from right to left."""
    return next((kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")), "L") != "L"


def heading(section: Section) -> str:
    """The heading of a section's page, as an emendation of the received one where they differ."""
    if not section.heading:
        return f"# {{++{section.title}++}}{{>>E1.4 heading supplied<<}}"
    received = escape(" ".join(section.heading.split()))
    if received == section.title:
        return f"# {section.title}"
    return f"# {{~~{received}~>{escape(section.title)}~~}}{{>>E1.4 heading regularized<<}}"


def page(section: Section, number: int, known: set[str]) -> tuple[str, int]:
    """A section's page, with its paragraphs numbered from number on; and the next free number."""
    blocks = [f"---\ntitle: {quote(section.title)}\n---", heading(section)]
    for paragraph in paragraphs(section.text, known):
        direction = " dir=rtl" if is_right_to_left(paragraph) else ""
        blocks.append("\n".join([*map(escape_line, sentences(paragraph)), f"{{: #p{number}{direction} }}"]))
        number += 1
    return "\n\n".join(blocks) + "\n", number


def quote(value: str) -> str:
    """A value of front matter in YAML, in quotation marks where it needs them."""
    plain = re.fullmatch(r"\w[\w ,()–-]*", value) and yaml.safe_load(value) == value
    return value if plain else json.dumps(value, ensure_ascii=False)


def pages(sections: Iterable[Section], text: str) -> dict[str, str]:
    """The pages of a paper, by slug, with paragraphs numbered through all of them (E1.5)."""
    known, number, written = attested(text), 1, {}
    for section in sections:
        written[section.slug], number = page(section, number, known)
    return written
