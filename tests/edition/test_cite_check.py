"""Essays checked by the command: the same scripts as the page's, over files that Python reads."""

import csv
import io
import json

import pytest

from scripts import cite_check
from scripts.reader.releases import archive
from tests.conftest import KNOWN, ROOT, edition
from tests.edition.essays import FORMATS, LEVELS, OWN_TEXTS, VERDICTS, write_essay


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project with as much of a built site as is compared with."""
    root = tmp_path_factory.mktemp("project")
    known = edition(KNOWN)
    archive.write_comparison(known, root / "site/about/check", archive.titles(known), False, None, OWN_TEXTS)
    (root / "site/index.html").write_text('<link rel="canonical" href="https://reader.example/">')
    (root / "overrides").symlink_to(ROOT / "overrides")
    return root


@pytest.fixture
def check(project, monkeypatch, capsys):
    """Check files; the exit code, and what is printed on both streams."""
    monkeypatch.chdir(project)

    def check(*arguments):
        code = cite_check.main([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return check


@pytest.mark.parametrize("ending", FORMATS)
def test_twelve_quotations_get_their_verdicts_from_every_format(check, tmp_path, ending):
    path = write_essay(tmp_path, ending)
    code, out, err = check(path, "--json")
    found = json.loads(out)[path.name]
    assert [one["verdict"] for one in found["findings"]] == VERDICTS
    assert [one["level"] for one in found["findings"]] == LEVELS
    assert "drops “not”" in " ".join(found["findings"][3]["remarks"])
    assert [one["state"] for one in found["references"]] == ["current"]
    assert (code, err, found["citations"]) == (1, "", [])


def test_a_line_for_each_quotation_and_one_for_all(check, tmp_path):
    path = write_essay(tmp_path, "md")
    _, out, _ = check(path)
    lines = out.splitlines()
    assert lines[0].startswith("essay.md:3: SAME “Therefore, Kremlin officials")
    assert "essay.md:5: CHANGED “Although Afghanistan is considered" in out
    assert "    The quotation drops “not”, which may reverse the sense." in lines
    assert lines[-1].startswith("essay.md: 12 quotations: 4 right, 4 wrong, 4 to look at.")


def test_as_a_table_and_as_a_page(check, tmp_path):
    path = write_essay(tmp_path, "md")
    _, out, _ = check(path, "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["line"] for row in rows][:3] == ["3", "3", "5"]
    assert rows[0]["link"].startswith("https://reader.example/papers/rise-of-the-taliban/introduction/#p4:~:text=Therefore")
    _, out, _ = check(path, "--html")
    assert out.startswith("<!doctype html>")
    assert out.count("data-verdict=") == 12


def test_a_right_essay(check, tmp_path):
    path = tmp_path / "essay.txt"
    path.write_text("It says “Russia's foreign policy and national security doctrines” (Rise of the Taliban, para. 4).")
    assert check(path)[0] == 0


def test_every_file_that_cannot_be_read_is_told(check, tmp_path):
    good, bad, unknown = tmp_path / "good.txt", tmp_path / "bad.docx", tmp_path / "essay.pages"
    good.write_text("Nothing.")
    bad.write_bytes(b"PK no zip")
    unknown.write_bytes(b"x")
    code, out, err = check(good, bad, unknown)
    assert code == 2
    assert out == "good.txt: No quotation from this reader and no citation of it was found in this essay.\n"
    assert "bad.docx:1: I101 this is not a whole .docx file" in err
    assert 'essay.pages:1: I106 ".pages" is not a known format' in err


def test_without_a_built_site(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "essay.txt").write_text("Nothing.")
    assert cite_check.main(["essay.txt"]) == 2
    assert capsys.readouterr().err == "site/about/check/ has no texts to compare with: ./run build writes them\n"
