"""Line numbers in texts."""


def line_at(text: str, offset: int) -> int:
    """Return the line of a text, counted from 1, on which the character at an offset stands."""
    return text.count("\n", 0, offset) + 1
