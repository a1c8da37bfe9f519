"""The Content-Security-Policy of a page, from what stands in it."""

import base64
import hashlib

import pytest

from scripts.reader.web.csp import META, WASM, InlineHashes, digest, hashes_in, inline_hashes, policy, with_policy

HEAD = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>T</title></head><body>{}</body></html>'


def rules(text):
    return dict(rule.split(" ", 1) for rule in text.split("; "))


def test_a_hash_is_of_the_bytes_between_the_tags():
    expected = base64.b64encode(hashlib.sha256("\n let a = 'é'; ".encode()).digest()).decode()
    assert inline_hashes("<script>\n let a = 'é'; </script>").scripts == {f"'sha256-{expected}'"}


@pytest.mark.parametrize(
    "page",
    [
        '<script src="a.js"></script>',
        '<script defer src=a.js></script>',
        '<script type="application/ld+json">{"a": "<style>b</style>"}</script>',
        '<script id="x" type="application/json">{}</script>',
        "<p>script</p>",
    ],
)  # fmt: skip
def test_what_does_not_run_needs_no_hash(page):
    assert inline_hashes(page) == InlineHashes()


@pytest.mark.parametrize("tag", ["<script>", '<script type="module">', "<script type='text/javascript'>", "<SCRIPT>"])
def test_what_runs_needs_a_hash(tag):
    assert inline_hashes(f"{tag}a()</script>").scripts == {digest("a()")}


def test_a_style_needs_a_hash():
    assert inline_hashes('<style media="print">p { color: red }</style>') == InlineHashes(
        frozenset(), frozenset([digest("p { color: red }")])
    )


def test_the_policy_stands_before_everything_and_names_what_the_page_has():
    page = with_policy(HEAD.format("<script>a()</script>"))
    assert page.startswith('<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy"')
    assert hashes_in(page) == InlineHashes(frozenset([digest("a()")]))
    assert with_policy(page) == page
    assert META.sub("", page) == HEAD.format("<script>a()</script>")


@pytest.mark.parametrize("header", [True, False])
def test_nothing_unsafe_is_allowed(header):
    told = policy(InlineHashes(frozenset([digest("a()")])), header=header)
    assert '"' not in told
    assert "unsafe" not in rules(told)["script-src"]
    assert ("unsafe" in rules(told)["style-src"]) == header
    assert rules(told)["default-src"] == "'self'"
    assert rules(told)["object-src"] == rules(told)["base-uri"] == "'none'"
    assert ("frame-ancestors" in rules(told)) == header


def test_webassembly_is_allowed_only_where_it_is_needed():
    assert WASM not in policy(InlineHashes())
    assert rules(policy(InlineHashes(), wasm=True))["script-src"] == f"'self' {WASM}"
    assert META.search(with_policy(HEAD, wasm=True))[1] == policy(InlineHashes(), wasm=True)
