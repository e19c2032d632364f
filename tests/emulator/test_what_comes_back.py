"""What a request says and its record shows: the caller's User-Agent, custom_data, and the reason of a cancel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from portone_v1_emulator import Account, Emulator

from .conftest import NOW
from .scenarios.orders import paid_by
from .v1 import LACKS_FUNDS, V1, Reply

DAY = 24 * 3600
CALLER = "shop/1.0 (mark: K7Q2)"
DATA = '{"cart":17}'
FIXED = "sorry_not_supported_anymore"
BENEPIA = {"benepia_user": "haneul", "benepia_password": "benepia-password", "name": "관람권"}
KCP = {"channel_key": "channel-key-kcp"}
QUICK_PAY = {"channel_key": "channel-key-kcp_quick", "name": "코트"}


@pytest.fixture
def v1(v1: V1) -> V1:
    v1.http.headers["User-Agent"] = CALLER
    return v1


def pass_time(v1: V1, seconds: int) -> None:
    """Move the clock on, and get a new token: the old one has expired."""
    v1.emulator.advance(seconds)
    v1.sign_in()


def once_issued(v1: V1, **more: Any) -> Reply:
    assert v1.issue("c-1").code == 0
    return v1.again("o-1", **more)


def foreign(v1: V1, **more: Any) -> Reply:
    card = {"card_number": "4242424242424242", "expiry": "2035-12"}
    order = {"merchant_uid": "o-1", "amount": 1000}
    return v1.post("/subscribe/payments/foreign", **card | order | more)


def benepia(v1: V1, **more: Any) -> Reply:
    order = {"merchant_uid": "o-1", "amount": 1000}
    return v1.post("/benepia/payment", **order | BENEPIA | KCP | more)


def account(v1: V1, **more: Any) -> Reply:
    order = {"channel_key": "channel-key-settle", "merchant_uid": "o-1", "amount": 1000}
    terms = {"vbank_code": "004", "vbank_due": NOW + 3600, "vbank_holder": "하늘상점"}
    return v1.post("/vbanks", **order | terms | more)


def barcode(v1: V1, **more: Any) -> Reply:
    order = {"channel_key": "channel-key-galaxia", "merchant_uid": "o-1", "amount": 1000}
    return v1.post("/cvs", **order | more)


def prepaid_money(v1: V1, **more: Any) -> Reply:
    order = {"merchant_uid": "o-1", "amount": 1000, "member_id": "member_1"}
    checked = {"imp_uid": "imp_123456789012"}
    return v1.post("/kcpquick/payment/money", **order | QUICK_PAY | checked | more)


def schedule(v1: V1, **more: Any) -> Reply:
    new = {"merchant_uid": "o-1", "schedule_at": NOW + DAY, "amount": 1000, "name": "구독"}
    return v1.post("/subscribe/payments/schedule", customer_uid="c-1", schedules=[new | more])


CHARGES: list[Callable[..., Reply]] = [
    lambda v1, **more: v1.onetime("o-1", **more),
    once_issued,
    foreign,
    benepia,
    account,
    barcode,
]
NAMES = ["onetime", "again", "foreign", "benepia", "vbanks", "cvs"]


@pytest.mark.parametrize("charge", CHARGES, ids=NAMES)
def test_a_charge_shows_its_caller_and_custom_data(v1: V1, charge: Callable[..., Reply]) -> None:
    answered = charge(v1, custom_data=DATA).response
    shown = v1.get(f"/payments/{answered['imp_uid']}").response
    for payment in (answered, shown):
        assert (payment["user_agent"], payment["custom_data"]) == (CALLER, DATA)


def test_a_declined_charge_shows_its_caller_too(v1: V1) -> None:
    declined = v1.onetime("o-1", card_number=LACKS_FUNDS, custom_data=DATA).response
    assert (declined["status"], declined["user_agent"]) == ("failed", CALLER)
    assert declined["custom_data"] == DATA


@pytest.mark.parametrize("charge", CHARGES, ids=NAMES)
def test_before_mid_2020_a_charge_showed_a_fixed_text(
    v1: V1, emulator: Emulator, charge: Callable[..., Reply]
) -> None:
    emulator.state.assumptions.choose("user_agent_of_charges", "fixed")
    assert charge(v1).response["user_agent"] == FIXED


def test_a_caller_without_a_user_agent_is_shown_as_none(v1: V1) -> None:
    del v1.http.headers["User-Agent"]
    assert v1.onetime("o-1").response["user_agent"] is None


def test_a_window_shows_the_customers_browser(v1: V1, emulator: Emulator) -> None:
    payment = paid_by(v1, "nice_v2", user_agent="Mozilla/5.0")
    assert v1.get(f"/payments/{payment.imp_uid}").response["user_agent"] == "Mozilla/5.0"


# Schedules.


def test_a_schedule_keeps_custom_data_and_its_payment_shows_no_caller(
    v1: V1, emulator: Emulator
) -> None:
    v1.issue("c-1")
    (made,) = schedule(v1, custom_data=DATA).response
    assert made["custom_data"] == DATA
    pass_time(v1, DAY)
    executed = v1.get("/subscribe/payments/schedule/o-1").response
    assert executed["custom_data"] == DATA
    payment = v1.get(f"/payments/{executed['imp_uid']}").response
    assert (payment["status"], payment["custom_data"]) == ("paid", DATA)
    assert payment["user_agent"] is None


def test_custom_data_stays_when_a_schedule_is_moved(v1: V1, emulator: Emulator) -> None:
    v1.issue("c-1")
    schedule(v1, custom_data=DATA)
    path = "/subscribe/payments/schedule/o-1"
    assert v1.put(path, schedule_at=NOW + 2 * DAY).response["custom_data"] == DATA
    pass_time(v1, 2 * DAY)
    assert v1.get("/payments/find/o-1").response["custom_data"] == DATA


def test_a_retried_schedule_shows_who_retried_it(v1: V1, emulator: Emulator) -> None:
    v1.issue("c-1", LACKS_FUNDS)
    schedule(v1, custom_data=DATA)
    pass_time(v1, DAY)
    v1.issue("c-1")
    v1.http.headers["User-Agent"] = "console/2"
    paid = v1.post("/subscribe/payments/schedule/o-1/retry").response
    assert (paid["status"], paid["user_agent"]) == ("paid", "console/2")
    assert paid["custom_data"] == DATA


def test_recovery_shows_no_caller(v1: V1, emulator: Emulator) -> None:
    emulator.store.open_account(Account(emulator.api_key, emulator.api_secret, recovery=True))
    v1.issue("c-1", LACKS_FUNDS)
    schedule(v1)
    pass_time(v1, DAY)
    v1.issue("c-1")
    pass_time(v1, 2 * DAY)
    payments = v1.get("/payments/findAll/o-1").response["list"]
    assert [(each["status"], each["user_agent"]) for each in payments] == [
        ("paid", None),
        ("failed", None),
    ]


# Cancels.


def test_the_reason_of_a_cancel_stands_in_its_row(v1: V1) -> None:
    uid = v1.pay("o-1")
    v1.cancel(imp_uid=uid, amount=300, reason="변심")
    v1.cancel(imp_uid=uid, amount=200)
    rows = v1.get(f"/payments/{uid}").response["cancel_history"]
    assert [row["reason"] for row in rows] == ["변심", None]


def test_a_reason_of_256_characters_comes_back_whole(v1: V1) -> None:
    uid = v1.pay("o-1")
    reason = "가" * 256
    cancelled = v1.cancel(imp_uid=uid, reason=reason).response
    assert cancelled["cancel_history"][0]["reason"] == reason


def test_a_longer_reason_is_refused_or_cut(v1: V1, emulator: Emulator) -> None:
    uid = v1.pay("o-1")
    reason = "가" * 257
    refused = v1.cancel(imp_uid=uid, reason=reason)
    assert (refused.status, refused.code) == (400, -1)
    assert "long_cancel_reason" in (refused.assumes or "")
    emulator.state.assumptions.choose("long_cancel_reason", "cut")
    cancelled = v1.cancel(imp_uid=uid, reason=reason).response
    assert cancelled["cancel_history"][0]["reason"] == "가" * 256


def test_a_cancel_in_the_console_has_portones_own_reason(v1: V1, emulator: Emulator) -> None:
    uid = v1.pay("o-1")
    assert emulator.cancel_in_console(uid, 400).cancel_amount == 400
    payment = v1.get(f"/payments/{uid}").response
    assert [row["reason"] for row in payment["cancel_history"]] == ["관리자페이지취소"]
    assert emulator.webhooks.log[-1].body["status"] == "cancelled"
    assert emulator.cancel_in_console(uid).status == "cancelled"


def test_a_cancel_in_the_console_may_be_refused(v1: V1, emulator: Emulator) -> None:
    from portone_v1_emulator import NotCancelled, NotTaken

    uid = v1.pay("o-1", 900_626)
    with pytest.raises(NotCancelled, match="500626"):
        emulator.cancel_in_console(uid)
    with pytest.raises(NotTaken) as unknown:
        emulator.cancel_in_console("imp_0")
    assert unknown.value.reason == "unknown_payment"
    assert v1.get(f"/payments/{uid}").response["cancel_history"] == []


def test_a_console_cancel_at_naver_pay_needs_no_words(v1: V1, emulator: Emulator) -> None:
    payment = paid_by(v1, "naverpay")
    assert emulator.cancel_in_console(payment.imp_uid).status == "cancelled"
