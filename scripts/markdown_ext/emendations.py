"""Emendations: one page, three views (editorial rules E1 to E3).

The reading text stands in the page as plain text. Each emendation is a <span> that carries the received wording and the
reason. A switch, which needs no script, shows the received text or both; a list at the end holds all emendations of the page.

    it {~~IS~>is~~}{>>E2.1 capitals misread<<}
    it <span class="emendation substitution" id="p3-e1" data-received="IS" data-reason="E2.1 …"><span>is</span></span>
"""

import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from scripts.markdown_ext.engine import paper_and_section
from scripts.reader.text.apparatus import emendation_id
from scripts.reader.text.emendations import EMENDATION, emendation_of, unescape

CLASS = "emendation"
VIEWS = {"reading": "Reading text", "received": "Received text", "both": "Both, with reasons"}


class EmendationInline(InlineProcessor):
    def handleMatch(self, m, data):
        emendation = emendation_of(m)
        span = etree.Element("span", {"class": f"{CLASS} {emendation.kind}"})
        span.set("data-received", re.sub(r"\s+", " ", unescape(emendation.received)))
        span.set("data-reason", emendation.reason)
        if emendation.reading:
            etree.SubElement(span, "span").text = emendation.reading
        return span, m.start(), m.end()


class Apparatus(Treeprocessor):
    """Gives each emendation its address, and puts the switch and the list of emendations into the page."""

    def run(self, root: etree.Element) -> None:
        paper, section = paper_and_section(self.md)
        found = [
            (block, span, position)
            for block in root
            for position, span in enumerate((el for el in block.iter("span") if is_emendation(el)), 1)
        ]
        if not found:
            return
        for block, span, position in found:
            span.set("id", emendation_id(place_of(block, section), position))
        heading = next((position for position, block in enumerate(root) if block.tag == "h1"), -1)
        root.insert(heading + 1, switch())
        notes = next((position for position, block in enumerate(root) if block.get("class") == "footnote"), len(root))
        root.insert(notes, listing([(block, span) for block, span, _ in found], paper))


def is_emendation(element: etree.Element) -> bool:
    return CLASS in element.get("class", "").split()


def place_of(block: etree.Element, section: str) -> str:
    """What the address of an emendation begins with: its paragraph, or the section whose heading it stands in."""
    own = block.get("id", "")
    return own if block.tag == "p" or (block.tag == "h2" and own) else section or "heading"


def switch() -> etree.Element:
    """The choice of views. It stays hidden where the style sheet, which does the work, does not apply."""
    fieldset = etree.Element("fieldset", {"class": "views", "hidden": "hidden"})
    etree.SubElement(fieldset, "legend").text = "Text shown"
    for value, name in VIEWS.items():
        label = etree.SubElement(fieldset, "label")
        radio = etree.SubElement(label, "input", {"type": "radio", "name": "view", "value": value})
        if value == "reading":
            radio.set("checked", "checked")
        radio.tail = " " + name
    return fieldset


def listing(found: list[tuple[etree.Element, etree.Element]], paper: str) -> etree.Element:
    """All emendations of the page: place, received wording, ours, reason; in a paper, with links to its apparatus."""
    details = etree.Element("details", {"class": "apparatus"})
    count = f"{len(found)} emendation{'s' * (len(found) > 1)} on this page"
    etree.SubElement(details, "summary").text = count
    rows = etree.SubElement(details, "ol")
    for block, span in found:
        row = etree.SubElement(rows, "li")
        place = etree.SubElement(row, "a", {"href": "#" + span.get("id", "")})
        place.text = "¶" + block.get("id", "")[1:] if block.tag == "p" and block.get("id") else "Heading"
        place.tail = " "
        received, read = span.get("data-received", "").strip(), "".join(span.itertext()).strip()
        if received:
            etree.SubElement(row, "del").text = received
            row[-1].tail = " "
        if read:
            etree.SubElement(row, "ins").text = read
        reason = re.sub(r"^(\S+) ", r"\1: ", span.get("data-reason", ""))
        row[-1].tail = f" {reason} "
        if paper:
            link = etree.SubElement(row, "a", {"href": f"/papers/{paper}/apparatus.md#{span.get('id')}"})
            link.text = "apparatus"
    return details


class EmendationExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        # Before every other inline pattern, so that nothing cuts a mark in two; what is inside is parsed afterwards.
        md.inlinePatterns.register(EmendationInline(EMENDATION.pattern, md), "emendation", 200)
        # After attr_list (8), which gives paragraphs their numbers.
        md.treeprocessors.register(Apparatus(md), "apparatus", 5)


def makeExtension(**settings):
    return EmendationExtension(**settings)
