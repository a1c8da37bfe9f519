"""A page's text paints from one round trip, and what is left out of its styles is missed nowhere."""

import base64
import gzip
import re

import pytest
from fontTools.ttLib import TTFont
from lxml import html
from playwright.sync_api import expect

from tests.edition.essays import write_essay
from tests.support.chromium import DESKTOP, PHONE
from tests.support.project import ROOT
from tests.support.search import search_for
from tests.support.server import PREFIX

ROUND_TRIP = 14 * 1024  # bytes in the first window of a TCP connection: ten segments
LOADED, FILES = 110_000, 8
SEARCHED = 70_000  # by the first search, gzipped
NOISE = 4  # pixels that may differ: the edge of a rounded outline is not always drawn the same
TALL = 3000  # pixels of a long page that are compared
SECTION = "papers/rise-of-the-taliban/results-and-discussion/"
HEAVIEST = "papers/islamic-emirate/introduction/"
KINDS = (
    "",
    "papers/rise-of-the-taliban/",
    SECTION,
    "papers/islamic-emirate/text/",
    "papers/islamic-emirate/apparatus/",
    "papers/islamic-emirate/received/",
    "side-by-side/",
    "glossary/csto/",
    "glossary/",
    "concepts/",
    "timeline/",
    "introduction/",
    "teaching/",
    "about/project/",
    "bibliography/",
    "about/editing/",
    "about/citing/",
    "about/check/",
    "search/",
    f"cite/{SECTION.rstrip('/')}.html",
    "no/such/page/",
)
PALETTES = ("default", "slate")

# Puts the complete style sheet beside those of the page, and a switch between the two on the window.
BESIDE = """css => {
  const own = [...document.styleSheets].filter(sheet => !sheet.ownerNode.textContent.includes("--imprint"));
  const whole = new CSSStyleSheet();  // which the page's policy allows, other than an element
  whole.replaceSync(css);
  document.adoptedStyleSheets.push(whole);
  window.complete = on => {
    own.forEach(sheet => { sheet.disabled = on; });
    whole.disabled = !on;
  };
  window.complete(false);
}"""
# The number of pixels in which two pictures differ.
DIFFERENT = """async pictures => {
  const [one, other] = await Promise.all(pictures.map(async picture => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(picture), letter => letter.charCodeAt(0))]));
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    return new Uint32Array(canvas.getImageData(0, 0, image.width, image.height).data.buffer);
  }));
  return one.length === other.length ? one.reduce((sum, pixel, at) => sum + (pixel !== other[at]), 0) : Infinity;
}"""
MOST_PICTURES = 10  # of a page that never holds still to the last pixel: NOISE is allowed
PAINTED = """() => new Promise(done => new PerformanceObserver(() => done()).observe({type: "paint", buffered: true}))"""
SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { sum += entry.hadRecentInput ? 0 : entry.value; }))
    .observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
})"""


@pytest.fixture(scope="module")
def complete():
    """The style sheet as we write it; the page that it is added to names its fonts from the root."""
    return (ROOT / "overrides/assets/reader.css").read_text(encoding="utf-8").replace('url("fonts/', f'url("{PREFIX}assets/fonts/')


def without_typeface(page):
    """Keep the shipped typeface away, which comes in time for a picture or not at all."""
    page.route("**/*.woff2", lambda route: route.abort())


def photograph(page, **area):
    """Return a picture of a page that is drawn to the end: two in a row are the same. What sticks or scrolls by itself may come late."""
    picture = page.screenshot(**area)
    for _ in range(MOST_PICTURES):
        if picture == (picture := page.screenshot(**area)):
            break
    return picture


def expect_same(page, what, height=0):
    """Expect that a page, or so much of its height, looks the same with its own styles as with the complete ones."""
    area = {"full_page": True, "clip": {"x": 0, "y": 0, "width": page.viewport_size["width"], "height": height}} if height else {}
    for palette in PALETTES:
        page.evaluate("palette => document.documentElement.dataset.mdColorScheme = palette", palette)
        seen = []
        for whole in (False, True):
            page.evaluate("on => window.complete(on)", whole)
            seen.append(photograph(page, **area))
        page.evaluate("window.complete(false)")
        if seen[0] != seen[1] and page.evaluate(DIFFERENT, [base64.b64encode(image).decode() for image in seen]) > NOISE:
            folder = ROOT / "build" / "differences"
            folder.mkdir(parents=True, exist_ok=True)
            for name, image in zip(("own", "complete"), seen, strict=True):
                (folder / f"{re.sub('[^a-z0-9]+', '-', what)}-{palette}-{name}.png").write_bytes(image)
            pytest.fail(f"{what}, {palette}: the pictures are in {folder}", pytrace=False)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_looks_as_it_does_with_the_complete_styles(page, complete, kind):
    without_typeface(page)
    page.goto(kind)
    page.evaluate(BESIDE, complete)
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        expect_same(page, f"{kind}-{size['width']}", TALL)


def test_a_printed_page_looks_as_it_does_with_the_complete_styles(page, complete):
    without_typeface(page)
    page.goto(SECTION)
    page.evaluate(BESIDE, complete)
    page.emulate_media(media="print")
    expect_same(page, "print", TALL)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_what_opens_looks_as_it_does_with_the_complete_styles(reader, complete, size):
    page = reader(viewport=size, permissions=["clipboard-read", "clipboard-write"])
    without_typeface(page)
    page.goto(SECTION)
    page.evaluate(BESIDE, complete)
    for view in ("Received text", "Both, with reasons", "Reading text"):
        page.get_by_label(view).check()
        expect_same(page, view, TALL)
    page.locator("details.apparatus summary").click()
    expect_same(page, "apparatus open", TALL)
    page.mouse.move(1, 1)  # away from all that answers to it
    page.locator("#p12 a.term").first.focus()
    expect(page.locator(".card")).to_be_visible()
    expect_same(page, "card")
    page.keyboard.press("Escape")
    page.locator(".cite-link").click()
    expect(page.get_by_role("dialog", name="Cite")).to_be_visible()
    expect_same(page, "cite panel")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)  # it gives the focus back when it is gone
    page.locator("#p13 .paragraph-number").focus()
    expect_same(page, "number with the focus")
    page.locator("#p13").evaluate("p => getSelection().selectAllChildren(p)")
    expect(page.locator(".quote-bar")).to_be_visible()
    expect_same(page, "bar")
    page.evaluate("getSelection().removeAllRanges()")
    if size is PHONE:
        page.get_by_role("button", name="Contents").click()
        expect_same(page, "contents")
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Keys").click()
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    expect_same(page, "keys")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    search_for(page, "national security")
    expect_same(page, "search")
    page.keyboard.press("ArrowDown")
    expect_same(page, "a chosen hit")


@pytest.mark.parametrize("kind", ["", SECTION, "glossary/csto/", "concepts/", "timeline/"])
def test_the_text_is_painted_from_the_page_alone(reader, kind):
    """Without scripts and the second style sheet, everything above the foot of the text looks as it does with it."""
    for size in (DESKTOP, PHONE):
        seen = []
        for kept_away in (True, False):
            page = reader(viewport=size, java_script_enabled=False)
            without_typeface(page)
            if kept_away:
                page.route("**/styles.*.css", lambda route: route.fulfill(body="", content_type="text/css"))
            page.goto(kind)
            if not kept_away:
                below = page.locator("details.apparatus, .footnote, .foot").first.bounding_box()["y"]
            seen.append(page)
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], below)}
        assert seen[0].screenshot(clip=clip) == seen[1].screenshot(clip=clip), f"{kind} at {size}"


def test_the_home_page_and_every_section_arrive_in_one_round_trip(site, sections):
    """The page with its styles: nothing else keeps its text from being painted."""
    weights = {address: len(gzip.compress((site / address / "index.html").read_bytes(), 9)) for address in ("", *sections)}
    assert {address: weight for address, weight in weights.items() if weight > ROUND_TRIP} == {}


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_moves_when_styles_and_scripts_come(reader, size):
    """They are held back until something has been painted, and so is the typeface."""
    page, held, moved = reader(viewport=size), [], {}
    page.route(re.compile(r"/(scripts|styles)\.\w+\.(js|css)$|\.woff2$"), lambda route: held.append(route))
    for kind in ("", "papers/islamic-emirate/apparatus/", "glossary/", "timeline/", "concepts/", "bibliography/", "about/check/", SECTION):
        page.goto(kind, wait_until="commit")
        page.evaluate(PAINTED)
        while page.evaluate("document.readyState") != "complete":
            while held:
                held.pop().continue_()
        moved[kind] = round(page.evaluate(SHIFTS), 3)
    assert {kind: shift for kind, shift in moved.items() if shift} == {}


def fonts_of(session, selector):
    """The PostScript names of the fonts in which an element is set."""
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    return [font["postScriptName"] for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]]


def test_until_the_typeface_is_there_bold_and_italic_are_drawn_as_such(page):
    """A browser would embolden and slant a font of the machine's whose bold and italic it is not told."""
    without_typeface(page)
    page.goto("glossary/csto/")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    page.evaluate("document.querySelector('h2').id = 'bold'; document.querySelector('article em').id = 'italic'")
    assert re.search("Bold", *fonts_of(session, "#bold"))
    assert re.search("Italic", *fonts_of(session, "#italic"))


def test_nothing_comes_before_the_text_and_the_search_only_when_it_is_opened(page, site):
    loaded = {}
    page.on("response", lambda response: loaded.setdefault(response.url.partition("/reader/")[2], len(gzip.compress(response.body(), 9))))
    page.goto(HEAVIEST, wait_until="networkidle")
    assert page.evaluate(SHIFTS) == 0
    assert len(loaded) <= FILES, loaded
    assert sum(loaded.values()) <= LOADED, loaded
    assert not [name for name in loaded if "search" in name]
    head = (site / HEAVIEST / "index.html").read_text(encoding="utf-8").partition("</head>")[0]
    assert not re.search(r"<script[^>]* src=|rel=\"?stylesheet", head)
    search_for(page, "Tashkent Treaty")
    page.wait_for_load_state("networkidle")
    searched = {name: weight for name, weight in loaded.items() if "search" in name}
    assert set(searched) == {"assets/search-worker.js", "search/names.json", "search/texts.json"}
    assert sum(searched.values()) <= SEARCHED, searched


def test_the_site_carries_no_script_style_sheet_or_icon_that_no_page_loads(page, site, tmp_path):
    """Asked for by a reader who opens every kind of page, cites, comes by a link to words, searches and checks an essay.

    A window without a frame leaves the icons.
    """
    asked = set()
    page.context.on("request", lambda request: asked.add(request.url.partition("/reader/")[2]))
    for kind in KINDS:
        page.goto(kind)
    page.goto("about/check/")
    page.get_by_label("Or a file").set_input_files(write_essay(tmp_path, "pdf"))
    expect(page.locator("#check-results ol.findings > li").first).to_be_visible()
    page.goto(f"{SECTION}#p12:~:text=words")
    page.locator(".cite-link").click()
    page.get_by_role("dialog", name="Cite").get_by_role("button", name="Close").click()
    page.locator("a.term").first.focus()
    search_for(page, "csto")
    carried = {path.relative_to(site).as_posix() for path in site.glob("assets/**/*.*")}
    carried -= {name for name in carried if "cyrillic" in name}  # loaded where a text has Russian words
    assert carried - asked - {"assets/icon.png", "assets/icon.svg", "assets/social.png", "assets/fonts/OFL.txt"} == set()


def test_the_next_section_is_got_ready_under_the_pointer(page):
    page.goto(HEAVIEST)
    following = page.locator(".turn [rel=next]").first
    with page.context.expect_event("request", lambda request: request.url.endswith("/theoretical-framework/")):
        following.hover()


# Characters a line of a paragraph of several lines, without its last.
CHARACTERS = """paragraph => {
  const range = document.createRange(), lines = {};
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (text.parentElement.closest(".paragraph-number, sup, [hidden]")) continue;
    for (let at = 0; at < text.length; at++) {
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      const {bottom, width} = range.getBoundingClientRect();
      if (width) lines[Math.round(bottom)] = (lines[Math.round(bottom)] ?? 0) + 1;
    }
  }
  const counts = Object.values(lines).slice(0, -1);
  return counts.reduce((sum, count) => sum + count, 0) / counts.length;
}"""


@pytest.mark.parametrize(("size", "least", "most"), [(DESKTOP, 60, 70), (PHONE, 36, 45)], ids=["desktop", "phone"])
def test_the_text_is_set_in_the_shipped_typeface_in_lines_of_a_good_length(reader, size, least, most):
    """A typeface that is not there at the first paint is left out, so that nothing moves; the second time it is there."""
    page = reader(viewport=size)
    page.goto(HEAVIEST, wait_until="networkidle")
    page.goto(SECTION)
    paragraph = page.locator("#p12")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": "#p12"})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    assert [font["familyName"] for font in fonts if font["isCustomFont"]] == ["Reader Serif"]
    assert least <= paragraph.evaluate(CHARACTERS) <= most
    assert page.evaluate(SHIFTS) == 0


def test_the_fonts_are_light_and_have_every_latin_and_russian_letter_of_the_site(site):
    fonts = list(site.glob("assets/fonts/*.woff2"))
    assert sum(path.stat().st_size for path in fonts) <= 60_000
    letters = {letter for path in fonts for letter in TTFont(path).getBestCmap()}
    texts = (html.parse(str(path)).getroot().find("body").text_content() for path in site.rglob("*.html"))
    used = {ord(letter) for text in texts for letter in text if letter.isalpha() and ord(letter) < 0x530}
    assert used - letters == set()
