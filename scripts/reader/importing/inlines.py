"""Convert inline nodes of pandoc's document tree to text, and to Markdown that shows exactly this text.

The two conversions are independent of each other, so that comparing a page with the text proves something.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from urllib.parse import quote, unquote

from scripts.reader.importing.internal_links import internal_link
from scripts.reader.importing.languages import is_site_language, language_tag, primary_language
from scripts.reader.importing.marks import without_marks
from scripts.reader.importing.plain_text import CONTROL_CHARACTER, sentences
from scripts.reader.text.escapes import escape, escape_line_start

Node = dict[str, Any]  # {"t": type, "c": content}, as in pandoc's JSON: https://hackage.haskell.org/package/pandoc-types
LINE_BREAK: Node = {"t": "LineBreak"}

HTML_TAGS = {
    "Emph": "em", "Strong": "strong", "Strikeout": "s", "Superscript": "sup", "Subscript": "sub", "Underline": "u",
}  # fmt: skip
QUOTES = {"DoubleQuote": "“”", "SingleQuote": "‘’"}
LAYOUT_SPACE = re.compile(r"[\t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")  # belongs to the file's layout; a no-break space is the author's
SIMPLE_EMPHASIS = re.compile(r"(?<![\w*\\&;>])<(em|strong)>([^\s<>*_\\](?:[^<>*_\\]*[^\s<>*_\\])?)</\1>(?![\w*<&])")
FIGURE, UNBROKEN = re.compile(r"!\[(?:\\.|[^\]\\])*\]\("), "\0"
NOTE_AT_START = re.compile(r"^(\[\^[^\]]+\]):")  # it would be the definition of a note
CUT_ENTITY = re.compile(r"&(?=#?\w*$)")  # what follows could make it an entity
GAP = "{++[…]++}{>>E3.1 a figure that the file does not carry<<}"
WEB_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s]+")
IMAGE_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"GIF87a": "gif", b"GIF89a": "gif"}


@dataclass(frozen=True)
class Note:
    """A note of the authors: its label in the page, its Markdown, and its text."""

    label: str
    markdown: str
    text: str


@dataclass
class Context:
    """What a conversion needs to know, and collects: notes and figures of the whole paper, and remarks for the editor."""

    find_image: Callable[[str], bytes | None]  # returns the image that a target names, if the file carries it
    language: str = "en"
    formulas: Mapping[tuple[str, str], str] = field(default_factory=dict)  # as Markdown, by kind and TeX
    notes: list[Note] = field(default_factory=list)
    figures: dict[str, bytes] = field(default_factory=dict)  # by file name
    remarks: list[str] = field(default_factory=list)
    to_do: list[str] = field(default_factory=list)  # what the editor still owes


def text_node(text: str) -> Node:
    return {"t": "Str", "c": text}


def image_type(data: bytes) -> str:
    """Return png, jpg, gif or webp, by the first bytes of an image; "" for anything else, such as SVG, which can carry scripts."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((kind for signature, kind in IMAGE_SIGNATURES.items() if data.startswith(signature)), "")


def to_text(nodes: Iterable[Node]) -> str:
    """Return the text of inline nodes, without notes and figures."""
    return "".join(map(node_text, nodes))


def node_text(node: Node) -> str:
    match node:
        case {"t": "Str", "c": text} | {"t": "Code", "c": [_, text]}:
            return LAYOUT_SPACE.sub(" ", without_marks(text))
        case {"t": "Math", "c": [_, text]}:
            return LAYOUT_SPACE.sub(" ", without_marks(text))
        case {"t": "Space" | "SoftBreak" | "LineBreak"}:
            return " "
        case {"t": "Quoted", "c": [{"t": mark}, content]}:
            return QUOTES[mark][0] + to_text(content) + QUOTES[mark][1]
        case {"t": "Cite", "c": [citations, content]}:
            return unworded_citation(citations, content) or to_text(content)
        case {"t": "Span", "c": [_, content]}:
            return to_text(content)
        case {"t": "Link", "c": [_, content, [target, _]]}:
            return to_text(content) if content else str(target)
        case {"t": "Note" | "Image" | "RawInline"}:
            return " " if is_line_break(node) else ""
    return to_text(node["c"])


def unworded_citation(citations: Iterable[dict[str, Any]], content: Iterable[Node]) -> str:
    """Return the keys of a LaTeX citation, in brackets, because the file carries no wording for it; "" if the citation has words."""
    if not any(node["t"] == "RawInline" for node in content):
        return ""
    return f"[{'; '.join(citation['citationId'] for citation in citations)}]"


def is_line_break(node: Node) -> bool:
    """Return whether raw HTML is a line break, <br>."""
    return node["t"] == "RawInline" and re.fullmatch(r"(?i)<br\s*/?>", node["c"][1]) is not None


def to_markdown(nodes: Iterable[Node], context: Context) -> str:
    """Return inline nodes as Markdown within a line, with emphasis, links, notes and figures."""
    parts = []
    for is_plain, group in groupby(nodes, key=lambda node: node["t"] in ("Str", "Space", "SoftBreak")):
        run = list(group)
        parts += [escape_fragment(to_text(run))] if is_plain else [node_markdown(node, context) for node in run]
    return "".join(parts)


def escape_fragment(text: str) -> str:
    """Escape text for Markdown so that it is shown as it is, whatever follows it."""
    return CUT_ENTITY.sub("&amp;", escape(text))


def node_markdown(node: Node, context: Context) -> str:
    match node:
        case {"t": kind, "c": content} if kind in HTML_TAGS:
            inner = to_markdown(content, context)
            return f"<{HTML_TAGS[kind]}>{inner}</{HTML_TAGS[kind]}>" if inner.strip() else inner
        case {"t": "LineBreak"}:
            return "<br> "
        case {"t": "Quoted", "c": [{"t": mark}, content]}:
            return QUOTES[mark][0] + to_markdown(content, context) + QUOTES[mark][1]
        case {"t": "Cite", "c": [citations, content]}:
            unworded = escape(unworded_citation(citations, content))
            return unworded or internal_link(to_markdown(content, context), citations[0]["citationId"] if len(citations) == 1 else "")
        case {"t": "Code" | "Math", "c": [kind, text]}:
            formula = context.formulas.get((kind["t"], text)) if node["t"] == "Math" else None
            return formula or f"<code>{escape(node_text(node))}</code>"
        case {"t": "SmallCaps", "c": content}:
            return to_markdown(content, context)
        case {"t": "Span", "c": [[_, _, attributes], content]}:
            inner, shown = to_markdown(content, context), language_attributes(dict(attributes), context)
            return f"<span{shown}>{inner}</span>" if shown else inner
        case {"t": "Link", "c": [_, content, [target, _]]}:
            return link(content, target, context)
        case {"t": "Image", "c": [[_, _, attributes], alternative, [target, _]]}:
            return figure(target, to_text(alternative).strip() or dict(attributes).get("alt", ""), context)
        case {"t": "Note", "c": blocks}:
            return note(blocks, context)
        case {"t": "RawInline", "c": [format_name, raw]}:
            return raw_inline(format_name, raw, is_line_break(node), context)
    return escape_fragment(node_text(node))


def raw_inline(format_name: str, raw: str, line_break: bool, context: Context) -> str:
    """Return Markdown for code of another format: a line break, or nothing and a remark."""
    if line_break:
        return "<br> "
    if raw.strip():
        context.remarks.append(f"left out, because it is {format_name} and not text: {raw.strip()[:60]}")
    return ""


def language_attributes(attributes: dict[str, str], context: Context) -> str:
    """Return lang and dir for HTML, of words in another language than the paper's; "" if there is nothing to say."""
    lang, direction = language_tag(attributes.get("lang")), attributes.get("dir")
    is_own = primary_language(lang) == primary_language(context.language) or (not context.language and is_site_language(lang))
    shown_lang = f' lang="{lang}"' if lang and not is_own else ""
    return shown_lang + (f' dir="{direction}"' if direction in ("rtl", "ltr") else "")


def link(content: list[Node], target: str, context: Context) -> str:
    """Return Markdown for a link to another site or to a place in the paper; of a link to a local file, the text alone."""
    text = to_markdown(content, context) if content else escape(target)
    if target.startswith("#"):
        return internal_link(text, unquote(target[1:]))
    if not text.strip() or not WEB_ADDRESS.fullmatch(target) or "](" in text:  # no link within a link
        return text
    address = quote(target, safe="/:?#$&+,;=%-._").replace("&", "&amp;")
    return f"[{text}]({address})"


def figure(target: str, alternative: str, context: Context) -> str:
    """Return Markdown for an image that the file carries, and collect the image; "" and a remark if it cannot be shown.

    Args:
        target: what the paper names the image.
        alternative: the text for those who do not see it, in words.
        context: gets the image's content.
    """
    data = context.find_image(target)
    kind = image_type(data) if data else ""
    if not data or not kind:
        name = target if len(target) <= 60 else target[:57] + "..."
        reason = "it is not PNG, JPEG, GIF or WebP" if data else "the file does not carry it"
        context.remarks.append(f"left out the figure {name}: {reason}")
        return ""
    same = [name for name, stored in context.figures.items() if stored == data]
    name = same[0] if same else f"figure-{len(context.figures) + 1}.{kind}"
    context.figures[name] = data
    if not alternative:
        context.to_do.append(f"{name} has no alternative text: write what it shows between the square brackets")
    return f"![{escape(' '.join(CONTROL_CHARACTER.sub(' ', alternative).split()))}]({name})"


def note(blocks: list[Node], context: Context) -> str:
    """Return the reference to a note of the authors, and collect the note. Its paragraphs become one."""
    content = join_lines(map(inlines_of, blocks))
    label = f"author-{len(context.notes) + 1}"
    position = len(context.notes)
    context.notes.append(Note(label, "", ""))  # takes the number before the notes inside this one
    context.notes[position] = Note(
        label, escape_line_start(simplify_emphasis(to_markdown(content, context))), " ".join(to_text(content).split())
    )
    return f"[^{label}]"


def join_lines(lines: Iterable[Sequence[Node]]) -> list[Node]:
    """Return the nodes of all lines, with a line break between each two lines."""
    return [node for line in lines for node in (*line, LINE_BREAK)][:-1]


def inlines_of(node: Any) -> list[Node]:
    """Return all inline nodes within a block, or within a list of any depth, with line breaks between paragraphs."""
    inlines: list[Node] = []
    match node:
        case list():
            inlines = join_lines(inner for item in node if (inner := inlines_of(item)))
        case {"t": "Para" | "Plain", "c": content} | {"t": "Header", "c": [_, _, content]}:
            inlines = content
        case {"t": "CodeBlock", "c": [_, text]}:
            inlines = join_lines([text_node(line)] for line in text.split("\n"))
        case {"t": "LineBlock", "c": lines}:
            inlines = join_lines(lines)
        case {"t": kind, "c": content} if kind != "RawBlock":
            inlines = inlines_of(content)
    return inlines


def simplify_emphasis(text: str) -> str:
    """Return Markdown on one line, with asterisks instead of tags where they are sure to be read as emphasis."""
    return SIMPLE_EMPHASIS.sub(lambda match: match[2].join(2 * [{"em": "*", "strong": "**"}[match[1]]]), " ".join(text.split()))


def sentence_lines(text: str) -> list[str]:
    """Return Markdown of a paragraph as lines of one sentence each, none of which begins a heading, a list or the like."""
    whole = FIGURE.sub(lambda figure: figure[0].replace(" ", UNBROKEN), simplify_emphasis(text))
    sentences_of_text = [sentence.replace(UNBROKEN, " ") for sentence in sentences(whole)]
    lines = [line.strip() for sentence in sentences_of_text for line in re.sub(r"<br> ?", "<br>\n", sentence).split("\n")]
    return [NOTE_AT_START.sub(r"\1&#58;", escape_line_start(line)) for line in lines if line]
