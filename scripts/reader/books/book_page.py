"""Turn built pages into parts of a book: what serves the screen is left out, ids name their page, and links are those of the site.

The result is HTML that pandoc reads: its notes are marked as those of an EPUB.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from html import escape
from urllib.parse import urljoin

from lxml import html
from lxml.html import HtmlElement, builder

from scripts.reader.common.markup import inner_html
from scripts.reader.text.paragraphs import paragraph_number

BLOCK_TAGS = {"h1", "h2", "h3", "h4", "p", "ul", "ol", "dl", "blockquote", "table"}  # all else on a page serves the screen
PARAGRAPH_CLASSES = {None, "record", "names", "rule", "checked"}  # classes of the paragraphs that a book prints
SCREEN_ONLY = ".//*[@hidden] | .//button | .//a[@class='footnote-backref'] | .//a[@class='received-lines']"
PARAGRAPH_ID = re.compile(r"p\d+[a-z]*")
BOOK_ATTRIBUTES = ("href", "lang", "dir", "class", "display", "encoding")
NOTE, NOTE_MARK = "book-note", "book-note-mark"  # classes that mark_epub_notes replaces: lxml sets no attribute with a colon


def book_id(path: str, fragment: str = "") -> str:
    """Return the id in the book of a page or of an id on it: bibliography.treaty1992, my-paper.p3.

    Ids of paragraphs are unique in a paper, so the section is left out.
    """
    parts = [part for part in path.split("/") if part]
    if parts[:1] == ["papers"]:
        parts = parts[1:2] if PARAGRAPH_ID.fullmatch(fragment) else parts[1:]
    return ".".join(filter(None, ["-".join(parts), fragment]))


def demote_heading(element: HtmlElement) -> HtmlElement:
    """Make a heading one level lower, and leave anything else as it is."""
    if match := re.fullmatch(r"h([1-5])", str(element.tag)):
        element.tag = f"h{int(match[1]) + 1}"
    return element


def without_part(blocks: list[HtmlElement], heading: str) -> Iterator[HtmlElement]:
    """Yield blocks without a part: the heading of the second level with this id, and all up to the next such heading."""
    within = False
    for block in blocks:
        if block.tag == "h2":
            within = block.get("id") == heading
        if not within:
            yield block


def mark_epub_notes(text: str) -> str:
    """Mark notes as pandoc's reader expects those of an EPUB."""
    return text.replace(f'class="{NOTE}"', 'epub:type="footnote"').replace(f'class="{NOTE_MARK}"', 'epub:type="noteref"')


def clean_block(block: HtmlElement, path: str, labels: dict[str, str]) -> HtmlElement:
    """Return a copy of a block with only what a book prints. Links begin at the root of the site.

    Args:
        block: A block of a built page.
        path: The address of that page.
        labels: The names of sources in the text, by key; they replace the numbers of the notes that hold the sources.
    """
    block = deepcopy(block)
    block.tail = None
    for element in block.xpath(SCREEN_ONLY):
        element.drop_tree()
    for marked in block.xpath(".//span[contains(@class, 'emend')] | .//mark"):
        for element in [*marked.xpath("./span[not(@*)]"), marked]:
            element.drop_tag()
    for link in block.xpath(".//sup/a[@class='footnote-ref']"):
        name = link.get("href").removeprefix("#fn:")
        mark = link.getparent()
        if name in labels:
            cite_source(mark, f"/bibliography/#{name}", labels[name])
        else:
            mark.addprevious(builder.A("1", {"class": NOTE_MARK, "href": f"#note-{book_id(path, name)}"}))
            mark.drop_tree()
    for link in block.iter("a"):
        if link.get("class") != NOTE_MARK:
            address = urljoin("/" + path, link.get("href") or "")
            link.set("href", address)
            if (key := address.removeprefix("/bibliography/#")) in labels:
                link.text = labels[key]
    for element in block.iter():
        for name in element.attrib:
            if name not in BOOK_ATTRIBUTES and (name != "id" or element is not block):
                del element.attrib[name]
    return block


def cite_source(mark: HtmlElement, address: str, label: str) -> None:
    """Replace the number of a note by its source; adjacent ones share their brackets: (Meduza 2024; TASS 2021a)."""
    before, source = mark.getprevious(), builder.A(label, href=address)
    source.tail = ")"
    if before is not None and before.get("class") == "cited" and not before.tail:
        before[-1].tail = "; "
        before.append(source)
    else:
        mark.addprevious(builder.SPAN(" (", source, {"class": "cited"}))
    mark.drop_tree()


def page_blocks(article: HtmlElement, path: str, labels: dict[str, str]) -> Iterator[HtmlElement]:
    """Yield the blocks of a page that belong in a book; the arguments are those of `clean_block`."""
    for block in article:
        kind = block.get("class") if isinstance(block.tag, str) else ""
        if block.tag == "ol" and kind == "timeline":
            yield timeline_list(block, path, labels)
        elif block.tag == "table" and "stacked" in (kind or ""):
            yield table_list(block, path, labels)
        elif block.tag in BLOCK_TAGS and (block.tag != "p" or kind in PARAGRAPH_CLASSES):
            copy, id = clean_block(block, path, labels), block.get("id", "")
            if block.tag == "p" and id:
                copy = wrap_paragraph(copy, book_id(path, id), paragraph_number(id) if PARAGRAPH_ID.fullmatch(id) else "")
            elif block.tag in ("h1", "h2", "h3", "h4"):
                copy.set("id", book_id(path, "" if block.tag == "h1" else id))
            yield copy


def wrap_paragraph(paragraph: HtmlElement, id: str, label: str) -> HtmlElement:
    """Return a paragraph in a <div> with its id; `label` is the number that a paragraph of a paper shows."""
    for link in paragraph.xpath("./a[@class='paragraph-number']"):
        link.addprevious(builder.SPAN(label, {"class": "number"}))
        link.getprevious().tail = " "
        link.text, link.tail = "", (link.tail or "").lstrip()
        link.drop_tag()
    del paragraph.attrib["id"]
    return builder.DIV(paragraph, {"class": paragraph.attrib.pop("class", "paragraph"), "id": id})


def timeline_list(timeline: HtmlElement, path: str, labels: dict[str, str]) -> HtmlElement:
    """Return the timeline as a list of dates with their events."""
    definitions = builder.DL()
    for item in timeline.iter("li"):
        spans = {span.get("class"): clean_block(span, path, labels) for span in item.findall("span")}
        if len(spans.get("where", ())):
            first = spans["where"][0]
            first.text = (first.text or "").capitalize()
            for line in spans["where"].iter("br"):
                line.tail = "; "
        details = [inner_html(spans[name]).replace("<br>", "") for name in ("where", "cited-on") if name in spans]
        definitions.append(builder.DT(spans["date"].text_content()))
        definitions.append(html.fromstring(f"<dd><p>{inner_html(spans['event'])}</p><p>{'. '.join(details)}.</p></dd>"))
    return definitions


def table_list(table: HtmlElement, path: str, labels: dict[str, str]) -> HtmlElement:
    """Return a table as a list, a row under each first cell, because a page of a book is too narrow for its columns."""
    definitions = builder.DL()
    for row in table.iterfind(".//tbody/tr"):
        first, *cells = row.findall("td")
        texts = (f"<p><em>{escape(cell.get('data-label') or '')}:</em> {inner_html(clean_block(cell, path, labels))}</p>" for cell in cells)
        definitions.append(builder.DT(first.text_content().strip()))
        definitions.append(html.fromstring(f"<dd>{''.join(texts)}</dd>"))
    return definitions


def note_asides(article: HtmlElement, path: str, labels: dict[str, str]) -> Iterator[str]:
    """Yield the notes on a page without the sources that it cites."""
    for item in article.xpath('.//div[@class="footnote"]//li[starts-with(@id, "fn:")]'):
        name = item.get("id").removeprefix("fn:")
        if name not in labels:
            text = inner_html(clean_block(item, path, labels)).replace("\xa0</p>", "</p>")
            yield f'<aside class="{NOTE}" id="{escape(f"note-{book_id(path, name)}")}">{text}</aside>'
