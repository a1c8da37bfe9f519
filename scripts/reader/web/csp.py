"""The Content-Security-Policy of a page: what a browser may load and run there, and nothing else.

Scripts and styles come from files of the site; those that stand in a page are allowed one by one, by their hash
(https://www.w3.org/TR/CSP3/), and only if the theme or the build put them there: what else stands in a page is never looked at.
There is no unsafe-eval, and for scripts no unsafe-inline, so that mark-up which slipped into a text cannot run.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jinja2 import Environment

from scripts.reader.web.host_files import REFERRER_POLICY

SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
DATA = re.compile(r"""(?<![\w-])type\s*=\s*["']?application/(?:ld\+)?json\b""", re.IGNORECASE)  # a block of data never runs
SOURCE = re.compile(r"(?<![\w-])src\s*=", re.IGNORECASE)
IMPRINT = re.compile(r'<style>(:root \{ --imprint: "[^"\\<\n]*" \})</style>')  # of overrides/main.html: it can do nothing else
BEGIN = re.compile(r"<head\b[^>]*>(?:\s*<meta charset=[^>]*>)?", re.IGNORECASE)
META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
HASH = re.compile(r"'sha256-[A-Za-z0-9+/=]+'")
WASM = "'wasm-unsafe-eval'"  # compiles WebAssembly, never text
# What would run a text as a script or as HTML takes it only from the policy "reader" of overrides/assets/dom.js.
TRUSTED_TYPES = ("require-trusted-types-for 'script'", "trusted-types reader")
HEADER_LENGTH = 2000  # characters; Cloudflare ignores a longer line of _headers
TEMPLATES = Environment(keep_trailing_newline=True, autoescape=False)  # of the theme, not of editors


@dataclass(frozen=True)
class InlineHashes:
    """The hashes of scripts and of styles that stand in pages, as a policy names them."""

    scripts: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()

    def __or__(self, other: "InlineHashes") -> "InlineHashes":
        return InlineHashes(self.scripts | other.scripts, self.styles | other.styles)


def digest(text: str) -> str:
    """Return the hash of a script or a style as a source expression of CSP."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def inline_scripts(page: str) -> Iterator[str]:
    """Yield the text of the scripts that stand in a page, or in a template, without blocks of data."""
    for attributes, text in SCRIPT.findall(page):
        if not SOURCE.search(attributes) and not DATA.search(attributes):
            yield text


def template_hashes(templates: Iterable[str], base_urls: Iterable[str]) -> frozenset[str]:
    """Return the hashes of the scripts in templates, as they are rendered with each of the addresses of the site's root."""
    scripts = [TEMPLATES.from_string(script) for template in templates for script in inline_scripts(template)]
    return frozenset(digest(script.render(config={"extra": {}}, base_url=url)) for script in scripts for url in base_urls)


def policy(inline: InlineHashes, wasm: bool = False, header: bool = False, trusted_types: bool = True) -> str:
    """Return the policy for pages with these scripts and styles.

    Args:
        inline: The hashes to allow.
        wasm: Whether WebAssembly may be compiled.
        header: Whether it is sent as a header; a <meta> knows less. If all hashes are too many for a header, it leaves styles to the
            policies of the pages: a browser keeps to both.
        trusted_types: Whether Trusted Types are required.
    """

    def rules(styles: str) -> str:
        return "; ".join(
            [
                "default-src 'none'",
                " ".join(["script-src 'self'", *([WASM] if wasm else []), *sorted(inline.scripts)]),
                f"style-src 'self' {styles}".rstrip(),
                "img-src 'self' data:",  # the theme's icons stand in its styles
                "font-src 'self'",
                "connect-src 'self'",
                "worker-src 'self'",
                "manifest-src 'self'",
                "media-src 'none'",
                "object-src 'none'",
                "frame-src 'none'",
                "base-uri 'none'",
                "form-action 'self'",
                *(TRUSTED_TYPES if trusted_types else ()),
                *(["frame-ancestors 'none'"] if header else []),
            ]
        )

    whole = rules(" ".join(sorted(inline.styles)))
    return rules("'unsafe-inline'") if header and len(whole) + len("  Content-Security-Policy: ") > HEADER_LENGTH else whole


def with_policy(page: str, inline: InlineHashes, wasm: bool = False) -> str:
    """Return a page with its policies at the beginning of its head, where they hold for all that follows."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(inline, wasm)}"><meta name="referrer" content="{REFERRER_POLICY}">'
    return BEGIN.sub(lambda match: match[0] + meta, page, count=1)


def rules_in(page: str) -> dict[str, str]:
    """Return the rules of the policy that with_policy put into a page, by their names."""
    begin = BEGIN.search(page)
    found = META.match(page, begin.end()) if begin else None
    return dict(rule.split(" ", 1) for rule in found[1].split("; ")) if found else {}


def requires_trusted_types(page: str) -> bool:
    """Tell whether the policy of a page requires Trusted Types."""
    return TRUSTED_TYPES[0].split(" ")[0] in rules_in(page)


def hashes_in(page: str) -> InlineHashes:
    """Return the hashes in the policy that with_policy put into a page."""
    rules = rules_in(page)
    return InlineHashes(*(frozenset(HASH.findall(rules.get(name, ""))) for name in ("script-src", "style-src")))
