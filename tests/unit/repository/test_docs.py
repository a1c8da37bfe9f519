"""What the documents for editors say is true: commands, fields, codes and examples."""

import re
import runpy

import pytest
import yaml

from scripts.reader.concepts import glossary
from scripts.reader.edition import argument, bibliography, data_file, load, teaching, timeline
from scripts.reader.edition.edition import paragraph_references
from scripts.reader.scaffold import program_files
from scripts.reader.text import emendations, paragraphs
from scripts.reader.text.decisions import DECISIONS
from scripts.reader.text.front_matter import (
    ENTRY_FIELDS,
    ENTRY_KINDS,
    PAPER_FIELDS,
    PAPER_PAGES,
    PUBLICATION_STATES,
    SECTION_FIELDS,
    SUMMARY_LENGTH,
    parse_page,
)
from tests.conftest import ROOT, TESTS, edition

STARTER = ROOT / "scripts/reader/scaffold/template"
IS_OF_OTHERS = (ROOT / program_files.LIST_PATH).is_file()
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
DOCUMENTS = [path for name in ("README.md", "CONTRIBUTING.md") if (path := ROOT / name).is_file()]
COMMANDS = {command[0] for command in runpy.run_path(str(ROOT / "run"))["COMMANDS"]}
EXAMPLES = re.findall(r"```markdown\n(.*?)```", CONTRIBUTING, re.DOTALL)


def table(heading):
    """The rows of the table under a heading: (names of fields, whether they are required, meaning)."""
    text = re.sub(r"^```.*?^```", "", CONTRIBUTING, flags=re.DOTALL | re.MULTILINE)
    section = re.search(rf"^## {re.escape(heading)}.*?(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)[0]
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in re.findall(r"^\| `.*\|$", section, re.MULTILINE)]
    return [(re.findall(r"`(\w+)`", names), required, meaning) for names, required, meaning in rows]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_exists(document):
    named = set(re.findall(r"\./run ([\w-]+)", document.read_text(encoding="utf-8")))
    assert named
    assert named <= COMMANDS


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_is_linked_exists(document):
    for target in re.findall(
        r"\]\(([^)#\s]+)\)", re.sub(r"`[^`\n]*`|```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    ):
        assert "://" in target or (ROOT / target).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_is_named_exists(document):
    named = set(
        re.findall(r"`((?:docs|sources|scripts|tests|overrides)/[\w./<>-]+|\w+\.(?:bib|yml|in))`", document.read_text(encoding="utf-8"))
    )
    assert named
    for name in named:
        pattern = re.sub(r"<\w+>", "*", name.replace("my-paper", "*"))
        is_elsewhere = IS_OF_OTHERS and name.startswith(program_files.OWN)  # where the program is developed
        assert is_elsewhere or [*ROOT.glob(pattern), *(TESTS / "toy").glob(pattern), *STARTER.glob(pattern)], name


@pytest.mark.parametrize(("heading", "schema"), [("A paper's record", PAPER_FIELDS), ("A glossary entry", ENTRY_FIELDS)])
def test_the_tables_of_fields_are_the_schemas(heading, schema):
    rows = table(heading)
    assert sorted(name for names, _, _ in rows for name in names) == sorted(schema)
    for names, required, _ in rows:
        assert {schema[name].required for name in names} == {required == "required"}


def test_the_vocabularies_are_the_schemas():
    meanings = {
        name: meaning for heading in ("A paper's record", "A glossary entry") for names, _, meaning in table(heading) for name in names
    }
    assert tuple(re.findall(r"`([\w ]+)`", meanings["kind"])) == ENTRY_KINDS
    assert tuple(re.findall(r"`([\w ]+)`", meanings["published"])) == PUBLICATION_STATES
    assert f"at most {SUMMARY_LENGTH} characters" in meanings["summary"]
    assert "{} to {} words".format(*glossary.DEFINITION_LENGTH) in CONTRIBUTING
    assert all(f"`{decision}`" in " ".join(CONTRIBUTING.split()) for decision in DECISIONS)


def test_every_page_that_import_writes_is_told_of():
    assert all(f"`{page}.md`" in CONTRIBUTING or f"/{page}.md`" in CONTRIBUTING for page in PAPER_PAGES)


def test_the_example_of_a_section_is_right():
    page, problems = parse_page("docs/papers/x/introduction.md", EXAMPLES[0], SECTION_FIELDS)
    assert problems == []
    assert list(paragraphs.paragraph_problems([page])) == []
    assert list(emendations.lint_emendations(page.body)) == []
    assert list(bibliography.citation_problems(page, edition(TESTS / "toy").sources, authors_text=True)) == []
    rules = load.editorial_rules(STARTER)
    assert {found.rule for found in emendations.find_emendations(page.body)} <= rules


def test_the_example_of_an_entry_is_right():
    toy = edition(TESTS / "toy")
    page, problems = parse_page("docs/glossary/csto.md", EXAMPLES[1], ENTRY_FIELDS)
    assert problems == []
    assert set(page.record["related"]) <= set(toy.entries)
    assert set(page.record["sources"]) <= set(toy.sources)
    assert all(inclusion.format(slug="csto") in page.body for inclusion in glossary.REQUIRED_INCLUSIONS)


def test_the_example_of_an_event_is_right():
    example = re.findall(r"```yaml\n(.*?)```", CONTRIBUTING, re.DOTALL)[0]
    toy = edition(TESTS / "toy")
    events, problems = timeline.parse_timeline("x", example, toy.sources, paragraph_references(toy.papers))
    assert problems == []
    assert len(events) == len(yaml.safe_load(example)) == 1


def test_the_example_of_an_argument_is_right():
    example = re.findall(r"```yaml\n(.*?)```", CONTRIBUTING, re.DOTALL)[1]
    found, problems = data_file.read_data_file("x", example, argument.FIELDS)
    assert problems == []
    assert set(found.values) == set(argument.FIELDS)
    assert f"at most {argument.LONGEST} characters" in CONTRIBUTING


def test_the_vocabularies_of_the_material_for_teaching_are_named():
    section = CONTRIBUTING.partition("## For teaching")[2].partition("\n## ")[0]
    assert {*teaching.LEVELS, *teaching.KINDS, *teaching.FIELDS} <= set(re.findall(r"`(\w+)`", section))


def test_every_rule_that_is_named_exists():
    """In the rules that a new edition begins with; this edition's: tests/edition/test_papers.py."""
    rules = load.editorial_rules(STARTER)
    named = {
        rule for path in (ROOT / "scripts").rglob("*.py") for rule in re.findall(r"\bE[1-9]\.[1-9]\b", path.read_text(encoding="utf-8"))
    }
    named |= set(re.findall(r"\bE[1-9]\.[1-9]\b", CONTRIBUTING))
    assert len(named) > 5
    assert named <= rules


def test_every_mark_is_explained_by_one_that_is_right():
    marks = re.findall(r"`(\{(?:~~|--|\+\+).*?)`", CONTRIBUTING)
    assert len(marks) >= 5
    for mark in marks:
        assert list(emendations.lint_emendations(mark.replace("…", "x"))) == [], mark
