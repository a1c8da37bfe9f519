"""What names this edition is content or a setting: the program, which other editions have too, knows none of it."""

import re

from scripts.reader.scaffold import program_files
from tests.conftest import KNOWN, ROOT, edition

LANGUAGE_DATA = {"overrides/assets/search-index.js": "the usual names of states, in every edition"}
BINARY = {".mjs", ".npz", ".png", ".ttf", ".woff2"}


def names():
    """The words by which this edition, its papers and the articles that they belong with are known."""
    reader = edition(KNOWN)
    yield from (reader.name, reader.name.partition(":")[0], *re.findall(r"[A-Z]\w{4,}", reader.name.partition(":")[0]))
    for paper in reader.papers:
        yield from (paper.slug, paper.short_title, str(paper.index.record["title"]))
        article = reader.sources[str(paper.index.record["corresponds_to"])]
        yield from (article.key, *(article.entry.fields[name] for name in ("journal", "doi", "url") if name in article.entry.fields))
    yield from (*reader.editors, *filter(None, [reader.publisher, reader.contact]))
    yield from ("Afghan", "Afghans", "Taliban", "Guilan", "Ferdowsi", "Kabul", "Moscow")


def test_the_program_does_not_name_this_edition():
    pattern = re.compile(
        "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(set(names()), key=len, reverse=True)), re.IGNORECASE
    )
    found = [
        f"{path}:{number}: {match[0]}"
        for path in program_files.program_paths(ROOT)
        if path not in LANGUAGE_DATA and (ROOT / path).suffix not in BINARY
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        for match in pattern.finditer(line)
    ]
    assert found == []


def test_every_exception_is_needed():
    for path in LANGUAGE_DATA:
        assert re.search("afghan", (ROOT / path).read_text(encoding="utf-8"), re.IGNORECASE), path
