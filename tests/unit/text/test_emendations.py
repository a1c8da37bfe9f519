"""Emendations: what is found, what each view holds, and what the lint tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.reader.common.lines import line_at
from scripts.reader.text import emendations
from scripts.reader.text.emendations import (
    FILLER,
    GAP,
    Emendation,
    Word,
    find_emendations,
    lint_emendations,
    view,
    view_as_line,
    view_words,
)

REASON = "{>>E2.1 slip<<}"


def table(*rows):
    """Cases whose first column is their name."""
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


@pytest.mark.parametrize(
    ("text", "kind", "received", "read", "reason"),
    table(
        ("substitution", "it {~~IS~>is~~}{>>E2.1 capitals<<} a", "substitution", "IS", "is", "E2.1 capitals"),
        ("omission", "{--river --}{>>E2.1 stray<<}Argentina", "omission", "river ", "", "E2.1 stray"),
        ("addition", "{++the ++}{>>E2.5 article<<}Group", "addition", "", "the ", "E2.5 article"),
        ("gap", "{++[…]++}{>>E3.1 lost<<} rest", "gap", "", GAP, "E3.1 lost"),
        ("restored words are no gap", "{++[regional and] ++}{>>E3.2 print<<}", "addition", "", "[regional and] ", "E3.2 print"),
        (
            "over a line end",
            "{~~one\ntwo~>three\nfour~~}{>>E2.3 order\nproved<<}",
            "substitution",
            "one\ntwo",
            "three\nfour",
            "E2.3 order\nproved",
        ),
        ("no reason", "{~~IS~>is~~}", "substitution", "IS", "is", ""),
        ("reason behind a space is none", "{~~IS~>is~~} {>>E2.1 far<<}", "substitution", "IS", "is", ""),
        ("substitution by nothing is an omission", "{~~IS~>~~}{>>E2.1 x<<}", "omission", "IS", "", "E2.1 x"),
        ("substitution of nothing is an addition", "{~~~>is~~}{>>E2.1 x<<}", "addition", "", "is", "E2.1 x"),
    ),
)
def test_an_emendation_is_found(text, kind, received, read, reason):
    (found,) = find_emendations(text)
    assert (found.kind, found.received, found.reading, found.reason) == (kind, received, read, reason)
    assert text[found.start] == "{"
    assert text[found.end - 1] == "}"


def test_emendations_are_found_in_order():
    text = "a {--b --}{>>E2.1 x<<}c {++d ++}{>>E2.5 y<<}e {~~f~>g~~}{>>E2.2 z<<}"
    assert [found.rule for found in find_emendations(text)] == ["E2.1", "E2.5", "E2.2"]
    assert find_emendations("no marks, - {braces} ~~ nor ++") == []


@pytest.mark.parametrize(
    ("reason", "rule"),
    [
        ("E2.1 slip", "E2.1"),
        ("E10.12 slip", "E10.12"),
        ("E2.1", "E2.1"),
        ("slip E2.1", ""),
        ("E0.1 x", ""),
        ("E2 x", ""),
        ("e2.1 x", ""),
        ("", ""),
    ],
)
def test_the_rule_is_what_the_reason_begins_with(reason, rule):
    assert Emendation(0, 1, "a", "b", reason).rule == rule


@pytest.mark.parametrize(
    ("text", "reading", "received"),
    table(
        ("nothing to emend", "plain words", "plain words", "plain words"),
        ("substitution", f"it {{~~IS~>is~~}}{REASON} a country", "it is a country", "it IS a country"),
        ("omission", f"{{--river --}}{REASON}Argentina", "Argentina", "river Argentina"),
        ("addition", f"of {{++the ++}}{REASON}Group", "of the Group", "of Group"),
        ("gap", f"{{++[…]++}}{REASON} to varying degrees", "[…] to varying degrees", "to varying degrees"),
        ("half a word", f"power{{++s++}}{REASON}, and", "powers, and", "power, and"),
        ("two in one word", f"{{~~i~>I~~}}{REASON}nto{{--o--}}{REASON}", "Into", "intoo"),
        ("over a line end", f"a {{~~b\nc~>d\ne~~}}{REASON} f", "a d e f", "a b c f"),
        ("heading", f"# {{~~1-INTRODUCTION~>Introduction~~}}{REASON}", "Introduction", "1-INTRODUCTION"),
        ("heading of a lower level", "### Findings", "Findings", "Findings"),
        ("a number sign within a line stays", "number # 3", "number # 3", "number # 3"),
        ("reference to a note", "threat[^isis] and", "threat and", "threat and"),
        ("note", "text\n\n[^isis]: Our words. [@key]\n    And more of them.\n\n    A second paragraph.\n", "text", "text"),
        ("text behind a note", "text\n\n[^isis]: Our words.\n\nmore text", "text more text", "text more text"),
        ("citation", "as said [@key; @other] here", "as said here", "as said here"),
        ("attributes", "words\n{: #p12 }", "words", "words"),
        ("inclusion", '--8<-- "entries/csto.md"\nwords', "words", "words"),
        ("comment for editors", "one <!-- look\n\nagain --> two", "one two", "one two"),
        ("brackets of the text", "a \\[sic\\] b", "a [sic] b", "a [sic] b"),
        ("escaped star", "3\\*4", "3*4", "3*4"),
        ("escaped backslash", "a\\\\b", "a\\b", "a\\b"),
        ("escaped backslash before an escaped star", "\\\\\\*", "\\*", "\\*"),
        ("escaped backslash before a stop", "\\\\.", "\\.", "\\."),
        ("backslash before a letter is text", "C\\temp", "C\\temp", "C\\temp"),
        ("backslash that Markdown shows", "a\\,b \\\"c", "a\\,b \\\"c", "a\\,b \\\"c"),
        ("entities", "&lt;b&gt; &amp; &#64; &#x40;", "<b> & @ @", "<b> & @ @"),
        ("an entity is read once", "&amp;lt;", "&lt;", "&lt;"),
        ("ampersand that begins no entity", "R&D & more; x&y", "R&D & more; x&y", "R&D & more; x&y"),
        ("entity inside an emendation", f"{{~~4 &lt; 3~>3 &lt; 4~~}}{REASON}", "3 < 4", "4 < 3"),
        ("white space is no text", "  a \t b\n\n\nc ", "a b c", "a b c"),
    ),
)  # fmt: skip
def test_views(text, reading, received):
    assert view_as_line(text) == reading
    assert view_as_line(text, "received") == received


def test_a_view_keeps_every_offset():
    text = "# {~~1-A~>B~~}{>>E1.4 x<<}\n\nit {~~IS~>is~~}{>>E2.1 x<<} a\\*[^n]\n{: #p1 }\n"
    shown = view(text, "reading")
    assert len(shown) == len(text)
    assert all(after in (before, FILLER) for before, after in zip(text, shown, strict=True))
    assert shown.index("is") == text.index("is")
    assert [position for position, character in enumerate(shown) if character == "\n"] == [
        position for position, character in enumerate(text) if character == "\n"
    ]


def test_every_word_knows_its_line():
    text = f"one {{~~two\nthree~>four~~}}{REASON}\nfive\n"
    assert view_words(view(text, "received"), 7) == [Word("one", 7), Word("two", 7), Word("three", 8), Word("five", 9)]
    assert view_words(view(text, "reading"), 7) == [Word("one", 7), Word("four", 8), Word("five", 9)]


def test_the_line_of_an_offset_counts_from_one():
    assert [line_at("a\nb\n", offset) for offset in range(4)] == [1, 1, 2, 2]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    table(
        ("unclosed substitution", "a\n{~~IS~>is a country", 2, "'{~~' belongs to no emendation"),
        ("unclosed omission", "{--river Argentina", 1, "'{--' belongs to no emendation"),
        ("unopened addition", "the ++} Group", 1, "'++}' belongs to no emendation"),
        ("unclosed reason", f"{{~~IS~>is~~}}{REASON[:-3]}", 1, "'{>>' belongs to no emendation"),
        ("reason of nothing", "word {>>E2.1 why<<}", 1, "'{>>' belongs to no emendation"),
        ("highlight", "{==word==}", 1, "'{==' belongs to no emendation"),
        ("substitution without an arrow", "{~~IS is~~}", 1, "'{~~' belongs to no emendation"),
        ("nested", f"{{~~a {{--b--}}~>c~~}}{REASON}", 1, "has another mark inside it"),
        ("closed by the next one", "{--a {++b++}{>>E2.1 x<<} c--}{>>E2.1 x<<}", 1, "has another mark inside it"),
        ("over an empty line", f"{{~~a\n\nb~>c~~}}{REASON}", 1, "runs over an empty line"),
        ("note inside", f"{{~~a[^n]~>b~~}}{REASON}", 1, "holds a note or a citation"),
        ("citation in the reason", "{~~a~>b~~}{>>E2.1 as in [@key]<<}", 1, "holds a note or a citation"),
        ("nothing changed", f"{{~~a~>a~~}}{REASON}", 1, "changes nothing"),
        ("nothing at all", f"{{++++}}{REASON}", 1, "changes nothing"),
        ("no reason", "x\n\n{~~a~>b~~}", 3, "has no reason"),
        ("reason apart", "{~~a~>b~~} {>>E2.1 x<<}", 1, "has no reason"),
        ("empty reason", "{~~a~>b~~}{>><<}", 1, "names no rule"),
        ("no rule", "{~~a~>b~~}{>>slip<<}", 1, "names no rule"),
    ),
)
def test_lint_tells(text, line, message):
    assert any(found == line and message in told and hint for found, told, hint in lint_emendations(text))


@pytest.mark.parametrize(
    "text",
    table(
        ("text without marks", "a - b, c+d {: #p1 }"),
        ("good marks", f"{{~~a~>b~~}}{REASON} {{--c --}}{REASON}d {{++e ++}}{REASON}f"),
        ("an arrow in the text", "from a ~> b"),
        ("escaped braces", "&#123;--a--&#125;"),
    ),
)
def test_lint_is_silent_about(text):
    assert list(lint_emendations(text)) == []


def test_lint_shortens_what_it_shows():
    message = next(lint_emendations("{--" + "x" * 100 + "--}"))[1]
    assert "..." in message
    assert len(message) < 100


@pytest.mark.parametrize("text", ["{++" * 20_000, "{++" * 20_000 + "--}", "{~~a" * 15_000 + "~~}", "{--x--}{>>" * 6_000])
def test_marks_that_nothing_closes_are_not_sought_to_the_end_of_the_text(text, monkeypatch):
    tried = []
    pattern = emendations.EMENDATION

    class Counting:
        def match(self, *arguments):
            tried.append(arguments)
            return pattern.match(*arguments)

    monkeypatch.setattr(emendations, "EMENDATION", Counting())
    found = list(emendations.marked_changes(text))
    assert len(tried) == len(found)  # none in vain


@given(st.lists(st.sampled_from(["{++", "++}", "{--", "--}", "{~~", "~>", "~~}", "{>>", "<<}", "a", "\n"]), max_size=14))
def test_the_marks_found_are_those_of_the_pattern(parts):
    text = "".join(parts)
    found = [match.span() for match in emendations.marked_changes(text)]
    assert found == [match.span() for match in emendations.EMENDATION.finditer(text)]
