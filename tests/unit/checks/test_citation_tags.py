"""What must be true of tags and of files of citations, on small pages; whole reports stand in tests/problems/S104 to S106."""

import json

import pytest
from lxml import html

from scripts.reader.checks.citation_files import CITATION_FORMATS, citation_file_problems
from scripts.reader.checks.citation_tags import abstract_problems, misread_tag_problems, tag_problems
from scripts.reader.checks.page import BuiltPage
from scripts.reader.citing.citable_item import CitableItem
from scripts.reader.citing.citation_formats import to_biblatex, to_csl_json, to_ris
from scripts.reader.citing.meta_tags import citation_tags, description_tags, meta_elements, scholar_tags, zotero_tags

BASE = "https://example.org/toy/"
SITE = "The Annotated Reader"
SECTION, ENTRY, TEXT = "papers/x/introduction/index.html", "glossary/csto/index.html", "papers/x/text/index.html"
PATHS = (SECTION, ENTRY, TEXT)
ARTICLE = CitableItem("a", "article", "Power", "", container="Journal of X", date="2021", authors=("Doe, Jane", "United Nations"))


def address(path):
    return BASE + path.removesuffix("index.html")


def cited_address(path):
    """Where a page is cited: a section at the whole text."""
    return address(TEXT if path == SECTION else path)


def cited(path):
    return CitableItem(
        path, "page", "Title", cited_address(path), "", SITE, "1.0.0", "2026-11-22", abstract=f"About {cited_address(path)}."
    )


def markup(path, published=None):
    """The head of a right page."""
    files = f"{BASE}cite/{path.removesuffix('/index.html')}"
    canonical = f'<link rel="canonical" href="{address(path)}">'
    described = description_tags(cited(path), cited(path), files, [("Home", BASE)], {"@type": "WebPage"})
    return canonical + citation_tags(cited(path), published, address(path)) + described


def page(path, head, body=""):
    link = f'<a class="cite-link" href="{BASE}cite/{path.removesuffix("/index.html")}.html">Cite</a>'
    return BuiltPage(path, html.document_fromstring(f"<html><head>{head}</head><body>{body or link}<h1>Title</h1></body></html>"))


def told(problems):
    return [problem.message for problem in problems]


@pytest.mark.parametrize(("path", "published"), [(SECTION, None), (ENTRY, None), (TEXT, None), (TEXT, ARTICLE)])
def test_a_right_page(path, published):
    right = page(path, markup(path, published))
    assert told(tag_problems(right, address(path), cited_address(path))) == []
    assert told(misread_tag_problems(right, SITE)) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "messages"),
    [
        (SECTION, '<meta name="z:date" content="2026-11-22">', "", ["z:date stands 0 times, not once"]),
        (SECTION, 'content="2026-11-22"', 'content=" "', ["z:date is empty"]),
        (SECTION, 'name="z:websiteTitle"', 'name="z:edition"', ["z:websiteTitle stands 0 times, not once"]),
        (ENTRY, 'name="z:extra"', 'name="z:websiteType"', ["z:extra stands 0 times, not once"]),
        (ENTRY, '"webpage"', '"encyclopediaArticle"', ["the type is encyclopediaArticle, not webpage"]),
        (SECTION, '<link rel="canonical"', '<link rel="other"', ["canonical stands 0 times, not once"]),
        (
            SECTION,
            '<link rel="canonical"',
            '<link rel="cite-as"',
            [
                "canonical stands 0 times, not once",
                "cite-as stands 2 times, not once",
                f"cite-as is {address(SECTION)}, not the address at which it is cited",
            ],
        ),
        (
            SECTION,
            f'rel="cite-as" href="{address(TEXT)}"',
            f'rel="cite-as" href="{address(SECTION)}"',
            [f"cite-as is {address(SECTION)}, not the address at which it is cited"],
        ),
        (SECTION, '"BreadcrumbList"', '"List"', ["JSON-LD has 0 lists of breadcrumbs, not one"]),
        (SECTION, '<link rel="type"', '<link rel="other"', ["no link, or more than one, tells the type of the page"]),
        (SECTION, '<meta name="z:title"', '<meta name="DC.title"', None),
        (TEXT, "</script>", '</script><meta name="citation_title" content="Power">', None),
    ],
)
def test_a_wrong_set_of_tags(path, old, new, messages):
    wrong = markup(path)
    assert old in wrong
    found = told(tag_problems(page(path, wrong.replace(old, new, 1)), address(path), cited_address(path)))
    assert found == messages if messages else found


def test_the_tags_of_google_scholar_stand_on_the_whole_text_alone_and_by_themselves():
    scholar = markup(TEXT, ARTICLE)
    assert "DC.creator stands outside the whole text of a paper" in told(
        tag_problems(page(SECTION, scholar), address(SECTION), address(TEXT))
    )
    both = scholar + meta_elements(zotero_tags(cited(TEXT)))
    assert told(tag_problems(page(TEXT, both), address(TEXT), address(TEXT))) == ["two sets of tags: z:abstractNote and DC.creator"]
    nameless = scholar.replace('name="citation_author"', 'name="author"').replace('name="DC.creator"', 'name="other"')
    assert told(tag_problems(page(TEXT, nameless), address(TEXT), address(TEXT))) == [
        "there is no citation_author",
        "there is no DC.creator",
    ]
    elsewhere = f'<link rel="canonical" href="{address(TEXT)}">' + meta_elements(scholar_tags(ARTICLE, BASE))
    assert f"citation_fulltext_html_url is {BASE}, not the page's own address" in told(
        tag_problems(page(TEXT, elsewhere), address(TEXT), address(TEXT))
    )


def test_two_pages_with_one_abstract():
    other = markup(ENTRY).replace(f"About {address(ENTRY)}.", f"About {address(TEXT)}.")
    assert told(abstract_problems({SECTION: page(SECTION, markup(SECTION)), ENTRY: page(ENTRY, other)})) == [
        f"z:abstractNote is that of site/{SECTION}"
    ]
    assert told(abstract_problems({path: page(path, markup(path)) for path in PATHS})) == []  # a section and the whole text are one thing


@pytest.fixture
def built():
    """Pages, all paths and the files for citation software of a right site."""
    pages = {path: page(path, markup(path)) for path in PATHS}
    texts = {}
    for path in [*PATHS, "all/index.html"]:
        records = list(map(cited, PATHS if path.startswith("all") else [path]))
        where = f"cite/{path.removesuffix('/index.html')}"
        texts[f"{where}.ris"] = "".join(map(to_ris, records))
        texts[f"{where}.bib"] = "\n".join(map(to_biblatex, records))
        texts[f"{where}.json"] = json.dumps(list(map(to_csl_json, records)))
    return pages, {*texts, *PATHS, *(f"cite/{path.removesuffix('/index.html')}.html" for path in PATHS)}, texts


def files(built):
    pages, paths, texts = built
    return [(problem.path, problem.message) for problem in citation_file_problems(pages, BASE, paths, texts)]


def test_every_page_has_its_files(built):
    assert files(built) == []
    assert files(({}, set(), {})) == []


@pytest.mark.parametrize("path", ["cite/glossary/csto.html", "cite/glossary/csto.ris", "cite/all.json"])
def test_a_file_that_is_missing(built, path):
    built[1].remove(path)
    built[2].pop(path, None)
    assert files(built) == [(f"site/{path}", "the file is missing")]


def test_a_file_of_no_page(built):
    built[1].update(["cite/all.html", "cite/gone.bib", "other.bib"])
    assert files(built) == [("site/cite/all.html", "no page has these citations"), ("site/cite/gone.bib", "no page has these citations")]


@pytest.mark.parametrize("suffix", CITATION_FORMATS[1:])
@pytest.mark.parametrize("name", ["glossary/csto", "all"])
@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", json.dumps([to_csl_json(cited(SECTION))]), to_ris(cited(SECTION)), to_biblatex(cited(SECTION))]
)
def test_a_file_without_the_record_of_a_page(built, suffix, name, text):
    file = f"cite/{name}.{suffix}"
    built[2][file] = text
    assert (f"site/{file}", f"no record has the address {address(ENTRY)}") in files(built)


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("<p>no link</p>", 0),
        (f'<a class="cite-link" href="{BASE}cite/glossary/csto.html">wrong</a>', 1),
        (f'<a class="a cite-link" href="{BASE}cite/{SECTION}.html">one</a> <a class="cite-link" href="x">two</a>', 2),
    ],
)
def test_a_page_without_its_link(built, body, count):
    built[0][SECTION] = page(SECTION, markup(SECTION), body)
    message = f"the page has {count} links to its citations, not one to site/cite/papers/x/introduction.html"
    assert files(built) == [(f"site/{SECTION}", message)]


def test_links_may_be_relative(built):
    relative = markup(SECTION).replace(f"{BASE}cite/", "../../../cite/")
    built[0][SECTION] = page(SECTION, relative, '<a class="cite-link" href="../../../cite/papers/x/introduction.html">Cite</a>')
    assert files(built) == []


def test_a_page_whose_metadata_stand_nowhere(built):
    built[0][SECTION] = page(SECTION, markup(SECTION).replace('rel="describedby"', 'rel="other"'))
    assert files(built) == [
        (f"site/{SECTION}", f"no describedby leads to site/cite/papers/x/introduction.{suffix}") for suffix in CITATION_FORMATS[1:]
    ]


@pytest.mark.parametrize(
    ("head", "body", "message"),
    [
        ('<meta name="citation_book_title" content="X">', "", "citation_book_title loses"),
        ('<meta name="author" content="Doe, Jane">', "", "the name in the tag author"),
        ('<meta property="og:type" content="website">', "", "og:type makes"),
        ('<meta name="og:type" content="website">', "", "og:type makes"),
        ("", '<span class="Z3988" title="x"></span>', "COinS"),
        ("", '<p><time datetime="1979-12-24">then</time></p>', "the date in <time datetime>"),
        ("", '<a rel="nofollow author" href="/x">x</a>', "rel=author"),
        ("", '<p class="md-byline">x</p>', "a class byline or vcard"),
        ("", '<p class="vcard">x</p>', "a class byline or vcard"),
        ('<meta name="so:author" content="United Nations">', "", "so:author 'United Nations' is split"),
        ('<meta name="citation_author" content="Annotated Reader">', "", "citation_author 'Annotated Reader' is split"),
        ('<meta name="DC.creator" content="Annotated Reader,">', "", "DC.creator 'Annotated Reader,' is the name of the site"),
        ('<meta name="so:author" content="Reader, The Annotated">', "", "so:author 'Reader, The Annotated' is the name of the site"),
    ],
)
def test_a_trap(head, body, message):
    (found,) = told(misread_tag_problems(page(SECTION, head, body), SITE))
    assert found.startswith(message)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta name="so:author" content="United Nations,"><meta name="so:author" content="Reader, Jane">', ""),
        ('<meta name="so:author" content="…,">', ""),
        ('<link rel="author" href="https://orcid.org/0"><meta name="description" content="By the author">', ""),
        ("", "<p><time>1979</time> <a rel='nofollow' class='cite-link'>x</a> <p class='names'>Author</p>"),
    ],
)
def test_what_is_no_trap(head, body):
    assert told(misread_tag_problems(page(SECTION, head, body), SITE)) == []
