"""Write what search finds: the documents of the whole site, and the index of the papers' texts where they are many."""

import json
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from lxml import html

from scripts.reader.build.site_build import SiteBuild, path_of
from scripts.reader.common.files import write_if_changed, write_output
from scripts.reader.common.site_paths import ALL_DOCUMENTS, SEARCH_INDEX
from scripts.reader.concepts import glossary
from scripts.reader.search import search_documents, search_parts
from scripts.reader.search.search_documents import Document, ListItem, Note
from scripts.reader.text.addresses import page_address

RENDERED = "build/rendered.json"  # what the engine made for the search of the theme
ZENSICAL_INDEX = "search.json"
NOTES = '<div class="footnote" role="doc-endnotes">'


def write_documents(build: SiteBuild) -> None:
    """Make the documents of the whole site, for the index and for ./run export search."""
    edition = build.edition
    rendered = rendered_documents(build.site)
    if build.changed is not None:
        before = json.loads((build.root / RENDERED).read_text(encoding="utf-8"))
        rendered = merge_search_documents(before, rendered, {page_address(page) for page in edition.pages if build.is_changed(page)})
    write_if_changed(build.root / RENDERED, json.dumps(rendered, ensure_ascii=False))
    find = glossary.name_finder(glossary.slugs_by_searched_name(edition.entries.values()))
    prose = {slug: glossary.entry_text(page) for slug, page in edition.entry_pages.items()}
    notes, items = rendered_notes(build), list_items(build)
    documents = search_documents.site_documents(rendered, edition.papers, edition.entries, find, notes, prose, items)
    build.documents = list(map(search_documents.typeset_document, documents))
    write_if_changed(build.root / ALL_DOCUMENTS, json.dumps(build.documents, ensure_ascii=False))


def write_index(build: SiteBuild) -> None:
    """Write what the search of the site loads; what the engine made for the search of the theme is not published."""
    engine, documents = search_documents.choose_engine(len(build.edition.papers), build.edition.search), build.documents
    settings: dict[str, Any] = {"papers": engine}
    if engine == "pagefind":
        from scripts.reader.search import pagefind_index  # a small edition does without

        if build.changed is None:  # it cannot be renewed in part; what an editor changes is found after the next start
            pagefind_index.write_index([one for one in documents if str(one["location"]).startswith("papers/")], build.site)
        documents = [one for one in documents if not str(one["location"]).startswith("papers/")]
        settings["frequent"] = pagefind_index.STOP_WORDS
    for path, text in search_parts.part_files(documents, settings).items():
        write_output(build.site / path, text)
    engine_index(build.site).unlink()


def engine_index(site: Path) -> Path:
    """Return the file of the search index that the engine wrote."""
    zensical = site / ZENSICAL_INDEX
    return zensical if zensical.is_file() else site / SEARCH_INDEX


def rendered_documents(site: Path) -> list[Document]:
    """Return the documents of the search index that the engine wrote: one for each page and heading."""
    index = json.loads(engine_index(site).read_text(encoding="utf-8"))
    return [Document(location=one["location"], title=one["title"], text=one["text"]) for one in index.get("items") or index["docs"]]


def merge_search_documents(before: Sequence[Document], rendered: Sequence[Document], changed: Collection[str]) -> list[Document]:
    """Return the documents of all pages, in the order of before, if only some pages were rendered.

    Args:
        before: The documents of all pages in the last build.
        rendered: Those that the engine made now.
        changed: The addresses of the pages that were rendered now.
    """
    place = {page_of(one): position for position, one in reversed(list(enumerate(before)))}
    merged = [one for one in rendered if page_of(one) in changed] + [one for one in before if page_of(one) not in changed]
    return sorted(merged, key=lambda one: place.get(page_of(one), len(before)))


def page_of(document: Document) -> str:
    """Return the address of the page that a document is of."""
    return str(document["location"]).partition("#")[0]


def list_items(build: SiteBuild) -> list[ListItem]:
    """Return the events of the timeline and the sources of the bibliography, from their pages."""
    items = []
    for item in elements_of(build, "timeline/index.html", '//ol[@class="timeline"]/li[@id]'):
        date, event = (item.xpath(f'string(span[@class="{name}"])') for name in ("date", "event"))
        items.append(ListItem("event", f"timeline/#{item.get('id')}", date, event))
    for item in elements_of(build, "bibliography/index.html", '//p[@class="source"]'):
        for other in item.xpath('.//a[not(@class="work")] | span'):
            other.drop_tree()
        text = " ".join(item.text_content().split())
        items.append(ListItem("source", f"bibliography/#{item.get('id')}", "Source", text))
    return items


def elements_of(build: SiteBuild, page: str, path: str) -> list[Any]:
    """Return the elements of a built page, if there is one."""
    return list(html.fromstring(build.pages[page]).xpath(path)) if page in build.pages else []


def rendered_notes(build: SiteBuild) -> dict[str, dict[str, list[Note]]]:
    """Return the notes of every section, by paper and section."""
    keys = frozenset(build.edition.sources)
    return {
        paper.slug: {section.slug: notes_of(build.pages[path_of(section)], keys) for section in paper.sections}
        for paper in build.edition.papers
    }


def notes_of(page: str, keys: frozenset[str]) -> list[Note]:
    """Return our notes at the foot of a rendered page, without the sources that they cite (keys) and without links back."""
    _, found, foot = page.partition(NOTES)
    return parse_notes(foot.partition("</article>")[0], keys) if found else []


@cache  # a server asks again for the notes of pages that have not changed
def parse_notes(foot: str, keys: frozenset[str]) -> list[Note]:
    notes, number = [], 0
    for item in html.fragment_fromstring(foot, create_parent=True).xpath('.//li[starts-with(@id, "fn:")]'):
        number = int(item.get("value") or (item.getprevious() is None and item.getparent().get("start")) or number + 1)
        if item.get("id").removeprefix("fn:") not in keys:
            for furniture in item.xpath('.//sup | .//a[@class="footnote-backref"]'):
                furniture.drop_tree()
            notes.append(Note(item.get("id"), str(number), " ".join(item.text_content().split())))
    return notes
