"""Build the whole site: the pages with an engine, then the files to take with you (scripts/reader/books/downloads.py)."""

import argparse
import sys
from pathlib import Path

from scripts.reader.books import downloads
from scripts.reader.build import engines


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run build", description="Write the site to a folder; any warning is an error.")
    parser.add_argument("-d", "--site-dir", type=Path, default=Path("site"), metavar="FOLDER", help="where to write it (default: site)")
    parser.add_argument("--engine", choices=engines.ENGINES, default="mkdocs", help="what renders the pages (default: mkdocs)")
    chosen = parser.parse_args()
    root = Path.cwd()
    return engines.render(chosen.engine, root, chosen.site_dir) or downloads.write_downloads(root, chosen.site_dir)


if __name__ == "__main__":
    sys.exit(main())
