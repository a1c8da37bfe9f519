"""Front matter: what is read, and every kind of wrong field."""

import datetime

import pytest

from scripts.reader.text.front_matter import ENTRY_FIELDS, PAPER_FIELDS, SECTION_FIELDS, language_problem, parse_page

ENTRY_EXAMPLE = {
    "title": "CSTO",
    "kind": "organization",
    "summary": "An alliance.",
    "sources": "[key]",
    "checked": "2026-11-22",
}
PAPER_EXAMPLE = {"title": "A", "short_title": "A", "sections": "[one]", "published": "established"}


def written(fields, **changed):
    fields = {**fields, **changed}
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in fields.items() if value is not None) + "---\n\nBody.\n"


def test_record_and_body():
    page, problems = parse_page("docs/x.md", "---\ntitle: One\ndescription: Two\n---\n\n# One\n", SECTION_FIELDS)
    assert problems == []
    assert (page.record, page.body, page.body_line) == ({"title": "One", "description": "Two"}, "\n# One\n", 5)
    assert (page.slug, page.line_of("description"), page.line_of("absent")) == ("x", 3, 1)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        pytest.param("# One\n", 1, "the page has no front matter", id="none"),
        pytest.param("\n---\ntitle: One\n---\n", 1, "the page has no front matter", id="not at the beginning"),
        pytest.param("---\ntitle: One\n", 1, "the page has no front matter", id="not closed"),
        pytest.param("---\ntitle: One: two\n---\n", 2, "front matter is not YAML: mapping values are not allowed here", id="colon"),
        pytest.param(
            "---\ntitle: A\nnames: [a\n---\n", 3, "front matter is not YAML: expected ',' or ']', but got '<stream end>'", id="bracket"
        ),
        pytest.param('---\ntitle: "A\n---\n', 2, "front matter is not YAML: found unexpected end of stream", id="quotation mark"),
        pytest.param("---\n\ttitle: A\n---\n", 2, "front matter is not YAML: found character '\\t' that cannot start any token", id="tab"),
        pytest.param("---\ntitle: 2026-13-01\n---\n", 1, "front matter is not YAML: month must be in 1..12", id="date that is none"),
        pytest.param("---\n- title\n---\n", 2, "front matter is not a list of fields", id="list"),
        pytest.param("---\n!!set {title}\n---\n", 2, "front matter is not a list of fields", id="set"),
        pytest.param("---\ntitle: \x07\n---\n", 2, "front matter is not YAML: the character U+0007 is not allowed", id="bell"),
        pytest.param("---\n# title: A\n---\n", 2, "front matter is not a list of fields", id="comment only"),
    ],
)
def test_front_matter_that_cannot_be_read(text, line, message):
    page, (problem,) = parse_page("docs/x.md", text, SECTION_FIELDS)
    assert (problem.path, problem.line, problem.code, problem.message) == ("docs/x.md", line, "P101", message)
    assert page.record == {}


@pytest.mark.parametrize(
    ("schema", "text", "line", "message", "hint"),
    [
        pytest.param(
            PAPER_FIELDS,
            written(PAPER_EXAMPLE, short_title=None),
            1,
            'the record has no "short_title"',
            "add short_title: to the front matter",
            id="missing",
        ),
        pytest.param(
            SECTION_FIELDS, "---\ntitle: A\ntitel: B\n---\n", 3, 'unknown field "titel"', 'did you mean "title"?', id="unknown, near"
        ),
        pytest.param(
            SECTION_FIELDS, "---\ntitle: A\nzzz: B\n---\n", 3, 'unknown field "zzz"', "known fields: description, title", id="unknown, far"
        ),
        pytest.param(
            SECTION_FIELDS, "---\ntitle: A\n5: B\n---\n", 3, 'unknown field "5"', "known fields: description, title", id="number as a field"
        ),
        pytest.param(SECTION_FIELDS, "---\ntitle: 2021\n---\n", 2, '"title" is 2021, not text', "", id="number for text"),
        pytest.param(SECTION_FIELDS, "---\ntitle: yes\n---\n", 2, '"title" is True, not text', "", id="truth value for text"),
        pytest.param(SECTION_FIELDS, "---\ntitle: [A]\n---\n", 2, "\"title\" is ['A'], not text", "", id="list for text"),
        pytest.param(
            SECTION_FIELDS,
            "---\ntitle:\n---\n",
            2,
            '"title" is empty',
            "leave the field out if nothing is established",
            id="nothing for text",
        ),
        pytest.param(SECTION_FIELDS, '---\ntitle: ""\n---\n', 2, '"title" is empty', "leave the field out", id="empty text"),
        pytest.param(PAPER_FIELDS, written(PAPER_EXAMPLE, authors="[]"), 6, '"authors" is empty', "leave the field out", id="empty list"),
        pytest.param(
            PAPER_FIELDS, written(PAPER_EXAMPLE, authors="Doe, Jane"), 6, "\"authors\" is 'Doe, Jane', not a list", "", id="text for a list"
        ),
        pytest.param(
            PAPER_FIELDS, written(PAPER_EXAMPLE, year='"2021"'), 6, "\"year\" is '2021', not a whole number", "", id="text for a number"
        ),
        pytest.param(
            PAPER_FIELDS, written(PAPER_EXAMPLE, year="true"), 6, '"year" is True, not a whole number', "", id="truth value for a number"
        ),
        pytest.param(
            PAPER_FIELDS,
            written(PAPER_EXAMPLE, published="no"),
            5,
            '"published" is False, not text',
            "",
            id="truth value for one of the values",
        ),
        pytest.param(
            PAPER_FIELDS,
            written(PAPER_EXAMPLE, published="establish"),
            5,
            "\"published\" is 'establish'",
            'did you mean "established"?',
            id="unknown value",
        ),
        pytest.param(
            PAPER_FIELDS,
            written(PAPER_EXAMPLE, sections="[One]"),
            4,
            "'One' is not a slug",
            "lower-case letters, digits and hyphens",
            id="no slug",
        ),
        pytest.param(
            PAPER_FIELDS,
            written(PAPER_EXAMPLE, sections="[a-]"),
            4,
            "'a-' is not a slug",
            "lower-case letters, digits and hyphens",
            id="hyphen at the end",
        ),
        pytest.param(
            ENTRY_FIELDS,
            written(ENTRY_EXAMPLE, aliases="[a, 2021]"),
            7,
            '"aliases" holds 2021, which is not text',
            "put it in quotation marks",
            id="number in a list",
        ),
        pytest.param(
            ENTRY_FIELDS, written(ENTRY_EXAMPLE, names="[a]"), 7, "\"names\" is ['a'], not a mapping", "", id="list for a mapping"
        ),
        pytest.param(
            ENTRY_FIELDS,
            written(ENTRY_EXAMPLE, checked="soon"),
            6,
            "\"checked\" is 'soon', not a date, YYYY-MM-DD",
            "",
            id="text for a date",
        ),
        pytest.param(
            ENTRY_FIELDS,
            written(ENTRY_EXAMPLE, checked="2026-11-22 10:00:00"),
            6,
            '"checked" is datetime.datetime(2026, 11, 22, 10, 0), not a date, YYYY-MM-DD',
            "",
            id="time for a date",
        ),
        pytest.param(
            ENTRY_FIELDS,
            written(ENTRY_EXAMPLE, kind="organisation"),
            3,
            "\"kind\" is 'organisation'",
            'did you mean "organization"?',
            id="unknown kind",
        ),
        pytest.param(
            ENTRY_FIELDS, written(ENTRY_EXAMPLE, summary="x" * 161), 4, "the summary has 161 characters", "at most 160", id="long summary"
        ),
    ],
)
def test_a_wrong_field(schema, text, line, message, hint):
    _, (problem,) = parse_page("docs/x.md", text, schema)
    assert (problem.line, problem.code, problem.message) == (line, "P102", message)
    assert problem.hint.startswith(hint)


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        pytest.param(PAPER_FIELDS, written(PAPER_EXAMPLE, year=0, authors='["Doe, Jane"]'), id="paper"),
        pytest.param(ENTRY_FIELDS, written(ENTRY_EXAMPLE, summary="x" * 160, names="{ru: ОДКБ}"), id="entry"),
        pytest.param(SECTION_FIELDS, "---\ntitle: A\n---", id="section"),
    ],
)
def test_a_right_record(schema, text):
    assert parse_page("docs/x.md", text, schema)[1] == []


def test_a_field_of_the_wrong_type_is_told_and_left_out():
    page, problems = parse_page(
        "docs/x.md", written(ENTRY_EXAMPLE, checked="soon", aliases="[{a: b}]", names="5", related="7"), ENTRY_FIELDS
    )
    assert len(problems) == 4
    assert page.record == {"title": "CSTO", "kind": "organization", "summary": "An alliance.", "sources": ["key"]}


def test_dates_are_dates():
    assert parse_page("docs/x.md", written(ENTRY_EXAMPLE), ENTRY_FIELDS)[0].record["checked"] == datetime.date(2026, 11, 22)


@pytest.mark.parametrize("language", ["ru", "prs", "sr-Latn", "zh-Hant-TW", "de-CH-1901", "es-419", "en-u-ca-persian", "x-lect"])
def test_a_language_is_a_language_tag(language):
    assert language_problem("names", {language: "a"}) is None
    assert language_problem("language", language) is None


@pytest.mark.parametrize(
    "language", ["", "r", 'x"><script>a()</script>', "ru ", "ru\n", "Russian language", "en_GB", "ру", "ru-", 7, False, None]
)
def test_what_is_no_language_tag_is_a_problem(language):
    assert "is no language" in language_problem("names", {language: "a"})[0]
