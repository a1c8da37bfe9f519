"""Where in a paper a section stands: its number, its paragraphs, how long it takes to read, and what comes before and after."""

from dataclasses import dataclass

from scripts.reader.text.front_matter import Page
from scripts.reader.text.paper import Paper
from scripts.reader.text.paragraphs import paragraph_number, paragraphs

WORDS_A_MINUTE = 200  # of scholarly prose, with its notes


@dataclass(frozen=True)
class SectionOutline:
    """The place of a section in its paper; `first` and `last` are numbers of paragraphs as a reader sees them, "" without paragraphs."""

    slug: str
    title: str
    first: str
    last: str
    minutes: int

    @property
    def span(self) -> str:
        """Its paragraphs: ¶4–6."""
        if not self.first:
            return "no paragraphs"
        return f"¶{self.first}" if self.first == self.last else f"¶{self.first}–{self.last}"

    @property
    def time(self) -> str:
        return f"{self.minutes} min"


def outline_section(section: Page) -> SectionOutline:
    found = paragraphs(section)
    first, last = (paragraph_number(found[0].id), paragraph_number(found[-1].id)) if found else ("", "")
    words = sum(len(paragraph.reading.split()) for paragraph in found)
    return SectionOutline(section.slug, str(section.record.get("title", section.slug)), first, last, max(1, round(words / WORDS_A_MINUTE)))


def outline_paper(paper: Paper) -> list[SectionOutline]:
    """Return the outlines of a paper's sections, in reading order."""
    return [outline_section(section) for section in paper.sections]


def outline_text(found: list[SectionOutline], slug: str) -> str:
    """Return where a section stands: Section 2 of 6 · ¶4–6 of 17 · 2 min; "" for a page that is none of the sections."""
    for position, place in enumerate(found, 1):
        if place.slug == slug:
            last = next((other.last for other in reversed(found) if other.last), "")
            span = f"{place.span} of {last}" if place.first else place.span
            return f"Section {position} of {len(found)} · {span} · {place.time}"
    return ""


def neighbours(found: list[SectionOutline], slug: str) -> tuple[SectionOutline | None, SectionOutline | None]:
    """Return the sections before and after one."""
    slugs = [place.slug for place in found]
    if slug not in slugs:
        return None, None
    here = slugs.index(slug)
    return found[here - 1] if here else None, found[here + 1] if here + 1 < len(found) else None
