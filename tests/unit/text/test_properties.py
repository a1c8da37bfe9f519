"""Properties that hold for any text: nothing received is lost, nothing in it becomes mark-up, and links change no word."""

import re

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import html

from scripts.reader.concepts.glossary import is_acronym, name_finder
from scripts.reader.edition import bibliography
from scripts.reader.importing import plain_text
from scripts.reader.text import front_matter, paragraphs
from scripts.reader.text.collation import collate
from scripts.reader.text.emendations import EMENDATION, find_emendations, lint_emendations, view, view_as_line, view_words
from tests.conftest import KNOWN, edition

# Words, hyphens at line ends, page breaks, and every piece of mark-up that an engine might take for its own.
MARKUP = (
    "\\ ` * _ { } [ ] ( ) # + - . ! | < > & ~ ^ = : ; ? @ \" ' / $ % “ ” … – — \u00a0 \u00ad \u200b \u2028 \x85 é ж 漢 ٣ "
    "{~~a~>b~~} {>>E2.1 x<<} {--a--} {++a++} {==a==} [^1] [^1]: [@key] @key {:#p1} {#p1} {.a} --8<-- <b> </b> <script> <!-- --> "
    "<div> &lt; &amp; &copy &#60; &notit; [a](b) ![a](b) [a]: <http://a.b> http://a.b a@b.c ``` ~~~ --- *** ___ === *[A]: "
    "1. 1) a) - + * # ## > : | --- \\* \\\\ \\[ !!! ??? [TOC] **a** __a__ `a`"
)
WORDS = "a Prussia re emergence descriptive analytical non compliance coun tries World I II 1979 2.5 Abstract"
PLAIN = st.sampled_from(WORDS.split())
PIECES = st.one_of(PLAIN, st.sampled_from(MARKUP.split(" ")), st.characters(exclude_categories=["Cs", "Cc", "Cn"]))


def joined(pieces, glue, max_size):
    return st.lists(st.tuples(pieces, st.sampled_from(glue)), max_size=max_size).map(lambda pairs: "".join(a + b for a, b in pairs))


TEXTS = joined(PIECES, [" ", " ", "  ", "\n", "\n", "-\n", "\n\n", "", "", "\t", ". ", ".\n", "\n "], 25)
TITLES = joined(PIECES, [" ", ""], 6)


@st.composite
def received(draw):
    """A received text with five sections, unless what is drawn makes more of it or a heading less."""
    headings = ["1. Introduction", "2.Theoretical Framework", "3-METHODOLOGY", "4. A " + draw(TITLES), "Key Words: a, b"]
    return "\n\n".join(f"{heading}\n\n{draw(TEXTS)}" for heading in headings)


def imported(text):
    """The pages that import makes of a text, in order. A text that import refuses is no case."""
    found = plain_text.divide(text)
    slugs = [section.slug for section in found]
    assume(not plain_text.CONTROL_CHARACTER.search(text) and len(set(slugs)) == len(slugs) and all(slugs))
    parsed = [
        front_matter.parse_page(f"{slug}.md", page, front_matter.SECTION_FIELDS) for slug, page in plain_text.pages(found, text).items()
    ]
    assert [problem for _, problems in parsed for problem in problems] == []
    return [page for page, _ in parsed]


@given(received())
@settings(max_examples=300)
def test_import_can_be_taken_back(text):
    pages = imported(text)
    assert list(collate([view_words(view(page.body, "received"), page.body_line) for page in pages], text)) == []


@given(received())
@settings(max_examples=100)
def test_imported_pages_have_no_problem(text):
    pages = imported(text)
    assert list(paragraphs.paragraph_problems(pages)) == []
    for page in pages:
        assert list(lint_emendations(page.body)) == []
        assert list(bibliography.citation_problems(page, {"key"}, authors_text=True)) == []


def visible(rendered):
    """The paragraphs and headings of a rendered page, without the numbers and the apparatus that are ours."""
    tree = html.fragment_fromstring(rendered, create_parent="div")
    for ours in tree.xpath('.//a[@class="paragraph-number"] | .//fieldset | .//details | .//div[@class="footnote"] | .//sup'):
        ours.drop_tree()
    return tree


@given(text=received())
@settings(max_examples=120)
def test_nothing_received_becomes_markup(engine, text):
    markdown = engine(KNOWN)
    for page in imported(text):
        tree = visible(markdown.reset().convert(page.body))
        count = len(paragraphs.paragraphs(page))
        assert [element.tag for element in tree] == ["h1"] + ["p"] * count
        assert {element.tag for element in tree.iterdescendants()} <= {"h1", "p", "span", "a"}
        assert {link.get("class") for link in tree.iter("a")} <= {"term"}
        assert tree.text_content().split() == view_as_line(page.body).split()


REAL_NAMES = sorted(edition(KNOWN).names)
EMENDED = ("{~~%s~>%s~~}{>>E2.1 x<<}", "{--%s --}{>>E2.1 x<<}%s", "%s{++ %s++}{>>E2.5 x<<}", "%s{++s++}{>>E2.5 x<<} %s")
MARKED_NAMES = st.one_of(
    st.sampled_from(REAL_NAMES),
    st.tuples(st.sampled_from(EMENDED), st.sampled_from(REAL_NAMES), st.sampled_from(REAL_NAMES)).map(lambda drawn: drawn[0] % drawn[1:]),
    st.sampled_from([*WORDS.split(), " *emphasis* ", "`code`", "[link](x.md)", "[^n]", "(CSTO)", "anti-ISIS", "IS"]),
)


@given(text=joined(MARKED_NAMES, [" ", "\n", ", ", "", "-", "'s "], 12))
@settings(max_examples=120)
def test_links_change_no_visible_word(engine, text):
    page = f"# A heading\n\n{text}\n{{: #p1 }}\n\n[^n]: A note.\n"
    linked, bare = (visible(engine(KNOWN, without=without).convert(page)) for without in ((), ("scripts.markdown_ext.glossary",)))
    assert linked.text_content() == bare.text_content()
    terms = linked.xpath('.//a[@class="term"]')
    assert len({term.get("href") for term in terms}) == len(terms)
    for term in terms:
        term.drop_tag()
    assert html.tostring(linked) == html.tostring(bare)


@given(joined(PIECES, [" ", "\n", "", "\n\n"], 40))
@settings(max_examples=200)
def test_a_view_keeps_length_and_lines(text):
    for which in ("reading", "received"):
        shown = view(text, which)
        assert len(shown) == len(text)
        assert [match.start() for match in re.finditer("\n", shown)] == [match.start() for match in re.finditer("\n", text)]
        lines = text.split("\n")
        for word in view_words(shown):
            assert word.text[0] in lines[word.line - 1] or "&" in lines[word.line - 1]
    block = paragraphs.Block(text, 1)
    assert len(block.emended) == len(block.reading)


NAMES = st.dictionaries(
    joined(st.sampled_from(["a", "b", "A", "B", "1", "é"]), ["", " ", "-"], 4).map(str.strip).filter(bool), st.sampled_from("xyz")
)


@given(NAMES, joined(st.sampled_from(["a", "b", "A", "B", "1", "é", "-", ".", "\n"]), ["", " ", "\n"], 30))
@settings(max_examples=300)
def test_names_found_are_whole_words_that_do_not_overlap(names, text):
    end = 0
    for found in name_finder(names)(text):
        assert end <= found.start < found.end
        end = found.end
        assert not re.match(r"\w", text[found.start - 1 : found.start])
        assert not re.match(r"\w", text[found.end : found.end + 1])
        name = " ".join(text[found.start : found.end].split())
        assert found.slug in [
            slug for known, slug in names.items() if name == known or (not is_acronym(known) and name.casefold() == known.casefold())
        ]


@given(joined(PIECES, [" ", "\n", "", "\n\n", "\n---\n"], 40))
@settings(max_examples=300)
def test_no_text_makes_a_reader_fail(text):
    page, _ = front_matter.parse_page("docs/x.md", text, front_matter.PAPER_FIELDS)
    list(paragraphs.paragraph_problems([page]))
    assert [found.end - found.start for found in find_emendations(text)] == [len(match[0]) for match in EMENDATION.finditer(text)]
    list(lint_emendations(text))
    list(bibliography.citation_problems(page, set(), authors_text=True))
    bibliography.parse_bibliography("x.bib", text)
    plain_text.divide(text)
