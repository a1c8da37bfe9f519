"""How long an essay of sixty quotations takes on the page that checks it, on a phone: a processor four times slower than this machine's.

The essay quotes sentences of the papers of the built site, half of them with a word changed. What the page's main thread works is
multiplied: a browser that is slowed down halts by the clock, and so measures what else this machine does.
"""

import time
from itertools import cycle, islice

from playwright.sync_api import sync_playwright

from scripts.reader.edition import load
from tests.support.chromium import LAUNCH_ARGS, PHONE, find_browser
from tests.support.project import ROOT
from tests.support.server import serve

QUOTATIONS, SLOWER, RUNS = 60, 4, 3


def make_essay() -> str:
    """Return an essay of sixty quotations, each in a paragraph with its citation."""
    edition = load.load_edition(ROOT)
    found = [
        (sentence.strip(" ."), name[1:])
        for page in edition.paragraph_texts.values()
        for name, words in page.items()
        for sentence in words.text.split(". ")
        if 8 < len(sentence.split()) < 60 and '"' not in sentence
    ]
    lines = []
    for number, (sentence, paragraph) in enumerate(islice(cycle(found), QUOTATIONS)):
        quoted = sentence.replace(" the ", " that ", 1) if number % 2 else sentence
        lines.append(f"The paper says “{quoted}” (para. {paragraph}), and the essay goes on.")
    return "\n\n".join(lines)


def main() -> int:
    essay, path = make_essay(), find_browser()
    with serve(ROOT / "site") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=LAUNCH_ARGS)
        for _ in range(RUNS):
            page = browser.new_page(base_url=address, viewport=PHONE)
            page.goto("about/check/", wait_until="networkidle")
            session = page.context.new_cdp_session(page)
            session.send("Performance.enable", {"timeDomain": "threadTicks"})
            page.get_by_label("Quotation or link").fill(essay)
            before, start = thread_time(session), time.perf_counter()
            page.get_by_role("button", name="Compare").click()
            page.locator("#check-results ol.findings > li").first.wait_for(state="attached")
            seconds, used = time.perf_counter() - start, thread_time(session) - before
            count = page.locator("#check-results ol.findings > li").count()
            slowed = f"{used * SLOWER:.2f} s at {SLOWER} times slower"
            print(f"{count} quotations: {used:.2f} s of the main thread, {slowed}; {seconds:.2f} s here")
            page.close()
        browser.close()
    return 0


def thread_time(session) -> float:
    """Return the seconds that the page's main thread has worked."""
    metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    return metrics["TaskDuration"]
