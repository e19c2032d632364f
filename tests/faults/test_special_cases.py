"""Resolving where a record says less, or comes later, than elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from emulator.scenarios.orders import paid_by
from emulator.scenarios.refunds import LACKS_FUNDS
from emulator.scenarios.shop import EXPIRY, PAYS
from emulator.scenarios.test_billing_keys import WHOLE
from emulator.scenarios.test_promotions import TENTH

from portone_v1 import Attempt, Declined, NoAnswer, PortOne, Resolution
from portone_v1.models import SuperBillingKey
from portone_v1_emulator import Emulator

QUIET = 700
CARD: dict[str, Any] = {"card_number": PAYS, "expiry": EXPIRY}


class Shop:
    """A client of the emulator whose next answer is lost."""

    def __init__(self, emulator: Emulator, portone: PortOne) -> None:
        self.emulator = emulator
        self.portone = portone

    def lost(
        self, operation: str, *, done: bool = True, tier: str | None = None, **more: Any
    ) -> NoAnswer:
        """The error of a call whose answer was lost, after it was done or before."""
        self.emulator.fail("drop_after" if done else "drop_before", operation)
        with pytest.raises(NoAnswer) as caught:
            self.portone.with_options(tier=tier).request(operation, **more)
        return caught.value

    def here(self, error: NoAnswer) -> Resolution:
        """What the same client finds out."""
        return self.portone.resolve(error)

    def elsewhere(self, error: NoAnswer) -> Resolution:
        """What another process finds out."""
        assert error.attempt is not None
        with client(self.emulator) as another:
            return another.resolve(Attempt.from_json(error.attempt.to_json()))

    def elsewhere_later(self, error: NoAnswer) -> Resolution:
        """What it finds out when all is quiet."""
        self.emulator.advance(QUIET)
        return self.elsewhere(error)


def client(emulator: Emulator) -> PortOne:
    return PortOne(emulator.api_key, emulator.api_secret, base_url=emulator.base_url, max_retries=0)


@pytest.fixture
def shop(emulator: Emulator) -> Iterator[Shop]:
    with client(emulator) as portone:
        yield Shop(emulator, portone)


def test_a_charge_that_failed(shop: Shop) -> None:
    shop.emulator.state.assumptions.choose("user_agent_of_charges", "fixed")
    order: dict[str, Any] = {
        "merchant_uid": "o-1",
        "amount": 1000,
        "card_number": LACKS_FUNDS,
        "expiry": EXPIRY,
    }
    error = shop.lost("subscribe.onetime", **order)
    # Another process cannot know whether it is the payment of another attempt that failed.
    assert shop.elsewhere(error).state == "unknown"
    later = shop.elsewhere_later(error)
    assert later.state == "did_not_happen"
    assert isinstance(later.error, Declined)


def test_a_charge_that_is_done_late_while_another_fails(shop: Shop) -> None:
    order: dict[str, Any] = {"merchant_uid": "o-1", "amount": 1000}
    shop.emulator.fail("late", "subscribe.onetime", seconds=300)
    with pytest.raises(NoAnswer) as late:
        shop.portone.subscribe.onetime(**order, **CARD)
    with pytest.raises(Declined):
        shop.portone.subscribe.onetime(**order, card_number=LACKS_FUNDS, expiry=EXPIRY)
    assert shop.here(late.value).state == "unknown"
    shop.emulator.advance(300)
    assert shop.here(late.value).state == "happened"
    assert len([p for p in shop.emulator.shop().payments if p.paid_at]) == 1


def test_an_order_that_had_failed_before(shop: Shop) -> None:
    with pytest.raises(Declined):
        shop.portone.subscribe.onetime(
            merchant_uid="o-1", amount=1000, card_number=LACKS_FUNDS, expiry=EXPIRY
        )
    error = shop.lost("subscribe.onetime", done=False, merchant_uid="o-1", amount=1000, **CARD)
    assert {shop.here(error).state, shop.elsewhere(error).state} == {"unknown"}
    assert shop.elsewhere_later(error).state == "did_not_happen"


def test_a_test_channel(shop: Shop) -> None:
    key: dict[str, Any] = {"customer_uid": "c-1", "channel_key": "channel-key-test-nice_v2"} | CARD
    shop.portone.billing_keys.issue(**key)
    order: dict[str, Any] = {
        "customer_uid": "c-1",
        "merchant_uid": "o-1",
        "amount": 1000,
        "name": "구독",
    }
    charged = shop.here(shop.lost("subscribe.again", **order))
    assert charged.state == "happened"
    assert charged.result.sandbox is True
    for which in ({"imp_uid": charged.result.imp_uid}, {"merchant_uid": "o-1"}):
        left = shop.portone.payments.find("o-1")
        balance = int(left.amount - left.cancel_amount)
        error = shop.lost("payments.cancel", amount=100, checksum=balance, **which)
        cancelled = shop.elsewhere(error)
        assert cancelled.state == "happened"
        assert cancelled.result.cancel_amount == 1000 - balance + 100
        shop.emulator.advance(150)  # the order of two cancels is known when they are apart


def test_a_sub_merchant(shop: Shop) -> None:
    order: dict[str, Any] = {"merchant_uid": "o-1", "amount": 1000} | CARD
    error = shop.lost("subscribe.onetime", tier="AB1", **order)
    mine = shop.lost("subscribe.onetime", done=False, **order)
    assert shop.elsewhere_later(error).state == "happened"
    assert shop.elsewhere(mine).state == "did_not_happen"


def test_a_super_billing_key(shop: Shop) -> None:
    error = shop.lost("billing_keys.issue", customer_uid="c-1", **WHOLE)
    resolution = shop.elsewhere(error)
    assert resolution.state == "happened"
    assert isinstance(resolution.result, SuperBillingKey)
    shop.emulator.advance(150)
    with client(shop.emulator) as later:
        again = Shop(shop.emulator, later).lost(
            "billing_keys.issue", done=False, customer_uid="c-1", **WHOLE
        )
    assert shop.elsewhere(again).state == "unknown"
    assert shop.elsewhere_later(again).state == "did_not_happen"


def test_a_billing_key_that_was_issued_anew_since(shop: Shop) -> None:
    shop.portone.billing_keys.issue("c-1", **CARD)
    shop.emulator.advance(150)
    with client(shop.emulator) as other:
        deleted = Shop(shop.emulator, other).lost("billing_keys.delete", customer_uid="c-1")
    assert shop.elsewhere(deleted).state == "unknown"
    shop.portone.billing_keys.issue("c-1", **CARD)
    assert shop.elsewhere_later(deleted).state == "cannot_know"


@pytest.mark.parametrize("done", [True, False])
def test_a_discounted_order(shop: Shop, done: bool) -> None:
    order: dict[str, Any] = {"merchant_uid": "o-1", "amount": 20_000, "promotion_id": TENTH} | CARD
    paid = shop.here(shop.lost("subscribe.onetime", **order))
    assert paid.state == "happened"
    cancel: dict[str, Any] = {"imp_uid": paid.result.imp_uid, "amount": 5000, "checksum": 20_000}
    error = shop.lost("payments.cancel", done=done, **cancel)
    assert shop.elsewhere(error).state == "unknown"
    # Rows hold what went back and a checksum counts in prices, so that it does not tell the row.
    assert shop.elsewhere_later(error).state == ("cannot_know" if done else "did_not_happen")


@pytest.mark.parametrize("done", [True, False])
def test_a_cancel_that_finishes_later(shop: Shop, done: bool) -> None:
    payment = paid_by(shop, "paypal_v2")
    cancel: dict[str, Any] = {"imp_uid": payment.imp_uid, "amount": "all", "checksum": 10_000}
    error = shop.lost("payments.cancel", done=done, **cancel)
    assert shop.elsewhere(error).state == "unknown"
    assert shop.elsewhere_later(error).state == ("happened" if done else "unknown")


def test_two_cancels_of_one_second(shop: Shop) -> None:
    imp_uid = paid_by(shop, "nice_v2").imp_uid
    first = shop.lost("payments.cancel", imp_uid=imp_uid, amount=1000)
    second = shop.lost("payments.cancel", done=False, imp_uid=imp_uid, amount=1000)
    for error in (first, second):
        assert shop.here(error).state == "cannot_know"
    assert shop.elsewhere_later(second).state == "cannot_know"
    with_balance = shop.lost("payments.cancel", imp_uid=imp_uid, amount=500, checksum=9000)
    assert shop.here(with_balance).state == "happened"  # the others are of another amount


def test_two_cancels_with_checksums(shop: Shop) -> None:
    imp_uid = paid_by(shop, "nice_v2").imp_uid
    first = shop.lost("payments.cancel", imp_uid=imp_uid, amount=1000, checksum=10_000)
    second = shop.lost("payments.cancel", done=False, imp_uid=imp_uid, amount=1000, checksum=9000)
    third = shop.lost("payments.cancel", done=False, imp_uid=imp_uid, amount=1000, checksum=9999)
    assert shop.here(first).state == "happened"
    assert shop.here(second).state == "unknown"
    assert shop.here(third).state == "did_not_happen"
    assert shop.elsewhere_later(second).state == "did_not_happen"


def test_an_account_for_an_order_whose_card_was_refused(shop: Shop) -> None:
    account: dict[str, Any] = {
        "merchant_uid": "o-1",
        "amount": 1000,
        "channel_key": "channel-key-nice_v2",
        "vbank_code": "004",
        "vbank_due": shop.emulator.clock.now() + 9999,
        "vbank_holder": "하늘상점",
    }
    error = shop.lost("vbanks.create", **account)
    with pytest.raises(Declined):
        shop.portone.subscribe.onetime(
            merchant_uid="o-1", amount=1000, card_number=LACKS_FUNDS, expiry=EXPIRY
        )
    resolution = shop.elsewhere_later(error)
    assert resolution.state == "happened"
    assert resolution.result.vbank_num


def test_schedules_of_which_one_was_executed(shop: Shop) -> None:
    shop.portone.billing_keys.issue("c-1", **CARD)
    now = shop.emulator.clock.now()
    plans = [
        {"merchant_uid": uid, "schedule_at": now + after, "amount": 100, "name": "구독"}
        for uid, after in (("s-1", 60), ("s-2", 9000))
    ]
    scheduled = shop.lost("subscribe.schedule", customer_uid="c-1", schedules=plans)
    shop.emulator.advance(60)
    assert shop.elsewhere_later(scheduled).state == "happened"
    with client(shop.emulator) as other:
        error = Shop(shop.emulator, other).lost(
            "subscribe.unschedule", customer_uid="c-1", merchant_uids=["s-1", "s-2"]
        )
    resolution = shop.elsewhere_later(error)
    assert resolution.state == "happened"
    assert [each.merchant_uid for each in resolution.result] == ["s-2"]
