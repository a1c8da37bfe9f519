"""What must be true of the built site, on small pages."""

import pytest
from lxml import html

from scripts.reader.checks.built_site import link_problems, raw_markup_problems, request_problems, style_problems
from scripts.reader.checks.page import BuiltPage

FILES = {"index.html", "404.html", "papers/x/index.html", "assets/reader.css", "papers/x/with space.json"}
OTHER = '<p id="p1">One.</p><a name="old"></a>'


def page(body, path="papers/x/index.html"):
    return BuiltPage(path, html.document_fromstring(f"<html><body>\n{body}\n</body></html>"))


def links(body, path="papers/x/index.html", base="/"):
    pages = {path: page(body, path)} | {
        other: page(OTHER, other) for other in ("index.html", "404.html", "papers/x/index.html") if other != path
    }
    return [(problem.path, problem.line, problem.message) for problem in link_problems(pages, FILES, base)]


@pytest.mark.parametrize(
    "body",
    [
        '<a href="../../">home</a>',
        '<a href="../../#p1">a place there</a>',
        '<a href="../../#old">a place named as of old</a>',
        '<p id="p2"><a href="#p2">here</a> <a href="#">top</a> <a href="#__skip">skip</a></p>',
        '<a href="../../#p1:~:text=One">a passage</a>',
        '<a href="with%20space.json">a file</a>',
        '<a href="index.html">the file of a page</a>',
        '<a href="/assets/reader.css">from the root</a>',
        '<a href="https://example.org/nowhere">another host</a> <a href="//example.org/x">the same</a> <a href="mailto:a@b.c">mail</a>',
        '<link rel="canonical" href="/gone/">',
    ],
)
def test_a_link_that_leads_somewhere(body):
    assert links(body) == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('<a href="../y/">y</a>', "'../y/' leads to no page"),
        ('<a href="../../#p9">p9</a>', "'../../#p9' leads to no place on site/index.html"),
        ('<a href="#p9">p9</a>', "'#p9' leads to no place on site/papers/x/index.html"),
        ('<img src="map.png">', "'map.png' leads to no page"),
        ('<form action="send"></form>', "'send' leads to no page"),
    ],
)
def test_a_link_that_leads_nowhere(body, message):
    assert links(body) == [("site/papers/x/index.html", 2, message)]


@pytest.mark.parametrize("path", ["404.html", "papers/x/index.html"])
@pytest.mark.parametrize(
    ("link", "base", "problems"),
    [
        ("/reader/", "/reader/", 0),
        ("/reader/papers/x/#p1", "/reader/", 0),
        ("/gone/", "/reader/", 1),
        ("/papers/x/", "/reader/", 1),
        ("/papers/x/", "/", 0),
        ("#gone", "/", 1),
    ],
)
def test_a_link_from_the_root_of_the_host_names_the_path_of_the_site(path, link, base, problems):
    assert len(links(f'<p id="p1"><a href="{link}">x</a></p>', path, base)) == problems


def test_styles_name_files_from_the_root_of_the_host():
    style = '<style>@font-face { src: url("/reader/assets/%s") }</style>'
    assert links(style % "reader.css", base="/reader/") == []
    assert len(links(style % "gone.woff2", base="/reader/")) == 1


def test_a_relative_link_stays_below_the_address_of_the_site():
    assert links('<a href="../../">home</a>', base="/reader/") == []
    assert len(links('<a href="../../../papers/x/">past it</a>', base="/reader/")) == 1


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>It {~~IS~&gt;is a country.</p>", ["{~~"]),
        ("<p>the ++} Group</p>", ["++}"]),
        ("<p>{>>why&lt;&lt;}</p>", ["{>>"]),
        ("<p>said [@key].</p>", ["[@k"]),
        ("<p><em>word</em>[^note] more</p>", ["[^note]"]),
        ('<p>--8&lt;-- "x.md"</p>', ["--8<--"]),
        ("<p>Text. {: #p3 }</p>", ["{: #"]),
        ("<p>one {--</p><p>two --}</p>", ["{--", "--}"]),
        ("<p>a - b, c++ {d} [e] ~ == f@g.h</p>", []),
        ("<p>x., {:. A., &amp; y., {:.</p>", []),  # initials of what stands before a space in a name
        ("<pre><code>{--a--} <span>[@key]</span></code></pre>", []),
        ("<script>x = '{--'</script><style>{--</style>", []),
    ],
)
def test_mark_up_that_is_left_over(body, found):
    problems = list(raw_markup_problems(page(body)))
    assert [(problem.code, problem.message.split("'")[1]) for problem in problems] == [("S102", mark) for mark in found]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>The [@x] of {++ and --8&lt;-- in a title.</p>", []),
        ("<p>The [@x], and [@xy].</p>", ["[@x"]),
        ("<p>A {++ here, a {-- there, {++b++} too.</p>", ["{--"]),
    ],
)
def test_words_that_were_given_are_no_mark_up(body, found):
    problems = raw_markup_problems(page(body), "the [@x] of {++ and --8<-- in a title.")
    assert [problem.message.split("'")[1] for problem in problems] == found


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        ('<img src="https://h.org/a.png">', ["https://h.org/a.png"]),
        ('<img src="//h.org/a.png">', ["//h.org/a.png"]),
        ('<img src=" https://h.org/a.png">', [" https://h.org/a.png"]),
        ('<img srcset="https://h.org/a.png 2x">', ["https://h.org/a.png"]),
        ('<img src="a.png" srcset="a.png 1x, https://h.org/b.png 2x">', ["https://h.org/b.png"]),
        ('<script src="https://h.org/a.js"></script>', ["https://h.org/a.js"]),
        ('<video poster="https://h.org/a.png"></video>', ["https://h.org/a.png"]),
        ('<object data="https://h.org/a"></object>', ["https://h.org/a"]),
        ('<form action="https://h.org/"></form>', ["https://h.org/"]),
        ('<link rel="shortcut icon" href="https://h.org/i.ico">', ["https://h.org/i.ico"]),
        ('<link rel="preconnect" href="https://h.org">', ["https://h.org"]),
        ('<link rel="Stylesheet" href="https://h.org/a.css">', ["https://h.org/a.css"]),
        ("<p style=\"background:url('https://h.org/a.png')\">", ["https://h.org/a.png"]),
        ("<style>@import '//h.org/a.css'; p { background: url(a.png) }</style>", ["//h.org/a.css"]),
        ('<link rel="license" href="https://h.org/">', []),
        ('<a href="https://h.org/">link</a> <img src="a.png"> <img src="data:image/png;base64,AA==">', []),
    ],
)
def test_what_a_page_asks_of_other_hosts(body, asked):
    problems = list(request_problems(page(body)))
    assert [(problem.code, problem.message.split(" asks for ")[1]) for problem in problems] == [("S103", address) for address in asked]


@pytest.mark.parametrize(
    ("css", "asked"),
    [
        ('a {}\n@import "https://h.org/a.css";', [(2, "https://h.org/a.css")]),
        ("@import url(//h.org/a.css);", [(1, "//h.org/a.css")]),
        ("a { background: URL( 'HTTPS://h.org/a.png' ) }", [(1, "HTTPS://h.org/a.png")]),
        ("@font-face { src: url(a.woff2), url(https://h.org/a.woff2) }", [(1, "https://h.org/a.woff2")]),
        ('a { background: url(a.png); content: "https://h.org" } /* https://h.org */', []),
    ],
)
def test_what_a_style_sheet_asks_of_other_hosts(css, asked):
    found = [(problem.line, problem.message.split(" asks for ")[1]) for problem in style_problems("a.css", css)]
    assert found == asked
