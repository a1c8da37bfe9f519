"""What is written as RIS, BibLaTeX, CSL-JSON and tags, read back by parsers that are not ours, for every kind of thing to cite."""

import json
import subprocess

import pypandoc
import pytest

from scripts.reader.citing.citable_item import CitableItem
from scripts.reader.citing.citable_items import cited_pages
from scripts.reader.citing.citation_formats import to_biblatex, to_csl_json, to_ris
from tests.conftest import KNOWN, edition
from tests.support.citable_items import TABLE, TITLES, cited
from tests.support.citation_parsers import from_biblatex, from_csl, from_ris, plain, unquoted, wanted

TYPES = {
    "page": ("ELEC", "online", "webpage"),
    "article": ("JOUR", "article", "article-journal"),
}
PAGE = CitableItem(
    "reader-x", "page", "Introduction (X, section 1)", "https://example.org/x/", "Introduction (X)", "The Reader", "1.2.0", "2026-11-22"
)
ARTICLE = CitableItem(
    "article-x",
    "article",
    "Power & {Safety: 50% of #1_x ~ ^",
    "https://example.org/doi/",
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
REAL = list({one.id: one for cited in cited_pages(edition(KNOWN), "https://example.org/") for one in (cited.work, cited.own)}.values())
every = pytest.mark.parametrize("one", [*TABLE, ARTICLE, *REAL], ids=lambda one: one.id)
every_kind = pytest.mark.parametrize("one", TABLE, ids=lambda one: one.id)


@every
def test_ris(one):
    text = to_ris(one)
    assert text.endswith("ER  - \r\n")
    assert all(line[-2:] == "\r\n" and "\n" not in line[:-2] for line in text.splitlines(keepends=True))
    assert list(from_ris(text)) == [(TYPES[one.kind][0], wanted(one))]


@every
def test_biblatex(one):
    assert list(from_biblatex(to_biblatex(one))) == [(one.id, TYPES[one.kind][1], wanted(one))]


@every
def test_csl_json(one):
    item = json.loads(json.dumps(to_csl_json(one)))
    assert list(from_csl([item])) == [(one.id, TYPES[one.kind][2], wanted(one))]
    assert ("title-short" in item) == bool(one.short)
    assert all(item.values())


@pytest.fixture(scope="module")
def by_pandoc():
    """What pandoc reads from everything in a format, as CSL-JSON, by id."""

    def read(name, text):
        command = [pypandoc.get_pandoc_path(), f"--from={name}", "--to=csljson"]
        done = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8")
        assert (done.returncode, done.stderr) == (0, "")
        return {item["id"]: item for item in json.loads(done.stdout)}

    return {
        "biblatex": read("biblatex", "\n".join(map(to_biblatex, TABLE))),
        "csljson": read("csljson", json.dumps([to_csl_json(one) for one in TABLE])),
    }


@every_kind
def test_pandoc_reads_the_same_from_biblatex_and_csl_json(one, by_pandoc):
    from_json, from_bib = by_pandoc["csljson"][one.id], by_pandoc["biblatex"][one.id]
    assert (from_json["type"], from_bib["type"]) == (TYPES[one.kind][2],) * 2
    assert names(from_bib) == names(from_json) == names(to_csl_json(one))
    for name in ("issued", "volume", "issue", "page", "DOI", "URL"):
        assert from_bib.get(name) == from_json.get(name) == to_csl_json(one).get(name), name
    title = one.title.translate({ord("{"): None, ord("}"): None})  # which pandoc does not read from BibLaTeX
    assert unquoted(from_bib["title"]) == unquoted(title)
    assert unquoted(from_json["title"]) == unquoted(one.title)
    assert from_json.get("title-short", "") == one.short
    assert not one.short or from_bib["title-short"] == one.short
    assert from_bib.get("version", "") == one.version
    container = "note" if one.kind == "page" else "container-title"  # the addendum: of @online pandoc reads no container
    assert from_bib.get(container, "") == one.container


def names(item):
    """The authors of an item; pandoc sets particles such as van der apart."""
    parts = ("literal", "given", "dropping-particle", "non-dropping-particle", "family")
    return [" ".join(one[part] for part in parts if part in one) for one in item.get("author", [])]


def test_a_file_of_several_records_holds_each():
    assert len(list(from_ris("".join(map(to_ris, TABLE))))) == len(TABLE)
    assert [key for key, *_ in from_biblatex("\n".join(map(to_biblatex, TABLE)))] == [one.id for one in TABLE]


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("signs", 'A \\& B: 50\\% of \\$5 \\#1 a\\_b \\textbraceleft{}c\\textbraceright{} \\textasciitilde{} \\textasciicircum{} '
         '\\textbackslash{} "quoted" 1 < 2 > 0'),
        ("supplied", TITLES["supplied"]),
        ("persian", TITLES["persian"]),
    ],
)  # fmt: skip
def test_titles_in_biblatex_keep_their_capitals(title, written):
    assert f"\n  title = {{{{{written}}}}},\n" in to_biblatex(cited("page", title=title))


def test_what_is_unknown_is_absent():
    bare = CitableItem("x", "article", "[A title]", "")
    assert to_ris(bare) == "TY  - JOUR\r\nTI  - [A title]\r\nLA  - en\r\nER  - \r\n"
    assert to_biblatex(bare) == "@article{x,\n  title = {{[A title]}},\n  langid = {english},\n  language = {english},\n}\n"
    assert to_csl_json(bare) == {"id": "x", "type": "article-journal", "title": "[A title]", "language": "en"}
    assert plain(bare.abstract) == ""


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


def test_csl_json_by_kind():
    assert (to_csl_json(PAGE)["type"], to_csl_json(PAGE)["number"]) == ("webpage", "version 1.2.0")
    assert to_csl_json(ARTICLE)["author"] == [
        {"family": "Doe", "given": "Jane"},
        {"family": "van der Berg", "given": "Anna"},
        {"literal": "United Nations"},
    ]
