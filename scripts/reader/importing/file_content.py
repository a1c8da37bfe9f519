"""Count what a received file holds, apart from how import reads it: its words by part, headings, notes, tables, figures, formulas.

A report compares this with what was imported, so nothing here may be used to import.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import pypdfium2
from lxml import etree, html

from scripts.reader.importing import latex_project, received_file
from scripts.reader.importing.xml_text import collapse, local_name

HIDDEN_HTML = ("script", "style", "noscript", "template", "head", "svg", "math", "button", "select", "textarea")
BLOCK_HTML = ("p", "div", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "br", "tr", "dt", "dd", "blockquote", "figcaption")
NAMES = ("headings", "notes", "tables", "figures", "references", "formulas")
HEADING_STYLE = re.compile(r"(?i)heading ?\d|berschrift ?\d|titre ?\d|t[ií]tulo ?\d|titolo ?\d|kop ?\d")
TEX_FRAME = re.compile(r"\\begin\{(?:tabular\w*|longtable|figure|table)\*?\}(?:\[[^\]]*\])*(?:\{(?:[^{}]|\{[^{}]*\})*\})?")
TEX_SILENT = re.compile(  # commands whose argument is not printed
    r"\\(?:label|(?:eq|page|auto|[cC])?ref|cite\w*|[a-z]*cite|input|include(?:graphics)?|bibliography(?:style)?|usepackage|documentclass"
    r"|begin|end|[vh]space|setlength|(?:re)?newcommand|addbibresource)\*?(?:\[[^\]]*\])*\{[^{}]*\}"
)


@dataclass
class FileContent:
    """What a file holds: the paragraphs of each part, in order, and how many there are of other things."""

    parts: dict[str, list[str]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    changes: list[str] = field(default_factory=list)  # tracked changes and comments, in words

    def add(self, part: str, paragraph: str) -> None:
        if words := " ".join(paragraph.split()):
            self.parts.setdefault(part, []).append(words)


def content_of(kind: str, data: bytes, members: Mapping[str, bytes]) -> FileContent:
    """Return what a file holds; nothing for what cannot be read.

    Args:
        kind: the ending of the file's name.
        data: its content.
        members: what it holds if it is an archive, by path.
    """
    counters: dict[str, Callable[[bytes, Mapping[str, bytes]], FileContent]] = {
        "docx": of_word,
        "odt": of_open_document,
        "xml": of_jats,
        **dict.fromkeys(("html", "htm", "xhtml"), of_html),
        "tex": of_latex,
        "zip": of_latex,
        "pdf": of_pdf,
    }
    return counters.get(kind, of_markdown if kind in ("md", "markdown") else of_text)(data, members)


def of_text(data: bytes, members: Mapping[str, bytes]) -> FileContent:
    """Return the words of plain text."""
    found = FileContent()
    for paragraph in re.split(r"\n\s*\n", re.sub(r"(?<=\w)-\s*\n\s*", "", data.decode("utf-8", "replace").removeprefix("\ufeff"))):
        found.add("text", paragraph)
    return found


def of_markdown(data: bytes, members: Mapping[str, bytes]) -> FileContent:
    """Return the words of Markdown; headings, tables and the like as it marks them."""
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    found = FileContent()
    for paragraph in re.split(r"\n\s*\n", re.sub(r"\A---\n.*?\n(?:---|\.\.\.)\n", "", text, flags=re.DOTALL)):
        words = re.sub(r"\]\([^)\s]*\)|<[^<>]*>|\[\^[^\]]*\]:?|^[ \t]*\d+[.)] ", " ", paragraph, flags=re.MULTILINE)
        found.add("text", re.sub(r"(?<!\\)[~^*]|\\", "", words))
    patterns = {"headings": r"^#{1,6} ", "notes": r"^\[\^[^\]]+\]:", "tables": r"^\|?[ :-]*-{3,}[ :|-]*\|", "figures": r"!\["}
    found.counts = {name: len(re.findall(pattern, text, re.MULTILINE)) for name, pattern in patterns.items()}
    return found


def of_html(data: bytes, members: Mapping[str, bytes]) -> FileContent:
    root = html.document_fromstring(received_file.decode("", data, "html")[0] or "<p/>")
    found = FileContent()
    found.counts = {
        "headings": count(root, *(f"h{level}" for level in range(1, 7))),
        "tables": count(root, "table"),
        "figures": count(root, "img"),
        "formulas": count(root, "math"),
    }
    for node in [*root.iter(*HIDDEN_HTML), *root.xpath("//a[@role='doc-noteref' or @role='doc-backlink']")]:
        node.drop_tree()
    for node in root.iter(*BLOCK_HTML):
        node.text, node.tail = f"\n{node.text or ''}", f"\n{node.tail or ''}"
    for line in str(root.text_content()).split("\n"):
        found.add("text", line)
    return found


def count(root: etree._Element, *names: str) -> int:
    """Return how many elements there are of these names, in any namespace."""
    return sum(1 for _ in root.iter(*(name if name.startswith("{") else f"{{*}}{name}" for name in names)))


def root_of(members: Mapping[str, bytes], name: str) -> etree._Element:
    found, _ = received_file.parse_xml(name, members[name]) if members.get(name) else (None, [])
    return etree.Element("nothing") if found is None else found


def of_word(data: bytes, members: Mapping[str, bytes]) -> FileContent:
    found, counts = FileContent(), dict.fromkeys(NAMES, 0)
    for name in sorted(members):
        match = re.fullmatch(r"word/(document|footnotes|endnotes|comments|header|footer)\d*\.xml", name)
        if not match:
            continue
        root = root_of(members, name)
        part = {"document": "text", "footnotes": "notes", "endnotes": "notes", "comments": "comments"}.get(match[1], "headers and footers")
        for paragraph in root.iter("{*}p"):
            if local_name(paragraph) == "p" and etree.QName(paragraph).namespace and "wordprocessingml" in str(paragraph.tag):
                found.add(part, "".join(word_texts(paragraph)))
        if match[1] == "document":
            counts["tables"], counts["formulas"] = count(root, "tbl"), count(root, "oMath")
            counts["figures"], counts["notes"] = count(root, "blip", "imagedata"), count(root, "footnoteReference", "endnoteReference")
            counts["headings"] = sum(bool(HEADING_STYLE.match(style)) for style in paragraph_styles(root))
            fields = "".join(node.text or "" for node in root.iter("{*}instrText"))
            counts["references"] = len(set(re.findall(r'"title":\s*"([^"]+)"', fields)))
    found.counts = counts
    return found


def word_texts(paragraph: etree._Element) -> Iterator[str]:
    """Yield the texts of a paragraph that a reader sees: not what was deleted, nor what only older programs show."""
    for node in paragraph.iter("{*}t", "{*}tab", "{*}br", "{*}noBreakHyphen"):
        if next((one for one in node.iterancestors() if one.tag == paragraph.tag), None) is not paragraph:
            continue
        names = {local_name(one) for one in node.iterancestors()}
        if not {"del", "moveFrom", "Fallback", "oMath"} & names and "wordprocessingml" in str(node.tag):
            yield {"t": node.text or "", "noBreakHyphen": "-"}.get(local_name(node), " ") + " " * ("rt" in names)


def paragraph_styles(root: etree._Element) -> Iterator[str]:
    """Yield the style of each paragraph that has words."""
    for paragraph in root.iter("{*}p"):
        style = paragraph.find("{*}pPr/{*}pStyle")
        if style is not None and "".join(word_texts(paragraph)).strip():
            yield next(iter(map(str, style.attrib.values())), "")


def of_open_document(data: bytes, members: Mapping[str, bytes]) -> FileContent:
    body = root_of(members, "content.xml").find(".//{*}body")
    found = FileContent()
    if body is None:
        return found
    deleted = [collapse(node.itertext()) for node in body.iter("{*}deletion")]
    found.changes = [f"deleted: {words}" for words in deleted if words]
    found.counts = {
        "headings": count(body, "h"),
        "notes": count(body, "note"),
        "tables": count(body, "table"),
        "figures": count(body, "image"),
        "formulas": sum(1 for node in body.iter("{*}object")),
    }
    for node in list(body.iter("{*}tracked-changes", "{*}note-citation", "{*}annotation", "{*}title", "{*}desc")):
        if local_name(node) == "annotation" and (words := collapse(node.itertext())):
            found.changes.append(f"comment: {words}")
        node.text = None
        for child in list(node):
            node.remove(child)
    for node in body.iter("{*}p", "{*}h"):
        part = "notes" if any(local_name(above) == "note-body" for above in node.iterancestors()) else "text"
        found.add(part, "".join(own_texts(node)))
    return found


def own_texts(paragraph: etree._Element) -> Iterator[str]:
    """Yield the texts of a paragraph of OpenDocument without those of its notes and text boxes."""
    yield paragraph.text or ""
    for child in paragraph:
        if isinstance(child.tag, str) and local_name(child) not in ("note", "text-box", "frame", "object"):
            yield " " if local_name(child) in ("s", "tab", "line-break") else "".join(own_texts(child))
        yield child.tail or ""


def of_jats(data: bytes, members: Mapping[str, bytes]) -> FileContent:
    root, _ = received_file.parse_xml("article", data)
    found = FileContent()
    if root is None:
        return found
    found.counts = {
        "headings": sum(local_name(above) == "sec" for node in root.iter("{*}title") if (above := node.getparent()) is not None),
        "notes": count(root, "fn"),
        "tables": count(root, "table-wrap"),
        "figures": count(root, "graphic"),
        "references": count(root, "ref"),
        "formulas": count(root, "disp-formula", "inline-formula"),
    }
    parts = {"abstract": "abstracts", "trans-abstract": "abstracts", "ref": "references", "fn": "notes"}
    parts |= dict.fromkeys(("front", "front-stub"), "front matter")
    names_of_text = ("p", "title", "label", "td", "th", "mixed-citation", "element-citation", "nlm-citation")
    for node in root.iter(*(f"{{*}}{name}" for name in names_of_text)):
        names = [local_name(one) for one in node.iterancestors()]
        siblings = [local_name(one) for before in (True, False) for one in node.itersiblings(etree.Element, preceding=before)]
        is_told_twice = local_name(node) == "element-citation" and "mixed-citation" in siblings
        is_mark = local_name(node) == "label" and names[:1] == ["fn"]
        if not {"p", "td", "th", "mixed-citation", "kwd-group"} & set(names) and not is_told_twice and not is_mark:
            part = next((parts[name] for name in names if name in parts), "text")
            found.add(part, " ".join(jats_texts(node)))
    return found


def jats_texts(node: etree._Element) -> Iterator[str]:
    """Yield the texts of an element without those of its formulas, its notes and the marks of these."""
    yield node.text or ""
    for child in node:
        if isinstance(child.tag, str) and local_name(child) not in ("math", "tex-math", "fn") and child.get("ref-type") != "fn":
            yield from jats_texts(child)
        yield child.tail or ""


def of_latex(data: bytes, members: Mapping[str, bytes]) -> FileContent:
    """Return the words of LaTeX without the names of its commands: about what it prints."""
    main = latex_project.main_file(members)
    text = received_file.decode("", members[main] if main else data, "tex")[0]
    parts = {path: content.decode("utf-8", "replace") for path, content in members.items() if path.endswith(".tex") and path != main}
    text = re.sub(r"(?<!\\)%.*", "", "\n\n".join([text, *parts.values()]))
    text = re.sub(r"\\begin\{(comment|verbatim)\}.*?\\end\{\1\}", "", text.partition("\\begin{document}")[2] or text, flags=re.DOTALL)
    found = FileContent()
    found.counts = {
        "headings": len(re.findall(r"\\(?:chapter|(?:sub)*section)\b", text)),
        "notes": len(re.findall(r"\\(?:footnote|endnote|thanks)\b", text)),
        "tables": len(re.findall(r"\\begin\{(?:tabular\w*|longtable)\*?\}", text)),
        "figures": len(re.findall(r"\\includegraphics\b", text)),
        "references": len(re.findall(r"\\bibitem\b", text)),
        "formulas": len(re.findall(r"(?<!\\)\$[^$]+\$|\\\(|\\\[|\\begin\{(?:equation|align|gather|multline)\*?\}", text)),
    }
    text = re.sub(r"(?<!\\)\$[^$]*\$|\\begin\{(equation|align|gather|multline)(\*?)\}.*?\\end\{\1\2\}", " ", text, flags=re.DOTALL)
    text = TEX_FRAME.sub(" ", text)
    for paragraph in re.split(r"\n\s*\n", text):
        found.add("text", re.sub(r"\\[A-Za-z@]+\*?|[{}~&]|\\.", " ", TEX_SILENT.sub(" ", paragraph)))
    return found


def of_pdf(data: bytes, members: Mapping[str, bytes]) -> FileContent:
    """Return the words on the pages of a PDF, with those that a line end divides put together."""
    found = FileContent()
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            text = page.get_textpage().get_text_range().replace("\r", "")
            for line in re.sub(r"(?<=\w)[\x02\ufffe-]\s*\n?", "", text).split("\n"):
                found.add("text", line)
    return found
