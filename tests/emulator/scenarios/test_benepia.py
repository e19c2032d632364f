"""Points of employees, over KCP."""

from __future__ import annotations

from typing import Any

import pytest

from portone_v1 import AlreadyDone, Declined, InvalidRequest, Refused

from .shop import Shop
from .told import told

HANEUL = {"benepia_user": "haneul", "benepia_password": "benepia-password"}
POOR = {"benepia_user": "poor", "benepia_password": "benepia-password"}
RICH = {"benepia_user": "rich", "benepia_password": "benepia-password"}
STRANGER = {"benepia_user": "nobody", "benepia_password": "benepia-password"}
WRONG = {"benepia_user": "haneul", "benepia_password": "틀린-password"}
KCP = "channel-key-kcp"


def points(shop: Shop, member: dict[str, str] = HANEUL, channel_key: str = KCP) -> int:
    return int(shop.benepia.get_point(channel_key=channel_key, **member).point)


def paid(shop: Shop, merchant_uid: str = "o-1", amount: int = 30_000, **more: Any) -> Any:
    order = {"merchant_uid": merchant_uid, "amount": amount, "name": "영화 관람권"}
    merchant = {"channel_key": KCP, "benepia_member_code": "BM0001"}
    return shop.benepia.pay(**HANEUL | order | merchant | more)


@pytest.mark.covers("benepia.get_point")
@pytest.mark.covers("benepia.pay")
@pytest.mark.covers("benepia.pay", "already_paid")
def test_points_are_spent_and_come_back(shop: Shop) -> None:
    assert points(shop) == 250_000
    payment = paid(shop)
    assert (payment.status, payment.pay_method, payment.amount) == ("paid", "point", 30_000)
    assert payment.pg_provider == "kcp"
    assert told(shop) == [(payment.imp_uid, "paid")]
    assert points(shop) == 220_000
    with pytest.raises(AlreadyDone):
        paid(shop)
    shop.payments.cancel(imp_uid=payment.imp_uid, amount=10_000, checksum=30_000, tax_free=0)
    assert points(shop) == 230_000
    shop.payments.cancel(imp_uid=payment.imp_uid, amount="all", checksum=20_000, tax_free=0)
    assert points(shop) == 250_000


def test_points_are_the_customers_wherever_they_are_spent(shop: Shop) -> None:
    paid(shop.with_options(tier="AB1"))
    assert points(shop) == 220_000


def test_without_the_merchants_code_it_is_a_test(shop: Shop) -> None:
    payment = paid(shop, benepia_member_code=None)
    assert payment.status == "paid"
    assert points(shop) == 250_000


@pytest.mark.covers("benepia.get_point", "not_answered")
@pytest.mark.parametrize("member", [STRANGER, WRONG])
def test_nobody_else_sees_the_points(shop: Shop, member: dict[str, str]) -> None:
    with pytest.raises(Refused, match="비밀번호") as refused:
        points(shop, member)
    assert refused.value.http_status == 500


@pytest.mark.covers("benepia.pay", "not_paid")
@pytest.mark.parametrize(
    ("member", "why"), [(STRANGER, "비밀번호"), (WRONG, "비밀번호"), (POOR, "잔액")]
)
def test_points_that_cannot_be_charged(shop: Shop, member: dict[str, str], why: str) -> None:
    with pytest.raises(Refused, match=why) as refused:
        paid(shop, amount=101, **member)
    assert (refused.value.http_status, refused.value.outcome) == (500, "rejected")
    assert points(shop, POOR) == 100
    assert told(shop) == []
    assert paid(shop, amount=100, **POOR).status == "paid"


@pytest.mark.covers("benepia.pay", "declined")
def test_kcp_declines(shop: Shop) -> None:
    with pytest.raises(Declined, match="F302"):
        paid(shop, amount=900_302, **RICH)
    with pytest.raises(Declined):
        paid(shop, "o-2", amount=900_301, **RICH)
    assert shop.payments.find("o-2").status == "failed"
    assert points(shop, RICH) == 10_000_000


@pytest.mark.covers("benepia.pay", "refused")
def test_portone_refuses(shop: Shop) -> None:
    with pytest.raises(Refused, match="지원하지 않는 PG사"):
        paid(shop, channel_key="channel-key-nice_v2")
    shop.preparations.create(merchant_uid="o-1", amount=9_000)
    with pytest.raises(Refused, match="사전등록"):
        paid(shop)


def test_only_kcp_knows_benepia(shop: Shop) -> None:
    for channel_key in ("channel-key-nice_v2", "nobody's"):
        with pytest.raises(InvalidRequest):
            points(shop, channel_key=channel_key)
