"""How building, serving and searching grow with the number of papers, next to plain Material on the same pages, in the same run.

Papers beyond this edition's own are made up (bench/corpus.py); the glossary and the bibliography stay. Plain Material gets the
same Markdown and a navigation of papers' records only: with all pages in it, its own pages grow with the edition.
Seconds of builds are of the processor, so that what else the machine does counts less; those of waiting are on the clock.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from bench import build, corpus, serving
from scripts.reader.common.site_paths import SEARCH_INDEX
from tests.support.chromium import LAUNCH_ARGS, NO_OTHER_HOST, find_browser
from tests.support.search import HITS
from tests.support.server import serve

NUMBERS = (2, 20, 200, 2000)
QUERY, PATIENCE = "aggressive realism", 300_000  # milliseconds


def built(root: Path, *plain: str) -> dict:
    """What one build of the project under root takes: see bench/steps.py."""
    command = [sys.executable, "-m", "bench.steps", *plain, "build", "--quiet"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": os.pathsep.join([str(root), os.getcwd()])}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


def make_plain(ours: Path, plain: Path) -> None:
    """The Markdown of a built edition as a site of plain Material."""
    shutil.copytree(ours / "docs", plain / "docs")
    shutil.copytree(ours / "build", plain / "build", ignore=shutil.ignore_patterns("templates", "styles", "*.json"))
    records = sorted(path.relative_to(ours / "docs").as_posix() for path in ours.glob("docs/papers/*/index.md"))
    listed = "".join(f"      - {record}\n" for record in records)
    nav = f"nav:\n  - Home: index.md\n  - Glossary: glossary/index.md\n  - Papers:\n{listed}not_in_nav: /*\n"
    (plain / "mkdocs.yml").write_text(build.PLAIN + nav, encoding="utf-8")


def searched(browser: Browser, site: Path) -> tuple[float, int]:
    """Seconds from the first key to the first result of a first query, and the bytes fetched for it, as gzip would send them."""
    with serve(site) as address, browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{address}{build.section_address(site)}/")
        fetched: list[str] = []
        context.on("request", lambda request: fetched.append(request.url))
        page.keyboard.press("/")
        start = time.perf_counter()
        page.keyboard.type(QUERY)
        page.locator(f".md-search-result__list a, {HITS}").first.wait_for(state="visible")
        waited = time.perf_counter() - start
        files = {site / url.removeprefix(address).partition("?")[0] for url in fetched if url.startswith(address)}
        if (index := site / SEARCH_INDEX).is_file():
            files.add(index)  # plain Material fetches its index with the page
        return waited, sum(len(gzip.compress(file.read_bytes(), 6)) for file in files if file.is_file())


def weight(site: Path) -> int:
    return len(gzip.compress((site / build.section_address(site) / "index.html").read_bytes(), 9))


def measure(browser: Browser, papers: int, folder: Path) -> Iterator[tuple[str, float, float | None]]:
    """The rows of the table for a number of papers, as they are measured: what, ours, plain Material's."""
    ours, plain = folder / "ours", folder / "plain"
    corpus.make(Path.cwd(), ours, papers)
    first = built(ours)
    plain.mkdir()
    make_plain(ours, plain)
    theirs = built(plain, "plain")
    yield "first build, references rendered, s", first["seconds"]["whole"], theirs["seconds"]["whole"]
    again = built(ours)
    seconds, memory = again["seconds"], again["memory"]
    yield "build, s", seconds["whole"], theirs["seconds"]["whole"]
    yield "  on the clock", again["clock"], theirs["clock"]
    yield "  prepare", seconds["prepare"], None
    yield "  render", seconds["whole"] - seconds["prepare"] - seconds["finish"], None
    yield "  finish", seconds["finish"], None
    yield "peak memory, MB", max(first["memory"]["whole"], memory["whole"]) / 1000, theirs["memory"]["whole"] / 1000
    for step in ("prepare", "render", "finish"):
        yield f"  after {step}", memory[step] / 1000, None
    yield "section page, kB gzipped", weight(ours / "site") / 1000, weight(plain / "site") / 1000
    (our_wait, our_bytes), (their_wait, their_bytes) = searched(browser, ours / "site"), searched(browser, plain / "site")
    yield "first search, kB gzipped", our_bytes / 1000, their_bytes / 1000
    yield "first result, s on the clock", our_wait, their_wait
    section = build.section_address(ours / "site")
    shown = min(serving.edits(ours, f"{section}.md", f"{section}/", ["--dirty"]))
    yield "saved edit shown, s on the clock", shown, min(serving.edits(plain, f"{section}.md", f"{section}/", [], 1))


def main(numbers: list[int] | None = None) -> int:
    path = find_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*LAUNCH_ARGS, NO_OTHER_HOST])
        for papers in numbers or NUMBERS:
            with tempfile.TemporaryDirectory() as temporary:
                print(f"\n{papers} papers{'':>30}{'ours':>12}{'plain':>12}{'ratio':>8}")
                for name, ours, plain in measure(browser, papers, Path(temporary)):
                    beside = "" if plain is None else f"{plain:12.2f}{ours / plain:8.2f}"
                    print(f"{name:40}{ours:12.2f}{beside}", flush=True)
    return 0
