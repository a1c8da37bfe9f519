"""Render the static page with the citations of one page in every style. It works without scripts."""

import html
from collections.abc import Mapping, Sequence

from scripts.reader.citing.citable_item import CitableItem
from scripts.reader.citing.citable_items import cite_path
from scripts.reader.citing.reference_styles import FIRST_PARAGRAPH, LAST_PARAGRAPH, RENDERED_ACCESS_DATE, STYLES, Rendered
from scripts.reader.text.addresses import page_address
from scripts.reader.text.front_matter import Page
from scripts.reader.text.paragraphs import paragraph_number

NOTE_ONLY = "By the rules of this style, an entry without an author is cited in a note only, not in the bibliography."
FORMAT_NAMES = {"ris": "RIS", "bib": "BibLaTeX", "json": "CSL-JSON"}
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
<!-- slot: head --><!-- /slot --></head>
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


def render_citations(item: CitableItem, references: Mapping[str, Rendered]) -> str:
    """Return the references and in-text citations of an item as HTML; `references` are keyed by style."""
    parts = []
    for style, (title, _) in STYLES.items():
        rendered = references[style]
        reference = f'<p class="reference">{rendered.reference}</p>' if rendered.reference else f'<p class="note-only">{NOTE_ONLY}</p>'
        forms = [f'<p class="in-text" data-form="whole">{rendered.forms["whole"]}</p>']
        for form in ("one", "range")[: len(item.paragraphs)]:
            text = fill_paragraph_numbers(rendered.forms[form], item.paragraphs)
            forms.append(f'<p class="in-text" data-form="{form}">{text}</p>')
        parts.append(f'<div data-style="{style}"><h3>{title}</h3>\n{reference}\n' + "\n".join(forms) + "</div>")
    return RENDERED_ACCESS_DATE.sub('<span class="accessed">[date of access]</span>', "\n".join(parts))


def render_cite_page(
    site_name: str, page: Page, item: CitableItem, article: CitableItem | None, references: Mapping[str, Mapping[str, Rendered]]
) -> str:
    """Return the HTML page on which the citations of a page stand.

    Args:
        site_name: The name of the edition, for the page's title.
        page: The page of the edition that is cited.
        item: That page as something that can be cited.
        article: The article that its paper was published as or belongs with, if any.
        references: References by id of the item, then by style; `item` and `article` must be among them.
    """
    path = cite_path(page)
    root = "../" * path.count("/")
    links = " · ".join(f'<a href="{html.escape(f"{root}{path}.{suffix}")}">{name}</a>' for suffix, name in FORMAT_NAMES.items())
    files = f'<p class="files">For citation software: {links}</p>'
    citations = render_citations(item, references[item.id])
    sections = [f'<section data-object="page"><h2>This page of the edition</h2>\n{citations}\n{files}</section>']
    if article:
        missing = f'<p class="missing">Not established: {", ".join(article.unknown_fields)}.</p>' if article.unknown_fields else ""
        heading = "The article that the text belongs with" if article.unknown_fields else "The original paper"
        citations = render_citations(article, references[article.id])
        sections.append(f'<section data-object="original"><h2>{heading}</h2>\n{missing}\n{citations}</section>')
    return PAGE.format(
        title=html.escape(item.title),
        site=html.escape(site_name),
        root=root,
        address=html.escape(page_address(page)),
        sections="\n".join(sections),
    )
