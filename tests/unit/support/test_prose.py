"""The check of the house style: what it rules out, and what it leaves alone."""

import pytest

from tests.support import prose

RULED_OUT = [
    "The organisation",
    "it was recognised",
    "behavior of states",
    "at the center",
    "it is told here",
    "All links but for one",
    "made anew",
]
ALLOWED = [
    "the Shanghai Cooperation Organization analysed behaviours",
    'called "behavior" and "Organisation" there',
    "set `color: center`",
    "[a page](https://example.org/organisation) promised, revised, otherwise",
    "They are told apart.",
]


@pytest.fixture
def complaints(tmp_path, monkeypatch):
    monkeypatch.setattr(prose, "ROOT", tmp_path)

    def complaints(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return list(prose.complaints(path))

    return complaints


@pytest.mark.parametrize("line", RULED_OUT)
def test_a_turn_that_is_ruled_out_is_named_with_its_line(complaints, line):
    [found] = complaints("docs/a.md", f"---\ntitle: A\n---\n\n{line}\n")
    assert found.startswith("docs/a.md:5: ")


@pytest.mark.parametrize("line", ALLOWED)
def test_names_quotations_code_and_addresses_are_left_alone(complaints, line):
    assert complaints("docs/a.md", line) == []


def test_of_a_section_only_the_notes_are_ours(complaints):
    text = "The center is made anew.\n{: #p1 }\n\n[^a]: A note is told.\n"
    assert [line.split(":")[1] for line in complaints("docs/papers/x/introduction.md", text)] == ["4"]


def test_the_words_of_authors_are_left_alone(complaints):
    section = "---\ntitle: Defense\n---\n\n# Defense\n\n[^author-1]: The fact that behavior differs.\n"
    assert complaints("docs/papers/x/defense.md", section) == []
    head = "---\ntitle: Defense\ndescription: Of defense\n---\n\n# Defense\n\n"
    record = f"{head}**Affiliation:** Department of Defense\n{{: .record }}\n\nOur behavior\n"
    assert [line.split(":")[1] for line in complaints("docs/papers/x/index.md", record)] == ["3", "11"]


def test_our_notes_are_spelt_and_the_words_of_authors_are_not(tmp_path, monkeypatch):
    monkeypatch.setattr(prose, "ROOT", tmp_path)
    section, bibliography = tmp_path / "docs/papers/x/one.md", tmp_path / "bibliography.bib"
    section.parent.mkdir(parents=True)
    section.write_text("Becuase of p1.\n{: #p1 }\n\n[^a]: We recieve it.\n\n[^author-1]: Teh note.\n", encoding="utf-8")
    bibliography.write_text("@book{x,\n  title = {Teh book},\n  verification = {VERIFIED: teh title}\n}\n", encoding="utf-8")
    found = list(prose.misspellings([section, bibliography]))
    assert found == [
        "docs/papers/x/one.md:4: error: `recieve` should be `receive`",
        "bibliography.bib:3: error: `teh` should be `the`",
    ]


def test_of_a_program_only_what_it_says_is_prose(complaints):
    assert complaints("a.py", '"""Make anew."""\ncolor = "center"\n') == []
    assert [line.split(":")[1] for line in complaints("a.py", '\nprint("all of it is made anew")\n')] == ["2", "2"]
    assert complaints("a.js", '/* made anew */\nconst a = "anew";') == []
    assert [line.split(":")[1] for line in complaints("a.js", '\nsay("it is made anew");')] == ["2"]


def test_the_project_keeps_to_it():
    assert prose.main() == 0
