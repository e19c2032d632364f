"""Accounts that are opened for an order, and the money that comes in."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from portone_v1 import AlreadyDone, Conflict, Declined, InvalidRequest, NotFound, Refused
from portone_v1_emulator import NotTaken
from portone_v1_emulator.pgs import answers as pg
from portone_v1_emulator.pgs.bank_accounts import HOLDER, MERCHANT
from portone_v1_emulator.shops import virtual_accounts

from ..conftest import NOW
from .orders import begun_by, context_of
from .shop import Shop
from .told import told

DAY = 24 * 3600


def opened(shop: Shop, merchant_uid: str = "o-1", provider: str = "nice_v2", **more: Any) -> Any:
    order = {
        "channel_key": f"channel-key-{provider}",
        "merchant_uid": merchant_uid,
        "amount": 10_000,
        "vbank_code": "004",
        "vbank_due": NOW + 7 * DAY,
    }
    return shop.vbanks.create(**order | more)


def opened_at_inicis(shop: Shop, **more: Any) -> Any:
    buyer = {
        "buyer_name": "김하늘",
        "buyer_email": "haneul@example.com",
        "vbank_holder": "하늘상점",
    }
    return opened(shop, provider="html5_inicis", **buyer | more)


def unlimited(shop: Shop, **more: Any) -> Any:
    fixed = {"vbank_num": "79012345678901", "vbank_holder": "하늘상점"}
    return opened(
        shop, provider="settle", fixed_unlimited_vbank=True, buyer_name="김하늘", **fixed | more
    )


def at_settle(shop: Shop, **more: Any) -> Any:
    return opened(shop, provider="settle", vbank_holder="하늘상점", **more)


def assumed(shop: Shop) -> tuple[str, ...]:
    """What the latest answer rests on."""
    return shop.emulator.requests[-1].assumes


# Opening and paying.


@pytest.mark.covers("vbanks.create")
def test_an_account_waits_for_its_deposit(shop: Shop) -> None:
    payment = opened(shop, name="겨울 코트", vbank_holder="하늘상점")
    assert (payment.status, payment.pay_method, payment.amount) == ("ready", "vbank", 10_000)
    assert (payment.vbank_code, payment.vbank_name) == ("004", "국민은행")
    assert payment.vbank_holder == "하늘상점"
    assert len(payment.vbank_num) == 14
    kst = timezone(timedelta(hours=9))
    assert payment.vbank_issued_at == datetime.fromtimestamp(NOW, kst)
    assert payment.vbank_date == payment.vbank_issued_at + timedelta(days=7)
    assert payment.paid_at is None
    assert not payment.escrow
    assert told(shop) == [(payment.imp_uid, "ready")]

    shop.emulator.advance(days=2)
    shop.emulator.deposit(payment.imp_uid)
    paid = shop.payments.get(payment.imp_uid)
    assert paid.status == "paid"
    assert paid.paid_at == payment.vbank_issued_at + timedelta(days=2)
    assert paid.deposit_history == []
    assert told(shop) == [(payment.imp_uid, "ready"), (payment.imp_uid, "paid")]


def test_every_account_has_its_own_number(shop: Shop) -> None:
    numbers = {opened(shop, vbank_code=code).vbank_num for code in ("004", "004", "088", "020")}
    assert len(numbers) == 4


@pytest.mark.covers("vbanks.create", "already_paid")
def test_an_order_may_have_several_accounts_until_it_is_paid(shop: Shop) -> None:
    first, second = opened(shop), opened(shop)
    assert first.imp_uid != second.imp_uid
    shop.emulator.deposit(second.imp_uid)
    assert shop.payments.get(first.imp_uid).status == "ready"
    with pytest.raises(AlreadyDone) as refused:
        opened(shop)
    assert refused.value.message == "이미 결제된 merchant_uid입니다."
    with pytest.raises(AlreadyDone):
        unlimited(shop)


def test_a_customer_who_pays_twice(shop: Shop) -> None:
    first, second, third = opened(shop), opened(shop), opened(shop)
    shop.emulator.deposit(first.imp_uid)
    shop.emulator.deposit(second.imp_uid)
    assert shop.payments.get(second.imp_uid).status == "paid"
    shop.emulator.state.assumptions.choose("deposit_for_paid_order", "refused")
    with pytest.raises(NotTaken) as refused:
        shop.emulator.deposit(third.imp_uid)
    assert refused.value.reason == "order_was_paid"
    assert shop.payments.get(third.imp_uid).status == "ready"


def test_a_bank_does_not_take_another_amount(shop: Shop) -> None:
    payment = opened(shop)
    for amount in (9_999, 10_001, 0):
        with pytest.raises(NotTaken) as refused:
            shop.emulator.deposit(payment.imp_uid, amount)
        assert refused.value.reason == "wrong_amount"
    assert shop.payments.get(payment.imp_uid).status == "ready"
    assert told(shop) == [(payment.imp_uid, "ready")]


def test_nobody_pays_twice_or_into_nothing(shop: Shop) -> None:
    payment = opened(shop)
    shop.emulator.deposit(payment.imp_uid)
    card = shop.pay("o-2")
    for imp_uid, reason in (
        (payment.imp_uid, "not_waiting"),
        (card.imp_uid, "not_waiting"),
        ("imp_000000000000", "unknown_payment"),
    ):
        with pytest.raises(NotTaken) as refused:
            shop.emulator.deposit(imp_uid)
        assert refused.value.reason == reason


def test_a_sub_merchant_has_accounts_of_its_own(shop: Shop) -> None:
    sub_merchant = shop.with_options(tier="AB1")
    payment = opened(sub_merchant)
    with pytest.raises(NotTaken, match="there is no payment"):
        shop.emulator.deposit(payment.imp_uid)
    shop.emulator.deposit(payment.imp_uid, tier="AB1")
    assert sub_merchant.payments.get(payment.imp_uid).status == "paid"


# Until when.


@pytest.mark.parametrize("status", ["ready", "failed", "cancelled"])
def test_an_account_closes_when_it_is_due(shop: Shop, status: str) -> None:
    if status != "ready":
        shop.emulator.state.assumptions.choose("expired_unpaid_status", status)
    payment = opened(shop)
    shop.emulator.advance(7 * DAY - 1)
    assert shop.payments.get(payment.imp_uid).status == "ready"
    shop.emulator.advance(1)
    closed = shop.payments.get(payment.imp_uid)
    assert closed.status == status
    assert bool(closed.failed_at) == (status == "failed")
    assert bool(closed.cancelled_at) == (status == "cancelled")
    with pytest.raises(NotTaken) as refused:
        shop.emulator.deposit(payment.imp_uid)
    assert refused.value.reason == ("too_late" if status == "ready" else "not_waiting")
    assert told(shop) == [(payment.imp_uid, "ready")]


def test_what_was_paid_in_time_stays_paid(shop: Shop) -> None:
    payment = opened(shop)
    shop.emulator.advance(7 * DAY - 1)
    shop.emulator.deposit(payment.imp_uid)
    shop.emulator.advance(days=1)
    assert shop.payments.get(payment.imp_uid).status == "paid"


# Habits of PGs.


def test_who_the_holder_is(shop: Shop) -> None:
    buyer = {"buyer_name": "김하늘", "vbank_holder": "하늘상점"}
    assert opened(shop, provider="welcome", **buyer).vbank_holder == MERCHANT
    ksnet = opened(shop, provider="ksnet", product_type="real", **buyer)
    assert ksnet.vbank_holder == MERCHANT
    assert opened(shop, provider="tosspayments", **buyer).vbank_holder is None
    assert opened(shop).vbank_holder == MERCHANT


def test_a_fixed_account_is_always_the_same(shop: Shop) -> None:
    assert at_settle(shop, vbank_num="79012345678901").vbank_num == "79012345678901"
    of_customer = [
        opened(shop, f"o-{n}", "tosspayments", buyer_name="김하늘", vbank_key=key).vbank_num
        for n, key in enumerate(("customer-1", "customer-1", "customer-2"))
    ]
    assert of_customer[0] == of_customer[1] != of_customer[2]
    assert opened(shop, vbank_num="79012345678901").vbank_num != "79012345678901"


def test_escrow_is_what_settle_is_asked_for(shop: Shop) -> None:
    fixed = {"vbank_num": "79012345678901", "escrow_password": "secret"}
    assert at_settle(shop, buyer_email="haneul@example.com", **fixed).escrow
    with pytest.raises(InvalidRequest, match="buyer_email"):
        at_settle(shop, **fixed)
    assert not opened(shop, escrow_password="secret").escrow


def test_taxes_are_kept(shop: Shop) -> None:
    payment = opened(shop, tax_free=1_000, vat_amount=818)
    kept = shop.emulator.shop().payments.get(payment.imp_uid)
    assert kept is not None
    assert kept.tax_free == 1_000
    assert kept.vat_amount == 818


@pytest.mark.covers("vbanks.create", "wrong_pg_api_key")
@pytest.mark.covers("vbanks.revoke", "wrong_pg_api_key")
def test_inicis_wants_its_key_and_nobody_logs_it(shop: Shop) -> None:
    for key in ({}, {"pg_api_key": "wrong-key"}):
        with pytest.raises(InvalidRequest, match="hashData") as refused:
            opened_at_inicis(shop, **key)
        assert refused.value.case == "wrong_pg_api_key"
    payment = opened_at_inicis(shop, pg_api_key=pg.INICIS_API_KEY, vbank_code="04")
    assert (payment.vbank_code, payment.vbank_holder) == ("004", "하늘상점")
    with pytest.raises(InvalidRequest, match="hashData"):
        shop.vbanks.revoke(payment.imp_uid, pg_api_key="wrong-key")
    assert shop.payments.get(payment.imp_uid).status == "ready"
    assert shop.vbanks.revoke(payment.imp_uid, pg_api_key=pg.INICIS_API_KEY).status == "failed"
    log = repr(list(shop.emulator.requests))
    assert pg.INICIS_API_KEY not in log
    assert "wrong-key" not in log


# The unlimited kind.


def test_an_unlimited_account_takes_what_comes(shop: Shop) -> None:
    payment = unlimited(shop)
    assert (payment.status, payment.amount, payment.deposit_history) == ("ready", 0, [])
    shop.emulator.advance(days=30)  # whatever its due says
    shop.emulator.deposit(payment.imp_uid, 5_000, name="김하늘")
    shop.emulator.advance(60)
    shop.emulator.deposit(payment.imp_uid, 7_000)
    paid = shop.payments.get(payment.imp_uid)
    assert (paid.status, paid.amount) == ("paid", 0)
    assert [each.amount for each in paid.deposit_history] == [5_000, 7_000]
    first, second = paid.deposit_history
    assert (first.depositor_name, second.depositor_name) == ("김하늘", "김하늘")
    assert second.deposited_at - first.deposited_at == timedelta(seconds=60)
    assert first.pg_tid != second.pg_tid
    assert told(shop) == [
        (payment.imp_uid, "ready"),
        (payment.imp_uid, "paid"),
        (payment.imp_uid, "paid"),
    ]
    with pytest.raises(NotTaken, match="a transfer is a whole number of won, 1 or more, not"):
        shop.emulator.deposit(payment.imp_uid, 0)


def test_an_unlimited_account_needs_its_number_and_settle(shop: Shop) -> None:
    with pytest.raises(InvalidRequest, match="vbank_num"):
        at_settle(shop, fixed_unlimited_vbank=True)
    with pytest.raises(Declined, match="무제한"):
        opened(shop, fixed_unlimited_vbank=True)


@pytest.mark.parametrize("status", ["paid", "cancelled"])
def test_an_unlimited_account_takes_money_after_it_was_cancelled(shop: Shop, status: str) -> None:
    if status != "paid":
        shop.emulator.state.assumptions.choose("deposit_after_cancel", status)
    payment = unlimited(shop)
    shop.emulator.deposit(payment.imp_uid, 5_000)
    refund = {"refund_holder": "김하늘", "refund_bank": "004", "refund_account": "79012345678901"}
    cancelled = shop.payments.cancel(
        imp_uid=payment.imp_uid, amount="all", checksum=5_000, **refund
    )
    assert (cancelled.status, cancelled.cancel_amount) == ("cancelled", 5_000)
    shop.emulator.deposit(payment.imp_uid, 3_000)
    after = shop.payments.get(payment.imp_uid)
    assert after.status == status
    assert [each.amount for each in after.deposit_history] == [5_000, 3_000]
    assert told(shop)[-1] == (payment.imp_uid, status)


def test_an_unlimited_account_that_was_revoked_takes_nothing(shop: Shop) -> None:
    payment = unlimited(shop)
    shop.vbanks.revoke(payment.imp_uid)
    with pytest.raises(NotTaken) as refused:
        shop.emulator.deposit(payment.imp_uid, 5_000)
    assert refused.value.reason == "not_waiting"


# What a PG or PortOne refuses.


@pytest.mark.covers("vbanks.create", "declined")
def test_a_pg_opens_no_account(shop: Shop) -> None:
    buyer = {"buyer_name": "김하늘", "buyer_email": "haneul@example.com", "buyer_tel": "010"}
    with pytest.raises(Declined, match="F302"):
        opened(shop, amount=900_302)
    with pytest.raises(Declined, match="은행"):
        opened(shop, vbank_code="999")
    with pytest.raises(Declined, match="입금기한"):
        opened(shop, vbank_due=NOW)
    with pytest.raises(Declined, match="특수문자"):
        opened(shop, "o-1", "smartro_v2", vbank_holder="하늘상점", **buyer)
    assert opened(shop, "o1", "smartro_v2", vbank_holder="하늘상점", **buyer).status == "ready"
    with pytest.raises(Declined, match="10%"):
        opened(shop, provider="welcome", vat_amount=1_001, **buyer)
    assert opened(shop, provider="welcome", vat_amount=1_000, **buyer).status == "ready"


def test_an_account_that_a_pg_lets_fail(shop: Shop) -> None:
    with pytest.raises(Declined) as declined:
        opened(shop, amount=900_301)
    assert declined.value.outcome == "rejected"
    assert shop.payments.find("o-1").fail_reason == "[F301]잔액이 부족합니다."
    assert told(shop) == []


@pytest.mark.covers("vbanks.create", "refused")
def test_portone_opens_no_account(shop: Shop) -> None:
    with pytest.raises(Refused, match="지원하지 않는 PG사"):
        opened(shop, provider="kcp")
    shop.preparations.create(merchant_uid="o-1", amount=9_000)
    with pytest.raises(Refused, match="사전등록"):
        opened(shop)
    with pytest.raises(InvalidRequest, match="vbank_holder"):
        opened(shop, provider="settle")


# Changing and revoking.


@pytest.mark.covers("vbanks.update")
def test_an_account_waits_for_another_amount_and_longer(shop: Shop) -> None:
    payment = at_settle(shop)
    changed = shop.vbanks.update(payment.imp_uid, amount=12_000, vbank_due=NOW + 9 * DAY)
    assert changed.amount == 12_000
    assert changed.vbank_date - payment.vbank_date == timedelta(days=2)
    assert changed.vbank_num == payment.vbank_num
    with pytest.raises(NotTaken):
        shop.emulator.deposit(payment.imp_uid, 10_000)
    shop.emulator.advance(days=8)
    shop.emulator.deposit(payment.imp_uid, 12_000)
    assert shop.payments.get(payment.imp_uid).status == "paid"
    assert told(shop) == [(payment.imp_uid, "ready"), (payment.imp_uid, "paid")]


def test_an_account_closes_earlier_when_its_due_does(shop: Shop) -> None:
    payment = at_settle(shop)
    assert shop.vbanks.update(payment.imp_uid, vbank_due=NOW + DAY).amount == 10_000
    shop.emulator.advance(days=1)
    with pytest.raises(NotTaken) as refused:
        shop.emulator.deposit(payment.imp_uid)
    assert refused.value.reason == "too_late"


@pytest.mark.covers("vbanks.update", "not_waiting")
@pytest.mark.covers("vbanks.revoke", "not_waiting")
def test_only_what_waits_is_changed_or_revoked(shop: Shop) -> None:
    payment, card = at_settle(shop), shop.pay("o-2")
    shop.emulator.deposit(payment.imp_uid)
    for imp_uid in (payment.imp_uid, card.imp_uid):
        with pytest.raises(Conflict):
            shop.vbanks.update(imp_uid, amount=12_000)
        with pytest.raises(Conflict):
            shop.vbanks.revoke(imp_uid)
    assert shop.payments.get(payment.imp_uid).status == "paid"


@pytest.mark.covers("vbanks.update", "unknown_payment")
@pytest.mark.covers("vbanks.revoke", "unknown_payment")
def test_what_nobody_opened_is_not_changed_or_revoked(shop: Shop) -> None:
    with pytest.raises(NotFound, match="존재하지 않는 결제정보"):
        shop.vbanks.update("imp_000000000000", amount=12_000)
    with pytest.raises(NotFound, match="존재하지 않는 결제정보"):
        shop.vbanks.revoke("imp_000000000000")


@pytest.mark.covers("vbanks.update", "declined")
def test_a_pg_does_not_change_it(shop: Shop) -> None:
    payment = at_settle(shop)
    with pytest.raises(Declined, match="F302"):
        shop.vbanks.update(payment.imp_uid, amount=900_302)
    with pytest.raises(Declined, match="입금기한"):
        shop.vbanks.update(payment.imp_uid, amount=12_000, vbank_due=NOW)
    assert shop.payments.get(payment.imp_uid).amount == 10_000
    with pytest.raises(Declined, match="무제한"):
        shop.vbanks.update(unlimited(shop).imp_uid, amount=12_000)


@pytest.mark.covers("vbanks.update", "refused")
def test_portone_does_not_change_it(shop: Shop) -> None:
    with pytest.raises(Refused, match="지원하지 않는 PG사"):
        shop.vbanks.update(opened(shop).imp_uid, amount=12_000)
    shop.preparations.create(merchant_uid="o-2", amount=10_000)
    with pytest.raises(Refused, match="사전등록"):
        shop.vbanks.update(at_settle(shop, merchant_uid="o-2").imp_uid, amount=12_000)


@pytest.mark.covers("vbanks.revoke")
@pytest.mark.parametrize("status", ["failed", "cancelled"])
def test_nobody_pays_into_a_revoked_account(shop: Shop, status: str) -> None:
    if status != "failed":
        shop.emulator.state.assumptions.choose("revoked_unpaid_status", status)
    payment = opened(shop)
    revoked = shop.vbanks.revoke(payment.imp_uid)
    assert revoked.status == status
    assert assumed(shop) == (("vbanks.revoke revoked_unpaid_status",) if status == "failed" else ())
    assert (bool(revoked.failed_at), bool(revoked.cancelled_at)) == (
        status == "failed",
        status == "cancelled",
    )
    assert revoked.cancel_amount == 0
    listed = shop.payments.list_by_status(status)
    assert [each.imp_uid for each in listed.items] == [payment.imp_uid]
    with pytest.raises(NotTaken):
        shop.emulator.deposit(payment.imp_uid)
    with pytest.raises(Conflict):
        shop.vbanks.revoke(payment.imp_uid)
    assert told(shop) == [(payment.imp_uid, "ready")]


@pytest.mark.covers("vbanks.revoke", "declined")
def test_a_pg_does_not_revoke_it(shop: Shop) -> None:
    payment = opened(shop, amount=900_626)
    with pytest.raises(Declined) as declined:
        shop.vbanks.revoke(payment.imp_uid)
    assert declined.value.pg_message == "기 취소 거래"
    assert shop.payments.get(payment.imp_uid).status == "ready"


@pytest.mark.covers("vbanks.revoke", "refused")
def test_portone_does_not_revoke_it(shop: Shop) -> None:
    payment = opened_in_window(shop, "kcp")
    with pytest.raises(Refused, match="지원하지 않는 PG사"):
        shop.vbanks.revoke(payment)


def test_an_account_of_the_pay_window_is_revoked_and_not_changed(shop: Shop) -> None:
    with pytest.raises(Refused, match="API로 발급된"):
        shop.vbanks.update(opened_in_window(shop, "settle"), amount=12_000)
    assert shop.vbanks.revoke(opened_in_window(shop, "danal")).status == "failed"


def opened_in_window(shop: Shop, provider: str) -> str:
    """The imp_uid of an account that a customer got in the pay window."""
    with context_of(shop) as context:
        payment = begun_by(context, provider, "vbank")
        opened = virtual_accounts.open_account(
            context, payment, bank_code="088", holder=None, due=NOW + DAY
        )
    return opened.imp_uid


# Whose an account is.


@pytest.mark.covers("vbanks.get_holder")
def test_whose_an_account_is(shop: Shop) -> None:
    def holder(code: str, number: str) -> str:
        return str(shop.vbanks.get_holder(bank_code=code, bank_num=number).bank_holder)

    assert holder("088", "110-123-456789") == HOLDER
    payment = opened(shop, vbank_holder="하늘상점")
    assert holder("004", payment.vbank_num) == "하늘상점"
    assert holder("088", payment.vbank_num) == HOLDER


@pytest.mark.covers("vbanks.get_holder", "unknown_account")
@pytest.mark.parametrize(
    ("code", "number"), [("088", "11012340000"), ("999", "11012345678"), ("088", "11")]
)
def test_nobodys_account(shop: Shop, code: str, number: str) -> None:
    with pytest.raises(NotFound):
        shop.vbanks.get_holder(bank_code=code, bank_num=number)


@pytest.mark.covers("vbanks.get_holder", "bad_account")
def test_no_account(shop: Shop) -> None:
    with pytest.raises(InvalidRequest):
        shop.vbanks.get_holder(bank_code="088", bank_num="")
    with pytest.raises(InvalidRequest):
        shop.vbanks.get_holder(bank_code="", bank_num="11012345678")
