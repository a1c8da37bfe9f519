"""Under serve: which pages a saved change changes, so that only these are rendered and finished again.

A page is made of its own text, of the fragments that it includes, of the names, titles and sources that any page can show, and of
the templates.
"""

import hashlib
import json
import re
from pathlib import Path

from scripts.reader.build.page_cache import OF_PAPER
from scripts.reader.edition.edition import BIBLIOGRAPHY_PATH, Edition

INCLUDED = re.compile(r'^--8<-- "(.+)"$', re.MULTILINE)
SHARED = ("mkdocs.yml", BIBLIOGRAPHY_PATH)
TEMPLATES = "overrides"


def page_digests(edition: Edition, root: Path) -> dict[str, str]:
    """A digest of what each page is made of, by path (docs/...), after prepare has written the fragments."""
    records = json.loads((root / "build/records.json").read_text(encoding="utf-8"))
    templates = sorted(path for path in (root / TEMPLATES).rglob("*") if path.is_file())
    shared = hashlib.sha256(b"\0".join(path.read_bytes() for path in [*(root / name for name in SHARED), *templates] if path.is_file()))
    titles = [str(page.record.get("title")) for page in edition.pages]
    shown = [[entry.names, entry.summary] for entry in edition.entries.values()]
    shared.update(json.dumps([titles, shown, edition.search]).encode())
    found = {}
    for page in edition.pages:
        folder = page.path.split("/")[2] if page.path.startswith("docs/papers/") else ""
        lines = {name: span for name, span in records["lines"].get(folder, {}).items() if f"#{name} " in page.body}
        made = [str(page.record), page.body, str(lines), *(str(records[name].get(folder)) for name in OF_PAPER)]
        made += [text(root / "build" / name) for name in INCLUDED.findall(page.body)]
        found[page.path] = hashlib.sha256(shared.digest() + "\0".join(made).encode()).hexdigest()
    return found


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
