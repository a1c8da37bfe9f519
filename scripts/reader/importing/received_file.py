"""Read a file as it was received, if it is safe to read. What a file says about its own size and paths is not trusted."""

import codecs
import io
import re
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from lxml import etree

from scripts.reader.common.problems import Problem

MAX_BYTES = 50_000_000  # bytes of a file
MAX_UNPACKED_BYTES = 200_000_000  # bytes of all members of an archive together
PANDOC_FORMATS = {  # by the ending of the file's name; what pandoc calls it, "" where pandoc does not read it
    "txt": "",
    "md": "markdown-smart-citations-raw_tex+raw_html",
    "markdown": "markdown-smart-citations-raw_tex+raw_html",
    "docx": "docx",
    "odt": "odt",
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "tex": "latex",
    "zip": "latex",  # with what it names: parts, bibliographies, pictures
    "xml": "jats",
    "pdf": "",
}
HEAD_BYTES = 4096  # in which a file may declare its encoding
TEX_ENCODINGS = {"ansinew": "cp1252", "applemac": "mac_roman", "latin9": "iso8859-15"}
WINDOWS_ENCODINGS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
}  # what these mean on the web: https://encoding.spec.whatwg.org/#names-and-labels
ARCHIVE_FORMATS = ("docx", "odt", "zip")
MAIN_MEMBER = {"docx": "word/document.xml", "odt": "content.xml"}
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0"  # Word before 2007, and every Office file with a password
KNOWN_FORMATS = ".txt, .md, .docx, .odt, .html, .tex (or a .zip with it), .xml (JATS), .pdf"
ENTITY_HINT = "it would grow without end, or read other files: remove the declarations of entities from its head"


def ending(path: Path) -> str:
    return path.suffix.lower().removeprefix(".")


def read(path: Path, name: str) -> tuple[bytes, list[Problem]]:
    """Return the content of a file of a known format and size, or why not (I101, I106); name is what problems call the file."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return b"", [Problem(name, 1, "I101", "the file cannot be read: it is not a file")]
        if ending(path) not in PANDOC_FORMATS:
            return b"", [Problem(name, 1, "I106", f'"{path.suffix}" is not a known format', f"save it as one of these: {KNOWN_FORMATS}")]
        if status.st_size > MAX_BYTES:
            return b"", [too_large(name, f"the file has {status.st_size:,} bytes", MAX_BYTES)]
        data = path.read_bytes()
    except OSError as error:
        return b"", [Problem(name, 1, "I101", f"the file cannot be read: {error.strerror}")]
    return data, [] if data.strip() else [Problem(name, 1, "I101", "the file is empty")]


def too_large(name: str, message: str, limit: int) -> Problem:
    return Problem(name, 1, "I106", message, f"at most {limit // 1_000_000} MB: make its pictures smaller, or divide it")


def declared_encoding(data: bytes, kind: str) -> str:
    """Return the encoding that the head of a file in HTML or LaTeX declares, as Python names it; utf-8 if it declares none."""
    pattern = {"tex": rb"\\usepackage\[([\w-]+)\]\{inputenc\}"}.get(kind, rb"(?i)<meta[^>]*charset\s*=\s*[\"']?\s*([\w-]+)")
    found = re.search(pattern, data[:HEAD_BYTES]) if PANDOC_FORMATS.get(kind) in ("html", "latex") else None
    try:
        declared = codecs.lookup(TEX_ENCODINGS.get(found[1].decode(), found[1].decode())).name if found else "utf-8"
    except LookupError:
        return "utf-8"
    return WINDOWS_ENCODINGS.get(declared, declared)


def decode(name: str, data: bytes, kind: str = "") -> tuple[str, list[Problem]]:
    r"""Return the text of a file, with \n for every line end, or why it is no text (I101).

    Args:
        name: what problems call the file.
        data: the content of the file.
        kind: the ending of its name, if it can declare another encoding than UTF-8.
    """
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", [Problem(name, data.count(b"\n", 0, data.index(b"\0")) + 1, "I101", "the file is not text: it holds a NUL byte")]
    try:
        try:
            text = data.decode()
        except UnicodeDecodeError:
            if (encoding := declared_encoding(data, kind)) == "utf-8":
                raise
            text = data.decode(encoding)
        return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"not UTF-8: byte {error.start} is {data[error.start]:#04x}"
        return "", [Problem(name, line, "I101", message, "convert it, for example: iconv -f WINDOWS-1252 -t UTF-8")]


def unpack(name: str, data: bytes, kind: str) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the members of a .docx or .odt, by path, or why it is not opened (I101, I106, I107).

    Args:
        name: what problems call the file.
        data: the content of the file.
        kind: the ending of its name.
    """
    if data.startswith(OLE_SIGNATURE):
        hint = f"open it in its own program and save it as .{kind}, without a password"
        return {}, [Problem(name, 1, "I101", "this is a Word file of before 2007, or has a password", hint)]
    try:
        members, problems = read_members(name, data)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError) as error:
        hint = f"open it in its own program and save it as .{kind} once more"
        return {}, [Problem(name, 1, "I101", f"this is not a whole .{kind} file: {error}", hint)]
    if problems:
        return {}, problems
    if kind == "zip":
        return members, []
    if MAIN_MEMBER[kind] not in members:
        message = f"this is no .{kind} file: it holds no {MAIN_MEMBER[kind]}"
        return {}, [Problem(name, 1, "I101", message, "is the ending of its name right?")]
    for path, content in members.items():
        if path.endswith((".xml", ".rels")) and (content or path == MAIN_MEMBER[kind]):  # LibreOffice leaves some that are empty
            problems += parse_xml(f"{name}:{path}", content)[1]
    return members, problems


def read_members(name: str, data: bytes) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the files in a zip archive, by path, or why they are not read (I106, I107)."""
    members: dict[str, bytes] = {}
    bytes_left = MAX_UNPACKED_BYTES
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            path = PurePosixPath(member.filename.replace("\\", "/"))
            if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", member.filename):
                message = f'the file holds a path that leads out of it: "{member.filename}"'
                return {}, [Problem(name, 1, "I107", message, "do not open it")]
            if member.is_dir():
                continue
            with archive.open(member) as file:
                members[path.as_posix()] = file.read(bytes_left + 1)
            bytes_left -= len(members[path.as_posix()])
            if bytes_left < 0:
                return {}, [too_large(name, "the file unpacks to too much", MAX_UNPACKED_BYTES)]
    return members, []


def pack(members: dict[str, bytes]) -> bytes:
    """Return a zip archive of these files and nothing else."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in members.items():
            archive.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_DEFLATED)  # with the same date always
    return packed.getvalue()


def parse_xml(name: str, data: bytes) -> tuple[etree._Element | None, list[Problem]]:
    """Return the root of an XML file, or why it is not read: not well-formed, or with entities of its own (I101, I107)."""
    if declared := re.search(rb"<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y", data):
        line = data.count(b"\n", 0, declared.start()) + 1
        return None, [Problem(name, line, "I107", "the file declares entities", ENTITY_HINT)]
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = (error.position or (1, 0))[0] or 1
        return None, [Problem(name, line, "I101", f"not well-formed XML: {error.msg}", "was it saved completely?")]
    if any(isinstance(node, etree._Entity) for node in root.iter(etree.Entity)):
        return None, [Problem(name, 1, "I107", "the file uses entities that only another file declares", "write the characters themselves")]
    return root, []
