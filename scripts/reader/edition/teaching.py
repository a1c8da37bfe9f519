"""What the page for teaching lists: questions for discussion, works to read next, and who is who. It stands in docs/teaching.yaml."""

from collections.abc import Collection, Iterator

from scripts.reader.common.problems import Problem
from scripts.reader.edition.data_file import FORM, Field, Item, read_data_file, reference_problems

TEACHING_PATH = "docs/teaching.yaml"
LEVELS = ("introductory", "intermediate", "advanced")
KINDS = ("person", "body")
WORDS = Field("text", required=True)
LEVEL = Field("text", required=True, values=LEVELS)
FIELDS = {
    "questions": Field("items", fields={"level": LEVEL, "question": WORDS, "at": Field("texts", required=True), "sources": Field("texts")}),
    "read_next": Field("items", fields={"level": LEVEL, "source": WORDS, "why": WORDS}),
    "who": Field(
        "items",
        fields={
            "name": WORDS,
            "kind": Field("text", required=True, values=KINDS),
            "what": WORDS,
            "entry": Field("text"),
            "at": Field("texts"),
            "sources": Field("texts"),
        },
    ),
}


def parse_teaching(
    path: str, text: str, keys: Collection[str], paragraphs: Collection[str], entries: Collection[str]
) -> tuple[Item, list[Problem]]:
    """Return what a file lists, nothing if its form is wrong, and what is wrong with it (P301, P302).

    Args:
        path: The file, for the problems only.
        text: Its text.
        keys: The keys of the bibliography.
        paragraphs: All paragraphs of the edition, as paper#p3.
        entries: The slugs of the glossary.
    """
    teaching, problems = read_data_file(path, text, FIELDS)
    if problems:
        return Item(1), problems
    return teaching, [*content_problems(path, teaching, keys, paragraphs, entries)]


def content_problems(
    path: str, teaching: Item, keys: Collection[str], paragraphs: Collection[str], entries: Collection[str]
) -> Iterator[Problem]:
    """Check what a file says (P301, P302); the parameters are those of parse_teaching."""
    yield from reference_problems(path, teaching, "at", paragraphs, "a paragraph", "written as my-paper#p3")
    for name in ("source", "sources"):
        yield from reference_problems(path, teaching, name, keys, "a source", "the keys are those of bibliography.bib")
    yield from reference_problems(path, teaching, "entry", entries, "an entry", "the name of a page in docs/glossary, without .md")
    for someone in teaching.items("who"):
        if not someone.texts("at") and not someone.texts("sources"):
            hint = "at: [paper#p3], or sources: [key], for what is said"
            yield Problem(path, someone.line, FORM, f'nothing supports what is said of "{someone.text("name")}"', hint)
