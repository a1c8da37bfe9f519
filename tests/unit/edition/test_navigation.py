"""The navigation in mkdocs.yml."""

import pytest

from scripts.reader.common.yaml_nodes import InvalidYaml
from scripts.reader.edition import load
from scripts.reader.edition.navigation import MARKER, add_paper, page_paths, with_short_titles
from tests.conftest import ROOT, TESTS

CONFIG = f"""# A comment that stays.
site_url: !ENV [SITE_URL, "https://example.org/"]
nav:
  - Home: index.md
  - Papers:
      - One:
          - papers/one/index.md
          - Section: papers/one/a.md
      {MARKER}
  - Elsewhere: https://example.org/
theme: {{name: material, x: !!python/name:material.extensions.emoji.twemoji }}   # odd   spacing
"""


def test_the_pages_that_it_lists():
    assert page_paths(CONFIG) == ["index.md", "papers/one/index.md", "papers/one/a.md", "https://example.org/"]


@pytest.mark.parametrize("text", ["", "site_name: X\n", "nav:\n", "nav: []\n"])
def test_no_navigation_lists_nothing(text):
    assert page_paths(text) == []


def test_a_file_that_is_not_yaml():
    with pytest.raises(InvalidYaml):
        page_paths("nav: [")


@pytest.mark.parametrize(
    "config", [CONFIG, (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), (TESTS / "toy/mkdocs.yml").read_text(encoding="utf-8")]
)
def test_a_paper_is_added_and_the_rest_stays_byte_for_byte(config):
    pages = ["papers/new/index.md", "papers/new/a.md"]
    written = add_paper(config, "New", pages)
    added = "- New:\n          - papers/new/index.md\n          - papers/new/a.md\n      "
    assert written == config.replace(MARKER, added + MARKER)
    listed = page_paths(config)
    place = page_paths(written).index(pages[0])
    assert page_paths(written) == [*listed[:place], *pages, *listed[place:]]


def test_papers_are_added_one_behind_the_other():
    listed = page_paths(add_paper(add_paper(CONFIG, "Two", ["papers/two/index.md"]), "Three", ["papers/three/index.md"]))
    assert listed[3:5] == ["papers/two/index.md", "papers/three/index.md"]


def test_without_the_marker_nothing_is_added():
    with pytest.raises(ValueError, match=r"mkdocs\.yml has no line '# \./run import"):
        add_paper(CONFIG.replace(MARKER, ""), "New", [])


def test_a_paper_is_called_as_its_record_says(toy):
    pages = ["papers/toy/index.md", "papers/toy/method.md"]
    nav = [{"Home": "index.md"}, {"Papers": [{"Old": pages}, {"Other": ["papers/other/index.md"]}]}, {"Nothing": []}]
    called = with_short_titles(nav, load.load_edition(toy).papers)
    assert called == [{"Home": "index.md"}, {"Papers": [{"Toy": pages}, {"Other": ["papers/other/index.md"]}]}, {"Nothing": []}]
