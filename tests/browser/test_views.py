"""The three views of a section: the reading text, the text as received, and both with the reasons."""

from playwright.sync_api import expect

from scripts.reader.common import typography
from scripts.reader.text import emendations
from scripts.reader.text.paragraphs import paragraphs
from tests.support.chromium import PHONE
from tests.support.screen import all_copied, all_seen, card, seen, straight, words

SECTION = "papers/rise-of-the-taliban/introduction/"
# Where a word was dropped: how far the words before and after it stand apart, how wide a space is, and whether they are on one line.
GAP = """mark => {
  const walker = document.createTreeWalker(mark.closest("p"), NodeFilter.SHOW_TEXT), texts = [], range = new Range();
  while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode);
  const box = (text, start) => {
    range.setStart(text, start);
    range.setEnd(text, start + 1);
    return range.getBoundingClientRect();
  };
  const next = texts.findIndex(text => mark.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING);
  const after = texts[next], before = texts[next - 1], words = texts.find(text => /\\w \\w/.test(text.data));
  const last = box(before, before.data.trimEnd().length - 1), first = box(after, after.data.search(/\\S/));
  return [first.left - last.right, box(words, words.data.search(/\\w \\w/) + 1).width, first.top === last.top];
}"""
READING, RECEIVED, BOTH = "Reading text", "Received text", "Both, with reasons"


def choose(page, view):
    page.get_by_label(view).check()


def expected(section, view):
    return {paragraph.id: straight(emendations.view_as_line(paragraph.text, view)) for paragraph in paragraphs(section)}


def shown(page):
    return {name: straight(text) for name, text in all_seen(page).items()}


def copied(page):
    return {name: straight(text) for name, text in all_copied(page).items()}


def both(section):
    """What stands at each emendation where both texts are shown, without spaces."""
    return [
        straight(emendations.unescape(f"{found.received}{found.reading}[{found.reason}]")).replace(" ", "").replace("\n", "")
        for found in emendations.find_emendations(section.body)
    ]


def test_each_view_shows_its_text_word_for_word_and_what_is_copied_is_always_the_reading_text(page, sections):
    for address, section in sections.items():
        page.goto(address)
        expect(page.get_by_label(READING)).to_be_checked()
        reading, received = expected(section, "reading"), expected(section, "received")
        assert (shown(page), copied(page)) == (reading, reading)
        choose(page, RECEIVED)
        assert (shown(page), copied(page)) == (received, reading)
        choose(page, BOTH)
        assert copied(page) == reading
        assert [straight(text).replace(" ", "") for text in seen(page.locator(".emendation"))] == both(section)
        choose(page, READING)
        assert shown(page) == reading


def test_a_dropped_word_leaves_no_gap_in_the_reading_text(page, sections):
    measured = []
    for address in sections:
        page.goto(address)
        measured += page.locator("p .emendation.omission").evaluate_all(f"marks => marks.map({GAP})")
    on_one_line = [(gap, space) for gap, space, one_line in measured if one_line]
    assert on_one_line
    assert [gap for gap, space in on_one_line if gap > space + 0.5] == []


def test_a_received_wording_ours_and_the_reason_stand_apart_where_both_are_shown(reader):
    page = reader(viewport={"width": 1000, "height": 900})  # where reasons stand in the line
    page.goto(SECTION)
    choose(page, BOTH)
    emendation = page.locator("#p4 .emendation.substitution")
    received_width = emendation.bounding_box()["width"]
    ours = emendation.locator("> span").bounding_box()
    assert ours["x"] - emendation.bounding_box()["x"] > 20
    assert received_width > ours["width"] + 100


def test_the_view_is_chosen_by_keyboard(page, sections):
    page.goto(SECTION)
    page.get_by_label(READING).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label(RECEIVED)).to_be_checked()
    assert shown(page)["p4"] == expected(sections[SECTION], "received")["p4"]
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label(BOTH)).to_be_checked()
    assert "ISis [E2.1 capitals misread]" in all_seen(page)["p4"]
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Paragraph 4")).to_be_focused()


def test_the_view_is_chosen_by_touch(reader, sections):
    page = reader(has_touch=True, is_mobile=True, viewport=PHONE)
    page.goto(SECTION)
    page.locator(".views").get_by_text(RECEIVED).tap()
    assert shown(page)["p4"] == expected(sections[SECTION], "received")["p4"]


def test_without_scripts_the_view_can_be_chosen_and_the_list_of_emendations_opens(reader, sections):
    page = reader(java_script_enabled=False)
    page.goto(SECTION)
    choose(page, RECEIVED)
    shown = page.locator("#p4 .emendation")
    expect(shown.nth(1).locator("> span")).to_have_css("font-size", "0px")
    page.get_by_text("emendations on this page").click()
    rows = page.locator("details.apparatus li")
    expect(rows).to_have_count(len(emendations.find_emendations(sections[SECTION].body)))
    expect(rows.nth(2)).to_be_visible()
    expect(rows.nth(2)).to_contain_text("¶4 IS is E2.1: capitals misread")


def test_the_list_of_emendations_leads_to_each_of_them(page):
    page.goto(SECTION)
    page.get_by_text("emendations on this page").click()
    page.locator("details.apparatus li").nth(2).get_by_role("link", name="¶4").click()
    expect(page.locator(".emendation:target")).to_have_text("is")
    expect(page.locator(".emendation:target")).to_be_in_viewport()


def first_line(mark):
    """The middle of the first line of a mark, in view: the middle of all its lines may be another word."""
    mark.evaluate("mark => mark.scrollIntoView({block: 'center'})")
    box = mark.evaluate("mark => mark.getClientRects()[0].toJSON()")
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def expect_card_of(page, emendation, found):
    received = words(emendations.unescape(found.received))
    expect(card(page)).to_contain_text(f"Received: {received}" if received else "Not in the received text")
    expect(card(page)).to_contain_text(typography.typeset(found.reason))


def test_every_emendation_shows_its_received_wording_and_its_reason_under_the_pointer(page, sections):
    for address, section in sections.items():
        page.goto(address)
        marks = page.locator(".emendation").all()
        for mark, found in zip(marks, emendations.find_emendations(section.body), strict=True):
            page.mouse.move(*first_line(mark))
            expect_card_of(page, mark, found)
            page.keyboard.press("Escape")


def test_every_emendation_shows_its_received_wording_and_its_reason_at_a_tap(reader, sections):
    page = reader(has_touch=True, is_mobile=True, viewport=PHONE)
    for address, section in sections.items():
        page.goto(address)
        marks = page.locator(".emendation").all()
        for mark, found in zip(marks, emendations.find_emendations(section.body), strict=True):
            page.touchscreen.tap(*first_line(mark))
            expect_card_of(page, mark, found)
            page.keyboard.press("Escape")  # or it lies over the next
