"""Fragments of the pages about the edition: what is checked, where to report faults, and the released editions."""

from scripts.reader.common.addresses import RELEASES_FOLDER
from scripts.reader.common.dates import format_date
from scripts.reader.common.problems import CODES
from scripts.reader.edition.edition import Edition
from scripts.reader.text.escapes import escape


def code_list() -> str:
    """Return the codes of problems as a table."""
    return "\n".join(["| code | what must be true |", "| --- | --- |", *(f"| {code} | {rule} |" for code, rule in CODES.items()), "", ""])


def contact(address: str) -> str:
    """Return where to report faults; `address` is one of the web, begins with mailto:, or is empty."""
    if not address:
        return "No contact has been set up yet: write to whoever publishes this copy of the edition.\n"
    return f"Report it to <{address.removeprefix('mailto:')}>.\n"


def responsible(editors: tuple[str, ...]) -> str:
    """Return who is responsible for the edition, as mkdocs.yml names them."""
    if not editors:
        return "No editor is named in this copy of the edition, and no institution stands behind it as far as it says.\n"
    names = " and ".join(filter(None, [", ".join(editors[:-1]), editors[-1]]))
    return f"Editor{'s' * (len(editors) > 1)}: {escape(names)}.\n"


def edition_list(edition: Edition) -> str:
    """Return the released editions, the newest first, with links relative to /about/editions/."""
    if not edition.released:
        return "No edition has been released yet.\n"
    rows = [
        f'<li><a href="../../{RELEASES_FOLDER}/{release.version}/">Edition {release.version}</a>, {format_date(release.date)}</li>'
        for release in reversed(edition.released)
    ]
    return "\n".join(["<ul>", *rows, "</ul>", ""])
