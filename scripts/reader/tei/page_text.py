"""Turn the article of a section's page into a division of TEI.

The text has the signs of the source: it is taken before quotation marks and apostrophes are made curly for the page.

    substitution  <choice><sic>IS</sic><corr>is</corr></choice>
    omission      <surplus>the </surplus>
    addition      <supplied>the </supplied>
    gap           <gap/>
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml.etree import _Element as Element
from lxml.html import HtmlElement

from scripts.reader.tei.elements import XML_ID, append_text, bibl_id, entry_id, tei, xml_id
from scripts.reader.text.emendations import RULE
from scripts.reader.text.paragraphs import paragraph_number

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
SIMPLE = {  # elements of HTML that have one of TEI: its name and its @rend
    "p": ("p", ""),
    "blockquote": ("quote", ""),
    "li": ("item", ""),
    "dt": ("label", ""),
    "dd": ("item", ""),
    "tr": ("row", ""),
    "em": ("hi", "italic"),
    "i": ("hi", "italic"),
    "strong": ("hi", "bold"),
    "b": ("hi", "bold"),
    "sub": ("hi", "subscript"),
    "sup": ("hi", "superscript"),
    "s": ("hi", "strikethrough"),
    "u": ("hi", "underline"),
    "code": ("hi", "monospace"),
    "br": ("lb", ""),
}
LISTS = {"ul": "bulleted", "ol": "numbered", "dl": "gloss"}
SCREEN_ONLY = {"paragraph-number", "received-lines", "footnote-backref"}  # classes of links
STAND_ALONE = {"p", "ul", "ol", "dl", "blockquote", "table", "pre"}  # what else may stand in a division becomes a paragraph
BLOCKS = {*HEADINGS, *STAND_ALONE, "figure", "math"}


@dataclass
class SectionText:
    """The text of a section's page as TEI.

    Args:
        paper: The slug of its paper.
        address: The address of the page, from https:// on.
        base: The address of the site.
        sources: The keys of the bibliography: a note with such a name is a citation.
        notes: The <li> of each note of the page, by its name.
    """

    paper: str
    address: str
    base: str
    sources: Mapping[str, object]
    notes: Mapping[str, HtmlElement]
    reasons: list[Element] = field(default_factory=list)  # of the emendations, in order
    noted: set[str] = field(default_factory=set)

    def id(self, local: str) -> str:
        return xml_id(self.paper, local)

    def division(self, article: HtmlElement, slug: str, number: int) -> Element:
        """Return the section: its heading, its blocks, and a division for each heading below it."""
        section = tei("div", type="section", id=self.id(f"section.{slug}"), n=str(number))
        within = [(1, section)]
        for block in article:
            if block.tag not in BLOCKS or (block.tag == "p" and block.get("class")):
                continue  # a paragraph with a class is the theme's
            if block.tag in HEADINGS:
                level = int(block.tag[1])
                while level > 1 and within[-1][0] >= level and len(within) > 1:
                    within.pop()
                if level > 1:
                    below = tei("div", type="subsection", id=self.id(f"section.{slug}.{block.get('id')}") if block.get("id") else "")
                    within[-1][1].append(below)
                    within.append((level, below))
                within[-1][1].append(self.filled(tei("head"), block))
            else:
                made = list(self.converted(block))
                within[-1][1].extend(made if block.tag in STAND_ALONE else [tei("p", *made)])
        return section

    def filled(self, target: Element, source: HtmlElement) -> Element:
        """Give an element what stands in an element of HTML; return it."""
        append_text(target, source.text)
        for child in source:
            if isinstance(child.tag, str) and child.get("class") not in SCREEN_ONLY:
                for made in self.converted(child):
                    target.append(made)
            append_text(target, child.tail)
        if target.text and source.find("a[@class='paragraph-number']") is not None:
            target.text = target.text.lstrip()
        return target

    def converted(self, element: HtmlElement) -> Iterator[Element]:
        """Yield what stands for an element of HTML, without the text behind it."""
        kinds, tag = element.get("class", "").split(), str(element.tag)
        if "emendation" in kinds:
            yield from self.emendation(element, kinds[-1])
        elif tag == "sup" and element.find("a[@class='footnote-ref']") is not None:
            yield self.note_reference(element[0].get("href", "").removeprefix("#fn:"), "".join(element.itertext()))
        elif tag == "a":
            yield self.link(element, kinds)
        elif tag in LISTS:
            yield self.filled_with_items(tei("list", rend=LISTS[tag]), element)
        elif tag == "table":
            yield self.table(element)
        elif tag in ("td", "th"):
            yield self.filled(tei("cell", role="label" if tag == "th" else "", lang=element.get("lang", "")), element)
        elif tag == "img":
            description = [tei("figDesc", element.get("alt", ""))] if element.get("alt") else []
            yield tei("figure", tei("graphic", url=urljoin(self.address, element.get("src", ""))), *description)
        elif tag == "math":
            tex = element.xpath("string(.//*[local-name()='annotation'])")
            yield tei("formula", str(tex) or "".join(element.itertext()), notation="TeX" if tex else "")
        elif tag == "pre":
            yield tei("p", tei("code", "".join(element.itertext())))
        elif tag in SIMPLE:
            yield self.simple(element, *SIMPLE[tag])
        else:
            yield self.filled(tei("seg", lang=element.get("lang", "")), element)

    def simple(self, element: HtmlElement, name: str, rend: str) -> Element:
        id = element.get("id", "")
        made = tei(name, rend=rend, id=self.id(id) if name == "p" and id else "", lang=element.get("lang", ""))
        if name == "p" and id:
            made.set("n", paragraph_number(id))
        return self.filled(made, element) if name != "lb" else made

    def filled_with_items(self, target: Element, element: HtmlElement) -> Element:
        for item in element:
            target.extend(self.converted(item))
        return target

    def table(self, element: HtmlElement) -> Element:
        """Return a table; its caption is its heading."""
        table = tei("table")
        if (caption := element.find("caption")) is not None:
            table.append(self.filled(tei("head"), caption))
        for row in element.iter("tr"):
            made = tei("row", role="label" if all(cell.tag == "th" for cell in row) else "")
            table.append(self.filled_with_items(made, row))
        return table

    def link(self, element: HtmlElement, kinds: list[str]) -> Element:
        address = urljoin(self.address, element.get("href", ""))
        if "term" in kinds:
            slug = address.rstrip("/").rpartition("/")[2]
            return self.filled(tei("term", ref=f"{self.base}tei/glossary.xml#{entry_id(slug)}"), element)
        if address.startswith(f"{self.base}bibliography/#"):
            return self.filled(tei("ref", type="bibl", target=self.source_address(address.partition("#")[2])), element)
        return self.filled(tei("ref", target=address), element)

    def source_address(self, key: str) -> str:
        return f"{self.base}tei/bibliography.xml#{bibl_id(key)}"

    def note_reference(self, name: str, number: str) -> Element:
        """Return a citation, or a note where it is first referred to, or a reference to it."""
        if name in self.sources:
            return tei("ref", type="bibl", target=self.source_address(name))
        if name in self.noted or name not in self.notes:
            return tei("ref", type="note", target=f"#{self.id(f'note.{name}')}")
        self.noted.add(name)
        whose = "authors" if name.startswith("author-") else "editors"
        note = tei("note", type=whose, place="foot", n=number.strip(), id=self.id(f"note.{name}"), resp=f"#{self.id(whose)}")
        for block in self.notes[name]:
            if isinstance(block.tag, str):
                note.extend(self.converted(block))
        return note

    def emendation(self, span: HtmlElement, kind: str) -> Iterator[Element]:
        """Yield an emendation: the received wording and the reading of the edition."""
        reason, received = span.get("data-reason", ""), span.get("data-received", "")
        rule = RULE.match(reason)
        marks = {"id": self.id(span.get("id", "")), "ana": f"#{self.id(f'rule.{rule[0]}')}" if rule else ""}
        reading = tei("corr" if kind == "substitution" else "supplied", resp=f"#{self.id('editors')}")
        for part in span:
            self.filled(reading, part)
        if kind == "substitution":
            made = tei("choice", tei("sic", received), reading, **marks)
        elif kind == "omission":
            made = tei("surplus", received, resp=f"#{self.id('editors')}", **marks)
        elif kind == "gap":
            made = tei("gap", reason="lost", resp=f"#{self.id('editors')}", **marks)
        else:
            made = reading
            for name, value in marks.items():
                if value:
                    made.set(XML_ID if name == "id" else name, value)
        words = reason.removeprefix(rule[0]).lstrip(" :,;") if rule else reason
        self.reasons.append(tei("item", words, corresp=f"#{marks['id']}", ana=marks["ana"]))
        yield made
