"""The fragments made from the toy edition, as golden files; and what the toy edition does not show."""

import json
import re
from dataclasses import replace

import pytest

from scripts.reader.common.problems import CODES
from scripts.reader.concepts.glossary import Entry
from scripts.reader.pages.fragments import fragments, inclusion_problems
from scripts.reader.pages.glossary_pages import PLURALS, distinct_names, entry_names, other_names
from scripts.reader.text.front_matter import ENTRY_KINDS, PAPER_PAGES, Page
from tests.conftest import TESTS, edition

FRAGMENTS = fragments(edition(TESTS / "toy"))


@pytest.mark.parametrize("path", sorted(set(FRAGMENTS) - {"records.json", "checks.md"}))
def test_a_fragment_of_the_toy_edition(path, golden):
    golden(f"golden/toy/build/{path}", FRAGMENTS[path])


def test_the_records_for_the_extensions(golden):
    golden("golden/toy/build/records.json", json.dumps(json.loads(FRAGMENTS["records.json"]), ensure_ascii=False, indent=1) + "\n")


def test_there_is_a_fragment_for_every_entry_and_page():
    assert {path for path in FRAGMENTS if "/" in path} == {
        *(f"{folder}/{slug}.md" for folder in ("entries", "mentions") for slug in ("csto", "offensive-realism", "realism")),
        "papers/toy.md",
        *(f"papers/toy/{page}.md" for page in PAPER_PAGES if page != "index"),
        *(f"papers/toy/{part}.md" for part in ("argument", "passages", "critical-questions")),
        *(f"teaching/{part}.md" for part in ("questions", "read-next", "who-is-who")),
    }


def test_every_code_is_listed():
    for code, rule in CODES.items():
        assert f"\n| {code} | {rule} |\n" in FRAGMENTS["checks.md"]


def test_every_kind_of_entry_has_a_plural():
    assert set(PLURALS) == set(ENTRY_KINDS)


def test_no_name_of_an_entry_can_hold_markup():
    entry = Entry("x", "X", "", ("X",), kind="forum", foreign=(("fa", "<b> & c"),))
    assert 'Persian: <span lang="fa">&lt;b&gt; & c</span>' in entry_names(entry)


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("Great power", "great powers", "World powers", "world power"), ["Great power", "World powers"]),
        (("Tactical approach", "tactical approaches", "policy", "policies"), ["Tactical approach", "policy"]),
        (("Sphere of influence", "spheres of influence", "class", "classes", "box", "boxes"), ["Sphere of influence", "class", "box"]),
        (("ISIS", "ISI", "U.S.", "Islamic State"), ["ISIS", "ISI", "U.S.", "Islamic State"]),
    ],
)
def test_a_plural_is_no_other_name(names, shown):
    assert distinct_names(Entry("x", names[0], "", names, kind="forum")) == shown


def test_an_unknown_language_is_called_by_its_code():
    entry = Entry("x", "X", "", ("X",), kind="forum", foreign=(("fa", "الف"), ("tg", "ИКС")))
    assert entry_names(entry) == 'Forum<br>\nPersian: <span lang="fa">الف</span><br>\ntg: <span lang="tg">ИКС</span>\n{: .names }\n\n'


@pytest.mark.parametrize(
    ("title", "names", "listed"),
    [
        pytest.param(
            "CSTO",
            ("Collective Security Treaty Organization", "Tashkent Treaty"),
            ["Collective Security Treaty Organization", "Tashkent Treaty"],
            id="others",
        ),
        pytest.param("Athens Format", ("Athens Format of Consultations",), [], id="holds the title"),
        pytest.param("Realism", ("realist theory", "theory of power"), ["theory of power"], id="begins as the title does"),
        pytest.param(
            "Hegemony", ("regional power", "regional powers", "world power"), ["regional power", "world power"], id="begins as another does"
        ),
        pytest.param("Narcotics", ("drugs", "drug", "drug exports"), ["drug"], id="short, and begins as another does"),
        pytest.param("Strategy", ("2021 Strategy", "“new” doctrine"), [], id="begins with no letter"),
    ],
)
def test_the_names_that_a_reader_may_look_for(title, names, listed):
    assert other_names(Entry("x", title, "", (title, *names))) == listed


def test_the_lists_of_an_edition_of_many_papers_can_still_be_read():
    toy = edition(TESTS / "toy")
    many = replace(toy, papers=(*toy.papers, *(replace(toy.papers[0], slug=f"toy-{number}") for number in range(12))))
    found = fragments(many)
    assert found["papers.md"].splitlines() == ["- [\\[A toy paper\\]](/papers/toy/index.md)"] * 13
    assert found["concepts.md"].startswith("Each row is an entry of the [glossary](/glossary/index.md), with the number of papers")
    mentions = found["mentions/csto.md"]
    assert "13 of 13 papers mention it; 39 mentions: CSTO 26, Collective Security Treaty Organization 13." in mentions
    assert mentions.count("<li>") == 13
    assert "### " not in mentions


def test_a_source_names_the_first_pages_that_cite_it():
    toy = edition(TESTS / "toy")
    section = toy.papers[0].sections[0]
    assert "[@" in section.body
    pages = tuple(replace(section, path=f"docs/other-{number}.md") for number in range(25))
    listed = fragments(replace(toy, other_pages=(*toy.other_pages, *pages)))["bibliography.md"]
    cited = next(line for line in listed.splitlines() if "other-0" in line)
    assert re.search(r" and \d+ more pages</span>$", cited)
    assert cited.count("](") == 20


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ('--8<-- "paper.md"', 'did you mean "papers.md"?'),
        ('  --8<-- "papers.md:1:2"', "on a line of its own"),
        ("-8<- 'x.md'", "write"),
        ('--8<-- "../mkdocs.yml"', "write"),
        ("--8<--", "write"),
        ('--8<-- "https://example.org/a.md"', "write"),
    ],
)
def test_an_inclusion_of_what_no_build_makes_is_a_problem(line, hint):
    page = Page("docs/a.md", {}, f'One.\n\n--8<-- "papers.md"\n\n{line}\n', 5)
    (problem,) = inclusion_problems([page], {"papers.md"})
    assert (problem.code, problem.line) == ("P113", 9)
    assert hint in problem.hint
