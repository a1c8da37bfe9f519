"""Show a change of the styles at a glance: `python -m tests.support.contact_sheets FOLDER [PAGE ...]` after `./run build`.

Each page of the built site, such as `glossary/csto/`, becomes a picture in the folder: its beginning in four widths, above in the light
palette and below in the dark one. Without pages, one of each kind is shown.
"""

import base64
import re
import sys
from http.server import SimpleHTTPRequestHandler
from itertools import chain
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.page import kinds
from tests.support.chromium import LAUNCH_ARGS, find_browser
from tests.support.project import ROOT
from tests.support.server import Handler, serve

WIDTHS = {360: 200, 768: 340, 1280: 500, 1920: 660}  # pixels, of the window and of its picture
STYLE = "<style>body { background: gray; width: max-content } div { align-items: start; display: flex; gap: 8px; margin: 0 0 8px }</style>"


class AtRoot(Handler):
    """Serves the site as a build makes it by default: at the root of a host."""

    translate_path = SimpleHTTPRequestHandler.translate_path


def photograph(page, address):
    """Return the beginning of a page, four thirds as high as it is wide or more, as an element of HTML."""
    page.goto(address, wait_until="networkidle")
    width = page.viewport_size["width"]
    height = min(page.evaluate("document.documentElement.scrollHeight"), max(1080, width * 4 // 3))
    picture = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
    return f'<img width="{WIDTHS[width]}" src="data:image/png;base64,{base64.b64encode(picture).decode()}">'


def main(folder, *addresses):
    Path(folder).mkdir(parents=True, exist_ok=True)
    path = find_browser()
    with serve(ROOT / "site", AtRoot, "/") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=LAUNCH_ARGS)
        sheet = browser.new_page(device_scale_factor=2)
        rows = [
            [
                browser.new_page(viewport={"width": width, "height": 1080}, color_scheme=palette, device_scale_factor=2 * size / width)
                for width, size in WIDTHS.items()
            ]
            for palette in ("light", "dark")
        ]
        for page in chain(*rows):
            page.goto(address, wait_until="networkidle")  # so that the typeface is there from the first picture on
        for kind in addresses or kinds(ROOT / "site").values():
            sheet.set_content(STYLE + "".join(f"<div>{''.join(photograph(page, address + kind) for page in row)}</div>" for row in rows))
            sheet.screenshot(path=Path(folder, f"{re.sub('[^a-z0-9]+', '-', kind).strip('-') or 'home'}.png"), full_page=True)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
