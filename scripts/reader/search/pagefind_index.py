"""Search for large editions: the papers' texts as an index of Pagefind's, fetched in pieces by overrides/assets/search-worker.js.

Each page of a paper is one record. Its content is the text of its paragraphs and notes, each behind MARK and its anchor, and before
RECEIVED and its received wording if that differs, so that the worker can take it apart again and show a hit as in a small edition.
Anchors and the most frequent words stand there as signs that Pagefind takes for no words: their places would be a third of its index.
"""

import base64
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from io import BufferedReader
from itertools import groupby
from pathlib import Path
from threading import Thread
from typing import Any

from pagefind.service import get_executable

from scripts.reader.search.search_documents import Document, plain_text

PAGEFIND_FOLDER = "pagefind"
PARAGRAPH_MARK, RECEIVED_MARK = "\ue000", "\ue001"  # of private use, so that no text has them
LOWERCASE_BASE, CAPITALIZED_BASE, ASCII_BASE = (
    0xE100,
    0xE180,
    0xE200,
)  # where the signs of the frequent words begin, those with a capital, and those of ASCII
# Words that only make a question, and that the worker therefore never asks for. It gets this list with the documents.
STOP_WORDS = (
    *("the", "of", "and", "to", "in", "a", "that", "is", "it", "for", "as", "with", "by", "on", "from", "an", "are", "which", "was"),
    *("this", "or", "at", "be", "has", "have", "their", "these", "been", "were"),
)
STOP_WORD = re.compile(rf"(?<![\w'’-])(?:{'|'.join(STOP_WORDS)}|{'|'.join(map(str.capitalize, STOP_WORDS))})(?![\w'’-])")
INDEX_FILES = ("pagefind.js", "pagefind-entry.json", "*.pf_meta", "wasm.*", "index", "fragment")  # the rest is Pagefind's own box


def placeholder_for(word: str) -> str:
    """What stands for a frequent word, with or without a capital."""
    return chr((LOWERCASE_BASE if word.islower() else CAPITALIZED_BASE) + STOP_WORDS.index(word.lower()))


def encode_text(text: str) -> str:
    """A document's text or received wording as Pagefind gets it."""
    return STOP_WORD.sub(lambda match: placeholder_for(match[0]), plain_text(text))


def encode_anchor(name: str) -> str:
    """An anchor of ASCII characters as Pagefind gets it."""
    return "".join(chr(ASCII_BASE + ord(letter)) for letter in name)


def page_records(documents: Iterable[Document]) -> list[tuple[str, str, str]]:
    """A record for each page: its address, title and content. Documents of one page stand together, that of the whole page first."""
    found = []
    for page, group in groupby(documents, key=lambda document: str(document["location"]).partition("#")[0]):
        first, *parts = group
        texts = [encode_text(str(first["text"]))]
        for part in parts:
            received = f" {RECEIVED_MARK} {encode_text(str(part['received']))}" if "received" in part else ""
            texts.append(
                f"{PARAGRAPH_MARK}{encode_anchor(str(part['location']).partition('#')[2])} {encode_text(str(part['text']))}{received}"
            )
        found.append((page, plain_text(str(first["title"])), " ".join(filter(None, texts))))
    return found


def service_requests(wanted: Iterable[tuple[str, str, str]], folder: Path) -> Iterator[dict[str, Any]]:
    """What Pagefind's program is asked: an index, its records, and that it writes its files into a folder."""
    yield {"type": "NewIndex", "config": {}}
    for page, title, text in wanted:
        yield {"type": "AddRecord", "index_id": 0, "url": page, "content": text, "language": "en", "meta": {"title": title}}
    yield {"type": "WriteFiles", "index_id": 0, "output_path": str(folder)}


def build_index(wanted: Sequence[tuple[str, str, str]], folder: Path) -> None:
    """Let Pagefind's program write the index of records into a folder. RuntimeError if it refuses one.

    We speak to it as pagefind.service does, which pauses for a tenth of a second before it reads each answer.
    """
    answers, command = 0, [str(get_executable()), "--service"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:

        def ask() -> None:
            with suppress(BrokenPipeError):  # it has ended, which shows in what it answers
                for number, request in enumerate(service_requests(wanted, folder)):
                    program.stdin.write(base64.b64encode(json.dumps({"message_id": number, "payload": request}).encode()) + b",")
                program.stdin.flush()

        asking = Thread(target=ask)
        asking.start()
        try:
            for answer in split_answers(program.stdout):
                payload = json.loads(base64.b64decode(answer))["payload"]
                if payload["type"] == "Error":
                    raise RuntimeError(f"Pagefind: {payload['message']}")
                answers += 1
                if answers == len(wanted) + 2:  # those to the first and the last request
                    return
            raise RuntimeError(f"Pagefind ended after {answers} of {len(wanted)} records")
        finally:
            program.kill()
            asking.join()
            with suppress(BrokenPipeError):
                program.stdin.close()


def split_answers(stream: BufferedReader) -> Iterator[bytes]:
    """The parts of a stream of bytes, each of which ends with a comma, as they come."""
    rest = b""
    while more := stream.read1():
        *parts, rest = (rest + more).split(b",")
        yield from parts


def write_index(documents: Iterable[Document], site: Path) -> None:
    """Write the index of the documents of papers into a site."""
    wanted = [record for record in page_records(documents) if record[2]]
    shutil.rmtree(site / PAGEFIND_FOLDER, ignore_errors=True)
    with tempfile.TemporaryDirectory() as temporary:
        build_index(wanted, Path(temporary))
        (site / PAGEFIND_FOLDER).mkdir()
        for pattern in INDEX_FILES:
            for path in Path(temporary).glob(pattern):
                shutil.move(path, site / PAGEFIND_FOLDER / path.name)
