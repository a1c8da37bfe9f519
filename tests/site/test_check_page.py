"""Is my quotation still there? The matching by itself, with editions made up from the real one; and the page."""

import json
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from scripts import editions
from scripts.reader import quotations
from scripts.reader.manifest import Frozen, Words
from tests.conftest import ROOT
from tests.site.test_accessibility import violations

PAGE = "about/check/"
ABSTRACT, INTRODUCTION = "papers/rise-of-the-taliban/abstract/", "papers/islamic-emirate/introduction/"
SENTENCE = "led to a decrease in war violence throughout the country, but greatly increased the overall level of uncertainty"
OLD, NEW = "1.0.0", "1.1.0"


def frozen(edition, version, change=lambda text: text, without=()):
    """A released edition with the words of the living one, changed."""
    pages = {
        address: {
            name: Words(change(words.text), change(words.received)) for name, words in found.items() if f"{address}#{name}" not in without
        }
        for address, found in edition.words.items()
    }
    return Frozen(version, "2027-01-31", titles=dict.fromkeys(pages, "A title"), paragraphs=pages)


@pytest.fixture(scope="session")
def data(edition):
    """The living text; an edition in which one word was another; and one that lacks a paragraph."""
    changed = frozen(edition, OLD, lambda text: text.replace("war violence", "fighting violence"))
    return quotations.data(
        replace(edition, released=(changed, frozen(edition, NEW, without=(f"{INTRODUCTION}#p2",)))), editions.titles(edition)
    )


@pytest.fixture(scope="module")
def compare(browser, data):
    """What the script says of what was pasted: for each text, the verdict, whether it is the received wording, and the paragraphs."""
    page = browser.new_page()
    page.add_script_tag(path=ROOT / "docs/assets/check.js")
    page.evaluate("data => { window.data = data; }", data)
    yield lambda pasted: page.evaluate(
        """pasted => quotations.compare(data, pasted).editions.map(one =>
        [one.verdict, one.received, one.places.map(place => `${place.page}#${place.id}`).join(" ")])""",
        pasted,
    )
    page.close()


def test_each_wording_stands_once_in_the_data(data):
    rows = {f"{row['paper']}#{row['id']}": row for row in data["paragraphs"]}
    assert [one["root"] for one in data["editions"]] == ["editions/1.0.0/", "editions/1.1.0/", ""]
    first = rows["papers/rise-of-the-taliban#p1"]
    assert [place[0] for place in first["in"]] == [0, 1, 1]
    assert len(first["texts"]) == 2
    assert [place and place[0] for place in rows["papers/islamic-emirate#p2"]["in"]] == [0, None, 0]
    assert list(rows)[:2] == ["papers/islamic-emirate#p1", "papers/islamic-emirate#p2"]


@pytest.mark.parametrize(
    ("pasted", "verdicts"),
    [
        (SENTENCE, ["changed", "same", "same"]),
        (f"“{SENTENCE}”", ["changed", "same", "same"]),
        (f"‘{SENTENCE.replace('country,', 'country')}.’ (*Abstract*, 2027, para. 1)", ["changed", "signs", "signs"]),
        (SENTENCE.replace("war", "fighting"), ["same", "changed", "changed"]),
        (SENTENCE.replace("violence throughout", "violance troughout"), ["changed", "changed", "changed"]),
        ("led to a decrease … throughout the country", ["same"] * 3),
        ("[L]ed to a decrease [...] throughout [this] country, but greatly increased", ["changed"] * 3),
        ("Led to a decrease in [the war's] … throughout the country [emphasis added]", ["same"] * 3),
        ("throughout the country . . . into account", ["same"] * 3),
        ("The purple elephants of Saturn are dancing in their moonlight tonight", ["gone"] * 3),
    ],
)
def test_words_that_stand_changed_or_gone(compare, pasted, verdicts):
    found = compare(pasted)
    assert [verdict for verdict, _, _ in found] == verdicts
    assert {places for verdict, _, places in found if verdict != "gone"} <= {f"{ABSTRACT}#p1"}


@pytest.mark.parametrize(
    ("pasted", "received"),
    [
        ("“it is a country”", False),
        ("it [is] a country", False),
        ("“it IS [sic] a country”", True),
        ("it IS a country", True),
    ],
)
def test_received_words_are_known_as_such(compare, pasted, received):
    assert compare(pasted) == [["same", received, "papers/rise-of-the-taliban/introduction/#p4"]] * 3


def test_a_paragraph_that_an_edition_lacks(compare, edition):
    found = compare(edition.words[INTRODUCTION]["p2"].text.split(". ")[0])
    assert [verdict for verdict, _, _ in found] == ["same", "gone", "same"]


def test_a_quotation_that_runs_over_two_paragraphs(compare, edition):
    first, second = (edition.words[INTRODUCTION][name].text for name in ("p3", "p4"))
    (found, _, _) = compare(f"“{first[-60:].split(' ', 1)[1]}\n{second[:60].rsplit(' ', 1)[0]}” (paras. 3–4)")
    assert found == ["same", False, f"{INTRODUCTION}#p3 {INTRODUCTION}#p4"]


REFERENCE = (
    "\nIntroduction (Islamic Emirate, section 1) (Annotated edition, v1.1.0). (2027). Russia and Afghanistan: An Annotated Reader."
    " https://reader.example/editions/1.1.0/papers/islamic-emirate/introduction/\nhttps://reader.example/papers/islamic-emirate/introduction/#p3"
)


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("“Every ‘strategic’ document” (Title, 2027, para. 3)" + REFERENCE, "Every ‘strategic’ document"),
        ("‘Russia’s “strategic” document’ (Title 2027, para. 3)" + REFERENCE, "Russia’s “strategic” document"),
        ("“Every document.\nIts second paragraph” (“Title,” pars. 3–4)" + REFERENCE, "Every document.\nIts second paragraph"),
        ("“Every document” “Introduction (Islamic Emirate),” Russia and Afghanistan, para. 3." + REFERENCE, "Every document"),
        ('"Every document".', "Every document"),
        ("Every document (CSTO) of theirs (Title (Paper), 2027, para. 3).", "Every document (CSTO) of theirs"),
        ("„Jedes Dokument“", "Jedes Dokument"),
        ("https://reader.example/papers/x/y/#p3:~:text=before-,every%20%E2%80%9Cdocument,of%20them,-after", "every “document … of them"),
        ("https://reader.example/papers/x/y/#p3", ""),
        ("https://reader.example/papers/x/y/#p3:~:text=100%", "100%"),
    ],
)
def test_what_is_quoted_in_what_was_pasted(page, pasted, text):
    page.add_script_tag(path=ROOT / "docs/assets/check.js")
    found = page.evaluate("pasted => quotations.read(pasted)", pasted)
    assert found["text"] == text
    if "#p3" in pasted:
        assert found["id"] == "p3"


def test_a_link_decides_between_places_that_hold_the_same_words(compare, data):
    """The words stand in several paragraphs; the one that the link names is meant."""
    shared = "aggressive approach as a world power and in this way it can impose"
    held = [row for row in data["paragraphs"] if row["in"][-1] and shared in row["texts"][row["in"][-1][0]][0]]
    assert len(held) == 2
    for row in held:
        place = f"{row['in'][-1][1]}#{row['id']}"
        assert compare(f"https://reader.example/{place}:~:text={shared.replace(' ', '%20')}")[-1] == ["same", False, place]


def open_page(page, data):
    """Open the page with other data than the site's."""
    page.add_init_script(f"Object.defineProperty(window, 'readerEditions', {{get: () => ({json.dumps(data)}), set() {{}}}})")
    page.goto(PAGE)
    return page.get_by_label("Quotation or link"), page.get_by_role("button", name="Compare")


def test_the_page_says_in_words_where_the_quotation_stands_and_what_differs(page, data):
    field, button = open_page(page, data)
    field.fill(f"“{SENTENCE}” (Abstract, 2027, para. 1)")
    field.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#check-status")).to_have_text(
        "The living text: paragraph 1 of Abstract (Rise of the Taliban). The words stand unchanged."
    )
    results = page.locator("#check-results")
    expect(results.get_by_role("heading", level=3)).to_have_text(
        ["The living text", "Edition 1.1.0, 31 January 2027", "Edition 1.0.0, 31 January 2027"]
    )
    old = results.locator("section").last
    expect(old).to_contain_text("The words stand here, but not as quoted. In paragraph 1 of Abstract (Rise of the Taliban).")
    expect(old.locator("del")).to_have_text(["war"])
    expect(old.locator("ins")).to_have_text(["fighting"])
    expect(old.get_by_role("listitem")).to_have_text(["for war the text has fighting"])
    assert [link.get_attribute("href") for link in results.get_by_role("link").all()] == [
        f"../../{root}{ABSTRACT}#p1" for root in ("", "editions/1.1.0/", "editions/1.0.0/")
    ]
    assert violations(page) == []
    field.fill("it IS [sic] a country")
    button.click()
    first = results.locator("section").first
    expect(first).to_contain_text("You quote the wording as it was received. The edition reads otherwise:")
    expect(first.get_by_role("listitem")).to_have_text(["for IS the text has is"])
    field.fill("it IS [sic] a large country")
    button.click()
    expect(first).to_contain_text("Compared here with the wording as it was received")
    expect(first.get_by_role("listitem")).to_have_text(["large is not in the text"])
    field.fill("The purple elephants of Saturn are dancing in their moonlight")
    button.click()
    expect(page.locator("#check-status")).to_have_text("These words stand in no paragraph of this reader, in no edition.")
    field.fill("two words")
    button.click()
    expect(page.locator("#check-status")).to_have_text("Paste three words or more.")
    expect(results).to_be_empty()
    expect(field).to_be_focused()


def test_a_link_with_the_quotation_in_it_is_compared_at_once(reader, data):
    page = reader(viewport={"width": 320, "height": 640}, color_scheme="dark")
    open_page(page, data)
    page.goto(
        f"{PAGE}?quotation=https%3A%2F%2Freader.example%2F{INTRODUCTION}%23p3%3A~%3Atext%3DIn%2520the%2520international,its%2520existence"
    )
    expect(page.locator("#check-status")).to_contain_text("paragraph 3 of Introduction (Islamic Emirate). The words stand unchanged.")
    expect(page.locator("#check-results")).to_contain_text("Those between them were not compared")
    page.wait_for_function("document.documentElement.scrollWidth <= 320")
    assert violations(page) == []


def test_from_the_disk_with_the_data_of_the_site(page, site):
    page.goto((site / PAGE / "index.html").as_uri())
    page.get_by_label("Quotation or link").fill(SENTENCE)
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("#check-results")).to_contain_text("There is one text to compare with; no difference.")
    page.locator("#check-results").get_by_role("link").click()
    expect(page.locator("#p1")).to_be_in_viewport()


def test_without_scripts_the_page_says_how_to_compare_by_hand(reader):
    page = reader(java_script_enabled=False)
    page.goto(PAGE)
    expect(page.get_by_role("button", name="Compare")).to_have_count(0)
    expect(page.get_by_role("heading", name="By hand")).to_be_visible()


def test_no_other_page_loads_the_script(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(INTRODUCTION)
    assert not [url for url in asked if "check" in url]
