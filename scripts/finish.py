"""After the site is rendered: the search index, with a document for each paragraph, and the apparatus as data."""

import json
import sys
from pathlib import Path

from lxml import html

from scripts import disk
from scripts.reader import apparatus, search
from scripts.reader.edition import Edition
from scripts.reader.search import Note

INDEX = "search/search_index.json"


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


def run(edition: Edition, site: Path) -> None:
    """Finish, in place, the site that was rendered from an edition."""
    rendered = json.loads((site / INDEX).read_text(encoding="utf-8"))
    index = search.index(rendered, edition.papers, edition.entries, edition.mentions, rendered_notes(site, edition))
    for paper in edition.papers:
        disk.write(
            site / "papers" / paper.slug / "apparatus.json", json.dumps(apparatus.records(paper), ensure_ascii=False, indent=1) + "\n"
        )
    disk.write(site / INDEX, json.dumps(index, ensure_ascii=False, separators=(",", ":")))


def main() -> int:
    run(disk.read(Path.cwd()), Path("site"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
