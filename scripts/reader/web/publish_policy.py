"""The last step: what makes the finished site safe to host.

Each page, as it will be sent, gets its Content-Security-Policy, for hosts that send no headers; then come the files for those that do,
and for machines.
"""

from datetime import datetime
from urllib.parse import urlsplit

from scripts.reader.edition.edition import Edition
from scripts.reader.web import csp, host_files

POLICY_PAGE = "about/security/"


class Policies:
    """Gives each page its policy, and remembers what all of them allow together."""

    def __init__(self, wasm: bool) -> None:
        self.wasm = wasm  # may be compiled, for Pagefind
        self.inline = csp.InlineHashes()

    def secured(self, page: str) -> str:
        """Return a page with its policy; one of a released edition has its own."""
        page = csp.with_policy(page, self.wasm)
        self.inline |= csp.hashes_in(page)
        return page


def files_for_host(edition: Edition, base: str, policies: Policies, now: datetime) -> dict[str, str]:
    """Return the files for the host, by path; base is the address of the site.

    Its headers hold for the pages of released editions, too: policies must have seen them.
    """
    fields = host_files.headers(csp.policy(policies.inline, policies.wasm, header=True))
    return {
        "_headers": host_files.headers_file(fields),
        ".htaccess": host_files.htaccess(fields, urlsplit(base).path or "/"),
        ".nginx-headers.conf": host_files.nginx_headers(fields),
        "robots.txt": host_files.robots(base),
        ".well-known/security.txt": host_files.security_txt(base, edition.contact, base + POLICY_PAGE, now),
    }
