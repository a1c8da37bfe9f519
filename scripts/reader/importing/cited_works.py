"""Turn the references that a file carries as data into entries of bibliography.bib, with keys such as smith2010."""

import re
import string
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pybtex.database import Entry

from scripts.reader.importing.record_text import find_doi, plain_value
from scripts.reader.text.unsafe_markup import has_markup, is_web_address

VERIFICATION = "as the file of the paper carries it; not compared with the source itself"
BIBTEX_TYPES = {  # by type of CSL: the type of BibTeX, and the field for what the work appeared in
    "article-journal": ("article", "journal"),
    "article-magazine": ("article", "journal"),
    "article-newspaper": ("article", "journal"),
    "book": ("book", ""),
    "chapter": ("incollection", "booktitle"),
    "paper-conference": ("inproceedings", "booktitle"),
    "report": ("techreport", ""),
    "thesis": ("phdthesis", ""),
}
PUBLISHER_FIELDS = {"techreport": "institution", "phdthesis": "school"}
REQUIRED_FIELDS = {"article": "journal", "book": "publisher", "incollection": "booktitle", "inproceedings": "booktitle",
          "techreport": "institution", "phdthesis": "school"}  # fmt: skip
TEX_SPECIAL = re.compile(r"[%&#$_]")


@dataclass(frozen=True)
class Reference:
    """A reference as an entry of BibTeX without its key."""

    key_stem: str  # what its key begins with: the first author's family name and the year
    type: str
    fields: tuple[tuple[str, str], ...]

    def entry(self, key: str) -> str:
        """Return the entry, in BibTeX."""
        lines = [f"  {name} = {{{value}}}," for name, value in self.fields]
        return "\n".join([f"@{self.type}{{{key},", *lines, f"  verification = {{{VERIFICATION}}}", "}"]) + "\n"


def references_of_csl(items: Iterable[dict[str, Any]]) -> list[Reference]:
    """Return references of items in CSL, each once. One without a title is left out: its words stay in the text alone."""
    return list(dict.fromkeys(reference_of_item(item) for item in items if str(item.get("title", "")).strip()))


def bibtex_value(value: Any) -> str:
    """Return text as a value in BibTeX."""
    return TEX_SPECIAL.sub(lambda match: "\\" + match[0], plain_value(re.sub(r"[{}\\]", "", str(value))))


def bibtex_name(name: dict[str, str]) -> str:
    """Return a name in CSL as "Family, Given" or, of an institution, in braces."""
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
    if not family:
        return f"{{{bibtex_value(name.get('literal', ''))}}}"
    return bibtex_value(f"{family}, {name['given']}") if name.get("given") else f"{{{bibtex_value(family)}}}"


def reference_of_item(item: dict[str, Any]) -> Reference:
    """Return an item of CSL as a reference. What every entry needs and the item lacks is said to be unknown."""
    kind, container_field = BIBTEX_TYPES.get(item.get("type", ""), ("misc", ""))
    years = [str(parts[0]) for parts in item.get("issued", {}).get("date-parts", []) if parts]
    year = re.sub(r"(?s)[^0-9].*", "", years[0]) if years else ""
    people = {role: " and ".join(map(bibtex_name, item[role])) for role in ("author", "editor") if item.get(role)}
    url = re.sub(r"[\s{}\\]", "", str(item.get("URL", "")))
    fields = (people or {"author": "{[author not established]}"}) | {
        "title": f"{{{bibtex_value(item['title'])}}}",
        container_field: bibtex_value(item.get("container-title", "")),
        PUBLISHER_FIELDS.get(kind, "publisher"): bibtex_value(item.get("publisher", "")),
        "year": year or "n.d.",
        "volume": bibtex_value(item.get("volume", "")),
        "number": bibtex_value(item.get("issue", "")),
        "pages": re.sub(r"\s*[-–]+\s*", "--", bibtex_value(item.get("page", ""))),
        "address": bibtex_value(item.get("publisher-place", "")),
        "doi": find_doi(re.sub(r"[\s{}\\]", "", str(item.get("DOI", "")))),
        "url": url if is_web_address(url) and not has_markup(url) else "",
    }
    fields = {name: value for name, value in fields.items() if name and value}
    if kind in REQUIRED_FIELDS and REQUIRED_FIELDS[kind] not in fields:
        kind = "misc"
    return Reference(key_stem(item, year), kind, tuple(fields.items()))


def key_stem(item: dict[str, Any], year: str) -> str:
    """Return what the key of an item begins with: its first author's or editor's family name in a to z, and its year."""
    person = (item.get("author") or item.get("editor") or [{}])[0]
    family = str(person.get("family") or person.get("literal") or "anon")
    ascii_name = unicodedata.normalize("NFKD", family.lower()).encode("ascii", "ignore").decode()
    return (re.sub(r"[^a-z]", "", ascii_name) or "anon") + year


def is_same_text(one: str, other: str) -> bool:
    """Return whether two titles or numbers are the same but for capitals, braces and stops."""
    return re.sub(r"\W", "", one.casefold()) == re.sub(r"\W", "", other.casefold())


def assign_keys(references: list[Reference], listed: dict[str, Entry]) -> tuple[dict[str, Reference], list[str]]:
    """Find each reference in the bibliography, or choose a key for it.

    Args:
        references: those of a paper, in order.
        listed: the entries of the bibliography, by key.

    Returns:
        The references that the bibliography lacks, by key; and the keys of all references, in order.
    """
    new: dict[str, Reference] = {}
    keys: list[str] = []
    for reference in references:
        fields = dict(reference.fields)
        same = [key for key, entry in listed.items() if is_same_work(fields, dict(entry.fields))]
        same += [key for key, other in new.items() if other == reference]
        key = same[0] if same else unique_key(reference.key_stem, {*listed, *new})
        if not same:
            new[key] = reference
        if key not in keys:
            keys.append(key)
    return new, keys


def is_same_work(fields: dict[str, str], other: dict[str, str]) -> bool:
    """Return whether the fields of two entries describe the same work: by DOI if both have one, or else by title and year."""
    if "doi" in fields and "doi" in other:
        return is_same_text(fields["doi"], other["doi"])
    return is_same_text(fields["title"], other.get("title", "")) and fields["year"] == other.get("year")


def unique_key(stem: str, taken: Collection[str]) -> str:
    """Return the stem, with a letter or a number behind it if it is taken. Keys that differ in capitals alone count as the same."""
    lower = {key.lower() for key in taken}
    suffixes: list[str] = ["", *string.ascii_lowercase, *map(str, range(1000, 9999))]
    for suffix in suffixes:
        if stem + suffix not in lower:
            return stem + suffix
    raise ValueError(f"no key is left for {stem}")


def with_entries(bibliography: str, references: Mapping[str, Reference]) -> str:
    """Return the bibliography with new entries at their places in the order of the keys; all else stays as it is."""
    for key, reference in references.items():
        entries = re.finditer(r"^@\w+\{\s*([^,\s]+)", bibliography, re.MULTILINE)
        position = next((entry.start() for entry in entries if entry[1].lower() > key.lower()), None)
        if position is None:
            bibliography = bibliography.rstrip("\n") + "\n\n" * bool(bibliography.strip()) + reference.entry(key)
        else:
            bibliography = bibliography[:position] + reference.entry(key) + "\n" + bibliography[position:]
    return bibliography
