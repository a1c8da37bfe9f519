"""The edition as one document: ids, names of sources, and what of a page belongs into a book."""

import re

import pytest
from lxml import html
from lxml.html import builder

from scripts.reader.books import book, book_page, downloads
from scripts.reader.common.markup import outer_html
from scripts.reader.common.site_paths import base_url_of
from scripts.reader.edition import bibliography, load


@pytest.fixture(scope="module")
def text(built_toy):
    root, site = built_toy
    return downloads.book_html(load.load_edition(root), site, base_url_of(site))


def test_the_toy_edition_as_a_book(text, golden):
    golden("golden/toy/book.html", re.sub(r"(?=<(?:h\d|p|div|dl|dt|aside)\b)", "\n", text).lstrip() + "\n")


def test_every_link_of_a_book_leads_to_a_place_in_it_or_to_the_web(text):
    tree = html.fromstring(f"<div>{text}</div>")
    ids = tree.xpath(".//@id")
    assert len(ids) == len(set(ids))
    for address in tree.xpath(".//a/@href"):
        assert address.startswith("https://") or address.removeprefix("#") in ids, address


@pytest.mark.parametrize(
    ("path", "fragment", "id"),
    [
        ("papers/toy/introduction/", "p3", "toy.p3"),
        ("papers/toy/introduction/", "p12a", "toy.p12a"),
        ("papers/toy/introduction/", "", "toy-introduction"),
        ("papers/toy/", "method", "toy.method"),
        ("bibliography/", "nss2021", "bibliography.nss2021"),
        ("about/editing/", "E1.1", "about-editing.E1.1"),
    ],
)
def test_the_id_of_a_place_tells_its_page(path, fragment, id):
    assert book_page.book_id(path, fragment) == id


def source(key, label):
    return bibliography.Source(key, 1, label, "", None)


def test_sources_that_would_read_alike_get_letters():
    sources = {key: source(key, label) for key, label in (("b", "TASS 2021"), ("a", "TASS 2021"), ("c", "TASS 2022"))}
    assert book.source_labels(sources) == {"a": "TASS 2021a", "b": "TASS 2021b", "c": "TASS 2022"}
    undated = {str(i): source(str(i), "Kremlin n.d.") for i in range(28)}
    assert list(book.source_labels(undated).values())[:1] == ["Kremlin n.d.-a"]
    assert len(set(book.source_labels(undated).values())) == 28


def blocks(markup, path="papers/toy/introduction/", **labels):
    return [outer_html(block) for block in book_page.page_blocks(html.fromstring(f"<article>{markup}</article>"), path, labels)]


def mark(name):
    return f'<sup id="fnref:{name}"><a class="footnote-ref" href="#fn:{name}">1</a></sup>'


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f"<p>One.{mark('a')}{mark('b')} Two.{mark('a')}</p>", "<p>One.{( A 1; B 2)} Two.{( A 1)}</p>"),
        (f"<p>Word{mark('own')} and more.</p>", "<p>Word[note] and more.</p>"),
        ('<p>Is <span class="emendation substitution" data-received="IS"><span>is</span></span> it.</p>', "<p>Is is it.</p>"),
        ('<p>A <span class="emendation omission" data-received="the"></span>word.</p>', "<p>A word.</p>"),
        ('<p>Seen<a class="received-lines" hidden="hidden" href="../received/">lines</a></p>', "<p>Seen</p>"),
        ('<p><span lang="fa" dir="rtl">روس</span></p>', '<p><span lang="fa" dir="rtl">روس</span></p>'),
        ('<p class="whose">The authors\' text.</p><fieldset></fieldset><nav></nav><details></details>', ""),
        ('<h2 id="x">Method</h2>', '<h2 id="toy-introduction.x">Method</h2>'),
    ],
)
def test_what_a_book_keeps_of_a_page(markup, expected):
    found = "".join(blocks(markup, a="A 1", b="B 2"))
    found = re.sub(r'<span class="cited"> \((.*?)\)</span>', r"{( \1)}", found)
    found = re.sub(r'<a href="/bibliography/#\w">(.*?)</a>', r"\1", found)
    assert re.sub(r'<a class="book-note-mark"[^>]*>1</a>', "[note]", found) == expected


def test_no_label_of_a_note_can_end_an_attribute():
    name = 'x" onclick="y'
    item = builder.LI(builder.P("A note."), id=f"fn:{name}")
    article = builder.E.article(builder.DIV(builder.OL(item), {"class": "footnote"}))
    (aside,) = book_page.note_asides(article, "papers/toy/", {})
    assert dict(html.fromstring(aside).attrib) == {"class": book_page.NOTE, "id": f"note-toy.{name}"}


def test_a_paragraph_of_a_paper_shows_its_number():
    (found,) = blocks('<p id="p3"><a class="paragraph-number" href="#p3">3</a>Text.</p>')
    assert found == '<div class="paragraph" id="toy.p3"><p><span class="number">3</span> Text.</p></div>'


def test_the_list_tells_addresses_that_last_names_with_the_version_and_sizes():
    listed = html.fromstring(downloads.download_list("Small States: A Reader", "0.2.0", {"epub": 207_400, "pdf": 1_373_000, "zip": 0}))
    assert listed.xpath(".//a/@href") == [f"take/annotated-reader.{kind}" for kind in ("epub", "pdf", "zip")]
    assert listed.xpath(".//a/@download")[0] == "small-states-0.2.0.epub"
    assert [(item.find("a").tail or "") for item in listed] == [" (207 kB)", " (1.4 MB)", ""]
