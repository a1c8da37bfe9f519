"""Mark-up that has no place in an edition: any in plain text, and in pages whatever could run, load or hide something.

Markdown lets HTML through, and every page is read by the site's own origin; so it is refused where it is written, with its line.
What gets past this reading is found in the HTML that is rendered (scripts/reader/checks/article_markup.py), which decides.
"""

import re
from collections.abc import Iterator
from typing import Any

from scripts.reader.common.lines import line_at
from scripts.reader.common.problems import Problem
from scripts.reader.text.front_matter import Page

TAG = re.compile(r"<(?=[A-Za-z/!?])")
CODE = re.compile(r"^(```|~~~).*?^\1[ \t]*$|(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL)
ACTIVE_MARKUP = re.compile(
    r"""<\s*/?\s*(?P<element>script|style|iframe|frame|object|embed|applet|form|base|link|meta|template|annotation-xml|maction|mglyph|foreignobject|animate|set
        |svg|image|textarea|xmp|noembed|noframes|noscript|plaintext|title|select|audio|video|source|dialog)\b
    | <[a-z][^>]*?[\s/"'](?P<attribute>on\w+|style|srcdoc|srcset|formaction|ping|http-equiv)\s*=
    | <[a-z](?:[^>"']|"[^"]*"|'[^']*')*?[\s/"'](?P<flag>hidden|popover|autofocus)(?=[\s/>=])
    | \{:?(?![~+\->=])[^{}\n]*?\b(?P<listed>on\w+|style|srcdoc|formaction)\s*=[^{}\n]*\}
    | (?:(?<!\\)\]\(\s*<?|^\s*\[(?!\^)[^\]\n]*\]:\s*<?|<[a-z][^>]*?\b(?:href|src|action)\s*=\s*["']?)\s*
      (?P<address>(?:javascript|vbscript|data)\s*:)
    """,
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
WEB_SCHEMES = ("http", "https")
SCHEME = re.compile(r"\s*([A-Za-z][\w+.-]*)\s*:")


def has_markup(text: str) -> bool:
    """Return whether plain text holds what a browser would take for a tag or a comment."""
    return bool(TAG.search(text))


def is_web_address(address: str) -> bool:
    """Return whether an address begins with http: or https:."""
    match = SCHEME.match(address)
    return match is not None and match[1].lower() in WEB_SCHEMES


def strings_in(value: Any) -> Iterator[str]:
    """Yield all strings in a value of a record, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for item in (*value, *value.values()) for text in strings_in(item))
    elif isinstance(value, list):
        yield from (text for item in value for text in strings_in(item))


def unsafe_markup_problems(page: Page) -> Iterator[Problem]:
    """Check that the record of a page is plain text, and that its body holds nothing that acts (P111)."""
    for name, value in page.record.items():
        if any(map(has_markup, strings_in(value))):
            hint = "a record is plain text: leave the tag out"
            yield Problem(page.path, page.line_of(name), "P111", f'"{name}" holds mark-up', hint)
    body = CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), page.body)
    for match in ACTIVE_MARKUP.finditer(body):
        found = next(text for text in match.groups() if text)
        line = page.body_line + line_at(page.body, match.start(match.lastgroup or 0)) - 1
        hint = "a page is text: no scripts, styles, frames, forms or handlers; links lead to the web or to our own pages"
        yield Problem(page.path, line, "P111", f'"{found}" could run, load or hide something', hint)
