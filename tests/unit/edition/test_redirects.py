"""Redirects: where they lead. What is wrong with them stands in tests/problems/M104 and M105."""

import pytest

from scripts.reader.edition import redirects
from scripts.reader.releases import frozen_pages

TEXT = """
a/: b/
"a/#p1": c/#p9
b/: c/d/
"e/#p2": "a/#p2"
f/: "b/#p3"
"g/#p1": a/#p1
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [("a/", "c/d/"), ("a/#p1", "c/#p9"), ("b/", "c/d/"), ("e/#p2", "c/d/#p2"), ("f/", "c/d/#p3"), ("g/#p1", "c/#p9")],
)
def test_a_redirect_leads_on_to_the_last_address(old, new):
    found, problems = redirects.parse_redirects(TEXT)
    assert problems == []
    assert redirects.final_target(found, old) == new
    assert redirects.redirect_targets(found)[old] == new


def test_a_circle_is_told_with_its_way_and_leads_nowhere():
    found, _ = redirects.parse_redirects('a/: "b/#p1"\n"b/": a/\nc/: a/\n')
    with pytest.raises(ValueError, match="a/ → b/#p1 → a/"):
        redirects.final_target(found, "a/")
    assert redirects.redirect_targets(found) == {}


def test_a_file_of_remarks_alone_redirects_nothing():
    assert redirects.parse_redirects("# old: new\n") == ({}, [])


@pytest.mark.parametrize(
    ("old", "new", "link"),
    [("a/b/", "c/#p1", "../../c/#p1"), ("a/", "", "../"), ("", "a/", "a/"), ("cite/a.html", "cite/b/c.html", "../cite/b/c.html")],
)
def test_links_from_one_address_to_another(old, new, link):
    assert frozen_pages.relative(old, new) == link


def test_a_page_that_has_moved_leads_on_with_and_without_scripts():
    page = frozen_pages.moved_page('A "site"', "https://x.example/", "a/b/", "c/", {"p4": "d/#p4"})
    assert '<link rel="canonical" href="https://x.example/c/">' in page
    assert '<meta http-equiv="refresh" content="0; url=../../c/">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert 'data-to="../../c/" data-places="{&quot;p4&quot;: &quot;../../d/#p4&quot;}"' in page
    assert '<li><a href="../../d/#p4">¶4</a></li>' in page


def test_a_paragraph_that_left_its_page_leaves_a_line_under_its_number():
    page = frozen_pages.with_moved_places(
        "<article><p>x</p><!-- slot: article-end --><!-- /slot --></article>", "a/", {"p4": "b/#p4", "p5": "c/"}, {"b/": "B & C"}
    )
    assert page == (
        "<article><p>x</p><!-- slot: article-end -->"
        '<p class="moved" id="p4">¶4 is no longer on this page: see <a href="../b/#p4">B &amp; C ¶4</a>.</p>\n'
        '<p class="moved" id="p5">¶5 is no longer on this page: see <a href="../c/">c/</a>.</p>\n<!-- /slot --></article>'
    )
