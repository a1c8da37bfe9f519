"""What stands at the head of files of many makers, and numbers of headings, come in as what they are."""

import subprocess

import pypandoc
import pytest

from scripts.reader.checks.source_text import collation_problems
from scripts.reader.edition import load
from scripts.reader.importing import plain_text
from scripts.reader.importing.extract import extract
from scripts.reader.importing.import_file import import_file
from tests.unit.importing.test_nothing_dropped import ARTICLE, article


def come_in(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    _, extracted, problems = extract(tmp_path / name, name)
    assert problems == []
    return extracted


@pytest.mark.parametrize(
    ("headings", "slugs"),
    [
        (["1 Introduction", "2 Method"], ["introduction", "method"]),
        (["A Europe", "B Asia"], ["europe", "asia"]),
        (["A small state", "Conclusions"], ["a-small-state", "conclusions"]),
        (["3 years on", "Conclusions"], ["3-years-on", "conclusions"]),
    ],
)
def test_a_number_without_a_stop_is_one_of_a_row(tmp_path, headings, slugs):
    markdown = "".join(f"# {heading}\n\nText.\n\n" for heading in headings)
    assert list(come_in(tmp_path, "a.md", markdown).pages) == slugs
    sections = plain_text.divide(markdown.replace("# ", ""), dict.fromkeys(headings, 1))
    assert [section.slug for section in sections] == slugs


def test_the_title_page_of_latex(tmp_path):
    tex = r"""\documentclass{article}\title{States\thanks{To all.}}\author{Anna Smith\\ University of X \and Jo Roe}
    \begin{document}\maketitle\section{One}Text.\end{document}"""
    known = come_in(tmp_path, "a.tex", tex).metadata
    assert (known.title, known.byline) == ("States", ("Anna Smith", "Jo Roe"))
    assert known.statements == ("Affiliation: Anna Smith, University of X", "Authors' note: To all.")


@pytest.mark.parametrize(
    ("title", "whole"), [("States", "States: A view"), ("States?", "States? A view"), ("States (1991)", "States (1991): A view")]
)
def test_a_subtitle_and_a_date_are_not_dropped(tmp_path, title, whole):
    text = f'---\ntitle: "{title}"\nsubtitle: A view\ndate: 2024-05-01\n---\n# One\n\nText.\n'
    known = come_in(tmp_path, "a.md", text).metadata
    assert (known.title, known.statements) == (whole, ("Date: 2024-05-01",))


def test_affiliations_in_markdown(tmp_path):
    text = "---\ntitle: T\nauthor:\n- {name: Anna Smith, affiliation: University of X}\n---\n# One\n\nText.\n"
    assert come_in(tmp_path, "a.md", text).metadata.statements == ("Affiliation: Anna Smith, University of X",)


def test_marks_of_notes_are_no_part_of_a_title_in_jats(tmp_path):
    text = article().replace("Main<", "Main<xref ref-type='fn' rid='x'>*</xref><")
    assert "Main<xref" in text
    assert ARTICLE.count("Main<") == 1
    assert come_in(tmp_path, "a.xml", text).metadata.title == "Main"


def test_several_references_in_one_lead_to_the_first(tmp_path):
    body = "<sec><title>One</title><p>See <xref ref-type='bibr' rid='B1 B2'>Doe 2001, 2002</xref>.</p></sec>"
    back = "<ref-list><title>Books</title>" + "".join(
        f"<ref id='B{number}'><mixed-citation>Doe. Book {number}.</mixed-citation></ref>" for number in (1, 2)
    )
    pages = come_in(tmp_path, "a.xml", article(body, f"{back}</ref-list>")).pages
    assert "[Doe 2001, 2002](books.md#p4)" in pages["one"]


def test_the_alternative_text_of_a_figure_in_jats_is_no_paragraph(tmp_path):
    figure = "<fig><caption><p>A map.</p></caption><alt-text>A coast</alt-text><graphic xlink:href='x'/></fig>"
    body = f"<sec><title>One</title><p>Text.</p>{figure}</sec>"
    assert "A coast" not in come_in(tmp_path, "a.xml", article(body)).text


def test_the_licence_of_newer_jats(tmp_path):
    address = "https://creativecommons.org/licenses/by/4.0/"
    permissions = f"<permissions><license><ali:license_ref>{address}</ali:license_ref></license></permissions>"
    text = article().replace("<kwd-group", permissions + "<kwd-group", 1).replace("xmlns:xlink", "xmlns:ali='http://x' xmlns:xlink", 1)
    assert come_in(tmp_path, "a.xml", text).metadata.licence == address


def test_formulas_of_an_odt_of_pandoc(tmp_path):
    command = [pypandoc.get_pandoc_path(), "-f", "markdown", "-o", str(tmp_path / "a.odt")]
    subprocess.run(command, input="# One\n\nIt is $E = mc$ here.\n", text=True, check=True)
    _, extracted, problems = extract(tmp_path / "a.odt", "a.odt")
    assert problems == []
    assert "<math" in extracted.pages["one"]
    assert extracted.remarks == []


def test_a_link_to_a_heading_changes_no_word(toy, tmp_path):
    (tmp_path / "a.md").write_text("# One\n\nSee [the end](#the-end) now.\n\n# The end\n\nText.\n", encoding="utf-8")
    assert import_file(toy, tmp_path / "a.md", "new").problems == []
    (paper,) = (paper for paper in load.load_edition(toy).papers if paper.slug == "new")
    assert "See [the end](the-end.md) now." in paper.sections[0].body
    assert collation_problems(toy, paper)[1] == []
