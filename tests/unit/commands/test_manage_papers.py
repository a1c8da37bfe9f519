"""A paper goes or moves with all that belongs to it, or stays as it is."""

import pytest

from scripts import manage_papers
from scripts.reader.checks.source_text import collation_problems, source_problems
from scripts.reader.common import transaction
from scripts.reader.edition import load
from scripts.reader.edition.navigation import navigation_problems
from scripts.reader.importing.import_file import import_file
from tests.support import received_files
from tests.unit.importing.test_import_paper import contents


@pytest.fixture
def project(toy, tmp_path, monkeypatch):
    """The toy edition with a paper more, which carries references and a translation."""
    part = """<sub-article article-type="translation" xml:lang="pt"><front-stub/>
    <body><sec><title>Um</title><p>Texto.</p></sec></body></sub-article>"""
    (tmp_path / "paper.xml").write_text(received_files.JATS.replace("</article>", f"{part}</article>"))
    monkeypatch.chdir(toy)
    return toy, lambda: import_file(toy, tmp_path / "paper.xml", "new")


def problems(root):
    edition = load.load_edition(root)
    found = [*edition.problems, *navigation_problems((root / "mkdocs.yml").read_text(), edition.papers)]
    for paper in edition.papers:
        found += [*collation_problems(root, paper)[1], *source_problems(root, paper)]
    return found


def test_what_is_removed_leaves_nothing_behind(project):
    root, add = project
    before = contents(root)
    assert add().problems == []
    assert manage_papers.main(["remove", "new-translation-pt"]) == 0
    assert problems(root) == []
    assert manage_papers.main(["remove", "new"]) == 0
    assert contents(root) == before
    assert not (root / "docs/papers/new").exists()


def test_the_file_that_another_paper_came_from_stays(project):
    root, add = project
    add()
    assert manage_papers.main(["remove", "new"]) == 0
    assert (root / "sources/new.xml").exists()
    assert problems(root) == []


def test_a_paper_that_others_refer_to_stays(project, capsys):
    root, _ = project
    before = contents(root)
    assert manage_papers.main(["remove", "toy"]) == 1
    told = capsys.readouterr().err
    assert "docs/timeline.yaml:" in told
    assert "I105 this refers to toy" in told
    assert contents(root) == before


def test_a_paper_moves_with_all_that_names_it(project):
    root, add = project
    add()
    assert manage_papers.main(["rename", "new", "states"]) == 0
    assert manage_papers.main(["rename", "toy", "play"]) == 0
    assert problems(root) == []
    assert not list((root / "sources").glob("new.*"))
    assert (root / "docs/papers/states/index.md").exists()
    assert "play#p" in (root / "docs/timeline.yaml").read_text()


def test_a_dry_run_changes_nothing(project, capsys):
    root, add = project
    add()
    before = contents(root)
    assert manage_papers.main(["rename", "new", "states", "--dry-run"]) == 0
    assert manage_papers.main(["remove", "new", "--dry-run"]) == 0
    assert "would remove docs/papers/new/index.md" in capsys.readouterr().out
    assert contents(root) == before


@pytest.mark.parametrize(
    ("arguments", "code"), [(["remove", "tyo"], "I104"), (["rename", "toy", "A b"], "I104"), (["rename", "toy", "toy"], "I105")]
)
def test_what_cannot_be_done_is_told(project, capsys, arguments, code):
    root, _ = project
    before = contents(root)
    assert manage_papers.main(arguments) == 1
    assert f": {code} " in capsys.readouterr().err
    assert contents(root) == before


def test_a_removal_that_is_cut_short_is_finished_or_undone(project, monkeypatch):
    root, add = project
    add()
    manage_papers.main(["remove", "new-translation-pt"])
    before = contents(root)
    monkeypatch.setattr(transaction, "remove_empty_folders", stop)
    with pytest.raises(KeyboardInterrupt):
        manage_papers.main(["remove", "new"])
    monkeypatch.undo()
    monkeypatch.chdir(root)
    with transaction.locked(root):
        pass
    assert not (root / "docs/papers/new").exists()
    assert contents(root) != before
    assert problems(root) == []


def stop(*_):
    raise KeyboardInterrupt


def test_the_list_names_each_paper(project, capsys):
    assert manage_papers.main(["list"]) == 0
    assert capsys.readouterr().out.split("\n")[1].split()[:3] == ["toy", "Toy", "en"]
