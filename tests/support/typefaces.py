"""Typefaces for the tests of layout, which must not rest on the fonts that a machine happens to have.

Lato and Roboto Slab come with MkDocs, so they are the same on every machine. Scaled, they are narrower and wider than what
readers have: a line in Liberation Sans and Serif, Noto or DejaVu is longer than in the one and shorter than in the other.
"""

import base64
import json
from functools import cache
from importlib.resources import files

import pytest

FOLDER = files("mkdocs") / "themes/readthedocs/css/fonts"
FILES = {"interface": "lato-normal.woff2", "text": "Roboto-Slab-Regular.woff2"}  # by the custom properties of reader.css
TYPEFACES = {"narrow": {"interface": "90%", "text": "80%"}, "wide": {"interface": "120%", "text": "115%"}}
# A font made of bytes is there at once, and the policy of the site allows it, as it does a style sheet made by a script.
SCRIPT = """
{
  const fonts = FONTS;
  for (const [name, bytes, size] of fonts)
    document.fonts.add(new FontFace(`test ${name}`, Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0)), {sizeAdjust: size}));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:root { ${fonts.map(([name]) => `--${name}: "test ${name}" !important`).join("; ")} }`);
  document.adoptedStyleSheets.push(sheet);
}
"""
in_every_typeface = pytest.mark.parametrize("typeface", TYPEFACES)


@cache
def script_for(typeface):
    """Return the script that sets a page in a typeface; it runs before the page's own."""
    sizes = TYPEFACES[typeface]
    fonts = [(name, base64.b64encode((FOLDER / file).read_bytes()).decode(), sizes[name]) for name, file in FILES.items()]
    return SCRIPT.replace("FONTS", json.dumps(fonts))
