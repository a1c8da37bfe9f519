"""Addresses within the site: the folder of released editions, version numbers, and the paper an address belongs to."""

import re

RELEASES_FOLDER = "editions"
VERSION_PATTERN = re.compile(r"(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)")


def version_sort_key(version: str) -> tuple[int, ...]:
    """Return a key that sorts version 1.10.0 after 1.9.0."""
    return tuple(map(int, version.split(".")))


def paper_slug(address: str) -> str:
    """Return the slug of the paper that an address belongs to, or "": x for papers/x/introduction/."""
    folder, _, rest = address.partition("/")
    return rest.partition("/")[0] if folder == "papers" else ""


def file_address(path: str) -> str:
    """Return the address at which a file of the site is served: papers/x/ for papers/x/index.html."""
    folder, name = path.rpartition("/")[::2]
    return path if name != "index.html" else f"{folder}/" if folder else ""
