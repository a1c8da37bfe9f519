"""Search for large editions: the papers' texts as an index of Pagefind's, which a browser fetches in pieces (docs/assets/search-worker.js).

Each page of a paper is one record. Its content is the text of its paragraphs and notes, each behind MARK and its anchor, and before
RECEIVED and its received wording if that differs, so that the worker can take it apart again and show a hit as in a small edition.
"""

import asyncio
import shutil
import tempfile
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from pagefind.index import IndexConfig, PagefindIndex

from scripts.reader.search import Document, plain_text

FOLDER = "pagefind"
MARK, RECEIVED = "\ue000", "\ue001"  # of private use, so that no text has them
NEEDED = ("pagefind.js", "pagefind-entry.json", "*.pf_meta", "wasm.*", "index", "fragment")  # the rest is Pagefind's own box
AT_ONCE = 64  # records on their way to the program


def records(documents: Iterable[Document]) -> list[tuple[str, str, str]]:
    """A record for each page: its address, title and content. Documents of one page stand together, that of the whole page first."""
    found = []
    for page, group in groupby(documents, key=lambda document: str(document["location"]).partition("#")[0]):
        first, *parts = group
        texts = [plain_text(str(first["text"]))]
        for part in parts:
            received = f" {RECEIVED} {plain_text(str(part['received']))}" if "received" in part else ""
            texts.append(f"{MARK}{str(part['location']).partition('#')[2]} {plain_text(str(part['text']))}{received}")
        found.append((page, plain_text(str(first["title"])), " ".join(filter(None, texts))))
    return found


async def index(wanted: list[tuple[str, str, str]], folder: Path) -> None:
    async with PagefindIndex(config=IndexConfig(output_path=str(folder))) as into:
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            await asyncio.gather(
                *(into.add_custom_record(url=page, content=text, language="en", meta={"title": title}) for page, title, text in some)
            )


def write(documents: Iterable[Document], site: Path) -> None:
    """Write the index of the documents of papers into a site."""
    wanted = [record for record in records(documents) if record[2]]
    shutil.rmtree(site / FOLDER, ignore_errors=True)
    with tempfile.TemporaryDirectory() as temporary:
        asyncio.run(index(wanted, Path(temporary)))
        (site / FOLDER).mkdir()
        for pattern in NEEDED:
            for path in Path(temporary).glob(pattern):
                shutil.move(path, site / FOLDER / path.name)
