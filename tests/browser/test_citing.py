"""What machines read from the real site: tags, linked data, signposts, files of citations; and the whole text of a paper on one page."""

import json
from collections import Counter
from itertools import pairwise

import pytest
from lxml import html
from rdflib import RDF, Graph, Namespace, URIRef
from signposting import find_signposting_html

from scripts.reader.build.citations import articles
from scripts.reader.checks.site_problems import pages_in_site_map, site_problems
from scripts.reader.citing import reference_styles
from scripts.reader.citing.citable_items import cited_pages
from scripts.reader.common import typography
from scripts.reader.search import search_parts
from scripts.reader.text.addresses import page_address
from scripts.reader.text.paragraphs import paragraphs
from tests.browser.test_views import BOTH, READING, RECEIVED, choose, expected, shown
from tests.support.chromium import PHONE
from tests.support.citation_parsers import from_biblatex, from_csl, from_ris, wanted
from tests.support.project import SETTINGS
from tests.support.screen import straight, words

BASE = SETTINGS["SITE_URL"]
SCHEMA = Namespace("https://schema.org/")
STYLES = [style.title for style in reference_styles.STYLES.values()]
MEDIA = {
    ".json": "application/vnd.citationstyles.csl+json",
    ".ris": "application/x-research-info-systems",
    ".bib": "application/x-bibtex",
}


@pytest.fixture(scope="module")
def records(edition):
    """What is cited of each page, by its address within the site."""
    return {page_address(cited.page): cited for cited in cited_pages(edition, BASE)}


@pytest.fixture(scope="module")
def trees(site, records):
    """Every page that can be cited, by its address within the site."""
    return {address: html.parse(str(site / address / "index.html")).getroot() for address in records}


@pytest.fixture(scope="module")
def tags(trees):
    """The tags of every page, wherever they stand: name to contents."""
    found = {}
    for address, tree in trees.items():
        names = found[address] = {}
        for meta in tree.iter("meta"):
            names.setdefault(meta.get("name") or meta.get("property"), []).append(meta.get("content"))
    return found


@pytest.fixture(scope="module")
def data(trees):
    """The linked data of every page: type to data."""
    texts = {address: tree.xpath("//head/script[@type='application/ld+json']/text()") for address, tree in trees.items()}
    return {address: [json.loads(text) for text in found] for address, found in texts.items()}


def cite_files(address):
    return "cite/" + (address.rstrip("/") or "index")


def is_entry(address):
    return address.startswith("glossary/") and address != "glossary/"


def of_schema(found):
    """Data in the words of schema.org by type; an entry's node in SKOS is not among them."""
    return {one["@type"]: one for one in found if one["@context"] == "https://schema.org"}


# Tags


def test_the_check_finds_nothing_wrong(site):
    assert list(site_problems(site)) == []


def test_every_page_can_be_cited_and_stands_in_the_site_map(pages, records, site):
    assert set(records) == {page for page in pages if not page.startswith("cite/")}
    assert {f"{address}index.html" for address in records} == pages_in_site_map(site, BASE)


def test_every_page_has_one_set_of_tags_of_its_type(tags, records):
    for address, found in tags.items():
        names = {name for name in found if name and name.startswith("z:")}
        required = {"z:itemType", "z:title", "z:extra", "z:date", "z:language", "z:abstractNote", "z:url"}
        required |= {"z:websiteTitle"} if address else set()
        assert required <= names <= required | {"z:shortTitle", "z:rights"}, address
        assert all(len(found[name]) == 1 and found[name][0].strip() for name in names), address
        assert found["z:itemType"] == ["webpage"], address
        assert found["z:extra"] == [f"number: version {records[address].work.version}"]
        assert found["z:url"] == [records[address].work.url]
        assert ("og:site_name" in found) == bool(address)  # of which Zotero would make the home page a part


def test_every_work_has_an_abstract_and_a_title_of_its_own(tags):
    by_work = {found["z:url"][0]: found for found in tags.values()}
    for name in ("z:abstractNote", "z:title"):
        counted = Counter(found[name][0] for found in by_work.values())
        assert [value for value, count in counted.items() if count > 1] == []


def test_a_preview_of_a_page_says_what_the_page_is(trees, records):
    for address, tree in trees.items():
        cited = records[address]
        described = cited.work if address.startswith("papers/") and address.count("/") == 2 else cited.own
        assert tree.xpath("//meta[@property='og:title']/@content") == [described.title]
        assert tree.xpath("//meta[@property='og:description' and @name='description']/@content") == [described.abstract]


def test_a_page_tells_its_own_address_once_and_that_at_which_it_is_cited(trees, records):
    for address, tree in trees.items():
        assert tree.xpath("//link[@rel='canonical']/@href") == [BASE + address]
        assert tree.xpath("//link[@rel='cite-as']/@href") == [records[address].work.url]


def test_no_page_has_what_zotero_reads_wrongly(tags, pages, site):
    for address, found in tags.items():
        # Of og: it takes type and address before others; z: goes before the rest.
        traps = ("citation_", "dc.", "dcterms.", "og:type", "og:url", "author")
        wrong = [name for name in found if name and name.casefold().startswith(traps)]
        assert wrong == [], address
        assert "so:author" not in found  # none is established
    for page in pages:
        file = f"{page}index.html" if page.endswith("/") or not page else page
        tree = html.parse(str(site / file)).getroot()
        assert tree.xpath("//*[contains(@class, 'Z3988') or contains(@class, 'byline') or contains(@class, 'vcard')]") == []
        assert tree.xpath("//time[@datetime] | //body//*[@rel='author']") == []


# Linked data


def test_breadcrumbs_lead_from_the_home_page_to_this_one(data, records, trees):
    for address, found in data.items():
        items = of_schema(found)["BreadcrumbList"]["itemListElement"]
        assert [item["position"] for item in items] == list(range(1, len(items) + 1))
        assert (items[0]["item"], items[-1]["item"]) == (BASE, BASE + address)
        assert all(item["name"] and item["item"].removeprefix(BASE) in trees for item in items)
        assert [item["item"] for item in items] == sorted({item["item"] for item in items}, key=len)


def test_a_paper_is_an_article_with_its_sections_and_what_it_is_based_on(data, edition):
    based_on = articles(edition)
    for paper in edition.papers:
        found = of_schema(data[f"papers/{paper.slug}/"])["ScholarlyArticle"]
        sections = [f"{BASE}papers/{paper.slug}/{section.slug}/" for section in paper.sections]
        assert [part["@id"] for part in found["hasPart"]] == sections
        assert found["isBasedOn"]["isPartOf"]["name"] == based_on[paper.slug].container
        assert found["isBasedOn"]["url"] == based_on[paper.slug].url
        assert "author" not in found
        assert "author" not in found["isBasedOn"]
        for section in paper.sections:
            part = of_schema(data[f"papers/{paper.slug}/{section.slug}/"])["WebPage"]
            assert part["isPartOf"]["@id"] == f"{BASE}papers/{paper.slug}/"
    assert sum("ScholarlyArticle" in of_schema(found) for found in data.values()) == len(edition.papers)


def test_linked_data_are_read_by_rdf(data, records):
    """Without the context of schema.org, which stands in another place: all words are taken to be its own."""
    for address, found in data.items():
        graph = Graph()
        for one in of_schema(found).values():
            graph.parse(data=json.dumps({**one, "@context": {"@vocab": str(SCHEMA)}}), format="json-ld")
        kind = "ScholarlyArticle" if address.count("/") == 2 and address.startswith("papers/") else None
        described = records[address].work if kind else records[address].own
        kind = kind or ("DefinedTerm" if is_entry(address) else "WebPage")
        page = URIRef(BASE + address)
        assert (page, RDF.type, SCHEMA[kind]) in graph
        assert str(graph.value(page, SCHEMA.name)) == described.title
        assert len(list(graph.subjects(RDF.type, SCHEMA.BreadcrumbList))) == 1


# Signposts


def test_signposts_of_level_1(address, records, site):
    for page, cited in records.items():
        found = find_signposting_html(address + page)
        assert str(found.citeAs.target) == cited.work.url
        kind = "ScholarlyArticle" if page.count("/") == 2 and page.startswith("papers/") else None
        rights = cited.work.rights if kind else cited.own.rights
        kind = kind or ("DefinedTerm" if is_entry(page) else "WebPage")
        assert [str(signpost.target) for signpost in found.types] == [f"https://schema.org/{kind}"]
        described = {str(signpost.target).removeprefix(address): signpost.type for signpost in found.describedBy}
        linked = {name: media for name, media in described.items() if media == "application/ld+json"}
        assert {name: media for name, media in described.items() if name not in linked} == {
            cite_files(page) + suffix: media for suffix, media in MEDIA.items()
        }
        assert all((site / name).is_file() for name in described)
        assert bool(linked) == page.startswith("glossary/")
        licence = "https://spdx.org/licenses/CC-BY-4.0" if rights == "CC BY 4.0" else None
        assert (found.license and str(found.license.target)) == licence


# Files


def read(site, path):
    return (site / path).read_bytes().decode()


def test_files_of_every_page_are_read_back(site, records):
    for address, cited in records.items():
        files = cite_files(address)
        ((_, in_ris),) = from_ris(read(site, f"{files}.ris"))
        ((key, _, in_bib),) = from_biblatex(read(site, f"{files}.bib"))
        ((id, _, in_json),) = from_csl(json.loads(read(site, f"{files}.json")))
        assert in_ris == in_bib == in_json == wanted(cited.work)
        assert key == id == cited.work.id


def test_files_of_the_whole_edition_are_read_back(site, records):
    works = {cited.work.id: cited.work for cited in records.values()}
    every = list(map(wanted, works.values()))
    assert [fields for _, fields in from_ris(read(site, "cite/all.ris"))] == every
    assert [fields for *_, fields in from_biblatex(read(site, "cite/all.bib"))] == every
    assert [fields for *_, fields in from_csl(json.loads(read(site, "cite/all.json")))] == every
    assert len({work.url for work in works.values()}) == len(every) > 60


def test_citations_stand_on_a_page_of_their_own_which_needs_no_script(site, records, edition):
    for address, cited in records.items():
        page = html.parse(str(site / f"{cite_files(address)}.html")).getroot()
        objects = page.xpath("//section[@data-object]")
        wanted = ["work", *["page"] * (cited.own != cited.work), *["original"] * address.startswith("papers/")]
        assert [one.get("data-object") for one in objects] == wanted
        for one in objects:
            assert [heading.text for heading in one.iter("h3")] == STYLES
            assert all(reference.text_content() for reference in one.find_class("reference"))
            assert len(one.find_class("reference")) == len(STYLES)
            paragraphs = len(cited.paragraphs) if one.get("data-object") != "original" else 0
            assert len(one.find_class("in-text")) == len(STYLES) * (1 + min(paragraphs, 2))
        links = page.xpath("//p[@class='files']/a")
        assert [link.get("href").rsplit(".", 1)[1] for link in links] == ["ris", "bib", "json"]
        assert ["download" in link.attrib for link in links] == [True, True, True]  # a click never shows raw text
        assert not any(link.get("target") for link in links)
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert "98765" not in page.text_content()
        assert "1901" not in page.text_content()


# The whole text of a paper


@pytest.fixture(params=["rise-of-the-taliban", "islamic-emirate"])
def paper(request, edition):
    return next(paper for paper in edition.papers if paper.slug == request.param)


@pytest.fixture
def text(trees, paper):
    return trees[f"papers/{paper.slug}/text/"]


def plain(element):
    """The words of an element without numbers, links back and what is hidden."""
    copy = html.fromstring(html.tostring(element, with_tail=False))
    for part in copy.xpath("./a[@class='paragraph-number'] | .//sup | .//*[@hidden] | .//a[@class='footnote-backref']"):
        part.drop_tree()
    return words(copy.text_content())


def test_the_whole_text_has_every_paragraph_under_its_number(text, paper):
    wanted = {block.id: typography.typeset(block.reading) for section in paper.sections for block in paragraphs(section)}
    found = {paragraph.get("id"): plain(paragraph) for paragraph in text.xpath("//article//p[@id]")}
    assert list(found) == list(wanted)
    assert found == wanted


def notes(tree):
    """Notes and sources by id, without numbers and links back."""
    return {note.get("id"): plain(note) for note in tree.xpath("//div[@class='footnote']//li")}


def test_the_whole_text_has_every_note_and_source(text, trees, paper):
    wanted = {}
    for section in paper.sections:
        wanted.update(notes(trees[f"papers/{paper.slug}/{section.slug}/"]))
    assert notes(text) == wanted
    assert len(wanted) > 20
    assert [heading.text for heading in text.xpath("//div[@class='footnote']/h2")] == ["Notes of this edition", "Sources"]
    numbers = [int(list.get("start", "1")) for list in text.xpath("//div[@class='footnote']/ol")]
    assert numbers == [1, 1 + len(text.xpath("//div[@class='footnote']/ol")[0])]


def test_numbers_of_notes_in_the_whole_text_are_those_of_the_list(text):
    listed = [note.get("id") for note in text.xpath("//div[@class='footnote']//li")]
    for link in text.xpath("//a[@class='footnote-ref']"):
        assert link.get("href") == f"#{listed[int(link.text) - 1]}"


def test_the_whole_text_has_its_headings_in_order(text, paper):
    found = list(text.find(".//article").iter("h1", "h2", "h3", "h4", "h5", "h6"))
    levels = [int(heading.tag[1]) for heading in found]
    assert levels[0] == 1
    assert straight(words(found[0].text_content())) == straight(paper.index.record["title"])
    assert all(1 < level <= before + 1 for before, level in pairwise(levels))
    assert [heading.get("id") for heading in found[1:]] == [*(section.slug for section in paper.sections), "notes", "sources"]
    titles = [str(section.record["title"]) for section in paper.sections]
    assert [words(heading.text_content()) for heading in found[1 : len(titles) + 1]] == titles


def test_every_id_of_a_page_is_there_once(trees):
    assert {
        address: twice
        for address, tree in trees.items()
        if (twice := [id for id, count in Counter(tree.xpath("//@id")).items() if count > 1])
    } == {}


def test_emendations_have_the_same_addresses_in_the_whole_text_as_in_the_sections(text, trees, paper):
    marks = "//*[contains(concat(' ', @class, ' '), ' emendation ')]/@id"
    in_sections = [id for section in paper.sections for id in trees[f"papers/{paper.slug}/{section.slug}/"].xpath(marks)]
    assert text.xpath(marks) == in_sections


def test_the_whole_text_is_not_searched(site, paper):
    locations = [document["location"] for path in search_parts.PART_PATHS for document in json.loads(read(site, path))["docs"]]
    assert any(location.startswith(f"papers/{paper.slug}/") for location in locations)
    assert not any(location.startswith(f"papers/{paper.slug}/text/") for location in locations)


@pytest.mark.parametrize("settings", [{}, {"java_script_enabled": False}, {"viewport": PHONE}], ids=["desktop", "without scripts", "phone"])
def test_the_views_of_the_whole_text(reader, paper, settings):
    page = reader(**settings)
    page.goto(f"papers/{paper.slug}/text/")
    in_view = {view: {} for view in ("reading", "received")}
    for view, texts in in_view.items():
        for section in paper.sections:
            texts.update(expected(section, view))
    assert shown(page) == in_view["reading"]
    choose(page, RECEIVED)
    assert shown(page) == in_view["received"]
    choose(page, BOTH)
    assert page.locator(".emendation").first.is_visible()
    choose(page, READING)
    assert shown(page) == in_view["reading"]


def test_a_paragraph_of_the_whole_text_opens_by_its_address(page, paper):
    last = paragraphs(paper.sections[-1])[-1].id
    page.goto(f"papers/{paper.slug}/text/#{last}")
    assert page.locator(f"#{last}").bounding_box()["y"] < page.viewport_size["height"]
