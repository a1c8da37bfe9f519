"""The text of a PDF or of plain text as Markdown, for an editor to mend; and what the editor changed in it.

Such files do not say what is a heading, a note or a paragraph. Import writes what it finds, the editor mends that, and import reads it:
the file as received, its text as extracted, and the mended text are all kept.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from scripts.reader.common.problems import Problem
from scripts.reader.importing import pdf_reader, plain_text, received_file
from scripts.reader.importing.extract import Extraction, control_problems, extract
from scripts.reader.importing.record_text import quote

MENDED_FORMATS = ("pdf", "txt")
SPECIAL = re.compile(r"[\\`*_\[\]<>$^~|#@{}]|&(?=#?\w+;)")
LIST_START = re.compile(r"^(\(?\w{1,9})([.)])(?= |$)|^(?=[-+:=%]|\.\.\.)")
MAX_WORDS_SHOWN = 12


def escape(text: str) -> str:
    """Return a paragraph as Markdown that pandoc shows as it is."""
    return LIST_START.sub(lambda match: f"{match[1]}\\{match[2]}" if match[2] else "\\", SPECIAL.sub(lambda match: f"\\{match[0]}", text))


def to_mend(path: Path, name: str) -> tuple[str, list[Problem]]:
    """Return the text of a file as Markdown with the headings that import finds, or all that is wrong with the file.

    Args:
        path: the file, a PDF or plain text.
        name: what problems call it.
    """
    data, problems = received_file.read(path, name)
    kind = received_file.ending(path)
    if not problems and kind not in MENDED_FORMATS:
        hint = "mend it in its own program, or import it and emend the pages"
        problems = [Problem(name, 1, "I106", f"only the text of {' and '.join(MENDED_FORMATS)} files is taken out to be mended", hint)]
    if problems:
        return "", problems
    if kind == "txt":
        text, problems = received_file.decode(name, data)
        problems += control_problems(name, text)
        return (markdown("", text, {}, ""), []) if not problems else ("", problems)
    paper, problems = pdf_reader.read(name, data)
    return (markdown(paper.first_title or paper.title, paper.text, paper.headings, paper.notes), []) if paper else ("", problems)


def with_mended_text(path: Path, name: str, mended: Path, language: str) -> tuple[bytes, Extraction]:
    """Return the content of a received file, and the paper in the text that an editor took from it and mended, or all that is wrong.

    Args:
        path: the received file, a PDF or plain text.
        name: what problems call it.
        mended: its text as to_mend gives it, mended.
        language: that of the paper, if an editor says so; else "".
    """
    extraction, problems = to_mend(path, name)
    data, extracted, wrong = extract(mended, str(mended), language)
    if problems or extracted is None or received_file.ending(mended) not in ("md", "markdown"):
        no_markdown = Problem(str(mended), 1, "I106", "the mended text is not Markdown", "./run import FILE --extract TEXT.md writes it")
        return b"", (None, [*problems, *(wrong or ([] if problems else [no_markdown]))])
    extracted.changes += differences(extraction, data.decode("utf-8", "replace"))
    extracted.kept = {
        "extracted.md": (extraction.encode(), f"Text of {path.name}, taken from it by import with {tool(path)}"),
        "mended.md": (data, "The extracted text as the editors mended it; the report of the import lists the changes"),
    }
    return path.read_bytes(), (extracted, [])


def tool(path: Path) -> str:
    return pdf_reader.version() if received_file.ending(path) == "pdf" else "its own rules for plain text"


def markdown(title: str, text: str, headings: dict[str, int], notes: str) -> str:
    """Return a text as Markdown: its title, its headings with their levels, and its paragraphs, each on a line."""
    hyphenated = plain_text.hyphenated_words(text)
    parts = [f"---\ntitle: {quote(title)}\n---"] if title else []
    for section in plain_text.divide(text, headings):
        parts += [f"# {escape(section.heading)}"] if section.heading else []
        parts += section_parts(section, headings, hyphenated)
    parts += ["# Notes", *map(escape, plain_text.paragraphs(notes, hyphenated))] if notes else []
    return "\n\n".join(parts) + "\n"


def section_parts(section: plain_text.Section, headings: dict[str, int], hyphenated: set[str]) -> Iterator[str]:
    """Yield the headings of lower levels and the paragraphs of a section."""
    waiting: list[str] = []
    for line in [*section.text.split("\n"), None]:
        if line is None or line in section.subheadings:
            yield from map(escape, plain_text.paragraphs("\n".join(waiting), hyphenated))
            waiting = []
            if line is not None:
                yield "#" * headings[line] + " " + escape(line)
        else:
            waiting.append(line)


def differences(extraction: str, mended: str) -> list[str]:
    """Return in words what an editor changed in an extracted text: how many words went and came, and each change with its line."""
    before, after = words_with_lines(extraction), words_with_lines(mended)
    changes, gone, come = [], 0, 0
    matcher = SequenceMatcher(None, [word for word, _ in before], [word for word, _ in after], autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            gone, come = gone + end - start, come + new_end - new_start
            line = after[min(new_start, len(after) - 1)][1] if after else 1
            changes.append(f"line {line}: {shown(before[start:end])} → {shown(after[new_start:new_end])}")
    return [f"mended by the editors: {gone} words of the extracted text left out, {come} put in", *changes]


def words_with_lines(text: str) -> list[tuple[str, int]]:
    """Return the words of Markdown with the numbers of their lines; the marks of headings and the like are no words."""
    lines = enumerate(text.split("\n"), 1)
    return [(word, number) for number, line in lines for word in re.findall(r"[^\s\\#*_>|-]+", line)]


def shown(words: list[tuple[str, int]]) -> str:
    told = " ".join(word for word, _ in words[:MAX_WORDS_SHOWN]) + (" …" if len(words) > MAX_WORDS_SHOWN else "")
    return f"“{told}”" if told else "nothing"
