"""Make a clean edition in another folder: this program, no papers, and pages to fill in.

    ./run new FOLDER --title "Small States: A Reader"

The folder must be new or empty. All of the edition is written, or nothing.
"""

import argparse
import shlex
import sys
from datetime import datetime
from pathlib import Path

from scripts.reader.common import transaction
from scripts.reader.common.problems import printable
from scripts.reader.scaffold.new_edition import make_edition
from scripts.reader.scaffold.program_files import RefusedError

NEXT = """Made the edition in {folder}: {count} files. Next:

  cd {quoted}
  ./run check
  ./run import FILE

README.md there says what to fill in."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="./run new", description="Make a clean edition in another folder, for papers of your own.")
    parser.add_argument("folder", type=Path, help="where: a folder that is new or empty")
    parser.add_argument("--title", required=True, help='the title of the edition; what follows ": " is its subtitle')
    options = parser.parse_args(arguments)
    try:
        files = make_edition(Path.cwd(), options.folder, options.title, datetime.now().astimezone().date())
    except RefusedError as refused:
        print(f"{printable(str(refused))} Nothing was written.", file=sys.stderr)
        return 1
    except OSError as error:
        print(transaction.describe_failure(error, "Nothing was written."), file=sys.stderr)
        return 1
    print(NEXT.format(folder=printable(str(options.folder)), quoted=shlex.quote(str(options.folder)), count=len(files)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
