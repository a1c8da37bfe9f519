"""The licences of installed packages, as a bill of materials gives them: https://cyclonedx.org/docs/1.6/json/#components_items_licenses."""

from collections.abc import Iterable, Iterator
from email.message import Message
from importlib import metadata

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from scripts.reader.releases.bill_of_materials import Licence

CLASSIFIER = "License :: OSI Approved :: "
LONGEST_NAME = 60  # characters; what is longer is the text of a licence


def licences(names: Iterable[str]) -> dict[str, list[Licence]]:
    """Return the licences of those packages that are installed and name one, by package."""
    found = {}
    for name in names:
        try:
            about: Message = metadata.metadata(name)  # type: ignore[assignment]
        except metadata.PackageNotFoundError:  # one that another system needs
            continue
        if named := licences_named(about):
            found[name] = named
    return found


def licences_named(about: Message) -> list[Licence]:
    """Return the licences that the metadata of a package name: as an SPDX expression if they can be read as one, else by name."""
    given = [str(value) for key in ("License-Expression", "License") for value in about.get_all(key, []) if len(str(value)) <= LONGEST_NAME]
    for expression in spdx_expressions(given):
        return [{"expression": expression}]
    classifiers = [str(value).removeprefix(CLASSIFIER) for value in about.get_all("Classifier", []) if str(value).startswith(CLASSIFIER)]
    return [{"license": {"name": name}} for name in classifiers or given[:1]]


def spdx_expressions(given: Iterable[str]) -> Iterator[str]:
    """Yield those that are SPDX expressions, in their canonical form."""
    for text in given:
        try:
            yield str(canonicalize_license_expression(text))
        except InvalidLicenseExpression:
            continue
