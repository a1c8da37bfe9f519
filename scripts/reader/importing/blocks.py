"""From a paper that pandoc has read to its blocks: headings, paragraphs, items of lists, quotations, tables, figures."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from scripts.reader.importing import inlines
from scripts.reader.importing.inlines import Context, Node, Note

WIDEST = 100  # columns that one cell may go across
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"),
         (4, "iv"), (1, "i"))  # fmt: skip
DELIMITERS = {"Period": "{}.", "OneParen": "{})", "TwoParens": "({})", "DefaultDelim": "{}."}


@dataclass(frozen=True)
class Block:
    """A block of a paper: its text in one line (a table has one for each row), its Markdown, and the notes it refers to."""

    kind: Literal["heading", "paragraph", "table"]
    text: str
    markdown: str
    notes: tuple[Note, ...] = ()
    level: int = 0  # of a heading
    first: str = ""  # what stands before its first line: the mark of an item, of a quotation
    rest: str = ""  # what stands before its other lines
    lang: str = ""

    def indented(self, first: str, rest: str) -> "Block":
        return replace(self, first=first + self.first, rest=rest + self.rest)


def blocks(nodes: list[Node], context: Context, lang: str = "") -> list[Block]:
    """All blocks of a document, in order."""
    return [block for node in nodes for block in blocks_of(node, context, lang)]


def block(kind: str, words: list[Node], context: Context, before: str = "", **settings: Any) -> Iterator[Block]:
    """A block of these words, if there are any; before: words of ours, such as the letter of an item."""
    known = len(context.notes)
    markdown = inlines.escape(before) + inlines.tidy(inlines.markdown(words, context))
    text = " ".join((before + inlines.plain(words)).split())
    if markdown.strip():
        yield Block(kind, text, markdown.strip(), tuple(context.notes[known:]), **settings)


def blocks_of(node: Node, context: Context, lang: str) -> Iterator[Block]:
    content = node.get("c")
    match node["t"]:
        case "Para" | "Plain" | "LineBlock" | "CodeBlock":
            yield from block("paragraph", inlines.words_of(node), context, lang=lang)
        case "Header":
            yield from block("heading", content[2], context, level=content[0], lang=lang)
        case "BlockQuote":
            for inner in blocks(content, context, lang):
                yield inner.indented("> ", "> ") if inner.kind == "paragraph" else inner
        case "BulletList":
            yield from items(content, [""] * len(content), is_list_marked(content), "-   ", context, lang)
        case "OrderedList":
            (start, style, delimiter), content = content
            counted = start == 1 and style["t"] in ("Decimal", "DefaultStyle") and delimiter["t"] in ("Period", "DefaultDelim")
            labels = [] if counted else [label(start + place, style["t"], delimiter["t"]) for place in range(len(content))]
            yield from items(content, labels or [""] * len(content), counted and is_list_marked(content), "1.  ", context, lang)
        case "DefinitionList":
            for term, definitions in content:
                yield from block("paragraph", [{"t": "Strong", "c": term}] if term else [], context, lang=lang)
                for definition in definitions:
                    yield from blocks(definition, context, lang)
        case "Div":
            yield from blocks(content[1], context, inlines.attributes(node).get("lang", lang))
        case "Figure":
            yield from figure(node, context, lang)
        case "Table":
            yield from table(node, context, lang)
        case "RawBlock":
            context.remarks.append(f"left out, because it is {content[0]} and not text: {' '.join(content[1].split())[:60]}")


def is_list_marked(content: list[list[Node]]) -> bool:
    """Whether items can stand in the page as a list: there are several, and each begins with words."""
    return len(content) > 1 and all(
        item
        and item[0]["t"] in ("Para", "Plain")
        and inlines.plain(item[0]["c"]).strip()
        and not any(n["t"] == "Image" for n in item[0]["c"])
        for item in content
    )


def items(content: list[list[Node]], labels: list[str], marked: bool, mark: str, context: Context, lang: str) -> Iterator[Block]:
    """The items of a list: marked as such, or else as paragraphs, each after its label."""
    for item, name in zip(content, labels, strict=True):
        if name and item and item[0]["t"] in ("Para", "Plain"):
            item = [{**item[0], "c": [{"t": "Str", "c": f"{name} "}, *item[0]["c"]]}, *item[1:]]
        elif name:
            item = [{"t": "Plain", "c": [{"t": "Str", "c": name}]}, *item]
        for place, inner in enumerate(blocks(item, context, lang)):
            if not marked or inner.kind != "paragraph":
                yield replace(inner, kind="paragraph") if inner.kind == "heading" else inner
            else:
                yield inner.indented("    " if place else mark, "    ")


def label(number: int, style: str, delimiter: str) -> str:
    """The label of an item as print shows it: (a), iv., C), 7."""
    shown = str(number)
    if style.endswith("Alpha") and number <= len(LETTERS):
        shown = LETTERS[number - 1]
    elif style.endswith("Roman"):
        shown, left = "", number
        for value, letters in ROMAN:
            shown, left = shown + letters * (left // value), left % value
    return DELIMITERS[delimiter].format(shown.upper() if style.startswith("Upper") else shown)


def figure(node: Node, context: Context, lang: str) -> Iterator[Block]:
    """A figure: its images, and its caption in the same paragraph; the caption stands in for an alternative text of the same words."""
    _, (_, caption), body = node["c"]
    words = inlines.words_of(caption)
    images = [image for part in inlines.words_of(body) for image in [part] if image["t"] == "Image"]
    told = [{"t": "Str", "c": inlines.plain(words)}]
    images = [{**image, "c": [image["c"][0], image["c"][1] or told, image["c"][2]]} for image in images]
    others = [part for part in body if not any(word["t"] == "Image" for word in inlines.words_of(part))]
    yield from block("paragraph", [*images, {"t": "Space"}, *words] if images else words, context, lang=lang)
    yield from blocks(others, context, lang)


def table(node: Node, context: Context, lang: str) -> Iterator[Block]:
    """A table: its caption as a paragraph, then its rows."""
    _, (_, caption), columns, (_, head), bodies, (_, foot) = node["c"]
    yield from block("paragraph", inlines.words_of(caption), context, lang=lang)
    rows = [*head, *(row for body in bodies for row in (*body[2], *body[3])), *foot]
    known, grid, texts = len(context.notes), [], []
    below: dict[int, int] = {}  # for each column, how many rows a cell from above still reaches into
    for _, cells in rows:
        shown, said = {}, []
        waiting = list(cells)
        for column in range(len(columns) + sum(min(cell[3], WIDEST) for cell in cells)):
            if below.get(column):
                below[column] -= 1
            elif waiting:
                _, _, down, across, content = waiting.pop(0)
                words = inlines.words_of(content)
                shown[column] = inlines.tidy(inlines.markdown(words, context))
                said.append(" ".join(inlines.plain(words).split()))
                across = min(across, WIDEST)
                below |= {column: down - 1} | {column + further: down for further in range(1, across)}
        grid.append(shown)
        texts.append("\t".join(said))
    width = max((column + 1 for shown in grid for column in shown), default=0)
    written = ["| " + " | ".join(shown.get(column, "") for column in range(width)) + " |" for shown in grid]
    if not any(text.strip() for text in texts):
        return
    notes = tuple(context.notes[known:])
    if width == 1:  # a frame round paragraphs, and no table for Markdown
        for text, shown in zip(texts, grid, strict=True):
            if text.strip():
                yield Block("paragraph", text, shown[0], notes, lang=lang)
                notes = ()
        return
    if not head:
        written.insert(0, "| " + " | ".join([""] * width) + " |")
    written.insert(1, "|" + " --- |" * width)
    yield Block("table", "\n".join(texts), "\n".join(written), notes, lang=lang)
