"""Before the site is rendered: make the fragments that pages include, under build/ (scripts/reader/pages/fragments.py).

build/records.json           names, summaries, keys and lines, for the extensions in scripts/markdown_ext/
build/entries/<entry>.md     the names of an entry
build/mentions/<entry>.md    where the papers mention an entry
build/papers/<paper>.md      contents of a paper; under build/papers/<paper>/ its apparatus and its received text
build/*.md                   lists: papers, concepts, glossary, timeline, bibliography, checks
"""

import sys
from pathlib import Path

from scripts.reader.build.kept_results import kept_results
from scripts.reader.common import transaction
from scripts.reader.common.build_lock import build_lock
from scripts.reader.common.files import write_if_changed
from scripts.reader.common.problems import report
from scripts.reader.edition import load
from scripts.reader.edition.edition import Edition
from scripts.reader.pages.fragments import fragments, inclusion_problems

FOLDER = "build"


def run(root: Path) -> Edition:
    """Read the edition and bring build/ up to date. Problems are in the edition; the caller reports them."""
    with transaction.locked(root), kept_results(root):
        edition = load.load_edition(root)
        wanted = fragments(edition)
        edition.problems.extend(inclusion_problems(edition.pages, wanted))
        folder = root / FOLDER
        for path, text in wanted.items():
            write_if_changed(folder / path, text)
        for file in folder.rglob("*.md"):
            if file.relative_to(folder).as_posix() not in wanted:
                file.unlink()
    return edition


def main() -> int:
    try:
        with build_lock(Path.cwd()):
            problems = run(Path.cwd()).problems
    except OSError as error:
        print(transaction.describe_error(error), file=sys.stderr)
        return 1
    if problems:
        print(report(problems), file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
