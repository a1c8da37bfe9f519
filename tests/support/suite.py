"""The tests as ./run test starts them.

./run test             lint, then all tests, with the coverage of scripts/reader; lint's complaints end it
./run test --quick     the unit tests, without the slow ones: for the time between two edits
./run test             in an edition that ./run new made, while its program is unchanged: the quick ones
./run test ARGUMENTS   what pytest makes of the arguments, and nothing else; no browser is got for what lies in tests/unit
--browsers all         before or behind any of these: readers walk in Firefox and WebKitGTK, too (tests/browser/test_every_browser.py)
"""

import os
import subprocess
import sys
from pathlib import Path

from scripts.reader.scaffold import program_files, update
from tests.support import browsers, chromium, lint

ROOT = Path(__file__).parents[2]

QUICK = ("-m", "not slow", "tests/unit")
ALL_BROWSERS = "--browsers=all"


def python(*arguments: str) -> int:
    """Run a program with this Python to its end; its exit code."""
    return subprocess.call([sys.executable, "-m", *arguments])


def needs_browser(arguments: list[str]) -> bool:
    """Whether any test needs one that arguments for pytest may select."""
    if not (ROOT / "tests/browser").is_dir():  # they walk through this edition's site
        return False
    paths = [argument for argument in arguments if argument.startswith("tests")]
    return not paths or not all(path.startswith("tests/unit") for path in paths)


def is_as_made(root: Path) -> bool:
    """Whether root is an edition that ./run new made, and its program is what it was given."""
    listed = root / program_files.LIST_PATH
    return listed.is_file() and not list(update.changed_here(root, program_files.parse_list(listed.read_text(encoding="utf-8"))))


def join_browsers(arguments: list[str]) -> list[str]:
    """Return arguments with the two words of the option for browsers as one."""
    at = arguments.index("--browsers") if "--browsers" in arguments[:-1] else None
    return arguments if at is None else [*arguments[:at], "=".join(arguments[at : at + 2]), *arguments[at + 2 :]]


def get_browsers(others: bool) -> None:
    """Have the browsers at hand before the tests start, those besides Chromium too if they are wanted. Raises NoBrowser."""
    os.environ["CHROMIUM"] = chromium.find_browser()
    chromium.provide_fonts()
    for name in browsers.PROGRAMS if others else ():
        browsers.find_programs(name)


def main(arguments: list[str]) -> int:
    """Run what is asked for; an exit code."""
    options = [option for option in join_browsers(arguments) if option.startswith("--browsers=")]
    arguments = [argument for argument in join_browsers(arguments) if argument not in options]
    if "--quick" in arguments:
        return python("pytest", *QUICK, *(argument for argument in arguments if argument != "--quick"))
    if not arguments and is_as_made(ROOT):
        print("The program is the one that program.sha256 lists: its quick tests.", flush=True)
        return python("pytest", *QUICK)
    if not arguments and lint.main():
        return 1
    if needs_browser(arguments):
        try:
            get_browsers(others=ALL_BROWSERS in options)
        except chromium.NoBrowser as problem:
            print(problem, file=sys.stderr)
            return 1
    if arguments:
        return python("pytest", *options, *arguments)
    python("coverage", "erase")
    code = python("coverage", "run", "-m", "pytest", *options)
    if code == 0:
        python("coverage", "combine", "--quiet")  # it complains of what programs that a test killed have left
    return code or python("coverage", "report")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
