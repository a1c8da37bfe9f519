"""Line numbers in texts."""


def line_at(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
