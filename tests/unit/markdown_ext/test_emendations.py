"""Emendations as HTML: the reading text in the page, the received wording and the reason as data, the switch and the list."""

import pytest

REASON = "{>>E2.1 slip<<}"


def one(rendered, text):
    (span,) = rendered(text + "\n{: #p1 }").xpath('.//span[contains(@class, "emendation")]')
    return span


@pytest.mark.parametrize(
    ("text", "kind", "read", "received"),
    [
        pytest.param(f"it {{~~IS~>is~~}}{REASON} a", "substitution", "is", "IS", id="substitution"),
        pytest.param(f"{{--river --}}{REASON}Delos", "omission", "", "river ", id="omission, with the space at its edge"),
        pytest.param(f"of {{++the ++}}{REASON}Group", "addition", "the ", "", id="addition, with the space at its edge"),
        pytest.param(f"{{++[…]++}}{REASON} to", "gap", "[…]", "", id="gap"),
        pytest.param(f"{{~~a\nb~>c\nd~~}}{REASON}", "substitution", "c\nd", "a b", id="over a line end"),
        pytest.param(f"{{~~\"a\" & 'b'~>c~~}}{REASON}", "substitution", "c", "\"a\" & 'b'", id="quotation marks"),
        pytest.param(f"{{~~3 &lt; 4~>4 &gt; 3~~}}{REASON}", "substitution", "4 > 3", "3 < 4", id="entities"),
        pytest.param(f"{{~~\\*a\\*~>\\[b\\]~~}}{REASON}", "substitution", "[b]", "*a*", id="escapes"),
        pytest.param(f"{{~~a~>b *c*~~}}{REASON}", "substitution", "b c", "a", id="emphasis within"),
    ],
)
def test_an_emendation(rendered, text, kind, read, received):
    span = one(rendered, text)
    assert span.get("class") == f"emendation {kind}"
    assert span.text_content() == read
    assert span.get("data-received") == received
    assert span.get("data-reason") == "E2.1 slip"


@pytest.mark.parametrize(("received", "struck"), [("but ", "but"), ("IS", None), (" ", None)])
def test_a_space_behind_received_words_is_not_struck_through(rendered, received, struck):
    span = one(rendered, f"it {{--{received}--}}{REASON}is")
    assert (span.get("data-received"), span.get("data-struck")) == (received, struck)


def test_the_html_of_an_emendation(engine):
    text = f'it {{~~<b> "IS"~>is~~}}{REASON} a\n{{: #p3 }}'
    assert (
        'it <span class="emendation substitution" data-reason="E2.1 slip" data-received="&lt;b&gt; &quot;IS&quot;" id="p3-e1">'
        "<span>is</span></span> a" in engine().convert(text)
    )


def test_an_emendation_within_other_marks(rendered):
    tree = rendered(f"**so {{~~IS~>is~~}}{REASON} it** and [a {{--b --}}{REASON}c](https://example.org)\n{{: #p1 }}")
    assert [span.getparent().tag for span in tree.xpath('.//span[contains(@class, "emendation")]')] == ["strong", "a"]


def test_marks_in_code_are_text(rendered):
    tree = rendered(f"```\n{{--a--}}{REASON}\n```")
    assert tree.xpath("string(.//code)") == f"{{--a--}}{REASON}\n"
    assert tree.xpath(".//fieldset | .//details") == []


PAGE = f"""# {{~~1. A~>A~~}}{{>>E1.4 number set apart<<}}

It {{~~IS~>is~~}}{REASON} so{{++, too++}}{{>>E2.5 sense<<}}.[^n]
{{: #p1 }}

{{--river --}}{REASON}{{++[…]++}}{{>>E3.1 lost<<}} rest.
{{: #p2 }}

[^n]: A note.
"""


def test_every_emendation_has_an_address(rendered):
    spans = rendered(PAGE, "papers/toy/method.md").xpath('.//span[contains(@class, "emendation")]')
    assert [span.get("id") for span in spans] == ["method-e1", "p1-e1", "p1-e2", "p2-e1", "p2-e2"]


def test_the_switch_stands_behind_the_heading(rendered):
    tree = rendered(PAGE)
    assert [element.tag for element in tree] == ["h1", "fieldset", "p", "p", "details", "div"]
    switch = tree.find("fieldset")
    assert switch.get("hidden") is not None
    assert [(radio.get("value"), radio.get("checked")) for radio in switch.iter("input")] == [
        ("reading", "checked"),
        ("received", None),
        ("both", None),
    ]
    assert [label.text_content().strip() for label in switch.iter("label")] == ["Reading text", "Received text", "Both, with reasons"]


def test_the_list_stands_before_the_notes(rendered):
    listing = rendered(PAGE, "papers/toy/method.md").find("details")
    assert listing.findtext("summary") == "5 emendations on this page"
    assert [" ".join(row.text_content().split()) for row in listing.iter("li")] == [
        "Heading 1. A A E1.4: number set apart apparatus",
        "¶1 IS is E2.1: slip apparatus",
        "¶1 , too E2.5: sense apparatus",
        "¶2 river E2.1: slip apparatus",
        "¶2 […] E3.1: lost apparatus",
    ]
    assert [link.get("href") for link in listing.xpath(".//li[2]/a")] == ["#p1-e1", "/papers/toy/apparatus.md#p1-e1"]
    assert [element.tag for element in listing.xpath(".//li[4]/*")] == ["a", "del", "a"]


def test_outside_a_paper_the_list_leads_to_no_apparatus(rendered):
    listing = rendered(f"One {{--two --}}{REASON}three.\n{{: #p1 }}").find("details")
    assert listing.findtext("summary") == "1 emendation on this page"
    assert [link.get("href") for link in listing.iter("a")] == ["#p1-e1"]


def test_a_page_without_emendations_has_neither(rendered):
    assert [element.tag for element in rendered("# A\n\nText.\n{: #p1 }")] == ["h1", "p"]
