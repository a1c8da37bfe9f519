"""The time of a build, as a ratio to plain Material on the same pages, built in turn in the same run; and the weight of a page."""

import gzip
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
PLAIN = """\
site_name: Plain
theme: {name: material, font: false}
plugins: [search]
markdown_extensions: [attr_list, def_list, footnotes, tables, {pymdownx.snippets: {base_path: [build]}}]
"""


def seconds(root: Path) -> float:
    """How long one build under root takes, as a whole process."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=root, check=True, capture_output=True)
    return time.perf_counter() - start


def section_address(site: Path) -> str:
    """The address of a section page within a site: a paper's introduction."""
    found = sorted(site.glob("papers/*/introduction/index.html"))
    if not found:
        sys.exit("bench: this edition has no paper with an introduction to measure")
    return found[-1].parent.relative_to(site).as_posix()


def weight(site: Path) -> tuple[int, int]:
    """Bytes, gzipped, of a section page with its own style sheets and scripts, and the number of files."""
    page = site / section_address(site) / "index.html"
    text = page.read_text(encoding="utf-8")
    loaded = re.findall(r'<(?:link rel="stylesheet" href|script (?:defer )?src)="([^"]+)"', text)
    files = [page, *((page.parent / address).resolve() for address in loaded)]
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files), len(files)


def main() -> int:
    with tempfile.TemporaryDirectory() as temporary:
        ours, plain = Path(temporary, "ours"), Path(temporary, "plain")
        for root in (ours, plain):
            shutil.copytree(".", root, ignore=shutil.ignore_patterns(".git", ".venv*", "site", "tests"))
        seconds(ours)
        shutil.copytree(ours / "build", plain / "build", dirs_exist_ok=True)
        (plain / "mkdocs.yml").write_text(PLAIN, encoding="utf-8")
        seconds(plain)
        times: list[tuple[float, float]] = []
        for _ in range(RUNS):
            times.append((seconds(ours), seconds(plain)))
            print(f"ours {times[-1][0]:.2f} s, plain Material {times[-1][1]:.2f} s", flush=True)
        ratio = statistics.median(first / second for first, second in times)
        print(f"build: {ratio:.2f} times plain Material (median of {RUNS} pairs)")
        for name, root in (("ours", ours), ("plain Material", plain)):
            total, files = weight(root / "site")
            print(f"section page, {name}: {total / 1000:.1f} kB gzipped in {files} files, without the search index")
    return 0
