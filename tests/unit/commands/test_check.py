"""The check as a program; what it reports stands in tests/problems."""

from scripts import check
from scripts.reader.build import check as checks
from scripts.reader.common.problems import Problem


def test_a_right_site_is_told_so(toy, monkeypatch, capsys):
    monkeypatch.chdir(toy)
    monkeypatch.setattr(checks, "build", lambda root, folder: [])
    monkeypatch.setattr(checks, "site_problems", lambda folder, given: iter(()))
    monkeypatch.setattr(checks.downloads, "make_books", lambda root, site, edition: ({}, []))
    assert check.main() == 0
    out, err = capsys.readouterr()
    assert out.endswith("No problems.\n")
    assert err == ""


def test_the_site_is_not_built_while_the_edition_has_problems(toy, monkeypatch, capsys):
    def build(root, folder):
        raise AssertionError("built")

    monkeypatch.chdir(toy)
    monkeypatch.setattr(checks, "build", build)
    (toy / "docs/index.md").write_text("# Home\n")
    assert check.main() == 1
    assert capsys.readouterr().out.endswith("The site was not built: mend these first.\n")


def test_a_paper_without_its_source(toy):
    (toy / "sources/toy.txt").unlink()
    _, problems = checks.check_edition(toy)
    assert (
        Problem(
            "sources/toy.txt",
            1,
            "T201",
            "the source of docs/papers/toy/index.md cannot be read: No such file or directory",
            "./run import stores it there",
        )
        in problems
    )


def test_a_paper_without_sections(toy):
    for slug in ("introduction", "method", "key-words"):
        (toy / f"docs/papers/toy/{slug}.md").unlink()
    _, problems = checks.check_edition(toy)
    told = [problem for problem in problems if problem.code == "T201"]
    assert [(problem.path, problem.line) for problem in told] == [("docs/papers/toy/index.md", 1)]


def test_an_edition_without_papers(toy):
    (toy / "docs/papers/toy/index.md").unlink()
    lines, problems = checks.check_edition(toy)
    assert any("Glossary: 3 entries" in line for line in lines)
    assert all(problem.code != "T201" for problem in problems)
