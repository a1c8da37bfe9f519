"""What search services load, read back as they document it."""

import json

import pytest

from scripts import export
from scripts.reader.search import service_export
from tests.unit.search.test_search_documents import EDITION, FOUND

FILES = service_export.export_files(FOUND, EDITION.entries)


def listed(path):
    return [json.loads(line) for line in FILES[path].splitlines()]


def test_opensearch_reads_an_action_before_each_document():
    loaded = listed("opensearch/bulk.ndjson")
    actions, documents = loaded[::2], loaded[1::2]
    assert len(documents) == len(FOUND)
    assert [action["index"]["_id"] for action in actions] == [document["id"] for document in documents]
    index = json.loads(FILES["opensearch/index.json"])
    fields = index["mappings"]["properties"]
    assert all(set(document) <= set(fields) for document in documents)
    analysis = index["settings"]["analysis"]
    assert set(analysis["analyzer"]["with_names"]["filter"]) <= {"lowercase", *analysis["filter"]}
    groups = [[name.strip() for name in line.split(",")] for line in analysis["filter"]["names"]["synonyms"]]
    assert any({"csto", "tashkent treaty"} <= set(group) for group in groups)


ENTRY_KINDS = {"string": str, "string[]": list, "float": float}


def test_typesense_reads_documents_that_its_schema_describes():
    schema = json.loads(FILES["typesense/schema.json"])
    kinds = {field["name"]: ENTRY_KINDS[field["type"]] for field in schema["fields"]}
    assert kinds[schema["default_sorting_field"]] is float  # a number, as it must be
    documents = listed("typesense/documents.jsonl")
    assert len({document["id"] for document in documents}) == len(documents) == len(FOUND)
    for document in documents:
        assert isinstance(document.pop("id"), str)
        assert {name: type(value) for name, value in document.items()} == kinds
    assert {"id": "csto", "synonyms": listed("typesense/synonyms.jsonl")[0]["synonyms"]} in listed("typesense/synonyms.jsonl")


def test_meilisearch_reads_documents_and_settings():
    settings = json.loads(FILES["meilisearch/settings.json"])
    documents = listed("meilisearch/documents.ndjson")
    assert all(set(document["id"]) <= set("0123456789abcdef") for document in documents)
    assert {*settings["searchableAttributes"], *settings["filterableAttributes"]} <= set(documents[0])
    assert settings["rankingRules"][-1] == "boost:desc"
    assert "tashkent treaty" in settings["synonyms"]["csto"]
    assert "csto" in settings["synonyms"]["tashkent treaty"]
    assert all(name not in others for name, others in settings["synonyms"].items())


def test_documents_are_plain_text():
    (paragraph,) = [one for one in listed("typesense/documents.jsonl") if one["location"] == "papers/toy/introduction/#p1"]
    assert "13 & more" in paragraph["text"]
    assert "state IS a problem" in paragraph["received"]
    assert paragraph["concepts"] == ["offensive-realism"]


@pytest.mark.parametrize("kept", [None, "{"])
def test_without_a_build_there_is_nothing_to_export(toy, monkeypatch, capsys, kept):
    monkeypatch.chdir(toy)
    if kept:
        (toy / "build").mkdir()
        (toy / "build/documents.json").write_text(kept, encoding="utf-8")
    assert export.main(["search"]) == 1
    assert "./run build" in capsys.readouterr().err


def test_the_command_writes_every_file(built_toy, monkeypatch, tmp_path):
    monkeypatch.chdir(built_toy[0])
    assert export.main(["search", str(tmp_path)]) == 0
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.*")} == set(FILES)
