"""The walks of readers in each browser: one description of each, for Chromium and, with --browsers all, for Firefox and WebKitGTK."""

import base64

from scripts.reader.common import typography
from tests.edition.essays import ESSAY, FORMATS, VERDICTS, write_essay

SECTION = "papers/rise-of-the-taliban/introduction/"
IN_VIEW = """selector => {
  const {top, bottom} = document.querySelector(selector).getBoundingClientRect();
  return top < innerHeight && bottom > 48;
}"""
QUOTED = "always played an important"
LINES = """(selector, words) => {
  const text = document.querySelector(selector).firstChild, begin = text.data.indexOf(words), range = new Range();
  range.setStart(text, begin);
  range.setEnd(text, begin + words.length);
  return new Set([...range.getClientRects()].map(({top}) => top)).size;
}"""
# Choose a file, as the field of the page has it; what was found before goes.
CHOOSE = """(name, content) => {
  const field = document.querySelector("#essay-file"), files = new DataTransfer();
  files.items.add(new File([Uint8Array.from(atob(content), letter => letter.charCodeAt(0))], name));
  document.querySelector("#check-results").replaceChildren();
  field.files = files.files;
  field.dispatchEvent(new Event("change", {bubbles: true}));
}"""
PASTE = "text => { document.querySelector('#quotation').value = text; }"
FOUND = """() => {
  const found = [...document.querySelectorAll("#check-results ol.findings > li")].map(({dataset}) => dataset.verdict);
  return found.length && found;
}"""


def test_a_term_tells_what_it_means_and_leads_to_its_entry(visitor, address, edition):
    visitor.opens(address)
    visitor.clicks("article a", "after the rise of the Taliban")
    visitor.arrives("/papers/rise-of-the-taliban/")
    visitor.clicks("article a", "Introduction")
    visitor.arrives(SECTION)
    term = "#p5 a.term", "Collective Security Treaty Organization"
    visitor.points(*term)
    assert typography.typeset_prose(edition.entries["csto"].summary) in visitor.sees(".card")
    visitor.key("Escape")
    visitor.misses(".card")
    visitor.clicks(*term)
    visitor.arrives("/glossary/csto/")
    assert visitor.sees("h1") == "CSTO"
    visitor.back()
    visitor.arrives(SECTION)


def test_the_title_breaks_between_its_parts(visitor, address):
    visitor.opens(address)
    assert visitor.evaluate(LINES, "h1", "An Annotated Reader") == 1


def test_search_finds_a_paragraph_and_opens_it(visitor, address):
    visitor.opens(address)
    visitor.key("s")
    visitor.types("aggressive realism")
    visitor.key("Enter")  # opens the first hit of the whole query, when it is found
    visitor.arrives("/glossary/offensive-realism/")
    assert visitor.evaluate("() => [...CSS.highlights.get('sought')].some(range => /realism/i.test(range))")
    assert visitor.sees("h1") == "Offensive realism"


def test_a_quotation_is_copied_and_found_again(visitor, address):
    visitor.opens(address + SECTION)
    visitor.selects("#p4", QUOTED)
    visitor.clicks(".quote-bar button", "Copy quotation")
    visitor.sees(".status", "Quotation copied")
    visitor.opens(f"{address}about/check/")
    visitor.clicks("#check-quotation textarea")
    visitor.key("Control+v")
    pasted = visitor.sees("#check-quotation textarea")
    assert pasted.startswith(f"“{QUOTED}” ([Russia and Afghanistan After the Rise of the Taliban], 2026, Introduction section, para. 4)")
    assert pasted.endswith(f"{SECTION}#p4:~:text=always%20played%20an%20important")
    visitor.clicks("#check-quotation button", "Compare")
    assert "paragraph 4 of Introduction (Rise of the Taliban)" in visitor.sees("#check-status", "paragraph 4")


def test_an_essay_gets_the_same_verdicts_from_every_file_and_when_it_is_pasted(visitor, address, tmp_path):
    visitor.opens(f"{address}about/check/")
    visitor.sees("#check-quotation button", "Compare")
    for ending in FORMATS:
        content = base64.b64encode(write_essay(tmp_path, ending).read_bytes()).decode()
        visitor.evaluate(CHOOSE, f"essay.{ending}", content)
        assert visitor.until(FOUND) == VERDICTS, ending
    visitor.evaluate(PASTE, ESSAY)
    visitor.evaluate("() => document.querySelector('#check-results').replaceChildren()")
    visitor.clicks("#check-quotation button", "Compare")
    assert visitor.until(FOUND) == VERDICTS


def test_a_link_to_words_opens_at_them_and_within_a_page_says_when_they_are_gone(visitor, address):
    visitor.opens(f"{address}papers/rise-of-the-taliban/text/#p15:~:text=walking%20on%20a%20tightrope")
    visitor.until(IN_VIEW, "#p15")
    visitor.misses(".gone")
    visitor.opens(address + SECTION)
    visitor.evaluate("() => { location.hash = 'p5:~:text=such%20words%20were%20never%20there'; }")
    assert visitor.sees(".gone", "Compare").startswith("This passage has changed since it was quoted.")


def test_a_page_is_cited_in_a_style(visitor, address):
    visitor.opens(address + SECTION)
    visitor.clicks(".cite-link")
    assert "[Russia and Afghanistan after the rise of the Taliban]" in visitor.sees("dialog[open]", "Reference")
    visitor.clicks("dialog[open] button", "Copy")
    visitor.sees("dialog[open] .status", "copied")
    visitor.clicks("dialog[open] button", "Close")
    visitor.misses("dialog")


def test_the_copy_on_a_disk_searches_cites_and_compares(visitor, disk_copy):
    visitor.opens((disk_copy / "index.html").as_uri())
    visitor.key("s")
    visitor.types("aggressive realism")
    visitor.sees("#searchHits [role=option]", "Offensive realism")
    visitor.key("Enter")
    visitor.arrives("/glossary/offensive-realism/index.html")
    visitor.opens((disk_copy / SECTION / "index.html").as_uri())
    visitor.points("#p5 a.term", "Collective Security Treaty Organization")
    visitor.sees(".card", "Mentions")
    visitor.key("Escape")
    visitor.clicks(".cite-link")
    assert "An Annotated Reader" in visitor.sees("dialog[open]", "Reference")
    visitor.clicks("dialog[open] button", "Close")
    visitor.selects("#p4", QUOTED)
    visitor.clicks(".quote-bar button", "Copy quotation")
    visitor.sees(".status", "Quotation copied")
    visitor.opens((disk_copy / "about/check/index.html").as_uri())
    visitor.clicks("#check-quotation textarea")
    visitor.key("Control+v")
    assert "([Russia and Afghanistan After the Rise of the Taliban], 2026, Introduction section, para. 4)" in visitor.sees(
        "#check-quotation textarea"
    )
    visitor.clicks("#check-quotation button", "Compare")
    assert "paragraph 4 of Introduction (Rise of the Taliban)" in visitor.sees("#check-status", "paragraph 4")


HEADER = """family => {
  document.documentElement.style.setProperty("--interface", family);
  const header = document.querySelector(".md-header"), {height} = header.getBoundingClientRect();
  const controls = [...header.querySelectorAll("button, .site")].filter(control => control.checkVisibility());
  const off = controls.filter(control => {
    const {top, bottom} = control.getBoundingClientRect();
    return Math.abs(top + bottom - height) > 2;
  });
  return [height, off.length, document.documentElement.scrollWidth <= innerWidth];
}"""


def test_the_header_is_one_line_in_the_interface_typefaces_of_common_systems(visitor, address):
    visitor.opens(address + SECTION)
    for family in ("DejaVu Sans", "Liberation Sans", "Noto Sans"):  # those of tests.support.chromium.FONTS; Liberation has Arial's widths
        for width in (360, 768, 1280, 1920):
            visitor.resize(width, 800)
            assert visitor.evaluate(HEADER, f'"{family}"') == [48, 0, True], (family, width)


WIDER = "(selector, width) => document.querySelector(selector).getBoundingClientRect().width > width"


def test_both_texts_are_shown_and_the_choice_lasts(visitor, address):
    visitor.opens(address + SECTION)
    visitor.clicks(".views label", "Both")
    visitor.until(WIDER, "#p4 .emendation.omission", 20)  # the word that was left out
    visitor.opens(address + SECTION.replace("introduction", "abstract"))
    visitor.until("() => document.querySelector('.views [value=both]').checked")


def test_a_note_is_read_where_its_number_stands(visitor, address):
    visitor.resize(1000, 800)
    visitor.opens(address + SECTION)
    visitor.points("#p5 a.footnote-ref")
    visitor.sees(".card", "Compare")
    visitor.key("Escape")
    visitor.misses(".card")


def test_a_paragraph_s_link_is_copied_from_its_menu(visitor, address):
    visitor.opens(address + SECTION)
    visitor.clicks("#p6 .paragraph-number")
    visitor.clicks(".paragraph-menu button", "Copy link")
    visitor.sees(".status", "Link copied")
    visitor.opens(f"{address}about/check/")
    visitor.clicks("#check-quotation textarea")
    visitor.key("Control+v")
    assert visitor.sees("#check-quotation textarea").endswith(f"{SECTION}#p6")


def test_the_contents_open_and_lead_on_in_a_narrow_window(visitor, address):
    visitor.resize(480, 800)
    visitor.opens(address)
    visitor.clicks(".menu")
    visitor.clicks("#site-contents a", "Bibliography")
    visitor.arrives("/bibliography/")
    visitor.misses("#site-contents")


def test_terms_are_filtered_and_tables_sorted(visitor, address):
    visitor.opens(f"{address}glossary/")
    visitor.clicks("input.filter")
    visitor.types("collective")
    visitor.sees("[role=status]", "shown")
    visitor.misses("dt", "Mersheimer")
    visitor.opens(f"{address}concepts/")
    visitor.clicks("th button.sort")
    visitor.sees("th[aria-sort]")


def test_the_palette_changes_and_stays(visitor, address):
    visitor.opens(address)
    visitor.clicks(".palette")
    chosen = visitor.until("() => document.documentElement.dataset.mdColorScheme")
    visitor.opens(address + SECTION)
    assert visitor.until("() => document.documentElement.dataset.mdColorScheme") == chosen
