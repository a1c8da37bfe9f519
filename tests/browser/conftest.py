"""The real site, built once from a copy of the project, served under a sub-path, and read in one Chromium."""

import io
import zipfile
from contextlib import contextmanager
from functools import partial

import pytest
from playwright.sync_api import expect, sync_playwright

from scripts.reader.books import downloads
from scripts.reader.edition import load
from tests.support.browsers import STARTERS
from tests.support.chromium import DESKTOP, LAUNCH_ARGS, NO_OTHER_HOST, WITHOUT_FEATURES, find_browser
from tests.support.project import build_for_root, build_project
from tests.support.server import PREFIX, serve
from tests.support.typefaces import script_for
from tests.support.visitor import PATIENCE, Firefox, Playwright, WebKit

expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="session")
def project(once):
    """A copy of the project with the built site."""
    return once("project", build_project)


@pytest.fixture(scope="session")
def site(project):
    """The folder of the built site."""
    return project / "site"


@pytest.fixture(scope="session")
def root_site(once, project):
    """The folder of the site built for the root of a host, with its downloads."""
    return once("root-site", partial(build_for_root, built=project)) / "site"


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
def disk_copy(once, project, site, edition):
    """The folder of the copy of the site that is opened from disk, unpacked."""

    def unpack(folder):
        with zipfile.ZipFile(io.BytesIO(downloads.make_offline_zip(project, site, edition))) as archive:
            archive.extractall(folder)

    return next(once("disk-copy", unpack).iterdir())


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
def visits(browser, address, typeface=None):
    """Open new browsers at an address: visit(has_touch=True) is a page. Fails at the end if any asked another host, or erred."""
    contexts, complaints = [], []

    def visit(**settings):
        context = browser.new_context(**{"base_url": address, "viewport": DESKTOP, "reduced_motion": "reduce", **settings})
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        watch(context, address, complaints)
        if typeface:
            context.add_init_script(script_for(typeface))
        return context.new_page()

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def typeface():
    """The typeface of all pages. By default it is that of the machine; @in_every_typeface sets the others."""


@pytest.fixture
def reader(browser, address, typeface):
    """Open a new browser: reader(has_touch=True) is a page. The test fails if any page asks another host, or errs."""
    with visits(browser, address, typeface) as visit:
        yield visit


@pytest.fixture
def page(reader):
    """A page in a new browser on a desktop."""
    return reader()


def pytest_ignore_collect(collection_path, config):
    """Leave out what is about another browser than those that are asked for."""
    return True if collection_path.name == "test_screen_reader.py" and config.getoption("browsers") != "all" else None


def pytest_generate_tests(metafunc):
    """Have a visitor in every browser that is asked for."""
    if "visitor" in metafunc.fixturenames:
        others = [*STARTERS] if metafunc.config.getoption("browsers") == "all" else []
        metafunc.parametrize("visitor", ["chromium", *others], indirect=True)


@pytest.fixture(scope="package")
def firefox(tmp_path_factory):
    """Send commands of WebDriver to Firefox."""
    with STARTERS["firefox"](tmp_path_factory.mktemp("firefox")) as send:
        yield send


@pytest.fixture(scope="package")
def webkit(tmp_path_factory):
    """Send commands of WebDriver to WebKitGTK."""
    with STARTERS["webkit"](tmp_path_factory.mktemp("webkit")) as send:
        yield send


@pytest.fixture
def visitor(request, address):
    """A reader at a browser on a desktop, in each that --browsers names."""
    if request.param == "chromium":
        page = request.getfixturevalue("reader")(permissions=["clipboard-read", "clipboard-write"], base_url=None)
        yield Playwright(page)
        return
    visitor = {"firefox": Firefox, "webkit": WebKit}[request.param](request.getfixturevalue(request.param))
    visitor.resize(**DESKTOP)
    visitor.opens(address)
    visitor.evaluate("() => localStorage.clear()")
    yield visitor
    assert visitor.errors() == []


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
