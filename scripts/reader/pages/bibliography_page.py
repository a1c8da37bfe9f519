"""Fragment of the bibliography: all sources, and the pages that cite them."""

from collections import defaultdict
from itertools import islice

from scripts.reader.edition import bibliography
from scripts.reader.edition.data_file import Item, sources_in
from scripts.reader.edition.edition import Edition
from scripts.reader.pages.links import source_address, title_of
from scripts.reader.text.escapes import escape

MAX_CITING_PAGES = 20  # that are named under a source


def bibliography_list(edition: Edition) -> str:
    """Return all sources, sorted by author and year, each with an anchor and the pages that cite it."""
    pages = citing_pages(edition)
    blocks = []
    for source in sorted(edition.sources.values(), key=lambda source: source.sort):
        links = "; ".join(f"[{escape(name)}]({address})" for address, name in islice(pages[source.key].items(), MAX_CITING_PAGES))
        rest = len(pages[source.key]) - MAX_CITING_PAGES
        links += f" and {rest} more page{'s' * (rest > 1)}" if rest > 0 else ""
        cited_on = f'\n<span class="cited-on">Cited on: {links}</span>' if links else ""
        unseen = f'\n<span class="cited-on">{source.unseen}</span>' if source.unseen else ""
        blocks.append(f"{source.reference}{unseen}{cited_on}\n{{: #{source.key} .source }}\n")
    return "\n".join([*blocks, ""])


def citing_pages(edition: Edition) -> dict[str, dict[str, str]]:
    """Return, by key of the source, the pages that cite it: names by address."""
    pages: dict[str, dict[str, str]] = defaultdict(dict)
    paper_of = {section.path: paper for paper in edition.papers for section in paper.sections}
    for page in edition.pages:
        paper = paper_of.get(page.path)
        for key, _ in bibliography.citations_in(page):
            pages[key][source_address(page)] = f"{paper.short_title}, {title_of(page)}" if paper else title_of(page)
    for paper in edition.papers:
        for key in sources_in(edition.arguments.get(paper.slug, Item(1))):
            pages[key][source_address(paper.index)] = title_of(paper.index)
    for address, title, keys in (
        ("teaching/", "Teaching", sorted(sources_in(edition.teaching))),
        ("timeline/", "Timeline", [key for event in edition.events for key in event.sources]),
    ):
        for key in keys if address in edition.addresses else ():  # the page may be called otherwise, or not be there
            pages[key][f"/{address.rstrip('/')}.md"] = title
    return pages
