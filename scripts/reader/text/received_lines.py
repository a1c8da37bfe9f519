"""The received text line by line, and the paragraph of the edition that each line went into."""

from collections.abc import Mapping
from functools import cache, partial

from scripts.reader.common.markup import escape_in_fragment
from scripts.reader.common.recall import recall
from scripts.reader.text import emendations
from scripts.reader.text.collation import source_words
from scripts.reader.text.paper import Paper
from scripts.reader.text.paragraphs import blocks, paragraph_number


def word_places(paper: Paper) -> list[tuple[str, str]]:
    """Return, for every received word of a paper's pages in order, its section and its paragraph ("" in a heading)."""
    found = []
    for section in paper.sections:
        for block in blocks(section):
            count = len(emendations.view_words(emendations.view(block.text, "received")))
            found += [(section.slug, "" if block.is_heading else block.id)] * count
    return found


@cache
def line_places(paper: Paper) -> dict[int, list[tuple[str, str]]]:
    """Return the places that each line of the source went into, by line counted from 1; nothing if the texts differ in length (T201)."""
    made_of = "\0".join([paper.received, *(text for section in paper.sections for text in (section.slug, section.body))])
    found = recall("line_places", made_of, partial(find_line_places, paper))
    return {int(line): [(section, paragraph) for section, paragraph in places] for line, places in found.items()}


def find_line_places(paper: Paper) -> dict[str, list[tuple[str, str]]]:
    texts = [words for section in paper.sections for words in emendations.block_words(section.body, "received")]
    words, _ = source_words(paper.received, texts)
    where = word_places(paper)
    if len(words) != len(where):
        return {}
    lines: dict[int, dict[tuple[str, str], None]] = {}
    for word, place in zip(words, where, strict=True):
        lines.setdefault(word.line, {})[place] = None
    last: list[tuple[str, str]] = []
    found = {}
    for line, text in enumerate(paper.received.split("\n"), 1):
        if text.strip():  # a line that holds the end of a divided word and nothing else went where the word went
            found[str(line)] = last = list(lines[line]) if line in lines else last[-1:]
    return found


def paragraph_lines(lines: Mapping[int, list[tuple[str, str]]]) -> dict[str, tuple[int, int]]:
    """Return the first and the last line of the source that each paragraph holds words of."""
    spans: dict[str, tuple[int, int]] = {}
    for line, found in lines.items():
        for _, paragraph in found:
            first, last = spans.get(paragraph, (line, line))
            spans[paragraph] = (min(first, line), max(last, line))
    spans.pop("", None)
    return spans


def received_text_list(paper: Paper) -> str:
    """Return the received text as an HTML list, each line with its number and links to the places it went into.

    The links are relative to /papers/<paper>/received/.
    """
    lines = line_places(paper)
    titles = {section.slug: str(section.record.get("title", section.slug)) for section in paper.sections}
    rows = []
    for line, text in enumerate(paper.received.rstrip("\n").split("\n"), 1):
        links = [
            f'<a href="../{section}/#{paragraph}">¶{paragraph_number(paragraph)}</a>'
            if paragraph
            else f'<a href="../{section}/">{escape_in_fragment(titles[section])}</a>'
            for section, paragraph in lines.get(line, ())
        ]
        rows.append(f'<li id="line{line}"><span class="line">{escape_in_fragment(text)}</span> {" ".join(links)}</li>')
    return "\n".join(['<ol class="received-text">', *rows, "</ol>", "", ""])
