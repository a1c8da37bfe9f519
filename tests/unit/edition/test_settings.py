"""What mkdocs.yml says about the edition."""

import pytest

from scripts.reader.common.problems import Problem
from scripts.reader.edition.settings import Settings, edition_settings, parse_settings, setting_line

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
    assert settings == Settings("Toy", "1.0.0", "2027-01-31", "mailto:a@example.org", "pagefnd")
    hint = 'did you mean "pagefind"? possible: own, pagefind; without it, by the number of papers'
    assert problems == [Problem("mkdocs.yml", 4, "P110", '"pagefnd" is no search', hint)]
    assert edition_settings(TEXT, "https://example.org/")[0].contact == "https://example.org/"


@pytest.mark.parametrize("text", ["", "nav: ["])
def test_settings_that_cannot_be_read_are_empty(text):
    assert edition_settings(text) == (Settings(), [])
