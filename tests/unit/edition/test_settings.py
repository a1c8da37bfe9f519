"""What mkdocs.yml says about the edition."""

import json

import pytest

from scripts.reader.common.problems import Problem
from scripts.reader.edition.settings import Settings, edition_settings, missing_names, parse_settings, setting_line

TEXT = """site_name: Toy
extra:
  contact: mailto:a@example.org
  search: pagefnd
  edition:
    version: 1.0.0
    date: 2027-01-31
"""


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("!ENV [SITE_URL, 'https://example.org/']", "https://example.com/"),
        ("!ENV SITE_URL", "https://example.com/"),
        ("!ENV [UNSET, SITE_URL, none]", "https://example.com/"),
        ("!ENV [UNSET, none]", "none"),
        ("!ENV UNSET", ""),
        ("!!python/name:material.extensions.emoji.twemoji", None),
    ],
)
def test_settings_from_the_environment(monkeypatch, setting, value):
    monkeypatch.setenv("SITE_URL", "https://example.com/")
    monkeypatch.delenv("UNSET", raising=False)
    assert parse_settings(f"site_url: {setting}") == {"site_url": value}


@pytest.mark.parametrize(
    ("names", "line"), [((), 1), (("site_name",), 1), (("extra", "search"), 4), (("extra", "edition", "date"), 7), (("extra", "other"), 2)]
)
def test_the_line_of_a_setting(names, line):
    assert setting_line(TEXT, *names) == line


def test_the_settings_of_an_edition():
    settings, problems = edition_settings(TEXT)
    assert settings == Settings("Toy", "1.0.0", "2027-01-31", "mailto:a@example.org", search="pagefnd")
    hint = 'did you mean "pagefind"? possible: own, pagefind; without it, by the number of papers'
    assert problems == [Problem("mkdocs.yml", 4, "P110", '"pagefnd" is not a search', hint)]
    assert edition_settings(TEXT, "https://example.org/")[0].contact == "https://example.org/"


@pytest.mark.parametrize("text", ["", "nav: ["])
def test_settings_that_cannot_be_read_are_empty(text):
    assert edition_settings(text) == (Settings(), [])


@pytest.mark.parametrize("contact", ["", "https://example.org/faults?a=b&c#d", "mailto:first.last+x@example.org", "http://[::1]:8000/"])
def test_a_contact_is_an_address(contact):
    assert edition_settings(f'extra: {{contact: "{contact}"}}')[1] == []


WRONG_CONTACTS = [
    "<script>a()</script>",
    "https://example.org/<script>a()</script>",
    "https://example.org/> <b",
    "javascript:a()",
    "data:text/html,a",
    "mailto:a@example.org> <script>",
    "mailto:a@example.org?body=x",
    "https://example.org/`a`",
    "https://example.org/](x)",
    "https://example.org/\n\nb",
    "editor@example.org",
]


@pytest.mark.parametrize("contact", WRONG_CONTACTS)
@pytest.mark.parametrize("given", ["in the file", "by the environment"])
def test_a_contact_that_is_no_address_is_a_problem_and_left_out(contact, given):
    text = f"extra:\n  contact: {json.dumps(contact)}\n" if given == "in the file" else "extra: {}"
    settings, (problem,) = edition_settings(text, contact if given == "by the environment" else "")
    assert (problem.code, settings.contact) == ("P112", "")


NAMED = "    editors: [Ada Lovelace, Alan Turing]\n"


@pytest.mark.parametrize(
    ("setting", "names"),
    [("", ()), ("    editors:\n", ()), ("    editors: []\n", ()), (NAMED, ("Ada Lovelace", "Alan Turing"))],
)
def test_editors_are_a_list_of_names_or_none(setting, names):
    settings, problems = edition_settings(f'extra:\n  edition:\n    version: "1.0.0"\n{setting}')
    assert (settings.editors, problems) == (names, [])


@pytest.mark.parametrize("value", ["Ada Lovelace", "{name: Ada}", "[1815]", "[' ']", "true"])
def test_editors_that_are_no_names(value):
    settings, [problem] = edition_settings(f"extra:\n  edition:\n    editors: {value}\n")
    assert (settings.editors, problem.code, problem.line) == ((), "P115", 3)


@pytest.mark.parametrize(
    ("settings", "missing"),
    [
        (Settings(), ["no editor is named", "no contact is given"]),
        (Settings(editors=("Ada Lovelace",)), ["no contact is given"]),
        (Settings(editors=("Ada Lovelace",), contact="mailto:a@example.org"), []),
    ],
)
def test_a_release_warns_of_what_is_missing(settings, missing):
    assert [warning.partition(":")[0] for warning in missing_names(settings)] == missing
