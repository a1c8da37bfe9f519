"""Turn received files into the pages of papers.

    ./run import FILE [--paper NAME] [--dry-run]
    ./run import FOLDER [--dry-run]

Stores the file and its text under sources/, writes docs/papers/NAME/ with the paper's record and a page for each section, and
adds the paper to mkdocs.yml and sources/README.md. Writes nothing if anything is wrong, and never over an edited page. Of the
files in a folder each is a paper of its own; one that is wrong does not stop the others.
"""

import argparse
import sys
from pathlib import Path

from scripts.reader.common import transaction
from scripts.reader.common.problems import Problem, report
from scripts.reader.importing import extract, plain_text, received_file
from scripts.reader.importing.paper_files import SOURCES, Received, plan
from scripts.reader.text.front_matter import SLUG


def import_file(root: Path, path: Path, paper: str, dry: bool) -> tuple[list[str], list[str], list[Problem]]:
    """Import one file: what was written, what an editor should know, and all that is wrong with it."""
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
    slug = paper or plain_text.slugify(path.stem)
    if not SLUG.fullmatch(slug):
        hint = "lower-case letters, digits and hyphens: --paper rise-of-the-taliban"
        return [], [], [Problem("--paper" if paper else name, 1, "I104", f'"{slug}" cannot be an address', hint)]
    data, extracted, problems = extract.extract(path, name)
    if extracted is None:
        return [], [], problems
    with transaction.locked(root):
        wanted, problems = plan(root, Received(name, received_file.ending(path), data), extracted, slug)
        if problems:
            return [], [], problems
        if dry:
            return (
                [path for path in wanted if not (root / path).exists() or (root / path).read_bytes() != wanted[path]],
                extracted.remarks,
                [],
            )
        return transaction.write(root, wanted), extracted.remarks, []


def files_of(chosen: Path) -> list[Path]:
    """The files to import: the one given, or all in the folder given that are no pictures or the like, by name."""
    if not chosen.is_dir():
        return [chosen]
    return sorted(path for path in chosen.iterdir() if path.is_file() and not path.name.startswith("."))


def run(root: Path, chosen: Path, paper: str, dry: bool) -> int:
    """Import a file or a folder, and tell what was done. Returns an exit code."""
    files, problems, imported = files_of(chosen), [], []
    for position, path in enumerate(files, 1):
        if len(files) > 1 or path.suffix != ".txt":
            print(f"[{position}/{len(files)}] {path.name} ...", file=sys.stderr, flush=True)
        written, remarks, wrong = import_file(root, path, paper, dry)
        problems += wrong
        if not wrong:
            imported.append(paper or plain_text.slugify(path.stem))
            told = [f"{'would write' if dry else 'wrote'} {path}" for path in written] + [f"note: {remark}" for remark in remarks]
            print("\n".join(told) or "Nothing to do: the paper is already there, unchanged.")
            if written and not dry and len(files) == 1:
                print(f"\nNext: complete docs/papers/{imported[0]}/index.md and {SOURCES}, then ./run check (see CONTRIBUTING.md).")
    if chosen.is_dir():
        print(f"\n{len(imported)} of {len(files)} files {'can be' if dry else 'were'} imported.")
    if problems:
        rest = ". Nothing was written" if not imported else ". Of these files nothing was written"
        print(f"{report(problems)}{rest}.", file=sys.stderr)
    return 1 if problems or not files else 0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="./run import", description="Turn received files into the pages of papers.")
    parser.add_argument("file", type=Path, help=f"the file as received, or a folder of such files: {received_file.KNOWN}")
    parser.add_argument(
        "--paper", default="", help="the paper's address: lower-case letters, digits and hyphens; else made of the file's name"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be written, and write nothing")
    chosen = parser.parse_args(arguments)
    if chosen.paper and chosen.file.is_dir():
        parser.error("--paper names one paper; the papers of a folder are named after their files")
    try:
        return run(Path.cwd(), chosen.file, chosen.paper, chosen.dry_run)
    except OSError as error:
        print(
            f"{transaction.describe_error(error)}. Nothing was written by halves: once the cause is gone, start it again.", file=sys.stderr
        )
        return 1


if __name__ == "__main__":
    sys.exit(main())
