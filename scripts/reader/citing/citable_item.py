"""Something that can be cited, as a record from which all formats and tags are made."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["page", "article"]
FIELD_NAMES = {  # as a cite page gives them
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
    """A paper in this edition, a page of its own, or an article.

    Dates are ISO 8601, of a day or a year. A field that is not established is empty; nothing is guessed.
    """

    id: str
    kind: Kind
    title: str
    url: str
    short: str = ""  # the title in citations in the text
    container: str = ""  # site, its glossary or journal
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

    @property
    def number(self) -> str:
        """The version, in words: as the number of a web page, the styles put it where they want a version."""
        return f"version {self.version}" if self.version else ""

    @property
    def unknown_fields(self) -> list[str]:
        """The fields of an article that are not established, in words; [] for anything else."""
        values = {"author": self.authors, "container": self.container, "date": self.date, "volume": self.volume, "issue": self.issue}
        missing = [name for name, value in {**values, "pages": self.pages}.items() if not value]
        if self.title.startswith("["):
            missing.insert(1 if "author" in missing else 0, "title")
        return [FIELD_NAMES[name] for name in missing] if self.kind == "article" else []


def name_parts(author: str) -> dict[str, str]:
    """Split an author as CSL-JSON does: into family and given names, or a literal name for an organization."""
    family, comma, given = (part.strip() for part in author.partition(","))
    return {"family": family, "given": given} if comma and given else {"literal": family}
