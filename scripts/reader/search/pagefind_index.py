"""Index the texts of papers for large editions with Pagefind; overrides/assets/search-worker.js fetches the index in pieces.

Each page of a paper is one record. Its content is the text of its paragraphs and notes, each behind PARAGRAPH_MARK and its
anchor, and before RECEIVED_MARK and its received wording if that differs, so that the worker can take it apart again and show
a hit as in a small edition. Anchors and stop words are encoded as private-use characters, which Pagefind does not take for
words: their positions would be a third of its index.
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
from typing import IO, Any, NamedTuple, cast

from pagefind.service import get_executable

from scripts.reader.search.search_documents import Document, plain_text

PAGEFIND_FOLDER = "pagefind"
PARAGRAPH_MARK, RECEIVED_MARK = "\ue000", "\ue001"  # private-use characters, which no text has
LOWERCASE_BASE, CAPITALIZED_BASE = 0xE100, 0xE180  # code points from which stop words are encoded, in small letters and capitalized
ASCII_BASE = 0xE200  # code point from which the characters of anchors are encoded
# Words that only make a question, and that the worker therefore never asks for. It gets this list with the documents.
STOP_WORDS = (
    *("the", "of", "and", "to", "in", "a", "that", "is", "it", "for", "as", "with", "by", "on", "from", "an", "are", "which", "was"),
    *("this", "or", "at", "be", "has", "have", "their", "these", "been", "were"),
)
STOP_WORD = re.compile(rf"(?<![\w'’-])(?:{'|'.join(STOP_WORDS)}|{'|'.join(map(str.capitalize, STOP_WORDS))})(?![\w'’-])")
INDEX_FILES = ("pagefind.js", "pagefind-entry.json", "*.pf_meta", "wasm.*", "index", "fragment")  # the rest is Pagefind's own box


class Record(NamedTuple):
    """A page for Pagefind: its address, its title, and its encoded content."""

    page: str
    title: str
    content: str


def placeholder_for(word: str) -> str:
    """Return the character that stands for a stop word, in small letters or capitalized."""
    return chr((LOWERCASE_BASE if word.islower() else CAPITALIZED_BASE) + STOP_WORDS.index(word.lower()))


def encode_text(text: str) -> str:
    """Return a document's text or received wording as plain text with encoded stop words."""
    return STOP_WORD.sub(lambda match: placeholder_for(match[0]), plain_text(text))


def encode_anchor(name: str) -> str:
    """Encode an anchor of ASCII characters."""
    return "".join(chr(ASCII_BASE + ord(letter)) for letter in name)


def page_records(documents: Iterable[Document]) -> list[Record]:
    """Return a record for each page. Documents of one page stand together, that of the whole page first."""
    records = []
    for page, group in groupby(documents, key=lambda document: document["location"].partition("#")[0]):
        first, *parts = group
        texts = [encode_text(first["text"]), *map(encode_part, parts)]
        records.append(Record(page, plain_text(first["title"]), " ".join(filter(None, texts))))
    return records


def encode_part(document: Document) -> str:
    """Return the document of a paragraph or note as a part of its page's record."""
    anchor = document["location"].partition("#")[2]
    received = f" {RECEIVED_MARK} {encode_text(document['received'])}" if "received" in document else ""
    return f"{PARAGRAPH_MARK}{encode_anchor(anchor)} {encode_text(document['text'])}{received}"


def service_requests(records: Iterable[Record], folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the requests to Pagefind's program: for a new index, for each record, and for the files in a folder."""
    yield {"type": "NewIndex", "config": {}}
    for page, title, content in records:
        yield {"type": "AddRecord", "index_id": 0, "url": page, "content": content, "language": "en", "meta": {"title": title}}
    yield {"type": "WriteFiles", "index_id": 0, "output_path": str(folder)}


def build_index(records: Sequence[Record], folder: Path) -> None:
    """Have Pagefind's program write the index of records into a folder; RuntimeError if it refuses one.

    Its Python package, pagefind.service, is not used, because it pauses for a tenth of a second before it reads each answer.
    """
    answers, command = 0, [str(get_executable()), "--service"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        requests, responses = cast(IO[bytes], program.stdin), cast(BufferedReader, program.stdout)

        def send() -> None:
            with suppress(BrokenPipeError):  # it has ended, which shows in its answers
                for number, request in enumerate(service_requests(records, folder)):
                    requests.write(base64.b64encode(json.dumps({"message_id": number, "payload": request}).encode()) + b",")
                requests.flush()

        sender = Thread(target=send)
        sender.start()
        try:
            for answer in split_answers(responses):
                payload = json.loads(base64.b64decode(answer))["payload"]
                if payload["type"] == "Error":
                    raise RuntimeError(f"Pagefind: {payload['message']}")
                answers += 1
                if answers == len(records) + 2:  # those to the first and the last request
                    sender.join()
                    requests.close()
                    program.wait()  # it answers before all its files are written, and ends when they are
                    return
            raise RuntimeError(f"Pagefind ended after {answers} of {len(records)} records")
        finally:
            program.kill()
            sender.join()
            with suppress(BrokenPipeError):
                requests.close()


def split_answers(stream: BufferedReader) -> Iterator[bytes]:
    """Yield the parts of a stream, each of which ends with a comma, as they come."""
    rest = b""
    while more := stream.read1():
        *parts, rest = (rest + more).split(b",")
        yield from parts


def write_index(documents: Iterable[Document], site: Path) -> None:
    """Write the index of the papers' documents into a site."""
    records = [record for record in page_records(documents) if record.content]
    shutil.rmtree(site / PAGEFIND_FOLDER, ignore_errors=True)
    with tempfile.TemporaryDirectory() as temporary:
        build_index(records, Path(temporary))
        (site / PAGEFIND_FOLDER).mkdir()
        for pattern in INDEX_FILES:
            for path in Path(temporary).glob(pattern):
                shutil.move(path, site / PAGEFIND_FOLDER / path.name)
