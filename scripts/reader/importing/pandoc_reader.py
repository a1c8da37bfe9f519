"""Read Markdown, Word, OpenDocument, HTML, LaTeX and JATS with pandoc, which gets at no other file and not at the network."""

import base64
import binascii
import json
import re
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

import pypandoc
from lxml import etree

from scripts.reader.common.pandoc import pandoc_environment
from scripts.reader.common.problems import Problem
from scripts.reader.importing import inlines, metadata, received_file
from scripts.reader.importing.blocks import Block, to_blocks
from scripts.reader.importing.inlines import Node, text_node
from scripts.reader.importing.metadata import PaperMetadata

MAX_MEMORY, TIMEOUT = "2g", 300  # for pandoc; seconds. More than the largest file that is accepted needs
HEAP_EXHAUSTED, KILLED = 251, -9  # exit codes


@dataclass(frozen=True)
class PandocInput:
    """A file that has been checked and can be given to pandoc; what pandoc does not pass on is read from it already."""

    data: bytes
    members: dict[str, bytes] = field(default_factory=dict)  # of an archive, by path
    metadata: PaperMetadata = field(default_factory=PaperMetadata)
    references: list[str] = field(default_factory=list)  # as the file words them


@dataclass(frozen=True)
class PandocPaper:
    """A paper that pandoc has read. references: in CSL-JSON, "" if the file has none as data."""

    metadata: PaperMetadata
    abstract: list[Block]
    blocks: list[Block]
    figures: dict[str, bytes]
    remarks: list[str]
    references: str


def read(path: Path, name: str, data: bytes) -> tuple[PandocPaper | None, list[Problem]]:
    """Read a paper, or return all that is wrong with its file (I101, I106, I107).

    Args:
        path: the file; its images may lie beside it.
        name: what problems call the file.
        data: the content of the file.
    """
    kind = received_file.ending(path)
    checked, problems = check_input(name, data, kind)
    if checked is None:
        return None, problems
    pandoc_format = received_file.PANDOC_FORMATS[kind]
    output, problems = run_pandoc(name, checked.data, pandoc_format, "json")
    if problems:
        return None, problems
    try:
        document = json.loads(output)
        meta = document["meta"]
        paper_metadata = metadata.merge(checked.metadata, metadata.from_pandoc(meta))
        context = inlines.Context(image_finder(path.parent, kind, checked.members), paper_metadata.language or "en")
        abstract = to_blocks(metadata.value_blocks(meta.get("abstract")), context)
        blocks = to_blocks(insert_references(document["blocks"], checked.references), context)
    except RecursionError:
        return None, [Problem(name, 1, "I107", "the file nests too deep", "it is not a paper")]
    references, problems = run_pandoc(name, checked.data, pandoc_format, "csljson") if "references" in meta else ("", [])
    if problems:
        return None, problems
    return PandocPaper(paper_metadata, abstract, blocks, context.figures, context.remarks, references), []


def check_input(name: str, data: bytes, kind: str) -> tuple[PandocInput | None, list[Problem]]:
    """Check that a file can be given to pandoc, and read what pandoc does not pass on; kind is the ending of its name."""
    if kind in received_file.ARCHIVE_FORMATS:
        members, problems = received_file.unpack(name, data, kind)
        if problems:
            return None, problems
        properties = members.get("docProps/core.xml") or members.get("meta.xml")
        return PandocInput(received_file.pack(members), members, metadata.from_office(properties)), []
    if kind == "xml":
        return check_jats(name, data)
    text, problems = received_file.decode(name, data)
    return (None, problems) if problems else (PandocInput(text.encode()), [])


def check_jats(name: str, data: bytes) -> tuple[PandocInput | None, list[Problem]]:
    root, problems = received_file.parse_xml(name, data)
    if root is None:
        return None, problems
    tag = etree.QName(root).localname
    if tag != "article" and root.find(".//article") is None:
        message = f"the file is XML, but not JATS: its root is <{tag}>"
        return None, [Problem(name, 1, "I101", message, "an article in JATS begins with <article>")]
    content = etree.tostring(root, encoding="utf-8")
    return PandocInput(content, metadata=metadata.from_jats(root), references=metadata.jats_references(root)), []


def run_pandoc(name: str, data: bytes, source: str, target: str) -> tuple[str, list[Problem]]:
    """Convert a file with pandoc, or return why that fails (I101, I106).

    Args:
        name: what problems call the file.
        data: the content of the file.
        source: pandoc's name for its format.
        target: pandoc's name for the format to convert it to.
    """
    command = [pypandoc.get_pandoc_path(), "+RTS", f"-M{MAX_MEMORY}", "-RTS", "--sandbox", f"--from={source}", f"--to={target}"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "received"
        path.write_bytes(data)
        try:
            done = subprocess.run([*command, str(path)], capture_output=True, timeout=TIMEOUT, cwd=folder, env=pandoc_environment())
        except subprocess.TimeoutExpired:
            return "", [Problem(name, 1, "I106", f"pandoc did not get to its end in {TIMEOUT} seconds", "divide the file")]
    if done.returncode in (HEAP_EXHAUSTED, KILLED):
        return "", [Problem(name, 1, "I106", f"pandoc needs more than {MAX_MEMORY.upper()}B of memory for this file", "divide the file")]
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").replace(str(path), name).strip()
        line = re.search(r"line (\d+)", reason)
        message = f"pandoc cannot read it: {' '.join(reason.split())[:200]}"
        return "", [Problem(name, int(line[1]) if line else 1, "I101", message, "open it in its own program and save it once more")]
    return done.stdout.decode("utf-8"), []


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


def insert_references(nodes: list[Node], references: list[str]) -> list[Node]:
    """Return block nodes with the references as the file words them where pandoc leaves a place for them.

    If the file words none, the heading before that place is left out as well.
    """
    result: list[Node] = []
    for node in nodes:
        match node:
            case {"t": "Div", "c": [["refs", _, _], []]}:
                result += [{"t": "Para", "c": [text_node(text)]} for text in references]
                if not references and result and result[-1]["t"] == "Header":
                    result.pop()
            case _:
                result.append(node)
    return result


def version() -> str:
    return f"pandoc {pypandoc.get_pandoc_version()}"
