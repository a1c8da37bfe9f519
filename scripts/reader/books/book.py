"""Put the whole edition into one document, for the EPUB and the PDF.

Sources are named in the text by author and year and stand in the bibliography; emendations stand in the apparatus.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape
from itertools import chain, product
from string import ascii_lowercase
from urllib.parse import urldefrag

from lxml import html
from lxml.html import HtmlElement

from scripts.reader.books import book_page
from scripts.reader.books.book_page import book_id, clean_block, demote_heading
from scripts.reader.common.dates import format_date
from scripts.reader.common.markup import inner_html, outer_html
from scripts.reader.common.typography import typeset
from scripts.reader.edition.bibliography import Source
from scripts.reader.edition.edition import Edition
from scripts.reader.text import apparatus
from scripts.reader.text.addresses import page_address
from scripts.reader.text.paper import Paper
from scripts.reader.text.paragraphs import paragraph_number

PAGES_BEFORE_PAPERS = ("introduction",)
PAGES_AFTER_PAPERS = ("side-by-side", "timeline", "teaching")
PAGES_AT_END = ("about/project", "about/editing", "about/provenance", "about/citing")
EMENDATION_SUFFIX = re.compile(r"-e\d+$")
ABOUT_THIS_BOOK = """\
<h1 id="about-this-book">About this book</h1>
<p>This is the whole of <em>{name}</em>, version {version} of {date}, in one file.
The edition on the web has the same text, with a search, the received texts, and views that compare them: <a href="{base}">{base}</a></p>
<ul>
<li>The papers’ text is their authors’, as edited here. The notes, and everything outside the papers’ text, are this edition’s.</li>
<li>The number beside a paragraph is its number in the paper. It is the same on the web, and it is what citations give.</li>
<li>Words in square brackets are supplied, and […] marks a gap. The apparatus lists every change to a received text.</li>
<li>Where a section first mentions a concept, it is linked to its entry in the glossary.</li>
<li>Author and year in round brackets name a source in the bibliography.</li>
</ul>
<p>Notes, entries and head-notes: <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>.
The papers’ text remains its authors’.</p>
"""


def source_labels(sources: Mapping[str, Source]) -> dict[str, str]:
    """Return author and year of each source, with a letter where two would read alike: TASS 2021a, TASS 2021b."""
    keys_of: dict[str, list[str]] = {}
    for source in sorted(sources.values(), key=lambda source: source.sort):
        keys_of.setdefault(source.label, []).append(source.key)
    labels = {}
    for label, keys in keys_of.items():
        for key, letter in zip(keys, chain(ascii_lowercase, map("".join, product(ascii_lowercase, repeat=2))), strict=False):
            labels[key] = label if len(keys) == 1 else f"{label}{'-' if label.endswith('.') else ''}{letter}"
    return labels


class Book:
    """The book of an edition.

    Args:
        edition: The edition.
        base: The address of its site, with a slash at its end.
        articles: The <article> of each built page, by address of the page.
    """

    def __init__(self, edition: Edition, base: str, articles: dict[str, HtmlElement]):
        self.edition, self.base, self.articles = edition, base, articles
        self.labels = source_labels(edition.sources)
        self.other_pages = {page.path.removeprefix("docs/").removesuffix(".md"): page_address(page) for page in edition.other_pages}

    def body_html(self) -> str:
        """Return the body of the book as HTML."""
        edition = self.edition
        about = ABOUT_THIS_BOOK.format(
            name=escape(edition.name), version=edition.version, date=format_date(edition.date), base=escape(self.base)
        )
        pages = [page_address(section) for paper in edition.papers for section in paper.sections]
        parts = [
            about,
            *(self.page_html(self.other_pages[name]) for name in PAGES_BEFORE_PAPERS if name in self.other_pages),
            *(part for paper in edition.papers for part in self.paper_parts(paper)),
            *(self.page_html(self.other_pages[name]) for name in PAGES_AFTER_PAPERS if name in self.other_pages),
            *self.glossary_parts(),
            *self.bibliography_parts(),
            *(part for paper in edition.papers for part in self.apparatus_parts(paper)),
            *(self.page_html(self.other_pages[name]) for name in PAGES_AT_END if name in self.other_pages),
            *(note for path in pages for note in book_page.note_asides(self.articles[path], path, self.labels)),
        ]
        body = html.fromstring(f"<div>{''.join(parts)}</div>")
        self.resolve_links(body)
        return book_page.mark_epub_notes(inner_html(body))

    def blocks(self, path: str) -> list[HtmlElement]:
        return list(book_page.page_blocks(self.articles[path], path, self.labels))

    def page_html(self, path: str) -> str:
        return "".join(map(outer_html, self.blocks(path)))

    def paper_parts(self, paper: Paper) -> Iterator[str]:
        """Yield the head-note of a paper without the list of contents, and its sections."""
        path = page_address(paper.index)
        heading, *headnote = self.blocks(path)
        yield f'{outer_html(heading)}<h2 id="{book_id(path, "head-note")}">Head-note</h2>'
        yield "".join(outer_html(demote_heading(block)) for block in book_page.without_part(headnote, book_id(path, "contents")))
        for section in paper.sections:
            yield "".join(outer_html(demote_heading(block)) for block in self.blocks(page_address(section)))

    def glossary_parts(self) -> Iterator[str]:
        """Yield the entries, with their mentions as in the index of a book instead of in their contexts."""
        if self.edition.entries:
            yield '<h1 id="glossary">Glossary</h1>'
        for slug in self.edition.entries:
            path = page_address(self.edition.entry_pages[slug])
            blocks = self.blocks(path)
            places = {block.get("id"): position for position, block in enumerate(blocks)}
            end = places.get(book_id(path, "where-the-papers-mention-it"), len(blocks))
            related = places.get(book_id(path, "related-entries"))
            yield "".join(outer_html(demote_heading(block)) for block in blocks[:end])
            yield self.mention_index(slug)
            if related is not None:
                yield f"<p>See also: {inner_html(blocks[related + 1])}</p>"
            yield "".join(outer_html(block) for block in blocks[end:] if block.get("class") == "checked")

    def mention_index(self, slug: str) -> str:
        """Return the papers that mention an entry, each with links to the paragraphs."""
        papers = []
        for paper in self.edition.papers:
            ids = dict.fromkeys(m.paragraph for m in self.edition.mentions if m.slug == slug and m.paper == paper.slug)
            if ids:
                links = ", ".join(f'<a href="#{paper.slug}.{id}">¶{paragraph_number(id)}</a>' for id in ids)
                papers.append(f"<em>{escape(paper.short_title)}</em> {links}")
        return f"<p>Mentioned in: {'; '.join(papers)}</p>" if papers else ""

    def bibliography_parts(self) -> Iterator[str]:
        """Yield the sources, each with its label in the text."""
        path = self.other_pages.get("bibliography")
        if path is None:
            return
        yield f'<h1 id="{book_id(path)}">Bibliography</h1>'
        for listed in self.articles[path].xpath('.//p[@class="source"]'):
            key, source = listed.get("id"), clean_block(listed, path, self.labels)
            for other in source.xpath('.//*[@class="cited-on"] | .//*[@class="kind"]'):
                other.drop_tree()
            for title in source.xpath('.//a[@class="work"]') if source.xpath('.//*[@class="address"]') else ():
                title.drop_tag()  # the address stands behind
            label = f"<strong>{escape(self.labels[key])}</strong>"
            yield f'<div class="source" id="{book_id(path, key)}"><p>{label} {inner_html(source).strip()}</p></div>'

    def apparatus_parts(self, paper: Paper) -> Iterator[str]:
        """Yield the changes to the received text of a paper: the reading, what was received, the reason and the rule."""
        readings = list(apparatus.apparatus_entries(paper))
        if readings:
            yield f'<h1 id="{paper.slug}-apparatus">Apparatus: {escape(paper.short_title)}</h1>'
        for reading in readings:
            place = book_id(f"papers/{paper.slug}/{reading.section}/", reading.paragraph)
            received = f'“<span class="received">{escape(reading.received)}</span>”'
            words = f"“{escape(typeset(reading.reading))}” <em>for</em> {received}"
            if not reading.reading:
                words = f"<em>left out:</em> {received}"
            elif not reading.received:
                words = f"<em>added:</em> “{escape(typeset(reading.reading))}”"
            rule = reading.emendation.rule
            reason = f'{escape(typeset(reading.reason))} (<a href="/about/editing/#{rule}">{rule}</a>)'
            yield f'<div class="reading"><p><a href="#{place}">{reading.place}</a> {words}; {reason}</p></div>'

    def resolve_links(self, body: HtmlElement) -> None:
        """Point links within the site to ids in the book, or to the web where the book does not have the target."""
        ids = set(body.xpath(".//@id"))
        for link in body.iter("a"):
            path, fragment = urldefrag(link.get("href") or "")
            if path.startswith("/"):
                page, target = path[1:], EMENDATION_SUFFIX.sub("", fragment)
                candidates = (book_id(page, target), book_id(page), book_id(page.removesuffix("text/")))
                found = next((id for id in candidates if id in ids), None)
                link.set("href", f"#{found}" if found else self.base + page + (fragment and f"#{fragment}"))
