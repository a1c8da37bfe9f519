"""What a page loads, and when: the styles of its first paint with it, the others behind its text, scripts last."""

import posixpath
import re

STYLESHEET = re.compile(r'[ \t]*<link\b(?=[^>]*\brel="?stylesheet"?)(?P<attributes>[^>]*)>\n?')
SCRIPT = re.compile(r"[ \t]*<script\b(?=[^>]*\bsrc=)(?P<attributes>[^>]*)></script>\n?")
ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
MISSING = "404.html"  # shown at every missing address, so that its own addresses start at the host
KEPT = re.compile(r"(<(article|script|style|pre|textarea)\b.*?</\2>)", re.DOTALL)
SPACE = re.compile(r"\s*\n\s*")
# The first of what stands below the text of a page.
BELOW = re.compile(r'<details class="apparatus"|<div class="footnote">|<footer\b|</body>')


def stylesheets(markup: str, page: str, base: str = "/") -> list[tuple[str, str]]:
    """The style sheets of this site that a page links in its head, in order, each with the media that it is for.

    A page is named by its path within the site, and so are they. The site itself is at base on its host.
    """
    links = map(attributes, STYLESHEET.finditer(markup.partition("</head>")[0]))
    return [(place(link["href"], page, base), link.get("media", "")) for link in links if is_own(link["href"])]


def scripts(markup: str, page: str, base: str = "/") -> list[str]:
    """The scripts of this site behind the text of a page, in order, by their paths within the site."""
    return [place(script["src"], page, base) for script in map(attributes, SCRIPT.finditer(below_text(markup)[1])) if is_classic(script)]


def below_text(markup: str) -> tuple[str, str]:
    """A page up to the end of its article, and what follows; without an article, nothing follows."""
    text, end, rest = markup.rpartition("</article>")
    return (text + end, rest) if end else (markup, "")


def attributes(match: re.Match[str]) -> dict[str, str]:
    return dict(ATTRIBUTE.findall(match["attributes"]))


def is_classic(script: dict[str, str]) -> bool:
    """Whether a script is of this site, and runs in the order of the page."""
    return is_own(script["src"]) and not {"type", "async"} & script.keys()


def is_own(address: str) -> bool:
    return not re.match(r"[a-z]+:|//", address)


def place(address: str, page: str, base: str) -> str:
    """The path within the site that an address on a page leads to."""
    return address.removeprefix(base) if address.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(page), address))


def loading(markup: str, page: str, style: str, following: str, last: list[str], base: str = "/") -> str:
    """A page with its styles in its head, a style sheet before what stands below its text, and scripts at its end.

    A page without styles in its head has the style sheet there. They take the place of the style sheets in the head and of the scripts
    behind the text, as far as these are of this site. following and last are paths within the site.
    """

    def address(target: str) -> str:
        return base + target if page == MISSING else posixpath.relpath(target, posixpath.dirname(page) or ".")

    head, end, body = markup.partition("</head>")
    start = match.start() if (match := STYLESHEET.search(head)) else len(head)
    before, after = head[:start], STYLESHEET.sub(lambda link: "" if is_own(attributes(link)["href"]) else link[0], head[start:])
    link = f'<link rel="stylesheet" href="{address(following)}">\n' if following else ""
    loaded = "".join(f'<script src="{address(script)}" defer></script>\n' for script in last)
    text, rest = below_text(body)
    body = text + SCRIPT.sub(lambda script: "" if is_classic(attributes(script)) else script[0], rest)
    below = match.start() if (match := BELOW.search(body)) else len(body)
    if style:
        body = body[:below] + link + body[below:]
    before_end, body_end, after_end = body.rpartition("</body>")
    inline = f"<style>{style}</style>\n" if style else link
    return tidy(f"{before}{inline}{after}{end}{before_end}{loaded}{body_end}{after_end}")


def tidy(markup: str) -> str:
    """A page without the indentation and the empty lines around its article: the templates leave as many as there is text."""
    parts = KEPT.split(markup)
    parts[::3] = [SPACE.sub("\n", part) for part in parts[::3]]
    del parts[2::3]
    return "".join(parts)
