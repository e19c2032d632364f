"""Charges without the customer: by a card's number, by a billing key, by a card from abroad."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from portone_v1 import AlreadyDone, Declined, InvalidRequest, NotFound, Refused
from portone_v1.models import Payment
from portone_v1_emulator.core.records import Person
from portone_v1_emulator.pgs import channels
from portone_v1_emulator.pgs.channels import GROUP
from portone_v1_emulator.shops.keyring import keep

from ..conftest import NOW
from ..v1 import LACKS_FUNDS, OVER_LIMIT, REFUSED
from .orders import context_of
from .shop import EXPIRY, PAYS, Shop

INICIS = {
    "pg": "html5_inicis",
    "name": "겨울 코트",
    "buyer_name": "김하늘",
    "buyer_email": "haneul@example.com",
    "buyer_tel": "010-1234-5678",
}


def onetime(shop: Shop, merchant_uid: str = "o-1", amount: Any = 1000, **more: Any) -> Any:
    card = {"card_number": PAYS, "expiry": EXPIRY}
    return shop.subscribe.onetime(merchant_uid=merchant_uid, amount=amount, **card | more)


def foreign(shop: Shop, merchant_uid: str = "o-1", amount: Any = 1000, **more: Any) -> Any:
    card = {"card_number": PAYS, "expiry": EXPIRY}
    return shop.subscribe.foreign(merchant_uid=merchant_uid, amount=amount, **card | more)


def again(shop: Shop, merchant_uid: str = "o-1", amount: Any = 1000, **more: Any) -> Any:
    order = {"customer_uid": "c-1", "merchant_uid": merchant_uid, "amount": amount}
    return shop.subscribe.again(**order | {"name": "구독"} | more)


def issue(shop: Shop, card_number: str = PAYS, **more: Any) -> Any:
    return shop.billing_keys.issue("c-1", card_number=card_number, expiry=EXPIRY, **more)


def keep_at(shop: Shop, provider: str, pay_method: str = "card") -> None:
    """A key that the customer has registered in the window of a PG."""
    with context_of(shop) as context:
        channel = channels.by_pg(context.account.channels, provider)
        assert channel is not None
        keep(context, "c-1", None, (channel,), Person(), pay_method=pay_method)


def webhooks(shop: Shop) -> list[tuple[str, str, str | None]]:
    return [
        (str(each.body["merchant_uid"]), str(each.body["status"]), each.url)
        for each in shop.emulator.webhooks.log
    ]


@pytest.mark.covers("subscribe.onetime")
def test_a_card_is_charged_and_kept(shop: Shop) -> None:
    payment = onetime(
        shop,
        amount=55_000,
        tax_free=5000,
        vat_amount=4500,
        card_quota=3,
        customer_uid="c-1",
        custom_data='{"cart":17}',
        notice_url=["http://127.0.0.1:1/a", "http://127.0.0.1:1/b"],
        buyer_name="김하늘",
    )
    assert (payment.status, payment.amount, payment.card_quota) == ("paid", 55_000, 3)
    assert (payment.custom_data, payment.customer_uid_usage) == ('{"cart":17}', "payment")
    assert payment.paid_at.timestamp() == NOW
    kept = shop.emulator.shop().payments.get(payment.imp_uid)
    assert kept is not None
    assert (kept.tax_free, kept.vat_amount) == (Decimal(5000), Decimal(4500))
    assert webhooks(shop) == [
        ("o-1", "paid", "http://127.0.0.1:1/a"),
        ("o-1", "paid", "http://127.0.0.1:1/b"),
    ]
    assert shop.billing_keys.get("c-1").customer_name == "김하늘"
    assert again(shop, "o-2").status == "paid"


@pytest.mark.covers("subscribe.onetime", "card_refused")
@pytest.mark.covers("subscribe.onetime", "bad_card_number")
@pytest.mark.covers("subscribe.onetime", "declined")
def test_the_pg_says_no_to_a_card(shop: Shop) -> None:
    for card, said in (
        (REFUSED, "카드정보 인증에 실패"),
        ("1234", "유효하지않은 카드번호"),
        (OVER_LIMIT, "F302"),
        (LACKS_FUNDS, "F301"),
    ):
        with pytest.raises(Declined, match=said) as caught:
            onetime(shop, card_number=card)
        assert caught.value.outcome == "rejected"
    attempts = shop.payments.find_all("o-1").items
    assert [each.status for each in attempts] == ["failed", "failed"]
    assert webhooks(shop) == [], "a payment that fails has no webhook"


@pytest.mark.covers("subscribe.onetime", "already_paid")
@pytest.mark.covers("subscribe.again", "already_paid")
@pytest.mark.covers("subscribe.foreign", "already_paid")
def test_an_order_is_paid_once(shop: Shop) -> None:
    issue(shop)
    onetime(shop)
    for charge in (onetime, again, foreign):
        with pytest.raises(AlreadyDone):
            charge(shop)
    assert shop.payments.find_all("o-1").total == 1


@pytest.mark.covers("subscribe.onetime", "refused")
@pytest.mark.covers("subscribe.again", "refused")
@pytest.mark.covers("subscribe.foreign", "refused")
def test_an_order_of_another_amount_than_was_registered(shop: Shop) -> None:
    issue(shop)
    shop.preparations.create(merchant_uid="o-1", amount=999)
    for charge in (onetime, again, foreign):
        with pytest.raises(Refused, match="사전등록") as caught:
            charge(shop)
        assert caught.value.outcome == "rejected"
    assert len(shop.emulator.shop().payments) == 0


@pytest.mark.covers("subscribe.again")
@pytest.mark.covers("subscribe.again", "declined")
@pytest.mark.covers("subscribe.again", "unknown_billing_key")
def test_a_billing_key_is_charged(shop: Shop) -> None:
    with pytest.raises(NotFound, match="등록되지 않은 구매자"):
        again(shop)
    issue(shop)
    payment = again(shop)
    assert (payment.status, payment.customer_uid, payment.customer_uid_usage) == (
        "paid",
        "c-1",
        "payment",
    )
    issue(shop, OVER_LIMIT)
    with pytest.raises(Declined, match="F302"):
        again(shop, "o-2")
    issue(shop, LACKS_FUNDS)
    with pytest.raises(Declined, match="F301") as caught:
        again(shop, "o-3")
    assert isinstance(caught.value.payment, Payment)
    assert caught.value.payment.status == "failed"
    assert webhooks(shop) == [("o-1", "paid", None)]


@pytest.mark.covers("subscribe.foreign")
@pytest.mark.covers("subscribe.foreign", "card_refused")
@pytest.mark.covers("subscribe.foreign", "declined")
def test_a_card_from_abroad(shop: Shop) -> None:
    for card, said in ((REFUSED, "인증에 실패"), ("1234", "인증에 실패"), (OVER_LIMIT, "F302")):
        with pytest.raises(Declined, match=said):
            foreign(shop, card_number=card)
    payment = foreign(shop, amount=Decimal("10.50"), currency="USD", customer_uid="c-1")
    assert (payment.status, payment.currency, str(payment.amount)) == ("paid", "USD", "10.5")
    assert shop.billing_keys.get("c-1").customer_uid == "c-1"


def test_which_channel_charges(shop: Shop) -> None:
    assert onetime(shop, "o-1", pg="nobody").pg_provider == "nice_v2", "the default one"
    test = onetime(shop, "o-2", pg="nice_v2.emulator-test")
    assert (test.pg_id, test.sandbox) == ("emulator-test", True)
    with pytest.raises(NotFound):
        shop.payments.get(test.imp_uid)
    assert shop.payments.get(test.imp_uid, include_sandbox=True) == test
    routed = onetime(shop, "o-3", pg="welcome", channel_group_id=GROUP)
    assert routed.pg_provider == "nice_v2", "the group decides, and pg is ignored"
    with pytest.raises(InvalidRequest, match="채널"):
        onetime(shop, "o-4", channel_group_id="nobody")
    with pytest.raises(Refused, match="kakaopay"):
        onetime(shop, "o-4", pg="kakaopay")


def test_what_a_pg_needs(shop: Shop) -> None:
    for name in ("name", "buyer_name", "buyer_email", "buyer_tel"):
        with pytest.raises(InvalidRequest, match=name):
            onetime(shop, **{key: value for key, value in INICIS.items() if key != name})
    assert onetime(shop, **INICIS).pg_provider == "html5_inicis"
    with pytest.raises(InvalidRequest, match="product_type"):
        onetime(shop, "o-2", pg="ksnet", buyer_name="김하늘")
    assert (
        onetime(shop, "o-2", pg="ksnet", buyer_name="김하늘", product_type="real").status == "paid"
    )
    keep_at(shop, "smartro_v2")
    buyer = {key: value for key, value in INICIS.items() if key.startswith("buyer")}
    with pytest.raises(InvalidRequest, match="buyer_name"):
        again(shop, "o3")
    with pytest.raises(InvalidRequest, match="merchant_uid"):
        again(shop, "o-3", **buyer)
    assert again(shop, "o3", **buyer).pg_provider == "smartro_v2"
    keep_at(shop, "toss_brandpay")
    with pytest.raises(Refused, match="toss_brandpay"):
        again(shop, "o-4")


def test_a_key_that_the_pg_does_not_keep(shop: Shop) -> None:
    ksnet = {"pg": "ksnet", "buyer_name": "김하늘", "product_type": "real", "customer_uid": "c-1"}
    with pytest.raises(InvalidRequest, match="customer_uid"):
        onetime(shop, **ksnet)
    assert shop.emulator.requests[-1].assumes[0] == "subscribe.onetime field_not_taken_by_pg"
    shop.emulator.state.assumptions.choose("field_not_taken_by_pg", "ignored")
    try:
        assert onetime(shop, **ksnet).customer_uid is None
    finally:
        shop.emulator.state.assumptions.forget(["field_not_taken_by_pg"])
    with pytest.raises(NotFound):
        shop.billing_keys.get("c-1")


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": 49_999, "card_quota": 2},
        {"amount": 50_000, "card_quota": 1},
        {"amount": 50_000, "card_quota": -2},
        {"tax_free": 1001},
        {"tax_free": 500, "vat_amount": 501},
        {"amount": 0},
    ],
    ids=str,
)
def test_what_no_order_can_be(shop: Shop, wrong: dict[str, Any]) -> None:
    issue(shop)
    for charge in (onetime, again, foreign):
        with pytest.raises(InvalidRequest):
            charge(shop, **wrong)
    assert len(shop.emulator.shop().payments) == 0


def test_instalments_begin_at_50_000_won(shop: Shop) -> None:
    assert onetime(shop, amount=50_000, card_quota=2).card_quota == 2


def test_how_much_tax_welcome_takes(shop: Shop) -> None:
    welcome = {"pg": "welcome", "buyer_name": "김하늘"}
    with pytest.raises(Declined, match="부가세"):
        onetime(shop, vat_amount=101, **welcome)
    assert onetime(shop, vat_amount=100, **welcome).status == "paid"


def test_toss_pay_issues_a_cash_receipt_by_itself(shop: Shop) -> None:
    keep_at(shop, "tosspay_v2", "tosspay")
    for number, (more, issued) in enumerate(
        [
            ({}, True),
            ({"cash_receipt_type": "company"}, True),
            ({"cash_receipt_type": "anonymous"}, False),
        ]
    ):
        payment = again(shop, f"o-{number}", **more)
        assert (payment.pay_method, payment.cash_receipt_issued) == ("tosspay", issued)
        if issued:
            assert shop.cash_receipts.get(payment.imp_uid).amount == 1000
        else:
            with pytest.raises(NotFound):
                shop.cash_receipts.get(payment.imp_uid)


def test_a_discount_comes_off(shop: Shop) -> None:
    issue(shop)
    payment = again(shop, amount=10_000, promotion_id="promotion-id-10-percent")
    assert (payment.amount, payment.promotion.discount) == (9000, 1000)
