"""The last step: what makes the finished site safe to host.

Each page, as it will be sent, gets its Content-Security-Policy, for hosts that send no headers; then come the files for those that do,
and for machines.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from scripts.reader.edition.edition import Edition
from scripts.reader.web import csp, host_files
from scripts.reader.web.csp import InlineHashes

POLICY_PAGE = "about/security/"


@dataclass
class Policies:
    """Gives each page its policy, and remembers what all of them allow together.

    scripts: the hashes of the theme's own; wasm: WebAssembly may be compiled, for Pagefind; trusted_types: all pages require them.
    """

    scripts: frozenset[str]
    wasm: bool
    inline: InlineHashes = field(default_factory=InlineHashes)
    trusted_types: bool = True

    def secured(self, page: str, styles: str = "") -> str:
        """Return a page with its policy, which allows the theme's scripts, the styles that the build put in, and the imprint's."""
        scripts = frozenset(map(csp.digest, csp.inline_scripts(page))) & self.scripts
        inline = InlineHashes(scripts, frozenset(map(csp.digest, [*filter(None, [styles]), *csp.IMPRINT.findall(page)])))
        self.inline |= inline
        return csp.with_policy(page, inline, self.wasm)

    def foreign_scripts(self, page: str) -> Iterator[str]:
        """Yield the scripts in a page that are not the theme's."""
        return (script for script in csp.inline_scripts(page) if csp.digest(script) not in self.scripts)

    def allow_released(self, page: str) -> None:
        """Have the headers allow what a page of a released edition allows: it has a policy of its own, and never changes."""
        self.inline |= csp.hashes_in(page)
        self.trusted_types &= csp.requires_trusted_types(page)


def files_for_host(edition: Edition, base: str, policies: Policies, now: datetime) -> dict[str, str]:
    """Return the files for the host, by path; base is the address of the site.

    Its headers hold for the pages of released editions, too: policies must have seen them.
    """
    fields = host_files.headers(csp.policy(policies.inline, policies.wasm, header=True, trusted_types=policies.trusted_types))
    return {
        "_headers": host_files.headers_file(fields),
        ".htaccess": host_files.htaccess(fields, urlsplit(base).path or "/"),
        ".caddy-headers.conf": host_files.caddy_headers(fields),
        ".nginx-headers.conf": host_files.nginx_headers(fields),
        "robots.txt": host_files.robots(base),
        ".well-known/security.txt": host_files.security_txt(base, edition.contact, base + POLICY_PAGE, now),
    }
