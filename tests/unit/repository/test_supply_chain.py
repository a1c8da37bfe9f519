"""What comes from others is what they published."""

import hashlib

from tests.conftest import ROOT

MINISEARCH = "03c27931eb603af1d3358579e9885eafdb6a2f5fa9929557b3e77d7e99d06d03"  # dist/umd/index.js of minisearch 7.2.0 on npm
SOURCE_MAP = "//# sourceMappingURL=index.js.map"


def test_minisearch_is_as_its_heading_says():
    heading, end, script = (ROOT / "overrides/assets/minisearch.js").read_text(encoding="utf-8").partition("\n*/\n")
    assert heading.startswith("/*! MiniSearch 7.2.0,")
    assert "without its last line" in heading
    assert end
    assert hashlib.sha256(f"{script}{SOURCE_MAP}\n".encode()).hexdigest() == MINISEARCH
