"""What mkdocs.yml says about the edition."""

from pathlib import Path
from typing import Any

import yaml

from scripts.reader.common.files import read_text
from scripts.reader.edition import navigation


def line_of_setting(root: Path, text: str) -> int:
    """The line of mkdocs.yml that says so; the first, if none does."""
    lines = read_text(root, "mkdocs.yml")[0].split("\n")
    return next((number for number, line in enumerate(lines, 1) if line.strip().startswith(text)), 1)


def site_settings(root: Path) -> dict[str, Any]:
    """What mkdocs.yml says; nothing, if it cannot be read, which the check of the navigation reports."""
    try:
        return yaml.load(read_text(root, "mkdocs.yml")[0], navigation.Loader) or {}
    except yaml.YAMLError:
        return {}


SEARCH_ENGINES = ("own", "pagefind")
