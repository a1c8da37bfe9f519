"""Import one received file: read it, and write its paper into the project, all of it or nothing."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from scripts.reader.common import transaction
from scripts.reader.common.build_lock import build_lock
from scripts.reader.common.files import read_text
from scripts.reader.common.problems import Problem
from scripts.reader.edition import bibliography
from scripts.reader.edition.edition import BIBLIOGRAPHY_PATH
from scripts.reader.importing import (
    earlier_import,
    file_content,
    latex_project,
    loss_report,
    mending,
    metadata,
    received_file,
    worded_references,
)
from scripts.reader.importing.earlier_import import REPORTS
from scripts.reader.importing.extract import Extracted, extract
from scripts.reader.importing.paper_files import ReceivedFile, files_to_write
from scripts.reader.importing.slugs import is_safe_slug, slugify


class Imported(NamedTuple):
    """What an import did: the paths of the files that it wrote, what became of the file, and the problems that stopped it."""

    written: list[str]
    report: loss_report.LossReport | None
    problems: list[Problem]


@dataclass(frozen=True)
class Chosen:
    """What an editor says of a paper, before what its file says; "" and nothing where the file is right."""

    title: str = ""
    authors: tuple[str, ...] = ()
    short_title: str = ""
    language: str = ""
    whole_page: bool = False  # with all that stands round the article of a page from the web
    main_only: bool = False  # without the translations and reports that the file holds
    mended: Path | None = None  # the text of the file, extracted and mended

    def put_into(self, extracted: Extracted) -> None:
        """Change a paper to what the editor says of it."""
        authors, byline = metadata.authors_or_byline(list(self.authors))
        known = extracted.metadata
        if self.authors:
            known = replace(known, authors=authors, byline=byline)
        extracted.metadata = replace(known, title=self.title or known.title)
        extracted.short_title = self.short_title
        extracted.to_do = [item for item in extracted.to_do if not self.title or "the title" not in item]
        if self.main_only:
            extracted.remarks += [f"left out: {part.part} in the same file" for part in extracted.parts]
            extracted.parts = []


NOTHING_CHOSEN = Chosen()


def import_file(root: Path, path: Path, paper: str = "", dry_run: bool = False, chosen: Chosen = NOTHING_CHOSEN) -> Imported:
    """Import a file as a paper of the project under root. Whatever goes wrong with the file is a problem, so that others go on.

    Args:
        root: the project.
        path: the received file.
        paper: the paper's slug; "" to make it of the file's name.
        dry_run: only find out what would be written.
        chosen: what an editor says of the paper.

    Raises:
        HalfWrittenError: files are half written.
    """
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
    try:
        return import_paper(root, path, name, paper, dry_run, chosen)
    except transaction.HalfWrittenError:
        raise
    except OSError as error:
        message, hint = transaction.describe_error(error), "once the cause is gone, import it again"
    except Exception as error:  # of any kind: nobody can foresee what a file holds
        message, hint = f"{type(error).__name__}: {error}", "save it in another format; and report this fault of the program"
    return Imported([], None, [Problem(name, 1, "I101", f"the file cannot be imported: {message}", hint)])


def import_paper(root: Path, path: Path, name: str, paper: str, dry_run: bool, chosen: Chosen) -> Imported:
    """Import a file as import_file does; name is what problems call the file."""
    slug = slug_of(path, paper)
    if not is_safe_slug(slug):
        hint = "at most 60 lower-case letters, digits and hyphens, and no name of a device: --paper my-paper"
        return Imported([], None, [Problem("--paper" if paper else name, 1, "I104", f'"{slug}" cannot be an address', hint)])
    if chosen.mended:
        data, (extracted, problems) = mending.with_mended_text(path, name, chosen.mended, chosen.language)
    else:
        data, extracted, problems = extract(path, name, chosen.language, chosen.whole_page)
    if extracted is None:
        return Imported([], None, problems)
    chosen.put_into(extracted)
    received = ReceivedFile(stored_ending(path, extracted), extracted.packed or data)
    kind = received.ending
    with build_lock(root), transaction.locked(root):
        earlier = earlier_import.find(root, slug)
        replaced = earlier if earlier and not earlier.is_edited and not earlier.is_released else None
        files, papers, problems = files_to_write(root, received, extracted, slug, replaced.files if replaced else ())
        if problems:
            return Imported([], None, [*(earlier_import.difference(root, slug, extracted.text) if earlier else []), *problems])
        files |= offered_references(root, papers)
        members = received_file.unpack(name, received.data, kind)[0] if kind in received_file.ARCHIVE_FORMATS else {}
        report = loss_report.compare(path.name, papers, file_content.content_of(kind, received.data, members))
        report = replace(report, written=earlier_import.written_files(files, report.papers))
        files |= {f"{REPORTS}/{slug}.txt": report.as_text().encode(), f"{REPORTS}/{slug}.json": report.as_json().encode()}
        changes = files | (earlier_import.leftovers(root, replaced, files) if replaced else {})
        written = list(transaction.changed_files(root, changes)) if dry_run else transaction.write(root, changes)
    return Imported(written, report, [])


def offered_references(root: Path, papers: list[tuple[str, Extracted]]) -> dict[str, bytes]:
    """Return for each paper whose list of references is words alone a file with entries for an editor to confirm, and note it as to do."""
    files = {}
    listed, _ = bibliography.parse_bibliography(BIBLIOGRAPHY_PATH, read_text(root, BIBLIOGRAPHY_PATH)[0])
    for address, paper in papers:
        entries, found, words = "", 0, 0
        if not paper.references:
            entries, found, words = worded_references.offered(paper.pages, {key: source.entry for key, source in listed.items()})
        if entries:
            path = f"{REPORTS}/{address}.references.bib"
            files[path] = entries.encode()
            paper.to_do.append(f"{path} offers {found} of the {words} references in its list as entries: confirm them")
    return files


def stored_ending(path: Path, extracted: Extracted) -> str:
    """Return the ending under which a received file is stored. The name with .txt is that of the paper's text."""
    kind = received_file.ending(path)
    return "zip" if extracted.packed else "received.txt" if extracted.kept and kind == "txt" else kind


def slug_of(path: Path, paper: str) -> str:
    """Return the slug that an editor chose for a paper, or else one made of its file's name."""
    return paper or slugify(path.stem)


def received_files(path: Path) -> list[Path]:
    """Return the files to import: the one given, or all visible files of the folder given, by name."""
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith("."))
    mains = {file for file in files if file.suffix == ".tex" and "\\documentclass" in file.read_text(encoding="utf-8", errors="replace")}
    return [file for file in files if not mains or file in mains or received_file.ending(file) not in latex_project.COMPANIONS]
