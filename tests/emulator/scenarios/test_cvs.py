"""Payments at the till of a convenience store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import anyio
import pytest

from portone_v1 import AlreadyDone, Conflict, Declined, InvalidRequest, NotFound, Refused
from portone_v1_emulator import NotTaken
from portone_v1_emulator.shops.convenience_stores import DAYS

from ..conftest import NOW
from ..merchant import Merchant, open_merchant
from .shop import Shop
from .told import told

GALAXIA = "channel-key-galaxia"
KST = timezone(timedelta(hours=9))


def issued(shop: Shop, merchant_uid: str = "o-1", **more: Any) -> Any:
    return shop.cvs.issue(
        **{"channel_key": GALAXIA, "merchant_uid": merchant_uid, "amount": 15_000} | more
    )


@pytest.fixture
def merchant() -> Iterator[Merchant]:
    with open_merchant() as server:
        yield server


@pytest.mark.covers("cvs.issue")
@pytest.mark.covers("cvs.issue", "already_paid")
def test_a_number_is_paid_at_the_till(shop: Shop) -> None:
    payment = issued(shop, name="겨울 장갑")
    assert (payment.status, payment.pay_method, payment.amount) == ("ready", "cvs", 15_000)
    assert len(payment.vbank_num) == 18
    assert payment.vbank_date == datetime.fromtimestamp(NOW, KST) + timedelta(days=DAYS)
    assert shop.emulator.requests[-1].assumes == ("cvs.issue store_barcode",)
    assert told(shop) == []

    shop.emulator.pay_at_till(payment.imp_uid)
    assert shop.payments.get(payment.imp_uid).status == "paid"
    assert told(shop) == [(payment.imp_uid, "paid")]
    with pytest.raises(AlreadyDone):
        issued(shop)
    with pytest.raises(NotTaken) as refused:
        shop.emulator.pay_at_till(payment.imp_uid)
    assert refused.value.reason == "not_waiting"


def test_a_barcode_of_the_merchants_own(shop: Shop) -> None:
    assert issued(shop, barcode="11222222").vbank_num == "11222222"
    with pytest.raises(Declined, match="바코드"):
        issued(shop, "o-2", barcode="11222222")


def test_a_payment_that_does_not_tell_its_barcode(shop: Shop) -> None:
    shop.emulator.state.assumptions.choose("store_barcode", "not_told")
    payment = issued(shop, barcode="11222222")
    assert (payment.vbank_num, payment.vbank_date) == (None, None)
    assert shop.emulator.requests[-1].assumes == ()
    shop.emulator.pay_at_till(payment.imp_uid)
    assert shop.payments.get(payment.imp_uid).status == "paid"


@pytest.mark.parametrize("pay_type", ["card", "cash"])
def test_the_merchant_is_asked_first(shop: Shop, merchant: Merchant, pay_type: Any) -> None:
    payment = issued(shop, barcode="11222222", confirm_url=merchant.url)
    shop.emulator.pay_at_till(payment.imp_uid, pay_type)
    assert [json.loads(body) for body in merchant.bodies] == [
        {
            "event": "Galaxia.Cvs.Confirm",
            "imp_uid": payment.imp_uid,
            "merchant_uid": "o-1",
            "status": "ready",
            "extra": {"barcode": "11222222", "payType": pay_type},
        }
    ]
    assert shop.payments.get(payment.imp_uid).status == "paid"


@pytest.mark.parametrize("status", [201, 400, 500])
def test_anything_but_200_means_no(shop: Shop, merchant: Merchant, status: int) -> None:
    merchant.status = status
    payment = issued(shop, confirm_url=merchant.url)
    with pytest.raises(NotTaken) as refused:
        shop.emulator.pay_at_till(payment.imp_uid)
    assert refused.value.reason == "not_confirmed"
    assert shop.payments.get(payment.imp_uid).status == "ready"
    assert told(shop) == []
    merchant.status = 200
    shop.emulator.pay_at_till(payment.imp_uid)
    assert shop.payments.get(payment.imp_uid).status == "paid"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://127.0.0.1:9/shop", "ConnectError"),
        ("https://shop.example.com/cvs", "not an address of this machine"),
        ("nonsense", "not an address of this machine"),
    ],
)
def test_nobody_is_there_to_ask(shop: Shop, url: str, why: str) -> None:
    payment = issued(shop, confirm_url=url)
    with pytest.raises(NotTaken, match=why):
        shop.emulator.pay_at_till(payment.imp_uid)
    assert shop.payments.get(payment.imp_uid).status == "ready"


def test_a_number_that_is_revoked_while_the_merchant_is_asked(
    shop: Shop, merchant: Merchant
) -> None:
    payment = issued(shop, confirm_url=merchant.url)
    merchant.then = lambda came: shop.cvs.revoke(payment.imp_uid)
    with pytest.raises(NotTaken) as refused:
        shop.emulator.pay_at_till(payment.imp_uid)
    assert refused.value.reason == "not_waiting"
    assert shop.payments.get(payment.imp_uid).status == "failed"


def test_paying_in_async_code(shop: Shop) -> None:
    payment = issued(shop)
    assert anyio.run(shop.emulator.pay_at_till_async, payment.imp_uid).status == "paid"
    with pytest.raises(NotTaken):
        anyio.run(shop.emulator.pay_at_till_async, payment.imp_uid)


@pytest.mark.parametrize("status", ["ready", "failed", "cancelled"])
def test_a_number_is_good_until_its_end(shop: Shop, status: str) -> None:
    if status != "ready":
        shop.emulator.state.assumptions.choose("expired_unpaid_status", status)
    payment = issued(shop, expired_at=NOW + 3600)
    shop.emulator.advance(3600)
    assert shop.payments.get(payment.imp_uid).status == status
    with pytest.raises(NotTaken):
        shop.emulator.pay_at_till(payment.imp_uid)


@pytest.mark.covers("cvs.issue", "declined")
def test_galaxia_issues_none(shop: Shop) -> None:
    with pytest.raises(Declined, match="F302"):
        issued(shop, amount=900_302)
    with pytest.raises(Declined, match="수납기한"):
        issued(shop, expired_at=NOW)
    with pytest.raises(Declined) as declined:
        issued(shop, "o-2", amount=900_301)
    assert declined.value.outcome == "rejected"


@pytest.mark.covers("cvs.issue", "refused")
def test_portone_issues_none(shop: Shop) -> None:
    with pytest.raises(Refused, match="지원하지 않는 PG사"):
        issued(shop, channel_key="channel-key-kcp")
    shop.preparations.create(merchant_uid="o-1", amount=9_000)
    with pytest.raises(Refused, match="사전등록"):
        issued(shop)
    with pytest.raises(InvalidRequest):
        issued(shop, channel_key="nobody's")


@pytest.mark.covers("cvs.revoke")
@pytest.mark.covers("cvs.revoke", "not_ready")
def test_no_till_takes_money_under_a_revoked_number(shop: Shop) -> None:
    payment = issued(shop)
    assert shop.cvs.revoke(payment.imp_uid).status == "failed"
    assert shop.emulator.requests[-1].assumes == ("cvs.revoke revoked_unpaid_status",)
    with pytest.raises(NotTaken):
        shop.emulator.pay_at_till(payment.imp_uid)
    paid, card = issued(shop), shop.pay("o-2")
    shop.emulator.pay_at_till(paid.imp_uid)
    for imp_uid in (payment.imp_uid, paid.imp_uid, card.imp_uid):
        with pytest.raises(Conflict, match="수납 대기 상태"):
            shop.cvs.revoke(imp_uid)
    assert shop.payments.get(paid.imp_uid).status == "paid"


@pytest.mark.covers("cvs.revoke", "unknown_payment")
def test_what_nobody_issued(shop: Shop) -> None:
    with pytest.raises(NotFound, match="존재하지 않는 결제정보"):
        shop.cvs.revoke("imps_000000000000")
    with pytest.raises(NotTaken) as refused:
        shop.emulator.pay_at_till("imps_000000000000")
    assert refused.value.reason == "unknown_payment"
    with pytest.raises(NotTaken, match="is not paid at a convenience store"):
        shop.emulator.pay_at_till(shop.pay("o-1").imp_uid)


@pytest.mark.covers("cvs.revoke", "declined")
def test_galaxia_does_not_revoke_it(shop: Shop) -> None:
    payment = issued(shop, amount=900_626)
    with pytest.raises(Declined):
        shop.cvs.revoke(payment.imp_uid)
    assert shop.payments.get(payment.imp_uid).status == "ready"


@pytest.mark.covers("cvs.revoke", "refused")
def test_portone_does_not_revoke_it(shop: Shop) -> None:
    payment = issued(shop)
    shop.emulator.fail("refuse", "cvs.revoke", case="refused", message="점검 중입니다.")
    with pytest.raises(Refused, match="점검 중입니다"):
        shop.cvs.revoke(payment.imp_uid)
    assert shop.payments.get(payment.imp_uid).status == "ready"
