"""The site is whole: it asks no other host for anything, misses no file of its own, and works under any path."""

from playwright.sync_api import expect

from tests.support.server import PREFIX

TABS = 4
SECTION = "papers/islamic-emirate/introduction/"
KINDS = ("", SECTION, "papers/islamic-emirate/received/", "glossary/", "glossary/csto/", "about/check/")
ENDS = ("?q=%", "?q=__proto__", '?q="', "?q=" + "(a-" * 1000, "?quotation=" + "(“[" * 1000,
        "?quotation=papers/constructor/%23p1 three words here",
        "#%E0", "#constructor", "#\"]'", "#p1:~:text=%", "#p1:~:text=,,,-", "#p1:~:text=" + "a,-" * 1000, "#:~:text=[(*",
        "#<img src=x onerror=alert()>", "#" + "a" * 50_000)  # fmt: skip


def test_every_page_loads_under_another_path_without_a_foreign_request_a_missing_file_or_an_error(reader, address, pages):
    """What is asked for and what fails is watched by the fixture, in this test as in all others."""
    elsewhere = address.replace(PREFIX, "/somewhere/else" + PREFIX)
    first = reader()
    tabs = [first, *(first.context.new_page() for _ in range(TABS - 1))]
    assert len(pages) > 60
    for start in range(0, len(pages), TABS):
        opened = list(zip(tabs, pages[start : start + TABS], strict=False))
        for tab, page in opened:
            tab.goto(elsewhere + page, wait_until="commit")
        for tab, page in opened:
            tab.wait_for_load_state("load")
            assert tab.locator("h1").count() == 1, page


def test_a_missing_address_leads_to_a_page_that_leads_home(page):
    answer = page.goto("no/such/page/")
    assert answer.status == 404
    page.locator(".md-header").get_by_role("link", name="Russia and Afghanistan").first.click()
    assert page.url.endswith(PREFIX)


def test_nothing_behind_an_address_breaks_a_page(reader):
    page = reader()
    for kind in KINDS:
        for end in ENDS:
            page.goto("no/such/page/")  # so that what follows is another page, and not a place on the same
            page.goto(kind + end)
            assert page.locator("h1").is_visible(), kind + end[:50]
            expect(page.locator(".palette")).to_be_visible()  # the scripts live
