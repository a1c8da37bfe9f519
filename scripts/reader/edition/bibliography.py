"""The bibliography: sources in BibTeX, the keys that pages cite, and where each source is cited."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial

import pybtex.errors
from pybtex.backends.markdown import Backend
from pybtex.database import Entry, Person, parse_string
from pybtex.exceptions import PybtexError
from pybtex.style.formatting.plain import Style

from scripts.reader.common.dates import MONTHS, format_date, is_date
from scripts.reader.common.lines import line_at
from scripts.reader.common.problems import Problem, did_you_mean
from scripts.reader.common.recall import recall
from scripts.reader.text.front_matter import Page
from scripts.reader.text.paragraphs import blocks
from scripts.reader.text.unsafe_markup import has_markup, is_web_address

KEY = re.compile(r"[A-Za-z0-9_-]+")
KEYS = re.compile(r"@([A-Za-z0-9_-]+)")
CITATION = re.compile(r"\[@[A-Za-z0-9_-]+(?:; @[A-Za-z0-9_-]+)*\]")
LIKE_A_CITATION = re.compile(r"\[[^\]]*@[^\]]*\]")
ENTRY = re.compile(r"^[ \t]*@(\w+)\s*\{\s*([^,\s]*)", re.MULTILINE)
DOI = re.compile(r"10\.\d{4,9}/[^\s\"'<>]+")
AUTHOR = ("author", "editor")
WITHOUT_BRACES = str.maketrans("", "", "{}")  # which keep words whole in BibTeX
KINDS = {  # types of BibTeX, as readers call them
    "article": "Article",
    "book": "Book",
    "incollection": "Chapter",
    "inproceedings": "Conference paper",
    "techreport": "Report",
    "phdthesis": "Thesis",
}
UNSEEN = {  # by the first word of `verification`: what the bibliography says of a source that was not read for this edition
    "KNOWN": "Not seen for this edition: cited from general knowledge of the field.",
    "RECORD": "Not seen for this edition: known from a catalogue, or from a citation elsewhere.",
    "ABSTRACT": "Seen for this edition only in its abstract or summary.",
}
STYLE, BACKEND = Style(), Backend()  # made once: pybtex looks its parts up in all installed packages each time
REQUIRED = {  # by type of BibTeX; a tuple means one of them
    "article": (AUTHOR, "title", "journal", "year"),
    "book": (AUTHOR, "title", "publisher", "year"),
    "incollection": (AUTHOR, "title", "booktitle", "publisher", "year"),
    "inproceedings": (AUTHOR, "title", "booktitle", "year"),
    "techreport": (AUTHOR, "title", "institution", "year"),
    "phdthesis": (AUTHOR, "title", "school", "year"),
    "misc": (AUTHOR, "title", "year"),
}


@dataclass(frozen=True)
class Source:
    """A source: its key, its line in the file, author and year as a label, its reference in Markdown, and its entry."""

    key: str
    line: int
    label: str
    reference: str
    entry: Entry = field(compare=False, repr=False)

    @property
    def sort(self) -> tuple[str, str]:
        return self.label.strip("[").casefold(), self.key

    @property
    def kind(self) -> str:
        """Return what kind of work it is, in a word or two."""
        return KINDS.get(self.entry.type, "Web page" if "url" in self.entry.fields else "Document")

    @property
    def unseen(self) -> str:
        """Return what is said of a source that was not read for this edition, or ""."""
        return UNSEEN.get(self.entry.fields.get("verification", "").partition(" ")[0].strip(":"), "")


def entry_lines(text: str) -> dict[str, int]:
    """Return the line of each entry, by key."""
    return {match[2]: line_at(text, match.start()) for match in ENTRY.finditer(text)}


def reference(entry: Entry) -> str:
    """Return a reference as mkdocs-bibtex prints it in its simple mode, but with days: of publication and, in words, of reading."""
    words = dict(entry.fields)
    if day := words.get("day"):
        words["month"] = f"{day} {words.get('month', '')}".strip()
    if is_date(words.get("urldate", "")):
        words["urldate"] = format_date(words["urldate"])
    text = STYLE.format_entry("", Entry(entry.type, words, entry.persons)).text.render(BACKEND).replace("\n", " ")
    return unescaped(str(text)).replace(" (visited on ", " (read on ")  # in a stored copy, for the most part


def unescaped(text: str) -> str:
    """Return Markdown without the backslashes that pybtex writes and Markdown does not ask for."""
    for escaped in ("\\(", "\\)", "\\."):
        text = text.replace(escaped, escaped[1])
    return text


def publication_date(entry: Entry) -> str:
    """Return the ISO date of a source, as far as it is known: the day, the month, the year, or ""."""
    year, month, day = (entry.fields.get(name, "") for name in ("year", "month", "day"))
    known = [year, *([f"{MONTHS.index(month) + 1:02}", *([f"{day:0>2}"] if day else [])] if month in MONTHS else [])]
    return "-".join(known) if is_date("-".join(known)) else ""


def label(entry: Entry) -> str:
    """Return author and year: Karami 2021, Buzan and Wæver 2003, Armenia et al. 1992."""
    people: Sequence[Person] = next((found for role in AUTHOR if (found := entry.persons.get(role))), [])
    names = [" ".join([*person.prelast_names, *person.last_names]).translate(WITHOUT_BRACES) for person in people]
    who = f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
    return f"{who} {entry.fields.get('year', '')}".strip()


@lru_cache(maxsize=1)  # serve reads the same file again
def parse_bibliography(path: str, text: str) -> tuple[dict[str, Source], list[Problem]]:
    """Return the sources by key, and what is wrong with the file (B101, B102, B104). `path` is for the problems only."""
    try:
        with pybtex.errors.capture() as errors:
            entries = parse_string(text, "bibtex").entries
        if errors:
            raise errors[0]
    except PybtexError as error:
        found = re.search(r"line (\d+)", str(error))
        hint = "look for a missing brace, comma or quotation mark just before"
        return {}, [Problem(path, int(found[1]) if found else 1, "B101", f"not BibTeX: {error}", hint)]
    lines = entry_lines(text)
    sources, problems = {}, []
    for key, entry in entries.items():
        line = lines.get(key, 1)
        wrong = list(entry_problems(path, line, key, entry))
        problems += wrong
        try:
            printed = recall("reference", f"{key}\0{text}", partial(reference, entry))
        except (PybtexError, ValueError, KeyError, AttributeError) as error:
            if not wrong:
                problems.append(Problem(path, line, "B102", f'"{key}" cannot be printed: {error}'))
            continue
        sources[key] = Source(key, line, label(entry), printed, entry)
    return sources, problems


def entry_problems(path: str, line: int, key: str, entry: Entry) -> Iterator[Problem]:
    """Check the key, the type and the fields of an entry (B102, B104)."""
    if not KEY.fullmatch(key):
        yield Problem(path, line, "B102", f'"{key}" is not a key', "letters, digits, hyphens and underscores only")
    if entry.type not in REQUIRED:
        hint = did_you_mean(entry.type, REQUIRED, f"known types: {', '.join(sorted(REQUIRED))}")
        yield Problem(path, line, "B102", f'"{key}" is of the unknown type @{entry.type}', hint)
    fields = {**entry.fields, **{role: " ".join(map(str, people)) for role, people in entry.persons.items()}}
    for name, value in fields.items():
        if has_markup(value):
            yield Problem(path, line, "B104", f'"{name}" of "{key}" holds mark-up', "write the words without the tag, italics as \\emph{…}")
        if name == "url" and not is_web_address(value):
            yield Problem(path, line, "B104", f'"{key}" has the address {value!r}', "an address of the web begins with https:// or http://")
        if name == "urldate" and not (is_date(value) and len(value) == len("2026-11-22")):
            yield Problem(path, line, "B104", f'"{key}" was read on {value!r}', "the day on which its copy was read, such as 2026-11-22")
        if name == "doi" and not DOI.fullmatch(value):
            yield Problem(path, line, "B104", f'"{key}" has the DOI {value!r}', "such as 10.1000/182, without https://doi.org/")
    present = {name for name, value in entry.fields.items() if value.strip()} | set(entry.persons)
    for required in REQUIRED.get(entry.type, ()):
        names = required if isinstance(required, tuple) else (required,)
        if not present.intersection(names):
            hint = "if it is not established, say so: author = {{[author not established]}}, year = {n.d.}"
            yield Problem(path, line, "B102", f'"{key}" has no {" or ".join(names)}', hint)


def citations_in(page: Page) -> list[tuple[str, int]]:
    """Return the keys that a page cites, each with its line, in order."""
    return [
        (key, page.body_line + line_at(page.body, match.start()) - 1)
        for match in CITATION.finditer(page.body)
        for key in KEYS.findall(match[0])
    ]


def escape_unknown_citations(text: str, keys: Collection[str]) -> str:
    """Return Markdown in which brackets that are no citation, or that cite an unknown key, stay as text.

    mkdocs-bibtex deletes both. ./run check reports them (B201); an editor who is looking at the page still sees them.
    """

    def escape_unknown(match: re.Match[str]) -> str:
        known = CITATION.fullmatch(match[0]) and all(key in keys for key in KEYS.findall(match[0]))
        return match[0] if known else match[0].replace("@", "&#64;")

    return LIKE_A_CITATION.sub(escape_unknown, text)


def citation_keys(text: str) -> list[str]:
    """Return the keys that a text cites, in its order."""
    return [key for match in CITATION.finditer(text) for key in KEYS.findall(match[0])]


def citations_as_notes(text: str, references: Mapping[str, str]) -> str:
    """Return Markdown in which every citation is a note, with the references as notes at the end, in the order of citation.

    This is what mkdocs-bibtex does. Citations of a key without a reference stay as they are.
    """
    cited: dict[str, None] = {}

    def note(match: re.Match[str]) -> str:
        keys = KEYS.findall(match[0])
        if not all(key in references for key in keys):
            return match[0]
        cited.update(dict.fromkeys(keys))
        return "".join(f"[^{key}]" for key in keys)

    text = CITATION.sub(note, text)
    return "\n".join([text, "", *(f"[^{key}]: {references[key]}" for key in cited)]) if cited else text


def citation_problems(page: Page, keys: Collection[str], authors_text: bool) -> Iterator[Problem]:
    """Check what a page cites, before a plugin can swallow text (B201), and where it does (B202).

    Args:
        page: Any page.
        keys: The keys of the bibliography.
        authors_text: Whether the page is a section of a paper, whose paragraphs are the authors' and not the editors'.
    """
    for match in LIKE_A_CITATION.finditer(page.body):
        if not CITATION.fullmatch(match[0]):
            line = page.body_line + line_at(page.body, match.start()) - 1
            shown = match[0] if len(match[0]) <= 60 else match[0][:57] + "..."
            hint = "write [@key] or [@key1; @key2]; page numbers go into the sentence; for another @ write &#64;"
            yield Problem(page.path, line, "B201", f"{shown!r} is not a citation", hint)
    for key, line in citations_in(page):
        if key not in keys:
            hint = did_you_mean(key, keys, f"otherwise add {key} to bibliography.bib")
            yield Problem(page.path, line, "B201", f'"{key}" is not in bibliography.bib', hint)
    if authors_text:
        for block in blocks(page):
            if CITATION.search(block.text):
                yield Problem(page.path, block.line, "B202", "a citation is in the author's text", "put it into a note")


def entry_source_problems(page: Page) -> Iterator[Problem]:
    """Check that an entry's record names exactly the sources that the entry cites (G104)."""
    named, used = page.record.get("sources") or [], dict(reversed(citations_in(page)))
    for key in named:
        if key not in used:
            yield Problem(page.path, page.line_of("sources"), "G104", f'source "{key}" is not cited in the entry', "cite it or drop it")
    for key, line in used.items():
        if key not in named:
            yield Problem(page.path, line, "G104", f'"{key}" is cited but not among the sources', "add it to sources:")
