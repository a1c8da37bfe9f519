"""Convert pandoc's document tree to the blocks of a paper: headings, paragraphs, list items, quotations, tables, figures."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from scripts.reader.importing.inlines import (
    GAP,
    Context,
    Node,
    Note,
    inlines_of,
    simplify_emphasis,
    text_node,
    to_markdown,
    to_text,
)
from scripts.reader.importing.languages import language_tag
from scripts.reader.importing.marks import START, Mark, split_marks

Kind = Literal["heading", "paragraph", "table"]

MAX_COLUMN_SPAN = 100  # columns; a file can claim any number
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"),
         (4, "iv"), (1, "i"))  # fmt: skip
DELIMITERS = {"Period": "{}.", "OneParen": "{})", "TwoParens": "({})", "DefaultDelim": "{}."}


@dataclass(frozen=True)
class Block:
    """A block of a paper: its text in one line (a table has one for each row), its Markdown, and the notes it refers to."""

    kind: Kind
    text: str
    markdown: str
    notes: tuple[Note, ...] = ()
    level: int = 0  # of a heading
    first: str = ""  # what stands before its first line: the mark of a list item, of a quotation
    rest: str = ""  # what stands before its other lines
    lang: str = ""
    anchor: str = ""  # by which the file refers to it
    supplied: bool = False  # whether its words are ours: a heading that the file does not word

    def indented(self, first: str, rest: str) -> "Block":
        return replace(self, first=first + self.first, rest=rest + self.rest)


def to_blocks(nodes: list[Node], context: Context, lang: str = "") -> list[Block]:
    """Return the blocks of a list of block nodes, in order; lang is the language that a division around them declares."""
    return [block for node in nodes for block in node_blocks(node, context, lang)]


def make_block(kind: Kind, inlines: list[Node], context: Context, lang: str = "", level: int = 0) -> Iterator[Block]:
    """Yield a block of these inline nodes, unless they are blank."""
    first_note = len(context.notes)
    mark, inlines = take_mark(inlines)
    markdown = simplify_emphasis(to_markdown(inlines, context))
    if markdown:
        text, notes = " ".join(to_text(inlines).split()), tuple(context.notes[first_note:])
        language = language_tag(mark.language) or lang
        yield Block(kind, text, markdown, notes, level, lang=language, anchor=mark.anchor, supplied=mark.supplied)


def take_mark(inlines: list[Node]) -> tuple[Mark, list[Node]]:
    """Return the mark that inline nodes begin with, an empty one if there is none, and the nodes without it."""
    for position, node in enumerate(inlines):
        if node["t"] == "Str" and START in node["c"]:
            mark, rest = split_marks(node["c"])
            return mark or Mark(), [*inlines[:position], *([text_node(rest)] if rest else []), *inlines[position + 1 :]]
        if node["t"] not in ("Space", "SoftBreak"):
            break
    return Mark(), inlines


def with_anchor(blocks: list[Block], anchor: str) -> Iterator[Block]:
    """Yield blocks, the first with an anchor, by which the file refers to all of them."""
    for position, block in enumerate(blocks):
        yield block if position or block.anchor or not anchor else replace(block, anchor=anchor)


def node_blocks(node: Node, context: Context, lang: str) -> Iterator[Block]:
    match node:
        case {"t": "Para" | "Plain" | "LineBlock" | "CodeBlock"}:
            yield from make_block("paragraph", inlines_of(node), context, lang)
        case {"t": "Header", "c": [level, [anchor, _, _], content]}:
            yield from with_anchor(list(make_block("heading", content, context, lang, level)), anchor)
        case {"t": "BlockQuote", "c": nodes}:
            for block in to_blocks(nodes, context, lang):
                yield block.indented("> ", "> ") if block.kind == "paragraph" else block
        case {"t": "BulletList", "c": items}:
            yield from list_items(items, [], "-   ", context, lang)
        case {"t": "OrderedList", "c": [[start, {"t": style}, {"t": delimiter}], items]}:
            is_default = start == 1 and style in ("Decimal", "DefaultStyle") and delimiter in ("Period", "DefaultDelim")
            labels = [] if is_default else [item_label(start + index, style, delimiter) for index in range(len(items))]
            yield from list_items(items, labels, "1.  ", context, lang)
        case {"t": "DefinitionList", "c": entries}:
            yield from definitions(entries, context, lang)
        case {"t": "Div", "c": [[anchor, _, attributes], nodes]}:
            yield from with_anchor(to_blocks(nodes, context, language_tag(dict(attributes).get("lang")) or lang), anchor)
        case {"t": "Figure", "c": [[anchor, _, _], [_, caption], body]}:
            yield from with_anchor(list(figure(caption, body, context, lang)), anchor)
        case {"t": "Table", "c": [_, [_, caption], columns, [_, head], bodies, [_, foot]]}:
            yield from make_block("paragraph", inlines_of(caption), context, lang)
            rows = [*head, *(row for _, _, body_head, body in bodies for row in (*body_head, *body)), *foot]
            yield from table([cells for _, cells in rows], len(columns), bool(head), context, lang)
        case {"t": "RawBlock", "c": [format_name, raw]}:
            context.remarks.append(f"left out, because it is {format_name} and not text: {' '.join(raw.split())[:60]}")


def is_markdown_list(items: list[list[Node]]) -> bool:
    """Return whether items can stand in the page as a list: there are several, and each begins with words."""
    return len(items) > 1 and all(
        item
        and item[0]["t"] in ("Para", "Plain")
        and to_text(item[0]["c"]).strip()
        and not any(inline["t"] == "Image" for inline in item[0]["c"])
        for item in items
    )


def list_items(items: list[list[Node]], labels: list[str], mark: str, context: Context, lang: str) -> Iterator[Block]:
    """Yield the items of a list: as a Markdown list if they can be one, or else as paragraphs.

    Args:
        items: the block nodes of each item.
        labels: what each item of a list that Markdown cannot number begins with; empty for other lists.
        mark: what begins an item in Markdown.
        context: gets notes, figures and remarks.
        lang: the language that a division around the list declares.
    """
    is_list = not labels and is_markdown_list(items)
    for index, item in enumerate(items):
        nodes = with_label(item, labels[index]) if labels else item
        for position, block in enumerate(to_blocks(nodes, context, lang)):
            if is_list and block.kind == "paragraph":
                yield block.indented("    " if position else mark, "    ")
            else:
                yield replace(block, kind="paragraph") if block.kind == "heading" else block


def with_label(item: list[Node], label: str) -> list[Node]:
    """Return the nodes of an item with its label before its first words."""
    if item and item[0]["t"] in ("Para", "Plain"):
        return [{**item[0], "c": [text_node(f"{label} "), *item[0]["c"]]}, *item[1:]]
    return [{"t": "Plain", "c": [text_node(label)]}, *item]


def item_label(number: int, style: str, delimiter: str) -> str:
    """Return the label of an item as print shows it: (a), iv., C), 7. Style and delimiter are pandoc's names."""
    label = str(number)
    if style.endswith("Alpha") and number <= len(LETTERS):
        label = LETTERS[number - 1]
    elif style.endswith("Roman"):
        label, rest = "", number
        for value, numeral in ROMAN:
            label, rest = label + numeral * (rest // value), rest % value
    return DELIMITERS[delimiter].format(label.upper() if style.startswith("Upper") else label)


def definitions(entries: list[tuple[list[Node], list[list[Node]]]], context: Context, lang: str) -> Iterator[Block]:
    """Yield each term of a definition list as a paragraph in bold, and its definitions behind it."""
    for term, bodies in entries:
        yield from make_block("paragraph", [{"t": "Strong", "c": term}] if term else [], context, lang)
        for body in bodies:
            yield from to_blocks(body, context, lang)


def figure(caption: list[Node], body: list[Node], context: Context, lang: str) -> Iterator[Block]:
    """Yield a figure: its images with the caption in one paragraph, then what else it holds.

    The caption is the alternative text of an image that has none.
    """
    words = inlines_of(caption)
    images = []
    for inline in inlines_of(body):
        if inline["t"] == "Image":
            attributes, alternative, target = inline["c"]
            images.append({"t": "Image", "c": [attributes, alternative or [text_node(to_text(words))], target]})
    others = [node for node in body if not any(inline["t"] == "Image" for inline in inlines_of(node))]
    for block in make_block("paragraph", [*images, {"t": "Space"}, *words] if images else words, context, lang):
        missing = sum(context.find_image(image["c"][2][0]) is None for image in images)
        yield replace(block, markdown=f"{GAP} {block.markdown}") if missing else block
    yield from to_blocks(others, context, lang)


def table(rows: list[list[Any]], columns: int, has_head: bool, context: Context, lang: str) -> Iterator[Block]:
    """Yield a table; one with a single column is a frame around paragraphs, and its rows become these.

    Args:
        rows: the cells of each row, as pandoc gives them.
        columns: how many columns the file says there are.
        has_head: whether the first row is the head.
        context: gets notes, figures and remarks.
        lang: the language that a division around the table declares.
    """
    first_note = len(context.notes)
    texts: list[str] = []
    grid: list[dict[int, str]] = []  # Markdown by column
    for contents in expand_spans(rows, columns):
        cells = {column: inlines_of(nodes) for column, nodes in contents.items()}
        grid.append({column: simplify_emphasis(to_markdown(inlines, context)) for column, inlines in cells.items()})
        texts.append("\t".join(" ".join(to_text(inlines).split()) for inlines in cells.values()))
    if not any(text.strip() for text in texts):
        return
    width = max(column + 1 for row in grid for column in row)
    notes = tuple(context.notes[first_note:])
    if width == 1:
        context.remarks.append(f"a table of one column became paragraphs: {' '.join(texts)[:60]}")
        for text, row in zip(texts, grid, strict=True):
            if text.strip():
                yield Block("paragraph", text, row[0], notes, lang=lang)
                notes = ()
        return
    lines = [table_row(row, width) for row in grid]
    if not has_head:
        lines.insert(0, table_row({}, width))
    lines.insert(1, "|" + " --- |" * width)
    yield Block("table", "\n".join(texts), "\n".join(lines), notes, lang=lang)


def table_row(cells: dict[int, str], width: int) -> str:
    """Return a row of a Markdown table; cells are those that are not empty, by column."""
    return "| " + " | ".join(cells.get(column, "") for column in range(width)) + " |"


def expand_spans(rows: list[list[Any]], columns: int) -> list[dict[int, list[Node]]]:
    """Return for each row the content of its cells, by the column that each begins in.

    A cell that reaches over several rows or columns is given once, at its upper left corner.

    Args:
        rows: the cells of each row, as pandoc gives them: attributes, alignment, rows, columns, content.
        columns: how many columns the file says there are; rows may need more.
    """
    grid = []
    covered: dict[int, int] = {}  # for each column, how many rows a cell from above or from the left still covers
    for cells in rows:
        row: dict[int, list[Node]] = {}
        waiting = list(cells)
        for column in range(columns + sum(min(cell[3], MAX_COLUMN_SPAN) for cell in cells)):
            if covered.get(column):
                covered[column] -= 1
            elif waiting:
                _, _, row_span, column_span, row[column] = waiting.pop(0)
                covered[column] = row_span - 1
                covered |= {column + offset: row_span for offset in range(1, min(column_span, MAX_COLUMN_SPAN))}
        grid.append(row)
    return grid
