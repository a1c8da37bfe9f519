"""Build the site with MkDocs in a process of its own, and report what MkDocs said if that fails."""

import os
import subprocess
import sys
from pathlib import Path

from scripts.reader.common.problems import Problem


def build(root: Path, folder: Path, **variables: str) -> list[Problem]:
    """Build the site into a folder, as ./run build does; a problem holds the engine's own words if it fails.

    variables are added to the environment.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **variables})
    if done.returncode == 0:
        return []
    told = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith(("WARNING", "ERROR", "Aborted", "Error"))]
    told += [line for line in done.stderr.splitlines()[-1:] if line not in told]  # of a full disk and the like
    return [Problem("mkdocs.yml", 1, "S101", "the site does not build\n    " + "\n    ".join(told or done.stderr.splitlines()[-5:]))]
