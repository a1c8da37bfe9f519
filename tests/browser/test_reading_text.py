"""The reading text in the pages, as it stands there without scripts and style sheets."""

import pytest
from lxml import html

from scripts.reader.common import typography
from scripts.reader.text import emendations
from scripts.reader.text.paragraphs import paragraphs


@pytest.fixture
def built(site):
    """Find the paragraphs of a built section page, by id, without the numbers of paragraphs and notes, and without what is hidden."""

    def built(address):
        page = html.parse(str(site / address / "index.html")).getroot()
        found = {paragraph.get("id"): paragraph for paragraph in page.xpath("//p[@id]")}
        for paragraph in found.values():
            for number in paragraph.xpath("./a[@class='paragraph-number'] | .//sup | .//*[@hidden]"):
                number.drop_tree()
        return found

    return built


def words(element):
    return " ".join(element.text_content().split())


def test_every_paragraph_holds_its_reading_text_and_nothing_else(built, sections):
    for address, section in sections.items():
        expected = {paragraph.id: typography.typeset(paragraph.reading) for paragraph in paragraphs(section)}
        assert {name: words(paragraph) for name, paragraph in built(address).items()} == expected


def test_received_wordings_and_reasons_stand_in_attributes_only(built, sections):
    """An emendation's element holds what is read; the wording received is where no reader and no search can meet it."""
    for address, section in sections.items():
        marks = built(address)
        for paragraph in paragraphs(section):
            found = emendations.find_emendations(paragraph.text)
            elements = marks[paragraph.id].find_class("emendation")
            assert [element.text_content() for element in elements] == [emendation.reading for emendation in found]
            received = [" ".join(emendation.received.split()) for emendation in found]
            assert [" ".join(element.get("data-received").split()) for element in elements] == received
            assert [element.get("data-reason") for element in elements] == [typography.typeset(emendation.reason) for emendation in found]


def test_no_wording_that_was_dropped_is_left_in_a_paragraph(built):
    paragraph = words(built("papers/rise-of-the-taliban/introduction/")["p4"])
    assert "Russia, according to the Russians, it is a country" in paragraph
    assert "but according" not in paragraph
    assert "it IS" not in paragraph


def test_every_paragraph_begins_with_a_number_that_leads_to_it(site, sections):
    for address in sections:
        page = html.parse(str(site / address / "index.html")).getroot()
        for paragraph in page.xpath("//p[@id]"):
            number = paragraph[0]
            assert (number.get("class"), number.get("href")) == ("paragraph-number", "#" + paragraph.get("id"))
            assert not (paragraph.text or "").strip()
