"""Typographic signs for plain ones: nested, elided, foreign and language-tagged cases, and what stays as it is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.reader.common.typography import plain_signs, typeset, typeset_page, typeset_prose

TEXTS = [  # as typed, as shown
    ("\"Spartan gaining power\" and 'so'", "“Spartan gaining power” and ‘so’"),
    ("the \"'so-called' state's\" end", "the “‘so-called’ state’s” end"),
    ('It\'s "a \'b "c" d\' e".', "It’s “a ‘b “c” d’ e”."),
    ("states' rights, Prussia's aim", "states’ rights, Prussia’s aim"),
    ("in the '90s, the '80s", "in the ’90s, the ’80s"),
    ("'Tis rock 'n' roll; get 'em", "’Tis rock ’n’ roll; get ’em"),
    ('"\'Twas here," he said', "“’Twas here,” he said"),
    ('("word")—"so", ["x"], –"y"', "(“word”)—“so”, [“x”], –“y”"),
    ("d'Argentina, l'État, O'Neill", "d’Argentina, l’État, O’Neill"),
    ("“curly” and ‘so’", "“curly” and ‘so’"),
    ('mixed "marks” and “marks"', "mixed “marks” and “marks”"),
    ('a "', "a “"),
    ("", ""),
    ('a backslash \\" stays', "a backslash \\” stays"),
]


@pytest.mark.parametrize(("typed", "shown"), TEXTS)
def test_straight_marks_become_curly(typed, shown):
    assert typeset(typed) == shown
    assert typeset(shown) == shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "“a ‘b’ c’s”"),
        ("en-GB", "“a ‘b’ c’s”"),
        ("ru", "«a „b“ c’s»"),
        ("de", "„a ‚b‘ c’s“"),
        ("fr", "«\u00a0a “b” c’s\u00a0»"),
        ("fa", "“a ‘b’ c’s”"),  # no marks of its own are known
        ("fa-Latn", "“a ‘b’ c’s”"),
        ("ru-Latn", "“a ‘b’ c’s”"),
    ],
)
def test_the_marks_are_those_of_the_language(language, shown):
    assert typeset("\"a 'b' c's\"", language) == shown
    assert shown in typeset_page(f'<p>A <span lang="{language}">"a \'b\' c\'s"</span> "b"</p>')


PROSE = [
    ("from 1979 -- or 1989 --- on", "from 1979\u00a0– or 1989\u00a0— on"),
    ("on 3 July 2025, no. 400, pp. 3–5", "on 3\u00a0July 2025, no.\u00a0400, pp.\u00a03–5"),
    ("John J. Mearsheimer, plan B. The end", "John J.\u00a0Mearsheimer, plan B.\u00a0The end"),
    ("14 kB in 2 minutes", "14\u00a0kB in 2 minutes"),
]


@pytest.mark.parametrize(("typed", "shown"), PROSE)
def test_our_own_prose_has_dashes_and_spaces_at_which_no_line_ends(typed, shown):
    assert typeset_prose(typed) == shown
    assert typeset_page(f"<p>{typed}</p>") == f"<p>{shown}</p>"
    assert typeset_page(f'<p id="p12a">{typed}</p>') == f'<p id="p12a">{typed}</p>'  # the authors' text


PAGES = [
    ('<p>"<em>Rise</em>" and "<a href="x">b</a>"</p>', '<p>“<em>Rise</em>” and “<a href="x">b</a>”</p>'),
    ('<p>the <code>x</code>\'s "value"</p>', "<p>the <code>x</code>’s “value”</p>"),
    ('<p><code>"x" -- y</code></p>', '<p><code>"x" -- y</code></p>'),
    ('<script>"x"</script><style>a{content:"x"}</style><!-- "x" -->', '<script>"x"</script><style>a{content:"x"}</style><!-- "x" -->'),
    ('<p><del>"x"</del> <ins>"y"</ins></p>', '<p><del>"x"</del> <ins>“y”</ins></p>'),
    ('<ol class="received-text"><li>"x" it\'s</li></ol>', '<ol class="received-text"><li>"x" it\'s</li></ol>'),
    ("<p>&quot;x&quot; &#39;y&#39; &amp; <b>z</b>&#x27;s</p>", "<p>“x” ‘y’ &amp; <b>z</b>’s</p>"),
    ('<a title="it&#39;s &quot;so&quot;" href="it\'s">x</a>', '<a title="it’s “so”" href="it\'s">x</a>'),
    ("<span data-received='\"' data-reason=\"the journal's\">“</span>", '<span data-received=\'"\' data-reason="the journal’s">“</span>'),
    ('<p>See https://x.example/it\'s--a "b".</p>', "<p>See https://x.example/it's--a “b”.</p>"),
    ('<p>end</p>\n<p>"next"</p>', "<p>end</p>\n<p>“next”</p>"),
    ('<p>the Spartan<sup>1</sup>\'s "a"<sup>2</sup>', "<p>the Spartan<sup>1</sup>’s “a”<sup>2</sup>"),
    (
        '<ul><li id="p3">a -- "b"<ul><li>c -- d</li></ul></li></ul><p>e -- f</p>',
        '<ul><li id="p3">a -- “b”<ul><li>c -- d</li></ul></li></ul><p>e\u00a0– f</p>',
    ),
    ('<p lang="ru">"x" <em lang="en">"y"</em> "z"</p><p>"q"</p>', '<p lang="ru">«x» <em lang="en">“y”</em> «z»</p><p>“q”</p>'),
    ('<title>3 July -- "x"</title>', "<title>3 July -- “x”</title>"),
    ("a < b 'c'", "a < b ‘c’"),
    ('<p class="reference">3 July -- "x"</p><p>3 July</p>', '<p class="reference">3 July -- “x”</p><p>3\u00a0July</p>'),
]


@pytest.mark.parametrize(("typed", "shown"), PAGES)
def test_a_page_is_set_in_its_text_and_in_what_is_shown_of_attributes(typed, shown):
    assert typeset_page(typed) == shown
    assert typeset_page(shown) == shown


@given(st.text("ab. (\"'\\—-[“”‘’é"))
def test_nothing_but_marks_is_changed_and_none_stays_straight(text):
    shown = typeset(text)
    assert not re.search("[\"']", shown)
    assert re.sub("[‘’“”\"']", "'", shown) == re.sub("[‘’“”\"']", "'", text)


@given(st.text("ab. (\"'\\—-[“”‘’é–"))
def test_the_signs_that_were_typed_are_found_again(text):
    assert plain_signs(typeset_prose(text)) == plain_signs(text)
