"""The bill of materials of a released edition, in CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/): what it was built with.

Made from the pins, as uv writes them, and from the headings of scripts that others wrote and the project holds a copy of. Each component
has the checksums of the files it may be installed from, or of the copy, and its licences.
"""

import hashlib
import json
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

BILL_NAME, LOCK_PATH = "sbom.cdx.json", "requirements/site.txt"
PIN = re.compile(r"^([\w.-]+)==([\w.+!-]+)(.*?)(?=^[\w.-]+==|\Z)", re.MULTILINE | re.DOTALL)
REQUIRED_BY = re.compile(r"^ +#(?: via)? +(?!-c )(-r |)([\w.-]+)$", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
FROM_NPM = re.compile(r"\A/\*! ([\w.-]+) ([\d.]+), \S+ as published on npm")
NOTICES = {  # licences that copies of scripts state, by SPDX's names
    "MIT": "Permission is hereby granted, free of charge, to any person obtaining a copy of this software",
    "Apache-2.0": "Licensed under the Apache License, Version 2.0",
}

Licence = dict[str, str | dict[str, str]]  # an SPDX expression, or a licence with its name


@dataclass
class Component:
    """A package: its name and version, the SHA-256 of its files, its licences, and by what it is required."""

    name: str
    version: str
    digests: list[str]
    licences: Sequence[Licence]
    required_by: set[str] = field(default_factory=set)

    def described(self, reference: str) -> dict[str, object]:
        """Return the component as CycloneDX has it."""
        named: dict[str, object] = {"type": "library", "bom-ref": reference, "name": self.name, "version": self.version, "purl": reference}
        named["hashes"] = [{"alg": "SHA-256", "content": digest} for digest in self.digests]
        return named | ({"licenses": list(self.licences)} if self.licences else {})


def bill_of_materials(
    name: str, version: str, date: str, lock: str, scripts: Iterable[str], licences: Mapping[str, Sequence[Licence]]
) -> str:
    """Return the bill of materials of an edition as JSON; the same edition gives the same bytes.

    Args:
        name: The name of the edition.
        version: Its version.
        date: Its day, in ISO 8601.
        lock: The pins.
        scripts: The scripts of the project.
        licences: Those of the packages, by name.
    """
    edition = f"edition@{version}"
    found = {**pinned(lock, licences), **copied(scripts)}
    requiring = {edition: "", **{reference: component.name for reference, component in found.items()}}
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, f'{name} {version} {date} {sorted(found)}')}",
        "version": 1,
        "metadata": {
            "timestamp": f"{date}T00:00:00Z",
            "component": {"type": "application", "bom-ref": edition, "name": name, "version": version},
        },
        "components": [component.described(reference) for reference, component in sorted(found.items())],
        "dependencies": [
            {"ref": reference, "dependsOn": sorted(other for other, component in found.items() if parent in component.required_by)}
            for reference, parent in sorted(requiring.items())
        ],
    }
    return json.dumps(bill, ensure_ascii=False, indent=1) + "\n"


def pinned(lock: str, licences: Mapping[str, Sequence[Licence]]) -> dict[str, Component]:
    """Return the packages among the pins, by address (purl). What the edition itself requires is required by ""."""
    found = {}
    for name, version, rest in PIN.findall(lock):
        required_by = {"" if directly else parent for directly, parent in REQUIRED_BY.findall(rest)}
        found[f"pkg:pypi/{name.lower()}@{version}"] = Component(name, version, HASH.findall(rest), licences.get(name, ()), required_by)
    return found


def copied(scripts: Iterable[str]) -> dict[str, Component]:
    """Return the packages of which the project holds a copy, by address (purl)."""
    found: dict[str, Component] = {}
    for script in scripts:
        if match := FROM_NPM.match(script):
            text = " ".join(script.split())
            licences: list[Licence] = [{"expression": name} for name, notice in NOTICES.items() if notice in text]
            component = Component(match[1], match[2], [], licences, {""})
            digests = found.setdefault(f"pkg:npm/{match[1].lower()}@{match[2]}", component).digests
            digests.append(hashlib.sha256(script.encode()).hexdigest())
    return found


def pinned_names(lock: str) -> list[str]:
    """Return the names of the packages among the pins."""
    return [name for name, _, _ in PIN.findall(lock)]
