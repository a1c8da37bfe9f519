"""What counts as mark-up that has no place in a text, and what does not."""

import pytest

from scripts.reader.checks import built_site
from scripts.reader.text import unsafe_markup
from scripts.reader.text.front_matter import Page
from tests.conftest import ROOT, edition


def found(body, **record):
    return [problem.line for problem in unsafe_markup.unsafe_markup_problems(Page("docs/a.md", record, body, 5, {"title": 2}))]


@pytest.mark.parametrize(
    "text",
    [
        "<script src=//example.net/x></script>",
        "< IFRAME src=x>",
        "<img src=x\nonerror=attack()>",
        '<p id="a"onclick="attack()">',
        "<svg/onload=attack()>",
        "[a](JavaScript:attack())",
        "[a]( < data:text/html,x>)",
        "[a]: vbscript:attack()",
        "<a href = 'javascript:attack()'>a</a>",
        "A paragraph.\n{: #p1 onmouseover=attack() }",
        "# Heading { style=display:none }",
        "<script src=https://example.net/x.js></script>",
        '<script src="../../assets/check.js"></script>',
        "<form id=a>",
        "<base href=x>",
        "\\<script>a()//\\</script>",
        "A ` b.\n\n<script>a()</script>\n\nC ` d.",
        "<script type=module>",
        "\\<meta http-equiv=refresh content=0>",
        "<svg><image href=https://example.net/a>",
        "<a href=x ping=https://example.net/>",
        "<p hidden>a</p>",
        "<p class='a' hidden>a</p>",
        "<div popover id=a>",
        "<img src=x srcset=https://example.net/a>",
        "<textarea>",
        "<xmp>",
        "<noembed>",
        "<title>",
        "<plaintext>",
        "<noscript>",
        "<template>",
        "<select>",
    ],
)
def test_what_acts_is_found(text):
    assert found(f"One.\n\n{text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "1 < 2, a<b and c>d: once = twice.",
        "<kbd>C</kbd> and <span lang='fa'>متن</span>",
        "`<script>` and ``[a](javascript:b)``",
        "```html\n<script>\n```",
        "`\\<script>`, &lt;script&gt; and \\[a\\](javascript:b)",
        "{~~on = one &lt;img onerror=a~>one style=a~~}{>>E2.1 a<<}",
        "The <i title='hidden'>hidden</i> and the hidden > the open.",
        "&lt;use href='data:a'> as text",
        "The data: tables on = the next page.",
        "[the script](/script.md) of JavaScript: a language",
    ],
)
def test_what_is_text_is_not(text):
    assert found(text) == []


def test_the_line_is_that_of_the_mark_up():
    assert found("One.\n\n```\n<script>\n```\n\nTwo <b\nonclick=a>three</b>.") == [12]


@pytest.mark.parametrize("value", ["a <b>", "</title>", "<!-- a", ["a", "<i>b"], {"ru": "<?a"}, {'x"><script>': "a"}])
def test_a_record_is_plain_text(value):
    assert found("", title=value) == [2]


@pytest.mark.parametrize("value", ["a < b", "a <3", "P & Q", 3, None, ["a"]])
def test_signs_are_no_mark_up(value):
    assert found("", title=value) == []


@pytest.mark.parametrize(
    ("address", "harmless"),
    [
        ("../a/#b:c", True),
        ("https://example.org/?javascript:", True),
        ("mailto:a@example.org", True),
        ("", True),
        ("JaVaScRiPt:a()", False),
        (" java\n\tscript:a()", False),
        ("\x01javascript:a()", False),
        ("data:text/html,a", False),
        ("blob:a", False),
    ],
)
def test_addresses_as_browsers_read_them(address, harmless):
    assert built_site.is_harmless(address) == harmless


def test_the_edition_holds_none():
    assert [problem for page in edition(ROOT).pages for problem in unsafe_markup.unsafe_markup_problems(page)] == []
