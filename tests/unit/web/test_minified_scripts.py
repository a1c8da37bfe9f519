"""A minified script is the same program: the minifier guesses where a regular expression or a nested template begins."""

import pytest

from scripts.reader.web import optimize
from tests.conftest import ROOT
from tests.support.node import run_script

SCRIPTS = sorted((ROOT / "overrides/assets").glob("*.js"))


def test_every_script_is_the_same_program_when_it_is_minified():
    sources = {path.name: path.read_text(encoding="utf-8") for path in SCRIPTS}
    assert run_script("same-program.js", {name: [source, optimize.minify_script(source)] for name, source in sources.items()}) == ""


def test_another_program_is_found():
    assert run_script("same-program.js", {"a.js": ["f(/[q ]/)", "f(/[q]/)"], "b.js": ["f( 'q' ) // r", "f('q')"]}) == "a.js"


@pytest.mark.parametrize(
    ("script", "joined"),
    [('importScripts("a.js", "b.js");\nc();', "a();\nb();\n\nc();"), ("d();", "d();"), ('x = "importScripts";', 'x = "importScripts";')],
)
def test_a_worker_is_joined_with_the_scripts_that_it_imports(script, joined):
    assert optimize.with_imports(script, {"a.js": "a();\n", "b.js": "b();\n"}) == joined


def test_the_script_of_the_notes_in_the_margin_is_light():
    script = (ROOT / "overrides/assets/side-notes.js").read_text(encoding="utf-8")
    assert len(optimize.minify_script(script)) <= 3 * 1024
