"""Glossary entries, and where a text mentions them."""

import datetime
import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from unicodedata import normalize

from scripts.reader.common.problems import Problem, did_you_mean
from scripts.reader.common.recall import recall
from scripts.reader.text.front_matter import Page
from scripts.reader.text.paragraphs import blocks

DEFINITION_LENGTH = (40, 90)  # words, least and most
ENTRY_LINK = "/glossary/{slug}.md"
FIRST_WORD = re.compile(r"\w+|.", re.DOTALL)  # of a name
REQUIRED_INCLUSIONS = ('--8<-- "entries/{slug}.md"', '--8<-- "mentions/{slug}.md"')


@dataclass(frozen=True)
class Entry:
    """An entry: names are linked and searched, hidden and foreign names are only searched."""

    slug: str
    title: str
    summary: str
    names: tuple[str, ...]
    hidden: tuple[str, ...] = ()
    kind: str = ""
    foreign: tuple[tuple[str, str], ...] = ()  # language, name
    related: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()  # keys in the bibliography
    checked: datetime.date | None = None
    only_with: tuple[str, ...] = ()  # words of which a paper must have one for the entry to be linked in it

    @property
    def searched(self) -> tuple[str, ...]:
        """All names that search finds the entry by."""
        return (*self.names, *self.hidden, *(name for _, name in self.foreign))


@dataclass(frozen=True)
class NameMatch:
    """A name of an entry in a text, from offset start to end."""

    slug: str
    start: int
    end: int


def entry_from_page(page: Page) -> Entry:
    """Return the entry that a glossary page records; fields that are missing are empty."""
    record = page.record
    title = str(record.get("title", page.slug))
    names = dict.fromkeys([title, record.get("full_name"), *(record.get("aliases") or [])])
    return Entry(
        page.slug,
        title,
        str(record.get("summary", "")),
        tuple(str(name) for name in names if name),
        tuple(map(str, record.get("hidden") or [])),
        str(record.get("kind", "")),
        tuple((str(language), str(name)) for language, name in (record.get("names") or {}).items()),
        tuple(map(str, record.get("related") or [])),
        tuple(map(str, record.get("broader") or [])),
        tuple(map(str, record.get("sources") or [])),
        record.get("checked"),
        tuple(map(str, record.get("only_with") or [])),
    )


def is_acronym(name: str) -> bool:
    """Return whether a name, such as CSTO or ISIS-K, is found only in capitals."""
    return name == name.upper() and sum(map(str.isalpha, name)) > 1


def has_word(text: str, words: Iterable[str]) -> bool:
    """Return whether a text has one of several words or phrases, in capitals or not."""
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) for word in words)


def name_finder(names: Mapping[str, str]) -> Callable[[str], list[NameMatch]]:
    """Return the function that finds names of entries in a text: whole words, the longest name first, across line ends.

    Args:
        names: The slug of the entry by name. A name all in capitals is found only so, any other in either case.
    """
    return make_finder(tuple(sorted(names.items(), key=lambda pair: (-len(pair[0]), pair[0]))))


@lru_cache(maxsize=4)
def make_finder(names: tuple[tuple[str, str], ...]) -> Callable[[str], list[NameMatch]]:
    """Return the finder for pairs of name and slug, the longest name first.

    The finder is cached, and caches what it finds, because every step of a build asks for the same paragraphs.
    """
    by_start: dict[str, list[tuple[str, str]]] = defaultdict(list)  # a name can only stand where its first word does
    for name, slug in names:
        by_start[first_word_key(FIRST_WORD.findall(name)[0])].append((name, slug))
    places = re.compile("|".join([r"\w+", *(re.escape(start) for start in by_start if not re.match(r"\w", start))]))
    patterns = {start: (names_pattern(name for name, _ in group), [slug for _, slug in group]) for start, group in by_start.items()}

    def search(text: str) -> list[tuple[str, int, int]]:
        found: list[tuple[str, int, int]] = []
        end = 0
        for place in places.finditer(text):
            if place.start() >= end and (known := patterns.get(first_word_key(place[0]))):
                pattern, slugs = known
                if match := pattern.match(text, place.start()):
                    end = match.end()
                    found.append((slugs[(match.lastindex or 1) - 1], match.start(), end))
        return found

    made_of = f"{hashlib.sha256(repr(names).encode()).hexdigest()}\0"

    @cache
    def find(text: str) -> list[NameMatch]:
        return [NameMatch(*match) for match in recall("find", made_of + text, lambda: search(text))]

    return find


def first_word_key(word: str) -> str:
    """Return one key for all words that match each other in either case; to a pattern, İ and ı are i."""
    return normalize("NFKD", word.casefold()).replace("\u0307", "").replace("ı", "i")


def names_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that matches any of the names as whole words, each in a group of its own; the first that fits wins.

    A name of several words does not begin behind a hyphen: a liberty-security dilemma is none of security.
    """
    patterns = []
    for name in names:
        spaced = ("(?<!\\w-)" if " " in name else "") + r"\s+".join(map(re.escape, name.split()))
        patterns.append(f"({spaced})" if is_acronym(name) else f"((?i:{spaced}))")
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")


def slugs_by_name(entries: Iterable[Entry]) -> dict[str, str]:
    """Return the slug of the entry for every name that is linked."""
    return {name: entry.slug for entry in entries for name in entry.names}


def slugs_by_searched_name(entries: Collection[Entry]) -> dict[str, str]:
    """Return the slug of the entry for every name that search finds it by; a name that is linked before one that is not."""
    return {name: entry.slug for entry in entries for name in entry.searched} | slugs_by_name(entries)


def definition(page: Page) -> str:
    """Return the definition of an entry: its first paragraph, without citations."""
    return next((block.reading for block in blocks(page) if block.is_paragraph), "")


def entry_text(page: Page) -> str:
    """Return the paragraphs of an entry, its definition and its use in the papers, on one line and without citations."""
    return " ".join(block.reading for block in blocks(page) if block.is_paragraph)


def glossary_problems(pages: Mapping[str, Page]) -> Iterator[Problem]:
    """Check the entries among themselves (G101 to G103, G105); pages are keyed by slug."""
    owner: dict[str, str] = {}
    for slug, page in sorted(pages.items()):
        for inclusion, where in zip(REQUIRED_INCLUSIONS, ("behind the heading", "at the end"), strict=True):
            if inclusion.format(slug=slug) not in page.body:
                message = f"the entry does not include {inclusion.format(slug=slug)}"
                yield Problem(page.path, page.body_line, "G101", message, f"write it on a line of its own, {where}")
        length = len(definition(page).split())
        if not DEFINITION_LENGTH[0] <= length <= DEFINITION_LENGTH[1]:
            hint = f"{DEFINITION_LENGTH[0]} to {DEFINITION_LENGTH[1]} words: enough to understand, short enough for a phone"
            yield Problem(page.path, page.body_line, "G105", f"the definition has {length} words", hint)
        given = [(name, "aliases") for name in page.record.get("aliases") or []]
        given += [(name, "hidden") for name in page.record.get("hidden") or []]
        given += [(page.record[field], field) for field in ("title", "full_name") if field in page.record]
        for name, field in given:
            key = str(name).casefold()
            if key in owner:
                where = "this entry" if owner[key] == slug else f"docs/glossary/{owner[key]}.md"
                if field == "full_name" and owner[key] == slug:
                    continue  # the full name may also be listed as an alias
                hint = "one name, one entry: keep it where it belongs"
                yield Problem(page.path, page.line_of(field), "G102", f'"{name}" is already a name of {where}', hint)
            owner[key] = slug
        for field in ("related", "broader"):
            for other in page.record.get(field) or []:
                if other == slug:
                    yield Problem(page.path, page.line_of(field), "G103", f"the entry is {field} to itself", "remove it")
                elif other not in pages:
                    hint = did_you_mean(str(other), pages, f"otherwise add docs/glossary/{other}.md")
                    yield Problem(page.path, page.line_of(field), "G103", f'"{other}" is not an entry of the glossary', hint)
