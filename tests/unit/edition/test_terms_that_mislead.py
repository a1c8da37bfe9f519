"""Names of entries that a paper uses in another sense are neither linked nor counted there."""

import pytest
from lxml import html

from scripts.reader.edition import load


def change(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("file", "old", "new", "linked"),
    [
        ("docs/papers/toy/index.md", "published:", "not_linked: [csto]\npublished:", False),
        ("docs/papers/toy/index.md", "published:", "not_linked: [realism]\npublished:", True),
        ("docs/glossary/csto.md", "kind:", "only_with: [music, Mozart]\nkind:", False),
        ("docs/glossary/csto.md", "kind:", "only_with: [music, STUDY]\nkind:", True),
    ],
)
def test_a_name_in_another_sense_is_not_linked(toy, engine, tmp_path, file, old, new, linked):
    change(toy / file, old, new)
    edition = load.load_edition(toy)
    assert edition.problems == []
    assert any(mention.slug == "csto" for mention in edition.mentions) == linked
    root = toy.rename(toy.with_name(f"toy-{abs(hash((file, new)))}"))
    shown = html.fromstring(engine(root, "papers/toy/introduction.md").convert("The CSTO is here.\n{: #p1 }"))
    assert bool(shown.xpath('//a[@class="term"]')) == linked


def test_an_entry_that_is_not_there_is_told(toy):
    change(toy / "docs/papers/toy/index.md", "published:", "not_linked: [cstoo]\npublished:")
    (problem,) = load.load_edition(toy).problems
    assert (problem.code, problem.message) == ("G103", '"cstoo" is no entry of the glossary')
    assert "csto" in problem.hint
