"""One command of MkDocs as a process of its own that tells how long each step took: python -m bench.steps build …

The last line of its output is JSON: seconds on the clock; processor seconds and peak memory (kB) of each step and of the whole.
"""

import json
import os
import resource
import sys
import time

START = time.perf_counter()


def worked() -> float:
    """Processor seconds of this process and of those that it started: what a build costs, whatever else the machine does."""
    return sum(os.times()[:4])


def peak() -> int:
    """The most memory that this process, or one that it started, has held so far, in kB."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def main() -> None:
    from mkdocs.__main__ import cli

    steps: dict[str, float] = {}
    memory: dict[str, int] = {}
    if "plain" not in sys.argv:
        from scripts.reader.build import post_render, pre_render

        for name, module in (("prepare", pre_render), ("finish", post_render)):

            def timed(*arguments, run=module.run, name=name):
                if name == "finish":
                    memory["render"] = peak()
                start = worked()
                try:
                    return run(*arguments)
                finally:
                    steps[name], memory[name] = worked() - start, peak()

            module.run = timed
    sys.argv = ["mkdocs", *(argument for argument in sys.argv[1:] if argument != "plain")]
    cli(standalone_mode=False)
    steps["whole"], memory["whole"] = worked(), peak()
    print(json.dumps({"clock": time.perf_counter() - START, "seconds": steps, "memory": memory}))


if __name__ == "__main__":
    main()
