"""The page of licences names all that the site and its downloads carry of others, and nothing else."""

import re
import zipfile
from fnmatch import fnmatch

import pytest
from lxml import html
from pypdf import PdfReader

from scripts.reader.build.vector_files import RELATED_FILE
from scripts.reader.search.search_documents import THESAURUS_PATH
from tests.support.project import ROOT

PAGE = "about/licences/index.html"
PROGRAM = (".js", ".css", ".html", ".png", ".svg", ".wasm", ".woff", ".woff2", ".ttf", ".otf")  # files that are not the edition's own text
PACKAGES = {"Material for MkDocs": "mkdocs-material", "Pagefind": "pagefind"}
LARGE_ONLY = "pagefind/*"


@pytest.fixture(scope="module")
def tables(root_site):
    """The rows of the two tables, each by its headings."""
    tree = html.parse(str(root_site / PAGE)).getroot()
    found = []
    for table in tree.xpath("//article//table"):
        names, *rows = [[cell.text_content().strip() for cell in row.xpath("./th|./td")] for row in table.iter("tr")]
        found.append([dict(zip(names, row, strict=True)) for row in rows])
    return found


@pytest.fixture(scope="module")
def patterns(root_site):
    """The files that the first table names, as patterns."""
    codes = html.parse(str(root_site / PAGE)).getroot().xpath("(//article//table)[1]//code")
    return {code.text for code in codes}


def programs(names):
    """The files among these that are programs, styles, pictures or fonts, other than a page's data, and the data that others made."""
    return {
        name for name in names if name.endswith(PROGRAM) and not name.startswith(("search/", "about/check/", "papers/", "editions/"))
    } | {name for name in names if name.startswith("assets/") or name.endswith((THESAURUS_PATH, RELATED_FILE))}


def test_every_file_of_the_site_and_of_the_copy_for_disks_is_named(root_site, patterns):
    site = {path.relative_to(root_site).as_posix() for path in root_site.rglob("*.*") if path.is_file()}
    with zipfile.ZipFile(root_site / "take/annotated-reader.zip") as packed:
        disk = {name.partition("/")[2] for name in packed.namelist()}
    carried = programs(site | disk)
    assert {name for name in carried if not any(fnmatch(name, pattern) for pattern in patterns)} == set()
    assert {pattern for pattern in patterns if not any(fnmatch(name, pattern) for name in carried)} == {LARGE_ONLY}


def test_every_font_of_the_pdf_is_named_and_the_epub_has_none(root_site, tables):
    fonts = set()
    for page in PdfReader(root_site / "take/annotated-reader.pdf").pages:
        for font in page["/Resources"].get("/Font", {}).values():
            fonts.add(re.match(r"/(?:[A-Z]{6}\+)?(\w+)", font.get_object()["/BaseFont"])[1])
    assert fonts == {row["font"].replace(" ", "") for row in tables[1]}
    with zipfile.ZipFile(root_site / "take/annotated-reader.epub") as packed:
        assert [name for name in packed.namelist() if name.endswith((".ttf", ".otf", ".woff", ".woff2"))] == []


def test_the_versions_are_those_that_are_installed(tables):
    pins = dict(re.findall(r"^([\w-]+)==([\w.]+)", (ROOT / "requirements/site.txt").read_text(encoding="utf-8"), re.MULTILINE))
    versions = {row["what"]: row["version"] for row in tables[0]}
    assert {name: versions[name] for name in PACKAGES} == {name: pins[package] for name, package in PACKAGES.items()}
    library = (ROOT / "overrides/assets/pdf.min.mjs").read_text(encoding="utf-8")
    assert f"pdfjs-dist {versions['pdf.js (pdfjs-dist)']}," in library
    assert f"stemmer {versions['stemmer']}," in (ROOT / "overrides/assets/stemmer.js").read_text(encoding="utf-8")


def test_every_notice_in_a_script_is_on_the_page(root_site, tables):
    """Of what others have joined into their scripts only the notices tell."""
    scripts = [path.read_text(encoding="utf-8") for path in root_site.glob("assets/**/*.*js")]
    notices = [notice for script in scripts for notice in re.findall(r"/\*!(.*?)\*/", script, re.DOTALL)]
    named = {name.lower() for row in tables[0] for name in re.findall(r"^[^ ]+|(?<=\()[^)]+", row["what"])}
    first = {re.search(r"[\w.-]+[a-z]", notice)[0].lower() for notice in notices}
    assert first - named == set()
    assert len(first) >= 2


def test_the_licence_texts_and_holders_are_given(root_site, tables):
    for row in tables[0] + tables[1]:
        assert row["licence"], row
        assert row["copyright"], row
    text = " ".join(html.parse(str(root_site / PAGE)).getroot().text_content().split())
    licence = " ".join((ROOT / "LICENSE").read_text(encoding="utf-8").partition("\n\nPermission")[2].split()).replace('"', "")
    assert licence in text.replace("“", "").replace("”", "")
