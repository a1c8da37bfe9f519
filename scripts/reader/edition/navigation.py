"""The navigation in mkdocs.yml: read it, and add a paper to it without touching the rest of the file."""

import os
from typing import Any

import yaml

from scripts.reader.text.front_matter import LOADER

MARKER = "# ./run import adds the next paper above this line"


class Loader(LOADER):
    """Read settings as MkDocs does: !ENV [NAME, default] comes from the environment. Other tags are read as nothing."""


def from_environment(loader: Loader, node: yaml.Node) -> str:
    names = loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else [loader.construct_scalar(node)]
    found = [os.environ[str(name)] for name in names[: len(names) - 1 or 1] if str(name) in os.environ]
    return found[0] if found else str(names[-1] if len(names) > 1 else "")


Loader.add_multi_constructor("", lambda loader, suffix, node: None)
Loader.add_constructor("!ENV", from_environment)


def page_paths(text: str) -> list[str]:
    """The pages that the navigation lists, in order (paths under docs/)."""

    def walk(item: Any) -> list[str]:
        if isinstance(item, str):
            return [item]
        values = item.values() if isinstance(item, dict) else item or []
        return [path for value in values for path in walk(value)]

    return walk((yaml.load(text, Loader) or {}).get("nav") or [])


def add_paper(text: str, title: str, pages: list[str]) -> str:
    """mkdocs.yml with a paper's pages put above the marker. ValueError if there is no marker."""
    head, marker, tail = text.partition(MARKER)
    if not marker:
        raise ValueError(f"mkdocs.yml has no line {MARKER!r}")
    indent = " " * (len(head) - len(head.rstrip(" ")))
    lines = [f"- {title}:", *(f"    - {page}" for page in pages)]
    return head + "".join(f"{line}\n{indent}" for line in lines) + marker + tail
