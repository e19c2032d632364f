"""`payments.verify`: each way in which a payment does not pay for an order, with both clients."""

from __future__ import annotations

import pickle
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from emulator.scenarios.shop import Shop

from portone_v1 import ConfigurationError, NotFound, PortOne, RawAnswer, VerificationFailed
from portone_v1_emulator import Emulator

from .payments import pay_on_test_channel
from .payments import payment as by_hand

ORDER: dict[str, Any] = {"merchant_uid": "o-1", "amount": 10_000}


def refusal(shop: Shop, imp_uid: str, **order: Any) -> VerificationFailed:
    with pytest.raises(VerificationFailed) as caught:
        shop.payments.verify(imp_uid, **ORDER | order)
    return caught.value


@pytest.mark.parametrize("amount", [10_000, Decimal("1E+4"), Decimal("10000.00")])
def test_a_payment_that_pays_for_the_order(shop: Shop, amount: Any) -> None:
    paid = shop.pay("o-1")
    verified = shop.payments.verify(paid.imp_uid, merchant_uid="o-1", amount=amount)
    assert verified.imp_uid == paid.imp_uid
    assert [each.operation for each in shop.emulator.requests][-1] == "payments.get"


def test_another_amount(shop: Shop) -> None:
    paid = shop.pay("o-1", 1000)
    error = refusal(shop, paid.imp_uid)
    assert (error.field, error.expected, error.found) == ("amount", 10_000, 1000)
    assert (error.payment.imp_uid, error.outcome) == (paid.imp_uid, "done")
    assert str(error) == f"payments.verify: amount of {paid.imp_uid} is 1000, not 10000"


def test_another_order(shop: Shop) -> None:
    error = refusal(shop, shop.pay("o-2").imp_uid)
    assert (error.field, error.expected, error.found) == ("merchant_uid", "o-1", "o-2")


def test_another_currency(shop: Shop) -> None:
    paid = shop.pay("o-1", 100, currency="USD")
    error = refusal(shop, paid.imp_uid, amount=100)
    assert (error.field, error.expected, error.found) == ("currency", "KRW", "USD")
    order = {"merchant_uid": "o-1", "amount": Decimal("100.00"), "currency": "USD"}
    assert shop.payments.verify(paid.imp_uid, **order).amount == 100


def test_not_paid_yet(shop: Shop) -> None:
    waiting = shop.vbanks.create(
        channel_key="channel-key-settle",
        vbank_code="004",
        vbank_due=1_767_193_200 + 86_400,
        vbank_holder="하늘상점",
        **ORDER,
    )
    error = refusal(shop, waiting.imp_uid)
    assert (error.field, error.found, error.outcome) == ("status", "ready", "rejected")
    shop.emulator.deposit(waiting.imp_uid)
    assert shop.payments.verify(waiting.imp_uid, **ORDER).status == "paid"


def test_cancelled_in_part_or_in_full(shop: Shop) -> None:
    paid = shop.pay("o-1")
    shop.payments.cancel(imp_uid=paid.imp_uid, amount=1, checksum=10_000)
    error = refusal(shop, paid.imp_uid)
    assert (error.field, error.expected, error.found) == ("cancel_amount", 0, 1)
    shop.payments.cancel(imp_uid=paid.imp_uid, amount="all")
    error = refusal(shop, paid.imp_uid)
    assert (error.field, error.found, error.outcome) == ("status", "cancelled", "rejected")


def test_a_test_channel(shop: Shop) -> None:
    paid = pay_on_test_channel(shop)
    assert paid.sandbox
    error = refusal(shop, paid.imp_uid)
    assert (error.field, error.expected, error.found) == ("sandbox", False, True)
    assert shop.payments.verify(paid.imp_uid, allow_sandbox=True, **ORDER).sandbox


@pytest.mark.parametrize("allow_sandbox", [True, False])
def test_no_payment(shop: Shop, allow_sandbox: bool) -> None:
    with pytest.raises(NotFound):
        shop.payments.verify("imp_000000000000", allow_sandbox=allow_sandbox, **ORDER)


def test_a_billing_key_was_issued(shop: Shop) -> None:
    """The issue of a key looks like a payment; a charge of the key is one."""
    paid = shop.pay("o-1", customer_uid="c-1")
    assert paid.customer_uid_usage == "payment"
    assert shop.payments.verify(paid.imp_uid, **ORDER)
    records = shop.emulator.shop().payments
    (record,) = records
    records.put(replace(record, customer_uid_usage="issue"))
    error = refusal(shop, paid.imp_uid)
    assert (error.field, error.expected, error.found) == ("customer_uid_usage", None, "issue")


def test_the_amount_must_be_money(shop: Shop) -> None:
    with pytest.raises(ConfigurationError, match="verify: amount"):
        shop.payments.verify("imp_1", merchant_uid="o-1", amount="won")
    with pytest.raises(TypeError, match="amount"):
        shop.payments.verify("imp_1", merchant_uid="o-1")


def test_the_error_is_pickled_without_secrets() -> None:
    payment = by_hand(buyer_tel="010-1234-5678", card_number="461954******1234")
    error = VerificationFailed(payment, "amount", 1, 10_000)
    pickled = pickle.dumps(error)
    assert b"010-1234-5678" not in pickled
    assert b"461954" not in pickled
    again = pickle.loads(pickled)
    assert (again.field, again.expected, again.found) == ("amount", 1, 10_000)
    assert (again.outcome, again.payment.imp_uid) == ("done", payment.imp_uid)
    assert str(again) == str(error)
    assert error.payment.buyer_tel == "010-1234-5678"


def test_raw_and_request_still_work(emulator: Emulator) -> None:
    with PortOne(emulator.api_key, emulator.api_secret, base_url=emulator.base_url) as portone:
        charge: dict[str, Any] = {"card_number": "4242-4242-4242-4242", "expiry": "2035-12"}
        paid = portone.subscribe.onetime(**ORDER | charge)
        answer = portone.raw(portone.payments.verify)(paid.imp_uid, **ORDER)
        assert isinstance(answer, RawAnswer)
        assert (answer.status, answer.value.imp_uid) == (200, paid.imp_uid)
        assert portone.raw(portone.payments.get)(paid.imp_uid).value == answer.value
        assert portone.request("payments.get", imp_uid=paid.imp_uid) == answer.value
        with pytest.raises(VerificationFailed):
            portone.raw(portone.payments.verify)(paid.imp_uid, amount=1, merchant_uid="o-1")
        with pytest.raises(ConfigurationError, match="no operation"):
            portone.request("payments.verify", imp_uid=paid.imp_uid)
