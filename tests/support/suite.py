"""The tests as ./run test starts them.

./run test             lint, then all tests, with the coverage of scripts/reader; lint's complaints end it
./run test --quick     the unit tests, without the slow ones: for the time between two edits
./run test ARGUMENTS   what pytest makes of the arguments, and nothing else; no browser is got for what lies in tests/unit
"""

import os
import subprocess
import sys

from tests.support import chromium, lint

QUICK = ("-m", "not slow", "tests/unit")


def python(*arguments: str) -> int:
    """Run a program with this Python to its end; its exit code."""
    return subprocess.call([sys.executable, "-m", *arguments])


def needs_browser(arguments: list[str]) -> bool:
    """Whether any test needs one that arguments for pytest may select."""
    paths = [argument for argument in arguments if argument.startswith("tests")]
    return not paths or not all(path.startswith("tests/unit") for path in paths)


def main(arguments: list[str]) -> int:
    """Run what is asked for; an exit code."""
    if "--quick" in arguments:
        return python("pytest", *QUICK, *(argument for argument in arguments if argument != "--quick"))
    if not arguments and lint.main():
        return 1
    if needs_browser(arguments):
        try:
            os.environ["CHROMIUM"] = chromium.find_browser()
            chromium.provide_fonts()
        except chromium.NoBrowser as problem:
            print(problem, file=sys.stderr)
            return 1
    if arguments:
        return python("pytest", *arguments)
    python("coverage", "erase")
    code = python("coverage", "run", "-m", "pytest")
    if code == 0:
        python("coverage", "combine", "--quiet")  # it complains of what programs that a test killed have left
    return code or python("coverage", "report")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
