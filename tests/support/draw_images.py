"""Draw overrides/assets/icon.png and social.png from icon.svg, after either was changed: .venv/bin/python -m tests.support.draw_images

Needs the packages of the tests, for a browser. The serif is the first of the style sheet's that the machine has.
"""

from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts.reader.common.files import write_if_changed
from scripts.reader.edition.load import site_settings
from tests.support.chromium import LAUNCH_ARGS, find_browser

ASSETS = Path("overrides/assets")
SOCIAL = """
<body style="margin: 0; background: #fdfcf9; color: #211f1c; font: 76px/1.15 'Iowan Old Style', Palatino, P052, Georgia, serif">
<div style="box-sizing: border-box; width: 1200px; height: 630px; padding: 84px 96px; border-bottom: 18px solid #1d3d4a">
<div style="width: 96px">{icon}</div>
<div style="margin: 56px 0 28px">{name}<br><i style="font-size: 56px">{kind}</i></div>
<div style="font-size: 32px; color: #5d574d; line-height: 1.4">
Two papers on Russia’s policy towards Afghanistan,<br>citable to the paragraph</div>
</div>
"""


def main() -> None:
    icon = (ASSETS / "icon.svg").read_text(encoding="utf-8")
    name, _, kind = site_settings(Path.cwd())["site_name"].partition(": ")
    pictures = {
        "icon.png": (180, 180, f'<body style="margin: 0">{icon.replace(" rx=", " data-rx=")}'),  # phones cut the corners themselves
        "social.png": (1200, 630, SOCIAL.format(icon=icon, name=name, kind=kind)),
    }
    path = find_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=LAUNCH_ARGS)
        for file, (width, height, markup) in pictures.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.set_content(markup)
            write_if_changed(ASSETS / file, page.screenshot())
        browser.close()


if __name__ == "__main__":
    main()
