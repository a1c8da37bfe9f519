"""The two papers of this edition, as they are imported, mapped, shown and cited."""

import pytest
from lxml import html

from scripts.reader.citing.citable_items import cited_pages
from scripts.reader.edition import load, teaching
from scripts.reader.edition.bibliography import citations_as_notes
from scripts.reader.importing.plain_text import divide
from scripts.reader.pages.argument_map import boxes
from scripts.reader.pages.paper_pages import full_text
from scripts.reader.text.front_matter import PAPER_PAGES
from scripts.reader.text.section_outline import outline_paper
from tests.conftest import KNOWN, ROOT, edition
from tests.unit.importing.test_import_paper import planned
from tests.unit.markdown_ext.test_notes import numbered

REAL = edition(KNOWN)
BASE = "https://example.org/"


@pytest.mark.parametrize(("paper", "sections"), [("rise-of-the-taliban", 6), ("islamic-emirate", 5)])
def test_the_real_texts_are_imported(toy, paper, sections):
    wanted, problems = planned(toy, (KNOWN / f"sources/{paper}.txt").read_bytes(), paper)
    assert problems == []
    assert len([path for path in wanted if path.startswith("docs/")]) == sections + len(PAPER_PAGES)
    assert [path for path in wanted if not path.startswith("docs/")] == [f"sources/{paper}.txt", "sources/README.md", "mkdocs.yml"]


@pytest.mark.parametrize(
    ("paper", "slugs"),
    [
        (
            "rise-of-the-taliban",
            ["abstract", "introduction", "theoretical-framework", "methodology", "results-and-discussion", "conclusions-and-suggestions"],
        ),
        ("islamic-emirate", ["introduction", "theoretical-framework", "methodology", "results-and-discussion", "key-words"]),
    ],
)
def test_the_sections_of_the_real_texts(paper, slugs):
    text = (KNOWN / f"sources/{paper}.txt").read_text(encoding="utf-8")
    assert [section.slug for section in divide(text)] == slugs


def test_the_real_edition_has_a_question_claims_and_passages_for_each_paper():
    found = edition(KNOWN)
    assert set(found.arguments) == {paper.slug for paper in found.papers}
    assert all(item.items("passages") and item.items("critical") for item in found.arguments.values())
    assert {item.text("level") for item in found.teaching.items("questions")} == set(teaching.LEVELS)
    assert {item.text("level") for item in found.teaching.items("read_next")} == set(teaching.LEVELS)


def test_a_box_says_when_no_evidence_is_given_and_when_nothing_in_the_text_says_so():
    labels = [box.label for box in boxes(REAL.papers[1], REAL.arguments["islamic-emirate"])]
    assert labels[0] == "Question · not in the text"
    assert "Reason · ¶5 · evidence: none given" in labels


def test_a_note_has_one_number_in_its_section_and_in_the_whole_text(engine):
    paper = edition(KNOWN).papers[1]
    sources = edition(KNOWN).sources

    def numbers(page, body):
        text = citations_as_notes(body, {key: source.reference for key, source in sources.items()})
        tree = html.fragment_fromstring(engine(KNOWN, page=f"papers/{paper.slug}/{page}.md").convert(text), create_parent="div")
        shown, referring = numbered(tree)
        assert all(referring[label] == {number} for label, number in shown.items())
        return shown

    whole = numbers("text", full_text(paper))
    sections = [numbers(section.slug, section.body) for section in paper.sections]
    assert len(whole) > 40
    assert {label: number for section in sections for label, number in section.items()} == whole
    assert all(section.items() <= whole.items() for section in sections)


def test_the_end_of_a_paper_leads_to_the_next_and_to_the_comparison(engine):
    def turns(page, text="# A\n\nOne.\n{: #p15 }"):
        tree = html.fragment_fromstring(engine(KNOWN, page=f"papers/{page}.md").convert(text), create_parent="div")
        return [[(link.get("rel"), link.get("href"), link.text_content()) for link in turn] for turn in tree.find_class("turn")]

    compare = ("/side-by-side.md", "Compare Side by side")
    next_paper = ("next", "/papers/islamic-emirate/index.md", "Next paper Islamic Emirate")
    (last,) = turns("rise-of-the-taliban/conclusions-and-suggestions")
    assert last[1:] == [next_paper, (None, *compare)]
    assert turns("rise-of-the-taliban/text") == [[next_paper, (None, *compare)]]
    assert turns("islamic-emirate/key-words")[0][-1] == ("next", *compare)


def test_the_ids_of_the_real_edition_are_unique():
    items = {item for cited in cited_pages(edition(KNOWN), BASE) for item in (cited.work, cited.own)}
    assert len({item.id for item in items}) == len(items) > 60


def test_the_editorial_rules_are_those_of_every_edition():
    assert load.editorial_rules(KNOWN) == load.editorial_rules(ROOT / "scripts/reader/scaffold/template")


def test_a_section_is_read_in_a_minute_or_two():
    assert {place.minutes for paper in REAL.papers for place in outline_paper(paper)} == {1, 2}
