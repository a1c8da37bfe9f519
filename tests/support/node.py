"""Node.js, and the packages of tests/js, which npm installs as package-lock.json says."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from filelock import FileLock

from tests.conftest import TESTS

JAVASCRIPT = TESTS / "js"


def program(name: str) -> str:
    return shutil.which(name) or pytest.fail(f"{name} is missing: this test needs Node 20 or newer with npm", pytrace=False)


def install_packages() -> None:
    """Install the packages of tests/js, unless they are there as locked. One process does it for all."""
    with FileLock(Path(tempfile.gettempdir()) / "tests-js.lock"):
        _install_packages()


def _install_packages() -> None:
    files = JAVASCRIPT / "package-lock.json", JAVASCRIPT / "node_modules/.package-lock.json"
    locked, installed = (json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {} for path in files)
    if installed.get("packages") != {name: package for name, package in locked["packages"].items() if name}:
        command = [program("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=JAVASCRIPT, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, f"npm could not install the packages of tests/js:\n{done.stderr}"


def run_script(name: str, data: object) -> str:
    """Return what a script of tests/js writes, which reads `data` as JSON."""
    install_packages()
    command = [program("node"), str(JAVASCRIPT / name)]
    done = subprocess.run(command, input=json.dumps(data), capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout
