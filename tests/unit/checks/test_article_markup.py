"""What the article of a page may hold, in the HTML that was rendered."""

import pytest

from scripts.reader.checks.article_markup import markup_problems

ALLOWED = [
    '<p id="p1">a < b &lt;script> 1<2 <3 <-- --></p>',
    '<p class="a b" lang="fa" dir="rtl" title="x &quot;&gt; y">متن<br/><br />b<wbr></p>',
    "<ul><li value=3>a</li></ul><hr>",
    '<p><img alt="" src="map.png" width="3" /> <IMG SRC=\'a.png\' alt=a></p>',
    '<p><a href="https://example.org/?a=b&amp;c">a</a> <a href="mailto:a@example.org">b</a> <a href="../#p1" rel="nofollow">c</a></p>',
    '<p><a href="&#109;&#97;&#105;&#108;&#116;&#111;&#58;a">as Markdown writes it</a></p>',
    '<svg viewBox="0 0 1 1" role="img" aria-label="a"><rect x="1" width="2" /><text x="1" text-anchor="end">a</text><title>b</title></svg>',
    '<details open><summary>a</summary><table><tr><td data-label="b" colspan="2">c</td></tr></table></details>',
]

ELEMENTS = """script style iframe frame frameset object embed applet form base link meta template math textarea xmp noembed noframes
    noscript plaintext select option button input audio video source track picture portal dialog marquee image foreignobject animate set use
    html head body main header footer article listing isindex slot canvas map area param bgsound font center fencedframe"""
ATTRIBUTES = """onclick onerror ONLOAD style srcdoc srcset formaction ping hidden popover popovertarget autofocus contenteditable inert is
    slot part name target background action method http-equiv content accesskey draggable usemap ismap attributionsrc itemid nonce
    data-md-component data-preview xlink:href xmlns integrity for form"""
SOURCES = ("https://example.net/a", "//example.net/a", r"\\example.net/a", "data:a", "/\t/a/")

REFUSED = [
    *(f"<p>a</p><{name}>" for name in ELEMENTS.split()),
    *(f"<p>a</{name}></p>" for name in ELEMENTS.split()),
    *(f"<p {name}='a'>b</p>" for name in ATTRIBUTES.split()),
    *(f"<p {name}>b</p>" for name in ATTRIBUTES.split()),
    # Addresses, as browsers read them.
    *(
        f'<p><a href="{address}">a</a></p>'
        for address in (
            "javascript:a()",
            " java&#10;script:a()",
            "&#106;avascript:a()",
            "JaVaScRiPt&colon;a()",
            "data:text/html,a",
            "vbscript:a",
            "blob:a",
            "\x01javascript:a()",
        )
    ),
    *(f'<p><img alt="a" src="{address}"></p>' for address in SOURCES),
    "<p><q cite='javascript:a()'>a</q></p>",
    # Tags that parsers read in different ways.
    "<!-- a -->",
    "<!--><img src=x onerror=a()>-->",
    "<!-- a --!><b>",
    "<!doctype html>",
    "<?php a ?>",
    "<![CDATA[<b>]]>",
    "<p/onclick=a()>b</p>",
    '<p id="a"onclick="b">c</p>',
    '<p id="a<b">c</p>',
    "<p id='a>b'>c</p>",
    "<p id=`a`>c</p>",
    "<p",
    "</ p>",
    "<p =a>b</p>",
    # What is not closed, or closes what is not open.
    "<p>",
    "<div><p>a</p>",
    "</div>",
    "<p><b>a</p></b>",
    # <title> swallows text outside <svg>, and <p> ends an <svg>.
    "<title>a</title>",
    "<svg><p>a</p></svg>",
    "<svg></svg><title>a</title>",
    "<rect />",
    # The theme's own classes.
    '<p class="a md-overlay">b</p>',
]  # fmt: skip


@pytest.mark.parametrize("article", ALLOWED)
def test_what_is_text_is_allowed(article):
    assert list(markup_problems(article)) == []


@pytest.mark.parametrize("article", REFUSED)
def test_anything_else_is_refused(article):
    assert list(markup_problems(article))


def test_an_element_is_told_of_once_for_each_tag_that_opens_it():
    assert [message for message, _ in markup_problems("<p><form>a</form><form>b</form></p>")] == ["<form>", "<form>"]


FORMULA = (
    '<p><span class="formula"><math display="block"><semantics><mrow><mi>x</mi></mrow>'
    '<annotation encoding="application/x-tex">x</annotation></semantics></math></span></p>'
)


@pytest.mark.parametrize(
    ("article", "refused"),
    [
        (FORMULA, 0),
        (FORMULA.replace("<mi>x</mi>", "<mi><img src=x></mi>"), 1),
        (FORMULA.replace("<mi>x</mi>", "<mtext><p>x</p></mtext>"), 1),
        (FORMULA.replace("annotation", "annotation-xml"), 1),
        (FORMULA.replace("display=", "style="), 1),
        ("<p><mi>x</mi></p>", 1),
    ],
)
def test_a_formula_holds_mathml_and_nothing_else(article, refused):
    assert bool(list(markup_problems(article))) == bool(refused)
