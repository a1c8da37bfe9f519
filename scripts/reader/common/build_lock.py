"""One lock for whatever builds, or changes what is being built: the site, what lies under build/, and the books."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from scripts.reader.common import transaction

PROJECT_BEING_BUILT = "READER_PROJECT_BEING_BUILT"  # in the environment of the programs that a build starts


@contextlib.contextmanager
def build_lock(root: Path) -> Iterator[None]:
    """Hold the lock of a project's builds, also for the programs that are started within the block.

    Waits for another program that has it, and says so. To be taken before transaction.locked().
    """
    project, before = str(root.resolve()), os.environ.get(PROJECT_BEING_BUILT)
    if before == project:
        yield
        return
    with transaction.lock(root, "build", "building the site"):
        os.environ[PROJECT_BEING_BUILT] = project
        try:
            yield
        finally:
            if before is None:
                del os.environ[PROJECT_BEING_BUILT]
            else:
                os.environ[PROJECT_BEING_BUILT] = before


@contextlib.contextmanager
def render_lock(root: Path) -> Iterator[None]:
    """Hold the lock of builds, and another that an engine keeps if the program that started it is killed."""
    with build_lock(root), transaction.lock(root, "render", "building the site"):
        yield
