"""A title, a name, a sentence of a record or a received line stays what it is: it makes no link, note, element or mark."""

from dataclasses import replace

import pytest
from lxml import html

from scripts.reader.pages.fragments import fragments
from tests.conftest import TESTS, edition
from tests.support.vectors import LINES

ARGUMENT = {"question": ("text",), "claims": ("text",), "passages": ("why",), "critical": ("question",)}
TEACHING = {"questions": ("question",), "read_next": ("why",), "who": ("name", "what")}


def with_words(found, words):
    """The edition, as if papers, sections, entries, items and editors were called so, and the first line of each source, too."""
    papers = []
    for paper in found.papers:
        sections = tuple(with_record(section, title=words) for section in paper.sections)
        index = with_record(paper.index, title=words, short_title=words)
        papers.append(replace(paper, index=index, sections=sections, received=f"{words}\n{paper.received}"))
    named = {"title": words, "full_name": f"{words} full", "aliases": [f"{words} alias"], "names": {"ru": words}, "summary": words}
    entries = {slug: with_record(page, **named) for slug, page in found.entry_pages.items()}
    arguments = {slug: with_texts(item, ARGUMENT, words) for slug, item in found.arguments.items()}
    events, teaching = tuple(replace(event, event=words) for event in found.events), with_texts(found.teaching, TEACHING, words)
    return replace(
        found, papers=tuple(papers), entry_pages=entries, arguments=arguments, events=events, teaching=teaching, editors=(words, words)
    )


def with_record(page, **fields):
    return replace(page, record={**page.record, **fields})


def with_texts(item, fields, words):
    """The item, with these words in these fields of the items in it."""
    values = dict(item.values)
    for name, texts in fields.items():
        value = values.get(name)
        inner = tuple(
            replace(one, values={**one.values, **dict.fromkeys(texts, words)}) for one in (value if isinstance(value, tuple) else [value])
        )
        values[name] = inner if isinstance(value, tuple) else inner[0]
    return replace(item, values=values)


def words(tree):
    return " ".join(tree.text_content().split())


def rendered(engine, text):
    return html.fragment_fromstring(engine().convert(text), create_parent="div")


SORTED = "glossary.md"  # by letters, each under a heading
NAMED = {"papers.md", "papers/toy.md", "papers/toy/received.md", "papers/toy/argument.md", "papers/toy/passages.md", "bibliography.md",
         "papers/toy/critical-questions.md", "entries/csto.md", "mentions/csto.md", "concepts.md", "timeline.md", "editors.md",
         "teaching/questions.md", "teaching/read-next.md", "teaching/who-is-who.md"}  # fmt: skip


@pytest.fixture(scope="module")
def plain(engine):
    """The fragments in which the words stand, rendered with the plain word Zz in their place, by path."""
    made = fragments(with_words(edition(TESTS / "toy"), "Zz"))
    named = {path: rendered(engine, text) for path, text in made.items() if path.endswith(".md") and "Zz" in text}
    assert {*NAMED, SORTED} <= set(named)
    return named


@pytest.mark.parametrize("given", LINES)
def test_no_words_become_markup(engine, plain, given):
    made, shown = fragments(with_words(edition(TESTS / "toy"), given)), " ".join(given.split())
    for path, expected in plain.items():
        found = rendered(engine, made[path])
        links = [[link.get("href") for link in tree.iter("a")] for tree in (found, expected)]
        if path == SORTED:
            assert set(links[0]) == set(links[1])
            assert {element.tag for element in found.iter()} <= {"div", "h2", "dl", "dt", "dd", "p", "a", "strong"}
            assert shown in words(found)
            continue
        tags = [[element.tag for element in tree.iter() if element.tag != "tspan"] for tree in (found, expected)]  # a line of the map
        assert tags[0] == tags[1], path
        assert links[0] == links[1], path
        assert words(found) == words(expected).replace("Zz", shown), path
