"""Licences by their names and their addresses."""

import re

CC_BY = "CC BY 4.0"  # of our notes
HOST = r"https?://(?:www\.)?creativecommons\.org"
CREATIVE_COMMONS = re.compile(rf"{HOST}/(?:licenses/(by[a-z-]*)/(\d\.\d)(?:/([a-z]{{2}})(?=/|$))?|publicdomain/zero/1\.0)/?")
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
NAME = re.compile(r"CC (BY(?:-[A-Z]{2})*) (\d\.\d)|CC0(?: 1\.0)?")
WEB_ADDRESS = re.compile(r"https?://\S+")


def licence_name(licence: str) -> str:
    """Return the usual name of a licence of Creative Commons, such as CC BY-NC 4.0, from its address; any other as it is."""
    found = CREATIVE_COMMONS.match(licence)
    if not found:
        return licence
    return " ".join(filter(None, ["CC", found[1].upper(), found[2], (found[3] or "").upper()])) if found[1] else "CC0 1.0"


def licence_address(licence: str) -> str:
    """Return the address of a licence that is given by its address or by its usual name; "" if there is none."""
    if WEB_ADDRESS.fullmatch(licence):
        return licence
    found = NAME.fullmatch(licence)
    if not found:
        return ""
    return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/" if found[1] else CC0
