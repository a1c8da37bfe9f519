"""The Content-Security-Policy of a page: what a browser may load and run there, and nothing else.

Scripts and styles come from files of the site; those that stand in a page are allowed one by one, by their hash
(https://www.w3.org/TR/CSP3/). For scripts there is no unsafe-inline and no unsafe-eval, so that mark-up which slipped into a text
cannot run. Nearly every page has a style of its own, with the line at the foot of its print; a header that named them all would grow
with the site, so it leaves styles to the page's own policy. A browser keeps to both.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
STYLE = re.compile(r"<style\b[^>]*>(.*?)</style\s*>", re.DOTALL | re.IGNORECASE)
DATA = re.compile(r"""\btype\s*=\s*["']?(?!text/javascript|module)[\w.+-]+/""", re.IGNORECASE)  # a block of data never runs
SOURCE = re.compile(r"\bsrc\s*=", re.IGNORECASE)
META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
HASH = re.compile(r"'sha256-[A-Za-z0-9+/=]+'")
BEGIN = re.compile(r"<head\b[^>]*>(?:\s*<meta charset=[^>]*>)?", re.IGNORECASE)
WASM = "'wasm-unsafe-eval'"  # compiles WebAssembly, never text


@dataclass(frozen=True)
class InlineHashes:
    """The hashes of scripts and of styles that stand in pages, as a policy names them."""

    scripts: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()

    def __or__(self, other: "InlineHashes") -> "InlineHashes":
        return InlineHashes(self.scripts | other.scripts, self.styles | other.styles)


def digest(text: str) -> str:
    """The hash of a script or a style as a source expression of CSP."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def inline_hashes(page: str) -> InlineHashes:
    """What stands in a page, in HTML, and must run there."""
    scripts = {digest(text) for attributes, text in SCRIPT.findall(page) if not SOURCE.search(attributes) and not DATA.search(attributes)}
    return InlineHashes(frozenset(scripts), frozenset(map(digest, STYLE.findall(SCRIPT.sub("", page)))))


def policy(inline: InlineHashes, wasm: bool = False, header: bool = False) -> str:
    """The policy for pages with these scripts and styles. wasm: WebAssembly may be compiled. header: not for a <meta>, which knows less."""

    def sources(hashes: Iterable[str], *more: str) -> str:
        return " ".join(["'self'", *more, *sorted(hashes)])

    rules = [
        "default-src 'self'",
        f"script-src {sources(inline.scripts, *([WASM] if wasm else []))}",
        "style-src 'self' 'unsafe-inline'" if header else f"style-src {sources(inline.styles)}",
        "img-src 'self' data:",  # the theme's icons stand in its styles
        "worker-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        *(["frame-ancestors 'none'"] if header else []),
    ]
    return "; ".join(rules)


def with_policy(page: str, wasm: bool = False) -> str:
    """A page with its policy at the beginning of its head, where it holds for all that follows. One that has a policy keeps it."""
    if META.search(page):
        return page
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(inline_hashes(page), wasm)}">'
    return BEGIN.sub(lambda match: match[0] + meta, page, count=1)


def hashes_in(page: str) -> InlineHashes:
    """The hashes in the policy that a page carries."""
    found = META.search(page)
    rules = dict(rule.split(" ", 1) for rule in found[1].split("; ")) if found else {}
    return InlineHashes(*(frozenset(HASH.findall(rules.get(name, ""))) for name in ("script-src", "style-src")))
