"""The engines that can render the site: MkDocs, its fork ProperDocs, and Zensical, the successor of Material for MkDocs.

MkDocs and ProperDocs run scripts/mkdocs_hooks.py. Zensical knows neither hooks nor plugins: prepare comes before it and finish
after it, scripts/markdown_ext/citations.py renders citations, and the built site is checked here for what mkdocs.yml has checked.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.reader.build import post_render, pre_render
from scripts.reader.common.files import write_if_changed
from scripts.reader.common.problems import report
from scripts.reader.releases import archive

ENGINES = ("mkdocs", "properdocs", "zensical")
OVERRIDES = "overrides"
ZENSICAL = Path("build/zensical")  # as zensical.yml says
LEFT_OUT = (".icons", "*.py", "__pycache__", "mkdocs_theme.yml")
LANGUAGE = '{% import "partials/language.html" as lang with context %}\n'
NO_PAGE = re.compile(r"\b(if|not|and) page\b(?![.\w])")  # for missing addresses, Zensical has one, with nothing in it
DIALECT = {  # in Material's templates and ours: what MkDocs has, what Zensical has
    "page.is_homepage": '(page.meta is defined and page.url == "")',
    "nav_item == page": "nav_item.active",
    "index == page": "index.active",
    "page.is_index": "(page.url == (page.ancestors[0].children | first).url)",
    "item == page": "item.url == page.url",
    "page.parent.parent": "page.ancestors[1]",
    "page.parent": "page.ancestors[0]",
    '"material/search"': '"search"',
    "d(base_url)": "d(base_url if page.meta is defined else (base_url ~ '/') | replace('//', '/'))",  # of the page for missing addresses
    '"rss" in config.plugins': "false",
}


def render(engine: str, root: Path, site: Path) -> int:
    """Render the project under root into the folder site, with every warning an error; an exit code."""
    if engine == "zensical":
        return zensical(root, site)
    command = [sys.executable, "-m", engine, "build", "--config-file", "mkdocs.yml", "--strict", "--site-dir", str(site)]
    return subprocess.call(command, cwd=root)


def zensical(root: Path, site: Path) -> int:
    """Render with Zensical; what it leaves undone is done before and after."""
    edition = pre_render.run(root)
    if problems := [*edition.problems, *archive.problems(root, edition)]:
        print(report(problems), file=sys.stderr)
        return 1
    theme(root)
    code = subprocess.call([sys.executable, "-m", "zensical", "build", "--config-file", "zensical.yml", "--clean", "--strict"], cwd=root)
    if code:
        return code
    shutil.rmtree(site, ignore_errors=True)
    shutil.move(root / ZENSICAL / "site", site)
    remove_their_assets(root / ZENSICAL / "theme", site)
    post_render.run(edition, site, root)
    problems = list(site.site_problems(site))
    if problems:
        print(report(problems), file=sys.stderr)
    return 1 if problems else 0


def theme(root: Path) -> None:
    """Write Material's templates with those of overrides/ over them, in the words that Zensical knows."""
    folder = root / ZENSICAL / "theme"
    shutil.rmtree(folder, ignore_errors=True)
    import material

    shutil.copytree(Path(material.__file__).parent / "templates", folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
    if (root / OVERRIDES).is_dir():
        shutil.copytree(root / OVERRIDES, folder, dirs_exist_ok=True)
    for template in folder.rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        for ours, theirs in DIALECT.items():
            text = text.replace(ours, theirs)
        text = NO_PAGE.sub(r"\1 page.meta", text)
        if template.parent.name == "partials" and template.name != "language.html" and "lang.t(" in text:
            text = LANGUAGE + text  # what one template imports, an included one does not see
        write_if_changed(template, text)


def remove_their_assets(theme: Path, site: Path) -> None:
    """Remove the scripts and styles of Zensical's own theme, which no page asks for."""
    import zensical

    templates = Path(zensical.__file__).parent / "templates"
    for path in (templates / "assets").rglob("*"):
        name = path.relative_to(templates)
        if path.is_file() and not (theme / name).exists():
            (site / name).unlink(missing_ok=True)
        elif path.is_dir() and not (theme / name).exists():
            shutil.rmtree(site / name, ignore_errors=True)
