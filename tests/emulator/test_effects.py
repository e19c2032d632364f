"""The log of effects: which request did what, whatever its caller was told."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from portone_v1_emulator import Account, Clock, Effect, Emulator
from portone_v1_emulator.core.faults import FaultKind
from portone_v1_emulator.core.records import Payment, Schedule

from .conftest import NOW
from .v1 import LACKS_FUNDS, OVER_LIMIT, V1

DAY = 24 * 3600
Made = list[tuple[str, str]]


@pytest.fixture(scope="module")
def logging() -> Iterator[Emulator]:
    clock = Clock(start=NOW, frozen=True)
    with Emulator(clock=clock, log_effects=True) as emulator:
        yield emulator


@pytest.fixture
def emulator(logging: Emulator) -> Emulator:
    logging.reset()
    return logging


def named(v1: V1, name: str) -> None:
    """Let the next requests bear this identity."""
    v1.http.headers["X-Emulator-Request"] = name


def of(emulator: Emulator, request: str) -> list[Effect]:
    return [effect for effect in emulator.effects if effect.request == request]


def made(effect: Effect) -> Made:
    return [(each.kind, each.identity) for each in effect.changes if each.old is None]


def test_it_is_off_unless_it_is_asked_for() -> None:
    emulator = Emulator()
    with pytest.raises(RuntimeError, match="log_effects=True"):
        _ = emulator.effects


def test_a_charge_is_logged_with_its_answer_and_its_payment(v1: V1, emulator: Emulator) -> None:
    named(v1, "r-1")
    uid = v1.pay("o-1", 1000, custom_data="{}")
    (effect,) = of(emulator, "r-1")
    assert (effect.operation, effect.job, effect.at) == ("subscribe.onetime", None, NOW)
    assert (effect.status, effect.code, effect.account) == (200, 0, emulator.api_key)
    assert (effect.arguments["merchant_uid"], effect.arguments["custom_data"]) == ("o-1", "{}")
    assert made(effect) == [("Payment", uid)]
    (change,) = effect.changes
    assert isinstance(change.new, Payment)
    assert change.new.status == "paid"
    assert "4242" not in repr(effect).replace(f"{change.new!r}", "")


def test_requests_without_a_name_are_numbered(v1: V1, emulator: Emulator) -> None:
    v1.pay("o-1")
    v1.pay("o-2")
    first, second = emulator.effects[-2], emulator.effects[-1]
    assert first.request is not None
    assert second.request == str(int(first.request) + 1)


def test_a_refusal_changes_nothing_and_a_declined_charge_leaves_its_payment(
    v1: V1, emulator: Emulator
) -> None:
    named(v1, "refused")
    assert v1.again("o-1").code == 1
    (effect,) = of(emulator, "refused")
    assert (effect.status, effect.code, effect.changes) == (200, 1, ())
    assert effect.message == "등록되지 않은 구매자입니다."
    named(v1, "declined")
    v1.onetime("o-2", card_number=OVER_LIMIT)
    (effect,) = of(emulator, "declined")
    assert (effect.code, [kind for kind, _ in made(effect)]) == (-1, ["Payment"])


@pytest.mark.parametrize(("fault", "seconds"), [("drop_after", 0), ("late", 60)])
def test_a_lost_request_is_logged_when_it_is_done(
    v1: V1, emulator: Emulator, fault: FaultKind, seconds: int
) -> None:
    named(v1, "lost")
    emulator.fail(fault, "subscribe.onetime", seconds=seconds)
    with pytest.raises(httpx.RemoteProtocolError):
        v1.onetime("o-1")
    named(v1, "other")
    emulator.advance(seconds)
    (effect,) = of(emulator, "lost")
    assert (effect.operation, effect.at) == ("subscribe.onetime", NOW + seconds)
    assert (effect.code, [kind for kind, _ in made(effect)]) == (0, ["Payment"])


def test_a_request_that_never_arrived_is_not_logged(v1: V1, emulator: Emulator) -> None:
    named(v1, "gone")
    for kind in ("gateway_404", "rate_limited", "unauthorized"):
        emulator.fail(kind, "subscribe.onetime")
        v1.onetime("o-1")
    assert of(emulator, "gone") == []


@pytest.mark.parametrize("seconds", [0, 60])
def test_a_duplicate_has_the_identity_of_the_original(
    v1: V1, emulator: Emulator, seconds: int
) -> None:
    uid = v1.pay("o-1")
    named(v1, "twice")
    emulator.fail("duplicate", "payments.cancel", seconds=seconds)
    v1.cancel(imp_uid=uid, amount=300)
    named(v1, "other")
    emulator.advance(seconds)
    first, second = of(emulator, "twice")
    assert (first.at, second.at) == (NOW, NOW + seconds)
    rows = [identity for kind, identity in made(first) + made(second) if kind == "Cancellation"]
    shown = v1.get(f"/payments/{uid}").response["cancel_history"]
    assert rows == [row["cancellation_id"] for row in shown]


def test_a_cancel_row_is_of_the_request_that_made_it(v1: V1, emulator: Emulator) -> None:
    uid = v1.pay("o-1")
    for name in ("c-1", "c-2"):
        named(v1, name)
        v1.cancel(imp_uid=uid, amount=300)
    named(v1, "read")
    rows = v1.get(f"/payments/{uid}").response["cancel_history"]
    for name, row in zip(("c-1", "c-2"), rows, strict=True):
        (effect,) = of(emulator, name)
        assert made(effect) == [("Cancellation", row["cancellation_id"])]


def test_a_schedules_charge_is_of_the_request_that_scheduled_it(v1: V1, emulator: Emulator) -> None:
    named(v1, "issue")
    v1.issue("c-1")
    assert ("BillingKey", "c-1") in made(of(emulator, "issue")[0])
    named(v1, "schedule")
    new = {"merchant_uid": "o-1", "schedule_at": NOW + DAY, "amount": 1000, "name": "구독"}
    v1.post("/subscribe/payments/schedule", customer_uid="c-1", schedules=[new])
    emulator.advance(DAY)
    asked, executed = of(emulator, "schedule")
    assert made(asked) == [("Schedule", "o-1")]
    assert (executed.operation, executed.job, executed.subject) == (None, "schedule", "o-1")
    payment, schedule = executed.changes
    assert isinstance(payment.new, Payment)
    assert isinstance(schedule.new, Schedule)
    assert schedule.new.imp_uid == payment.identity
    assert (payment.old, executed.at) == (None, NOW + DAY)


def test_what_was_moved_is_charged_because_of_the_move(v1: V1, emulator: Emulator) -> None:
    v1.issue("c-1")
    named(v1, "schedule")
    new = {"merchant_uid": "o-1", "schedule_at": NOW + DAY, "amount": 1000, "name": "구독"}
    v1.post("/subscribe/payments/schedule", customer_uid="c-1", schedules=[new])
    named(v1, "move")
    v1.put("/subscribe/payments/schedule/o-1", schedule_at=NOW + 2 * DAY)
    emulator.advance(3 * DAY)
    assert [made(effect) for effect in of(emulator, "schedule")] == [[("Schedule", "o-1")], []]
    moved, executed = of(emulator, "move")
    assert made(moved) == []
    assert [kind for kind, _ in made(executed)] == ["Payment"]


def test_a_pending_charge_is_decided_for_its_request(v1: V1, emulator: Emulator) -> None:
    from .test_pending_charges import charge

    named(v1, "pending")
    charge(v1, "payletter")
    emulator.advance(600)
    begun, decided = of(emulator, "pending")
    assert (begun.operation, decided.job) == ("subscribe.again", "last word")
    (change,) = decided.changes
    assert isinstance(change.new, Payment)
    assert change.new.status == "paid"


def test_recovery_is_of_the_request_that_scheduled(v1: V1, emulator: Emulator) -> None:
    emulator.store.open_account(Account(emulator.api_key, emulator.api_secret, recovery=True))
    v1.issue("c-1", LACKS_FUNDS)
    named(v1, "schedule")
    new = {"merchant_uid": "o-1", "schedule_at": NOW + DAY, "amount": 1000, "name": "구독"}
    v1.post("/subscribe/payments/schedule", customer_uid="c-1", schedules=[new])
    emulator.advance(3 * DAY)
    assert [effect.job for effect in of(emulator, "schedule")] == [None, "schedule", "recovery"]


def test_what_nobody_asked_for_by_api_has_no_request(v1: V1, emulator: Emulator) -> None:
    uid = v1.pay("o-1")
    emulator.cancel_in_console(uid, 300)
    effect = emulator.effects[-1]
    assert (effect.request, effect.operation, effect.job) == (None, None, None)
    assert [kind for kind, _ in made(effect)] == ["Cancellation"]
    v1.post(f"/_emulator/payments/{uid}/cancel", amount=100)
    assert emulator.effects[-1].request is None
    assert [kind for kind, _ in made(emulator.effects[-1])] == ["Cancellation"]


def test_a_read_is_logged_and_changes_nothing(v1: V1, emulator: Emulator) -> None:
    named(v1, "read")
    v1.get("/payments/imp_0")
    (effect,) = of(emulator, "read")
    assert (effect.operation, effect.status, effect.changes) == ("payments.get", 404, ())
    assert effect.arguments["imp_uid"] == "imp_0"


def test_a_name_changes_nothing_in_what_is_answered(v1: V1) -> None:
    uid = v1.pay("o-1")
    plain = v1.get(f"/payments/{uid}").http
    named(v1, "x")
    same = v1.get(f"/payments/{uid}").http
    assert (plain.content, plain.headers) == (same.content, same.headers)


def test_it_begins_anew_with_the_emulator(v1: V1, emulator: Emulator) -> None:
    v1.pay("o-1")
    assert len(emulator.effects) > 0
    emulator.reset()
    assert len(emulator.effects) == 0


def test_it_is_bounded(emulator: Emulator) -> None:
    assert emulator.effects.maxlen == 100_000
