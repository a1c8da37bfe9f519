"""Marks at the beginning of a block: what readers of formats know of it, and pandoc does not pass on.

A mark stands in the text that pandoc reads, in characters that no text has, and is taken off again as soon as pandoc is done.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

START, END = "\ufdd0", "\ufdd1"  # of the characters that Unicode reserves for use within a program
MARK = re.compile(f"{START}([^{START}{END}]*){END}")


@dataclass(frozen=True)
class Mark:
    """What a mark says of its block: the name by which the file refers to it, its language, and whether we supplied its words."""

    anchor: str = ""
    language: str = ""
    supplied: bool = False

    def __str__(self) -> str:
        return f"{START}{quote(self.anchor, safe='')}/{self.language}/{'supplied' if self.supplied else ''}{END}"


def split_marks(text: str) -> tuple[Mark | None, str]:
    """Return the mark that a text begins with, if it has one, and the text without any mark."""
    found = MARK.match(text.lstrip())
    if not found:
        return None, MARK.sub("", text)
    anchor, language, supplied = [*found[1].split("/"), "", ""][:3]
    return Mark(unquote(anchor), language, supplied == "supplied"), MARK.sub("", text)


def without_marks(text: str) -> str:
    """Return a text as others wrote it, without the characters that marks are made of."""
    return text.replace(START, "").replace(END, "")
