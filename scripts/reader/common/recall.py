"""Recall what pure functions returned in an earlier build, by a digest of what they were given.

Nothing is recalled unless a caller says from what: build/pre_render.py does.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

Json = TypeVar("Json", bound=str | list[Any] | dict[str, Any])


class Results:
    """Results by key: those of an earlier build, and those that this one has used."""

    def __init__(self, earlier: Mapping[str, Any], used: dict[str, Any] | None = None) -> None:
        self.earlier = earlier
        self.used = {} if used is None else used


current: Results | None = None


@contextmanager
def recalling(results: Results) -> Iterator[None]:
    """Have functions recall these results, and add to them, for the time being."""
    global current
    before, current = current, results
    try:
        yield
    finally:
        current = before


def recall(function: str, made_of: str, make: Callable[[], Json]) -> Json:
    """Return what a function makes, recalled if it can be.

    Args:
        function: Its name.
        made_of: All that the result is made of, but for the code.
        make: Makes the result, a value of JSON.
    """
    if current is None:
        return make()
    key = f"{function} {hashlib.sha256(made_of.encode()).hexdigest()}"
    if key not in current.used:
        current.used[key] = current.earlier[key] if key in current.earlier else make()
    found: Json = current.used[key]
    return found
