"""What the vectors of words tell is made once, and stands beside the sections and at the end of the entries."""

import json

from lxml import html

from scripts.reader.build import vector_files
from scripts.reader.build.vector_files import keep
from scripts.reader.search.search_documents import THESAURUS_PATH


def test_what_is_made_of_the_same_is_made_once(tmp_path, monkeypatch):
    made = []

    def make(made_of):
        return keep(tmp_path, "name", made_of, lambda: made.append(made_of) or len(made))

    assert [make(["a"]), make(["a"]), make(["b"]), make(["b"])] == [1, 1, 2, 2]
    (kept,) = (tmp_path / vector_files.CACHE_DIR).iterdir()
    kept.write_text("broken")
    assert make(["b"]) == 3
    monkeypatch.setattr(vector_files, "program_digest", lambda: "another program")
    assert make(["b"]) == 4


def test_every_section_and_the_whole_text_have_what_is_related_to_their_paragraphs(built_toy):
    paper = built_toy[1] / "papers/toy"
    whole, introduction, method = (json.loads((paper / f"{page}/related.json").read_text()) for page in ("text", "introduction", "method"))
    assert {**introduction, **method}.items() <= whole.items()
    assert list(introduction) == ["p1", "p2"]
    assert set(introduction["p1"]) == {"passages", "events"}
    for address, title, opening, shared in (one for found in whole.values() for one in found["passages"]):
        page, anchor = address.split("#")
        assert html.parse(str(built_toy[1] / page / "index.html")).xpath(f'//p[@id="{anchor}"]')
        assert title.startswith(f"¶{anchor[1:]} · ")
        assert opening
        assert isinstance(shared, list)
    assert (built_toy[1] / THESAURUS_PATH).is_file()
