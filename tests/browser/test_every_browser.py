"""The walks of readers in each browser: one description of each, for Chromium and, with --browsers all, for Firefox and WebKitGTK."""

SECTION = "papers/rise-of-the-taliban/introduction/"
QUOTED = "always played an important"


def test_a_term_tells_what_it_means_and_leads_to_its_entry(visitor, address, edition):
    visitor.opens(address)
    visitor.clicks(f"article a[href='{SECTION}']")
    visitor.arrives(SECTION)
    term = "#p5 a.term", "Collective Security Treaty Organization"
    visitor.points(*term)
    assert edition.entries["csto"].summary in visitor.sees(".card")
    visitor.key("Escape")
    visitor.misses(".card")
    visitor.clicks(*term)
    visitor.arrives("/glossary/csto/")
    assert visitor.sees("h1") == "CSTO"
    visitor.back()
    visitor.arrives(SECTION)


def test_search_finds_a_paragraph_and_opens_it(visitor, address):
    visitor.opens(address)
    visitor.key("s")
    visitor.types("aggressive realism")
    visitor.sees(".md-search-result__link", "Offensive realism")
    visitor.key("Enter")  # the list may still change under a pointer
    visitor.arrives("/glossary/offensive-realism/")
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
    assert pasted.startswith(f"“{QUOTED}” (Introduction (Rise of the Taliban), 2026, para. 4)")
    assert pasted.endswith(f"{SECTION}#p4:~:text=always%20played%20an%20important")
    visitor.clicks("#check-quotation button", "Compare")
    assert "paragraph 4 of Introduction (Rise of the Taliban)" in visitor.sees("#check-status", "paragraph 4")


def test_a_link_to_words_opens_at_them(visitor, address):
    visitor.opens(f"{address}{SECTION}#p6:~:text=covert%20and%20public%20diplomacy")
    visitor.sees("#p6")
    visitor.misses(".gone")


def test_a_page_is_cited_in_a_style(visitor, address):
    visitor.opens(address + SECTION)
    visitor.clicks(".cite-link")
    assert "Introduction (Rise of the Taliban)" in visitor.sees("dialog[open]", "Reference")
    visitor.clicks("dialog[open] button", "Copy")
    visitor.sees("dialog[open] .status", "copied")
    visitor.clicks("dialog[open] button", "Close")
    visitor.misses("dialog")
