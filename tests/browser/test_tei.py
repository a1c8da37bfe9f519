"""This edition as TEI, from the site as it is published."""

import re
import subprocess
import sys
from html import unescape

from lxml import etree

from scripts.reader.text.collation import collate
from tests.support.tei import NS, errors, text_blocks


def test_every_document_is_valid(site):
    found = {
        path.relative_to(site).as_posix(): errors(etree.parse(path)) for path in [*site.glob("papers/*/tei.xml"), *site.glob("tei/*.xml")]
    }
    assert len(found) > 3
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_the_received_text_of_each_paper_is_its_source(site, edition):
    for paper in edition.papers:
        body = etree.parse(site / "papers" / paper.slug / "tei.xml").find(f".//{NS}body")
        assert list(collate(text_blocks(body, "received"), paper.received)) == []


def test_the_reading_text_of_each_paragraph_is_that_of_the_pages(site, edition):
    for paper in edition.papers:
        body = etree.parse(site / "papers" / paper.slug / "tei.xml").find(f".//{NS}body")
        read = " ".join(word.text for block in text_blocks(body, "reading") for word in block)
        for texts in edition.paragraph_texts_of({paper.slug}).values():
            for paragraph in texts.values():
                assert " ".join(paragraph.text.split()) in read


def test_a_link_leads_to_each_document(page, edition):
    page.goto("about/data/")
    for paper in edition.papers:
        assert page.locator(f"a[href$='papers/{paper.slug}/tei.xml']").count() == 1


def test_the_examples_of_the_data_page_run(address, site, edition, tmp_path):
    """In Python against the served site, and on the command line with the files that curl would fetch."""
    page = (site.parent / "build/data-examples.md").read_text(encoding="utf-8")
    given = "https://example.org/reader/"
    first, second, command = map(unescape, re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", page, re.DOTALL))
    counts, received = (run_example([sys.executable, "-c", code.replace(given, address)], tmp_path) for code in (first, second))
    assert re.fullmatch(r"(?:[a-z0-9-]+ \d+\n){3}", counts)
    paragraphs = edition.paragraph_texts_of({edition.papers[0].slug}).values()
    for words in (paragraph.received for texts in paragraphs for paragraph in texts.values()):
        assert words in received
    curl = f'curl() {{ cat "{site}/${{2#{given}}}"; }}\n'
    lines = run_example(["sh", "-c", curl + command], tmp_path).splitlines()
    assert lines
    assert all(re.match(r"\[\d+\] ", line) for line in lines)


def run_example(command, folder):
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
