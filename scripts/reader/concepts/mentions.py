"""The concordance: every mention of a glossary entry in the papers' reading text, by paragraph."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scripts.reader.concepts.glossary import NameMatch
from scripts.reader.text.paper import Paper
from scripts.reader.text.paragraphs import paragraphs


@dataclass(frozen=True)
class Mention:
    """A name of an entry in a paragraph's reading text, from offset start to end."""

    slug: str
    paper: str
    section: str
    paragraph: str
    start: int
    end: int
    text: str  # the paragraph's reading text
    emended: bytes  # for each of its characters, whether its word is emended: 1 or 0

    @property
    def name(self) -> str:
        return self.text[self.start : self.end]

    @property
    def address(self) -> str:
        return f"/papers/{self.paper}/{self.section}.md#{self.paragraph}"


def concordance(papers: Iterable[Paper], find: Callable[[str], list[NameMatch]]) -> list[Mention]:
    """Return all mentions in the papers, in reading order; `find` finds names in a text."""
    return [
        Mention(found.slug, paper.slug, section.slug, paragraph.id, found.start, found.end, paragraph.reading, paragraph.emended)
        for paper in papers
        for section in paper.sections
        for paragraph in paragraphs(section)
        for found in find(paragraph.reading)
    ]


def mentions_of_paragraphs(mentions: Iterable[Mention]) -> dict[tuple[str, str], dict[str, Mention]]:
    """Return the first mention of each entry, by slug, in each paragraph: by paper and id, in the order of the text."""
    found: dict[tuple[str, str], dict[str, Mention]] = {}
    for mention in mentions:
        found.setdefault((mention.paper, mention.paragraph), {}).setdefault(mention.slug, mention)
    return found
