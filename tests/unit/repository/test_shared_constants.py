"""Constants that Python and JavaScript share: Python has them, --save-golden writes them into the scripts."""

import json
import re

import pytest

from scripts.reader.releases.archive import CHECK_PAGE
from scripts.reader.search import pagefind_index, search_documents, search_parts, thesaurus
from tests.conftest import ROOT

ASSETS = "../overrides/assets"  # from tests/, where golden files are
ENCODING = ("PARAGRAPH_MARK", "RECEIVED_MARK", "LOWERCASE_BASE", "CAPITALIZED_BASE", "ASCII_BASE", "PAGEFIND_FOLDER")
SHARED = {
    "cite-arrival.js": {"CHECK_PAGE": CHECK_PAGE},
    "search-names.js": {"NAME_SEPARATOR": search_documents.NAME_SEPARATOR},
    "search-papers.js": {
        **{name: getattr(pagefind_index, name) for name in ENCODING},
        "NOTE_BOOST": search_documents.NOTE_BOOST,
    },
    "search-thesaurus.js": {"DIGITS": thesaurus.DIGITS},
    "search-worker.js": {
        "PAPERS": search_documents.INDEXED_FOLDERS[0],
        "PART_PATHS": list(search_parts.PART_PATHS),
        "THESAURUS_PATH": search_documents.THESAURUS_PATH,
    },
}


@pytest.mark.parametrize("script", SHARED)
def test_constants_of_a_script_are_those_of_python(golden, script):
    text = (ROOT / "overrides/assets" / script).read_text(encoding="utf-8")
    for name, value in SHARED[script].items():
        line = f"const {name} = {json.dumps(value)};".replace("\\", r"\\")
        text, count = re.subn(rf"^const {name} = [^;]*;", line, text, flags=re.MULTILINE)
        assert count == 1, name
    golden(f"{ASSETS}/{script}", text)


def test_the_worker_never_asks_for_a_frequent_word():
    text = (ROOT / "overrides/assets/search-text.js").read_text(encoding="utf-8")
    stop_words = re.search(r"const STOP_WORDS = new Set\(\((.*?)\)\.normalize", text, re.DOTALL)[1]
    assert set(pagefind_index.STOP_WORDS) <= set(re.findall(r"\w+", stop_words))
