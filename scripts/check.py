"""Check the edition and the site that is built from it. Prints every problem, then fails if there is one.

./run check
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
    if problems:
        print(report(problems), file=sys.stderr)
        return 1
    print("No problems.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
