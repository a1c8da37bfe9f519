"""Typographic signs in what readers see, for the plain ones that editors type (docs/about/editing.md, E1.6 and House style).

Straight quotation marks and apostrophes become curly everywhere but in code and in what is shown as received. In the edition's own
prose, -- and --- become dashes, and a number is kept on the line of what it belongs to. Nothing is added or lost.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from docutils.utils.smartquotes import educateDashesOldSchool, educateQuotes, smartchars

ENGLISH = "en"
STRAIGHT = re.compile(r"[\"']")
QUOTE_REFERENCE = re.compile(r"&(?:quot|apos|#0*3[49]|#[xX]0*2[27]);")
LITERAL = re.compile(r"\b(?:https?://|mailto:|doi:|www\.)[^\s\"]+")
ELISION = re.compile(r"(?<![\w’'])'(?=(?:tis|twas|twere|twill|til|em|cause)\b)|(?<![\w’'])'(?=n'(?!\w))", re.IGNORECASE)
MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
KEPT_TOGETHER = re.compile(
    rf"(?<=\d) (?=(?:{MONTH}|per cent|million|billion|[kKMG]?B|km|px|min)\b)"  # 3 July, 14 kB
    r"|(?<=\b[Nn]o\.|\bpp\.|\bch\.) (?=\d)|(?<=\bnos\.|\bvol\.) (?=\d)|(?<=\bp\.) (?=\d)"
    r"|(?<=[a-z] [A-Z]\.) (?=[A-Z][a-z])"  # John J. Mearsheimer
    r"|(?<=\S) (?=[–—] )"
)

# A piece of a page that is no text: a comment, an element whose text stays as it is written, a tag.
MARKUP = re.compile(
    r"<!--.*?-->"
    r"|<(?P<verbatim>script|style|code|pre|kbd|samp|textarea|del)\b.*?</(?P=verbatim)\s*>"
    r'|<ol class="received-text".*?</ol>'
    r"|<!?/?(?P<name>[a-zA-Z][\w:-]*)(?:[^\"'<>]|\"[^\"]*\"|'[^']*')*>",
    re.DOTALL,
)
INLINE = re.compile("a|abbr|b|bdi|bdo|br|cite|dfn|em|i|img|input|ins|label|mark|q|s|small|span|strong|sub|sup|tspan|u|wbr")
EMPTY = re.compile("area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr")
LANGUAGE = re.compile(r"\slang=[\"']?([\w-]+)")
AS_GIVEN = re.compile(
    r"\s(?:id=[\"']?p\d+[a-z]?|class=[\"']?(?:reference|in-text))[\"'\s>]"
)  # authors' text and references: their dashes and spaces
PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "--", "—": "---", "\u00a0": " "})
ATTRIBUTE = re.compile(r"(\s(?:title|alt|aria-label|placeholder|data-summary|data-reason|data-label)=)\"([^\"]*)\"")


def typeset(text: str, language: str = ENGLISH, before: str = " ") -> str:
    """Return plain text with curly quotation marks and apostrophes, those of its language.

    before: The character before the text, which tells opening marks from closing ones.
    """
    if not STRAIGHT.search(text):
        return text
    base, _, rest = language.lower().partition("-")
    known = base if base in smartchars.quotes and "latn" not in rest else ENGLISH  # of a transcription, and where none are known
    text = ELISION.sub("’", text) if known == ENGLISH else text
    return educateQuotes((";" if STRAIGHT.match(before) else before) + text, known)[1:]


def typeset_prose(text: str, language: str = ENGLISH, before: str = " ") -> str:
    """Return plain text of the edition's own with curly marks, dashes, and spaces at which no line may end."""
    return KEPT_TOGETHER.sub("\u00a0", educateDashesOldSchool(typeset(text, language, before)))


def plain_signs(text: str) -> str:
    """Return a text with the signs that are typed, to compare what is shown with what was written."""
    return text.translate(PLAIN)


def typeset_page(page: str) -> str:
    """Return the HTML of a page with typographic signs in its text and in the attributes that are shown."""
    return "".join(typeset_pieces(page))


@dataclass
class Scope:
    """An open element whose text differs from that around it: in its language, or because it is the authors' or a reference."""

    name: str
    language: str
    is_given: bool
    depth: int = 1  # how many elements of this name are open in it, itself included


def typeset_pieces(page: str) -> Iterator[str]:
    """Yield the HTML of a page, piece by piece."""
    scopes, before, end = [Scope("", ENGLISH, False)], " ", 0
    for match in MARKUP.finditer(page + "<!---->"):  # so that the last text, too, stands before a piece of mark-up
        tag, name = match[0], (match["name"] or "").lower()
        if text := plain_quotes(page[end : match.start()]):
            make = typeset if scopes[-1].is_given else typeset_prose
            before, shown = text[-1], typeset_words(text, make, scopes[-1].language, before)
            yield shown
        end = match.end()
        if name:
            keep_scopes(scopes, name, tag)
            yield ATTRIBUTE.sub(typeset_attribute, tag) if "'" in tag or "&" in tag else tag
            before = before if INLINE.fullmatch(name) else " "
        else:
            yield tag if end <= len(page) else ""
            before = before if tag.startswith("<!--") else "x"


def keep_scopes(scopes: list[Scope], name: str, tag: str) -> None:
    """Open or close scopes at a tag."""
    if EMPTY.fullmatch(name) or tag.endswith("/>"):
        return
    closes, top, language = tag.startswith("</"), scopes[-1], LANGUAGE.search(tag)
    is_given = name == "title" or bool(AS_GIVEN.search(tag))
    if not closes and (language or is_given):
        scopes.append(Scope(name, language[1] if language else top.language, top.is_given or is_given))
    elif name == top.name:
        top.depth += -1 if closes else 1
        if not top.depth:
            scopes.pop()


def typeset_words(text: str, make: Callable[[str, str, str], str], language: str, before: str) -> str:
    """Return a text as `make` sets it, but for the addresses in it."""
    parts, end = [], 0
    for literal in LITERAL.finditer(text):
        parts += [make(text[end : literal.start()], language, text[end - 1] if end else before), literal[0]]
        end = literal.end()
    return "".join([*parts, make(text[end:], language, text[end - 1] if end else before)])


def typeset_attribute(match: re.Match[str]) -> str:
    return f'{match[1]}"{typeset(plain_quotes(match[2]))}"'


def plain_quotes(text: str) -> str:
    """Return HTML with quotation marks for their character references."""
    return QUOTE_REFERENCE.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text
