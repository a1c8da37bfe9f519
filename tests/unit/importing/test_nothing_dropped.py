"""What readers of formats pass over comes in all the same, and the report of an import tells what became of everything."""

import io
import json
import zipfile

import pytest

from scripts.reader.checks.source_text import collation_problems, source_problems
from scripts.reader.edition import load
from scripts.reader.importing import file_content, languages, plain_text, word_file
from scripts.reader.importing.import_file import Chosen, import_file
from scripts.reader.importing.import_file import received_files as received_files_in
from scripts.reader.importing.pdf_layout import Line, Run
from scripts.reader.importing.pdf_structure import structure_of
from scripts.reader.text import front_matter
from tests.support import received_files

ARTICLE = """<article xml:lang="{language}" xmlns:xlink="http://www.w3.org/1999/xlink"><front><article-meta>
<title-group><article-title>Main</article-title>
<trans-title-group xml:lang="fa"><trans-title>عنوان</trans-title></trans-title-group></title-group>
<contrib-group><contrib contrib-type="author">
<contrib-id contrib-id-type="orcid">https://orcid.org/0000-0001-2345-6789</contrib-id><name><surname>Zahid</surname><given-names>Nimra</given-names></name></contrib>
<contrib contrib-type="author"><collab>The Group</collab></contrib>
<aff id="a1"><institution>University of Delphi</institution>, Iran</aff></contrib-group>
<abstract><sec><title>Aims</title><p>An abstract.</p></sec></abstract>
<trans-abstract xml:lang="fa"><p>چکیده فارسی.</p></trans-abstract>
<kwd-group xml:lang="{language}"><kwd>states</kwd></kwd-group><kwd-group xml:lang="fa"><kwd>دولت</kwd></kwd-group></article-meta></front>
<body>{body}</body><back>{back}</back>{behind}</article>"""


def article(body="<sec><title>One</title><p>Text.</p></sec>", back="", behind="", language="en"):
    return ARTICLE.format(body=body, back=back, behind=behind, language=language)


def come_in(root, tmp_path, name, content):
    """Import a file, which must pass, and return the pages of all its papers by name, and the report."""
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    written, report, problems = import_file(root, tmp_path / name, "new")
    assert problems == []
    assert f"sources/reports/{report.papers[0]}.json" in written
    edition = load.load_edition(root)
    assert edition.problems == []
    for paper in edition.papers:
        assert [*collation_problems(root, paper)[1], *source_problems(root, paper)] == []
    return {f"{path.parent.name}/{path.stem}": path.read_text("utf-8") for path in (root / "docs/papers").glob("new*/*.md")}, report


def record(page):
    return front_matter.parse_page("x", page, front_matter.PAPER_FIELDS)[0].record


def test_the_head_of_an_article_is_told(toy, tmp_path):
    pages, report = come_in(toy, tmp_path, "a.xml", article())
    assert record(pages["new/index"])["authors"] == ["Zahid, Nimra", "The Group"]
    assert record(pages["new/index"])["keywords"] == ["states"]
    for told in (
        "**Title (fa):** عنوان",
        "**ORCID:** Zahid, Nimra, https://orcid.org/",
        "University of Delphi, Iran",
        "**Keywords (fa):** دولت",
    ):
        assert told in pages["new/index"]
    assert "## Aims" in pages["new/abstract"]
    assert "چکیده فارسی.\n{: #p2 lang=fa dir=rtl }" in pages["new/abstract-fa"]
    assert report.lost == []


def test_references_come_in_once_each_in_its_own_list_and_are_linked(toy, tmp_path):
    body = """<sec><title>One</title><p>As in <xref ref-type="bibr" rid="B1">[1]</xref>
    and <xref ref-type="bibr" rid="B2">Roe 2002</xref>.</p></sec>"""
    back = """<ref-list><title>Books</title><ref id="B1"><label>1</label><nlm-citation publication-type="book">
    <person-group person-group-type="author">    <collab>United Nations Security Council</collab></person-group>
    <source>Report on Argentina</source><year>2023</year></nlm-citation></ref></ref-list>
    <ref-list><title>Theses</title><ref id="B2"><mixed-citation>ROE, R. A thesis. 2002.</mixed-citation></ref></ref-list>"""
    pages, report = come_in(toy, tmp_path, "a.xml", article(body, back))
    assert "[\\[1\\]](books.md#p4) and [Roe 2002](theses.md#p5)" in pages["new/one"]
    assert "1. United Nations Security Council." in pages["new/books"].replace("&#49;", "1")
    assert "ROE, R.\nA thesis. 2002." in pages["new/theses"]
    assert "unitednationssecuritycouncil2023" in load.load_edition(toy).sources
    assert (report.counts["references"], report.lost) == ((2, 1), [])


def test_labels_notes_and_back_matter_come_in(toy, tmp_path):
    body = """<sec><label>1.</label><title>One</title><p>Text<xref ref-type="fn" rid="n1">a</xref>.</p>
    <fig id="f"><label>Graph 1</label><caption><title>Growth</title></caption><graphic xlink:href="g.tif"/><attrib>Source: <ext-link
    xlink:href="https://x.org">NBS</ext-link> (2024).</attrib></fig>
    <table-wrap><label>Table 1</label><caption><title>States</title></caption><table><tr><td>A</td><td>B</td></tr></table>
    <table-wrap-foot><fn><label>*</label><p>Estimated.</p></fn></table-wrap-foot></table-wrap></sec>"""
    back = """<ack><p>Thanks.</p></ack><fn-group><fn id="n1"><p>A note.</p></fn><fn id="n2"><p>An orphan.</p></fn></fn-group>"""
    pages, report = come_in(toy, tmp_path, "a.xml", article(body, back))
    page = pages["new/one"]
    assert "{++[…]++}{>>E3.1 a figure that the file does not carry<<} Graph 1 Growth<br>\nSource: [NBS](https://x.org) (2024)." in page
    assert page.index("Table 1 States") < page.index("| A | B |") < page.index("Estimated.")
    assert "[^author-1]: A note." in page
    assert "Thanks." in pages["new/acknowledgements"]
    assert "An orphan." in pages["new/notes"]
    assert report.left_out == ["left out the figure g.tif: the file does not carry it"]
    assert report.lost == []


def test_an_essay_without_headings_is_not_its_abstract(toy, tmp_path):
    pages, _ = come_in(toy, tmp_path, "a.xml", article("<p>An essay.</p>", "<ack><title>Thanks</title><p>To you.</p></ack>"))
    assert record(pages["new/index"])["sections"] == ["abstract", "abstract-fa", "text-of-the-paper", "thanks"]


def test_a_translation_is_a_paper_of_its_own(toy, tmp_path):
    behind = """<sub-article article-type="translation" xml:lang="pt">
    <front-stub><title-group><article-title>Principal</article-title></title-group>
    </front-stub><body><sec><title>Introdução</title><p>Texto.</p></sec></body></sub-article>"""
    pages, report = come_in(toy, tmp_path, "a.xml", article(behind=behind))
    assert report.papers == ["new", "new-translation-pt"]
    assert record(pages["new-translation-pt/index"])["title"] == "Principal"
    assert record(pages["new-translation-pt/index"])["authors"] == ["Zahid, Nimra", "The Group"]
    assert "Texto.\n{: #p1 lang=pt }" in pages["new-translation-pt/introducao"]
    assert not (toy / "sources/new-translation-pt.xml").exists()
    assert "| Text of new.xml, taken from it" in (toy / "sources/README.md").read_text()


@pytest.mark.parametrize(("told", "tag"), [("EN", ""), ("en-GB", ""), ("EN_us", ""), ("es", " lang=es"), ("pt-br", " lang=pt-BR")])
def test_languages_are_told_in_their_usual_form_and_only_where_they_differ(toy, tmp_path, told, tag):
    pages, _ = come_in(toy, tmp_path, "a.xml", article(language=told))
    assert f"Text.\n{{: #p3{tag} }}" in pages["new/one"]
    assert "# {++Abstract++}{>>E1.4 heading supplied<<}\n" in pages["new/abstract"]


def run_of(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def word(paragraphs, tmp_path, **members):
    """A Word file whose text is these paragraphs, in WordprocessingML."""
    path = received_files.write_paper(tmp_path, "docx", "base[^1]\n\n[^1]: note\n")
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as base, zipfile.ZipFile(packed, "w") as file:
        for name in base.namelist():
            data = base.read(name).decode("utf-8") if name.endswith(".xml") else base.read(name)
            if name == "word/document.xml":
                start = data.index("<w:body>") + len("<w:body>")
                body = "".join(f"<w:p>{paragraph}</w:p>" for paragraph in paragraphs)
                spaces = " ".join(f'xmlns:{one}="urn:{one}"' for one in ("wps", "mc"))
                data = data[:start].replace("<w:document ", f"<w:document {spaces} ", 1) + body + data[start:]
            file.writestr(name, data)
        for name, data in members.items():
            file.writestr(f"word/{name}.xml", data)
    return packed.getvalue()


def test_a_word_file_keeps_what_pandoc_passes_over(toy, tmp_path):
    box = f"<w:txbxContent><w:p>{run_of('boxed words')}</w:p></w:txbxContent>"
    content = word(
        [
            run_of("On small states"),
            f"<w:dir w:val='rtl'>{run_of('within dir')}</w:dir> <w:bdo w:val='rtl'>{run_of(' within bdo')}</w:bdo>",
            f"<w:fldSimple w:instr='X'>{run_of('within a field')}</w:fldSimple><w:customXml>{run_of(' custom')}</w:customXml>",
            f"{run_of('beside')}<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            f"<w:ins w:id='1' w:author='a'>{run_of('inserted')}</w:ins>"
            "<w:del w:id='2' w:author='a'><w:r><w:delText>deleted</w:delText></w:r></w:del>",
            f"<w:r><w:ruby><w:rt>{run_of('reading')}</w:rt><w:rubyBase>{run_of('base')}</w:rubyBase></w:ruby></w:r>",
        ],
        tmp_path,
    )
    pages, report = come_in(toy, tmp_path, "a.docx", content)
    text = " ".join(" ".join(pages.values()).split())
    for words in ("within dir", "within bdo", "within a field", "custom", "boxed words", "inserted", "base (reading)"):
        assert words in text, words
    assert "deleted" not in text
    assert record(pages["new/index"])["title"] == "On small states"
    assert [change for change in report.changes if "tracked" in change] == [
        "1 tracked insertions, taken as text",
        "a tracked deletion, left out: deleted",
    ]
    assert report.lost == []


def test_the_fields_of_zotero_and_mendeley_carry_references(toy, tmp_path):
    item = {"citationItems": [{"itemData": {"type": "book", "title": "Small States", "publisher": "P", "issued": {"date-parts": [[2001]]},
            "author": [{"family": "Doe", "given": "Jane"}]}}]}  # fmt: skip
    instruction = f"ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(item)}"
    half = len(instruction) // 2
    field = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in (instruction[:half], instruction[half:]))
    paragraph = f"{run_of('As said ')}<w:r><w:fldChar w:fldCharType='begin'/></w:r>{field}<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
    paragraph += f"{run_of('(Doe 2001)')}<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    pages, report = come_in(toy, tmp_path, "a.docx", word([paragraph, paragraph], tmp_path))
    assert "As said (Doe 2001)" in " ".join(pages.values())
    assert "[@doe2001]" in pages["new/index"]
    assert report.counts["references"] == (1, 1)


def test_the_title_in_the_properties_counts_if_the_text_has_it():
    assert word_file.is_title_of("Small states", ["A journal", "SMALL  STATES"])
    assert not word_file.is_title_of("Type of the Paper (Article", ["Small states"])
    assert word_file.first_line(["Small states and powers", "Anna Smith", "Text."]) == "Small states and powers"
    assert word_file.first_line(["It was a long day.", "So.", "It was."]) == ""
    assert word_file.names_below("Title", ["Title", "Anna B. Smith1 and Ole van Wæver2*", "x"]) == ("Anna B. Smith", "Ole van Wæver")
    assert word_file.names_below("Title", ["Title", "It was a long day", "x"]) == ()
    assert word_file.names_below("Title: A view", ["Title", "A view", "Anna B. Smith", "x"]) == ("Anna B. Smith",)


def test_the_language_of_the_words_counts_if_it_is_clearly_another():
    english = 12 * "The state is that which has power and the means to keep it for itself. "
    assert languages.spoken(english, "de-DE") == "en"
    assert languages.spoken(english, "en-US") == "en-US"
    assert languages.spoken(english, "fa") == "fa"
    assert languages.spoken("The state", "de") == "de"


def page_lines(*rows):
    """Lines of a page, each as text, size and whether it is bold; the next is below the last."""
    found, height = [], 700.0
    for text, size, bold in rows:
        height -= 2 * size
        found.append(Line(Run(text, 60, height, 300, height + size, bold), False, 0))
    return found


def test_a_pdf_shows_its_headings_by_their_letters():
    prose = ("every line of this page is prose that goes on and on", 10, False)
    lines = page_lines(
        ("A Study of States", 18, True), prose, ("1 Introduction", 14, True), prose, prose, ("1.1 Words", 11, True), prose,
        ("2 Results", 14, True), prose, ("1 A note at the foot.", 8, False), ("which goes on", 8, False),
    )  # fmt: skip
    found = structure_of(lines)
    assert found.title == "A Study of States"
    assert found.headings == {"1 Introduction": 1, "1.1 Words": 2, "2 Results": 1}
    assert found.notes == "1 A note at the foot.\nwhich goes on\n"
    sections = plain_text.divide(found.text, found.headings)
    assert [section.title for section in sections] == ["Front matter", "Introduction", "Results"]
    assert "## 1.1 Words" in plain_text.pages(sections, found.text)["introduction"]


def test_right_to_left_runs_are_read_from_the_right():
    letters = [Run(letter, 100 - 10 * place, 0, 110 - 10 * place, 10) for place, letter in enumerate("שלום")]
    run = letters[0]
    for letter in letters[1:]:
        assert run.continues_at(letter)
        run.text, run.left = run.text + letter.text, letter.left
    assert run.text == "שלום"


def test_a_list_of_contents_is_no_list_of_sections():
    names = ["Introduction", "Methods", "Results", "Discussion"]
    text = "\n\n".join(["Contents", *names]) + "\n\n" + "\n\n".join(f"{name}\n\nText of it." for name in names)
    sections = plain_text.divide(text)
    assert [section.title for section in sections] == ["Front matter", *names]
    assert all("Text of it." in section.text for section in sections[1:])


def test_equal_headings_have_addresses_of_their_own(toy, tmp_path):
    pages, _ = come_in(toy, tmp_path, "a.txt", "Summary\n\nOne.\n\nResults\n\nTwo.\n\nSummary\n\nThree.\n")
    assert record(pages["new/index"])["sections"] == ["summary", "results", "summary-2"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", "<html><head><meta charset=iso-8859-1></head><body><h1>Über</h1><p>Käse – “so”</p></body></html>".encode("cp1252")),
        (
            "a.tex",
            "\\documentclass{article}\\usepackage[latin1]{inputenc}\\begin{document}\\section{Über}\nKäse\n\\end{document}".encode(
                "latin-1"
            ),
        ),
    ],
)
def test_a_file_may_declare_another_encoding(toy, tmp_path, name, content):
    pages, _ = come_in(toy, tmp_path, name, content)
    assert "Käse" in " ".join(pages.values())


def test_the_report_counts_apart_from_import(toy, tmp_path):
    """What import loses on purpose here must stand in the report, with its place."""
    _, report = come_in(
        toy, tmp_path, "a.md", "# One\n\nText.[^1]\n\n| a | b |\n|---|---|\n| c | d |\n\n[^1]: Note.\n\n[^2]: Nothing refers here.\n"
    )
    assert [(loss.part, loss.words) for loss in report.lost] == [("text", "nothing refers here")]
    assert report.counts["tables"] == (1, 1)
    told = json.loads((toy / "sources/reports/new.json").read_text())
    assert told["lost"][0]["words"] == "nothing refers here"
    assert "nothing refers here" in (toy / "sources/reports/new.txt").read_text()


@pytest.mark.parametrize("kind", ["docx", "odt", "xml", "html", "tex", "md"])
def test_every_format_is_counted(tmp_path, kind):
    path = received_files.write_paper(tmp_path, kind)
    members = {}
    if kind in ("docx", "odt"):
        with zipfile.ZipFile(path) as file:
            members = {name: file.read(name) for name in file.namelist()}
    found = file_content.content_of(kind, path.read_bytes(), members)
    words = " ".join(text for paragraphs in found.parts.values() for text in paragraphs)
    for word_of_the_paper in ("quotation", "CSTO", "inner", "فارسی", "Quite"):
        assert word_of_the_paper in words
    assert {name: found.counts[name] for name in ("tables", "figures")} == {"tables": 1, "figures": 1}
    assert found.counts["headings"] == (5 if kind == "html" else 4)  # with the title


LATEX = r"""\documentclass{article}\begin{document}\title{States}\maketitle
\section{One}
As \citet{doe2001} says \citep[12]{roe2002}: $x_1 < \frac{a}{b}$ and $\nonsense x$.
\input{parts/two}
\bibliography{refs}
\end{document}
"""
BIBTEX = """@book{doe2001, title={Small States}, author={Doe, Jane}, year=2001, publisher={P}}
@article{roe2002, title={A thing}, author={Roe, R.}, year=2002, journal={J of X}, volume=3}
@book{other, title={Not cited}, author={X, Y}, year=1999, publisher={P}}
"""


def latex_folder(folder):
    (folder / "parts").mkdir(parents=True)
    (folder / "paper.tex").write_text(LATEX)
    (folder / "parts/two.tex").write_text("\\section{Two}\nThe second part.\n")
    (folder / "refs.bib").write_text(BIBTEX)
    return folder


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_latex_folder_comes_with_its_parts_and_citations(toy, tmp_path, is_packed):
    folder = latex_folder(tmp_path / "folder")
    path = folder
    if is_packed:
        path = tmp_path / "paper.zip"
        with zipfile.ZipFile(path, "w") as file:
            for one in folder.rglob("*.*"):
                file.write(one, f"paper/{one.relative_to(folder)}")
    (file,) = received_files_in(path)
    _, report, problems = import_file(toy, file, "new")
    assert problems == []
    edition = load.load_edition(toy)
    assert edition.problems == []
    assert {"doe2001", "roe2002"} <= set(edition.sources)
    assert "other" not in edition.sources
    paper = next(paper for paper in edition.papers if paper.slug == "new")
    assert collation_problems(toy, paper)[1] == []
    page = (toy / "docs/papers/new/one.md").read_text()
    assert "As Doe ([2001](references.md#p3)) says ([Roe 2002, 12](references.md#p4))" in page
    assert '<math display="inline"><semantics>' in page
    assert "<code>&#92;nonsense x</code>" in page
    assert "The second part." in (toy / "docs/papers/new/two.md").read_text()
    assert (toy / "sources/new.zip").exists()
    assert report.counts["references"] == (0, 2)


def test_an_own_list_of_references_in_latex_is_numbered_and_linked(toy, tmp_path):
    text = LATEX.replace(r"\input{parts/two}", "").replace(
        r"\bibliography{refs}",
        r"\begin{thebibliography}{9}\bibitem{doe2001} Doe, Small States.\bibitem[R]{roe2002} Roe, A thing.\end{thebibliography}",
    )
    pages, _ = come_in(toy, tmp_path, "a.tex", text)
    assert "As \\[[1](references.md#p2)\\] says \\[[2](references.md#p3), 12\\]" in pages["new/one"]
    assert "# {++References++}{>>E1.4 heading supplied<<}" in pages["new/references"]
    assert "\\[2\\] Roe, A thing." in pages["new/references"]


def test_a_bibliography_that_is_not_there_is_told(toy, tmp_path):
    _, report = come_in(toy, tmp_path, "a.tex", LATEX)
    assert [told for told in report.left_out if "refs.bib" in told or "parts/two.tex" in told] == [
        "the part parts/two.tex is not beside the file: left out",
        "the bibliography refs.bib is not beside the file: citations show their keys",
    ]


@pytest.mark.parametrize("target", ["/etc/passwd", "../secret", "..\\secret", "loop"])
def test_a_part_outside_of_the_folder_is_not_read(toy, tmp_path, target):
    (tmp_path / "secret.tex").write_text("secret")
    folder = tmp_path / "inner"
    folder.mkdir()
    (folder / "loop.tex").write_text("\\input{loop}")
    (folder / "a.tex").write_text(LATEX.replace("parts/two", target))
    _, report, problems = import_file(toy, folder / "a.tex", "new")
    assert problems == []
    assert "secret" not in (toy / "sources/new.txt").read_text()
    assert any(told.endswith("is not beside the file: left out") for told in report.left_out)


def test_an_editor_may_say_what_the_file_does_not(toy, tmp_path):
    behind = """<sub-article article-type="reviewer-report"><body><sec><title>Report</title><p>Fine.</p></sec></body></sub-article>"""
    (tmp_path / "a.xml").write_text(article(behind=behind))
    chosen = Chosen("Another title", ("Doe, Jane",), "Another", "fr", main_only=True)
    _, report, problems = import_file(toy, tmp_path / "a.xml", "new", chosen=chosen)
    assert problems == []
    told = record((toy / "docs/papers/new/index.md").read_text())
    assert (told["title"], told["authors"], told["short_title"], told["language"]) == ("Another title", ["Doe, Jane"], "Another", "fr")
    assert "Text.\n{: #p3 lang=fr }" in (toy / "docs/papers/new/one.md").read_text()
    assert report.papers == ["new"]
    assert "left out: reviewer-report in the same file" in report.left_out


PAGE = """<html><head><title>T</title></head><body><header><h1>On states</h1></header><nav><ul><li>Home</li><li>Sport</li></ul></nav>
<div>{opening}<p>{prose}</p><h2>Power</h2><p>{prose}</p><aside><p>Buy this.</p></aside>{closing}</div>
<footer><p>All rights.</p></footer></body></html>"""


@pytest.mark.parametrize("tags", [("<article>", "</article>"), ("<main>", "</main>"), ("", "")])
@pytest.mark.parametrize("whole_page", [False, True])
def test_of_a_page_from_the_web_the_article_comes_in(toy, tmp_path, tags, whole_page):
    text = PAGE.format(opening=tags[0], closing=tags[1], prose=40 * "A state keeps power. ")
    (tmp_path / "a.html").write_text(text)
    _, report, problems = import_file(toy, tmp_path / "a.html", "new", chosen=Chosen(whole_page=whole_page))
    assert problems == []
    shown = (toy / "sources/new.txt").read_text()
    assert shown.count("A state keeps power.") == 80
    assert ("Sport" in shown, "Buy this" in shown, "All rights" in shown) == 3 * (whole_page,)
    assert record((toy / "docs/papers/new/index.md").read_text())["title"] == "On states"
    assert (toy / "sources/new.html").read_text() == text
    assert any("--whole-page takes all" in told for told in report.left_out) != whole_page
    assert (report.lost == []) == whole_page
