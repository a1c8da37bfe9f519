"""Run the steps of a GitHub workflow here, as a runner does: the `run:` lines of the file itself, by bash, with their environment."""

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

EXPRESSION = re.compile(r"\$\{\{ *(.*?) *\}\}")
BASH = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")  # what `shell: bash` means to a runner


def jobs(path: Path) -> dict[str, Any]:
    """Return the jobs of a workflow."""
    return dict(yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"])


def scripts(job: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the steps of a job that run something."""
    return [step for step in job["steps"] if "run" in step]


def with_values(text: str, values: Mapping[str, str]) -> str:
    """Return a text of a workflow with the values of its expressions; KeyError for one that has none."""
    return EXPRESSION.sub(lambda match: values[match[1]], text)


def run(step: Mapping[str, Any], folder: Path, values: Mapping[str, str], **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a step in a folder."""
    variables = {name: with_values(str(value), values) for name, value in step.get("env", {}).items()}
    command = [*BASH, with_values(step["run"], values)]
    return subprocess.run(command, cwd=folder, env={**os.environ, **environment, **variables}, capture_output=True, text=True)
