"""What tests share: a copy of the toy edition, and golden files that --save-golden renews."""

import difflib
import shutil
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import settings
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from scripts.reader.build.render import build
from scripts.reader.common import transaction
from scripts.reader.edition import load
from scripts.reader.edition.edition import Edition
from scripts.reader.edition.settings import parse_settings
from scripts.reader.pages.fragments import fragments
from scripts.reader.releases.bill_of_materials import LOCK_PATH
from tests.support.project import known_edition

TESTS = Path(__file__).parent
ROOT = TESTS.parent
KNOWN = known_edition()

settings.register_profile("reader", deadline=None, derandomize=True)
settings.load_profile("reader")


# Begun first, so that all processes end at about the same time. The second needs no site, which is being built for the first.
LONGEST = (
    "browser/test_page_weight_and_first_paint.py",
    "unit/releases/test_archive.py",
    "browser/test_accessibility.py",
    "browser/test_quote_and_cite.py",
    "browser/test_release.py",
)
SLOW = (  # most start programs or build sites; ./run test --quick leaves them out
    "unit/build/test_saved_on_windows.py",
    "unit/citing/test_reference_styles.py",
    "unit/commands/test_build.py",
    "unit/commands/test_check.py",
    "unit/commands/test_mkdocs_hooks.py",
    "unit/commands/test_run.py",
    "unit/commands/test_typed_mkdocs.py",
    "unit/common/test_nothing_lost.py",
    "unit/common/test_pandoc.py",
    "unit/common/test_twins.py",
    "unit/importing/test_fuzzed.py",
    "unit/importing/test_import_formats.py",
    "unit/releases/test_archive.py",
    "unit/releases/test_interrupted_release.py",
    "unit/scaffold/test_new_edition.py",
)
FIRST = {TESTS / name: place for place, name in enumerate(LONGEST)}


@pytest.hookimpl(tryfirst=True)
def pytest_itemcollected(item):
    if item.path.relative_to(TESTS).as_posix() in SLOW:
        item.add_marker("slow")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: FIRST.get(item.path, len(FIRST)))


def pytest_addoption(parser):
    parser.addoption(
        "--save-golden", action="store_true", help="write what the code gives now into the golden files; review it with git diff"
    )
    parser.addoption("--browsers", choices=["chromium", "all"], default="chromium", help="all: Firefox and WebKitGTK, too")


def copy_of_toy(folder: Path) -> Path:
    """The toy edition as a project of its own, with this project's programs in it."""
    shutil.copytree(TESTS / "toy", folder)
    shutil.copytree(ROOT / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "requirements").mkdir()
    shutil.copy(ROOT / LOCK_PATH, folder / LOCK_PATH)
    return folder


@pytest.fixture
def toy(tmp_path):
    return copy_of_toy(tmp_path / "toy")


@pytest.fixture(scope="session")
def once(tmp_path_factory, worker_id):
    """A folder that all processes of this run of the tests share: once(name, make) has the first that needs it make it."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent  # each process has a folder in that of the run

    def once(name, make):
        folder, made = shared / name, shared / f"{name}.made"
        with transaction.lock(shared, name, f"making {name} for the tests"):
            if not made.exists():
                shutil.rmtree(folder, ignore_errors=True)
                make(folder)
                made.touch()
        return folder

    return once


def build_toy(folder: Path) -> None:
    root = copy_of_toy(folder)
    assert build(root, root / "site") == []


@pytest.fixture(scope="session")
def built_toy(once):
    """The toy edition and the site built from it, as two folders. Built once, so a test must not write into them."""
    root = once("toy", build_toy)
    return root, root / "site"


@cache
def edition(root: Path) -> Edition:
    """The edition under a folder that no test changes, read once."""
    return load.load_edition(root)


def extensions() -> list[str]:
    """The Markdown extensions of mkdocs.yml and the one that MkDocs adds, but for inclusions."""
    listed = parse_settings((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    names = [name for item in listed for name in (item if isinstance(item, dict) else [item])]
    return ["fenced_code", *(name for name in names if name != "pymdownx.snippets")]


@pytest.fixture(scope="session")
def engine(tmp_path_factory):
    """Makes a Markdown that renders as MkDocs does, with the records of an edition, as if for a page under docs/."""

    def make(root: Path = TESTS / "toy", page: str = "", without: tuple[str, ...] = ()) -> Markdown:
        file = tmp_path_factory.getbasetemp() / f"{root.name}-records.json"
        if not file.exists():
            file.write_text(fragments(edition(root))["records.json"], encoding="utf-8")
        configured = {f"scripts.markdown_ext.{name}": {"records": str(file)} for name in ("citations", "glossary", "notes", "paragraphs")}
        markdown = Markdown(extensions=[name for name in extensions() if name not in without], extension_configs=configured)
        if page:
            relpath = Treeprocessor(markdown)
            relpath.run = lambda root: None
            relpath.file = SimpleNamespace(src_uri=page)
            markdown.treeprocessors.register(relpath, "relpath", 0)
        return markdown

    return make


@pytest.fixture
def golden(request):
    """Compares a text with a file under tests/, and shows the difference."""

    def compare(path: str, found: str) -> None:
        file = TESTS / path
        if request.config.getoption("--save-golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(found, encoding="utf-8", newline="\n")
        expected = file.read_text(encoding="utf-8") if file.is_file() else ""
        difference = difflib.unified_diff(expected.splitlines(), found.splitlines(), f"tests/{path}", "found", lineterm="")
        assert found == expected, "\n".join([*difference, "if the new text is right: pytest --save-golden"])

    return compare
