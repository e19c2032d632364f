"""Every operation and every row of `x-errors` is shown by a scenario."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from portone_v1_emulator import contract

HERE = Path(__file__).parent


def covered() -> set[tuple[str, str | None]]:
    """What the scenarios say that they show; each checks at its end that it did."""
    found = set()
    for path in HERE.glob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                found |= set(_marks(node))
    return found


def _marks(function: ast.FunctionDef) -> Iterator[tuple[str, str | None]]:
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.covers":
            operation, case = (*map(ast.literal_eval, decorator.args), None)[:2]
            yield operation, case


@pytest.mark.parametrize("operation", sorted(contract.load().operations))
def test_an_operation_and_each_of_its_rows(operation: str) -> None:
    rows = contract.load().operations[operation].own_errors
    wanted = {(operation, None)} | {(operation, row.case) for row in rows}
    assert wanted - covered() == set()
