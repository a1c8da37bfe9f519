"""Quote and cite: from selected words, a paragraph's number or "Cite" to what lies in the clipboard, and back by the link."""

import gzip
import re
from datetime import datetime

import pytest
from lxml import html
from playwright.sync_api import expect

from scripts.reader.citing import reference_styles
from scripts.reader.common import typography
from scripts.reader.text import emendations
from scripts.reader.text.paragraphs import paragraphs
from scripts.reader.web import optimize
from tests.browser.test_accessibility import PALETTES, violations_in
from tests.support.chromium import DESKTOP, PHONE
from tests.support.project import ROOT
from tests.support.screen import card, straight, words
from tests.support.search import search_for

TALIBAN, EMIRATE = "papers/rise-of-the-taliban/introduction/", "papers/islamic-emirate/results-and-discussion/"
EMIRATE_INTRODUCTION = "papers/islamic-emirate/introduction/"
ABSTRACT, METHODOLOGY = "papers/rise-of-the-taliban/abstract/", "papers/rise-of-the-taliban/methodology/"
PUBLISHED = "https://example.org/reader/"
STYLES = list(reference_styles.STYLES)
NOW = datetime(2027, 2, 3, 12)
GONE = "This passage has changed since it was quoted. Compare it with every edition."
TOUCH = {"has_touch": True, "is_mobile": True, "viewport": PHONE}
OLD = "delete Document.prototype.fragmentDirective"
ASSETS = ROOT / "overrides" / "assets"
BYTES = 7 * 1024

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
CLIPBOARD = """
async () => {
  const [item] = await navigator.clipboard.read();
  const read = async type => item.types.includes(type) ? (await item.getType(type)).text() : "";
  return {text: await read("text/plain"), html: await read("text/html")};
}
"""


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
def said(site):
    """What the static page of references says: said(address, style, "reference" or a form of the citation, *paragraphs)."""

    def said(address, style, what, first="", last="", of="work"):
        tree = html.parse(str(site / "cite" / f"{address.rstrip('/') or 'index'}.html")).getroot()
        name = "@class='reference'" if what == "reference" else f"@data-form='{what}'"
        [found] = tree.xpath(f"//section[@data-object='{of}']/div[@data-style='{style}']/p[{name}]")
        for place in found.xpath(".//span[not(@class='locator')]"):
            place.text = {"first": first, "last": last, "accessed": ACCESSED[style]}[place.get("class")]
        return words(found.text_content())

    return said


ACCESSED = {
    **dict.fromkeys(STYLES, "February 3, 2027"),
    "mla": "3 Feb. 2027",
    **dict.fromkeys(("harvard", "mhra", "iso690"), "3 February 2027"),
}


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


def drag(page, first, last=None):
    """Select words with the mouse."""
    page.evaluate(f"places => scrollBy(0, ({RANGE})(places).getBoundingClientRect().top - 120)", [first, last or first])
    left, top, right, bottom = page.evaluate(EDGES, [first, last or first])
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=4)
    page.mouse.up()


def copied(page, what="Quotation"):
    """What lies in the clipboard, as text and as HTML, once the page has said so. Both say the same."""
    place = "dialog[open] .status" if page.locator("dialog[open]").count() else "body > .status"
    expect(page.locator(place)).to_have_text(f"{what} copied")
    found = page.evaluate(CLIPBOARD)
    found["html"] = found["html"].replace("&nbsp;", " ").replace("\xa0", " ")  # which Chromium puts where a line of the copy would break
    lines = re.findall("<p.*?</p>|<blockquote.*?</blockquote>", found["html"], re.DOTALL)
    indents = ("\n    " if line.startswith("<b") else "\n" for line in lines)
    texts = (html.fromstring(line.replace("<br>", indent)).text_content() for line, indent in zip(lines, indents, strict=True))
    assert (
        "".join(("\n    " if line.startswith("<b") else "\n") + text for line, text in zip(lines, texts, strict=True))[1:] == found["text"]
    )
    return found


def copy(page, style=None, what="quotation"):
    if style:
        bar(page).get_by_label("Style").select_option(style)
    bar(page).get_by_label("Copy as").select_option(what)
    bar(page).get_by_role("button", name=f"Copy {what}").click()
    return copied(page, what[0].upper() + what[1:])


def quotation(page):
    """The quotation alone, in APA, without its marks and with its stop, and with single marks inside also where it is set off."""
    text = copy(page)["text"]
    if text.startswith(" "):
        words = re.match(r"(.*?) \(\[Russia", text, re.DOTALL)[1]
        return re.sub("“([^”]*)”", r"‘\1’", re.sub("^    ", "", words, flags=re.MULTILINE))
    found = re.match(r"“(.*?)” \(\[Russia[^\n]*?\)(\.?)\n", text, re.DOTALL)
    return found[1] + ("" if found[1][-1] in "?!" else found[2])


def link_in(found):
    return found["text"].split("\n")[-1]


# ---- Select by mouse, keyboard and touch; nine styles ----

PASSAGES = {  # across paragraphs, notes, terms and emendations
    "rise-of-the-taliban": (ABSTRACT, ("p1", "Therefore, Russia tried"), ("p2", "Also, the authors will examine")),
    "islamic-emirate": (EMIRATE_INTRODUCTION, ("p1", "holds significant"), ("p2", "internal affairs undergone")),
}


@pytest.mark.parametrize("paper", PASSAGES)
def test_a_passage_selected_by_mouse_keyboard_or_touch_is_copied_in_nine_styles(student, golden, paper):
    address, first, last = PASSAGES[paper]
    page = student(address)
    drag(page, first, last)
    copies = [copy(page, style) for style in STYLES]
    golden(
        f"edition/golden/quotes/{paper}.txt",
        "\n".join(f"## {s}\n\n{c['text']}\n\n{c['html']}\n" for s, c in zip(STYLES, copies, strict=True)),
    )
    page.locator("h1").click()
    expect(bar(page)).to_have_count(0)

    page.evaluate("document.activeElement.blur()")
    select(page, first)  # as with caret browsing; the rest by keyboard
    for _ in range(4):
        page.keyboard.press("Shift+Control+ArrowRight")
    text = page.evaluate("getSelection().toString()")
    assert len(text.split()) == len(first[1].split()) + 4
    bar(page).wait_for()
    page.keyboard.press("q")
    assert copied(page)["text"].split("\n")[0].startswith(f"“{text}” (")
    page.keyboard.press("Tab")
    expect(bar(page).get_by_role("button")).to_be_focused()
    page.keyboard.press("Escape")
    expect(bar(page)).to_have_count(0)

    phone = student(address, **TOUCH)
    phone.locator(f"#{first[0]}").tap()
    select(phone, first)  # a long press selects a word, and handles change the selection without any event of a pointer
    expect(bar(phone)).to_be_in_viewport(ratio=1)
    select(phone, first, last)
    expect(bar(phone)).to_contain_text("Received:")
    box = bar(phone).bounding_box()
    assert (box["x"], box["y"] + box["height"], box["width"]) == (0, PHONE["height"], PHONE["width"])
    bar(phone).get_by_role("button", name="Copy quotation").tap()
    assert copied(phone) == copies[0]
    expect(bar(phone)).to_be_visible()
    phone.evaluate("getSelection().removeAllRanges()")
    phone.locator("h1").tap()
    expect(bar(phone)).to_have_count(0)


def test_the_bar_comes_when_the_mouse_is_released_and_covers_nothing_of_the_selection(student):
    page = student(TALIBAN)
    left, top, right, bottom = page.evaluate(EDGES, [("p4", "Although"), ("p4", "neighbors")])
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=4)
    page.wait_for_function("getSelection().toString().length > 20")
    expect(bar(page)).to_have_count(0)
    page.mouse.up()
    for first, last in ((("p4", "Although"), ("p4", "neighbors")), (("p6", "Russia’s adaptation"), ("p6", "order reflects"))):
        drag(page, first, last)
        expect(bar(page)).to_be_in_viewport(ratio=1)
        box = bar(page).bounding_box()
        rects = page.evaluate("[...getSelection().getRangeAt(0).getClientRects()].map(({top, bottom}) => [top, bottom])")
        gap = max(box["y"] - max(bottom for _, bottom in rects), min(top for top, _ in rects) - box["y"] - box["height"])
        assert 0 <= gap < 30


@pytest.mark.parametrize("style", STYLES)
def test_citations_and_references_are_those_of_the_static_page_and_the_style_is_remembered(student, said, style):
    """In the bar, and in the panel for the page, a paragraph and the article."""
    page = student(TALIBAN)
    select(page, ("p4", "Kremlin officials"))
    outer = "‘{}’" if style in ("harvard", "mhra") else "“{}”"
    reference = said(TALIBAN, style, "reference")
    found = copy(page, style)
    assert found["text"].split("\n")[:2] == [f"{outer.format('Kremlin officials')} {said(TALIBAN, style, 'one', '4')}", reference]
    if style == "apa":
        in_text = "(<em>[Russia and Afghanistan After the Rise of the Taliban]</em>, 2026, Introduction section, para. 4)"
        assert f"“Kremlin officials” {in_text}</p><p><em>[Russia and Afghanistan after" in found["html"]
    select(page, ("p5", "interests and security."), ("p6", "Russia’s strategy"))
    first = outer.format("interests and security.\nRussia’s strategy") + " " + said(TALIBAN, style, "range", "5", "6")
    assert copy(page)["text"].rpartition("\n")[0] == f"{first}\n{reference}"

    page.goto(ABSTRACT)
    page.goto(TALIBAN)
    open_panel(page)
    expect(panel(page).get_by_label("Style")).to_have_value(style)
    in_text = "Note" if style in ("chicago-notes", "mhra") else "In the text"
    choices = {
        "work": "The paper in this edition",
        "paragraph": "This paragraph",
        "page": "This page by itself",
        "original": "The article that the text belongs with",
    }
    for chosen, label in choices.items():
        panel(page).get_by_label(label).check() if chosen != "paragraph" else panel(page).get_by_label(
            "Paragraph", exact=True
        ).select_option("6")
        expect(panel(page).get_by_label(label)).to_be_checked()
        of, form, number = ("work", "one", "6") if chosen == "paragraph" else (chosen, "whole", "")
        for name, what in (("Reference", "reference"), (in_text, form)):
            text = said(TALIBAN, style, what, number, of=of)
            heading = panel(page).get_by_role("heading", name=name, exact=True)
            assert words(heading.locator("xpath=following-sibling::p[1]").inner_text()) == text
            panel(page).get_by_role("button", name=f"Copy: {name}").click()
            assert copied(page, name)["text"] == text


# ---- Older browsers, files, scripts off ----

NO_PROMISES = """
const Item = ClipboardItem;
window.ClipboardItem = function (items) {
  if (Object.values(items).some(item => item instanceof Promise)) throw new TypeError("no promises");
  return new Item(items);
};
"""
NO_STORAGE = """
const stored = localStorage, denied = (_, name) => { if (name === "citation-style") throw new Error("denied"); };
const get = (_, name) => denied(_, name) ?? (typeof stored[name] === "function" ? stored[name].bind(stored) : stored[name]);
Object.defineProperty(window, "localStorage", {value: new Proxy({}, {get, set: denied})});
"""


@pytest.mark.parametrize("prepare", ["delete window.ClipboardItem", NO_PROMISES], ids=["no items", "no promises"])
def test_older_browsers_copy_too_and_a_style_can_be_chosen_where_nothing_can_be_stored(student, prepare):
    page = student(TALIBAN, prepare + ";" + NO_STORAGE)
    select(page, ("p4", "Kremlin officials"))
    start = "“Kremlin officials” ([Russia and Afghanistan After the Rise of the Taliban], 2026, Introduction section, para. 4)\n[Russia and"
    assert copy(page)["text"].startswith(start)
    assert copy(page, "harvard")["text"].startswith("‘Kremlin officials’ (")
    select(page, ("p4", "threatening waves"))
    expect(bar(page).get_by_label("Style")).to_have_value("harvard")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    page.keyboard.press("Control+c")  # what the reader copies afterwards is the reader's
    assert page.evaluate("navigator.clipboard.readText()") == "Introduction"


def test_from_files_on_disk_there_are_links_and_quotations_without_references(student, site):
    page = student((site / TALIBAN / "index.html").as_uri())
    select(page, ("p4", "Kremlin officials"))
    assert copy(page)["text"] == f"“Kremlin officials” (para. 4)\n{PUBLISHED}{TALIBAN}#p4:~:text=Kremlin%20officials"
    paragraph_number(page, 6).click()
    page.get_by_role("menuitem", name="Copy citation").click()
    assert copied(page, "Citation")["text"].endswith(f"An Annotated Reader\n{PUBLISHED}{TALIBAN}#p6")
    page.get_by_role("link", name="Cite", exact=True).click()
    expect(page).to_have_url((site / "cite" / f"{TALIBAN.rstrip('/')}.html").as_uri())


def test_without_scripts_there_are_plain_links(reader):
    page = reader(java_script_enabled=False)
    page.goto(TALIBAN)
    paragraph_number(page, 5).click()
    expect(page).to_have_url(re.compile("#p5$"))
    page.get_by_role("link", name="Cite", exact=True).click()
    expect(page).to_have_url(re.compile("/cite/papers/rise-of-the-taliban/introduction.html$"))
    expect(page.get_by_role("heading", level=3)).to_have_count(3 * len(STYLES))


# ---- Clean text ----

SELECT_NODES = """
([start, end]) => {
  const node = ([code, offset]) => [eval(code), offset];
  getSelection().setBaseAndExtent(...node(start), ...node(end));
}
"""
NOTES, LIST, HEADING = (f"document.querySelector('{place}')" for place in (".footnote li p", "details.apparatus", "h1"))
P4, P5, P6 = (f"document.querySelector('#p{number}')" for number in (4, 5, 6))
NUMBER, NOTE = f"{P5}.querySelector('.paragraph-number').firstChild", f"{P5}.querySelector('sup a').firstChild"
TERM, LATE = f"{P6}.querySelector('a.term').firstChild", f"{P4}.lastChild.previousSibling.previousSibling"
BEGINS, ENDS = "Russia’s strategy is to maintain", "covert and public diplomacy with the Taliban."
SELECTIONS = {
    "from before the first paragraph": ((HEADING, 0), (f"{P4}.childNodes[1]", 12), "Afghanistan", "Afghanistan"),
    "to the list of emendations": ((f"{P6}.childNodes[1]", 0), (f"{LIST}.firstChild", 1), BEGINS, ENDS),
    "to the notes": ((f"{P6}.childNodes[1]", 0), (f"{NOTES}.firstChild", 9), BEGINS, ENDS),
    "to the beginning of the next paragraph": ((LATE, 0), (P5, 0), "for decades", "a part of Russia."),
    "from a paragraph's number": ((NUMBER, 0), (LIST, 0), "[The] withdrawal", ENDS),
    "to a paragraph's number": ((LATE, 0), (NUMBER, 1), "for decades", "a part of Russia."),
    "from a note's number": ((NOTE, 0), (f"{P6}.childNodes[1]", 9), "Russia was able to make", "Russia’s"),
    "to a note's number": ((f"{P5}.childNodes[7]", 1), (NOTE, 1), "provoked various", "experience in this country."),
    "from within a term": ((TERM, 9), (f"{P6}.lastChild", 1), "provider in Central Asia.", ENDS),
    "backwards, to within a term": ((TERM, 8), (f"{P6}.childNodes[1]", 0), BEGINS, "position as a security"),
    "everything": (("document.body", 0), ("document.querySelector('footer')", 0), "Afghanistan has always played", ENDS),
}


def expected(paragraph, received=False):
    """A paragraph as it is to be quoted, without marks around it. Every mark in it is double and one of a pair."""

    def replaced(match):
        found = emendations.emendation_of(match)
        old, new = words(emendations.unescape(found.received)), words(emendations.unescape(found.reading))
        before, after = (
            " " if text.startswith(" ") else "" for text in ((found.reading or found.received), (found.reading or found.received)[::-1])
        )
        if straight(old) == straight(new):
            return match["new"]
        if received:
            return f"{before}{old} [sic]{after}" if old else ""
        if not new:
            return f"{before}[…]{after}"
        return f"{before}{new if new[0] + new[-1] == '[]' else f'[{new}]'}{after}"

    text = typography.typeset(emendations.view_as_line(emendations.EMENDATION.sub(replaced, paragraph.text)))
    return re.sub("“([^”]*)”", r"‘\1’", text)


def test_a_quotation_holds_the_authors_words_and_nothing_of_ours(student, sections):
    page = student(TALIBAN)
    text = "\n".join(map(expected, paragraphs(sections[TALIBAN])))
    for view in ("Reading text", "Both, with reasons"):
        page.get_by_label(view).check()
        for name, (*places, begins, ends) in SELECTIONS.items():
            page.evaluate(SELECT_NODES, places)
            found = quotation(page)
            assert (found.startswith(begins), found.endswith(ends), found in text) == (True, True, True), (name, view, found)
    for place in (HEADING, "document.querySelector('.whose')", "document.querySelector('#sources + ol')"):
        select(page, ("p4", "Kremlin officials"))
        expect(bar(page)).to_be_visible()
        page.evaluate(f"getSelection().selectAllChildren({place})")
        expect(bar(page)).to_have_count(0)
    page.locator("#p5 a.term").first.focus()
    expect(card(page)).to_be_visible()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#p6'))")
    assert copy(page)["text"].startswith("    Russia’s strategy is")


def test_every_paragraph_is_quoted_with_its_emendations_and_in_the_received_view_as_received(student, sections):
    page = student(TALIBAN)
    for address, section in sections.items():
        page.goto(address)
        for paragraph in paragraphs(section):
            for received in (False, True):
                views = page.get_by_label("Received text" if received else "Reading text")
                if views.count():
                    views.check()
                page.evaluate(f"getSelection().selectAllChildren(document.querySelector('#{paragraph.id}'))")
                bar(page).wait_for()
                instead = bar(page).get_by_label("Quote the received wording")
                assert instead.count() == bool(emendations.find_emendations(paragraph.text))
                assert not instead.count() or instead.is_checked() == received
                assert quotation(page) == expected(paragraph, received)
                page.keyboard.press("Control+c")  # the plain text that is shown
                plain = emendations.view_as_line(paragraph.text, "received" if received else "reading")
                assert straight(words(page.evaluate("navigator.clipboard.readText()"))) == straight(plain)
                page.keyboard.press("Escape")  # or the bar lies over the views
                page.evaluate("getSelection().removeAllRanges()")


EMENDED = [  # section, words from, words to, as read, as received, what the bar says
    (TALIBAN, ("p4", "it is"), ("p4", "a country"), "it [is] a country", "it IS [sic] a country", "“IS” for “is”"),
    (
        TALIBAN,
        ("p4", "Russia, acc"),
        ("p4", "Russians"),
        "Russia, […] according to the Russians",
        "Russia, but [sic] according to the Russians",
        "“but”, left out here",
    ),
    (TALIBAN, ("p5", "from Afgh"), None, "from [Afghanistan]", "from Afghanistan, it [sic]", "“Afghanistan, it” for “Afghanistan”"),
    (TALIBAN, ("p4", "border with Russia, "), None, "border with Russia,", None, None),
    (TALIBAN, ("p4", "according to"), None, "according to", None, None),
    (
        ABSTRACT,
        ("p1", "taking [reg"),
        ("p1", "goals"),
        "taking [regional and] international goals",
        "taking international goals",
        "nothing for “[regional and]”",
    ),
    (
        ABSTRACT,
        ("p1", "and] int"),
        ("p1", "goals"),
        "[regional and] international goals",
        "international goals",
        "nothing for “[regional and]”",
    ),
    (
        ABSTRACT,
        ("p3", "peace process in Af"),
        ("p3", "with its"),
        "peace process [in Afghanistan] with its",
        "peace process with its",
        "nothing for “in Afghanistan”",
    ),
    (EMIRATE, ("p7", "[…]"), ("p7", "re-emergence"), "[…] subsequent re-emergence", "subsequent re-emergence", "nothing for “[…]”"),
    (EMIRATE, ("p7", "[…]"), None, "[…]", "[…]", "nothing for “[…]”"),
    (
        METHODOLOGY,
        ("p11", "research, “"),
        ("p11", "Taliban gaining"),
        "research, ‘Taliban gaining",
        "research, ‘Taliban gaining",
        '“"” for ““”',
    ),
]


def test_an_emendation_is_marked_in_the_quotation_and_told_in_the_bar(student):
    page, at = student(TALIBAN), TALIBAN
    for address, first, last, read, received, told in EMENDED:
        if address != at:
            page.goto(address)
            at = address
        select(page, first, last)
        assert quotation(page) == read
        instead = bar(page).get_by_label("Quote the received wording")
        expect(instead).to_have_count(1 if told else 0)
        if told:
            expect(bar(page)).to_contain_text(f"Received: {told}.")
            instead.check()
            assert quotation(page) == received


def test_half_a_word_is_quoted_whole(student):
    page = student(TALIBAN)
    select(page, ("p4", "emlin officials ha"))
    assert quotation(page) == "Kremlin officials have"


MARKS = {  # a text, within double marks, within single marks
    '"Taliban" and “ISIS” and ‘so’': ("‘Taliban’ and ‘ISIS’ and ‘so’", "“Taliban” and “ISIS” and “so”"),
    "'Taliban', he said": ("‘Taliban’, he said", "“Taliban”, he said"),
    "\"the 'so-called' state\" is": ("‘the “so-called” state’ is", "“the ‘so-called’ state” is"),
    "he said \"it is 'so'.\" again": ("he said ‘it is “so”.’ again", "he said “it is ‘so’.” again"),
    "“the ‘so-called’ state’s” end": ("‘the “so-called” state’s’ end", "“the ‘so-called’ state’s” end"),
    "Russia's and states’ rights, in the '90s": ("Russia's and states’ rights, in the '90s",) * 2,
    'power in Afghanistan" as a variable': ("power in Afghanistan’ as a variable", "power in Afghanistan” as a variable"),
    "kept … as . . . it is …": ("kept … as . . . it is …",) * 2,
    'a [“quoted”] ("word")—“so”': ("a [‘quoted’] (‘word’)—‘so’", "a [“quoted”] (“word”)—“so”"),
    "<b>bold</b> & <img src=x onerror=alert(1)>": ("<b>bold</b> & <img src=x onerror=alert(1)>",) * 2,
}


def test_nested_quotation_marks_take_the_other_kind_and_markup_stays_text(student):
    page = student(TALIBAN)
    for text, inside in MARKS.items():
        page.locator("#p6").evaluate("(paragraph, text) => paragraph.childNodes[1].replaceWith(text)", f"{text} ")
        select(page, ("p6", text))
        for style, marks, turned in zip(("apa", "harvard"), ("“{}”", "‘{}’"), inside, strict=True):
            found = copy(page, style)
            assert found["text"].split(" ([Russia")[0] == marks.format(turned)
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; &lt;img src=x" in found["html"]
    assert ":~:text=%3Cb%3Ebold%3C%2Fb%3E%20%26%20" in link_in(found)


# ---- Anything of ours ----

SELECT_IN = """
([place, words]) => {
  const nodes = document.createTreeWalker(document.querySelector(place), NodeFilter.SHOW_TEXT);
  for (let node; (node = nodes.nextNode());) {
    const at = node.data.replaceAll("\\n", " ").indexOf(words);
    if (at < 0) continue;
    getSelection().setBaseAndExtent(node, at, node, at + words.length);
    return;
  }
  throw new Error(`no "${words}" in ${place}`);
}
"""
TALIBAN_TITLE = "[Russia and Afghanistan After the Rise of the Taliban]"
# page, place, words selected, words quoted, the citation in APA, how the link begins
OURS = [
    (
        TALIBAN,
        "[id='fn:backyard'] p",
        "he first “which” is Russi",
        "The first “which” is Russia",
        f"({TALIBAN_TITLE}, 2026, note 10)",
        f"{TALIBAN}#fn:backyard",
    ),
    ("papers/rise-of-the-taliban/text/", "[id='fn:backyard'] p", "near abroad", "near abroad", f"({TALIBAN_TITLE}, 2026, note 10)", None),
    (
        TALIBAN,
        "details.apparatus",
        "doubled conjunction",
        "doubled conjunction",
        "(Apparatus of [Russia and Afghanistan After the Rise of the Taliban], 2026, para. 4)",
        "papers/rise-of-the-taliban/apparatus/#p4-e1",
    ),
    (
        "papers/rise-of-the-taliban/apparatus/",
        "#p1-e2",
        "ost words restored",
        "lost words restored",
        "(Apparatus of [Russia and Afghanistan After the Rise of the Taliban], 2026, para. 1)",
        "papers/rise-of-the-taliban/apparatus/#p1-e2",
    ),
    (
        "glossary/csto/",
        "h1 ~ p:not(.names)",
        "military alliance led by Russi",
        "military alliance led by Russia",
        "(CSTO, 2026)",
        "glossary/csto/#:~:text=military",
    ),
    (
        "glossary/csto/",
        ".concordance",
        "hrough non-Western venues",
        "through non-Western venues",
        f"({TALIBAN_TITLE}, 2026, Introduction section, para. 5)",
        f"{TALIBAN}#p5",
    ),
    (
        "timeline/",
        "#d1989-02-15",
        "The last Soviet troops leave Afghanistan.",
        "The last Soviet troops leave Afghanistan",
        "(Timeline, 2026).",
        "timeline/#d1989-02-15:~:text=",
    ),
    (
        "side-by-side/",
        "td[data-label='Islamic Emirate']",
        "in four place",
        "in four places",
        "(Side by Side, 2026)",
        "side-by-side/#:~:text=in%20four%20places",
    ),
    ("about/citing/", "article", "You can cite", "You can cite", "(How to Cite, 2026)", "about/citing/#:~:text="),
]


@pytest.mark.parametrize(("path", "place", "words", "quoted", "cited", "link"), OURS, ids=[f"{at}{place}" for at, place, *_ in OURS])
def test_anything_of_ours_is_quoted_with_its_own_reference_and_place(student, path, place, words, quoted, cited, link):
    page = student(path)
    page.evaluate("for (const list of document.querySelectorAll('details')) list.open = true")
    page.evaluate(SELECT_IN, [place, words])
    text = copy(page)["text"].replace("‘", "“").replace("’", "”")
    assert text.startswith(f"“{quoted}” {cited}\n"), text
    if link:
        assert text.split("\n")[-1].startswith(PUBLISHED + link), text
    page.evaluate("getSelection().removeAllRanges()")
    page.locator("h1").click()
    expect(bar(page)).to_have_count(0)


def test_a_passage_is_copied_as_reference_markdown_or_key(student, said):
    page = student(TALIBAN)
    select(page, ("p4", "threatening waves of Afghanistan."))
    reference = said(TALIBAN, "apa", "reference")
    assert copy(page, what="reference")["text"] == reference
    assert copy(page, what="BibTeX key")["text"] == "\\autocite[para.~4]{reader-papers-rise-of-the-taliban}"
    text = copy(page, what="Markdown")["text"].split("\n")
    title = "\\[Russia and Afghanistan After the Rise of the Taliban\\]"
    assert text[0] == f"“threatening waves of Afghanistan” (*{title}*, 2026, Introduction section, para. 4)."
    assert text[2].startswith("*\\[Russia and Afghanistan after the rise of the Taliban\\]* (Version")
    assert text[4] == f"<{PUBLISHED}{TALIBAN}#p4:~:text=threatening%20waves%20of%20Afghanistan.>"
    select(page, ("p5", "interests and security."), ("p6", "Russia’s strategy"))
    expect(bar(page).get_by_role("button", name="Copy Markdown")).to_be_visible()  # the choice stays while the page does
    assert copy(page, what="BibTeX key")["text"] == "\\autocite[paras.~5--6]{reader-papers-rise-of-the-taliban}"
    page.keyboard.press("q")
    assert copied(page, "BibTeX key")["text"].startswith("\\autocite[paras.")


def test_a_quotation_of_forty_words_is_a_block(student, said):
    page = student(TALIBAN)
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#p6'))")
    found = copy(page)
    assert found["text"].startswith(f"    {BEGINS}")
    assert f"{ENDS} {said(TALIBAN, 'apa', 'one', '6')}\n[Russia" in found["text"]
    assert re.search(f"<blockquote[^>]*>{BEGINS}", found["html"])
    assert copy(page, what="Markdown")["text"].startswith(f"> {BEGINS}")


# ---- The link ----

LINKS = [
    (TALIBAN, ("p4", "emlin officials ha"), None, "#p4:~:text=Kremlin%20officials%20have"),
    (
        TALIBAN,
        ("p4", "Therefore, Kremlin"),
        ("p4", "other words,"),
        "#p4:~:text=Therefore%2C%20Kremlin%20officials%20have%20mainly,of%20Afghanistan.%20In%20other%20words%2C",
    ),
    (
        TALIBAN,
        ("p5", "Russia was able"),
        ("p6", "security provider"),
        "#p5:~:text=Russia%20was%20able%20to%20make,position%20as%20a%20security%20provider",
    ),
    (TALIBAN, ("p5", "anti-US strategy."), None, "#p5:~:text=anti%2dUS%20strategy."),
    (TALIBAN, ("p4", "Russians, it is a"), None, "#p4:~:text=Russians%2C%20it%20is%20a"),
    (TALIBAN, ("p5", "China (RIC) to ensure its"), None, "#p5:~:text=China%20%28RIC%29,to%20ensure%20its"),
    (EMIRATE, ("p10", "proximity to Russia’s"), None, "#p10:~:text=to%20Russia%E2%80%99s,-geopolitical"),
]  # part of a word, many words, two paragraphs, signs, over an emendation, over and behind the number of a note
TWICE = [("p6", "Russia", "Russia’s adaptation"), ("p6", "Afghanistan", "Afghanistan while")]
SELECT_WITHIN = f"""
([paragraph, chosen, context]) => {{
  const range = ({RANGE})([[paragraph, context], [paragraph, context]]);
  getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.startContainer, range.startOffset + chosen.length);
}}
"""


def test_a_link_names_the_paragraph_and_the_words_and_tells_words_that_occur_twice_apart(student):
    page, at = student(TALIBAN), TALIBAN
    for address, first, last, link in LINKS:
        if address != at:
            page.goto(address)
            at = address
        select(page, first, last)
        assert link_in(copy(page)) == f"{PUBLISHED}{address}{link}"
    page.goto(TALIBAN)
    links = []
    for place in TWICE:
        page.evaluate(SELECT_WITHIN, place)
        links.append(link_in(copy(page)))
    old = student("", OLD)  # which marks the words by our script, so that a test can see where
    for (paragraph, chosen, context), link in zip(TWICE, links, strict=True):
        directive = link.partition(":~:text=")[2].split(",")
        assert directive[0].endswith("-") or directive[-1].startswith("-")
        old.goto("about:blank")
        old.goto(link.removeprefix(PUBLISHED))
        mark = old.locator(f"#{paragraph} mark")
        assert mark.text_content().startswith(chosen)
        assert mark.evaluate("mark => mark.textContent + mark.nextSibling.data").startswith(context)


DIRECTIVES = [
    "Mechanisms%20such,Contact%20Group",
    "actor-,as",
    "Mechanisms%20such%20as%20the%20Moscow%20Format%20and%20Regional%20Contact%20Group",
    "%E0%A4",
]


def test_a_link_opens_and_marks_its_words_also_where_the_browser_cannot(student):
    new = student(f"{EMIRATE}#p10:~:text={DIRECTIVES[2]}")
    expect(new.locator("#p10")).to_be_in_viewport()
    expect(new.locator(".gone, mark")).to_have_count(0)  # Chromium marks them
    new.locator("#p10").screenshot()  # painted
    assert new.evaluate("getComputedStyle(document.querySelector('#p10'), '::target-text').backgroundColor") == "rgb(255, 213, 74)"
    old = student("", OLD)
    for directive in DIRECTIVES:
        old.goto("about:blank")
        old.goto(f"{EMIRATE}#p10:~:text={directive}")
        expect(old.locator("#p10:target")).to_be_in_viewport()
        if directive.startswith("%"):
            expect(old.locator("#p10 + .gone")).to_have_text(GONE)
            continue
        expect(old.locator("#p10 mark").first).to_be_visible()
        text = "".join(old.locator("#p10 mark").all_text_contents())
        assert text == "as" if directive.startswith("actor") else (text[:15], text[-13:]) == ("Mechanisms such", "Contact Group")
        before = words(old.locator("#p10").text_content())
        old.mouse.click(5, 300)
        expect(old.locator("mark")).to_have_count(0)
        assert words(old.locator("#p10").text_content()) == before
    # Words that are gone are told of at the paragraph, in this browser, too; other links are left alone.
    new.goto("about:blank")
    new.goto(f"{EMIRATE}#p10:~:text=these%20words%20were%20never%20here")
    expect(new.get_by_role("status").filter(has_text=GONE)).to_be_in_viewport()
    assert new.locator("#p10 + .gone").count() == 1
    new.evaluate("location.hash = 'p9:~:text=positive%20measure'")
    expect(new.locator(".gone")).to_have_count(0)
    new.evaluate("location.hash = 'p9:~:text=Moscow%20Format'")  # of another paragraph
    expect(new.locator("#p9 + .gone")).to_have_text(GONE)
    new.locator(".gone a").click()
    expect(new.get_by_label("Quotation or link")).to_have_value(re.compile("p9:~:text=Moscow"))
    for fragment in ("#p10", "#p99:~:text=nothing", "#:~:text=nothing", "#notes:~:text=nothing", "#p10:~:other=1"):
        new.goto("about:blank")
        new.goto(f"{EMIRATE}{fragment}")
        expect(new.locator(".gone")).to_have_count(0)


# ---- The menu of a paragraph, the panel, the hits of the search ----


def open_panel(page):
    page.get_by_role("link", name="Cite", exact=True).click()
    expect(panel(page)).to_be_visible()


def test_the_menu_of_a_paragraph_by_mouse_keyboard_and_touch(student, said):
    page, link = student(TALIBAN), f"{PUBLISHED}{TALIBAN}#p6"

    def choose(item, what):
        paragraph_number(page, 6).click()
        page.get_by_role("menuitem", name=item).click()
        return copied(page, what)

    found = choose("Copy link", "Link")
    assert found["text"] == link
    assert f'<a href="{link}">{link}</a>' in found["html"]
    expect(paragraph_number(page, 6)).to_be_focused()
    assert choose("Copy citation", "Citation")["text"] == f"{said(TALIBAN, 'apa', 'one', '6')}\n{said(TALIBAN, 'apa', 'reference')}"
    assert f"    {BEGINS}" in (quoted := choose("Copy quotation", "Quotation")["text"])
    assert f"{ENDS} {said(TALIBAN, 'apa', 'one', '6')}\n" in quoted
    paragraph_number(page, 5).click()
    expect(menu(page)).to_have_accessible_name("Paragraph 5")
    expect(page).to_have_url(re.compile("introduction/#p5$"))
    page.get_by_role("menuitem", name="Show both texts").click()
    expect(page.get_by_label("Both, with reasons")).to_be_checked()
    expect(menu(page)).to_have_count(0)
    for key in ("Enter", "Space", "q"):
        paragraph_number(page, 5).focus()
        page.keyboard.press(key)
        expect(page.get_by_role("menuitem", name="Copy link")).to_be_focused()
        page.keyboard.press("ArrowUp")
        expect(page.get_by_role("menuitem", name="Show both texts")).to_be_focused()
        page.keyboard.press("Escape")
        expect(paragraph_number(page, 5)).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(menu(page)).to_have_count(0)
    with page.context.expect_page() as opened:
        paragraph_number(page, 5).click(modifiers=["Control"])  # still a link for those who want another tab
    expect(opened.value).to_have_url(re.compile("introduction/#p5$"))

    paragraph_number(page, 5).click()
    page.get_by_role("menuitem", name="Related passages").click()
    related = page.get_by_role("dialog", name="Related passages")
    expect(related.get_by_role("heading", level=2)).to_have_text("Related to ¶5")
    assert related.locator("ul").first.get_by_role("link").count() > 1
    expect(related.get_by_text("Both mention: ").first).to_be_visible()
    assert [found for palette in PALETTES for found in violations_in(page, DESKTOP, palette)] == []
    page.keyboard.press("Escape")
    expect(paragraph_number(page, 5)).to_be_focused()
    page.keyboard.press("q")
    page.get_by_role("menuitem", name="Related passages").click()
    first = related.get_by_role("link").first
    address = first.evaluate("link => link.href")
    first.click()
    expect(page).to_have_url(address)
    expect(page.locator(":target .paragraph-number")).to_be_visible()

    phone = student(TALIBAN, **TOUCH)
    paragraph_number(phone, 5).tap()
    expect(menu(phone)).to_be_in_viewport(ratio=1)
    phone.get_by_role("menuitem", name="Copy quotation").tap()
    assert copied(phone)["text"].startswith("    [The] withdrawal of the United States")


def test_the_panel_opens_at_once_and_is_filled_when_its_page_comes(student):
    page, held = student(TALIBAN), []
    page.route("**/cite/**", lambda route: held.append(route))
    with page.expect_request("**/cite/**"):
        page.get_by_role("link", name="Cite", exact=True).click()
    expect(panel(page).get_by_role("button", name="Close")).to_be_visible()
    expect(panel(page).get_by_role("radio")).to_have_count(0)
    held[0].continue_()
    expect(panel(page).get_by_label("The paper in this edition")).to_be_focused()
    expect(panel(page).locator(".reference")).to_be_visible()


def test_the_panel_says_what_is_missing_offers_files_and_is_used_by_keyboard(student):
    page = student(f"{TALIBAN}#p5")
    link = page.get_by_role("link", name="Cite", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    expect(panel(page).get_by_label("The paper in this edition")).to_be_focused()
    expect(panel(page).get_by_label("Paragraph", exact=True)).to_have_value("5")
    expect(panel(page).get_by_text("Not established")).to_have_count(0)
    for name, ending in (("RIS", "ris"), ("BibLaTeX", "bib"), ("CSL-JSON", "json")):
        href = panel(page).get_by_role("link", name=name, exact=True).evaluate("link => link.href")
        assert href.endswith(f"/cite/papers/rise-of-the-taliban/introduction.{ending}")
        assert page.request.get(href).ok
    page.keyboard.press("ArrowDown")
    expect(panel(page).get_by_label("This paragraph")).to_be_checked()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(panel(page).get_by_text("Not established: the author, the year, the volume, the issue, the pages.")).to_be_visible()
    for _ in range(15):  # to its end and on, never to what lies behind it
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || Boolean(document.activeElement.closest('dialog'))")
    page.keyboard.press("Escape")
    expect(panel(page)).to_have_count(0)
    expect(link).to_be_focused()
    open_panel(page)
    panel(page).get_by_role("button", name="Close").click()
    expect(link).to_be_focused()


def test_the_panel_of_other_pages_and_of_an_entry(student):
    page = student("glossary/mearsheimer/")
    open_panel(page)
    expect(panel(page).get_by_role("radio")).to_have_count(1)
    panel(page).get_by_label("Style").select_option("Chicago, notes")
    expect(panel(page).locator(".reference")).to_contain_text("“John J. Mearsheimer.”")
    panel(page).get_by_role("button", name="Copy: Note").click()
    assert copied(page, "Note")["text"].startswith("“John J. Mearsheimer,”")
    for address in ("", "papers/islamic-emirate/text/", "bibliography/"):
        page.goto(address)
        open_panel(page)
        panel(page).get_by_label("Style").select_option("APA 7")
        assert PUBLISHED + address in panel(page).locator(".reference").inner_text()


def test_copying_in_the_search_copies_the_reference_of_the_chosen_hit_in_the_remembered_style(reader, said):
    page = reader(permissions=["clipboard-read", "clipboard-write"])  # with a clock: the search needs one
    page.goto("")
    page.evaluate("localStorage['citation-style'] = 'mla'")
    expect(search_for(page, '"threatening waves"').first).to_have_attribute("href", re.compile("#p4$"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ControlOrMeta+c")
    found = copied(page, "Citation")
    assert found["text"] == f"{said(TALIBAN, 'mla', 'one', '4')}\n{said(TALIBAN, 'mla', 'reference')}"
    assert "<em>Russia and Afghanistan: An Annotated Reader</em>" in found["html"]
    # What was said is seen for some seconds, and then no more; the region stays.
    said_so = page.locator("dialog[open] .status span")
    expect(said_so).to_be_visible()
    said_so.evaluate("span => span.getAnimations()[0].finish()")
    expect(said_so).to_be_hidden()


# ---- For everybody, and light ----

OPEN = {
    "bar": lambda page: (select(page, ("p4", "Although Afghanistan"), ("p4", "a country")), bar(page).wait_for()),
    "menu": lambda page: (page.evaluate("getSelection().removeAllRanges()"), paragraph_number(page, 5).click()),
    "panel": open_panel,
}


def test_what_is_open_meets_wcag_and_its_targets_are_large_enough(student):
    page = student(f"{TALIBAN}#p5:~:text=gone")
    expect(page.locator(".gone")).to_have_text(GONE)
    wrong = []
    for window in (DESKTOP, PHONE):
        page.set_viewport_size(window)
        for name, open in OPEN.items():
            open(page)
            wrong += [f"{name}: {found}" for palette in PALETTES for found in violations_in(page, window, palette)]
            for control in page.locator(".quoting :is(button, select, label:has(input))").all():
                box = control.bounding_box()
                assert min(box["height"], box["width"]) >= 24, name
                assert 0 <= box["x"] <= box["x"] + box["width"] <= window["width"], name
            page.keyboard.press("Escape")
            expect(page.locator(".quoting")).to_have_count(0)
        assert all(number.bounding_box()["height"] >= 24 for number in page.locator(".paragraph-number").all())
    assert wrong == []


def test_nothing_is_fetched_before_it_is_needed_and_the_script_is_light(student):
    asked = []
    page = student("")
    page.on("request", lambda request: asked.append(request.url))
    page.goto(TALIBAN)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/cite/" in url]
    for text in ("Kremlin officials", "threatening waves"):
        select(page, ("p4", text))
        copy(page)
    assert len([url for url in asked if "/cite/" in url]) == 1
    scripts = [ASSETS / f"{name}.js" for name in re.findall(r'"(text-fragments|cite[\w-]*)"', (ROOT / "overrides/main.html").read_text())]
    assert len(scripts) == 6  # on every page
    light = "".join(optimize.minify_script(path.read_text(encoding="utf-8")) for path in scripts)
    assert len(gzip.compress(light.encode(), 9)) <= BYTES
