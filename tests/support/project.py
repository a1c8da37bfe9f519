"""Copies of this project, and strict builds of them."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest

from scripts.reader.common import transaction
from scripts.reader.importing import paper_life
from tests.support.server import PREFIX

ROOT = Path(__file__).parents[2]
PARTS = ("docs", "scripts", "overrides", "sources", "requirements", "bibliography.bib", "mkdocs.yml")
KNOWN_PAPERS = ROOT / "tests/edition/papers.txt"  # those whose words the tests of this edition know, one a line
SETTINGS = {"SITE_URL": f"https://example.org{PREFIX}", "SOURCE_DATE_EPOCH": "1700000000"}


@cache
def known_edition():
    """The edition that tests know: this one, without the papers added since. In an edition of other papers, the toy edition."""
    if not KNOWN_PAPERS.is_file():
        return ROOT / "tests/toy"
    known = KNOWN_PAPERS.read_text(encoding="utf-8").split()
    added = sorted({path.parent.name for path in ROOT.glob("docs/papers/*/index.md")} - set(known))
    return without_papers(added) if added else ROOT


def without_papers(papers, project=ROOT):
    """A copy of a project without some of its papers, for as long as this process lives."""
    folder = Path(tempfile.mkdtemp(prefix="known-edition-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    copy_project(folder, project)
    with transaction.locked(folder):
        for paper in papers:
            changes, problems = paper_life.removal(folder, paper)
            assert problems == [], "\n".join(map(str, problems))
            transaction.write(folder, changes)
    return folder


def copy_project(folder, project=None):
    """A copy of what a build of a project reads; of the edition that tests know, if none is named."""
    project = project or known_edition()
    for part in PARTS:
        if (project / part).is_dir():
            shutil.copytree(project / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(project / part, folder / part)
    return folder


def start_build(project, *arguments, **environment):
    """Start a strict build of a project; hand the process to finish_build."""
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "-f", "mkdocs.yml", "--strict", *arguments],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finish_build(process):
    told, _ = process.communicate()
    if process.returncode:
        pytest.fail(f"the site does not build\n{told}", pytrace=False)


def build_project(folder):
    finish_build(start_build(copy_project(folder), **SETTINGS))


def build_for_root(folder, built):
    """Build the whole site, with its downloads, for the root of a host, with what the build of a copy has kept."""
    environment = {**os.environ, **SETTINGS, "SITE_URL": "https://example.org/", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "scripts.build"]
    copy_project(folder)
    shutil.copytree(built / "build/cache", folder / "build/cache")
    told = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr


def without_coverage(environment):
    """Return an environment in which a program is not measured: at its end, coverage writes a file, which a limit of the disk forbids."""
    return {name: value for name, value in environment.items() if name != "COVERAGE_PROCESS_CONFIG"}
