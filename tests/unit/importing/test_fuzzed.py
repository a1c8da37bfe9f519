"""What tests/support/fuzz.py found, and a short run of it."""

import pytest
from hypothesis import given, settings

from tests.support import fuzz


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1. Introduction-\n1. Introduction-\n1. Introduction", id="headings that end in hyphens"),
        pytest.param("Abstract::x 1.\n\n=1. Introduction", id="run-in heading without a space"),
        pytest.param("Ú1. Introduction1. Introduction-\n1. IntroductionAbstract", id="a word as it would be if it were divided"),
        pytest.param(
            "1. IntroductionKey Words: x-\n1. IntroductionKey Words: x-\n1. Introduction1. IntroductionKey Words: \n\nx", id="long"
        ),
        pytest.param(
            "-\n\n\n1. Introductionß\n\n\n1. Introductionß-\n1. Introduction-\n\n\n1. Introductionß±1. Introduction", id="lone hyphen"
        ),
        pytest.param(
            "x\n\ne-\neKey Words: e-\ne\n\ne-\ne-\ni-\ni-\nJ-\ne-\n\ni-\ne\n\ne\n\ne-\nere\n\nee\n\ne-\ne-\nKey Words: J", id="chains"
        ),
    ],
)
def test_what_broke_the_importer(text):
    fuzz.check_import(text)


def node(kind, content):
    return {"t": kind, "c": content}


def words(text):
    return [node("Str", text)]


def link(content, target):
    return node("Link", [fuzz.ATTRIBUTES, content, [target, ""]])


MARKERS = [
    "1. x",
    "- x",
    "+ x",
    "* x",
    "# x",
    "> x",
    ": x",
    "= x",
    "| x |",
    "[^a]: x",
    "Data: x",
    "javascript: x",
    "{: #x }",
    "--8<-- x",
    "1) x",
]
ENVELOPES = {
    "heading": lambda content: [node("Header", [1, fuzz.ATTRIBUTES, content]), node("Para", words("Text."))],
    "sub-heading": lambda content: [node("Header", [1, fuzz.ATTRIBUTES, words("A")]), node("Header", [2, fuzz.ATTRIBUTES, content])],
    "paragraph": lambda content: [node("Para", content)],
    "note": lambda content: [node("Para", [*words("Text."), node("Note", [node("Para", content)])])],
    "link": lambda content: [node("Para", [link(content, "https://example.org/")])],
    "code": lambda content: [node("Para", [node("Code", [fuzz.ATTRIBUTES, content[0]["c"]])])],
    "emphasis": lambda content: [node("Para", [node("Emph", [node("Strong", content)])])],
    "quotation": lambda content: [node("BlockQuote", [node("Para", content)])],
    "item": lambda content: [node("BulletList", [[node("Para", content)], [node("Para", content)]])],
    "after a picture": lambda content: [node("Para", [node("Image", [fuzz.ATTRIBUTES, words("a"), ["a.png", ""]]), *content])],
    "cell": lambda content: [fuzz.table([2 * [[fuzz.ATTRIBUTES, node("AlignDefault", None), 1, 1, [node("Plain", content)]]]])],
}


@pytest.mark.parametrize("marker", MARKERS)
@pytest.mark.parametrize("envelope", ENVELOPES.values(), ids=ENVELOPES)
def test_what_begins_like_a_mark_is_text_wherever_it_stands(envelope, marker):
    fuzz.check_document(envelope(words(marker)))


@pytest.mark.parametrize(
    "nodes",
    [
        pytest.param([node("Header", [1, fuzz.ATTRIBUTES, []]), node("Para", words("x"))], id="heading without words"),
        pytest.param(
            [node("Header", [1, fuzz.ATTRIBUTES, [link([node("Note", [node("Para", [])])], "https://e.org/")]])], id="link of a note alone"
        ),
        pytest.param(
            [node("Para", [link([node("Image", [fuzz.ATTRIBUTES, words("a"), ["a.png", ""]])], "https://e.org/")])], id="linked picture"
        ),
        pytest.param(
            [node("Para", [node("Image", [fuzz.ATTRIBUTES, words("1. Introduction"), ["a.png", ""]]), *words("-")])], id="alternative text"
        ),
        pytest.param(
            [node("Para", [*words("x"), node("Note", [node("Para", words("y"))]), *words(": z")])],
            id="colon behind the reference to a note",
        ),
        pytest.param([node("Para", [node("Note", [node("Para", words("y"))]), *words(": z")])], id="note and colon at the start"),
    ],
)
def test_what_broke_documents(nodes):
    fuzz.check_document(nodes)


@pytest.mark.parametrize("text", ["1", "extra: 1", "extra: {edition: []}", "- a"])
def test_what_broke_records(text):
    fuzz.check_record(text)


@pytest.mark.parametrize("check", fuzz.CHECKS, ids=lambda check: check.__name__)
def test_a_short_run(check):
    settings(max_examples=100)(given(fuzz.CHECKS[check])(check))()
