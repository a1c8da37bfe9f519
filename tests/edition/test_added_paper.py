"""A paper that is added to this edition: its import leaves the tests green, because they read the edition without it."""

from scripts.reader.edition import load
from scripts.reader.importing.import_file import import_file
from tests.support.project import copy_project, without_papers

PAPER = """\
<article xml:lang="es"><front><article-meta><title-group><article-title>Los estados</article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Doe</surname><given-names>Jane</given-names></name></contrib></contrib-group>
</article-meta></front><body><sec><title>Introducción</title>
<p>Un estado pequeño busca seguridad <xref ref-type="bibr" rid="r1">(Roe 2001)</xref>.</p></sec></body>
<back><ref-list><ref id="r1"><element-citation publication-type="book"><person-group><name><surname>Roe</surname>
<given-names>R</given-names></name></person-group><year>2001</year><source>El poder</source></element-citation></ref></ref-list></back>
</article>
"""


def contents(root):
    folders = (root / "docs", root / "sources")
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in [*files, root / "mkdocs.yml", root / "bibliography.bib"]}


def test_what_an_import_adds_can_be_taken_out_without_a_trace(tmp_path):
    root = copy_project(tmp_path / "project")
    before = contents(root)
    (tmp_path / "added.xml").write_text(PAPER, encoding="utf-8")
    assert import_file(root, tmp_path / "added.xml").problems == []
    assert len(contents(root)) > len(before) + 5
    assert contents(root)["bibliography.bib"] != before["bibliography.bib"]
    assert [problem for problem in load.load_edition(root).problems if not problem.code.startswith("D")] == []
    assert contents(without_papers(["added"], root)) == before
