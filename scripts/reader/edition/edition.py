"""The whole project as it was read: papers, glossary entries, other pages and sources; and the checks between them.

An Edition is what editors work on; a version of it that was released, and never changes, is a Release.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from scripts.reader.common.lines import line_at
from scripts.reader.common.problems import Problem, did_you_mean
from scripts.reader.concepts import glossary
from scripts.reader.concepts.glossary import Entry
from scripts.reader.concepts.mentions import Mention, concordance
from scripts.reader.edition import bibliography, data_file, manifest, redirects
from scripts.reader.edition.bibliography import Source
from scripts.reader.edition.data_file import Item
from scripts.reader.edition.manifest import ParagraphText, Release
from scripts.reader.edition.redirects import Redirect
from scripts.reader.edition.timeline import Event
from scripts.reader.text import accessibility, decisions, emendations, paragraphs, unsafe_markup
from scripts.reader.text.addresses import page_address
from scripts.reader.text.decisions import Decision
from scripts.reader.text.front_matter import Page
from scripts.reader.text.paper import Paper

BIBLIOGRAPHY_PATH = "bibliography.bib"


@dataclass(frozen=True)
class Edition:
    """All that editors write, read and checked."""

    papers: tuple[Paper, ...]
    entry_pages: Mapping[str, Page]  # by slug
    other_pages: tuple[Page, ...]
    sources: Mapping[str, Source]  # by key
    events: tuple[Event, ...] = ()
    arguments: Mapping[str, Item] = field(default_factory=dict)  # by paper; a paper may have none
    teaching: Item = field(default_factory=lambda: Item(1))
    decisions: Mapping[str, list[Decision]] = field(default_factory=dict)  # by paper; a paper may have none
    name: str = ""  # of the site
    version: str = ""
    date: str = ""  # of the version, ISO
    contact: str = ""  # where faults are reported: an address of the web or mailto:
    editors: tuple[str, ...] = ()  # who is responsible for the edition
    publisher: str = ""  # the institution that publishes it
    search: str = ""  # what searches the papers' texts, if mkdocs.yml says so
    released: tuple[Release, ...] = ()  # the oldest first
    newest_recorded: tuple[str, str] = ("", "")  # the newest release by mkdocs.yml, and the sha256 of its file of checksums
    redirects: Mapping[str, Redirect] = field(default_factory=dict)
    rules: frozenset[str] = frozenset()  # numbers of the editorial rules
    problems: list[Problem] = field(default_factory=list)

    @property
    def newest(self) -> Release | None:
        """The newest release."""
        return self.released[-1] if self.released else None

    @cached_property
    def addresses(self) -> set[str]:
        """The address of every page."""
        return set(map(page_address, self.pages))

    @cached_property
    def section_paths(self) -> set[str]:
        """The files of all sections of papers."""
        return {section.path for paper in self.papers for section in paper.sections}

    @cached_property
    def paragraph_texts(self) -> dict[str, dict[str, ParagraphText]]:
        """The paragraphs of every section, by address and id."""
        return self.paragraph_texts_of({paper.slug for paper in self.papers})

    def paragraph_texts_of(self, papers: Collection[str]) -> dict[str, dict[str, ParagraphText]]:
        """The paragraphs of the sections of these papers (slugs), by address and id."""
        sections = (section for paper in self.papers if paper.slug in papers for section in paper.sections)
        return {page_address(section): manifest.paragraph_texts(section) for section in sections}

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Glossary entries by slug, sorted by title."""
        entries = sorted(map(glossary.entry_from_page, self.entry_pages.values()), key=lambda entry: entry.title.casefold())
        return {entry.slug: entry for entry in entries}

    @cached_property
    def names(self) -> dict[str, str]:
        return glossary.slugs_by_name(self.entries.values())

    @cached_property
    def mentions(self) -> list[Mention]:
        found = concordance(self.papers, glossary.name_finder(self.names))
        return [mention for mention in found if mention.slug not in self.unlinked[mention.paper]]

    @cached_property
    def unlinked(self) -> dict[str, list[str]]:
        """For each paper, the entries that it does not mention though it has their names: it uses these in another sense."""
        company = {slug: entry.only_with for slug, entry in self.entries.items() if entry.only_with}
        found = {}
        for paper in self.papers:
            words = " ".join(block.reading for section in paper.sections for block in paragraphs.paragraphs(section)) if company else ""
            alone = [slug for slug, others in company.items() if not glossary.has_word(words, others)]
            found[paper.slug] = sorted({*(paper.index.record.get("not_linked") or []), *alone})
        return found

    @property
    def pages(self) -> Iterator[Page]:
        """Every page, in the order of the site."""
        for paper in self.papers:
            yield paper.index
            yield from paper.sections
        yield from self.entry_pages.values()
        yield from self.other_pages


def paragraph_references(papers: Iterable[Paper]) -> set[str]:
    """Return every paragraph of the papers, written as my-paper#p3."""
    return {f"{paper.slug}#{block.id}" for paper in papers for section in paper.sections for block in paragraphs.paragraphs(section)}


def validate(edition: Edition) -> Iterator[Problem]:
    """Check each part of an edition, and that the parts agree."""
    yield from text_problems(edition)
    yield from glossary.glossary_problems(edition.entry_pages)
    foreign = (name for entry in edition.entries.values() for name in entry.foreign)
    yield from accessibility.accessibility_problems(edition.pages, foreign, edition.section_paths)
    yield from citing_problems(edition)
    yield from address_problems(edition)
    for paper in edition.papers:
        for slug in paper.index.record.get("not_linked") or []:
            if slug not in edition.entry_pages:
                hint = did_you_mean(slug, edition.entry_pages, "it lists entries of the glossary by their addresses")
                yield Problem(paper.index.path, paper.index.line_of("not_linked"), "G103", f'"{slug}" is no entry of the glossary', hint)
    for page in edition.pages:
        yield from unsafe_markup.unsafe_markup_problems(page)
    for paper in edition.papers:
        path = decisions.DECISIONS_PATH.format(paper=paper.slug)
        yield from decisions.decision_problems(path, edition.decisions.get(paper.slug, []), paper)


def text_problems(edition: Edition) -> Iterator[Problem]:
    """Check the paragraphs, notes and emendations of every paper (P103 to P106, T101, T102)."""
    for paper in edition.papers:
        yield from paragraphs.paragraph_problems(paper.sections)
        for section in paper.sections:
            for line, message, hint in emendations.lint_emendations(section.body):
                yield Problem(section.path, section.body_line + line - 1, "T101", message, hint)
            for emendation in emendations.find_emendations(section.body):
                if emendation.rule and emendation.rule not in edition.rules:
                    line = section.body_line + line_at(section.body, emendation.start) - 1
                    hint = did_you_mean(emendation.rule, edition.rules, "the rules stand in docs/about/editing.md")
                    yield Problem(section.path, line, "T102", f"there is no rule {emendation.rule}", hint)


def citing_problems(edition: Edition) -> Iterator[Problem]:
    """Check what the pages cite (B103, B201, B202, G104)."""
    for page in edition.pages if edition.sources else ():
        yield from bibliography.citation_problems(page, edition.sources, page.path in edition.section_paths)
    for page in edition.entry_pages.values():
        yield from bibliography.entry_source_problems(page)
    used = {key for page in edition.pages for key, _ in bibliography.citations_in(page)}
    used |= {key for event in edition.events for key in event.sources}
    used |= {key for item in (*edition.arguments.values(), edition.teaching) for key in data_file.sources_in(item)}
    used |= {str(paper.index.record.get("corresponds_to")) for paper in edition.papers}
    for key, source in edition.sources.items():
        if key not in used:
            yield Problem(BIBLIOGRAPHY_PATH, source.line, "B103", f'nothing cites "{key}"', "cite it or remove it")


def address_problems(edition: Edition) -> Iterator[Problem]:
    """Check the redirects, and that every address of a release is still there or redirected (M102 to M105)."""
    ids = {page_address(page): {block.id for block in paragraphs.paragraphs(page)} for paper in edition.papers for page in paper.sections}
    yield from redirects.redirect_problems(edition.redirects, edition.addresses, ids)
    targets = redirects.redirect_targets(edition.redirects)
    yield from manifest.missing_address_problems(edition.released, edition.addresses, ids, targets, redirects.REDIRECTS_PATH)
