"""The whole edition as one document, for the EPUB and the PDF.

Sources are named in the text by author and year and stand in the bibliography; emendations stand in the apparatus.
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import chain, product
from string import ascii_lowercase
from urllib.parse import urldefrag

from lxml import html
from lxml.html import HtmlElement

from scripts.reader.books import book_page
from scripts.reader.books.book_page import book_id, clean_block, demote_heading, inner_html, to_html
from scripts.reader.common.dates import format_date
from scripts.reader.edition.bibliography import Source
from scripts.reader.edition.edition import Edition
from scripts.reader.text import apparatus
from scripts.reader.text.addresses import page_address
from scripts.reader.text.paper import Paper
from scripts.reader.text.paragraphs import paragraph_number

PAGES_AFTER_PAPERS = ("side-by-side", "timeline")
PAGES_AT_END = ("about/editing", "about/provenance", "about/citing")
EMENDATION_SUFFIX = re.compile(r"-e\d+$")
ABOUT = """\
<h1 id="about-this-book">About this book</h1>
<p>This is the whole of <em>{name}</em>, version {version} of {date}, in one file.
The edition on the web has the same text, with a search, the received texts, and views that compare them: <a href="{base}">{base}</a></p>
<ul>
<li>The papers' text is their authors', as edited here. The notes, and everything outside the papers' text, are this edition's.</li>
<li>The number beside a paragraph is its number in the paper. It is the same on the web, and it is what citations give.</li>
<li>Words in square brackets are supplied, and […] marks a gap. Every change to a received text stands in the apparatus.</li>
<li>Where a section first mentions a concept, it is linked to its entry in the glossary.</li>
<li>Author and year in round brackets name a source, which stands in the bibliography.</li>
</ul>
<p>Notes, entries and head-notes: <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>.
The papers' text remains its authors'.</p>
"""


def source_labels(sources: dict[str, Source]) -> dict[str, str]:
    """Author and year of each source, with a letter where two would read alike: TASS 2021a, TASS 2021b."""
    alike: dict[str, list[str]] = {}
    for source in sorted(sources.values(), key=lambda source: source.sort):
        alike.setdefault(source.label, []).append(source.key)
    found = {}
    for label, keys in alike.items():
        for key, letter in zip(keys, chain(ascii_lowercase, map("".join, product(ascii_lowercase, repeat=2))), strict=False):
            found[key] = label if len(keys) == 1 else f"{label}{'-' if label.endswith('.') else ''}{letter}"
    return found


class Book:
    """A book to be made of an edition, the address of its site, and the articles of its built pages by their addresses."""

    def __init__(self, edition: Edition, base: str, articles: dict[str, HtmlElement]):
        self.edition, self.base, self.articles = edition, base, articles
        self.labels = source_labels(edition.sources)
        self.other = {page.path.removeprefix("docs/").removesuffix(".md"): page_address(page) for page in edition.other_pages}

    def text(self) -> str:
        """The body of the book, as HTML."""
        edition = self.edition
        about = ABOUT.format(name=escape(edition.name), version=edition.version, date=format_date(edition.date), base=self.base)
        pages = [page_address(section) for paper in edition.papers for section in paper.sections]
        parts = [
            about,
            *(part for paper in edition.papers for part in self.paper(paper)),
            *(self.page(self.other[name]) for name in PAGES_AFTER_PAPERS if name in self.other),
            *self.glossary(),
            *self.bibliography(),
            *(part for paper in edition.papers for part in self.apparatus(paper)),
            *(self.page(self.other[name]) for name in PAGES_AT_END if name in self.other),
            *(note for path in pages for note in book_page.note_asides(self.articles[path], path, self.labels)),
        ]
        body = html.fromstring(f"<div>{''.join(parts)}</div>")
        self.link(body)
        return book_page.mark_epub_notes(inner_html(body))

    def blocks(self, path: str) -> list[HtmlElement]:
        return list(book_page.page_blocks(self.articles[path], path, self.labels))

    def page(self, path: str) -> str:
        return "".join(map(to_html, self.blocks(path)))

    def paper(self, paper: Paper) -> Iterator[str]:
        """A paper: its head-note without the list of contents, and its sections."""
        path = page_address(paper.index)
        heading, *headnote = self.blocks(path)
        end = next((i for i, block in enumerate(headnote) if block.get("id") == book_id(path, "contents")), len(headnote))
        yield f'{to_html(heading)}<h2 id="{book_id(path, "head-note")}">Head-note</h2>'
        yield "".join(to_html(demote_heading(block)) for block in headnote[:end])
        for section in paper.sections:
            yield "".join(to_html(demote_heading(block)) for block in self.blocks(page_address(section)))

    def glossary(self) -> Iterator[str]:
        """The entries. Their mentions stand as in the index of a book, not in their contexts."""
        if self.edition.entries:
            yield '<h1 id="glossary">Glossary</h1>'
        for slug in self.edition.entries:
            path = page_address(self.edition.entry_pages[slug])
            blocks = self.blocks(path)
            places = {block.get("id"): position for position, block in enumerate(blocks)}
            end = places.get(book_id(path, "where-the-papers-mention-it"), len(blocks))
            related = places.get(book_id(path, "related-entries"))
            yield "".join(to_html(demote_heading(block)) for block in blocks[:end])
            yield self.mentioned(slug)
            if related is not None:
                yield f"<p>See also: {inner_html(blocks[related + 1])}</p>"
            yield "".join(to_html(block) for block in blocks[end:] if block.get("class") == "checked")

    def mentioned(self, slug: str) -> str:
        told = []
        for paper in self.edition.papers:
            ids = dict.fromkeys(m.paragraph for m in self.edition.mentions if m.slug == slug and m.paper == paper.slug)
            if ids:
                places = ", ".join(f'<a href="#{paper.slug}.{id}">¶{paragraph_number(id)}</a>' for id in ids)
                told.append(f"<em>{escape(paper.short_title)}</em> {places}")
        return f"<p>Mentioned in: {'; '.join(told)}</p>" if told else ""

    def bibliography(self) -> Iterator[str]:
        """The sources, each with the name that the text gives it."""
        path = self.other.get("bibliography")
        if path is None:
            return
        yield f'<h1 id="{book_id(path)}">Bibliography</h1>'
        for listed in self.articles[path].xpath('.//p[@class="source"]'):
            key, source = listed.get("id"), clean_block(listed, path, self.labels)
            for cited in source.xpath('.//*[@class="cited-on"]'):
                cited.drop_tree()
            name = f"<strong>{escape(self.labels[key])}</strong>"
            yield f'<div class="source" id="{book_id(path, key)}"><p>{name} {inner_html(source).strip()}</p></div>'

    def apparatus(self, paper: Paper) -> Iterator[str]:
        """Each change to the received text of a paper: what is read for what was received, the reason and the rule."""
        readings = list(apparatus.apparatus_entries(paper))
        if readings:
            yield f'<h1 id="{paper.slug}-apparatus">Apparatus: {escape(paper.short_title)}</h1>'
        for one in readings:
            place = book_id(f"papers/{paper.slug}/{one.section}/", one.paragraph)
            words = f"“{escape(one.reading)}” <em>for</em> “{escape(one.received)}”"
            if not one.reading:
                words = f"<em>left out:</em> “{escape(one.received)}”"
            elif not one.received:
                words = f"<em>added:</em> “{escape(one.reading)}”"
            rule = one.emendation.rule
            reason = f'{escape(one.reason)} (<a href="/about/editing/#{rule}">{rule}</a>)'
            yield f'<div class="reading"><p><a href="#{place}">{one.place}</a> {words}; {reason}</p></div>'

    def link(self, body: HtmlElement) -> None:
        """Turn addresses within the site into places in the book, or into addresses on the web where the book has not got them."""
        ids = set(body.xpath(".//@id"))
        for link in body.iter("a"):
            path, fragment = urldefrag(link.get("href"))
            if path.startswith("/"):
                page, place = path[1:], EMENDATION_SUFFIX.sub("", fragment)
                found = next((id for id in (book_id(page, place), book_id(page), book_id(page.removesuffix("text/"))) if id in ids), None)
                link.set("href", f"#{found}" if found else self.base + path[1:] + (fragment and f"#{fragment}"))
