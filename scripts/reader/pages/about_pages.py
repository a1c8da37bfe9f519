"""Fragments of the pages about the edition: what is checked, where to report faults, and the released editions."""

from scripts.reader.common.addresses import RELEASES_FOLDER
from scripts.reader.common.dates import format_date
from scripts.reader.common.problems import CODES
from scripts.reader.edition.edition import Edition


def code_list() -> str:
    """Return the codes of problems as a table."""
    return "\n".join(["| code | what must be true |", "| --- | --- |", *(f"| {code} | {rule} |" for code, rule in CODES.items()), "", ""])


def contact(address: str) -> str:
    """Return where to report faults; `address` is one of the web, begins with mailto:, or is empty."""
    if not address:
        return "This copy of the edition gives no address of its own: tell whoever gave you its address, or whoever publishes it.\n"
    return f"Report it to <{address.removeprefix('mailto:')}>.\n"


def edition_list(edition: Edition) -> str:
    """Return the released editions, the newest first, with links relative to /about/editions/."""
    if not edition.released:
        return "No edition has been released yet.\n"
    rows = [
        f'<li><a href="../../{RELEASES_FOLDER}/{release.version}/">Edition {release.version}</a>, {format_date(release.date)}</li>'
        for release in reversed(edition.released)
    ]
    return "\n".join(["<ul>", *rows, "</ul>", ""])
