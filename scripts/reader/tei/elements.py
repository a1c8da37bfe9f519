"""Make elements of TEI, and give them text."""

from lxml import etree
from lxml.builder import ElementMaker
from lxml.etree import _Element as Element

NAMESPACE = "http://www.tei-c.org/ns/1.0"
XML_ID, XML_LANG = ("{http://www.w3.org/XML/1998/namespace}" + name for name in ("id", "lang"))
MAKE = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})


def tei(tag: str, *content: str | Element, **attributes: str) -> Element:
    """Return an element of TEI with this content; attributes that are empty are left out.

    Args:
        tag: The name of the element.
        content: Texts and elements, in order.
        attributes: By name; `id` and `lang` are those of XML.
    """
    names = {"id": XML_ID, "lang": XML_LANG}
    return MAKE(tag, *map(clean, content), {names.get(name, name): clean(value) for name, value in attributes.items() if value})


def clean(content: str | Element) -> str | Element:
    """Return text without the characters that XML 1.0 does not allow, which a record may hold, and an element as it is."""
    if not isinstance(content, str):
        return content
    return "".join(
        sign for sign in content if sign in "\t\n\r" or (sign >= " " and sign not in "\ufffe\uffff" and not "\ud800" <= sign <= "\udfff")
    )


def append_text(parent: Element, text: str | None) -> None:
    """Add text at the end of an element."""
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def xml_id(*parts: str) -> str:
    """Return an identifier that begins as XML wants it: toy.p3, _2nd-paper.p1.

    Those of a paper begin with its slug. Those of entries and sources, entry_csto and bibl_treaty1992, have a sign that no slug has, so
    that all are unique in the corpus.
    """
    name = ".".join(parts)
    return name if name[:1].isalpha() else f"_{name}"


def entry_id(slug: str) -> str:
    """Return the identifier of an entry in the glossary."""
    return f"entry_{slug}"


def bibl_id(key: str) -> str:
    """Return the identifier of a source in the bibliography."""
    return f"bibl_{key}"


def serialize(root: Element) -> str:
    """Return a document of TEI as text, without white space of its own."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{etree.tostring(root, encoding="unicode")}\n'
