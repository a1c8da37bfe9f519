"""The Content-Security-Policy of a page: it allows what the theme and the build put there, and nothing that stands there besides."""

import base64
import hashlib

import pytest

from scripts.reader.web.csp import (
    HEADER_LENGTH,
    META,
    WASM,
    InlineHashes,
    digest,
    hashes_in,
    inline_scripts,
    policy,
    template_hashes,
    with_policy,
)
from scripts.reader.web.publish_policy import Policies

HEAD = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>T</title></head><body>{}</body></html>'
OWN = InlineHashes(frozenset([digest("a()")]), frozenset([digest("p {}")]))


def rules(text):
    return dict(rule.split(" ", 1) for rule in text.split("; "))


def test_a_hash_is_of_the_bytes_between_the_tags():
    text = "\n let a = 'é'; "
    assert digest(text) == f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
    assert list(inline_scripts(f"<script>{text}</script>")) == [text]


@pytest.mark.parametrize(
    "page",
    [
        '<script src="a.js"></script>',
        "<script defer src=a.js></script>",
        '<script type="application/ld+json">{"a": "<style>b</style>"}</script>',
        '<script id="x" type="application/json">{}</script>',
        "<p>script</p>",
    ],
)
def test_what_does_not_run_is_no_script(page):
    assert list(inline_scripts(page)) == []


TAGS = [
    "<script>",
    '<script type="module">',
    "<script type=module>",
    "<script type='text/javascript'>",
    "<script type=application/javascript>",
    "<SCRIPT>",
    "<script data-type=application/json>",
    "<script data-src=a>",
    "<script\nasync>",
]


@pytest.mark.parametrize("tag", TAGS)
def test_what_runs_is_allowed_only_if_it_is_the_themes(tag):
    page = HEAD.format(f"<script>a()</script>{tag}b()</script>")
    policies = Policies(OWN.scripts, wasm=False)
    assert hashes_in(policies.secured(page)).scripts == OWN.scripts
    assert list(policies.foreign_scripts(page)) == ["b()"]


def test_the_themes_scripts_are_read_from_its_templates_and_rendered_for_each_folder():
    template = '<script>a("{{ config.extra.scope | d(base_url) }}")</script>{% if x %}<script>b()\n</script>{% endif %}'
    assert template_hashes([template], [".", "../.."]) == {digest('a(".")'), digest('a("../..")'), digest("b()\n")}


def test_a_page_allows_only_what_it_has():
    policies = Policies(frozenset([digest("a()"), digest("c()")]), wasm=False)
    assert hashes_in(policies.secured(HEAD.format("<script>c()</script>"))).scripts == {digest("c()")}
    assert policies.inline.scripts == {digest("c()")}


IMPRINT = ':root { --imprint: "A: B, version 1" }'


@pytest.mark.parametrize(
    ("page", "styles"),
    [
        ("<style>p {}</style>", {digest("p {}")}),
        (f"<style>{IMPRINT}</style>", {digest("p {}"), digest(IMPRINT)}),
        ("<style>body { display: none }</style>", {digest("p {}")}),
        ('<style>:root { --imprint: "a"; } body { display: none } a { b: "" }</style>', {digest("p {}")}),
    ],
)
def test_styles_are_those_of_the_build_and_the_imprint(page, styles):
    secured = Policies(frozenset(), wasm=False).secured(HEAD.format(page), "p {}")
    assert hashes_in(secured) == InlineHashes(frozenset(), frozenset(styles))


FORGED = f'<meta http-equiv="Content-Security-Policy" content="{policy(OWN)}">'


@pytest.mark.parametrize("page", [HEAD.format(FORGED), HEAD.replace("<title>", FORGED + "<title>"), HEAD.format(f"<head>{FORGED}")])
def test_a_policy_in_the_text_is_not_that_of_the_page(page):
    assert hashes_in(Policies(frozenset(), wasm=False).secured(page)) == InlineHashes()


def test_the_policy_stands_before_everything():
    page = with_policy(HEAD.format("<script>a()</script>"), OWN)
    assert page.startswith('<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy"')
    assert hashes_in(page) == OWN
    assert META.sub("", page).replace('<meta name="referrer" content="strict-origin-when-cross-origin">', "") == HEAD.format(
        "<script>a()</script>"
    )


DIRECTIVES = """default-src script-src style-src img-src font-src connect-src worker-src manifest-src media-src object-src frame-src
    base-uri form-action require-trusted-types-for trusted-types"""


@pytest.mark.parametrize("header", [True, False])
def test_nothing_is_allowed_but_what_is_named(header):
    named = rules(policy(OWN, header=header))
    assert list(named) == [*DIRECTIVES.split(), *(["frame-ancestors"] if header else [])]
    assert named["default-src"] == named["object-src"] == named["base-uri"] == "'none'"
    assert not [sources for sources in named.values() if "unsafe" in sources or '"' in sources or "http" in sources]


def test_header_and_meta_never_contradict_each_other():
    meta, header = (rules(policy(OWN, header=header)) for header in (False, True))
    assert header == {**meta, "frame-ancestors": "'none'"}


def test_a_header_that_would_be_too_long_leaves_styles_to_the_pages():
    many = InlineHashes(OWN.scripts, frozenset(digest(str(number)) for number in range(40)))
    header, meta = policy(many, header=True), policy(many)
    assert len(meta) > HEADER_LENGTH > len(header)
    assert rules(header)["style-src"] == "'self' 'unsafe-inline'"
    assert {**rules(header), "style-src": ""} == {**rules(meta), "style-src": "", "frame-ancestors": "'none'"}
    assert "unsafe" not in meta


def test_a_released_page_that_does_without_trusted_types_keeps_them_out_of_the_headers():
    policies = Policies(frozenset(), wasm=False)
    policies.allow_released(policies.secured(HEAD))
    assert policies.trusted_types
    policies.allow_released(policies.secured(HEAD).replace("; require-trusted-types-for 'script'; trusted-types reader", ""))
    assert not policies.trusted_types
    without = rules(policy(OWN, header=True, trusted_types=False))
    assert set(DIRECTIVES.split()) - set(without) == {"require-trusted-types-for", "trusted-types"}


def test_webassembly_is_allowed_only_where_it_is_needed():
    assert WASM not in policy(OWN)
    assert rules(policy(InlineHashes(), wasm=True))["script-src"] == f"'self' {WASM}"
    assert META.search(with_policy(HEAD, OWN, wasm=True))[1] == policy(OWN, wasm=True)
