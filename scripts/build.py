"""Build the whole site: the pages with an engine, then the files to take with you (scripts/reader/books/downloads.py)."""

import argparse
import shutil
import sys
from pathlib import Path

from scripts.reader.books import downloads
from scripts.reader.build import engines, pre_render
from scripts.reader.common.build_lock import build_lock
from scripts.reader.common.transaction import describe_error


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run build", description="Write the site to a folder; any warning is an error.")
    parser.add_argument("-d", "--site-dir", type=Path, default=Path("site"), metavar="FOLDER", help="where to write it (default: site)")
    parser.add_argument("--engine", choices=engines.ENGINES, default="mkdocs", help="what renders the pages (default: mkdocs)")
    parser.add_argument("--clean", action="store_true", help="rebuild everything, and use nothing kept from earlier builds")
    chosen = parser.parse_args()
    root = Path.cwd()
    try:
        with build_lock(root):
            if chosen.clean:
                shutil.rmtree(root / pre_render.FOLDER, ignore_errors=True)
            return engines.render(chosen.engine, root, chosen.site_dir) or downloads.write_downloads(root, chosen.site_dir)
    except OSError as error:
        print(describe_error(error), file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
