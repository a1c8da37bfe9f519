"""What the steps after rendering share."""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from scripts.reader.build import theme
from scripts.reader.build.page_buffer import PageBuffer
from scripts.reader.common.site_paths import base_url_of
from scripts.reader.edition.edition import Edition
from scripts.reader.search.search_documents import Document
from scripts.reader.text.addresses import page_address
from scripts.reader.text.front_matter import Page
from scripts.reader.web import slots
from scripts.reader.web.publish_policy import Policies


@dataclass
class SiteBuild:
    """A site that was rendered from an edition, while it is finished.

    root: where builds keep what they make; changed: the pages (docs/...) that were rendered now, if the others still stand finished from
    an earlier build; for_development: a server shows the site and puts a script of its own into each page, which a policy would forbid.
    """

    edition: Edition
    site: Path
    root: Path
    base_url: str
    changed: Collection[str] | None = None
    for_development: bool = False
    documents: list[Document] = field(default_factory=list)  # all that search finds

    @classmethod
    def of(cls, edition: Edition, site: Path, root: Path, changed: Collection[str] | None, for_development: bool) -> "SiteBuild":
        """Return the build of the site at the address that its home page names."""
        return cls(edition, site, root, base_url_of(site), changed, for_development)

    @cached_property
    def pages(self) -> PageBuffer:
        return PageBuffer(self.site)

    @cached_property
    def policies(self) -> Policies:
        depth = max((path.count("/") for path in self.pages), default=0)
        return Policies(theme.script_hashes(self.root, depth, self.base_path), (self.site / "pagefind").is_dir())

    @property
    def base_path(self) -> str:
        """The path of the site on its host."""
        return urlsplit(self.base_url).path

    def is_changed(self, page: Page) -> bool:
        """Return whether a page was rendered now."""
        return self.changed is None or page.path in self.changed

    def fill(self, page: Page, slot: str, markup: str) -> None:
        """Add mark-up to what a slot of a page holds."""
        path = path_of(page)
        self.pages[path] = slots.fill(self.pages[path], slot, markup)

    def put(self, page: Page, slot: str, markup: str) -> None:
        """Put mark-up into a slot of a page, instead of what it holds."""
        path = path_of(page)
        self.pages[path] = slots.replace(self.pages[path], slot, markup)


def path_of(page: Page) -> str:
    """Return the path of a rendered page within the site."""
    return f"{page_address(page)}index.html"
