"""Looking payments up, and what they tell."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from portone_v1 import InvalidRequest, NotFound, NotSupported
from portone_v1_emulator.pgs.providers import PGS
from portone_v1_emulator.shops.receipts import issue_in_window

from ..conftest import NOW
from .orders import begun_by, context_of, paid_by
from .refunds import assumed, channel_of_tests, fail
from .shop import EXPIRY, PAYS, Shop

DAY = 24 * 3600


def orders(payments: Any) -> list[str]:
    return [payment.merchant_uid for payment in payments]


# One.


@pytest.mark.covers("payments.get")
def test_by_its_imp_uid(shop: Shop) -> None:
    paid = shop.pay("o-1", buyer_name="김하늘", custom_data='{"color":"red"}')
    payment = shop.payments.get(paid.imp_uid)
    assert payment == paid
    assert (payment.merchant_uid, payment.status, payment.amount) == ("o-1", "paid", 10_000)
    assert (payment.pg_provider, payment.pay_method, payment.channel) == ("nice_v2", "card", "api")
    assert payment.custom_data == '{"color":"red"}'
    assert payment.paid_at.timestamp() == NOW
    assert (payment.failed_at, payment.cancelled_at, payment.vbank_date) == (None, None, None)
    assert (payment.sandbox, payment.escrow, payment.cash_receipt_issued) == (False, False, False)
    assert assumed(shop) == ()


@pytest.mark.covers("payments.get", "unknown_payment")
def test_what_the_shop_does_not_have(shop: Shop) -> None:
    with pytest.raises(NotFound, match="존재하지 않는 결제정보입니다") as refused:
        shop.payments.get("imp_0")
    assert (refused.value.http_status, refused.value.outcome) == (404, "rejected")
    of_another = shop.with_options(tier="AB1").pay("o-1")
    with pytest.raises(NotFound):
        shop.payments.get(of_another.imp_uid)


@pytest.mark.covers("payments.get", "unknown_payment")
def test_those_of_test_channels_are_hidden(shop: Shop) -> None:
    channel = channel_of_tests(shop, "nice_v2")
    imp_uid = paid_by(shop, "nice_v2", channel=channel, merchant_uid="o-1").imp_uid
    with pytest.raises(NotFound):
        shop.payments.get(imp_uid)
    with pytest.raises(NotFound):
        shop.payments.get(imp_uid, include_sandbox=False)
    assert shop.payments.get(imp_uid, include_sandbox=True).sandbox is True
    assert shop.payments.find("o-1").sandbox is True


# Several.


@pytest.mark.covers("payments.get_many")
def test_several_newest_first(shop: Shop) -> None:
    first, second = shop.pay("o-1"), shop.pay("o-2")
    shop.emulator.advance(1)
    third = shop.pay("o-3")
    found = shop.payments.get_many(
        imp_uids=[first.imp_uid, third.imp_uid], merchant_uids=["o-2", "o-1"]
    )
    assert found == [third, second, first]
    assert shop.emulator.requests[-1].status == 200


@pytest.mark.covers("payments.get_many")
def test_those_that_are_found(shop: Shop) -> None:
    paid = shop.pay("o-1")
    found = shop.payments.get_many(imp_uids=["imp_0", paid.imp_uid])
    assert found == [paid]
    assert shop.emulator.requests[-1].status == 207


@pytest.mark.covers("payments.get_many", "unknown_payment")
def test_none_of_them(shop: Shop) -> None:
    with pytest.raises(NotFound):
        shop.payments.get_many(imp_uids=["imp_0"], merchant_uids=["o-1"])


def test_at_most_100_at_once(shop: Shop) -> None:
    paid = shop.pay("o-1")
    uids = [f"o-{number}" for number in range(1, 100)]
    assert shop.payments.get_many(imp_uids=[paid.imp_uid], merchant_uids=uids) == [paid]
    with pytest.raises(InvalidRequest, match="100"):
        shop.payments.get_many(imp_uids=[paid.imp_uid, "imp_0"], merchant_uids=uids)


# Of an order.


@pytest.mark.covers("payments.find")
def test_the_newest_attempt_at_an_order(shop: Shop) -> None:
    failed = fail(shop, "o-1")
    shop.emulator.advance(5)
    paid = shop.pay("o-1").imp_uid
    assert shop.payments.find("o-1").imp_uid == paid
    assert shop.payments.find("o-1", sorting="started").imp_uid == failed
    assert shop.payments.find("o-1", payment_status="failed").imp_uid == failed
    assert shop.payments.find("o-1", sorting="-paid").imp_uid == paid
    assert shop.payments.find("o-1", sorting="paid").imp_uid == failed


@pytest.mark.covers("payments.find", "unknown_payment")
def test_no_such_attempt(shop: Shop) -> None:
    with pytest.raises(NotFound):
        shop.payments.find("o-1")
    shop.pay("o-1")
    with pytest.raises(NotFound):
        shop.payments.find("o-1", payment_status="cancelled")


@pytest.mark.covers("payments.find_all")
def test_all_attempts_at_an_order(shop: Shop) -> None:
    failed = [fail(shop, "o-1") for _ in range(3)]
    paid = shop.pay("o-1").imp_uid
    page = shop.payments.find_all("o-1", limit=3)
    assert (page.total, page.previous, page.next) == (4, 0, 2)
    assert [payment.imp_uid for payment in page.items] == [paid, *reversed(failed[1:])]
    page = shop.payments.find_all("o-1", limit=3, page=2)
    assert (page.previous, page.next, len(page.items)) == (1, 0, 1)
    page = shop.payments.find_all("o-1", payment_status="failed", sorting="started")
    assert [payment.imp_uid for payment in page.items] == failed


@pytest.mark.covers("payments.find_all", "unknown_payment")
def test_none_of_an_order(shop: Shop) -> None:
    with pytest.raises(NotFound):
        shop.payments.find_all("o-1")
    shop.pay("o-1")
    with pytest.raises(NotFound):
        shop.payments.find_all("o-1", payment_status="ready")


@pytest.mark.covers("payments.find_all", "bad_status")
def test_a_status_that_is_none(shop: Shop) -> None:
    shop.pay("o-1")
    with pytest.raises(InvalidRequest, match="payment_status"):
        shop.payments.find_all("o-1", payment_status="odd")
    with pytest.raises(InvalidRequest, match="payment_status"):
        shop.payments.find("o-1", payment_status="odd")
    with pytest.raises(InvalidRequest, match="페이지"):
        shop.payments.find_all("o-1", page=2)


# Of a status.


@pytest.mark.covers("payments.list_by_status")
def test_of_a_status(shop: Shop) -> None:
    for number in range(1, 4):
        shop.pay(f"o-{number}")
        shop.emulator.advance(1)
    fail(shop, "o-4")
    shop.payments.cancel(merchant_uid="o-2", amount="all")
    shop.payments.cancel(merchant_uid="o-1", amount=1)
    for status, found in (
        ("paid", ["o-3", "o-1"]),
        ("failed", ["o-4"]),
        ("cancelled", ["o-2"]),
        ("ready", []),
        ("all", ["o-4", "o-3", "o-2", "o-1"]),
    ):
        page = shop.payments.list_by_status(status)
        assert orders(page.items) == found
        assert (page.total, page.previous, page.next) == (len(found), 0, 0)
    assert orders(shop.payments.list_by_status("paid", sorting="-updated").items) == ["o-1", "o-3"]


@pytest.mark.covers("payments.list_by_status")
def test_page_by_page(shop: Shop) -> None:
    for number in range(5):
        shop.pay(f"o-{number}")
    pages = [shop.payments.list_by_status("paid", page=page, limit=2) for page in (1, 2, 3)]
    assert [(page.previous, page.next) for page in pages] == [(0, 2), (1, 3), (2, 0)]
    assert [each for page in pages for each in orders(page.items)] == [
        f"o-{number}" for number in (4, 3, 2, 1, 0)
    ]


def test_on_the_day_of_its_final_status(shop: Shop) -> None:
    shop.pay("o-1")
    shop.emulator.advance(days=10)
    shop.payments.cancel(merchant_uid="o-1", amount=1)
    today = {"from_": NOW + 10 * DAY, "to": NOW + 10 * DAY}
    assert orders(shop.payments.list_by_status("all", **today).items) == []
    assert orders(shop.payments.list_by_status("all", from_=NOW, to=NOW).items) == ["o-1"]
    shop.payments.cancel(merchant_uid="o-1", amount="all")
    assert orders(shop.payments.list_by_status("all", **today).items) == ["o-1"]
    assert orders(shop.payments.list_by_status("all", from_=NOW, to=NOW).items) == []


@pytest.mark.covers("payments.list_by_status", "bad_range")
def test_a_range_that_is_too_long_and_a_page_that_is_not_there(shop: Shop) -> None:
    for wrong in (
        {"from_": NOW, "to": NOW + 90 * DAY + 1},
        {"page": 2},
    ):
        with pytest.raises(InvalidRequest) as refused:
            shop.payments.list_by_status("all", **wrong)
        assert refused.value.http_status == 400
        assert assumed(shop) == ("payments.list_by_status bad_range",)
    with pytest.raises(InvalidRequest):
        shop.payments.list_by_status("odd")


# What its amount is made up of.


def parts(amounts: Any) -> tuple[int, int, int, int]:
    return (amounts.tax_free, amounts.supply, amounts.vat, amounts.service)


@pytest.mark.covers("payments.get_balance")
def test_the_parts_of_a_payco_payment(shop: Shop) -> None:
    imp_uid = paid_by(shop, "payco", amount=13_000, tax_free=Decimal(2000)).imp_uid
    balance = shop.payments.get_balance(imp_uid)
    assert balance.amount == 13_000
    assert parts(balance.primary) == (2000, 10_000, 1000, 0)
    assert parts(balance.secondary) == parts(balance.discount) == (0, 0, 0, 0)
    assert parts(balance.cash_receipt) == (0, 0, 0, 0)
    (only,) = balance.histories
    assert parts(only.primary) == parts(balance.primary)
    assert only.created.timestamp() == NOW


@pytest.mark.covers("payments.get_balance")
def test_each_cancel_lowers_them(shop: Shop) -> None:
    imp_uid = paid_by(shop, "payco", amount=13_000, tax_free=Decimal(2000)).imp_uid
    shop.emulator.advance(60)
    shop.payments.cancel(imp_uid=imp_uid, amount=6500, tax_free=1000)
    shop.emulator.advance(60)
    shop.payments.cancel(imp_uid=imp_uid, amount="all", tax_free=1000)
    balance = shop.payments.get_balance(imp_uid)
    assert balance.amount == 13_000
    assert [parts(each.primary) for each in balance.histories] == [
        (2000, 10_000, 1000, 0),
        (1000, 5000, 500, 0),
        (0, 0, 0, 0),
    ]
    assert [each.created.timestamp() for each in balance.histories] == [NOW, NOW + 60, NOW + 120]
    assert parts(balance.primary) == (0, 0, 0, 0)


def test_they_always_come_to_what_is_left(shop: Shop) -> None:
    imp_uid = paid_by(
        shop, "payco", amount=9999, tax_free=Decimal(1001), vat_amount=Decimal(777)
    ).imp_uid
    left = 9999
    for amount, tax_free in ((1, 1), (333, 0), (1000, 1000), (4000, 0)):
        shop.payments.cancel(imp_uid=imp_uid, amount=amount, tax_free=tax_free)
        left -= amount
        balance = shop.payments.get_balance(imp_uid)
        assert sum(parts(balance.primary)) == left
        assert parts(balance.histories[-1].primary) == parts(balance.primary)
        assert min(parts(balance.primary)) >= 0
    assert parts(balance.histories[0].primary) == (1001, 8221, 777, 0)


def test_the_cash_receipt_is_about_what_is_left(shop: Shop) -> None:
    paid = paid_by(shop, "payco", "trans", amount=11_000)
    with context_of(shop) as context:
        issue_in_window(context, paid)
    balance = shop.payments.get_balance(paid.imp_uid)
    assert parts(balance.cash_receipt) == (0, 10_000, 1000, 0)


def test_of_what_was_never_paid(shop: Shop) -> None:
    with context_of(shop) as context:
        begun = begun_by(context, "payco")
        context.shop.payments.put(begun)
    balance = shop.payments.get_balance(begun.imp_uid)
    assert (balance.amount, parts(balance.primary), balance.histories) == (10_000, (0, 0, 0, 0), [])


@pytest.mark.covers("payments.get_balance", "no_balance")
def test_no_other_pg_tells_them(shop: Shop) -> None:
    imp_uid = shop.pay("o-1").imp_uid
    with pytest.raises(NotSupported) as refused:
        shop.payments.get_balance(imp_uid)
    assert refused.value.http_status == 405


@pytest.mark.covers("payments.get_balance", "unknown_payment")
def test_the_parts_of_nothing(shop: Shop) -> None:
    with pytest.raises(NotFound):
        shop.payments.get_balance("imp_0")


# What the PG tells.

TELL_THE_ISSUER = {
    "tosspayments",
    "ksnet",
    "paypal_v2",
    "smartro_v2",
    "nice_v2",
    "toss_brandpay",
    "welcome",
    "tosspay_v2",
}


@pytest.mark.parametrize("provider", [name for name, profile in PGS.items() if profile.pay_methods])
def test_who_issued_the_card(shop: Shop, provider: str) -> None:
    shop.billing_keys.issue(
        customer_uid="c-1", channel_key="channel-key-nice_v2", card_number=PAYS, expiry=EXPIRY
    )
    (key,) = shop.emulator.shop().billing_keys
    payment = shop.payments.get(paid_by(shop, provider, card=key.card).imp_uid)
    assert (payment.card_code, payment.card_name) == ("366", "신한카드")
    told = ("366", "신한카드") if provider in TELL_THE_ISSUER else (None, None)
    assert (payment.card_issuer_code, payment.card_issuer_name) == told
    assert (payment.card_publisher_code, payment.card_publisher_name) == told


def test_inicis_does_not_tell_what_kind_of_card_a_billing_key_is(shop: Shop) -> None:
    shop.billing_keys.issue(
        customer_uid="c-1", channel_key="channel-key-nice_v2", card_number=PAYS, expiry=EXPIRY
    )
    (key,) = shop.emulator.shop().billing_keys
    once = paid_by(shop, "html5_inicis", card=key.card)
    again = paid_by(shop, "html5_inicis", card=key.card, customer_uid="c-1")
    assert shop.payments.get(once.imp_uid).card_type == 0
    assert shop.payments.get(again.imp_uid).card_type is None


def test_easy_pay_and_transfers(shop: Shop) -> None:
    hub = paid_by(shop, "tosspayments", "card", emb_pg_provider="tosspay")
    assert shop.payments.get(hub.imp_uid).emb_pg_provider == "tosspay"
    transfer = shop.payments.get(paid_by(shop, "nice_v2", "trans", bank_code="088").imp_uid)
    assert (transfer.bank_code, transfer.bank_name) == ("088", "신한은행")
    assert transfer.emb_pg_provider is None


@pytest.mark.parametrize(
    ("provider", "pay_method", "has_one"),
    [
        ("nice_v2", "card", True),
        ("nice_v2", "trans", True),
        ("ksnet", "card", True),
        ("ksnet", "trans", False),
        ("ksnet", "vbank", False),
        ("ksnet", "phone", False),
        ("ksnet", "kakaopay", True),
        ("settle_acc", "trans", False),
        ("tosspayments", "card", True),
        ("tosspayments", "tosspay", False),
    ],
)
def test_the_page_with_the_receipt(
    shop: Shop, provider: str, pay_method: str, has_one: bool
) -> None:
    payment = shop.payments.get(paid_by(shop, provider, pay_method).imp_uid)
    assert (payment.receipt_url is not None) is has_one
    if has_one:
        assert payment.receipt_url.endswith(f"/{payment.pg_tid}")


def test_tosspayments_has_no_receipt_of_tests(shop: Shop) -> None:
    for provider, has_one in (("tosspayments", False), ("nice_v2", True)):
        paid = paid_by(shop, provider, "card", channel=channel_of_tests(shop, provider))
        payment = shop.payments.get(paid.imp_uid, include_sandbox=True)
        assert (payment.receipt_url is not None) is has_one


def test_what_failed_has_no_receipt(shop: Shop) -> None:
    assert shop.payments.get(fail(shop, "o-1")).receipt_url is None


def test_elsewhere_such_an_amount_is_paid_at_once(shop: Shop) -> None:
    assert shop.pay("o-1", 900_201).status == "paid"
