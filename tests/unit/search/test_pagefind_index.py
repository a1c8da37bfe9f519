"""What Pagefind keeps of a page, and which of its files the site gets."""

import sys

import pytest

from scripts.reader.search import pagefind_index
from scripts.reader.search.pagefind_index import (
    PARAGRAPH_MARK,
    RECEIVED_MARK,
    encode_anchor,
    encode_text,
    page_records,
    placeholder_for,
    write_index,
)
from tests.unit.search.test_search_documents import FOUND


def test_a_page_is_one_record_that_can_be_taken_apart():
    found = {page: (title, text) for page, title, text in page_records(one for one in FOUND if one["location"].startswith("papers/"))}
    title, text = found["papers/toy/introduction/"]
    assert title == "Introduction · Toy"
    whole, *parts = text.split(PARAGRAPH_MARK)
    assert whole == ""
    assert [part.split(" ", 1)[0] for part in parts] == list(map(encode_anchor, ["p1", "p2", "fn:problem"]))
    assert [RECEIVED_MARK in part for part in parts] == [True, True, False]
    assert f"{placeholder_for('a')} small state IS {placeholder_for('a')} problem" in parts[0].partition(RECEIVED_MARK)[2]
    assert parts[2].strip() == f"{encode_anchor('fn:problem')} Power & <survival> {placeholder_for('by')} realism."
    assert found["papers/toy/"] == ("[A toy paper]", "Record")


def test_the_site_gets_the_index_without_pagefinds_own_box(tmp_path):
    write_index([one for one in FOUND if one["location"].startswith("papers/")], tmp_path)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and not path.stat().st_size]  # all are written when it ends
    names = {path.name.split(".", 1)[0] for path in (tmp_path / "pagefind").iterdir()}
    assert names == {"pagefind", "pagefind-entry", "wasm", "index", "fragment"}
    assert len(list((tmp_path / "pagefind/fragment").iterdir())) == 4


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The power of a state", f"{placeholder_for('The')} power {placeholder_for('of')} {placeholder_for('a')} state"),
        ("it's THE state-of-the-art, of course", f"it's THE state-of-the-art, {placeholder_for('of')} course"),
        ("<p>There is <em>no</em> one</p>", f"There {placeholder_for('is')} no one"),
    ],
)
def test_frequent_words_become_signs(text, kept):
    assert encode_text(text) == kept


REFUSES = """import base64, json
answer = {"message_id": 0, "payload": {"type": "Error", "message": "no room", "original_message": None}}
print(base64.b64encode(json.dumps(answer).encode()).decode(), end=",")
"""


@pytest.mark.parametrize(
    ("program", "told"), [(REFUSES, "Pagefind: no room"), ("raise SystemExit(1)", "Pagefind ended after 0 of 4 records")]
)
def test_an_index_that_cannot_be_made_is_no_index(tmp_path, monkeypatch, program, told):
    stand_in = tmp_path / "pagefind-service"
    stand_in.write_text(f"#!{sys.executable}\n{program}")
    stand_in.chmod(0o755)
    monkeypatch.setattr(pagefind_index, "get_executable", lambda: stand_in)
    with pytest.raises(RuntimeError, match=told):
        write_index([one for one in FOUND if one["location"].startswith("papers/")], tmp_path)
    assert not (tmp_path / "pagefind").exists()
