"""What mkdocs.yml says about the edition."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import yaml
from yaml.constructor import SafeConstructor

from scripts.reader.common.addresses import VERSION_PATTERN
from scripts.reader.common.dates import is_date
from scripts.reader.common.problems import Problem, did_you_mean
from scripts.reader.common.yaml_nodes import InvalidYaml, compose_yaml, node_line, yaml_value

SETTINGS_PATH = "mkdocs.yml"
CONTACT = re.compile(r"https?://[\w.:\[\]-]+(?:[/?#][\w./?#&=%:@!$*+,;~-]*)?|mailto:[\w.+-]+@[\w.-]+", re.ASCII)
SITE_URL = re.compile(r"https?://[^\s\"'<>\\?#]+", re.IGNORECASE)
SEARCH_ENGINES = ("own", "pagefind")


class SettingsConstructor(SafeConstructor):
    """Reads settings as MkDocs does: !ENV [NAME, default] comes from the environment. Any other tag is read as None."""


def from_environment(constructor: Any, node: yaml.Node) -> str:
    """Return the first of the named variables that is set; else the last name, which is the default, if there are several."""
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    names = [str(item.value) for item in items]
    found = [os.environ[name] for name in names[: len(names) - 1 or 1] if name in os.environ]
    return found[0] if found else names[-1] if len(names) > 1 else ""


SettingsConstructor.add_multi_constructor("", lambda constructor, suffix, node: None)
SettingsConstructor.add_constructor("!ENV", from_environment)


@dataclass(frozen=True)
class Settings:
    """The settings that the edition needs: see the fields of the same names in Edition."""

    name: str = ""
    version: str = ""
    date: str = ""
    contact: str = ""
    editors: tuple[str, ...] = ()
    publisher: str = ""
    search: str = ""
    newest_recorded: tuple[str, str] = ("", "")


def parse_settings(text: str) -> dict[str, Any]:
    """Return what a text of mkdocs.yml says, without what has a tag. Raises InvalidYaml."""
    return mapping(yaml_value(compose_yaml(text), SettingsConstructor))


def mapping(value: Any) -> dict[str, Any]:
    """Return a value that should be a mapping; an empty one if it is not."""
    return value if isinstance(value, dict) else {}


def setting_line(text: str, *names: str) -> int:
    """Return the line of a setting, named from the top down ("extra", "search"); that of the nearest one above it, if it is absent."""
    node, line = compose_yaml(text), 1
    for name in names:
        fields = {key.value: (key, value) for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}
        if name not in fields:
            break
        key, node = fields[name]
        line = node_line(key)
    return line


def newest_recorded(released: object) -> tuple[str, str]:
    """Return what extra.edition.released records: the newest release, and the sha256 of its checksums; "" if it is not as released."""
    found = released if isinstance(released, dict) else {}
    return str(found.get("version") or ""), str(found.get("sha256") or "")


def edition_settings(text: str, contact: str = "") -> tuple[Settings, list[Problem]]:
    """Return the edition's settings, and what is wrong with them (P110, P112, P115, P116).

    Args:
        text: mkdocs.yml; if it is not YAML, which navigation_problems reports, the settings are empty.
        contact: Replaces the address in the file, if it is given.
    """
    try:
        found = parse_settings(text)
    except InvalidYaml:
        return Settings(contact=contact), []
    extra = mapping(found.get("extra"))
    release = mapping(extra.get("edition"))
    editors, publisher = release.get("editors") or [], release.get("publisher") or ""
    named = isinstance(editors, list) and all(isinstance(name, str) and name.strip() for name in editors)
    settings = Settings(
        name=str(found.get("site_name", "")),
        version=str(release.get("version", "")),
        date=str(release.get("date", "")),
        contact=contact or str(extra.get("contact") or ""),
        editors=tuple(editors) if named else (),
        publisher=publisher.strip() if isinstance(publisher, str) else "",
        search=str(extra.get("search") or ""),
        newest_recorded=newest_recorded(release.get("released")),
    )
    problems = list(version_problems(text, settings, str(found.get("site_url") or "")))
    if settings.contact and not CONTACT.fullmatch(settings.contact):
        source = "the environment variable CONTACT" if contact else "extra.contact"
        hint = "https://…, or mailto: and an address of e-mail"
        problems.append(Problem(SETTINGS_PATH, setting_line(text, "extra", "contact"), "P112", f"{source} is not an address", hint))
        settings = replace(settings, contact="")
    problems += responsible_problems(text, named, publisher)
    if settings.search and settings.search not in SEARCH_ENGINES:
        line = setting_line(text, "extra", "search")
        hint = did_you_mean(settings.search, SEARCH_ENGINES, f"possible: {', '.join(SEARCH_ENGINES)}; without it, by the number of papers")
        problems.append(Problem(SETTINGS_PATH, line, "P110", f'"{settings.search}" is not a search', hint))
    return settings, problems


def responsible_problems(text: str, named: bool, publisher: object) -> Iterator[Problem]:
    """Check who is responsible for the edition (P115): editors, if they are `named` as they should be, and publisher."""
    for is_right, name, what, hint in (
        (named, "editors", "a list of names", 'editors: ["Ada Lovelace", "Alan Turing"]'),
        (isinstance(publisher, str), "publisher", "a name", 'publisher: "University Press"'),
    ):
        if not is_right:
            yield Problem(SETTINGS_PATH, setting_line(text, "extra", "edition", name), "P115", f"{name} is not {what}", hint)


def version_problems(text: str, settings: Settings, site_url: str) -> Iterator[Problem]:
    """Check what stands in every citation: the site's address, and the edition's version and date, as far as they are given (P116)."""
    if site_url and not SITE_URL.fullmatch(site_url):
        hint = "such as https://example.org/reader/, in mkdocs.yml or the environment variable SITE_URL"
        yield Problem(SETTINGS_PATH, setting_line(text, "site_url"), "P116", f"site_url is {site_url!r}, no address of the web", hint)
    for name, right, hint in (
        ("version", VERSION_PATTERN.fullmatch(settings.version), 'three numbers, such as "1.0.0"'),
        ("date", is_date(settings.date), 'a day, such as "2027-01-31"'),
    ):
        if (value := getattr(settings, name)) and not right:
            yield Problem(SETTINGS_PATH, setting_line(text, "extra", "edition", name), "P116", f"{name} is {value!r}", hint)


def missing_names(settings: Settings) -> list[str]:
    """Return what a reader would miss on the page about the project: names that are not set."""
    warnings = []
    if not settings.editors:
        warnings.append("no editor is named: list them in mkdocs.yml, extra: edition: editors:")
    if not settings.contact:
        warnings.append("no contact is given: set it in mkdocs.yml, extra: contact:, or in the environment variable CONTACT")
    return warnings
