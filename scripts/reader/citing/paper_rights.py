"""What a paper's record says of its rights: its licence and its DOI."""

import html
from collections.abc import Mapping
from typing import Any

from scripts.reader.common.licences import CC_BY, licence_address, licence_name

LICENCE_OF_SECTIONS = "Notes CC BY 4.0; the text remains its authors'"


def rights_of_paper(record: Mapping[str, Any]) -> str:
    """Return the rights in a page of a paper in words, for citations: those in its text, and those in our notes."""
    name = licence_name(str(record.get("licence", "")))
    if not name:
        return LICENCE_OF_SECTIONS
    return CC_BY if name == CC_BY else f"Text: {name.rstrip('.')}; notes: {CC_BY}"


def rights_markup(record: Mapping[str, Any]) -> str:
    """Return what the foot of a paper's pages says of its licence and its DOI, as HTML; "" if its record has neither."""
    licence, doi = str(record.get("licence", "")), str(record.get("doi", ""))
    told = []
    if licence:
        name, address = html.escape(licence_name(licence).rstrip(".")), html.escape(licence_address(licence))
        told.append(f'Text of the paper: <a rel="license" href="{address}">{name}</a>.' if address else f"Text of the paper: {name}.")
    if doi:
        told.append(f'DOI: <a href="https://doi.org/{html.escape(doi)}">{html.escape(doi)}</a>.')
    if licence:
        told.append(f'Notes: <a href="{licence_address(CC_BY)}">{CC_BY}</a>.')
    return " ".join(told)
