"""An essay of twelve quotations with the verdicts that it deserves, in every format that is read."""

import subprocess
import textwrap
from pathlib import Path

import pypandoc

from tests.support.received_files import pdf

FORMATS = ("md", "txt", "docx", "odt", "pdf")
ESSAY = Path(__file__).with_name("essay.md").read_text(encoding="utf-8")
VERDICTS = ["same", "same", "changed", "changed", "misplaced", "joined", "same", "received", "received", "entry", "note", "missing"]
LEVELS = ["right", "right", "wrong", "wrong", "wrong", "look", "right", "look", "look", "right", "look", "wrong"]
OWN_TEXTS = [  # what the search finds besides paragraphs, as far as the essay quotes it
    {
        "location": "glossary/csto/",
        "title": "CSTO",
        "text": "The CSTO is a military alliance led by Russia and built on the Collective Security Treaty, signed at Tashkent.",
    },
    {
        "location": "papers/islamic-emirate/introduction/#fn:soviet-union",
        "title": "Note 5 · Introduction · Islamic Emirate",
        "text": "The state concerned was the Soviet Union. Soviet troops entered Afghanistan in the last days of December 1979.",
    },
]


def plain_lines() -> list[str]:
    """The essay in lines, as a program for plain text would save it; the words between its quotations wrapped, and the block indented."""
    lines: list[str] = []
    for paragraph in ESSAY.split("\n\n"):
        text = paragraph.removeprefix("# ").replace("*", "").replace("[^1]:", "[1]").replace("[^1]", "[1]").strip()
        indent = "        " if text.startswith(">") else ""
        lines += [*textwrap.wrap(text.removeprefix("> "), 84, initial_indent=indent, subsequent_indent=indent), ""]
    return lines


def pdf_lines() -> list[tuple[int, int, str]]:
    """The lines on a page, in the letters of Latin-1, and a page number."""
    straight = str.maketrans({"“": '"', "”": '"', "’": "'", "–": "-", "…": "..."})
    lines: list[tuple[int, int, str]] = []
    height = 800
    for line in plain_lines():
        height -= 12 if line else 8
        shown = line.translate(straight).strip().replace("(", "\\(").replace(")", "\\)")
        if line:
            lines.append((72 + 36 * line.startswith(" "), height, shown))
    return [*lines, (290, 30, "1")]


def write_essay(folder: Path, ending: str) -> Path:
    """Write the essay in a format; return its path."""
    path = folder / f"essay.{ending}"
    if ending == "md":
        path.write_text(ESSAY, encoding="utf-8")
    elif ending == "txt":
        path.write_text("\n".join(plain_lines()), encoding="utf-8")
    elif ending == "pdf":
        path.write_bytes(pdf([pdf_lines()]))
    else:
        command = [pypandoc.get_pandoc_path(), "--from=markdown-smart", f"--to={ending}", f"--output={path}"]
        subprocess.run(command, input=ESSAY, text=True, encoding="utf-8", check=True)
    return path
