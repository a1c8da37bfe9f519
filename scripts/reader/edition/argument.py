"""The argument of a paper, as its head page maps it: question, claims, reasons and evidence, key passages, critical questions.

All of it stands in argument.yaml in the folder of the paper, each statement with the paragraphs that make it.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from scripts.reader.common.problems import Problem
from scripts.reader.edition.data_file import FORM, Field, Item, read_data_file, reference_problems

ARGUMENT_PATH = "docs/papers/{paper}/argument.yaml"
NO_EVIDENCE = "none given"
LONGEST = 130  # characters of a box of the map
LONGEST_THESIS = 200  # characters, on the home page
PASSAGES = (5, 8)  # at least and at most
PLACES = Field("texts", required=True)
STATEMENT = Field("text", required=True, longest=LONGEST)
EVIDENCE = {"text": STATEMENT, "at": PLACES}
REASON = {"text": STATEMENT, "at": PLACES, "evidence": Field("items", required=True, values=(NO_EVIDENCE,), fields=EVIDENCE)}
CLAIM = {"text": STATEMENT, "at": PLACES, "reasons": Field("items", required=True, fields=REASON)}
FIELDS = {
    "question": Field("item", required=True, fields={"text": STATEMENT, "at": Field("texts"), "sources": Field("texts")}),
    "thesis": Field("item", fields={"text": Field("text", required=True, longest=LONGEST_THESIS), "at": PLACES}),
    "claims": Field("items", required=True, fields=CLAIM),
    "passages": Field("items", fields={"words": Field("text", required=True), "at": PLACES, "why": Field("text", required=True)}),
    "critical": Field("items", fields={"question": Field("text", required=True), "at": PLACES, "sources": Field("texts")}),
}
STRAIGHT = str.maketrans("‘’“”", "''\"\"")


def parse_argument(path: str, text: str, paragraphs: Mapping[str, str], keys: Collection[str]) -> tuple[Item | None, list[Problem]]:
    """Return the argument of a paper, None if its form is wrong, and what is wrong with it (P301 to P303).

    Args:
        path: The file, for the problems only.
        text: Its text.
        paragraphs: The reading text of each paragraph of the paper, by id.
        keys: The keys of the bibliography.
    """
    argument, problems = read_data_file(path, text, FIELDS)
    if not problems and not argument.values:
        problems.append(Problem(path, 1, FORM, "the file is empty", "question: and claims: are required"))
    if problems:
        return None, problems
    return argument, [*content_problems(path, argument, paragraphs, keys)]


def content_problems(path: str, argument: Item, paragraphs: Mapping[str, str], keys: Collection[str]) -> Iterator[Problem]:
    """Check what an argument says (P301 to P303); the parameters are those of parse_argument."""
    question, passages = argument.item("question"), argument.items("passages")
    if not question.texts("at") and not question.texts("sources"):
        yield Problem(path, question.line, FORM, "the question has no source", "at: [p2], or sources: [key], if the text has none")
    if passages and not PASSAGES[0] <= len(passages) <= PASSAGES[1]:
        least, most = PASSAGES
        yield Problem(path, passages[0].line, FORM, f"{len(passages)} key passages", f"at least {least} and at most {most}")
    yield from reference_problems(path, argument, "at", paragraphs, "a paragraph of this paper", "such as p3")
    yield from reference_problems(path, argument, "sources", keys, "a source", "the keys are those of bibliography.bib")
    for passage in passages:
        places = [place for place in passage.texts("at") if place in paragraphs]
        if places and not any(quotes(paragraphs[place], passage.text("words")) for place in places):
            hint = "copy the words from the reading text; the whole passage stands in one paragraph"
            yield Problem(path, passage.line, "P303", f"these are not words of {', '.join(places)}: {shown(passage.text('words'))}", hint)


def quotes(reading: str, words: str) -> bool:
    """Return whether whole words stand in a reading text; straight and curly quotation marks are the same."""
    return bool(re.search(rf"(?<!\w){re.escape(plain(words))}(?!\w)", plain(reading)))


def plain(text: str) -> str:
    return " ".join(text.translate(STRAIGHT).split())


def shown(words: str) -> str:
    return words if len(words) <= 60 else words[:57] + "..."
