"""The toy edition under the real templates, with every vector in every place where an editor writes, or receives, plain words."""

import json
import re
import shutil
from pathlib import Path

import pypandoc
import yaml

from scripts.reader.text.unsafe_markup import has_markup
from tests.conftest import ROOT, copy_of_toy
from tests.support.vectors import LINES

# What a record may hold: of tags it is told that they have no place there (P111, P201, P301, B104).
PLAIN = [vector for vector in LINES if not has_markup(vector)]
CITABLE = [vector for vector in PLAIN if vector.count("{") == vector.count("}") and not re.search(r"[\\%]", vector)]  # within BibTeX
THESIS = [vector for vector in PLAIN if vector[0] in "[{<*&"][:8]  # as many as a thesis holds
PAPER = "a' onclick=attack() [x](y) & {{z}}.docx"  # the name of the received file
RECEIVED = "attacked"  # the paper that it becomes
ENTRY = """---
title: {title}
full_name: {full_name}
aliases: [{alias}]
hidden: [{hidden}]
names: {{ru: {name}}}
kind: concept
summary: {summary}
sources: [{source}]
checked: 2026-11-22
---

# Entry {number}

--8<-- "entries/entry-{number}.md"

{definition} [@{source}]

--8<-- "mentions/entry-{number}.md"
"""


def text(words: str) -> dict[str, object]:
    return {"t": "Str", "c": words}


def paragraph(words: str, *others: object) -> dict[str, object]:
    return {"t": "Para", "c": [text(words), *others]}


def received_file() -> dict[str, object]:
    """A paper as pandoc's document: each vector as heading, text, note, words of a link, code, item and quotation."""
    attributes, blocks = ["", [], []], []
    for vector in LINES:
        link = {"t": "Link", "c": [attributes, [text(f"{vector} linked")], ["https://example.org/", ""]]}
        code = {"t": "Code", "c": [attributes, f"{vector} code"]}
        blocks += [
            {"t": "Header", "c": [1, attributes, [text(vector)]]},
            paragraph(f"Text {vector} ends.", {"t": "Note", "c": [paragraph(f"{vector} noted.")]}, link, code),
            {"t": "BulletList", "c": [[paragraph(f"{vector} item")], [paragraph("b")]]},
            {"t": "BlockQuote", "c": [paragraph(f"{vector} quoted")]},
        ]
    meta = {"title": {"t": "MetaInlines", "c": [text('"><img src=x onerror=attack()> {++[x](y)')]}}
    return {"pandoc-api-version": [1, 23], "meta": meta, "blocks": blocks}


def write_received_file(path: Path) -> None:
    pypandoc.convert_text(json.dumps(received_file()), "docx", format="json", outputfile=str(path))


def edition_of_vectors(folder: Path) -> Path:
    """Return a project with vectors in records, events, sources, arguments, settings, and in a file that is yet to be imported."""
    root = copy_of_toy(folder)
    shutil.rmtree(root / "overrides")
    shutil.copytree(ROOT / "overrides", root / "overrides")
    for name in ("accessibility", "check", "help"):
        (root / f"docs/about/{name}.md").write_text(f'---\ntitle: {name}\n---\n\n# {name}\n\n--8<-- "editors.md"\n', encoding="utf-8")
    shutil.copy(ROOT / "docs/search.md", root / "docs/search.md")  # every page leads to it
    write_entries(root / "docs/glossary")
    with (root / "bibliography.bib").open("a", encoding="utf-8") as file:
        for number, vector in enumerate(PLAIN):
            words = vector if vector in CITABLE else "Plain"
            file.write(f"\n@misc{{source{number:02},\n  author = {{{{{words}}}}},\n  title = {{{words} title}},\n  year = {{2020}},\n}}\n")
    events = [{"date": "2021", "event": vector, "sources": ["treaty1992"]} for vector in PLAIN]
    write_yaml(root / "docs/timeline.yaml", events)
    questions = [{"level": "advanced", "question": vector, "at": ["toy#p2"]} for vector in PLAIN]
    who = [{"name": vector, "kind": "person", "what": vector, "at": ["toy#p2"]} for vector in PLAIN]
    read = [{"level": "advanced", "source": "mearsheimer2001", "why": vector} for vector in PLAIN]
    write_yaml(root / "docs/teaching.yaml", {"questions": questions, "read_next": read, "who": who})
    write_argument(root / "docs/papers/toy/argument.yaml")
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    editors = f"  edition:\n    editors: {json.dumps(PLAIN, ensure_ascii=False)}\n"
    pages = "      - about/citing.md\n"
    listed = pages + "      - about/accessibility.md\n      - about/check.md\n      - about/help.md\n"
    (root / "mkdocs.yml").write_text(settings.replace("  edition:\n", editors).replace(pages, listed), encoding="utf-8")
    write_received_file(root / PAPER)
    return root


def write_yaml(path: Path, value: object) -> None:
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")


def write_entries(folder: Path) -> None:
    definition = "A definition needs forty words, and so this one says more than it would otherwise. " * 4
    for number, vector in enumerate(PLAIN):
        names = {"title": vector, "summary": vector, **{name: f"{vector} {name}" for name in ("full_name", "alias", "hidden", "name")}}
        quoted = {name: json.dumps(value, ensure_ascii=False) for name, value in names.items()}
        entry = ENTRY.format(number=number, source=f"source{number:02}", definition=definition.strip(), **quoted)
        (folder / f"entry-{number}.md").write_text(entry, encoding="utf-8")


def write_argument(path: Path) -> None:
    argument = yaml.safe_load(path.read_text(encoding="utf-8"))
    argument["question"]["text"] = PLAIN[0]
    argument["thesis"] = {"text": " ".join(THESIS), "at": ["p1"]}
    argument["claims"] += [
        {"text": vector, "at": ["p1"], "reasons": [{"text": vector, "at": ["p1"], "evidence": [{"text": vector, "at": ["p2"]}]}]}
        for vector in PLAIN
    ]
    argument["critical"] += [{"question": vector, "at": ["p1"]} for vector in PLAIN]
    for passage, vector in zip(argument["passages"], PLAIN, strict=False):
        passage["why"] = vector
    write_yaml(path, argument)


def describe(page: Path, description: str) -> None:
    """Write a description into the record of a page."""
    page.write_text(
        page.read_text(encoding="utf-8").replace("---\n", f"---\ndescription: {json.dumps(description)}\n", 1), encoding="utf-8"
    )
