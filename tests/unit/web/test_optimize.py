"""The style sheet is cut where its headings say, and a page loads its parts in the right order."""

import re

import pytest

from scripts.reader.web import optimize
from tests.conftest import ROOT

CSS = """/* A comment. */
p { color: red; }

/* ==== Pages with class="map ==== */
.map { color: blue; }

/* ==== Behind the first paint ==== */
@media print { p { color: black; } }
"""
PAGE = """<html>
  <head>
    <!-- slot: styles --><link rel="stylesheet" href="../assets/reader.css">
    <!-- /slot -->
  </head>
  <body>

    <article>
      <pre>
        kept

      </pre><div class="footnote">notes</div>
    </article>
    <!-- slot: scripts --><script src="../assets/reader.js" defer></script>
    <script src="editions.js" defer></script>
    <!-- /slot -->
  </body>
</html>
"""


def test_a_page_carries_the_styles_of_its_first_paint_and_loads_all_others():
    sheet = optimize.cut(CSS, "/")
    assert sheet.inline("<p>") == "p{color:red}"
    assert sheet.inline('<table class="map wide">') == "p{color:red}.map{color:blue}"
    assert sheet.rest == "@media print{p{color:black}}"
    assert sheet.whole == sheet.inline('class="map') + sheet.rest


def test_no_rule_of_the_style_sheet_is_lost():
    css = (ROOT / optimize.STYLESHEET.replace("assets", "overrides/assets")).read_text(encoding="utf-8")
    sheet = optimize.cut(css, "/reader/")
    first = sheet.first_paint.replace('url("/reader/assets/fonts/', 'url("fonts/')
    assert "".join([first, *sheet.parts.values(), sheet.rest]) == sheet.whole
    assert css.rindex("====") == css.index(f"{optimize.REST} ====") + len(optimize.REST) + 1
    named = re.findall(r"Pages with (.+?) ====", css)
    assert named == list(sheet.parts)
    assert all(re.fullmatch(r'(class|id)="[\w-]+|<img', markup) for markup in named)


def test_the_first_styles_are_in_the_head_and_the_others_below_the_text():
    page = optimize.with_first_paint(PAGE, "p{}", "../assets/s.css")
    order = ["<style>p{}</style>", "</head>", "        kept\n\n", '<link rel="stylesheet" href="../assets/s.css">\n<div class="footnote">']
    places = [page.index(part) for part in order]
    assert places == sorted(places)
    assert "reader.css" not in page


def test_a_page_that_a_script_reads_links_its_styles_in_its_head():
    page = optimize.with_linked_styles(PAGE, "../assets/r.css")
    assert "<style>" not in page
    assert page.index('<link rel="stylesheet" href="../assets/r.css">') < page.index("</head>")


@pytest.mark.parametrize(
    ("page", "address", "path"),
    [
        ("a/index.html", "../assets/reader.js", "assets/reader.js"),
        ("a/b/index.html", "editions.js", "a/b/editions.js"),
        ("404.html", "/reader/assets/reader.js", "assets/reader.js"),
    ],
)
def test_addresses_of_files_from_a_page_and_back(page, address, path):
    assert optimize.path_from(page, address, "/reader/") == path
    assert optimize.address_from(page, path, "/reader/") == address


def test_the_scripts_of_a_page():
    assert optimize.script_paths(PAGE, "a/index.html", "/") == ["assets/reader.js", "a/editions.js"]


def test_only_the_space_around_the_article_is_taken_away():
    assert (
        optimize.tidy("<p>\n   \n  <b>x</b> y</p>\n\n<article>\n\n a</article>\n\n<i>")
        == "<p>\n<b>x</b> y</p>\n<article>\n\n a</article>\n<i>"
    )


def test_what_a_page_loads_and_what_that_loads():
    pages = ['<script src="../assets/a.1.js"></script><a href="x">assets</a>', '{"search": "/reader/assets/js/worker.js"}']
    texts = {
        "assets/a.1.js": 'import("./more.js"); const kind = ".css"',
        "assets/more.js": "load(`last.css`)",
        "assets/last.css": "p { background: url(dot.png) }",
        "assets/js/worker.js": 'importScripts("words.js", "a.js")',
        "assets/main.css": 'unloaded("other.js")',
    }
    scripts = {"assets/a.1.js", "assets/more.js", "assets/js/worker.js", "assets/js/words.js", "assets/js/a.js"}
    assert optimize.loaded_assets(pages, texts) == {*scripts, "assets/last.css", "assets/dot.png"}
