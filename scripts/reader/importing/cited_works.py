"""References that a file carries as data: as entries of bibliography.bib, with keys of our kind."""

import json
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from pybtex.database import Entry

SEEN = "as the file of the paper carries it; not compared with the source itself"
TYPES = {  # of CSL: type of BibTeX, and the field for what the work is in
    "article-journal": ("article", "journal"),
    "article-magazine": ("article", "journal"),
    "article-newspaper": ("article", "journal"),
    "book": ("book", ""),
    "chapter": ("incollection", "booktitle"),
    "paper-conference": ("inproceedings", "booktitle"),
    "report": ("techreport", ""),
    "thesis": ("phdthesis", ""),
}
PUBLISHERS = {"techreport": "institution", "phdthesis": "school"}
NEEDED = {"article": "journal", "book": "publisher", "incollection": "booktitle", "inproceedings": "booktitle",
          "techreport": "institution", "phdthesis": "school"}  # fmt: skip
SPECIAL = re.compile(r"[%&#$_]")


@dataclass(frozen=True)
class Reference:
    """A reference: what its key begins with (author and year), its type, and its fields in BibTeX."""

    stem: str
    type: str
    fields: tuple[tuple[str, str], ...]

    def entry(self, key: str) -> str:
        lines = [f"  {name} = {{{value}}}," for name, value in self.fields]
        return "\n".join([f"@{self.type}{{{key},", *lines, f"  verification = {{{SEEN}}}", "}"]) + "\n"


def read(csl: str) -> list[Reference]:
    """The references of a file as pandoc gives them, in CSL-JSON. One without a title is none: its words stay in the text alone."""
    return [reference(item) for item in (json.loads(csl) if csl else []) if str(item.get("title", "")).strip()]


def tex(value: Any) -> str:
    """Text as a value in BibTeX."""
    plain = re.sub(r"</?(?:i|b|sub|sup|span)[^<>]*>|[{}\\]", "", str(value))
    return SPECIAL.sub(lambda match: "\\" + match[0], " ".join(plain.split()))


def person(name: dict[str, str]) -> str:
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name.get("family"))))
    if not family:
        return f"{{{tex(name.get('literal', ''))}}}"
    return tex(f"{family}, {name['given']}") if name.get("given") else f"{{{tex(family)}}}"


def reference(item: dict[str, Any]) -> Reference:
    """An item of CSL as an entry. What the file does not say is said to be unknown."""
    kind, inside = TYPES.get(item.get("type", ""), ("misc", ""))
    years = [str(parts[0]) for parts in item.get("issued", {}).get("date-parts", []) if parts]
    year = re.sub(r"\D.*", "", years[0]) if years else ""
    fields = {role: " and ".join(map(person, item[role])) for role in ("author", "editor") if item.get(role)}
    if not fields:
        fields["author"] = "{[author not established]}"
    fields |= {
        "title": f"{{{tex(item['title'])}}}",
        inside: tex(item.get("container-title", "")),
        PUBLISHERS.get(kind, "publisher"): tex(item.get("publisher", "")),
        "year": year or "n.d.",
        "volume": tex(item.get("volume", "")),
        "number": tex(item.get("issue", "")),
        "pages": re.sub(r"\s*[-–]+\s*", "--", tex(item.get("page", ""))),
        "address": tex(item.get("publisher-place", "")),
        "doi": re.sub(r"[\s{}\\]", "", str(item.get("DOI", ""))),
        "url": re.sub(r"[\s{}\\]", "", str(item.get("URL", ""))),
    }
    fields = {name: value for name, value in fields.items() if name and value}
    if kind in NEEDED and NEEDED[kind] not in fields:
        kind = "misc"
    people = item.get("author") or item.get("editor") or [{}]
    family = str(people[0].get("family") or people[0].get("literal") or "anon")
    letters = re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", family.lower()).encode("ascii", "ignore").decode())
    return Reference((letters or "anon") + year, kind, tuple(fields.items()))


def same(one: str, other: str) -> bool:
    """Whether two titles or numbers are the same but for capitals, braces and stops."""
    return re.sub(r"\W", "", one.casefold()) == re.sub(r"\W", "", other.casefold())


def keyed(references: list[Reference], known: dict[str, Entry]) -> tuple[dict[str, Reference], list[str]]:
    """A free key for each reference that the bibliography does not have yet; and the keys of all of them, in order."""
    new: dict[str, Reference] = {}
    keys: list[str] = []
    for found in references:
        fields = dict(found.fields)
        key = next((key for key, entry in known.items() if is_same(fields, dict(entry.fields))), None)
        key = key or next((key for key, other in new.items() if other == found), None)
        if key is None:
            key = unique_key(found.stem, {*known, *new})
            new[key] = found
        if key not in keys:
            keys.append(key)
    return new, keys


def is_same(fields: dict[str, str], other: dict[str, str]) -> bool:
    if "doi" in fields and "doi" in other:
        return same(fields["doi"], other["doi"])
    return same(fields["title"], other.get("title", "")) and fields["year"] == other.get("year")


def unique_key(stem: str, taken: Collection[str]) -> str:
    """The stem, or with a letter or a number behind it if it is taken (by a key that differs in capitals only, too)."""
    lower = {key.lower() for key in taken}
    for end in ["", *"abcdefghijklmnopqrstuvwxyz", *map(str, range(1000, 9999))]:
        if stem + end not in lower:
            return stem + end
    raise ValueError(f"no key is left for {stem}")


def added(bibliography: str, new: dict[str, Reference]) -> str:
    """The bibliography with new entries at their places in the order of the keys; all else stays as it is."""
    for key, found in new.items():
        places = list(re.finditer(r"^@\w+\{\s*([^,\s]+)", bibliography, re.MULTILINE))
        after = next((place.start() for place in places if place[1].lower() > key.lower()), None)
        entry = found.entry(key)
        if after is None:
            bibliography = bibliography.rstrip("\n") + "\n\n" * bool(bibliography.strip()) + entry
        else:
            bibliography = bibliography[:after] + entry + "\n" + bibliography[after:]
    return bibliography
