"""Citations written out where mkdocs-bibtex does not do it, and as it does it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs_bibtex.citation import CitationBlock
from mkdocs_bibtex.registry import SimpleRegistry

from scripts.reader.edition import bibliography
from tests.conftest import TESTS, edition

TOY = TESTS / "toy"
REFERENCES = {key: source.reference for key, source in edition(TOY).sources.items()}
KEYS = sorted(REFERENCES)


def by_mkdocs_bibtex(text):
    """What the plugin's on_page_markdown makes of a page (steps 1 to 4 of its source)."""
    registry = SimpleRegistry([str(TOY / "bibliography.bib")])
    blocks = CitationBlock.from_markdown(text)
    text += "\n\\bibliography"
    for block in blocks:
        text = text.replace(str(block), registry.inline_text(block))
    citations = {citation.key: citation for block in blocks for citation in block.citations}
    notes = "\n".join(f"[^{key}]: {registry.reference_text(citation)}" for key, citation in citations.items())
    return text.replace("\\bibliography", notes)


CITED = st.lists(st.sampled_from(KEYS), min_size=1, max_size=3).map(lambda keys: "[" + "; ".join(f"@{key}" for key in keys) + "]")
PIECE = st.one_of(CITED, st.sampled_from(["A word.", " ", "\n", "\n\n", "A note.[^ours]", "*em*", "[a link](/index.md)"]))


@given(st.lists(PIECE, max_size=8).map("".join))
def test_the_page_is_rendered_as_by_mkdocs_bibtex(engine, text):
    text += "\n\n[^ours]: Ours. [@mearsheimer2001]\n"
    assert engine().convert(text) == engine(without=("scripts.markdown_ext.citations",)).convert(by_mkdocs_bibtex(text))


def test_what_mkdocs_bibtex_has_written_out_is_left_alone():
    text = by_mkdocs_bibtex("One. [@mearsheimer2001]")
    assert bibliography.citations_as_notes(text, REFERENCES) == text


@pytest.mark.parametrize("text", ["[@nobody]", "[@nobody; @mearsheimer2001]", "[see @mearsheimer2001]", "an@mearsheimer2001"])
def test_what_is_no_citation_of_a_known_source_stays(text):
    assert bibliography.citations_as_notes(text, REFERENCES) == text


def test_a_source_cited_twice_is_one_note():
    text = bibliography.citations_as_notes("One.[@mearsheimer2001] Two.[@mearsheimer2001]", REFERENCES)
    assert len(re.findall(r"^\[\^mearsheimer2001\]: ", text, re.MULTILINE)) == 1
