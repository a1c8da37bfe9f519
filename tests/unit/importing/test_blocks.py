"""Whatever pandoc reads: the page shows the words of the text, all of them and in order, and nothing in them becomes mark-up."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import html

from scripts.reader.edition import bibliography
from scripts.reader.importing import inlines, plain_text, section_pages
from scripts.reader.importing.blocks import item_label, to_blocks
from scripts.reader.text import emendations, front_matter, paragraphs
from scripts.reader.text.collation import collate
from tests.conftest import KNOWN
from tests.support import received_files
from tests.unit.text.test_properties import PIECES, visible


def node(kind, content=None):
    return {"t": kind} if content is None else {"t": kind, "c": content}


NOTHING = ["", [], []]
STRINGS = st.one_of(PIECES, st.lists(PIECES, min_size=1, max_size=3).map("".join)).map(lambda text: re.sub(r"\s", "", text) or "x")
WORDS = st.one_of(
    STRINGS.map(lambda text: node("Str", text)),
    st.sampled_from([node("Space"), node("SoftBreak"), node("LineBreak"), node("Space")]),
    STRINGS.map(lambda text: node("Code", [NOTHING, text])),
    STRINGS.map(lambda text: node("Math", [node("InlineMath"), text])),
)


def wrapped(inner):
    some = st.lists(inner, min_size=1, max_size=4)
    return st.one_of(
        st.tuples(st.sampled_from([*inlines.HTML_TAGS, "SmallCaps"]), some).map(lambda pair: node(*pair)),
        some.map(lambda words: node("Quoted", [node("DoubleQuote"), words])),
        some.map(lambda words: node("Span", [["", [], [["lang", "fa"], ["dir", "rtl"]]], words])),
        st.tuples(some, st.sampled_from(["https://a.b/(c)_d?e=*&f", "#x", "javascript:x"])).map(
            lambda pair: node("Link", [NOTHING, pair[0], [pair[1], ""]])
        ),
    )


INLINES = st.lists(st.recursive(WORDS, wrapped, max_leaves=6), min_size=1, max_size=6)
NOTED = st.tuples(INLINES, INLINES).map(lambda pair: [*pair[0], node("Note", [node("Para", pair[1])])])
FIGURE = INLINES.map(lambda words: [node("Image", [NOTHING, words, ["a.png", ""]])])
PARAGRAPHS = st.one_of(INLINES, INLINES, NOTED, FIGURE).map(lambda words: node("Para", words))


def cell(words):
    return [NOTHING, node("AlignDefault"), 1, 1, [node("Plain", words)]]


def table(rows):
    width = max(map(len, rows))
    head, *body = [[NOTHING, [cell(words) for words in row]] for row in rows]
    columns = [[node("AlignDefault"), node("ColWidthDefault")]] * width
    return node("Table", [NOTHING, [None, []], columns, [NOTHING, [head]], [[NOTHING, 0, [], body]], [NOTHING, []]])


def nested(inner):
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        several.map(lambda found: node("BlockQuote", found)),
        st.lists(several, min_size=1, max_size=3).map(lambda found: node("BulletList", found)),
        st.tuples(st.sampled_from([1, 3]), st.sampled_from(["Decimal", "LowerAlpha"]), st.lists(several, min_size=1, max_size=3)).map(
            lambda drawn: node("OrderedList", [[drawn[0], node(drawn[1]), node("Period")], drawn[2]])
        ),
    )


HEADINGS = st.tuples(st.integers(1, 4), INLINES).map(lambda pair: node("Header", [pair[0], NOTHING, pair[1]]))
TABLES = st.lists(st.lists(INLINES, min_size=1, max_size=3), min_size=1, max_size=3).map(table)
DOCUMENTS = st.lists(st.one_of(st.recursive(PARAGRAPHS, nested, max_leaves=4), HEADINGS, TABLES), min_size=1, max_size=6)


def imported(document):
    """The parts of a document, and its pages in order. A document without text is no case."""
    context = inlines.Context(lambda target: received_files.png())
    parts = section_pages.divide(to_blocks(document, context))
    text = section_pages.text(parts)
    assume(not plain_text.CONTROL_CHARACTER.search(text) and any(part.blocks for part in parts))
    parsed = [
        front_matter.parse_page(f"{slug}.md", page, front_matter.SECTION_FIELDS) for slug, page in section_pages.pages(parts, "en").items()
    ]
    assert [problem for _, problems in parsed for problem in problems] == []
    return text, [page for page, _ in parsed]


@given(DOCUMENTS)
@settings(max_examples=60)
def test_a_document_can_be_taken_back(document):
    text, pages = imported(document)
    found = [words for page in pages for words in emendations.block_words(page.body, "received", page.body_line)]
    assert list(collate(found, text)) == []
    assert list(paragraphs.paragraph_problems(pages)) == []
    for page in pages:
        assert list(emendations.lint_emendations(page.body)) == []
        assert list(bibliography.citation_problems(page, set(), authors_text=True)) == []


@given(document=DOCUMENTS)
@settings(max_examples=50)
def test_nothing_in_a_document_becomes_markup(engine, document):
    """Rendered, the paragraphs hold the words of the page and no other; only what the document marks is marked."""
    markdown = engine(KNOWN)
    allowed = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "span", "a", "em", "strong", "sub", "sup", "s", "u", "code", "br", "img"}
    allowed |= {"ul", "ol", "li", "blockquote", "table", "caption", "thead", "tbody", "tr", "th", "td"}
    for page in imported(document)[1]:
        rendered = markdown.reset().convert(page.body)
        body = emendations.AUTHORS_NOTE.sub("", page.body)
        assert "".join(visible_words(rendered)) == "".join(emendations.view_as_line(body).split())
        assert {element.tag for element in visible(rendered).iterdescendants()} <= allowed
        assert not re.search(r"(?i)javascript:|\son\w+=[\"']", rendered)


def visible_words(rendered):
    tree = html.fragment_fromstring(rendered, create_parent="div")
    for element in tree.iter("sup", "br"):
        if not element.get("id"):  # not a reference to a note
            element.tag, element.tail = "i", (" " if element.tag == "br" else "") + (element.tail or "")
    tree = visible(html.tostring(tree, encoding="unicode"))
    for ours in tree.xpath(".//caption"):
        ours.drop_tree()
    return tree.text_content().split()


@pytest.mark.parametrize(
    ("number", "style", "delimiter", "shown"),
    [
        (3, "Decimal", "Period", "3."),
        (1, "LowerAlpha", "TwoParens", "(a)"),
        (4, "UpperRoman", "OneParen", "IV)"),
        (27, "UpperAlpha", "Period", "27."),
        (1, "Example", "TwoParens", "(1)"),
    ],
)
def test_the_label_of_an_item(number, style, delimiter, shown):
    assert item_label(number, style, delimiter) == shown


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (received_files.png(), "png"),
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"GIF89a", "gif"),
        (b"RIFF\0\0\0\0WEBP", "webp"),
        (b"<svg onload='x'/>", ""),
        (b"", ""),
    ],
)
def test_pictures_are_told_by_their_content(data, kind):
    assert inlines.image_type(data) == kind


def test_a_table_with_spans_keeps_every_cell_in_its_column():
    rows = [[NOTHING, [[NOTHING, node("AlignDefault"), down, across, [node("Plain", [node("Str", text)])]] for down, across, text in row]]
            for row in ([(2, 1, "a"), (1, 2, "b")], [(1, 1, "c"), (1, 1, "d")], [(1, 999999, "e")])]  # fmt: skip
    columns = [[node("AlignDefault"), node("ColWidthDefault")]] * 3
    found = node("Table", [NOTHING, [None, []], columns, [NOTHING, []], [[NOTHING, 0, [], rows]], [NOTHING, []]])
    (block,) = to_blocks([found], inlines.Context(lambda target: None))
    assert block.markdown.split("\n")[2:] == ["| a | b |  |", "|  | c | d |", "| e |  |  |"]
