"""Every operation and every row of `x-errors` is shown by a scenario, and the docs tell by which."""

from __future__ import annotations

import pytest

from portone_v1_emulator.core import contract

from . import table


@pytest.mark.parametrize("operation", sorted(contract.load().operations))
def test_an_operation_and_each_of_its_rows(operation: str) -> None:
    rows = contract.load().operations[operation].own_errors
    wanted = {(operation, None)} | {(operation, row.case) for row in rows}
    for name, row in sorted(wanted - table.shown().keys(), key=str):
        mark = f'"{name}"' if row is None else f'"{name}", "{row}"'
        where = "mark a test of tests/emulator/scenarios/ with"
        pytest.fail(f"no scenario shows it: {where} @pytest.mark.covers({mark})")


def test_the_page_of_refusals_is_fresh() -> None:
    assert table.PAGE.read_text("utf-8") == table.page(), "run: make docs"
