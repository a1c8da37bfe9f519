"""What editors still owe a paper before it can be released. A check tells it, and nothing but a release waits for it."""

from collections.abc import Iterator

from scripts.reader.common.problems import Problem
from scripts.reader.edition.edition import Edition
from scripts.reader.text.accessibility import images_without_text

NO_TITLE = "[Title not established]"


def to_do(edition: Edition) -> Iterator[Problem]:
    """Yield each figure of a paper that has no alternative text (D101), and each paper without a title (D102)."""
    for paper in edition.papers:
        for section in paper.sections:
            for image, line in images_without_text(section):
                hint = "say in the square brackets what the figure shows"
                yield Problem(section.path, line, "D101", f"{image} has no alternative text", hint)
        if paper.index.record.get("title") == NO_TITLE:
            hint = "write it as title: and as the heading below; in square brackets if you supply it"
            yield Problem(paper.index.path, paper.index.line_of("title"), "D102", "the paper has no title", hint)
