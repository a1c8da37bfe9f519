"""Spelling and turns of phrase that the house style rules out (docs/about/editing.md), for ./run lint: path:line: what, and what is better.

What authors wrote is left alone, in whatever language: the text of the papers, their titles and notes, and the sources' data.
A list of our own: the package of Vale fetches its program from another host when it is first run, and proselint takes no list.
"""

import ast
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

from scripts.reader.scaffold.program_files import LIST_PATH

ROOT = Path(__file__).parents[2]
PROGRAM = (("scripts", "*.py"), ("overrides/assets", "*.js"), ("overrides", "*.html"))
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "DECISIONS.md", "CHANGELOG.md")

SPELLING = {  # of pages and documents; in code, color is a word of CSS
    r"\b(?:organi|recogni|reali|characteri|emphasi|summari|normali|speciali|centrali|legitimi|maximi|minimi|stabili|critici|optimi)"
    r"s(?:e[ds]?|ing|ations?)\b": "Oxford spelling: -ize, -ization",
    r"\b(?:analy|cataly|paraly)z(?:e[ds]?|ing)\b": "-yse",
    r"\b(?:colou?r|behaviou?r|neighbou?r|favou?r|labou?r|honou?r)(?<!our)(?:s|ed|ing|able|ly)?\b": "-our",
    r"\b(?:centers?|centered|theaters?|defense|offense)\b": "British spelling: -re, -ce",
    r"\b(?:judgment|acknowledgment)s?\b": "judgement, acknowledgement",
    r"\b(?:travel|label|model|cancel)(?:ed|ing)\b": "-lled, -lling",
}
TURNS = {
    r"\b(?:is|are|was|were|be|been) told\b(?! (?:to|apart))": "say who says what: the page says, is reported, is given",
    r"\btells? (?:of|that|what|where|which)\b": "says, shows, describes",
    r"\b(?:is|are) called so\b": "is marked as such, is called that",
    r"\bstands? (?:there|so|already|under|in (?:the|a|an|its|their|`|\[))": "is, appears, is listed",
    r"\bthe place of (?:it|them|that)\b|\bin the place of\b": "instead of",
    r"\bbut for\b": "except",
    r"\banew\b": "again",
    r"\bin words\b(?! and by)": "with an explanation, as text",
    r"\bfor ever\b": "permanently",
    r"\bthat which\b|\bwhat is wanted\b|\ball of it is\b": "say it plainly",
    r"\bdoes? no harm\b|\bwithout furniture\b": "say it plainly",
    r"\bhas (?:it|them) from\b": "takes from",
    r"\bleads? on\b": "redirects, leads to",
    r"\b(?:learns|knows) (?:no|nothing) (?:more|of)\b": "say what is known",
    r"\bdue to the fact\b|\bthe fact that\b": "because, that",
    r"\b(?:utili[sz]e|utili[sz]es|utili[sz]ing)\b": "use",
    r"\b(?:very unique|quite unique|completely unique)\b": "unique",
    r"\b(?:obviously|clearly|of course|needless to say)\b": "leave it out",
}

FENCE = re.compile(r"^```.*?^```|^    .*$", re.DOTALL | re.MULTILINE)
ASIDE = re.compile(r"`[^`\n]*`|\"[^\"\n]*\"|“[^”\n]*”|\]\([^)\s]*\)|https?://\S+|\{:[^}\n]*\}|\[@[^\]]*\]")  # code, quotations, addresses
PROSE_FIELDS = ("title:", "description:", "summary:")
NOTE_OF_OURS = re.compile(r"\[\^(?!author-)")
RECORD_OF_PAPER = re.compile(r"# |\*\*[^*]+:\*\*")  # title, authors, affiliations and the like, in their own words
LITERAL = re.compile(r"(?<![\\\w])(?:\"((?:[^\"\\\n]|\\.)*)\"|`((?:[^`\\]|\\.)*)`)")
TEMPLATE_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
COMMENT = re.compile(r"^\s*(?://|/?\*).*$", re.MULTILINE)


def blank(match: re.Match[str]) -> str:
    """Return nothing but the line ends of what was found, so that lines can still be counted."""
    return "\n" * match[0].count("\n")


def page_prose(text: str, of_paper: bool, is_section: bool) -> Iterator[tuple[int, str]]:
    """Yield the lines of our own prose in a page; of a section these are its notes, of a paper's first page what is not its record."""
    in_record = False
    fields = PROSE_FIELDS[1:] if of_paper else PROSE_FIELDS
    for number, line in enumerate(FENCE.sub(blank, text).split("\n"), 1):
        if line == "---" and (number == 1 or in_record):
            in_record = number == 1
        elif in_record:
            if line.startswith(fields):
                yield number, line
        elif NOTE_OF_OURS.match(line) if is_section else not (of_paper and RECORD_OF_PAPER.match(line)):
            yield number, line


def source_prose(text: str) -> Iterator[tuple[int, str]]:
    """Yield what we say of the sources in the bibliography."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith("verification"):
            yield number, line


def python_prose(text: str) -> Iterator[tuple[int, str]]:
    """Yield what a program says: its strings with spaces, without docstrings."""
    tree = ast.parse(text)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value and id(node) not in docstrings:
            yield node.lineno, node.value


def script_prose(text: str) -> Iterator[tuple[int, str]]:
    """Yield what a script says: its strings with spaces."""
    plain = COMMENT.sub("", text)
    for match in LITERAL.finditer(plain):
        if " " in match[0]:
            yield plain.count("\n", 0, match.start()) + 1, match[1] or match[2]


def prose(path: Path) -> Iterator[tuple[int, str]]:
    """Yield what a file says to readers and editors, with the numbers of its lines."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = TEMPLATE_COMMENT.sub(blank, text)
    if path.suffix == ".md":
        of_paper = path.parent.parent.name == "papers"
        lines = page_prose(text, of_paper, of_paper and path.name != "index.md")
    elif path.suffix == ".bib":
        lines = source_prose(text)
    elif path.suffix == ".py":
        lines = python_prose(text)
    elif path.suffix == ".js":
        lines = script_prose(text)
    else:
        lines = enumerate(text.split("\n"), 1)
    for number, line in lines:
        yield number, ASIDE.sub(" ", line)


def files() -> list[Path]:
    """Return the files that speak to readers or editors, and what programs say."""
    found = [path for folder, pattern in PROGRAM for path in sorted((ROOT / folder).rglob(pattern))]
    if (ROOT / LIST_PATH).is_file():  # an edition of others, who have a style of their own
        return found
    pages = [path for pattern in ("*.md", "*.yaml") for path in sorted((ROOT / "docs").rglob(pattern))]
    return [*(ROOT / name for name in DOCUMENTS), *pages, *found]


def complaints(path: Path) -> Iterator[str]:
    """Yield what the house style rules out in a file."""
    rules = TURNS | SPELLING if path.suffix in (".md", ".yaml") else TURNS
    for number, line in prose(path):
        for pattern, better in rules.items():
            for match in re.finditer(pattern, line, re.IGNORECASE):
                yield f"{path.relative_to(ROOT)}:{number}: {match[0]!r}: {better}"


def misspellings(paths: Iterable[Path]) -> Iterator[str]:
    """Yield what typos finds misspelt in our own prose of files that hold the prose of others, too."""
    lines = [(path, number, line) for path in paths for number, line in prose(path)]
    program = Path(sysconfig.get_path("scripts")) / "typos"
    written = "\n".join(" ".join(line.split("\n")) for _, _, line in lines)
    command = [str(program), "--format", "brief", "-"]
    told = subprocess.run(command, cwd=ROOT, input=written, capture_output=True, text=True, encoding="utf-8")
    for place, said in re.findall(r"^-:(\d+):\d+: (.*)$", told.stdout, re.MULTILINE):
        path, number, _ = lines[int(place) - 1]
        yield f"{path.relative_to(ROOT)}:{number}: {said}"
    if told.stderr:
        yield f"typos: {told.stderr.strip()}"


def main() -> int:
    """Print all complaints; fail if there is one."""
    found = [complaint for path in files() for complaint in complaints(path)]
    if not (ROOT / LIST_PATH).is_file():
        found += misspellings([*sorted((ROOT / "docs/papers").rglob("*.md")), ROOT / "bibliography.bib"])
    print("\n".join(found))
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
