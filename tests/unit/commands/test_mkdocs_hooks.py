"""What MkDocs calls: a build stops at any problem, and under serve an editor still sees the page."""

import os
import shutil
import subprocess
import sys
from types import SimpleNamespace

import pytest
from filelock import FileLock, Timeout
from lxml import html
from mkdocs.exceptions import PluginError

from scripts import mkdocs_hooks
from scripts.reader.build.render import build
from tests.conftest import TESTS


@pytest.fixture(autouse=True)
def shut_down():
    """Ends what a test has begun with the hooks, as MkDocs does."""
    yield
    mkdocs_hooks.on_shutdown()


def with_problems(root, *folders):
    for folder in folders:
        shutil.copytree(TESTS / "problems" / folder, root, dirs_exist_ok=True)
    return SimpleNamespace(config_file_path=str(root / "mkdocs.yml"), strict=False, extra={}, mdx_configs={}, nav=[])


def test_a_right_edition_is_prepared(toy):
    config = with_problems(toy)
    config.strict = True
    assert mkdocs_hooks.on_config(config) is config
    assert (toy / "build/records.json").is_file()
    page = mkdocs_hooks.on_page_markdown("[@treaty1992] [@nobody]", None, config, None)
    assert page == "[@treaty1992] [&#64;nobody]"


@pytest.mark.parametrize("end", [lambda: mkdocs_hooks.on_build_error(None), mkdocs_hooks.on_shutdown], ids=["an error", "an interrupt"])
def test_however_a_build_ends_the_next_may_begin(toy, end):
    mkdocs_hooks.on_config(with_problems(toy))
    lock = FileLock(toy / ".pending/build")
    with pytest.raises(Timeout):
        lock.acquire(blocking=False)
    end()
    with lock.acquire(blocking=False):
        assert lock.is_locked


def test_a_strict_build_stops_at_any_problem_and_tells_all(toy):
    config = with_problems(toy, "G103-related-entries", "T102-rule")
    config.strict = True
    with pytest.raises(PluginError, match=r"(?s)docs/glossary/csto.md:9: G103 .* T102 .*5 problems in 3 files$"):
        mkdocs_hooks.on_config(config)


def test_serve_tells_the_problems_and_goes_on(toy, caplog):
    mkdocs_hooks.on_config(with_problems(toy, "T102-rule"))
    assert caplog.text.count("T102 there is no rule") == 2


def test_serve_stops_where_the_plugin_would_fail_without_a_word(toy):
    with pytest.raises(PluginError, match="B101 not BibTeX"):
        mkdocs_hooks.on_config(with_problems(toy, "B101-not-bibtex"))


def test_a_build_fails_with_the_engines_own_words(toy):
    (toy / "docs/index.md").write_text("---\ntitle: Home\n---\n\n# Home\n\n[nowhere](nowhere.md)\n")
    (problem,) = build(toy, toy / "site")
    assert problem.code == "S101"
    assert "'index.md' contains a link 'nowhere.md', but the target is not found" in problem.message


def test_an_editor_can_look_at_an_edition_with_problems(toy):
    folders = ["B201-citations", "G103-related-entries", "P102-fields-of-a-paper", "P202-places-of-an-event", "T302-decisions-and-texts"]
    with_problems(toy, *folders, "P104-paragraph-number")
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", "site"]
    done = subprocess.run(command, cwd=toy, capture_output=True, text=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    assert done.returncode == 0, done.stderr
    assert all(f" {folder[:4]} " in done.stderr for folder in folders)
    shown = html.parse(str(toy / "site/papers/toy/introduction/index.html")).getroot().text_content()
    assert "[@mearsheimer2001, p.\u00a03]" in shown  # as the edition sets its own prose
