"""Write the edition as TEI: papers/<paper>/tei.xml, and the glossary, the bibliography and the whole under tei/."""

from lxml import html
from lxml.html import HtmlElement

from scripts.reader.build.site_build import SiteBuild, path_of
from scripts.reader.common.files import write_output
from scripts.reader.tei import documents
from scripts.reader.tei.elements import serialize
from scripts.reader.text.addresses import page_address

FOLDER = "tei"


def write_tei(build: SiteBuild) -> None:
    """Write all documents. A server for development, which keeps pages as they were finished, has none."""
    if build.for_development:
        return
    edition, base, site = build.edition, build.base_url, build.site
    papers = []
    for paper in edition.papers:
        articles = {page_address(page): article_of(build.pages[path_of(page)]) for page in paper.sections}
        papers.append(documents.paper_document(edition, base, paper, articles))
        write_output(site / "papers" / paper.slug / "tei.xml", serialize(papers[-1]))
    glossary, bibliography = documents.glossary_document(edition, base), documents.bibliography_document(edition, base)
    whole = documents.corpus(edition, base, [*papers, glossary, bibliography])
    for name, document in (("glossary", glossary), ("bibliography", bibliography), ("corpus", whole)):
        write_output(site / FOLDER / f"{name}.xml", serialize(document))


def article_of(page: str) -> HtmlElement:
    """Return the article of a page."""
    article: HtmlElement = html.document_fromstring(page).xpath("//article")[0]
    return article
