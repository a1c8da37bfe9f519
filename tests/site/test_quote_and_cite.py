"""Quote and cite: from selected words, a paragraph's number or "Cite" to what lies in the clipboard, and back by the link."""

import base64
import gzip
import html as markup
import re
from datetime import datetime
from urllib.parse import unquote

import pytest
from lxml import html
from playwright.sync_api import expect

from scripts.reader import emendations
from scripts.reader.paragraphs import number, paragraphs
from tests.site.conftest import DESKTOP, PHONE, ROOT
from tests.site.screen import card, words
from tests.site.test_accessibility import PALETTES, violations

TALIBAN, EMIRATE = "papers/rise-of-the-taliban/introduction/", "papers/islamic-emirate/results-and-discussion/"
ABSTRACT, METHODOLOGY = "papers/rise-of-the-taliban/abstract/", "papers/rise-of-the-taliban/methodology/"
WHOLE = "papers/islamic-emirate/text/"
PUBLISHED = "https://example.org/reader/"
STYLES = {
    "apa": "APA 7",
    "mla": "MLA 9",
    "chicago-author-date": "Chicago author-date",
    "chicago-notes": "Chicago notes",
    "harvard": "Harvard",
}
NOW = datetime(2027, 2, 3, 12)
GONE = "The words of this link are no longer here as they were quoted."
TOUCH = {"has_touch": True, "is_mobile": True, "viewport": PHONE}
BYTES = 8 * 1024

# The range of some words of the reading text, from [paragraph, words] to [paragraph, words].
RANGE = """
([first, last]) => {
  const range = document.createRange();
  for (const [[id, words], edge] of [[first, "setStart"], [last, "setEnd"]]) {
    const walker = document.createTreeWalker(document.getElementById(id), NodeFilter.SHOW_TEXT), nodes = [];
    let text = "";
    for (let node; (node = walker.nextNode());) {
      if (node.parentElement.closest(".paragraph-number, .received-lines, sup")) continue;
      nodes.push([node, text.length]);
      text += node.data.replaceAll("\\n", " ");
    }
    const found = text.indexOf(words), at = edge === "setStart" ? found : found + words.length;
    if (found < 0) throw new Error(`no "${words}" in ${id}`);
    const [node, begin] = nodes.findLast(([, begin]) => edge === "setStart" ? begin <= at : begin < at);
    range[edge](node, at - begin);
  }
  return range;
}
"""
SELECT = f"""
places => {{
  const range = ({RANGE})(places), selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}}
"""
EDGES = f"""
places => {{
  const range = ({RANGE})(places), first = range.cloneRange(), last = range.cloneRange();
  first.setEnd(range.startContainer, range.startOffset + 1);
  last.setStart(range.endContainer, range.endOffset - 1);
  const [one, two] = [first.getBoundingClientRect(), last.getBoundingClientRect()];
  return [one.left + .5, (one.top + one.bottom) / 2, two.right - .5, (two.top + two.bottom) / 2];
}}
"""
# From [a function that gives a node, an offset] to another.
SELECT_NODES = """
([start, end]) => {
  const node = ([code, offset]) => [eval(code), offset];
  getSelection().setBaseAndExtent(...node(start), ...node(end));
}
"""
CLIPBOARD = """
async () => {
  const [item] = await navigator.clipboard.read();
  const read = async type => item.types.includes(type) ? (await item.getType(type)).text() : "";
  return {text: await read("text/plain"), html: await read("text/html")};
}
"""
MARKED = """
async ([picture, colour]) => {
  const image = new Image();
  image.src = "data:image/png;base64," + picture;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height), context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const {data} = context.getImageData(0, 0, image.width, image.height);
  let marked = 0;
  for (let at = 0; at < data.length; at += 4) marked += colour.every((value, part) => data[at + part] === value);
  return marked / (image.width * image.height);
}
"""
QUOTED = [255, 213, 74]  # --quoted in reader.css


@pytest.fixture
def student(reader):
    """Open a page of the site in a browser that lets it copy: student(address, has_touch=True)."""

    def student(address, prepare="", **settings):
        page = reader(permissions=["clipboard-read", "clipboard-write"], **settings)
        page.clock.set_fixed_time(NOW)
        if prepare:
            page.add_init_script(prepare)
        page.goto(address)
        return page

    return student


@pytest.fixture
def reference_page(site):
    """The static page of references to a page of the site."""

    def reference_page(address):
        return html.parse(str(site / "cite" / f"{address.rstrip('/') or 'index'}.html")).getroot()

    return reference_page


@pytest.fixture
def said(reference_page):
    """What the page of references says: said(address, style, "reference" or a form of the citation, *paragraphs)."""

    def said(address, style, what, first="", last="", of="page"):
        name = "@class='reference'" if what == "reference" else f"@data-form='{what}'"
        [found] = reference_page(address).xpath(f"//section[@data-object='{of}']/div[@data-style='{style}']/p[{name}]")
        for place in found.xpath(".//span"):
            place.text = {"first": first, "last": last}.get(place.get("class"), place.text)
        return words(found.text_content())

    return said


def bar(page):
    return page.get_by_role("toolbar", name="Quote and cite")


def menu(page):
    return page.get_by_role("menu")


def panel(page):
    return page.get_by_role("dialog", name="Cite")


def paragraph_number(page, which):
    return page.get_by_role("link", name=f"Paragraph {which}", exact=True)


def select(page, first, last=None):
    """Select words, from the first of one piece of the text to the last of another."""
    page.evaluate(SELECT, [first, last or first])


def select_nodes(page, *places):
    page.evaluate(SELECT_NODES, places)


def drag(page, first, last=None):
    """Select words with the mouse."""
    page.locator(f"#{first[0]}").scroll_into_view_if_needed()
    left, top, right, bottom = page.evaluate(EDGES, [first, last or first])
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=4)
    page.mouse.up()


def copied(page, what="Quotation"):
    """What lies in the clipboard, as text and as HTML, once the page has said so."""
    expect(page.locator(".status").last if panel(page).count() else page.locator("body > .status")).to_have_text(f"{what} copied")
    return page.evaluate(CLIPBOARD)


def copy(page):
    bar(page).get_by_role("button", name="Copy quotation").click()
    return copied(page)


def quotation(page):
    """The quotation alone, without marks and citation."""
    text = copy(page)["text"].split("\nIntroduction (")[0]
    return re.fullmatch(r"“(.*)” \([^()]*\([^()]*\)[^()]*\)\n.*", text + "\n", re.DOTALL)[1]


def link_in(found):
    return found["text"].split("\n")[-1]


def as_text(copy):
    """What the HTML of a copy says."""
    lines = [html.fromstring(line.replace("<br>", "\n")).text_content() for line in re.findall("<p.*?</p>", copy["html"], re.DOTALL)]
    return "\n".join(lines)


# ---- Golden copies: two passages, five styles ----

PASSAGES = {  # across paragraphs, notes, terms and emendations
    "rise-of-the-taliban": (ABSTRACT, ("p1", "Therefore, Russia tried"), ("p2", "Also, the authors will examine this hypothesis,")),
    "islamic-emirate": (EMIRATE, ("p14", "While regional"), ("p15", "are considered Russian initiatives")),
}


@pytest.mark.parametrize("paper", PASSAGES)
def test_a_passage_selected_with_the_mouse_is_copied_in_five_styles(student, golden, paper):
    address, first, last = PASSAGES[paper]
    page = student(address)
    drag(page, first, last)
    told = []
    for style, name in STYLES.items():
        bar(page).get_by_label("Style").select_option(name)
        found = copy(page)
        assert as_text(found) == found["text"]
        told.append(f"## {style}\n\n{found['text']}\n\n{found['html']}\n")
    golden(f"golden/quotes/{paper}.txt", "\n".join(told))


@pytest.mark.parametrize("style", STYLES)
def test_citation_and_reference_are_those_of_the_page_of_references(student, said, style):
    page = student(TALIBAN)
    select(page, ("p4", "Kremlin officials"))
    bar(page).get_by_label("Style").select_option(style)
    outer = "‘{}’" if style == "harvard" else "“{}”"
    first = f"{outer.format('Kremlin officials')} {said(TALIBAN, style, 'one', '4')}"
    reference = said(TALIBAN, style, "reference").replace("[date of access]", "3 February 2027")
    assert copy(page)["text"].split("\n")[:2] == [first, reference]
    select(page, ("p5", "in this country."), ("p6", "Russia's strategy"))
    first = f"{outer.format('in this country.#Russia' + chr(39) + 's strategy')} {said(TALIBAN, style, 'range', '5', '6')}"
    assert copy(page)["text"].split("\n")[:-1] == [*first.split("#"), reference]


def test_italics_of_a_reference_and_of_a_citation_are_kept(student):
    page = student(TALIBAN)
    select(page, ("p4", "Kremlin officials"))
    html = copy(page)["html"]
    assert "“Kremlin officials” (<em>Introduction (Rise of the Taliban)</em>, 2026, para. 4)</p><p><em>Introduction (" in html
    assert f'<p><a href="{PUBLISHED}{TALIBAN}#p4:~:text=Kremlin%20officials">' in html


# ---- Ways to select and to copy ----


def test_the_bar_stands_near_the_selection_and_covers_nothing_of_it(student):
    page = student(TALIBAN)
    for first, last in ((("p4", "Although"), ("p4", "neighbors")), (("p6", "Russia's adaptation"), ("p6", "order reflects")), (("p4", "Therefore, K"), ("p6", "security"))):
        drag(page, first, last)
        expect(bar(page)).to_be_in_viewport(ratio=1)
        box = bar(page).bounding_box()
        rects = page.evaluate("[...getSelection().getRangeAt(0).getClientRects()].map(({top, bottom}) => [top, bottom])")
        gap = max(box["y"] - max(bottom for _, bottom in rects), min(top for top, _ in rects) - box["y"] - box["height"])
        assert 0 <= gap < 30


def test_the_bar_comes_when_the_mouse_is_released_and_goes_with_the_selection(student):
    page = student(TALIBAN)
    left, top, right, bottom = page.evaluate(EDGES, [("p4", "Although"), ("p4", "neighbors")])
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=4)
    page.wait_for_function("getSelection().toString().length > 20")
    expect(bar(page)).to_have_count(0)
    page.mouse.up()
    expect(bar(page)).to_be_visible()
    bar(page).get_by_label("Style").select_option("MLA 9")
    assert copy(page)["text"].startswith("“Although Afghanistan")
    expect(bar(page)).to_be_visible()
    page.get_by_role("heading", name="Introduction").click()
    expect(bar(page)).to_have_count(0)


def test_a_passage_is_selected_and_copied_by_keyboard(student):
    page = student(TALIBAN)
    page.evaluate("getSelection().collapse(document.querySelector('#p4').childNodes[1], 0)")  # as caret browsing does
    for _ in range(3):
        page.keyboard.press("Shift+Control+ArrowRight")
    expect(bar(page)).to_be_visible()
    page.keyboard.press("q")
    assert copied(page)["text"].startswith("“Afghanistan has always” (Introduction (Rise of the Taliban), 2026, para. 4)\n")
    page.keyboard.press("Shift+Control+ArrowRight")
    page.keyboard.press("q")
    assert copied(page)["text"].startswith("“Afghanistan has always played” (")


def test_the_bar_is_reached_used_and_left_by_keyboard(student):
    page = student(TALIBAN)
    select(page, ("p4", "it is a country"))
    page.keyboard.press("Tab")
    while not page.evaluate("document.activeElement.closest('.quote-bar')"):
        page.keyboard.press("Tab")
    expect(bar(page).get_by_role("button")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert copied(page)["text"].startswith("“it IS [sic] a country” (“Introduction (Rise of the Taliban),” par. 4)\n")
    page.keyboard.press("Escape")
    expect(bar(page)).to_have_count(0)
    expect(paragraph_number(page, 4)).to_be_focused()


def test_letters_typed_into_a_field_copy_nothing(student):
    page = student(TALIBAN)
    page.keyboard.press("/")
    page.keyboard.type("q")
    expect(page.locator(".md-search__input")).to_have_value("q")
    expect(page.locator("body > .status")).to_have_text("")


def test_a_passage_is_copied_with_a_phone_s_handles(student):
    page = student(EMIRATE, **TOUCH)
    page.locator("#p14").tap()
    select(page, ("p14", "regional"))  # a long press selects a word, and handles change the selection without any event of a pointer
    expect(bar(page)).to_be_in_viewport(ratio=1)
    select(page, ("p14", "regional"), ("p15", "and the Regional Contact Group"))
    expect(bar(page)).to_contain_text("nothing for “the”")
    box = bar(page).bounding_box()
    assert (box["x"], box["y"] + box["height"], box["width"]) == (0, PHONE["height"], PHONE["width"])
    bar(page).get_by_role("button", name="Copy quotation").tap()
    found = copied(page)["text"]
    assert found.startswith("“regional cooperation to ensure stability and security. Through")
    assert "the Moscow Format and [the] Regional Contact Group” (Results and Discussion (Islamic Emirate), 2026, paras. 14–15)\n" in found
    expect(bar(page)).to_be_visible()
    page.evaluate("getSelection().removeAllRanges()")
    page.locator("h1").tap()
    expect(bar(page)).to_have_count(0)


def test_what_was_copied_is_told_to_screen_readers(student):
    page = student(TALIBAN)
    select(page, ("p4", "Kremlin officials"))
    copy(page)
    expect(page.get_by_role("status").filter(has_text="Quotation copied")).to_be_visible()


def test_the_style_is_remembered(student):
    page = student(TALIBAN)
    select(page, ("p4", "Kremlin officials"))
    bar(page).get_by_label("Style").select_option("Harvard")
    page.goto(EMIRATE)
    select(page, ("p12", "political isolation"))
    expect(bar(page).get_by_label("Style")).to_have_value("harvard")
    assert copy(page)["text"].startswith("‘political isolation’ (")


def test_a_style_can_be_chosen_where_nothing_can_be_stored(student):
    page = student(TALIBAN, "Object.defineProperty(window, 'localStorage', {get() { throw new Error('denied'); }});")
    select(page, ("p4", "Kremlin officials"))
    bar(page).get_by_label("Style").select_option("Harvard")
    assert copy(page)["text"].startswith("‘Kremlin officials’ (")
    select(page, ("p4", "threatening waves"))
    expect(bar(page).get_by_label("Style")).to_have_value("harvard")


OLD_CLIPBOARDS = {
    "none": "delete window.ClipboardItem",
    "without promises": """
        const Item = ClipboardItem;
        window.ClipboardItem = function (items) {
          if (Object.values(items).some(item => item instanceof Promise)) throw new TypeError("no promises");
          return new Item(items);
        };
    """,
}


@pytest.mark.parametrize("kind", OLD_CLIPBOARDS)
def test_older_browsers_copy_too(student, kind):
    page = student(TALIBAN, OLD_CLIPBOARDS[kind])
    select(page, ("p4", "Kremlin officials"))
    found = copy(page)
    assert found["text"].startswith("“Kremlin officials” (Introduction (Rise of the Taliban), 2026, para. 4)\nIntroduction (Rise")
    assert as_text(found) == found["text"]
    page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    page.keyboard.press("Control+c")  # what the reader copies afterwards is the reader's
    assert page.evaluate("navigator.clipboard.readText()") == "Introduction"


def test_without_references_the_quotation_names_its_paragraph(student):
    page = student(TALIBAN)
    page.route("**/cite/**", lambda route: route.fulfill(status=200, body="") if False else route.abort())
    select(page, ("p4", "Kremlin officials"))
    assert copy(page)["text"] == f"“Kremlin officials” (para. 4)\n{PUBLISHED}{TALIBAN}#p4:~:text=Kremlin%20officials"


def test_without_scripts_there_are_plain_links(reader):
    page = reader(java_script_enabled=False)
    page.goto(TALIBAN)
    paragraph_number(page, 5).click()
    expect(page).to_have_url(re.compile("#p5$"))
    page.get_by_role("link", name="Cite", exact=True).click()
    expect(page).to_have_url(re.compile("/cite/papers/rise-of-the-taliban/introduction.html$"))


# ---- Clean text ----

NOT_TEXT = {
    "notes": "document.querySelector('.footnote li p')",
    "the list of emendations": "document.querySelector('details.apparatus')",
    "the heading": "document.querySelector('h1')",
    "the footer": "document.querySelector('footer')",
}


@pytest.mark.parametrize("place", NOT_TEXT)
def test_nothing_is_offered_for_what_is_not_the_authors_text(student, place):
    page = student(TALIBAN)
    select(page, ("p4", "Kremlin officials"))
    expect(bar(page)).to_be_visible()
    page.evaluate(f"getSelection().selectAllChildren({NOT_TEXT[place]})")
    expect(bar(page)).to_have_count(0)


P4, P6 = "document.querySelector('#p4')", "document.querySelector('#p6')"
NUMBER, NOTE = "document.querySelector('#p5 .paragraph-number').firstChild", "document.querySelector('#p5 sup a').firstChild"
TERM = "document.querySelector('#p6 a.term').firstChild"
BEGINS, ENDS = "Russia's strategy is to maintain", "covert and public diplomacy with the Taliban."
SELECTIONS = {
    "from before the first paragraph": ((NOT_TEXT["the heading"], 0), (f"{P4}.childNodes[1]", 11), "Afghanistan", "Afghanistan"),
    "to the list of emendations": ((f"{P6}.childNodes[1]", 0), (f"{NOT_TEXT['the list of emendations']}.firstChild", 1), BEGINS, ENDS),
    "to the notes": ((f"{P6}.childNodes[1]", 0), (f"{NOT_TEXT['notes']}.firstChild", 9), BEGINS, ENDS),
    "to the footer": ((f"{P6}.childNodes[1]", 0), (NOT_TEXT["the footer"], 1), BEGINS, ENDS),
    "to the beginning of the next paragraph": ((f"{P4}.lastChild.previousSibling.previousSibling", 0), ("document.querySelector('#p5')", 0), "for decades", "a part of Russia."),
    "from a paragraph's number": ((NUMBER, 0), (f"{NOT_TEXT['the list of emendations']}", 0), "[The] withdrawal", ENDS),
    "to a paragraph's number": ((f"{P4}.lastChild.previousSibling.previousSibling", 0), (NUMBER, 1), "for decades", "a part of Russia."),
    "from a note's number": ((NOTE, 0), (f"{P6}.childNodes[1]", 8), "Russia was able to make", "Russia's"),
    "to a note's number": (("document.querySelector('#p5').childNodes[5]", 1), (NOTE, 1), "provoked various", "experience in this country."),
    "from within a term": ((TERM, 9), (f"{P6}.lastChild", 1), "provider in Central Asia.", ENDS),
    "to within a term": ((f"{P6}.childNodes[1]", 0), (TERM, 8), BEGINS, "position as a security"),
    "backwards": ((TERM, 8), (f"{P6}.childNodes[1]", 0), BEGINS, "position as a security"),
    "everything": (("document.body", 0), ("document.body", 1), "Afghanistan has always played", ENDS),
}


@pytest.mark.parametrize("name", SELECTIONS)
@pytest.mark.parametrize("view", ["Reading text", "Both, with reasons"])
def test_a_quotation_holds_the_authors_words_and_nothing_of_ours(student, sections, name, view):
    page = student(TALIBAN)
    page.get_by_label(view).check()
    *places, begins, ends = SELECTIONS[name]
    select_nodes(page, *places)
    found = copy(page)["text"].split("” (")[0].removeprefix("“")
    assert found.startswith(begins)
    assert found.endswith(ends)
    texts = [expected(paragraph, received=False) for paragraph in paragraphs(sections[TALIBAN])]
    assert found in "\n".join(texts)


def test_a_card_that_is_open_is_not_quoted(student):
    page = student(TALIBAN)
    page.locator("#p5 a.term").first.focus()
    expect(card(page)).to_be_visible()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#p6'))")
    assert copy(page)["text"].startswith("“Russia's strategy is")


# ---- Emendations ----


def expected(paragraph, received):
    """A paragraph as it is to be quoted, without marks around it. Every mark in it is double, straight and one of a pair."""

    def replaced(match):
        found = emendations.emendation_of(match)
        old, new = words(emendations.unescape(found.received)), words(emendations.unescape(found.read))
        before, after = (" " if text.startswith(" ") else "" for text in ((found.read or found.received), (found.read or found.received)[::-1]))
        if old.replace("”", '"') == new:
            return match["new"]
        if received:
            return f"{before}{old} [sic]{after}" if old else ""
        if not new:
            return f"{before}[…]{after}"
        return f"{before}{new if new[0] + new[-1] == '[]' else f'[{new}]'}{after}"

    text = emendations.plain(emendations.MARK.sub(replaced, paragraph.text))
    assert not re.search("[“”‘]", text)
    return re.sub('"([^"]*)"', r"‘\1’", text)


@pytest.mark.parametrize("received", [False, True], ids=["reading text", "received text"])
def test_every_paragraph_is_quoted_with_its_emendations(student, sections, received):
    page = student(TALIBAN)
    for address, section in sections.items():
        page.goto(address)
        for paragraph in paragraphs(section):
            page.evaluate(f"getSelection().selectAllChildren(document.querySelector('#{paragraph.id}'))")
            bar(page).wait_for()
            instead = bar(page).get_by_label("Quote the received wording")
            assert instead.count() == bool(emendations.find(paragraph.text))
            if received and instead.count():
                instead.check()
            found = copy(page)["text"].split("” (")[0]
            assert found == "“" + expected(paragraph, received)
            page.evaluate("getSelection().removeAllRanges()")


EMENDED = {  # section, words from, words to, as read, as received, what the bar says
    "substitution": (TALIBAN, ("p4", "it is"), ("p4", "a country"), "it [is] a country", "it IS [sic] a country", "“IS” for “is”"),
    "omission": (TALIBAN, ("p4", "Russia, acc"), ("p4", "Russians"), "Russia, […] according to the Russians", "Russia, but [sic] according to the Russians", "“but”, left out here"),
    "addition": (EMIRATE, ("p15", "and the Reg"), ("p15", "Group"), "and [the] Regional Contact Group", "and Regional Contact Group", "nothing for “the”"),
    "restored words": (ABSTRACT, ("p1", "taking [reg"), ("p1", "goals"), "taking [regional and] international goals", "taking international goals", "nothing for “[regional and]”"),
    "gap": (EMIRATE, ("p9", "[…]"), ("p9", "re-emergence"), "[…] subsequent re-emergence", "subsequent re-emergence", "nothing for “[…]”"),
    "gap alone": (EMIRATE, ("p9", "[…]"), None, "[…]", "[…]", "nothing for “[…]”"),
    "edge within": (ABSTRACT, ("p1", "and] int"), ("p1", "goals"), "[regional and] international goals", "international goals", "nothing for “[regional and]”"),
    "edge at its end": (TALIBAN, ("p5", "from Afgh"), None, "from [Afghanistan]", "from Afghanistan, it [sic]", "“Afghanistan, it” for “Afghanistan”"),
    "edge before an omission": (TALIBAN, ("p4", "border with Russia, "), None, "border with Russia,", None, None),
    "edge after an omission": (TALIBAN, ("p4", "according to"), None, "according to", None, None),
    "marks only": (METHODOLOGY, ("p11", "power in"), ("p11", "Afghanistan\" as"), "power in Afghanistan’ as", "power in Afghanistan’ as", "“Afghanistan”” for “Afghanistan\"”"),
}


@pytest.mark.parametrize("name", EMENDED)
def test_an_emendation_is_marked_in_the_quotation_and_told_in_the_bar(student, name):
    address, first, last, read, received, told = EMENDED[name]
    page = student(address)
    select(page, first, last)
    expect(bar(page)).to_be_visible()
    instead = bar(page).get_by_label("Quote the received wording")
    if not told:
        expect(instead).to_have_count(0)
    else:
        expect(bar(page)).to_contain_text(f"Received: {told}.")
    assert copy(page)["text"].split("” (")[0] == f"“{read}"
    if told:
        instead.check()
        assert copy(page)["text"].split("” (")[0] == f"“{received}"
        instead.uncheck()
        assert copy(page)["text"].split("” (")[0] == f"“{read}"


MARKS = {  # a text, within double marks, within single marks
    '"Taliban" and "ISIS"': ("‘Taliban’ and ‘ISIS’", "“Taliban” and “ISIS”"),
    "“Taliban” and ‘ISIS’": ("‘Taliban’ and ‘ISIS’", "“Taliban” and “ISIS”"),
    "'Taliban', he said": ("‘Taliban’, he said", "“Taliban”, he said"),
    "\"the 'so-called' state\" is": ("‘the “so-called” state’ is", "“the ‘so-called’ state” is"),
    "\"'so-called' state\".": ("‘“so-called” state’.", "“‘so-called’ state”."),
    "he said \"it is 'so'.\"": ("he said ‘it is “so”.’", "he said “it is ‘so’.”"),
    "“the ‘so-called’ state’s” end": ("‘the “so-called” state’s’ end", "“the ‘so-called’ state’s” end"),
    "Russia's and states' rights, in the '90s": ("Russia's and states' rights, in the '90s",) * 2,
    "Russia’s and states’ rights": ("Russia’s and states’ rights",) * 2,
    'power in Afghanistan" as a variable': ("power in Afghanistan’ as a variable", "power in Afghanistan” as a variable"),
    "is “what are": ("is ‘what are", "is “what are"),
    "kept … as . . . it is …": ("kept … as . . . it is …",) * 2,
    "a [“quoted”] (\"word\")—“so”": ("a [‘quoted’] (‘word’)—‘so’", "a [“quoted”] (“word”)—“so”"),
}


@pytest.mark.parametrize("text", MARKS)
def test_nested_quotation_marks_take_the_other_kind(student, text):
    page = student(TALIBAN)
    page.locator("#p6").evaluate("(paragraph, text) => paragraph.childNodes[1].replaceWith(text)", text)
    select(page, ("p6", text))
    double, single = MARKS[text]
    assert copy(page)["text"].split(" (Introduction")[0] == f"“{double}”"
    bar(page).get_by_label("Style").select_option("Harvard")
    assert copy(page)["text"].split(" (Introduction")[0] == f"‘{single}’"


# ---- The link ----


def marked(page, *place):
    """How much of some words' first line wears the colour of quoted words, from 0 to 1."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    left, top, width, height = page.evaluate(
        f"""places => {{
          const {{left, top, width, height}} = ({RANGE})(places).getClientRects()[0];
          return [left + 1, top + 1, width - 2, height - 2];
        }}""",
        [place[0], place[-1]],
    )
    picture = page.screenshot(clip={"x": left, "y": top, "width": width, "height": height})
    return page.evaluate(MARKED, [base64.b64encode(picture).decode(), QUOTED])


def link_of(page, first, last=None):
    select(page, first, last)
    bar(page).wait_for()
    return link_in(copy(page))


LINKS = {
    "few words": (TALIBAN, ("p4", "Kremlin officials have"), None, "#p4:~:text=Kremlin%20officials%20have"),
    "part of a word": (TALIBAN, ("p4", "emlin officials ha"), None, "#p4:~:text=Kremlin%20officials%20have"),
    "many words": (TALIBAN, ("p4", "Therefore, Kremlin"), ("p4", "other words,"), "#p4:~:text=Therefore%2C%20Kremlin%20officials%20have%20mainly,of%20Afghanistan.%20In%20other%20words%2C"),
    "two paragraphs": (TALIBAN, ("p5", "Russia was able"), ("p6", "security provider"), "#p5:~:text=Russia%20was%20able%20to%20make,position%20as%20a%20security%20provider"),
    "signs": (TALIBAN, ("p5", "anti-US strategy."), None, "#p5:~:text=anti%2dUS%20strategy."),
    "over an emendation": (TALIBAN, ("p4", "Russians, it is a"), None, "#p4:~:text=Russians%2C%20it%20is%20a"),
    "over the number of a note": (TALIBAN, ("p5", "China (RIC) to ensure its"), None, "#p5:~:text=China%20%28RIC%29,to%20ensure%20its"),
    "behind a word that wears a number": (EMIRATE, ("p13", "proximity to Russia's"), None, "#p13:~:text=to%20Russia%27s"),
    "before the end of a word that wears a number": (EMIRATE, ("p13", "geographical proximity"), None, "#p13:~:text=geographical"),
    "words before": (TALIBAN, ("p4", "Central Asia, which"), None, "#p4:~:text=Central%20Asia%2C%20which"),
}


@pytest.mark.parametrize("name", LINKS)
@pytest.mark.parametrize("view", ["Reading text", "Received text", "Both, with reasons"])
def test_a_link_names_the_paragraph_and_the_words(student, name, view):
    address, first, last, link = LINKS[name]
    page = student(address)
    page.get_by_label(view).check()
    assert link_of(page, first, last) == f"{PUBLISHED}{address}{link}"


TWICE = {  # words that occur more than once on the page, and which of them are meant
    "Russia": (TALIBAN, "p6", "Russia", "Russia's adaptation"),
    "Afghanistan": (TALIBAN, "p6", "Afghanistan", "Afghanistan while"),
    "security": (EMIRATE, "p14", "security", "security concerns"),
    "security.": (EMIRATE, "p14", "security", "security. Through"),
}


def select_within(page, paragraph, chosen, context):
    """Select words that stand at the beginning of a longer piece of the text, which stands in the paragraph once."""
    page.evaluate(
        f"""([paragraph, chosen, context]) => {{
          const range = ({RANGE})([[paragraph, context], [paragraph, context]]);
          getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.startContainer, range.startOffset + chosen.length);
        }}""",
        [paragraph, chosen, context],
    )


@pytest.mark.parametrize("name", TWICE)
def test_words_that_occur_twice_are_told_apart(student, name):
    address, paragraph, chosen, context = TWICE[name]
    page = student(address)
    select_within(page, paragraph, chosen, context)
    bar(page).wait_for()
    link = link_in(copy(page))
    directive = link.partition(":~:text=")[2].split(",")
    assert directive[0].endswith("-") or directive[-1].startswith("-")
    page.goto("about:blank")
    page.goto(link.replace(PUBLISHED, "").replace(f"#{paragraph}", "#"))  # the words alone must lead there
    assert page.evaluate("scrollY") > 0
    assert marked(page, (paragraph, context)) > 0.15


def sentences(paragraph):
    return re.findall(r"\S.*?[.?](?=\s|$)", paragraph.reading)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_chromium_finds_the_words_of_links_by_themselves(student, sections, viewport):
    """The link of every sentence, without the paragraph's id, scrolls to it: the first of each paragraph, and the last."""
    page = student(TALIBAN, viewport=viewport)
    for address, section in sections.items():
        page.goto(address)
        links = {}
        for paragraph in paragraphs(section):
            for sentence in {sentences(paragraph)[0], sentences(paragraph)[-1]}:
                links[paragraph.id, sentence] = link_of(page, (paragraph.id, sentence[:20]), (paragraph.id, sentence[-20:]))
        for (paragraph, sentence), link in links.items():
            assert ":~:text=" in link
            page.goto("about:blank")
            page.goto(address + link.partition(address)[2].replace(f"#{paragraph}", "#"))
            assert marked(page, (paragraph, sentence[:12])) > 0.3, link


def test_every_passage_has_a_link_whose_words_stand_on_the_page_once(student):
    """Hundreds of passages of a whole paper, of all lengths."""
    page = student(WHOLE)
    found = page.evaluate(
        """async () => {
          const texts = [];
          for (const paragraph of document.querySelectorAll("p:has(> .paragraph-number)")) {
            const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
            for (let node; (node = walker.nextNode());) if (!node.parentElement.closest(".paragraph-number, sup, .received-lines")) texts.push(node);
          }
          const links = [];
          navigator.clipboard.write = async ([item]) => { links.push(await (await item.getType("text/plain")).text()); };
          for (let at = 0; at + 6 < texts.length; at += 2) {
            for (const length of [0, 1, 5]) {
              const last = texts[at + length];
              getSelection().setBaseAndExtent(texts[at], Math.floor(texts[at].length / 2), last, last.length);
              if (!getSelection().toString().trim()) continue;
              await new Promise(done => document.addEventListener("selectionchange", done, {once: true}));
              const count = links.length;
              document.dispatchEvent(new KeyboardEvent("keydown", {key: "Shift"}));
              document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "q", bubbles: true}));
              while (links.length === count) await new Promise(done => setTimeout(done));
            }
          }
          return links;
        }"""
    )
    assert len(found) > 100
    without = [copy for copy in found if ":~:text=" not in copy]
    assert len(without) < len(found) / 50, without


# ---- Arriving by a link ----

OLD = "delete Document.prototype.fragmentDirective"


def test_a_link_leads_to_its_words_and_marks_them(student):
    page = student(f"{EMIRATE}#p15:~:text=Mechanisms%20such,Contact%20Group")
    expect(page.locator("#p15")).to_be_in_viewport()
    assert marked(page, ("p15", "Mechanisms such as")) > 0.5
    assert marked(page, ("p15", "To ensure that")) == 0
    expect(page.locator(".gone")).to_have_count(0)


@pytest.mark.parametrize("directive", ["Mechanisms%20such,Contact%20Group", "actor-,as", "Mechanisms%20such%20as%20the%20Moscow%20Format%20and%20the%20Regional%20Contact%20Group", "initiatives,to%20facilitate", "x&text=y"])
def test_a_browser_that_knows_no_fragments_is_helped(student, directive):
    page = student(f"{EMIRATE}#p15:~:text={directive}", OLD)
    expect(page.locator("#p15:target")).to_be_in_viewport()
    if directive.startswith("x"):
        expect(page.locator(".gone")).to_have_text(GONE)
        return
    text = "".join(page.locator("#p15 mark").all_text_contents())
    first, *rest = [unquote(term) for term in directive.split(",") if not term.endswith("-")]
    assert text.startswith(first)
    assert text.endswith(rest[0] if rest else first)
    if directive.startswith("actor"):
        assert page.locator("#p15 mark").evaluate("mark => mark.previousSibling.data").endswith("actor ")
    before = words(page.locator("#p15").text_content())
    page.mouse.click(5, 300)
    expect(page.locator("mark")).to_have_count(0)
    assert words(page.locator("#p15").text_content()) == before


@pytest.mark.parametrize("prepare", ["", OLD], ids=["new browser", "old browser"])
def test_words_that_are_gone_are_told_of_at_the_paragraph(student, prepare):
    page = student(f"{EMIRATE}#p15:~:text=these%20words%20were%20never%20here", prepare)
    expect(page.get_by_role("status").filter(has_text=GONE)).to_be_in_viewport()
    assert page.locator("#p15 + .gone").count() == 1
    expect(page.locator("#p15")).to_be_in_viewport()
    page.evaluate("location.hash = 'p14:~:text=regional%20countries'")
    expect(page.locator(".gone")).to_have_count(0)
    page.evaluate("location.hash = 'p14:~:text=Moscow%20Format'")  # of another paragraph
    expect(page.locator("#p14 + .gone")).to_have_text(GONE)


def test_other_links_are_left_alone(student):
    for fragment in ("#p15", "#p99:~:text=nothing", "#:~:text=nothing", "#notes:~:text=nothing", "#p15:~:text=%E0%A4", "#p15:~:other=1"):
        page = student(f"{EMIRATE}{fragment}")
        expect(page.locator(".gone")).to_have_count(0)


def test_a_copied_link_leads_back_to_its_words(student):
    page = student(EMIRATE)
    link = link_of(page, ("p15", "Mechanisms such"), ("p15", "Russian initiatives"))
    page.goto("about:blank")
    page.goto(link.replace(PUBLISHED, ""))
    expect(page.locator("#p15")).to_be_in_viewport()
    assert marked(page, ("p15", "Mechanisms such as")) > 0.5


# ---- The menu of a paragraph ----


def test_a_paragraph_s_number_opens_a_menu_and_sets_the_address(student):
    page = student(TALIBAN)
    paragraph_number(page, 5).click()
    expect(menu(page)).to_have_accessible_name("Paragraph 5")
    expect(page).to_have_url(re.compile("introduction/#p5$"))
    assert page.get_by_role("menuitem").all_text_contents() == ["Copy link", "Copy citation", "Copy quotation", "Show both texts"]
    expect(menu(page)).to_be_in_viewport(ratio=1)
    page.locator("h1").click()
    expect(menu(page)).to_have_count(0)
    page.go_back()
    expect(page).to_have_url(re.compile("introduction/$"))


def test_the_menu_copies_a_link_a_citation_and_a_quotation(student, said):
    page = student(TALIBAN)
    link = f"{PUBLISHED}{TALIBAN}#p6"
    paragraph_number(page, 6).click()
    page.get_by_role("menuitem", name="Copy link").click()
    found = copied(page, "Link")
    assert found["text"] == link
    assert f'<a href="{link}">{link}</a>' in found["html"]
    expect(paragraph_number(page, 6)).to_be_focused()
    paragraph_number(page, 6).click()
    page.get_by_role("menuitem", name="Copy citation").click()
    found = copied(page, "Citation")
    assert found["text"] == f"{said(TALIBAN, 'apa', 'one', '6')}\n{said(TALIBAN, 'apa', 'reference')}"
    assert found["html"].startswith("<p>(<em>") or "<p>(<em>" in found["html"]
    paragraph_number(page, 6).click()
    page.get_by_role("menuitem", name="Copy quotation").click()
    found = copied(page)["text"]
    assert found.startswith("“Russia's strategy is to maintain")
    assert f"with the Taliban.” {said(TALIBAN, 'apa', 'one', '6')}\n" in found


def test_the_menu_shows_both_texts(student):
    page = student(TALIBAN)
    paragraph_number(page, 5).click()
    page.get_by_role("menuitem", name="Show both texts").click()
    expect(page.get_by_label("Both, with reasons")).to_be_checked()
    expect(page.locator("#p5 .emendation").first).to_be_in_viewport()
    expect(menu(page)).to_have_count(0)


def test_the_menu_is_used_by_keyboard(student):
    page = student(TALIBAN)
    for key in ("Enter", "Space", "q"):
        paragraph_number(page, 5).focus()
        page.keyboard.press(key)
        expect(page.get_by_role("menuitem", name="Copy link")).to_be_focused()
        page.keyboard.press("ArrowUp")
        expect(page.get_by_role("menuitem", name="Show both texts")).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        expect(page.get_by_role("menuitem", name="Copy citation")).to_be_focused()
        page.keyboard.press("Escape")
        expect(menu(page)).to_have_count(0)
        expect(paragraph_number(page, 5)).to_be_focused()
    page.keyboard.press("q")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert copied(page)["text"].startswith("“[The] withdrawal of the United States")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(menu(page)).to_have_count(0)
    expect(page.locator("#p5 a").nth(1)).to_be_focused()


def test_a_paragraph_s_number_stays_a_link_for_those_who_want_another_tab(student):
    page = student(TALIBAN)
    with page.context.expect_page() as opened:
        paragraph_number(page, 5).click(modifiers=["Control"])
    expect(opened.value).to_have_url(re.compile("introduction/#p5$"))
    expect(menu(page)).to_have_count(0)


def test_the_menu_is_opened_by_touch(student):
    page = student(TALIBAN, **TOUCH)
    paragraph_number(page, 5).tap()
    expect(menu(page)).to_be_in_viewport(ratio=1)
    page.get_by_role("menuitem", name="Copy quotation").tap()
    assert copied(page)["text"].startswith("“[The] withdrawal of the United States")


# ---- The panel ----


def open_panel(page):
    page.get_by_role("link", name="Cite", exact=True).click()
    expect(panel(page)).to_be_visible()


def shown(page, name):
    heading = panel(page).get_by_role("heading", name=name, exact=True)
    return words(heading.locator("xpath=following-sibling::p[1]").inner_text())


def copy_in_panel(page, name):
    panel(page).get_by_role("button", name=f"Copy: {name}").click()
    return copied(page, name)


@pytest.mark.parametrize("style", STYLES)
def test_the_panel_cites_the_page_a_paragraph_and_the_article(student, said, style):
    page = student(TALIBAN)
    open_panel(page)
    in_text = "Note" if style == "chicago-notes" else "In the text"
    dates = {"mla": "3 Feb. 2027", "harvard": "3 February 2027"}

    def expect_shown(of, form, paragraph=""):
        for name, what in (("Reference", "reference"), (in_text, form)):
            text = said(TALIBAN, style, what, paragraph, of=of).replace("[date of access]", dates.get(style, "February 3, 2027"))
            assert shown(page, name) == text
            found = copy_in_panel(page, name)
            assert found["text"] == text
            assert as_text(found) == text

    expect(panel(page).get_by_label("This page of the edition")).to_be_checked()
    panel(page).get_by_label("Style").select_option(style)
    expect_shown("page", "whole")
    panel(page).get_by_label("Paragraph", exact=True).select_option("6")
    expect(panel(page).get_by_label("This paragraph")).to_be_checked()
    expect_shown("page", "one", "6")
    panel(page).get_by_label("The article that the text belongs with").check()
    expect_shown("original", "whole")


def test_the_panel_says_what_is_missing_and_offers_files(student, reference_page):
    page = student(TALIBAN)
    open_panel(page)
    expect(panel(page).get_by_text("Not established")).to_have_count(0)
    for link, ending in (("RIS", "ris"), ("BibLaTeX", "bib"), ("CSL-JSON", "json")):
        href = panel(page).get_by_role("link", name=link).evaluate("link => link.href")
        assert href.endswith(f"/cite/papers/rise-of-the-taliban/introduction.{ending}")
        assert page.request.get(href).ok
    panel(page).get_by_label("The article that the text belongs with").check()
    [missing] = reference_page(TALIBAN).xpath("//p[@class='missing']/text()")
    expect(panel(page).get_by_text(missing)).to_be_visible()


def test_the_paragraph_last_chosen_is_proposed(student):
    page = student(TALIBAN)
    paragraph_number(page, 5).click()
    page.keyboard.press("Escape")
    open_panel(page)
    expect(panel(page).get_by_label("Paragraph", exact=True)).to_have_value("5")


def test_the_panel_is_used_by_keyboard(student):
    page = student(TALIBAN)
    link = page.get_by_role("link", name="Cite", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    expect(panel(page).get_by_label("This page of the edition")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(panel(page).get_by_label("This paragraph")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(panel(page).get_by_label("Style")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.ariaLabel ?? document.activeElement.textContent")
    for _ in range(10):  # to its end and on, never to what lies behind it
        if focused == "Copy: In the text":
            break
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.ariaLabel ?? document.activeElement.textContent")
        assert page.evaluate("document.activeElement === document.body || Boolean(document.activeElement.closest('dialog'))")
    page.keyboard.press("Enter")
    assert copied(page, "In the text")["text"] == "(Introduction (Rise of the Taliban), 2026, para. 4)"
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || Boolean(document.activeElement.closest('dialog'))")
    page.keyboard.press("Escape")
    expect(panel(page)).to_have_count(0)
    expect(link).to_be_focused()


def test_the_panel_closes_with_its_button(student):
    page = student(TALIBAN)
    open_panel(page)
    panel(page).get_by_role("button", name="Close").click()
    expect(panel(page)).to_have_count(0)
    expect(page.get_by_role("link", name="Cite", exact=True)).to_be_focused()


def test_the_panel_of_an_entry_has_no_paragraphs_and_says_where_it_cannot_be_listed(student):
    page = student("glossary/csto/")
    open_panel(page)
    expect(panel(page).get_by_role("radio")).to_have_count(1)
    panel(page).get_by_label("Style").select_option("Chicago notes")
    expect(panel(page).get_by_text("cited in a note only")).to_be_visible()
    expect(panel(page).get_by_role("heading", name="Reference")).to_have_count(0)
    assert copy_in_panel(page, "Note")["text"].startswith("“CSTO,”")


def test_every_kind_of_page_has_the_panel(student):
    for address in ("", "papers/islamic-emirate/", WHOLE, "glossary/", "bibliography/", "timeline/", "about/editing/"):
        page = student(address)
        open_panel(page)
        assert PUBLISHED + address in shown(page, "Reference")


def test_where_the_references_cannot_be_fetched_the_link_is_followed(student):
    page = student(TALIBAN)
    page.route("**/cite/**", lambda route: route.continue_() if route.request.is_navigation_request() else route.abort())
    page.get_by_role("link", name="Cite", exact=True).click()
    expect(page).to_have_url(re.compile("/cite/papers/rise-of-the-taliban/introduction.html$"))


def test_from_files_on_disk_the_link_is_followed_and_quotations_are_copied(student, site):
    page = student((site / TALIBAN / "index.html").as_uri())
    select(page, ("p4", "Kremlin officials"))
    assert copy(page)["text"].startswith(f"“Kremlin officials” (para. 4)\n{PUBLISHED}{TALIBAN}#p4")
    page.get_by_role("link", name="Cite", exact=True).click()
    expect(page).to_have_url((site / "cite" / f"{TALIBAN.rstrip('/')}.html").as_uri())


@pytest.mark.parametrize("day", ["2026-05-09", "2026-06-30", "2026-07-01", "2026-09-10", "2026-12-31"])
def test_the_date_of_access_is_today_s_as_each_style_writes_it(student, day):
    page = student(TALIBAN)
    page.clock.set_fixed_time(f"{day}T12:00:00")
    open_panel(page)
    panel(page).get_by_label("The article that the text belongs with").check()
    date = datetime.fromisoformat(day)
    short = {5: "May", 6: "June", 7: "July", 9: "Sept.", 12: "Dec."}[date.month]
    for style, told in (
        ("harvard", f"(Accessed: {date.day} {date:%B} {date.year})."),
        ("apa", f"Retrieved {date:%B} {date.day}, {date.year}, from"),
        ("mla", f"Accessed {date.day} {short} {date.year}."),
        ("chicago-author-date", f"Accessed {date:%B} {date.day}, {date.year}."),
    ):
        panel(page).get_by_label("Style").select_option(style)
        assert told in shown(page, "Reference")


# ---- For everybody, and light ----

OPEN = {
    "bar": lambda page: (select(page, ("p4", "Although Afghanistan"), ("p4", "a country")), bar(page).wait_for()),
    "menu": lambda page: paragraph_number(page, 5).click(),
    "panel": open_panel,
    "words that are gone": lambda page: (page.evaluate("location.hash = 'p5:~:text=gone'"), page.locator(".gone", has_text=GONE).wait_for()),
}


@pytest.mark.parametrize("name", OPEN)
def test_what_is_open_meets_wcag(student, name):
    for window in (DESKTOP, PHONE):
        page = student(TALIBAN, viewport=window)
        OPEN[name](page)
        for palette in PALETTES.values():
            page.locator("body").evaluate("(body, palette) => body.setAttribute('data-md-color-scheme', palette)", palette)
            assert violations(page) == [], f"{window}, {palette}"


@pytest.mark.parametrize("name", ["bar", "menu", "panel"])
@pytest.mark.parametrize("window", [DESKTOP, {"width": 320, "height": 640}], ids=["desktop", "narrow phone"])
def test_targets_are_large_enough_and_nothing_is_cut_off(student, name, window):
    page = student(TALIBAN, viewport=window)
    OPEN[name](page)
    for control in page.locator(".quoting :is(button, select, label:has(input))").all():
        box = control.bounding_box()
        assert box["height"] >= 24
        assert box["width"] >= 24
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= window["width"]
    for which in page.locator(".paragraph-number").all():
        box = which.bounding_box()
        assert box["height"] >= 24


def test_nothing_is_fetched_before_it_is_needed(student):
    asked = []
    page = student("")
    page.on("request", lambda request: asked.append(request.url))
    page.goto(TALIBAN)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/cite/" in url]
    select(page, ("p4", "Kremlin officials"))
    bar(page).wait_for()
    select(page, ("p4", "threatening waves"))
    copy(page)
    assert len([url for url in asked if "/cite/" in url]) == 1


def test_the_script_is_light(site):
    assert len(gzip.compress((site / "assets" / "cite.js").read_bytes(), 9)) < BYTES


def test_what_is_copied_is_not_taken_for_markup(student):
    page = student(TALIBAN)
    page.locator("#p6").evaluate("paragraph => paragraph.childNodes[1].replaceWith('a <b>bold</b> & <img src=x onerror=alert(1)> word')")
    select(page, ("p6", "a <b>bold</b> & <img src=x onerror=alert(1)> word"))
    found = copy(page)
    assert found["text"].startswith("“a <b>bold</b> & <img src=x onerror=alert(1)> word” (")
    assert markup.escape("<b>bold</b> & <img src=x", quote=False) in found["html"]
    assert ":~:text=a%20%3Cb%3Ebold%3C%2Fb%3E%20%26%20" in link_in(found)
