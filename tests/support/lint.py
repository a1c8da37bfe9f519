"""Everything that judges the project without running it: ./run lint starts all tools, and fails if one complains."""

import os
import shutil
import subprocess
import sys
import sysconfig
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from scripts.reader.scaffold.program_files import LIST_PATH
from tests.support import node

ROOT = Path(__file__).parents[2]
TOOLS = (  # the longest first. Their settings: pyproject.toml and tests/js
    ("mypy",),
    ("npm", "run", "lint"),
    ("lint-imports",),
    ("ruff", "check", "--quiet"),
    ("ruff", "format", "--check", "--quiet"),
    ("typos",),
    ("python", "-m", "tests.support.prose"),
    ("actionlint",),
)


OWN_WORDS = ("--exclude=/docs/", "--exclude=/*.md", "--exclude=/sources/")  # other editions are written as their editors like


def start(tool: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """Run a tool to its end, and keep what it says."""
    if tool[0] == "npm":
        return node.run_package_script(tool[-1])
    if tool[0] == "typos" and (ROOT / LIST_PATH).is_file():
        tool = (*tool, *OWN_WORDS)
    program = shutil.which(tool[0], path=sysconfig.get_path("scripts"))
    return subprocess.run(
        [program or tool[0], *tool[1:]], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    )


def main() -> int:
    """Run all tools, as many at once as there are processors; print what those say that complain."""
    failed = False
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for tool, done in zip(TOOLS, pool.map(start, TOOLS), strict=True):
            failed |= done.returncode != 0
            print(f"lint: {' '.join(tool)}: {'failed' if done.returncode else 'passed'}", flush=True)
            if done.returncode:
                print(done.stdout, flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
