"""Make an article in JATS plain before pandoc reads it, so that nothing in it is dropped.

Pandoc passes over labels, several abstracts, notes that nothing refers to, and references that are given as data. Here all of
these become what it does not pass over: headings, captions, paragraphs. Translations and reports within an article become
articles of their own. Tags: https://jats.nlm.nih.gov/archiving/tag-library/
"""

from copy import deepcopy
from typing import NamedTuple

from lxml import etree
from lxml.builder import E

from scripts.reader.importing import jats_references
from scripts.reader.importing.languages import language_tag, primary_language
from scripts.reader.importing.marks import Mark
from scripts.reader.importing.xml_text import XML_LANG, collapse, drop, element_text, local_name

WHOLE_TEXT, OPENING, FLOATING = "Text of the paper", "Opening", "Figures and tables"
SUB_ARTICLES = ("sub-article", "response")
FLOATS = ("fig", "table-wrap", "boxed-text", "supplementary-material", "statement", "media", "chem-struct-wrap")
BACK_TITLES = {"ack": "Acknowledgements", "app": "Appendix", "glossary": "Glossary", "bio": "About the authors", "notes": "Notes",
               "fn-group": "Notes", "ref-list": "References"}  # fmt: skip
ABSTRACT_TITLES = {"graphical": "Graphical abstract", "summary": "Summary", "executive-summary": "Summary", "key-points": "Key points",
                   "author-highlights": "Highlights", "plain-language-summary": "Plain language summary", "teaser": "Teaser"}  # fmt: skip


class Article(NamedTuple):
    """An article out of a file: its root, and what it is within the file ("" for the main one)."""

    root: etree._Element
    kind: str  # translation, reviewer-report and the like


def split_articles(root: etree._Element) -> list[Article]:
    """Return the article of a file, and behind it the translations, reports and replies that it holds, each on its own."""
    for node in root.iter(etree.Element):
        if "jats" in str(node.tag).partition("}")[0]:  # of the namespaces that JATS itself declares
            node.tag = local_name(node)
    for comment in list(root.iter(etree.Comment)):
        drop(comment)
    main = root if root.tag == "article" else root.find(".//article")
    if main is None:
        return []
    parts = list(main.iter(*SUB_ARTICLES))
    for node in reversed(parts):
        drop(node)
    return [Article(main, ""), *(Article(sub_article(node), str(node.get("article-type") or node.tag)) for node in parts)]


def sub_article(node: etree._Element) -> etree._Element:
    """Return a part of an article as an article of its own."""
    article = E.article(*map(deepcopy, node.iterchildren(etree.Element)))
    for name, value in node.attrib.items():
        article.set(str(name), str(value))
    stub = article.find("front-stub")
    if stub is not None:
        stub.tag = "article-meta"
        front = E.front()
        article.replace(stub, front)
        front.append(stub)
    return article


def make_plain(article: etree._Element) -> None:
    """Change an article so that pandoc passes on all that it says."""
    jats_references.tell_apart(article)
    refs = [deepcopy(ref) for ref in article.iter("ref")]
    body = article.find("body")
    if body is None:
        body = etree.SubElement(article, "body")
    place_labels(article)
    place_descriptions(article)
    for node in list(article.iter(*FLOATS)):
        place_float(node)
    wrap_body(body)
    add_abstracts(article, body)
    notes = referred_notes(article)
    add_back(article, body)
    for ref_list in list(article.iter("ref-list")):
        parent = ref_list.getparent()
        if parent is not None and parent.tag != "ref-list":
            parent.replace(ref_list, jats_references.worded_list(ref_list))
    article.append(E.back(E("fn-group", *notes), *([jats_references.data_list(refs)] if refs else [])))


def place_labels(article: etree._Element) -> None:
    """Put the labels of sections, items, formulas and of notes to tables before their words."""
    for section in article.iter("sec", "app", "ack", "notes", "glossary", "ref-list", "fn-group"):
        put_before(section, section.find("title"))
    for item in article.iter("list-item"):
        if put_before(item, item.find("p")):
            parent = item.getparent()
            if parent is not None:
                parent.set("list-type", "simple")
    for note in article.xpath(".//table-wrap-foot//fn"):
        put_before(note, note.find("p"))
    for quotation in article.iter("disp-quote", "verse-group"):
        for attribution in quotation.findall("attrib"):
            attribution.tag = "p"
    for formula in list(article.iter("disp-formula")):
        if words := element_text(formula, "label"):
            formula.tail = f" {words} {formula.tail or ''}"
            parent = formula.getparent()
            if parent is not None and parent.tag != "p":
                tail, formula.tail = formula.tail, None
                paragraph = E.p()
                parent.replace(formula, paragraph)
                paragraph.append(formula)
                formula.tail = tail


def place_descriptions(article: etree._Element) -> None:
    """Put the alternative text of a figure into its picture, and have what refers to several places lead to the first."""
    for words in list(article.iter("alt-text", "long-desc")):
        parent = words.getparent()
        graphic = parent.find(".//graphic") if parent is not None else None
        if parent is not None and parent.tag != "graphic":
            drop(words)
            if graphic is not None and graphic.find("alt-text") is None and words.tag == "alt-text":
                words.tail = None
                graphic.append(words)
    for reference in article.iter("xref"):
        if len(places := str(reference.get("rid", "")).split()) > 1:
            reference.set("rid", places[0])


def put_before(node: etree._Element, words: etree._Element | None) -> bool:
    """Put the label of an element before its words. Returns whether it has one."""
    label = element_text(node, "label")
    if not label or words is None:
        return False
    if not collapse(words.itertext()).startswith(label):
        words.text = f"{label} {words.text or ''}"
    drop(node.find("label"))  # type: ignore[arg-type]  # it has one
    return True


def place_float(node: etree._Element) -> None:
    """Put the label of a figure or table, and what stands below it, into its caption or behind it."""
    caption = node.find("caption")
    if caption is None:
        caption = E.caption()
        node.insert(0, caption)
    for title in caption.findall("title"):
        title.tag = "p"
    if element_text(node, "label"):
        if caption.find("p") is None:
            caption.append(E.p())
        put_before(node, caption.find("p"))
    for table in node.iter("table"):
        if rows := table.findall("tr"):  # pandoc looks for them within a <tbody>
            table.append(E.tbody(*rows))
    feet = [foot for kind in ("attrib", "permissions") for foot in node.iter(kind)]
    for foot in feet:
        foot.tag = "p"
        if node.tag == "fig":
            caption.append(foot)


def wrap_body(body: etree._Element) -> None:
    """Put what stands before the first section of an article into a section, which it would else share with the abstract."""
    opening = []
    for child in body:
        if child.tag == "sec" and child.find("title") is not None:
            break
        opening.append(child)
    if opening:
        title = OPENING if len(opening) < len(body) else WHOLE_TEXT
        body.insert(0, E.sec(E.title(f"{Mark(supplied=True)}{title}"), *opening))


def add_abstracts(article: etree._Element, body: etree._Element) -> None:
    """Put all abstracts, also those in other languages, before the text, each as a section."""
    own = language_tag(article.get(XML_LANG))
    for position, node in enumerate(list(article.xpath("./front/article-meta/abstract | ./front/article-meta/trans-abstract"))):
        language = language_tag(node.get(XML_LANG))
        is_foreign = bool(language) and primary_language(language) != primary_language(own)
        title = node.find("title")
        name = ABSTRACT_TITLES.get(str(node.get("abstract-type")), "Abstract")
        if title is None or not collapse(title.itertext()):
            supplied = f"{name} ({language})" if is_foreign else name
            heading = E.title(f"{Mark(supplied=True)}{supplied}")
        else:
            heading = deepcopy(title)
            heading.text, heading.tail = f"{Mark(language=language if is_foreign else '')}{title.text or ''}", None
        section = E.sec(heading, *(child for child in node if child.tag not in ("title", "label")))
        if is_foreign:
            for paragraph in section.iter("p"):
                paragraph.text = f"{Mark(language=language)}{paragraph.text or ''}"
        body.insert(position, section)
        drop(node)


def referred_notes(article: etree._Element) -> list[etree._Element]:
    """Take the notes to which the text refers out of the back matter: pandoc puts them where the text refers to them."""
    referred = {rid for xref in article.iter("xref") for rid in str(xref.get("rid", "")).split()}
    notes = [note for note in article.iterfind("back//fn") if note.get("id") in referred]
    for note in notes:
        drop(note)
    return notes


def add_back(article: etree._Element, body: etree._Element) -> None:
    """Put what stands behind the text into sections of it: acknowledgements, appendices, notes, references."""
    for back in article.findall("back"):
        for node in list(back.iterchildren(etree.Element)):
            for part in node if node.tag == "app-group" else [node]:
                add_back_part(part, body)
        drop(back)
    for group in article.findall("floats-group"):
        body.append(E.sec(E.title(f"{Mark(supplied=True)}{FLOATING}"), *group))
        drop(group)


def add_back_part(part: etree._Element, body: etree._Element) -> None:
    """Append a part of the back matter to a body, as a section if it holds anything but its title."""
    for note in part.findall("fn"):
        put_before(note, note.find("p"))
        note.tag = "sec"
    title = part.find("title")
    if part.tag in BACK_TITLES and (title is None or not collapse(title.itertext())):
        if title is not None:
            drop(title)
        part.insert(0, E.title(f"{Mark(supplied=True)}{BACK_TITLES[str(part.tag)]}"))
    if len(part) > 1 or part.tag not in BACK_TITLES:
        part.tag = part.tag if part.tag == "ref-list" else "sec"
        body.append(part)
