"""Check the edition and the site that is built from it. Prints every problem, then fails if there is one.

./run check

What is only still to be done, such as the alternative text of a figure, is printed, too; nothing but a release waits for it.
"""

import sys
from pathlib import Path

from scripts.reader.build.check import check_edition
from scripts.reader.common import transaction
from scripts.reader.common.build_lock import build_lock
from scripts.reader.common.problems import report


def main() -> int:
    try:
        with build_lock(Path.cwd()):
            lines, problems = check_edition(Path.cwd())
    except OSError as error:
        print(transaction.describe_error(error), file=sys.stderr)
        return 1
    print("\n".join(lines))
    if owed := [problem for problem in problems if problem.is_to_do]:
        print(f"To do before a release:\n{report(owed, 'thing')}", file=sys.stderr)
    if wrong := [problem for problem in problems if not problem.is_to_do]:
        print(report(wrong), file=sys.stderr)
        return 1
    print("No problems.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
