"""After the site is rendered: what search finds, the apparatus and the glossary as data."""

import json
import sys
from pathlib import Path

from lxml import html

from scripts import disk
from scripts.reader import apparatus, glossary, linked_data, search
from scripts.reader.edition import Edition
from scripts.reader.search import Note

INDEX, DOCUMENTS = "search/search_index.json", "search/documents.json"
GLOSSARY = "glossary.jsonld"


def notes_of(page: html.HtmlElement, keys: set[str]) -> list[Note]:
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
    keys = set(edition.sources)
    return {
        paper.slug: {
            section.slug: notes_of(html.parse(str(site / "papers" / paper.slug / section.slug / "index.html")).getroot(), keys)
            for section in paper.sections
        }
        for paper in edition.papers
    }


def describe(site: Path, edition: Edition) -> None:
    """Write glossary.jsonld, and put each entry's part of it into the head of its page."""
    base = str(html.parse(str(site / "index.html")).xpath("string(//link[@rel='canonical']/@href)"))
    definitions = {slug: glossary.definition(page) for slug, page in edition.entry_pages.items()}
    whole = linked_data.glossary(base, "Glossary", edition.entries, definitions, edition.mentions)
    disk.write(site / GLOSSARY, json.dumps(whole, ensure_ascii=False, indent=1) + "\n")
    describedby = f'<link rel="describedby" type="application/ld+json" href="../../{GLOSSARY}">'
    nodes = {node["@id"]: node for node in whole["@graph"]}
    for slug in edition.entries:
        node = {"@context": whole["@context"], **nodes[linked_data.address(base, slug)]}
        data = json.dumps(node, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        add_to_head(site / "glossary" / slug / "index.html", f'{describedby}<script type="application/ld+json">{data}</script>')
    add_to_head(site / "glossary" / "index.html", describedby.replace("../../", "../"))


def add_to_head(page: Path, markup: str) -> None:
    head, end, body = page.read_text(encoding="utf-8").partition("</head>")
    disk.write(page, head + markup + end + body)


def run(edition: Edition, site: Path) -> None:
    """Finish, in place, the site that was rendered from an edition."""
    describe(site, edition)
    rendered = json.loads((site / INDEX).read_text(encoding="utf-8"))
    documents = search.documents(rendered["docs"], edition.papers, edition.entries, edition.mentions, rendered_notes(site, edition))
    for paper in edition.papers:
        disk.write(
            site / "papers" / paper.slug / "apparatus.json", json.dumps(apparatus.records(paper), ensure_ascii=False, indent=1) + "\n"
        )
    disk.write(site / DOCUMENTS, json.dumps({"docs": documents}, ensure_ascii=False, separators=(",", ":")))
    # The theme loads its index with every page, whether or not anybody searches: it gets an empty one.
    disk.write(site / INDEX, json.dumps({"config": {**rendered["config"], "fields": {}}, "docs": []}))


def main() -> int:
    run(disk.read(Path.cwd()), Path("site"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
