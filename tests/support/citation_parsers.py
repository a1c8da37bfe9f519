"""Reads files of citations with parsers that are not ours, as records of the fields that are compared."""

import codecs
import re
from functools import cache
from importlib.resources import files

import latexcodec  # noqa: F401  # the codec "ulatex"
import rispy
from lxml import etree
from pybtex.database import parse_string

RNG = {"": "http://relaxng.org/ns/structure/1.0"}
DATES, NAMES = "variables.dates", "variables.names"


def plain(text):
    return " ".join(text.split())


def wanted(cited, **changed):
    """What must be read back of a citation, whatever the format; fields that are unknown are absent."""
    fields = {
        "title": cited.title,
        "url": cited.url,
        "date": cited.date,
        "container": cited.container,
        "version": cited.version,
        "abstract": plain(cited.abstract),
        "authors": list(cited.authors),
        "volume": cited.volume,
        "issue": cited.issue,
        "pages": cited.pages,
        "doi": cited.doi,
        "publisher": cited.publisher,
        "language": cited.language,
    }
    return known({**fields, **changed})


def known(fields):
    return {name: value for name, value in fields.items() if value}


def unquoted(text):
    """Text with one kind of quotation mark."""
    return re.sub('[‘’“”"]', "'", text)


def version_in(text):
    return text.rpartition("version ")[2]


def from_ris(text):
    """The records of a file in RIS: types and fields."""
    for one in rispy.loads(text):
        fields = {
            "title": one.get("title"),
            "url": "".join(one.get("urls", [])),
            "date": one.get("date", "").strip("/").replace("/", "-"),
            "container": one.get("secondary_title"),
            "version": version_in("".join(one.get("unknown_tag", {}).get("M2", []))),
            "abstract": one.get("abstract"),
            "authors": one.get("authors"),
            "volume": one.get("volume"),
            "issue": one.get("number"),
            "pages": "-".join(filter(None, [one.get("start_page"), one.get("end_page")])),
            "doi": one.get("doi"),
            "publisher": one.get("publisher"),
            "language": one.get("language"),
        }
        assert one.get("year", "") == one.get("date", "")[:4]
        yield one["type_of_reference"], known(fields)


def unlatex(text):
    """LaTeX as text: by the codec that pybtex uses, which leaves the braces of BibTeX and what it does not know."""
    unknown = {"\\textbraceleft{}": "{", "\\textbraceright{}": "}", "\\textasciicircum{}": "^", "\\$": "$"}
    for position, name in enumerate(unknown):
        text = text.replace(name, chr(0xE000 + position))
    text = codecs.decode(text, "ulatex").replace("{", "").replace("}", "")
    return plain(text.translate({0xE000 + position: sign for position, sign in enumerate(unknown.values())}))


def from_biblatex(text):
    """The records of a file in BibLaTeX: keys, types and fields."""
    for key, entry in parse_string(text, "bibtex").entries.items():
        value = {name: unlatex(found) for name, found in entry.fields.items() if name not in ("url", "doi")}
        containers = [value[name] for name in ("booktitle", "journaltitle") if name in value]
        assert "organization" not in value  # which Zotero takes for the author
        assert value.get("type", "") == (f"version {value['version']}" if "version" in value else "")
        assert value.get("addendum") == value.get("booktitle")
        assert value.get("language") == value.get("langid")
        fields = {
            "title": value.get("title"),
            "url": entry.fields.get("url"),
            "date": value.get("date"),
            "container": "".join(containers),
            "version": value.get("version"),
            "abstract": value.get("abstract"),
            "authors": [unlatex(str(person)) for person in entry.persons.get("author", [])],
            "volume": value.get("volume"),
            "issue": value.get("number"),
            "pages": entry.fields.get("pages", "").replace("--", "-"),
            "doi": entry.fields.get("doi"),
            "publisher": value.get("publisher"),
            "language": {"english": "en", "russian": "ru", "persian": "fa"}.get(value.get("langid")),
        }
        yield key, entry.type, known(fields)


@cache
def vocabulary(name):
    """The words that a definition of the schema of CSL 1.0.2 lists; the schema is in the package citeproc-py."""
    path = files("citeproc").joinpath("data/schema/schemas/styles/csl.rng")
    grammar = etree.fromstring(path.read_bytes())

    def words(name):
        for definition in grammar.iterfind(f".//define[@name='{name}']", RNG):
            yield from (value.text for value in definition.iterfind(".//value", RNG))
            for reference in definition.iterfind(".//ref", RNG):
                yield from words(reference.get("name"))

    return set(words(name))


def from_csl(items):
    """The records of CSL-JSON, whose every field must be known to CSL and of its type: keys, types and fields."""
    types, dates, names, all_of_them = map(vocabulary, ("item-types", DATES, NAMES, "variables"))
    for item in items:
        assert set(item) - {"id", "type", "language"} <= all_of_them, item
        assert item["type"] in types
        for name, value in item.items():
            if name in dates:
                assert set(value) == {"date-parts"}, item
                ((*parts,),) = value["date-parts"]
                assert 1 <= len(parts) <= 3, item
                assert all(type(part) is int for part in parts), item
            elif name in names:
                assert all(set(one) in ({"family", "given"}, {"literal"}) for one in value), item
                assert all(type(part) is str and part for one in value for part in one.values()), item
            else:
                assert type(value) is str, item
                assert value
        parts = item["issued"]["date-parts"][0] if "issued" in item else []
        fields = {
            "title": item.get("title"),
            "url": item.get("URL"),
            "date": "-".join(f"{part:02}" for part in parts),
            "container": item.get("container-title"),
            "version": version_in(item.get("number", "")),
            "abstract": plain(item.get("abstract", "")),
            "authors": [one.get("literal") or f"{one['family']}, {one['given']}" for one in item.get("author", [])],
            "volume": item.get("volume"),
            "issue": item.get("issue"),
            "pages": item.get("page"),
            "doi": item.get("DOI"),
            "publisher": item.get("publisher"),
            "language": item.get("language"),
        }
        yield item["id"], item["type"], known(fields)
