"""Keep the HTML of pages that have not changed, from build to build.

A page is kept under a key of all that its HTML is made of: its Markdown, what it includes, what the extensions read, the settings, the
addresses of all pages, the code of this program and the versions of the packages. Times of files are not looked at.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from scripts.markdown_ext.records import RECORDS_PATH
from scripts.reader.build.kept_results import program_digest
from scripts.reader.common.files import write_if_changed

CACHE_DIR = "build/cache/pages"
SETTINGS = "mkdocs.yml"
INCLUDED = re.compile(r'^[ \t]*-+8<-+ "(.+?)"', re.MULTILINE)
OTHER_INCLUSION = re.compile(r"-+8<-+(?!-| \".+\"[ \t]*$)", re.MULTILINE)  # a block of inclusions, or a part of a line
OF_PAPER = ("outlines", "note_numbers", "further", "unlinked")  # records that every page of a paper may show
FIELDS = {"content", "toc", "title", "anchors", "links"}
Rendered = dict[str, Any]


class PageCache:
    """What earlier builds of a project rendered. Each build makes one of its own, after prepare has written the fragments."""

    def __init__(self, root: Path, settings: str, files: Iterable[str]) -> None:
        """Open the cache.

        Args:
            root: The folder of the project.
            settings: All that the engine renders by, as text.
            files: The paths and addresses of all files of the site, to which pages can link.
        """
        self.root = root
        self.used: set[str] = set()
        parts = [program_digest(), settings, (root / SETTINGS).read_text(encoding="utf-8"), *sorted(files)]
        self.shared = json.dumps(parts)

    @cached_property
    def records(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.root / RECORDS_PATH).read_text(encoding="utf-8"))
        return found

    @cached_property
    def shared_digest(self) -> str:
        """A digest of what all pages are made of."""
        found = [self.shared, self.records["names"], self.records["references"]]
        return hashlib.sha256(json.dumps(found).encode()).hexdigest()

    def key(self, path: str, markdown: str) -> str | None:
        """Return the key of a page, or None if it includes text in a way that is not followed here.

        Args:
            path: The page's path under docs/.
            markdown: Its Markdown as it is rendered, with references but without what it includes.
        """
        texts, names = [markdown], INCLUDED.findall(markdown)
        for name in names:  # grows with what is included in what is included
            file = self.root / "build" / name
            if not file.is_file():
                return None
            texts.append(file.read_text(encoding="utf-8"))
            names += [found for found in INCLUDED.findall(texts[-1]) if found not in names]
        if any(map(OTHER_INCLUSION.search, texts)):
            return None
        paper = path.split("/")[1] if path.startswith("papers/") else ""
        whole = "\0".join([path, *texts])
        lines = {name: span for name, span in self.records["lines"].get(paper, {}).items() if name in whole}
        of_paper = [self.records[name].get(paper) for name in OF_PAPER]
        made_of = [self.shared_digest, texts, path, lines, of_paper]
        return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()

    def load(self, key: str) -> Rendered | None:
        """Return what is kept under a key, if it can be read."""
        try:
            found: Rendered = json.loads((self.root / CACHE_DIR / f"{key}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        if not isinstance(found, dict) or found.keys() != FIELDS:
            return None
        self.used.add(key)
        return found

    def save(self, key: str, rendered: Rendered) -> None:
        """Keep a rendered page."""
        write_if_changed(self.root / CACHE_DIR / f"{key}.json", json.dumps(rendered, ensure_ascii=False))
        self.used.add(key)

    def prune(self) -> None:
        """Remove what this build had no use for."""
        for path in (self.root / CACHE_DIR).glob("*"):
            if path.stem not in self.used:
                path.unlink(missing_ok=True)
