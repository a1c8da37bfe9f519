"""What import-linter cannot see (its contracts: pyproject.toml): packages that work on values open no file, and all are in a layer."""

import ast
import tomllib

import pytest

from tests.conftest import ROOT

CONTRACTS = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
LAYERS = [name for layer in CONTRACTS[0]["layers"] for name in layer.split(" : ")]
WORK_ON_VALUES = CONTRACTS[-1]["source_modules"]
READ_OR_WRITE = {  # and why
    "scripts/markdown_ext/records.py",  # reads what the step before the renderer wrote for the extensions
    "scripts/reader/citing/reference_styles.py",  # gives pandoc files, and keeps what it rendered
    "scripts/reader/common/files.py",  # what all others use
    "scripts/reader/common/transaction.py",
    "scripts/reader/edition/load.py",  # reads the edition
    "scripts/reader/search/pagefind_index.py",  # puts Pagefind's files into the site
}
OPENING = {
    "copyfile",
    "copytree",
    "glob",
    "iterdir",
    "mkdir",
    "open",
    "read_bytes",
    "read_text",
    "rglob",
    "rmtree",
    "touch",
    "unlink",
} | {
    "write_bytes",
    "write_if_changed",
    "write_output",
    "write_text",
}


def files(package):
    path = ROOT.joinpath(*package.split("."))
    return [path.with_suffix(".py")] if path.with_suffix(".py").is_file() else sorted(path.rglob("*.py"))


def opens_files(path):
    """The names that a file calls to open a file or to look into a folder."""
    calls = [node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    names = {call.id if isinstance(call, ast.Name) else getattr(call, "attr", "") for call in calls}
    return sorted(names & OPENING)


def test_packages_that_work_on_values_open_no_file():
    found = {path.relative_to(ROOT).as_posix(): opens_files(path) for package in WORK_ON_VALUES for path in files(package)}
    opening = {name: calls for name, calls in found.items() if calls}
    assert set(opening) == READ_OR_WRITE, str(opening)


@pytest.mark.parametrize("source", ["open('x')", "Path('x').read_text()", "shutil.rmtree(folder)", "files.read_text(root, 'x')"])
def test_an_opened_file_is_seen(source, tmp_path):
    tmp_path.joinpath("module.py").write_text(source)
    assert opens_files(tmp_path / "module.py")


def test_every_package_and_command_is_in_a_layer():
    scripts = ROOT / "scripts"
    packages = [path.parent for path in scripts.rglob("__init__.py") if path.parent not in (scripts, scripts / "reader")]
    commands = [path.with_suffix("") for path in scripts.glob("*.py") if path.stem != "__init__"]
    assert sorted(LAYERS) == sorted(".".join(path.relative_to(ROOT).parts) for path in [*packages, *commands])
