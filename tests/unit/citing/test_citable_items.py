"""What can be cited: addresses, names of files and keys, and the records of the toy edition."""

from dataclasses import replace

import pytest
from pybtex.database import parse_string

from scripts.reader.citing.citable_item import CitableItem
from scripts.reader.citing.citable_items import (
    MAX_ABSTRACT_LENGTH,
    article_item,
    citation_key,
    cite_path,
    cited_pages,
    first_words,
    is_established,
    opening_words,
    page_title,
    shorten_abstract,
)
from scripts.reader.text.addresses import page_address
from scripts.reader.text.front_matter import Page
from scripts.reader.text.paper import Paper
from tests.conftest import TESTS, edition

BASE = "https://example.org/toy/"
TOY = edition(TESTS / "toy")
CITED = {cited.page.path: cited for cited in cited_pages(TOY, BASE)}


@pytest.mark.parametrize(
    ("path", "where", "files", "key"),
    [
        ("docs/index.md", "", "cite/index", "reader"),
        ("docs/timeline.md", "timeline/", "cite/timeline", "reader-timeline"),
        ("docs/glossary/index.md", "glossary/", "cite/glossary", "reader-glossary"),
        ("docs/glossary/csto.md", "glossary/csto/", "cite/glossary/csto", "reader-glossary-csto"),
        ("docs/papers/x/index.md", "papers/x/", "cite/papers/x", "reader-papers-x"),
        ("docs/papers/x/key-words.md", "papers/x/key-words/", "cite/papers/x/key-words", "reader-papers-x-key-words"),
    ],
)
def test_addresses_files_and_keys(path, where, files, key):
    page = Page(path, {}, "", 1)
    assert (page_address(page), cite_path(page), citation_key(page)) == (where, files, key)


def test_every_page_can_be_cited():
    assert list(CITED) == [page.path for page in TOY.pages]


def test_of_a_section_the_paper_is_cited_and_the_page_by_itself_second():
    cited = CITED["docs/papers/toy/introduction.md"]
    work, own = cited.work, cited.own
    assert (work.kind, work.title, work.short, work.url) == ("page", "[A toy paper]", "", f"{BASE}papers/toy/text/")
    assert (work.container, work.version, work.number, work.date) == ("Toy", "0.1.0", "version 0.1.0", "2026-11-22")
    assert (cited.section, cited.paragraphs) == (("Introduction", 1), ("p1", "p2"))
    assert (own.title, own.short, own.url) == ("Introduction (section 1 of [A toy paper])", "", f"{BASE}papers/toy/introduction/")
    assert own.abstract.startswith("Paragraphs 1–2: […] to its neighbours, a small state is")
    assert work.rights.startswith("Notes CC BY 4.0; the text remains")
    assert own.rights == work.rights
    assert CITED["docs/papers/toy/method.md"].own.abstract.startswith("Paragraph 3: ")


def test_the_paper_is_one_work_wherever_it_is_cited():
    of_paper = [cited for path, cited in CITED.items() if path.startswith("docs/papers/") and cited.is_of_paper]
    assert [cited.page.slug for cited in of_paper] == ["index", "introduction", "method", "key-words", "text"]
    assert {cited.work for cited in of_paper} == {CITED["docs/papers/toy/text.md"].own}


def test_other_pages():
    assert [CITED[f"docs/{path}.md"].own.title for path in ("index", "papers/toy/index", "papers/toy/apparatus", "timeline")] == [
        "Toy",
        "Head-note to [A toy paper]",
        "Apparatus of [A toy paper]",
        "Timeline",
    ]
    assert CITED["docs/papers/toy/text.md"].paragraphs == ("p1", "p2", "p3", "p4")
    entry = CITED["docs/glossary/csto.md"].work
    assert (entry.title, entry.container, entry.abstract) == ("CSTO", "Toy: Glossary", "Military alliance of post-Soviet states.")
    assert CITED["docs/timeline.md"].work.rights == "CC BY 4.0"
    assert CITED["docs/index.md"].work.container == ""  # the whole is part of nothing


def items(**settings):
    """What is cited of the pages of the toy edition, with other settings."""
    found = cited_pages(replace(TOY, **settings), BASE)
    return {cited.page.path.removeprefix("docs/").removesuffix(".md"): cited.work for cited in found}


def test_editors_are_the_authors_of_what_they_wrote_and_of_nothing_else():
    found = items(editors=("Ada King Lovelace", "Turing, Alan", "Toys"), publisher="Press")
    for path in ("index", "timeline", "glossary/csto", "papers/toy/apparatus"):
        assert (found[path].authors, found[path].publisher) == (("Lovelace, Ada King", "Turing, Alan", "Toys"), "")
    for path in ("papers/toy/text", "papers/toy/introduction", "papers/toy/received"):
        assert (found[path].authors, found[path].publisher) == ((), "Press")


def test_a_publisher_stands_where_nobody_is_named():
    assert {(item.authors, item.publisher) for item in items(publisher="Press").values()} == {((), "Press")}
    assert {(item.authors, item.publisher) for item in items().values()} == {((), "")}


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Power", ""),
        ("Power: a study", "Power"),
        ("What is power? A study", "What is power?"),
        ("Is my quotation still there?", ""),
    ],
)
def test_a_short_title_is_the_first_words_of_the_title(title, short):
    assert first_words(title) == short


def test_a_paper_is_called_short_as_its_title_begins():
    (paper,) = TOY.papers
    index = replace(paper.index, record={**paper.index.record, "title": "Toy papers on trial", "short_title": "Toy papers"})
    assert items(papers=(replace(paper, index=index),))["papers/toy/text"].short == "Toy papers"


def test_a_person_is_not_taken_for_an_author():
    page = Page("docs/glossary/x.md", {"title": "Mearsheimer, John J.", "kind": "person"}, "", 1)
    assert page_title(page) == "John J. Mearsheimer"
    assert page_title(replace(page, record={"title": "War, cold", "kind": "concept"})) == "War, cold"


def test_a_long_abstract_is_cut_at_a_word():
    assert shorten_abstract("word " * 50) == "word " * 50
    cut = shorten_abstract("word " * 100)
    assert cut.endswith("word …")
    assert len(cut) <= MAX_ABSTRACT_LENGTH + 2


def paper(**record):
    (toy,) = TOY.papers
    return replace(toy, index=replace(toy.index, record={**toy.index.record, **record}))


def test_an_article_that_is_established():
    found = article_item(paper(published="established", authors=["Doe, Jane"], journal="J", year=2021, pages="149–173", doi="10.1/x"), None)
    assert found == CitableItem(
        "article-toy",
        "article",
        "[A toy paper]",
        "https://doi.org/10.1/x",
        container="J",
        date="2021",
        authors=("Doe, Jane",),
        pages="149-173",
        doi="10.1/x",
    )


def test_an_article_that_the_text_belongs_with():
    fields = "author = {{[author not established]}}, title = {{A {B} c}}, journal = {J}, year = {n.d.}, pages = {1--9}, number = {2}"
    text = f"@article{{k, {fields}}}"
    found = article_item(paper(), parse_string(text, "bibtex").entries["k"])
    assert found == CitableItem("article-toy", "article", "A B c", "", container="J", issue="2", pages="1-9")


def test_a_paper_of_which_nothing_is_known_has_no_article():
    assert article_item(paper(), None) is None


@pytest.mark.parametrize(
    ("record", "established"),
    [
        ({"published": "established", "authors": ["Doe, Jane"], "journal": "J", "year": 2021}, True),
        ({"published": "established", "authors": ["Doe, Jane"], "journal": "J"}, False),
        ({"published": "not established", "authors": ["Doe, Jane"], "journal": "J", "year": 2021}, False),
        ({}, False),
    ],
)
def test_what_is_established(record, established):
    assert is_established(record) is established


def test_a_paper_without_a_description_is_described_by_its_name_and_first_words():
    section = Page("docs/papers/p/front-matter.md", {"title": "Front matter"}, "# Front matter\n\nBy a man.\n{: #p1 }\n", 1)
    body = Page("docs/papers/p/one.md", {"title": "One"}, "# One\n\nStates are small.\n{: #p2 }\n", 1)
    found = Paper("p", Page("docs/papers/p/index.md", {"title": "T", "short_title": "Short"}, "", 1), (section, body))
    assert opening_words(found, "T") == "T: States are small."
    assert opening_words(found, "[Title not established]") == "Short: States are small."
