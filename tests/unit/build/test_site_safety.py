"""What editors write is judged by the HTML that is rendered, and a build that finds anything that acts fails."""

import pytest

from scripts.reader.build.render import build
from scripts.reader.checks import article_markup
from tests.support.vectors import TEXTS


@pytest.mark.parametrize("text", TEXTS)
def test_what_markdown_makes_of_it_is_refused(engine, text):
    rendered = engine(page="about/a.md").convert(f"# Heading\n\nText.\n\n{text}\n\nText.\n")
    assert list(article_markup.markup_problems(rendered)), rendered


def test_a_build_tells_of_every_page_that_got_past_the_reading_of_its_source(toy):
    found = [text for text in TEXTS if "`" in text and text.startswith("<div>")]
    texts = dict(zip("abcdefgh", found, strict=False))
    for name, text in texts.items():
        (toy / f"docs/about/{name}.md").write_text(f"---\ntitle: {name}\n---\n\n# {name}\n\n{text}\n", encoding="utf-8")
    pages = "".join(f"      - about/{name}.md\n" for name in texts)
    settings = (toy / "mkdocs.yml").read_text(encoding="utf-8")
    (toy / "mkdocs.yml").write_text(settings.replace("  - About:\n", f"  - About:\n{pages}"), encoding="utf-8")
    problems = build(toy, toy / "site")
    assert {(problem.path, problem.code) for problem in problems} == {(f"docs/about/{name}.md", "P111") for name in texts}
    assert all(problem.line >= 5 and problem.hint for problem in problems)


def test_a_build_with_a_foreign_script_fails(toy):
    settings = (toy / "mkdocs.yml").read_text(encoding="utf-8")
    foreign = 'extra_css: [https://example.net/a.css]\ncopyright: "<script>attack()</script><a onclick=attack()>b</a>"\n'
    (toy / "mkdocs.yml").write_text(foreign + settings, encoding="utf-8")
    problems = build(toy, toy / "site")
    home = {(problem.code, problem.message) for problem in problems if problem.path == "site/index.html"}
    assert home == {
        ("S103", "<link> asks for https://example.net/a.css"),
        ("S108", "there is a <script> that is not the theme's"),
        ("S108", "<a> has onclick"),
    }
    assert "attack" not in (toy / "site/index.html").read_text(encoding="utf-8").partition("<body")[0]
