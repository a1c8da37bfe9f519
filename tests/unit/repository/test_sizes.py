"""No file of the program is longer than 250 lines, no function longer than 40. Complexity: ruff's C901, in pyproject.toml."""

import ast

from tests.conftest import ROOT

LONGEST_FILE, LONGEST_FUNCTION = 250, 40
CODE = (".css", ".js", ".lua", ".py", ".typ")
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


def lengths():
    """The lines of every file, and of every function from its name to its end."""
    for path in sorted(path for path in (ROOT / "scripts").rglob("*") if path.suffix in CODE):
        name, text = path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        yield name, text.count("\n"), LONGEST_FILE
        for node in ast.walk(ast.parse(text)) if path.suffix == ".py" else ():
            if isinstance(node, FUNCTION):
                yield f"{name}:{node.name}", node.end_lineno - node.lineno + 1, LONGEST_FUNCTION


def test_no_file_and_no_function_is_too_long():
    found = {name: lines for name, lines, most in lengths() if lines > most}
    assert found == {}
