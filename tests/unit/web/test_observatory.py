"""The grades that the HTTP Observatory gives to the headers that a build writes, by its own rules.

The rules: https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring, with the modifiers of its program
(mdn/mdn-http-observatory, src/grader/charts.js), where the page has those of CORP the wrong way round.
"""

import re
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from scripts.reader.web.csp import InlineHashes, digest
from scripts.reader.web.publish_policy import Policies, files_for_host
from tests.conftest import ROOT

GRADES = [(100, "A+"), (90, "A"), (85, "A-"), (80, "B+"), (70, "B"), (65, "B-"), (60, "C+"), (50, "C"), (45, "C-"), (40, "D+"), (30, "D")]
BROAD = {"*", "http:", "https:", "ftp:", "http://*", "https://*", "http://*.*", "https://*.*"}
UNSAFE_REFERRERS = ("origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade")
PRIVATE_REFERRERS = ("no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin")


def directives(policy):
    return {name: set(sources) for name, *sources in (rule.split() for rule in policy.split(";") if rule.strip())}


def csp_modifier(policy):
    if not policy:
        return -25
    rules = directives(policy)
    default = rules.get("default-src", {"*"})
    script, style, objects = (rules.get(f"{name}-src", default) for name in ("script", "style", "object"))
    for sources in (script, style):  # a browser ignores it beside a hash
        if any(source.startswith(("'sha256-", "'nonce-")) for source in sources):
            sources.discard("'unsafe-inline'")
    if script & (BROAD | {"'unsafe-inline'", "data:"}) or objects & BROAD:
        return -20
    if any(source.startswith(("http:", "ftp:")) for sources in rules.values() for source in sources):
        return -20
    if "'unsafe-eval'" in script | style:
        return -10
    if style & (BROAD | {"'unsafe-inline'", "data:"}):
        return 0
    return 10 if default == {"'none'"} else 5


def hsts_modifier(value):
    age = re.search(r"max-age=(\d+)", value)
    return -20 if not age else 0 if int(age[1]) >= 15768000 else -10


def frames_modifier(value, policy):
    ancestors = directives(policy or "").get("frame-ancestors", {"*"})
    return 5 if not ancestors & BROAD else 0 if value.upper() in ("DENY", "SAMEORIGIN") else -20


def referrer_modifier(value):
    return 5 if value in PRIVATE_REFERRERS else -5 if value in UNSAFE_REFERRERS else 0


def score(headers, meta=None, redirected=True):
    """The score of a site over HTTPS that sets no cookies, allows no CORS and loads its own scripts only."""
    policy = headers.get("Content-Security-Policy")
    modifiers = [
        csp_modifier(policy or (meta or {}).get("Content-Security-Policy")),
        hsts_modifier(headers.get("Strict-Transport-Security", "")),
        frames_modifier(headers.get("X-Frame-Options", ""), policy),  # frame-ancestors in a <meta> does not count
        referrer_modifier(headers.get("Referrer-Policy", (meta or {}).get("referrer", ""))),
        0 if headers.get("X-Content-Type-Options") == "nosniff" else -5,
        10 if headers.get("Cross-Origin-Resource-Policy") in ("same-origin", "same-site") else 0,
        0 if redirected else -20,
    ]
    base = max(100 + sum(modifier for modifier in modifiers if modifier < 0), 0)
    return base + sum(modifier for modifier in modifiers if modifier > 0) if base >= 90 else base


def grade(points):
    return next((letter for least, letter in GRADES if points >= least), "F")


BEFORE = {  # what a build wrote until November 2026, as measured then
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; object-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
HSTS, CORP = {"Strict-Transport-Security": "max-age=31536000"}, {"Cross-Origin-Resource-Policy": "same-origin"}


@pytest.mark.parametrize(
    ("headers", "meta", "points", "letter"),
    [
        (BEFORE, None, 80, "B+"),
        (BEFORE | HSTS, None, 110, "A+"),
        (BEFORE | HSTS | CORP, None, 120, "A+"),
        (HSTS, {"Content-Security-Policy": "default-src 'none'", "referrer": "no-referrer"}, 75, "B"),
        ({}, None, 30, "D"),
    ],
)
def test_the_rules_give_what_was_measured(headers, meta, points, letter):
    assert (score(headers, meta), grade(points)) == (points, letter)


INLINE = InlineHashes(frozenset(digest(str(number)) for number in range(7)), frozenset(digest(str(number)) for number in range(10)))


@pytest.fixture(scope="module", params=[False, True], ids=["own search", "Pagefind"])
def policies(request):
    return Policies(INLINE.scripts, request.param, INLINE)


@pytest.fixture(scope="module")
def files(policies):
    return files_for_host(SimpleNamespace(contact=""), "https://example.org/", policies, datetime(2026, 11, 28, tzinfo=UTC))


LINES = {
    "_headers": r"  ([\w-]+): (.+)",
    ".htaccess": r'  Header always set ([\w-]+) "(.+)"',
    ".nginx-headers.conf": r'add_header ([\w-]+) "(.+)" always;',
    ".caddy-headers.conf": r'\t([\w-]+) "(.+)"',
}


@pytest.mark.parametrize("file", LINES)
def test_a_host_that_sends_the_headers_has_the_best_grade(files, file):
    headers = dict(re.findall(rf"^{LINES[file]}$", files[file], re.MULTILINE))
    assert len(headers) == 8
    assert (score(headers), grade(score(headers))) == (130, "A+")
    assert not [value for value in headers.values() if re.search(r'["$\\{}\n]', value)], "it would mean something to a server"


def test_pages_on_a_host_that_sends_none_get_what_a_meta_element_can_give(policies):
    page = policies.secured("<html><head><title>A</title></head></html>")
    meta = dict(re.findall(r'<meta (?:http-equiv|name)="([\w-]+)" content="([^"]*)">', page))
    assert csp_modifier(meta["Content-Security-Policy"]) == 10
    assert (score(HSTS, meta), grade(score(HSTS, meta))) == (75, "B"), "without frames and types, which only headers can forbid"


def test_the_servers_that_the_project_configures_send_the_headers_and_lead_to_https():
    nginx, site, caddy = ((ROOT / "hosting" / name).read_text(encoding="utf-8") for name in ("nginx.conf", "nginx-site.conf", "Caddyfile"))
    assert "include /srv/www/.nginx-headers.conf;" in nginx
    assert "return 301 https://$host$request_uri;" in nginx
    assert not re.search(r"^ *location [^}]*add_header", nginx + site, re.MULTILINE), "it would undo the headers of the server"
    assert "Strict-Transport-Security" not in nginx + site, "it would be sent twice"
    assert "import /srv/reader/site/.caddy-headers.conf" in caddy
    assert re.search(r"^reader\.example\.org \{", caddy, re.MULTILINE), "Caddy leads a name to HTTPS by itself"
