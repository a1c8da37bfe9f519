"""Build the whole site: the pages with MkDocs, then the files to take with you (scripts/books.py)."""

import argparse
import subprocess
import sys
from pathlib import Path

from scripts import books


def render(site: Path) -> int:
    """Render the site into a folder, with every warning an error; the exit code of the engine."""
    return subprocess.call([sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)])


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run build", description="Write the site to a folder; any warning is an error.")
    parser.add_argument("-d", "--site-dir", type=Path, default=Path("site"), metavar="FOLDER", help="where to write it (default: site)")
    site = parser.parse_args().site_dir
    return render(site) or books.run(Path.cwd(), site)


if __name__ == "__main__":
    sys.exit(main())
