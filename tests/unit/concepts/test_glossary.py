"""Names of glossary entries in a text, and the entries among themselves."""

import datetime

import pytest

from scripts.reader.concepts.glossary import (
    Entry,
    definition,
    entry_from_page,
    glossary_problems,
    is_acronym,
    name_finder,
    slugs_by_name,
    slugs_by_searched_name,
)
from scripts.reader.text.front_matter import Page

NAMES = {
    "CSTO": "csto",
    "ISIS": "islamic-state",
    "ISIS-K": "islamic-state",
    "Islamic State": "islamic-state",
    "Realism": "realism",
    "Offensive realism": "offensive-realism",
    "U.S. unilateralism": "unilateralism",
    "CIS": "cis",
    "C++": "c",
}


def found(text, names=NAMES):
    return [(each.slug, text[each.start : each.end]) for each in name_finder(names)(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("the CSTO and", [("csto", "CSTO")], id="acronym"),
        pytest.param("the csto, Csto", [], id="acronym in small letters"),
        pytest.param(
            "realism, Realism, REALISM", [("realism", "realism"), ("realism", "Realism"), ("realism", "REALISM")], id="either case"
        ),
        pytest.param("offensive realism", [("offensive-realism", "offensive realism")], id="longest first"),
        pytest.param("offensive, realism", [("realism", "realism")], id="the shorter, where the longer breaks off"),
        pytest.param("ISIS-K and ISIS", [("islamic-state", "ISIS-K"), ("islamic-state", "ISIS")], id="longest acronym first"),
        pytest.param("the Islamic\n  State rules", [("islamic-state", "Islamic\n  State")], id="over a line end"),
        pytest.param("anti-ISIS policies", [("islamic-state", "ISIS")], id="behind a hyphen"),
        pytest.param("(CSTO), “realism”.", [("csto", "CSTO"), ("realism", "realism")], id="between marks"),
        pytest.param("realisms surrealism realism's", [("realism", "realism")], id="whole words"),
        pytest.param("CSTO2 _CSTO", [], id="digits and underscores belong to a word"),
        pytest.param("CSTOé", [], id="letters of any alphabet belong to a word"),
        pytest.param("UXSX unilateralism", [], id="a stop is a stop"),
        pytest.param("Islamic Statehood", [], id="longer word"),
        pytest.param("cis-gender, Cis", [], id="syllable that looks like an acronym"),
        pytest.param("the İslamic State", [("islamic-state", "İslamic State")], id="dotted capital of another alphabet"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_names_in_a_text(text, expected):
    assert found(text) == expected


def test_a_name_of_several_words_does_not_begin_within_a_compound():
    names = {"security dilemma": "security-dilemma", "terrorism": "terrorism"}
    assert found("a liberty-security dilemma", names=names) == []
    assert len(found("the security dilemma and counter-terrorism", names=names)) == 2


def test_no_names_find_nothing():
    assert found("anything", names={}) == []


@pytest.mark.parametrize(
    ("name", "acronym"),
    [("CSTO", True), ("ISIS-K", True), ("Spartan", False), ("A", False), ("2021", False), ("СНГ", True), ("U.S.", True), ("IS", True)],
)
def test_acronyms(name, acronym):
    assert is_acronym(name) is acronym


def entry_page(slug, **changed):
    record = {"title": slug.upper(), "kind": "forum", "summary": "S.", "sources": ["k"], "checked": datetime.date(2026, 1, 2), **changed}
    body = f'# {slug}\n\n--8<-- "entries/{slug}.md"\n\n{"word " * 40}[@k]\n\n--8<-- "mentions/{slug}.md"\n'
    lines = {name: number for number, name in enumerate(record, 2)}
    return Page(f"docs/glossary/{slug}.md", record, body, 9, lines)


def test_the_entry_of_a_page():
    page = entry_page(
        "csto", full_name="Long", aliases=["Long", "Other"], hidden=["ODKB"], names={"ru": "ОДКБ"}, related=["sco"], broader=["x"]
    )
    entry = entry_from_page(page)
    assert entry == Entry(
        slug="csto",
        title="CSTO",
        summary="S.",
        names=("CSTO", "Long", "Other"),
        hidden=("ODKB",),
        kind="forum",
        foreign=(("ru", "ОДКБ"),),
        related=("sco",),
        broader=("x",),
        sources=("k",),
        checked=datetime.date(2026, 1, 2),
    )
    assert entry.searched == ("CSTO", "Long", "Other", "ODKB", "ОДКБ")
    assert slugs_by_name([entry]) == {"CSTO": "csto", "Long": "csto", "Other": "csto"}
    other = Entry("long", "L", "", ("L",), hidden=("Long", "Short"))
    assert slugs_by_searched_name([entry, other]) == {**dict.fromkeys(entry.searched, "csto"), "L": "long", "Short": "long"}


def test_the_entry_of_a_page_without_a_record():
    assert entry_from_page(Page("docs/glossary/csto.md", {}, "", 1)) == Entry("csto", "csto", "", ("csto",))


def test_the_definition_is_the_first_paragraph():
    page = Page("docs/glossary/x.md", {}, '# X\n\n--8<-- "entries/x.md"\n\nOne [@k] two.\nThree.\n\nMore.\n', 1)
    assert definition(page) == "One two. Three."


def told(*pages):
    return [
        (problem.path, problem.line, problem.code, problem.message) for problem in glossary_problems({page.slug: page for page in pages})
    ]


def test_right_entries_have_no_problem():
    assert told(entry_page("csto", related=["sco"], aliases=["Long"], full_name="Long"), entry_page("sco")) == []


@pytest.mark.parametrize(
    ("changed", "line", "code", "message"),
    [
        pytest.param({"aliases": ["SCO"]}, 2, "G102", '"SCO" is already a name of docs/glossary/csto.md', id="title of another"),
        pytest.param({"hidden": ["sco"]}, 2, "G102", '"SCO" is already a name of docs/glossary/csto.md', id="hidden, in another case"),
        pytest.param({"aliases": ["A", "a"]}, 7, "G102", '"a" is already a name of this entry', id="alias twice"),
        pytest.param({"related": ["csto"]}, 7, "G103", "the entry is related to itself", id="related to itself"),
        pytest.param({"broader": ["csto"]}, 7, "G103", "the entry is broader to itself", id="broader than itself"),
        pytest.param({"broader": ["sto"]}, 7, "G103", '"sto" is not an entry of the glossary', id="unknown broader entry"),
        pytest.param({"related": ["sto"]}, 7, "G103", '"sto" is not an entry of the glossary', id="unknown relation"),
    ],
)
def test_a_wrong_entry(changed, line, code, message):
    (problem,) = told(entry_page("csto", **changed), entry_page("sco"))
    assert problem[1:] == (line, code, message)


@pytest.mark.parametrize(("words", "right"), [(39, False), (40, True), (90, True), (91, False)])
def test_the_length_of_a_definition(words, right):
    page = entry_page("csto")
    page = Page(page.path, page.record, page.body.replace("word " * 40, "word " * words), 9, page.lines)
    assert told(page) == ([] if right else [("docs/glossary/csto.md", 9, "G105", f"the definition has {words} words")])
