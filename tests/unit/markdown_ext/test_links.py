"""Addresses as Zensical wants them: seen from the folder of the page's file."""

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.markdown_ext.links import relative_to_file

SECTION, ENTRY, INDEX, TOP = "papers/x/method.md", "glossary/csto.md", "papers/x/index.md", "timeline.md"


@pytest.mark.parametrize(
    ("address", "page", "found"),
    [
        ("/glossary/csto.md#names", SECTION, "../../glossary/csto.md#names"),
        ("/papers/x/method.md", SECTION, "method.md"),
        ("/index.md", TOP, "index.md"),
        ("../../papers/x/method/#p7", ENTRY, "../papers/x/method/#p7"),
        ("../papers/x/method/#p7", TOP, "papers/x/method/#p7"),
        ("method/#p7", INDEX, "method/#p7"),
        ("../../../glossary/csto/?q=%23#a/b", SECTION, "../../glossary/csto/?q=%23#a/b"),
        ("../..", ENTRY, "../"),
        ("csto.md", ENTRY, "csto.md"),
        ("https://example.org/a.md", ENTRY, "https://example.org/a.md"),
        ("//example.org/a.md", ENTRY, "//example.org/a.md"),
        ("mailto:a@example.org", ENTRY, "mailto:a@example.org"),
    ],
)
def test_an_address_is_seen_from_the_folder_of_the_file(address, page, found):
    assert relative_to_file(address, page) == found


@given(st.sampled_from([SECTION, ENTRY, INDEX, TOP]), st.sampled_from(["papers/x/method/", "glossary/", "assets/a.css"]))
def test_it_leads_to_the_same_place(page, target):
    served = page.removesuffix(".md").removesuffix("index")
    address = posixpath.relpath(target, served or ".") + "/" * target.endswith("/")
    found = relative_to_file(address, page)
    assert posixpath.normpath(posixpath.join(posixpath.dirname(page), found)) == posixpath.normpath(target)
