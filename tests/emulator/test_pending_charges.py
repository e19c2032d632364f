"""PGs that do not decide at once: what a charge shows until they do, and how it ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from portone_v1_emulator import Account, Clock, Emulator, NotTaken
from portone_v1_emulator.core.records import Person
from portone_v1_emulator.pgs.answers import IN_REVIEW
from portone_v1_emulator.shops.charging import conclude
from portone_v1_emulator.shops.keyring import keep

from .conftest import NOW
from .scenarios.orders import begun_by, context_of
from .v1 import V1

PAYS_LATE, FAILS_LATE = 900_201, 900_202
DAY = 24 * 3600


def key_at(v1: V1, provider: str, customer_uid: str = "c-1") -> None:
    """A billing key of a customer who has one at this PG."""
    with context_of(v1) as context:
        begun = begun_by(context, provider)
        keep(context, customer_uid, None, (begun.channel,), Person(), pay_method=begun.pay_method)


def pass_time(v1: V1, seconds: int) -> None:
    """Move the clock on, and get a new token: the old one has expired."""
    v1.emulator.advance(seconds)
    v1.sign_in()


def charge(v1: V1, provider: str, amount: int = PAYS_LATE, **more: Any) -> Any:
    key_at(v1, provider)
    given = {"currency": "USD", "buyer_email": "k@example.com", "browser_ip": "127.0.0.1"}
    return v1.again("o-1", amount, **given | more)


def bodies(emulator: Emulator) -> list[Any]:
    return [each.body["status"] for each in emulator.webhooks.log]


@pytest.mark.parametrize("provider", ["paypal_v2", "paymentwall"])
@pytest.mark.parametrize(("amount", "end"), [(PAYS_LATE, "paid"), (FAILS_LATE, "failed")])
def test_a_pending_charge_shows_as_failed_until_the_pg_decides(
    v1: V1, emulator: Emulator, provider: str, amount: int, end: str
) -> None:
    reply = charge(v1, provider, amount)
    assert (reply.code, reply.response["status"]) == (0, "failed")
    assert (reply.response["fail_reason"], reply.response["failed_at"]) == (IN_REVIEW, NOW)
    assert "late_charge_seconds" in (reply.assumes or "")
    assert bodies(emulator) == []
    path = f"/payments/{reply.response['imp_uid']}"
    emulator.advance(599)
    assert v1.get(path).response["status"] == "failed"
    assert v1.get(path).response["fail_reason"] == IN_REVIEW
    emulator.advance(1)
    payment = v1.get(path).response
    assert payment["status"] == end
    assert payment["fail_reason"] != IN_REVIEW
    assert (payment["fail_reason"] is None) is (end == "paid")
    assert (payment["paid_at"], payment["failed_at"]) == (
        (NOW + 600, 0) if end == "paid" else (0, NOW + 600)
    )
    assert bodies(emulator) == [end]


@pytest.mark.parametrize(("amount", "end"), [(PAYS_LATE, "paid"), (FAILS_LATE, "failed")])
def test_a_charge_of_payletter_is_ready_until_it_decides(
    v1: V1, emulator: Emulator, amount: int, end: str
) -> None:
    pending = charge(v1, "payletter", amount).response
    assert (pending["status"], pending["paid_at"], pending["failed_at"]) == ("ready", 0, 0)
    assert bodies(emulator) == []
    emulator.advance(600)
    assert v1.get(f"/payments/{pending['imp_uid']}").response["status"] == end
    assert bodies(emulator) == [end]


def test_a_window_of_the_old_paypal_shows_failed_too(v1: V1, emulator: Emulator) -> None:
    from portone_v1_emulator.pgs import answers as pg

    with context_of(v1) as context:
        payment = begun_by(context, "paypal", amount=PAYS_LATE, merchant_uid="o-1", currency="USD")
        conclude(context, payment, pg.verdict(amount=payment.amount, provider="paypal"))
    path = f"/payments/{payment.imp_uid}"
    assert v1.get(path).response["status"] == "failed"
    emulator.advance(600)
    assert v1.get(path).response["status"] == "paid"


def test_a_customer_may_bring_it_about(v1: V1, emulator: Emulator) -> None:
    key_at(v1, "payletter", "test-pays-late-1")
    pending = v1.again("o-1", customer_uid="test-pays-late-1").response
    assert pending["status"] == "ready"
    emulator.advance(600)
    assert v1.get("/payments/find/o-1").response["status"] == "paid"


@pytest.mark.parametrize("provider", ["nice_v2", "html5_inicis"])
def test_other_pgs_decide_at_once(v1: V1, provider: str) -> None:
    key_at(v1, provider)
    assert (
        v1.again("o-1", PAYS_LATE, buyer_name="김", buyer_email="k@example.com").response["status"]
        == "paid"
    )


@pytest.mark.parametrize("provider", ["paypal_v2", "paymentwall", "payletter"])
@pytest.mark.parametrize("paid", [True, False])
def test_it_is_decided_at_once_on_request(
    v1: V1, emulator: Emulator, provider: str, *, paid: bool
) -> None:
    imp_uid = charge(v1, provider, FAILS_LATE if paid else PAYS_LATE).response["imp_uid"]
    decided = emulator.decide(imp_uid, paid=paid, reason="[F999]거절")
    assert decided.status == ("paid" if paid else "failed")
    emulator.advance(600)  # what the amount stands for does not happen any more
    payment = v1.get(f"/payments/{imp_uid}").response
    assert payment["status"] == decided.status
    assert payment["fail_reason"] == (None if paid else "[F999]거절")
    assert bodies(emulator) == [decided.status]
    with pytest.raises(NotTaken, match="decided") as refused:
        emulator.decide(imp_uid, paid=True)
    assert refused.value.reason == "not_waiting"


@pytest.mark.parametrize(("action", "end"), [("pay", "paid"), ("decline", "failed")])
@pytest.mark.parametrize("provider", ["paymentwall", "payletter"])
def test_it_is_decided_by_the_control_api(
    v1: V1, emulator: Emulator, provider: str, action: str, end: str
) -> None:
    imp_uid = charge(v1, provider).response["imp_uid"]
    path = f"/_emulator/payments/{imp_uid}"
    assert v1.get(path).http.json()["can"] == ["pay", "decline"]
    shown = v1.post(f"{path}/{action}").http.json()
    assert (shown["payment"]["status"], shown["can"]) == (
        end,
        ["cancel"] if end == "paid" else [],
    )
    assert bodies(emulator) == [end]


def test_an_order_that_was_paid_meanwhile_is_not_paid_twice(v1: V1, emulator: Emulator) -> None:
    pending = charge(v1, "paypal_v2").response
    v1.pay("o-1")
    with pytest.raises(NotTaken) as refused:
        emulator.decide(pending["imp_uid"], paid=True)
    assert refused.value.reason == "order_was_paid"
    emulator.advance(600)
    payment = v1.get(f"/payments/{pending['imp_uid']}").response
    assert (payment["status"], payment["fail_reason"]) == (
        "failed",
        "이미 결제된 merchant_uid입니다.",
    )


@pytest.mark.parametrize("provider", ["paymentwall", "payletter"])
def test_a_scheduled_charge_may_be_pending_too(v1: V1, emulator: Emulator, provider: str) -> None:
    key_at(v1, provider)
    new = {
        "merchant_uid": "o-1",
        "schedule_at": NOW + DAY,
        "amount": PAYS_LATE,
        "name": "구독",
        "buyer_email": "k@example.com",
    }
    made = v1.post("/subscribe/payments/schedule", customer_uid="c-1", schedules=[new])
    assert made.code == 0, made.message
    pass_time(v1, DAY)
    path = "/subscribe/payments/schedule/o-1"
    shown_as = {"paymentwall": "failed", "payletter": "ready"}[provider]
    assert v1.get(path).response["payment_status"] == shown_as
    emulator.advance(600)
    assert v1.get(path).response["payment_status"] == "paid"


def test_recovery_charges_what_failed_in_the_end(v1: V1, emulator: Emulator) -> None:
    emulator.store.open_account(Account(emulator.api_key, emulator.api_secret, recovery=True))
    key_at(v1, "payletter")
    new = {"merchant_uid": "o-1", "schedule_at": NOW + DAY, "amount": FAILS_LATE, "name": "구독"}
    v1.post("/subscribe/payments/schedule", customer_uid="c-1", schedules=[new])
    pass_time(v1, DAY + 600)
    assert v1.get("/payments/findAll/o-1").response["total"] == 1
    pass_time(v1, 2 * DAY)
    assert v1.get("/payments/findAll/o-1").response["total"] == 2


def test_a_data_file_keeps_what_is_pending_and_whose_it_is(tmp_path: Path) -> None:
    file = tmp_path / "shop.db"

    def opened() -> Emulator:
        return Emulator(data=file, log_effects=True, clock=Clock(start=NOW, frozen=True))

    with opened() as emulator, V1(emulator) as v1:
        v1.http.headers["X-Emulator-Request"] = "r-1"
        assert charge(v1, "paymentwall").response["status"] == "failed"
    with opened() as emulator, V1(emulator) as v1:
        emulator.advance(600)
        assert v1.get("/payments/find/o-1").response["status"] == "paid"
        (decided,) = [effect for effect in emulator.effects if effect.job == "last word"]
        assert decided.request == "r-1"
