"""The place of the list of references in pandoc's document tree."""

from scripts.reader.importing.inlines import Node, text_node
from scripts.reader.importing.marks import Mark


def without_place(nodes: list[Node]) -> list[Node]:
    """Return block nodes without the place where pandoc expects somebody else to put the references, and a heading of it alone."""
    result: list[Node] = []
    for node in nodes:
        match node:
            case {"t": "Div", "c": [["refs", _, _], []]}:
                if result and result[-1]["t"] == "Header":
                    result.pop()
            case _:
                result.append(node)
    return result


def with_heading(nodes: list[Node]) -> list[Node]:
    """Return block nodes with a heading above the list of references that pandoc made, if none stands there."""
    result: list[Node] = []
    for node in nodes:
        match node:
            case {"t": "Div", "c": [["refs", _, _], [_, *_]]} if not result or result[-1]["t"] != "Header":
                levels = [other["c"][0] for other in nodes if other["t"] == "Header"]
                heading = text_node(f"{Mark(supplied=True)}References")
                result.append({"t": "Header", "c": [min(levels, default=1), ["", [], []], [heading]]})
        result.append(node)
    return result
