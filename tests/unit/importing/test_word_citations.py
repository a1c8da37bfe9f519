"""Citations of Zotero and Mendeley in Word files lead to the paper's own list of references."""

import base64
import json

import pytest

from scripts.reader.importing.extract import extract
from tests.unit.importing.test_nothing_dropped import run_of, word


def item(family, year, title):
    author = [{"family": family, "given": "A."}]
    return {"itemData": {"type": "book", "title": title, "publisher": "P", "issued": {"date-parts": [[year]]}, "author": author}}


DOE, ROE = item("Doe", 2001, "Small States in Europe"), item("Roe", 2010, "Great Powers")


def field(instruction, *shown):
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>".format
    told = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return f"{mark('begin')}{told}{mark('separate')}{''.join(map(run_of, shown))}{mark('end')}"


def citation(items, *shown):
    return field(f"ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps({'citationItems': items})}", *shown)


def control(items, shown):
    tag = "MENDELEY_CITATION_v3_" + base64.b64encode(json.dumps({"citationItems": items}).encode()).decode()
    return f"<w:sdt><w:sdtPr><w:tag w:val='{tag}'/></w:sdtPr><w:sdtContent>{run_of(shown)}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("cited", "shown"),
    [
        (citation([DOE], "(Doe 2001)"), "said ([Doe 2001](references.md#p3))."),
        (citation([DOE, ROE], "(Doe 2001; Roe 2010)"), "said ([Doe 2001](references.md#p3); [Roe 2010](references.md#p4))."),
        (citation([ROE], "(", "Ro", "e 2010, 5)"), "said ([Roe 2010, 5](references.md#p4))."),
        (citation([DOE, ROE], "(see Doe 2001, 2010)"), "said (see Doe 2001, 2010)."),
        (citation([ROE], "[2]"), "said \\[[2](references.md#p4)\\]."),
        (citation([item("X", 1, "A title that is nowhere")], "(X 1)"), "said (X 1)."),
        (control([DOE], "(Doe, 2001)"), "said ([Doe, 2001](references.md#p3))."),
    ],
)
@pytest.mark.parametrize("is_field", [True, False])
def test_a_citation_leads_to_its_entry(tmp_path, cited, shown, is_field):
    entries = [run_of("Doe, A. Small States in Europe. P, 2001."), run_of("Roe, A. Great powers. P, 2010.")]
    if is_field:
        mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>".format
        told = "<w:r><w:instrText>ADDIN ZOTERO_BIBL CSL_BIBLIOGRAPHY</w:instrText></w:r>"
        entries = [mark("begin") + told + mark("separate") + entries[0], entries[1] + mark("end")]
    paragraphs = [run_of("On small states"), run_of("As it ") + run_of("said ") + cited + run_of("."), run_of("References"), *entries]
    (tmp_path / "a.docx").write_bytes(word(paragraphs, tmp_path))
    _, extracted, problems = extract(tmp_path / "a.docx", "a.docx")
    assert problems == []
    assert shown in extracted.pages["front-matter"]
    assert "Doe, A. Small States" in extracted.text
    assert extracted.references != []
