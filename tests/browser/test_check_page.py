"""Is my quotation still there? The matching by itself, with editions made up from the real one; and the page."""

import json
import subprocess
from dataclasses import replace

import pypandoc
import pytest
from playwright.sync_api import expect

from scripts.reader.edition.manifest import ParagraphText, Release
from scripts.reader.releases import archive, integrity, quotations
from tests.browser.test_accessibility import violations
from tests.conftest import ROOT
from tests.edition.essays import ESSAY, FORMATS, LEVELS, OWN_TEXTS, VERDICTS, write_essay
from tests.support.received_files import ENCRYPTED, pdf

PAGE = "about/check/"
ABSTRACT, INTRODUCTION = "papers/rise-of-the-taliban/abstract/", "papers/islamic-emirate/introduction/"
SENTENCE = "led to a decrease in war violence throughout the country, but greatly increased the overall level of uncertainty"
OLD, NEW = "1.0.0", "1.1.0"


def frozen(edition, version, change=lambda text: text, without=()):
    """A released edition with the words of the living one, changed."""
    pages = {
        address: {
            name: ParagraphText(change(words.text), change(words.received))
            for name, words in found.items()
            if f"{address}#{name}" not in without
        }
        for address, found in edition.paragraph_texts.items()
    }
    return Release(version, "2027-01-31", titles=dict.fromkeys(pages, "A title"), paragraphs=pages)


def data_of(edition, leads=()):
    """What the scripts of the page would have loaded in the end."""
    papers = quotations.list_papers(edition)
    groups = quotations.group_by_redirects(papers, dict(leads))
    return {
        "editions": quotations.list_editions(edition),
        "papers": [dict.fromkeys(group, "0") for group in groups],
        "work": quotations.describe_work(edition),
        "own": "0",
        "ownTexts": OWN_TEXTS,
        "texts": quotations.paper_data(edition, archive.titles(edition), papers),
    }


@pytest.fixture(scope="session")
def data(edition):
    """The living text; an edition in which one word was another; and one that lacks a paragraph."""
    changed = frozen(edition, OLD, lambda text: text.replace("war violence", "fighting violence"))
    return data_of(replace(edition, released=(changed, frozen(edition, NEW, without=(f"{INTRODUCTION}#p2",)))))


@pytest.fixture(scope="module")
def ask(browser):
    """What the script says of what was pasted: for each text, the verdict, whether it is the received wording, and the paragraphs;
    what it loaded, step by step; how many papers it compared; and whether it stopped before the others."""
    page = browser.new_page()
    for name in ("text-fragments", "quotation-tokens", "quotation-alignment", "quotation-comparison", "quotation-differences"):
        page.add_script_tag(path=ROOT / f"overrides/assets/{name}.js")
    yield lambda data, pasted: page.evaluate(
        """async ([{texts, ...data}, pasted]) => {
          const loaded = [], load = papers => {
            loaded.push(Object.keys(papers));
            for (const paper in papers) if (texts[paper]) data.texts[paper] = texts[paper];
          };
          data.texts = {};
          const {comparison: {editions, done, early, missing}} = await compareQuotation(data, pasted, load);
          return {loaded, done, early, missing, editions: editions.map(one =>
            [one.verdict, one.received, one.places.map(place => `${place.page}#${place.id}`).join(" ")])};
        }""",
        [data, pasted],
    )
    page.close()


@pytest.fixture(scope="module")
def compare(ask, data):
    return lambda pasted: ask(data, pasted)["editions"]


def test_each_wording_stands_once_in_the_data(data):
    rows = {f"{paper}#{row['id']}": row for paper, text in data["texts"].items() for row in text["paragraphs"]}
    assert [one["root"] for one in data["editions"]] == ["editions/1.0.0/", "editions/1.1.0/", ""]
    first = rows["rise-of-the-taliban#p1"]
    assert [place[0] for place in first["in"]] == [0, 1, 1]
    assert len(first["texts"]) == 2
    assert [place and place[0] for place in rows["islamic-emirate#p2"]["in"]] == [0, None, 0]
    assert list(rows)[:2] == ["islamic-emirate#p1", "islamic-emirate#p2"]


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
        ("The purple elephants of Saturn are dancing in their moonlight tonight", ["missing"] * 3),
    ],
)
def test_words_that_stand_changed_or_are_missing(compare, pasted, verdicts):
    found = compare(pasted)
    assert [verdict for verdict, _, _ in found] == verdicts
    assert {places for verdict, _, places in found if verdict != "missing"} <= {f"{ABSTRACT}#p1"}


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
    found = compare(edition.paragraph_texts[INTRODUCTION]["p2"].text.split(". ")[0])
    assert [verdict for verdict, _, _ in found] == ["same", "missing", "same"]


def test_a_quotation_that_runs_over_two_paragraphs(compare, edition):
    first, second = (edition.paragraph_texts[INTRODUCTION][name].text for name in ("p3", "p4"))
    (found, _, _) = compare(f"“{first[-60:].split(' ', 1)[1]}\n{second[:60].rsplit(' ', 1)[0]}” (paras. 3–4)")
    assert found == ["same", False, f"{INTRODUCTION}#p3 {INTRODUCTION}#p4"]


def test_a_link_decides_between_places_that_hold_the_same_words(compare, data):
    """The words stand in several paragraphs; the one that the link names is meant."""
    shared = "aggressive approach as a world power and in this way it can impose"
    rows = [row for text in data["texts"].values() for row in text["paragraphs"] if row["in"][-1]]
    held = [row for row in rows if shared in row["texts"][row["in"][-1][0]][0]]
    assert len(held) == 2
    for row in held:
        place = f"{row['in'][-1][1]}#{row['id']}"
        assert compare(f"https://reader.example/{place}:~:text={shared.replace(' ', '%20')}")[-1] == ["same", False, place]


MANY = 40


def many(data):
    """An edition of many papers: between the two with words of ours stand others that have none of them."""
    first, last = data["papers"]
    others = [f"paper-{number}" for number in range(MANY - 2)]
    other = {"titles": {}, "paragraphs": [{"id": "p1", "texts": [["Of other things."]], "in": [[0, "papers/x/"]] * 3}]}
    papers = [first, *({paper: "0"} for paper in others), last]
    return {**data, "papers": papers, "texts": {**data["texts"], **dict.fromkeys(others, other)}}


def test_only_the_paper_that_a_link_names_is_loaded(ask, data):
    found = ask(many(data), f"“{SENTENCE}” https://reader.example/{ABSTRACT}#p1")
    assert (found["loaded"], found["editions"][-1]) == ([["rise-of-the-taliban"]], ["same", False, f"{ABSTRACT}#p1"])
    assert not found["early"]
    changed = ask(many(data), f"“{SENTENCE.replace('country', 'region')}” https://reader.example/{ABSTRACT}")
    assert (changed["loaded"], changed["editions"][-1][0]) == ([["rise-of-the-taliban"]], "changed")


@pytest.mark.parametrize("link", ["", f" https://reader.example/{INTRODUCTION}#p1", " https://reader.example/papers/never-was/x/#p1"])
def test_otherwise_all_are_loaded_a_few_at_a_time(ask, data, link):
    """The words stand in the last paper; a link to another, or to none, does not keep it from being found."""
    found = ask(many(data), SENTENCE + link)
    assert sorted(paper for step in found["loaded"] for paper in step) == sorted(many(data)["texts"])
    assert max(map(len, found["loaded"])) == 16
    assert found["editions"] == [[verdict, False, f"{ABSTRACT}#p1"] for verdict in ("changed", "same", "same")]
    assert not found["early"]


def test_words_found_whole_are_enough(ask, data, edition):
    found = ask(many(data), edition.paragraph_texts[INTRODUCTION]["p2"].text.split(". ")[0])
    assert (found["early"], found["done"], [len(step) for step in found["loaded"]]) == (True, 16, [16])


def test_a_paragraph_that_moved_to_another_paper_is_found_in_both(ask, edition):
    """By a link to where it was, and by one to where it is."""
    text, old, new = edition.paragraph_texts[ABSTRACT]["p1"], f"{INTRODUCTION}#p99", f"{ABSTRACT}#p1"
    before = frozen(edition, OLD, without=(new,))
    pages = {**before.paragraphs, INTRODUCTION: {**before.paragraphs[INTRODUCTION], "p99": text}}
    moved = data_of(replace(edition, released=(replace(before, paragraphs=pages),)), {old: new})
    assert [list(group) for group in moved["papers"]] == [["islamic-emirate", "rise-of-the-taliban"]]
    for place in (old, new, ""):
        found = ask(moved, SENTENCE + (f" https://reader.example/{place}" if place else ""))
        assert found["editions"] == [["same", False, old], ["same", False, new]]


def test_papers_that_do_not_come_are_told(ask, data):
    found = ask({**data, "texts": {paper: text for paper, text in data["texts"].items() if paper != "rise-of-the-taliban"}}, SENTENCE)
    assert (found["missing"], {verdict for verdict, _, _ in found["editions"]}) == (["rise-of-the-taliban"], {"missing"})


def open_page(page, data):
    """Open the page with other data than the site's."""
    page.add_init_script(
        f"const given = {json.dumps(data)}; Object.defineProperty(window, 'readerEditions', {{get: () => given, set() {{}}}})"
    )
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
    expect(page.locator("#check-status")).to_have_text("These words appear in no edition of this reader.")
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


def test_the_page_loads_the_paper_that_a_link_names_and_tells_what_is_missing(page, site):
    asked = []
    page.on("request", lambda request: asked.append(request.url.partition(PAGE)[2]))
    page.goto(PAGE, wait_until="networkidle")
    assert not [url for url in asked if "editions/" in url]
    field, button = page.get_by_label("Quotation or link"), page.get_by_role("button", name="Compare")
    field.fill(f"“{SENTENCE}” https://reader.example/{ABSTRACT}#p1")
    button.click()
    expect(page.locator("#check-status")).to_contain_text("The words stand unchanged.")
    digest = integrity.sha256(site / PAGE / "editions/rise-of-the-taliban.js")[:8]
    assert [url for url in asked if "editions/" in url] == [f"editions/rise-of-the-taliban.js?{digest}"]
    page.route("**/editions/islamic-emirate.js?*", lambda route: route.fulfill(body="", content_type="text/javascript"))
    field.fill("The purple elephants of Saturn are dancing in their moonlight")
    button.click()
    expect(page.locator("#check-status")).to_have_text(
        "These words were not found.1 of 2 papers could not be loaded and were not compared. Try again."
    )
    page.unroute_all()
    button.click()
    expect(page.locator("#check-status")).to_have_text("These words are not in this reader.")


WATCH = """() => {
  const status = document.getElementById("check-status"), seen = window.seen = [];
  new MutationObserver(() => seen.push(status.textContent)).observe(status, {childList: true});
}"""


def test_a_long_search_says_how_far_it_is_and_a_new_one_ends_it(page, data):
    data, held = many(data), []
    without = {**data, "texts": {paper: text for paper, text in data["texts"].items() if not paper.startswith("paper-")}}
    page.route("**/about/check/editions/*", lambda route: held.append(route))
    field, button = open_page(page, without)
    page.evaluate(WATCH)
    field.fill(SENTENCE)
    button.click()
    while page.evaluate("seen.length") < 3:
        while held:
            held.pop().fulfill(body="", content_type="text/javascript")
    assert page.evaluate("seen.slice(0, 3)") == ["Comparing …", "Looked through 16 of 40 papers …", "Looked through 32 of 40 papers …"]
    field.fill(f"{SENTENCE} https://reader.example/{ABSTRACT}#p1")
    button.click()
    status = "The living text: paragraph 1 of Abstract (Rise of the Taliban). The words stand unchanged."
    expect(page.locator("#check-status")).to_have_text(status)
    while held:
        held.pop().fulfill(body="", content_type="text/javascript")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#check-status")).to_have_text(status)


def test_from_the_disk_with_the_data_of_the_site(page, site):
    page.goto((site / PAGE / "index.html").as_uri())
    page.get_by_label("Quotation or link").fill(SENTENCE)
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("#check-status")).to_have_text("Found in paragraph 1 of Abstract (Rise of the Taliban). The words stand unchanged.")
    page.locator("#check-results").get_by_role("link").click()
    expect(page.locator("#p1")).to_be_in_viewport()


def findings(page):
    """The verdicts on the quotations of an essay, once they are there, and their levels."""
    items = page.locator("#check-results ol.findings > li")
    expect(items.first).to_be_attached()
    return items.evaluate_all("all => [all.map(item => item.dataset.verdict), all.map(item => item.dataset.level)]")


@pytest.mark.parametrize("ending", FORMATS)
def test_an_essay_in_a_file(page, tmp_path, ending):
    page.goto(PAGE)
    page.get_by_label("Or a file").set_input_files(write_essay(tmp_path, ending))
    assert findings(page) == [VERDICTS, LEVELS]
    expect(page.get_by_role("status").first).to_contain_text("12 quotations: 4 right, 4 wrong, 4 to look at.")
    expect(page.locator("#check-results")).to_contain_text("The quotation drops “not”, which may reverse the sense.")
    expect(page.locator("#check-results")).to_contain_text("Version 0.1.0 is the current one.")


def test_an_essay_as_chromium_prints_it(page, browser, tmp_path):
    """Two pages, with running heads, hyphens at line ends, ligatures and a note at the foot."""
    html = subprocess.run(
        [pypandoc.get_pandoc_path(), "--from=markdown-smart", "--to=html"], input=ESSAY, text=True, encoding="utf-8", capture_output=True
    ).stdout
    printed = browser.new_page()
    printed.set_content(
        "<html lang=en><style>body { font: 12pt/2 serif; hyphens: auto; text-align: justify } blockquote { margin: 0 3em }</style>"
        f"{html}"
    )
    printed.pdf(
        path=tmp_path / "essay.pdf",
        format="A5",
        margin=dict.fromkeys(("top", "bottom", "left", "right"), "25mm"),
        display_header_footer=True,
        header_template='<p style="font-size: 9px; margin-left: 60px">Smith, An Essay on Russia</p>',
        footer_template='<p style="font-size: 9px; margin-left: 60px"><span class="pageNumber"></span></p>',
    )
    printed.close()
    page.goto(PAGE)
    page.get_by_label("Or a file").set_input_files(tmp_path / "essay.pdf")
    assert findings(page) == [VERDICTS, LEVELS]


def test_an_essay_that_is_pasted_or_dropped(page):
    page.goto(PAGE)
    field = page.get_by_label("Quotation or link")
    field.fill(ESSAY)
    field.press("Control+Enter")
    assert findings(page) == [VERDICTS, LEVELS]
    assert violations(page) == []
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as CSV").click()
    assert (saved.value.suggested_filename, saved.value.path().read_text(encoding="utf-8").count("\n")) == ("essay-quotations.csv", 13)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as HTML").click()
    assert saved.value.path().read_text(encoding="utf-8").count("data-verdict") == 12
    page.locator("#check-quotation form").evaluate(
        """(form, text) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text], "dropped.txt"));
          form.dispatchEvent(new DragEvent("drop", {dataTransfer, bubbles: true, cancelable: true}));
        }""",
        "It says “a source of terrorism, extremism, and drug exports” (Rise of the Taliban, para. 4).",
    )
    expect(page.locator("#check-status")).to_contain_text("1 quotation: 1 right.")


def test_a_link_of_the_report_leads_to_the_words(page):
    page.goto(PAGE)
    page.get_by_label("Quotation or link").fill(
        "It says “Moscow, which has a long-term security experience” (Rise of the Taliban, para. 5)."
    )
    page.get_by_role("button", name="Compare").click()
    link = page.locator("#check-results .findings a")
    assert link.get_attribute("href").endswith("/introduction/#p5:~:text=Moscow%2C%20which%20has%20a%20long%2dterm%20security%20experience")
    link.click()
    expect(page.locator("#p5")).to_be_in_viewport()
    expect(page.locator(".gone")).to_have_count(0)


WORDS = "Moscow, which has a long-term security experience in this country"
PLAIN_LINE = (72, 700, "This page of the essay says nothing of others, and goes on to the next.")
LONG_PDF = pdf(
    [PLAIN_LINE, *[(72, 600, f'It says "{WORDS}"'), (72, 588, "\\(Rise of the Taliban, para. 5\\).")] * (number == 150)]
    for number in range(300)
)
NESTED = f"Miller writes: “We read of ‘{WORDS}’ in that paper” (Miller, 2001, p. 4)."
GERMAN = "Der Aufsatz behandelt die Beziehungen zwischen den beiden Staaten und fragt, warum sich die Politik geändert hat. " * 12


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("essay.docx", b"PK\x03\x04 broken", "This file is damaged."),
        ("essay.docx", b"\xd0\xcf\x11\xe0 old", "This is a Word file of before 2007, or has a password."),
        ("essay.pdf", b"%PDF-1.7 broken", "This file is damaged."),
        ("essay.pdf", pdf([[]]), "This PDF has no text, only pictures of pages."),
        ("essay.pdf", pdf([[(72, 700, "Nobody reads this.")]], ENCRYPTED), "This file has a password."),
        ("essay.pdf", LONG_PDF, "1 quotation: 1 right."),
        ("essay.rtf", b"{\\rtf1}", "This is an .rtf file."),
        ("essay.txt", b"", "This file is empty."),
        ("essay.jpg", b"\xff\xd8\0\0", "This is no file of text."),
        ("essay.txt", "Er sagt „eins zwei drei“.".encode("cp1252"), "1 quotation, none from this reader, and no citation of it."),
        ("essay.txt", GERMAN.encode(), "The essay seems not to be in English"),
        ("essay.txt", NESTED.encode(), "1 quotation: 1 right."),
        ("essay.txt", b"Nothing at all.", "No quotation from this reader and no citation of it was found in this essay."),
    ],
)
def test_what_cannot_be_read_or_has_nothing_of_ours_is_said_in_words(page, name, content, said):
    page.goto(PAGE)
    page.get_by_label("Or a file").set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})
    expect(page.locator("#check-status")).to_contain_text(said)


def test_words_of_a_note_or_an_entry_are_known_as_such(page, data):
    field, button = open_page(page, data)
    field.fill("led by Russia and built on the Collective Security Treaty")
    button.click()
    expect(page.locator("#check-status")).to_have_text(
        "These words are this edition’s own, not those of a paper: CSTO. The words stand unchanged."
    )
    assert page.locator("#check-status a").get_attribute("href") == "../../glossary/csto/"


def test_the_scripts_for_essays_are_loaded_when_they_are_used(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(PAGE, wait_until="networkidle")
    page.get_by_label("Quotation or link").fill(SENTENCE)
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("#check-status")).to_contain_text("The words stand unchanged.")
    assert not [name for name in asked if "essay" in name or ".mjs" in name]
    page.get_by_label("Or a file").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"Nothing."})
    expect(page.locator("#check-status")).to_contain_text("No quotation")
    assert "essay-check.js" in asked
    assert not [name for name in asked if ".mjs" in name]


def test_an_essay_from_the_disk(page, site, tmp_path):
    page.goto((site / PAGE / "index.html").as_uri())
    page.get_by_label("Or a file").set_input_files(write_essay(tmp_path, "docx"))
    assert findings(page) == [VERDICTS, LEVELS]
    page.locator("#check-results .findings a").first.click()
    expect(page.locator("#p4")).to_be_in_viewport()


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
