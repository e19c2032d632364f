"""`payments.verify`: each way in which a payment does not pay for an order, with both clients."""

from __future__ import annotations

import pickle
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from emulator.scenarios.shop import Shop

from portone_v1 import (
    AwaitingDeposit,
    ConfigurationError,
    Declined,
    NotFound,
    NotPaid,
    PortOne,
    RawAnswer,
    VerificationFailed,
)
from portone_v1_emulator import Emulator

from .conftest import NOW
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
    assert (error.reason, error.held, error.field) == ("amount_differs", 1000, "amount")
    assert (error.payment.imp_uid, error.outcome) == (paid.imp_uid, "done")
    assert str(error) == (
        f"payments.verify: {paid.imp_uid}: amount is 1000, not 10000 (amount_differs)"
    )


def test_another_order(shop: Shop) -> None:
    error = refusal(shop, shop.pay("o-2").imp_uid)
    assert (error.reason, error.held, error.outcome) == ("other_order", None, "unknown")


def test_another_currency(shop: Shop) -> None:
    paid = shop.pay("o-1", 100, currency="USD")
    error = refusal(shop, paid.imp_uid, amount=100)
    assert (error.reason, error.held, error.outcome) == ("currency_differs", 100, "done")
    order = {"merchant_uid": "o-1", "amount": Decimal("100.00"), "currency": "USD"}
    assert shop.payments.verify(paid.imp_uid, **order).amount == 100


def account(shop: Shop, **more: Any) -> Any:
    return shop.vbanks.create(
        channel_key="channel-key-settle",
        vbank_code="004",
        vbank_due=NOW + 86_400,
        vbank_holder="하늘상점",
        **ORDER | more,
    )


def test_waiting_for_a_deposit(shop: Shop) -> None:
    waiting = account(shop)
    error = refusal(shop, waiting.imp_uid)
    assert isinstance(error, AwaitingDeposit)
    assert (error.reason, error.held, error.outcome) == ("awaiting_deposit", 0, "rejected")
    assert error.payment.vbank_num == waiting.vbank_num
    error = refusal(shop, waiting.imp_uid, amount=9000)
    assert (type(error), error.reason, error.held) == (VerificationFailed, "amount_differs", 0)
    shop.emulator.deposit(waiting.imp_uid)
    assert shop.payments.verify(waiting.imp_uid, **ORDER).status == "paid"


@pytest.mark.parametrize("closed", ["revoked", "expired"])
def test_an_account_that_takes_no_money_any_more(shop: Shop, closed: str) -> None:
    waiting = account(shop)
    if closed == "revoked":
        shop.vbanks.revoke(waiting.imp_uid)
    else:
        shop.emulator.advance(days=2)  # the client learns of it with its next token
    error = refusal(shop, waiting.imp_uid)
    assert isinstance(error, NotPaid)
    assert error.reason == {"revoked": "not_paid", "expired": "expired"}[closed]
    assert (error.held, error.outcome) == (0, "rejected")


def test_a_barcode_waits(shop: Shop) -> None:
    waiting = shop.cvs.issue(channel_key="channel-key-galaxia", barcode="8801123456789012", **ORDER)
    assert isinstance(refusal(shop, waiting.imp_uid), AwaitingDeposit)


def test_a_charge_that_failed(shop: Shop) -> None:
    with pytest.raises(Declined):
        shop.pay("o-1", card_number="4000-0000-0000-9995")
    (failed,) = shop.payments.find_all("o-1").items
    error = refusal(shop, failed.imp_uid)
    assert isinstance(error, NotPaid)
    assert (error.reason, error.held, error.outcome) == ("not_paid", 0, "rejected")


def test_a_promotion_lowers_what_is_charged(shop: Shop) -> None:
    paid = shop.pay("o-1", 20_000, promotion_id="promotion-id-10-percent")
    assert paid.amount == 18_000
    order = {"merchant_uid": "o-1", "amount": 20_000}
    assert shop.payments.verify(paid.imp_uid, **order).amount == 18_000
    shop.payments.cancel(imp_uid=paid.imp_uid, amount=10_000)
    error = refusal(shop, paid.imp_uid, **order)
    assert (error.reason, error.held) == ("partly_cancelled", 9000)


def test_an_account_that_takes_any_amount_pays_for_no_order(shop: Shop) -> None:
    unlimited = account(
        shop, vbank_num="79012345678901", buyer_name="김하늘", fixed_unlimited_vbank=True
    )
    assert refusal(shop, unlimited.imp_uid).held == 0
    for amount in (10_000, 7000):
        shop.emulator.deposit(unlimited.imp_uid, amount)
    error = refusal(shop, unlimited.imp_uid)
    assert (error.reason, error.held, error.outcome) == ("unlimited_account", 17_000, "done")


def test_cancelled_in_part_or_in_full(shop: Shop) -> None:
    paid = shop.pay("o-1")
    shop.payments.cancel(imp_uid=paid.imp_uid, amount=1, checksum=10_000)
    error = refusal(shop, paid.imp_uid)
    assert (error.reason, error.held, error.outcome) == ("partly_cancelled", 9999, "done")
    shop.payments.cancel(imp_uid=paid.imp_uid, amount="all")
    error = refusal(shop, paid.imp_uid)
    assert (error.reason, error.held, error.outcome) == ("cancelled", 0, "rejected")


def test_a_test_channel(shop: Shop) -> None:
    paid = pay_on_test_channel(shop)
    assert paid.sandbox
    error = refusal(shop, paid.imp_uid)
    assert (error.reason, error.held, error.outcome) == ("test_channel", 0, "rejected")
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
    assert (error.reason, error.held, error.outcome) == ("billing_key_issue", None, "unknown")


def test_the_amount_must_be_money(shop: Shop) -> None:
    with pytest.raises(ConfigurationError, match="verify: amount"):
        shop.payments.verify("imp_1", merchant_uid="o-1", amount="won")
    with pytest.raises(ConfigurationError, match="amount must be above 0"):
        shop.payments.verify("imp_1", merchant_uid="o-1", amount=0)
    with pytest.raises(TypeError, match="amount"):
        shop.payments.verify("imp_1", merchant_uid="o-1")


def test_the_error_is_pickled_without_secrets() -> None:
    payment = by_hand(buyer_tel="010-1234-5678", card_number="461954******1234")
    error = VerificationFailed(
        payment, "amount_differs", 10_000, "amount", "amount is 10000, not 1"
    )
    pickled = pickle.dumps(error)
    assert b"010-1234-5678" not in pickled
    assert b"461954" not in pickled
    again = pickle.loads(pickled)
    assert (again.field, again.reason, again.held) == ("amount", "amount_differs", 10_000)
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
