"""The last step: what makes the finished site safe to host.

Each page, as it will be sent, gets its Content-Security-Policy, for hosts that send no headers; then come the files for those that do,
and for machines.
"""

import os
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from scripts.reader.common.addresses import RELEASES_FOLDER
from scripts.reader.common.files import write_output
from scripts.reader.edition.edition import Edition
from scripts.reader.web import csp, host_files

POLICY_PAGE = "about/security/"


class Policies:
    """Gives each page its policy, and remembers what all of them allow together."""

    def __init__(self, site: Path) -> None:
        self.wasm = (site / "pagefind").is_dir()
        self.inline = csp.InlineHashes()

    def secured(self, page: str) -> str:
        """A page with its policy; one of a released edition has its own."""
        page = csp.with_policy(page, self.wasm)
        self.inline |= csp.hashes_in(page)
        return page


def run(edition: Edition, site: Path, base: str, policies: Policies) -> None:
    """Write the files for the host, whose headers hold for the pages of released editions, too; base is the address of the site."""
    for path in (site / RELEASES_FOLDER).rglob("*.html"):
        policies.secured(path.read_text(encoding="utf-8"))
    fields = host_files.headers(csp.policy(policies.inline, policies.wasm, header=True))
    write_output(site / "_headers", host_files.headers_file(fields))
    write_output(site / ".htaccess", host_files.htaccess(fields, urlsplit(base).path or "/"))
    write_output(site / "robots.txt", host_files.robots(base))
    write_output(site / ".well-known" / "security.txt", host_files.security_txt(base, edition.contact, base + POLICY_PAGE, built()))


def built() -> datetime:
    """When the site is built: now, or what SOURCE_DATE_EPOCH says, so that a build can be repeated to the byte."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(given), UTC) if given else datetime.now(UTC)
