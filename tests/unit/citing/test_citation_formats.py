"""What is written as RIS, BibLaTeX, CSL-JSON and tags, read back by parsers that are not ours, for every kind of thing to cite."""

import json
import subprocess

import pypandoc
import pytest
from lxml import html

from scripts.reader.citing.citable_item import EDITION_GENRE, CitableItem
from scripts.reader.citing.citation_formats import to_biblatex, to_csl_json, to_ris
from scripts.reader.citing.meta_tags import meta_elements, scholar_tags, zotero_tags
from tests.support.citable_items import TABLE, TITLES, cited
from tests.support.citation_parsers import from_biblatex, from_csl, from_ris, plain, unquoted, wanted

TYPES = {
    "page": ("ELEC", "online", "webpage"),
    "entry": ("ENCYC", "inreference", "entry-encyclopedia"),
    "article": ("JOUR", "article", "article-journal"),
}
every = pytest.mark.parametrize("one", TABLE, ids=lambda one: one.id)


@every
def test_ris(one):
    text = to_ris(one)
    assert text.endswith("ER  - \r\n")
    assert all(line[-2:] == "\r\n" and "\n" not in line[:-2] for line in text.splitlines(keepends=True))
    assert list(from_ris(text)) == [(TYPES[one.kind][0], wanted(one))]


@every
def test_biblatex(one):
    language = one.language if one.language == "en" else ""  # the names of other languages are not told
    assert list(from_biblatex(to_biblatex(one))) == [(one.id, TYPES[one.kind][1], wanted(one, language=language))]


@every
def test_csl_json(one):
    item = json.loads(json.dumps(to_csl_json(one)))
    assert list(from_csl([item])) == [(one.id, TYPES[one.kind][2], wanted(one))]
    assert ("title-short" in item) == bool(one.short)


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


@every
def test_pandoc_reads_the_same_from_biblatex_and_csl_json(one, by_pandoc):
    from_json, from_bib = by_pandoc["csljson"][one.id], by_pandoc["biblatex"][one.id]
    assert (from_json["type"], from_bib["type"]) == (TYPES[one.kind][2],) * 2
    assert names(from_bib) == names(from_json) == names(to_csl_json(one))
    for name in ("issued", "volume", "issue", "page", "DOI", "URL"):
        assert from_bib.get(name) == from_json.get(name) == to_csl_json(one).get(name), name
    title = one.title.translate({ord("{"): None, ord("}"): None})  # which pandoc does not read from BibLaTeX
    assert unquoted(from_bib["title"]) == unquoted(f"{title}. {EDITION_GENRE}" if one.genre else title)
    assert unquoted(from_json["title"]) == unquoted(one.title)
    assert from_json.get("title-short", "") == one.short
    assert not one.short or from_bib["title-short"] == one.short
    assert from_bib.get("version", "") == ("" if one.kind == "article" else one.version)
    container = "publisher" if one.kind == "page" else "container-title"
    assert from_bib.get(container, "") == one.container


def names(item):
    """The authors of an item; pandoc sets particles such as van der apart."""
    parts = ("literal", "given", "dropping-particle", "non-dropping-particle", "family")
    return [" ".join(one[part] for part in parts if part in one) for one in item.get("author", [])]


def test_a_file_of_several_records_holds_each():
    assert len(list(from_ris("".join(map(to_ris, TABLE))))) == len(TABLE)
    assert [key for key, *_ in from_biblatex("\n".join(map(to_biblatex, TABLE)))] == [one.id for one in TABLE]


def tags(found):
    """Tags as a browser reads them: name to contents."""
    read = {}
    for meta in html.document_fromstring(f"<html><head>{meta_elements(found)}</head></html>").iter("meta"):
        read.setdefault(meta.get("name"), []).append(meta.get("content"))
    return read


@pytest.mark.parametrize("one", [one for one in TABLE if one.kind != "article"], ids=lambda one: one.id)
def test_tags_of_zotero(one):
    entry = one.kind == "entry"
    expected = {
        "z:itemType": "encyclopediaArticle" if entry else "webpage",
        "z:title": one.title,
        "z:shortTitle": one.short,
        "z:encyclopediaTitle" if entry else "z:websiteTitle": one.container,
        "z:edition" if entry else "z:websiteType": "version 1.2.0" if entry else "Annotated edition, v1.2.0",
        "z:date": one.date,
        "z:language": one.language,
        "z:rights": one.rights,
        "z:abstractNote": one.abstract,
        "z:url": one.url,
    }
    authors = [author if "," in author else f"{author}," for author in one.authors]
    found = tags(zotero_tags(one))
    assert found.pop("so:author", []) == authors
    assert found == {name: [value] for name, value in expected.items() if value}


@pytest.mark.parametrize("one", [one for one in TABLE if one.kind == "article" and one.authors and one.date], ids=lambda one: one.id)
def test_tags_of_google_scholar(one):
    address = "https://example.org/reader/papers/x/text/"
    first, _, last = one.pages.partition("-")
    expected = {
        "citation_title": one.title,
        "citation_publication_date": one.date.replace("-", "/"),
        "citation_journal_title": one.container,
        "citation_volume": one.volume,
        "citation_issue": one.issue,
        "citation_firstpage": first,
        "citation_lastpage": last,
        "citation_doi": one.doi,
        "citation_publisher": one.publisher,
        "citation_language": one.language,
        "citation_abstract": one.abstract,
        "citation_online_date": "2026/11/22",
        "citation_fulltext_html_url": address,
        "DC.title": one.title,
        "DC.date": one.date,
        "DC.language": one.language,
        "DC.source": one.container,
        "DC.identifier": f"doi:{one.doi}" if one.doi else address,
    }
    authors = [author if "," in author else f"{author}," for author in one.authors]
    found = tags(scholar_tags(one, address, "2026-11-22"))
    assert found.pop("citation_author") == found.pop("DC.creator") == authors
    assert found == {name: [value] for name, value in expected.items() if value}


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
    assert to_biblatex(bare) == "@article{x,\n  title = {{[A title]}},\n  langid = {english},\n}\n"
    assert to_csl_json(bare) == {"id": "x", "type": "article-journal", "title": "[A title]", "language": "en"}
    assert plain(bare.abstract) == ""
