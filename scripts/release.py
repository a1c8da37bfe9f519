"""Freeze the site as an edition that never changes.

    ./run release 1.0.0 [--date 2027-01-31]

Builds the site with that version in its tags and citations, checks it, and writes editions/1.0.0/, and the version and its checksums in
mkdocs.yml and CITATION.cff: one change, to be committed. Writes nothing if anything is wrong. A release that was stopped is there as a
whole, or not at all, and can then be started again.
"""

import argparse
import datetime
import sys
from functools import partial
from pathlib import Path

from scripts.reader.build.release import make_release
from scripts.reader.common.addresses import RELEASES_FOLDER
from scripts.reader.common.transaction import describe_error
from scripts.reader.releases.version_files import VERSION_FILES, ReleaseRefused


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="./run release", description="Freeze the site as an edition that never changes.")
    parser.add_argument("version", help="three numbers, such as 1.0.0")
    parser.add_argument("--date", default=datetime.date.today().isoformat(), help="the day of the edition, if it is not today: 2027-01-31")
    options = parser.parse_args(arguments)
    try:
        make_release(Path.cwd(), options.version, options.date, partial(print, flush=True))
    except ReleaseRefused as reason:
        print(f"Nothing was released: {reason}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Nothing was released: {describe_error(error)}", file=sys.stderr)
        return 1
    print(
        f"Edition {options.version} is in {RELEASES_FOLDER}/{options.version}/. Commit it, and tag the commit:\n"
        f"  git add {RELEASES_FOLDER} {' '.join(VERSION_FILES)}\n"
        f"  git commit -m 'Edition {options.version}'\n  git tag v{options.version}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
