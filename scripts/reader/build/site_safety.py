"""Refuse a site whose pages hold what could run, load or hide something: before it is finished, what was written, and after, all of it."""

import re
from collections.abc import Iterator

from lxml import html

from scripts.reader.build.site_build import SiteBuild, path_of
from scripts.reader.checks import article_markup, built_site
from scripts.reader.checks.page import BuiltPage
from scripts.reader.common.lines import line_at
from scripts.reader.common.problems import Problem
from scripts.reader.text.front_matter import Page
from scripts.reader.web import slots

ARTICLE = re.compile(r"<article\b[^>]*>(.*)</article>", re.DOTALL)
# What the Markdown extensions make, and nobody may write.
MADE = re.compile(
    r'<a class="received-lines" hidden="hidden" href="[^"<>]*#line\d+">Received text, lines? [\d–]+</a>'
    r'|<fieldset class="views" hidden="hidden"><legend>Text shown</legend>'
    r'(?:<label><input (?:checked="checked" )?name="view" type="radio" value="\w+" ?/> [\w ,]+</label>)+</fieldset>'
)


def written_problems(build: SiteBuild) -> Iterator[Problem]:
    """Check the articles as they were rendered, before anything is put into their slots (P111)."""
    hint = "a page is text, tables, lists, pictures and links: see docs/about/editing.md; show a tag as code, or write &lt; for <"
    for page in filter(build.is_changed, build.edition.pages):
        markup = build.pages.get(path_of(page), "")
        article = ARTICLE.search(markup)
        if not article or sorted(slots.names(markup)) != sorted(set(slots.names(markup))):
            yield Problem(page.path, page.body_line, "P111", "the page holds marks of slots, which only templates have", "take them out")
            continue
        for found, tag in article_markup.markup_problems(MADE.sub("", slots.without_marks(article[1]))):
            yield Problem(page.path, line_of(page, tag), "P111", f"the page holds {found}", hint)


def line_of(page: Page, tag: str) -> int:
    """Return the line of a page on which a rendered tag was probably written: the first that holds its beginning."""
    name = re.escape(re.split(r"[\s>]", tag, maxsplit=1)[0])
    written = re.search(name, page.body, re.IGNORECASE)
    return page.body_line + (line_at(page.body, written.start()) - 1 if written else 0)


def finished_problems(build: SiteBuild) -> Iterator[Problem]:
    """Check the finished pages for requests to other hosts (S103) and for what would run (S108): the checks of ./run check."""
    for path, markup in build.pages.items():
        page = BuiltPage(path, html.document_fromstring(markup.encode(), parser=html.HTMLParser(encoding="utf-8")))
        yield from built_site.request_problems(page)
        yield from built_site.active_content_problems(page)
        for script in build.policies.foreign_scripts(markup):
            line = line_at(markup, markup.index(script))
            yield Problem(f"site/{path}", line, "S108", "there is a <script> that is not the theme's", "put scripts into overrides/assets")
