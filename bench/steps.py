"""One command of MkDocs as a process of its own that tells how long each step took: python -m bench.steps build …

The last line of its output is JSON: seconds and peak memory (kB) after prepare, render and finish, and seconds of the whole.
"""

import json
import resource
import sys
import time

START = time.perf_counter()


def peak() -> int:
    """The most memory that this process, or one that it started, has held so far, in kB."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def main() -> None:
    from mkdocs.__main__ import cli

    steps: dict[str, float] = {}
    memory: dict[str, int] = {}
    if "plain" not in sys.argv:
        from scripts import finish, prepare

        for name, module in (("prepare", prepare), ("finish", finish)):

            def timed(*arguments, run=module.run, name=name):
                if name == "finish":
                    memory["render"] = peak()
                start = time.perf_counter()
                try:
                    return run(*arguments)
                finally:
                    steps[name], memory[name] = time.perf_counter() - start, peak()

            module.run = timed
    sys.argv = ["mkdocs", *(argument for argument in sys.argv[1:] if argument != "plain")]
    cli(standalone_mode=False)
    whole = time.perf_counter() - START
    print(json.dumps({"seconds": {**steps, "whole": whole}, "memory": {**memory, "whole": peak()}}))


if __name__ == "__main__":
    main()
