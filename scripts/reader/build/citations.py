"""Write the citations of every page: pages and files under cite/, links to them, and the tags in each head."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from scripts.reader.build.site_build import SiteBuild
from scripts.reader.citing import citable_items, citation_formats, cite_page, meta_tags, paper_rights, reference_styles, schema_org
from scripts.reader.citing.citable_item import CitableItem
from scripts.reader.common.files import write_output
from scripts.reader.edition.edition import Edition
from scripts.reader.text.addresses import page_address
from scripts.reader.text.front_matter import Page
from scripts.reader.text.paper import Paper


def write_citations(build: SiteBuild) -> None:
    """Write what is under cite/, and fill the slots that cite the pages."""
    edition, base = build.edition, build.base_url
    cited_pages = list(citable_items.cited_pages(edition, base))
    papers, originals = {paper.slug: paper for paper in edition.papers}, articles(edition)
    works = list({cited.work.id: cited.work for cited in cited_pages}.values())
    rendered = reference_styles.render_references(build.root, [*works, *(cited.own for cited in cited_pages), *originals.values()])
    for cited in cited_pages:
        page = cited.page
        if build.is_changed(page):
            path, up = citable_items.cite_path(page), "../" * page_address(page).count("/")
            paper = papers.get(page.path.split("/")[2]) if page.path.startswith("docs/papers/") else None
            original = originals.get(paper.slug) if paper else None
            is_article = paper and page.slug == citable_items.WHOLE_TEXT and citable_items.is_established(paper.index.record)
            tags = meta_tags.citation_tags(cited.work, original if is_article else None, base + page_address(page))
            rights = paper_rights.rights_markup(paper.index.record) if paper else ""
            build.pages[f"{path}.html"] = cite_page.render_cite_page(edition.name, cited, original, rendered, tags, rights)
            write_files(build.site / path, [cited.work])
            schema, trail = schema_of(edition, base, page, paper, original), trail_of(edition, base, page, paper)
            described = cited.work if schema["@type"] == "ScholarlyArticle" else cited.own
            build.fill(page, "head", tags + meta_tags.description_tags(cited.work, described, up + path, trail, schema))
            build.fill(page, "citation", f'<a class="cite-link" rel="nofollow" href="{up}{path}.html">Cite</a>\n')
            reference = f"{rendered[cited.work.id]['apa'].reference} {rights}".rstrip()
            build.fill(page, "article-end", f'<p class="imprint">Cite as: {reference}</p>')  # for paper
            if paper and paper.index.record.get("licence"):
                build.put(page, "rights", rights)
            elif rights:
                build.fill(page, "rights", f" {rights}")
    write_files(build.site / "cite" / "all", works)


def articles(edition: Edition) -> dict[str, CitableItem]:
    """Return the articles that the papers were published as, or belong with, by paper."""
    found = {}
    for paper in edition.papers:
        source = edition.sources.get(str(paper.index.record.get("corresponds_to")))
        found[paper.slug] = citable_items.article_item(paper, source.entry if source else None)
    return {paper: article for paper, article in found.items() if article}


def write_files(path: Path, items: Iterable[CitableItem]) -> None:
    """Write items in every format, into files that differ in their suffixes."""
    items = list(items)
    write_output(path.with_suffix(".ris"), "".join(map(citation_formats.to_ris, items)))
    write_output(path.with_suffix(".bib"), "\n".join(map(citation_formats.to_biblatex, items)))
    data = json.dumps([citation_formats.to_csl_json(item) for item in items], ensure_ascii=False, indent=1)
    write_output(path.with_suffix(".json"), data + "\n")


def trail_of(edition: Edition, base: str, page: Page, paper: Paper | None) -> list[tuple[str, str]]:
    """Return the way from the home page to a page, which may belong to a paper: names and addresses."""
    trail = [(edition.name, base)]
    if paper and page is not paper.index:
        trail.append((paper.short_title, base + page_address(paper.index)))
    if page.path.startswith("docs/glossary/") and page.slug != "index":
        trail.append(("Glossary", f"{base}glossary/"))
    own = page_address(page)
    return [*trail, (str(page.record.get("title", page.slug)), base + own)] if own else trail


def schema_of(edition: Edition, base: str, page: Page, paper: Paper | None, original: CitableItem | None) -> dict[str, Any]:
    """Return what a page is in the words of schema.org, and how it belongs with others.

    Args:
        edition: The edition that the page is of.
        base: The address of the site.
        page: The page.
        paper: The paper that the page belongs to, if any.
        original: The article that this paper belongs with.
    """

    def node(kind: str, other: Page) -> dict[str, str]:
        return {"@type": kind, "@id": base + page_address(other), "name": str(other.record.get("title", other.slug))}

    whole = {"@type": "CreativeWork", "@id": base, "name": edition.name}
    own = base + page_address(page)
    identity = {"@id": own, "url": own}
    if paper and page is paper.index:
        return {
            "@type": "ScholarlyArticle",
            "headline": str(page.record.get("title", page.slug)),
            "isPartOf": whole,
            "hasPart": [node("WebPage", section) for section in paper.sections],
            "isBasedOn": schema_org.article_node(original) if original else None,
            **identity,
        }
    if paper:
        return {"@type": "WebPage", "isPartOf": node("ScholarlyArticle", paper.index), **identity}
    is_entry = page.path.startswith("docs/glossary/") and page.slug != "index"
    return {"@type": "DefinedTerm" if is_entry else "WebPage", "isPartOf": whole, **identity}
