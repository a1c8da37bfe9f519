"""Under serve only what changed is rendered: the site must be the one that a whole build makes."""

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

PAGE = "docs/papers/toy/method.md"


@pytest.fixture
def render(toy, tmp_path, monkeypatch):
    """Build the toy edition into a folder, whole or as serve does; and say which pages were written, by address."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.chdir(toy)
    started = []

    def render(name: str, partly: bool) -> dict[str, bytes]:
        config = load_config(str(toy / "mkdocs.yml"), site_dir=str(tmp_path / name))
        if name not in started:
            config.plugins.on_startup(command="serve", dirty=partly)
            started.append(name)
            config.plugins["material/search"].search_index_prev = None  # of the other folder; plugins outlive a configuration
        build(config, dirty=partly)
        return {path.relative_to(tmp_path / name).as_posix(): path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file()}

    return render


def times(folder):
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*.html")}


def test_what_is_rendered_in_part_is_what_is_rendered_whole(toy, tmp_path, render):
    render("served", partly=True)
    before = times(tmp_path / "served")
    page = toy / PAGE
    text = page.read_text(encoding="utf-8").replace("\n{: #p3 }", "{++ It goes on.++}{>>E2.5 supplied<<}\n{: #p3 }")
    page.write_text(text, encoding="utf-8")
    served = render("served", partly=True)
    after = times(tmp_path / "served")
    written = {path for path in after if after[path] != before[path] and not path.startswith("cite/")}
    assert b"It goes on." in served["papers/toy/method/index.html"]
    assert {"papers/toy/method/index.html", "papers/toy/text/index.html"} <= written
    assert not written & {"papers/toy/introduction/index.html", "glossary/csto/index.html", "bibliography/index.html"}
    whole = render("whole", partly=False)
    assert served.keys() == whole.keys()
    assert [path for path in whole if served[path] != whole[path]] == []


def test_a_new_title_is_seen_by_all_pages(toy, tmp_path, render):
    render("served", partly=True)
    page = toy / PAGE
    page.write_text(page.read_text(encoding="utf-8").replace("title: Method", "title: The method", 1), encoding="utf-8")
    served, whole = render("served", partly=True), render("whole", partly=False)
    assert [path for path in whole if served[path] != whole[path]] == []
