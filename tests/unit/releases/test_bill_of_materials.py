"""The bill of materials: valid, whole, and true to the pins."""

import json
import re
from importlib import resources
from importlib.metadata import requires

import jsonschema
import pytest
from referencing import Registry, Resource

from scripts.reader.releases.bill_of_materials import LOCK_PATH, bill_of_materials
from tests.conftest import ROOT

LOCK = (ROOT / LOCK_PATH).read_text(encoding="utf-8")
SCRIPTS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "overrides/assets").glob("*.js"))]


def schema(name):
    return json.loads((resources.files("cyclonedx.schema") / "_res" / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def bill():
    return json.loads(bill_of_materials("A Reader", "1.0.0", "2027-01-31", LOCK, SCRIPTS))


def test_it_is_valid(bill):
    names = ("bom-1.6.SNAPSHOT.schema.json", "spdx.SNAPSHOT.schema.json", "jsf-0.82.SNAPSHOT.schema.json")
    first, *others = map(schema, names)
    registry = Registry().with_resources((other["$id"], Resource.from_contents(other)) for other in others)
    jsonschema.Draft7Validator(first, registry=registry, format_checker=jsonschema.FormatChecker()).validate(bill)


def test_every_pin_and_every_copy_of_a_script_is_in_it_once(bill):
    pins = {f"pkg:pypi/{name}@{version}" for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", LOCK, re.MULTILINE)}
    assert len(pins) > 40
    found = [component["purl"] for component in bill["components"]]
    assert sorted(found) == sorted({*pins, "pkg:npm/stemmer@2.0.1"})


def test_it_says_what_needs_what(bill):
    needs = {dependency["ref"]: dependency["dependsOn"] for dependency in bill["dependencies"]}
    assert set(needs) == {component["bom-ref"] for component in bill["components"]} | {"edition@1.0.0"}
    listed = re.findall(r"^([\w.-]+)==", (ROOT / "requirements/site.in").read_text(encoding="utf-8"), re.MULTILINE)
    names = {reference.partition("/")[2].partition("@")[0] for reference in needs["edition@1.0.0"]}
    assert names == {"stemmer", *(name.lower() for name in listed)}
    (bibtex,) = (reference for reference in needs if reference.startswith("pkg:pypi/mkdocs-bibtex@"))
    wanted = {re.match(r"[\w.-]+", line)[0].lower() for line in requires("mkdocs-bibtex") if "extra ==" not in line}
    assert {reference.partition("/")[2].partition("@")[0] for reference in needs[bibtex]} == wanted


def test_the_same_edition_has_the_same_bill_and_another_another():
    bills = [bill_of_materials("A", version, "2027-01-31", LOCK, SCRIPTS) for version in ("1.0.0", "1.0.0", "1.0.1")]
    assert bills[0] == bills[1]
    assert json.loads(bills[0])["serialNumber"] != json.loads(bills[2])["serialNumber"]
