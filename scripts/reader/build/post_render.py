"""After the site is rendered: what search finds, citations, and the apparatus and the glossary as data."""

import json
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lxml import html

from scripts.reader.citing import citable_items, citation_formats, cite_page, meta_tags, reference_styles, schema_org
from scripts.reader.citing.citable_item import CitableItem
from scripts.reader.common.files import write_if_changed, write_output
from scripts.reader.common.site_paths import ALL_DOCUMENTS, SEARCH_INDEX, base_url_of
from scripts.reader.concepts import glossary, linked_data
from scripts.reader.edition.edition import Edition
from scripts.reader.releases import archive
from scripts.reader.search import search_documents
from scripts.reader.search.search_documents import Note
from scripts.reader.text import apparatus
from scripts.reader.text.addresses import page_address
from scripts.reader.text.front_matter import Page
from scripts.reader.text.paper import Paper
from scripts.reader.web import optimize, publish_policy

RENDERED = "build/rendered.json"  # what the engine made for the search, before it is emptied
ZENSICAL_INDEX = "search.json"
GLOSSARY = "glossary.jsonld"
MOST_PLACES = 100  # paragraphs that mention an entry, in the data of its own page; glossary.jsonld has them all


@cache  # serve asks again for the notes of pages that have not changed
def notes_at(path: Path, changed: int, keys: frozenset[str]) -> list[Note]:
    return notes_of(html.parse(str(path)).getroot(), keys)


def notes_of(page: html.HtmlElement, keys: Collection[str]) -> list[Note]:
    """Our notes at the foot of a rendered page, without the sources they cite and without links back."""
    notes = []
    for position, item in enumerate(page.xpath('//div[@class="footnote"]//li[starts-with(@id, "fn:")]'), 1):
        if item.get("id").removeprefix("fn:") not in keys:
            for furniture in item.xpath('.//sup | .//a[@class="footnote-backref"]'):
                furniture.drop_tree()
            notes.append(Note(item.get("id"), str(position), " ".join(item.text_content().split())))
    return notes


def rendered_notes(site: Path, edition: Edition) -> dict[str, dict[str, list[Note]]]:
    """The notes of every section, by paper and section."""
    keys = frozenset(edition.sources)

    def notes(paper: str, section: str) -> list[Note]:
        path = site / "papers" / paper / section / "index.html"
        return notes_at(path, path.stat().st_mtime_ns, keys)

    return {paper.slug: {section.slug: notes(paper.slug, section.slug) for section in paper.sections} for paper in edition.papers}


def rendered_documents(site: Path) -> tuple[dict[str, Any], list[search_documents.Document]]:
    """The search index that the engine wrote: its settings, and a document for each page and heading. Zensical's goes."""
    theirs = site / ZENSICAL_INDEX
    index = json.loads((theirs if theirs.is_file() else site / SEARCH_INDEX).read_text(encoding="utf-8"))
    theirs.unlink(missing_ok=True)
    return index["config"], [{name: one[name] for name in ("location", "title", "text")} for one in index.get("items") or index["docs"]]


def page_of(document: search_documents.Document) -> str:
    """The address of the page that a document is of."""
    return str(document["location"]).partition("#")[0]


def describe(site: Path, edition: Edition, base: str, fresh: Collection[str]) -> None:
    """Write glossary.jsonld, and put each entry's part of it into the head of its page."""
    definitions = {slug: glossary.definition(page) for slug, page in edition.entry_pages.items()}
    whole = linked_data.glossary_graph(base, "Glossary", edition.entries, definitions, edition.mentions)
    write_output(site / GLOSSARY, json.dumps(whole, ensure_ascii=False, indent=1) + "\n")
    describedby = f'<link rel="describedby" type="application/ld+json" href="../../{GLOSSARY}">'
    nodes = {node["@id"]: node for node in whole["@graph"]}
    for slug in (slug for slug in edition.entries if edition.entry_pages[slug].path in fresh):
        node = {"@context": whole["@context"], **nodes[linked_data.entry_url(base, slug)]}
        if len(node.get("source", ())) > MOST_PLACES:
            del node["source"]
        data = json.dumps(node, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        add_to_head(site / "glossary" / slug / "index.html", f'{describedby}<script type="application/ld+json">{data}</script>')
    if "docs/glossary/index.md" in fresh:
        add_to_head(site / "glossary" / "index.html", describedby.replace("../../", "../"))


def add_to_head(page: Path, markup: str) -> None:
    head, end, body = page.read_text(encoding="utf-8").partition("</head>")
    write_output(page, head + markup + end + body)


def cite(site: Path, edition: Edition, root: Path, base: str, fresh: Collection[str]) -> None:
    """Citations: the pages and files under cite/, the link to them from each page, and the tags in each head."""
    pages = {page.path: (page, cited) for page, cited in citable_items.citable_items(edition, base)}
    papers, originals = {paper.slug: paper for paper in edition.papers}, articles(edition)
    established = {f"docs/papers/{paper.slug}/text.md" for paper in edition.papers if citable_items.is_established(paper.index.record)}
    everything = [cited for _, cited in pages.values()]
    rendered = reference_styles.render_references(root, [*everything, *originals.values()])

    for page, cited in (pages[path] for path in pages if path in fresh):
        path, address = citable_items.cite_path(page), page_address(page)
        files_up = "../" * address.count("/")
        paper = papers.get(page.path.split("/")[2]) if page.path.startswith("docs/papers/") else None
        original = originals.get(paper.slug) if paper else None
        write_output(site / f"{path}.html", cite_page.render_cite_page(edition.name, page, cited, original, rendered))
        write_files(site / path, [cited])
        own = base + address
        schema = {**schema_of(edition, base, page, paper, original), "@id": own, "url": own}
        published = original if page.path in established else None
        tags = meta_tags.meta_tags(cited, files_up + path, trail_of(edition, base, page, paper), schema, published)
        add_citation(site / address / "index.html", tags, f"{files_up}{path}.html", rendered[cited.id]["apa"].reference)
    write_files(site / "cite" / "all", everything)


def articles(edition: Edition) -> dict[str, CitableItem]:
    """The articles that the papers were published as, or belong with, by paper."""
    found = {}
    for paper in edition.papers:
        source = edition.sources.get(str(paper.index.record.get("corresponds_to")))
        found[paper.slug] = citable_items.article_item(paper, source.entry if source else None)
    return {paper: article for paper, article in found.items() if article}


def write_files(path: Path, cited: list[CitableItem]) -> None:
    write_output(path.with_suffix(".ris"), "".join(map(citation_formats.to_ris, cited)))
    write_output(path.with_suffix(".bib"), "\n".join(map(citation_formats.to_biblatex, cited)))
    write_output(
        path.with_suffix(".json"), json.dumps([citation_formats.to_csl_json(one) for one in cited], ensure_ascii=False, indent=1) + "\n"
    )


def trail_of(edition: Edition, base: str, page: Page, paper: Paper | None) -> list[tuple[str, str]]:
    """The way from the home page to a page, which may belong to a paper: names and addresses."""
    trail = [(edition.name, base)]
    if paper and page is not paper.index:
        trail.append((paper.short_title, base + page_address(paper.index)))
    if page.path.startswith("docs/glossary/") and page.slug != "index":
        trail.append(("Glossary", f"{base}glossary/"))
    own = page_address(page)
    return [*trail, (str(page.record.get("title", page.slug)), base + own)] if own else trail


def schema_of(edition: Edition, base: str, page: Page, paper: Paper | None, original: CitableItem | None) -> dict[str, Any]:
    """What a page is in the words of schema.org, and how it belongs with others.

    paper: the one that the page belongs to, if any; original: the article that this paper belongs with.
    """

    def node(kind: str, other: Page) -> dict[str, str]:
        return {"@type": kind, "@id": base + page_address(other), "name": str(other.record.get("title", other.slug))}

    whole = {"@type": "CreativeWork", "@id": base, "name": edition.name}
    if paper and page is paper.index:
        return {
            "@type": "ScholarlyArticle",
            "headline": str(page.record.get("title", page.slug)),
            "isPartOf": whole,
            "hasPart": [node("WebPage", section) for section in paper.sections],
            "isBasedOn": schema_org.article_node(original) if original else None,
        }
    if paper:
        return {"@type": "WebPage", "isPartOf": node("ScholarlyArticle", paper.index)}
    is_entry = page.path.startswith("docs/glossary/") and page.slug != "index"
    return {"@type": "DefinedTerm" if is_entry else "WebPage", "isPartOf": whole}


def add_citation(path: Path, tags: str, link: str, reference: str) -> None:
    """Put into a page its tags, the link to its citations before its heading, and its reference at the end, for paper."""
    text = path.read_text(encoding="utf-8").replace("</head>", f"{tags}</head>", 1)
    text = text.replace("<h1", f'<a class="cite-link" rel="nofollow" href="{link}">Cite</a>\n<h1', 1)
    write_output(path, text.replace("</article>", f'<p class="imprint">Cite as: {reference}</p></article>', 1))


def run(edition: Edition, site: Path, root: Path, served: bool = False, fresh: Collection[str] | None = None) -> None:
    """Finish, in place, the site that was rendered from an edition; root is where builds keep what they make.

    served: a development server shows the site and puts a script of its own into each page, which a policy would forbid.
    fresh: the pages (docs/...) that were rendered now, if the others still stand finished from an earlier build.
    """
    whole = fresh is None
    fresh = {page.path for page in edition.pages} if whole else fresh
    base = base_url_of(site)
    cite(site, edition, root, base, fresh)
    describe(site, edition, base, fresh)
    settings, rendered = rendered_documents(site)
    if not whole:
        now = {page_address(page) for page in edition.pages if page.path in fresh}
        before = json.loads((root / RENDERED).read_text(encoding="utf-8"))
        place = {page_of(one): position for position, one in reversed(list(enumerate(before)))}
        rendered = [one for one in rendered if page_of(one) in now] + [one for one in before if page_of(one) not in now]
        rendered.sort(key=lambda one: place.get(page_of(one), len(before)))
    write_if_changed(root / RENDERED, json.dumps(rendered, ensure_ascii=False))
    find, prose = glossary.name_finder(edition.names), {slug: glossary.entry_text(page) for slug, page in edition.entry_pages.items()}
    documents = search_documents.site_documents(rendered, edition.papers, edition.entries, find, rendered_notes(site, edition), prose)
    for paper in edition.papers:
        write_output(
            site / "papers" / paper.slug / "apparatus.json",
            json.dumps(apparatus.apparatus_records(paper), ensure_ascii=False, indent=1) + "\n",
        )
    write_if_changed(root / ALL_DOCUMENTS, json.dumps(documents, ensure_ascii=False))
    engine = search_documents.choose_engine(len(edition.papers), edition.search)
    found: dict[str, Any] = {"papers": engine}
    if engine == "pagefind":
        from scripts.reader.search import pagefind_index  # a small edition does without

        if whole:  # it cannot be renewed in part; what an editor changes is found after the next start
            pagefind_index.write_index([one for one in documents if one["location"].startswith("papers/")], site)
        documents = [one for one in documents if not one["location"].startswith("papers/")]
        found["frequent"] = pagefind_index.STOP_WORDS
    write_output(
        site / search_documents.DOCUMENTS_PATH, json.dumps({**found, "docs": documents}, ensure_ascii=False, separators=(",", ":"))
    )
    # The theme loads its index with every page, whether or not anybody searches: it gets an empty one.
    write_output(site / SEARCH_INDEX, json.dumps({"config": {**settings, "fields": {}}, "docs": []}))
    archive.finish(edition, site, base, None if whole else fresh)
    policies = publish_policy.Policies(site)
    if not served:
        optimize.run(site, urlsplit(base).path, policies.secured)
    if base == archive.living_base(edition, base):
        archive.publish(edition, site, root, served)  # what was released never changes: nothing after this writes into it
    if not served:
        publish_policy.run(edition, site, base, policies)
