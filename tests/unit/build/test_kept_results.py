"""Results of functions are kept from build to build, and made anew when what they are made of changes."""

import json

import pytest

from scripts.reader.build import kept_results, pre_render
from scripts.reader.build.kept_results import RESULTS, program_digest
from scripts.reader.concepts import glossary
from scripts.reader.edition import bibliography
from scripts.reader.pages.fragments import fragments
from scripts.reader.text import emendations, received_lines


def another_process():
    """Forget what this process has in memory."""
    kept_results.used.clear()
    bibliography.parse_bibliography.cache_clear()
    glossary.make_finder.cache_clear()
    received_lines.line_places.cache_clear()
    emendations.view_as_line.cache_clear()


@pytest.fixture
def prepare(toy, monkeypatch):
    """Prepare the toy edition as another process would; return the fragments, and how often a reference and lines were made."""
    made = []
    reference, places = bibliography.reference, received_lines.find_line_places
    monkeypatch.setattr(bibliography, "reference", lambda entry: made.append("reference") or reference(entry))
    monkeypatch.setattr(received_lines, "find_line_places", lambda paper: made.append("lines") or places(paper))

    def prepare():
        another_process()
        made.clear()
        return fragments(pre_render.run(toy)), sorted(made)

    return prepare


def test_what_has_not_changed_is_recalled(prepare):
    first, made = prepare()
    assert made == ["lines", "reference", "reference"]
    assert prepare() == (first, [])


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        ("bibliography.bib", "Six States", "Seven States", ["reference", "reference"]),
        ("docs/papers/toy/method.md", "\n{: #p3 }", "{++ It goes on.++}{>>E2.5 supplied<<}\n{: #p3 }", ["lines"]),
        ("docs/glossary/csto.md", "summary: ", "summary: New. ", []),
    ],
)
def test_what_has_changed_is_made_anew(toy, prepare, path, old, new, expected):
    prepare()
    file = toy / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    found, made = prepare()
    assert made == expected
    (toy / RESULTS).unlink()
    assert prepare()[0] == found


@pytest.mark.parametrize("spoil", ["{", "[]", '{"program": "other", "results": {}}'])
def test_what_cannot_be_read_or_is_of_other_code_is_not_used(toy, prepare, spoil):
    first, made = prepare()
    (toy / RESULTS).write_text(spoil)
    assert prepare() == (first, made)


def test_only_what_the_last_build_used_is_kept(toy, prepare):
    prepare()
    kept = json.loads((toy / RESULTS).read_text(encoding="utf-8"))
    kept["results"]["reference of another"] = "x"
    (toy / RESULTS).write_text(json.dumps(kept))
    prepare()
    assert "reference of another" not in json.loads((toy / RESULTS).read_text(encoding="utf-8"))["results"]


def test_everything_is_made_anew_when_the_code_changes(tmp_path):
    (tmp_path / "a.py").write_text("1")
    first = program_digest.__wrapped__(tmp_path)
    assert program_digest.__wrapped__(tmp_path) == first
    (tmp_path / "a.py").write_text("2")
    second = program_digest.__wrapped__(tmp_path)
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    assert len({first, second, program_digest.__wrapped__(tmp_path)}) == 3
