"""Turn received files into the pages of papers.

    ./run import FILE [--paper NAME] [--dry-run] [--title T] [--author "Family, Given" …] [--short-title T]
                 [--language TAG] [--keep-only main] [--whole-page] [--mended TEXT.md]
    ./run import FILE --extract TEXT.md
    ./run import FOLDER [--dry-run]

Stores the file and its text under sources/, writes docs/papers/NAME/ with the paper's record and a page for each section, and
adds the paper to mkdocs.yml and sources/README.md. Writes nothing if anything is wrong, and never over an edited page. Of the
files in a folder each is a paper of its own; one that is wrong does not stop the others.
"""

import argparse
import sys
from pathlib import Path

from scripts.reader.common import transaction
from scripts.reader.common.files import write_if_changed
from scripts.reader.common.problems import Problem, printable, report
from scripts.reader.importing import languages, mending, received_file
from scripts.reader.importing.import_file import NOTHING_CHOSEN, Chosen, Imported, import_file, received_files, slug_of
from scripts.reader.importing.paper_files import SOURCES_TABLE


def run(root: Path, path: Path, paper: str, dry_run: bool, chosen: Chosen = NOTHING_CHOSEN) -> int:
    """Import a file or the files of a folder, and print what was done. Returns an exit code."""
    files, problems = received_files(path), list[Problem]()
    imported = 0
    for number, file in enumerate(files, 1):
        if len(files) > 1 or file.suffix != ".txt":
            print(f"[{number}/{len(files)}] {printable(file.name)} ...", file=sys.stderr, flush=True)
        result = import_file(root, file, paper, dry_run, chosen)
        problems += result.problems
        if not result.problems:
            imported += 1
            print_result(result, dry_run)
            if result.written and not dry_run and len(files) == 1:
                record = f"docs/papers/{slug_of(file, paper)}/index.md"
                print(f"\nNext: complete {record} and {SOURCES_TABLE}, then ./run check (see CONTRIBUTING.md).")
    if path.is_dir():
        print(f"\n{imported} of {len(files)} files {'can be' if dry_run else 'were'} imported.")
    if problems:
        scope = "Of these files nothing was written" if imported else "Nothing was written"
        print(f"{report(problems)}. {scope}.", file=sys.stderr)
    return 1 if problems or not files else 0


def write_extraction(path: Path, to: Path) -> int:
    """Write the text of a file as Markdown for an editor to mend, never over another file. Returns an exit code."""
    text, problems = mending.to_mend(path, str(path))
    if not problems and to.suffix != ".md":
        problems = [Problem(str(to), 1, "I106", "the text is Markdown", "give it a name that ends in .md")]
    if not problems and to.exists():
        problems = [Problem(str(to), 1, "I105", "the file exists", "it may have been mended: choose another name")]
    if problems:
        print(f"{report(problems)}. Nothing was written.", file=sys.stderr)
        return 1
    write_if_changed(to, text)
    print(f"wrote {printable(str(to))}\nMend it, then: ./run import {printable(str(path))} --mended {printable(str(to))}")
    return 0


def print_result(result: Imported, dry_run: bool) -> None:
    lines = [f"{'would write' if dry_run else 'wrote'} {path}" for path in result.written]
    print("\n".join(lines) or "Nothing to do: the paper is already there, unchanged.")
    if result.report and result.written:
        print("\n" + "\n".join(map(printable, result.report.as_text().rstrip().split("\n"))))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="./run import", description="Turn received files into the pages of papers.")
    parser.add_argument("file", type=Path, help=f"the file as received, or a folder of such files: {received_file.KNOWN_FORMATS}")
    parser.add_argument(
        "--paper", default="", help="the paper's address: lower-case letters, digits and hyphens; else made of the file's name"
    )
    parser.add_argument("--title", default="", help="the paper's title, if the file does not say it or says another")
    parser.add_argument("--author", action="append", default=[], help='an author, as "Family, Given"; once for each')
    parser.add_argument("--short-title", default="", help="the title for lists and search; else made of the address")
    parser.add_argument(
        "--language", default="", help="of the text, as in BCP 47: en, fa, pt-BR; if the file does not say it or says another"
    )
    parser.add_argument("--keep-only", choices=["main"], help="leave out the translations and reports that a file holds besides its paper")
    parser.add_argument(
        "--extract", type=Path, metavar="TEXT.md", help="write the text of a PDF or of plain text there, to be mended, and import nothing"
    )
    parser.add_argument(
        "--mended", type=Path, metavar="TEXT.md", help="import the file with this text, which --extract wrote and an editor has mended"
    )
    parser.add_argument("--whole-page", action="store_true", help="take all of a page from the web, not its article alone")
    parser.add_argument("--dry-run", action="store_true", help="say what would be written, and write nothing")
    options = parser.parse_args(arguments)
    if options.paper and options.file.is_dir():
        parser.error("--paper names one paper; the papers of a folder are named after their files")
    language = languages.language_tag(options.language)
    if options.language and not language:
        parser.error(f"--language {options.language!r} is no language tag, such as en, fa or pt-BR")
    if (options.extract or options.mended) and options.file.is_dir():
        parser.error("--extract and --mended are for one file")
    main_only = options.keep_only == "main"
    chosen = Chosen(options.title, tuple(options.author), options.short_title, language, options.whole_page, main_only, options.mended)
    try:
        if options.extract:
            return write_extraction(options.file, options.extract)
        return run(Path.cwd(), options.file, options.paper, options.dry_run, chosen)
    except OSError as error:
        print(transaction.describe_failure(error, "Nothing was written."), file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
