"""Make the text of a Word file plain before pandoc reads it, so that nothing in it is dropped; and find what stands in its fields.

Pandoc passes over text within some elements of WordprocessingML (ECMA-376, part 1), over text boxes, and over the data that
Zotero and Mendeley leave in fields.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from scripts.reader.importing import word_citations
from scripts.reader.importing.received_file import parse_xml
from scripts.reader.importing.xml_text import collapse, local_name, replace_by

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARTS = re.compile(r"word/(?:document|footnotes|endnotes)\d*\.xml")
WRAPPERS = tuple(W + name for name in ("dir", "bdo", "customXml", "fldSimple"))
PARTICLE = r"(?:de|da|dos|del|la|van|von|der|den|al|bin|ibn)"
NAME = re.compile(rf"(?:{PARTICLE} )?[A-ZÀ-Þ][\w.'’-]*(?: (?:{PARTICLE}|[A-ZÀ-Þ][\w.'’-]*)){{1,4}}")
MAX_TITLE, MAX_LINES_BEFORE_TITLE = 250, 12  # characters; paragraphs


@dataclass
class WordFile:
    """A Word file made plain: its members, the works that its fields cite, in CSL, and what it holds besides its text."""

    members: dict[str, bytes]
    cited: list[dict[str, Any]] = field(default_factory=list)
    insertions: int = 0
    deletions: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    charts: int = 0
    text_boxes: int = 0
    paragraphs: list[str] = field(default_factory=list)  # of the main text, for the title


def make_plain(members: dict[str, bytes]) -> WordFile:
    """Return a Word file in which pandoc finds all text."""
    found = WordFile(dict(members))
    parsed = {name: parse_xml(name, data)[0] for name, data in members.items() if PARTS.fullmatch(name)}
    roots = {name: root for name, root in parsed.items() if root is not None}
    found.cited = word_citations.link_citations(list(roots.values()))
    for name, root in roots.items():
        count_changes(root, found)
        found.charts += sum(1 for _ in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"))
        for wrapper in list(root.iter(*WRAPPERS)):
            replace_by(wrapper, [child for child in wrapper if local_name(child) not in ("customXmlPr", "bdoPr")])
        for ruby in list(root.iter(W + "ruby")):
            spell_out(ruby)
        for paragraph in list(root.iter(W + "p")):
            found.text_boxes += move_text_boxes(paragraph)
        found.members[name] = etree.tostring(root, encoding="utf-8", xml_declaration=True, standalone=True)
        if "document" in name:
            found.paragraphs = [text for node in root.iter(W + "p") if (text := paragraph_text(node))]
    if comments := members.get("word/comments.xml"):
        told, _ = parse_xml("comments", comments)
        found.comments = [paragraph_text(node) for node in (told.iter(W + "comment") if told is not None else ())]
    return found


def changes(found: WordFile) -> list[str]:
    """Return in words what a Word file holds besides its text: tracked changes, comments, charts, text boxes."""
    told = [f"{found.insertions} tracked insertions, taken as text"] if found.insertions else []
    told += [f"a tracked deletion, left out: {words}" for words in found.deletions]
    told += [f"a comment, left out: {words}" for words in found.comments if words]
    told += [f"{found.charts} charts, left out: put pictures of them in their places"] if found.charts else []
    return told + ([f"{found.text_boxes} text boxes, put behind the paragraphs that hold them"] if found.text_boxes else [])


def paragraph_text(node: etree._Element) -> str:
    return collapse(part.text if part.tag == W + "t" else " " for part in node.iter(W + "t", W + "tab", W + "br"))


def count_changes(root: etree._Element, found: WordFile) -> None:
    """Count what was inserted and deleted while changes were tracked."""
    found.insertions += sum(1 for node in root.iter(W + "ins", W + "moveTo") if next(node.iter(W + "t"), None) is not None)
    for node in root.iter(W + "del", W + "moveFrom"):
        if words := collapse(part.text for part in node.iter(W + "delText", W + "t")):
            found.deletions.append(words)


def spell_out(ruby: etree._Element) -> None:
    """Put the reading of characters behind them, in brackets."""
    base = [run for part in ruby.iter(W + "rubyBase") for run in part]
    reading = collapse(part.text for node in ruby.iter(W + "rt") for part in node.iter(W + "t"))
    run = ruby.getparent()
    if run is None:
        return
    text = etree.Element(W + "r")
    etree.SubElement(text, W + "t").text = f" ({reading})" if reading else ""
    replace_by(run, [*base, text])


def move_text_boxes(paragraph: etree._Element) -> int:
    """Put the paragraphs of the text boxes in a paragraph behind it. Returns how many text boxes it holds."""
    boxes = [box for box in paragraph.iter(W + "txbxContent") if next(box.iterancestors(W + "p")) is paragraph]
    kept = [box for box in boxes if not any(local_name(above) == "Fallback" for above in box.iterancestors())] or boxes
    behind = paragraph
    for box in kept:
        for node in list(box):
            behind.addnext(node)
            behind = node
    for box in boxes:
        parent = box.getparent()
        if parent is not None:
            parent.remove(box)
    return len(kept)


def words_only(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())


def is_title_of(title: str, paragraphs: list[str]) -> bool:
    """Return whether the title in the properties of a file stands at the head of its text."""
    wanted = words_only(title)
    return bool(wanted) and any(wanted in words_only(text) for text in paragraphs[:MAX_LINES_BEFORE_TITLE])


def first_line(paragraphs: list[str]) -> str:
    """Return the first line of a text if it can be its title: a short one that is no sentence; else ""."""
    text = next(iter(paragraphs), "")
    is_title = len(text.split()) > 1 and len(text) <= MAX_TITLE and not re.search(r"[.;:,…]$", text) and len(paragraphs) > 2
    return text if is_title else ""


def names_below(title: str, paragraphs: list[str]) -> tuple[str, ...]:
    """Return the names in the line below the title and its subtitle, if it holds names and nothing else."""
    head = paragraphs[:MAX_LINES_BEFORE_TITLE]
    parts = [place for place, text in enumerate(head) if words_only(text) and words_only(text) in words_only(title)]
    position = max(parts, default=len(paragraphs))
    line = "".join(paragraphs[position + 1 : position + 2])
    line = re.sub(r"[\d*†‡§]+|^[Bb]y ", "", line)
    names = [name.strip() for name in re.split(r",| and | & |;", line) if name.strip()]
    return tuple(names) if len(line) <= MAX_TITLE and all(map(NAME.fullmatch, names)) else ()
