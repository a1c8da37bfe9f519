"""Import of every format: what becomes of headings, lists, notes, tables and figures, and that no word is lost."""

import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest
import yaml
from lxml import html

from scripts import import_paper
from scripts.reader.build.render import build
from scripts.reader.checks.site_problems import site_problems
from scripts.reader.checks.source_text import collation_problems, source_problems
from scripts.reader.common import transaction
from scripts.reader.edition import load
from scripts.reader.edition.to_do import to_do
from scripts.reader.importing import import_file as import_file_module
from scripts.reader.importing import pandoc_reader, pdf_reader, received_file
from scripts.reader.importing.import_file import import_file
from scripts.reader.importing.record_text import find_doi, plain_value, quote
from scripts.reader.text import front_matter
from scripts.reader.text.unsafe_markup import has_markup
from tests.support import received_files
from tests.unit.importing.test_import_paper import contents


def imported(root, path):
    return import_file(root, path, "new")


def pages(root, paper="new"):
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((root / "docs/papers" / paper).glob("*.md"))}


def differences(root, paper="new"):
    """Where the words of a paper's pages differ from its text, and what is wrong with its sources."""
    (found,) = (one for one in load.load_edition(root).papers if one.slug == paper)
    return collation_problems(root, found)[1] + list(source_problems(root, found))


@pytest.mark.parametrize("ending", ["md", *received_files.WRITERS])
def test_a_paper_comes_in_whole(toy, tmp_path, ending):
    path = received_files.write_paper(tmp_path, ending)
    _, report, problems = imported(toy, path)
    assert problems == []
    lacking = [item for item in report.to_do if "alternative text" in item]  # pandoc's writer of .odt puts it nowhere
    assert (ending == "odt") == bool(lacking)
    edition = load.load_edition(toy)
    assert edition.problems == []
    assert [problem.code for problem in to_do(edition) if problem.code == "D101"] == ["D101"] * len(lacking)  # for an editor to complete
    assert report.lost == [] or ending == "tex"
    assert differences(toy) == []
    assert (toy / f"sources/new.{ending}").read_bytes() == path.read_bytes()
    written = pages(toy)
    record = front_matter.parse_page("x", written["index"], front_matter.PAPER_FIELDS)[0].record
    assert record["sections"][-3:] == ["introduction", "results", "results-2"]
    assert ending == "odt" or record["title"] == "Small states and great powers"  # pandoc's writer puts it nowhere else
    page = written["introduction"]
    for shown in (
        "# {~~1. Introduction~>Introduction~~}{>>E1.4 heading regularized<<}",
        "A *small* state looks **after** itself.[^author-1]",
        "[the treaty](https://example.org/a_b?c=d&amp;e=f)",
        "H<sub>2</sub>O and 3\\*4 &lt;b&gt; &#123;x&#125; & more.",
        "[^author-1]: It says so. Twice.",
        "1.  one\n    {: #p",
        "    -   inner\n        {: #p",
        "> A quotation of a state.\n> {: #p",
        "| CSTO | six- |\n| SCO | ten |\n{: #p",
        "](figure-1.png)",
        "## Deeper",
        "این متن فارسی است.\n{: #p",
        " dir=rtl }",
    ):
        assert shown in page, shown
    assert "[^author-2]: Quite so." in written["results-2"]
    assert (toy / "docs/papers/new/figure-1.png").read_bytes() == received_files.png()
    assert lacking or "![Two states on a map](" in page
    tool = f"import with {pandoc_reader.version()}"
    assert f"| Text of new.{ending}, taken from it by {tool} |" in (toy / "sources/README.md").read_text()


def test_a_word_file_is_published_as_it_comes_in(toy, tmp_path):
    """Built strictly, checked, and read as HTML: sections, paragraph numbers, notes, the apparatus, the whole text."""
    assert imported(toy, received_files.write_paper(tmp_path, "docx"))[2] == []
    assert build(toy, toy / "site") == []
    assert list(site_problems(toy / "site")) == []
    section = html.parse(str(toy / "site/papers/new/introduction/index.html")).getroot()
    numbers = [link.text for link in section.xpath('//article//a[@class="paragraph-number"]')]
    assert numbers == [str(number) for number in range(int(numbers[0]), int(numbers[0]) + len(numbers))]
    assert section.xpath('//article//li/p[starts-with(@id, "p")]')
    assert section.xpath('//article//blockquote/p[starts-with(@id, "p")]')
    assert section.xpath('//article//table[starts-with(@id, "p")]/caption/a[@class="paragraph-number"]')
    assert section.xpath('//article//table//th[text()="Number"]')
    assert section.xpath('//article//p[@dir="rtl"]')
    assert [note.get("id") for note in section.xpath('//h2[@id="authors-notes"]/following-sibling::ol/li')] == ["fn:author-1"]
    assert "the notes say whose they are" in section.xpath('string(//p[@class="whose"])')
    (picture,) = section.xpath("//article//img")
    assert (picture.get("alt"), (toy / "site/papers/new/introduction" / picture.get("src")).exists()) == ("Two states on a map", True)
    assert len(section.xpath('//details[@class="apparatus"]//li')) == 1
    whole = html.parse(str(toy / "site/papers/new/text/index.html")).getroot()
    assert whole.xpath('//article//h3[text()="Deeper"]')
    assert len(whole.xpath('//h2[@id="authors-notes"]/following-sibling::ol/li')) == 2
    assert not section.xpath("//article//script")


def test_jats_tells_of_the_article_and_its_references(toy, tmp_path):
    (tmp_path / "paper.xml").write_text(received_files.JATS)
    assert imported(toy, tmp_path / "paper.xml")[2] == []
    record = front_matter.parse_page("x", pages(toy)["index"], front_matter.PAPER_FIELDS)[0].record
    assert {name: record[name] for name in record if name not in ("short_title", "sections")} == {
        "title": "States and powers",
        "published": "not established",
        "authors": ["Smith, Anna B.", "Wæver, Ole"],
        "language": "en",
        "journal": "Journal of States",
        "year": 2020,
        "volume": "3",
        "issue": "2",
        "pages": "1–20",
        "doi": "10.1234/x",
        "keywords": ["states", "powers"],
    }
    assert list(pages(toy)) == sorted(["index", "abstract", "introduction", "references", *set(front_matter.PAPER_PAGES) - {"index"}])
    assert "Müller C. The Book, 2011." in " ".join(pages(toy)["references"].split())
    edition = load.load_edition(toy)
    assert edition.problems == []
    entry = edition.sources["jones2010"].entry
    assert (entry.type, entry.fields["title"], entry.fields["pages"]) == ("article", "{Old powers \\& new}", "2--30")
    assert list(edition.sources) == sorted(edition.sources)
    assert "[@jones2010; @muller2011]" in pages(toy)["index"]
    assert differences(toy) == []
    before = contents(toy)
    again = imported(toy, tmp_path / "paper.xml")
    assert (again.written, again.problems) == ([], [])
    assert contents(toy) == before


def test_markdown_can_carry_authors_abstract_and_references(toy, tmp_path):
    text = """---
title: A title
author: [{family: Smith, given: Anna}]
abstract: Two words.
references: [{id: a, type: book, title: A book, publisher: P, author: [{family: Doe, given: J}], issued: {year: 2001}}, 
  {id: b, title: No more}]
---

Text without a heading.
"""
    (tmp_path / "p.md").write_text(text)
    assert imported(toy, tmp_path / "p.md")[2] == []
    record = front_matter.parse_page("x", pages(toy)["index"], front_matter.PAPER_FIELDS)[0].record
    assert (record["authors"], record["sections"]) == (["Smith, Anna"], ["abstract", "text-of-the-paper"])
    assert {"doe2001", "anon"} < set(load.load_edition(toy).sources)
    assert load.load_edition(toy).problems == []


def two_columns():
    left = ["Abstract", "A small state looks after its inter-", "national community and nobody", "else. That is the claim of the", "paper."]
    right = ["1. Introduction", "The second column goes on with non-", "compliance, and it ends in a", "sentence. So it ends here."]
    pages = []
    for number in range(4):
        lines = [(250, 800, "Journal of States"), (290, 40, str(number + 17))]
        for row in range(5):  # row by row, as some programs write columns
            for column, text in ((60, left), (310, right)):
                if row < len(text) and (number == 0 or row):
                    lines.append((column, 720 - 12 * row - (12 if row else 0), text[row]))
        pages.append(lines)
    return received_files.pdf(pages)


def test_a_pdf_is_read_column_by_column(toy, tmp_path):
    (tmp_path / "paper.pdf").write_bytes(two_columns())
    text = pdf_reader.read("paper.pdf", two_columns())[0].text
    assert "Journal" not in text
    assert not {"17", "18", "19", "20"} & set(text.split())
    assert text.startswith("Abstract\n\nA small state looks after its inter-\nnational community")
    assert imported(toy, tmp_path / "paper.pdf")[2] == []
    assert load.load_edition(toy).problems == []
    assert differences(toy) == []
    assert "looks after its international community" in " ".join(pages(toy)["abstract"].split())
    assert "with non-compliance, and" in " ".join(pages(toy)["introduction"].split())


def test_a_pdf_without_headings_is_one_section(toy, tmp_path):
    lines = [(60, 700 - 12 * row, "every line of this page is a line of prose and nothing") for row in range(6)]
    (tmp_path / "paper.pdf").write_bytes(received_files.pdf([lines]))
    assert imported(toy, tmp_path / "paper.pdf")[2] == []
    assert "text-of-the-paper" in pages(toy)


def test_plain_text_from_right_to_left(toy, tmp_path):
    (tmp_path / "paper.txt").write_text("1. مقدمه\n\nاین متن فارسی است.\n\n2. نتیجه\n\nپایان.\n", encoding="utf-8")
    assert imported(toy, tmp_path / "paper.txt")[2] == []
    assert "این متن فارسی است.\n{: #p1 lang=und-Arab dir=rtl }" in pages(toy)["mqdmh"]
    assert differences(toy) == []


def archive(**members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name.replace("__", "/"), data)
    return packed.getvalue()


BILLION = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><article><body><p>&b;</p></body></article>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><article><body><p>&a;</p></body></article>'


@pytest.mark.parametrize(
    ("name", "data", "code", "told"),
    [
        pytest.param("a.docx", b"", "I101", "the file is empty", id="empty"),
        pytest.param("a.txt", b" \n\t", "I101", "the file is empty", id="white space"),
        pytest.param("a.rtf", b"{\\rtf1}", "I106", '".rtf" is not a known format', id="another format"),
        pytest.param("a", b"text", "I106", '"" is not a known format', id="no ending"),
        pytest.param("a.txt", b"\x7fELF\0\0\1", "I101", "it holds a NUL byte", id="binary"),
        pytest.param("a.md", "Größe".encode("latin-1"), "I101", "not UTF-8: byte 2 is 0xf6", id="wrong encoding"),
        pytest.param("a.html", "Größe".encode("utf-16"), "I101", "not UTF-8", id="UTF-16"),
        pytest.param("a.docx", b"PK\3\4 and then nothing", "I101", "this is not a whole .docx file", id="broken zip"),
        pytest.param("a.docx", archive(word__document="x")[:60], "I101", "this is not a whole .docx file", id="cut zip"),
        pytest.param("a.docx", b"\xd0\xcf\x11\xe0" + b"x" * 600, "I101", "or has a password", id="old or encrypted Word file"),
        pytest.param("a.odt", archive(a="b"), "I101", "this is no .odt file: it holds no content.xml", id="any zip"),
        pytest.param("a.odt", archive(**{"content.xml": "<a><b></a>"}), "I101", "not well-formed XML", id="broken XML in a zip"),
        pytest.param("a.odt", archive(**{"content.xml": BILLION}), "I107", "the file declares entities", id="XML bomb in a zip"),
        pytest.param("a.docx", archive(**{"../../evil.xml": "x"}), "I107", "a path that leads out of it", id="zip that climbs out"),
        pytest.param("a.docx", archive(**{"/etc/evil": "x"}), "I107", "a path that leads out of it", id="zip with an absolute path"),
        pytest.param("a.docx", archive(**{"a\\..\\..\\evil": "x"}), "I107", "a path that leads out of it", id="zip of another system"),
        pytest.param("a.xml", b"<article><body>", "I101", "not well-formed XML", id="broken XML"),
        pytest.param("a.xml", BILLION, "I107", "the file declares entities", id="XML bomb"),
        pytest.param("a.xml", BILLION.decode().encode("utf-16"), "I107", "the file declares entities", id="XML bomb in UTF-16"),
        pytest.param("a.xml", OUTSIDE, "I107", "the file declares entities", id="external entity"),
        pytest.param("a.xml", b"<html/>", "I101", "but not JATS: its root is <html>", id="other XML"),
        pytest.param("a.md", b"---\ntitle: [\n---\ntext", "I101", "pandoc cannot read it", id="broken front matter"),
        pytest.param("a.md", b"# One\n\n# Two\n", "I102", "there are headings and nothing else", id="headings only"),
        pytest.param("a.txt", b"1. Introduction\n\n2. Results\n", "I102", "headings and nothing else", id="headings only in text"),
        pytest.param("a.txt", b"prose\n", "I102", "no headings found", id="text without headings"),
        pytest.param("a.html", b"<html><script>alert(1)</script></html>", "I102", "the file holds no text", id="nothing but a script"),
        pytest.param("a.html", b"<p>a&#1;b</p>", "I103", "control character U+0001", id="control character"),
        pytest.param("a.pdf", b"%PDF-1.4 and then nothing", "I101", "this is not a whole PDF", id="broken PDF"),
        pytest.param("a.pdf", received_files.pdf([[], []]), "I101", "the PDF has no text", id="PDF of pictures"),
        pytest.param(
            "a.pdf",
            received_files.pdf([[(60, 700, "text")]], received_files.ENCRYPTED),
            "I101",
            "the PDF has a password",
            id="PDF with password",
        ),
    ],
)
def test_bad_input_is_refused_in_words_and_changes_nothing(toy, name, data, code, told):
    (toy / name).write_bytes(data)
    before = contents(toy)
    written, _, problems = imported(toy, toy / name)
    assert written == []
    assert (problems[0].code, told in problems[0].message) == (code, True), problems[0]
    assert problems[0].path.startswith(name)
    assert contents(toy) == before


def test_an_empty_part_of_an_archive_stops_nothing(toy, tmp_path):
    path = received_files.write_paper(tmp_path, "odt")
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("Configurations2/accelerator/current.xml", "")
    assert imported(toy, path)[2] == []
    assert "introduction" in pages(toy)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    tracemalloc.start()
    _, (problem,) = received_file.read(path, "a.txt")
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()
    assert (problem.code, problem.message) == ("I106", "the file has 200,000,000 bytes")


def test_an_archive_that_grows_is_refused(monkeypatch):
    monkeypatch.setattr(received_file, "MAX_UNPACKED_BYTES", 1_000_000)
    _, (problem,) = received_file.unpack("a.docx", archive(**{"word/document.xml": "x" * 600_000, "b": "y" * 600_000}), "docx")
    assert (problem.code, problem.message) == ("I106", "the file unpacks to too much")


@pytest.mark.parametrize("target", ["../secret.png", "/secret.png", "file:///secret.png", "http://a.b/c.png", "data:image/png;base64,??"])
def test_a_picture_is_taken_from_beside_the_file_only(tmp_path, target):
    (tmp_path / "secret.png").write_bytes(received_files.png())
    (tmp_path / "papers").mkdir()
    assert pandoc_reader.image_finder(tmp_path / "papers", "html", {})(target) is None


def test_html_brings_no_script_and_no_picture_with_one(toy, tmp_path):
    (tmp_path / "p.html").write_text(
        "<h1>T</h1><h2 onclick='evil()'>One</h2><p onmouseover='evil()' style='x:expression(evil())'>Safe <script>evil()</script>"
        "<a href='javascript:evil()'>link</a> <a href='https://a.b/&quot;onload=evil()'>other</a>"
        "<img src='data:image/svg+xml,<svg onload=evil()>' alt='d'><iframe src='//evil'></iframe></p>"
        "<p>&lt;script&gt;said()&lt;/script&gt;</p>"
    )
    _, report, problems = imported(toy, tmp_path / "p.html")
    assert problems == []
    page = pages(toy)["one"]
    assert "evil()" not in page.replace("%22onload=evil%28%29", "")
    assert "&lt;script&gt;said()&lt;/script&gt;" in page
    assert any("not PNG, JPEG, GIF or WebP" in remark for remark in report.left_out)
    assert not list((toy / "docs/papers/new").glob("figure*"))


def test_a_folder_comes_in_whole_but_for_what_is_wrong(toy, tmp_path, monkeypatch, capsys):
    folder = tmp_path / "received"
    folder.mkdir()
    (folder / "One paper.md").write_text("# A\n\nText one.\n\n# B\n\nMore.")
    (folder / "bad.docx").write_bytes(b"PK")
    (folder / "two.txt").write_text("1. Introduction\n\nText two.\n")
    (folder / ".hidden").write_text("")
    monkeypatch.chdir(toy)
    before = contents(toy)
    assert import_paper.main([str(folder), "--dry-run"]) == 1
    assert "would write docs/papers/one-paper/index.md" in capsys.readouterr().out
    assert contents(toy) == before
    assert import_paper.main([str(folder)]) == 1
    out, err = capsys.readouterr()
    assert out.endswith("\n2 of 3 files were imported.\n")
    assert "[3/3] two.txt ..." in err
    assert "bad.docx:1: I101 this is not a whole .docx file" in err
    assert {"one-paper", "toy", "two"} == {path.name for path in (toy / "docs/papers").iterdir()}
    assert load.load_edition(toy).problems == []
    with pytest.raises(SystemExit):
        import_paper.main([str(folder), "--paper", "x"])


def test_two_hundred_pages_come_in(toy, tmp_path):
    sentence = "A small state looks after itself, and the non-compliance of one state costs more than three. "
    text = "\n\n".join(f"# Section {number}\n\n" + "\n\n".join([sentence * 6] * 15) for number in range(60))
    (tmp_path / "p.md").write_text(text)
    written, _, problems = imported(toy, tmp_path / "p.md")
    assert problems == []
    assert len([path for path in written if path.startswith("docs/")]) == 60 + len(front_matter.PAPER_PAGES)
    assert differences(toy) == []


def test_a_heading_keeps_its_number_signs(toy, tmp_path):
    (tmp_path / "p.md").write_text("# C# and F\\#\n\nText.\n\n# A_b *c*\n\nText.\n\n### D #\n\nText.\n")
    assert imported(toy, tmp_path / "p.md")[2] == []
    assert "# C\\# and F\\#\n" in pages(toy)["c-and-f"]
    assert differences(toy) == []
    assert load.load_edition(toy).problems == []


def test_what_was_interrupted_is_finished_by_the_next(toy, tmp_path):
    (tmp_path / "p.md").write_text("# A\n\nText.\n")
    staged = toy / transaction.FOLDER / "staged"
    staged.mkdir(parents=True)
    (staged / "0").write_bytes(b"half")
    assert imported(toy, tmp_path / "p.md")[2] == []
    assert not staged.exists()
    assert "a" in pages(toy)
    assert Path(toy / "sources/new.md").exists()


BAD_PICTURES = ["a%00.png", 600 * "a" + ".png", "loop.png", "%ff.png", "//x", "?", "#", "data:", "data:image/png;base64,*", "..", "."]


@pytest.mark.parametrize("target", BAD_PICTURES)
def test_a_picture_that_cannot_be_found_stops_nothing(toy, tmp_path, target):
    (tmp_path / "loop.png").symlink_to(tmp_path / "loop.png")
    (tmp_path / "p.html").write_text(f"<h1>A</h1><p>Text <img src='{target}' alt='x'></p>")
    assert imported(toy, tmp_path / "p.html")[2] == []
    assert load.load_edition(toy).problems == []


def test_one_bad_file_stops_no_other(toy, monkeypatch, capsys):
    """Whatever an extractor raises becomes a problem with the name of its file."""
    (toy / "in").mkdir()
    errors = [ValueError("a\nb"), RecursionError("deep"), MemoryError(), OSError(5, "Input/output error"), KeyError("x"), AssertionError()]
    for number in range(len(errors) + 1):
        (toy / f"in/p{number}.md").write_text("# One\n\nText.\n")
    (toy / "in/loop.md").symlink_to(toy / "in/loop.md")

    real = import_file_module.extract

    def extract(path, name, *chosen):
        number = int(path.stem[1:])
        if number < len(errors):
            raise errors[number]
        return real(path, name, *chosen)

    monkeypatch.setattr(import_file_module, "extract", extract)
    assert import_paper.run(toy, toy / "in", "", False) == 1
    out, err = capsys.readouterr()
    for number, error in enumerate(errors):
        told = "Input/output error" if isinstance(error, OSError) else type(error).__name__
        assert f"in/p{number}.md:1: I101 the file cannot be imported: {told}" in err
    assert "Traceback" not in err
    assert f"1 of {len(errors) + 1} files were imported." in out
    assert load.load_edition(toy).problems == []


@pytest.mark.parametrize(
    ("received", "found"),
    [
        ("10.1234/x", "10.1234/x"),
        ("doi:10.1234/x", "10.1234/x"),
        ("https://doi.org/10.1234/x", "10.1234/x"),
        ("10.1234", ""),
        ("doi:", ""),
        ("10.1234/a b", ""),
        ("", ""),
    ],
)
def test_a_doi_is_found(received, found):
    assert find_doi(received) == found


@pytest.mark.parametrize("year", ["²", "٢٠٢١", "0000", "0123", "21", "2021a", "-2021", "2021.5"])
def test_a_year_that_is_none_is_left_out(toy, tmp_path, year):
    (tmp_path / "p.xml").write_text(
        received_files.JATS.replace("<year>2020</year>", f"<year>{year}</year>").replace("10.1234/x", "doi:10.1234/x")
    )
    assert imported(toy, tmp_path / "p.xml")[2] == []
    assert "year:" not in pages(toy)["index"]
    assert 'doi: "10.1234/x"' in pages(toy)["index"]
    assert load.load_edition(toy).problems == []


VALUES = [
    "2004",
    "No",
    "On",
    "Null",
    "True",
    "010",
    "~",
    "2021-07-02",
    "2021-13-45",
    "1e3",
    "1_000",
    "a: b",
    "- a",
    "y",
    "=",
    "0x1",
    "1:30",
    "'a",
    "&a",
    "!a",
]


@pytest.mark.parametrize("value", VALUES)
def test_yaml_reads_every_value_as_the_text_that_it_is(value):
    assert yaml.safe_load(f"a: [{quote(value)}]") == {"a": [value]}
    assert yaml.safe_load(f"a: {quote(value)}\n{quote(value)}: 1") == {"a": value, value: 1} if value != "a" else True


@pytest.mark.parametrize(
    ("received", "value"),
    [
        ("A <i class='x'>good</i> title<br />", "A good title"),
        ("<b>", "<b>"),
        ("a<b and c>d", "a< b and c>d"),
        ("p < 0.05 & x<3", "p < 0.05 & x<3"),
        ("a\x01b\x9b\u2028c", "a b c"),
    ],
)
def test_a_value_of_a_record_is_plain_text(received, value):
    assert plain_value(received) == value.replace("<b>", "< b>")
    assert not has_markup(plain_value(received))
