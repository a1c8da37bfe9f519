"""Write what search finds as files that OpenSearch, Typesense and Meilisearch load as they are: ./run export search"""

import argparse
import json
import sys
from pathlib import Path

from scripts.reader.common.files import write_if_changed
from scripts.reader.common.problems import report
from scripts.reader.common.site_paths import ALL_DOCUMENTS
from scripts.reader.common.transaction import describe_error
from scripts.reader.edition import load
from scripts.reader.search import service_export


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="./run export", description="Write what search finds for a search service.")
    parser.add_argument("what", choices=["search"])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("build/search"), help="where to (default: build/search)")
    chosen = parser.parse_args(arguments)
    root = Path.cwd()
    edition = load.load_edition(root)
    if edition.problems:
        print(report(edition.problems), file=sys.stderr)
        return 1
    try:
        documents = json.loads((root / ALL_DOCUMENTS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        print(f"{ALL_DOCUMENTS} is missing or broken: ./run build writes it", file=sys.stderr)
        return 1
    try:
        for path, text in service_export.export_files(documents, edition.entries).items():
            write_if_changed(chosen.folder / path, text)
            print(f"wrote {chosen.folder / path}: {text.count(chr(10))} lines")
    except OSError as error:
        print(describe_error(error), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
