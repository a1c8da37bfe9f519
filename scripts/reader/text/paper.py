"""A paper: its record and its sections."""

from dataclasses import dataclass

from scripts.reader.text.front_matter import Page


@dataclass(frozen=True)
class Paper:
    """A paper: its slug, its record, its section pages in reading order, and the text as received."""

    slug: str
    index: Page
    sections: tuple[Page, ...]
    received: str = ""

    @property
    def short_title(self) -> str:
        return str(self.index.record.get("short_title", self.slug))

    @property
    def language(self) -> str:
        """The language of its text, as a language tag."""
        return str(self.index.record.get("language") or "en")
