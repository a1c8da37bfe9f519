"""How well the search finds what students want: ours, Material's as it ships, Pagefind's, and plain BM25, over the judged queries.

Half of the queries is to work with, the other half is only reported (tests/relevance/README.md).

All search the same Markdown in real Chromium. Material as it ships is the theme with its own search and none of our
code; it gets CriticMarkup's extension, or else it would index the marks of emendations. Pagefind gets the pages of our site
that Material indexes; it comes with pip install "pagefind[bin]==1.5.2", and is left out where it is not installed.
"""

import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench import bm25, build
from scripts.reader.common.site_paths import ALL_DOCUMENTS
from scripts.reader.search.search_documents import plain_text
from tests.relevance import judging
from tests.relevance.judging import DEPTH, KINDS, Query, grade, interval, is_reported, mean, measure, target
from tests.support.chromium import DESKTOP, LAUNCH_ARGS, NO_OTHER_HOST, find_browser
from tests.support.project import copy_project, finish_build, start_build
from tests.support.search import search_for
from tests.support.server import serve

WORST = 10
PLAIN = build.PLAIN.replace("attr_list,", "attr_list, {pymdownx.critic: {mode: accept}},")

# What the list of Material's search box says above itself, and whether all of it stands below.
EMPTIED = """() => {
  const [told, list] = document.querySelector(".md-search-result").children;
  return told.textContent.trim() === "Type to start searching" && !list.childElementCount;
}"""
LISTED = """() => {
  const [told, list] = document.querySelector(".md-search-result").children;
  const [, number] = /^(\\d+|No) matching documents?$/.exec(told.textContent.trim()) ?? [];
  return list.childElementCount >= Math.min(number === "No" ? 0 : number, 10);  // the rest of a longer list is added as it is scrolled to
}"""
# An article without a score only heads the paragraphs of its page that were found.
LINKS = """links => links.filter(link => link.querySelector("article").dataset.mdScore !== "0.00").map(link => link.href)"""
PAGEFIND = """async ([query, depth]) => {
  const { results } = await window.pagefind.search(query);
  const found = await Promise.all(results.slice(0, depth).map(result => result.data()));
  return found.flatMap(page => [page.url, ...page.sub_results.map(part => part.url)]).map(url => new URL(url, location).href);
}"""

Search = Callable[[Page, str], list[str]]  # finds, by a query, addresses
Results = Mapping[str, list[str]]  # addresses found, by the id of the query


def build_sites(folder: Path) -> tuple[Path, Path]:
    """Build our site and plain Material's under a folder."""
    ours, plain = copy_project(folder / "ours"), folder / "plain"
    finish_build(start_build(ours))
    shutil.copytree(ours / "docs", plain / "docs")
    shutil.copytree(ours / "build", plain / "build")
    (plain / "mkdocs.yml").write_text(PLAIN, encoding="utf-8")
    build.seconds(plain)
    return ours / "site", plain / "site"


def build_large(folder: Path) -> Path:
    """Build our site as large editions have it, with Pagefind behind the box."""
    project = copy_project(folder / "large")
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8")
    (project / "mkdocs.yml").write_text(settings.replace("\nextra:\n", "\nextra:\n  search: pagefind\n", 1), encoding="utf-8")
    finish_build(start_build(project))
    return project / "site"


def index_with_pagefind(ours: Path, plain: Path, folder: Path) -> None:
    """Index our site with Pagefind: the pages that plain Material indexes, for both leave out what a page's record excludes."""
    documents = json.loads((plain / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    for page in {document["location"].partition("#")[0] for document in documents}:
        (folder / page).mkdir(parents=True, exist_ok=True)
        shutil.copy(ours / page / "index.html", folder / page)
    places = ["--site", str(folder), "--output-path", str(ours / "pagefind")]
    subprocess.run([sys.executable, "-m", "pagefind", *places, "--root-selector", "article"], check=True, capture_output=True)


def search_box(page: Page, query: str) -> list[str]:
    """What our search box lists, in its order."""
    return [hit.get_attribute("href") or "" for hit in search_for(page, query).all()]


def material_box(page: Page, query: str) -> list[str]:
    """What Material's search box lists, in its order.

    The list that is read is that of this query: the box is emptied first, until the site says that it waits for a query and
    the list is empty. Then one key sends one query, so that the number of matches that is told next can only be its own.
    """
    box = page.get_by_role("textbox", name="Search")
    if not box.is_visible():
        page.keyboard.press("/")
    for text, done in (("", EMPTIED), (query, LISTED)):
        box.fill(text)
        box.press("End")  # the theme reads the box when a key is released
        page.wait_for_function(done)
    return page.locator(".md-search-result__list .md-search-result__link").evaluate_all(LINKS)


def pagefind(page: Page, query: str) -> list[str]:
    """What Pagefind finds: pages, each with the headings that it names under it. Its promise is that of this query."""
    page.evaluate("async () => { window.pagefind ??= await import(new URL('pagefind/pagefind.js', location)) }")
    return page.evaluate(PAGEFIND, [query, DEPTH])


def run(browser: Browser, site: Path, search: Search, queries: Sequence[Query]) -> Results:
    """Put every query to the search of a site, in a fresh context."""
    # Pagefind runs WebAssembly, which the policy of a small edition forbids.
    with serve(site) as address, browser.new_context(viewport=DESKTOP, reduced_motion="reduce", bypass_csp=True) as context:
        page = context.new_page()
        page.goto(address)
        return {query.id: [f"/{found.removeprefix(address)}" for found in search(page, query.text)] for query in queries}


def search_with_bm25(site: Path, queries: Sequence[Query]) -> Results:
    """Put every query to plain BM25 over what our search has: titles, names and texts."""
    documents = json.loads((site.parent / ALL_DOCUMENTS).read_text(encoding="utf-8"))
    fields = ("title", "text", "names", "hidden")
    texts = {f"/{one['location']}": plain_text(" ".join(one.get(field, "") for field in fields)) for one in documents}
    search = bm25.ranking(texts)
    return {query.id: search(query.text) for query in queries}


def table(queries: Sequence[Query], found: Mapping[str, Results]) -> Iterator[str]:
    """The means over all queries, with the bounds of that of nDCG@10, over those that name a concept, and over each kind, a row each."""
    rows = {"all": queries, "name a concept": [query for query in queries if query.concept]}
    rows |= {kind: [query for query in queries if query.kind == kind] for kind in KINDS}
    yield f"{'':26}" + "".join(f"{name:>40}" for name in found)
    yield f"{'':18}{'queries':>8}" + f"{'nDCG@10':>9}{'95 %':>11}{'MRR':>8}{'s@1':>6}{'s@3':>6}" * len(found)
    for name, group in rows.items():
        if not group:
            continue
        cells = ""
        for results in found.values():
            measures = [measure(query.judgements, results[query.id]) for query in group]
            one, (low, high) = mean(measures), interval([each.ndcg for each in measures])
            cells += f"{one.ndcg:9.2f}{f'{low:.2f}-{high:.2f}':>11}{one.mrr:8.2f}{one.success:6.2f}{one.success_at_3:6.2f}"
        yield f"{name:18}{len(group):8}{cells}"


def worst(queries: Sequence[Query], results: Results) -> Iterator[str]:
    """The queries that went worst, each with the grade and the address of what came first."""
    measures = {query.id: measure(query.judgements, results[query.id]) for query in queries}
    for query in sorted(queries, key=lambda query: measures[query.id].ndcg)[:WORST]:
        first = next(map(target, results[query.id]), "")
        came = f"grade {grade(query.judgements, first)}: {first}" if first else "nothing found"
        yield f"  {measures[query.id].ndcg:.2f}  {query.text} ({query.kind}) → {came}"


def main() -> int:
    queries, path = judging.read(), find_browser()
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        ours, plain = build_sites(Path(temporary))
        browser = playwright.chromium.launch(executable_path=path, args=[*LAUNCH_ARGS, NO_OTHER_HOST])
        found = {"ours": run(browser, ours, search_box, queries), "Material as it ships": run(browser, plain, material_box, queries)}
        found["ours with Pagefind"] = run(browser, build_large(Path(temporary)), search_box, queries)
        if importlib.util.find_spec("pagefind"):
            index_with_pagefind(ours, plain, Path(temporary, "indexed"))
            found["Pagefind"] = run(browser, ours, pagefind, queries)
        else:
            print("Pagefind is left out: it is not installed")
        found["BM25"] = search_with_bm25(ours, queries)
    reported = [query for query in queries if is_reported(query)]
    working = [query for query in queries if not is_reported(query)]
    print("To work with:", *table(working, found), "", "Only reported:", *table(reported, found), sep="\n")
    print("", f"The {WORST} worst of ours to work with, by nDCG@10, with what came first:", *worst(working, found["ours"]), sep="\n")
    return 0
