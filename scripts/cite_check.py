"""Check the quotations and citations of essays, as the page /about/check/ does.

    ./run cite-check ESSAY ... [--json | --csv | --html]

Prints each quotation as path:place: VERDICT, where the place is a line (.txt, .md), a paragraph (.docx, .odt) or a page (.pdf). Exits
with 1 if a quotation, citation or reference is wrong, and with 2 if an essay cannot be read. Compares with the built site (./run build).
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from scripts.reader.common.problems import printable, report
from scripts.reader.essays import read_essay
from scripts.reader.essays.check_essay import CannotCheck, check_essay


def lines_of(name: str, found: dict[str, Any]) -> list[str]:
    """Return what is found in an essay, line by line."""
    lines = []
    for finding in found["findings"]:
        first, *others = finding["said"]
        lines += [f"{name}:{finding['at']}: {finding['verdict'].upper()} {first}", *(f"    {said}" for said in others)]
    lines += [f"{name}:{one['at']}: NO-PARAGRAPH {one['text']}: there is no {one['absent']}" for one in found["citations"]]
    for reference in found["references"]:
        lines += [f"{name}:{reference['at']}: REFERENCE {reference['text']}", f"    {reference['said']}"]
    return [printable(line) for line in [*lines, f"{name}: {' '.join(found['summary'])}"]]


def is_wrong(found: dict[str, Any]) -> bool:
    """Return whether an essay has a wrong quotation, citation or reference."""
    references = (one["state"] != "current" or one["missing"] for one in found["references"])
    return bool(any(finding["level"] == "wrong" for finding in found["findings"]) or found["citations"] or any(references))


def run(root: Path, paths: list[Path], form: str) -> int:
    """Check essays and print what is found. Returns an exit code."""
    reports: dict[str, dict[str, Any]] = {}
    problems = []
    for path in paths:
        essay, wrong = read_essay.read(path)
        problems += wrong
        if essay:
            reports[path.name] = check_essay(root, essay, path.name)
    if form == "json":
        kept = {name: {key: value for key, value in found.items() if key not in ("html", "csv")} for name, found in reports.items()}
        print(json.dumps(kept, ensure_ascii=False, indent=1))
    for name, found in reports.items() if form != "json" else ():
        print("\n".join(lines_of(name, found)) if form == "text" else found[form].rstrip())
    if problems:
        print(report(problems), file=sys.stderr)
        return 2
    return int(any(map(is_wrong, reports.values())))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="./run cite-check", description="Check the quotations and citations of essays.")
    parser.add_argument("essay", nargs="+", type=Path, help=f"a file: {read_essay.KNOWN}")
    forms = parser.add_mutually_exclusive_group()
    for form in ("json", "csv", "html"):
        forms.add_argument(f"--{form}", dest="form", action="store_const", const=form, default="text", help=f"print {form.upper()}")
    options = parser.parse_args(arguments)
    try:
        return run(Path.cwd(), options.essay, options.form)
    except CannotCheck as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
