"""Mark-up in what editors receive, write and search for stays text: it is shown, and never lives."""

import shutil
from http.server import SimpleHTTPRequestHandler

import pytest
from lxml import html
from playwright.sync_api import expect

from scripts import import_paper
from scripts.reader.build import pre_render
from scripts.reader.build.render import build
from scripts.reader.checks import built_site
from scripts.reader.checks.page import BuiltPage
from scripts.reader.edition import load
from scripts.reader.web.csp import META
from tests.conftest import copy_of_toy
from tests.support.server import serve

VECTORS = [
    "<script>attack()</script>",
    "<img src=x onerror=attack()>",
    "<svg/onload=attack()>",
    "<iframe srcdoc='<script>attack()</script>'>",
    '"><img src=x onerror=attack()>',
    "'><svg onload=attack()>",
    "</title><script>attack()</script>",
    "</textarea><script>attack()</script>",
    "</script><script>attack()</script>",
    "--><script>attack()</script>",
    "]]><script>attack()</script>",
    "{{ 7 * 7 }}{% raw %}",
    "[a](javascript:attack())",
    "[b]: javascript:attack()",
    "<javascript:attack()>",
    "<a href='java&#115;cript:attack()'>c</a>",
    "&lt;img src=x onerror=attack()&gt;",
    "<math><mtext><table><mglyph><style><img src=x onerror=attack()>",
    "<details open ontoggle=attack()>",
    "`<img src=x onerror=attack()>",
    "![d](x){: onerror=attack() }",
    "<style>*{display:none}</style>",
    "<!--",
    "<?attack?>",
    "<x onclick=attack()>",
]


@pytest.fixture(scope="module")
def received(tmp_path_factory):
    """A site whose paper and events are full of mark-up, without the policy that would stop it."""
    root = copy_of_toy(tmp_path_factory.mktemp("markup") / "toy")
    paragraphs = "\n\n".join(f"Vector {number} begins {vector} and ends." for number, vector in enumerate(VECTORS))
    (root / "vectors.txt").write_text(f"1. Introduction <img src=x onerror=attack()>\n\n{paragraphs}\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert import_paper.main(["vectors.txt", "--paper", "vectors"]) == 0
    for page in (root / "docs/papers/vectors").glob("*.md"):
        head, mark, body = page.read_text(encoding="utf-8").partition("\n---\n")
        page.write_text(head.replace("<img src=x onerror=attack()>", "so") + mark + body, encoding="utf-8")
    (root / "docs/timeline.yaml").write_text(
        "".join(f'- date: "2021"\n  event: {vector!r}\n  sources: [treaty1992]\n' for vector in VECTORS if "'" not in vector),
        encoding="utf-8",
    )
    assert [problem for problem in load.load_edition(root).problems if problem.code == "P111"] == []
    edition = pre_render.run(root)
    assert edition.problems == []
    assert build(root, root / "site") == []
    for path in (root / "site").rglob("*.html"):
        path.write_text(META.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    return root / "site"


def test_it_is_shown_as_text(received):
    pages = (html.parse(str(received / name / "index.html")).getroot() for name in ("papers/vectors/received", "timeline"))
    listed, events = (" ".join(page.text_content().split()) for page in pages)
    for vector in VECTORS:
        assert " ".join(vector.split()) in listed, vector
        assert "'" in vector or " ".join(vector.split()) in events, vector


def test_no_page_holds_anything_that_acts(received):
    problems = []
    for path in sorted(received.rglob("*.html")):
        page = BuiltPage(path.relative_to(received).as_posix(), html.parse(str(path)).getroot())
        problems += built_site.active_content_problems(page)
        problems += [
            script.text for script in page.tree.iter("script") if "attack" in (script.text or "") and "json" not in script.get("type", "")
        ]
    assert problems == []


@pytest.fixture(scope="module")
def served(received):
    """Served from the root of a host, as the toy edition's address has it."""
    folder = received.parent / "served"
    shutil.copytree(received, folder / "toy")
    handler = type("Silent", (SimpleHTTPRequestHandler,), {"log_message": lambda *arguments: None})
    with serve(folder, handler, "/toy/") as address:
        yield address


def test_in_the_browser_nothing_runs(browser, served):
    context = browser.new_context(base_url=served)
    context.set_default_timeout(10_000)
    attacks = []
    context.expose_function("attack", lambda: attacks.append("ran"))
    page = context.new_page()
    for address in (
        "papers/vectors/introduction-img-src-x-onerror-attack/",
        "papers/vectors/received/",
        "papers/vectors/apparatus/",
        "timeline/",
    ):
        page.goto(address)
        expect(page.locator("h1")).to_be_visible()
    assert attacks == []
    context.close()


@pytest.mark.parametrize("how", ["typed", "in the address"])
def test_a_query_stays_text(reader, how):
    page = reader()
    asked = [VECTORS[0], VECTORS[4], '<img src=x onerror=attack()> "CSTO"']
    for query in asked:
        if how == "typed":
            page.goto("glossary/csto/")
            page.get_by_role("textbox", name="Search").fill(query)
        else:
            page.goto("glossary/csto/?q=" + query.replace("&", "%26").replace("#", "%23"))
        expect(page.locator(".md-search-result__meta")).not_to_have_text("Initializing search")
        assert page.locator(".md-search :is(img, iframe, script, [onload], [onerror])").count() == 0
