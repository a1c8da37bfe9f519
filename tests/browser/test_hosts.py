"""The site on nginx as the repository configures it, at the root of a host and under a path, as on GitHub Pages; and on Caddy."""

import gzip
import http.client
import os
import re
import shutil
import signal
import ssl
import subprocess
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from scripts.reader.web import host_files
from tests.browser.conftest import visits
from tests.support import chromium, host
from tests.support.project import ROOT
from tests.support.search import search_for

SECTION = "papers/islamic-emirate/introduction/"
KINDS = ("papers/islamic-emirate/", f"{SECTION}#p4", "side-by-side/", "timeline/", "concepts/", "glossary/", "bibliography/",
         "about/citing/", f"cite/{SECTION.rstrip('/')}.html")  # fmt: skip
QUOTED = "In the international system, every country relies on one or more strategic documents"
FOR_EVER = "public, max-age=31536000, immutable"
TYPES = {  # of every kind of file that a site has
    "bib": "application/x-bibtex; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "epub": "application/epub+zip",
    "gz": "application/gzip",
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "jsonld": "application/ld+json; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "woff2": "font/woff2",
    "xml": "application/xml; charset=utf-8",
    "yaml": "application/yaml; charset=utf-8",
    "zip": "application/zip",
}


@pytest.fixture(scope="module", params=["/", "/reader/"])
def hosted(request, root_site, site):
    """The folder of a site, and its address on nginx."""
    folder = root_site if request.param == "/" else site
    with host.host(folder, request.param) as (address, _):
        yield folder, address


@pytest.fixture
def visitor(browser, hosted):
    """A page in a new browser; the test fails if any page asks another host, misses a file, breaks a policy, or errs."""
    with visits(browser, hosted[1]) as visit:
        yield visit()


def ask(address, path="", **headers):
    """What a host answers: its status, headers and body."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    connection.request("GET", parts.path + path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


def one_of_each_kind(site):
    """A file of every kind that a site has, by its suffix."""
    return {path.suffix[1:]: path for path in sorted(site.rglob("[!._]*.*"))}


def headers_asked_for(site):
    """The headers in _headers, as Netlify and Cloudflare Pages read it."""
    return dict(line.strip().split(": ", 1) for line in (site / "_headers").read_text(encoding="utf-8").splitlines()[1:])


def test_a_reader_walks_through_the_site(visitor, hosted):
    page = visitor
    page.goto("")
    page.locator(".contents").get_by_role("link", name="Islamic Emirate").click()
    page.locator("article").get_by_role("link", name="Introduction").first.click()
    expect(page).to_have_url(hosted[1] + SECTION)
    page.locator("#p4 a.term").first.click()
    expect(page).to_have_url(re.compile(rf"^{re.escape(hosted[1])}glossary/[\w-]+/$"))
    for kind in KINDS:
        page.goto(kind)
        expect(page.locator("h1")).to_be_visible()


def test_search_finds_and_leads_on(visitor, hosted):
    page = visitor
    page.goto(SECTION)
    search_for(page, "Tashkent Treaty").first.click()
    expect(page).to_have_url(re.compile(rf"^{re.escape(hosted[1])}glossary/csto/"))


def test_a_quotation_is_compared(visitor):
    page = visitor
    page.goto("about/check/")
    page.get_by_label("Quotation or link").fill(QUOTED)
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("article")).to_contain_text("The words stand unchanged.")


def test_a_missing_address_gets_the_page_that_leads_home(visitor, hosted):
    page = visitor
    for address in ("no/such/page/", "assets/", "assets/scripts.00000000.js", ".htaccess"):
        answer = page.goto(address)
        assert answer.status == 404, address
        assert answer.headers["cache-control"] == "no-cache", address
        expect(page.locator("h1")).to_have_text("Page not found")
    page.locator(".md-header").get_by_role("link", name="Russia and Afghanistan").first.click()
    expect(page).to_have_url(hosted[1])


def test_downloads_come_whole(browser, root_site):
    with host.host(root_site, "/") as (address, _), visits(browser, address) as visit:
        page = visit()
        page.goto("")
        links = page.locator("ul.take a")
        expect(links).to_have_count(3)
        for link in links.all():
            with page.expect_download() as download:
                link.click()
            path = root_site / link.get_attribute("href")
            assert download.value.suggested_filename == link.get_attribute("download")
            assert download.value.path().read_bytes() == path.read_bytes()


@pytest.mark.parametrize("path", ["", "assets/search-worker.js", "no/such/page/", "glossary/csto", ".well-known/security.txt"])
def test_every_answer_carries_the_headers(hosted, path):
    site, address = hosted
    wanted = headers_asked_for(site)
    assert list(wanted) == list(host_files.headers("x"))
    _, headers, _ = ask(address, path)
    assert {name: headers.get_all(name) for name in wanted} == {name: [value] for name, value in wanted.items()}


def test_a_folder_is_found_without_its_slash_on_any_host(hosted):
    status, headers, _ = ask(hosted[1], "glossary/csto", Host="reader.test")
    assert (status, headers["Location"]) == (301, f"{urlsplit(hosted[1]).path}glossary/csto/")


def test_every_kind_of_file_has_its_type_and_text_is_compressed(root_site):
    examples = one_of_each_kind(root_site)
    with host.host(root_site, "/") as (address, _):
        types = {}
        for suffix, path in examples.items():
            status, headers, body = ask(address, path.relative_to(root_site).as_posix(), **{"Accept-Encoding": "gzip"})
            assert status == 200
            types[suffix] = headers["Content-Type"]
            compressed = headers["Content-Encoding"] == "gzip"
            if "charset" in types[suffix] and path.stat().st_size > 256:
                assert compressed, path
                assert headers["Vary"] == "Accept-Encoding"
            assert (gzip.decompress(body) if compressed else body) == path.read_bytes()
    assert types == {suffix: TYPES[suffix] for suffix in examples}


def test_what_is_named_by_its_content_is_cached_for_ever_and_nothing_else(root_site):
    with host.host(root_site, "/") as (address, _):
        cached = {path.name: ask(address, f"assets/{path.name}")[1]["Cache-Control"] for path in (root_site / "assets").glob("*.*")}
        _, headers, _ = ask(address, SECTION)
        assert ask(address, SECTION, **{"If-None-Match": headers["ETag"]})[0] == 304
    named = {name for name in cached if re.search(r"\.[0-9a-f]{8}\.", name)}
    assert len(named) >= 2
    assert {name for name, caching in cached.items() if caching == FOR_EVER} == named
    assert {caching for name, caching in cached.items() if name not in named} == {"no-cache"}


def test_the_configuration_for_a_host_on_the_web_leads_to_https(root_site, tmp_path):
    """hosting/nginx.conf, with the changes that its comments ask for."""
    if not shutil.which("openssl"):
        chromium.install_packages("openssl")
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "2"]
    subprocess.run([*request, "-keyout", tmp_path / "privkey.pem", "-out", tmp_path / "fullchain.pem"], check=True, capture_output=True)
    with host.listening(0) as plain, host.listening(0) as secure:
        changes = {
            r"listen 80;": f"listen 127.0.0.1:{plain.getsockname()[1]};",
            r"listen 443 ": f"listen 127.0.0.1:{secure.getsockname()[1]} ",
            r"listen \[::\].*;": "",
            r"/etc/letsencrypt/live/reader.example.org": str(tmp_path),
            r"/srv/www": str(host.placed(root_site, tmp_path, "/")),
            r"nginx-site.conf;": f"{host.RULES};",
        }
        servers = (ROOT / "hosting" / "nginx.conf").read_text(encoding="utf-8")
        for old, new in changes.items():
            assert re.search(old, servers)
            servers = re.sub(old, new, servers)
        with host.running(servers, tmp_path, plain, secure):
            status, headers, _ = ask(f"http://127.0.0.1:{plain.getsockname()[1]}/{SECTION}?q=1", Host="reader.example.org")
            assert (status, headers["Location"]) == (301, f"https://reader.example.org/{SECTION}")
            trusting = ssl._create_unverified_context()
            connection = http.client.HTTPSConnection("127.0.0.1", secure.getsockname()[1], timeout=10, context=trusting)
            connection.request("GET", f"/{SECTION}")
            answer = connection.getresponse()
            assert answer.status == 200
            assert int(re.match(r"max-age=(\d+)", answer.headers["Strict-Transport-Security"])[1]) >= 31536000
            assert {name: answer.headers[name] for name in headers_asked_for(root_site)} == headers_asked_for(root_site)
            connection.close()


@pytest.fixture(scope="module")
def caddy(root_site, tmp_path_factory):
    """The address of the site on Caddy with hosting/Caddyfile, without HTTPS."""
    if not shutil.which("caddy", path=host.PLACES):
        chromium.install_packages("caddy")
    folder = tmp_path_factory.mktemp("caddy")
    with host.listening(0) as free:
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    rules = (ROOT / "hosting/Caddyfile").read_text(encoding="utf-8")
    for old, new in {"reader.example.org {": f"{address} {{", "/srv/reader/site": str(root_site)}.items():
        assert old in rules
        rules = rules.replace(old, new)
    (folder / "Caddyfile").write_text("{\n\tadmin off\n}\n" + rules, encoding="utf-8")
    command = ["caddy", "start", "--config", "Caddyfile", "--adapter", "caddyfile", "--pidfile", "pid"]  # comes back once it is up
    home = {"PATH": host.PLACES, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "log").open("w") as log:
        subprocess.run(command, cwd=folder, env=home, check=True, stdout=log, stderr=log)
    yield f"{address}/"
    os.kill(int((folder / "pid").read_text()), signal.SIGTERM)


def test_caddy_sends_headers_types_and_caching_as_nginx_does(caddy, root_site):
    scripts = next(path.name for path in (root_site / "assets").glob("scripts.*.js"))
    cited = ("cite/glossary/csto.ris", "cite/glossary/csto.bib", "cite/glossary/none.bib")
    files = (f"assets/{scripts}", "assets/scripts.00000000.js", "assets/reader.css", "_headers", ".htaccess", ".caddy-headers.conf")
    with host.host(root_site, "/") as (nginx, _):
        for path in ("", SECTION, "no/such/page/", *cited, *files):
            (status, headers, _), (expected, wanted, _) = ask(caddy, path), ask(nginx, path)
            names = ("Content-Type", "Cache-Control", *headers_asked_for(root_site))
            assert (status, {name: headers.get_all(name) for name in names}) == (
                expected,
                {name: wanted.get_all(name) for name in names},
            ), path
        for path in one_of_each_kind(root_site).values():
            answers = [ask(at, path.relative_to(root_site).as_posix(), **{"Accept-Encoding": "gzip"})[1] for at in (caddy, nginx)]
            found, wanted = ([headers[name] for name in ("Content-Type", "Content-Encoding", "Vary")] for headers in answers)
            assert found == wanted, path
    _, _, body = ask(caddy, SECTION, **{"Accept-Encoding": "gzip"})
    assert gzip.decompress(body) == (root_site / SECTION / "index.html").read_bytes()
