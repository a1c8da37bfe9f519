"""The icon as a picture of dots, and the picture that is shown with a shared link: the icon, the title and what the edition is."""

import re
import unicodedata
from pathlib import Path

from scripts.reader.books.book_formats import MISSING_LETTER, BookError, compile_typst

ICON = "overrides/assets/icon.svg"
ICON_PICTURE, SHARED_PICTURE = "overrides/assets/icon.png", "overrides/assets/social.png"
DRAWING = Path(__file__).with_name("pictures.typ")
COLOUR = re.compile(r'fill="(#[0-9a-fA-F]{6})"')
LARGEST, SMALLEST = 76, 40  # points of the title


def draw(icon: str, title: str, description: str) -> dict[str, bytes]:
    """Return both pictures, by path.

    Args:
        icon: the icon as SVG. Its first colour is that of the line under the title.
        title: of the edition; what follows a colon and a space is set smaller. A letter that no font has is left out.
        description: a sentence.
    """
    name, _, kind = without_missing_letters(title).partition(": ")
    values = {
        "icon": icon,
        "square": re.sub(r' rx="[^"]*"', "", icon),  # telephones cut the corners themselves
        "colour": (COLOUR.findall(icon) or ["#1d3d4a"])[0],
        "name": name,
        "kind": kind,
        "description": without_missing_letters(description),
        "size": str(min(LARGEST, max(SMALLEST, 2400 // max(len(name), len(kind), 1)))),
        "direction": direction(title),
        "run": direction(description),
    }

    def compiled(drawing: str) -> bytes:
        return compile_typst(DRAWING.read_bytes(), {**values, "drawing": drawing}, format="png", ppi=72.0)

    return {ICON_PICTURE: compiled("icon"), SHARED_PICTURE: compiled("social")}


def direction(text: str) -> str:
    """Return in which direction a text runs, by its first letter that says so: ltr or rtl."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return "rtl" if next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L" else "ltr"


def without_missing_letters(text: str) -> str:
    """Return a text without the letters that no font has, such as emoji."""
    while True:
        try:
            compile_typst(DRAWING.read_bytes(), {"drawing": "letters", "text": text}, format="pdf", pdf_standards=["ua-1"])
        except BookError as error:
            missing = {letter for found in MISSING_LETTER.findall(str(error)) for letter in found}
            if not missing.intersection(text):
                raise
            text = "".join(letter for letter in text if letter not in missing)
        else:
            return " ".join(text.split())
