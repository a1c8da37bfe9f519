"""The parts of a head page that say in words what its argument map draws, and the key passages and critical questions."""

from collections.abc import Iterator, Mapping

from scripts.reader.edition.argument import NO_EVIDENCE
from scripts.reader.edition.bibliography import Source
from scripts.reader.edition.data_file import Item
from scripts.reader.pages.argument_map import argument_map
from scripts.reader.pages.links import paragraph_links, source_links
from scripts.reader.text.escapes import escape, escape_line
from scripts.reader.text.paper import Paper


def argument_fragment(paper: Paper, argument: Item, sources: Mapping[str, Source]) -> str:
    """Return the map of an argument, and the same content as a list."""
    return "\n".join([argument_map(paper, argument), *argument_lines(paper, argument, sources), "", ""])


def argument_lines(paper: Paper, argument: Item, sources: Mapping[str, Source]) -> Iterator[str]:
    """Yield the lines of the list: claims, under each its reasons, and under each reason its evidence."""

    def statement(item: Item) -> str:
        links = [*paragraph_links([paper], item.texts("at")), *source_links(sources, item.texts("sources"))]
        return f"{escape(item.text('text'))} ({', '.join(links)})"

    yield f"**Question:** {statement(argument.item('question'))}\n"
    for claim in argument.items("claims"):
        yield f"1. **Claim:** {statement(claim)}"
        for reason in claim.items("reasons"):
            evidence = reason.items("evidence")
            bare = f" Evidence: {NO_EVIDENCE}." if not evidence else ""
            yield f"    - **Reason:** {statement(reason)}{bare}"
            for item in evidence:
                yield f"        - **Evidence:** {statement(item)}"


def passages(paper: Paper, argument: Item) -> str:
    """Return the key passages as quotations, each with its paragraph and why it matters."""
    blocks = [
        f"> “{escape(passage.text('words'))}” ({', '.join(paragraph_links([paper], passage.texts('at')))})\n\n"
        f"{escape_line(passage.text('why'))}\n"
        for passage in argument.items("passages")
    ]
    return "\n".join([*blocks, ""])


def critical_questions(paper: Paper, argument: Item, sources: Mapping[str, Source]) -> str:
    """Return what a critical reader would ask, each question with its paragraphs and with sources that help."""
    return "\n".join([*(question_line([paper], item, sources) for item in argument.items("critical")), "", ""])


def question_line(papers: list[Paper], item: Item, sources: Mapping[str, Source]) -> str:
    """Return a question as an item of a list, with its paragraphs and sources."""
    found = source_links(sources, item.texts("sources"))
    helpful = f" Sources: {', '.join(found)}." if found else ""
    return f"- {escape_line(item.text('question'))} ({', '.join(paragraph_links(papers, item.texts('at')))}){helpful}"
