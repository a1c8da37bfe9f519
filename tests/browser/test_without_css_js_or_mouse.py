"""By keyboard, by ear, enlarged, with spacing and colours of one's own, without scripts, without styles."""

import re
from itertools import pairwise

import pytest
from lxml import html
from playwright.sync_api import expect

from tests.support.chromium import PHONE
from tests.support.screen import all_seen, card
from tests.support.search import search_field
from tests.support.typefaces import in_every_typeface

SHORT, SECTION = "papers/islamic-emirate/methodology/", "papers/rise-of-the-taliban/introduction/"
KINDS = [
    "",
    "papers/islamic-emirate/",
    SECTION,
    "glossary/csto/",
    "glossary/",
    "side-by-side/",
    "introduction/",
    "teaching/",
    "timeline/",
    "concepts/",
    "about/citing/",
]
FOCUSED = """
() => {
  const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
  const header = element.closest(".md-header, .md-skip") ? 0 : document.querySelector(".md-header").getBoundingClientRect().bottom;
  return {
    name: (element.getAttribute("aria-label") || element.value || element.textContent).trim().replace(/\\s+/g, " "),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.bottom > header && box.top < innerHeight,
    big: box.height >= 24 && box.width >= 24 || style.display === "inline" || element.matches("input"),
  };
}
"""
SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }
"""
CUT = """
() => [...document.querySelectorAll("article *, header *, nav *")].filter(element => {
  const style = getComputedStyle(element);
  return style.overflowX === "hidden" && element.scrollWidth > element.clientWidth + 1 && element.textContent.trim();
}).map(element => element.className)
"""


def expect_no_sideways_scrolling(page):
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_accessibility_tree_of_a_section(page, golden):
    """Its landmarks, and all but the contents, which change with every page that is added."""
    page.goto(SHORT)
    contents = page.get_by_role("navigation", name="Contents")
    expect(contents.get_by_role("link", name="Methodology")).to_have_attribute("aria-current", "page")
    contents.evaluate("contents => contents.replaceChildren()")
    golden("edition/golden/site/section.aria.yml", page.locator("body").aria_snapshot() + "\n")


@in_every_typeface
def test_by_keyboard_every_stop_is_seen_and_the_order_is_that_of_the_page(page):
    page.goto(SHORT)
    first_note = page.locator("a.footnote-ref").first.inner_text()
    stops = []
    while not stops or stops[-1]["name"] != "Keys":
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
        assert len(stops) < 120
    names = [stop["name"] for stop in stops]
    assert "Back to the text" not in names  # the text is beside each note
    assert names[:3] == ["Skip to content", "Russia and Afghanistan: An Annotated Reader", "Search"]
    order = ["Switch to the dark palette", "Home", "Methodology", "Cite", "reading", "Paragraph 6", first_note, "Keys"]
    assert [name for name in names if name in order] == order
    assert [stop["name"] for stop in stops if not (stop["ring"] and stop["seen"])] == []
    assert [stop["name"] for stop in stops if not stop["big"]] == []
    page.keyboard.press("Shift+Tab")
    for _ in stops[:40]:
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(FOCUSED)["seen"]


def test_the_first_stop_skips_to_the_text(page):
    page.goto(SHORT)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator(".cite-link")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Reading text")).to_be_focused()


def test_emendations_have_the_focus_by_key_and_by_the_list(page):
    page.goto(SECTION)
    page.keyboard.press("e")
    first = page.locator("p .emendation").first
    expect(first).to_be_focused()
    expect(card(page)).to_contain_text(first.get_attribute("data-reason"))
    page.keyboard.press("e")
    expect(page.locator("p .emendation").nth(1)).to_be_focused()
    page.keyboard.press("Shift+E")
    expect(first).to_be_focused()
    page.get_by_text("emendations on this page").click()
    page.locator("details.apparatus li").nth(4).get_by_role("link").first.press("Enter")
    expect(page.locator(".emendation:target")).to_be_focused()
    expect(card(page)).to_contain_text(page.locator(".emendation:target").get_attribute("data-reason"))


def test_the_received_view_is_heard_once(page):
    page.goto(SECTION)
    ours = page.locator("p .emendation.substitution > span").first
    for view, hidden in (("Received text", "true"), ("Both, with reasons", None), ("Reading text", None)):
        page.get_by_label(view).check()
        assert ours.get_attribute("aria-hidden") == hidden


def test_keys_act_are_listed_and_can_be_switched_off(page):
    page.goto(SECTION)
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("/theoretical-framework/$"))
    page.wait_for_load_state()
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile("/introduction/$"))
    page.wait_for_load_state()
    page.keyboard.press("c")
    expect(page.get_by_role("dialog", name="Cite")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".cite-link")).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("npc?")
    expect(search_field(page)).to_have_value("npc?")
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("/introduction/$"))
    page.locator("h1").click()
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys.get_by_role("row")).to_have_count(8)
    keys.get_by_label("Use these keys").uncheck()
    page.keyboard.press("Escape")
    expect(keys).to_have_count(0)
    for _ in range(2):  # and so it stays
        for key in "?nc/e":
            page.keyboard.press(key)
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.locator("body")).to_be_focused()
        page.reload()
    expect(page).to_have_url(re.compile("/introduction/$"))
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Use these keys").check()
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("button", name="Keys")).to_be_focused()
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("/theoretical-framework/$"))


def test_the_view_is_remembered_and_shown_before_the_text_is_painted(page):
    page.goto(SECTION)
    page.get_by_label("Both").check()
    page.add_init_script("""
        (function frame() {
          const view = document.querySelector(".views :checked");
          if (view) window.first = view.value;
          else requestAnimationFrame(frame);
        })();
    """)
    page.goto("papers/rise-of-the-taliban/text/")
    assert page.evaluate("window.first") == "both"
    expect(page.get_by_label("Both")).to_be_checked()


def test_a_section_tells_its_place_and_leads_on(page):
    page.goto(SECTION)
    expect(page.locator(".place")).to_have_text("Section 2 of 6 · ¶4–6 of 17 · 2 min")
    for name in ("Sections", "Sections, after the notes"):
        turn = page.get_by_role("navigation", name=name, exact=True)
        expect(turn.locator("[rel=next]")).to_have_text("Next · 2 min Theoretical framework")
        turn.locator("[rel=prev]").click()
        expect(page.locator("h1")).to_contain_text("Abstract")
        expect(turn.locator("a")).to_have_count(1)
        page.goto(SECTION)


@pytest.mark.parametrize("where", KINDS)
def test_a_page_enlarged_four_times_or_with_other_spacing_loses_nothing(reader, where):
    """1280 by 1024 at 400 % is a window of 320 by 256."""
    page = reader(bypass_csp=True)  # as the tools that readers use for their own spacing do
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(where)
    expect_no_sideways_scrolling(page)
    expect(page.locator(".md-header")).to_have_css("position", "static")
    page.add_style_tag(content=SPACING)
    expect_no_sideways_scrolling(page)
    assert page.evaluate(CUT) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    expect_no_sideways_scrolling(page)
    assert page.evaluate(CUT) == []


def test_with_forced_colours_nothing_rests_on_ours(reader):
    page = reader(forced_colors="active")
    page.goto(f"{SECTION}#p4")
    page.get_by_label("Both").check()
    mark = page.locator("#p4 .emendation.substitution > span").first
    expect(mark).to_have_css("text-decoration-line", "underline")
    assert page.locator("#p4").evaluate("text => getComputedStyle(text).outlineStyle") != "none"


def test_with_reduced_motion_nothing_moves(page):
    page.goto(SECTION)
    styles = page.locator("body *").evaluate_all(
        "parts => parts.map(part => getComputedStyle(part)).map(style => [style.transitionDuration, style.animationName])"
    )
    assert {tuple(style) for style in styles} == {("0s", "none")}
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


@pytest.mark.parametrize("window", [None, PHONE], ids=["desktop", "phone"])
def test_without_scripts_there_are_no_dead_buttons_and_all_text_is_there(reader, sections, window):
    page = reader(java_script_enabled=False, **({"viewport": window} if window else {}))
    page.goto(SECTION)
    # The contents, three views, and the way to the page of search.
    expect(page.locator("button:visible, input:visible, label[for]:visible")).to_have_count(5 if window else 4)
    expect(page.get_by_role("radio")).to_have_count(3)
    for part in ("#p4", "#p6", ".footnote", "nav[aria-label=Sections]", "details.apparatus summary"):
        expect(page.locator(part)).to_be_visible()
    if window:
        expect(page.locator("#site-contents")).to_be_hidden()
        page.get_by_role("button", name="Contents").click()
    page.locator("#site-contents").get_by_role("link", name="Timeline").click()
    expect(page.locator("h1")).to_have_text("Timeline")
    page.goto("papers/rise-of-the-taliban/apparatus/")
    expect(page.locator("button:visible")).to_have_count(2 if window else 1)
    page.get_by_role("button", name="Search").click()
    expect(page.locator("h1")).to_have_text("Search")
    page.goto(SECTION)
    page.locator(".cite-link").click()
    expect(page.get_by_role("heading", name="APA 7").first).to_be_visible()


def changed(page, pattern, instead):
    """Let the browser get every page and style sheet with what matches the pattern replaced."""

    def fulfil(route):
        response = route.fetch()
        route.fulfill(response=response, body=re.sub(pattern, instead, response.text()))

    page.route(re.compile(r"/$|\.css$"), fulfil)


def test_without_styles_a_page_reads_in_order(reader):
    page = reader(java_script_enabled=False)
    changed(page, r"(?s)<style>.*?</style>|<link rel=\"?stylesheet[^>]*>", "")
    page.goto(SECTION)
    assert page.locator("body").evaluate("() => document.styleSheets.length") == 0
    text = page.locator("body").inner_text()
    places = [
        text.index(part)
        for part in ("Skip to content", "Introduction\n", "Section 2 of 6", "4 Afghanistan", "Notes of this edition", "Cite as:")
    ]
    assert places == sorted(places)
    # That which opens the contents, and that which leads to the page of search.
    expect(page.locator("button:visible, [name=query]:visible, .views:visible")).to_have_count(2)
    page.get_by_role("button", name="Contents").click()
    expect(page.locator("#site-contents")).to_be_visible()


def test_an_old_browser_shows_the_contents_and_the_reading_text(reader):
    """One that knows neither popovers nor :has()."""
    page = reader(bypass_csp=True)  # which has the hashes of the styles as they were
    changed(page, r":(?:popover-open|has\b)", ":unknown")
    page.add_init_script("""
        delete HTMLElement.prototype.popover;
        addEventListener("DOMContentLoaded", () => document.getElementById("site-contents").removeAttribute("popover"));
    """)
    page.set_viewport_size(PHONE)
    page.goto(SECTION)
    expect(page.locator("#site-contents")).to_be_visible()
    expect(page.get_by_role("button", name="Contents")).to_be_hidden()
    expect(page.locator(".views")).to_be_hidden()
    assert "it is a country" in all_seen(page)["p4"]


def test_headings_are_in_order_and_foreign_words_say_their_language_on_every_page(site, pages):
    for where in pages:
        page = html.parse(str(site / where / "index.html" if not where.endswith(".html") else site / where)).getroot()
        levels = [int(heading.tag[1]) for heading in page.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")]
        assert levels[:1] == [1], where
        assert all(after <= before + 1 for before, after in pairwise(levels)), where
        for text in page.xpath("//main//text()[not(ancestor::script)]"):
            if re.search(r"[\u0400-\u04ff\u0600-\u06ff]", text):
                assert text.getparent().xpath("ancestor-or-self::*[@lang][1]/@lang") not in ([], ["en"]), (where, text)
