"""Python names for what the wire calls otherwise, and those that are taken."""

from __future__ import annotations

import ast
import keyword
import re
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


def python_name(wire: str) -> str:
    """The Python name of a wire name: `from` → `from_`, `a-b` → `a_b`, `aB` → `a_b`.

    It need not be one: `a[]` stays what it is, and must be given an `x-name`.
    """
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", wire).replace("-", "_").lower()
    return f"{name}_" if keyword.iskeyword(name) else name


def class_name(name: str) -> str:
    """The name of the class for a resource: `billing_keys` → `BillingKeys`."""
    return "".join(word.capitalize() for word in name.split("_"))


@cache
def taken_classes() -> frozenset[str]:
    """The classes that stand beside the models in some generated module."""
    names = set(_classes("payloads"))
    for template in (_HERE / "templates").glob("*.jinja"):
        for line in template.read_text("utf-8").splitlines():
            if line.startswith("from ") and "{" not in line:
                names.update(re.findall(r"\w+", line.partition(" import ")[2]))
    return frozenset(names)


@cache
def taken_fields() -> frozenset[str]:
    """The names that a field of a model would hide: those that every model has, and those it is made of."""
    names = {"field", "define", "frozenset", "classmethod", "list", "dict"}
    for statement in _classes("answers")["Model"].body:
        if isinstance(statement, ast.FunctionDef):
            names.add(statement.name)
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            names.add(statement.target.id)
    return frozenset(names)


@cache
def taken_arguments() -> frozenset[str]:
    """The names that an argument of a method would hide."""
    tree = _runtime("payloads")
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    return frozenset({"self", "arguments", "operations"} | functions)


def _classes(module: str) -> dict[str, ast.ClassDef]:
    return {node.name: node for node in _runtime(module).body if isinstance(node, ast.ClassDef)}


def _runtime(module: str) -> ast.Module:
    return ast.parse((_HERE / "runtime" / f"{module}.py").read_text("utf-8"))
