"""Citations that Zotero and Mendeley leave in Word files: the works in their data, and links from their words to the paper's own list.

Both write items of CSL into fields; the newer Mendeley Cite writes them, encoded, into the tags of content controls.
"""

import base64
import json
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree

from scripts.reader.importing.marks import Mark
from scripts.reader.importing.plain_text import heading_title
from scripts.reader.importing.xml_text import collapse, replace_by

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
CITATION = re.compile(r"CSL_CITATION\s*(\{.*)", re.DOTALL)
LIST = re.compile(r"ZOTERO_BIBL|CSL_BIBLIOGRAPHY|EN\.REFLIST")
CONTROL = "MENDELEY_CITATION_v3_"
LIST_CONTROL = "MENDELEY_BIBLIOGRAPHY"
NUMBERS_ALONE = re.compile(r"[\s\d\[\](),;–-]+")
LIST_TITLES = ("References", "Bibliography")
MIN_TITLE = 8  # letters of a title, by which a work is found in the list
Work = dict[str, Any]  # an item of CSL


@dataclass
class WordField:
    """A field of a Word file: what it says to programs, and the runs that a reader sees."""

    instruction: str
    runs: list[etree._Element]
    is_shown: bool = False  # whether its result has begun

    @property
    def works(self) -> list[Work]:
        """The works that it cites."""
        found = CITATION.search(self.instruction)
        try:
            data = json.JSONDecoder().raw_decode(found[1])[0] if found else {}
        except ValueError:
            return []
        items = data.get("citationItems") if isinstance(data, dict) else None
        works = [item.get("itemData") if isinstance(item, dict) else None for item in (items if isinstance(items, list) else [])]
        return [work for work in works if isinstance(work, dict) and work.get("title")]


def fields_of(root: etree._Element) -> Iterator[WordField]:
    """Yield the fields and content controls of a part, which may be cut into many runs and hold other fields."""
    open_fields: list[WordField] = []
    for run in root.iter(W + "r"):
        for node in run.iter(W + "fldChar", W + "instrText"):
            kind = node.get(W + "fldCharType")
            if kind == "begin":
                open_fields.append(WordField("", []))
            elif kind == "separate" and open_fields:
                open_fields[-1].is_shown = True
            elif kind == "end" and open_fields:
                yield open_fields.pop()
            elif node.tag == W + "instrText" and open_fields:
                open_fields[-1].instruction += node.text or ""
        if run.find(W + "t") is not None:
            for field in open_fields:
                field.runs += [run] if field.is_shown else []
    for control in root.iter(W + "sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        value = str(tag.get(W + "val", "")) if tag is not None else ""
        if value.startswith((CONTROL, LIST_CONTROL)):
            yield WordField(decoded(value), list(control.iter(W + "r")))


def decoded(tag: str) -> str:
    """Return the tag of a content control as the instruction of a field would word it."""
    if not tag.startswith(CONTROL):
        return "CSL_BIBLIOGRAPHY"
    try:
        return "CSL_CITATION " + base64.b64decode(tag.removeprefix(CONTROL) + "==").decode()
    except ValueError:
        return ""


def link_citations(roots: Sequence[etree._Element]) -> list[Work]:
    """Link the citations in the parts of a Word file to the entries of its list of references, and return the works that they cite."""
    fields = [field for root in roots for field in fields_of(root)]
    entries = listed_entries(roots, fields)
    anchors: dict[int, str] = {}
    works = []
    for field in fields:
        works += field.works
        cited = list(places_cited(field, entries))
        anchors |= {place: f"reference-{place + 1}" for _, _, place in cited}
        link_words(field.runs, [(start, end, anchors[place]) for start, end, place in cited])
    for place, anchor in anchors.items():
        mark = etree.Element(W + "r")
        etree.SubElement(mark, W + "t").text = str(Mark(anchor=anchor))
        first = entries[place].find(f"{W}pPr")
        entries[place].insert(0 if first is None else entries[place].index(first) + 1, mark)
    return works


def listed_entries(roots: Sequence[etree._Element], fields: Sequence[WordField]) -> list[etree._Element]:
    """Return the paragraphs of the list of references: those of its field or, if it has none, those below its heading."""
    runs = [run for field in fields if LIST.search(field.instruction) for run in field.runs]
    entries = list(dict.fromkeys(paragraph for run in runs for paragraph in run.iterancestors(W + "p")))
    if not entries:
        paragraphs = [paragraph for root in roots for paragraph in root.iter(W + "p")]
        titles = [place for place, paragraph in enumerate(paragraphs) if heading_title(words(paragraph)) in LIST_TITLES]
        entries = paragraphs[titles[-1] + 1 :] if titles else []
    return [paragraph for paragraph in entries if words(paragraph)]


def words(node: etree._Element) -> str:
    return collapse(text.text for text in node.iter(W + "t"))


def squeeze(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())


def places_cited(field: WordField, entries: Sequence[etree._Element]) -> Iterator[tuple[int, int, int]]:
    """Yield for each work that the words of a citation name alone where these begin and end, and the work's place in the list.

    Numbers are places in the list themselves, if the works stand there. Other citations of several works are divided at their
    semicolons; if that does not give as many parts as there are works, as in (Doe 2001, 2002), nobody can say which words name which.
    """
    shown, works = "".join(node.text or "" for run in field.runs for node in run.iter(W + "t")), field.works
    if not works or not shown:
        return
    if NUMBERS_ALONE.fullmatch(shown):
        cited = {place_in_list(work, entries) for work in works}
        numbers = (found for found in re.finditer(r"\d{1,4}", shown) if int(found[0]) - 1 in cited)
        yield from ((found.start(), found.end(), int(found[0]) - 1) for found in numbers)
        return
    parts = [found for found in re.finditer(r"[^;]+", shown) if found[0].strip(" ()[]")]
    if len(parts) != len(works):
        return
    for part, work in zip(parts, works, strict=True):
        place = place_in_list(work, entries)
        if place is not None:
            inner = part[0].strip(" ()[]")
            start = part.start() + part[0].index(inner)
            yield start, start + len(inner), place


def place_in_list(work: Work, entries: Sequence[etree._Element]) -> int | None:
    """Return the place of the one entry that has the title of a work; None if none has, or several."""
    title = squeeze(str(work["title"]))
    found = [place for place, entry in enumerate(entries) if title in squeeze(words(entry))] if len(title) >= MIN_TITLE else []
    return found[0] if len(found) == 1 else None


def link_words(runs: Sequence[etree._Element], spans: Sequence[tuple[int, int, str]]) -> None:
    """Make links of the words of some runs: each span is where they begin and end, in characters, and the anchor that they lead to."""
    position = 0
    for run in runs:
        texts = run.findall(W + "t")
        shown = "".join(text.text or "" for text in texts)
        here, position = position, position + len(shown)
        inside = [(max(start - here, 0), min(end - here, len(shown)), anchor) for start, end, anchor in spans]
        if len(texts) == 1 and any(start < end for start, end, _ in inside):
            replace_by(run, pieces_of(run, shown, [span for span in inside if span[0] < span[1]]))


def pieces_of(run: etree._Element, shown: str, spans: Sequence[tuple[int, int, str]]) -> Iterator[etree._Element]:
    """Yield the pieces of a run in order, those within a span as links."""
    position = 0
    for start, end, anchor in [*spans, (len(shown), len(shown), "")]:
        for begin, stop, target in ((position, start, ""), (start, end, anchor)):
            if shown[begin:stop]:
                piece = deepcopy(run)
                text = next(piece.iter(W + "t"))
                text.text = shown[begin:stop]
                text.set(XML_SPACE, "preserve")
                link = etree.Element(W + "hyperlink", {W + "anchor": target})
                link.append(piece)
                yield link if target else piece
        position = end
