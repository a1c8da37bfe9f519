"""Formulas as MathML, which browsers show and screen readers speak. Pandoc writes it; the TeX of a formula is its text."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree, html

from scripts.reader.importing.xml_text import local_name
from scripts.reader.text import mathml
from scripts.reader.text.escapes import escape

Formula = tuple[str, str]  # InlineMath or DisplayMath, and its TeX


def formulas_of(node: Any) -> Iterator[Formula]:
    """Yield the formulas in nodes of pandoc's document tree."""
    match node:
        case {"t": "Math", "c": [{"t": kind}, tex]}:
            yield kind, tex
        case dict():
            yield from formulas_of(list(node.values()))
        case list():
            for inner in node:
                yield from formulas_of(inner)


def as_mathml(nodes: Any, convert: Callable[[str], str]) -> dict[Formula, str]:
    """Return the formulas in nodes as Markdown that holds MathML, as far as pandoc can read them.

    Args:
        nodes: of pandoc's document tree.
        convert: makes HTML of a document in JSON, with MathML for its formulas.
    """
    found = list(dict.fromkeys(formulas_of(nodes)))
    if not found:
        return {}
    blocks = [{"t": "Para", "c": [{"t": "Math", "c": [{"t": kind}, tex]}]} for kind, tex in found]
    paragraphs = html.fromstring(
        f"<div>{convert(json.dumps({'pandoc-api-version': [1, 23, 1], 'meta': {}, 'blocks': blocks}))}</div>"
    ).findall("p")
    formulas = [paragraph.find(".//math") for paragraph in paragraphs]
    if len(formulas) != len(found):
        return {}
    pairs = zip(found, formulas, strict=True)
    return {formula: f'<span class="formula">{markup(node)}</span>' for formula, node in pairs if node is not None}


def markup(node: etree._Element) -> str:
    """Return an element of MathML as Markdown that shows its text as it is, with nothing in it but what a page may hold."""
    name = local_name(node)
    inner = escape(node.text or "") + "".join(markup(child) + escape(child.tail or "") for child in node)
    if name not in mathml.ELEMENTS:
        return inner
    attributes = "".join(
        f' {key}="{escape(str(value))}"' for key, value in node.attrib.items() if key in mathml.ATTRIBUTES and str(value).isprintable()
    )
    return f"<{name}{attributes}>{inner}</{name}>"
