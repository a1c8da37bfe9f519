"""A received title, name or line is shown as it is wherever a page prints it: it makes no link, note, element or mark."""

from dataclasses import replace

import pytest
from lxml import html

from scripts.reader.pages.fragments import fragments
from tests.conftest import TESTS, edition

TITLES = (
    "Results x](https://evil.example/) [y",
    "![x](https://evil.example/x.png)",
    "[@nss2021]",
    "[@walt1987] and [^1]",
    "*a* **b** _c_ `d`",
    "{: .x onclick=alert() }",
    "x {: #y }",
    '--8<-- "records.json"',
    "{++a++}{>>E2.1 b<<}",
    "{~~a~>b~~}",
    "&amp; &lt; &#60; &copy",
    "a < b > c & d",
    "\\*a* \\",
    "1. x",
    "- x",
    "# x #",
    "https://evil.example/ <https://evil.example/>",
    "[x]: https://evil.example/",
    "| a | b |",
    "*[a]: b",
    "Title \"quoted\" 'so'",
)


def with_titles(found, title):
    """The edition, as if every section, every paper and the first line of every source were called so."""
    papers = []
    for paper in found.papers:
        sections = tuple(replace(section, record={**section.record, "title": title}) for section in paper.sections)
        index = replace(paper.index, record={**paper.index.record, "title": title, "short_title": title})
        papers.append(replace(paper, index=index, sections=sections, received=f"{title}\n{paper.received}"))
    return replace(found, papers=tuple(papers))


def words(tree):
    return " ".join(tree.text_content().split())


def rendered(engine, text):
    return html.fragment_fromstring(engine().convert(text), create_parent="div")


@pytest.mark.parametrize("title", TITLES)
def test_no_title_and_no_line_becomes_markup(engine, title):
    toy = edition(TESTS / "toy")
    plain, made = fragments(with_titles(toy, "Zz")), fragments(with_titles(toy, title))
    named = [path for path in made if path.endswith(".md") and "Zz" in plain[path]]
    assert {"papers.md", "papers/toy.md", "papers/toy/received.md", "bibliography.md", "mentions/csto.md", "concepts.md"} <= set(named)
    for path in named:
        expected, found = rendered(engine, plain[path]), rendered(engine, made[path])
        assert [element.tag for element in found.iter()] == [element.tag for element in expected.iter()], path
        assert [link.get("href") for link in found.iter("a")] == [link.get("href") for link in expected.iter("a")], path
        assert words(found) == words(expected).replace("Zz", " ".join(title.split())), path
