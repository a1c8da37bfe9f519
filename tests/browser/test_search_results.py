"""The page of results: filters, words in context, an address that keeps the query, and no query that is an error."""

import csv
import io
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from scripts.reader.text.paragraphs import paragraphs

RISE = "papers/rise-of-the-taliban/"


@pytest.fixture
def results(page):
    """Open the page of results with a query and more of its address; gives the page when it says how much was found."""

    def results(query, more=""):
        page.goto(f"search/?q={quote(query)}{more}")
        expect(page.locator("#search-results [role=status]")).to_have_text(re.compile(r"\d|Nothing"))
        return page

    return results


def hits(page):
    return page.locator(".hits > li")


def test_an_address_finds_and_a_hit_says_its_kind_and_opens_at_its_paragraph(results):
    page = results("Tashkent Treaty")
    expect(hits(page).first).to_contain_text("Entry")
    expect(hits(page).first.get_by_role("link")).to_have_attribute("href", re.compile("/glossary/csto/"))
    paragraph = page.locator(f".hit[href*='{RISE}introduction/#p5']")
    expect(paragraph).to_have_text("¶5 · Introduction · Rise of the Taliban")
    paragraph.click()
    expect(page).to_have_url(re.compile(f"{RISE}introduction/#p5$"))
    page.go_back()
    expect(hits(page).first).to_contain_text("CSTO")
    expect(page.get_by_label("Search for")).to_have_value("Tashkent Treaty")


def test_filters_count_and_are_kept_in_the_address(results):
    page = results("drugs")
    notes = page.get_by_role("button", name=re.compile(r"^Notes \d+$"))
    count = int(notes.text_content().split()[1])
    notes.click()
    expect(notes).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile("kind=note"))
    expect(page.locator("#search-results [role=status]")).to_contain_text(f"{count} hit")
    assert set(page.locator(".hits .kind").all_text_contents()) == {"Note"}
    page.reload()
    expect(page.locator("#search-results [role=status]")).to_contain_text(f"{count} hit")
    page.go_back()
    expect(notes).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize(
    ("query", "pattern"),
    [("hegemon*", r"\bhegemon\w*"), ("drug | drugs", r"\bdrugs?\b"), ("great powers", r"\bgreat\s+powers\b"), ("Taliban", r"\bTaliban\b")],
)
def test_the_places_in_context_are_those_of_a_plain_count(results, edition, query, pattern):
    texts = [paragraph.reading for paper in edition.papers for section in paper.sections for paragraph in paragraphs(section)]
    count = sum(len(re.findall(pattern, text, re.IGNORECASE)) for text in texts)
    page = results(query, "&view=context")
    expect(page.locator("#search-results [role=status]")).to_contain_text(re.compile(f"^{count} place"))
    expect(page.locator(".in-context tbody tr")).to_have_count(count)
    read = {paper.short_title: [one.reading for section in paper.sections for one in paragraphs(section)] for paper in edition.papers}
    found = {title: [bool(re.search(pattern, text, re.IGNORECASE)) for text in texts] for title, texts in read.items()}
    told = [f"{title}: in {sum(places)} of {len(places)} paragraphs" for title, places in found.items() if any(places)]
    expect(page.locator(".strip")).to_have_text(told)
    expect(page.locator(".strip i")).to_have_count(sum(map(sum, found.values())))


def test_lines_can_be_ordered_and_kept(results):
    page = results("Taliban", "&view=context")
    by_word_after = page.get_by_role("button", name="word after")
    by_word_after.click()
    expect(by_word_after).to_have_attribute("aria-pressed", "true")
    after = [text.lower() for text in page.locator(".in-context tbody td:nth-child(3)").all_text_contents()]
    first = [" ".join(re.findall(r"[^\W_]+", text)) for text in after]
    assert first == sorted(first)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    assert rows[0] == ["address", "where", "before", "word", "after"]
    assert len(rows) == len(after) + 1
    assert {row[3] for row in rows[1:]} == {"Taliban"}


def test_a_word_of_like_meaning_is_named(results):
    expect(hits(results("airplane")).first.locator(".why")).to_contain_text("airplane → ")


ODD = ['"', "-", "*", "kind:nothing", "NEAR/5", "((", "|", "\\", "%", "'--", "a" * 3000, "<img src=x onerror=alert(1)>"]


@pytest.mark.parametrize("query", ODD)
@pytest.mark.parametrize("view", ["", "&view=context"])
def test_odd_input_is_no_error(results, query, view):
    page = results(query, view)
    expect(page.get_by_label("Search for")).to_have_value(query)
    expect(page.locator("#search-results img")).to_have_count(0)
