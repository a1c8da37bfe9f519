"""Give an edition that ./run new made the program of this one. Its papers, pages, settings and looks stay as they are.

    ./run update FOLDER [--dry-run] [--overwrite]

To be started in the newer program. All files are replaced, or none. Files of the program that were changed in the edition are named,
and nothing is done, unless --overwrite says that they may be replaced.
"""

import argparse
import os
import sys
from pathlib import Path

from scripts.reader.common import transaction
from scripts.reader.common.build_lock import build_lock
from scripts.reader.common.problems import printable
from scripts.reader.scaffold.program_files import LIST_PATH, RefusedError
from scripts.reader.scaffold.update import update_changes


def update(source: Path, root: Path, overwrite: bool, dry_run: bool) -> None:
    """Update an edition, and print what changes. Raises RefusedError."""
    if not (root / LIST_PATH).is_file():
        update_changes(source, root, overwrite)  # which says why not
    with build_lock(root), transaction.locked(root):
        changes = update_changes(source, root, overwrite)
        changed = transaction.changed_files(root, changes)
        if not dry_run:
            transaction.write(root, changes)
            for path, data in changes.items():
                if data is not None and os.access(source / path, os.X_OK):
                    (root / path).chmod(0o755)
    for path, data in sorted(changed.items()):
        done = ("would remove" if dry_run else "removed") if data is None else ("would write" if dry_run else "wrote")
        print(f"{done} {printable(path)}")
    if not changed:
        print("Nothing to do: the edition has this program already.")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="./run update", description="Give an edition that ./run new made the program of this one.")
    parser.add_argument("folder", type=Path, help="of the edition")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    parser.add_argument("--overwrite", action="store_true", help="replace files of the program that were changed in the edition, too")
    options = parser.parse_args(arguments)
    try:
        update(Path.cwd(), options.folder, options.overwrite, options.dry_run)
    except RefusedError as refused:
        lines = "\n".join(printable(line) for line in str(refused).split("\n"))
        print(f"{lines} Nothing was changed.", file=sys.stderr)
        return 1
    except OSError as error:
        print(transaction.describe_failure(error, "Nothing was changed."), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
