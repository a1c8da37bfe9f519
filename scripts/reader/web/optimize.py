"""Inline the styles of each page's first paint, and load the rest of the styles and all scripts behind its text.

overrides/assets/reader.css is cut by hand, at lines with ====. Nothing here changes what a page shows once it is loaded
(tests/browser/test_page_weight_and_first_paint.py).
"""

import hashlib
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import rcssmin
import rjsmin

from scripts.reader.web import slots

STYLESHEET = "assets/reader.css"
OWN_FILE = re.compile(r'\burl\("(?=fonts/)')  # as the style sheet names its neighbours
THEME_ICON = "assets/images/favicon.png"
NOT_FOUND_PAGE = "404.html"  # shown at every missing address, so that its own addresses start at the host

CUT = re.compile(r"^/\* ==== (?:Pages with )?(.+?) ==== \*/$", re.MULTILINE)
REST = "Behind the first paint"  # the last heading
IMPORTS, IMPORTED = re.compile(r"^importScripts\(.*\);$", re.MULTILINE), re.compile(r'"([^"]+)"')
SOURCE = re.compile(r'<script src="([^"]+)"')
ASSET = re.compile(r"\bassets/[\w./-]+")
NAMED = re.compile(r"""["'`(/]([\w-][\w.-]*\.\w+)["'`)]""")  # files that a script or a style sheet names
STYLE_LINK = '<link rel="stylesheet" href="{}">\n'
SCRIPT_TAG = '<script src="{}" defer></script>\n'
# The first of what stands below the text of a page.
BELOW = re.compile(r'<details class="apparatus"|<div class="footnote"|<footer\b|</body>')
# What the theme puts round every page for its script, which no page loads.
FOR_THE_SCRIPT = re.compile(
    r'<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>|<div class="md-dialog".*?</div>\s*</div>', re.DOTALL
)
PRESERVED = re.compile(r"<(article|script|style|pre|textarea)\b")


@dataclass(frozen=True)
class StyleSheet:
    """The style sheet of the site, cut and minified."""

    first_paint: str  # of every page
    parts: Mapping[str, str]  # of pages that hold a certain piece of mark-up, by that
    rest: str  # what can wait, the same for every page
    whole: str

    def inline(self, page: str) -> str:
        """Return the styles that a page needs for its first paint."""
        return self.first_paint + "".join(css for markup, css in self.parts.items() if markup in page)


def cut(css: str, base: str) -> StyleSheet:
    """Return a style sheet in the parts that its headings with ==== divide; base is the path of the site on its host.

    The first part stands in pages, and names files by their whole path, so that it is the same in all.
    """
    first, *rest = CUT.split(css)
    first = OWN_FILE.sub(f'url("{base}{posixpath.dirname(STYLESHEET)}/', first)
    parts = {heading: rcssmin.cssmin(part) for heading, part in zip(rest[::2], rest[1::2], strict=True)}
    behind = parts.pop(REST, "")
    return StyleSheet(rcssmin.cssmin(first), parts, behind, rcssmin.cssmin(css))


def with_imports(script: str, folder: Mapping[str, str]) -> str:
    """Return a worker's script with those in it that it imports from its folder, so that readers load one file."""
    return IMPORTS.sub(lambda match: "".join(folder[name] for name in IMPORTED.findall(match[0])), script)


def minify_script(script: str) -> str:
    return str(rjsmin.jsmin(script, keep_bang_comments=True))


def fingerprinted(stem: str, suffix: str, content: str) -> str:
    """Return the path of a file that is named by its content, so that browsers may keep it for ever."""
    return f"{stem}.{hashlib.sha256(content.encode()).hexdigest()[:8]}{suffix}"


def address_from(page: str, target: str, base: str) -> str:
    """Return the address of a file as a page names it; both are paths within the site, which is at base (a path) on its host."""
    return base + target if page == NOT_FOUND_PAGE else posixpath.relpath(target, posixpath.dirname(page) or ".")


def path_from(page: str, address: str, base: str) -> str:
    """Return the path within the site that an address on a page leads to."""
    return address.removeprefix(base) if address.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(page), address))


def script_paths(markup: str, page: str, base: str) -> list[str]:
    """Return the scripts in the slot of a page, in order, by their paths within the site."""
    return [path_from(page, address, base) for address in SOURCE.findall(slots.content(markup, "scripts"))]


def with_linked_styles(markup: str, stylesheet: str) -> str:
    """Return a page that links a style sheet in its head: one that is read by a script, whose policy would refuse styles in it."""
    return slots.replace(markup, "styles", STYLE_LINK.format(stylesheet))


def with_first_paint(markup: str, styles: str, stylesheet: str) -> str:
    """Return a page with styles in its head, and a style sheet, an address, linked before what stands below its text."""
    page = slots.replace(markup, "styles", f"<style>{styles}</style>\n")
    head, end, body = page.partition("</head>")
    below = BELOW.search(body)
    if not below:
        raise ValueError("a page has no end of its text")
    return head + end + body[: below.start()] + STYLE_LINK.format(stylesheet) + body[below.start() :]


def tidy(markup: str) -> str:
    """Return a page without what only the theme's script would need, and without the indentation and the empty lines around its article."""
    markup, parts, start, place = FOR_THE_SCRIPT.sub("", markup), [], 0, 0
    while opening := PRESERVED.search(markup, place):
        place = opening.end()
        end = markup.find(f"</{opening[1]}>", place)
        if end >= 0:
            parts += [without_indentation(markup[start : opening.start()]), markup[opening.start() : end]]
            start = place = end
    return "".join([*parts, without_indentation(markup[start:])])


def without_indentation(text: str) -> str:
    """Return a text with one line break for all the white space around it."""
    first, *lines = text.split("\n")
    if not lines:
        return text
    return "\n".join([first.rstrip(), *filter(None, map(str.strip, lines[:-1])), lines[-1].lstrip()])


def loaded_assets(pages: Iterable[str], texts: Mapping[str, str]) -> set[str]:
    """Return the files under assets/ that a page names, or a script or a style sheet that is loaded itself.

    Args:
        pages: The HTML of all pages.
        texts: The scripts and style sheets under assets/, by path within the site.
    """
    loaded = {path for page in pages for path in ASSET.findall(page)}
    waiting = sorted(loaded)
    while waiting:
        path = waiting.pop()
        named = {posixpath.join(posixpath.dirname(path), name) for name in NAMED.findall(texts.get(path, ""))} - loaded
        loaded |= named
        waiting += named
    return loaded
