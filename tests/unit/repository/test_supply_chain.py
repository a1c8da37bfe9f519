"""What comes from others is what they published; what reads files of this repository elsewhere will understand them."""

import hashlib
import re
import runpy
import subprocess
import sys
from fnmatch import fnmatch

import pytest
import yaml

from scripts.reader.scaffold.program_files import program_paths
from tests.conftest import ROOT

STEMMER = "154936155f541e1dca18bb75f0fe47c5d881f7b68b2953d92bd33254aca5cc39"  # index.js of stemmer 2.0.1 on npm


def test_the_stemmer_is_as_its_heading_says():
    heading, end, script = (ROOT / "overrides/assets/stemmer.js").read_text(encoding="utf-8").partition("\n*/\n")
    assert heading.startswith("/*! stemmer 2.0.1,")
    assert 'without the word "export"' in heading
    assert end
    published = script.replace("\nfunction stemmer(", "\nexport function stemmer(")
    assert hashlib.sha256(published.encode()).hexdigest() == STEMMER


@pytest.mark.parametrize(
    ("name", "digest"),
    [
        ("pdf.min.mjs", "522ad2c83bc8a0010e7f0cc60d0892b77c8d2bf2c9702dc12288311d94270f42"),
        ("pdf.worker.min.mjs", "b4c8353ded0d88d2e2009574a29eb4e0c3ff7e942ecdf51ef5f71566a9667f31"),
    ],
)
def test_what_reads_pdfs_is_as_its_heading_says(name, digest):
    heading, _, script = (ROOT / "overrides/assets" / name).read_bytes().partition(b"\n")
    assert heading.decode().startswith(f"/*! pdfjs-dist 6.5.438, legacy/build/{name} as published on npm.")
    assert hashlib.sha256(script).hexdigest() == digest


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        ("citation-file-format", "CITATION.cff"),
        ("dependabot", ".github/dependabot.yml"),
        ("github-workflows", ".github/workflows/publish.yml"),
        ("readthedocs", ".readthedocs.yaml"),
    ],
)
def test_a_file_for_a_service_is_valid(kind, path):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{kind}", path]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr


def test_updates_of_everything_that_is_pinned_are_proposed():
    updates = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text(encoding="utf-8"))["updates"]
    folders = ((update["package-ecosystem"], update.get("directories") or [update["directory"]]) for update in updates)
    watched = {(ecosystem, name.strip("/")) for ecosystem, names in folders for name in names}
    kinds = {"*.in": "pip", "package-lock.json": "npm"}
    locks = {(kind, path.parent.relative_to(ROOT).as_posix()) for name, kind in kinds.items() for path in pinning(name)}
    assert watched == locks | {("github-actions", "")}


def pinning(name):
    """The files of a name among those of the program."""
    return [ROOT / path for path in program_paths(ROOT) if fnmatch(path.rpartition("/")[2], name)]


def test_no_package_runs_code_while_it_is_installed():
    """Wheels are only unpacked; a source distribution is a program."""
    wheels = "--only-binary=:all:"
    assert wheels in runpy.run_path(str(ROOT / "run"))["PINNED"]
    steps = yaml.safe_load((ROOT / ".readthedocs.yaml").read_text(encoding="utf-8"))["build"]["jobs"]["install"]
    assert [step for step in steps if "-r " in step and wheels not in step] == []
    workflow = (ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    assert "pip install" not in workflow
    for name in ("site", "test"):
        assert "--only-binary :all:" in (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8").partition("==")[0]


def test_every_action_is_pinned_by_its_commit():
    used = re.findall(r"uses: (\S+)", (ROOT / ".github/workflows/publish.yml").read_text(encoding="utf-8"))
    assert used
    assert [action for action in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action)] == []
