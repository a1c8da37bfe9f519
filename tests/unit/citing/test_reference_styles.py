"""References in nine styles: what pandoc makes of the records is what an independent engine, citeproc-js, makes of them.

The differences that are known stand in tests/support/citation_engines.py. Node and npm are needed; npm installs the engine from tests/js.
"""

import json
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.resources import files

import pytest

from scripts.reader.build import citations
from scripts.reader.citing import citable_items, reference_styles
from scripts.reader.citing.citation_formats import to_csl_json
from scripts.reader.citing.reference_styles import (
    ACCESS_DATE,
    FIRST_PARAGRAPH,
    LAST_PARAGRAPH,
    RENDERED_ACCESS_DATE,
    STYLES,
    Rendered,
    write_independent_style,
)
from scripts.reader.edition import load
from tests.conftest import KNOWN
from tests.support.citable_items import TABLE, cited
from tests.support.citation_engines import as_pandoc, plain
from tests.support.node import run_script

LOCATORS = {"whole": "", "one": FIRST_PARAGRAPH, "range": f"{FIRST_PARAGRAPH}-{LAST_PARAGRAPH}"}


def real():
    """Everything that can be cited in the real edition."""
    edition = load.load_edition(KNOWN)
    found = [one for cited in citable_items.cited_pages(edition, "https://example.org/") for one in (cited.work, cited.own)]
    yield from {one.id: one for one in [*found, *citations.articles(edition).values()]}.values()


EVERYTHING = [*TABLE, *real()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("references")


@pytest.fixture(scope="module")
def ours(folder):
    return reference_styles.render_references(folder, EVERYTHING)


def theirs_in(style, folder):
    """Everything in one style as citeproc-js renders it."""
    lang = STYLES[style].language
    items = [{**to_csl_json(one), "accessed": {"date-parts": [ACCESS_DATE]}} for one in EVERYTHING]
    job = {
        "style": write_independent_style(STYLES[style].file, folder).read_text(encoding="utf-8"),
        "locale": files("citeproc").joinpath(f"data/locales/locales-{lang}.xml").read_text(encoding="utf-8"),
        "lang": lang,
        "items": [{name: value for name, value in item.items() if name != "abstract"} for item in items],
        "forms": LOCATORS,
    }
    return json.loads(run_script("citeproc.js", job))


@pytest.fixture(scope="module")
def theirs(folder):
    with ThreadPoolExecutor() as pool:
        return dict(zip(STYLES, pool.map(lambda style: theirs_in(style, folder / "styles"), STYLES), strict=True))


@pytest.mark.parametrize("style", STYLES)
def test_references_and_citations_are_those_of_an_independent_engine(style, ours, theirs):
    different = []
    for one in EVERYTHING:
        rendered, other = ours[one.id][style], theirs[style][one.id]
        for form in ("reference", *LOCATORS):
            found = plain(rendered.reference if form == "reference" else rendered.forms[form])
            expected = as_pandoc(other["reference"] if form == "reference" else other["forms"][form], style)
            if found != expected:
                different.append(f"{one.id}, {form}\n    pandoc:      {found}\n    citeproc-js: {expected}")
    assert not different, "\n" + "\n".join(different)


def test_mla_has_small_prepositions_whatever_their_length(ours):
    """MLA Handbook, 9th ed., 2.90; APA, 7th ed., 6.17, and Chicago, 18th ed., 8.160, have a capital in After."""
    titles = ours["page-nobody-2026-11-22-preposition"]
    assert "Prussia after the Rise of the Alliance" in plain(titles["mla"].reference)
    assert "Prussia After the Rise of the Alliance" in plain(titles["chicago-author-date"].reference)


def test_given_names_in_scripts_without_capitals_have_initials_where_the_style_has(ours):
    """APA, 7th ed., 9.8; the authors are Hamed and Zahra."""
    persian = ours["article-persian-2025-persian"]
    assert persian["apa"].reference.startswith("کریمی, ح., &amp; رضایی, ز. (2025)")
    assert all("حامد" in persian[style].reference for style in ("mla", "chicago-author-date", "chicago-notes"))


def test_signs_that_html_reads_are_escaped(ours):
    for style, one in ours["page-nobody-2026-11-22-signs"].items():
        for text in filter(None, (one.reference, *one.forms.values())):
            assert re.findall(r"<(?!/?(?:em|a)\b)|&(?!amp;|lt;|gt;)", text) == [], style


def test_paragraphs_and_day_of_access_can_be_put_in(ours):
    for one in EVERYTHING:
        for style, rendered in ours[one.id].items():
            for form, places in (("whole", (0, 0)), ("one", (1, 0)), ("range", (1, 1))):
                assert (rendered.forms[form].count(FIRST_PARAGRAPH), rendered.forms[form].count(LAST_PARAGRAPH)) == places, (one.id, style)
            told = RENDERED_ACCESS_DATE.sub("", " ".join([rendered.reference, *rendered.forms.values()]))
            assert str(ACCESS_DATE[0]) not in told


def test_no_reference_depends_on_the_others(ours, folder):
    """An author who stands in several references is named in each; a title is added for none."""
    alone = cited("page", "one")
    assert reference_styles.render_references(folder / "alone", [alone]) == {alone.id: ours[alone.id]}


@pytest.fixture
def calls(monkeypatch):
    """Counts the calls of pandoc."""
    made, run = [], subprocess.run

    def counted(command, **settings):
        made.append(command)
        return run(command, **settings)

    monkeypatch.setattr(reference_styles.subprocess, "run", counted)
    return made


def test_pandoc_is_called_once_for_each_style_and_again_only_if_something_changes(calls, tmp_path, monkeypatch):
    monkeypatch.setattr(reference_styles, "STYLES", {style: STYLES[style] for style in ("apa", "mhra")})
    one = cited("page")
    first = reference_styles.render_references(tmp_path, [one])
    assert len(calls) == 2
    assert reference_styles.render_references(tmp_path, [one]) == first
    assert len(calls) == 2
    assert reference_styles.render_references(tmp_path, [replace(one, abstract="Another.")]) == first  # no style prints it
    assert len(calls) == 2
    changed = reference_styles.render_references(tmp_path, [replace(one, title="Another")])
    assert len(calls) == 4
    assert "Another" in changed[one.id]["apa"].reference
    reference_styles.render_references(tmp_path, [replace(one, title="Another"), replace(one, id="two")])
    assert len(calls) == 6
    assert all("two" in call[-1] and one.id not in call[-1] for call in calls[-2:])  # only what is new


@pytest.mark.parametrize("broken", ["", "{", "text", "KEY", "KEY {", "KEY 1", "KEY []", 'KEY {"apa": []}', "\x80 {}", "\x80\n\n"])
def test_a_broken_file_of_the_last_build_is_made_anew(broken, tmp_path, monkeypatch):
    one = cited("page")
    rendered = {style: {one.id: Rendered(style, {"whole": "w", "one": "o", "range": "r"})} for style in STYLES}
    monkeypatch.setattr(reference_styles, "render_style", lambda style, items, folder: rendered[style])
    expected = reference_styles.render_references(tmp_path, [one])
    path = tmp_path / reference_styles.CACHE
    whole = path.read_text(encoding="utf-8")
    path.write_bytes(broken.replace("KEY", whole.partition(" ")[0]).encode("latin-1"))
    assert reference_styles.render_references(tmp_path, [one]) == expected
    assert path.read_text(encoding="utf-8") == whole
