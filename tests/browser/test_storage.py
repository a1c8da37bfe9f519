"""A page whose browser stores nothing, or has stored nonsense, does all that it does elsewhere."""

import pytest
from playwright.sync_api import expect

from tests.support.search import search_for

SECTION = "papers/islamic-emirate/introduction/"
BLOCKED = """
for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, {get() { throw new DOMException("The operation is insecure.", "SecurityError"); }});
"""
FULL = """
Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
for (const name of ["localStorage", "sessionStorage"]) {
  const real = window[name];
  Object.defineProperty(window, name, {value: new Proxy(real, {
    get: (_, key) => typeof real[key] === "function" ? real[key].bind(real) : real[key],
    set() { throw new DOMException("full", "QuotaExceededError"); },
  })});
}
"""
NONSENSE = """
for (const value of [%s]) for (const storage of [localStorage, sessionStorage])
  for (const key of ["palette", "view", "keys", "citation-style", "from-entry"]) storage.setItem(key, value);
"""
STORAGES = {
    "blocked": BLOCKED,
    "full": FULL,
    "no JSON": NONSENSE % '"{"',
    "another type": NONSENSE % '"[null]"',
    "a name of Object": NONSENSE % '"toString"',
}


@pytest.fixture(params=STORAGES.values(), ids=STORAGES)
def page(request, reader):
    page = reader()
    page.add_init_script(request.param)
    page.goto(SECTION)
    return page


def test_the_palette_the_views_and_the_keys_work(page):
    palette = page.evaluate("getComputedStyle(document.documentElement).colorScheme")
    page.locator(".palette").click()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") != palette
    page.locator(".views [value=received]").check()
    expect(page.locator(".emendation > span").first).to_have_attribute("aria-hidden", "true")
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_be_visible()


def test_search_opens(page):
    expect(search_for(page, "csto").first).to_be_visible()


def test_an_entry_leads_to_a_paragraph(page):
    page.goto("glossary/csto/")
    page.locator(".concordance a").first.click()
    expect(page.locator("h1")).to_be_visible()


def test_the_check_page_has_its_form(page):
    page.goto("about/check/")
    page.get_by_label("Quotation or link").fill("its proximity to Russia's sphere of influence")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("#check-results")).to_contain_text("Introduction")
