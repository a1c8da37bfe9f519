"""The pages of a built site, each read once and written once."""

from collections.abc import Iterator, MutableMapping
from functools import cached_property
from pathlib import Path

from scripts.reader.common.addresses import RELEASES_FOLDER
from scripts.reader.common.files import write_output


class PageBuffer(MutableMapping[str, str]):
    """The HTML of the pages of a site by their paths within it, without those of released editions, which never change.

    What is set is on disk only after flush().
    """

    def __init__(self, site: Path) -> None:
        self.site = site
        self.texts: dict[str, str] = {}
        self.changed: set[str] = set()

    @cached_property
    def paths(self) -> set[str]:
        found = (path.relative_to(self.site).as_posix() for path in self.site.rglob("*.html"))
        return {path for path in found if not path.startswith(f"{RELEASES_FOLDER}/")}

    def __getitem__(self, path: str) -> str:
        if path not in self.texts:
            try:
                self.texts[path] = (self.site / path).read_text(encoding="utf-8")
            except FileNotFoundError as error:
                raise KeyError(path) from error
        return self.texts[path]

    def __setitem__(self, path: str, text: str) -> None:
        self.texts[path] = text
        self.changed.add(path)

    def __delitem__(self, path: str) -> None:
        raise TypeError("a page of the site is never removed")

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.paths | self.changed))

    def __len__(self) -> int:
        return len(self.paths | self.changed)

    def flush(self) -> None:
        """Write the pages that have changed, and forget all."""
        for path in self.changed:
            write_output(self.site / path, self.texts[path])
        self.texts.clear()
        self.changed.clear()
