"""The text of a PDF or of plain text is written out, mended by an editor, and imported; all three are kept and compared."""

import pytest

from scripts import import_paper
from scripts.reader.checks.source_text import collation_problems, source_problems
from scripts.reader.edition import load
from scripts.reader.importing import mending, paper_life
from scripts.reader.importing.extract import extract
from tests.support import received_files

TEXT = "1. Introduction\n\nA *small* state, coun-\ntries & $x.\n\n(a) It is [so] #1.\n\n1984. It was.\n\n2. Results\n\n- Nothing follows.\n"


@pytest.fixture
def received(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "a.txt"


def run(root, monkeypatch, *arguments):
    monkeypatch.chdir(root)
    return import_paper.main(list(map(str, arguments)))


def test_the_text_is_markdown_that_reads_as_it_was(tmp_path, received):
    text, problems = mending.to_mend(received, "a.txt")
    assert problems == []
    (tmp_path / "t.md").write_text(text, encoding="utf-8")
    _, extracted, _ = extract(tmp_path / "t.md", "t.md")
    assert extracted.text.split("\n\n") == [
        "1. Introduction",
        "A *small* state, countries & $x.",
        "(a) It is [so] #1.",
        "1984. It was.",
        "2. Results",
        "- Nothing follows.\n",
    ]
    assert list(extracted.pages) == ["introduction", "results"]


def test_a_mended_text_is_imported_and_all_is_kept(toy, tmp_path, received, monkeypatch, capsys):
    mended = tmp_path / "t.md"
    assert run(toy, monkeypatch, received, "--extract", mended) == 0
    assert not (toy / "docs/papers/new").exists()
    extraction = mended.read_text("utf-8")
    mended.write_text("---\ntitle: Small states\n---\n" + extraction.replace("It was.", "It was[^1].\n\n[^1]: So."), encoding="utf-8")
    assert run(toy, monkeypatch, received, "--paper", "new", "--mended", mended) == 0
    sources = toy / "sources"
    assert (sources / "new.received.txt").read_text("utf-8") == TEXT
    assert (sources / "new.extracted.md").read_text("utf-8") == extraction
    assert (sources / "new.mended.md").read_bytes() == mended.read_bytes()
    edition = load.load_edition(toy)
    (paper,) = (paper for paper in edition.papers if paper.slug == "new")
    assert [*edition.problems, *collation_problems(toy, paper)[1], *source_problems(toy, paper)] == []
    assert "mended by the editors: 1 words of the extracted text left out" in capsys.readouterr().out
    assert "“was.” → “was[^1]. [^1]: So.”" in (sources / "reports/new.txt").read_text("utf-8")
    changes, problems = paper_life.removal(toy, "new")
    assert problems == []
    assert not [line for line in changes["sources/README.md"].decode().split("\n") if "new." in line]
    assert {path for path, data in changes.items() if data is None} >= {f"sources/new.{end}" for end in ("received.txt", "mended.md")}


def test_the_text_of_a_pdf_is_written_out(toy, tmp_path, monkeypatch):
    lines = [(60, 700, "1. Introduction"), (60, 660, "A small state looks after itself."), (60, 620, "2. Results"), (60, 580, "None.")]
    (tmp_path / "a.pdf").write_bytes(received_files.pdf([lines]))
    assert run(toy, monkeypatch, tmp_path / "a.pdf", "--extract", tmp_path / "t.md") == 0
    assert "# 1\\. Introduction\n\nA small state" in (tmp_path / "t.md").read_text("utf-8")
    assert run(toy, monkeypatch, tmp_path / "a.pdf", "--paper", "new", "--mended", tmp_path / "t.md") == 0
    assert (toy / "sources/new.pdf").read_bytes() == (tmp_path / "a.pdf").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["a.txt", "--extract", "a.txt"], "I106 the text is Markdown"),
        (["a.txt", "--extract", "there.md"], "I105 the file exists"),
        (["there.md", "--extract", "b.md"], "I106 only the text of pdf and txt files"),
        (["a.txt", "--mended", "a.txt"], "I106 the mended text is not Markdown"),
        (["a.txt", "--mended", "gone.md"], "I101 the file cannot be read"),
        (["there.md", "--mended", "there.md"], "I106 only the text of pdf and txt files"),
    ],
)
def test_what_is_refused(toy, received, monkeypatch, capsys, arguments, told):
    (toy / "a.txt").write_text(TEXT, encoding="utf-8")
    (toy / "there.md").write_text("# One\n\nText.\n", encoding="utf-8")
    assert run(toy, monkeypatch, *arguments) == 1
    assert told in capsys.readouterr().err
    assert (toy / "there.md").read_text("utf-8") == "# One\n\nText.\n"
