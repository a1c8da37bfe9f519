"""The toy edition is a whole one, and is rendered as the real one is."""

import shutil

import pytest

from scripts.reader.build import check
from scripts.reader.edition.settings import parse_settings
from scripts.reader.text import emendations
from tests.conftest import ROOT, TESTS, edition


def test_the_toy_edition_has_no_problem(toy, built_toy, monkeypatch, golden):
    monkeypatch.setattr(check, "build", lambda root, folder: shutil.copytree(built_toy[1], folder, dirs_exist_ok=True) and [])
    lines, problems = check.check_edition(toy)
    assert problems == []
    golden("golden/toy/counts.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize("setting", ["markdown_extensions", "plugins", "validation", "not_in_nav"])
def test_toy_and_real_edition_are_rendered_alike(setting):
    toy, real = (parse_settings((root / "mkdocs.yml").read_text(encoding="utf-8")) for root in (TESTS / "toy", ROOT))
    assert toy[setting] == real[setting]


def test_the_toy_paper_has_every_kind_of_emendation():
    sections = edition(TESTS / "toy").papers[0].sections
    kinds = {found.kind for section in sections for found in emendations.find_emendations(section.body)}
    assert kinds == {"substitution", "omission", "addition", "gap"}
