"""Citations as files: what is written is read back by other parsers."""

import json
import re

import pytest
from pybtex.database import parse_string

from scripts.reader.citing.citable_item import CitableItem, name_parts
from scripts.reader.citing.citable_items import citable_items, is_established
from scripts.reader.citing.citation_formats import escape_latex, to_biblatex, to_csl_json, to_ris
from scripts.reader.citing.meta_tags import meta_elements, scholar_tags, zotero_tags
from tests.conftest import ROOT, edition

BASE = "https://example.org/"
PAGE = CitableItem("reader-x", "page", "Introduction (X, section 1)", f"{BASE}x/", "Introduction (X)", "The Reader", "1.2.0", "2026-11-22")
ENTRY = CitableItem("reader-csto", "entry", "CSTO", f"{BASE}csto/", container="The Reader: Glossary", version="1.2.0", date="2026-11-22")
ARTICLE = CitableItem(
    "article-x",
    "article",
    "Power & {Safety: 50% of #1_x ~ ^",
    f"{BASE}doi/",
    container="Journal of X",
    date="2021",
    authors=("Doe, Jane", "van der Berg, Anna", "United Nations"),
    volume="3",
    issue="2",
    pages="149-173",
    doi="10.1/x_y",
    publisher="Press",
    abstract="Two\nlines.",
)
REAL = [cited for _, cited in citable_items(edition(ROOT), BASE)]
EVERYTHING = [PAGE, ENTRY, ARTICLE, *REAL]


def read_ris(text):
    """The fields of one record: tag to values."""
    fields = {}
    for line in text.removesuffix("ER  - \r\n").split("\r\n")[:-1]:
        tag, value = re.fullmatch(r"([A-Z][A-Z0-9])  - (.+)", line).groups()
        fields.setdefault(tag, []).append(value)
    return fields


def unlatex(text):
    for name, character in (("backslash", "\0"), ("braceleft", "{"), ("braceright", "}"), ("asciitilde", "~"), ("asciicircum", "^")):
        text = text.replace(f"\\text{name}{{}}", character)
    return re.sub(r"\\([&%$#_])", r"\1", text).replace("\0", "\\")


@pytest.mark.parametrize("cited", EVERYTHING, ids=lambda cited: cited.id)
def test_ris_is_read_back(cited):
    fields = read_ris(to_ris(cited))
    assert next(iter(fields)) == "TY"
    assert fields["TI"] == [cited.title]
    assert fields["UR"] == [cited.url]
    assert fields.get("AU", []) == list(cited.authors)
    assert fields["PY"] == [cited.date[:4]]


def test_ris_of_an_article():
    assert to_ris(ARTICLE).split("\r\n") == [
        "TY  - JOUR",
        "TI  - Power & {Safety: 50% of #1_x ~ ^",
        "T2  - Journal of X",
        "AU  - Doe, Jane",
        "AU  - van der Berg, Anna",
        "AU  - United Nations",
        "DA  - 2021///",
        "PY  - 2021",
        "VL  - 3",
        "IS  - 2",
        "SP  - 149",
        "EP  - 173",
        "DO  - 10.1/x_y",
        "PB  - Press",
        "LA  - en",
        "AB  - Two lines.",
        "UR  - https://example.org/doi/",
        "ER  - ",
        "",
    ]


@pytest.mark.parametrize("cited", EVERYTHING, ids=lambda cited: cited.id)
def test_biblatex_is_read_back(cited):
    (entry,) = parse_string(to_biblatex(cited), "bibtex").entries.values()
    assert entry.key == cited.id
    assert unlatex(entry.fields["title"][1:-1]) == cited.title
    assert entry.fields["url"] == cited.url
    assert entry.fields.get("date", "") == cited.date
    assert [str(person).strip("{}") for person in entry.persons.get("author", [])] == list(cited.authors)
    assert unlatex(entry.fields.get("abstract", "")) == " ".join(cited.abstract.split())


@pytest.mark.parametrize("text", ["a\\b", "50% & $5 #1 a_b {c} ~ ^", "plain"])
def test_what_tex_reads_is_escaped(text):
    assert unlatex(escape_latex(text)) == text


@pytest.mark.parametrize("cited", EVERYTHING, ids=lambda cited: cited.id)
def test_csl_json_has_what_processors_need(cited):
    item = json.loads(json.dumps(to_csl_json(cited)))
    assert {"id", "type", "title", "URL"} <= set(item)
    assert all(item.values())
    assert item["issued"]["date-parts"][0] == [int(part) for part in cited.date.split("-")]


def test_csl_json_by_kind():
    assert (to_csl_json(PAGE)["type"], to_csl_json(PAGE)["genre"]) == ("webpage", "Annotated edition, v1.2.0")
    assert (to_csl_json(ENTRY)["type"], to_csl_json(ENTRY)["edition"]) == ("entry-encyclopedia", "version 1.2.0")
    assert to_csl_json(ARTICLE)["author"] == [
        {"family": "Doe", "given": "Jane"},
        {"family": "van der Berg", "given": "Anna"},
        {"literal": "United Nations"},
    ]


def test_the_ids_of_the_real_edition_are_unique():
    assert len({cited.id for cited in REAL}) == len(REAL) > 60


@pytest.mark.parametrize(
    ("author", "parts"),
    [
        ("Doe, Jane", {"family": "Doe", "given": "Jane"}),
        ("United Nations", {"literal": "United Nations"}),
        ("United Nations,", {"literal": "United Nations"}),
    ],
)
def test_names(author, parts):
    assert name_parts(author) == parts


def test_zotero_tags():
    assert dict(zotero_tags(PAGE))["z:websiteType"] == "Annotated edition, v1.2.0"
    assert dict(zotero_tags(ENTRY))["z:encyclopediaTitle"] == "The Reader: Glossary"
    authors = [
        content
        for name, content in zotero_tags(CitableItem("x", "page", "X", BASE, authors=("Doe, Jane", "United Nations")))
        if name == "so:author"
    ]
    assert authors == ["Doe, Jane", "United Nations,"]


def test_empty_tags_are_absent_and_values_are_escaped():
    assert meta_elements(iter([("a", ""), ("b", '"<&>"')])) == '<meta name="b" content="&quot;&lt;&amp;&gt;&quot;">'
    assert "version" not in meta_elements(zotero_tags(CitableItem("x", "entry", "X", BASE)))


def test_tags_of_google_scholar():
    tags = list(scholar_tags(ARTICLE, f"{BASE}text/"))
    assert tags[:3] == [("citation_title", ARTICLE.title), ("citation_author", "Doe, Jane"), ("citation_author", "van der Berg, Anna")]
    assert {("citation_firstpage", "149"), ("citation_lastpage", "173"), ("DC.identifier", "doi:10.1/x_y")} <= set(tags)


@pytest.mark.parametrize(
    ("record", "established"),
    [
        ({"published": "established", "authors": ["Doe, Jane"], "journal": "J", "year": 2021}, True),
        ({"published": "established", "authors": ["Doe, Jane"], "journal": "J"}, False),
        ({"published": "not established", "authors": ["Doe, Jane"], "journal": "J", "year": 2021}, False),
        ({}, False),
    ],
)
def test_what_is_established(record, established):
    assert is_established(record) is established


def test_what_is_not_established_is_told():
    assert CitableItem("x", "article", "[A title]", "", date="2021").unknown_fields == [
        "the author",
        "the title (the one in square brackets is supplied)",
        "the journal",
        "the volume",
        "the issue",
        "the pages",
    ]
    assert ARTICLE.unknown_fields == PAGE.unknown_fields == []
