"""The site under its Content-Security-Policy, as <meta> and as header: everything works, and nothing else runs."""

import pytest
from playwright.sync_api import expect

from scripts.reader.web.csp import META
from tests.support.chromium import DESKTOP, PHONE
from tests.support.screen import card
from tests.support.search import search_for
from tests.support.server import Handler, serve
from tests.support.visitor import PATIENCE
from tests.unit.web.test_observatory import directives

SECTION = "papers/rise-of-the-taliban/introduction/"
PAPER = "papers/islamic-emirate/"
KINDS = ["", PAPER, f"{PAPER}text/", f"{PAPER}apparatus/", f"{PAPER}received/", "side-by-side/", "timeline/", "concepts/", "glossary/",
         "introduction/", "teaching/", "about/project/", "glossary/csto/", "bibliography/",
         "about/security/", "no/such/page/", f"cite/{PAPER}introduction.html"]  # fmt: skip
REPORT = """document.addEventListener("securitypolicyviolation", event =>
  told(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`))"""


def fields(site):
    """The headers that _headers asks for."""
    lines = (site / "_headers").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "/*"
    return dict(line.strip().split(": ", 1) for line in lines[1:])


def served(site, headers):
    class WithHeaders(Handler):
        def end_headers(self):
            for name, value in headers.items():
                self.send_header(name, value)
            super().end_headers()

    return serve(site, WithHeaders)


@pytest.fixture(scope="module")
def strict(site):
    """The site with the headers of _headers."""
    with served(site, fields(site)) as address:
        yield address


@pytest.fixture
def told(browser, strict):
    """Open a page under the headers: told(**settings) is it, with a list of the violations and the errors."""
    contexts = []

    def open_one(**settings):
        context = browser.new_context(**{"base_url": strict, "viewport": DESKTOP, "reduced_motion": "reduce", **settings})
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        complaints = []
        context.expose_function("told", lambda text: complaints.append(text))
        context.add_init_script(REPORT)
        context.on("console", lambda message: complaints.append(message.text) if "Content Security" in message.text else None)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        return context.new_page(), complaints

    yield open_one
    for context in contexts:
        context.close()


def test_every_kind_of_page_loads(told):
    page, complaints = told()
    for kind in KINDS:
        page.goto(kind)
        expect(page.locator("h1")).to_be_visible()
        assert complaints == [], kind


def test_what_a_reader_does_is_allowed(told):
    page, complaints = told(permissions=["clipboard-read", "clipboard-write"])
    page.goto(SECTION)
    page.get_by_role("button", name="palette").click()
    page.get_by_label("Both, with reasons").check()
    page.locator("#p5 a.term").first.hover()
    expect(card(page)).to_be_visible()
    page.locator("#p4 .paragraph-number").click()
    page.get_by_role("menuitem", name="Copy citation").click()
    page.locator(".cite-link").click()
    expect(page.get_by_role("dialog", name="Cite")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Cite")).to_have_count(0)  # it gives the focus back when it is gone
    search_for(page, "Tashkent Treaty")
    page.goto("glossary/")
    page.get_by_label("Filter terms").fill("Tashkent")
    page.goto("timeline/")
    assert complaints == []


def test_the_menu_of_a_phone_opens(told):
    page, complaints = told(viewport=PHONE, has_touch=True)
    page.goto(SECTION)
    page.get_by_role("button", name="Contents").click()
    expect(page.locator("#site-contents")).to_be_visible()
    assert complaints == []


ATTACKS = ["<img src=x onerror=attack()>", "<iframe src='javascript:parent.attack()'></iframe>", "<svg onload=attack()>",
           "<object data='data:text/html,x'></object>", "<base href='https://example.net/'>",
           "<style>body { display: none }</style>", "<p style='display: none'>"]  # fmt: skip
ATTACKED = """attacks => {
  window.ran = [];
  window.stopped = new Set();
  window.attack = () => ran.push("ran");
  document.addEventListener("securitypolicyviolation", event => stopped.add(event.violatedDirective));
  const article = document.querySelector("article"), script = document.createElement("script");
  for (const attack of attacks) article.insertAdjacentHTML("beforeend", trusted.createHTML(attack));
  script.append("attack()");
  document.body.append(script);
  setTimeout(() => eval("attack()"));
  const sinks = [() => { article.innerHTML = attacks[0]; }, () => { script.textContent = "attack()"; }, () => { script.src = "a.js"; },
    () => trustedTypes.createPolicy("other", {}), () => trusted.createScriptURL("https://example.net/a.js")];
  return sinks.filter(sink => {
    try { sink(); } catch { return false; }
    return true;
  }).map(String);
}"""
STOPPED = ["script-src-attr", "script-src-elem", "style-src-elem", "style-src-attr", "object-src", "base-uri",
           "require-trusted-types-for", "trusted-types"]  # fmt: skip


def test_the_policy_in_the_page_stops_what_slips_in(told, address):
    """Without headers, as on a host that sends none; text becomes mark-up, and an address a script, by our policy alone."""
    page, complaints = told(base_url=address)
    page.goto(SECTION)
    assert complaints == []
    assert page.evaluate(ATTACKED, ATTACKS) == []
    page.wait_for_function("directives => directives.every(one => stopped.has(one))", arg=STOPPED)
    assert page.evaluate("ran") == []
    assert page.evaluate("document.baseURI === location.href")
    expect(page.locator("h1")).to_be_visible()


def test_the_files_for_hosts_are_there(site):
    assert all((site / name).is_file() for name in ("404.html", "robots.txt", "sitemap.xml", ".well-known/security.txt", ".htaccess"))
    line = fields(site)["Content-Security-Policy"]
    assert len(line) < 2000, "Cloudflare reads no longer line"
    assert line in (site / ".htaccess").read_text(encoding="utf-8")
    assert "unsafe-inline" not in line


def test_the_header_allows_what_the_pages_allow_and_nothing_that_none_does(site):
    """So that neither stops what the other wants, wherever both are sent."""
    allowed = {}
    for path in site.rglob("*.html"):
        found = directives(META.search(path.read_text(encoding="utf-8"))[1])
        allowed = {name: allowed.get(name, set()) | sources for name, sources in found.items()}
    header = directives(fields(site)["Content-Security-Policy"])
    assert header == {**allowed, "frame-ancestors": {"'none'"}}, "which no page can say of itself"


def test_every_page_carries_its_policy_once(site):
    pages = [path.read_text(encoding="utf-8") for path in site.rglob("*.html")]
    assert {page.count('http-equiv="Content-Security-Policy"') for page in pages} == {1}
