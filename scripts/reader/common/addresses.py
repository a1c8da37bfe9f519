"""Addresses within the site: the folder of released editions, version numbers, and the paper an address belongs to."""

import re

EDITIONS_FOLDER = "editions"
VERSION_PATTERN = re.compile(r"(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)")


def version_order(version: str) -> tuple[int, ...]:
    """A key that sorts 1.10.0 behind 1.9.0."""
    return tuple(map(int, version.split(".")))


def paper_of(address: str) -> str:
    """The paper that an address belongs to: papers/x for papers/x/introduction/."""
    return "/".join(address.split("/")[:2])
