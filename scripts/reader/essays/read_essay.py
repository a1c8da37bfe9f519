"""Read the file of an essay into what the scripts of the page take: a text, the XML of an office file, or the pieces of text of a PDF."""

import codecs
import ctypes
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from lxml import etree

from scripts.reader.common.problems import Problem
from scripts.reader.importing import pdf_reader, received_file

KINDS = {"docx": "docx", "odt": "odt", "pdf": "pdf", "md": "markdown", "markdown": "markdown", "txt": "text"}  # by the ending of the name
KNOWN = ".docx, .odt, .pdf, .md, .txt"
PARTS = ("word/document.xml", "word/styles.xml", "word/footnotes.xml", "word/endnotes.xml", "content.xml", "styles.xml")
MANIFEST, ENCRYPTED = "META-INF/manifest.xml", b"encryption-data"
MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", codecs.BOM_UTF8: "utf-8-sig"}
RAISED = 0.5  # of its size; a character whose base is higher or lower by more stands on another line


@dataclass(frozen=True)
class ReadEssay:
    """An essay as its file gives it; kind says who reads on."""

    kind: str
    content: Any


def read(path: Path) -> tuple[ReadEssay | None, list[Problem]]:
    """Return the essay in a file, or why it cannot be read (I101, I106, I107)."""
    name = path.name
    kind = KINDS.get(received_file.ending(path))
    if kind is None:
        return None, [Problem(name, 1, "I106", f'"{path.suffix}" is not a known format', f"save it as one of these: {KNOWN}")]
    data, problems = received_file.read(path, name)
    if problems:
        return None, problems
    content: Any
    if kind in received_file.ARCHIVE_FORMATS:
        content, problems = office_parts(name, data, kind)
    elif kind == "pdf":
        content, problems = pdf_items(name, data)
    else:
        content, problems = decode(name, data)
    return (None, problems) if problems else (ReadEssay(kind, content), [])


def decode(name: str, data: bytes) -> tuple[str, list[Problem]]:
    """Return the text of a file: UTF-8, UTF-16 with its mark, or else Windows-1252; or why it is no text (I101)."""
    mark = next((encoding for mark, encoding in MARKS.items() if data.startswith(mark)), "utf-8")
    if mark != "utf-16" and b"\0" in data:
        return "", [Problem(name, 1, "I101", "the file is no text: it holds a NUL byte", f"save it as one of these: {KNOWN}")]
    try:
        return data.decode(mark), []
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), []


def office_parts(name: str, data: bytes, kind: str) -> tuple[dict[str, Any], list[Problem]]:
    """Return the XML of an office file that holds its text, notes and styles, or why it is not read (I101, I106, I107)."""
    members, problems = received_file.unpack(name, data, kind)
    if ENCRYPTED in members.get(MANIFEST, b""):
        return {}, [Problem(name, 1, "I101", "the file has a password", "save it without one")]
    if problems:
        return {}, problems
    parts = {path: received_file.parse_xml(path, members[path])[0] for path in PARTS if members.get(path)}
    return {path: tree(root) for path, root in parts.items() if root is not None}, []


def tree(element: etree._Element) -> dict[str, Any]:
    """Return an element as the scripts take it: names without prefixes, and texts among its children."""
    children: list[Any] = [element.text] if element.text else []
    for child in element:
        if isinstance(child.tag, str):
            children.append(tree(child))
        if child.tail:
            children.append(child.tail)
    attributes = {etree.QName(key).localname: value for key, value in element.attrib.items()}
    return {"name": etree.QName(element).localname, "attributes": attributes, "children": children}


def pdf_items(name: str, data: bytes) -> tuple[list[list[dict[str, Any]]], list[Problem]]:
    """Return the pieces of text of every page of a PDF, or why it has none (I101)."""
    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = [page_items(document[index]) for index in range(len(document))]
    except pypdfium2.PdfiumError as error:
        return [], [pdf_reader.unreadable(name, error)]
    letters = sum(len(item["text"].strip()) for page in pages for item in page)
    if letters < pdf_reader.MIN_LETTERS * len(pages) or not letters:
        message = f"the PDF has no text: {letters} characters on {len(pages)} pages"
        return [], [Problem(name, 1, "I101", message, pdf_reader.OCR_HINT)]
    return pages, []


def page_items(page: pypdfium2.PdfPage) -> list[dict[str, Any]]:
    """Return runs of characters of one size on one line, each with its place and width in points."""
    text = page.get_textpage()
    codes = [pdfium.FPDFText_GetUnicode(text, index) for index in range(text.count_chars())]
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    items: list[dict[str, Any]] = []
    space = ""
    for index in range(len(codes)):
        character = pdf_reader.decode_character(codes, index, Counter())
        if not character or character.isspace():
            space = " " if character == " " else "" if character else space
            continue
        pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
        pdfium.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
        size = pdfium.FPDFText_GetFontSize(text, index) or 1
        last = items[-1] if items else None
        width = box.right - box.left
        gap = x.value - last["x"] - last["width"] if last else 0
        if last and last["size"] == size and abs(last["y"] - y.value) < 0.1 * size and -RAISED * size < gap < 2 * size:
            last["text"] += space + character
            last["width"] = box.right - last["x"]
        else:
            items.append({"text": space + character, "x": box.left, "y": y.value, "width": width, "size": size})
        space = ""
    text.close()
    return items
