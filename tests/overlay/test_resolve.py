"""`portone.resolve`: what it asks, what it makes of the answers, and when it says to ask again."""

from __future__ import annotations

import json
import math
import pickle
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from virtual_v1 import NO_PAYMENT, PHRASE, Fate, VirtualV1, identified

from portone_v1 import (
    AlreadyDone,
    Attempt,
    AuthenticationError,
    ConfigurationError,
    Conflict,
    Declined,
    InvalidRequest,
    NoAnswer,
    NotFound,
    PermissionDenied,
    PortOne,
    PortOneError,
    Refused,
    Resolution,
)
from portone_v1.core.request import Reply
from portone_v1.models import NaverProductOrder, Payment, Schedule
from portone_v1.sharing.token_store import MemoryTokenStore
from portone_v1_api.operations import OPERATIONS
from portone_v1_api.payloads import PartialList
from portone_v1_emulator import Emulator

LOST = Fate(delay=None, answered=False)
CHARGE: dict[str, Any] = {
    "customer_uid": "c",
    "merchant_uid": "o",
    "name": "구독 11월",
    "amount": 1000,
}


ABSENT = {
    "/subscribe/payments/schedule/": (404, {"code": -1, "message": "?", "response": None}),
    "/subscribe/customers/": (404, {"code": 1, "message": "?", "response": None}),
}
"""What V1 says of something that it does not know, where it is not a payment."""


class Recorded(VirtualV1):
    """Answers look-ups from `records`, by their paths; what is not there is unknown."""

    def __init__(self, **records: Any) -> None:
        super().__init__(fate=LOST)
        self.records: dict[str, Any] = {}
        self.asked: list[str] = []
        self.queries: list[str] = []
        self.tiers: list[str | None] = []
        self.takes = 0.0
        self.shown_for: Callable[[str], Any] | None = None
        """What is shown of the order, by the mark of the latest write."""
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
        if self.shown_for is not None and path == ORDERS:
            mark = re.search(r"mark:(\w+)", self._agent)
            found = self.shown_for(mark[1] if mark else "")
        if self.status != 200:
            return self.status, {"code": -1, "message": "아니요", "response": None}
        if found is None:
            return next((no for part, no in ABSENT.items() if part in path), NO_PAYMENT)
        return 200, {"code": 0, "message": None, "response": identified(path, found)}


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
    for without in (PortOneError("no"), KeyboardInterrupt()):
        with pytest.raises(ConfigurationError) as refused:
            v1.client().resolve(without)
        assert str(refused.value) == (
            f"this {type(without).__name__} has no attempt: it did not end a call of a client that had "
            "sent a write. Give the error that the call raised, or the attempt that before_send was told of"
        )
    for other in (None, error.attempt.to_json()):
        message = f"not {type(other).__name__}: read a stored one with Attempt.from_json"
        with pytest.raises(ConfigurationError, match=message):
            resolution(v1, other)  # type: ignore[arg-type]
    for operation in ("payments.get", "subscribe.agian"):
        with pytest.raises(ConfigurationError, match=operation):
            resolution(v1, error.attempt._replace(operation=operation))


@pytest.mark.parametrize(("outcome", "said"), [("rejected", "refused"), ("not_sent", "not sent")])
def test_an_error_that_is_a_clear_no_is_not_looked_up(outcome: Any, said: str) -> None:
    v1 = Recorded()
    attempt = lost(v1, "subscribe.again", **CHARGE).attempt
    error = Declined("한도초과", attempt=attempt, operation="subscribe.again")
    error.outcome = outcome
    v1.records[ORDERS] = page({"status": "paid", "paid_at": v1.clock, "amount": 1000})
    v1.asked.clear()
    found = resolution(v1, error)
    assert (found.state, found.error, v1.asked) == ("did_not_happen", error, [])
    assert found.reason == f"the error says so: it was {said}"
    assert attempt is not None
    assert resolution(v1, attempt).state == "happened", "the order is, by another charge"


@pytest.mark.parametrize("refusal", [AlreadyDone, Conflict, Refused])
def test_a_refusal_that_a_copy_of_the_write_may_have_met_is_looked_up(refusal: Any) -> None:
    v1 = Recorded()
    attempt = lost(v1, "subscribe.again", **CHARGE).attempt
    error = refusal("이미 결제된 주문입니다.", attempt=attempt, operation="subscribe.again")
    assert error.outcome == "rejected"
    assert resolution(v1, error).state == "unknown"
    v1.records[ORDERS] = page({"status": "paid", "paid_at": v1.clock, "amount": 1000})
    assert resolution(v1, error).state == "happened"


@pytest.mark.parametrize("operation", ["payments.cancel", "billing_keys.delete", "cvs.revoke"])
def test_a_pg_that_declines_the_second_copy_says_nothing_of_the_first(operation: str) -> None:
    v1 = Recorded()
    arguments: dict[str, dict[str, Any]] = {
        "payments.cancel": {"imp_uid": "imp_1", "amount": "all"},
        "billing_keys.delete": {"customer_uid": "c-1"},
        "cvs.revoke": {"imp_uid": "imp_1"},
    }
    attempt = lost(v1, operation, **arguments[operation]).attempt
    error = Declined("[500626|기 취소 거래]", attempt=attempt, operation=operation)
    v1.asked.clear()
    assert resolution(v1, error).state == "unknown"
    assert v1.asked


def test_a_charge_on_a_test_channel_is_not_the_lost_one() -> None:
    v1 = Recorded()
    attempt = lost(v1, "subscribe.again", **CHARGE).attempt
    assert attempt is not None
    paid = {"status": "paid", "paid_at": v1.clock, "amount": 1000, "sandbox": True}
    v1.records[ORDERS] = page(paid)
    assert resolution(v1, attempt).state == "unknown"
    v1.records[ORDERS] = page(paid | {"user_agent": f"x (mark:{attempt.mark})"})
    assert resolution(v1, attempt).state == "happened", "it was a test itself"
    v1.wait(700)
    v1.records[ORDERS] = page(paid)
    assert resolution(v1, attempt).state == "cannot_know"


def test_a_copy_of_marked_data_does_not_contradict_an_earlier_verdict() -> None:
    v1 = Recorded()
    attempt = lost(v1, "subscribe.again", **CHARGE).attempt
    assert attempt is not None
    data = json.dumps({"portone_v1_mark": attempt.mark})
    sent = {"user_agent": f"x (mark:{attempt.mark})", "custom_data": data}
    copied = {"user_agent": "x (mark:bbbbbbbbbbbb)", "custom_data": data}
    failed = {"status": "failed", "amount": 1000, "started_at": v1.clock, "failed_at": v1.clock}
    failed["pg_provider"] = "nice_v2"
    v1.records[ORDERS] = page(failed | sent)
    assert resolution(v1, attempt).state == "did_not_happen"
    later = {"status": "paid", "amount": 1000, "paid_at": v1.clock + 300}
    v1.records[ORDERS] = page(later | copied, failed | sent)
    assert resolution(v1, attempt).state == "did_not_happen"


@pytest.mark.parametrize("resolves", [False, True], ids=["by itself", "in the call"])
@pytest.mark.parametrize("status", ["paid", "failed"])
def test_what_resolving_finds_shows_no_card_number(status: str, resolves: bool) -> None:
    v1 = Recorded()
    card = "4242424242424242"
    said = f"[F113]카드번호 {card} 한도초과"
    record = {"status": status, "amount": 1000, "fail_reason": said, "pg_provider": "nice_v2"}
    shop = v1.client().with_options(resolve=30 if resolves else False)
    v1.shown_for = lambda mark: page(
        record
        | {"user_agent": f"x (mark:{mark})", "paid_at": v1.clock if status == "paid" else 0}
        | {"custom_data": card, "failed_at": v1.clock, "started_at": v1.clock}
    )
    told: list[Any] = []
    try:
        told.append(
            shop.subscribe.onetime(
                merchant_uid="o", amount=1000, card_number=card, expiry="2035-12"
            )
        )
    except PortOneError as error:
        told.append(error)
        if not resolves:
            told.append(shop.resolve(error))
    if resolves:
        assert isinstance(told[-1], Declined if status == "failed" else Payment)
    else:
        assert told[-1].state == ("happened" if status == "paid" else "did_not_happen")
    for each in told:
        refusal = getattr(each, "error", None)
        payment = getattr(each, "payment", None) or getattr(refusal, "payment", None)
        shown = [each, refusal, payment, getattr(each, "result", None)]
        texts = [f"{one} {one!r}" for one in shown]
        texts += [refusal.report()] if refusal else []
        assert not any(card in text for text in texts)
        assert card.encode() not in pickle.dumps(refusal)


def test_a_decline_that_is_resolved_again_shows_no_account_number() -> None:
    v1 = Recorded()
    number = "11012345678901"
    account: dict[str, Any] = {"channel_key": "channel-key-1", "vbank_code": "004", "name": "n"}
    account |= {"merchant_uid": "o", "amount": 1000, "vbank_due": v1.clock, "vbank_num": number}
    error = lost(v1, "vbanks.create", **account)
    assert error.attempt is not None
    failed = {"status": "failed", "pay_method": "vbank", "amount": 1000, "vbank_issued_at": 0}
    failed |= {"user_agent": f"x (mark:{error.attempt.mark})", "fail_reason": f"{number} 없는 계좌"}
    v1.records[ORDERS] = page(failed)
    first = resolution(v1, error).error
    assert isinstance(first, Declined)
    second = resolution(v1, first).error
    assert isinstance(second, Declined)
    assert second is not first
    assert (first.message, second.message) == ("*** 없는 계좌", "*** 없는 계좌")


@pytest.mark.parametrize("refusal", [NotFound, InvalidRequest])
def test_a_charge_that_is_refused_for_its_arguments_is_not_looked_up(refusal: Any) -> None:
    v1 = Recorded()
    attempt = lost(v1, "subscribe.again", **CHARGE).attempt
    error = refusal("등록되지 않은 구매자입니다.", attempt=attempt, operation="subscribe.again")
    assert resolution(v1, error).state == "did_not_happen"
    delete = lost(v1, "billing_keys.delete", customer_uid="c-1").attempt
    gone = NotFound(
        "등록된 정보를 찾을 수 없습니다.", attempt=delete, operation="billing_keys.delete"
    )
    assert resolution(v1, gone).state == "unknown", "its first copy may have deleted the key"


def test_a_look_up_that_a_cache_answers_proves_nothing() -> None:
    v1 = Recorded()
    attempt = lost(v1, "subscribe.again", **CHARGE).attempt
    assert attempt is not None
    v1.records[ORDERS] = page()
    v1.headers["age"] = "3600"
    v1.wait(700)
    found = resolution(v1, attempt)
    assert found.state == "unknown"
    assert found.reason == "the look-up got no trustworthy answer (ConnectError)"  # no token
    del v1.records[ORDERS]
    assert resolution(v1, attempt).state == "unknown", "nor does a refusal that a cache has kept"
    v1.headers["age"] = "0"
    assert resolution(v1, attempt).state == "did_not_happen"


def test_where_no_answer_has_a_date_a_token_is_got_for_its_time() -> None:
    v1 = Recorded()
    v1.headers["date"] = ""
    store = MemoryTokenStore(lambda: float(v1.clock))
    shop, other = (v1.client(token_store=store) for _ in range(2))
    with pytest.raises(NoAnswer) as caught:
        shop.subscribe.again(**CHARGE)
    v1.wait(700)
    assert other.resolve(caught.value).state == "did_not_happen"


@pytest.mark.parametrize("shown", [[], [{"product_order_id": "2", "claim_status": None}]])
def test_product_orders_that_are_not_listed_are_not_known(shown: list[dict[str, Any]]) -> None:
    v1 = Recorded()
    attempt = lost(
        v1, "naver.cancel", imp_uid="imp_1", product_order_ids=["1"], reason="SOLD_OUT"
    ).attempt
    assert attempt is not None
    v1.records["/payments/imp_1/naver/product-orders"] = shown
    assert resolution(v1, attempt).state == "unknown"
    v1.wait(700)
    assert resolution(v1, attempt).state == "cannot_know"


@pytest.mark.parametrize("merchant_uid", ["another", 999, ["o"], None, ""])
def test_a_record_of_another_order_proves_nothing(merchant_uid: Any) -> None:
    v1 = Recorded()
    attempt = lost(v1, "subscribe.again", **CHARGE).attempt
    assert attempt is not None
    paid = {"status": "paid", "paid_at": v1.clock, "amount": 1000, "merchant_uid": merchant_uid}
    v1.records[ORDERS] = page(paid)
    v1.wait(700)
    assert resolution(v1, attempt).state == "unknown"


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
        ConfigurationError,
        match=r"^the attempt was sent by another account: resolve it with .* client$",
    ):
        v1.client("another-key").resolve(attempt)
    assert v1.asked == []
    assert v1.client().resolve(attempt).state == "did_not_happen"


def test_an_attempt_that_names_no_account_is_resolved_by_any() -> None:
    v1 = Recorded()
    attempt = lost(v1, "subscribe.again", **CHARGE).attempt
    assert attempt is not None
    assert len(attempt.account) == 8
    stored = Attempt.from_json(attempt._replace(account="").to_json())
    assert v1.client("another-key").resolve(stored).state == "unknown"


@pytest.mark.parametrize("field", Attempt._fields)
def test_a_stored_attempt_that_lacks_a_field_is_refused(field: str) -> None:
    attempt = lost(Recorded(), "subscribe.again", **CHARGE).attempt
    assert attempt is not None
    stored = json.loads(attempt.to_json())
    del stored[field]
    with pytest.raises(ConfigurationError, match=f"^{field} of the attempt is not valid"):
        Attempt.from_json(json.dumps(stored))


WRONG: dict[str, tuple[Any, ...]] = {
    "operation": (5, None, "", "payments", "a.b.c", "a.b\r\n", []),
    "identities": (None, [], "o", {"imp_uid": 5}, {"imp_uid": None}, {"imp_uid": []}, {"a": "\n"}),
    "tier": (5, "", "AB1\r\nX: y", "ab1", "AB12", ["AB1"]),
    "amount": ([], "1000", "ALL", True, -1, {}, math.inf, {"decimal": "NaN"}, {"decimal": "sNaN"}),
    "sent_at": ("2026-01-01T00:00:00", 5, None, []),
    "spread": ("1", -1, 1e99, None, True, {"decimal": "1"}),
    "known": (None, ["merchant_uid"], "o", {"a": {}}, {"a": [[]]}),
    "first": ("no", 1, None),
    "account": (None, 5, "0" * 7, "ABCDEF01"),
    "mark": (None, 5, "short", "ABCDEFGHIJKL", "a" * 13),
    "mark_in": (None, 5, "a\nb", "a" * 129),
}


@pytest.mark.parametrize(
    ("field", "wrong"), [(field, wrong) for field, each in WRONG.items() for wrong in each]
)
def test_an_attempt_that_was_stored_badly_is_refused_by_name(field: str, wrong: Any) -> None:
    v1 = Recorded()
    attempt = lost(v1, "subscribe.again", **CHARGE).attempt
    assert attempt is not None
    v1.asked.clear()
    stored = json.dumps(json.loads(attempt.to_json()) | {field: wrong}).replace(
        ": Infinity", ": 1e999"
    )
    with pytest.raises(ConfigurationError, match=field):
        Attempt.from_json(stored)
    with pytest.raises(ConfigurationError, match=field):
        v1.client().resolve(attempt._replace(**{field: wrong}))
    with pytest.raises(ConfigurationError, match="sent_at"):
        v1.client().resolve(attempt._replace(sent_at=datetime(2026, 1, 1)))
    assert v1.asked == []


@pytest.mark.parametrize(
    "text",
    [
        *("", "{}", "[]", "null", "{", "NaN", "5", "[" * 100_000),
        *('{"sent_at": 1}', '{"decimal": "x"}', '{"decimal": "5"}'),
        '{"sent_at": "2026-01-01T00:00:00+09:00", "amount": NaN}',
    ],
)
def test_what_is_no_attempt_is_refused(text: str) -> None:
    message = "^this is not an attempt: give the text|^operation of the attempt is not valid"
    with pytest.raises(ConfigurationError, match=message):
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
    assert (
        found.reason == "no newer payment of the order was found, more than 600 s after it had left"
    )


def test_it_counts_by_the_servers_clock() -> None:
    v1 = Recorded()
    error = lost(v1, "subscribe.again", **CHARGE)
    assert error.attempt is not None
    # It was sent by a process whose own clock was an hour behind, which changes nothing.
    early = error.attempt._replace(sent_at=error.attempt.sent_at - timedelta(seconds=690))
    assert resolution(v1, early).state == "did_not_happen"
    for uncertain in (early._replace(spread=30.0), early._replace(leaves_within=95.0)):
        assert resolution(v1, uncertain).state == "unknown"


def test_without_an_answer_nothing_is_known() -> None:
    v1 = Recorded()
    error = lost(v1, "subscribe.again", **CHARGE)
    v1.wait(2000)
    for status, name in ((429, "RateLimited"), (502, "ServerError")):
        v1.status = status
        found = resolution(v1, error)
        assert (found.state, found.retry_after) == ("unknown", 2)
        assert found.reason == f"the look-up got no trustworthy answer ({name})"


def test_a_client_that_is_closed_resolves_nothing() -> None:
    v1 = Recorded()
    error = lost(v1, "subscribe.again", **CHARGE)
    portone = v1.client()
    portone.close()
    with pytest.raises(ConfigurationError, match="this client is closed"):
        portone.resolve(error)


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
    failed = {"status": "failed", "started_at": v1.clock, "pg_provider": "nice_v2"}
    v1.records[ORDERS] = page(failed, failed)
    assert resolution(v1, error).state == "unknown"
    v1.wait(700)
    found = resolution(v1, error)
    assert (found.state, found.error) == ("did_not_happen", None)


def test_elsewhere_it_is_remembered_that_another_was_sent_before() -> None:
    v1 = Recorded()
    error = lost(v1, "payments.cancel", imp_uid="imp_1", amount=300, checksum=1000)
    assert error.attempt is not None
    row = {"amount": 300, "cancelled_at": v1.clock, "cancellation_id": "1"}
    v1.records["/payments/imp_1"] = {
        "amount": 1000,
        "paid_at": 5,
        "cancel_history": [row],
        "pg_provider": "nice_v2",
    }
    assert resolution(v1, error).state == "happened"
    assert resolution(v1, error.attempt._replace(first=False)).state == "unknown"


@pytest.mark.parametrize(("seconds", "first"), [(890, False), (950, False), (980, True)])
def test_a_lost_write_may_come_for_a_quarter_of_an_hour_after_it_has_left(
    seconds: float, first: bool
) -> None:
    v1 = VirtualV1(fate=LOST)
    portone = v1.client()
    for _ in range(2):
        with pytest.raises(NoAnswer) as caught:
            portone.payments.cancel(imp_uid="imp_1", amount=300)
        v1.wait(seconds)
    assert caught.value.attempt is not None
    assert caught.value.attempt.first is first


def test_a_cancel_is_known_by_the_balance_that_its_checksum_names() -> None:
    v1 = Recorded()
    for checksum, state in ((700, "unknown"), (1000, "happened")):
        error = lost(v1, "payments.cancel", imp_uid="imp_1", amount=300, checksum=checksum)
        row = {"amount": 300, "cancelled_at": v1.clock, "cancellation_id": "1"}
        v1.records["/payments/imp_1"] = {
            "amount": 1000,
            "paid_at": 5,
            "cancel_history": [row],
            "pg_provider": "nice_v2",
        }
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
    failed |= {"amount": 1000, "pg_provider": "nice_v2", "imp_uid": "imp_9", "merchant_uid": "o"}
    v1.records[ORDERS] = page(failed)
    assert portone.resolve(caught.value).state == "unknown"
    v1.wait(700)
    found = portone.resolve(caught.value)
    assert found.state == "did_not_happen"
    assert found.reason == "a payment of the order failed, more than 600 s after it had left"
    declined = found.error
    assert isinstance(declined, Declined)
    assert (declined.pg_code, declined.code, declined.outcome) == ("F302", 0, "rejected")
    assert declined.operation == "subscribe.again"
    assert declined.payment is not None
    assert declined.payment.raw == failed
    assert declined.attempt == caught.value.attempt
    v1.records[ORDERS] = page(failed | {"fail_reason": None})
    assert "a payment of the order failed" in str(portone.resolve(caught.value).error)
    assert caught.value.attempt is not None
    agent = f"portone-v1 (mark:{caught.value.attempt.mark})"
    v1.records[ORDERS] = page(failed | {"user_agent": agent})
    found = portone.resolve(caught.value)
    assert (found.state, found.reason) == ("did_not_happen", "the payment failed")
    assert (type(found.error), found.times) == (Declined, 1)


def test_an_order_that_had_been_paid_before() -> None:
    v1 = Recorded()
    v1.records[ORDERS] = page(
        {"status": "paid", "started_at": v1.clock - 99, "paid_at": v1.clock - 98}
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
    in_window["amount"] = 900
    v1.records[ORDERS] = page(in_window)
    found = resolution(v1, error)
    assert (found.state, found.error) == ("unknown", None)
    v1.wait(700)
    found = resolution(v1, error)
    assert found.state == "did_not_happen"
    assert isinstance(found.error, AlreadyDone)
    assert "the order was paid in another way" in str(found.error)


def schedule(merchant_uid: str, at: int, status: str = "scheduled") -> dict[str, Any]:
    shown = {"merchant_uid": merchant_uid, "customer_uid": "c", "schedule_at": at, "amount": 100}
    return shown | {"schedule_status": status, "name": "구독"}


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
    assert (found.state, found.reason) == ("unknown", "only some of the records are there")
    assert v1.asked == paths
    v1.records[paths[1]] = schedule("b", 1_800_000_000)
    # V1 does not say when a schedule was made: these may be from an earlier run of the same job.
    assert resolution(v1, error).state == "unknown"
    v1.wait(700)
    found = resolution(v1, error)
    assert found.state == "happened"
    assert [type(each) for each in found.result] == [Schedule, Schedule]
    assert [each.merchant_uid for each in found.result] == ["a", "b"]


def test_of_several_schedules_the_later_may_be_there_alone() -> None:
    v1 = Recorded()
    plans = [
        {"merchant_uid": uid, "schedule_at": 1_800_000_000, "amount": 100, "name": "구독"}
        for uid in "ab"
    ]
    error = lost(v1, "subscribe.schedule", customer_uid="c", schedules=plans)
    v1.records["/subscribe/payments/schedule/b"] = schedule("b", 1_800_000_000)
    v1.wait(700)
    found = resolution(v1, error)
    assert (found.state, found.reason) == (
        "cannot_know",
        "only some of the records are there, more than 600 s after it had left",
    )


def test_one_of_a_list_comes_in_a_list() -> None:
    v1 = Recorded()
    plan = {"merchant_uid": "a", "schedule_at": 1_800_000_000, "amount": 100, "name": "구독"}
    error = lost(v1, "subscribe.schedule", customer_uid="c", schedules=[plan])
    v1.records["/subscribe/payments/schedule/a"] = schedule("a", 1_800_000_000)
    v1.wait(700)
    assert [each.merchant_uid for each in resolution(v1, error).result] == ["a"]


def test_of_what_was_revoked_that_is_returned() -> None:
    v1 = Recorded()
    error = lost(v1, "subscribe.unschedule", customer_uid="c", merchant_uids=["a", "b", "x"])
    v1.records["/subscribe/payments/schedule/a"] = schedule("a", 1, "executed")
    v1.records["/subscribe/payments/schedule/b"] = schedule("b", 1, "revoked")
    assert resolution(v1, error).state == "unknown"  # it may have been revoked before
    v1.records["/subscribe/payments/schedule/b"]["revoked_at"] = v1.clock
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
    assert resolution(v1, error).state == "unknown"  # it may be under way, and delete the next key
    v1.wait(700)
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
    by_imp_uid = lost(v1, "payments.cancel", imp_uid="imp_1", amount=300, checksum=1000)
    by_order = lost(v1, "payments.cancel", merchant_uid="o", amount=300, checksum=1000)
    row = {"amount": 300, "cancelled_at": v1.clock, "cancellation_id": "1"}
    payment = {"imp_uid": "imp_1", "amount": 1000, "paid_at": 5, "cancel_history": [row]}
    payment |= {"pg_provider": "nice_v2"}
    failed = {"imp_uid": "imp_0", "status": "failed", "cancel_history": []}
    v1.records = {"/payments/imp_1": payment, ORDERS: page(failed, payment)}
    for error in (by_imp_uid, by_order):
        found = resolution(v1, error)
        assert found.state == "happened"
        assert found.result.imp_uid == "imp_1"
    assert v1.asked == ["/payments/imp_1", ORDERS]


# The rules, through a client


def test_what_already_stood_is_happened_only_when_an_update_cannot_come_any_more() -> None:
    v1 = Recorded()
    v1.records["/payments/prepare/o"] = {"merchant_uid": "o", "amount": 1000}
    error = lost(v1, "preparations.update", merchant_uid="o", amount=1000)
    assert resolution(v1, error).state == "unknown"
    v1.wait(180)  # the connection alone may take a minute
    assert resolution(v1, error).state == "unknown"
    v1.wait(20)
    assert resolution(v1, error).state == "happened"


def test_a_page_of_a_gateway_is_not_absence() -> None:
    class Gateway(Recorded):
        def _reply(self, answer: Any) -> Reply:
            if self.page is not None and answer[0] == 404:
                return Reply(404, {}, self.page)
            return super()._reply(answer)

        page: bytes | None = None

    for content in (b"<html>404</html>", b'{"message":"Not Found","code":404}', b""):
        v1 = Gateway()
        errors = [
            lost(v1, "billing_keys.delete", customer_uid="c"),
            lost(v1, "subscribe.again", **CHARGE),
        ]
        v1.page = content
        v1.wait(2000)
        for error in errors:
            found = resolution(v1, error)
            assert found.state == "unknown"
            assert found.reason.startswith("the look-up got no trustworthy answer")
        v1.page = None
        assert [resolution(v1, error).happened for error in errors] == [True, False]


def test_a_decline_of_another_process_is_not_ours() -> None:
    v1 = Recorded()
    error = lost(v1, "subscribe.again", **CHARGE)
    assert error.attempt is not None
    failed = {"status": "failed", "started_at": v1.clock - 1, "pg_provider": "nice_v2"}
    failed |= {"amount": 1000, "fail_reason": "잔액 부족", "user_agent": "x (mark:aaaaaaaaaaaa)"}
    v1.records[ORDERS] = page(failed)
    assert resolution(v1, error).state == "unknown"
    v1.wait(700)
    found = resolution(v1, error)
    assert (found.state, found.error) == ("did_not_happen", None)


@pytest.mark.parametrize("provider", ["paymentwall", "paypal", "paypal_v2", "payletter", None])
def test_where_failed_is_not_final_it_stays_unknown(provider: str | None) -> None:
    v1 = Recorded()
    error = lost(v1, "subscribe.again", **CHARGE)
    failed = {"status": "failed", "started_at": v1.clock, "pg_provider": provider}
    v1.records[ORDERS] = page(failed)
    v1.wait(5000)
    assert resolution(v1, error).state == "unknown"


def test_two_records_with_its_mark_are_reported() -> None:
    v1 = Recorded()
    error = lost(v1, "subscribe.again", **CHARGE)
    assert error.attempt is not None
    paid = {"status": "paid", "started_at": v1.clock, "paid_at": v1.clock, "amount": 1000}
    paid["user_agent"] = f"portone-v1 (mark:{error.attempt.mark})"
    v1.records[ORDERS] = page(paid | {"imp_uid": "imp_1"}, paid | {"imp_uid": "imp_2"})
    found = resolution(v1, error)
    assert (found.state, found.times, found.result.imp_uid) == ("happened", 2, "imp_1")
    assert "delivered more than once" in found.reason


class Paged(Recorded):
    """An order with more payments than a page holds."""

    pages = 3

    def send(self, request: Any) -> Any:
        self.number_of_page = int(dict(parse_qsl(urlsplit(request.url).query)).get("page", 1))
        return super().send(request)

    def _answer(self, path: str) -> Any:
        if path != ORDERS:
            return super()._answer(path)
        number = self.number_of_page
        rows = self.records.get(str(number), [])
        following = number + 1 if number < self.pages else 0
        total = sum(len(rows) for rows in self.records.values())
        listed = {"total": total, "previous": number - 1, "next": following, "list": rows}
        return 200, {"code": 0, "message": None, "response": identified(path, listed)}


def test_every_page_of_an_order_is_looked_through() -> None:
    v1 = Paged()
    error = lost(v1, "subscribe.again", **CHARGE)
    assert error.attempt is not None
    v1.wait(700)
    assert resolution(v1, error).state == "did_not_happen"
    paid = {"status": "paid", "started_at": v1.clock, "paid_at": v1.clock, "amount": 1000}
    v1.records["3"] = [paid]
    v1.queries.clear()
    assert resolution(v1, error).state == "happened"
    pages = [dict(parse_qsl(query)).get("page") for query in v1.queries]
    assert pages == [None, "2", "3"]


KEPT: Any = {
    "customer_uid": "c",
    "schedules": [{"merchant_uid": "a", "schedule_at": 1_800_000_000}],
}
KEPT["schedules"][0] |= {"amount": 1000, "name": "구독"}
EMPTY: dict[str, Any] = {"total": 0, "previous": 0, "next": 0, "list": []}
NO_PAGES: list[Any] = [
    {},
    [{}],
    EMPTY | {"total": 1},
    EMPTY | {"total": None},
    EMPTY | {"next": None},
    EMPTY | {"list": None},
    EMPTY | {"list": {}},
    EMPTY | {"list": [{}], "total": 1},
    {"total": 0, "previous": 0, "list": []},
    {"total": 0, "previous": 0, "next": 0},
]
NOTHING_SHOWN: list[tuple[str, dict[str, Any], str, Any]] = [
    ("preparations.create", {"merchant_uid": "o", "amount": 1000}, "/payments/prepare/o", {}),
    (
        "preparations.create",
        {"merchant_uid": "o", "amount": 1000},
        "/payments/prepare/o",
        {"merchant_uid": "o", "amount": None},
    ),
    ("subscribe.schedule", KEPT, "/subscribe/payments/schedule/a", {}),
    (
        "payments.cancel",
        {"imp_uid": "imp_1", "amount": 1000, "checksum": 1000},
        "/payments/imp_1",
        {},
    ),
    ("vbanks.revoke", {"imp_uid": "imp_1"}, "/payments/imp_1", {}),
    ("vbanks.revoke", {"imp_uid": "imp_1"}, "/payments/imp_1", {"imp_uid": "imp_1"}),
    ("billing_keys.delete", {"customer_uid": "c"}, "/subscribe/customers/c", {}),
    *(("subscribe.again", CHARGE, ORDERS, page) for page in NO_PAGES),
]


class Bare(Recorded):
    """Answers with its records as they are."""

    def _answer(self, path: str) -> Any:
        if path in self.records:
            return 200, {"code": 0, "message": None, "response": self.records[path]}
        return super()._answer(path)


@pytest.mark.parametrize(("operation", "arguments", "path", "shown"), NOTHING_SHOWN)
def test_an_answer_that_shows_nothing_is_not_evidence(
    operation: str, arguments: dict[str, Any], path: str, shown: Any
) -> None:
    v1 = Bare()
    error = lost(v1, operation, **arguments)
    v1.records[path] = shown
    assert resolution(v1, error).state == "unknown"
    v1.wait(700)
    assert resolution(v1, error).state in ("unknown", "cannot_know")


def test_an_empty_page_shows_that_there_is_nothing() -> None:
    v1 = Bare()
    error = lost(v1, "subscribe.again", **CHARGE)
    v1.records[ORDERS] = EMPTY
    v1.wait(700)
    assert resolution(v1, error).state == "did_not_happen"


def test_an_order_with_more_pages_than_are_read_proves_no_absence() -> None:
    v1 = Paged()
    v1.pages = 1000
    error = lost(v1, "subscribe.again", **CHARGE)
    v1.wait(700)
    v1.queries.clear()
    found = resolution(v1, error)
    assert (found.state, found.error) == ("cannot_know", None)
    assert found.reason.startswith("there are more records than could be looked through")
    assert len(v1.queries) == 20


@pytest.mark.parametrize("behind", [0, 1, 2, 5, 59])
def test_stamps_that_are_behind_do_not_hide_a_cancel(behind: int) -> None:
    v1 = Recorded()
    error = lost(v1, "payments.cancel", imp_uid="imp_1", amount=300, checksum=1000)
    row = {"amount": 300, "cancelled_at": v1.clock - behind, "cancellation_id": "1"}
    v1.records["/payments/imp_1"] = {
        "amount": 1000,
        "paid_at": 5,
        "cancel_history": [row],
        "pg_provider": "nice_v2",
    }
    assert resolution(v1, error).state == "happened"


def test_a_cancel_by_order_and_one_by_imp_uid_may_be_of_one_payment() -> None:
    """Until answers link the two, and after that, when they are."""
    v1 = Recorded()
    payment = {"imp_uid": "imp_1", "merchant_uid": "o", "amount": 1000, "paid_at": 5}
    payment |= {"pg_provider": "nice_v2", "cancel_amount": 0, "cancel_history": []}
    portone = v1.client()
    errors: list[NoAnswer] = []
    names: tuple[dict[str, Any], ...] = ({"merchant_uid": "o"}, {"imp_uid": "imp_1"})
    for named in names:
        with pytest.raises(NoAnswer) as caught:
            portone.payments.cancel(amount=300, checksum=1000, **named)
        errors.append(caught.value)
    assert [error.attempt and error.attempt.first for error in errors] == [True, False]
    row = {"amount": 300, "cancelled_at": v1.clock, "cancellation_id": "1"}
    done = payment | {"cancel_amount": 300, "cancel_history": [row]}
    v1.records = {"/payments/imp_1": done, ORDERS: page(done)}
    assert [portone.resolve(error).state for error in errors] == ["unknown", "unknown"]
    v1.wait(700)
    assert [portone.resolve(error).state for error in errors] == ["cannot_know", "cannot_know"]


@pytest.mark.parametrize("tier", [None, "AB1"])
@pytest.mark.parametrize(("amount", "state"), [(300, "unknown"), (200, "happened")])
def test_two_lost_cancels_of_a_payment_are_told_apart_by_their_amounts(
    tier: str | None, amount: int, state: str
) -> None:
    v1 = Recorded()
    payment = {"merchant_uid": "o", "amount": 1000, "paid_at": 5, "pg_provider": "nice_v2"}
    portone = v1.client().with_options(tier=tier)
    errors: list[NoAnswer] = []
    for each in (amount, 300):
        with pytest.raises(NoAnswer) as caught:
            portone.payments.cancel(imp_uid="imp_1", amount=each, checksum=1000)
        errors.append(caught.value)
    row = {"amount": 300, "cancelled_at": v1.clock, "cancellation_id": "1"}
    v1.records["/payments/imp_1"] = payment | {"cancel_history": [row]}
    assert portone.resolve(errors[-1]).state == state


def test_a_later_cancel_of_the_same_tier_may_have_left_the_row() -> None:
    v1 = Recorded()
    portone = v1.client()
    errors: dict[str, NoAnswer] = {}
    for tier in ("AB1", "CD2", "AB1"):
        view = portone.with_options(tier=tier)
        with pytest.raises(NoAnswer) as caught:
            view.payments.cancel(imp_uid="imp_1", amount=300, checksum=1000)
        errors.setdefault(tier, caught.value)
    row = {"amount": 300, "cancelled_at": v1.clock, "cancellation_id": "1"}
    payment = {"merchant_uid": "o", "amount": 1000, "paid_at": 5, "pg_provider": "nice_v2"}
    v1.records["/payments/imp_1"] = payment | {"cancel_history": [row]}
    found = {tier: portone.resolve(error).state for tier, error in errors.items()}
    assert found == {"AB1": "unknown", "CD2": "happened"}


def test_a_cancel_by_order_is_not_that_of_a_payment_which_the_order_does_not_show() -> None:
    v1 = Recorded()
    portone = v1.client()
    errors: list[NoAnswer] = []
    names: tuple[dict[str, Any], ...] = ({"merchant_uid": "o"}, {"imp_uid": "imp_9"})
    for named in names:
        with pytest.raises(NoAnswer) as caught:
            portone.payments.cancel(amount=300, checksum=1000, **named)
        errors.append(caught.value)
    row = {"amount": 300, "cancelled_at": v1.clock, "cancellation_id": "1"}
    payment = {"amount": 1000, "paid_at": 5, "pg_provider": "nice_v2", "cancel_history": [row]}
    v1.records[ORDERS] = page(payment | {"imp_uid": "imp_1"})
    assert portone.resolve(errors[0]).state == "happened"
    v1.records[ORDERS] = page(payment | {"imp_uid": "imp_9"})
    assert portone.resolve(errors[0]).state == "unknown"


def test_an_attempt_keeps_no_more_of_a_text_than_it_may_hold() -> None:
    v1 = Recorded()
    name = "옷" * 20_000
    error = lost(
        v1, "cvs.issue", channel_key="channel-key-1", merchant_uid="o", amount=1000, name=name
    )
    assert error.attempt is not None
    assert error.attempt.known["name"] == name[:10_000]
    assert resolution(v1, Attempt.from_json(error.attempt.to_json())).state == "unknown"


def test_a_cancel_of_another_order_is_in_nobodys_way() -> None:
    v1 = Recorded()
    portone = v1.client()
    row = {"amount": 300, "cancelled_at": v1.clock + 1, "cancellation_id": "1"}
    payment = {"imp_uid": "imp_1", "merchant_uid": "o", "amount": 1000, "paid_at": 5}
    payment |= {"pg_provider": "nice_v2"}
    v1.records["/payments/imp_1"] = payment | {"cancel_history": [row]}
    with pytest.raises(NoAnswer) as caught:
        portone.payments.cancel(imp_uid="imp_1", amount=300, checksum=1000)
    with pytest.raises(NoAnswer):
        portone.payments.cancel(merchant_uid="another", amount=300, checksum=1000)
    assert portone.resolve(caught.value).state == "happened"


def test_a_schedule_that_was_moved_since_is_not_missing() -> None:
    v1 = Recorded()
    plan = {"merchant_uid": "a", "schedule_at": 1_800_000_000, "amount": 100, "name": "구독"}
    error = lost(v1, "subscribe.schedule", customer_uid="c", schedules=[plan])
    assert error.attempt is not None
    v1.records["/subscribe/payments/schedule/a"] = schedule("a", 1_800_009_999)
    v1.wait(5000)
    assert resolution(v1, error).state == "cannot_know"
    ours = {"custom_data": f'{{"portone_v1_mark": "{error.attempt.mark}"}}'}
    v1.records["/subscribe/payments/schedule/a"] |= ours
    assert resolution(v1, error).state == "happened"


def test_a_charge_that_keeps_its_card_may_have_made_the_key() -> None:
    card: dict[str, Any] = {"card_number": "4242-4242-4242-4242", "expiry": "2035-12"}
    for rival, state in ((False, "happened"), (True, "unknown")):
        v1 = Recorded()
        portone = v1.client()
        with pytest.raises(NoAnswer) as caught:
            portone.billing_keys.issue(customer_uid="c", **card)
        if rival:
            with pytest.raises(NoAnswer):
                portone.subscribe.onetime(
                    merchant_uid="o", amount=100, name="구독", customer_uid="c", **card
                )
        key = {"customer_uid": "c", "updated": v1.clock, "card_number": "42424242****4242"}
        v1.records["/subscribe/customers/c"] = key
        assert portone.resolve(caught.value).state == state


def test_another_workers_card_is_not_the_key_that_was_asked_for() -> None:
    v1 = Recorded()
    error = lost(
        v1, "billing_keys.issue", customer_uid="c", card_number="4242424242424242", expiry="2035-12"
    )
    key = {"customer_uid": "c", "updated": v1.clock, "card_number": "5555-55**-****-4444"}
    v1.records["/subscribe/customers/c"] = key
    assert resolution(v1, error).state == "unknown"
    v1.wait(700)
    assert resolution(v1, error).state == "cannot_know"


def test_another_account_of_the_order_is_not_the_one_that_was_asked_for() -> None:
    v1 = Recorded()
    account: dict[str, Any] = {"vbank_code": "004", "vbank_due": 1_800_000_000, "name": "코트"}
    account |= {"vbank_holder": "하늘상점", "channel_key": "channel-key-nice_v2"}
    account |= {"merchant_uid": "o", "amount": 1000}
    error = lost(v1, "vbanks.create", **account)
    shown: dict[str, Any] = {
        "pay_method": "vbank",
        "status": "ready",
        "vbank_code": "004",
        "name": "코트",
    }
    shown |= {"vbank_issued_at": v1.clock, "vbank_date": 1_800_000_000}
    v1.records[ORDERS] = page(shown | {"amount": 5000})
    assert resolution(v1, error).state == "unknown"
    v1.records[ORDERS] = page(shown | {"amount": 5000}, shown | {"amount": 1000})
    found = resolution(v1, error)
    assert (found.state, found.result.amount) == ("happened", 1000)


def test_custom_data_that_was_copied_with_its_mark_does_not_hide_a_charge() -> None:
    stale = '{"portone_v1_mark": "aaaaaaaaaaaa"}'
    v1 = Recorded()
    error = lost(v1, "subscribe.again", custom_data=stale, **CHARGE)
    ready = {"status": "ready", "started_at": v1.clock, "channel": "api", "custom_data": stale}
    v1.records[ORDERS] = page(ready)
    v1.wait(5000)
    assert resolution(v1, error).state == "unknown"


@pytest.mark.parametrize("mark", [False, True])
def test_a_cancel_whose_reason_holds_a_copied_mark_is_told_from_the_one_it_was_copied_from(
    mark: bool,
) -> None:
    stale = "변심 [mark:aaaaaaaaaaaa]"
    with Emulator() as emulator:
        key, secret = emulator.api_key, emulator.api_secret
        with PortOne(key, secret, base_url=emulator.base_url, mark=mark) as shop:
            paid = shop.subscribe.onetime(
                merchant_uid="o-1",
                amount=10_000,
                card_number="4242-4242-4242-4242",
                expiry="2035-12",
            )
            shop.payments.cancel(imp_uid=paid.imp_uid, amount=3000, checksum=10_000, reason=stale)
            emulator.advance(200)  # two cancels within two minutes are never told apart
            emulator.fail("drop_after", "payments.cancel")
            with pytest.raises(NoAnswer) as caught:
                shop.payments.cancel(imp_uid=paid.imp_uid, amount=3000, checksum=7000, reason=stale)
            attempt = caught.value.attempt
            assert attempt is not None
            assert attempt.known["reason"] == stale
            found = shop.resolve(Attempt.from_json(attempt.to_json()))
            assert (found.state, shop.payments.get(paid.imp_uid).cancel_amount) == (
                "happened",
                6000,
            )


records = st.dictionaries(
    st.sampled_from(["status", "amount", "paid_at", "started_at", "custom_data", "promotion"]),
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.sampled_from(["paid", "", "1000", [], {}, 1e30])
    ),
)


@given(st.lists(st.one_of(records, st.sampled_from([None, "a payment", 5, []])), max_size=3))
def test_whatever_an_order_shows_nothing_is_raised(rows: list[Any]) -> None:
    v1 = Recorded()
    error = lost(v1, "subscribe.again", **CHARGE)
    v1.wait(700)
    v1.records[ORDERS] = page(*rows)
    found = v1.client().resolve(error)
    assert found.state in ("happened", "did_not_happen", "unknown", "cannot_know")


@pytest.mark.parametrize("how", ["clock set", "long timeout", "long text in a list"])
def test_whatever_was_sent_can_be_resolved(how: str) -> None:
    v1 = Recorded()
    v1.records["/payments/imp_1"] = {"status": "paid", "amount": 1000}
    portone = v1.client()
    portone.payments.get("imp_1")  # so that it knows PortOne's time
    if how == "clock set":
        v1.wall_ahead -= (
            50 * 365 * 86_400
        )  # the process began before its machine had asked for the time
    if how == "long timeout":
        portone = portone.with_options(timeout=1e8)
    plan: Any = {"merchant_uid": "a", "schedule_at": 1_800_000_000, "amount": 100}
    plan["name"] = "구" * 20_000
    with pytest.raises(NoAnswer) as caught:
        portone.subscribe.schedule(customer_uid="c", schedules=[plan])
    assert caught.value.attempt is not None
    again = Attempt.from_json(caught.value.attempt.to_json())
    assert again == caught.value.attempt
    assert portone.resolve(again).state == "unknown"
