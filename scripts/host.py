"""The last step: what makes the finished site safe to host. It reads every page as it will be sent.

Each page gets its Content-Security-Policy, for hosts that send no headers; then the files for those that do, and for machines.
"""

import os
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from scripts import disk
from scripts.reader import hosting, policy
from scripts.reader.edition import Edition

POLICY_PAGE = "about/security/"


def run(edition: Edition, site: Path, base: str) -> None:
    """Write the policies of all pages, and the files for the host; base is the address of the site."""
    wasm = any((site / "pagefind").glob("*.pagefind"))
    inline = policy.Allowed()
    for path in sorted(site.rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        secured = policy.with_policy(page, wasm)
        inline |= policy.told_in(secured)  # of a frozen edition, too, whose pages are as they were
        disk.write(path, secured)
    fields = hosting.headers(policy.policy(inline, wasm, header=True))
    disk.write(site / "_headers", hosting.headers_file(fields))
    disk.write(site / ".htaccess", hosting.htaccess(fields, urlsplit(base).path or "/"))
    disk.write(site / "robots.txt", hosting.robots(base))
    disk.write(site / ".well-known" / "security.txt", hosting.security_txt(base, edition.contact, base + POLICY_PAGE, built()))


def built() -> datetime:
    """When the site is built: now, or what SOURCE_DATE_EPOCH says, so that a build can be repeated to the byte."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(given), UTC) if given else datetime.now(UTC)
