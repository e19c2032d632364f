"""`portone.resolve`: what it asks, what it makes of the answers, and when it says to ask again."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from virtual_v1 import PHRASE, Fate, VirtualV1

from portone_v1 import (
    AlreadyDone,
    Attempt,
    AuthenticationError,
    ConfigurationError,
    Declined,
    NoAnswer,
    PermissionDenied,
    PortOneError,
    Resolution,
)
from portone_v1.models import NaverProductOrder, Schedule
from portone_v1_api.operations import OPERATIONS
from portone_v1_api.payloads import PartialList

LOST = Fate(delay=None, answered=False)
CHARGE: dict[str, Any] = {
    "customer_uid": "c",
    "merchant_uid": "o",
    "name": "구독 11월",
    "amount": 1000,
}


class Recorded(VirtualV1):
    """Answers look-ups from `records`, by their paths; what is not there is unknown."""

    def __init__(self, **records: Any) -> None:
        super().__init__(fate=LOST)
        self.records: dict[str, Any] = {}
        self.asked: list[str] = []
        self.queries: list[str] = []
        self.tiers: list[str | None] = []
        self.takes = 0.0
        self.status = 200

    def send(self, request: Any) -> Any:
        if "getToken" not in request.url:
            self.tiers.append(request.headers.get("tier"))
            self.queries.append(urlsplit(request.url).query)
        return super().send(request)

    def _answer(self, path: str) -> Any:
        self.asked.append(path)
        self.wait(self.takes)
        found = self.records.get(path)
        status = self.status if self.status != 200 else 200 if found is not None else 404
        code = 0 if status == 200 else -1
        return status, {"code": code, "message": "아니요" if code else None, "response": found}


def lost(
    v1: Recorded, operation: str, *, tier: str | None = None, **arguments: Any
) -> PortOneError:
    """The error of a write whose answer was lost."""
    with pytest.raises(NoAnswer) as caught:
        v1.client().with_options(tier=tier).request(operation, **arguments)
    return caught.value


def resolution(v1: Recorded, subject: PortOneError | Attempt) -> Resolution:
    found = v1.client().resolve(subject)
    rule = OPERATIONS[found.attempt.operation].resolve
    assert rule is not None
    assert re.fullmatch(PHRASE, found.reason) or found.reason == rule.reason
    return found


def page(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"total": len(rows), "previous": 0, "next": 0, "list": list(rows)}


ORDERS = "/payments/findAll/o"


# What it takes


def test_an_error_or_an_attempt() -> None:
    v1 = Recorded()
    error = lost(v1, "subscribe.again", **CHARGE)
    assert error.attempt is not None
    assert resolution(v1, error)[:3] == resolution(v1, error.attempt)[:3]
    interruption = KeyboardInterrupt()
    interruption.attempt = error.attempt  # type: ignore[attr-defined]
    assert v1.client().resolve(interruption).state == "unknown"
    for nothing in (PortOneError("no"), KeyboardInterrupt(), None, "o"):
        with pytest.raises(
            ConfigurationError, match=r"^resolve takes an Attempt, .* nothing was sent$"
        ):
            resolution(v1, nothing)  # type: ignore[arg-type]
    for operation in ("payments.get", "subscribe.agian"):
        with pytest.raises(ConfigurationError, match=operation):
            resolution(v1, error.attempt._replace(operation=operation))


def test_another_account_of_the_same_shop_looks_for_its_tier() -> None:
    v1 = Recorded()
    error = lost(v1, "subscribe.again", tier="AB1", **CHARGE)
    v1.tiers.clear()
    assert resolution(v1, error).state == "unknown"
    assert v1.client().with_options(tier="ZZ9").resolve(error).state == "unknown"
    assert v1.tiers == ["AB1", "AB1"]


def test_all_payments_of_an_order_are_looked_at() -> None:
    v1 = Recorded()
    error = lost(v1, "subscribe.again", **CHARGE)
    v1.queries.clear()
    resolution(v1, error)
    assert v1.queries == ["limit=100&sorting=-started"]


def test_the_client_of_another_account_would_find_nothing_and_is_refused() -> None:
    v1 = Recorded()
    attempt = lost(v1, "subscribe.again", **CHARGE).attempt
    assert attempt is not None
    v1.wait(10_000)
    v1.asked.clear()
    with pytest.raises(
        ConfigurationError, match=r"^the attempt is of another account: resolve it with .* client$"
    ):
        v1.client("another-key").resolve(attempt)
    assert v1.asked == []
    assert v1.client().resolve(attempt).state == "did_not_happen"


def test_an_attempt_that_names_no_account_is_resolved_by_any() -> None:
    v1 = Recorded()
    attempt = lost(v1, "subscribe.again", **CHARGE).attempt
    assert attempt is not None
    stored = json.loads(attempt.to_json())
    assert len(stored.pop("account")) == 8
    old = Attempt.from_json(json.dumps(stored))
    assert v1.client("another-key").resolve(old).state == "unknown"


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("operation", 5),
        ("identities", None),
        ("tier", 5),
        ("amount", []),
        ("sent_at", "2026-01-01T00:00:00"),
        ("spread", "1"),
        ("known", None),
        ("known", ["merchant_uid"]),
        ("first", "no"),
        ("account", None),
    ],
)
def test_an_attempt_that_was_stored_badly_is_refused_by_name(field: str, wrong: Any) -> None:
    v1 = Recorded()
    attempt = lost(v1, "subscribe.again", **CHARGE).attempt
    assert attempt is not None
    v1.asked.clear()
    with pytest.raises(ConfigurationError, match=field):
        Attempt.from_json(json.dumps(json.loads(attempt.to_json()) | {field: wrong}))
    by_hand: dict[str, Any] = {field: datetime(2026, 1, 1) if field == "sent_at" else wrong}
    with pytest.raises(ConfigurationError, match=field):
        v1.client().resolve(attempt._replace(**by_hand))
    assert v1.asked == []


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", "{", '{"sent_at": 1}', "[" * 100_000])
def test_what_is_no_attempt_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError, match="this is no attempt: give what"):
        Attempt.from_json(text)


# When to ask again


def test_it_is_asked_again_soon_at_first_and_seldom_later() -> None:
    v1 = Recorded()
    error = lost(v1, "subscribe.again", **CHARGE)
    pauses: list[float] = []
    for seconds in (0, 20, 100):
        v1.wait(seconds)
        found = resolution(v1, error)
        assert (found.state, found.happened, found.error) == ("unknown", None, None)
        pauses.append(found.retry_after or 0)
    assert pauses[0] == 2
    assert 17 < pauses[1] < 21
    assert pauses[2] == 60


def test_the_quiet_period_is_over_when_the_look_up_begins() -> None:
    v1 = Recorded()
    error = lost(v1, "subscribe.again", **CHARGE)
    v1.wait(590)
    v1.takes = 100
    assert resolution(v1, error).state == "unknown"
    v1.takes = 0
    found = resolution(v1, error)
    assert (found.state, found.happened, found.retry_after) == ("did_not_happen", False, None)
    assert found.reason == "there is no payment of the order that is newer, 600 s after it was sent"


def test_it_counts_by_the_servers_clock() -> None:
    v1 = Recorded()
    error = lost(v1, "subscribe.again", **CHARGE)
    assert error.attempt is not None
    # It was sent by a process whose own clock was an hour behind, which changes nothing.
    early = error.attempt._replace(sent_at=error.attempt.sent_at - timedelta(seconds=620))
    assert resolution(v1, early).state == "did_not_happen"
    uncertain = early._replace(spread=30.0)
    assert resolution(v1, uncertain).state == "unknown"


def test_without_an_answer_nothing_is_known() -> None:
    v1 = Recorded()
    error = lost(v1, "subscribe.again", **CHARGE)
    v1.wait(2000)
    for status in (429, 502):
        v1.status = status
        found = resolution(v1, error)
        assert (found.state, found.retry_after) == ("unknown", 2)
        assert found.reason == "the look-up got no answer"


@pytest.mark.parametrize(
    ("status", "refused"), [(401, AuthenticationError), (403, PermissionDenied)]
)
def test_a_refusal_of_the_look_up_is_raised(status: int, refused: type[PortOneError]) -> None:
    v1 = Recorded()
    error = lost(v1, "subscribe.again", **CHARGE)
    v1.status = status
    with pytest.raises(refused):
        resolution(v1, error)


def test_a_payment_under_way_is_asked_for_however_long_it_takes() -> None:
    v1 = Recorded()
    error = lost(v1, "subscribe.again", **CHARGE)
    v1.records[ORDERS] = page({"status": "ready", "started_at": v1.clock})
    v1.wait(5000)
    found = resolution(v1, error)
    assert (found.state, found.retry_after) == ("unknown", 60)
    assert found.reason == "a payment of the order is under way"


def test_elsewhere_a_failed_payment_may_be_anothers() -> None:
    v1 = Recorded()
    error = lost(v1, "subscribe.again", **CHARGE)
    v1.records[ORDERS] = page({"status": "failed", "started_at": v1.clock})
    assert resolution(v1, error).state == "unknown"
    v1.wait(700)
    found = resolution(v1, error)
    assert (found.state, found.error) == ("did_not_happen", None)


def test_elsewhere_it_is_remembered_that_another_was_sent_before() -> None:
    v1 = Recorded()
    error = lost(v1, "payments.cancel", imp_uid="imp_1", amount=300)
    assert error.attempt is not None
    row = {"amount": 300, "cancelled_at": v1.clock, "cancellation_id": "1"}
    v1.records["/payments/imp_1"] = {"amount": 1000, "paid_at": 5, "cancel_history": [row]}
    assert resolution(v1, error).state == "happened"
    assert resolution(v1, error.attempt._replace(first=False)).state == "unknown"


def test_a_cancel_is_known_by_the_balance_that_its_checksum_names() -> None:
    v1 = Recorded()
    for checksum, state in ((700, "unknown"), (1000, "happened")):
        error = lost(v1, "payments.cancel", imp_uid="imp_1", amount=300, checksum=checksum)
        row = {"amount": 300, "cancelled_at": v1.clock, "cancellation_id": "1"}
        v1.records["/payments/imp_1"] = {"amount": 1000, "paid_at": 5, "cancel_history": [row]}
        assert resolution(v1, error).state == state


@pytest.mark.parametrize(("amount", "fate", "first"), [(300, LOST, False), (5000, Fate(), True)])
def test_what_nobody_knows_may_still_come_and_what_was_refused_may_not(
    amount: int, fate: Fate, first: bool
) -> None:
    v1 = VirtualV1(fate=fate)
    portone = v1.client()
    with pytest.raises(PortOneError):
        portone.payments.cancel(imp_uid="imp_1", amount=amount)
    v1.wait(10)
    v1.fate = LOST
    with pytest.raises(NoAnswer) as caught:
        portone.payments.cancel(imp_uid="imp_1", amount=300)
    assert caught.value.attempt is not None
    assert caught.value.attempt.first is first


# What it tells


@pytest.mark.parametrize("tier", [None, "AB1"])
def test_the_error_that_the_call_would_have_raised(tier: str | None) -> None:
    v1 = Recorded()
    portone = v1.client().with_options(tier=tier)
    with pytest.raises(NoAnswer) as caught:
        portone.subscribe.again(**CHARGE)
    failed = {"status": "failed", "started_at": v1.clock, "fail_reason": "[F302]한도 초과"}
    v1.records[ORDERS] = page(failed)
    found = portone.resolve(caught.value)
    assert (found.state, found.reason) == ("did_not_happen", "the payment failed")
    declined = found.error
    assert isinstance(declined, Declined)
    assert (declined.pg_code, declined.code, declined.outcome) == ("F302", 0, "rejected")
    assert declined.operation == "subscribe.again"
    assert declined.payment is not None
    assert declined.payment.raw == failed
    assert declined.attempt == caught.value.attempt
    v1.records[ORDERS] = page(failed | {"fail_reason": None})
    assert "the payment failed" in str(portone.resolve(caught.value).error)


def test_an_order_that_had_been_paid_before() -> None:
    v1 = Recorded()
    v1.records[ORDERS] = page(
        {"status": "paid", "started_at": v1.clock - 9, "paid_at": v1.clock - 8}
    )
    found = resolution(v1, lost(v1, "subscribe.again", **CHARGE))
    assert (found.state, found.happened) == ("did_not_happen", False)
    assert isinstance(found.error, AlreadyDone)
    assert "the order had been paid before" in str(found.error)
    assert found.error.attempt is found.attempt
    assert found.error.operation == "subscribe.again"


def test_an_order_that_is_paid_in_another_way() -> None:
    v1 = Recorded()
    error = lost(v1, "subscribe.again", **CHARGE)
    in_window = {"status": "paid", "started_at": v1.clock, "paid_at": v1.clock, "channel": "pc"}
    v1.records[ORDERS] = page(in_window)
    found = resolution(v1, error)
    assert (found.state, found.error) == ("unknown", None)
    v1.wait(700)
    found = resolution(v1, error)
    assert found.state == "did_not_happen"
    assert isinstance(found.error, AlreadyDone)
    assert "the order was paid in another way" in str(found.error)


def schedule(merchant_uid: str, at: int, status: str = "scheduled") -> dict[str, Any]:
    told = {"merchant_uid": merchant_uid, "customer_uid": "c", "schedule_at": at, "amount": 100}
    return told | {"schedule_status": status}


def test_of_several_schedules_all_or_none_are_there() -> None:
    v1 = Recorded()
    plans = [
        {"merchant_uid": uid, "schedule_at": 1_800_000_000, "amount": 100, "name": "구독"}
        for uid in "ab"
    ]
    error = lost(v1, "subscribe.schedule", customer_uid="c", schedules=plans)
    paths = [f"/subscribe/payments/schedule/{uid}" for uid in "ab"]
    v1.records[paths[0]] = schedule("a", 1_800_000_000)
    found = resolution(v1, error)
    assert (found.state, found.reason) == ("unknown", "it is not there")
    assert v1.asked == paths
    v1.records[paths[1]] = schedule("b", 1_800_000_000)
    found = resolution(v1, error)
    assert found.state == "happened"
    assert [type(each) for each in found.result] == [Schedule, Schedule]
    assert [each.merchant_uid for each in found.result] == ["a", "b"]


def test_one_of_a_list_comes_in_a_list() -> None:
    v1 = Recorded()
    plan = {"merchant_uid": "a", "schedule_at": 1_800_000_000, "amount": 100, "name": "구독"}
    error = lost(v1, "subscribe.schedule", customer_uid="c", schedules=[plan])
    v1.records["/subscribe/payments/schedule/a"] = schedule("a", 1_800_000_000)
    assert [each.merchant_uid for each in resolution(v1, error).result] == ["a"]


def test_of_what_was_revoked_that_is_returned() -> None:
    v1 = Recorded()
    error = lost(v1, "subscribe.unschedule", customer_uid="c", merchant_uids=["a", "b", "x"])
    v1.records["/subscribe/payments/schedule/a"] = schedule("a", 1, "executed")
    v1.records["/subscribe/payments/schedule/b"] = schedule("b", 1, "revoked")
    found = resolution(v1, error)
    assert found.state == "happened"
    assert [each.merchant_uid for each in found.result] == ["b"]


def test_what_was_meant_by_all_is_not_known_afterwards() -> None:
    v1 = Recorded()
    error = lost(v1, "subscribe.unschedule", customer_uid="c", merchant_uids="all")
    found = resolution(v1, error)
    assert (found.state, found.happened, v1.asked) == ("cannot_know", None, [])
    assert found.reason.startswith("Which schedules of the customer it was for is not known")
    assert error.attempt is not None
    bare = error.attempt._replace(operation="subscribe.again", known={})
    assert resolution(v1, bare).reason == "it names nothing that can be looked up"


def test_what_v1_does_not_show_cannot_be_known() -> None:
    v1 = Recorded()
    error = lost(v1, "naver.deposit_point", imp_uid="imp_1")
    found = resolution(v1, error)
    assert (found.state, v1.asked) == ("cannot_know", [])
    assert found.reason == "A payment does not tell whether its points were given."


def test_product_orders_come_as_they_would_have() -> None:
    v1 = Recorded()
    error = lost(v1, "naver.cancel", imp_uid="imp_1", product_order_ids=["a"])
    orders = [
        {"product_order_id": uid, "claim_status": status}
        for uid, status in (("a", "CANCEL_DONE"), ("b", None))
    ]
    v1.records["/payments/imp_1/naver/product-orders"] = orders
    found = resolution(v1, error)
    assert type(found.result) is PartialList
    assert (found.result.missing, found.result.partial) == ([], False)
    assert [type(each) for each in found.result] == [NaverProductOrder]
    assert found.result[0].product_order_id == "a"


def test_what_is_gone_is_not_shown() -> None:
    v1 = Recorded()
    error = lost(v1, "billing_keys.delete", customer_uid="c")
    found = resolution(v1, error)
    assert (found.state, found.result) == ("happened", None)


def test_a_part_that_cannot_be_told_is_said_so_when_all_is_quiet() -> None:
    v1 = Recorded()
    error = lost(v1, "naver.cancel", imp_uid="imp_1", product_order_ids=["a", "b"])
    v1.records["/payments/imp_1/naver/product-orders"] = [
        {"product_order_id": "a", "claim_status": "CANCEL_DONE"},
        {"product_order_id": "b", "claim_status": None},
    ]
    assert resolution(v1, error).state == "unknown"
    v1.wait(700)
    found = resolution(v1, error)
    assert (found.state, found.retry_after) == ("cannot_know", None)


def test_a_cancel_is_looked_for_in_the_payment_that_it_names() -> None:
    v1 = Recorded()
    by_imp_uid = lost(v1, "payments.cancel", imp_uid="imp_1", amount=300)
    by_order = lost(v1, "payments.cancel", merchant_uid="o", amount=300)
    row = {"amount": 300, "cancelled_at": v1.clock, "cancellation_id": "1"}
    payment = {"imp_uid": "imp_1", "amount": 1000, "paid_at": 5, "cancel_history": [row]}
    v1.records = {"/payments/imp_1": payment, ORDERS: page({"imp_uid": "imp_0"}, payment)}
    for error in (by_imp_uid, by_order):
        found = resolution(v1, error)
        assert found.state == "happened"
        assert found.result.imp_uid == "imp_1"
    assert v1.asked == ["/payments/imp_1", ORDERS]
