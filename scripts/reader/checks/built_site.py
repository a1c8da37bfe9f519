"""What must be true of the built site: its links lead somewhere, nothing is left over, and it asks no other host for anything."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urljoin, urlsplit

from scripts.reader.checks.page import BuiltPage
from scripts.reader.common import typography
from scripts.reader.common.addresses import file_address
from scripts.reader.common.problems import Problem

MARK_AND_WORD = re.compile(r"(?P<mark>\[@[\w-]|\{(?:~~|\+\+|--|>>|==)|(?:~~|\+\+|--|<<|==)\}|\[\^[\w-]+\]|--8<--|\{: ?[#.](?=[\w-]))\w*")
CONTEXT = 20  # characters around what looks like a mark
LOADING_ATTRIBUTES = ("src", "poster", "data", "action", "formaction", "background")
LOADING_RELATIONS = {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "modulepreload", "manifest", "shortcut"}
CSS_LOAD = re.compile(r"(?:@import\s+(?:url\()?|url\()\s*[\"']?\s*((?:https?:)?//[^\"')\s]+)", re.IGNORECASE)
VERBATIM = {"code", "pre", "script", "style"}
ADDRESS_ATTRIBUTES = ("href", "src", "action", "data", "xlink:href")
FORBIDDEN_ELEMENTS = ("iframe", "frame", "object", "embed", "base")
DROPPED_BY_BROWSERS = re.compile(r"[\x00-\x20]+")  # what browsers drop from an address
SCHEME = re.compile(r"([A-Za-z][\w+.-]*):")


def link_problems(pages: Mapping[str, BuiltPage], files: set[str], base: str) -> Iterator[Problem]:
    """Follow every internal link of every page (S101). base is the path of the site's address, such as / or /reader/."""
    targets = {base + name: path for path in files for name in (path, file_address(path))}
    anchors = {path: page.anchors | {"", "__skip"} for path, page in pages.items()}
    for path, page in pages.items():
        origin = base if path == "404.html" else base + file_address(path)  # the page 404 stands at any address
        for element, _, link, _ in page.tree.iterlinks():
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or element.get("rel") == "canonical":
                continue
            target = path if link.startswith("#") else targets.get(unquote(urlsplit(urljoin(origin, link)).path))
            if target is None:
                yield Problem(f"site/{path}", element.sourceline or 1, "S101", f"{link!r} leads to no page")
            elif target in anchors and unquote(parts.fragment).split(":~:")[0] not in anchors[target]:
                yield Problem(f"site/{path}", element.sourceline or 1, "S101", f"{link!r} leads to no place on site/{target}")


def raw_markup_problems(page: BuiltPage, given: str = "") -> Iterator[Problem]:
    """Look for mark-up that should have been read (S102).

    Args:
        page: The page.
        given: All words that were received, or stand in records: what looks like a mark in them is none. In lower case.
    """
    for element in page.tree.iter():
        if not isinstance(element.tag, str):
            continue
        outer = {ancestor.tag for ancestor in element.iterancestors()}
        inner = outer | {element.tag}
        texts = [text for text, tags in ((element.text, inner), (element.tail, outer)) if text and not VERBATIM & tags]
        for match in filter(None, (first_mark(text, given) for text in texts)):
            line = element.sourceline or 1
            around = match.string[max(0, match.start() - CONTEXT) : match.end() + CONTEXT].strip()
            yield Problem(f"site/{page.path}", line, "S102", f"{match['mark']!r} is left over in {around!r}", "look for an unclosed mark")


def first_mark(text: str, given: str) -> re.Match[str] | None:
    """Return the first mark in a text that does not, with the rest of the word behind it, stand in the words given."""
    marks = (match for match in MARK_AND_WORD.finditer(text) if typography.plain_signs(match[0].casefold()) not in given)
    return next(marks, None)


def request_problems(page: BuiltPage) -> Iterator[Problem]:
    """Look for what a browser would fetch from another host (S103)."""
    for element in page.tree.iter():
        if not isinstance(element.tag, str):
            continue
        loaded = [element.get(name, "") for name in LOADING_ATTRIBUTES]
        loaded += [candidate.split()[0] for candidate in element.get("srcset", "").split(", ") if candidate.strip()]
        if element.tag == "link" and LOADING_RELATIONS.intersection(element.get("rel", "").lower().split()):
            loaded.append(element.get("href", ""))
        loaded += CSS_LOAD.findall(element.get("style", ""))
        if element.tag == "style":
            loaded += CSS_LOAD.findall(element.text or "")
        for address in loaded:
            if urlsplit(address.strip()).netloc:
                yield Problem(
                    f"site/{page.path}",
                    element.sourceline or 1,
                    "S103",
                    f"<{element.tag}> asks for {address}",
                    "keep a copy in overrides/assets",
                )


def style_problems(path: str, css: str) -> Iterator[Problem]:
    """Look for what a style sheet would fetch from another host (S103)."""
    for match in CSS_LOAD.finditer(css):
        yield Problem(
            f"site/{path}",
            css.count("\n", 0, match.start()) + 1,
            "S103",
            f"the style sheet asks for {match[1]}",
            "keep a copy in overrides/assets",
        )


def active_content_problems(page: BuiltPage) -> Iterator[Problem]:
    """Look for what would run, or what the page's policy would stop (S108). Scripts of the theme stand outside the text."""
    for element in page.tree.iter():
        if not isinstance(element.tag, str):
            continue
        found = [name for name in element.attrib if name.startswith("on") or name in ("style", "srcdoc", "formaction")]
        found += [f"{name}={element.get(name)!r}" for name in ADDRESS_ATTRIBUTES if not is_harmless(element.get(name, ""))]
        written = element.tag == "style" or (element.tag == "script" and not element.get("src"))
        if element.tag in FORBIDDEN_ELEMENTS or (written and next(element.iterancestors("article"), None) is not None):
            found.append(f"<{element.tag}>")
        for what in found:
            line = element.sourceline or 1
            yield Problem(f"site/{page.path}", line, "S108", f"<{element.tag}> has {what}" if what[0] != "<" else f"there is a {what}")


def is_harmless(address: str) -> bool:
    """Return whether following or loading an address, read as a browser reads it, cannot run anything."""
    scheme = SCHEME.match(DROPPED_BY_BROWSERS.sub("", address))
    return not scheme or scheme[1].lower() in ("http", "https", "mailto", "tel")


def is_local(address: str) -> bool:
    """Return whether an address, read as a browser reads it, leads to this site."""
    parts = urlsplit(DROPPED_BY_BROWSERS.sub("", address).replace("\\", "/"))
    return not parts.scheme and not parts.netloc
