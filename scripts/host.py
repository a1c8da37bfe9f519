"""The last step: what makes the finished site safe to host.

Each page, as it will be sent, gets its Content-Security-Policy, for hosts that send no headers; then come the files for those that do,
and for machines.
"""

import os
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from scripts import disk
from scripts.reader import hosting, policy
from scripts.reader.edition import Edition
from scripts.reader.manifest import FOLDER

POLICY_PAGE = "about/security/"


class Policies:
    """Gives each page its policy, and remembers what all of them allow together."""

    def __init__(self, site: Path) -> None:
        self.wasm = (site / "pagefind").is_dir()
        self.inline = policy.Allowed()

    def secured(self, page: str) -> str:
        """A page with its policy; one of a released edition has its own."""
        page = policy.with_policy(page, self.wasm)
        self.inline |= policy.told_in(page)
        return page


def run(edition: Edition, site: Path, base: str, policies: Policies) -> None:
    """Write the files for the host, whose headers hold for the pages of released editions, too; base is the address of the site."""
    for path in (site / FOLDER).rglob("*.html"):
        policies.secured(path.read_text(encoding="utf-8"))
    fields = hosting.headers(policy.policy(policies.inline, policies.wasm, header=True))
    disk.put(site / "_headers", hosting.headers_file(fields))
    disk.put(site / ".htaccess", hosting.htaccess(fields, urlsplit(base).path or "/"))
    disk.put(site / "robots.txt", hosting.robots(base))
    disk.put(site / ".well-known" / "security.txt", hosting.security_txt(base, edition.contact, base + POLICY_PAGE, built()))


def built() -> datetime:
    """When the site is built: now, or what SOURCE_DATE_EPOCH says, so that a build can be repeated to the byte."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(given), UTC) if given else datetime.now(UTC)
