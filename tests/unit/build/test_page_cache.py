"""Pages that have not changed come from the cache: whatever is edited, the site must be the one that is made without it."""

import logging
import shutil

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.structure.pages import Page

from scripts.reader.build.page_cache import CACHE_DIR, PageCache


@pytest.fixture
def render(toy, tmp_path, monkeypatch):
    """Build the toy edition; say what the site holds, and which pages were rendered."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.chdir(toy)
    rendered = []
    original = Page.render

    def render_page(page, config, files):
        rendered.append(page.file.src_uri)
        return original(page, config, files)

    monkeypatch.setattr(Page, "render", render_page)

    def render():
        rendered.clear()
        config = load_config(str(toy / "mkdocs.yml"), site_dir=str(tmp_path / "site"))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        files = (path for path in (tmp_path / "site").rglob("*") if path.is_file())
        return {path.relative_to(tmp_path / "site").as_posix(): path.read_bytes() for path in files}, set(rendered)

    return render


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def expect_what_a_clean_build_makes(root, render):
    """Expect that a build with the cache makes what one without it makes; return the pages that the first rendered."""
    site, rendered = render()
    shutil.rmtree(root / "build")
    clean, everything = render()
    assert len(everything) == len(list((root / "docs").rglob("*.md")))
    assert [path for path in clean if site.get(path) != clean[path]] == []
    assert site.keys() == clean.keys()
    return rendered


def test_pages_that_have_not_changed_are_not_rendered(toy, render):
    first, everything = render()
    assert render() == (first, set())
    shutil.rmtree(toy / "build")
    assert render() == (first, everything)


METHOD, ENTRY = "docs/papers/toy/method.md", "docs/glossary/csto.md"
EDITS = {
    "words": (METHOD, "\n{: #p3 }", "{++ It goes on.++}{>>E2.5 supplied<<}\n{: #p3 }", {"papers/toy/method.md", "papers/toy/text.md"}),
    "a mention": (
        METHOD,
        "\n{: #p3 }",
        "{++ So is the CSTO.++}{>>E2.5 supplied<<}\n{: #p3 }",
        {"papers/toy/method.md", "glossary/csto.md"},
    ),
    "a title": (METHOD, "title: Method", "title: The method", {"papers/toy/introduction.md", "papers/toy/index.md"}),
    "a summary": (ENTRY, "summary: ", "summary: New. ", {"glossary/index.md"}),
    "a source": ("bibliography.bib", "Six States", "Seven States", {"bibliography.md"}),
    "settings": ("mkdocs.yml", "  - tables\n", "  - tables\n  - sane_lists\n", {"about/citing.md"}),
}


@pytest.mark.parametrize(("path", "old", "new", "shown_on"), EDITS.values(), ids=EDITS)
def test_after_an_edit_the_site_is_what_a_clean_build_makes(toy, render, path, old, new, shown_on):
    render()
    edit(toy / path, old, new)
    assert expect_what_a_clean_build_makes(toy, render) >= shown_on


def test_after_a_new_page_the_site_is_what_a_clean_build_makes(toy, render):
    (toy / "docs/glossary/eaeu.md").write_text((toy / ENTRY).read_text(encoding="utf-8").replace("CSTO", "EAEU"), encoding="utf-8")
    render()
    (toy / "docs/glossary/eaeu.md").unlink()
    expect_what_a_clean_build_makes(toy, render)


def test_what_is_said_of_a_page_is_said_again_also_after_a_quiet_build(toy, render, caplog):
    edit(toy / METHOD, "\n{: #p3 }", " [nowhere](nowhere.md)\n{: #p3 }")
    for level, times in ((logging.ERROR, 0), (logging.WARNING, 2), (logging.WARNING, 2)):
        caplog.clear()
        with caplog.at_level(level, "mkdocs"):
            render()
        assert caplog.text.count("contains a link 'nowhere.md'") == times


def test_a_link_to_a_place_that_is_gone_is_reported_from_the_cache(toy, render, caplog):
    edit(toy / METHOD, "\n{: #p3 }", " [there](/about/citing.md#there)\n{: #p3 }")
    edit(toy / "docs/about/citing.md", "\n# ", "\n## There {: #there }\n\n# ")
    render()
    edit(toy / "docs/about/citing.md", "{: #there }", "{: #elsewhere }")
    caplog.clear()
    _, rendered = render()
    assert "papers/toy/method.md" not in rendered
    assert "does not contain an anchor '#there'" in caplog.text


@pytest.mark.parametrize("content", ["", "{", "[]", '{"content": ""}'])
def test_what_cannot_be_read_is_rendered_again(toy, render, content):
    first, everything = render()
    kept = list((toy / CACHE_DIR).iterdir())
    assert len(kept) == len(everything)
    for path in kept:
        path.write_text(content)
    assert render() == (first, everything)


def test_what_no_page_uses_is_removed(toy, render):
    render()
    before = set((toy / CACHE_DIR).iterdir())
    edit(toy / METHOD, "\n{: #p3 }", "{++ It goes on.++}{>>E2.5 supplied<<}\n{: #p3 }")
    render()
    after = set((toy / CACHE_DIR).iterdir())
    assert len(after) == len(before)
    assert after != before


@pytest.mark.parametrize("inclusion", ['--8<-- "nowhere.md"', "--8<--\npapers.md\n--8<--", 'text\n--8<-- "papers.md:2"'])
def test_a_page_that_includes_in_another_way_is_never_kept(built_toy, inclusion):
    cache = PageCache(built_toy[0], "", [])
    assert cache.key("index.md", inclusion) is None
    assert cache.key("index.md", "text") != cache.key("about/citing.md", "text")
