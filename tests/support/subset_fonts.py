"""Make the fonts of the site from a package of npm: `python -m tests.support.subset_fonts PACKAGE.tgz`.

Get the package with `npm pack @fontsource-variable/source-serif-4@5.3.1`. It is compared with the checksum below. The fonts are cut to the
letters that a text in a European language needs, at the optical size of running text, and files are named by their content. Then write the
new names into overrides/assets/reader.css and overrides/main.html. The family is renamed, as the licence reserves the name "Source".
"""

import hashlib
import io
import sys
import tarfile
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FOLDER = Path(__file__).resolve().parents[2] / "overrides/assets/fonts"
CHECKSUM = "8c452853c74be1e43e9fbfe76321c26f4678a2d431e93209ff1d9faec03fd96f"
FILES = "package/files/source-serif-4-{}-opsz-{}.woff2"
SIZE = 18  # points, the optical size
REGULAR, SEMIBOLD = 400, 600
LATIN = (*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "\u2010\u2011–—‘’“”„†…′"))
CYRILLIC = (0x401, *range(0x410, 0x450), 0x451, 0x2116)
FONTS = {  # style and letters, and weights, by name of the file
    "roman": ("latin", "normal", LATIN, (REGULAR, SEMIBOLD)),
    "italic": ("latin", "italic", LATIN, REGULAR),
    "cyrillic": ("cyrillic", "normal", CYRILLIC, REGULAR),
}
FAMILY = "Reader Serif"
FEATURES = ["kern", "liga", "mark", "ccmp", "locl"]


def cut(package: tarfile.TarFile, script: str, style: str, letters: tuple[int, ...], weight: int | tuple[int, int]) -> bytes:
    """Return a font of the package with some letters, at one optical size, as WOFF2."""
    member = package.extractfile(FILES.format(script, style))
    font = instantiateVariableFont(TTFont(io.BytesIO(member.read()), recalcTimestamp=False), {"opsz": SIZE, "wght": weight})
    copyright_notice = font["name"].getDebugName(0)
    font["name"].names = []
    for identifier, text in ((0, copyright_notice), (1, FAMILY), (2, style), (4, f"{FAMILY} {style}"), (6, f"ReaderSerif-{style}")):
        font["name"].setName(text, identifier, 3, 1, 0x409)
    options = Options(hinting=False, layout_features=FEATURES, notdef_outline=True, desubroutinize=True, name_IDs=["*"])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def main(path: str) -> int:
    data = Path(path).read_bytes()
    if hashlib.sha256(data).hexdigest() != CHECKSUM:
        print(f"{path} is not the package that this program was written for.", file=sys.stderr)
        return 1
    with tarfile.open(fileobj=io.BytesIO(data)) as package:
        made = {name: cut(package, *settings) for name, settings in FONTS.items()}
    for old in FOLDER.glob("*.woff2"):
        old.unlink()
    for name, font in made.items():
        file = FOLDER / f"reader-serif-{name}.{hashlib.sha256(font).hexdigest()[:8]}.woff2"
        file.write_bytes(font)
        print(f"{len(font):6} {file.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
