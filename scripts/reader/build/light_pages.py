"""Make the pages of a finished site light and safe: their styles and scripts, fingerprinted, and their policies."""

from scripts.reader.build.site_build import SiteBuild
from scripts.reader.common.files import write_output
from scripts.reader.web import optimize, slots

CITE_PAGES = "cite/"  # pages that a script reads, whose policy would refuse styles in them


def optimize_pages(build: SiteBuild) -> None:
    """Inline the first paint of every page, join its scripts, and give it its policy. A server for development shows pages as they are."""
    if build.for_development:
        return
    site = build.site
    sheet = optimize.cut((site / optimize.STYLESHEET).read_text(encoding="utf-8"), build.base_path)
    rest, whole = (
        write_fingerprinted(build, f"assets/{name}", ".css", css) for name, css in (("styles", sheet.rest), ("reader", sheet.whole))
    )
    sources = {path.name: path.read_text(encoding="utf-8") for path in sorted(site.glob("assets/*.js"))}
    own = {f"assets/{name}": optimize.minify_script(optimize.with_imports(script, sources)) for name, script in sources.items()}
    joined: dict[tuple[str, ...], str] = {}
    for path, page in build.pages.items():
        if path.startswith(CITE_PAGES):
            styles, page = "", optimize.with_linked_styles(page, optimize.address_from(path, whole, build.base_path))
        else:
            styles = sheet.inline(page)
            page = optimize.with_first_paint(page, styles, optimize.address_from(path, rest, build.base_path))
        scripts = tuple(optimize.script_paths(page, path, build.base_path))
        if scripts and scripts not in joined:
            code = ";\n".join(own.get(script) or optimize.minify_script((site / script).read_text(encoding="utf-8")) for script in scripts)
            joined[scripts] = write_fingerprinted(build, "assets/scripts", ".js", code)
        if scripts:
            address = optimize.address_from(path, joined[scripts], build.base_path)
            page = slots.replace(page, "scripts", optimize.SCRIPT_TAG.format(address))
        build.pages[path] = build.policies.secured(optimize.tidy(slots.without_marks(page)), styles)
    for name, script in own.items():
        write_output(site / name, script)
    remove_unloaded_assets(build)


def remove_unloaded_assets(build: SiteBuild) -> None:
    """Remove what the theme and the sources of scripts and styles leave under assets/ that no page loads; pictures are an editor's."""
    assets = {path.relative_to(build.site).as_posix(): path for path in build.site.glob("assets/**/*.*")}
    texts = {name: path.read_text(encoding="utf-8") for name, path in assets.items() if path.suffix in (".css", ".js")}
    loaded = optimize.loaded_assets((page for _, page in build.pages.items()), texts)
    for name, path in assets.items():
        if (name in texts or path.suffix == ".map" or name == optimize.THEME_ICON) and name not in loaded:
            path.unlink()


def write_fingerprinted(build: SiteBuild, stem: str, suffix: str, content: str) -> str:
    """Write a file that is named by its content; return its path within the site."""
    path = optimize.fingerprinted(stem, suffix, content)
    write_output(build.site / path, content)
    return path
