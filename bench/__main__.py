"""Measure the reader against plain Material on the same pages, in the same run: python -m bench build."""

import sys

from bench import build, page, relevance, scale

PROGRAMS = {"build": build.main, "page": page.main, "relevance": relevance.main, "scale": scale.main}


def main() -> int:
    name, *numbers = sys.argv[1:] or [""]
    if name not in PROGRAMS or (numbers and name != "scale") or not all(map(str.isdigit, numbers)):
        print("usage: ./run bench build | page | relevance | scale [N ...]", file=sys.stderr)
        return 2
    return scale.main(list(map(int, numbers))) if numbers else PROGRAMS[name]()


if __name__ == "__main__":
    sys.exit(main())
