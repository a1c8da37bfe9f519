"""Draw the pictures of the edition from its icon, title and description: after overrides/assets/icon.svg or these settings were changed."""

import sys
from pathlib import Path

from scripts.reader.common.files import write_if_changed
from scripts.reader.edition.load import site_settings
from scripts.reader.scaffold import pictures


def main() -> int:
    """Write the pictures that are not as they should be."""
    root = Path.cwd()
    settings = site_settings(root)
    icon = (root / pictures.ICON).read_text(encoding="utf-8")
    for path, data in pictures.draw(icon, str(settings["site_name"]), str(settings["site_description"])).items():
        write_if_changed(root / path, data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
