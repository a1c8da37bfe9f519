"""In whatever locale and folder: pandoc can name every file."""

import os
import subprocess
import sys

import pytest

from scripts.reader.common.pandoc import pandoc_environment
from tests.conftest import copy_of_toy


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "C.UTF-8"),
        ({"LANG": "C"}, "C.UTF-8"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "C"}, "C.UTF-8"),
        ({"LANG": "C", "LC_ALL": "de_DE.utf8"}, "de_DE.utf8"),
        ({"LANG": "de_DE.ISO-8859-1"}, "C.UTF-8"),
        ({"LANG": "en_GB.UTF-8"}, None),
    ],
)
def test_the_locale_is_one_of_utf8(monkeypatch, variables, expected):
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert pandoc_environment(OTHER="1").get("LC_ALL") == expected


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_a_site_with_its_books_is_built_in_a_folder_of_any_name(tmp_path, locale):
    root, temporary = copy_of_toy(tmp_path / "Обзор – é مقاله 's \U0001d538"), tmp_path / "tmp é"
    temporary.mkdir()
    environment = {name: value for name, value in os.environ.items() if name not in ("LANG", "LC_CTYPE", "HOME")}
    environment |= {"LC_ALL": locale, "TMPDIR": str(temporary), "NO_MKDOCS_2_WARNING": "1"}
    (root / "é.html").write_text("<h1>One</h1><p>A small state.</p><h1>Two</h1><p>Another.</p>")
    for command in (["scripts.import_paper", "é.html", "--paper", "new"], ["scripts.build"], ["scripts.export", "search"]):
        done = subprocess.run([sys.executable, "-m", *command], cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
    assert (root / "site/take/annotated-reader.epub").is_file()
    assert (root / "site/papers/new/one/index.html").is_file()
