"""Measure the reader against plain Material on the same pages, in the same run: python -m bench build."""

import importlib
import sys

PROGRAMS = ("build", "essay", "page", "relevance", "scale")


def main() -> int:
    name, *numbers = sys.argv[1:] or [""]
    if name not in PROGRAMS or (numbers and name != "scale") or not all(map(str.isdigit, numbers)):
        print("usage: ./run bench build | essay | page | relevance | scale [N ...]", file=sys.stderr)
        return 2
    try:
        program = importlib.import_module(f"bench.{name}")
    except ModuleNotFoundError as missing:
        if missing.name != "tests.relevance":
            raise
        print("bench: this edition has no graded queries, tests/relevance, to measure search with", file=sys.stderr)
        return 2
    return program.main(list(map(int, numbers))) if numbers else program.main()


if __name__ == "__main__":
    sys.exit(main())
