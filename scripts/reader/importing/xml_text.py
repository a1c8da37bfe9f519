"""The text of elements in XML."""

from collections.abc import Iterable

from lxml import etree

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def collapse(text: Iterable[str | None] | None) -> str:
    """Return a text, or the parts of one, as one line without repeated spaces."""
    return " ".join("".join(part or "" for part in text or ()).split())


def element_text(node: etree._Element | None, path: str) -> str:
    """Return the text of the first element at a path below a node; "" if there is none."""
    element = node.find(path) if node is not None else None
    return collapse(element.itertext()) if element is not None else ""


def local_name(node: etree._Element) -> str:
    return etree.QName(node).localname


def drop(node: etree._Element) -> None:
    """Remove an element, and leave the text behind it in its place."""
    parent, before = node.getparent(), node.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (node.tail or "")
    else:
        parent.text = (parent.text or "") + (node.tail or "")
    parent.remove(node)


def replace_by(node: etree._Element, others: Iterable[etree._Element]) -> None:
    """Put other elements in the place of one."""
    parent = node.getparent()
    if parent is None:
        return
    for other in list(others):
        other.tail = None
        node.addprevious(other)
    drop(node)
