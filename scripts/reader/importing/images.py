"""Find the images that a paper names: in its archive, in the name itself, or beside the file."""

import base64
import binascii
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from scripts.reader.importing import received_file


def image_finder(folder: Path, kind: str, members: dict[str, bytes]) -> Callable[[str], bytes | None]:
    """Return a function that finds the image that a paper names: in its archive, in the name itself (data:), or beside the file.

    Args:
        folder: where the file lies; images outside of it are not taken.
        kind: the ending of the file's name.
        members: what an archive holds, by path.
    """

    def find_image(target: str) -> bytes | None:
        if kind in received_file.ARCHIVE_FORMATS:
            return members.get(target) or members.get(f"word/{target}") or members.get(target.removeprefix("./"))
        if target.startswith("data:"):
            return decode_data_url(target)
        if re.match(r"[A-Za-z][\w+.-]*:|[/\\]", target):
            return None
        try:
            path = (folder / unquote(target.split("?")[0].split("#")[0])).resolve()
            is_taken = path.is_relative_to(folder.resolve()) and path.is_file() and path.stat().st_size <= received_file.MAX_BYTES
            return path.read_bytes() if is_taken else None
        except (OSError, RuntimeError, ValueError):  # links in a circle, names too long or with NUL
            return None

    return find_image


def decode_data_url(address: str) -> bytes | None:
    """Return the content of a data: URL (RFC 2397), or None if it is broken."""
    head, _, body = address.removeprefix("data:").partition(",")
    try:
        return base64.b64decode(body, validate=True) if head.endswith(";base64") else unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        return None
