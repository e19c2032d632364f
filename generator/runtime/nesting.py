"""Data that is nested so deep that what takes it apart by recursion, such as pickle, fails on it."""

from __future__ import annotations

from typing import Any, cast

_DEEPEST = 50
"""Levels that everything copes with. Answers of PortOne have about six."""

Flat = list[tuple[Any, int]]
"""The parts of nested data, one after the other, and where those within each begin."""


def is_deep(value: object) -> bool:
    """Whether a value of lists and objects is nested deeper than that."""
    level = [value]
    for _ in range(_DEEPEST):
        level = [inner for outer in level for inner in _within(outer)]
        if not level:
            return False
    return True


def flattened(value: object) -> Flat:
    """The value, with nothing nested: a list as its length, an object as its names, anything else as it is."""
    parts = [value]
    flat: Flat = []
    for part in parts:  # which grows meanwhile
        first = len(parts)
        parts.extend(_within(part))
        if type(part) is dict:
            flat.append((list(cast("dict[str, object]", part)), first))
        elif type(part) is list:
            flat.append((len(cast("list[object]", part)), first))
        else:
            flat.append((part, 0))
    return flat


def restored(flat: Flat) -> Any:
    """The value that was `flattened`."""
    parts: list[Any] = []
    for shape, first in reversed(flat):
        if first == 0:
            parts.append(shape)
            continue
        # What is within a part comes after it, so in this order it is there already.
        last = len(flat) - first
        if type(shape) is int:
            parts.append(parts[last - shape : last][::-1])
        else:
            parts.append(dict(zip(shape, parts[last - len(shape) : last][::-1], strict=True)))
    return parts[-1]


def _within(value: object) -> list[object]:
    if type(value) is dict:
        return list(cast("dict[str, object]", value).values())
    return cast("list[object]", value) if type(value) is list else []
