"""The built site as files: what is there, and what stays the same."""

import hashlib
import json
import re
from collections import Counter
from itertools import groupby

from lxml import html

from scripts.reader.search import search_parts
from scripts.reader.text.paragraphs import PARAGRAPH_ID
from tests.support.project import SETTINGS, copy_project, finish_build, start_build


def tree(path):
    return html.parse(str(path)).getroot()


def digests(site):
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in site.rglob("*") if path.is_file()}


def test_the_site_has_a_page_for_every_section_entry_and_list(pages, sections, edition):
    assert len(sections) == 11
    assert len(edition.entries) == 63
    entries = {f"glossary/{slug}/" for slug in edition.entries}
    papers = {f"papers/{paper.slug}/" for paper in edition.papers}
    assert {*sections, *entries, *papers, "", "glossary/", "bibliography/"} <= set(pages)


def test_no_two_pages_have_the_same_title(site, pages):
    files = (site / page / "index.html" if page.endswith("/") or not page else site / page for page in pages)
    titles = Counter(" ".join(tree(file).findtext(".//title").split()) for file in files)
    assert [title for title, count in titles.items() if count > 1 or not title] == []


AS_WRITTEN = "ancestor-or-self::*[self::script or self::style or self::code or self::pre or self::del or @class='received-text']"
SHOWN = "//@title | //@alt | //@aria-label | //@placeholder | //@data-summary | //@data-reason | //@data-label"


def test_no_page_shows_a_straight_quotation_mark_but_in_code_and_received_words(site, pages):
    for page in [*pages, "404.html"]:
        found = tree(site / page / "index.html" if page.endswith("/") or not page else site / page)
        texts = [*found.xpath(f"//text()[not(parent::*/{AS_WRITTEN})]"), *found.xpath(SHOWN)]
        assert [text for text in texts if re.search("[\"']", text)] == [], page


def test_no_hit_of_a_search_shows_a_straight_quotation_mark(site):
    documents = [one for path in search_parts.PART_PATHS for one in json.loads((site / path).read_text(encoding="utf-8"))["docs"]]
    assert [one for one in documents if re.search("[\"']", f"{one.get('title')} {one.get('text')} {one.get('names')}")] == []


def test_paragraph_numbers_run_through_each_paper_without_a_gap(site, sections):
    for paper, addresses in groupby(sections, key=lambda address: address.split("/")[1]):
        found = [name for address in addresses for name in tree(site / address / "index.html").xpath("//p[@id]/@id")]
        numbers = [PARAGRAPH_ID.fullmatch(name) for name in found]
        assert all(numbers), f"{paper}: {found}"
        without_letters = [int(number[1]) for number in numbers if not number[2]]
        assert without_letters == list(range(1, len(without_letters) + 1)), paper


def test_a_second_build_in_another_folder_and_time_zone_is_the_same_to_the_byte(site, tmp_path):
    another = copy_project(tmp_path / "another" / "place")
    finish_build(start_build(another, PYTHONHASHSEED="7", TZ="Asia/Kabul", **SETTINGS))
    assert digests(another / "site") == digests(site)
