"""Throw broken input at what reads text: the text importer, and the parser of emendations.

    pip install atheris==3.0.0        (Linux, Python 3.11 to 3.13; not among the pinned packages, because it installs nowhere else)
    python -m tests.support.fuzz import -runs=500000
    python -m tests.support.fuzz marks -runs=500000

atheris follows which branches each input takes and changes it to reach others; any option of libFuzzer can be given. What
breaks a rule below is written to a file crash-…, and belongs into the tables of tests/unit/importing/test_fuzzed.py once it is mended.
"""

import contextlib
import sys

try:
    import atheris
except ImportError:
    atheris = None

watched = atheris.instrument_imports(include=["scripts"]) if atheris and __name__ == "__main__" else contextlib.nullcontext()
with watched:
    from scripts.reader.edition import bibliography
    from scripts.reader.importing import plain_text
    from scripts.reader.text import emendations, front_matter, paragraphs
    from scripts.reader.text.collation import collate

PIECES = (
    "\n", "\n\n", "-\n", " ", ". ", "1. Introduction", "Abstract", "2.METHOD", "Key Words: ", "III - ", "coun", "tries", "re-", "IS", "é",
    "ج",
    "\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "#", "+", "-", ".", "!", "|", "<", ">", "&", "~", "^", "=", ":", "@", "\u00a0",
    "\u2028",
    "{~~", "~>", "~~}", "{--", "--}", "{++", "++}", "{>>", "<<}", "E2.1 ", "[^a]", "[^a]: ", "[^author-1]: ", "[@k]", "{: #p1 }", "--8<--",
    "![a](b)", "](https://", "<em>", "</em>", "<!--", "-->", "| --- |", "\\|", "1.  ", "-   ", "> ", "# ", "---\n", "&amp;", "&#42;", "\0",
)  # fmt: skip


def text_of(data: bytes) -> str:
    """A text out of bytes: each stands for a piece of mark-up or for a letter."""
    return "".join(PIECES[byte] if byte < len(PIECES) else chr(byte) for byte in data)


def check_import(text: str) -> None:
    """What is imported can be taken back word for word, has no problem, and nothing in it is a mark."""
    found = plain_text.divide(text)
    slugs = [section.slug for section in found]
    if plain_text.CONTROL_CHARACTER.search(text) or len(set(slugs)) < len(slugs) or not text.strip():
        return
    pages = [
        front_matter.parse_page(f"{slug}.md", page, front_matter.SECTION_FIELDS) for slug, page in plain_text.pages(found, text).items()
    ]
    assert not any(problems for _, problems in pages)
    assert list(paragraphs.paragraph_problems(page for page, _ in pages)) == []
    assert [mark for page, _ in pages for mark in emendations.lint_emendations(page.body)] == []
    blocks = [words for page, _ in pages for words in emendations.block_words(page.body, "received", page.body_line)]
    assert list(collate(blocks, text)) == []


def check_marks(text: str) -> None:
    """Any page can be read: the views keep its length and its lines, and hold the same words block by block."""
    assert [mark.end - mark.start for mark in emendations.find_emendations(text)] == [
        len(match[0]) for match in emendations.EMENDATION.finditer(text)
    ]
    list(emendations.lint_emendations(text))
    for which in ("reading", "received"):
        shown = emendations.view(text, which)
        assert len(shown) == len(text)
        assert [place for place, character in enumerate(shown) if character == "\n"] == [i for i, c in enumerate(text) if c == "\n"]
        assert [word for block in emendations.block_words(text, which) for word in block] == emendations.view_words(shown)
    page, _ = front_matter.parse_page("docs/x.md", text, front_matter.PAPER_FIELDS)
    for block in paragraphs.blocks(page):
        assert len(block.emended) == len(block.reading)
    list(paragraphs.paragraph_problems([page]))
    list(bibliography.citation_problems(page, set(), authors_text=True))


CHECKS = {"import": check_import, "marks": check_marks}


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in CHECKS or atheris is None:
        sys.exit(__doc__)
    check = CHECKS[sys.argv.pop(1)]
    atheris.Setup([*sys.argv, "-max_len=160"], lambda data: check(text_of(data)))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
