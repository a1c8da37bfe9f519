"""What pandoc and citeproc-js make of the same things, and where they are known to differ."""

import re
from html import unescape

from scripts.reader.citing.reference_styles import AHEAD_OF_PRINT

DIFFERENCES = [  # what citeproc-js writes, what pandoc writes, and who is right
    (r"\(No date\)", "(no date)"),  # Harvard, where nothing stands before it: either
    (r"([‘“])near Abroad", r"\1Near Abroad"),  # capitals in titles: pandoc, which looks behind a quotation mark
    (r"\bA_b\b", "a_b"),  # capitals in titles: pandoc, for which a_b is no word
    (r"\?,”", "?”"),  # pandoc drops a comma behind a question mark; the Chicago Manual keeps it since 2010
    (r"J\. & (Research|Toy)", r"J., & \1"),  # a comma before an organization that comes last: pandoc
    (r"Doe, Jane and (Research|Toy)", r"Doe, Jane, and \1"),
    (r"\. \. Online", ". Online"),  # ISO 690, where a page is of nothing: pandoc
]
AFTER = (r"\bafter the Rise", "After the Rise")  # capitals in titles: MLA has none in prepositions, APA and Chicago 18 in long ones


def plain(text):
    """A reference as text, in which only the marks of italics are left."""
    text = re.sub(r"<(/?)(?:i|em)>", r"[\1i]", text.replace(AHEAD_OF_PRINT, ""))
    return " ".join(unescape(re.sub(r"<[^>]+>", "", text)).split())


def as_pandoc(text, style):
    """What citeproc-js wrote, with the known differences taken out."""
    text = plain(text)
    for pattern, ours in DIFFERENCES if style == "mla" else [*DIFFERENCES, AFTER]:
        text = re.sub(pattern, ours, text)
    return text
