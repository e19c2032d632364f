"""A webhook is not believed: its payment is read back, from the right shop, with both clients."""

from __future__ import annotations

import json
from typing import Any

import pytest
from emulator.scenarios.orders import paid_by
from emulator.scenarios.shop import Shop
from emulator.scenarios.test_escrows import BODY as SHIPMENT

from portone_v1 import (
    AsyncPortOne,
    ConfigurationError,
    NoAnswer,
    NotFound,
    PortOneError,
    ServerError,
    webhook,
)
from portone_v1.webhook import Event, InvalidWebhook, KnownState
from portone_v1_emulator import Emulator
from portone_v1_emulator.core.faults import FaultKind

from .payments import pay_on_test_channel

DUE = 1_767_193_200 + 86_400


def told(shop: Shop) -> list[Event]:
    """What the emulator tells of what has happened, as the merchant reads it."""
    return [
        webhook.parse(json.dumps(delivery.body), "application/json")
        for delivery in shop.emulator.webhooks.log
    ]


def test_what_is_new_since_the_merchant_looked(shop: Shop) -> None:
    paid = shop.pay("o-1")
    (event,) = told(shop)
    changes = shop.webhook.handle(event, None)
    assert (changes.status, changes.payment.imp_uid) == ("paid", paid.imp_uid)
    assert shop.webhook.handle(event, changes.known).is_empty
    shop.payments.cancel(imp_uid=paid.imp_uid, amount=1000, enable_webhook=True)
    cancelled = told(shop)[-1]
    assert cancelled.status == "cancelled"
    second = shop.webhook.handle(cancelled, changes.known)
    assert [row.cancellation_id for row in second.cancels] == [cancelled.cancellation_id]
    assert [entry.amount for entry in second.entries] == [-1000]
    # The first one once more, after the second.
    assert shop.webhook.handle(event, second.known).is_empty


def test_the_payment_is_the_truth_and_not_the_event(shop: Shop) -> None:
    paid = shop.pay("o-1")
    said = Event(paid.imp_uid, "o-1", "cancelled", cancellation_id="c-9")
    changes = shop.webhook.handle(said, None)
    assert (changes.status, changes.cancels) == ("paid", [])


def test_a_payment_of_another_order_is_not_taken_for_this_one(shop: Shop) -> None:
    cheap = shop.pay("o-cheap", 100)
    with pytest.raises(InvalidWebhook, match="merchant_uid is not the one of the payment"):
        shop.webhook.handle(Event(cheap.imp_uid, "o-dear", "paid"), None)


def test_an_event_that_names_no_payment_is_not_read(shop: Shop) -> None:
    event = webhook.parse(json.dumps({"event": "Something.New"}), "application/json")
    with pytest.raises(InvalidWebhook, match="imp_uid is missing: this event is not about"):
        shop.webhook.read(event)
    with pytest.raises(InvalidWebhook, match="imp_uid is missing"):
        shop.webhook.handle(event, None)


def test_what_is_made_up(shop: Shop) -> None:
    with pytest.raises(NotFound):
        shop.webhook.read(Event("imp_000000000000", "o-1", "paid"))


@pytest.mark.parametrize(
    ("kind", "error"), [("drop_after", NoAnswer), ("bad_gateway", ServerError)]
)
def test_an_answer_that_does_not_come(
    shop: Shop, kind: FaultKind, error: type[PortOneError]
) -> None:
    paid = shop.pay("o-1")
    shop.emulator.fail(kind, "payments.get")
    with pytest.raises(error) as caught:
        shop.webhook.handle(Event(paid.imp_uid), None)
    assert caught.value.outcome == "no_answer"


def test_a_test_channel_is_read_when_it_is_asked_for(shop: Shop) -> None:
    paid = pay_on_test_channel(shop)
    (event,) = told(shop)
    with pytest.raises(NotFound):
        shop.webhook.read(event)
    with pytest.raises(NotFound):
        shop.webhook.handle(event, None)
    assert shop.webhook.read(event, include_sandbox=True).imp_uid == paid.imp_uid
    assert shop.webhook.handle(event, None, include_sandbox=True).status == "paid"


def test_known_is_of_the_same_payment(shop: Shop) -> None:
    paid = shop.pay("o-1")
    with pytest.raises(ConfigurationError):
        shop.webhook.handle(Event(paid.imp_uid), KnownState("imp_0"))


def test_an_agency_tells_the_shop_of_an_event(shop: Shop) -> None:
    paid = shop.with_options(tier="AB1").pay("AB1-o-1")
    (event,) = told(shop)
    with pytest.raises(NotFound):
        shop.webhook.read(event)

    def tier_of(event: Event) -> str | None:
        return (event.merchant_uid or "").partition("-")[0]

    changes = shop.webhook.handle(event, None, tier_of=tier_of)
    assert changes.payment.imp_uid == paid.imp_uid
    own = shop.with_options(tier="AB1")
    assert own.webhook.read(event).imp_uid == paid.imp_uid
    with pytest.raises(NotFound):  # None is the parent store
        own.webhook.read(event, tier_of=lambda event: None)
    with pytest.raises(ConfigurationError, match="tier"):
        shop.webhook.read(event, tier_of=lambda event: "no tier")


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio", "trio"])
async def test_the_shop_may_be_looked_up_without_blocking(emulator: Emulator) -> None:
    account = (emulator.api_key, emulator.api_secret)

    async def tier_of(event: Event) -> str | None:
        return "AB1"

    async with AsyncPortOne(*account, base_url=emulator.base_url) as portone:
        paid = await portone.with_options(tier="AB1").subscribe.onetime(
            merchant_uid="o-1", amount=1000, card_number="4242-4242-4242-4242", expiry="2035-12"
        )
        event = Event(paid.imp_uid, "o-1", "paid")
        changes = await portone.webhook.handle(event, None, tier_of=tier_of)
        assert changes.payment.imp_uid == paid.imp_uid


def test_every_deposit_into_an_unlimited_account(shop: Shop) -> None:
    account = shop.vbanks.create(
        channel_key="channel-key-settle",
        merchant_uid="o-1",
        amount=10_000,
        vbank_code="004",
        vbank_due=DUE,
        vbank_num="79012345678901",
        vbank_holder="하늘상점",
        buyer_name="김하늘",
        fixed_unlimited_vbank=True,
    )
    known = shop.webhook.handle(told(shop)[-1], None).known
    for amount in (3000, 4000):
        shop.emulator.deposit(account.imp_uid, amount)
    # Both webhooks find both: the first one tells them, the second finds nothing more.
    first, second = told(shop)[-2:]
    changes = shop.webhook.handle(first, known)
    assert changes.status == "paid"
    assert [row.amount for row in changes.deposits] == [3000, 4000]
    assert [entry.amount for entry in changes.entries] == [3000, 4000]
    assert shop.webhook.handle(second, changes.known).is_empty


def test_escrow_changes_no_money(shop: Shop) -> None:
    paid = paid_by(shop, "html5_inicis", "trans", escrow=True)
    known = shop.webhook.handle(Event(paid.imp_uid), None).known
    shop.escrows.register(paid.imp_uid, **SHIPMENT)
    event = told(shop)[-1]
    assert (event.event, event.imp_uid) == ("Inicis.Escrow.Changed", paid.imp_uid)
    assert event.extra["escrow_status"] == "2"
    assert shop.webhook.handle(event, known).is_empty


def test_a_till_asks_about_a_payment_that_waits(shop: Shop) -> None:
    waiting: Any = shop.cvs.issue(
        channel_key="channel-key-galaxia",
        merchant_uid="o-1",
        amount=10_000,
        barcode="8801123456789012",
    )
    event = Event(waiting.imp_uid, "o-1", "ready", event="Galaxia.Cvs.Confirm")
    assert event.is_question
    assert shop.webhook.handle(event, None).status == "ready"


@pytest.mark.parametrize("given", [{"imp_uid": "imp_1"}, "imp_1", None])
def test_what_is_not_an_event_says_what_to_pass(shop: Shop, given: Any) -> None:
    with pytest.raises(TypeError, match=r"event must be what webhook\.parse returns, not "):
        shop.webhook.read(given)
