"""Reads Markdown, Word, OpenDocument, HTML, LaTeX and JATS with pandoc, which is kept from all other files and from the network."""

import base64
import binascii
import json
import re
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

import pypandoc
from lxml import etree

from scripts.reader.common.problems import Problem
from scripts.reader.importing import inlines, metadata, received_file
from scripts.reader.importing.blocks import Block, blocks

MEMORY, SECONDS = "2g", 300  # more than the largest file that is read needs
OUT_OF_MEMORY = 251  # pandoc's exit code


def run(name: str, data: bytes, source: str, target: str) -> tuple[str, list[Problem]]:
    """What pandoc makes of a file, or why it makes nothing (I101, I106)."""
    command = [pypandoc.get_pandoc_path(), "+RTS", f"-M{MEMORY}", "-RTS", "--sandbox", f"--from={source}", f"--to={target}"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "received"
        path.write_bytes(data)
        try:
            done = subprocess.run([*command, str(path)], capture_output=True, timeout=SECONDS, cwd=folder)
        except subprocess.TimeoutExpired:
            return "", [Problem(name, 1, "I106", f"pandoc did not get to its end in {SECONDS} seconds", "divide the file")]
    if done.returncode in (OUT_OF_MEMORY, -9):
        return "", [Problem(name, 1, "I106", f"pandoc needs more than {MEMORY.upper()}B of memory for this file", "divide the file")]
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").replace(str(path), name).strip()
        line = re.search(r"line (\d+)", told)
        message = f"pandoc cannot read it: {' '.join(told.split())[:200]}"
        return "", [Problem(name, int(line[1]) if line else 1, "I101", message, "open it in its own program and save it once more")]
    return done.stdout.decode("utf-8"), []


def media_of(folder: Path, kind: str, members: dict[str, bytes]) -> Callable[[str], bytes | None]:
    """Finds the images that a paper names: in its archive, in the text itself (data:), or beside the file."""

    def media(target: str) -> bytes | None:
        if kind in received_file.ARCHIVES:
            return members.get(target) or members.get(f"word/{target}") or members.get(target.removeprefix("./"))
        if target.startswith("data:"):
            head, _, body = target[5:].partition(",")
            try:
                return base64.b64decode(body, validate=True) if head.endswith(";base64") else unquote_to_bytes(body)
            except (binascii.Error, ValueError):
                return None
        if re.match(r"[A-Za-z][\w+.-]*:|[/\\]", target):
            return None
        path = (folder / unquote(target.split("?")[0].split("#")[0])).resolve()
        if not path.is_relative_to(folder.resolve()) or not path.is_file() or path.stat().st_size > received_file.MOST:
            return None
        return path.read_bytes()

    return media


class Read:
    """What pandoc read: blocks, the abstract's, metadata, and what was met on the way."""

    def __init__(self, document: dict[str, Any], known: metadata.PaperMetadata, media: Callable[[str], bytes | None]) -> None:
        meta = metadata.of_pandoc(document["meta"])
        self.front = metadata.merged(known, meta)
        self.context = inlines.Context(media, self.front.language or "en")
        self.abstract: list[Block] = blocks(metadata.blocks(document["meta"].get("abstract")), self.context)
        self.blocks: list[Block] = blocks(document["blocks"], self.context)
        self.has_references = "references" in document["meta"]


def read(path: Path, name: str, data: bytes) -> tuple[Read | None, str, list[Problem]]:
    """A paper, and its references in CSL-JSON; or all that is wrong with the file."""
    kind = received_file.ending(path)
    source, members, known, listed = received_file.FORMATS[kind], {}, metadata.PaperMetadata(), []
    if kind in received_file.ARCHIVES:
        members, problems = received_file.unpack(name, data, kind)
        if problems:
            return None, "", problems
        data = received_file.pack(members)
        known = metadata.of_office(members.get("docProps/core.xml") or members.get("meta.xml"), received_file.parse)
    elif kind == "xml":
        root, problems = received_file.parse(name, data)
        if root is None:
            return None, "", problems
        if etree.QName(root).localname != "article" and root.find(".//article") is None:
            told = f"the file is XML, but not JATS: its root is <{etree.QName(root).localname}>"
            return None, "", [Problem(name, 1, "I101", told, "an article in JATS begins with <article>")]
        data, known = etree.tostring(root, encoding="utf-8"), metadata.of_jats(root)
        listed = metadata.references_of_jats(root)
    else:
        text, problems = received_file.decode(name, data)
        if problems:
            return None, "", problems
        data = text.encode()
    told, problems = run(name, data, source, "json")
    if problems:
        return None, "", problems
    try:
        document = json.loads(told)
        document["blocks"] = with_references(document["blocks"], listed)
        found = Read(document, known, media_of(path.parent, kind, members))
    except RecursionError:
        return None, "", [Problem(name, 1, "I107", "the file nests too deep", "it is not a paper")]
    references = ""
    if found.has_references:
        references, problems = run(name, data, source, "csljson")
    return found, references, problems


def with_references(nodes: list[dict[str, Any]], listed: list[str]) -> list[dict[str, Any]]:
    """Blocks with the references as the file words them, where pandoc leaves a place for them; without their heading if it words none."""
    found: list[dict[str, Any]] = []
    for node in nodes:
        if node["t"] == "Div" and node["c"][0][0] == "refs" and not node["c"][1]:
            found += [{"t": "Para", "c": [{"t": "Str", "c": text}]} for text in listed]
            if not listed and found and found[-1]["t"] == "Header":
                found.pop()
        else:
            found.append(node)
    return found


def version() -> str:
    return f"pandoc {pypandoc.get_pandoc_version()}"
