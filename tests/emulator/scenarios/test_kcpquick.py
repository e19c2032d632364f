"""KCP Quick Pay."""

from __future__ import annotations

from typing import Any

import pytest

from portone_v1 import (
    AlreadyDone,
    Declined,
    InvalidRequest,
    NotFound,
    Refused,
    ServerError,
)
from portone_v1_emulator import Account
from portone_v1_emulator.core.records import Person
from portone_v1_emulator.pgs import answers as pg
from portone_v1_emulator.pgs import channels
from portone_v1_emulator.shops import keyring

from ..conftest import NOW
from .orders import context_of
from .shop import EXPIRY, PAYS, Shop
from .told import told

QUICK = "channel-key-kcp_quick"
PREPARED = {"btid": "BT1", "cust_ip": "203.0.113.7", "code_verifier": "verifier"}
PARTNER = {"site_code": "IX0XX", "partner_type": "IX99", "partner_subtype": "99IX"}
PIN_CHECK = "imp_448280090638"


def paid(shop: Shop, merchant_uid: str = "o-1", amount: int = 10_000, **more: Any) -> Any:
    member = {"member_id": "member_1234", "channel_key": QUICK, "imp_uid": PIN_CHECK}
    order = {"merchant_uid": merchant_uid, "amount": amount, "name": "겨울 코트"}
    return shop.kcpquick.pay_with_money(**member | order | more)


def charged(shop: Shop, merchant_uid: str = "o-1", amount: int = 9_900, **more: Any) -> Any:
    key = {"customer_uid": "c-1", "buyer_name": "김하늘"}
    order = {"merchant_uid": merchant_uid, "amount": amount, "name": "11월 정기배송"}
    return shop.kcpquick.pay_with_autopay(**key | order | more)


def register_key(shop: Shop, customer_uid: str = "c-1", provider: str = "kcp_quick") -> None:
    """Keep an autopay key, as the window of Quick Pay does."""
    with context_of(shop) as context:
        channel = channels.by_pg(context.account.channels, provider)
        assert channel is not None
        card = pg.read_card(PAYS, EXPIRY, NOW)
        keyring.keep(context, customer_uid, card, (channel,), Person("김하늘"))


def assumed(shop: Shop) -> tuple[str, ...]:
    """What the latest answer rests on."""
    return shop.emulator.requests[-1].assumes


# Registering an order.


@pytest.mark.covers("kcpquick.create_preparation")
@pytest.mark.covers("kcpquick.create_preparation", "already_registered")
@pytest.mark.covers("kcpquick.update_preparation")
def test_an_order_is_registered_once_and_can_be_changed(shop: Shop) -> None:
    assert shop.kcpquick.create_preparation("o-1", **PREPARED) is None
    with pytest.raises(AlreadyDone) as refused:
        shop.kcpquick.create_preparation("o-1", **PREPARED)
    assert refused.value.http_status == 409
    changed = PREPARED | {"prepaid_auth_yn": "Y", "prepaid_amount": 10_000}
    assert shop.kcpquick.update_preparation("o-1", **changed) is None


@pytest.mark.covers("kcpquick.update_preparation", "unknown_preparation")
def test_what_was_never_registered_is_not_changed(shop: Shop) -> None:
    with pytest.raises(NotFound):
        shop.kcpquick.update_preparation("o-1", **PREPARED)
    shop.kcpquick.create_preparation("o-1", **PREPARED)
    with pytest.raises(NotFound):
        shop.with_options(tier="AB1").kcpquick.update_preparation("o-1", **PREPARED)


@pytest.mark.covers("kcpquick.create_preparation", "bad_preparation")
@pytest.mark.covers("kcpquick.update_preparation", "bad_preparation")
@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"prepaid_auth_yn": "Y"}, "prepaid_amount"),
        ({"prepaid_amount": 1_000_000_000}, "prepaid_amount"),
        ({"prepaid_auth_yn": "X"}, "prepaid_auth_yn"),
        ({"cust_ip": "203.0.113"}, "cust_ip"),
        ({"cust_ip": "::1"}, "cust_ip"),
        ({"btid": "B" * 21}, "btid"),
        ({"code_verifier": ""}, "code_verifier"),
    ],
)
def test_what_cannot_be_registered(shop: Shop, wrong: dict[str, Any], name: str) -> None:
    with pytest.raises(InvalidRequest, match=name):
        shop.kcpquick.create_preparation("o-1", **PREPARED | wrong)
    shop.kcpquick.create_preparation("o-1", **PREPARED)
    with pytest.raises(InvalidRequest, match=name):
        shop.kcpquick.update_preparation("o-1", **PREPARED | wrong)


@pytest.mark.covers("kcpquick.create_preparation", "refused")
@pytest.mark.covers("kcpquick.update_preparation", "refused")
def test_a_merchant_without_quick_pay(shop: Shop) -> None:
    account = shop.emulator.store.account(shop.emulator.api_key)
    assert account is not None
    others = [each for each in account.channels if each.pg_provider != "kcp_quick"]
    shop.emulator.store.open_account(Account(account.key, account.secret, channels=tuple(others)))
    with pytest.raises(Refused, match="지원하지 않는 PG사"):
        shop.kcpquick.create_preparation("o-1", **PREPARED)
    with pytest.raises(Refused, match="지원하지 않는 PG사"):
        shop.kcpquick.update_preparation("o-1", **PREPARED)


# Prepaid money.


@pytest.mark.covers("kcpquick.pay_with_money")
@pytest.mark.covers("kcpquick.pay_with_money", "already_paid")
def test_prepaid_money_is_spent_and_comes_back(shop: Shop) -> None:
    payment = paid(shop, amount=30_000)
    assert (payment.status, payment.pay_method, payment.amount) == ("paid", "point", 30_000)
    assert payment.imp_uid != PIN_CHECK
    assert told(shop) == [(payment.imp_uid, "paid")]
    with pytest.raises(AlreadyDone):
        paid(shop)
    with pytest.raises(Declined, match="잔액"):
        paid(shop, "o-2", amount=20_001)
    shop.payments.cancel(imp_uid=payment.imp_uid, amount="all", checksum=30_000, tax_free=0)
    assert paid(shop, "o-2", amount=50_000).status == "paid"
    assert paid(shop, "o-3", member_id="member_5678", amount=50_000).status == "paid"


@pytest.mark.covers("kcpquick.pay_with_money", "declined")
def test_prepaid_money_that_cannot_be_charged(shop: Shop) -> None:
    card = shop.pay("o-2")
    for wrong in (
        {"amount": 50_001},
        {"amount": 900_302},
        {"amount": 900_301},
        {"member_id": "nobody"},
        {"imp_uid": "no-pin-check"},
        {"imp_uid": card.imp_uid},
    ):
        with pytest.raises(Declined) as declined:
            paid(shop, **wrong)
        assert declined.value.outcome == "rejected"
    assert shop.payments.find("o-1").status == "failed"
    assert paid(shop).status == "paid"


@pytest.mark.covers("kcpquick.pay_with_money", "refused")
def test_prepaid_money_of_another_pg(shop: Shop) -> None:
    with pytest.raises(Refused, match="지원하지 않는 PG사"):
        paid(shop, channel_key="channel-key-kcp")


# Autopay keys.


@pytest.mark.covers("kcpquick.pay_with_autopay")
@pytest.mark.covers("kcpquick.pay_with_autopay", "already_paid")
@pytest.mark.covers("kcpquick.pay_with_autopay", "unknown_billing_key")
@pytest.mark.covers("kcpquick.delete_autopay_key")
@pytest.mark.covers("kcpquick.delete_autopay_key", "unknown_billing_key")
def test_an_autopay_key_is_charged_until_it_is_deleted(shop: Shop) -> None:
    register_key(shop)
    payment = charged(shop)
    assert (payment.status, payment.amount, payment.customer_uid) == ("paid", 9_900, "c-1")
    assert payment.customer_uid_usage == "payment"
    assert payment.pg_provider == "kcp_quick"
    assert told(shop) == [(payment.imp_uid, "paid")]
    with pytest.raises(AlreadyDone):
        charged(shop)
    assert shop.kcpquick.delete_autopay_key("c-1").customer_uid == "c-1"
    assert shop.emulator.requests[-1].message == "자동결제 키가 정상적으로 삭제되었습니다."
    with pytest.raises(NotFound) as unknown:
        shop.kcpquick.delete_autopay_key("c-1")
    assert unknown.value.http_status == 404
    with pytest.raises(NotFound, match="등록되지 않은 구매자"):
        charged(shop, "o-2")


def test_a_billing_key_of_another_pg_has_no_autopay_key(shop: Shop) -> None:
    register_key(shop, provider="kcp")
    with pytest.raises(NotFound):
        charged(shop)
    with pytest.raises(NotFound):
        shop.kcpquick.delete_autopay_key("c-1")
    assert shop.billing_keys.get("c-1").customer_uid == "c-1"


@pytest.mark.covers("kcpquick.pay_with_autopay", "declined")
def test_an_autopay_key_that_cannot_be_charged(shop: Shop) -> None:
    register_key(shop)
    register_key(shop, "test-over-limit")
    with pytest.raises(Declined, match="F302"):
        charged(shop, customer_uid="test-over-limit")
    with pytest.raises(Declined, match="F301"):
        charged(shop, amount=900_301)
    assert told(shop) == []


@pytest.mark.covers("kcpquick.pay_with_autopay", "refused")
def test_an_order_that_was_registered_with_another_amount(shop: Shop) -> None:
    register_key(shop)
    shop.preparations.create(merchant_uid="o-1", amount=9_000)
    with pytest.raises(Refused, match="사전등록"):
        charged(shop)


@pytest.mark.covers("kcpquick.delete_autopay_key", "declined")
def test_kcp_does_not_delete_a_key(shop: Shop) -> None:
    register_key(shop)
    shop.emulator.fail("refuse", "kcpquick.delete_autopay_key", case="declined")
    with pytest.raises(Declined):
        shop.kcpquick.delete_autopay_key("c-1")
    assert charged(shop).status == "paid"


@pytest.mark.covers("kcpquick.delete_autopay_key", "refused")
def test_portone_does_not_delete_a_key(shop: Shop) -> None:
    register_key(shop)
    shop.emulator.fail("refuse", "kcpquick.delete_autopay_key", case="refused")
    with pytest.raises(Refused):
        shop.kcpquick.delete_autopay_key("c-1")
    assert charged(shop).status == "paid"


@pytest.mark.covers("kcpquick.delete_autopay_key", "internal")
def test_nobody_knows_whether_a_key_was_deleted(shop: Shop) -> None:
    shop.emulator.fail("refuse", "kcpquick.delete_autopay_key", case="internal")
    with pytest.raises(ServerError) as failed:
        shop.kcpquick.delete_autopay_key("c-1")
    assert failed.value.outcome == "unknown"


# Members.


@pytest.mark.covers("kcpquick.delete_member")
@pytest.mark.covers("kcpquick.delete_member", "unknown_member")
def test_a_member_is_deleted_for_good(shop: Shop) -> None:
    member = shop.kcpquick.delete_member("member_1234", **PARTNER)
    assert (member.member_id, member.pg_provider, member.pg_id) == (
        "member_1234",
        "kcp_quick",
        "IX0XX",
    )
    assert member.inserted == member.updated
    for member_id in ("member_1234", "nobody"):
        with pytest.raises(NotFound):
            shop.kcpquick.delete_member(member_id, **PARTNER)
    with pytest.raises(Declined, match="회원"):
        paid(shop)
    assert paid(shop, member_id="member_5678").status == "paid"


def test_a_member_is_deleted_by_all_three_codes(shop: Shop) -> None:
    with pytest.raises(InvalidRequest, match="partner_type"):
        shop.kcpquick.delete_member("member_1234", **PARTNER | {"partner_type": ""})
    assert paid(shop).status == "paid"


@pytest.mark.covers("kcpquick.delete_member", "declined")
def test_kcp_does_not_delete_a_member(shop: Shop) -> None:
    shop.emulator.fail("refuse", "kcpquick.delete_member", case="declined")
    with pytest.raises(Declined):
        shop.kcpquick.delete_member("member_1234", **PARTNER)
    assert paid(shop).status == "paid"


@pytest.mark.covers("kcpquick.delete_member", "refused")
def test_portone_does_not_delete_a_member(shop: Shop) -> None:
    shop.emulator.fail("refuse", "kcpquick.delete_member", case="refused")
    with pytest.raises(Refused):
        shop.kcpquick.delete_member("member_1234", **PARTNER)
    assert paid(shop).status == "paid"


# Biometrics.


@pytest.mark.covers("kcpquick.release_fido")
@pytest.mark.covers("kcpquick.release_fido", "declined")
def test_biometrics_are_released_once(shop: Shop) -> None:
    shop.emulator.advance(days=1)
    released = shop.kcpquick.release_fido("member_1234", channel_key=QUICK)
    assert released.member_id == "member_1234"
    assert shop.emulator.requests[-1].message == "생체인증 사용이 정상적으로 해제되었습니다."
    for member_id in ("member_1234", "nobody"):
        with pytest.raises(Declined) as declined:
            shop.kcpquick.release_fido(member_id, channel_key=QUICK)
        error = {"code": "C210", "message": "등록된 거래가 없습니다."}
        assert declined.value.body["error"] == error
        assert assumed(shop) == ("kcpquick.release_fido declined",)
    member = shop.kcpquick.delete_member("member_1234", **PARTNER)
    assert member.updated > member.inserted


@pytest.mark.covers("kcpquick.release_fido", "bad_channel")
@pytest.mark.parametrize("channel_key", ["nobody's", "channel-key-kcp"])
def test_biometrics_of_another_channel(shop: Shop, channel_key: str) -> None:
    with pytest.raises(InvalidRequest):
        shop.kcpquick.release_fido("member_1234", channel_key=channel_key)
    assert shop.kcpquick.release_fido("member_1234", channel_key=QUICK).member_id == "member_1234"


@pytest.mark.covers("kcpquick.release_fido", "refused")
def test_portone_does_not_release_biometrics(shop: Shop) -> None:
    shop.emulator.fail("refuse", "kcpquick.release_fido", case="refused")
    with pytest.raises(Refused):
        shop.kcpquick.release_fido("member_1234", channel_key=QUICK)


@pytest.mark.covers("kcpquick.release_fido", "no_connection")
def test_nobody_knows_whether_biometrics_were_released(shop: Shop) -> None:
    shop.emulator.fail("refuse", "kcpquick.release_fido", case="no_connection")
    with pytest.raises(ServerError) as failed:
        shop.kcpquick.release_fido("member_1234", channel_key=QUICK)
    assert failed.value.outcome == "unknown"
