"""Documents of the toy edition: valid, complete, and true to the text."""

from xml.etree import ElementTree

import pytest
from lxml import etree

from scripts.reader.text import emendations
from scripts.reader.text.collation import collate
from scripts.reader.text.paragraphs import paragraphs
from tests.conftest import edition
from tests.support.tei import NS, errors, text_blocks

FILES = ("papers/toy/tei.xml", "tei/glossary.xml", "tei/bibliography.xml", "tei/corpus.xml")


@pytest.fixture
def document(built_toy):
    return lambda path="papers/toy/tei.xml": etree.parse(built_toy[1] / path)


@pytest.mark.parametrize("path", FILES)
def test_a_document_is_valid_and_two_parsers_read_it(document, built_toy, path):
    found = document(path)
    assert errors(found) == []
    other = ElementTree.parse(built_toy[1] / path).getroot()
    assert "".join(other.itertext()) == "".join(found.getroot().itertext())


def test_the_received_text_is_the_source_word_for_word(document, built_toy):
    body = document().find(f".//{NS}body")
    assert list(collate(text_blocks(body, "received"), edition(built_toy[0]).papers[0].received)) == []


def test_the_reading_text_is_that_of_the_pages(document, built_toy):
    found = {p.get("n"): p for p in document().iterfind(f".//{NS}body//{NS}p[@n]")}
    for section in edition(built_toy[0]).papers[0].sections:
        for paragraph in paragraphs(section):
            body = etree.Element("body")
            etree.SubElement(body, f"{NS}div").append(found[paragraph.id.removeprefix("p")])
            words = " ".join(word.text for block in text_blocks(body, "reading") for word in block)
            assert words == emendations.view_as_line(paragraph.text)


def test_emendations_have_their_rule_and_reason(document):
    root = document().getroot()
    ids = set(root.xpath("//@xml:id"))
    changed = root.xpath("//*[local-name()='choice' or local-name()='surplus' or local-name()='supplied' or local-name()='gap']")
    assert {element.tag.removeprefix(NS) for element in changed} == {"choice", "surplus", "supplied", "gap"}
    reasons = {item.get("corresp"): item for item in root.iterfind(f".//{NS}back//{NS}item")}
    for element in changed:
        reason = reasons.pop("#" + element.get("{http://www.w3.org/XML/1998/namespace}id"))
        assert reason.get("ana") == element.get("ana")
        assert reason.get("ana").removeprefix("#") in ids
        assert reason.text
    assert not reasons


def test_references_lead_to_what_is_in_the_other_documents(document):
    ids = {path: set(document(path).getroot().xpath("//@xml:id")) for path in FILES}
    pointers = document().getroot().xpath("//@target | //@ref | //@resp | //@corresp | //@ana")
    for pointer in pointers:
        address, _, name = pointer.partition("#")
        if name and not address:
            assert name in ids["papers/toy/tei.xml"], pointer
        elif "/tei/" in address:
            path = next(path for path in FILES if address.endswith(path))
            assert name in ids[path], pointer
    assert any("/tei/glossary.xml#entry_" in pointer for pointer in pointers)
    assert any("/tei/bibliography.xml#bibl_" in pointer for pointer in pointers)


def test_the_corpus_has_every_identifier_once(document):
    ids = document("tei/corpus.xml").getroot().xpath("//@xml:id")
    assert len(ids) == len(set(ids))
    assert {"toy.p1", "toy.section.method"} <= set(ids)
