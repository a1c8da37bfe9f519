"""Problems found in what editors write, and how they are printed.

The letter of a code says who repairs it: I import, P page, T text, G glossary, B bibliography, M editions
(their manifests), S site, D what is still to be done before a release.
"""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

CODES = {
    "I101": "the file to import can be read: it exists, is not empty, is whole, has text in UTF-8 or of its own encoding, and no password",
    "I102": "the paper to import has headings and text under them",
    "I103": "the text to import has no control characters",
    "I104": "the name of a paper is a slug: lower-case letters, digits and hyphens",
    "I105": "import never overwrites an edited page, a source or another paper's place in the navigation",
    "I106": "the file to import is of a known format, and not too big, unpacked or as it is",
    "I107": "the file to import holds no path that leads out of it, no entities of its own and no endless nesting",
    "P101": "a page begins with front matter: YAML between two lines of ---",
    "P102": "front matter has the required fields, only known fields, and values of the right kind",
    "P103": "a section page has one heading of the first level, at its beginning",
    "P104": "every paragraph of a paper has its number, `{: #p12 }`, on the line after it",
    "P105": "no two paragraphs of a paper have one number, and numbers ascend",
    "P106": "notes are defined once in a paper, and each note is referred to",
    "P107": "the sections in a paper's record are its pages, and the navigation lists them in that order",
    "P108": "an image has an alternative text",
    "P109": "no level is skipped among the headings of a page",
    "P110": "what searches the papers' texts, if mkdocs.yml names it, is own or pagefind",
    "P111": "a record is plain text, and no page holds mark-up that could run, load or hide something",
    "P112": "where faults are reported, `extra.contact` or the variable CONTACT, is an address of the web or begins with mailto:",
    "P113": "a page includes only what a build makes under build/, such as papers.md",
    "P114": "docs/ holds only what may be published: no backups, and no links that lead out of it",
    "P115": "the editors that mkdocs.yml names are a list of names, the publisher is a name",
    "P116": "the site's address, and the version and the date of the edition, are such where they are given",
    "P201": "an event of the timeline has a date, a sentence and a source, in the order of the dates",
    "P202": "the paragraphs that an event names exist",
    "P301": "argument.yaml of a paper and docs/teaching.yaml have the required fields, only known ones, and values of the right kind",
    "P302": "the paragraphs, sources and entries that these two files name exist",
    "P303": "a key passage quotes the reading text of its paragraph word for word",
    "T101": "marks of emendations are closed, do not nest, and carry a reason that names an editorial rule",
    "T102": "the rule that a reason cites is in docs/about/editing.md",
    "T201": "the received text recovered from the pages is the source, word for word",
    "T202": "a source is the file whose checksum is in sources/README.md",
    "T301": "every defect of a received text has a decision, a place and a reason",
    "T302": "the decisions agree with the source and with the pages",
    "G101": "an entry includes its names and its list of mentions",
    "G102": "no two entries share a name, and no name is given twice",
    "G103": "related and broader entries exist",
    "G104": "the sources of an entry are the keys that it cites",
    "G105": "the definition of an entry has 40 to 90 words",
    "G106": "a name in another language, as an entry gives it, is marked with its language wherever it appears",
    "B101": "bibliography.bib exists and can be read",
    "B102": "an entry of the bibliography has the fields its type requires, and a key of letters, digits, hyphens and underscores",
    "B103": "every source of the bibliography is cited",
    "B104": "an entry of the bibliography holds no mark-up, and its addresses are of the web",
    "B201": "a citation is `[@key]` or `[@key1; @key2]`, on one line, with keys of bibliography.bib",
    "B202": "citations are in notes and in our own pages, never in the authors' text",
    "B203": "a note cites a source, or says that it is an inference, a conjecture or about the text itself",
    "M101": "a released edition is the one that was released: its files are there, with their checksums",
    "M102": "a page of a released edition is still there, or docs/redirects.yaml says where it has gone",
    "M103": "a paragraph of a released edition is still there, or docs/redirects.yaml says where it has gone",
    "M104": "docs/redirects.yaml can be read, and redirects only what is no longer there",
    "M105": "a redirect leads, in the end, to a page or paragraph that is there",
    "S101": "a link in the site leads to a page and a place that exist",
    "S102": "no mark-up is left over in a page of the site",
    "S103": "no page of the site requests anything from another host",
    "S104": "a page has one set of tags for citation software, with every field, its own address and an abstract of its own",
    "S105": "a page leads to its citations, and the files under cite/ are all there, each with the address of its page",
    "S106": "no page has a tag that Zotero reads wrongly, such as an author that is the site's name or would be split in two",
    "S107": "the EPUB and the PDF can be made",
    "S108": "nothing in a page of the site runs except the site's own scripts: no handlers, frames, styles or javascript: addresses",
    "D101": "a figure of a paper has an alternative text",
    "D102": "a paper has a title, in square brackets if the edition supplies it",
    "D103": "the PDF has a font for every letter",
}


LAYOUT = "\n    "  # between the lines of a message; a line end that anything else follows is part of a name
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")  # acts on a terminal, or turns the text round
MAX_LINE = 2000  # characters


def printable(text: str) -> str:
    """Return text that may hold anything as one line for a terminal: control characters as escapes, and not without end."""
    shown = UNPRINTABLE.sub(lambda match: ascii(match[0])[1:-1], text[:MAX_LINE])
    return shown if len(text) <= MAX_LINE else f"{shown} …"


@dataclass(frozen=True, order=True)
class Problem:
    """Something to mend, at a line of a file (1 where no line applies)."""

    path: str
    line: int
    code: str
    message: str
    hint: str = ""

    @property
    def is_to_do(self) -> bool:
        """Whether it hinders nothing but a release."""
        return self.code.startswith("D")

    def __str__(self) -> str:
        message = LAYOUT.join(map(printable, self.message.split(LAYOUT)))
        text = f"{printable(self.path)}:{self.line}: {self.code} {message}"
        return f"{text}{LAYOUT}hint: {printable(self.hint)}" if self.hint else text


def report(problems: Iterable[Problem], noun: str = "problem") -> str:
    """Return all problems, sorted by file and line, and their number; "" if there are none. They are counted as what noun says."""
    found = sorted(set(problems))
    if not found:
        return ""
    files = len({problem.path for problem in found})
    count = f"{len(found)} {noun}{'s' * (len(found) > 1)} in {files} file{'s' * (files > 1)}"
    return "\n".join([*map(str, found), count])


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a hint that offers the nearest known name, if one is near, and then what to do otherwise."""
    nearest = difflib.get_close_matches(name, list(known), n=1)
    return " ".join(filter(None, [f'did you mean "{nearest[0]}"?' if nearest else "", otherwise]))
