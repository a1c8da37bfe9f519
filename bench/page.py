"""What a page costs a reader on a slow phone, next to plain Material on the same text: waits, bytes, requests, and what Lighthouse says.

Both sites are served gzipped from this machine and judged in one run: first how long a reader waits (bench/lighthouse/waits.mjs), then each
page three times in turn on Lighthouse's slow phone (simulated: 150 ms a round trip, 1.6 Mbit/s, a processor four times slower). Lighthouse
and its puppeteer come from npm, as package-lock.json in bench/lighthouse says. Measure on a machine that does nothing else.
"""

import gzip
import json
import os
import posixpath
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench import build
from tests.support.chromium import LAUNCH_ARGS, find_browser
from tests.support.project import ROOT, copy_project, finish_build, start_build
from tests.support.server import PREFIX, Handler, serve

RUNS = 3
HERE = Path(__file__).parent / "lighthouse"
PAGES = ("glossary", "concepts", "timeline", "bibliography", "about/editing")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml", "/")


@dataclass(frozen=True)
class Measured:
    """What Lighthouse found on one page: times in milliseconds, scores of 100, and the audits that were not passed."""

    bytes: int
    requests: int
    lcp: float
    cls: float
    tbt: float
    scores: tuple[int, ...]
    failed: tuple[str, ...]


def kinds(site: Path) -> dict[str, str]:
    """The addresses that are measured, by what they are: a page of each kind."""
    section = build.section_address(site)
    paper = section.rpartition("/")[0]
    entries = sorted(path.parent.name for path in site.glob("glossary/*/index.html"))
    sections = site.glob("papers/*/introduction/index.html")
    longest = max(sections, key=lambda path: path.stat().st_size).parent.relative_to(site).as_posix()
    found = {"home": "", "paper": f"{paper}/", "section": f"{section}/", "longest section": f"{longest}/"}
    found |= {name: f"{paper}/{name}/" for name in ("text", "apparatus", "received")}
    return found | {"entry": f"glossary/{entries[0]}/"} | {name: f"{name}/" for name in PAGES}


class Packed(Handler):
    """Serves as static hosts do: texts gzipped, and kept by the browser."""

    def send_head(self):
        if not self.path.startswith(PREFIX):  # such as robots.txt, which is the host's
            return super(Handler, self).send_error(404)
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if not (file.is_file() and self.path.partition("?")[0].endswith(PACKED)):
            return super().send_head()
        body = packed(file)
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(str(file))}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=31536000")
        self.end_headers()
        self.wfile.write(body)
        return None


@cache
def packed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), 9)


def lighthouse() -> list[str]:
    """The program, installed as package-lock.json says."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not (npm and node):
        sys.exit("./run bench page needs Node 20 or newer with npm")
    if not (HERE / "node_modules/lighthouse").is_dir():
        subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, check=True, capture_output=True)
    return [node, str(HERE / "node_modules/lighthouse/cli/index.js")]


def section_and_next(site: Path) -> tuple[str, str]:
    """The addresses within the site of the longest section and of the one after it."""
    section = kinds(site)["longest section"]
    link = re.search(r'<a href="([^"]+)" rel="next"', (site / section / "index.html").read_text(encoding="utf-8"))
    if not link:
        sys.exit(f"{section} leads to no next section")
    return section, posixpath.normpath(posixpath.join(section, link[1])) + "/"


def waits(node: str, browser: str, section: str, following: str) -> dict[str, float]:
    """How many milliseconds a reader waits at the address of a section, by what for."""
    flags = " ".join(["--headless=new", *LAUNCH_ARGS])
    command = [node, str(HERE / "waits.mjs"), browser, flags, section, following]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"waits.mjs failed on {section}:\n{done.stderr}")
    found: dict[str, float] = json.loads(done.stdout)
    return found


def judge(program: list[str], browser: str, address: str) -> Measured:
    """What Lighthouse says of one address, opened in a fresh browser on a slow phone."""
    flags = " ".join(["--headless=new", *LAUNCH_ARGS])
    options = ["--quiet", "--output=json", f"--chrome-flags={flags}", f"--only-categories={','.join(CATEGORIES)}"]
    environment = {**os.environ, "CHROME_PATH": browser}
    done = subprocess.run([*program, address, *options], env=environment, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"Lighthouse failed on {address}:\n{done.stderr}")
    return read(json.loads(done.stdout))


def read(report: dict) -> Measured:
    """The figures of a report."""
    audits = report["audits"]
    loaded = [one for one in audits["network-requests"]["details"]["items"] if not one["url"].startswith("data:")]
    listed = {audit["id"] for name in CATEGORIES for audit in report["categories"][name]["auditRefs"] if audit["weight"]}
    return Measured(
        sum(one["transferSize"] for one in loaded),
        len(loaded),
        *(audits[name]["numericValue"] for name in ("largest-contentful-paint", "cumulative-layout-shift", "total-blocking-time")),
        tuple(round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES),
        tuple(sorted(name for name in listed if (audits[name]["score"] or 0) < 0.9 and audits[name]["score"] is not None)),
    )


def middle(runs: Sequence[Measured]) -> Measured:
    """The medians of several runs, and the audits that no run passed."""
    figures = [statistics.median(getattr(run, name) for run in runs) for name in ("bytes", "requests", "lcp", "cls", "tbt")]
    scores = tuple(round(statistics.median(scores)) for scores in zip(*(run.scores for run in runs), strict=True))
    return Measured(*figures, scores, tuple(sorted(set.intersection(*(set(run.failed) for run in runs)))))


def row(name: str, one: Measured) -> str:
    scores = "/".join(map(str, one.scores))
    return f"{name:32}{one.bytes / 1000:8.1f}{one.requests:6.0f}{one.lcp:8.0f}{one.cls:7.3f}{one.tbt:7.0f}  {scores}"


def build_sites(ours: Path, plain: Path, addresses: tuple[str, str]) -> None:
    """Build our site and plain Material's on the same Markdown into two folders, for the addresses where they are served."""
    with tempfile.TemporaryDirectory() as temporary:
        project = copy_project(Path(temporary, "ours"), ROOT)
        finish_build(start_build(project, "--site-dir", str(ours), SITE_URL=addresses[0]))
        other = Path(temporary, "plain")
        shutil.copytree(project / "docs", other / "docs")
        shutil.copytree(project / "build", other / "build")
        (other / "mkdocs.yml").write_text(f"site_url: {addresses[1]}\nsite_dir: {plain}\n{build.PLAIN}", encoding="utf-8")
        build.seconds(other)


def main() -> int:
    program, browser = lighthouse(), find_browser()
    with tempfile.TemporaryDirectory() as temporary:
        ours, plain = Path(temporary, "ours"), Path(temporary, "plain")
        for folder in (ours, plain):  # empty until the addresses are known
            folder.mkdir(parents=True)
        with serve(ours, Packed) as our_address, serve(plain, Packed) as plain_address:
            build_sites(ours, plain, (our_address, plain_address))
            sections = section_and_next(ours)
            for name, root in (("ours", our_address), ("plain Material", plain_address)):
                waited = waits(program[0], browser, *(root + section for section in sections))
                print(f"{name}: " + ", ".join(f"{what} {wait:.0f} ms" for what, wait in waited.items()), flush=True)
            print(f"{'':32}{'kB':>8}{'files':>6}{'LCP ms':>8}{'CLS':>7}{'TBT ms':>7}  {'/'.join(CATEGORIES)}")
            for kind, address in kinds(ours).items():
                turns = [[judge(program, browser, root + address) for root in (our_address, plain_address)] for _ in range(RUNS)]
                first, second = map(middle, zip(*turns, strict=True))
                print(row(kind, first), row("  plain Material", second), sep="\n")
                ratios = f"{first.bytes / second.bytes:8.2f}{first.requests / second.requests:6.2f}{first.lcp / second.lcp:8.2f}"
                print(f"{'  ratio':32}{ratios}" + (f"   not passed: {', '.join(first.failed)}" if first.failed else ""), flush=True)
    return 0
