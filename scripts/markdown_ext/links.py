"""Rewrite links for Zensical; scripts/reader/build/engines.py loads this for no other engine, as they read links as they stand.

Zensical takes every address in a page for one that starts from the page's file, and knows no absolute ones:

    /glossary/csto.md#names      from the root of docs/, as editors write it   →  ../../glossary/csto.md#names
    ../../papers/x/method/#p7    from the page as it is served, in our HTML    →  ../papers/x/method/#p7
"""

import posixpath
import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor

from scripts.markdown_ext.engine import page_path

LINK = re.compile(r'(<[a-z][^<>]*? (?:href|src)=")([^"#?][^"]*)(")')
EXTERNAL = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def relative_to_file(address: str, page: str) -> str:
    """Return an address in a page relative to the folder of the page's file; `page` is the path of that file under docs/."""
    if EXTERNAL.match(address):
        return address
    path = re.split(r"[#?]", address, maxsplit=1)[0]
    folder = posixpath.dirname(page)
    if path.startswith("/"):
        target = path.lstrip("/")
    elif path.endswith(".md"):
        return address
    else:
        served = page.removesuffix(".md").removesuffix("index")
        target = posixpath.normpath(posixpath.join(served, path)) + "/" * path.endswith(("/", "..", "."))
    return posixpath.relpath(target, folder or ".") + "/" * target.endswith("/") + address[len(path) :]


class LinkPostprocessor(Postprocessor):
    def run(self, text: str) -> str:
        page = page_path(self.md)
        return LINK.sub(lambda match: match[1] + relative_to_file(match[2], page) + match[3], text)


class LinkExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        # After raw HTML (30) is back in the page, before every other postprocessor that may want whole addresses.
        md.postprocessors.register(LinkPostprocessor(md), "links", 25)


makeExtension = LinkExtension
