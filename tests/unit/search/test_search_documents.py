"""The documents that search finds."""

import pytest

from scripts.reader.concepts.glossary import name_finder
from scripts.reader.search.search_documents import (
    ABOUT_BOOST,
    ITEM_BOOSTS,
    LIST_BOOST,
    NOTE_BOOST,
    PAGEFIND_FROM,
    Document,
    ListItem,
    Note,
    choose_engine,
    entry_document,
    escape_text,
    page_document,
    plain_text,
    replaces_theme_documents,
    site_documents,
)
from tests.conftest import TESTS, edition

EDITION = edition(TESTS / "toy")
NOTES = {"toy": {"introduction": [Note("fn:problem", "1", "Power & <survival> by realism.")]}}
RENDERED = [
    {"location": "", "title": "A toy edition", "text": "<p>Home</p>"},
    {"location": "papers/toy/", "title": "[A toy paper]", "text": "<p>Record</p>"},
    {"location": "papers/toy/introduction/", "title": "Introduction", "text": "<p>rendered</p>"},
    {"location": "papers/toy/apparatus/", "title": "Apparatus", "text": "<p>rendered</p>"},
    {"location": "glossary/", "title": "Glossary", "text": "<p>list</p>"},
    {"location": "glossary/csto/", "title": "CSTO", "text": "<p>Alliance, not realism</p>"},
    {"location": "bibliography/", "title": "Bibliography", "text": "<p>All</p>"},
    {"location": "about/editing/", "title": "Editorial rules", "text": "<p>Rules</p>"},
    {"location": "about/editing/#notes", "title": "Notes", "text": "<p>n</p>"},
]


PROSE = {"csto": "Alliance < not realism. *Rise of the realism* names it.", "offensive-realism": "A theory.", "realism": "A family."}


FOUND = site_documents(RENDERED, EDITION.papers, EDITION.entries, name_finder(EDITION.names), NOTES, PROSE)
BY_LOCATION = {document["location"]: document for document in FOUND}


def test_every_document_has_a_location_of_its_own():
    assert len(BY_LOCATION) == len(FOUND)
    assert list(BY_LOCATION) == [
        "papers/toy/",
        "papers/toy/introduction/",
        "papers/toy/introduction/#p1",
        "papers/toy/introduction/#p2",
        "papers/toy/introduction/#fn:problem",
        "papers/toy/method/",
        "papers/toy/method/#p3",
        "papers/toy/key-words/",
        "papers/toy/key-words/#p4",
        "glossary/csto/",
        "glossary/offensive-realism/",
        "glossary/realism/",
        "",
        "bibliography/",
        "about/editing/",
    ]


def test_a_section():
    assert BY_LOCATION["papers/toy/introduction/"] == {"location": "papers/toy/introduction/", "title": "Introduction · Toy", "text": ""}


def test_a_paragraph():
    document = BY_LOCATION["papers/toy/introduction/#p1"]
    assert document["title"] == "¶1 · Introduction · Toy"
    assert document["text"] == (
        "[…] to its neighbours, a small state is a problem of security. According to aggressive realism, every state seeks power, "
        "and the non-compliance of one [sic] state costs 3*4 &lt; 13 &amp; more."
    )
    assert document["received"] == (
        "to its neighbours, a small state IS a problem of security. According to aggressive realism, river every state seeks power, "
        "and the non-compliance of one [sic] state costs 3*4 &lt; 13 &amp; more."
    )
    assert document["concepts"] == "offensive-realism"


def test_a_paragraph_that_is_not_emended_has_no_received_wording():
    assert "received" not in BY_LOCATION["papers/toy/key-words/#p4"]


def test_a_paragraph_has_the_entries_that_it_mentions():
    assert BY_LOCATION["papers/toy/introduction/#p2"]["concepts"] == "csto realism"


def test_a_note_is_escaped_and_stands_behind_the_text():
    document = BY_LOCATION["papers/toy/introduction/#fn:problem"]
    assert document["title"] == "Note 1 · Introduction · Toy"
    assert document["text"] == "Power &amp; &lt;survival&gt; by realism."
    assert (document["boost"], document["concepts"]) == (NOTE_BOOST, "realism")


def test_an_entry_is_one_document_with_all_its_names():
    assert BY_LOCATION["glossary/csto/"] == {
        "location": "glossary/csto/",
        "title": "CSTO",
        "text": "Alliance &lt; not realism. Rise of the realism names it.",
        "names": "CSTO · Collective Security Treaty Organization · Tashkent Treaty · Организация Договора о коллективной безопасности",
        "hidden": "ODKB",
        "entry": "csto",
        "concepts": "realism",
    }


def test_the_title_of_a_paper_in_an_entry_mentions_nothing():
    entry = entry_document(EDITION.entries["csto"], "*Rise of the realism* names it.", name_finder(EDITION.names))
    assert (entry["text"], entry["concepts"]) == ("Rise of the realism names it.", "")


def test_lists_that_name_everything_stand_last():
    assert {location: document["boost"] for location, document in BY_LOCATION.items() if "boost" in document} == {
        "papers/toy/introduction/#fn:problem": NOTE_BOOST,
        "bibliography/": LIST_BOOST,
        "about/editing/": ABOUT_BOOST,
    }


def test_the_parts_of_the_home_page_are_found_after_what_they_lead_to():
    home: Document = {"location": "", "title": "A toy edition", "text": "<p>Home</p>"}
    part: Document = {"location": "#a-toy-paper", "title": "[A toy paper]", "text": "<p>States seek power</p>"}
    assert page_document(home) == home
    assert page_document(part) == {**part, "boost": LIST_BOOST}


def test_addresses_of_other_sites_are_not_sought():
    rendered: Document = {"location": "bibliography/#a", "title": "B", "text": "<p>Doe, J. doi:10.1/x https://example.org/a-b?c. Next</p>"}
    assert page_document(rendered) == {"location": "bibliography/#a", "title": "B", "text": "<p>Doe, J.   Next</p>", "boost": LIST_BOOST}


@pytest.mark.parametrize(("text", "escaped"), [("a < b & c > d", "a &lt; b &amp; c &gt; d"), ("&lt;", "&amp;lt;"), ('"', '"')])
def test_text_is_escaped(text, escaped):
    assert escape_text(text) == escaped


@pytest.mark.parametrize(
    ("papers", "chosen", "engine"),
    [
        (2, "", "own"),
        (PAGEFIND_FROM, "", "own"),
        (PAGEFIND_FROM + 1, "", "pagefind"),
        (2, "pagefind", "pagefind"),
        (2000, "own", "own"),
        (2, "other", "own"),
    ],
)
def test_what_searches_the_papers_follows_from_their_number_unless_chosen(papers, chosen, engine):
    assert choose_engine(papers, chosen) == engine


@pytest.mark.parametrize(
    ("location", "own"),
    [("papers/x/", False), ("papers/x/introduction/", True), ("glossary/", False), ("glossary/csto/", True), ("about/editing/", False)],
)
def test_the_theme_need_not_take_apart_what_has_documents_of_its_own(location, own):
    assert replaces_theme_documents(location) is own


def test_a_document_as_plain_text():
    assert plain_text("<p>A &lt; b<sup>1</sup> &amp;\nc</p>") == "A < b & c"


def test_the_argument_of_a_paper_is_found_after_its_own_words():
    parts = ("", "#contents", "#argument-map", "#key-passages", "#what-a-critical-reader-would-ask")
    rendered = [{"location": f"papers/toy/{part}", "title": "t", "text": "x"} for part in parts]
    found = site_documents(rendered, EDITION.papers, {}, name_finder({}), {}, {})
    boosts = {document["location"].removeprefix("papers/toy/"): document.get("boost", 1) for document in found}
    assert {part: boosts[part] for part in parts if part in boosts} == {
        "": 1,
        "#argument-map": NOTE_BOOST,
        "#what-a-critical-reader-would-ask": NOTE_BOOST,
    }


def test_the_items_of_a_list_are_documents_in_place_of_its_page():
    rendered = [
        {"location": "timeline/", "title": "Timeline", "text": "1994 all"},
        {"location": "timeline/#more", "title": "More", "text": "x"},
    ]
    event = ListItem("event", "timeline/#d1994", "1994", "Realism & more")
    documents = site_documents(rendered, [], {}, name_finder({}), {}, {}, [event])
    assert documents == [
        {
            "location": "timeline/#d1994",
            "title": "1994",
            "text": "Realism &amp; more",
            "concepts": "",
            "kind": "event",
            "boost": ITEM_BOOSTS["event"],
        },
        {"location": "timeline/", "title": "Timeline", "text": ""},
        {**rendered[1], "boost": LIST_BOOST},
    ]
