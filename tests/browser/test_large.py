"""A large edition: its pages do not grow with it, and Pagefind answers behind the same box."""

import io
import re
import zipfile
from functools import partial

import pytest
from lxml import html
from playwright.sync_api import expect

from bench import corpus
from scripts.reader.books import downloads
from scripts.reader.common import typography
from scripts.reader.search import search_parts
from scripts.reader.text.paragraphs import paragraphs
from tests.conftest import KNOWN
from tests.support.project import SETTINGS, finish_build, start_build
from tests.support.screen import words
from tests.support.search import search_for
from tests.support.server import serve

PAPERS = 14  # more than the navigation lists
RISE = "papers/rise-of-the-taliban/"


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """The built site of an edition that has more papers, and chooses Pagefind."""
    root = tmp_path_factory.mktemp("large") / "project"
    corpus.make(KNOWN, root, PAPERS)
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(settings.replace("\nextra:\n", "\nextra:\n  search: pagefind\n", 1), encoding="utf-8")
    finish_build(start_build(root, **SETTINGS))
    return root / "site"


@pytest.fixture(scope="module")
def address(large):
    with serve(large) as address:
        yield address


@pytest.fixture
def search(page):
    page.goto("")
    return partial(search_for, page)


def test_a_section_page_lists_its_own_paper_only(large, site):
    page = f"{RISE}introduction/index.html"
    links = [html.parse(str(root / page)).xpath("//nav[@id='site-contents']//a/@href") for root in (large, site)]
    assert not [link for link in links[0] if "paper-" in link or "islamic-emirate" in link]
    assert any(link.endswith("#the-papers") for link in links[0])
    assert {link for link in links[1] if "islamic-emirate" not in link} <= set(links[0]) | {"../../.."}
    assert (large / page).stat().st_size <= (site / page).stat().st_size + 100  # numbers have more digits


def test_an_entry_is_found_under_another_name_with_the_paragraphs_that_say_this_name(search, page):
    results = search("aggressive realism")
    expect(results.first).to_have_attribute("href", re.compile("/glossary/offensive-realism/$"))
    expect(results.and_(page.locator("[href$='/theoretical-framework/#p7']")).first).to_be_attached()
    # It says CSTO, never the treaty's name.
    expect(search("Tashkent Treaty").and_(page.locator("[href$='/introduction/#p5']")).first).to_be_attached()


def test_a_hit_shows_the_reading_text_and_opens_at_its_paragraph(search, page, edition, large):
    hit = search('"walking on a tightrope"').first
    expect(hit.locator(".hit")).to_contain_text("¶15")
    section = next(section for section in edition.papers[0].sections if "walking on a tightrope" in section.body)
    text = words(hit.locator(".excerpt").text_content()).strip("… ")
    assert any(text in typography.typeset(paragraph.reading) for paragraph in paragraphs(section))
    hit.click()
    expect(page).to_have_url(re.compile(f"{RISE}conclusions-and-suggestions/.*#p15$"))


def test_the_papers_texts_come_in_pieces(large, page):
    names, *others = [(large / path).read_text(encoding="utf-8") for path in search_parts.PART_PATHS]
    assert '"papers":"pagefind"' in names
    assert not [part for part in (names, *others) if "papers/paper-" in part]
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto("")
    assert not [url for url in fetched if "pagefind" in url or "/search/" in url]


def test_the_copy_for_disks_finds_the_papers_texts_without_pagefind(large, browser, tmp_path, edition):
    with zipfile.ZipFile(io.BytesIO(downloads.make_offline_zip(large.parent, large, edition))) as archive:
        assert not [name for name in archive.namelist() if "/pagefind/" in name]
        archive.extractall(tmp_path)
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((tmp_path / f"annotated-reader-{edition.version}/index.html").as_uri())
        expect(search_for(page, '"walking on a tightrope"').first).to_have_attribute("href", re.compile(f"{RISE}.*#p15$"))
