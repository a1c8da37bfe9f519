"""A paper in LaTeX with the files that it names: parts that it inputs, and its bibliography, from beside it or from one archive."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from scripts.reader.importing import received_file
from scripts.reader.importing.marks import Mark

INPUT = re.compile(r"(?<!\\)\\(?:input|include|subfile)\s*\{([^{}]+)\}")
BIBLIOGRAPHY = re.compile(r"\\(?:bibliography|addbibresource)(?:\[[^\]]*\])?\{([^{}]+)\}")
BIBITEM = re.compile(r"\\bibitem\s*(?:\[(?:[^\[\]{}]|\{[^{}]*\})*\])?\s*\{([^{}]+)\}")
CITE = re.compile(r"\\[A-Za-z]*cite[A-Za-z]*\*?((?:\s*\[[^\]]*\])*)\s*\{([^{}]+)\}")
LIST = re.compile(r"\\begin\{thebibliography\}(?:\{[^{}]*\})?(.*?)\\end\{thebibliography\}", re.DOTALL)
Find = Callable[[str], bytes | None]
SECTION_TITLE = r"\\(?:chapter|(?:sub)*section)\*?\{([^{}]*)\}\s*\\label\s*\{%s\}"
COMPANIONS = ("tex", "bib", "bst", "cls", "sty", "bbl", "aux", "log", "png", "jpg", "jpeg", "gif", "webp", "eps", "svg")
MAX_DEPTH, MAX_FILE_BYTES = 5, 5_000_000  # parts within parts


@dataclass
class LatexProject:
    """A paper in LaTeX as one text, its bibliographies by name, and which other files went into it."""

    text: str
    bibliographies: dict[str, bytes] = field(default_factory=dict)
    used: dict[str, bytes] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def gather(text: str, find: Find) -> LatexProject:
    """Return a paper in LaTeX with its parts in their places, its bibliographies found, and its own list of references readable.

    Args:
        text: of its main file.
        find: returns another file of its folder, by its path there, if there is one.
    """
    project = LatexProject(text)
    project.text = with_parts(text, find, project, 0)
    names = [name.strip() for match in BIBLIOGRAPHY.finditer(without_comments(project.text)) for name in match[1].split(",")]
    for name in names:
        path = name if name.endswith(".bib") else f"{name}.bib"
        if data := find(path):
            project.bibliographies[path] = project.used[path] = data
        else:
            project.remarks.append(f"the bibliography {path} is not beside the file: citations show their keys")
    project.text = with_own_list(with_names(project))
    return project


def with_names(project: LatexProject) -> str:
    r"""Return LaTeX whose \nameref is the title that it names; of \pageref, which is the number of a page, a gap is left."""

    def name(match: re.Match[str]) -> str:
        found = re.search(SECTION_TITLE % re.escape(match[1]), project.text)
        return f"\\hyperlink{{{match[1]}}}{{{found[1]}}}" if found else "[…]"

    pages = re.findall(r"\\pageref\s*\{([^{}]*)\}", project.text)
    project.remarks += [f"the number of the page of {label}, left out: […]" for label in dict.fromkeys(pages)]
    return re.sub(r"\\nameref\s*\{([^{}]*)\}", name, re.sub(r"\\pageref\s*\{[^{}]*\}", "[…]", project.text))


def without_comments(text: str) -> str:
    return re.sub(r"(?<!\\)%.*", "", text)


def with_parts(text: str, find: Find, project: LatexProject, depth: int) -> str:
    """Return LaTeX with the parts that it inputs in their places."""

    def part(match: re.Match[str]) -> str:
        path = match[1].strip() if match[1].strip().endswith(".tex") else f"{match[1].strip()}.tex"
        data = find(path) if depth < MAX_DEPTH else None
        if data is None:
            project.remarks.append(f"the part {path} is not beside the file: left out")
            return ""
        project.used[path] = data
        return with_parts(data.decode("utf-8", "replace"), find, project, depth + 1)

    return INPUT.sub(part, without_comments(text)) if INPUT.search(without_comments(text)) else text


def with_own_list(text: str) -> str:
    r"""Return LaTeX whose own list of references, thebibliography, is a section, and whose citations lead to its numbers.

    Such a list prints as numbers, and \cite{a, b} as [1, 2].
    """
    found = LIST.search(text)
    keys = [match[1].strip() for match in BIBITEM.finditer(found[1])] if found else []
    if not found or not keys:
        return text
    numbers = {key: str(number) for number, key in enumerate(keys, 1)}
    entries = BIBITEM.sub(lambda match: f"\n\n{Mark(anchor='bib-' + match[1].strip())}[{numbers[match[1].strip()]}] ", found[1])
    title = re.search(r"\\renewcommand\{?\\(?:refname|bibname)\}?\{([^{}]*)\}", text)
    heading = title[1] if title else f"{Mark(supplied=True)}References"
    text = text[: found.start()] + f"\n\n\\section*{{{heading}}}\n{entries}\n\n" + text[found.end() :]

    def cite(match: re.Match[str]) -> str:
        cited = [key.strip() for key in match[2].split(",")]
        if not all(key in numbers for key in cited):
            return match[0]
        places = "".join(f", {words}" for words in re.findall(r"\[([^\]]+)\]", match[1]))
        return "[" + ", ".join(f"\\hyperlink{{bib-{key}}}{{{numbers[key]}}}" for key in cited) + places + "]"

    return CITE.sub(cite, text)


def finder(folder: Path | None, members: Mapping[str, bytes], main: str = "") -> Find:
    """Return a function that finds a file by its path: in the members of an archive, from the folder of the main one, or in a folder."""

    def in_archive(path: str) -> bytes | None:
        plain = PurePosixPath(path.removeprefix("./"))
        return members.get(str(PurePosixPath(main).parent / plain)) or members.get(str(plain))

    def in_folder(path: str) -> bytes | None:
        assert folder is not None
        try:
            file = (folder / path).resolve()
            is_taken = file.is_relative_to(folder.resolve()) and file.suffix in (".bib", ".tex") and file.is_file()
            return file.read_bytes() if is_taken and file.stat().st_size <= MAX_FILE_BYTES else None
        except (OSError, RuntimeError, ValueError):  # links in a circle, names too long or with NUL
            return None

    return in_archive if folder is None else in_folder


def main_file(files: Mapping[str, bytes]) -> str:
    """Return which file of an archive or folder is the paper in LaTeX: the one with a document class; "" if not exactly one has."""
    found = [name for name, data in files.items() if name.endswith(".tex") and b"\\documentclass" in data]
    return found[0] if len(found) == 1 else ""


def pack(name: str, project: LatexProject, main: bytes) -> bytes:
    """Return a file in LaTeX and those that it names as an archive; nothing if it names none."""
    return received_file.pack({name: main, **project.used}) if project.used else b""
