"""Build the site with MkDocs in a process of its own, and report what MkDocs said if that fails."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from scripts.reader.common.problems import Problem

MESSAGE = re.compile(r"WARNING|ERROR|CRITICAL|Aborted|Error")
OUTCOME = re.compile(r"(ERROR +- +|Error: )the site |Aborted")  # said before and after our problems
LIST_ITEM = re.compile(r"\s+- ")  # below a message, such as the pages that the navigation does not list
PROBLEM = re.compile(r"(?P<path>[^\s:]+):(?P<line>\d+): (?P<code>[A-Z]\d{3}) (?P<message>.*)")
HINT = "    hint: "


def build(root: Path, folder: Path, **variables: str) -> list[Problem]:
    """Build the site into a folder, as ./run build does; a problem holds the engine's own words if it fails.

    variables are added to the environment.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **variables})
    return problems_in(done.stdout + done.stderr) if done.returncode else []


def problems_in(output: str) -> list[Problem]:
    """Return the problems that a failed build printed: ours as they are, and one with the engine's own words, if it said more."""
    found: list[Problem] = []
    said: list[str] = []
    last, lines = "", output.splitlines()
    for line in lines:
        if match := PROBLEM.match(line):
            found.append(Problem(match["path"], int(match["line"]), match["code"], match["message"]))
        elif found and PROBLEM.match(last) and line.startswith(HINT):
            found[-1] = replace(found[-1], hint=line.removeprefix(HINT))
        elif MESSAGE.match(line) or (said and last == said[-1] and LIST_ITEM.match(line)):
            said.append(line)
        last = line
    if found and all(map(OUTCOME.match, said)):
        return found
    said += [line for line in lines[-1:] if said and line not in said]  # of a full disk and the like
    return [*found, Problem("mkdocs.yml", 1, "S101", "the site does not build\n    " + "\n    ".join(said or lines[-5:]))]
