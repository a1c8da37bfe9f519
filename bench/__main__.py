"""Measure the reader against plain Material on the same pages, in the same run: python -m bench build."""

import sys

from bench import build, relevance

PROGRAMS = {"build": build.main, "relevance": relevance.main}


def main() -> int:
    if len(sys.argv) != 2 or sys.argv[1] not in PROGRAMS:
        print(f"usage: ./run bench {'|'.join(PROGRAMS)}", file=sys.stderr)
        return 2
    return PROGRAMS[sys.argv[1]]()


if __name__ == "__main__":
    sys.exit(main())
