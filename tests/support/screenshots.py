"""Take the pictures that README.md opens with: `python -m tests.support.screenshots` after `./run build`.

They show the first section of the first paper of the built site, in both palettes, and so stay true as long as they are taken again.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts.reader.edition.load import load_edition
from tests.support.chromium import LAUNCH_ARGS, find_browser
from tests.support.contact_sheets import AtRoot
from tests.support.project import ROOT
from tests.support.server import serve

FOLDER = "screenshots"
WINDOW = {"width": 1280, "height": 800}


def main(folder=ROOT / FOLDER):
    """Write light.png and dark.png into the folder."""
    if not (ROOT / "site/index.html").is_file():
        print("There is no site to take pictures of: ./run build makes it.", file=sys.stderr)
        return 1
    paper = load_edition(ROOT).papers[0]
    Path(folder).mkdir(parents=True, exist_ok=True)
    path = find_browser()
    with serve(ROOT / "site", AtRoot, "/") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=LAUNCH_ARGS)
        for palette in ("light", "dark"):
            page = browser.new_page(viewport=WINDOW, color_scheme=palette)
            for _ in range(2):  # the second time the typeface is there from the beginning
                page.goto(f"{address}papers/{paper.slug}/{paper.sections[0].slug}/", wait_until="networkidle")
            page.screenshot(path=Path(folder, f"{palette}.png"))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
