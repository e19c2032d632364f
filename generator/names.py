"""Python names for what the wire calls otherwise."""

from __future__ import annotations

import keyword
import re


def python_name(wire: str) -> str:
    """The Python name of a wire name: `from` → `from_`, `a-b` → `a_b`, `aB` → `a_b`.

    It need not be one: `a[]` stays what it is, and must be given an `x-name`.
    """
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", wire).replace("-", "_").lower()
    return f"{name}_" if keyword.iskeyword(name) else name
