"""The bibliography: its file, its references, and the citations of a page."""

import pytest

from scripts.reader.edition.bibliography import (
    CITATION,
    UNSEEN,
    citation_problems,
    citations_in,
    entry_source_problems,
    escape_unknown_citations,
    parse_bibliography,
    publication_date,
)
from scripts.reader.text.front_matter import Page

BOOK = """@book{doe2001,
  author = {Doe, Jane},
  title = {{Power \\& Safety}},
  publisher = {Press},
  year = {2001},
}
"""


def told(text):
    sources, problems = parse_bibliography("b.bib", text)
    return sorted(sources), [(problem.line, problem.code, problem.message) for problem in problems]


def page(body, path="docs/x.md", **record):
    return Page(path, record, body, 5, {name: number for number, name in enumerate(record, 2)})


def cites(body, authors_text=False):
    problems = citation_problems(page(body), {"doe2001", "roe2002"}, authors_text)
    return [(problem.line, problem.code, problem.message) for problem in problems]


def test_a_source_knows_its_line_label_and_reference():
    sources, problems = parse_bibliography("b.bib", f"% a comment\n\n{BOOK}")
    assert problems == []
    source = sources["doe2001"]
    assert (source.key, source.line, source.label) == ("doe2001", 3, "Doe 2001")
    assert source.reference == "Jane Doe. *Power &amp; Safety*. Press, 2001."


@pytest.mark.parametrize(
    ("fields", "printed", "date"),
    [
        ("", "2001.", "2001"),
        ("month = jul,", "July 2001.", "2001-07"),
        ("month = jul, day = {2},", "2 July 2001.", "2001-07-02"),
        ("month = {Spring}, day = {2},", "2 Spring 2001.", "2001"),
        (
            "url = {https://a.example/}, urldate = {2026-11-02},",
            "2001. URL: [https://a\\.example/](https://a.example/) (read on 2 November 2026).",
            "2001",
        ),
    ],
)
def test_the_days_of_publication_and_of_reading(fields, printed, date):
    (source,) = parse_bibliography("b.bib", BOOK.replace("year", f"{fields}\n  year"))[0].values()
    assert source.reference.replace("\\.", ".") == f"Jane Doe. *Power &amp; Safety*. Press, {printed}".replace("\\.", ".")
    assert publication_date(source.entry) == date


def test_a_source_without_a_date_has_none():
    (source,) = parse_bibliography("b.bib", BOOK.replace("2001", "n.d."))[0].values()
    assert publication_date(source.entry) == ""


@pytest.mark.parametrize(
    ("verification", "unseen"),
    [
        ("KNOWN", "KNOWN"),
        ("KNOWN (the title also VERIFIED)", "KNOWN"),
        ("ABSTRACT: a page", "ABSTRACT"),
        ("VERIFIED: all. KNOWN: place", ""),
    ],
)
def test_what_is_said_of_a_source_that_was_not_read(verification, unseen):
    (source,) = parse_bibliography("b.bib", BOOK.replace("year", f"verification = {{{verification}}},\n  year"))[0].values()
    assert source.unseen == UNSEEN.get(unseen, "")


@pytest.mark.parametrize(
    ("author", "label"),
    [
        ("Doe, Jane", "Doe 2001"),
        ("Doe, Jane and Roe, Richard", "Doe and Roe 2001"),
        ("Doe, Jane and Roe, Richard and Poe, Edgar", "Doe et al. 2001"),
        ("van der Berg, Anna", "van der Berg 2001"),
        ("{United Nations}", "United Nations 2001"),
        ("{[author not established]}", "[author not established] 2001"),
    ],
)
def test_labels(author, label):
    (source,) = parse_bibliography("b.bib", BOOK.replace("Doe, Jane", author))[0].values()
    assert source.label == label


def test_sources_are_sorted_by_label_without_regard_to_capitals_and_brackets():
    text = "".join(
        BOOK.replace("doe2001", key).replace("Doe, Jane", name) for key, name in [("a", "Roe, R."), ("b", "doe, J."), ("c", "{[Poe]}")]
    )
    sources = parse_bibliography("b.bib", text)[0].values()
    assert [source.key for source in sorted(sources, key=lambda source: source.sort)] == ["b", "c", "a"]


@pytest.mark.parametrize(
    ("type_", "left_out", "message"),
    [
        ("book", "author", '"x" has no author or editor'),
        ("book", "publisher", '"x" has no publisher'),
        ("article", "journal", '"x" has no journal'),
        ("incollection", "booktitle", '"x" has no booktitle'),
        ("inproceedings", "booktitle", '"x" has no booktitle'),
        ("techreport", "institution", '"x" has no institution'),
        ("phdthesis", "school", '"x" has no school'),
        ("misc", "title", '"x" has no title'),
        ("misc", "year", '"x" has no year'),
    ],
)
def test_required_fields(type_, left_out, message):
    fields = {
        "author": "Doe, J.",
        "title": "T",
        "year": "2001",
        "publisher": "P",
        "journal": "J",
        "booktitle": "B",
        "institution": "I",
        "school": "S",
    }
    entry = "@%s{x,\n%s}\n"
    complete = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    assert told(entry % (type_, complete)) == (["x"], [])
    wrong = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if name != left_out)
    assert told("\n" + entry % (type_, wrong))[1] == [(2, "B102", message)]


@pytest.mark.parametrize(
    ("text", "line", "code", "message"),
    [
        pytest.param(BOOK + "@book{roe,\n  title = {Unclosed\n", 8, "B101", "not BibTeX: syntax error", id="unclosed"),
        pytest.param(
            BOOK.replace("{Press},", "{Press}"), 5, "B101", "not BibTeX: syntax error in line 5: '}' expected", id="comma missing"
        ),
        pytest.param(BOOK + BOOK, 1, "B101", "not BibTeX: repeated bibliography entry: doe2001", id="key twice"),
        pytest.param(BOOK.replace("doe2001", "doe.2001"), 1, "B102", '"doe.2001" is not a key', id="stop in a key"),
        pytest.param(BOOK.replace("@book", "@boook"), 1, "B102", '"doe2001" is of the unknown type @boook', id="unknown type"),
        pytest.param(BOOK.replace("{2001}", "{}"), 1, "B102", '"doe2001" has no year', id="empty field"),
    ],
)
def test_a_wrong_file(text, line, code, message):
    (problem,) = told(text)[1]
    assert problem[:2] == (line, code)
    assert problem[2].startswith(message)


def test_an_empty_file_has_no_sources():
    assert told("") == ([], [])


@pytest.mark.parametrize("text", ["[@doe2001]", "[@doe2001; @roe2002]", "[@a_b-c9]"])
def test_citations(text):
    assert CITATION.fullmatch(text)


def test_the_keys_that_a_page_cites():
    body = "One. [@doe2001]\n\n[^n]: Two. [@roe2002; @doe2001]\n"
    assert citations_in(page(body)) == [("doe2001", 5), ("roe2002", 7), ("doe2001", 7)]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param("[@doe2001, p. 3]", "'[@doe2001, p. 3]' is not a citation", id="page number"),
        pytest.param("[see @doe2001]", "'[see @doe2001]' is not a citation", id="words before"),
        pytest.param("[@doe2001;@roe2002]", "'[@doe2001;@roe2002]' is not a citation", id="no space"),
        pytest.param("[@doe2001, @roe2002]", "'[@doe2001, @roe2002]' is not a citation", id="comma"),
        pytest.param("[@]", "'[@]' is not a citation", id="no key"),
        pytest.param("[-@doe2001]", "'[-@doe2001]' is not a citation", id="author suppressed"),
        pytest.param("[@doe2001;\n@roe2002]", "'[@doe2001;\\n@roe2002]' is not a citation", id="over a line end"),
        pytest.param("\\[see @doe2001\\]", "is not a citation", id="escaped brackets, which the plugin does not heed"),
        pytest.param("[so [@doe2001]", "'[so [@doe2001]' is not a citation", id="bracket within a bracket"),
        pytest.param("[write to a@b.c]", "'[write to a@b.c]' is not a citation", id="e-mail address"),
        pytest.param("[@" + "x" * 80 + " y]", "is not a citation", id="long"),
        pytest.param("[@doe2010]", '"doe2010" is not in bibliography.bib', id="unknown key"),
        pytest.param("[@doe2001; @zzz]", '"zzz" is not in bibliography.bib', id="unknown second key"),
    ],
)
def test_a_wrong_citation(body, message):
    ((line, code, found),) = cites(f"One.\n\n{body}")
    assert (line, code) == (7, "B201")
    assert found.endswith(message)
    assert len(found) < 90


def test_an_unknown_key_has_a_hint():
    (problem,) = citation_problems(page("[@doe2010]"), {"doe2001"}, authors_text=False)
    assert problem.hint == 'did you mean "doe2001"? otherwise add doe2010 to bibliography.bib'


@pytest.mark.parametrize("body", ["[@doe2001]", "[one] and a@b.c [two]", "write &#64;nobody [here]", "@nobody"])
def test_a_page_without_wrong_citations(body):
    assert cites(body) == []


def test_citations_stand_in_notes_not_in_the_authors_text():
    assert cites("# A\n\nSo it is. [@doe2001]\n{: #p1 }\n\n[^n]: Ours. [@doe2001]\n", authors_text=True) == [
        (7, "B202", "a citation is in the author's text")
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("As said. [@doe2001]", "As said. [@doe2001]"),
        ("[@doe2001; @roe2002]", "[@doe2001; @roe2002]"),
        ("[@doe2001; @nobody]", "[&#64;doe2001; &#64;nobody]"),
        ("[see @doe2001, p. 3]", "[see &#64;doe2001, p. 3]"),
        ("[mail](mailto:a@b.c)", "[mail](mailto:a@b.c)"),
        ("a@b.c", "a@b.c"),
    ],
)
def test_what_the_plugin_would_delete_stays_as_text(text, kept):
    assert escape_unknown_citations(text, {"doe2001", "roe2002"}) == kept


def test_an_entry_names_the_sources_that_it_cites():
    right = page("One. [@doe2001]", sources=["doe2001"])
    assert list(entry_source_problems(right)) == []
    wrong = page("One. [@doe2001]\n\nTwo. [@doe2001]", title="X", sources=["roe2002"])
    assert [(problem.line, problem.code, problem.message) for problem in entry_source_problems(wrong)] == [
        (3, "G104", 'source "roe2002" is not cited in the entry'),
        (5, "G104", '"doe2001" is cited but not among the sources'),
    ]
