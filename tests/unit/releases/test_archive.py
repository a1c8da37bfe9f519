"""Released editions: the toy edition released twice, with git; what is kept, what is refused, and what a killed release leaves."""

import io
import os
import shutil
import signal
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from scripts.reader.build import pre_render, release
from scripts.reader.checks.citation_tags import PAPER_PATH
from scripts.reader.common import transaction
from scripts.reader.edition import load
from scripts.reader.releases import archive, integrity, version_files
from tests.conftest import ROOT, copy_of_toy

SITE = "https://reader.test/toy/"
TEXT = "papers/toy/text/"
ENVIRONMENT = {**os.environ, "SITE_URL": SITE, "NO_MKDOCS_2_WARNING": "1"}


def git(root, *arguments):
    who = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True, text=True).stdout


def commit(root):
    git(root, "add", "-A")
    git(root, "commit", "-qm", "change")


def start(root, *arguments, **variables):
    command = [sys.executable, "-u", "-m", "scripts.release", *arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=root, env={**ENVIRONMENT, **variables}, text=True, start_new_session=True, **pipes)


def released(root, *arguments, **variables):
    """What a release prints, and how it ends."""
    process = start(root, *arguments, **variables)
    out, err = process.communicate()
    return process.returncode, out, err


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def repository(folder):
    """The toy edition in a repository."""
    root = copy_of_toy(folder)
    shutil.copy(ROOT / ".gitignore", root)
    shutil.copy(ROOT / "CITATION.cff", root)
    shutil.copy(ROOT / "overrides/assets/moved.js", root / "docs/assets")
    git(root, "init", "-q")
    commit(root)
    return root


@pytest.fixture
def project(tmp_path):
    return repository(tmp_path / "toy")


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """The toy edition released as 1.0.0, then changed and released as 1.1.0; and the files of 1.0.0 when it was released."""
    root = repository(tmp_path_factory.mktemp("released") / "toy")
    assert released(root, "1.0.0", "--date", "2027-01-31")[0] == 0
    first = contents(root / "editions/1.0.0")
    commit(root)
    replace(root / "docs/papers/toy/introduction.md", "{~~IS~>is~~}", "{~~IS~>was~~}")
    git(root, "mv", "docs/timeline.md", "docs/events.md")
    replace(root / "mkdocs.yml", "timeline.md", "events.md")
    commit(root)
    code, _, err = released(root, "1.1.0", "--date", "2027-06-30")
    assert (code, "M102 the page timeline/ of edition 1.0.0 is gone" in err) == (1, True)
    (root / "docs/redirects.yaml").write_text("timeline/: events/\n")
    commit(root)
    assert released(root, "1.1.0", "--date", "2027-06-30")[0] == 0
    return root, first


def test_a_release_is_one_change_to_be_committed(twice):
    root, _ = twice
    changed = git(root, "status", "--porcelain", "--untracked-files=all").split("\n")
    names = ("manifest.jsonl", "sbom.cdx.json", "sha256", "site.tar.xz")
    assert changed == [" M CITATION.cff", " M mkdocs.yml", *(f"?? editions/1.1.0/{name}" for name in names), ""]
    assert {
        line[1:] for line in git(root, "diff", "-U0").split("\n") if line.startswith("+ ") or line.startswith("+v") or line.startswith("+d")
    } == {
        '    version: "1.1.0"',
        "    date: 2027-06-30",
        f'    released: {{version: "1.1.0", sha256: "{integrity.sha256(root / "editions/1.1.0/sha256")}"}}',
        "version: 1.1.0",
        'date-released: "2027-06-30"',
    }
    assert not list((root / "editions").glob(".*"))


def test_what_was_released_is_the_same_after_the_next_release(twice):
    root, first = twice
    assert contents(root / "editions/1.0.0") == first
    edition = load.load_edition(root)
    assert [one.version for one in edition.released] == ["1.0.0", "1.1.0"]
    assert edition.newest.earlier == {"1.0.0": integrity.sha256(root / "editions/1.0.0/sha256")}
    assert [*integrity.problems(root, edition), *edition.problems] == []


def test_the_pages_of_an_edition_are_cited_at_its_address_and_are_not_for_search_engines(twice, tmp_path):
    root, _ = twice
    archive.unpack((root / "editions/1.1.0/site.tar.xz").read_bytes(), tmp_path)
    assert not {"404.html", "sitemap.xml", "sitemap.xml.gz"} & set(contents(tmp_path))
    pages = {name: text.decode() for name, text in contents(tmp_path).items() if name.endswith(".html")}
    assert len(pages) > 30
    for name, text in pages.items():
        address = name.removesuffix("index.html")
        out = "../" * (name.count("/") + 2)
        assert text.count('<meta name="robots" content="noindex">') == 1
        assert text.count(f'31 January 2027. This page never changes. Newer, perhaps corrected: <a href="{out}{address}">') == 0
        assert text.count(f'Edition 1.1.0, 30 June 2027. This page never changes. Newer, perhaps corrected: <a href="{out}{address}">') == 1
        if name.startswith("cite/"):
            continue
        assert f'<link rel="canonical" href="{SITE}{address}">' in text
        cited = TEXT if PAPER_PATH.fullmatch(name) else address
        assert f'<link rel="cite-as" href="{SITE}editions/1.1.0/{cited}">' in text
    assert "number: version 1.1.0" in pages["papers/toy/introduction/index.html"]
    assert f"UR  - {SITE}editions/1.1.0/{TEXT}\r\n" in (tmp_path / "cite/papers/toy/introduction.ris").read_bytes().decode()
    assert "timeline/index.html" not in pages


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["1.1.0"], "edition 1.1.0 was released already, and a released edition never changes"),
        (["1.0.5"], "edition 1.0.5 would be older than 1.1.0"),
        (["1.2.0"], "these files are not committed"),
    ],
)
def test_what_is_refused_after_a_release(twice, arguments, told):
    root, _ = twice
    before = contents(root / "editions")
    code, _, err = released(root, *arguments)
    assert (code, told in err, err.startswith("Nothing was released: ")) == (1, True, True)
    assert contents(root / "editions") == before


def test_problems_are_told_and_nothing_is_written(project):
    replace(project / "docs/glossary/csto.md", "summary:", "sumary:")
    commit(project)
    code, _, err = released(project, "1.0.0")
    assert code == 1
    assert 'P102 unknown field "sumary"' in err
    assert git(project, "status", "--porcelain") == ""


def test_without_a_repository(toy):
    code, _, err = released(toy, "1.0.0")
    assert code == 1
    assert "git status failed" in err


def test_a_release_that_is_killed_leaves_nothing(project):
    process = start(project, "1.0.0")
    while not process.stdout.readline().startswith("Checking the living site"):
        assert process.poll() is None
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert git(project, "status", "--porcelain") == ""
    assert released(project, "x.y.z")[0] == 1  # whatever is started next
    assert {path.name for path in (project / ".pending").iterdir() if path.is_dir()} == set()


@pytest.mark.parametrize("stop", range(1, 13))
def test_the_last_steps_leave_a_whole_edition_or_none(project, tmp_path, monkeypatch, stop):
    """Stopped before each step of bringing the edition into the project; the next program finds all of it or nothing."""
    copy = made_edition(project, tmp_path / "copy")
    steps = 0

    def stopping(function):
        def step(*arguments, **named):
            nonlocal steps
            steps += 1
            if steps == stop:
                raise KeyboardInterrupt
            return function(*arguments, **named)

        return step

    with monkeypatch.context() as patch:
        patch.setattr(transaction, "write_and_fsync", stopping(transaction.write_and_fsync))
        patch.setattr(Path, "replace", stopping(Path.replace))
        patch.setattr(transaction, "fsync_directory", stopping(transaction.fsync_directory))
        with pytest.raises(KeyboardInterrupt):
            release.install(project, copy, "1.0.0", "2027-01-31")
    edition = pre_render.run(project)
    assert list(integrity.problems(project, edition)) == []
    assert [one.version for one in edition.released] == ["1.0.0"] * bool(edition.newest_recorded[0])
    if not edition.released:
        assert git(project, "status", "--porcelain") == ""
        release.install(project, copy, "1.0.0", "2027-01-31")
    assert contents(project / "editions") == contents(copy / "editions")
    with pytest.raises(version_files.ReleaseRefused, match="released meanwhile"):
        release.install(project, copy, "1.0.0", "2027-01-31")


def made_edition(project, copy):
    """A copy of a project with an edition in it, as a release makes it before it brings it in."""
    shutil.copytree(project, copy)
    shutil.copytree(ROOT / "tests/problems/M102-page/editions/1.0.0", copy / "editions/1.0.0")
    return copy


def test_an_archive_depends_on_names_and_bytes_alone(tmp_path):
    for number, folder in enumerate(("one", "two")):
        (tmp_path / folder / "a").mkdir(parents=True)
        (tmp_path / folder / "a/x.html").write_text("x")
        (tmp_path / folder / "y.html").write_text("y")
        os.utime(tmp_path / folder / "y.html", (number, number))
        (tmp_path / folder / "y.html").chmod(0o600 + 0o44 * number)
    assert archive.pack(tmp_path / "one") == archive.pack(tmp_path / "two")
    archive.unpack(archive.pack(tmp_path / "one"), tmp_path / "three")
    assert contents(tmp_path / "three") == contents(tmp_path / "one")


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x"])
def test_an_archive_that_climbs_out_is_refused(tmp_path, name):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:xz") as packed:
        packed.addfile(tarfile.TarInfo(name))
    with pytest.raises(ValueError, match="not a file under it"):
        archive.unpack(buffer.getvalue(), tmp_path / "site")
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("serving", [False, True])
def test_the_site_gets_every_edition_byte_for_byte(twice, tmp_path, serving):
    root, edition = twice[0], load.load_edition(twice[0])
    for one in ("first", "second", "second")[: 2 + serving]:  # a server may leave it in place
        archive.publish(edition, tmp_path / one, root, serving)
    assert contents(tmp_path / "first") == contents(tmp_path / "second")
    archive.unpack((root / "editions/1.0.0/site.tar.xz").read_bytes(), tmp_path / "expected")
    assert contents(tmp_path / "first/editions/1.0.0") == contents(tmp_path / "expected")


def test_an_edition_that_was_altered_is_not_published(twice, tmp_path):
    root = tmp_path / "altered"
    shutil.copytree(twice[0], root)
    (root / "editions/1.0.0/site.tar.xz").write_bytes(b"other")
    with pytest.raises(archive.AlteredRelease, match=r"editions/1\.0\.0/site\.tar\.xz:1: M101 not the file that was released"):
        archive.publish(load.load_edition(root), tmp_path / "site", root)
    assert not (tmp_path / "site").exists()
