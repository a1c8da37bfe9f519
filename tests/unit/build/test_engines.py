"""What Zensical is given in the place of mkdocs.yml and of templates written for MkDocs."""

import pytest
import yaml

from scripts.reader.build import engines
from scripts.reader.edition import load
from scripts.reader.edition.load import site_settings
from tests.conftest import ROOT


@pytest.fixture
def settings(monkeypatch):
    """The settings of the project, as Zensical gets them."""
    monkeypatch.setenv("SITE_URL", "https://example.org/elsewhere/")
    return engines.zensical_settings(site_settings(ROOT))


def test_zensical_gets_every_markdown_extension_in_order_and_the_one_for_links(settings):
    listed = site_settings(ROOT)["markdown_extensions"]
    assert len(listed) > 10
    assert settings["markdown_extensions"] == [*listed, "scripts.markdown_ext.links"]


def test_zensical_gets_the_pages_and_the_address_of_mkdocs(settings):
    assert settings["nav"] == site_settings(ROOT)["nav"]
    assert settings["site_url"] == "https://example.org/elsewhere/"


def test_zensical_gets_no_hooks_no_plugin_but_search_and_no_theme_of_its_own(settings):
    assert "hooks" not in settings
    assert [list(plugin) for plugin in settings["plugins"]] == [["search"]]
    assert settings["theme"]["name"] is None
    assert settings["theme"]["font"] is False


def test_a_setting_that_is_left_out_is_not_invented():
    shortest = {"theme": {}, "plugins": ["search", "bibtex"], "markdown_extensions": ["toc"]}
    assert set(engines.zensical_settings(shortest)) == {"theme", "plugins", "markdown_extensions", "validation"}


def test_the_project_of_zensical_holds_settings_pages_and_templates(toy):
    (toy / engines.ZENSICAL_PROJECT / "docs").mkdir(parents=True)
    (toy / engines.ZENSICAL_PROJECT / "docs/removed.md").touch()
    (toy / "overrides/main.html").write_text('{% extends "base.html" %}{{ page.parent }}', encoding="utf-8")
    engines.write_zensical_project(toy, load.load_edition(toy))
    project = toy / engines.ZENSICAL_PROJECT
    assert yaml.safe_load((project / "mkdocs.yml").read_text(encoding="utf-8"))["site_name"] == "Toy"
    assert (project / "docs/index.md").read_bytes() == (toy / "docs/index.md").read_bytes()
    assert not (project / "docs/removed.md").exists()
    assert (project / "theme/main.html").read_text(encoding="utf-8") == '{% extends "base.html" %}{{ page.ancestors[0] }}'
    assert (project / "theme/base.html").is_file()
    assert not (project / "theme/mkdocs_theme.yml").exists()


@pytest.mark.parametrize(
    ("template", "is_partial", "expected"),
    [
        ("{% if page and page.parent %}", False, "{% if page.meta and page.ancestors[0] %}"),
        ("{% if not page %}", False, "{% if not page.meta %}"),
        ("{% if page.toc %}", False, "{% if page.toc %}"),
        ('{{ lang.t("search") }}', False, '{{ lang.t("search") }}'),
        ('{{ lang.t("search") }}', True, engines.IMPORT_OF_LANGUAGE + '{{ lang.t("search") }}'),
        ('{{ super().split(".", 1) }}', True, '{{ super() | split(".", 1) }}'),
    ],
)
def test_a_template_in_the_words_of_minijinja(template, is_partial, expected):
    assert engines.minijinja(template, is_partial) == expected
