"""The static page on which the citations of one page stand, in every style: it works without scripts."""

import html
from collections.abc import Mapping, Sequence

from scripts.reader.citing.citation import CitableItem
from scripts.reader.text.paragraphs import number

NOTE_ONLY = "By the rules of this style, an entry without an author is cited in a note only, not in the bibliography."
FILES = {"ris": "RIS", "bib": "BibLaTeX", "json": "CSL-JSON"}
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>Cite: {title} · {site}</title>
<link rel="stylesheet" href="{root}assets/reader.css">
</head>
<body class="md-typeset">
<main class="cite">
<h1>Cite: {title}</h1>
<p><a href="{root}{address}">Back to the page</a> · <a href="{root}about/citing/">How to cite this edition</a></p>
{objects}
</main>
</body>
</html>
"""


def with_paragraphs(text: str, first: str, last: str, shown: Sequence[str]) -> str:
    """A citation with its stand-ins for paragraphs replaced by the first and the next paragraph of the page."""
    one, two = number(shown[0]), number(shown[min(1, len(shown) - 1)])
    return text.replace(first, f'<span class="first">{one}</span>').replace(last, f'<span class="last">{two}</span>')


def citations(cited: CitableItem, rendered: Mapping, styles: Mapping[str, tuple[str, str]], first: str, last: str) -> str:
    """The references and the citations in the text of one thing, in every style."""
    parts = []
    for style, (title, _) in styles.items():
        one = rendered[style]
        reference = f'<p class="reference">{one.reference}</p>' if one.reference else f'<p class="note-only">{NOTE_ONLY}</p>'
        forms = [f'<p class="in-text" data-form="whole">{one.forms["whole"]}</p>']
        if cited.paragraphs:
            for form in ("one", "range")[: len(cited.paragraphs)]:
                text = with_paragraphs(one.forms[form], first, last, cited.paragraphs)
                forms.append(f'<p class="in-text" data-form="{form}">{text}</p>')
        parts.append(f'<div data-style="{style}"><h3>{title}</h3>\n{reference}\n' + "\n".join(forms) + "</div>")
    return "\n".join(parts)


def files(root: str, path: str) -> str:
    links = " · ".join(f'<a href="{root}{path}.{suffix}">{name}</a>' for suffix, name in FILES.items())
    return f'<p class="files">For citation software: {links}</p>'


def page(
    site: str, root: str, path: str, address: str, cited: CitableItem, page_html: str, original: CitableItem | None, original_html: str
) -> str:
    """The whole page. root leads to the site's root, path is that of the files, address that of the page cited."""
    objects = [f'<section data-object="page"><h2>This page of the edition</h2>\n{page_html}\n{files(root, path)}</section>']
    if original:
        missing = f'<p class="missing">Not established: {", ".join(original.missing)}.</p>' if original.missing else ""
        told = "The article that the text belongs with" if original.missing else "The original paper"
        objects.append(f'<section data-object="original"><h2>{told}</h2>\n{missing}\n{original_html}</section>')
    return PAGE.format(title=html.escape(cited.title), site=html.escape(site), root=root, address=address, objects="\n".join(objects))
