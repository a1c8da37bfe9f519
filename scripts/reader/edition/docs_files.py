"""The files under docs/: all but the pages' sources are published as they are."""

import re
from collections.abc import Iterator

from scripts.reader.common.problems import Problem

BACKUP = re.compile(r".*~|[#~].*#?|.*\.(?:bak|old|orig|rej|save|sw[a-p]|tmp|temp)|\.DS_Store|\._.*|Thumbs\.db|desktop\.ini", re.IGNORECASE)


def docs_file_problems(path: str, leads_out: bool) -> Iterator[Problem]:
    """Check that a file or folder under docs/ may be published (P114).

    Args:
        path: Its path from the root.
        leads_out: Whether it is a link that leads out of docs/, or nowhere.
    """
    if leads_out:
        hint = "put a copy of the file there, or take the link away"
        yield Problem(path, 1, "P114", "the link leads out of docs/, or nowhere: a build would publish what it leads to", hint)
    elif BACKUP.fullmatch(path.rsplit("/", 1)[-1]):
        message = "this looks like a backup or a system's file, and would be published"
        yield Problem(path, 1, "P114", message, "delete it, or move it out of docs/")
