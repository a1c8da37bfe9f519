"""Other engines make the same site of the same files: ./run build --engine properdocs, and zensical."""

import os
import subprocess
import sys
from urllib.parse import urljoin

import pytest
from lxml import etree, html

from tests.support.project import SETTINGS

ADDRESSES = ("href", "src", "action")
RENDER = """
import pathlib, sys
from scripts.reader.build import engines
sys.exit(engines.render(sys.argv[1], pathlib.Path.cwd(), pathlib.Path(sys.argv[2])))
"""
SPENT = "data-search-exclude"  # told to the engine, and taken out by Zensical
THEIR_OWN = {"sitemap.xml", "sitemap.xml.gz"}  # with the engine's dates; the addresses in it are compared


@pytest.fixture(scope="module", params=["properdocs", "zensical"])
def other(request, project, site, tmp_path_factory):
    """The site as another engine makes it."""
    folder = tmp_path_factory.mktemp(request.param) / "site"
    done = subprocess.run(
        [sys.executable, "-c", RENDER, request.param, str(folder)],
        cwd=project,
        env={**os.environ, **SETTINGS},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def told(path, name):
    """A page as a list: each element with its attributes and with the words in and behind it; addresses by where they lead."""
    page, served = [], f"https://example.org/reader/{name.removesuffix('index.html')}"
    for element in html.parse(str(path)).getroot().iter(etree.Element):
        attributes = {key: urljoin(served, value) if key in ADDRESSES else value for key, value in element.items() if key != SPENT}
        text = " ".join((element.text or "").split())
        page.append((element.tag, attributes, text, " ".join((element.tail or "").split())))
    return page


def test_it_has_the_same_files(site, other):
    assert files(other) - THEIR_OWN == files(site) - THEIR_OWN


def test_every_page_has_the_same_words_tags_ids_notes_and_links(site, other):
    pages = sorted(name for name in files(site) if name.endswith(".html"))
    assert len(pages) > 100
    for name in pages:
        ours, theirs = told(site / name, name), told(other / name, name)
        different = [pair for pair in zip(ours, theirs, strict=False) if pair[0] != pair[1]]
        assert (different[:3], len(theirs)) == ([], len(ours)), name


@pytest.mark.parametrize("suffix", [".json", ".jsonld", ".ris", ".bib", ".css", ".js"])
def test_every_other_file_has_the_same_bytes(site, other, suffix):
    names = {name for name in files(site) if name.endswith(suffix)}
    assert names
    assert [name for name in sorted(names) if (site / name).read_bytes() != (other / name).read_bytes()] == []


def test_the_site_maps_list_the_same_addresses(site, other):
    one, two = ({place.text for place in etree.parse(str(folder / "sitemap.xml")).findall(".//{*}loc")} for folder in (site, other))
    assert one == two
