"""The shop that docs/lost-answers.md shows is well typed, and its customers are told the truth."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from portone_v1 import PortOne
from portone_v1_emulator import Emulator

from . import tables

AROUND = """
from collections.abc import Callable
from typing import Any, Protocol


class Order(Protocol):
    customer_uid: str
    merchant_uid: str
    amount: int
    name: str


store_for_later: Callable[[Order, str], object]
book: Callable[[Order, Any], object]
offer_again: Callable[[Order], object]
run_again_in: Callable[[float | None], object]
ask_a_person: Callable[[Order, str], object]
"""

ORDER = SimpleNamespace(customer_uid="c-1", merchant_uid="o-1", amount=9_900, name="구독 11월")


def snippet() -> str:
    text = (tables.DOCS / "lost-answers.md").read_text("utf-8")
    (first, *_) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    return str(first)


class Shop:
    """The functions of the page, and what they called."""

    def __init__(self) -> None:
        self.called: list[tuple[str, Any]] = []
        names = ("store_for_later", "book", "offer_again", "run_again_in", "ask_a_person")
        self.names: dict[str, Any] = {"Order": SimpleNamespace} | {
            name: lambda *given, name=name: self.called.append((name, given[-1])) for name in names
        }
        exec(snippet(), self.names)

    def charge(self, portone: PortOne) -> str:
        return str(self.names["charge"](portone, ORDER))

    def check_later(self, portone: PortOne) -> str:
        """Run the job about what was stored, and return which function it called."""
        (stored,) = [text for name, text in self.called if name == "store_for_later"]
        self.names["check_later"](portone, ORDER, stored)
        return self.called[-1][0]


@pytest.fixture
def portone(portone_emulator: Emulator) -> Any:
    emulator = portone_emulator
    with PortOne(emulator.api_key, emulator.api_secret, base_url=emulator.base_url) as portone:
        portone.billing_keys.issue("c-1", card_number="4242-4242-4242-4242", expiry="2035-12")
        yield portone


def test_it_is_well_typed(tmp_path: Path) -> None:
    file = tmp_path / "shop.py"
    file.write_text(AROUND + snippet(), "utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout


def test_a_double_click_is_told_that_the_order_is_paid(portone: PortOne) -> None:
    shop = Shop()
    assert [shop.charge(portone), shop.charge(portone)] == ["paid", "paid"]


def test_a_card_that_is_refused_is_told_why(portone: PortOne, portone_emulator: Emulator) -> None:
    portone_emulator.fail("refuse", "subscribe.again", case="declined")
    assert Shop().charge(portone).startswith("not charged: subscribe.again")


def test_without_a_connection_nothing_was_charged(
    portone: PortOne, portone_emulator: Emulator
) -> None:
    with portone_emulator.refusing_connections():
        assert Shop().charge(portone).startswith("not charged: subscribe.again: no connection")


@pytest.mark.parametrize(
    ("fault", "finds"), [("drop_after", "book"), ("drop_before", "offer_again")]
)
def test_a_lost_charge_is_found_by_the_job(
    portone: PortOne, portone_emulator: Emulator, fault: Any, finds: str
) -> None:
    shop = Shop()
    portone_emulator.fail(fault, "subscribe.again")
    assert shop.charge(portone) == "we are checking your payment"
    if shop.check_later(portone) == "run_again_in":
        portone_emulator.advance(700)
        shop.check_later(portone)
    assert shop.called[-1][0] == finds
