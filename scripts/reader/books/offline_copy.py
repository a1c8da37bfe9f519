"""Pack the built site into a zip file that works by opening its index.html from disk, search included.

From disk a browser loads scripts, styles and pages, but neither fetches data nor starts a worker, and a link to a folder
shows its files. So in the copy links name index.html, the search comes as one script, and offline.js (beside this module), which every
page loads first, does the rest. Links to what the zip leaves out lead to the web.
"""

import base64
import io
import json
import posixpath
import re
import zipfile
from datetime import datetime
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import html

from scripts.reader.search import search_parts
from scripts.reader.search.search_documents import THESAURUS_PATH, Document

OFFLINE_SCRIPT, WORKER_SCRIPT = "assets/offline.js", "assets/offline-worker.js"
SEARCH_WORKER = "assets/search-worker.js"
FETCHED_PAGES, PAGES_SCRIPT = "cite/", "assets/offline-pages.js"  # the folder of the pages that scripts fetch
OFFLINE_FONTS = "assets/offline-fonts.css"
FONT_FACE = re.compile(r'@font-face\{[^{}]*\burl\("[^"]*/(assets/fonts/[^"]+)"\)[^{}]*\}')
LINK_ATTRIBUTES = ("href", "src", "poster", "data", "action")
WEB_RELATIONS = {"canonical", "cite-as", "item", "license", "type", "author", "collection", "describedby"}  # of links for machines


def offline_page(text: str, path: str, files: set[str], base: str) -> str:
    """Return a page of the site as the zip has it.

    Args:
        text: The HTML of the page.
        path: The path of the page in the site.
        files: The paths of all files in the zip.
        base: The address of the site, with a slash at its end.
    """
    tree = html.document_fromstring(text)
    for policy in tree.xpath("//meta[translate(@http-equiv, 'CPS', 'cps')='content-security-policy']"):
        policy.drop_tree()  # made for a web server; from disk it would forbid what offline.js does
    for element in tree.iter():
        for name in LINK_ATTRIBUTES if isinstance(element.tag, str) else ():
            address = element.get(name)
            if address is not None and element.get("rel") not in WEB_RELATIONS:
                element.set(name, offline_link(address, path, files, base))
    to_root = "../" * path.count("/")
    for style in tree.iter("style"):
        style.text = FONT_FACE.sub("", style.text or "")  # a browser takes no font from disk, but one that stands in a style sheet
    head = tree.xpath("head")[0]
    head.insert(0, html.Element("script", src=to_root + OFFLINE_SCRIPT))
    head.append(html.Element("link", rel="stylesheet", href=to_root + OFFLINE_FONTS))
    return html.tostring(tree, encoding="unicode", doctype="<!doctype html>") + "\n"


def offline_link(address: str, path: str, files: set[str], base: str) -> str:
    """Return a link to a file of the zip, or else to the site on the web; the other arguments are those of `offline_page`."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path:
        return address
    root = urlsplit(base).path
    target, fragment = urldefrag(urljoin(root + path, address))
    target = urlsplit(target).path.removeprefix(root)
    file = next((name for name in (target, posixpath.join(target, "index.html")) if name in files), None)
    if file is None:
        return urljoin(base + path, address)
    query = f"?{parts.query}" if parts.query else ""
    return posixpath.relpath(file, posixpath.dirname(path) or ".") + query + (f"#{fragment}" if fragment else "")


def worker_script(site: Path, documents: list[Document]) -> str:
    """Return a script that holds the text of the search's worker, which a build has joined into one file, and all that it searches.

    Pagefind's index comes in pieces, which cannot be fetched from disk, so this project's own search gets all documents.

    Args:
        site: The folder of the built site.
        documents: All that search finds.
    """
    text = (site / SEARCH_WORKER).read_text(encoding="utf-8")
    parts = search_parts.part_files(documents, {"papers": "own"})
    texts = {**parts, THESAURUS_PATH: (site / THESAURUS_PATH).read_text(encoding="utf-8")}
    files = {posixpath.basename(path): text for path, text in texts.items()}
    return f"offline.worker = {js_literal({'script': text, 'files': files})};\n"


def js_literal(value: object) -> str:
    """Return a value as JSON that is also JavaScript of before ES2019, where U+2028 and U+2029 end a line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def pack_site(site: Path, documents: list[Document], base: str, folder: str, date: datetime, leave_out: tuple[str, ...] = ()) -> bytes:
    """Return the built site as a zip file with one folder; the same site gives the same bytes.

    Args:
        site: The folder of the built site.
        documents: All that search finds.
        base: The address of the site, with a slash at its end.
        folder: The name of the folder in the zip file.
        date: The time that all files get.
        leave_out: Files and folders at the root of the site that the zip file does without.
    """
    paths = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    paths = {name: path for name, path in paths.items() if name.split("/")[0] not in leave_out}
    scripts = offline_scripts(paths, site, documents)
    files = {*paths, *scripts}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            data = scripts[name].encode() if name in scripts else paths[name].read_bytes()
            if name.endswith(".html"):
                data = offline_page(data.decode(), name, files, base).encode()
            info = zipfile.ZipInfo(f"{folder}/{name}", date.timetuple()[:6])
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(info, data)
    return packed.getvalue()


def offline_scripts(paths: dict[str, Path], site: Path, documents: list[Document]) -> dict[str, str]:
    """Return the scripts that the zip has in addition, by path: offline.js, the worker, fetched pages, one for each data file or module.

    Args:
        paths: The files of the site that are packed, by path in the site.
        site: The folder of the built site.
        documents: All that search finds.
    """
    home = paths["index.html"].read_text(encoding="utf-8")
    scripts = {
        OFFLINE_FONTS: offline_fonts(home, {name: path.read_bytes() for name, path in paths.items() if name.endswith(".woff2")}),
        OFFLINE_SCRIPT: Path(__file__).with_name("offline.js").read_text(encoding="utf-8"),
    }
    if SEARCH_WORKER in paths:  # an edition's own templates may do without search
        scripts[WORKER_SCRIPT] = worker_script(site, documents)
    pages = {name: path for name, path in paths.items() if name.startswith(FETCHED_PAGES) and name.endswith(".html")}
    scripts[PAGES_SCRIPT] = "".join(data_line(name, path) for name, path in sorted(pages.items()))
    for name, path in paths.items():
        if name.endswith((".json", ".mjs")) and not name.startswith((FETCHED_PAGES, "search/")):
            scripts[f"{name}.js"] = data_line(name, path)
    return scripts


def data_line(name: str, path: Path) -> str:
    """Return the line of a script that gives offline.js the text of a file."""
    return f"offline.files[{json.dumps(name)}] = {js_literal(path.read_text(encoding='utf-8'))};\n"


def offline_fonts(page: str, fonts: dict[str, bytes]) -> str:
    """Return the rules of a page for the fonts of the site, with the fonts in them.

    Args:
        page: The HTML of the page.
        fonts: The fonts, by path in the site.
    """

    def with_font(rule: re.Match[str]) -> str:
        data = base64.b64encode(fonts[rule[1]]).decode()
        return re.sub(r'url\(".*?"\)', f'url("data:font/woff2;base64,{data}")', rule[0]).replace("optional", "block")

    return "".join(with_font(rule) for rule in FONT_FACE.finditer(page) if rule[1] in fonts) + "\n"
