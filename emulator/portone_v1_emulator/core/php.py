"""V1 is written in PHP, and shows it twice: in how it reads forms and in how it writes JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

_KEY = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_STEP = re.compile(r"\[([^\[\]]*)\]")

# PHP's own bound is `max_input_nesting_level` 64; nothing in V1 goes deeper than `a[0][b][c]`.
_DEEPEST = 8


def nest(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The values of a form or a query: `a[]`, `a[0][b]` and `a[b]` become lists and objects."""
    tree: dict[str, Any] = {}
    for key, value in pairs:
        if not key:
            continue
        node = tree
        *steps, last = path(key)
        for step in steps:
            child = node.get(step)
            if step == "" or not isinstance(child, dict):
                child = {}
                node[step or _next_index(node)] = child
            node = child
        node[last or _next_index(node)] = value
    return {key: _listed(value) for key, value in tree.items()}


def flatten(values: dict[str, Any], within: str = "") -> dict[str, Any]:
    """The fields of a form that say the same as `values`: what stands in an object, as `a[b]`."""
    fields: dict[str, Any] = {}
    for name, value in values.items():
        key = f"{within}[{name}]" if within else name
        fields |= flatten(value, key) if isinstance(value, dict) else {key: value}
    return fields


def path(key: str) -> list[str]:
    """The steps of a key: `a[0][b]` → a, 0, b. The step of `[]` is empty."""
    match = _KEY.fullmatch(key)
    if match is None:
        return [key]
    steps = [match[1], *_STEP.findall(match[2])]
    if len(steps) > _DEEPEST:
        raise ValueError("a key is nested too deeply")
    return steps


def dumps(value: Any) -> bytes:
    """`value` as `json_encode` writes it: ASCII, and with slashes escaped."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), default=_number)
    return text.replace("/", "\\/").encode("ascii")


def _next_index(node: dict[str, Any]) -> str:
    return str(1 + max((int(key) for key in node if key.isdecimal()), default=-1))


def _listed(node: Any) -> Any:
    """`node` with each object whose keys count from 0 as a list."""
    if not isinstance(node, dict):
        return node
    values = {key: _listed(value) for key, value in node.items()}
    if list(values) == [str(index) for index in range(len(values))]:
        return list(values.values())
    return values


def _number(value: object) -> int | float:
    """An amount: won are integers, other currencies have decimals."""
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} cannot be written as JSON")
    return int(value) if value == value.to_integral_value() else float(value)
