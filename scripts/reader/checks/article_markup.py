"""The mark-up that the article of a page may hold: an allow-list of elements and attributes, checked in the HTML that was rendered.

What editors write passes through several parsers, so it is judged by their result. Tags are read by a grammar so narrow that every
browser reads them alike, and only elements whose content is mark-up are allowed: so no tag can hide in another's text, and none can
swallow what follows (https://html.spec.whatwg.org/multipage/parsing.html#tokenization).
"""

import re
from collections.abc import Iterator
from html import unescape

from scripts.reader.checks.built_site import is_harmless, is_local
from scripts.reader.text import mathml

OPENING = re.compile(r"<(?=[A-Za-z/!?])")  # whatever else a < begins is text
TAG = re.compile(
    r"""<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)
    (?P<attributes>(?:\s+[A-Za-z][\w:.-]*(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'=<>`]+))?)*)\s*(?P<empty>/?)>""",
    re.VERBOSE | re.ASCII,
)
ATTRIBUTE = re.compile(r"""([A-Za-z][\w:.-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?""", re.ASCII)

VOID_NAMES = "br col hr img wbr"
SVG_NAMES = "circle desc g line path rect svg text title tspan"
TEXT_NAMES = """a abbr b bdi bdo blockquote caption cite code colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6
    i ins kbd li mark nav ol p pre q rp rt ruby s samp section small span strong sub summary sup table tbody td tfoot th thead time tr u ul
    var"""
VOID, SVG = frozenset(VOID_NAMES.split()), frozenset(SVG_NAMES.split())
MATH = mathml.ELEMENTS
ELEMENTS = VOID | SVG | MATH | frozenset(TEXT_NAMES.split())
EVERYWHERE = """class dir id lang role tabindex title
    data-kinds data-label data-reason data-received data-search-exclude data-sort data-struck"""
SHAPE = "cx cy d height r rx stroke-width text-anchor transform viewbox width x x1 x2 y y1 y2"
OF_ELEMENTS = {
    "a": "download href hreflang rel",
    "blockquote": "cite",
    "col": "span",
    "colgroup": "span",
    "del": "cite datetime",
    "details": "open",
    "img": "alt height loading src width",
    "ins": "cite datetime",
    "li": "value",
    "ol": "reversed start type",
    "q": "cite",
    "td": "colspan headers rowspan",
    "th": "abbr colspan headers rowspan scope",
    "time": "datetime",
    **dict.fromkeys(SVG, SHAPE),
    **dict.fromkeys(MATH, " ".join(mathml.ATTRIBUTES)),
}
ATTRIBUTES = {element: frozenset(f"{EVERYWHERE} {OF_ELEMENTS.get(element, '')}".split()) for element in ELEMENTS}
OF_THE_THEME = "md-"  # classes that styles look for


def markup_problems(article: str) -> Iterator[tuple[str, str]]:
    """Yield what an article, in HTML, must not hold: a message, and the tag as it stands there."""
    is_open: list[str] = []
    refused: set[str] = set()
    for opening in OPENING.finditer(article):
        tag = TAG.match(article, opening.start())
        if not tag:
            yield "a comment, or a tag that browsers may read otherwise", article[opening.start() : opening.start() + 40]
            continue
        name = tag["name"].lower()
        if name not in ELEMENTS:
            if tag["close"] and name in refused:
                continue
            refused.add(name)
            yield f"<{tag['close']}{name}>", tag[0]
        elif name not in ("a", "svg") and (name in SVG) != ("svg" in is_open):  # a link may hold either
            yield f"<{name}>, which belongs {'in' if name in SVG else 'outside'} <svg>", tag[0]
        elif name != "math" and (name in MATH) != ("math" in is_open):
            yield f"<{name}>, which belongs {'in' if name in MATH else 'outside'} <math>", tag[0]
        elif tag["close"]:
            if not is_open or is_open.pop() != name:
                yield f"</{name}>, which closes nothing", tag[0]
                return  # the rest would be told of wrongly
        else:
            if name not in VOID and not (tag["empty"] and name in SVG):
                is_open.append(name)
            for wrong in attribute_problems(name, tag["attributes"]):
                yield f"{wrong} of <{name}>", tag[0]
    if is_open:
        yield f"<{is_open[-1]}>, which is not closed", f"<{is_open[-1]}"


def attribute_problems(element: str, attributes: str) -> Iterator[str]:
    """Yield the attributes that an element must not have, as they stand in its tag."""
    for name, *values in ATTRIBUTE.findall(attributes):
        key, value = name.lower(), unescape("".join(values))
        if key not in ATTRIBUTES[element] and not key.startswith("aria-"):
            yield f'"{name}"'
        elif (key in ("href", "cite") and not is_harmless(value)) or (key == "src" and not is_local(value)):
            yield f'the address "{value}"'
        elif key == "class" and any(word.startswith(OF_THE_THEME) for word in value.split()):
            yield f'{key} "{value}"'
