"""Emendations in CriticMarkup, and the views of a page that follow from them (editorial rules E1 to E3).

    {~~received~>read~~}{>>E2.1 reason<<}    {--dropped --}{>>E2.1 reason<<}    {++supplied ++}{>>E2.5 reason<<}

A view keeps the length of the page: what does not belong to it becomes FILLER, one for one, so that every character of
a view still stands at its own offset, and every word can say which line of the file it comes from.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from scripts.reader.common.lines import line_at
from scripts.reader.common.recall import recall
from scripts.reader.text import mathml

View = Literal["reading", "received"]

FILLER = "\0"
GAP = "[…]"

EMENDATION = re.compile(
    r"\{(?:~~(?P<old>.*?)~>(?P<new>.*?)~~|--(?P<dropped>.*?)--|\+\+(?P<supplied>.*?)\+\+)\}"
    r"(?P<comment>\{>>(?P<reason>.*?)<<\})?",
    re.DOTALL,
)
OPENING = re.compile(r"\{(~~|--|\+\+)")
DELIMITER = re.compile(r"\{(?:~~|--|\+\+|==|>>)|(?:~~|--|\+\+|==|<<)\}|~>")
BLANK_LINE = re.compile(r"\n[ \t]*\n")
RULE = re.compile(r"E[1-9]\d*\.[1-9]\d*\b")
RULE_LINE = re.compile(r"^\*\*(E[1-9]\d*\.[1-9]\d*)\*\* ", re.MULTILINE)  # in docs/about/editing.md

# What a page holds besides the author's words: the editors' notes, and mark-up.
NOTE_DEFINITION = r"^\[\^(%s[^\]\n]+)\]:.*(?:\n(?:[ \t]*\n)*[ \t]+\S.*)*"
EDITORS_NOTE = re.compile(NOTE_DEFINITION % "(?!author-)", re.MULTILINE)  # a note of the editors
AUTHORS_NOTE = re.compile(NOTE_DEFINITION % "(?=author-)", re.MULTILINE)  # a note of the authors' own, which import numbers
BLOCK = r"(?:\A|(?<=\n)(?:[ \t>]*\n)+)"  # where a block begins
LIST_MARK = rf"{BLOCK}[ \t>]*(?:[-*+]|\d+\.)[ \t]+(?=\S)"  # and no other mark before it: in "## 1. One" the number is a word
TARGET = r"(?:(?:https?://|mailto:)[^)\s]*|[a-z0-9-]+\.md(?:#p\d+[a-z]?)?)"  # of a link: another site, or a section or paragraph
NOT_AUTHORS_TEXT = (
    re.compile(LIST_MARK),
    re.compile(r"<!--.*?-->", re.DOTALL),
    EDITORS_NOTE,
    re.compile(r"^\[\^[^\]\n]+\]:", re.MULTILINE),  # label of an author's note
    re.compile(r"\[\^[^\]\n]+\]"),  # reference to a note
    re.compile(r"\[@[^\]\n]*\]"),  # citation
    re.compile(r"\{:[^}\n]*\}"),  # attributes
    re.compile(r"^--8<--.*$", re.MULTILINE),  # inclusion
    re.compile(r"^#{1,6}[ \t]+", re.MULTILINE),  # mark of a heading
    re.compile(r"!\[(?:\\.|[^\]\\])*\]\([^)\s]*\)"),  # figure
    re.compile(rf"(?<!\\)\[(?=(?:\\.|[^\[\]\\])*\]\({TARGET}\))"),  # a link's beginning, and its end with the address
    re.compile(rf"(?<!\\)\]\({TARGET}\)"),
    re.compile(mathml.BEGINNING, re.DOTALL),  # of a formula, and its end: its words are TeX
    re.compile(re.escape(mathml.END)),
    re.compile(r"</?(?:em|strong|sub|sup|s|u|br|code|span)(?: [^<>\n]*)?>"),
    re.compile(r"^(?:[ \t]*>)+(?=[ \t\n])", re.MULTILINE),  # mark of a quotation
    re.compile(r"^\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*$", re.MULTILINE),  # line below the head of a table
)
TABLE_ROW = re.compile(r"^\|.*\|[ \t]*$", re.MULTILINE)
EMPHASIS = re.compile(r"\\.|(\*{1,3})")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!|])")  # what Python-Markdown, with tables, takes for one
ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")


@dataclass(frozen=True)
class Emendation:
    """A change: its offsets in the page, the received wording, the reading of the edition, and the reason ("" if missing)."""

    start: int
    end: int
    received: str
    reading: str
    reason: str

    @property
    def kind(self) -> Literal["substitution", "omission", "addition", "gap"]:
        """What the change does to the received text; a gap is a place where text is missing, marked […]."""
        if self.reading.strip() == GAP and not self.received:
            return "gap"
        if not self.received:
            return "addition"
        return "substitution" if self.reading else "omission"

    @property
    def rule(self) -> str:
        """The number of the editorial rule that the reason begins with, or ""."""
        match = RULE.match(self.reason)
        return match[0] if match else ""


@dataclass(frozen=True)
class Word:
    """A word of a view, and the line of the file on which it begins (counted from 1)."""

    text: str
    line: int


def marked_changes(text: str) -> Iterator[re.Match[str]]:
    """Yield what EMENDATION.finditer does, without looking to the end of the text for each mark that nothing closes."""
    ends: dict[str, int] = {}
    position = 0

    def following(delimiter: str, start: int) -> int:
        """Return where a delimiter stands next; the length of the text if nowhere."""
        if ends.get(delimiter, -1) < start:
            found = text.find(delimiter, start)
            ends[delimiter] = found if found >= 0 else len(text)
        return ends[delimiter]

    for opening in OPENING.finditer(text):
        start, mark = opening.end(), opening[1]
        middle = following("~>", start) if mark == "~~" else start
        close = following(f"{mark}}}", middle) if middle < len(text) else len(text)
        if opening.start() < position or close == len(text):
            continue
        limit = len(text) if following("<<}", close) < len(text) else close + len(mark) + 1
        if match := EMENDATION.match(text, opening.start(), limit):
            position = match.end()
            yield match


def emendation_of(match: re.Match[str]) -> Emendation:
    return Emendation(
        match.start(),
        match.end(),
        received=match["old"] or match["dropped"] or "",
        reading=match["new"] or match["supplied"] or "",
        reason=(match["reason"] or "").strip(),
    )


def find_emendations(text: str) -> list[Emendation]:
    """Return all emendations of a page, in order."""
    return [emendation_of(match) for match in marked_changes(text)]


def lint_emendations(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield (line, message, hint) for every mark that an engine would misread or that lacks its reason."""
    outside = list(text)
    for match in marked_changes(text):
        outside[match.start() : match.end()] = FILLER * (match.end() - match.start())
        emendation, line = emendation_of(match), line_at(text, match.start())
        shown = match[0] if len(match[0]) <= 60 else match[0][:57] + "..."
        parts = [match["old"], match["new"], match["dropped"], match["supplied"], match["reason"]]
        if any(part and DELIMITER.search(part) for part in parts):
            yield line, f"emendation {shown!r} has another mark inside it", "close the first mark; marks do not nest"
        elif BLANK_LINE.search(match[0]):
            yield line, f"emendation {shown!r} runs over an empty line", "keep it within one paragraph"
        elif any(part and ("[^" in part or "[@" in part) for part in parts):
            yield line, f"emendation {shown!r} holds a note or a citation", "put the note behind the emendation"
        elif emendation.received == emendation.reading:
            yield line, f"emendation {shown!r} changes nothing", "remove the marks"
        elif not match["comment"]:
            yield line, f"emendation {shown!r} has no reason", "write {>>E2.1 reason<<} right behind it"
        elif not emendation.rule:
            yield line, f"the reason of {shown!r} names no rule", "begin it with a rule of docs/about/editing.md, such as E2.1"
    for match in DELIMITER.finditer("".join(outside)):
        if match[0] != "~>":
            yield line_at(text, match.start()), f"{match[0]!r} belongs to no emendation", "close or remove it"


def blank_text(text: str) -> str:
    """Return as many FILLERs as a text has characters; line ends stay, so that lines can still be counted."""
    return re.sub(r"[^\n]", FILLER, text)


def blank_span(text: str, start: int, end: int) -> str:
    """Return the text with start:end turned into FILLERs."""
    return text[:start] + blank_text(text[start:end]) + text[end:]


def view(text: str, which: View) -> str:
    """Return the author's words in a page, as read or as received; every other character becomes FILLER."""
    groups = ("new", "supplied") if which == "reading" else ("old", "dropped")

    def wording(match: re.Match[str]) -> str:
        for name in groups:
            if match[name] is not None:
                start, end = (place - match.start() for place in match.span(name))
                return blank_text(match[0][:start]) + match[name] + blank_text(match[0][end:])
        return blank_text(match[0])

    for pattern in NOT_AUTHORS_TEXT:
        text = pattern.sub(lambda match: blank_text(match[0]), text)
    parts, position = [], 0
    for match in marked_changes(text):
        parts += [text[position : match.start()], wording(match)]
        position = match.end()
    text = "".join([*parts, text[position:]])
    text = TABLE_ROW.sub(lambda row: row[0].replace("|", FILLER), text)
    text = EMPHASIS.sub(lambda match: blank_text(match[0]) if match[1] else match[0], text)
    return ESCAPE.sub(lambda match: FILLER + match[1], text)


def unescape(text: str) -> str:
    """Return what Markdown shows for text that holds escapes and entities only."""
    return unescape_entities(ESCAPE.sub(r"\1", text))


def unescape_entities(text: str) -> str:
    return ENTITY.sub(lambda entity: html.unescape(entity[0]), text) if "&" in text else text


def view_words(view_text: str, first_line: int = 1) -> list[Word]:
    """Return the words of a view, each with its line; first_line is the line of the file on which the text begins."""
    found = []
    for line, text in enumerate(view_text.split("\n"), first_line):
        found += [Word(unescape_entities(word), line) for part in text.split() if (word := part.replace(FILLER, ""))]
    return found


def block_words(body: str, which: View, first_line: int = 1) -> Iterator[list[Word]]:
    """Yield the words of a view block by block; blocks stand between empty lines."""
    shown, found = view(body, which).split("\n"), []
    for line, (text, written) in enumerate(zip(shown, body.split("\n"), strict=True), first_line):
        found += view_words(text, line)
        if found and (not written.strip(" \t>") or written.startswith("|")):  # a row of a table is a block of its own
            yield found
            found = []
    if found:
        yield found


@cache  # every part of a build asks anew
def view_as_line(text: str, which: View = "reading") -> str:
    """Return the words of a view as one line of text."""
    return recall("view_as_line", f"{which}\0{text}", lambda: " ".join(word.text for word in view_words(view(text, which))))
