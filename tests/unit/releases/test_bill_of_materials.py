"""The bill of materials: valid, whole, and true to the pins."""

import hashlib
import json
import re
from email.message import Message
from importlib import resources
from importlib.metadata import requires

import jsonschema
import pytest
from referencing import Registry, Resource

from scripts.reader.build.package_licences import licences, licences_named
from scripts.reader.releases.bill_of_materials import LOCK_PATH, bill_of_materials, pinned_names
from tests.conftest import ROOT

LOCK = (ROOT / LOCK_PATH).read_text(encoding="utf-8")
SCRIPTS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "overrides/assets").glob("*js"))]


def schema(name):
    return json.loads((resources.files("cyclonedx.schema") / "_res" / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def bill():
    return json.loads(bill_of_materials("A Reader", "1.0.0", "2027-01-31", LOCK, SCRIPTS, licences(pinned_names(LOCK))))


def test_it_is_valid(bill):
    names = ("bom-1.6.SNAPSHOT.schema.json", "spdx.SNAPSHOT.schema.json", "jsf-0.82.SNAPSHOT.schema.json")
    first, *others = map(schema, names)
    registry = Registry().with_resources((other["$id"], Resource.from_contents(other)) for other in others)
    jsonschema.Draft7Validator(first, registry=registry, format_checker=jsonschema.FormatChecker()).validate(bill)


def test_every_pin_and_every_copy_of_a_script_is_in_it_once(bill):
    pins = {f"pkg:pypi/{name}@{version}" for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", LOCK, re.MULTILINE)}
    assert len(pins) > 40
    found = [component["purl"] for component in bill["components"]]
    assert sorted(found) == sorted({*pins, "pkg:npm/stemmer@2.0.1", "pkg:npm/pdfjs-dist@6.5.438"})


def test_every_component_has_its_checksums_and_its_licences(bill):
    packages = {component["name"]: component for component in bill["components"]}
    assert [name for name, package in packages.items() if not package["hashes"]] == []
    listed = {"sha256:" + one["content"] for package in packages.values() for one in package["hashes"]}
    copies = ("stemmer.js", "pdf.min.mjs", "pdf.worker.min.mjs")
    digests = {"sha256:" + hashlib.sha256((ROOT / "overrides/assets" / name).read_bytes()).hexdigest() for name in copies}
    assert listed == {*re.findall(r"sha256:[0-9a-f]{64}", LOCK), *digests}
    absent = {name for name, package in packages.items() if not package.get("licenses")}
    assert absent <= {"colorama", "tzdata"}, "which only Windows needs"
    assert {name: packages[name]["licenses"] for name in ("lxml", "pdfjs-dist", "stemmer", "pathspec")} == {
        "lxml": [{"expression": "BSD-3-Clause"}],
        "pdfjs-dist": [{"expression": "Apache-2.0"}],
        "stemmer": [{"expression": "MIT"}],
        "pathspec": [{"license": {"name": "Mozilla Public License 2.0 (MPL 2.0)"}}],
    }


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"License-Expression": "mit or apache-2.0"}, [{"expression": "MIT OR Apache-2.0"}]),
        ({"License": "BSD-3-Clause"}, [{"expression": "BSD-3-Clause"}]),
        ({"License": "ISC"}, [{"expression": "ISC"}]),
        ({"License": "free as in beer"}, [{"license": {"name": "free as in beer"}}]),
        (
            {"License": "A text. " * 100, "Classifier": "License :: OSI Approved :: ISC License (ISCL)"},
            [{"license": {"name": "ISC License (ISCL)"}}],
        ),
        ({"License": "A text. " * 100}, []),
        ({}, []),
    ],
)
def test_licences_as_packages_name_them(fields, expected):
    about = Message()
    for name, value in fields.items():
        about[name] = value
    assert licences_named(about) == expected


def test_it_says_what_needs_what(bill):
    needs = {dependency["ref"]: dependency["dependsOn"] for dependency in bill["dependencies"]}
    assert set(needs) == {component["bom-ref"] for component in bill["components"]} | {"edition@1.0.0"}
    listed = re.findall(r"^([\w.-]+)==", (ROOT / "requirements/site.in").read_text(encoding="utf-8"), re.MULTILINE)
    names = {reference.partition("/")[2].partition("@")[0] for reference in needs["edition@1.0.0"]}
    assert names == {"stemmer", "pdfjs-dist", *(name.lower() for name in listed)}
    (bibtex,) = (reference for reference in needs if reference.startswith("pkg:pypi/mkdocs-bibtex@"))
    wanted = {re.match(r"[\w.-]+", line)[0].lower() for line in requires("mkdocs-bibtex") if "extra ==" not in line}
    assert {reference.partition("/")[2].partition("@")[0] for reference in needs[bibtex]} == wanted


def test_the_same_edition_has_the_same_bill_and_another_another():
    bills = [bill_of_materials("A", version, "2027-01-31", LOCK, SCRIPTS, {}) for version in ("1.0.0", "1.0.0", "1.0.1")]
    assert bills[0] == bills[1]
    assert json.loads(bills[0])["serialNumber"] != json.loads(bills[2])["serialNumber"]
