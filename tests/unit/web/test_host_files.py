"""Files for the host: headers, robots.txt, security.txt."""

from datetime import UTC, datetime

import pytest

from scripts.reader.web import host_files

BASE, NOW = "https://example.org/reader/", datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
FIELDS = host_files.headers("default-src 'self'")


def test_security_txt_has_what_the_rfc_requires():
    lines = dict(
        line.split(": ", 1) for line in host_files.security_txt(BASE, "mailto:editor@example.org", f"{BASE}about/", NOW).splitlines()
    )
    assert lines == {
        "Contact": "mailto:editor@example.org",
        "Expires": "2027-11-21T00:00:00Z",
        "Preferred-Languages": "en",
        "Canonical": "https://example.org/reader/.well-known/security.txt",
        "Policy": "https://example.org/reader/about/",
    }


@pytest.mark.parametrize("contact", ["", "editor@example.org", "javascript:alert(1)"])
def test_a_contact_that_is_no_address_is_the_policy(contact):
    assert host_files.security_txt(BASE, contact, f"{BASE}about/", NOW).startswith("Contact: https://example.org/reader/about/\n")


def test_the_headers_stand_in_the_files_of_the_hosts():
    assert host_files.headers_file(FIELDS).splitlines()[:2] == ["/*", "  Content-Security-Policy: default-src 'self'"]
    assert host_files.nginx_headers(FIELDS).startswith("add_header Content-Security-Policy \"default-src 'self'\" always;\n")
    written = host_files.htaccess(FIELDS, "/reader/")
    assert written.splitlines()[0] == "ErrorDocument 404 /reader/404.html"
    assert "AddType application/x-research-info-systems .ris" in written.splitlines()
    assert "AddType application/x-bibtex .bib" in written.splitlines()
    assert "AddType text/markdown .md" in written.splitlines()
    assert "AddCharset utf-8 .bib .ris .md .txt" in written.splitlines()
    assert all(f'Header always set {name} "{value}"' in written for name, value in FIELDS.items())


def test_robots_are_led_to_the_site_map():
    assert host_files.robots(BASE).endswith("\nSitemap: https://example.org/reader/sitemap.xml\n")
