"""Give an edition a newer program, and leave its content alone."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from scripts.reader.scaffold import program_files
from scripts.reader.scaffold.program_files import LIST_PATH, SETTINGS_PATH, RefusedError

ABOUT_PAGE = re.compile(r"^(?P<before> +- )about/\S+\.md\n", re.MULTILINE)
Changes = dict[str, bytes | None]  # by path under the root; None for a file that goes


def update_changes(source: Path, root: Path, overwrite: bool) -> Changes:
    """Return what changes in an edition when it gets the program under source. Raises RefusedError if it cannot.

    Args:
        source: the edition whose program is the newer one.
        root: the edition to be updated.
        overwrite: whether files of the program that were changed in the edition are replaced, too.
    """
    if not (root / LIST_PATH).is_file() or not (root / SETTINGS_PATH).is_file():
        raise RefusedError(f"{root} is no edition that ./run new made: it has no {LIST_PATH} or no {SETTINGS_PATH}.")
    if root.resolve() == source.resolve():
        raise RefusedError("This is the edition whose program you started: start ./run update of the newer program.")
    recorded = program_files.parse_list((root / LIST_PATH).read_text(encoding="utf-8"))
    program, settings = program_files.read_program(source), read_settings(source)
    if not overwrite and (differing := sorted({*changed_here(root, recorded), *in_the_way(root, recorded, program)})):
        names = "\n".join(f"  {path}" for path in differing)
        advice = "Move what is yours to a file or setting of your own, or say --overwrite to have it replaced."
        raise RefusedError(f"These belong to the program, and were changed here:\n{names}\n{advice}")
    gone = {path: None for path in recorded if path not in program and (root / path).is_file()}
    dropped = {path.partition(":")[2]: "" for path in recorded if path.startswith(f"{SETTINGS_PATH}:")}
    written = program_files.with_program_settings((root / SETTINGS_PATH).read_text(encoding="utf-8"), {**dropped, **settings})
    written = with_new_pages(written, sorted(set(program) - set(recorded)))
    listed = program_files.list_text(program_files.checksums(program, settings))
    return {**program, **gone, SETTINGS_PATH: written.encode(), LIST_PATH: listed.encode()}


def with_new_pages(text: str, new: Iterable[str]) -> str:
    """Return a text of mkdocs.yml whose navigation has the program's new pages, behind its pages under about/, where it has some."""
    for path in new:
        page, listed = path.removeprefix("docs/"), list(ABOUT_PAGE.finditer(text))
        if path.startswith("docs/about/") and listed and page not in text:
            last = listed[-1]
            text = f"{text[: last.end()]}{last['before']}{page}\n{text[last.end() :]}"
    return text


def read_settings(root: Path) -> dict[str, str]:
    """Return the program's settings in an edition's mkdocs.yml."""
    return program_files.program_settings((root / SETTINGS_PATH).read_text(encoding="utf-8"))


def changed_here(root: Path, recorded: Mapping[str, str]) -> Iterator[str]:
    """Yield the files and settings of the program that are not as ./run new or ./run update wrote them."""
    present = {path: (root / path).read_bytes() for path in recorded if (root / path).is_file()}
    found = program_files.checksums(present, read_settings(root))
    yield from (path for path, digest in recorded.items() if found.get(path, digest) != digest)


def in_the_way(root: Path, recorded: Mapping[str, str], program: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the edition's own files where the newer program has files of its own."""
    for path in set(program) - set(recorded):
        if (root / path).is_file() and (root / path).read_bytes() != program[path]:
            yield path
