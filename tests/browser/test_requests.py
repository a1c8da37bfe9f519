"""The site is whole: it asks no other host for anything, misses no file of its own, and works under any path."""

from tests.support.server import PREFIX

TABS = 4


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
