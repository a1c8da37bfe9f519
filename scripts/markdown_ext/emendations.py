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
from scripts.reader.text import apparatus
from scripts.reader.text.emendations import EMENDATION, emendation_of, unescape

CLASS = "emendation"
VIEWS = {"reading": "Reading text", "received": "Received text", "both": "Both, with reasons"}


class EmendationInline(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]  # of the old Pattern
        emendation = emendation_of(m)
        span = etree.Element("span", {"class": f"{CLASS} {emendation.kind}"})
        received = re.sub(r"\s+", " ", unescape(emendation.received))
        span.set("data-received", received)
        if received.strip() and received.endswith(" "):
            span.set("data-struck", received.strip())  # a space behind the words is not to be struck through
        span.set("data-reason", emendation.reason)
        if emendation.reading:
            etree.SubElement(span, "span").text = emendation.reading
        return span, m.start(), m.end()


class EmendationTreeprocessor(Treeprocessor):
    """Give each emendation its address, and put the switch of views and the list of emendations into the page."""

    def run(self, root: etree.Element) -> None:
        paper, section = paper_and_section(self.md)
        found = []
        for block in root:
            for position, span in enumerate(filter(is_emendation, block.iter("span")), 1):
                span.set("id", apparatus.emendation_id(anchor_of(block, section), position))
                found.append((block, span))
        if not found:
            return
        heading = next((position for position, block in enumerate(root) if block.tag == "h1"), -1)
        root.insert(heading + 1, view_switch())
        notes = next((position for position, block in enumerate(root) if block.get("class") == "footnote"), len(root))
        root.insert(notes, emendation_list(found, paper))


def is_emendation(element: etree.Element) -> bool:
    return CLASS in element.get("class", "").split()


def anchor_of(block: etree.Element, section: str) -> str:
    """Return what the address of an emendation begins with: its paragraph, or the section in whose heading it stands."""
    id = block.get("id", "")
    return id if block.tag == "p" or (block.tag == "h2" and id) else section or "heading"


def view_switch() -> etree.Element:
    """Return the choice of views. It stays hidden where the style sheet, which does the work, does not apply."""
    fieldset = etree.Element("fieldset", {"class": "views", "hidden": "hidden"})
    etree.SubElement(fieldset, "legend").text = "Text shown"
    for value, name in VIEWS.items():
        label = etree.SubElement(fieldset, "label")
        radio = etree.SubElement(label, "input", {"type": "radio", "name": "view", "value": value})
        if value == "reading":
            radio.set("checked", "checked")
        radio.tail = " " + name
    return fieldset


def emendation_list(found: list[tuple[etree.Element, etree.Element]], paper: str) -> etree.Element:
    """Return the list of all emendations of a page: place, received wording, reading, reason, and a link to the apparatus.

    Args:
        found: The block and the <span> of each emendation, in the order of the text.
        paper: The slug of the paper, or "" for a page of none, which has no apparatus.
    """
    details = etree.Element("details", {"class": "apparatus"})
    etree.SubElement(details, "summary").text = f"{len(found)} emendation{'s' * (len(found) > 1)} on this page"
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
        md.treeprocessors.register(EmendationTreeprocessor(md), "apparatus", 5)


makeExtension = EmendationExtension
