"""Turn a received text into section pages: headings, paragraphs, line ends, escapes (editorial rules E1.2 to E1.5).

The conversion loses nothing: the received view of the pages is the text, word for word.
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from scripts.reader.importing.contents_list import Heading, Part, without_contents_list
from scripts.reader.importing.languages import is_site_language
from scripts.reader.importing.record_text import quote
from scripts.reader.importing.slugs import number_slug, slugify
from scripts.reader.text.escapes import escape, escape_hashes, escape_line
from scripts.reader.text.front_matter import PAPER_PAGES

HEADING_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5})\s*[.)\-–—:]+\s*")
UNDOTTED_NUMBER = re.compile(r"^(\d{1,2}|[IVX]{1,5}|[A-H])\s+(?=[^\W\d_])")  # only of what is marked as a heading
SECTION_NAMES = {  # of sections, as journals use them; two may be joined by "and"
    "abstract", "extended abstract", "summary", "introduction", "background", "research background", "literature review",
    "review of literature", "theory", "theoretical framework", "theoretical foundations", "conceptual framework",
    "materials", "method", "methods", "methodology", "research method", "research methodology", "data", "results", "findings",
    "research findings", "analysis", "discussion", "conclusion", "conclusions", "suggestions", "recommendations", "implications",
    "key words", "keywords", "acknowledgements", "acknowledgments", "references", "bibliography", "notes", "appendix",
    "resumen", "palabras clave", "introducción", "conclusión", "conclusiones", "referencias", "bibliografía", "resumo", "palavras-chave",
    "introdução", "conclusão", "considerações finais", "referências", "résumé", "mots-clés", "conclusion générale", "bibliographie",
    "références", "zusammenfassung", "einleitung", "schluss", "schluß", "fazit", "literatur", "literaturverzeichnis", "riassunto",
    "introduzione", "conclusioni", "bibliografia", "аннотация", "введение", "заключение", "ключевые слова", "список литературы",
    "литература", "چکیده", "کلیدواژه‌ها", "مقدمه", "نتیجه‌گیری", "منابع", "الملخص", "المقدمة", "الخاتمة", "المراجع",
}  # fmt: skip
RUN_IN_HEADING = re.compile(r"(?i)(abstract|extended abstract|summary|key ?words)\s*[:—–]\s+(?=\S)")  # no space, no heading: one word
MAX_TITLE_LENGTH = 80  # characters; a longer numbered line is a sentence
SENTENCE_END = re.compile(r"[.!?:][\"”’')\]]*$")
SENTENCE_BREAK = re.compile(r"([.!?][\"”’)\]]?) (?=[\"“‘(\[]?[A-Z])")
LEADING_NUMBER = re.compile(r"\A(\W?\d+\.)\n")  # belongs to the sentence behind it
LINE_END_HYPHEN = re.compile(r"(?<!\w)(\w+)-$")
MAX_WORD_LENGTH = 80  # characters; of a longer one only the end is looked at
HYPHENATED = re.compile(r"\b\w++(?:-\w++)+")
HYPHENATED_PREFIXES = {"non", "self", "quasi", "socio", "politico"}  # not inter-, anti- and the like: inter-national
ADJECTIVE = re.compile(r"\w{3,}(?:ive|ical|ial|al|ic|ory|ary|ous)", re.IGNORECASE)
CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Section:
    """A section of a received text."""

    heading: str  # as received; "" if it has none
    title: str
    slug: str
    text: str
    line: int  # of its heading
    subheadings: frozenset[str] = frozenset()  # paragraphs of its text that are headings of a lower level


def is_section_name(title: str) -> bool:
    """Return whether a title is one that journals use, or two of them joined."""
    normal = " ".join(title.casefold().replace("&", " and ").rstrip(" .:").split())
    return normal in SECTION_NAMES or all(part in SECTION_NAMES for part in re.split(r" and |, ?|/", normal))


def regularize(title: str) -> str:
    """Return a title with regular capitals and stops (E1.4). Only known section names lose capitals: another title may hold names."""
    plain = " ".join(title.replace("&", " and ").rstrip(" .:").split())
    return plain.capitalize() if is_section_name(title) or plain.isupper() else plain


def split_heading(line: str, line_above: str, line_below: str) -> Heading | None:
    """Return the heading that a line holds, or None. A numbered line needs an empty line above or below it to be a heading."""
    stripped = line.strip()
    number = HEADING_NUMBER.match(stripped)
    rest = stripped[number.end() :] if number else stripped
    if rest and is_section_name(rest):
        return Heading(stripped, regularize(rest), "")
    if match := RUN_IN_HEADING.match(rest):
        received = stripped[: len(stripped) - len(rest) + match.end()].rstrip()
        return Heading(received, regularize(match[1]), rest[match.end() :])
    is_set_apart = not line_above.strip() or not line_below.strip()
    begins_title = rest[:1].isalpha() and not rest[:1].islower()  # with a capital, or in a script that has none
    if number and is_set_apart and len(rest) <= MAX_TITLE_LENGTH and begins_title and not re.search(r"[.,;-]$", rest):
        return Heading(stripped, regularize(rest), "")
    return None


def are_numbered(headings: Iterable[str]) -> bool:
    """Return whether headings have numbers without a stop: the first two of a row, 1 and 2, so that "A small state" has none."""
    labels = {match[1] for heading in headings if (match := UNDOTTED_NUMBER.match(heading.strip()))}
    return any(row <= labels for row in ({"1", "2"}, {"I", "II"}, {"A", "B"}))


def heading_title(line: str) -> str:
    """Return the title of a line that is a heading and nothing else; "" for any other line."""
    found = split_heading(line, "", "")
    return found.title if found and not found.rest else ""


def divide(text: str, marked: Mapping[str, int] = {}) -> list[Section]:
    """Return the sections of a received text. What stands before the first heading is a section of its own.

    Args:
        text: the text.
        marked: lines that its layout shows to be headings, with their levels. If there are any, no others are looked for.
    """
    lines = text.split("\n")
    parts: list[Part] = [Part(Heading("", "Front matter", ""), 1, [])]
    numbered = are_numbered(line for line, level in marked.items() if level == 1)
    for above, (number, line), below in zip(["", *lines], enumerate(lines, 1), [*lines[1:], ""], strict=False):
        if line.strip() and (found := marked_heading(line, marked, numbered) if marked else split_heading(line, above, below)):
            parts.append(Part(found, number, [found.rest]))
        else:
            parts[-1].lines.append(line)
    parts = without_contents_list(parts)
    if len(parts) > 1 and not "".join(parts[0].lines).strip():
        del parts[0]
    taken, sections = dict.fromkeys(PAPER_PAGES, 1), list[Section]()
    below_top = frozenset(line for line, level in marked.items() if level > 1)
    for position, part in enumerate(parts, 1):
        slug = number_slug(slugify(part.heading.title) or f"section-{position}", taken)
        sections.append(Section(part.heading.received, part.heading.title, slug, "\n".join(part.lines), part.line, below_top))
    return sections


def marked_heading(line: str, marked: Mapping[str, int], numbered: bool) -> Heading | None:
    """Return the heading that a line holds if it is marked as one of the highest level, or names a part that every paper has.

    Args:
        line: the line.
        marked: the lines that are marked, with their levels.
        numbered: whether those of the highest level have numbers without a stop.
    """
    found = split_heading(line, "", "")
    if marked.get(line.strip()) == 1:
        title = UNDOTTED_NUMBER.sub("", line.strip()) if numbered else line.strip()
        return found if found and not found.rest else Heading(line.strip(), regularize(title), "")
    return found if found and line.strip() not in marked and (found.rest or is_section_name(line)) else None


def hyphenated_words(text: str) -> set[str]:
    """Return the words that the text writes with a hyphen within a line: proof that their hyphen is real."""
    return {word.casefold() for line in text.split("\n") for word in HYPHENATED.findall(line)}


def is_real_hyphen(first: str, second: str, hyphenated: Container[str]) -> bool:
    """Return whether the hyphen at the end of a line belongs to the word (E1.3): re-emergence, but not coun-tries.

    It does if the text has the word with its hyphen elsewhere, after a prefix that takes one, before a capital, in re-
    before e, and between two adjectives.

    Args:
        first: the part of the word before the hyphen.
        second: the part on the next line.
        hyphenated: words that the text has with their hyphen, in lower case.
    """
    return (
        f"{first}-{second}".casefold() in hyphenated
        or first.casefold() in HYPHENATED_PREFIXES
        or (second[:1].isupper() and first[:1].islower())
        or (first.casefold() == "re" and second[:1].casefold() == "e")
        or bool(ADJECTIVE.fullmatch(first) and ADJECTIVE.fullmatch(second))
    )


def paragraphs(text: str, hyphenated: Container[str]) -> Iterator[str]:
    """Yield the paragraphs of a section, each on one line. An empty line inside a sentence is a page break (E1.2).

    Args:
        text: the section's text.
        hyphenated: words that the paper has with their hyphen, in lower case.
    """
    paragraph, after_gap = list[str](), False  # in pieces, of which the last can still change
    for line in (line.strip() for line in text.split("\n")):
        if not line:
            after_gap = bool(paragraph)
            continue
        last = paragraph.pop() if paragraph else ""
        divided = LINE_END_HYPHEN.search(last[-MAX_WORD_LENGTH:])
        if after_gap and not divided and SENTENCE_END.search(last) and not line[0].islower():
            yield "".join([*paragraph, last])
            paragraph = [line]
        elif divided and (next_word := re.match(r"\w+", line)):
            is_real = is_real_hyphen(divided[1], next_word[0], hyphenated)
            joined = (last if is_real else last[:-1]) + line
            paragraph += [joined[:-MAX_WORD_LENGTH], joined[-MAX_WORD_LENGTH:]]
        else:
            paragraph += [f"{last} " if last else "", line]
        after_gap = False
    if paragraph:
        yield "".join(paragraph)


def sentences(paragraph: str) -> list[str]:
    """Return a paragraph as lines of one sentence each."""
    return LEADING_NUMBER.sub(r"\1 ", SENTENCE_BREAK.sub(r"\1\n", " ".join(paragraph.split()))).split("\n")


def is_right_to_left(text: str) -> bool:
    """Return whether the first letter of a text is of a script that runs from right to left."""
    return next((kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")), "L") != "L"


def heading(received: str, title: str) -> str:
    """Return the heading of a section's page, as an emendation of the received one ("" if there is none) where they differ."""
    if not received:
        return f"# {{++{title}++}}{{>>E1.4 heading supplied<<}}"
    escaped = escape(" ".join(received.split()))
    if escaped == title:
        return f"# {title}"
    return f"# {{~~{escaped}~>{escape(title)}~~}}{{>>E1.4 heading regularized<<}}"


def page(section: Section, number: int, hyphenated: Container[str], language: str = "") -> tuple[str, int]:
    """Return the page of a section, and the next free paragraph number.

    Args:
        section: the section.
        number: that of its first paragraph.
        hyphenated: words that the paper has with their hyphen, in lower case.
        language: that of the paper, "" if nobody says.
    """
    parts = [f"---\ntitle: {quote(section.title)}\n---", heading(section.heading, section.title)]
    for is_heading, lines in groupby(section.text.split("\n"), key=lambda line: line in section.subheadings):
        if is_heading:
            parts += [f"## {escape_hashes(escape(line))}" for line in lines]
            continue
        for paragraph in paragraphs("\n".join(lines), hyphenated):
            direction = ("" if is_site_language(language) else f" lang={language}") + (" dir=rtl" if is_right_to_left(paragraph) else "")
            parts.append("\n".join([*map(escape_line, sentences(paragraph)), f"{{: #p{number}{direction} }}"]))
            number += 1
    return "\n\n".join(parts) + "\n", number


def pages(sections: Iterable[Section], text: str, language: str = "") -> dict[str, str]:
    """Return the pages of a paper, by slug, with paragraphs numbered through all of them (E1.5).

    Args:
        sections: the sections of the paper.
        text: the whole paper.
        language: its language, "" if nobody says.
    """
    hyphenated, number, pages_by_slug = hyphenated_words(text), 1, {}
    for section in sections:
        pages_by_slug[section.slug], number = page(section, number, hyphenated, language)
    return pages_by_slug
