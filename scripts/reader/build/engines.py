"""Render the site with MkDocs, with its fork ProperDocs, or with Zensical, the successor of Material for MkDocs.

MkDocs and ProperDocs run scripts/mkdocs_hooks.py. Zensical knows neither hooks nor plugins, so the steps before and after the
rendering are called here, and scripts/markdown_ext/citations.py renders the citations. Zensical renders a project of its own under
build/zensical/, which is generated each time from mkdocs.yml, docs/, overrides/ and the templates of Material.
"""

import re
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from scripts.reader.build import post_render, pre_render
from scripts.reader.checks.site_problems import given_words, site_problems
from scripts.reader.common.problems import Problem, report
from scripts.reader.edition import navigation
from scripts.reader.edition.edition import Edition
from scripts.reader.edition.load import site_settings
from scripts.reader.releases import integrity

ENGINES = ("mkdocs", "properdocs", "zensical")
ZENSICAL_PROJECT = Path("build/zensical")
PASSED_ON = (
    "site_name",
    "site_description",
    "site_url",
    "copyright",
    "use_directory_urls",
    "nav",
    "extra",
    "extra_css",
    "extra_javascript",
)
LEFT_OUT = (".icons", "*.py", "__pycache__", "mkdocs_theme.yml")
IMPORT_OF_LANGUAGE = '{% import "partials/language.html" as lang with context %}\n'
SITE_MAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{% for page in pages %}<url><loc>{{ page.canonical_url }}</loc></url>
{% endfor %}</urlset>
"""
TEST_OF_PAGE = re.compile(r"\b(if|not|and) page\b(?![.\w])")  # the page for missing addresses has no page in MkDocs, an empty one here
MINIJINJA = {  # in templates written for MkDocs: in templates for Zensical
    "page.is_homepage": '(page.meta is defined and page.url == "")',
    "nav_item == page": "nav_item.active",
    "index == page": "index.active",
    "page.is_index": "(page.url == (page.ancestors[0].children | first).url)",
    "item == page": "item.url == page.url",
    "page.parent.parent": "page.ancestors[1]",
    "page.parent": "page.ancestors[0]",
    '"material/search"': '"search"',
    "d(base_url)": "d(base_url if page.meta is defined else (base_url ~ '/') | replace('//', '/'))",  # of the page for missing addresses
    '"rss" in config.plugins': "false",
    ".split(": " | split(",
}


def render(engine: str, root: Path, site: Path) -> int:
    """Render the project under root into the folder site with one of ENGINES, every warning an error. Return an exit code."""
    if engine == "zensical":
        problems = render_with_zensical(root, site)
        if problems:
            print(report(problems), file=sys.stderr)
        return 1 if problems else 0
    command = [sys.executable, "-m", engine, "build", "--config-file", "mkdocs.yml", "--strict", "--site-dir", str(site)]
    return subprocess.call(command, cwd=root)


def render_with_zensical(root: Path, site: Path) -> list[Problem]:
    """Render with Zensical, and check the site for what the settings in mkdocs.yml have MkDocs check."""
    edition = pre_render.run(root)
    if problems := [*edition.problems, *integrity.problems(root, edition)]:
        return problems
    write_zensical_project(root, edition)
    command = [sys.executable, "-m", "zensical", "build", "--config-file", str(ZENSICAL_PROJECT / "mkdocs.yml"), "--clean", "--strict"]
    if subprocess.call(command, cwd=root):
        return [Problem("mkdocs.yml", 1, "S101", "the site does not build with Zensical")]
    shutil.rmtree(site, ignore_errors=True)
    shutil.move(root / ZENSICAL_PROJECT / "site", site)
    return post_render.run(edition, site, root) or list(site_problems(site, given_words(edition)))


def write_zensical_project(root: Path, edition: Edition) -> None:
    """Write the settings, the pages and the templates that Zensical renders."""
    project = root / ZENSICAL_PROJECT
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(root / "docs", project / "docs")  # Zensical reads pages below its settings only
    write_zensical_theme(root / "overrides", project / "theme")
    settings = zensical_settings(site_settings(root))
    settings["nav"] = navigation.with_short_titles(settings.get("nav"), edition.papers)
    (project / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8")


def zensical_settings(settings: dict[str, Any]) -> dict[str, Any]:
    """Return the settings for Zensical that correspond to those in mkdocs.yml."""
    return {name: settings[name] for name in PASSED_ON if name in settings} | {
        "theme": {**settings["theme"], "name": None, "custom_dir": "theme", "variant": "classic"},
        "plugins": [plugin for plugin in settings["plugins"] if "search" in plugin],
        "markdown_extensions": [*settings["markdown_extensions"], "scripts.markdown_ext.links"],
        # It does not know the links that start at docs/; the built site is checked instead, as ./run check does.
        "validation": {"invalid_links": False, "invalid_link_anchors": False},
    }


def write_zensical_theme(overrides: Path, theme: Path) -> None:
    """Write Material's templates with ours over them, in the words that Zensical's template engine, MiniJinja, knows."""
    with resources.as_file(resources.files("material") / "templates") as templates:
        shutil.copytree(templates, theme, ignore=shutil.ignore_patterns(*LEFT_OUT))
    if overrides.is_dir():
        shutil.copytree(overrides, theme, dirs_exist_ok=True)
    for template in theme.rglob("*.html"):
        is_partial = template.parent.name == "partials" and template.name != "language.html"
        template.write_text(minijinja(template.read_text(encoding="utf-8"), is_partial), encoding="utf-8")
    (theme / "sitemap.xml").write_text(SITE_MAP, encoding="utf-8")  # which MkDocs has, and not Material


def minijinja(template: str, is_partial: bool) -> str:
    """Return a template for MkDocs in the words that Zensical's template engine knows."""
    for jinja, other in MINIJINJA.items():
        template = template.replace(jinja, other)
    template = TEST_OF_PAGE.sub(r"\1 page.meta", template)
    # What one template imports, those that it includes do not see.
    return IMPORT_OF_LANGUAGE + template if is_partial and "lang.t(" in template else template
