"""List the papers of the edition, take one out, or give it another address.

    ./run list
    ./run remove PAPER [--dry-run]
    ./run rename OLD NEW [--dry-run]

All that belongs to the paper goes or moves: its pages, its sources and their rows, its place in the navigation, and the references that
nothing else cites. Addresses of a released edition are redirected. All of it is done or nothing, whatever interrupts it.
"""

import argparse
import sys
from pathlib import Path

from scripts.reader.common import transaction
from scripts.reader.common.build_lock import build_lock
from scripts.reader.common.problems import printable, report
from scripts.reader.edition import load
from scripts.reader.importing import paper_life

HEADS = ("paper", "short title", "language", "sections", "paragraphs", "words")


def print_list(root: Path) -> int:
    rows = [HEADS, *paper_life.summaries(load.load_edition(root))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    for row in rows:
        print("  ".join(printable(cell).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    return 0


def change(root: Path, command: str, names: list[str], dry_run: bool) -> int:
    """Remove or rename a paper, and print which files changed. Returns an exit code."""
    with build_lock(root), transaction.locked(root):
        changes, problems = paper_life.removal(root, *names) if command == "remove" else paper_life.renaming(root, *names)
        if problems:
            print(f"{report(problems)}. Nothing was changed.", file=sys.stderr)
            return 1
        changed = transaction.changed_files(root, changes)
        if not dry_run:
            transaction.write(root, changes)
    for path, data in sorted(changed.items()):
        done = ("would remove" if dry_run else "removed") if data is None else ("would write" if dry_run else "wrote")
        print(f"{done} {printable(path)}")
    return 0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="./run", description="List the papers, remove one, or give it another address.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="list the papers")
    for command, names in (("remove", ["PAPER"]), ("rename", ["OLD", "NEW"])):
        subparser = commands.add_parser(command)
        for name in names:
            subparser.add_argument(name, help="the address of a paper, as ./run list shows it")
        subparser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    options = parser.parse_args(arguments)
    try:
        if options.command == "list":
            return print_list(Path.cwd())
        names = [options.PAPER] if options.command == "remove" else [options.OLD, options.NEW]
        return change(Path.cwd(), options.command, names, options.dry_run)
    except OSError as error:
        print(transaction.describe_failure(error, "Nothing was changed."), file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
