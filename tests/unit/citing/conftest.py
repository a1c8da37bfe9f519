"""The toy edition with a paper whose publication is established and with editors named, built once for all tests of citing."""

import pytest

from scripts.reader.build.render import build
from tests.conftest import copy_of_toy

RECORD = """published: established
authors: ["Doe, Jane", "Toy & Research Group"]
journal: Journal of Toys
year: 2024
volume: "3"
issue: "1"
pages: 149–173
doi: 10.1/toy
licence: http://creativecommons.org/licenses/by-nc/4.0/
description: What the toy paper is about.
"""
EDITORS = '    editors: ["Ada Lovelace", "Alan Turing"]\n'


def build_established(folder):
    root = copy_of_toy(folder)
    index, settings = root / "docs/papers/toy/index.md", root / "mkdocs.yml"
    text = index.read_text(encoding="utf-8").replace("[A toy paper]", "A toy paper")
    index.write_text(text.replace("published: not established\n", RECORD), encoding="utf-8")
    date = '    date: "2026-11-22"\n'
    settings.write_text(settings.read_text(encoding="utf-8").replace(date, date + EDITORS), encoding="utf-8")
    assert build(root, root / "site") == []


@pytest.fixture(scope="session")
def established(once):
    """The folder of the built site."""
    return once("established", build_established) / "site"
