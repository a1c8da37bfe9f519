"""The real site, built once from a copy of the project, served under a sub-path, and read in one Chromium."""

import os
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from scripts.reader.edition import load
from tests.support.chromium import LAUNCH_ARGS, find_browser

ROOT = Path(__file__).parents[2]
PARTS = ("docs", "scripts", "overrides", "sources", "bibliography.bib", "mkdocs.yml", "zensical.yml")
PREFIX = "/reader/"  # where the site is served; the page for missing addresses must be told
SETTINGS = {"SITE_URL": f"https://example.org{PREFIX}", "SOURCE_DATE_EPOCH": "1700000000"}
NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
FEATURES = (
    # Two pages for the address bar, which Chromium loads with every window though none is shown: half the time that a window takes.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    # What playwright 1.65 disables and says why in chromiumSwitches.ts, for this list takes the place of its own.
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
)
WITHOUT_FEATURES = "--disable-features=" + ",".join(FEATURES)
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def copy_project(folder, project=ROOT):
    """A copy of what a build of a project reads."""
    for part in PARTS:
        if (project / part).is_dir():
            shutil.copytree(project / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(project / part, folder / part)
    return folder


def start_build(project, *arguments, **environment):
    """Start a strict build of a project; hand the process to finish_build."""
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "-f", "mkdocs.yml", "--strict", *arguments],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finish_build(process):
    told, _ = process.communicate()
    if process.returncode:
        pytest.fail(f"the site does not build\n{told}", pytrace=False)


class Handler(SimpleHTTPRequestHandler):
    """Serves the site under any path that ends in reader/, and the page for missing addresses."""

    def translate_path(self, path):
        return super().translate_path("/" + path.partition(PREFIX)[2])

    def send_error(self, code, message=None, explain=None):
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Say nothing."""


@contextmanager
def serve(folder, handler=Handler, prefix=PREFIX):
    """Where a folder is served under a prefix that the handler knows."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
            thread.join()


def build_project(folder):
    finish_build(start_build(copy_project(folder), **SETTINGS))


@pytest.fixture(scope="session")
def project(once):
    """A copy of the project with the built site."""
    return once("project", build_project)


@pytest.fixture(scope="session")
def site(project):
    """The folder of the built site."""
    return project / "site"


@pytest.fixture(scope="session")
def pages(site):
    """The address of every page within the site, such as glossary/csto/; that of the home page is empty."""
    names = (path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return sorted(name.removesuffix("index.html") for name in names if name != "404.html")


@pytest.fixture(scope="session")
def edition(project):
    """The edition as scripts.reader reads it."""
    return load.load_edition(project)


@pytest.fixture(scope="session")
def sections(edition):
    """Every section page of every paper, with its address within the site."""
    return {f"papers/{paper.slug}/{section.slug}/": section for paper in edition.papers for section in paper.sections}


@pytest.fixture(scope="session")
def address(site):
    """Where the site is served."""
    with serve(site) as address:
        yield address


@pytest.fixture(scope="package")
def browser():
    path = find_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*LAUNCH_ARGS, NO_OTHER_HOST, WITHOUT_FEATURES])
        yield browser
        browser.close()


@contextmanager
def visits(browser, address):
    """Open fresh browsers at an address: visit(has_touch=True) is a page. Fails at the end if any asked another host, or erred."""
    contexts, complaints = [], []

    def visit(**settings):
        context = browser.new_context(**{"base_url": address, "viewport": DESKTOP, "reduced_motion": "reduce", **settings})
        context.set_default_timeout(10_000)
        contexts.append(context)
        watch(context, address, complaints)
        return context.new_page()

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def reader(browser, address):
    """Open a fresh browser: reader(has_touch=True) is a page. The test fails if any page asks another host, or errs."""
    with visits(browser, address) as visit:
        yield visit


@pytest.fixture
def page(reader):
    """A page in a fresh browser on a desktop."""
    return reader()


def watch(context, address, complaints):
    """Write down every request to another host, every file that is missing, and every error of a script."""
    own = (address.removesuffix(PREFIX), "file:", "data:", "blob:")
    unloaded = "Failed to load resource"  # told by the responses, with an address

    def request(request):
        if not request.url.startswith(own):
            complaints.append(f"a request to {request.url}")

    def response(response):
        if response.status >= 400 and not response.request.is_navigation_request():
            complaints.append(f"{response.status} {response.url}")

    def console(message):
        if message.type == "error" and not message.text.startswith(unloaded):
            complaints.append(f"{message.location['url']}: {message.text}")

    context.on("request", request)
    context.on("response", response)
    context.on("console", console)

    def dialog(dialog):
        complaints.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    context.on("dialog", dialog)
    context.on("weberror", lambda error: complaints.append(f"{error.page.url}: {error.error}"))
