"""The real edition, released in a copy of the project with git, then changed: frozen and living pages, and the ways between them."""

import json
import shutil

import pytest
from lxml import etree, html
from playwright.sync_api import expect

from scripts.reader.build.render import build
from scripts.reader.checks.site_problems import site_problems
from scripts.reader.releases import archive
from tests.browser.conftest import visits
from tests.support.project import ROOT, copy_project
from tests.support.search import search_for
from tests.support.server import PREFIX, serve
from tests.unit.releases.test_archive import commit, contents, git, released, replace

SITE = f"https://reader.test{PREFIX}"
INTRODUCTION = "papers/islamic-emirate/introduction/"
PAPER = "papers/islamic-emirate/text/"  # what is cited of each of its sections
SENTENCE = "In the international system, every country relies on one or more strategic documents"


@pytest.fixture(scope="module")
def frozen(tmp_path_factory):
    """A project with one edition, in which a word, an entry's address and a paragraph's page have changed since, with its site."""
    root = copy_project(tmp_path_factory.mktemp("released") / "project")
    for name in ("CITATION.cff", ".gitignore"):
        shutil.copy(ROOT / name, root)
    git(root, "init", "-q")
    commit(root)
    code, _, told = released(root, "1.0.0", "--date", "2027-01-31", SITE_URL=SITE)
    assert code == 0, told
    commit(root)
    replace(
        root / "docs" / f"{INTRODUCTION}".replace("introduction/", "introduction.md"),
        "relies on one",
        "{~~relies~>depends~~}{>>E2.1 x<<} on one",
    )
    (root / "docs/redirects.yaml").write_text(f'glossary/old-csto/: glossary/csto/\n"{INTRODUCTION}#p99": {INTRODUCTION}#p3\n')
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", SITE)
        assert build(root, root / "site") == []
    return root


@pytest.fixture(scope="module")
def served(frozen):
    with serve(frozen / "site") as address:
        yield address


@pytest.fixture
def visitor(browser, served):
    """Open a fresh browser on the site with an edition; the test fails if any page asks another host, or errs."""
    with visits(browser, served) as visit:
        yield visit


def links(site, address):
    """The addresses in a page's head: canonical, cite-as, and Zotero's."""
    head = html.parse(str(site / address / "index.html")).find("head")
    relations = {relation: head.xpath("link[@rel=$relation]/@href", relation=relation) for relation in ("canonical", "cite-as")}
    return {**relations, "z:url": head.xpath("meta[@name='z:url']/@content")}


@pytest.mark.parametrize(
    ("address", "cited"),
    [("", ""), (INTRODUCTION, PAPER), (PAPER, PAPER), ("glossary/csto/", "glossary/csto/"), ("about/check/", "about/check/")],
)
def test_the_living_page_is_canonical_and_the_frozen_one_is_cited(frozen, address, cited):
    site, item = frozen / "site", f"{SITE}editions/1.0.0/{cited}"
    expected = {"canonical": [SITE + address], "cite-as": [item], "z:url": [item]}
    assert links(site, address) == expected
    assert links(site, f"editions/1.0.0/{address}") == expected


def test_every_check_of_the_site_passes_with_an_edition_in_it(frozen):
    assert list(site_problems(frozen / "site")) == []


def test_what_is_served_is_what_was_released(frozen, tmp_path):
    archive.unpack((frozen / "editions/1.0.0/site.tar.xz").read_bytes(), tmp_path)
    assert contents(frozen / "site/editions/1.0.0") == contents(tmp_path)


def test_no_frozen_page_is_for_search_engines_and_every_link_of_one_leads_somewhere(frozen):
    site = frozen / "site"
    pages = list((site / "editions").rglob("*.html"))
    assert len(pages) > 130
    broken = []
    for path in pages:
        tree = html.parse(str(path))
        assert tree.xpath("string(//meta[@name='robots']/@content)") == "noindex"
        assert len(tree.xpath("//p[@class='frozen']")) == 1
        for link in {
            link.partition("#")[0] for link in tree.xpath("//body//a/@href") if "://" not in link and not link.startswith("mailto:")
        }:
            target = (path.parent / link).resolve()
            if not (target / "index.html" if target.is_dir() or link.endswith("/") else target).is_file() and link:
                broken.append((path.relative_to(site).as_posix(), link))
    assert broken == []
    listed = [place.text for place in etree.parse(str(site / "sitemap.xml")).findall(".//{*}loc")]
    assert listed
    assert not [place for place in listed if "/editions/1" in place]


def test_every_reference_names_the_edition(frozen):
    records = {record["URL"]: record for record in json.loads((frozen / "site/cite/all.json").read_text(encoding="utf-8"))}
    assert all(url.startswith(f"{SITE}editions/1.0.0/") for url in records)
    assert {record["number"] for record in records.values()} == {"version 1.0.0"}


def test_reading_quoting_and_searching_in_the_frozen_edition(visitor, served):
    page = visitor(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"editions/1.0.0/{INTRODUCTION}#p3")
    expect(page.locator("#p3")).to_contain_text("relies on one")
    expect(page.locator(".frozen")).to_be_visible()
    page.locator("#p3 .paragraph-number").press("Enter")
    page.get_by_role("menuitem", name="Copy link").click()
    expect(page.get_by_text("Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{SITE}editions/1.0.0/{INTRODUCTION}#p3"
    expect(search_for(page, "strategic documents").first).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="the living page").click()
    expect(page).to_have_url(f"{served}{INTRODUCTION}")
    expect(page.locator("#p3")).to_contain_text("depends on one")


def test_a_quotation_from_the_edition_is_found_in_it_and_told_to_have_changed(visitor, served):
    page = visitor()
    page.goto("about/check/")
    page.get_by_label("Quotation or link").fill(SENTENCE)
    page.get_by_role("button", name="Compare").click()
    sections = page.locator("#check-results section")
    # The living text still knows these words, as those that were received.
    expect(sections.first).to_contain_text("You quote the wording as it was received")
    expect(sections.first).to_contain_text("for relies the text has depends")
    expect(sections.last).to_contain_text("The words stand unchanged.")
    sections.last.get_by_role("link").click()
    expect(page).to_have_url(f"{served}editions/1.0.0/{INTRODUCTION}#p3")
    page.goto("editions/1.0.0/about/check/")
    page.get_by_label("Quotation or link").fill(SENTENCE.replace("relies", "depends"))
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("#check-status")).to_contain_text("Edition 1.0.0: paragraph 3")
    expect(sections).to_have_count(1)


@pytest.mark.parametrize("scripts", [True, False])
def test_an_old_address_leads_on(visitor, served, scripts):
    page = visitor(java_script_enabled=scripts)
    page.goto("glossary/old-csto/#mentions")
    page.wait_for_url(f"{served}glossary/csto/{'#mentions' if scripts else ''}")
    page.goto("cite/glossary/old-csto.html")
    page.wait_for_url(f"{served}cite/glossary/csto.html")
    page.goto(f"{INTRODUCTION}#p99")
    expect(page.locator("#p99")).to_be_in_viewport()
    page.locator("#p99").get_by_role("link", name="Introduction (Islamic Emirate) ¶3").click()
    expect(page).to_have_url(f"{served}{INTRODUCTION}#p3")
