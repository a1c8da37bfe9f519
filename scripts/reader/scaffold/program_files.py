"""Which files of an edition are the program, the same in every edition, and which are its own.

./run new writes the list of the program's files, with their checksums, into program.sha256; by it ./run update sees what may be
replaced. In mkdocs.yml only single settings are the program's.
"""

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

LIST_PATH = "program.sha256"
SETTINGS_PATH = "mkdocs.yml"
FOLDERS = (".ci", ".github", "bench", "hosting", "overrides", "requirements", "scripts", "tests")
FILES = (
    ".gitattributes",
    ".gitignore",
    ".readthedocs.yaml",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "DECISIONS.md",
    "pyproject.toml",
    "run",
    # the pages that explain the program to readers
    "docs/about/accessibility.md",
    "docs/about/check.md",
    "docs/about/checks.md",
    "docs/about/data.md",
    "docs/about/editions.md",
    "docs/about/help.md",
    "docs/about/licences.md",
    "docs/about/security.md",
    "docs/concepts.md",
    "docs/search.md",
)
OWN = (  # within the folders: an edition's looks, and the tests of its content
    "overrides/assets/icon.png",
    "overrides/assets/icon.svg",
    "overrides/assets/social.png",
    "tests/browser",
    "tests/edition",
    "tests/relevance",
)
MADE = {"__pycache__", "node_modules"}  # by programs, in any folder
SETTINGS = (
    "docs_dir",
    "site_dir",
    "strict",
    "use_directory_urls",
    "watch",
    "hooks",
    "not_in_nav",
    "validation",
    "theme",
    "plugins",
    "markdown_extensions",
)
SETTING = re.compile(r"^(\w+):.*\n(?:(?![\w#]).*\n)*", re.MULTILINE)  # with what is indented below it


class RefusedError(Exception):
    """Why nothing was done, for the person who asked for it."""


def program_paths(root: Path) -> Iterator[str]:
    """Yield the paths of the program's files under root."""
    for name in FILES:
        if (root / name).is_file():
            yield name
    for folder in FOLDERS:
        for place, folders, names in os.walk(root / folder):
            under = Path(place).relative_to(root).as_posix()
            folders[:] = sorted(name for name in folders if name not in MADE and not is_own(f"{under}/{name}"))
            yield from (path for name in sorted(names) if not is_own(path := f"{under}/{name}"))


def is_own(path: str) -> bool:
    """Return whether a file or folder among the program's is the edition's own, or was left by a program."""
    return path in OWN or Path(path).suffix == ".pyc"


def read_program(root: Path) -> dict[str, bytes]:
    """Return the program's files under root, by path."""
    return {path: (root / path).read_bytes() for path in program_paths(root)}


def program_settings(text: str) -> dict[str, str]:
    """Return the program's settings in a text of mkdocs.yml, by name, as they are written."""
    return {match[1]: match[0].rstrip("\n") + "\n" for match in SETTING.finditer(text) if match[1] in SETTINGS}


def with_program_settings(text: str, settings: Mapping[str, str]) -> str:
    """Return a text of mkdocs.yml with these settings of the program, and without those that are ""; what else it says is left as it is."""
    missing = {name: written for name, written in settings.items() if written}

    def put(match: re.Match[str]) -> str:
        name, written = match[1], match[0]
        if name not in settings:
            return written
        return missing.pop(name) + written[len(written.rstrip("\n")) + 1 :] if name in missing else ""

    replaced = SETTING.sub(put, text)
    return "\n".join([replaced.rstrip("\n") + "\n", *missing.values()])


def checksums(program: Mapping[str, bytes], settings: Mapping[str, str]) -> dict[str, str]:
    """Return the sha256 of each file of the program, and of each of its settings as mkdocs.yml:name."""
    pieces = {**program, **{f"{SETTINGS_PATH}:{name}": text.encode() for name, text in settings.items()}}
    return {path: hashlib.sha256(data).hexdigest() for path, data in sorted(pieces.items())}


def list_text(digests: Mapping[str, str]) -> str:
    """Return checksums as program.sha256 lists them, in the form of sha256sum."""
    return "".join(f"{digest}  {path}\n" for path, digest in digests.items())


def parse_list(text: str) -> dict[str, str]:
    """Return the checksums that a text of program.sha256 lists, by path."""
    return {path: digest for digest, path in re.findall(r"^([0-9a-f]{64})  (.+)$", text, re.MULTILINE)}
