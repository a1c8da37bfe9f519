"""What a release changes in the files that say which version this is, and what a version may be."""

import datetime
import re
from collections.abc import Iterable, Iterator

from scripts.reader.common.addresses import VERSION_PATTERN, version_sort_key

SETTING = re.compile(
    r'^(?P<before>extra:\n(?:[ \t#].*\n|\n)*?  edition:.*\n    version: )"?(?P<version>[^"\s]*)"?(?P<between>.*\n    date: )(?P<date>\S+)',
    re.MULTILINE,
)
CFF_VERSION, CFF_DATE = re.compile(r"^version: .*$", re.MULTILINE), re.compile(r"^date-released: .*$", re.MULTILINE)
NO_SITE = re.compile(r"^https?://(?:[^/]*\.)?example\.(?:org|com|net)/|^https?://(?:localhost|127\.)")


def with_setting(text: str, version: str, date: str) -> str:
    """mkdocs.yml with another version and date under extra.edition. ValueError if it has no such setting."""
    changed, count = SETTING.subn(rf'\g<before>"{version}"\g<between>{date}', text)
    if count != 1:
        raise ValueError("mkdocs.yml has no extra.edition with version: and, on the next line, date:")
    return changed


def with_citation(text: str, version: str, date: str) -> str:
    """CITATION.cff with another version and date. ValueError if it has not one of each."""
    changed, versions = CFF_VERSION.subn(f"version: {version}", text)
    changed, dates = CFF_DATE.subn(f'date-released: "{date}"', changed)
    if (versions, dates) != (1, 1):
        raise ValueError("CITATION.cff has not one line version: and one line date-released:")
    return changed


def dates(text: str) -> list[str]:
    """Every day that a text names, as ISO 8601 writes it."""
    return re.findall(r"\b\d{4}-\d{2}-\d{2}\b", text)


def refusals(version: str, date: str, site: str, released: Iterable[str]) -> Iterator[str]:
    """Why a version cannot be released, in words. released are the versions that were."""
    earlier = sorted(released, key=version_sort_key)
    if not VERSION_PATTERN.fullmatch(version):
        yield f"{version} is not a version: write three numbers, such as 1.0.0."
    elif version in earlier:
        yield f"edition {version} was released already, and a released edition never changes. The next could be {following(version)}."
    elif earlier and version_sort_key(version) < version_sort_key(earlier[-1]):
        yield f"edition {version} would be older than {earlier[-1]}, which was released already."
    try:
        datetime.date.fromisoformat(date)
    except ValueError:
        yield f"{date} is not a day: write it as 2027-01-31."
    if NO_SITE.match(site):
        yield (
            f"the site has no address yet: {site} would stand in the edition for ever. "
            "Set site_url in mkdocs.yml, or SITE_URL in the environment, to where the site is published."
        )


def following(version: str) -> str:
    """The version after this one, if little has changed: 1.0.1 after 1.0.0."""
    first, second, third = version_sort_key(version)
    return f"{first}.{second}.{third + 1}"
