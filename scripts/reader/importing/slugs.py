"""Names of files and addresses, made of what others wrote: short, of plain letters, and none that a system keeps for itself."""

import re

from anyascii import anyascii

from scripts.reader.text.front_matter import SLUG

MAX_LENGTH = 60  # characters
RESERVED = re.compile(
    r"con|prn|aux|nul|(?:com|lpt)\d"
)  # of Windows, with any ending: https://learn.microsoft.com/windows/win32/fileio/naming-a-file


def slugify(title: str) -> str:
    """Return a title as a slug, cut between words; "" if it has no letter and no digit.

    Letters of all scripts are written as those from a to z: Müller is muller, and Введение vvedenie.
    """
    plain = anyascii(title[: 10 * MAX_LENGTH].replace("&", " and ")).lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) > MAX_LENGTH:
        slug = slug[: MAX_LENGTH + 1].rpartition("-")[0] or slug[:MAX_LENGTH]
    return f"{slug}-1" if RESERVED.fullmatch(slug) else slug


def is_safe_slug(slug: str) -> bool:
    """Return whether a slug that a person chose can be the name of files."""
    return bool(SLUG.fullmatch(slug)) and len(slug) <= MAX_LENGTH and not RESERVED.fullmatch(slug)


def number_slug(slug: str, taken: dict[str, int]) -> str:
    """Return the slug, with a number behind it if it is taken. `taken` is how often each was, and is added to."""
    numbered = slug
    while numbered in taken:
        taken[slug] += 1
        numbered = f"{slug}-{taken[slug]}"
    taken[numbered] = 1
    return numbered
