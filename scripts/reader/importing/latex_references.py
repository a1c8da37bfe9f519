"""References within a paper in LaTeX as print words them: Figure 2, (3).

Pandoc counts figures, tables and sections, but does not name them, and does not count formulas.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from scripts.reader.importing.inlines import Node, text_node, to_text
from scripts.reader.importing.languages import primary_language

LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")
NUMBERED_FORMULA = re.compile(r"\s*\\begin\{(equation|align|gather|multline|eqnarray)\}")
UNNUMBERED_ROW = re.compile(r"\\nonumber|\\notag|\\tag\b")
MANY_ROWS = ("align", "gather", "eqnarray")
NAMES = {  # as \autoref and captions print them, by language
    "en": ("Figure", "Table", "section", "Equation"),
    "de": ("Abbildung", "Tabelle", "Abschnitt", "Gleichung"),
    "es": ("Figura", "Tabla", "sección", "Ecuación"),
    "fr": ("Figure", "Tableau", "section", "Équation"),
    "it": ("Figura", "Tabella", "sezione", "Equazione"),
    "pt": ("Figura", "Tabela", "seção", "Equação"),
}
KINDS = ("figure", "table", "section", "formula")


def word_references(document: dict[str, Any], language: str) -> list[str]:
    """Put words into a document of pandoc's where LaTeX prints them: names of what is referred to, and numbers of captions and formulas.

    Returns remarks on the references that lead nowhere.
    """
    names = dict(zip(KINDS, NAMES.get(primary_language(language), NAMES["en"]), strict=True))
    targets, formulas = targets_of(document["blocks"]), dict(formula_numbers(document["blocks"]))
    number_captions(document["blocks"], names)
    remarks = []
    for node in nodes_of(document["blocks"], "Link"):
        attributes = dict(node["c"][0][2])
        kind, label = attributes.get("reference-type", ""), attributes.get("reference", "")
        if not kind:
            continue
        words = formulas.get(label) or to_text(node["c"][1])
        if words == f"[{label}]":
            remarks.append(f"a reference to {label}, which the file does not define: shown as [{label}]")
        elif kind == "eqref":
            node["c"][1] = [text_node(f"({words})")]
        elif name := names.get("formula" if label in formulas else targets.get(label, "")) if "label" in kind else "":
            node["c"][1] = [text_node(f"{name}\u00a0{words}")]
        else:
            node["c"][1] = [text_node(words)]
    return list(dict.fromkeys(remarks))


def nodes_of(tree: Any, *kinds: str) -> Iterator[Node]:
    """Yield the nodes of some types, in order, however deep they lie."""
    match tree:
        case {"t": kind, **rest}:
            if kind in kinds:
                yield tree
            yield from nodes_of(rest.get("c"), *kinds)
        case list():
            for inner in tree:
                yield from nodes_of(inner, *kinds)


def targets_of(blocks: list[Node]) -> dict[str, str]:
    """Return what can be referred to by name, with its kind."""
    found: dict[str, str] = {}
    for node in nodes_of(blocks, "Figure", "Header", "Div"):
        anchor = node["c"][1][0] if node["t"] == "Header" else node["c"][0][0]
        kind = {"Figure": "figure", "Header": "section"}.get(node["t"], "")
        kind = kind or ("table" if next(nodes_of(node["c"], "Table"), None) else "")
        found |= {anchor: kind} if anchor else {}
    return found


def formula_numbers(blocks: list[Node]) -> Iterator[tuple[str, str]]:
    """Yield the labels of formulas with their numbers."""
    number = 0
    for node in nodes_of(blocks, "Math"):
        tex = node["c"][1]
        found = NUMBERED_FORMULA.match(tex)
        for row in tex.split("\\\\") if found and found[1] in MANY_ROWS else [tex] if found else []:
            number += not UNNUMBERED_ROW.search(row)
            yield from ((label, str(number)) for label in LABEL.findall(row))


def number_captions(blocks: list[Node], names: dict[str, str]) -> None:
    """Put the numbers that LaTeX prints before the captions of figures and tables."""
    counted = Counter[str]()
    for node in nodes_of(blocks, "Figure", "Table"):
        kind = node["t"].lower()
        caption = node["c"][1][1]
        if caption and caption[0]["t"] in ("Plain", "Para"):
            counted[kind] += 1
            caption[0]["c"][:0] = [text_node(f"{names[kind]} {counted[kind]}: ")]
