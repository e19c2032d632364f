"""What the contract notes about a PG, and what the emulator does for that PG, are the same facts.

The contract has them as prose, for the docs; the emulator's table has them as values. A fact that changes
in one of the two places fails here until the other follows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.load import load
from portone_v1_emulator.pgs.providers import PGS

SPEC = Path(__file__).resolve().parent.parent.parent / "spec"


def notes() -> dict[str, str]:
    """All that the contract notes about each PG."""
    found: dict[str, list[str]] = {}

    def visit(node: Any) -> None:
        if isinstance(node, dict):
            for pg, note in node.get("x-pg", {}).get("notes", {}).items():
                found.setdefault(pg, []).append(" ".join(note.split()))
            for value in node.values():
                visit(value)
        elif isinstance(node, list):
            for value in node:
                visit(value)

    visit(load(SPEC).document)
    return {pg: " ".join(texts) for pg, texts in found.items()}


NOTES = notes()


def numbers(*values: str) -> Any:
    return tuple(map(int, values))


# (the emulator's name of the fact, how the contract says it, what it says)
FACTS: list[tuple[str, str, Callable[..., Any]]] = [
    ("most_parts", r"at most (\d+) times", int),
    ("cancellable_months", r"within (\d+) months", int),
    ("vbank_refund_pause", r"is refunded between (\d+):00 and (\d+):00", numbers),
    ("highest_vat", r"Above (\d+)% of `amount` the charge is refused", lambda n: int(n) / 100),
    ("takes_won", r"KRW is not possible", lambda: False),
    ("phone_after_month", r"A phone payment of an earlier month is refunded", lambda: True),
    ("needs_requester", r"Give `requester` and `reason`", lambda: True),
    ("cancels_test_debit_in_full", r"In test mode debit cards are cancelled in full", lambda: True),
    ("receipts_later", r"cannot be issued later", lambda: False),
    ("receipts_by_hand", r"revoke it and issue it anew", lambda: True),
]

# The contract names no field at which PortOne documents something about the old PayPal.
NOT_IN_CONTRACT = {("takes_won", "paypal")}


@pytest.mark.parametrize(("fact", "pattern", "read"), FACTS, ids=[fact for fact, _, _ in FACTS])
def test_contract_and_emulator_agree_on_every_pg(
    fact: str, pattern: str, read: Callable[..., Any]
) -> None:
    usual = type(PGS["kcp"]).__dataclass_fields__[fact].default
    in_contract, in_emulator = {}, {}
    for pg, profile in PGS.items():
        if said := re.search(pattern, NOTES.get(pg, "")):
            in_contract[pg] = read(*said.groups())
        if getattr(profile, fact) != usual and (fact, pg) not in NOT_IN_CONTRACT:
            in_emulator[pg] = getattr(profile, fact)
    assert in_contract
    assert {pg: float(v) if fact == "highest_vat" else v for pg, v in in_emulator.items()} == (
        in_contract
    )
