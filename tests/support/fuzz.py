"""Throw broken input at what reads texts and records, in Python and in the site's scripts.

    ./run fuzz [MINUTES]        5 if no number is given

Each round draws other examples. What breaks a rule below is printed in the shortest form that Hypothesis finds, and belongs into
the tables of tests/unit/importing/test_fuzzed.py once it is mended.
"""

import itertools
import random
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import given, seed, settings
from hypothesis import strategies as st

from scripts.reader.common.yaml_nodes import InvalidYaml
from scripts.reader.edition import bibliography, manifest, redirects, timeline
from scripts.reader.edition import settings as site_settings
from scripts.reader.importing import blocks, inlines, paper_pages, plain_text, section_pages
from scripts.reader.importing.extract import Extracted
from scripts.reader.importing.metadata import PaperMetadata
from scripts.reader.text import accessibility, decisions, emendations, front_matter, paragraphs, unsafe_markup
from scripts.reader.text.collation import collate
from tests.support import node
from tests.support.received_files import png

PIECES = (
    "\n", "\n\n", "-\n", " ", ". ", "1. Introduction", "Abstract", "2.METHOD", "Key Words: ", "III - ", "coun", "tries", "re-", "IS", "é",
    "ج", "\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "#", "+", "-", ".", "!", "|", "<", ">", "&", "~", "^", "=", ":", "@", "\u00a0",
    "\u2028", "{~~", "~>", "~~}", "{--", "--}", "{++", "++}", "{>>", "<<}", "E2.1 ", "[^a]", "[^a]: ", "[^author-1]: ", "[@k]", "{: #p1 }",
    "--8<--", "![a](b)", "](https://", "<em>", "</em>", "<!--", "-->", "| --- |", "\\|", "1.  ", "-   ", "> ", "# ", "---\n", "&amp;",
    "&#42;", "\0", "1. ", "- ", "+ x", "2) ", "con", "No", "2004", "2021-13-45", "𝜋", "\x9b", "\ufeff", "\u200f",
    "<script>", "<b>", "\"", "'",
)  # fmt: skip
RECORD_PIECES = (
    "---\n", "title: ", "date: ", "- ", "  ", "\n", ": ", "[", "]", "{", "}", "@book{a,\n", "title = {", "},\n", "2021", "-13-45", "null",
    "sections: ", "sources: ", "event: ", "version: ", "pages:\n", "x: ", "&a ", "*a", "!!python/none ", "|\n", "\"", "'", "\t", "1_000",
    "~",     "? ", "# ", "%", "é", "\0", "\x85",
)  # fmt: skip


SCRIPT_PIECES = (
    " ", "\n", "the state", "seeks", "power", "Ünï", "“", "”", "‘", "’", '"', "'", "(", ")", "[", "]", "[T]he", "[sic]", "…", "[...]",
    ". . .", ".", ",", "-", "–", "https://r.example/papers/", "x/", "#p3", ":~:text=", "text=", "&", "-,", ",-", "%20", "%", "2021",
    "para. ", "¶", "\ufffc", "\u00ad", "constructor", "__proto__", "toString", "p1", "12", "<b>", "&lt;", "USA", "U.S.", "anti-ISIS",
    "آمريكا", "США", "neo classical", "*", "\\", "$&", "😀",
)  # fmt: skip


def joined(pieces: tuple[str, ...], size: int) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(st.sampled_from(pieces), st.characters()), max_size=size).map("".join)


TEXT = joined(PIECES, 40)
WORDS = st.lists(st.one_of(st.sampled_from(PIECES), st.characters(exclude_categories=["Cs", "Cc", "Cn"])), min_size=1, max_size=6)
STR = WORDS.map(lambda pieces: {"t": "Str", "c": "".join(pieces)})
ATTRIBUTES = ["", [], []]


def inline_nodes(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """What pandoc can put within a line: emphasis, links, code, notes, pictures."""
    content = st.lists(children, max_size=3)
    targets = st.sampled_from(["https://example.org/a_(b)", "x.md", "mailto:a@b.c", "javascript:alert()", "", "https://e.org/ [x]"])
    return st.one_of(
        st.builds(lambda kind, inner: {"t": kind, "c": inner}, st.sampled_from([*inlines.HTML_TAGS, "SmallCaps"]), content),
        st.builds(lambda inner, target: {"t": "Link", "c": [ATTRIBUTES, inner, [target, ""]]}, content, targets),
        st.builds(lambda inner: {"t": "Note", "c": [{"t": "Para", "c": inner}]}, content),
        st.builds(lambda inner: {"t": "Image", "c": [ATTRIBUTES, inner, ["a.png", ""]]}, content),
        st.builds(lambda inner: {"t": "Quoted", "c": [{"t": "DoubleQuote"}, inner]}, content),
        WORDS.map(lambda words: {"t": "Code", "c": [ATTRIBUTES, "".join(words)]}),
    )


INLINES = st.lists(
    st.recursive(st.one_of(STR, STR, st.sampled_from([{"t": "Space"}, {"t": "LineBreak"}])), inline_nodes, max_leaves=8), max_size=4
)
PARAGRAPH = INLINES.map(lambda inner: {"t": "Para", "c": inner})
CELL = st.builds(lambda content: [ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, content], st.lists(PARAGRAPH, max_size=1))


def table(rows: list[list[Any]]) -> dict[str, Any]:
    body = [ATTRIBUTES, 0, [], [[ATTRIBUTES, row] for row in rows]]
    return {"t": "Table", "c": [ATTRIBUTES, [None, []], [[]] * max(map(len, rows)), [ATTRIBUTES, []], [body], [ATTRIBUTES, []]]}


def block_nodes(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    inner = st.lists(children, min_size=1, max_size=3)
    return st.one_of(
        inner.map(lambda nodes: {"t": "BlockQuote", "c": nodes}),
        st.lists(inner, min_size=1, max_size=3).map(lambda items: {"t": "BulletList", "c": items}),
        st.lists(inner, min_size=1, max_size=3).map(
            lambda items: {"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], items]}
        ),
    )


BLOCK = st.one_of(
    st.builds(lambda level, inner: {"t": "Header", "c": [level, ATTRIBUTES, inner]}, st.integers(1, 4), INLINES),
    st.recursive(PARAGRAPH, block_nodes, max_leaves=4),
    st.lists(st.lists(CELL, min_size=1, max_size=3), min_size=1, max_size=3).map(table),
)
DOCUMENT = st.lists(BLOCK, max_size=8)
METADATA = st.builds(
    PaperMetadata, title=TEXT, authors=st.lists(TEXT, max_size=2).map(tuple), keywords=st.lists(TEXT, max_size=2).map(tuple), journal=TEXT
)
RECORD = joined(RECORD_PIECES, 30)


def check_pages(pages: Mapping[str, str], text: str) -> None:
    """The pages have no problem, and their received words are those of the text."""
    parsed = [front_matter.parse_page(f"{slug}.md", page, front_matter.SECTION_FIELDS) for slug, page in pages.items()]
    found = [page for page, _ in parsed]
    problems = [problem for _, wrong in parsed for problem in wrong] + list(paragraphs.paragraph_problems(found))
    for page in found:
        problems += unsafe_markup.unsafe_markup_problems(page)
        problems += accessibility.heading_problems(page)
        problems += bibliography.citation_problems(page, {"k"}, authors_text=True)
    assert problems == []
    assert [mark for page in found for mark in emendations.lint_emendations(page.body)] == []
    words = [words for page in found for words in emendations.block_words(page.body, "received", page.body_line)]
    assert list(collate(words, text)) == []


def check_import(text: str) -> None:
    """What is imported can be taken back word for word, has no problem, and nothing in it is a mark."""
    found = plain_text.divide(text)
    slugs = [section.slug for section in found]
    if plain_text.CONTROL_CHARACTER.search(text) or len(set(slugs)) < len(slugs) or not text.strip():
        return
    check_pages(plain_text.pages(found, text), text)


def check_document(nodes: list[dict[str, Any]]) -> None:
    """The same of what pandoc reads, whatever headings, notes, links, code and tables begin with."""
    found = blocks.to_blocks(nodes, inlines.Context(lambda target: png()))
    sections = section_pages.divide(section_pages.split_title(found)[1])
    text = section_pages.text(sections)
    if text.strip() and not plain_text.CONTROL_CHARACTER.search(text):
        check_pages(section_pages.pages(sections, ""), text)


def check_metadata(metadata: PaperMetadata) -> None:
    """Whatever a file says about its paper, the record is valid and plain text, and its page holds no mark of ours."""
    page, problems = front_matter.parse_page(
        "index.md", paper_pages.record_page("Short", Extracted("", {"con": ""}, metadata=metadata), "x", ()), front_matter.PAPER_FIELDS
    )
    assert problems == []
    assert list(unsafe_markup.unsafe_markup_problems(page)) == []
    assert list(emendations.lint_emendations(page.body)) == []
    assert list(bibliography.citation_problems(page, set(), authors_text=False)) == []


def check_marks(text: str) -> None:
    """Any page can be read: the views keep its length and its lines, and hold the same words block by block."""
    assert [mark.end - mark.start for mark in emendations.find_emendations(text)] == [
        len(match[0]) for match in emendations.EMENDATION.finditer(text)
    ]
    list(emendations.lint_emendations(text))
    for which in ("reading", "received"):
        shown = emendations.view(text, which)
        assert len(shown) == len(text)
        assert [place for place, character in enumerate(shown) if character == "\n"] == [i for i, c in enumerate(text) if c == "\n"]
        assert [word for block in emendations.block_words(text, which) for word in block] == emendations.view_words(shown)
    page, _ = front_matter.parse_page("docs/x.md", text, front_matter.PAPER_FIELDS)
    for block in paragraphs.blocks(page):
        assert len(block.emended) == len(block.reading)
    list(paragraphs.paragraph_problems([page]))
    list(bibliography.citation_problems(page, set(), authors_text=True))


def check_record(text: str) -> None:
    """Any record gives values or problems, never an exception."""
    for schema in (front_matter.PAPER_FIELDS, front_matter.ENTRY_FIELDS, front_matter.PAGE_FIELDS):
        page, _ = front_matter.parse_page("x.md", text, schema)
        list(unsafe_markup.unsafe_markup_problems(page))
    bibliography.parse_bibliography("x.bib", text)
    timeline.parse_timeline("x.yaml", text, {"k"}, {"x#p1"})
    redirects.parse_redirects(text)
    manifest.parse_manifest("x.json", text)
    decisions.parse_decisions("x.yaml", text)
    try:
        site_settings.parse_settings(text)
    except InvalidYaml:
        return
    site_settings.edition_settings(text)


SCRIPT_TEXT = st.lists(st.one_of(st.sampled_from(SCRIPT_PIECES), st.characters(exclude_categories=["Cs"])), max_size=30).map("".join)
PLAIN_WORDS = st.lists(
    st.sampled_from(("the", "The", "state", "State", "states", "seeks,", "power.", "an", "é", "IS", "is;", "x")), max_size=30
)
NUMBER = st.integers(0, 30)
SCRIPTS: dict[str, st.SearchStrategy[Any]] = {
    "pasted": SCRIPT_TEXT,
    "quotation": st.fixed_dictionaries({"words": PLAIN_WORDS, "start": NUMBER, "size": NUMBER}),
    "fragment": st.fixed_dictionaries({"page": SCRIPT_TEXT, "start": NUMBER, "size": st.integers(1, 60)}),
    "address": SCRIPT_TEXT,
    "moved": st.fixed_dictionaries(
        {"places": st.dictionaries(st.sampled_from(SCRIPT_PIECES), st.sampled_from(("../y/#p9", "../z/"))), "asked": SCRIPT_TEXT}
    ),
    "copied": st.fixed_dictionaries(
        {
            "parts": st.lists(
                st.fixed_dictionaries({"is": SCRIPT_TEXT, "was": st.none() | SCRIPT_TEXT, "paragraph": st.integers(0, 1)}), max_size=4
            ),
            "style": st.sampled_from(("apa", "harvard")),
        }
    ),
    "search": st.fixed_dictionaries({"texts": st.lists(st.tuples(SCRIPT_TEXT, SCRIPT_TEXT), max_size=4), "query": SCRIPT_TEXT}),
}
SCRIPT_INPUT = st.one_of(*(st.tuples(st.just(name), given) for name, given in SCRIPTS.items()))


def check_script(question: tuple[str, Any]) -> None:
    """What tests/js/parsers.js says of a parser in the site's scripts."""
    assert node.ask_line_server("parsers.js", question) is None


CHECKS: dict[Callable[[Any], None], st.SearchStrategy[Any]] = {
    check_import: TEXT,
    check_document: DOCUMENT,
    check_metadata: METADATA,
    check_marks: TEXT,
    check_record: RECORD,
    check_script: SCRIPT_INPUT,
}


def main(arguments: list[str]) -> int:
    """Draw examples until the time is over, or until one breaks a rule."""
    end = time.monotonic() + 60 * float(arguments[0] if arguments else 5)
    examples = 500
    for rounds in itertools.count(1):
        for check, strategy in CHECKS.items():
            if time.monotonic() > end:
                print(f"{rounds - 1} rounds of {examples} examples each: nothing broke.")
                return 0
            number = random.randrange(2**32)
            run = settings(max_examples=examples, deadline=None, database=None, print_blob=False)(given(strategy)(check))
            try:
                seed(number)(run)()
            except AssertionError:
                print(f"{check.__name__}, seed {number}:", file=sys.stderr)
                raise
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
