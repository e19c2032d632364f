"""The code that docs/lost-answers.md shows is well typed and runs, and its customers are told the truth."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from portone_v1 import AsyncPortOne, Attempt, PortOne, PortOneError
from portone_v1_emulator import Emulator

from . import tables

ROOT = Path(__file__).parents[2]

# The names that the page takes from its reader's program.
AROUND = """
from collections.abc import Callable
from decimal import Decimal
from typing import Protocol


class Order(Protocol):
    customer_uid: str
    merchant_uid: str
    amount: int
    name: str


store_for_later: Callable[[Order, str], object]
offer_again: Callable[[Order], object]
run_again_in: Callable[[float | None], object]
ask_a_person: Callable[[Order, str], object]
stored_state: Callable[[str], str | None]
store_state: Callable[[str, str], object]
enter: Callable[[Order, str, str, int | Decimal], object]
store: Callable[[str, str], object]
forget: Callable[[str], object]
"""


def order(merchant_uid: str = "o-1", customer_uid: str = "c-1") -> Any:
    return SimpleNamespace(
        customer_uid=customer_uid, merchant_uid=merchant_uid, amount=9_900, name="구독 11월"
    )


def program() -> str:
    """All of the page's code, as one program."""
    text = (tables.DOCS / "lost-answers.md").read_text("utf-8")
    return "\n\n".join(re.findall(r"```python\n(.*?)```", text, re.DOTALL))


class Shop:
    """What the page defines, and what it called of its reader's program."""

    def __init__(self) -> None:
        self.called: list[tuple[str, Any]] = []
        self.states: dict[str, str] = {}
        self.attempts: dict[str, str] = {}
        self.entries: list[tuple[str, int]] = []
        names = ("store_for_later", "offer_again", "run_again_in", "ask_a_person")
        self.names: dict[str, Any] = {"Order": SimpleNamespace} | {
            name: lambda *given, name=name: self.called.append((name, given[-1])) for name in names
        }
        self.unbookable: set[str] = set()
        self.names |= {
            "stored_state": self.states.get,
            "store_state": self.states.__setitem__,
            "enter": self.enter,
            "store": self.attempts.__setitem__,
            "forget": lambda mark: self.attempts.pop(mark, None),
        }
        exec(program(), self.names)

    def __getattr__(self, name: str) -> Any:
        return self.names[name]

    def enter(self, order: Any, imp_uid: str, key: str, amount: int) -> None:
        if order.merchant_uid in self.unbookable:
            raise OSError("the database is away")
        self.entries.append((order.merchant_uid, amount))

    @property
    def stored(self) -> list[Attempt]:
        """The attempts that were stored for later."""
        return [Attempt.from_json(text) for name, text in self.called if name == "store_for_later"]

    def run_the_job(self, portone: PortOne) -> str:
        """Run the job about what was stored, and return what it came to."""
        (attempt,) = self.stored
        booked = len(self.entries)
        self.check_later(portone, order(), attempt.to_json())
        return "book" if len(self.entries) > booked else self.called[-1][0]


@pytest.fixture
def shop(portone_emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """The page's program; the clients that it makes use the emulator."""
    monkeypatch.setenv("PORTONE_V1_API_KEY", portone_emulator.api_key)
    monkeypatch.setenv("PORTONE_V1_API_SECRET", portone_emulator.api_secret)
    monkeypatch.setenv("PORTONE_V1_BASE_URL", portone_emulator.base_url)
    return Shop()


@pytest.fixture
def portone(portone_emulator: Emulator) -> Any:
    emulator = portone_emulator
    with PortOne(emulator.api_key, emulator.api_secret, base_url=emulator.base_url) as portone:
        portone.billing_keys.issue("c-1", card_number="4242-4242-4242-4242", expiry="2035-12")
        yield portone


@pytest.mark.parametrize(
    "checker",
    [["mypy", "--strict", "--no-incremental"], ["pyright", "--warnings", "--project"]],
    ids=["mypy", "pyright"],
)
def test_it_is_well_typed(checker: list[str], tmp_path: Path) -> None:
    file = tmp_path / "shop.py"
    file.write_text(AROUND + program(), "utf-8")
    arguments = [str(file)]
    if "pyright" in checker:
        paths = [str(ROOT / folder) for folder in ("generated_client", "overlays", "emulator")]
        project = tmp_path / "pyrightconfig.json"
        quoted = ", ".join(f'"{path}"' for path in paths)
        project.write_text(
            f'{{"typeCheckingMode": "strict", "extraPaths": [{quoted}], "include": ["shop.py"]}}'
        )
        arguments = [str(project)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONWARNINGS"}
    done = subprocess.run(
        [sys.executable, "-m", *checker, *arguments],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_double_click_is_told_that_the_order_is_paid(shop: Shop, portone: PortOne) -> None:
    assert [shop.charge(portone, order()), shop.charge(portone, order())] == ["paid", "paid"]
    assert shop.entries == [("o-1", 9_900)]


def test_an_order_that_was_paid_before_is_booked_with_the_payment_that_paid(
    shop: Shop, portone: PortOne, portone_emulator: Emulator
) -> None:
    """The newest payment of the order is another virtual account, which nobody needs any more."""
    accounts = []
    for _ in range(2):
        account = portone.vbanks.create(
            channel_key="channel-key-nice_v2",
            merchant_uid="o-1",
            amount=9_900,
            vbank_code="004",
            vbank_due=int(portone_emulator.clock.now()) + 86_400,
            vbank_holder="하늘상점",
        )
        accounts.append(account.imp_uid)
        portone_emulator.advance(5)
    portone_emulator.deposit(accounts[0])
    assert portone.payments.find("o-1").status == "ready"
    assert shop.charge(portone, order()) == "paid"
    assert shop.entries == [("o-1", 9_900)]


def test_an_order_that_was_paid_and_cancelled_is_not_called_paid(
    shop: Shop, portone: PortOne
) -> None:
    shop.charge(portone, order())
    portone.payments.cancel(merchant_uid="o-1", amount="all")
    assert shop.charge(portone, order()) == "paid before, and cancelled since"


def test_a_card_that_is_refused_is_told_why(
    shop: Shop, portone: PortOne, portone_emulator: Emulator
) -> None:
    portone_emulator.fail("refuse", "subscribe.again", case="declined")
    assert shop.charge(portone, order()).startswith("not charged: subscribe.again")


def test_without_a_connection_nothing_was_charged(
    shop: Shop, portone: PortOne, portone_emulator: Emulator
) -> None:
    with portone_emulator.refusing_connections():
        told = shop.charge(portone, order())
    assert told.startswith("not charged: subscribe.again: no connection")


@pytest.mark.parametrize(
    ("fault", "finds"), [("drop_after", "book"), ("drop_before", "offer_again")]
)
def test_a_lost_charge_is_found_by_the_job(
    shop: Shop, portone: PortOne, portone_emulator: Emulator, fault: Any, finds: str
) -> None:
    portone_emulator.fail(fault, "subscribe.again")
    assert shop.charge(portone, order()) == "we are checking your payment"
    found = shop.run_the_job(portone)
    if found == "run_again_in":
        portone_emulator.advance(700)
        found = shop.run_the_job(portone)
    assert found == finds


def test_what_is_found_twice_is_booked_once(shop: Shop, portone: PortOne) -> None:
    shop.charge(portone, order())
    payment = portone.payments.find("o-1")
    shop.book(order(), payment)
    shop.book(order(), payment)
    assert shop.entries == [("o-1", 9_900)]


Charge = Callable[[AsyncPortOne, list[Any]], Any]


def charged(
    emulator: Emulator, charge: Charge, orders: list[Any], **options: Any
) -> BaseException | None:
    """What charging these orders raised."""

    async def run() -> BaseException | None:
        account = (emulator.api_key, emulator.api_secret)
        async with AsyncPortOne(*account, base_url=emulator.base_url, **options) as portone:
            try:
                await charge(portone, orders)
            except BaseException as error:
                return error
        return None

    return asyncio.run(run())


TWO = [order("o-1"), order("o-2", "c-of-nobody")]


@pytest.mark.parametrize("charge", ["charge_together", "charge_each"])
def test_a_charge_beside_one_that_fails_is_booked_or_stored(
    shop: Shop, portone: PortOne, portone_emulator: Emulator, charge: str
) -> None:
    # The failing one is answered first. A group cancels the other; gather lets it go on to its answer.
    portone_emulator.fail("delay", "subscribe.again", seconds=0.5)
    raised = charged(portone_emulator, getattr(shop, charge), TWO)
    if charge == "charge_each":
        assert (raised, shop.stored, shop.entries) == (None, [], [("o-1", 9_900)])
        return
    assert isinstance(raised, ExceptionGroup)
    assert len(raised.exceptions) == 1
    assert shop.run_the_job(portone) == "book"
    assert shop.entries == [("o-1", 9_900)]


def test_lost_charges_of_several_tasks_are_each_stored(
    shop: Shop, portone: PortOne, portone_emulator: Emulator
) -> None:
    portone_emulator.fail("drop_after", "subscribe.again", times=2)
    assert charged(portone_emulator, shop.charge_each, [order("o-1"), order("o-2")]) is None
    assert {each.identities["merchant_uid"] for each in shop.stored} == {"o-1", "o-2"}
    assert {portone.resolve(attempt).state for attempt in shop.stored} == {"happened"}


@pytest.mark.parametrize("name", ["charge_together", "charge_each"])
def test_tasks_that_are_cancelled_together_store_their_charges(
    shop: Shop, portone: PortOne, portone_emulator: Emulator, name: str
) -> None:
    portone_emulator.fail("hang", "subscribe.again", times=2)

    async def charge(portone: AsyncPortOne, orders: list[Any]) -> None:
        async with asyncio.timeout(0.5):
            await getattr(shop, name)(portone, orders)

    raised = charged(portone_emulator, charge, [order("o-1"), order("o-2")])
    assert isinstance(raised, TimeoutError)
    assert len(shop.stored) == 2


def test_a_hook_that_fails_loses_no_attempt_of_the_other_tasks(
    shop: Shop, portone: PortOne, portone_emulator: Emulator
) -> None:
    portone_emulator.fail("hang", "subscribe.again", times=2)
    is_sent: list[str] = []

    async def before_send(attempt: Attempt) -> None:
        if attempt.identities["merchant_uid"] == "o-2":
            while len([each for each in portone_emulator.requests if "again" in each.path]) < 2:
                await asyncio.sleep(0.01)
            raise RuntimeError("the database is away")
        is_sent.append(attempt.mark)

    orders = [order("o-1"), order("o-2"), order("o-3")]
    raised = charged(portone_emulator, shop.charge_together, orders, before_send=before_send)
    assert isinstance(raised, ExceptionGroup)
    assert {each.mark for each in shop.stored} == set(is_sent)
    assert len(is_sent) == 2


@pytest.mark.parametrize("charge", ["charge_together", "charge_each"])
def test_an_order_that_cannot_be_booked_stops_no_other(
    shop: Shop, portone: PortOne, portone_emulator: Emulator, charge: str
) -> None:
    shop.unbookable.add("o-1")
    orders = [order("o-1"), order("o-2")]
    assert charged(portone_emulator, getattr(shop, charge), orders) is None
    assert shop.entries == [("o-2", 9_900)]


def test_attempts_are_stored_before_anything_is_booked(
    shop: Shop, portone: PortOne, portone_emulator: Emulator
) -> None:
    portone_emulator.fail("drop_after", "subscribe.again")
    stored_first: list[int] = []
    shop.names["store_state"] = lambda *_: stored_first.append(len(shop.stored))
    assert charged(portone_emulator, shop.charge_each, [order("o-1"), order("o-2")]) is None
    assert stored_first == [1]


def test_a_charge_that_is_cancelled_alone_is_stored(
    shop: Shop, portone: PortOne, portone_emulator: Emulator
) -> None:
    """The list that `gather` returns then holds a CancelledError that knows no attempt."""
    portone_emulator.fail("hang", "subscribe.again")

    async def charge(client: AsyncPortOne, orders: list[Any]) -> None:
        others = asyncio.all_tasks()
        everyone = asyncio.ensure_future(shop.charge_each(client, orders))
        while not any("again" in each.path for each in portone_emulator.requests):
            await asyncio.sleep(0.01)
        (one,) = asyncio.all_tasks() - others - {everyone}
        one.cancel()
        await everyone

    assert charged(portone_emulator, charge, [order("o-1")]) is None
    assert len(shop.stored) == 1


def test_a_group_leads_to_the_one_attempt_in_it(
    shop: Shop, portone: PortOne, portone_emulator: Emulator
) -> None:
    portone_emulator.fail("drop_after", "subscribe.again")
    raised = charged(portone_emulator, shop.charge_together, [order("o-1")])
    assert isinstance(raised, ExceptionGroup)
    assert portone.resolve(raised).state == "happened"


def test_half_of_a_promoted_order_is_found_by_its_mark(
    shop: Shop, portone: PortOne, portone_emulator: Emulator
) -> None:
    payment = portone.subscribe.onetime(
        merchant_uid="o-1",
        amount=20_000,
        card_number="4242-4242-4242-4242",
        expiry="2035-12",
        promotion_id="promotion-id-10-percent",
    )
    assert payment.amount == 18_000
    portone_emulator.fail("drop_after", "payments.cancel")
    with pytest.raises(PortOneError) as raised:
        shop.refund_half(portone, payment.imp_uid)
    found = portone.resolve(raised.value)
    assert (found.state, found.result.cancel_amount) == ("happened", 9_000)


def test_all_of_a_promoted_order_needs_no_mark(
    portone: PortOne, portone_emulator: Emulator
) -> None:
    payment = portone.subscribe.onetime(
        merchant_uid="o-1",
        amount=20_000,
        card_number="4242-4242-4242-4242",
        expiry="2035-12",
        promotion_id="promotion-id-10-percent",
    )
    portone_emulator.fail("drop_after", "payments.cancel")
    with pytest.raises(PortOneError) as raised:
        portone.payments.cancel(imp_uid=payment.imp_uid, amount="all")
    assert portone.resolve(raised.value).state == "happened"


def test_an_attempt_stays_stored_until_it_is_known_how_it_ended(
    shop: Shop, portone: PortOne, portone_emulator: Emulator
) -> None:
    with shop.portone as storing:
        portone_emulator.fail("rate_limited", "subscribe.again")
        shop.charge(storing.with_options(max_retries=0), order("o-0"))
        assert shop.attempts == {}
        # It is done, and the process may end before it is booked.
        assert shop.charge(storing, order("o-0")) == "paid"
        portone_emulator.fail("drop_after", "subscribe.again")
        shop.charge(storing, order("o-1"))
    assert len(shop.attempts) == 2
    for text in shop.attempts.values():
        assert shop.resolve_later(portone, text) == "happened"


def test_an_order_that_had_been_paid_is_looked_up(
    shop: Shop, portone: PortOne, portone_emulator: Emulator
) -> None:
    assert shop.charge(portone, order()) == "paid"
    assert shop.charge(portone, order()) == "paid"
    portone_emulator.fail("drop_before", "payments.find", times=9)
    assert shop.charge(portone, order()) == "we are checking your payment"
    portone_emulator.disarm()
    portone.payments.cancel(merchant_uid="o-1", amount="all")
    assert shop.charge(portone, order()) == "paid before, and cancelled since"
    assert shop.entries == [("o-1", 9_900)]
