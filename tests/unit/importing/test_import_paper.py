"""Import: what it writes, and that it writes nothing when anything is wrong."""

from pathlib import Path

import pytest

from scripts import import_paper
from scripts.reader.build.check import check_edition
from scripts.reader.checks.source_text import collation_problems
from scripts.reader.edition import load
from scripts.reader.edition.navigation import page_paths
from scripts.reader.importing import extract, received_file
from scripts.reader.importing.import_file import import_file
from scripts.reader.importing.paper_files import ReceivedFile, files_to_write
from scripts.reader.text.front_matter import PAPER_PAGES

TEXT = b"1. Introduction\n\nA small state looks after itself.\n\nKey Words: states\n"


def contents(root):
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
    return {path: data for path, data in files.items() if not path.startswith(".pending/")}


def planned(root, data, slug):
    """What import would write for a text, or all that is wrong with it."""
    extracted, problems = extract.from_text(Path("x.txt"), "x.txt", data, "")
    if extracted is None:
        return {}, problems
    files, _, problems = files_to_write(root, ReceivedFile("txt", data), extracted, slug)
    return files, problems


def decode(name, data):
    text, problems = received_file.decode(name, data)
    return text, problems + extract.control_problems(name, text)


def run(root, monkeypatch, text, *arguments):
    monkeypatch.chdir(root)
    (root / "text.txt").write_bytes(text)
    return import_paper.main(["text.txt", *arguments])


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"a\nb", "a\nb", id="plain"),
        pytest.param(b"a\r\nb\rc", "a\nb\nc", id="line ends of other systems"),
        pytest.param(b"\xef\xbb\xbfa", "a", id="byte order mark"),
        pytest.param("é\u00a0\x0c\t\x85".encode(), "é\u00a0\x0c\t\x85", id="white space of every kind"),
    ],
)
def test_a_text_is_decoded(data, text):
    assert decode("x.txt", data) == (text, [])


@pytest.mark.parametrize(
    ("data", "line", "code", "message"),
    [
        pytest.param(b"a\nb\x00", 2, "I101", "the file is not text: it holds a NUL byte", id="binary"),
        pytest.param(b"a\nb\xe9c", 2, "I101", "not UTF-8: byte 3 is 0xe9", id="another encoding"),
        pytest.param(b"\xef\xbb\xbfa\n\xff", 2, "I101", "not UTF-8: byte 5 is 0xff", id="another encoding behind a byte order mark"),
        pytest.param("a\x00".encode("utf-16"), 1, "I101", "not UTF-8: byte 0 is 0xff", id="UTF-16"),
        pytest.param(b"a\r\nb\x0cc\x1f", 2, "I103", "control character U+001F", id="control character"),
        pytest.param(b"a\x02\nb\x02\x02", 1, "I103", "control character U+0002, 3 times, on lines 1 to 2", id="one of many"),
        pytest.param("a\ufffe".encode(), 1, "I103", "control character U+FFFE", id="no character"),
    ],
)
def test_a_text_that_cannot_be_read(data, line, code, message):
    (problem,) = decode("x.txt", data)[1]
    assert (problem.line, problem.code, problem.message) == (line, code, message)


def test_every_problem_of_a_text_is_told(toy):
    wanted, problems = planned(toy, b"1. Findings\n\na\x01\n\n2. Findings\n\n\x02\n", "new")
    assert wanted == {}
    assert [problem.code for problem in problems] == ["I103", "I103"]


@pytest.mark.parametrize("slug", ["", "A", "a b", "a_b", "a-", "../a", "é"])
def test_a_name_that_is_no_address(toy, slug):
    (toy / "text.txt").write_bytes(TEXT)
    written, _, (problem,) = import_file(toy, toy / ("—.txt" if not slug else "text.txt"), slug)
    assert (written, problem.code) == ([], "I104")


def test_a_paper_is_written_and_needs_no_more_to_pass_the_check(toy, monkeypatch, capsys, golden):
    before = contents(toy)
    assert run(toy, monkeypatch, TEXT, "--paper", "small-states") == 0
    golden("golden/toy/import/output.txt", capsys.readouterr().out)
    after = contents(toy)
    assert after["sources/small-states.txt"] == TEXT
    golden("golden/toy/import/index.md", after["docs/papers/small-states/index.md"].decode())
    changed = {path for path in after if after[path] != before.get(path)} - {"text.txt"}
    assert changed == {
        "mkdocs.yml",
        "sources/README.md",
        "sources/small-states.txt",
        *(f"docs/papers/small-states/{page}.md" for page in ("introduction", "key-words", *PAPER_PAGES)),
        "sources/reports/small-states.txt",
        "sources/reports/small-states.json",
    }
    assert [problem.code for problem in check_edition(toy)[1]] == ["D102"]


def test_a_second_import_has_nothing_to_do(toy, monkeypatch, capsys):
    assert run(toy, monkeypatch, TEXT, "--paper", "small-states") == 0
    before = contents(toy)
    capsys.readouterr()
    assert run(toy, monkeypatch, TEXT, "--paper", "small-states") == 0
    assert capsys.readouterr().out == "Nothing to do: the paper is already there, unchanged.\n"
    assert contents(toy) == before


def test_an_edited_page_is_never_overwritten(toy, monkeypatch, capsys):
    assert run(toy, monkeypatch, TEXT, "--paper", "small-states") == 0
    (toy / "docs/papers/small-states/introduction.md").write_text("Edited.")
    before = contents(toy)
    assert run(toy, monkeypatch, TEXT, "--paper", "small-states") == 1
    assert "docs/papers/small-states/introduction.md:1: I105 the file exists and has other content" in capsys.readouterr().err
    assert contents(toy) == before


def test_one_text_can_be_two_papers(toy):
    for slug in ("one", "two"):
        wanted, problems = planned(toy, TEXT, slug)
        assert problems == []
        for path, content in wanted.items():
            (toy / path).parent.mkdir(parents=True, exist_ok=True)
            (toy / path).write_bytes(content)
    table = (toy / "sources/README.md").read_text()
    assert table.count("| [one.txt](one.txt) |") == table.count("| [two.txt](two.txt) |") == 1


@pytest.mark.parametrize(("slug", "title"), [("small-states", "Small states"), ("2021", '"2021"'), ("no", '"No"')])
def test_the_title_in_the_navigation_is_text(toy, slug, title):
    config = planned(toy, TEXT, slug)[0]["mkdocs.yml"].decode()
    assert f"\n      - {title}:\n          - papers/{slug}/index.md\n" in config
    assert f"papers/{slug}/key-words.md" in page_paths(config)


def test_a_broken_navigation_is_a_problem(toy):
    (toy / "mkdocs.yml").write_text("nav: [")
    wanted, (problem,) = planned(toy, TEXT, "new")
    assert (wanted, problem.path, problem.code) == ({}, "mkdocs.yml", "I105")
    assert problem.message.startswith("not YAML: ")
    assert problem.hint == "./run check says where"


def test_a_file_that_cannot_be_opened(toy, monkeypatch, capsys):
    monkeypatch.chdir(toy)
    assert import_paper.main(["absent.txt", "--paper", "new"]) == 1
    assert "absent.txt:1: I101 the file cannot be read: No such file or directory" in capsys.readouterr().err


def test_a_path_under_the_root_is_told_from_the_root(toy, monkeypatch, capsys):
    monkeypatch.chdir(toy)
    (toy / "empty.txt").write_bytes(b"")
    assert import_paper.main([str(toy / "empty.txt"), "--paper", "new"]) == 1
    assert capsys.readouterr().err.startswith("empty.txt:1: I101 the file is empty\n")


HEADINGS = (300 * "long ", 300 * "x", "Con", "nul.", "README", "2004", "No", "Index", "é", "...", "../../x", "# ", "é" * 300)


@pytest.mark.parametrize("heading", HEADINGS)
def test_no_heading_is_a_name_that_cannot_be_written(toy, heading):
    (toy / "new.md").write_text(f"# Introduction\n\nText.\n\n# {heading}\n\nMore.\n\n# {heading}\n\nAgain.\n", encoding="utf-8")
    before = contents(toy)
    assert import_file(toy, toy / "new.md", dry_run=True).problems == []
    assert import_file(toy, toy / "new.md").problems == []
    assert max(len(Path(path).name) for path in set(contents(toy)) - set(before)) < 70
    assert load.load_edition(toy).problems == []
    assert collation_problems(toy, next(paper for paper in load.load_edition(toy).papers if paper.slug == "new"))[1] == []


@pytest.mark.parametrize("name", [48 * "long-", "Con", "a" * 240, "a\n\x1b[31mb", "A. B.."])
def test_no_file_name_is_a_name_that_cannot_be_written(toy, name):
    (toy / f"{name}.md").write_text("# One\n\nText.\n")
    assert import_file(toy, toy / f"{name}.md").problems == []
    assert load.load_edition(toy).problems == []


def test_a_file_that_cannot_be_there_is_refused_in_words(toy):
    for name in (200 * "long-", "a\0b"):
        (problem,) = import_file(toy, toy / f"{name}.md").problems
        assert problem.code == "I101"
        assert len(str(problem).splitlines()) <= 2


def test_a_name_that_differs_in_capitals_alone_is_taken(toy):
    (toy / "readme.md").write_text("# One\n\nText.\n")
    (problem,) = import_file(toy, toy / "readme.md").problems
    assert (problem.path, problem.code) == ("sources/readme.md", "I105")
    assert "would confuse it with README.md" in problem.message


def test_a_folder_that_cannot_be_written_changes_nothing(toy):
    """Its papers are refused one by one; nothing of them is there, and the edition is read as before."""
    (toy / "in").mkdir()
    for name in ("one", "two"):
        (toy / f"in/{name}.md").write_text("# One\n\nText.\n")
    (toy / "docs/papers/one").write_text("a file where the folder should be")
    before = contents(toy)
    assert import_paper.run(toy, toy / "in", "", False) == 1
    after = contents(toy)
    assert {path for path in after if after[path] != before.get(path) and "two" not in path} == {"mkdocs.yml", "sources/README.md"}
    assert b"one" not in after["sources/README.md"]
    assert load.load_edition(toy).problems == []
