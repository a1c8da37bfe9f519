"""Every kind of problem has a folder in tests/problems/: what differs from the toy edition, and the report that must follow.

Folders named I… hold import/<paper>.txt or the like, which is imported as <paper>; those named S… hold a built site in site/.
The newest edition in editions/ is recorded in mkdocs.yml, as a release does, unless the folder has a mkdocs.yml of its own.
"""

import shutil

import pytest

from scripts import check, import_paper
from scripts.reader.checks.site_problems import site_problems
from scripts.reader.common.addresses import VERSION_PATTERN
from scripts.reader.common.problems import CODES, Problem, did_you_mean, printable, report
from scripts.reader.releases import integrity, version_files
from tests.conftest import TESTS

FOLDERS = sorted(path.name for path in (TESTS / "problems").iterdir())


def contents(root):
    return {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file() and ".pending" not in path.parts}


def reported(folder, root, monkeypatch, capsys):
    """What the program that looks for this kind of problem prints."""
    if (root / "site").is_dir():
        return report(site_problems(root / "site")) + "\n"
    monkeypatch.chdir(root)
    if folder.startswith("I"):
        (text,) = (root / "import").iterdir()
        before = contents(root)
        assert import_paper.main([f"import/{text.name}", "--paper", text.stem]) == 1
        assert contents(root) == before
    else:
        assert check.main() == (0 if folder.startswith("D") else 1)
    return capsys.readouterr().err


def record_newest(root):
    newest = max((path for path in (root / "editions").iterdir() if VERSION_PATTERN.fullmatch(path.name)), key=lambda path: path.name)
    settings, sums = root / "mkdocs.yml", newest / integrity.SUMS
    digest = integrity.sha256(sums) if sums.exists() else "0"
    settings.write_text(version_files.settings_with_version(settings.read_text(), newest.name, "2027-01-31", digest))


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_problem_is_reported(folder, toy, monkeypatch, capsys, golden):
    shutil.copytree(TESTS / "problems" / folder, toy, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    if (toy / "editions").is_dir() and not (TESTS / "problems" / folder / "mkdocs.yml").exists():
        record_newest(toy)
    told = reported(folder, toy, monkeypatch, capsys)
    assert f": {folder[:4]} " in told
    golden(f"problems/{folder}/expected.txt", told)


def test_every_code_has_a_folder():
    assert {folder[:4] for folder in FOLDERS} == set(CODES)


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (Problem("a.md", 3, "P101", "message"), "a.md:3: P101 message"),
        (Problem("a.md", 3, "P101", "message", "do so"), "a.md:3: P101 message\n    hint: do so"),
    ],
)
def test_a_problem_is_told_with_its_place_first(problem, told):
    assert str(problem) == told


def test_a_report_is_sorted_by_place_and_tells_each_problem_once():
    told = [("b.md", 1, "P101"), ("a.md", 10, "P101"), ("a.md", 9, "T101"), ("a.md", 9, "P102"), ("b.md", 1, "P101")]
    assert report(Problem(*place, "x") for place in told).split("\n") == [
        "a.md:9: P102 x",
        "a.md:9: T101 x",
        "a.md:10: P101 x",
        "b.md:1: P101 x",
        "4 problems in 2 files",
    ]


@pytest.mark.parametrize(
    ("paths", "count"),
    [(["a"], "1 problem in 1 file"), (["a", "b"], "2 problems in 2 files"), (["a", "a"], "2 problems in 1 file")],
)
def test_the_last_line_counts(paths, count):
    assert report(Problem(path, line, "P101", "x") for line, path in enumerate(paths)).endswith("\n" + count)


def test_no_problems_are_no_report():
    assert report([]) == ""


@pytest.mark.parametrize(
    ("name", "otherwise", "hint"),
    [
        ("realizm", "", 'did you mean "realism"?'),
        ("realizm", "or add it", 'did you mean "realism"? or add it'),
        ("zzz", "or add it", "or add it"),
        ("zzz", "", ""),
    ],
)
def test_the_nearest_name_is_offered(name, otherwise, hint):
    assert did_you_mean(name, ["csto", "realism", "relations"], otherwise) == hint


@pytest.mark.parametrize("code", CODES)
def test_a_code_says_what_must_be_true_in_one_line_of_a_table(code):
    assert code[0] in "IPTGBMSD"
    assert code[1:].isdigit()
    assert not set("|\n") & set(CODES[code])


@pytest.mark.parametrize("text", ["a\nb", "a\r\x1b[31mb", "\x9b\x00", "\u202eabc", "\u2028", "\ud800", 20_000 * "x"])
def test_a_problem_acts_on_no_terminal_and_ends(text):
    lines = str(Problem(text, 1, "I107", f"the file holds {text}", text)).encode("utf-8").decode().split("\n")
    assert len(lines) == 2
    assert all(line.isprintable() and len(line) < 4200 for line in lines)
    assert lines[0].startswith(printable(text))


def test_the_lines_of_a_message_are_kept():
    message = "the text differs\n    source:  a\n    edition: b"
    assert str(Problem("a.md", 1, "T201", message)) == f"a.md:1: T201 {message}"
