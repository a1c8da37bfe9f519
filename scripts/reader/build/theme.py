"""The scripts that the theme itself puts into pages: the only ones that may run there."""

from importlib import resources
from pathlib import Path

from scripts.reader.web import csp

OVERRIDES = "overrides"
TEMPLATES = ("base.html", "partials/javascripts")  # of Material


def script_hashes(root: Path, depth: int, base_path: str) -> frozenset[str]:
    """Return the hashes of the theme's scripts, for pages of a site whose templates are Material's and the project's.

    Args:
        root: The project.
        depth: How deep the pages lie, at most.
        base_path: The path of the site on its host, from which the page for missing addresses starts.
    """
    base_urls = [".", *("/".join([".."] * level) for level in range(1, depth + 1)), base_path, base_path.rstrip("/")]
    with resources.as_file(resources.files("material") / "templates") as theme:
        files = [theme / TEMPLATES[0], *(theme / TEMPLATES[1]).glob("*.html"), *(root / OVERRIDES).rglob("*.html")]
        return csp.template_hashes([file.read_text(encoding="utf-8") for file in files], base_urls)
