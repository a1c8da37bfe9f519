"""A list of contents at the head of a text, whose lines read like headings and are none."""

import re
from typing import NamedTuple

from scripts.reader.importing.slugs import slugify

MIN_CONTENTS = 4  # lines of a list of contents


class Heading(NamedTuple):
    """A line that begins a section: its heading as received, the title for the page, and the text that follows in the same line."""

    received: str
    title: str
    rest: str


class Part(NamedTuple):
    """A heading, its line, and the lines below it."""

    heading: Heading
    line: int
    lines: list[str]


def without_contents_list(parts: list[Part]) -> list[Part]:
    """Return the parts of a text with a list of contents as text: headings without anything below that come again later."""
    titles = [slugify(re.sub(r"[\s.·…]*\d*$", "", part.heading.title)) for part in parts]
    result: list[Part] = []
    run: list[int] = []
    for position, part in enumerate(parts):
        if position and not "".join(part.lines).strip():
            run.append(position)
            continue
        again = sum(titles[place] in titles[run[-1] + 1 :] for place in run) if run else 0
        if len(run) >= MIN_CONTENTS - 1 and (2 * again >= len(run)) and result:
            result[-1].lines.extend(parts[place].heading.received for place in run)
        else:
            result += [parts[place] for place in run]
        run = []
        result.append(part)
    return result + [parts[place] for place in run]
