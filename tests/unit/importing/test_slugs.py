"""Whatever a file or a heading is called, the name that import makes of it can be written on every system."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.reader.importing.slugs import MAX_LENGTH, RESERVED, is_safe_slug, number_slug, slugify
from scripts.reader.text.front_matter import PAPER_PAGES, SLUG

TITLES = st.one_of(
    st.text(max_size=100),
    st.text("ab -.", max_size=400),
    st.sampled_from(["con", "CON.", "aux", "nul", "prn", "COM1", "lpt9", "com0", " con ", "con:", "é", "index", "text"]),
)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Theoretical framework", "theoretical-framework"),
        ("Results & Discussion", "results-and-discussion"),
        ("What’s new?", "what-s-new"),
        ("  2021 – 2025 ", "2021-2025"),
        ("Введение", "vvedenie"),
        ("Introducción", "introduccion"),
        ("Müller & Söhne", "muller-and-sohne"),
        ("مقدمه", "mqdmh"),
        ("—", ""),
        ("../../etc/passwd.", "etc-passwd"),
        ("Con", "con-1"),
        ("LPT1.", "lpt1-1"),
        ("Console", "console"),
        (30 * "word ", "-".join(12 * ["word"])),
        (300 * "x", MAX_LENGTH * "x"),
        (f"{59 * 'x'} yz", 59 * "x"),
    ],
)
def test_slugs(title, slug):
    assert slugify(title) == slug


@given(st.lists(TITLES, max_size=30))
def test_no_title_makes_a_name_that_a_system_refuses(titles):
    taken = dict.fromkeys(PAPER_PAGES, 1)
    slugs = [number_slug(slug, taken) for title in titles if (slug := slugify(title))]
    assert len({*slugs, *PAPER_PAGES}) == len(slugs) + len(PAPER_PAGES)
    for slug in slugs:
        assert SLUG.fullmatch(slug)
        assert len(slug) <= MAX_LENGTH + 3
        assert not RESERVED.fullmatch(slug)


@pytest.mark.parametrize("slug", ["", "A", "a b", "a_b", "a-", "../a", "é", "con", "com1", 61 * "a", "a\n"])
def test_what_a_person_may_not_choose(slug):
    assert not is_safe_slug(slug)


def test_many_headings_of_one_name_take_few_steps():
    taken = {}
    slugs = [number_slug("results", taken) for _ in range(20_000)]
    assert len(set(slugs)) == len(slugs)
    assert taken["results"] == len(slugs)
