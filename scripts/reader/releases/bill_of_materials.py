"""The bill of materials of a released edition, in CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/): what it was built with.

Made from the pins, as uv writes them, and from the headings of scripts that others wrote and the project holds a copy of.
"""

import json
import re
import uuid
from collections import defaultdict
from collections.abc import Iterable

BILL_NAME, LOCK_PATH = "sbom.cdx.json", "requirements/site.txt"
PIN = re.compile(r"^([\w.-]+)==([\w.+!-]+)(.*?)(?=^[\w.-]+==|\Z)", re.MULTILINE | re.DOTALL)
REQUIRED_BY = re.compile(r"^ +#(?: via)? +(?!-c )(-r |)([\w.-]+)$", re.MULTILINE)
FROM_NPM = re.compile(r"\A/\*! ([\w.-]+) ([\d.]+), \S+ as published on npm")


def bill_of_materials(name: str, version: str, date: str, lock: str, scripts: Iterable[str]) -> str:
    """Return the bill of materials of an edition as JSON; the same edition gives the same bytes.

    Args:
        name: The name of the edition.
        version: Its version.
        date: Its day, in ISO 8601.
        lock: The pins.
        scripts: The scripts of the project.
    """
    edition = f"edition@{version}"
    components, required = packages(lock, scripts, edition)
    references = {package: reference for reference, (package, _) in components.items()} | {edition: edition}
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, f'{name} {version} {date} {sorted(components)}')}",
        "version": 1,
        "metadata": {
            "timestamp": f"{date}T00:00:00Z",
            "component": {"type": "application", "bom-ref": edition, "name": name, "version": version},
        },
        "components": [
            {"type": "library", "bom-ref": reference, "name": package, "version": number, "purl": reference}
            for reference, (package, number) in sorted(components.items())
        ],
        "dependencies": [{"ref": reference, "dependsOn": sorted(required[package])} for package, reference in sorted(references.items())],
    }
    return json.dumps(bill, ensure_ascii=False, indent=1) + "\n"


def packages(lock: str, scripts: Iterable[str], edition: str) -> tuple[dict[str, tuple[str, str]], dict[str, set[str]]]:
    """Return the names and versions of packages by their addresses (purl), and what each package, and the edition, requires.

    Args:
        lock: The pins.
        scripts: The scripts of the project.
        edition: The reference of the edition.
    """
    found: dict[str, tuple[str, str]] = {}
    required: dict[str, set[str]] = defaultdict(set)
    for name, version, rest in PIN.findall(lock):
        reference = f"pkg:pypi/{name.lower()}@{version}"
        found[reference] = (name, version)
        for directly, parent in REQUIRED_BY.findall(rest):
            required[edition if directly else parent].add(reference)
    for match in filter(None, map(FROM_NPM.match, scripts)):
        reference = f"pkg:npm/{match[1].lower()}@{match[2]}"
        found[reference] = (match[1], match[2])
        required[edition].add(reference)
    return found, required
