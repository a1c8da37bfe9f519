"""A file as it came: what it is, and whether it is safe to read. Nothing here trusts a file's own word about its size or its paths."""

import io
import re
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from lxml import etree

from scripts.reader.common.problems import Problem

MOST = 50_000_000  # bytes of a file
MOST_UNPACKED = 200_000_000  # bytes of all that an archive holds
FORMATS = {  # by the ending of the file's name; what pandoc calls it, "" where pandoc does not read it
    "txt": "",
    "md": "markdown-smart-citations-raw_tex+raw_html",
    "markdown": "markdown-smart-citations-raw_tex+raw_html",
    "docx": "docx",
    "odt": "odt",
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "tex": "latex",
    "xml": "jats",
    "pdf": "",
}
ARCHIVES = ("docx", "odt")
MAIN = {"docx": "word/document.xml", "odt": "content.xml"}
OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # Word before 2007, and every Office file with a password
KNOWN = ".txt, .md, .docx, .odt, .html, .tex, .xml (JATS), .pdf"
EXPAND = "it would grow without end, or read other files: remove the declarations of entities from its head"


def ending(path: Path) -> str:
    return path.suffix.lower().removeprefix(".")


def read(path: Path, name: str) -> tuple[bytes, list[Problem]]:
    """The content of a file of a known format and a bearable size, or why not (I101, I106). name is for the problems."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return b"", [Problem(name, 1, "I101", "the file cannot be read: it is not a file")]
        if ending(path) not in FORMATS:
            return b"", [Problem(name, 1, "I106", f'"{path.suffix}" is not a known format', f"save it as one of these: {KNOWN}")]
        if found.st_size > MOST:
            return b"", [too_big(name, f"the file has {found.st_size:,} bytes", MOST)]
        data = path.read_bytes()
    except OSError as error:
        return b"", [Problem(name, 1, "I101", f"the file cannot be read: {error.strerror}")]
    return data, [] if data.strip() else [Problem(name, 1, "I101", "the file is empty")]


def too_big(name: str, told: str, limit: int) -> Problem:
    return Problem(name, 1, "I106", told, f"at most {limit // 1_000_000} MB: make its pictures smaller, or divide it")


def decode(name: str, data: bytes) -> tuple[str, list[Problem]]:
    """The text of a file, with line ends of one kind, or why it is none (I101)."""
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", [Problem(name, data.count(b"\n", 0, data.index(b"\0")) + 1, "I101", "the file is no text: it holds a NUL byte")]
    try:
        return data.decode().removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"not UTF-8: byte {error.start} is {data[error.start]:#04x}"
        return "", [Problem(name, line, "I101", message, "convert it, for example: iconv -f WINDOWS-1252 -t UTF-8")]


def unpack(name: str, data: bytes, kind: str) -> tuple[dict[str, bytes], list[Problem]]:
    """All that a .docx or .odt holds, by path, or why it is not opened (I101, I106, I107)."""
    if data.startswith(OLD_OFFICE):
        hint = f"open it in its own program and save it as .{kind}, without a password"
        return {}, [Problem(name, 1, "I101", "this is a Word file of before 2007, or has a password", hint)]
    members: dict[str, bytes] = {}
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                path = PurePosixPath(member.filename.replace("\\", "/"))
                if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", member.filename):
                    return {}, [
                        Problem(name, 1, "I107", f'the file holds a path that leads out of it: "{member.filename}"', "do not open it")
                    ]
                if member.is_dir():
                    continue
                with archive.open(member) as file:
                    members[path.as_posix()] = file.read(left + 1)
                left -= len(members[path.as_posix()])
                if left < 0:
                    return {}, [too_big(name, "the file unpacks to too much", MOST_UNPACKED)]
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError) as error:
        hint = f"open it in its own program and save it as .{kind} once more"
        return {}, [Problem(name, 1, "I101", f"this is not a whole .{kind} file: {error}", hint)]
    if MAIN[kind] not in members:
        return {}, [Problem(name, 1, "I101", f"this is no .{kind} file: it holds no {MAIN[kind]}", "is the ending of its name right?")]
    problems = []
    for path, content in members.items():
        if path.endswith((".xml", ".rels")):
            problems += parse(f"{name}:{path}", content)[1]
    return members, problems


def pack(members: dict[str, bytes]) -> bytes:
    """An archive of these files and nothing else."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in members.items():
            archive.writestr(path, content)
    return packed.getvalue()


def parse(name: str, data: bytes) -> tuple[etree._Element | None, list[Problem]]:
    """The root of an XML file, or why it is not read: not well-formed, or with entities of its own (I101, I107)."""
    if declared := re.search(rb"<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y", data):
        line = data.count(b"\n", 0, declared.start()) + 1
        return None, [Problem(name, line, "I107", "the file declares entities", EXPAND)]
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = (error.position or (1, 0))[0] or 1
        return None, [Problem(name, line, "I101", f"not well-formed XML: {error.msg}", "was it saved to its end?")]
    if any(isinstance(node, etree._Entity) for node in root.iter(etree.Entity)):
        return None, [Problem(name, 1, "I107", "the file uses entities that only another file declares", "write the characters themselves")]
    return root, []
