"""Read Markdown, Word, OpenDocument, HTML, LaTeX and JATS with pandoc, which gets at no other file and not at the network."""

import json
import re
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pypandoc
from lxml import etree

from scripts.reader.common.pandoc import pandoc_environment
from scripts.reader.common.problems import Problem
from scripts.reader.importing import (
    formulas,
    inlines,
    jats,
    jats_metadata,
    languages,
    latex_project,
    latex_references,
    metadata,
    pandoc_references,
    received_file,
    word_file,
)
from scripts.reader.importing.blocks import Block, to_blocks
from scripts.reader.importing.images import image_finder
from scripts.reader.importing.metadata import PaperMetadata

MAX_MEMORY, TIMEOUT = "2g", 300  # for pandoc; seconds. More than the largest file that is accepted needs
HEAP_EXHAUSTED, KILLED = 251, -9  # exit codes


@dataclass(frozen=True)
class PandocInput:
    """A file that has been checked and can be given to pandoc; what pandoc does not pass on is read from it already."""

    data: bytes
    members: dict[str, bytes] = field(default_factory=dict)  # of an archive, by path
    metadata: PaperMetadata = field(default_factory=PaperMetadata)
    part: str = ""  # what the paper is within its file: translation-pt; "" for the main one
    word: word_file.WordFile | None = None
    latex: latex_project.LatexProject | None = None
    received: bytes = b""  # as it came, of LaTeX


@dataclass(frozen=True)
class PandocPaper:
    """A paper that pandoc has read."""

    metadata: PaperMetadata
    abstract: list[Block]
    blocks: list[Block]
    figures: dict[str, bytes]
    remarks: list[str]
    references: list[dict[str, Any]]  # as items of CSL
    changes: list[str]
    to_do: list[str]
    part: str
    packed: bytes = b""  # the file with others that it names, as an archive


def read(path: Path, name: str, data: bytes, language: str = "") -> tuple[list[PandocPaper], list[Problem]]:
    """Read the paper in a file, and behind it those that it holds besides, or return all that is wrong with it (I101, I106, I107).

    Args:
        path: the file; its images may lie beside it.
        name: what problems call the file.
        data: the content of the file.
        language: that of the paper, if an editor knows better than the file; else "".
    """
    kind = received_file.ending(path)
    checked, problems = check_input(path, name, data, kind)
    papers = []
    for part in checked:
        paper, wrong = read_part(path, name, part, kind, "" if part.part else language)
        problems += wrong
        papers += [paper] if paper else []
    return (papers, problems) if not problems else ([], problems)


def read_part(path: Path, name: str, checked: PandocInput, kind: str, language: str) -> tuple[PandocPaper | None, list[Problem]]:
    """Read one paper of a file; the other arguments are those of read, and the ending of the file's name."""
    pandoc_format = received_file.PANDOC_FORMATS[kind]
    bibliographies = checked.latex.bibliographies if checked.latex else {}
    output, problems = run_pandoc(name, checked.data, pandoc_format, "json", bibliographies)
    if problems:
        return None, problems
    try:
        document = json.loads(output)
        meta = document["meta"]
        paper_metadata = metadata.merge(PaperMetadata(language=language), known_metadata(checked, metadata.from_pandoc(meta)))
        if not paper_metadata.language:
            words = " ".join(node["c"] for node in latex_references.nodes_of(document["blocks"], "Str"))
            declared = languages.latex_language(checked.latex.text) if checked.latex else ""
            paper_metadata = replace(paper_metadata, language=declared or languages.spoken(words, ""))
        unworded = latex_references.word_references(document, paper_metadata.language) if pandoc_format == "latex" else []
        shown = formulas.as_mathml(document, lambda text: run_pandoc(name, text.encode(), "json", "html5")[0])
        context = inlines.Context(image_finder(path.parent, kind, checked.members), paper_metadata.language, shown)
        context.remarks += objects_left_out(checked.members, document) if kind == "odt" else []
        context.remarks += [*(checked.latex.remarks if checked.latex else []), *unworded]
        abstract = to_blocks(metadata.value_blocks(meta.get("abstract")), context)
        blocks = to_blocks(pandoc_references.with_heading(pandoc_references.without_place(document["blocks"])), context)
    except RecursionError:
        return None, [Problem(name, 1, "I107", "the file nests too deep", "it is not a paper")]
    references, problems = references_of(name, checked, pandoc_format, document)
    if problems:
        return None, problems
    changes = word_file.changes(checked.word) if checked.word else []
    packed = latex_project.pack(path.name, checked.latex, checked.received) if checked.latex and kind == "tex" else b""
    return PandocPaper(
        paper_metadata, abstract, blocks, context.figures, context.remarks, references, changes, context.to_do, checked.part, packed
    ), []


def references_of(
    name: str, checked: PandocInput, pandoc_format: str, document: dict[str, Any]
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Return the works that a file carries as data, as items of CSL: from its metadata, its fields, or the bibliographies that it cites."""
    sources = [(checked.data, pandoc_format)] if "references" in document["meta"] else []
    sources += [(data, "bibtex") for data in checked.latex.bibliographies.values()] if checked.latex else []
    found = list(checked.word.cited) if checked.word else []
    for data, source in sources:
        csl, problems = run_pandoc(name, data, source, "csljson")
        if problems:
            return [], problems
        listed = json.loads(csl) if csl else []
        found += [item for item in listed if source != "bibtex" or f'"ref-{item.get("id")}"' in json.dumps(document["blocks"])]
    return found, []


def objects_left_out(members: Mapping[str, bytes], document: dict[str, Any]) -> list[str]:
    """Return a remark on the objects of an OpenDocument file that are no formulas: charts, spreadsheets."""
    missing = members["content.xml"].count(b"<draw:object ") - sum(1 for _ in latex_references.nodes_of(document["blocks"], "Math"))
    return [f"left out {missing} embedded objects, such as charts: put pictures of them in their places"] if missing > 0 else []


def known_metadata(checked: PandocInput, found: PaperMetadata) -> PaperMetadata:
    """Return what a file says of its paper: of Word files rather in its text than in its properties, which are often another's."""
    if checked.word is None:
        return metadata.merge(checked.metadata, found)
    paragraphs = checked.word.paragraphs
    title = found.title or (checked.metadata.title if word_file.is_title_of(checked.metadata.title, paragraphs) else "")
    title = title or word_file.first_line(paragraphs)
    byline = found.byline or found.authors or word_file.names_below(title, paragraphs)
    language = languages.spoken(" ".join(paragraphs), checked.metadata.language)
    told = PaperMetadata(title=title, byline=() if found.authors else byline, language=language)
    return replace(metadata.merge(metadata.merge(told, found), checked.metadata), title=title)


def check_input(path: Path, name: str, data: bytes, kind: str) -> tuple[list[PandocInput], list[Problem]]:
    """Check that a file can be given to pandoc, and read what pandoc does not pass on; kind is the ending of its name."""
    if kind in received_file.ARCHIVE_FORMATS:
        members, problems = received_file.unpack(name, data, kind)
        if problems:
            return [], problems
        if kind == "zip":
            return check_latex_archive(name, members)
        known = metadata.from_office(members.get("docProps/core.xml") or members.get("meta.xml"))
        word = word_file.make_plain(members) if kind == "docx" else None
        if kind == "odt":  # pandoc does not find an object whose address ends in a slash
            members["content.xml"] = re.sub(rb'(<draw:object [^>]*xlink:href="[^"]*?)/+"', rb'\1"', members["content.xml"])
        return [PandocInput(received_file.pack(word.members if word else members), members, known, word=word)], []
    if kind == "xml":
        return check_jats(name, data)
    text, problems = received_file.decode(name, data, kind)
    if problems or kind != "tex":
        return ([], problems) if problems else ([PandocInput(text.encode())], [])
    project = latex_project.gather(text, latex_project.finder(path.parent, {}))
    return [PandocInput(project.text.encode(), latex=project, received=data)], []


def check_latex_archive(name: str, members: dict[str, bytes]) -> tuple[list[PandocInput], list[Problem]]:
    """Check that an archive holds one paper in LaTeX, and gather what it names."""
    main = latex_project.main_file(members)
    if not main:
        hint = "put one .tex file with its \\documentclass into it, and what that file names"
        return [], [Problem(name, 1, "I106", "the archive holds no paper in LaTeX, or more than one", hint)]
    text, problems = received_file.decode(f"{name}:{main}", members[main], "tex")
    if problems:
        return [], problems
    project = latex_project.gather(text, latex_project.finder(None, members, main))
    return [PandocInput(project.text.encode(), members, latex=project)], []


def check_jats(name: str, data: bytes) -> tuple[list[PandocInput], list[Problem]]:
    root, problems = received_file.parse_xml(name, data)
    if root is None:
        return [], problems
    articles = jats.split_articles(root)
    if not articles:
        message = f"the file is XML, but not JATS: its root is <{etree.QName(root).localname}>"
        return [], [Problem(name, 1, "I101", message, "an article in JATS begins with <article>")]
    found: list[PandocInput] = []
    for article in articles:
        known = jats_metadata.from_jats(article.root)
        part = "-".join(filter(None, [article.kind, known.language])) if article.kind == "translation" else article.kind
        known = metadata.merge(known, replace(found[0].metadata, title="", doi="", statements=())) if found else known
        jats.make_plain(article.root)
        found.append(PandocInput(etree.tostring(article.root, encoding="utf-8"), metadata=known, part=part))
    return found, []


def run_pandoc(name: str, data: bytes, source: str, target: str, bibliographies: Mapping[str, bytes] = {}) -> tuple[str, list[Problem]]:
    """Convert a file with pandoc, or return why that fails (I101, I106).

    Args:
        name: what problems call the file.
        data: the content of the file.
        source: pandoc's name for its format.
        target: pandoc's name for the format to convert it to.
        bibliographies: those that it cites, in BibTeX, by name.
    """
    command = [pypandoc.get_pandoc_path(), "+RTS", f"-M{MAX_MEMORY}", "-RTS", "--sandbox", f"--from={source}", f"--to={target}"]
    command += ["--mathml"] if target == "html5" else []
    command += ["--citeproc", "--metadata=link-citations:true"] if bibliographies else []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "received"
        path.write_bytes(data)
        for number, bibliography in enumerate(bibliographies.values()):
            (Path(folder) / f"{number}.bib").write_bytes(bibliography)
            command.append(f"--bibliography={number}.bib")
        try:
            done = subprocess.run([*command, str(path)], capture_output=True, timeout=TIMEOUT, cwd=folder, env=pandoc_environment())
        except subprocess.TimeoutExpired:
            return "", [Problem(name, 1, "I106", f"pandoc did not finish within {TIMEOUT} seconds", "divide the file")]
    if done.returncode in (HEAP_EXHAUSTED, KILLED):
        return "", [Problem(name, 1, "I106", f"pandoc needs more than {MAX_MEMORY.upper()}B of memory for this file", "divide the file")]
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").replace(str(path), name).strip()
        line = re.search(r"line (\d+)", reason)
        message = f"pandoc cannot read it: {' '.join(reason.split())[:200]}"
        return "", [Problem(name, int(line[1]) if line else 1, "I101", message, "open it in its own program and save it again")]
    return done.stdout.decode("utf-8"), []


def version() -> str:
    return f"pandoc {pypandoc.get_pandoc_version()}"
