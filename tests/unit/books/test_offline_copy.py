"""The copy of the site that is opened from disk: links, pages and data."""

import io
import shutil
import zipfile
from datetime import datetime

import pytest
from lxml import html

from scripts.reader.books import offline_copy

BASE = "https://example.org/reader/"
FILES = {"index.html", "a/index.html", "a/b/index.html", "x.css", "a/data.json"}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("b/#p1", "b/index.html#p1"),
        ("../", "../index.html"),
        ("..", "../index.html"),
        (".", "index.html"),
        ("/reader/a/b/", "b/index.html"),
        ("../x.css", "../x.css"),
        ("../x.css?v=1#y", "../x.css?v=1#y"),
        ("data.json", "data.json"),
        ("#p1", "#p1"),
        ("", ""),
        ("https://elsewhere.org/", "https://elsewhere.org/"),
        ("mailto:a@b.c", "mailto:a@b.c"),
        ("data:image/png;base64,AA==", "data:image/png;base64,AA=="),
        ("../take/book.pdf", BASE + "take/book.pdf"),
        ("../editions/1.0.0/#p1", BASE + "editions/1.0.0/#p1"),
    ],
)
def test_a_link_names_a_file_of_the_copy_or_leads_to_the_web(address, expected):
    assert offline_copy.offline_link(address, "a/index.html", FILES, BASE) == expected


def test_a_page_loads_the_helper_first_and_has_no_policy_for_servers():
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">'
    head = f'{policy}<link rel="canonical" href="{BASE}a/"><script src="../x.js"></script>'
    text = f'<html><head>{head}</head><body><a href="b/">B</a><form action="b/"></form></body></html>'
    page = html.document_fromstring(offline_copy.offline_page(text, "a/index.html", FILES, BASE))
    assert page.xpath("//script/@src")[0] == "../assets/offline.js"
    assert page.xpath("//meta[@http-equiv]") == []
    assert page.xpath("//link/@href") == [f"{BASE}a/", "../assets/offline-fonts.css"]
    assert page.xpath("//a/@href | //form/@action") == ["b/index.html", "b/index.html"]


def test_the_same_site_gives_the_same_bytes(built_toy, tmp_path):
    site = shutil.copytree(built_toy[1], tmp_path / "site")
    (site / "assets/search-worker.js").write_text("search()", encoding="utf-8")
    arguments = (site, [{"location": "a/"}], "https://example.org/", "toy-1", datetime(2026, 11, 22), ("cite",))
    packed = [offline_copy.pack_site(*arguments) for _ in range(2)]
    assert packed[0] == packed[1]
    with zipfile.ZipFile(io.BytesIO(packed[0])) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    assert all(name.startswith("toy-1/") and not name.startswith("toy-1/cite") for name in names)
    assert {"toy-1/index.html", "toy-1/assets/offline.js", "toy-1/assets/offline-worker.js"} <= set(names)


def test_a_font_stands_in_a_style_sheet_of_the_copy_and_in_no_page():
    face = '@font-face{font-display:optional;font-family:"A";src:url("/reader/assets/fonts/a.woff2") format("woff2")}'
    text = f"<html><head><style>{face}p{{color:red}}</style></head><body></body></html>"
    page = html.document_fromstring(offline_copy.offline_page(text, "a/index.html", FILES, BASE))
    assert page.findtext(".//style") == "p{color:red}"
    assert offline_copy.offline_fonts(text, {"assets/fonts/a.woff2": b"font"}) == (
        '@font-face{font-display:block;font-family:"A";src:url("data:font/woff2;base64,Zm9udA==") format("woff2")}\n'
    )
