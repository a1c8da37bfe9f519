"""Keep results of functions from build to build (common/recall.py), as long as the code is the same."""

import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from scripts.reader.common.files import write_if_changed
from scripts.reader.common.recall import Results, recalling

RESULTS = "build/cache/results.json"
SCRIPTS = Path(__file__).parents[2]
used: defaultdict[Path, dict[str, Any]] = defaultdict(dict)  # by this process, which asks once: functions also keep results in memory


@cache  # of the code as it was loaded: what is edited while a server runs does not run yet
def program_digest(scripts: Path = SCRIPTS) -> str:
    """Return a digest of the code that makes pages: this program, the versions of all packages, and Python's."""
    found = hashlib.sha256(sys.version.encode())
    for path in sorted(scripts.rglob("*.py")):
        found.update(path.relative_to(scripts).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for name in sorted({path.name for folder in sys.path for path in Path(folder).glob("*.dist-info")}):
        found.update(name.encode() + b"\0")
    return found.hexdigest()


@contextmanager
def kept_results(root: Path) -> Iterator[None]:
    """Recall the results of the last build of a project meanwhile, and keep those that were used for the next."""
    path = root / RESULTS
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        earlier = found["results"] if found["program"] == program_digest() else {}
    except (OSError, ValueError, LookupError, TypeError):
        earlier = {}
    results = Results(earlier, used[root])
    with recalling(results):
        yield
    if results.used.keys() != earlier.keys():
        write_if_changed(path, json.dumps({"program": program_digest(), "results": results.used}, ensure_ascii=False))
