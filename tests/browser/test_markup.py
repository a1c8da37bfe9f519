"""Mark-up in what editors receive, write in records, and search for stays text: it is shown, and never lives, wherever it stands."""

import shutil
from http.server import SimpleHTTPRequestHandler
from urllib.parse import urlsplit

import pytest
from lxml import html
from playwright.sync_api import expect

from scripts import import_paper
from scripts.reader.build import check
from scripts.reader.build.render import build
from scripts.reader.web.csp import META
from tests.support import attacked_edition as attacked
from tests.support.browsers import STARTERS
from tests.support.screen import straight, words
from tests.support.search import search_for
from tests.support.server import serve
from tests.support.vectors import LINES
from tests.support.visitor import Playwright, WebDriver


def build_and_keep(root, folder):
    problems = build(root, root / "site")
    if not problems:
        shutil.copytree(root / "site", folder, dirs_exist_ok=True)
    return problems


@pytest.fixture(scope="module")
def edition_with_site(tmp_path_factory):
    """An edition full of mark-up, one paper of it imported, with its site."""
    root = attacked.edition_of_vectors(tmp_path_factory.mktemp("markup") / "toy")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert import_paper.main([attacked.PAPER, "--paper", attacked.RECEIVED]) == 0
        patch.setattr(check.downloads, "make_books", lambda *arguments: (None, []))
        patch.setattr(check, "build", build_and_keep)
        sections = sorted((root / "docs/papers" / attacked.RECEIVED).glob("*.md"))
        for page, vector in zip(sections, attacked.PLAIN, strict=False):
            attacked.describe(page, f"About {vector}")
        assert check.check_edition(root)[1] == []
    return root


@pytest.fixture(scope="module")
def pages(edition_with_site):
    """The pages of the site, parsed, by path."""
    return {
        path.relative_to(edition_with_site / "site").as_posix(): html.parse(str(path)).getroot()
        for path in sorted((edition_with_site / "site").rglob("*.html"))
    }


def typed(text):
    """A text with the signs that an editor types, on one line, for those that a page shows."""
    return straight(words(text)).replace("—", "---").replace("–", "--")


@pytest.mark.parametrize(
    ("page", "vectors"),
    [
        ("papers/attacked/received/index.html", LINES),
        ("papers/attacked/text/index.html", LINES),
        ("papers/attacked/index.html", attacked.PLAIN),  # its contents
        ("index.html", attacked.THESIS),
        ("timeline/index.html", attacked.PLAIN),
        ("teaching/index.html", attacked.PLAIN),
        ("papers/toy/index.html", attacked.PLAIN),  # its argument
        ("glossary/index.html", attacked.PLAIN),
        ("bibliography/index.html", attacked.CITABLE),
        ("about/check/index.html", attacked.PLAIN),  # the editors
    ],
)
def test_it_is_shown_as_it_was_written(pages, page, vectors):
    shown = typed(pages[page].find(".//article").text_content())
    assert [vector for vector in vectors if typed(vector) not in shown] == []


def test_a_description_is_what_was_written(pages):
    """Quotation marks in it, too, which the theme writes into the attribute as they are."""
    found = {page.xpath("string(//meta[@name='description']/@content)") for page in pages.values()}
    assert {" ".join(f"About {vector}".split()) for vector in attacked.PLAIN} <= {" ".join(description.split()) for description in found}


def test_titles_and_contents_are_what_was_written(pages):
    listed = {typed(link.text_content()) for link in pages["papers/attacked/index.html"].xpath("//nav[@id='site-contents']//a")}
    titles = {typed(page.xpath("string(//title)")) for page in pages.values()}
    named = {page.xpath("string(//meta[@property='og:title']/@content)") for page in pages.values()}
    for vector in attacked.PLAIN:
        assert typed(vector) in listed
        assert any(title.startswith(f"{typed(vector)} · ") for title in titles), vector
        assert any(title.startswith(vector) for title in named), vector


# In the place of the policy, which would stop a script: what tells that one ran, or failed.
PROBE = "<script>window.wrong = []; window.attack = () => wrong.push('ran'); window.onerror = message => wrong.push(message)</script>"
SEEN = """() => ({
  wrong: [...wrong, ...performance.getEntriesByType("resource").map(one => one.name).filter(name => !name.startsWith(location.origin))],
  address: location.href,
  headings: document.querySelectorAll("h1").length,
  foot: document.querySelector("body > .md-container > .foot")?.checkVisibility(),
})"""


@pytest.fixture(scope="module")
def served(edition_with_site):
    """The site as its address has it, at /toy/ on a host, without its policy."""
    folder = edition_with_site.parent / "served"
    shutil.copytree(edition_with_site / "site", folder / "toy")
    for path in folder.rglob("*.html"):
        path.write_text(META.sub(PROBE, path.read_text(encoding="utf-8")), encoding="utf-8")
    handler = type("Silent", (SimpleHTTPRequestHandler,), {"log_message": lambda *arguments: None})
    with serve(folder, handler, "/toy/") as address:
        yield address


def pytest_generate_tests(metafunc):
    if "visitor_of_attacks" in metafunc.fixturenames:
        others = [*STARTERS] if metafunc.config.getoption("browsers") == "all" else []
        metafunc.parametrize("visitor_of_attacks", ["chromium", *others], indirect=True)


@pytest.fixture
def visitor_of_attacks(request):
    """A reader at each browser that --browsers names."""
    if request.param != "chromium":
        yield WebDriver(request.getfixturevalue(request.param))
        return
    context = request.getfixturevalue("browser").new_context()
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    yield Playwright(context.new_page())
    context.close()
    assert {urlsplit(address).hostname for address in asked} == {"127.0.0.1"}


def test_no_page_runs_a_script_asks_another_host_or_is_broken(visitor_of_attacks, served, pages):
    addresses = [path.removesuffix("index.html") for path in pages]
    assert len(addresses) > 2 * len(LINES)
    for address in addresses:
        visitor_of_attacks.opens(served + address)
        expected = {"wrong": [], "address": served + address, "headings": 1, "foot": None if address.startswith("cite/") else True}
        assert visitor_of_attacks.evaluate(SEEN) == expected


@pytest.mark.parametrize("how", ["typed", "in the address"])
def test_a_query_stays_text(reader, how):
    page = reader()
    asked = [LINES[0], '"><img src=x onerror=attack()>', '<img src=x onerror=attack()> "CSTO"', "__proto__ constructor"]
    for query in asked:
        if how == "typed":
            page.goto("glossary/csto/")
            search_for(page, query)
        else:
            page.goto("glossary/csto/?q=" + query.replace("&", "%26").replace("#", "%23"))
            expect(page.locator("#searchHits")).to_have_attribute("aria-busy", "false")
        assert page.locator(".search :is(img, iframe, script, [onload], [onerror])").count() == 0
