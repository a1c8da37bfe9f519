"""Decisions on the defects of a received text: the form of the file, and whether it agrees with source and pages."""

import pytest

from scripts.reader.text.decisions import COLUMNS, Decision, decision_problems, parse_decisions
from scripts.reader.text.front_matter import Page
from scripts.reader.text.paper import Paper

SOURCE = "1. A\n\nit IS a coun-\ntry of states\n"
BODY = """# {~~1. A~>A~~}{>>E1.4 x<<}

it {~~IS~>is~~}{>>E2.1 x<<} a country of states[^n]
{: #p1 }

[^n]: So (inference).

End.
{: #p2 }
"""
PAPER = Paper("x", Page("docs/papers/x/index.md", {}, "", 1), (Page("docs/papers/x/a.md", {"title": "A"}, BODY, 4),), SOURCE)


def table(*rows):
    return "\n".join("\t".join(row) for row in [COLUMNS, *rows]) + "\n"


def row(item="000-01", line="3", quotation="it IS a", kind="OCR", decision="emended", paragraph="p1", remark="why"):
    return item, line, quotation, kind, decision, paragraph, remark


def test_decisions_are_read():
    found, problems = parse_decisions("x.tsv", table(row(), row("000-02", "3-4", "coun- / try", "", "joined", "p1 p2", "E1.3")))
    assert problems == []
    assert found == [
        Decision(2, "000-01", (3, 3), "it IS a", "emended", ("p1",), "why"),
        Decision(3, "000-02", (3, 4), "coun- / try", "joined", ("p1", "p2"), "E1.3"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        pytest.param("item\tline\n", 1, "the first line does not name the columns", id="no columns"),
        pytest.param("", 1, "the first line does not name the columns", id="empty file"),
        pytest.param(table(row()[:6]), 2, "6 columns instead of 7", id="a column missing"),
        pytest.param(table(row("000-02")), 2, 'item "000-02" is out of order', id="first number"),
        pytest.param(table(row(), row("000-03")), 3, 'item "000-03" is out of order', id="a number left out"),
        pytest.param(table(row("one")), 2, 'item "one" is out of order', id="no number"),
        pytest.param(table(row(line="three")), 2, '"three" is not a line of the source', id="no line"),
        pytest.param(table(row(decision="")), 2, "000-01 has no decision", id="no decision"),
        pytest.param(table(row(paragraph=" ")), 2, "000-01 has no paragraph", id="no place"),
        pytest.param(table(row(remark="")), 2, "000-01 has no remark", id="no reason"),
        pytest.param(table(row(decision="emend")), 2, '"emend" is not a decision', id="unknown decision"),
    ],
)
def test_a_wrong_form(text, line, message):
    _, (problem,) = parse_decisions("x.tsv", text)
    assert (problem.path, problem.line, problem.code, problem.message) == ("x.tsv", line, "T301", message)


@pytest.mark.parametrize(
    "decision",
    [
        pytest.param(row(), id="emended"),
        pytest.param(row(decision="emended and noted"), id="emended and noted"),
        pytest.param(row(paragraph="a"), id="in a heading"),
        pytest.param(row(paragraph="p2 p1"), id="in one of two places"),
        pytest.param(row(line="3-4", quotation="a coun- / try"), id="over a line end"),
        pytest.param(row(line="3-4", quotation="IS a coun- // try"), id="over a page break"),
        pytest.param(row(paragraph="paper", decision="noted"), id="on the whole paper"),
        pytest.param(row(paragraph="p2", decision="left"), id="left"),
    ],
)
def test_a_decision_that_agrees(decision):
    assert list(decision_problems("x.tsv", parse_decisions("x.tsv", table(decision))[0], PAPER)) == []


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        pytest.param(row(quotation="it is a"), "000-01: the quotation is not in line 3 of the source", id="other words"),
        pytest.param(row(line="1-2"), "000-01: the quotation is not in lines 1–2 of the source", id="other lines"),
        pytest.param(row(line="4"), "000-01: the quotation is not in line 4 of the source", id="the line before"),
        pytest.param(row(line="30"), "000-01: the quotation is not in line 30 of the source", id="no such line"),
        pytest.param(row(paragraph="p3"), '000-01: "p3" is no paragraph or section', id="unknown place"),
        pytest.param(row(paragraph="p2"), "000-01 is decided as emended, but nothing is emended there", id="nothing emended"),
        pytest.param(row(paragraph="a", decision="noted"), "000-01 is decided as noted, but there is no note", id="nothing noted"),
    ],
)
def test_a_decision_that_does_not_agree(decision, message):
    (problem,) = decision_problems("x.tsv", parse_decisions("x.tsv", table(decision))[0], PAPER)
    assert (problem.line, problem.code, problem.message) == (2, "T302", message)
