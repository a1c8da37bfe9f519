"""Files as editors receive them, made for the tests: a paper in every format, and PDFs line by line."""

import re
import struct
import subprocess
import zlib
from collections.abc import Iterable
from pathlib import Path

import pypandoc

PAPER = """---
title: Small states and great powers
author: Anna Smith
lang: en
keywords: [states, power]
---

# 1. Introduction

A *small* state looks **after** itself.[^1] It reads [the treaty](https://example.org/a_b?c=d&e=f), H~2~O and 3\\*4 \\<b\\> {x} & more.

[^1]: It says so. Twice.

1. one
2. two
    - inner
    - other

> A quotation of a state.

| Name | Number |
|------|--------|
| CSTO | six-   |
| SCO  | ten    |

: Members

![Two states on a map](map.png)

## Deeper

این متن فارسی است.

# Results

Nothing follows.

# Results

Nothing follows again.[^2]

[^2]: Quite so.
"""
WRITERS = {"docx": "docx", "odt": "odt", "html": "html", "tex": "latex", "xml": "jats"}
JATS = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD v1.3 20210610//EN" "JATS-archivearticle1-3.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink" xml:lang="en"><front>
<journal-meta><journal-title-group><journal-title>Journal of States</journal-title></journal-title-group></journal-meta>
<article-meta><article-id pub-id-type="doi">10.1234/x</article-id>
<title-group><article-title>States <italic>and</italic> powers</article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Smith</surname><given-names>Anna B.</given-names></name></contrib>
<contrib contrib-type="author"><name><surname>Wæver</surname><given-names>Ole</given-names></name></contrib></contrib-group>
<pub-date><year>2020</year></pub-date><volume>3</volume><issue>2</issue><fpage>1</fpage><lpage>20</lpage>
<abstract><p>States are compared.</p></abstract><kwd-group><kwd>states</kwd><kwd>powers</kwd></kwd-group></article-meta></front>
<body><sec><title>Introduction</title><p>As <xref ref-type="bibr" rid="r1">Jones (2010)</xref> says.<fn><p>A note.</p></fn></p></sec></body>
<back><ref-list><title>References</title>
<ref id="r1"><element-citation publication-type="journal"><person-group person-group-type="author"><name><surname>Jones</surname>
<given-names>B.</given-names></name></person-group><article-title>Old powers &amp; new</article-title><source>Journal of Powers</source>
<year>2010</year><volume>1</volume><fpage>2</fpage><lpage>30</lpage></element-citation></ref>
<ref id="r2"><mixed-citation><name><surname>Müller</surname><given-names>C.</given-names></name> <source>The Book</source>,
<year>2011</year>.</mixed-citation></ref></ref-list></back></article>
"""


def png() -> bytes:
    """Return a picture of one red point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")


def write_paper(folder: Path, ending: str, markdown: str = PAPER) -> Path:
    """Write the paper in a format, with pandoc, and a picture beside it; return the paper's path."""
    path = folder / f"paper.{ending}"
    (folder / "map.png").write_bytes(png())
    if ending == "md":
        path.write_text(markdown, encoding="utf-8")
    else:
        command = [pypandoc.get_pandoc_path(), "-s", "--from=markdown", f"--to={WRITERS[ending]}", f"--output={path}"]
        subprocess.run(command, input=markdown, text=True, encoding="utf-8", cwd=folder, check=True)
    if ending == "tex":  # as authors write it, without the macro that pandoc puts round a picture
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"\\pandocbounded\{(.*\})\}", r"\1", text), encoding="utf-8")
    return path


def pdf(pages: Iterable[Iterable[tuple[int, int, str]]], trailer: bytes = b"") -> bytes:
    """Return a PDF whose pages hold lines, each (x, y, text) in points, in Helvetica of 10 points; trailer: entries for its trailer."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = "\n".join(f"BT /F 10 Tf {x} {y} Td ({text}) Tj ET" for x, y, text in lines).encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown))
        content = len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F 3 0 R >> >> >>" % content
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    data_end = b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + data_end


ENCRYPTED = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"00" * 32 + b"> /U <" + b"11" * 32 + b"> >> /ID [<00> <00>]"
