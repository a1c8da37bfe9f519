"""Files of essays, read for the scripts of the page."""

import io
import zipfile

import pytest

from scripts.reader.essays import read_essay
from tests.support.received_files import pdf


def zipped(**members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return packed.getvalue()


def read(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    essay, problems = read_essay.read(path)
    return essay, [str(problem).split("\n")[0] for problem in problems]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("“One”\r\ntwo".encode(), "“One”\r\ntwo"),
        ("\ufeff“One”".encode(), "“One”"),
        ("“One”".encode("utf-16"), "“One”"),
        ("“One”".encode("cp1252"), "“One”"),
    ],
)
def test_texts_in_the_encodings_that_programs_save(tmp_path, data, text):
    essay, problems = read(tmp_path, "essay.txt", data)
    assert (essay.kind, essay.content, problems) == ("text", text, [])


def test_the_tree_of_an_office_file(tmp_path):
    xml = '<w:document xmlns:w="x"><w:body><w:p w:a="1">One <w:b/>two<!-- three --> four</w:p></w:body></w:document>'
    essay, _ = read(tmp_path, "essay.docx", zipped(**{"word__document.xml": xml, "word__media__a.png": "x"}))
    paragraph = {
        "name": "p",
        "attributes": {"a": "1"},
        "children": ["One ", {"name": "b", "attributes": {}, "children": []}, "two", " four"],
    }
    assert list(essay.content) == ["word/document.xml"]
    assert essay.content["word/document.xml"]["children"][0]["children"] == [paragraph]


def test_the_pieces_of_text_of_a_pdf(tmp_path):
    essay, _ = read(tmp_path, "essay.pdf", pdf([[(72, 700, "The first line of a page"), (72, 686, "and the second.")]]))
    ((first, second),) = essay.content
    assert (first["text"], second["text"]) == ("The first line of a page", "and the second.")
    assert (round(first["x"]), first["y"], first["size"], second["y"]) == (72, 700, 10, 686)
    assert 90 < first["width"] < 130


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("essay.docx", b"PK\x03\x04 broken", "essay.docx:1: I101 this is not a whole .docx file"),
        ("essay.docx", b"\xd0\xcf\x11\xe0 old", "essay.docx:1: I101 this is a Word file of before 2007, or has a password"),
        ("essay.docx", zipped(other="x"), "essay.docx:1: I101 this is no .docx file"),
        (
            "essay.odt",
            zipped(**{"META-INF__manifest.xml": "<m><encryption-data/></m>", "content.xml": "x"}),
            "essay.odt:1: I101 the file has a password",
        ),
        (
            "essay.docx",
            zipped(**{"word__document.xml": '<!DOCTYPE d [<!ENTITY a "b">]><d/>'}),
            "essay.docx:word/document.xml:1: I107 the file declares",
        ),
        ("essay.pdf", b"%PDF-1.7 broken", "essay.pdf:1: I101 this is not a whole PDF"),
        ("essay.pdf", pdf([[]]), "essay.pdf:1: I101 the PDF has no text"),
        ("essay.txt", b"", "essay.txt:1: I101 the file is empty"),
        ("essay.txt", b"a\0b", "essay.txt:1: I101 the file is no text"),
        ("essay.rtf", b"{\\rtf1}", 'essay.rtf:1: I106 ".rtf" is not a known format'),
    ],
)
def test_what_cannot_be_read_is_said_in_words(tmp_path, name, data, problem):
    essay, problems = read(tmp_path, name, data)
    assert essay is None
    assert problems[0].startswith(problem)
