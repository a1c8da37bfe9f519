"""Finish the site after it is rendered: one pass of named steps over a buffer of its pages."""

import json
import os
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from pathlib import Path

from scripts.reader.build import site_safety
from scripts.reader.build.citations import write_citations
from scripts.reader.build.glossary_data import write_cards, write_linked_data
from scripts.reader.build.light_pages import optimize_pages
from scripts.reader.build.search_files import write_documents, write_index
from scripts.reader.build.site_build import SiteBuild, path_of
from scripts.reader.build.tei_files import write_tei
from scripts.reader.build.text_files import write_texts
from scripts.reader.build.vector_files import write_related, write_thesaurus
from scripts.reader.common import typography
from scripts.reader.common.addresses import RELEASES_FOLDER
from scripts.reader.common.files import write_output
from scripts.reader.common.problems import Problem
from scripts.reader.edition.edition import Edition
from scripts.reader.releases import archive
from scripts.reader.text import apparatus
from scripts.reader.web import publish_policy


def write_apparatus(build: SiteBuild) -> None:
    """Write the apparatus of every paper as JSON."""
    for paper in build.edition.papers:
        records = json.dumps(apparatus.apparatus_records(paper), ensure_ascii=False, indent=1)
        write_output(build.site / "papers" / paper.slug / "apparatus.json", records + "\n")


def set_typography(build: SiteBuild) -> None:
    """Give the pages that were rendered now typographic quotation marks, dashes and spaces."""
    rendered = None if build.changed is None else {path_of(page) for page in build.edition.pages if build.is_changed(page)}
    for path in list(build.pages):
        if rendered is None or path in rendered:
            build.pages[path] = typography.typeset_page(build.pages[path])


def apply_releases(build: SiteBuild) -> None:
    """Give the page that compares quotations its data, freeze a released edition, and lead on from what has moved."""
    archive.apply(build.edition, build.site, build.pages, build.base_url, build.documents, build.changed)


def publish_releases(build: SiteBuild) -> None:
    """Put the released editions into the living site, byte for byte."""
    if build.base_url == archive.living_base(build.edition, build.base_url):
        archive.publish(build.edition, build.site, build.root, build.for_development)


def write_host_files(build: SiteBuild) -> None:
    """Write headers and the like, for a site that is published."""
    if build.for_development:
        return
    for path in (build.site / RELEASES_FOLDER).rglob("*.html"):
        build.policies.allow_released(path.read_text(encoding="utf-8"))
    given = os.environ.get("SOURCE_DATE_EPOCH")  # so that a build can be repeated to the byte
    now = datetime.fromtimestamp(int(given), UTC) if given else datetime.now(UTC)
    for name, text in publish_policy.files_for_host(build.edition, build.base_url, build.policies, now).items():
        write_output(build.site / name, text)


STEPS: tuple[Callable[[SiteBuild], None], ...] = (
    write_tei,  # while the pages have the signs of the sources, and nothing else beside the text
    write_citations,
    write_linked_data,
    set_typography,
    write_cards,
    write_documents,
    write_apparatus,
    write_texts,
    write_index,
    write_thesaurus,
    write_related,
    apply_releases,
    optimize_pages,
    publish_releases,  # what was released never changes: nothing after this writes into it
    write_host_files,
)


def run(edition: Edition, site: Path, root: Path, for_development: bool = False, changed: Collection[str] | None = None) -> list[Problem]:
    """Finish, in place, the site that was rendered from an edition. Return what must not be published; then it may be unfinished.

    Args:
        edition: The edition.
        site: The folder of the rendered site.
        root: Where builds keep what they make.
        for_development: Whether a server shows the site to an editor.
        changed: The pages (docs/...) that were rendered now, if the others still stand finished from an earlier build.
    """
    build = SiteBuild.of(edition, site, root, changed, for_development)
    problems = list(site_safety.written_problems(build))
    if problems and not for_development:
        return problems
    for step in STEPS:
        step(build)
    if not for_development:
        problems += site_safety.finished_problems(build)
    build.pages.flush()
    return problems
