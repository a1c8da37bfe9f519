"""What a failed build said becomes problems: ours as they are, the engine's words as one."""

import pytest

from scripts.reader.build.render import build, problems_in
from scripts.reader.common.problems import Problem, report

OURS = [Problem("docs/a.md", 3, "P111", "the page holds <form>", "leave it out"), Problem("site/b/index.html", 1, "S108", "a")]
NOT_IN_NAV = """INFO    -  Cleaning site directory
WARNING -  The following pages exist in the docs directory, but are not included in the "nav" configuration:
  - about/new.md
  - b.md
INFO    -  Documentation built in 0.69 seconds

Aborted with 1 warnings in strict mode!"""


@pytest.mark.parametrize("before", ["ERROR   -  the site must not be published\n", "Error: the site cannot be built\n"])
def test_our_problems_are_told_as_they_are(before):
    assert sorted(problems_in(f"INFO    -  Building\n{before}{report(OURS)}\n\nAborted with a BuildError!")) == OURS


def test_the_engine_is_quoted_with_the_lists_below_its_messages():
    (problem,) = problems_in(NOT_IN_NAV)
    assert problem.message.split("\n    ")[1:] == [
        'WARNING -  The following pages exist in the docs directory, but are not included in the "nav" configuration:',
        "  - about/new.md",
        "  - b.md",
        "Aborted with 1 warnings in strict mode!",
    ]


def test_the_end_of_a_traceback_is_told():
    (problem,) = problems_in("INFO    -  Building\nTraceback (most recent call last):\n  File a\nKeyError: 'x'")
    assert "KeyError: 'x'" in problem.message


def test_the_name_of_a_page_that_nav_does_not_list_is_told(toy):
    (toy / "docs/about/new.md").write_text("---\ntitle: New\n---\n\n# New\n")
    (problem,) = build(toy, toy / "site")
    assert "  - about/new.md" in problem.message
