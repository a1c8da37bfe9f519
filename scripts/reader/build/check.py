"""Check the edition, and the site and the books that are built from it."""

from pathlib import Path

from scripts.reader.books import downloads
from scripts.reader.build import pre_render
from scripts.reader.build.render import build
from scripts.reader.build.work_folder import work_folder
from scripts.reader.checks.counts import count_table
from scripts.reader.checks.site_problems import given_words, site_problems
from scripts.reader.checks.source_text import collation_problems, source_problems
from scripts.reader.common.files import read_text
from scripts.reader.common.problems import Problem
from scripts.reader.edition.navigation import navigation_problems
from scripts.reader.edition.settings import SETTINGS_PATH
from scripts.reader.edition.to_do import to_do
from scripts.reader.releases import integrity


def check_edition(root: Path) -> tuple[list[str], list[Problem]]:
    """Run all checks. Returns what the edition holds and what was compared, as the lines of a table, and all problems.

    Among these is what is still to be done before a release: see Problem.is_to_do.
    """
    edition = pre_render.run(root)
    settings, unreadable = read_text(root, SETTINGS_PATH)
    problems, compared = (
        [*edition.problems, *unreadable, *navigation_problems(settings, edition.papers), *integrity.problems(root, edition)],
        {},
    )
    for paper in edition.papers:
        compared[paper.slug], differences = collation_problems(root, paper)
        problems += [*differences, *source_problems(root, paper)]
    lines = count_table(edition, compared)
    if problems:
        lines.append("The site was not built: mend these first.")
        return lines, [*problems, *to_do(edition)]
    with work_folder(root, "check") as site:
        problems += build(root, site)
        if not problems:
            problems += site_problems(site, given_words(edition))
        if not problems:
            problems += downloads.make_books(root, site, edition)[1]
    return lines, [*problems, *to_do(edition)]
