"""The files that say which version this is, as a release changes them, and what a version may be."""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from scripts.reader.common.addresses import VERSION_PATTERN, version_sort_key

SETTINGS, CITATION = VERSION_FILES = ("mkdocs.yml", "CITATION.cff")
EDITION_SETTING = re.compile(
    r"^(?P<before>extra:\n(?:[ \t#].*\n|\n)*?  edition:.*\n"
    r'    version: )"?(?P<version>[^"\s]*)"?(?P<between>.*\n'
    r"    date: )(?P<date>\S+)(?P<comment>.*)"
    r"(?P<released>\n    released: .*)?",
    re.MULTILINE,
)
CFF_VERSION, CFF_DATE = re.compile(r"^version: .*$", re.MULTILINE), re.compile(r"^date-released: .*$", re.MULTILINE)
PLACEHOLDER_SITE = re.compile(r"^https?://(?:[^/]*\.)?example\.(?:org|com|net)/|^https?://(?:localhost|127\.)")


class ReleaseRefused(Exception):
    """Nothing was released. The message says why, for the editor."""


def with_version(texts: Mapping[str, str], version: str, date: str, digest: str = "") -> dict[str, str]:
    """Return the files that say which version this is, by path, with another version and date.

    Args:
        texts: the files, by path.
        version: the new version.
        date: its day, in ISO 8601.
        digest: the sha256 of its file of checksums, to be recorded; "" if it is not made yet.

    Raises:
        ReleaseRefused: a file has no place for them.
    """
    change: dict[str, Callable[[str, str, str], str]] = {
        SETTINGS: partial(settings_with_version, digest=digest),
        CITATION: citation_with_version,
    }
    try:
        return {path: change[path](text, version, date) for path, text in texts.items()}
    except ValueError as error:
        raise ReleaseRefused(f"{error}.") from error


def settings_with_version(text: str, version: str, date: str, digest: str = "") -> str:
    """Return mkdocs.yml with another version, date and, if it is given, digest under extra.edition.

    Raises ValueError if it has no such setting.
    """
    released = rf'\n    released: {{version: "{version}", sha256: "{digest}"}}' if digest else r"\g<released>"
    changed, count = EDITION_SETTING.subn(rf'\g<before>"{version}"\g<between>{date}\g<comment>{released}', text)
    if count != 1:
        raise ValueError("mkdocs.yml has no extra.edition with version: and, on the next line, date:")
    return changed


def citation_with_version(text: str, version: str, date: str) -> str:
    """Return CITATION.cff with another version and date. Raises ValueError if it has not one of each."""
    changed, version_count = CFF_VERSION.subn(f"version: {version}", text)
    changed, date_count = CFF_DATE.subn(f'date-released: "{date}"', changed)
    if (version_count, date_count) != (1, 1):
        raise ValueError("CITATION.cff has not one line version: and one line date-released:")
    return changed


def refusal_reasons(version: str, date: str, site: str, released: Iterable[str]) -> Iterator[str]:
    """Yield why a version cannot be released, in sentences.

    Args:
        version: the version to be released.
        date: the day of the edition, in ISO 8601.
        site: the address of the living site.
        released: the versions that were released before.
    """
    earlier = sorted(released, key=version_sort_key)
    if not VERSION_PATTERN.fullmatch(version):
        yield f"{version} is not a version: write three numbers, such as 1.0.0."
    elif version in earlier:
        yield f"edition {version} was released already, and a released edition never changes. The next could be {next_version(version)}."
    elif earlier and version_sort_key(version) < version_sort_key(earlier[-1]):
        yield f"edition {version} would be older than {earlier[-1]}, which was released already."
    try:
        datetime.date.fromisoformat(date)
    except ValueError:
        yield f"{date} is not a day: write it as 2027-01-31."
    if PLACEHOLDER_SITE.match(site):
        yield (
            f"the site has no address yet: {site} would be in the edition permanently. "
            "Set site_url in mkdocs.yml, or SITE_URL in the environment, to where the site is published."
        )


def next_version(version: str) -> str:
    """Return the version after this one, if little has changed: 1.0.1 after 1.0.0."""
    first, second, third = version_sort_key(version)
    return f"{first}.{second}.{third + 1}"
