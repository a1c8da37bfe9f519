"""Render the static page with the citations of one page in every style. It works without scripts."""

import html
import re
from collections.abc import Mapping, Sequence

from scripts.reader.citing.citable_item import CitableItem
from scripts.reader.citing.citable_items import CitedPage, cite_path
from scripts.reader.citing.meta_tags import MEDIA_TYPES
from scripts.reader.citing.reference_styles import FIRST_PARAGRAPH, LAST_PARAGRAPH, RENDERED_ACCESS_DATE, STYLES, Rendered
from scripts.reader.text.addresses import page_address
from scripts.reader.text.paragraphs import paragraph_number

FORMAT_NAMES = {"ris": "RIS", "bib": "BibLaTeX", "json": "CSL-JSON"}
LOCATOR = re.compile(rf"\w+\.? {FIRST_PARAGRAPH}(?:–{LAST_PARAGRAPH})?")  # with its label
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>Cite: {title} · {site}</title>
<!-- slot: styles --><link rel="stylesheet" href="{root}assets/reader.css">
<!-- /slot -->
{tags}<!-- slot: head --><!-- /slot --></head>
<body class="md-typeset">
<main class="cite">
<!-- slot: article-start --><!-- /slot -->
<h1>Cite: {title}</h1>
<p><a href="{root}{address}">Back to the page</a> · <a href="{root}about/citing/">How to cite this edition</a></p>
{sections}
</main>
<!-- slot: scripts --><!-- /slot --></body>
</html>
"""


def fill_paragraph_numbers(text: str, ids: Sequence[str]) -> str:
    """Replace the placeholders in a citation by the numbers of the first and the second paragraph of the page."""
    first, second = paragraph_number(ids[0]), paragraph_number(ids[min(1, len(ids) - 1)])
    text = text.replace(FIRST_PARAGRAPH, f'<span class="first">{first}</span>')
    return text.replace(LAST_PARAGRAPH, f'<span class="last">{second}</span>')


def citation_forms(rendered: Rendered, section: str, ids: Sequence[str]) -> dict[str, str]:
    """Return the citations in the text of one style, by form: of the whole, of a paragraph, of several.

    Args:
        rendered: What pandoc made.
        section: How the style names the section that is cited, "" for none.
        ids: The paragraphs of the page; without any, only the whole is cited.
    """
    whole = LOCATOR.sub(lambda _: section, rendered.forms["one"]) if section else rendered.forms["whole"]
    before = f"{section}, " if section else ""
    forms = {"whole": whole}
    for form in ("one", "range")[: len(ids)]:
        text = LOCATOR.sub(lambda found: f'<span class="locator">{before}{found[0]}</span>', rendered.forms[form])
        forms[form] = fill_paragraph_numbers(text, ids)
    return forms


def render_citations(references: Mapping[str, Rendered], section: tuple[str, int] | None, ids: Sequence[str]) -> str:
    """Return references and citations in the text as HTML; `references` are keyed by style. The rest is as in a CitedPage."""
    parts = []
    for name, style in STYLES.items():
        rendered = references[name]
        in_text = ""
        if section:
            in_text = f"{style.section} {section[1]}" if style.section else f"{html.escape(section[0])} section"
        forms = citation_forms(rendered, in_text, ids)
        texts = [f'<p class="in-text" data-form="{form}">{text}</p>' for form, text in forms.items()]
        parts.append(
            f'<div data-style="{name}"><h3>{style.title}</h3>\n<p class="reference">{rendered.reference}</p>\n'
            + "\n".join(texts)
            + "</div>"
        )
    return RENDERED_ACCESS_DATE.sub('<span class="accessed">[date of access]</span>', "\n".join(parts))


def work_section(cited: CitedPage, references: Mapping[str, Mapping[str, Rendered]], root: str, rights: str) -> str:
    """Return the section with the citations of what is cited; root is the way to the root of the site."""
    path = cite_path(cited.page)
    links = " · ".join(
        f'<a href="{html.escape(f"{root}{path}.{suffix}")}" type="{MEDIA_TYPES[suffix]}" download>{name}</a>'
        for suffix, name in FORMAT_NAMES.items()
    )
    files = f'<p class="files">For citation software: {links}</p>'
    told = f'\n<p class="rights">{rights}</p>' if rights else ""
    heading = "The paper in this edition" if cited.is_of_paper else "This page of the edition"
    citations = render_citations(references[cited.work.id], cited.section, cited.paragraphs)
    return f'<section data-object="work" data-key="{cited.work.id}"><h2>{heading}</h2>\n{citations}\n{files}{told}</section>'


def render_cite_page(
    site_name: str,
    cited: CitedPage,
    article: CitableItem | None,
    references: Mapping[str, Mapping[str, Rendered]],
    tags: str,
    rights: str = "",
) -> str:
    """Return the HTML page on which the citations of a page stand.

    Args:
        site_name: The name of the edition, for the page's title.
        cited: What is cited of the page.
        article: The article that its paper was published as or belongs with, if any.
        references: References by id of the item, then by style; the items of `cited` and `article` must be among them.
        tags: The tags from which Zotero makes an item of the page; without them it would make one of this page.
        rights: What its paper's record says of licence and DOI, as HTML.
    """
    root = "../" * cite_path(cited.page).count("/")
    sections = [work_section(cited, references, root, rights)]
    if cited.own != cited.work:
        citations = render_citations(references[cited.own.id], None, cited.paragraphs)
        sections.append(f'<section data-object="page"><h2>This page by itself</h2>\n{citations}</section>')
    if article:
        missing = f'<p class="missing">Not established: {", ".join(article.unknown_fields)}.</p>' if article.unknown_fields else ""
        heading = "The article that the text belongs with" if article.unknown_fields else "The original paper"
        citations = render_citations(references[article.id], None, ())
        sections.append(f'<section data-object="original"><h2>{heading}</h2>\n{missing}\n{citations}</section>')
    return PAGE.format(
        title=html.escape(cited.own.title),
        site=html.escape(site_name),
        root=root,
        address=html.escape(page_address(cited.page)),
        sections="\n".join(sections),
        tags=tags,
    )
