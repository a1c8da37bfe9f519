"""Files for the host and for machines that visit it: headers, robots.txt, security.txt."""

from datetime import UTC, datetime, timedelta

VALID = timedelta(days=364)  # RFC 9116 recommends less than a year
REFERRER_POLICY = "strict-origin-when-cross-origin"
CITATION_TYPES = {"bib": "application/x-bibtex", "ris": "application/x-research-info-systems"}  # citation software asks for these
OTHER_TYPES = {"md": "text/markdown", "mjs": "text/javascript"}  # which old servers do not know; of other types browsers run no module
UTF8 = (*CITATION_TYPES, "md", "txt")  # kinds that do not say so themselves
ABSOLUTE = ("https://", "http://", "mailto:", "tel:")


def headers(content_policy: str) -> dict[str, str]:
    """Return the headers that every answer of the host should carry."""
    return {
        "Content-Security-Policy": content_policy,
        "Strict-Transport-Security": "max-age=31536000",  # not for subdomains: they may be somebody else's
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",  # for browsers that do not know frame-ancestors
        "Referrer-Policy": REFERRER_POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }


def headers_file(fields: dict[str, str]) -> str:
    """Return _headers, which Netlify, Cloudflare Pages and others read. They know the types of files themselves."""
    return "".join(["/*\n", *(f"  {name}: {value}\n" for name, value in fields.items())])


def htaccess(fields: dict[str, str], path: str) -> str:
    """Return .htaccess, which Apache reads; path is that of the site on its host."""
    lines = [f'  Header always set {name} "{value}"\n' for name, value in fields.items()]
    types = [f"AddType {media} .{suffix}\n" for suffix, media in {**CITATION_TYPES, **OTHER_TYPES}.items()]
    types.append(f"AddCharset utf-8 {' '.join(f'.{suffix}' for suffix in UTF8)}\n")
    return "".join([f"ErrorDocument 404 {path}404.html\n", *types, "<IfModule mod_headers.c>\n", *lines, "</IfModule>\n"])


def nginx_headers(fields: dict[str, str]) -> str:
    """Return .nginx-headers.conf, which the `server` of hosting/nginx.conf includes."""
    return "".join(f'add_header {name} "{value}" always;\n' for name, value in fields.items())


def caddy_headers(fields: dict[str, str]) -> str:
    """Return .caddy-headers.conf, which hosting/Caddyfile imports."""
    return "".join(["header {\n", *(f'\t{name} "{value}"\n' for name, value in fields.items()), "}\n"])


def robots(base: str) -> str:
    """Return robots.txt: everybody may read everything; what must not be listed says so itself. base is the address of the site."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n"


def security_txt(base: str, contact: str, policy: str, now: datetime) -> str:
    """Return security.txt, as RFC 9116 wants it. contact and policy are addresses; a contact that is empty is the policy.

    It expires a year after the day of now, so that nobody trusts a contact that is no longer kept.
    """
    expires = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + VALID
    fields = {
        "Contact": contact if contact.startswith(ABSOLUTE) else policy,
        "Expires": expires.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "Preferred-Languages": "en",
        "Canonical": f"{base}.well-known/security.txt",
        "Policy": policy,
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())
