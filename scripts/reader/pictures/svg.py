"""What the pictures share: a frame with a name and a description, and text that is measured.

A drawing is as narrow as a phone, so that it is never shrunk below the size of its letters; colours come from the style sheet.
"""

from collections.abc import Iterable

from scripts.reader.common.markup import escape_in_fragment

WIDTH = 300  # units of a drawing: the pixels of the narrowest column of text
TARGET = 25  # units that a link is wide and high at least: 24 pixels on the narrowest phone
LETTER, LINE = 12, 15  # size of the letters, and height of a line
# Widths of letters in a wide typeface (DejaVu Sans), in parts of their size; all others are as wide as a capital.
WIDTHS = (("ijlIft.,;:'’‘()[]|/ -", 0.37), ("abcdeghknopqrsuvxyzJ0123456789“”–¶", 0.625), ("mwMW—…", 1.0))
CAPITAL = 0.75


def picture(kind: str, name: str, description: str, height: float, parts: Iterable[str]) -> str:
    """Return a drawing as HTML.

    Args:
        kind: The class of the drawing, of which a page has one.
        name: What it shows, in a few words.
        description: How to read it, and where its data stand in words.
        height: Its height, in units.
        parts: The elements of the drawing.
    """
    content = "\n".join(parts)
    label = f'role="group" aria-label="{escape_in_fragment(name)}" aria-describedby="{kind}-described"'
    return (
        f'<figure class="picture {kind}" data-search-exclude>\n'
        f'<svg viewBox="0 0 {WIDTH} {number(height)}" {label}>\n'
        f'<desc id="{kind}-described">{escape_in_fragment(description)}</desc>\n{content}\n</svg>\n</figure>\n'
    )


def text_lines(lines: Iterable[str], x: float, y: float, attributes: str = "", line: float = LINE) -> str:
    """Return lines of text; y is the baseline of the first."""
    spans = "\n".join(
        f'<tspan x="{number(x)}" y="{number(y + line * at)}">{escape_in_fragment(text)}</tspan>' for at, text in enumerate(lines)
    )
    return f"<text{attributes}>{spans}</text>"


def link(address: str, content: str, name: str = "", kind: str = "") -> str:
    """Return a link; `name` is what is heard and shown on hover where the content does not say enough."""
    label = f' aria-label="{escape_in_fragment(name)}"' if name else ""
    hint = f"<title>{escape_in_fragment(name)}</title>" if name else ""
    of_kind = f' class="{kind}"' if kind else ""
    return f'<a href="{escape_in_fragment(address)}"{label}{of_kind}>{hint}{content}</a>'


def number(value: float) -> str:
    """Return a number with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def wrap(text: str, width: float, letter: float = LETTER) -> list[str]:
    """Return a text as lines that are no wider than this, in a wide typeface; a longer word has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, letter) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def measure(text: str, letter: float = LETTER) -> float:
    """Return the width of a text, rather too much than too little."""
    return letter * sum(next((width for letters, width in WIDTHS if sign in letters), CAPITAL) for sign in text)
