"""Notes and sources at the foot of a page, and the numbers that lead to them."""

PAGE = """Our word.[^ours] Another [^other] one.

[^ours]: A note. [^mearsheimer2001] [^treaty1992]
[^other]: More. [^treaty1992]
[^mearsheimer2001]: Mearsheimer 2001.
[^treaty1992]: Six States 1992.
"""


def test_notes_and_sources_are_two_lists_with_one_count(rendered):
    foot = rendered(PAGE).find_class("footnote")[0]
    assert [element.tag for element in foot] == ["h2", "ol", "h2", "ol", "p"]
    assert [heading.text for heading in foot.iter("h2")] == ["Notes of this edition", "Sources"]
    notes, sources = foot.iter("ol")
    assert [item.get("id") for item in notes] == ["fn:ours", "fn:other"]
    assert [item.get("id") for item in sources] == ["fn:mearsheimer2001", "fn:treaty1992"]
    assert (notes.get("start"), sources.get("start")) == (None, "3")


def test_the_numbers_in_the_text_are_those_of_the_lists(rendered):
    tree = rendered(PAGE)
    items = {item.get("id"): number for number, item in enumerate(tree.xpath('.//div[@class="footnote"]//li'), 1)}
    links = tree.xpath('.//a[@class="footnote-ref"]')
    assert len(links) == 5
    for link in links:
        assert int(link.text_content()) == items[link.get("href").removeprefix("#")]


def test_the_list_of_sources_leads_to_the_bibliography(rendered):
    (link,) = rendered(PAGE).xpath('.//div[@class="footnote"]/ol[2]/following-sibling::p/a')
    assert (link.get("href"), link.text) == ("/bibliography.md", "All sources, and where each is cited")


def test_a_number_stands_close_behind_its_word_and_a_comma_between_two(rendered):
    tree = rendered(PAGE)
    assert tree.find("p").text_content() == "Our word.1 Another2 one."
    note = tree.xpath('.//li[@id="fn:ours"]/p')[0]
    assert note.text_content().startswith("A note.3,4")


def test_a_page_without_sources_has_no_list_of_them(rendered):
    foot = rendered("Word.[^n]\n\n[^n]: Ours.\n").find_class("footnote")[0]
    assert [element.tag for element in foot] == ["h2", "ol"]


def test_a_page_without_notes_has_no_foot(rendered):
    assert rendered("Words only.").find_class("footnote") == []


def test_every_back_link_leads_to_its_reference(rendered):
    tree = rendered(PAGE)
    back = [link.get("href").removeprefix("#") for link in tree.find_class("footnote-backref")]
    assert sorted(back) == sorted(sup.get("id") for sup in tree.find("p").iter("sup"))


def test_a_note_leads_back_to_the_text_and_a_source_does_not(rendered):
    notes, sources = rendered(PAGE).xpath('.//div[@class="footnote"]/ol')
    assert len(notes.find_class("footnote-backref")) == 2
    assert sources.find_class("footnote-backref") == []
    assert [source.text_content().strip("\n") for source in sources] == ["Mearsheimer 2001.", "Six States 1992."]


def test_notes_are_told_apart_for_screen_readers(rendered):
    tree = rendered(PAGE)
    assert {link.get("role") for link in tree.find_class("footnote-ref")} == {"doc-noteref"}
    assert {link.get("role") for link in tree.find_class("footnote-backref")} == {"doc-backlink"}
    assert tree.find_class("footnote")[0].get("role") == "doc-endnotes"


def numbered(tree):
    """The number of each note, as its list shows it, by label; and by label the numbers that refer to it."""
    shown, referring = {}, {}
    for notes in tree.xpath('.//div[@class="footnote"]/ol'):
        number = int(notes.get("start", 1)) - 1
        for item in notes:
            number = int(item.get("value", number + 1))
            shown[item.get("id").removeprefix("fn:")] = number
    for link in tree.find_class("footnote-ref"):
        referring.setdefault(link.get("href").removeprefix("#fn:"), set()).add(int(link.text.rstrip(",")))
    return shown, referring
