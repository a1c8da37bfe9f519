"""The words of a paragraph that pandoc has read, as text and as Markdown that shows exactly this text.

Both are made apart from each other, so that comparing the page with the text proves something.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from urllib.parse import quote

from scripts.reader.importing.plain_text import LINE_START, escape, escape_start, sentences

Node = dict[str, Any]

TAGS = {
    "Emph": "em", "Strong": "strong", "Strikeout": "s", "Superscript": "sup", "Subscript": "sub", "Underline": "u",
}  # fmt: skip
QUOTES = {"DoubleQuote": "“”", "SingleQuote": "‘’"}
SPACES = re.compile(r"[\t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")  # of the file's layout; a no-break space is the author's
SIMPLE = re.compile(r"(?<![\w*\\&;>])<(em|strong)>([^\s<>*_\\](?:[^<>*_\\]*[^\s<>*_\\])?)</\1>(?![\w*<&])")
CUT_ENTITY = re.compile(r"&(?=#?\w*$)")  # what follows could make it an entity
ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s]+")
RASTER = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"GIF87a": "gif", b"GIF89a": "gif"}


@dataclass(frozen=True)
class Note:
    """A note of the authors: its label in the page, its text, and that as Markdown."""

    label: str
    markdown: str
    text: str


@dataclass
class Context:
    """What is met on the way through a paper: notes and figures, counted through all of it, and what could not be taken."""

    media: Callable[[str], bytes | None]  # the image that a target names, if the file carries it
    language: str = "en"
    notes: list[Note] = field(default_factory=list)
    figures: dict[str, bytes] = field(default_factory=dict)  # file name: content
    remarks: list[str] = field(default_factory=list)


def kind_of_image(data: bytes) -> str:
    """png, jpg, gif or webp, by the content's first bytes; "" for anything else, such as SVG, which can carry scripts."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((kind for magic, kind in RASTER.items() if data.startswith(magic)), "")


def attributes(node: Node) -> dict[str, str]:
    """The attributes of a span or div that pandoc keeps apart from id and classes."""
    return dict(node["c"][0][2])


def plain(nodes: Iterable[Node]) -> str:
    """The words alone, without notes and figures."""
    return "".join(map(plain_node, nodes))


def plain_node(node: Node) -> str:
    content = node.get("c")
    match node["t"]:
        case "Str":
            return SPACES.sub(" ", content)
        case "Space" | "SoftBreak" | "LineBreak":
            return " "
        case "Quoted":
            marks = QUOTES[content[0]["t"]]
            return marks[0] + plain(content[1]) + marks[1]
        case "Cite":
            return cited(content) or plain(content[1])
        case "Code":
            return SPACES.sub(" ", content[1])
        case "Math":
            return f"${SPACES.sub(' ', content[1])}$"
        case "Span":
            return plain(content[1])
        case "Link":
            return plain(content[1]) or content[2][0]
        case "Note" | "Image" | "RawInline":
            return " " if is_line_break(node) else ""
    return plain(content)


def cited(content: list[Any]) -> str:
    """A citation of LaTeX, whose wording no file carries, as its keys in brackets; "" for any other, which has words."""
    if not any(node["t"] == "RawInline" for node in content[1]):
        return ""
    return f"[{'; '.join(citation['citationId'] for citation in content[0])}]"


def is_line_break(node: Node) -> bool:
    return node["t"] == "RawInline" and re.fullmatch(r"(?i)<br\s*/?>", node["c"][1]) is not None


def markdown(nodes: Iterable[Node], context: Context) -> str:
    """The same words as Markdown within a line, with emphasis, links, notes and figures."""
    found = []
    for is_plain, group in groupby(nodes, key=lambda node: node["t"] in ("Str", "Space", "SoftBreak")):
        together = list(group)
        found += [escaped(plain(together))] if is_plain else [markdown_node(node, context) for node in together]
    return "".join(found)


def escaped(text: str) -> str:
    """A piece of text as Markdown that shows it, whatever stands behind it."""
    return CUT_ENTITY.sub("&amp;", escape(text))


def markdown_node(node: Node, context: Context) -> str:
    kind, content = node["t"], node.get("c")
    if kind in TAGS:
        inner = markdown(content, context)
        return f"<{TAGS[kind]}>{inner}</{TAGS[kind]}>" if inner.strip() else inner
    match kind:
        case "LineBreak":
            return "<br> "
        case "Quoted":
            marks = QUOTES[content[0]["t"]]
            return marks[0] + markdown(content[1], context) + marks[1]
        case "Cite":
            return escape(cited(content)) or markdown(content[1], context)
        case "Code":
            return f"<code>{escape(plain_node(node))}</code>"
        case "SmallCaps":
            return markdown(content, context)
        case "Span":
            inner = markdown(content[1], context)
            return f"<span{language(attributes(node), context)}>{inner}</span>" if language(attributes(node), context) else inner
        case "Link":
            return link(content, context)
        case "Image":
            return figure(content, context)
        case "Note":
            return note(content, context)
        case "RawInline":
            if not is_line_break(node) and content[1].strip():
                context.remarks.append(f"left out, because it is {content[0]} and not text: {content[1].strip()[:60]}")
            return "<br> " if is_line_break(node) else ""
    return escaped(plain_node(node))


def language(found: dict[str, str], context: Context) -> str:
    """The language and direction of foreign words, as attributes of HTML; "" if there are none."""
    said = [
        f' lang="{found["lang"]}"' if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", found.get("lang", "")) else "",
        f' dir="{found["dir"]}"' if found.get("dir") in ("rtl", "ltr") else "",
    ]
    return "".join(said) if found.get("lang", "") != context.language or said[1] else ""


def link(content: list[Any], context: Context) -> str:
    """A link to another site; one within the file, or to a local one, is its words alone."""
    words, target = markdown(content[1], context), content[2][0]
    if not ADDRESS.fullmatch(target) or "](" in words:  # no link within a link
        return words or escape(target)
    address = quote(target, safe="/:?#$&+,;=%-._").replace("&", "&amp;")
    return f"[{words or escape(target)}]({address})"


def figure(content: list[Any], context: Context) -> str:
    """An image that the file carries, stored beside the paper's pages, with its alternative text."""
    target, alternative = content[2][0], plain(content[1]).strip() or dict(content[0][2]).get("alt", "")
    data = context.media(target)
    kind = kind_of_image(data) if data else ""
    shown = target if len(target) <= 60 else target[:57] + "..."
    if not kind:
        why = "it is not PNG, JPEG, GIF or WebP" if data else "the file does not carry it"
        context.remarks.append(f"left out the figure {shown}: {why}")
        return ""
    same = [name for name, stored in context.figures.items() if stored == data]
    name = same[0] if same else f"figure-{len(context.figures) + 1}.{kind}"
    context.figures[name] = data
    if not alternative:
        context.remarks.append(f"{name} has no alternative text: write what it shows between the square brackets")
    return f"![{escape(' '.join(alternative.split()))}]({name})"


def note(blocks: list[Node], context: Context) -> str:
    """A reference to a note of the authors, which is kept in the context. Its paragraphs become one."""
    inner = [node for block in blocks for node in [*words_of(block), {"t": "LineBreak"}]][:-1]
    label = f"author-{len(context.notes) + 1}"
    context.notes.append(Note(label, "", ""))
    place = len(context.notes) - 1
    context.notes[place] = Note(label, tidy(markdown(inner, context)), " ".join(plain(inner).split()))
    return f"[^{label}]"


def words_of(block: Any) -> list[Node]:
    """All words within a block of any kind, its paragraphs parted by line breaks."""
    if isinstance(block, list):
        parts = [words for item in block if (words := words_of(item))]
        return [node for part in parts for node in [*part, {"t": "LineBreak"}]][:-1]
    if not isinstance(block, dict) or "t" not in block:
        return []
    match block["t"]:
        case "Para" | "Plain":
            return block["c"]
        case "Header":
            return block["c"][2]
        case "CodeBlock":
            lines = [[{"t": "Str", "c": line}] for line in block["c"][1].split("\n")]
            return [node for line in lines for node in [*line, {"t": "LineBreak"}]][:-1]
        case "LineBlock":
            return [node for line in block["c"] for node in [*line, {"t": "LineBreak"}]][:-1]
        case "RawBlock" | "HorizontalRule":
            return []
    return words_of(block.get("c"))


def tidy(text: str) -> str:
    """Markdown on one line, with asterisks where they are sure to be read as emphasis."""
    return SIMPLE.sub(lambda found: {"em": "*", "strong": "**"}[found[1]].join(["", found[2], ""]), " ".join(text.split()))


def lines(text: str) -> list[str]:
    """Markdown of a paragraph as lines of one sentence each, none of which begins a heading, a list or the like."""
    found = [line.strip() for sentence in sentences(tidy(text)) for line in re.sub(r"<br> ?", "<br>\n", sentence).split("\n")]
    return [LINE_START.sub(lambda match: escape_start(match[0]), line) for line in found if line]
