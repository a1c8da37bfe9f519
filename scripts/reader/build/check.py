"""Check the edition, and the site and the books that are built from it."""

import tempfile
from pathlib import Path

from scripts.reader.books import downloads
from scripts.reader.build import pre_render
from scripts.reader.build.render import build
from scripts.reader.checks.counts import count_table
from scripts.reader.checks.site_problems import site_problems
from scripts.reader.checks.source_text import collation_problems, source_problems
from scripts.reader.common.files import read_text
from scripts.reader.common.problems import Problem
from scripts.reader.edition.navigation import navigation_problems
from scripts.reader.edition.settings import SETTINGS_PATH
from scripts.reader.releases import archive


def check_edition(root: Path) -> tuple[list[str], list[Problem]]:
    """Run all checks. Returns what the edition holds and what was compared, as the lines of a table, and all problems."""
    edition = pre_render.run(root)
    settings, unreadable = read_text(root, SETTINGS_PATH)
    problems, compared = (
        [*edition.problems, *unreadable, *navigation_problems(settings, edition.papers), *archive.problems(root, edition)],
        {},
    )
    for paper in edition.papers:
        compared[paper.slug], differences = collation_problems(root, paper)
        problems += [*differences, *source_problems(root, paper)]
    lines = count_table(edition, compared)
    if problems:
        lines.append("The site was not built: mend these first.")
        return lines, problems
    with tempfile.TemporaryDirectory() as temporary:
        problems += build(root, Path(temporary))
        if not problems:
            problems += site_problems(Path(temporary))
        if not problems:
            problems += downloads.make_books(root, Path(temporary), edition)[1]
    return lines, problems
