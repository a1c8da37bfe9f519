"""TODO."""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["page", "entry", "article"]
EDITION_GENRE = "Annotated edition"
FIELD_NAMES = {
    "author": "the author",
    "title": "the title (the one in square brackets is supplied)",
    "container": "the journal",
    "date": "the year",
    "volume": "the volume",
    "issue": "the issue",
    "pages": "the pages",
}


@dataclass(frozen=True)
class CitableItem:
    """Something that can be cited. Dates are ISO, of a day or a year; fields that are not established are empty."""

    id: str
    kind: Kind
    title: str
    url: str
    short: str = ""  # a title for citations in the text
    container: str = ""  # site, glossary or journal
    version: str = ""
    date: str = ""
    language: str = "en"
    abstract: str = ""
    rights: str = ""
    authors: tuple[str, ...] = ()  # as Family, Given; an organization has no comma
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    publisher: str = ""
    paragraphs: tuple[str, ...] = field(default=())  # ids of the numbered paragraphs on the page

    @property
    def genre(self) -> str:
        """What carries the version into APA, MLA and Chicago for a web page."""
        return f"{EDITION_GENRE}, v{self.version}" if self.kind == "page" and self.version else ""

    @property
    def unknown_fields(self) -> list[str]:
        """What is not established of an article, in words."""
        values = {"author": self.authors, "container": self.container, "date": self.date, "volume": self.volume, "issue": self.issue}
        missing = [name for name, value in {**values, "pages": self.pages}.items() if not value]
        if self.title.startswith("["):
            missing.insert(1 if "author" in missing else 0, "title")
        return [FIELD_NAMES[name] for name in missing] if self.kind == "article" else []


def name_parts(author: str) -> dict[str, str]:
    """An author as CSL has it: family and given names, or a literal name for an organization."""
    family, comma, given = (part.strip() for part in author.partition(","))
    return {"family": family, "given": given} if comma and given else {"literal": family}
