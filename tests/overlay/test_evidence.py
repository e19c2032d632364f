"""What records prove about an attempt: decided from records alone, with no network."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from virtual_v1 import PHRASE

from portone_v1 import KST, Attempt
from portone_v1.resolve.evidence import PROOFS, Evidence, Inquiry, Record, evaluate
from portone_v1_api.calls import ResolveRule
from portone_v1_api.operations import OPERATIONS

SENT = 1_800_000_000
"""The least that the server's clock can have shown as the attempt left: half a second into this one."""

OLD = SENT - 61
"""A stamp that is certain to be older: PortOne's stamps err by up to a minute."""

NO = "did_not_happen"
NOW, LATER = "now", "after the quiet period"
OURS, ANOTHERS = "abcdefghijkl", "mnopqrstuvwx"


def attempt(operation: str, amount: Any = 1000, **known: Any) -> Attempt:
    at = datetime.fromtimestamp(SENT + 0.5, KST)
    return Attempt(operation, {}, None, amount, at, 1.0, {"amount": amount} | known, mark=OURS)


def judged(
    tried: Attempt, *records: Record, unambiguous: bool = True, complete: bool = True
) -> Evidence:
    operation = OPERATIONS[tried.operation]
    found = evaluate(Inquiry(tried, operation, records, unambiguous, complete))
    assert re.fullmatch(PHRASE, found.reason)
    return found


def verdict(found: Evidence) -> Any:
    """What is proven, and when; None when no silence proves anything."""
    if found.state is not None:
        return NOW, found.state
    return found.after_quiet and (LATER, found.after_quiet)


def marked(mark: str = OURS) -> dict[str, Any]:
    """The field of a record that carries a mark."""
    return {"custom_data": f'{{"portone_v1_mark": "{mark}"}}'}


HAPPENED, REFUSED = (NOW, "happened"), (NOW, NO)
SILENT, UNCLEAR, QUIETLY = (LATER, NO), (LATER, "cannot_know"), (LATER, "happened")


# Charges


def order(status: str = "paid", at: int = SENT, **other: Any) -> dict[str, Any]:
    """A payment of an order that was begun at `at`, and ended a second later."""
    times = {"started_at": at, "paid_at": at + 1 if status in ("paid", "cancelled") else 0}
    shown = {"status": status, "amount": 1000, "channel": "api", "pay_method": "card"}
    return shown | {"pg_provider": "nice_v2", "currency": "KRW"} | times | other


CHARGES = sorted(n for n, o in OPERATIONS.items() if o.resolve and o.resolve.proof == "payment")


@pytest.mark.parametrize("operation", CHARGES)
class TestACharge:
    """Proven by the payments under its merchant_uid."""

    def test_is_made_by_an_order_that_is_paid_in_its_amount(self, operation: str) -> None:
        paid = order()
        found = judged(attempt(operation), order("failed", OLD), paid)
        assert (verdict(found), found.records, found.times) == (HAPPENED, [paid], 0)
        for at in (SENT + 100, SENT - 60):
            assert verdict(judged(attempt(operation), order(at=at))) == HAPPENED

    def test_of_an_order_that_is_paid_twice_one_payment_is_returned(self, operation: str) -> None:
        first, second = order(imp_uid="imp_1"), order(imp_uid="imp_2")
        found = judged(attempt(operation), first, second)
        assert (verdict(found), found.records) == (HAPPENED, [first])

    def test_is_not_known_by_an_order_that_is_paid_on_a_test_channel(self, operation: str) -> None:
        found = judged(attempt(operation), order(sandbox=True))
        assert verdict(found) == UNCLEAR
        assert found.reason.startswith("the order is paid on a test channel")
        assert verdict(judged(attempt(operation), order(sandbox=False))) == HAPPENED

    def test_whoever_paid_it(self, operation: str) -> None:
        for how in ({"channel": "pc"}, {"pay_method": "vbank"}, marked(ANOTHERS)):
            assert verdict(judged(attempt(operation), order(**how))) == HAPPENED
        assert verdict(judged(attempt(operation), order(), unambiguous=False)) == HAPPENED

    def test_and_stays_so_when_it_is_cancelled(self, operation: str) -> None:
        assert verdict(judged(attempt(operation), order("cancelled"))) == HAPPENED

    def test_is_refused_for_an_order_that_had_been_paid(self, operation: str) -> None:
        old = order(at=OLD - 1)
        found = judged(attempt(operation), old)
        assert (verdict(found), found.refused) == (REFUSED, old)

    @pytest.mark.parametrize("strange", [None, "soon", -1, True, [], {}, 1.5])
    def test_a_time_that_cannot_be_read_is_not_old(self, operation: str, strange: Any) -> None:
        assert verdict(judged(attempt(operation), order(paid_at=strange))) == HAPPENED
        ready = order("ready", started_at=strange)
        assert verdict(judged(attempt(operation), ready)) is None

    @pytest.mark.parametrize("strange", [None, "soon", -1, True, [], {}, 1.5])
    def test_of_what_was_cancelled_a_hidden_time_may_hide_that_it_was_paid(
        self, operation: str, strange: Any
    ) -> None:
        cancelled = order("cancelled", paid_at=strange)
        assert verdict(judged(attempt(operation), cancelled)) == HAPPENED
        ready = order("ready", paid_at=strange)
        assert verdict(judged(attempt(operation), ready)) is None

    def test_a_revoked_account_of_the_order_was_not_paid(self, operation: str) -> None:
        revoked = order("cancelled", OLD, pay_method="vbank", paid_at=0)
        assert verdict(judged(attempt(operation), revoked)) == SILENT
        assert verdict(judged(attempt(operation), revoked, order("ready"))) is None

    def test_a_window_that_issues_a_key_need_not_charge(self, operation: str) -> None:
        window = order(channel="pc", customer_uid_usage="issue")
        assert verdict(judged(attempt(operation), window)) == UNCLEAR
        assert verdict(judged(attempt(operation), {**window, "paid_at": OLD - 9})) == UNCLEAR
        assert verdict(judged(attempt(operation), window, order())) == HAPPENED
        assert verdict(judged(attempt(operation), order(customer_uid_usage="issue"))) == HAPPENED
        unfinished = window | {"status": "failed", "paid_at": 0}
        assert verdict(judged(attempt(operation), unfinished)) == SILENT

    def test_no_newer_payment_is_silence(self, operation: str) -> None:
        assert verdict(judged(attempt(operation))) == SILENT
        assert verdict(judged(attempt(operation), order("failed", OLD))) == SILENT
        assert verdict(judged(attempt(operation), order("ready", OLD))) == SILENT
        assert verdict(judged(attempt(operation), order("ready", pay_method="vbank"))) == SILENT
        assert verdict(judged(attempt(operation), order("ready", pay_method="cvs"))) == SILENT
        assert verdict(judged(attempt(operation), order("ready", channel="mobile"))) == SILENT
        assert verdict(judged(attempt(operation), order("ready", **marked(ANOTHERS)))) == SILENT
        assert verdict(judged(attempt(operation), complete=False)) == UNCLEAR

    def test_a_payment_under_way_may_be_paid(self, operation: str) -> None:
        assert verdict(judged(attempt(operation), order("ready"), order("failed"))) is None
        assert verdict(judged(attempt(operation), order("ready", channel=None))) is None
        assert verdict(judged(attempt(operation), order("ready", SENT - 60))) is None
        assert verdict(judged(attempt(operation), order("no such status"))) is None

    def test_an_unmarked_failed_payment_is_only_silence(self, operation: str) -> None:
        failed = order("failed")
        found = judged(attempt(operation), failed)
        assert (verdict(found), found.refused) == (SILENT, failed)
        for other in (
            judged(attempt(operation), failed, unambiguous=False),
            judged(attempt(operation), failed, order("failed", SENT + 1)),
            judged(attempt(operation)._replace(mark_in="custom_data"), failed),
        ):
            assert (verdict(other), other.refused) == (SILENT, None)

    def test_a_marked_failed_payment_is_a_refusal(self, operation: str) -> None:
        failed = order("failed", **marked())
        found = judged(attempt(operation), failed, unambiguous=False)
        assert (verdict(found), found.refused, found.times) == (REFUSED, failed, 1)
        assert verdict(judged(attempt(operation), failed, order("ready"))) == REFUSED
        # Paid in another way too: what came first was the answer, and at about the same time nobody knows.
        ended = failed | {"failed_at": SENT}
        for paid_at, expected in ((SENT + 121, REFUSED), (SENT + 120, UNCLEAR)):
            paid = order(paid_at=paid_at)
            assert verdict(judged(attempt(operation), ended, paid)) == expected
        late = failed | {"failed_at": SENT + 200}
        first, second = order(paid_at=SENT + 79), order(paid_at=SENT + 70)
        found = judged(attempt(operation), late, first, second)
        assert (verdict(found), found.records) == (HAPPENED, [first])
        assert verdict(judged(attempt(operation), late, order(paid_at=SENT + 80))) == UNCLEAR
        assert verdict(judged(attempt(operation), failed, order())) == UNCLEAR
        long_ago = order("failed", OLD - 9999, **marked())
        assert verdict(judged(attempt(operation), long_ago)) == REFUSED

    def test_a_marked_paid_payment_is_ours_whatever_it_shows(self, operation: str) -> None:
        paid = order(amount=5, at=OLD - 9999, channel="pc", **marked())
        found = judged(attempt(operation), order(at=OLD - 9), paid, unambiguous=False)
        assert (verdict(found), found.records, found.times) == (HAPPENED, [paid], 1)

    def test_a_request_that_was_delivered_twice_is_reported(self, operation: str) -> None:
        once, again = order(**marked()), order("failed", SENT + 5, **marked())
        found = judged(attempt(operation), once, again)
        assert (verdict(found), found.records, found.times) == (HAPPENED, [once], 2)
        assert "delivered more than once" in found.reason
        failed = judged(attempt(operation), again, again | {"imp_uid": "imp_2"})
        assert (verdict(failed), failed.times) == (REFUSED, 2)


OF_AN_AMOUNT = [each for each in CHARGES if each != "subscribe.retry_schedule"]


@pytest.mark.parametrize("operation", OF_AN_AMOUNT)
def test_another_amount_or_currency_proves_nothing(operation: str) -> None:
    for wrong in (900, 999, 1001, None, "1000", Decimal("1E+999999999")):
        assert verdict(judged(attempt(operation), order(amount=wrong))) == UNCLEAR
    assert verdict(judged(attempt(operation), order(currency="USD"))) == UNCLEAR
    assert verdict(judged(attempt(operation), order(currency=None))) == HAPPENED
    assert verdict(judged(attempt(operation), order(amount=900), order())) == HAPPENED
    in_window = order(amount=900, channel="pc")
    found = judged(attempt(operation), in_window)
    assert (verdict(found), found.refused) == (SILENT, in_window)


@pytest.mark.parametrize("operation", OF_AN_AMOUNT)
def test_a_promotion_charges_less(operation: str) -> None:
    discounted = order(amount=900, promotion={"discount": 100})
    assert verdict(judged(attempt(operation), discounted)) == HAPPENED
    strange: tuple[Any, ...] = ({"discount": 99}, {"discount": None}, "10 %", [])
    for promotion in strange:
        for amount in (900, 999):
            too_much = order(amount=amount, promotion=promotion)
            expected = HAPPENED if (amount, promotion) == (999, {"discount": 1}) else UNCLEAR
            assert verdict(judged(attempt(operation), too_much)) == expected


@pytest.mark.parametrize("operation", OF_AN_AMOUNT)
def test_what_is_charged_otherwise_is_never_ours(operation: str) -> None:
    for wrong in ({"amount": 900}, {"paid_at": None, "amount": 900}):
        assert verdict(judged(attempt(operation), order(**wrong))) == UNCLEAR
    failed = judged(attempt(operation), order("failed", amount=900))
    assert (verdict(failed), failed.refused) == (SILENT, None)


@pytest.mark.parametrize("provider", ["payletter", "paymentwall", "paypal", "paypal_v2", None])
@pytest.mark.parametrize("operation", [each for each in CHARGES if each.startswith("subscribe.")])
def test_where_failed_is_not_final_no_silence_counts(operation: str, provider: Any) -> None:
    for mark in ({}, marked()):
        failed = order("failed", pg_provider=provider, **mark)
        assert verdict(judged(attempt(operation), failed)) is None
        assert "not final at its PG" in judged(attempt(operation), failed).reason
        elsewhere = order("failed", **mark)
        assert verdict(judged(attempt(operation), elsewhere, failed)) is None


def test_a_charge_whose_amount_is_not_sent() -> None:
    tried = attempt("subscribe.retry_schedule", None)
    assert verdict(judged(tried, order(amount=12_345))) == HAPPENED
    assert verdict(judged(tried, order(currency="USD"))) == HAPPENED
    # One that was stored by hand with an amount, and one of a charge without: neither is compared.
    assert verdict(judged(tried._replace(amount=999), order())) == HAPPENED
    assert verdict(judged(attempt("subscribe.again", None), order(amount=12_345))) == HAPPENED


def test_an_amount_in_decimals_is_compared_exactly() -> None:
    tried = attempt("subscribe.again", Decimal("10.5"), currency="USD")
    in_dollars = order(currency="USD", amount=Decimal("10.50"))
    assert verdict(judged(tried, in_dollars)) == HAPPENED
    assert verdict(judged(tried, in_dollars | {"amount": Decimal("10.51")})) == UNCLEAR
    assert verdict(judged(tried, in_dollars | {"currency": None})) == UNCLEAR


# Marks


def test_a_mark_that_the_shop_sent_along_does_not_make_the_record_anothers() -> None:
    stale = marked(ANOTHERS)
    copied = attempt("subscribe.again", **stale)
    assert verdict(judged(copied, order("ready", **stale))) is None
    assert verdict(judged(attempt("subscribe.again"), order("ready", **stale))) == SILENT
    refund = attempt("payments.cancel", 300, reason=f"변심 [mark:{ANOTHERS}]", checksum=1000)
    found = judged(refund, cancelled(row(300, reason=f"변심 [mark:{ANOTHERS}]")))
    assert verdict(found) == HAPPENED


# Cancels


def row(amount: Any, at: Any = SENT, **other: Any) -> dict[str, Any]:
    return {"amount": amount, "cancelled_at": at, "cancellation_id": f"{amount}-{at}"} | other


def cancelled(*rows: dict[str, Any], amount: Any = 1000, **other: Any) -> dict[str, Any]:
    """A payment of a thousand won, long ago, with these cancels."""
    paid = {"status": "paid", "amount": amount, "paid_at": SENT - 9999, "pg_provider": "nice_v2"}
    return paid | {"cancel_history": list(rows)} | other


def cancel(amount: Any, checksum: Any = None, **known: Any) -> Attempt:
    if checksum is not None:
        known["checksum"] = checksum
    return attempt("payments.cancel", amount, imp_uid="imp_1", **known)


CANNOT_KNOW = (NOW, "cannot_know")


def test_a_schedule_that_is_still_revoked_was_not_scheduled_anew() -> None:
    tried = attempt("subscribe.reschedule", None, schedule_at=SENT + 9999)
    shown = {"schedule_at": SENT + 9999, "revoked_at": SENT - 3600}
    assert verdict(judged(tried, shown | {"schedule_status": "revoked"})) == UNCLEAR
    for status in ("scheduled", "executed"):
        assert verdict(judged(tried, shown | {"schedule_status": status}))[1] == "happened"


def test_a_cancel_is_told_by_its_row_and_its_checksum() -> None:
    payment = cancelled(row(300, OLD - 200), row(300))
    found = judged(cancel(300, 700), payment)
    assert (verdict(found), found.records) == (HAPPENED, [payment])
    assert found.reason.endswith("no other client sent an equal write about it meanwhile")
    third = cancelled(row(200, OLD - 400), row(100, OLD - 200), row(300))
    assert verdict(judged(cancel(300, 700), third)) == HAPPENED
    older = {name: value for name, value in third.items() if name != "status"}
    assert verdict(judged(cancel(300, 700), older)) == HAPPENED
    in_cents = cancelled(row(Decimal("1.50")))
    assert verdict(judged(cancel(Decimal("1.5"), 1000), in_cents)) == HAPPENED
    # Its stamp may be a minute early, and the second in which the attempt was sent is not known.
    for at, expected in ((SENT - 59, HAPPENED), (SENT - 60, UNCLEAR), (SENT - 61, REFUSED)):
        stamped_early = cancelled(row(300, at))
        assert verdict(judged(cancel(300, 1000), stamped_early)) == expected


def test_what_may_be_older_by_a_clock_that_was_set_is_not_taken_for_ours() -> None:
    """The attempt was sent within the 200 s after `sent_at`; nobody can say when."""
    wide = cancel(300, 1000)._replace(spread=200.0)
    for at, expected in ((SENT - 60, UNCLEAR), (SENT + 139, UNCLEAR), (SENT + 140, HAPPENED)):
        assert verdict(judged(wide, cancelled(row(300, at)))) == expected
    receipt = attempt("cash_receipts.issue", None, imp_uid="imp_1")._replace(spread=200.0)
    for at, expected in ((SENT, QUIETLY), (SENT + 140, HAPPENED)):
        assert verdict(judged(receipt, {"applied_at": at})) == expected
    key = attempt("billing_keys.issue", None, customer_uid="c")._replace(spread=200.0)
    for at, expected in ((SENT, UNCLEAR), (SENT + 140, HAPPENED)):
        for record in ({"updated": at}, {"succeededChannels": [{"updated": OLD}, {"updated": at}]}):
            assert verdict(judged(key, record)) == expected
    revoked = attempt("subscribe.unschedule", None, customer_uid="c", merchant_uids=["a"])
    for at, expected in ((SENT, QUIETLY), (SENT + 140, HAPPENED)):
        found = judged(revoked._replace(spread=200.0), plan("revoked", at))
        assert verdict(found) == expected


def test_an_account_that_does_not_say_when_it_was_issued_is_not_missing() -> None:
    tried = attempt("vbanks.create", merchant_uid="o", vbank_code="004")
    found = judged(tried, account(0))
    assert (verdict(found), found.reason) == (
        UNCLEAR,
        "a record is there, but does not show its vbank_issued_at",
    )
    for other in ({"status": "failed"}, {"channel": "pc"}, marked(ANOTHERS)):
        assert verdict(judged(tried, account(0, **other))) == SILENT


def test_a_payment_that_contradicts_itself_shows_no_absence() -> None:
    signs: list[dict[str, Any]] = [
        {"status": "cancelled"},
        {"cancelled_at": SENT},
        {"cancel_reason": "변심"},
        {"cancel_receipt_urls": ["https://example.com/1"]},
        {"cancel_amount": 1000, "status": "cancelled"},
    ]
    for sign in signs:
        payment = cancelled(cancel_amount=0) | sign
        assert verdict(judged(cancel(300, 1000), payment)) == UNCLEAR, sign
    for sign in signs[:-1]:
        payment = cancelled(cancel_amount=0) | sign
        assert verdict(judged(cancel("all"), payment)) == UNCLEAR, sign
    assert verdict(judged(cancel(300, 1000), cancelled(cancel_amount=0))) == SILENT
    bare = {"imp_uid": "imp_1", "cancel_history": [], "pg_provider": "nice_v2"}
    assert verdict(judged(cancel(300, 1000), bare)) == UNCLEAR


def test_without_checksum_and_mark_it_is_not_known_whose_a_row_is() -> None:
    for unambiguous in (True, False):
        found = judged(cancel(300), cancelled(row(300)), unambiguous=unambiguous)
        assert verdict(found) == CANNOT_KNOW
    assert verdict(judged(cancel(300), cancelled(row(301)))) == SILENT
    assert verdict(judged(cancel(300), cancelled(row(300, OLD)))) == SILENT


def test_a_checksum_is_not_enough_beside_another_write() -> None:
    payment = cancelled(row(300))
    assert verdict(judged(cancel(300, 1000), payment, unambiguous=False)) == UNCLEAR
    in_reason = cancel(300, 1000)._replace(mark_in="reason")
    assert verdict(judged(in_reason, payment)) == UNCLEAR


def test_a_row_with_our_mark_is_ours() -> None:
    ours = row(5, OLD - 99, reason=f"변심 [mark:{OURS}]")
    for tried in (cancel(300), cancel(300, 77), cancel("all")):
        found = judged(tried, cancelled(ours), unambiguous=False)
        assert (verdict(found), found.times) == (HAPPENED, 1)
    twice = judged(cancel(5), cancelled(ours, ours))
    assert (verdict(twice), twice.times) == (HAPPENED, 2)
    assert "delivered more than once" in twice.reason


def test_a_row_with_anothers_mark_is_not() -> None:
    theirs = row(300, reason=f"변심 [mark:{ANOTHERS}]")
    assert verdict(judged(cancel(300), cancelled(theirs))) == SILENT
    assert verdict(judged(cancel(300, 1000), cancelled(theirs))) == REFUSED


def test_the_reason_that_was_sent_comes_back() -> None:
    tried = cancel(300, 1000, reason="단순 변심으로 인한 환불")
    for shown in (
        "단순 변심으로 인한 환불",
        "단순  변심으로",
        None,
        "",
    ):
        assert verdict(judged(tried, cancelled(row(300, reason=shown)))) == HAPPENED
    assert verdict(judged(cancel(300, 1000), cancelled(row(300, reason="변심")))) == HAPPENED
    # One that differs proves nothing: not that it is ours, nor that ours is missing.
    longer = "단순 변심으로 인한 환불: 사이즈 교환"
    others: tuple[Any, ...] = ("배송 지연", "단순", "단순 변심", longer, 5, ["단순"])
    for shown in others:
        assert verdict(judged(tried, cancelled(row(300, reason=shown)))) == UNCLEAR


def test_a_row_of_the_console_is_a_persons() -> None:
    by_hand = row(300, reason="관리자페이지취소")
    assert verdict(judged(cancel(300), cancelled(by_hand))) == SILENT
    assert verdict(judged(cancel(300, reason="변심"), cancelled(by_hand))) == SILENT
    assert (
        verdict(judged(cancel(300, reason="관리자페이지취소"), cancelled(by_hand))) == CANNOT_KNOW
    )


def test_no_such_row_is_silence() -> None:
    for rows in ((), (row(300, OLD),), (row(301),)):
        assert verdict(judged(cancel(300), cancelled(*rows))) == SILENT
    assert verdict(judged(cancel(300))) == SILENT
    no_rows = {**cancelled(), "cancel_history": None, "cancel_amount": 0}
    assert verdict(judged(cancel(300), no_rows)) == SILENT


@pytest.mark.parametrize("strange", [None, True, {}, [300], "300", "NaN", Decimal("NaN")])
def test_rows_that_cannot_be_read_prove_nothing(strange: object) -> None:
    for tried in (cancel(300, 1000), cancel(1), cancel("all")):
        assert verdict(judged(tried, cancelled(row(strange)))) == UNCLEAR
        assert verdict(judged(tried, cancelled(row(300, strange)))) == UNCLEAR
        assert verdict(judged(tried, cancelled(cancel_history=[strange]))) == UNCLEAR
        assert verdict(judged(tried, cancelled(cancel_amount=strange))) == UNCLEAR


def test_rows_that_do_not_add_up_prove_nothing() -> None:
    hidden = {"cancel_history": [], "cancel_amount": 300}
    assert verdict(judged(cancel(300), cancelled(**hidden))) == UNCLEAR
    assert verdict(judged(cancel(300), cancelled(row(100, OLD), cancel_amount=400))) == UNCLEAR
    strange: tuple[Any, ...] = (None, "a list", {})
    for missing in strange:
        payment = {**cancelled(), "cancel_history": missing}
        assert verdict(judged(cancel(300), payment)) == UNCLEAR
    assert verdict(judged(cancel(300), cancelled(status="cancelled"))) == UNCLEAR


def test_a_balance_that_was_only_possible_proves_nothing() -> None:
    """Of one second the order is not known: 400 and 300 were taken, from 1,000 or from 600."""
    for rows in ((row(400), row(300)), (row(300), row(400))):
        assert verdict(judged(cancel(300, 1000), cancelled(*rows))) == UNCLEAR
        assert verdict(judged(cancel(300, 600), cancelled(*rows))) == UNCLEAR
        assert verdict(judged(cancel(300, 300), cancelled(*rows))) == SILENT
        assert verdict(judged(cancel(400, 700), cancelled(*rows))) == UNCLEAR
        assert verdict(judged(cancel(300, 601), cancelled(*rows))) == REFUSED


@pytest.mark.parametrize(("apart", "known"), [(120, False), (121, True)])
def test_the_order_is_known_when_stamps_are_further_apart_than_they_err(
    apart: int, known: bool
) -> None:
    rows = row(400, SENT - apart // 2), row(300, SENT + apart - apart // 2)
    for tried in (cancel(300, 600), cancel(400, 1000)):
        expected = HAPPENED if known else UNCLEAR
        if tried.amount == 400 and known:
            continue  # its stamp may be older than the attempt
        assert verdict(judged(tried, cancelled(*rows))) == expected
    later = row(300, SENT + 10), row(400, SENT + 10 + apart)
    assert verdict(judged(cancel(300, 1000), cancelled(*later))) == (HAPPENED if known else UNCLEAR)
    assert verdict(judged(cancel(300, 600), cancelled(*later))) == (REFUSED if known else UNCLEAR)


def test_of_too_many_rows_in_a_moment_no_order_is_tried() -> None:
    few = [row(1, SENT + n) for n in range(11)]
    assert verdict(judged(cancel(1, 995), cancelled(*few))) == UNCLEAR
    assert verdict(judged(cancel(1, 980), cancelled(*few))) == SILENT
    many = [*few, row(1, SENT + 11)]
    assert verdict(judged(cancel(1, 980), cancelled(*many))) == UNCLEAR


def test_less_than_it_needs_is_a_refusal() -> None:
    payment = cancelled(row(300, OLD))
    assert verdict(judged(cancel(100, 1000), payment)) == REFUSED
    assert verdict(judged(cancel(100, 700), payment)) == SILENT
    assert verdict(judged(cancel(701), payment)) == REFUSED
    assert verdict(judged(cancel(700), payment)) == SILENT
    # Of an order that was paid twice, either may be meant.
    assert verdict(judged(cancel(100, 1000), payment, cancelled())) == SILENT
    unpaid = cancelled(status="failed", paid_at=0)
    assert verdict(judged(cancel(100, 1000), payment, unpaid)) == REFUSED
    unreadable = cancelled(row(300, OLD), amount="1000")
    assert verdict(judged(cancel(100, 1000), unreadable)) == SILENT


def test_all_is_what_is_left() -> None:
    for rows in ((row(300, OLD), row(700)), (row(1000, OLD),), (row(1001),)):
        payment = cancelled(*rows)
        found = judged(cancel("all"), payment, unambiguous=False)
        assert (verdict(found), found.records) == (HAPPENED, [payment])
    # Older answers have the sum alone.
    old_form = {**cancelled(), "cancel_history": None, "cancel_amount": 1000}
    assert verdict(judged(cancel("all"), old_form)) == HAPPENED
    assert verdict(judged(cancel("all"), old_form | {"cancel_amount": 999})) == UNCLEAR
    assert verdict(judged(cancel("all"), cancelled(row(300)))) == SILENT
    both = cancelled(row(1000)), cancelled(row(999))
    # Of several payments it may have taken the one of which nothing is left.
    assert verdict(judged(cancel("all"), *both)) == CANNOT_KNOW
    assert verdict(judged(cancel("all"), *both[:1], *both[:1])) == HAPPENED
    assert verdict(judged(cancel("all"), both[1], cancelled(row(1)))) == SILENT
    assert verdict(judged(cancel("all"))) == SILENT


def test_of_a_discounted_order_rows_hold_what_went_back() -> None:
    discounted = {"amount": 900, "promotion": {"id": "p", "discount": 100}}
    for amount in (400, 450, 500):
        assert verdict(judged(cancel(500), cancelled(row(amount), **discounted))) == CANNOT_KNOW
        # A checksum counts in prices, so it does not tell the row.
        for checksum in (900, 1000):
            found = judged(cancel(500, checksum), cancelled(row(amount), **discounted))
            assert verdict(found) == UNCLEAR
    for amount in (399, 501):
        assert verdict(judged(cancel(500), cancelled(row(amount), **discounted))) == SILENT
    assert verdict(judged(cancel(500, 1000), cancelled(**discounted))) == SILENT
    assert verdict(judged(cancel("all"), cancelled(row(900), **discounted))) == HAPPENED


def test_what_was_left_of_an_account_without_a_limit_is_not_shown() -> None:
    assert verdict(judged(cancel(300, 300), cancelled(row(300), amount=0))) == UNCLEAR
    assert verdict(judged(cancel(300, 300), cancelled(amount=0))) == SILENT
    assert verdict(judged(cancel("all"), cancelled(row(300), amount=0))) == CANNOT_KNOW
    assert verdict(judged(cancel("all"), cancelled(amount=0))) == SILENT


@pytest.mark.parametrize(
    "pg_provider", ["kicc", "paymentwall", "paypal_v2", "smartro_v2", None, "nice_v2"]
)
def test_where_cancels_finish_later_no_silence_counts(pg_provider: str | None) -> None:
    is_late = pg_provider != "nice_v2"
    payment = cancelled(pg_provider=pg_provider)
    assert verdict(judged(cancel(300, 1000), payment)) == (None if is_late else SILENT)
    # What was accepted before is not in the rows yet, and may count in the balance.
    less = cancelled(row(100, OLD), pg_provider=pg_provider)
    assert verdict(judged(cancel(300, 1000), less)) == (None if is_late else REFUSED)
    done = cancelled(row(300, SENT + 9), pg_provider=pg_provider)
    # An earlier cancel of this amount may have finished only now.
    assert verdict(judged(cancel(300, 1000), done)) == (UNCLEAR if is_late else HAPPENED)
    assert verdict(judged(cancel(300), done)) == CANNOT_KNOW


def test_a_cancel_of_no_amount_is_any() -> None:
    """An attempt that was changed by hand proves nothing, and raises nothing."""
    assert verdict(judged(cancel(None), cancelled(row(300)))) == CANNOT_KNOW
    assert verdict(judged(cancel(300, "1000"), cancelled(row(300)))) == UNCLEAR


# Registered, changed, deleted


def test_registered_as_it_was_sent() -> None:
    tried = attempt("preparations.create", merchant_uid="o", currency="KRW")
    record = {"merchant_uid": "o", "amount": Decimal("1000.0"), "currency": "KRW"}
    found = judged(tried, record, unambiguous=False)
    assert (verdict(found), found.records) == (HAPPENED, (record,))
    assert verdict(judged(tried)) == SILENT
    for wrong in ({"amount": 999}, {"amount": "1000"}, {"amount": True}, {"currency": "USD"}):
        assert verdict(judged(tried, record | wrong)) == UNCLEAR


def test_what_already_stood_may_still_be_changed_by_an_update_under_way() -> None:
    tried = attempt("preparations.update", merchant_uid="o")
    assert verdict(judged(tried, {"merchant_uid": "o", "amount": 1000})) == QUIETLY
    assert verdict(judged(tried, {"merchant_uid": "o", "amount": 2000})) == UNCLEAR
    assert verdict(judged(tried)) == SILENT


def test_what_was_not_sent_is_not_compared() -> None:
    tried = attempt("preparations.create", merchant_uid="o")
    assert verdict(judged(tried, {"amount": 1000, "currency": "KRW"})) == HAPPENED


def test_what_was_sent_and_is_not_shown_proves_nothing() -> None:
    tried = attempt("preparations.create", merchant_uid="o")
    for record in ({"currency": "KRW"}, {"amount": None}, {}):
        assert verdict(judged(tried, record)) == UNCLEAR


@pytest.mark.parametrize("strange", [True, "1000", Decimal("NaN"), 10**14, [], {}])
def test_a_number_that_cannot_be_read_is_not_the_one_that_was_sent(strange: object) -> None:
    for wanted in (1, 1000):
        tried = attempt("preparations.create", amount=wanted)
        assert verdict(judged(tried, {"amount": strange})) == UNCLEAR
    tried = attempt("preparations.create", amount=Decimal("10.1"))
    assert verdict(judged(tried, {"amount": Decimal("10.1")})) == HAPPENED
    assert verdict(judged(tried, {"amount": Decimal("10.1001")})) == UNCLEAR


@pytest.mark.parametrize(
    ("amount", "is_money"),
    [
        (10**13 - 1, True),
        (10**13, False),
        (Decimal("1.00000000001"), True),
        (Decimal("1.000000000001"), False),
        (Decimal("1E12"), True),
        (Decimal("1E13"), False),
    ],
)
def test_what_has_more_digits_than_money_is_not_compared(amount: Any, is_money: bool) -> None:
    """So that sums are exact."""
    tried = attempt("preparations.create", amount=amount)
    assert verdict(judged(tried, {"amount": amount})) == (HAPPENED if is_money else UNCLEAR)


def schedule(at: int, amount: int = 100, **other: Any) -> dict[str, Any]:
    shown = {"customer_uid": "c", "schedule_at": at, "amount": amount}
    return shown | {"schedule_status": "scheduled", "executed_at": 0, "revoked_at": 0} | other


SCHEDULES: dict[str, Any] = {
    "customer_uid": "c",
    "schedules.merchant_uid": ["a", "b"],
    "schedules.schedule_at": [1, 2],
    "schedules.amount": [100, 200],
}


def test_of_several_each_is_compared_with_its_own() -> None:
    tried = attempt("subscribe.schedule", None, **SCHEDULES)
    both = schedule(1), schedule(2, 200)
    # V1 does not say when a schedule was made: an old one, of an earlier run of the same job, looks the same.
    for unambiguous in (True, False):
        assert verdict(judged(tried, *both, unambiguous=unambiguous)) == QUIETLY
    assert verdict(judged(tried, *reversed(both))) == UNCLEAR
    assert verdict(judged(tried, schedule(1), schedule(2, 100))) == UNCLEAR
    assert verdict(judged(tried, schedule(1), complete=False)) == UNCLEAR
    assert verdict(judged(tried)) == SILENT
    short = attempt("subscribe.schedule", None, **SCHEDULES | {"schedules.amount": [100]})
    assert verdict(judged(short, *both)) == QUIETLY


def test_one_that_had_ended_before_only_looks_the_same() -> None:
    tried = attempt("subscribe.schedule", None, **SCHEDULES)
    for end in ("revoked_at", "executed_at"):
        assert verdict(judged(tried, schedule(1, **{end: OLD}), schedule(2, 200))) == SILENT
        since = schedule(1, **{end: SENT - 60}), schedule(2, 200)
        assert verdict(judged(tried, *since)) == QUIETLY
        unreadable = schedule(1) | {end: "yesterday"}, schedule(2, 200)
        assert verdict(judged(tried, *unreadable)) == UNCLEAR


def test_a_marked_schedule_is_ours_wherever_it_was_moved() -> None:
    tried = attempt("subscribe.schedule", None, **SCHEDULES)
    moved = schedule(77, **marked()), schedule(2, 1, **marked())
    found = judged(tried, *moved, unambiguous=False)
    assert (verdict(found), found.records, found.times) == (HAPPENED, moved, 1)
    assert found.reason == "its record carries the mark of the attempt"
    assert verdict(judged(tried, moved[0], complete=False)) == UNCLEAR
    # Another's is there as it was sent, which is so once ours cannot come any more.
    theirs = schedule(1, **marked(ANOTHERS)), schedule(2, 200)
    found = judged(tried, *theirs)
    assert (verdict(found), found.records) == (QUIETLY, theirs)
    assert verdict(judged(tried, *moved[:1], schedule(2, 200, **marked(ANOTHERS)))) == UNCLEAR


def test_deleted() -> None:
    tried = attempt("billing_keys.delete", None, customer_uid="c")
    assert verdict(judged(tried)) == QUIETLY
    assert verdict(judged(tried, {"inserted": OLD})) == SILENT
    for inserted in (SENT - 60, SENT, None, "soon"):
        assert verdict(judged(tried, {"inserted": inserted})) == UNCLEAR
    assert verdict(judged(tried, {"customer_uid": "c"})) == UNCLEAR
    anew = {"succeededChannels": [{"inserted": OLD}, {"inserted": SENT + 1}]}
    assert verdict(judged(tried, anew)) == UNCLEAR
    assert verdict(judged(tried, {"succeededChannels": [{"inserted": OLD}]})) == SILENT
    certification = attempt("certifications.delete", None, imp_uid="imp_1")
    assert verdict(judged(certification)) == QUIETLY
    assert verdict(judged(certification, {"imp_uid": "imp_1"})) == SILENT
    tier = attempt("tiers.delete", None, tier_code="AB1")
    assert verdict(judged(tier, {"tier_code": "AB1"})) == UNCLEAR


# Made anew


CARD = "424242******4242"


def test_made_anew() -> None:
    tried = attempt("billing_keys.issue", None, customer_uid="c", card_number=CARD)
    record = {"updated": SENT, "card_number": "4242-42**-****-4242"}
    found = judged(tried, record)
    assert (verdict(found), found.records) == (HAPPENED, [record])
    assert verdict(judged(tried, record, unambiguous=False)) == UNCLEAR
    assert verdict(judged(tried, record | {"updated": OLD})) == SILENT
    for updated in (None, True, "soon"):
        assert verdict(judged(tried, record | {"updated": updated})) == UNCLEAR
    assert verdict(judged(tried)) == UNCLEAR


def test_a_card_that_is_not_shown_is_not_taken_for_the_one_that_was_sent() -> None:
    tried = attempt("billing_keys.issue", None, customer_uid="c", card_number=CARD)
    hidden = judged(tried, {"updated": SENT, "card_number": "*" * 16})
    assert verdict(hidden) == UNCLEAR
    assert hidden.reason == "a newer record is there, but does not show its card_number"
    # What an older channel shows is not the newer one's.
    channels = [{"updated": OLD, "card_number": CARD}, {"updated": SENT}]
    assert verdict(judged(tried, {"succeededChannels": channels})) == UNCLEAR


@pytest.mark.parametrize("card", ["5555-55**-****-4242", "424242******4241", "4242", 4242])
def test_another_card_is_another_key(card: object) -> None:
    tried = attempt("billing_keys.issue", None, customer_uid="c", card_number=CARD)
    assert verdict(judged(tried, {"updated": SENT, "card_number": card})) == UNCLEAR
    super_key = {"succeededChannels": [{"updated": SENT, "card_number": card}]}
    assert verdict(judged(tried, super_key)) == UNCLEAR


def test_a_super_billing_key_has_its_times_at_the_channels() -> None:
    tried = attempt("billing_keys.issue", None, customer_uid="c", card_number=CARD)
    old = {"updated": OLD, "card_number": "5555-55**-****-5555"}
    channels = [old, {"updated": SENT + 1, "card_number": CARD}]
    assert verdict(judged(tried, {"succeededChannels": channels})) == HAPPENED
    assert verdict(judged(tried, {"succeededChannels": channels[:1]})) == SILENT
    assert verdict(judged(tried, {"succeededChannels": [{}]})) == UNCLEAR
    assert verdict(judged(tried, {"succeededChannels": "none"})) == UNCLEAR


def test_a_receipt_that_was_issued_anew_hides_whether_it_was_revoked() -> None:
    tried = attempt("cash_receipts.revoke", None, imp_uid="imp_1")
    receipt = {"applied_at": OLD, "cancelled_at": SENT}
    assert verdict(judged(tried, receipt)) == HAPPENED
    assert verdict(judged(tried, receipt, unambiguous=False)) == QUIETLY
    assert verdict(judged(tried, receipt | {"cancelled_at": 0})) == SILENT
    for applied_at in (SENT, None, "soon"):
        anew = receipt | {"cancelled_at": 0, "applied_at": applied_at}
        assert verdict(judged(tried, anew)) == UNCLEAR


def number(status: str = "ready", at: int = SENT, **other: Any) -> dict[str, Any]:
    return order(status, at, **{"pay_method": "cvs", "name": "코트"} | other)


def test_a_number_for_the_till_is_not_a_charge_of_the_order() -> None:
    tried = attempt("cvs.issue", merchant_uid="o", name="코트")
    assert verdict(judged(tried, order("failed"), number())) == HAPPENED
    assert verdict(judged(tried, number("cancelled", paid_at=0))) == HAPPENED
    assert verdict(judged(tried, order())) == SILENT
    assert verdict(judged(tried, number(channel="pc"))) == SILENT
    for wrong in ({"amount": 999}, {"name": "모자"}, {"amount": None}, {"name": None}):
        assert verdict(judged(tried, number(**wrong))) == UNCLEAR
    assert verdict(judged(tried, number(), number())) == UNCLEAR
    # V1 does not show whether one that failed was refused, or issued and revoked.
    for mark in ({}, marked()):
        assert verdict(judged(tried, number("failed", **mark))) == UNCLEAR
    assert "V1 does not show" in judged(tried, number("failed")).reason
    assert verdict(judged(tried, number("failed", **marked(ANOTHERS)))) == SILENT


def account(at: Any = SENT, **other: Any) -> dict[str, Any]:
    shown = {"pay_method": "vbank", "vbank_issued_at": at, "vbank_code": "004", "vbank_date": 5}
    return order("ready") | shown | other


def test_an_account_is_told_by_when_it_was_issued_and_by_what_was_sent() -> None:
    tried = attempt("vbanks.create", merchant_uid="o", vbank_code="004", vbank_due=5)
    assert verdict(judged(tried, order("failed"), account())) == HAPPENED
    assert verdict(judged(tried, account(OLD))) == SILENT
    assert verdict(judged(tried, account(0, status="failed"))) == SILENT
    assert verdict(judged(tried, account(channel="mobile"))) == SILENT
    differs = ({"amount": 999}, {"vbank_code": "088"}, {"vbank_date": 6})
    hidden = ({"amount": None}, {"vbank_code": None}, {"vbank_date": None})
    for wrong in (*differs, *hidden):
        assert verdict(judged(tried, account(**wrong))) == UNCLEAR
    assert verdict(judged(tried, account(), account())) == UNCLEAR
    assert verdict(judged(tried, account(), account(amount=5))) == HAPPENED
    assert verdict(judged(tried, account(), unambiguous=False)) == UNCLEAR


def test_a_marked_account_is_ours_and_so_is_its_decline() -> None:
    tried = attempt("vbanks.create", merchant_uid="o", vbank_code="004")
    for record in (account(vbank_code="088", **marked()), account(status="failed", **marked())):
        found = judged(tried, record, account(), unambiguous=False)
        assert (verdict(found), found.records, found.times) == (HAPPENED, [record], 1)
    declined = account(0, status="failed", **marked())
    found = judged(tried, declined, account())
    assert (verdict(found), found.refused, found.times) == (REFUSED, declined, 1)
    untold = account(None, status="failed", **marked())
    assert verdict(judged(tried, untold)) == UNCLEAR


# A state


def product(product_order_id: str, claim_status: str | None) -> dict[str, Any]:
    return {"product_order_id": product_order_id, "claim_status": claim_status}


def test_all_that_were_meant_have_come_to_it() -> None:
    tried = attempt("naver.cancel", None, imp_uid="imp_1", product_order_ids=["a", "b"])
    done, open_ = product("a", "CANCEL_DONE"), product("b", None)
    both = [done, product("b", "CANCELING")]
    found = judged(tried, *both, product("c", None), unambiguous=False)
    assert (verdict(found), found.records) == (HAPPENED, both)
    assert verdict(judged(tried, done, open_)) == UNCLEAR
    assert verdict(judged(tried, product("a", None), open_)) == SILENT
    for nothing_of_them in ([product("c", "CANCEL_DONE")], [{"claim_status": "CANCEL_DONE"}]):
        assert verdict(judged(tried, *nothing_of_them)) == UNCLEAR
    assert verdict(judged(tried, done)) == UNCLEAR
    assert verdict(judged(tried, product("a", "CANCEL_REJECT"), open_)) == UNCLEAR
    half_done = judged(tried, done, open_)
    assert half_done.reason == "1 of 2 have come to CANCELING or CANCEL_DONE"
    everything = attempt("naver.cancel", None, imp_uid="imp_1", product_order_ids="all")
    assert verdict(judged(everything, *both)) == HAPPENED
    assert verdict(judged(everything, {"claim_status": "CANCEL_DONE"})) == HAPPENED
    assert verdict(judged(everything, done, open_)) == UNCLEAR


def test_a_state_that_proves_nothing() -> None:
    tried = attempt("naver.request_return", None, imp_uid="imp_1", product_order_ids=["a"])
    assert verdict(judged(tried, product("a", "RETURN_REJECT"))) == UNCLEAR
    # It may have been requested long before: V1 does not show when, and the seller may reject it at any time.
    assert verdict(judged(tried, product("a", "RETURN_REQUEST"))) == QUIETLY
    assert verdict(judged(tried, product("a", None))) == UNCLEAR
    assert verdict(judged(tried, product("b", "RETURN_REJECT"))) == UNCLEAR


def plan(status: str, revoked_at: Any = 0, customer_uid: str = "c") -> dict[str, Any]:
    return {"schedule_status": status, "revoked_at": revoked_at, "customer_uid": customer_uid}


def test_what_was_executed_is_not_revoked_any_more() -> None:
    tried = attempt("subscribe.unschedule", None, customer_uid="c", merchant_uids=["a", "b"])
    executed, revoked = plan("executed"), plan("revoked", SENT)
    assert verdict(judged(tried, executed, revoked)) == HAPPENED
    assert verdict(judged(tried, executed, revoked, unambiguous=False)) == QUIETLY
    for before in (OLD, 0, None, "soon"):
        earlier = plan("revoked", before)
        found = judged(tried, executed, earlier)
        assert (verdict(found), found.records) == (QUIETLY, [earlier])
    assert verdict(judged(tried, revoked, plan("scheduled"))) == UNCLEAR
    assert verdict(judged(tried, plan("scheduled"))) == UNCLEAR
    # It may have been revoked and charged all the same since, unless it was charged before.
    assert verdict(judged(tried, executed | {"executed_at": SENT})) == UNCLEAR
    assert verdict(judged(tried, executed | {"executed_at": OLD})) == SILENT
    assert verdict(judged(tried, plan("revoked", SENT, "another"))) == SILENT


def test_the_mark_of_who_scheduled_it_does_not_say_who_revoked_it() -> None:
    tried = attempt("subscribe.unschedule", None, customer_uid="c", merchant_uids=["a"])
    revoked = plan("revoked", SENT) | marked(ANOTHERS)
    assert verdict(judged(tried, revoked)) == HAPPENED
    assert verdict(judged(tried, revoked, unambiguous=False)) == QUIETLY


@pytest.mark.parametrize("operation", ["vbanks.revoke", "cvs.revoke"])
def test_what_was_paid_was_not_revoked(operation: str) -> None:
    tried = attempt(operation, None, imp_uid="imp_1")
    for status in ("failed", "cancelled"):
        found = judged(tried, {"status": status, "paid_at": 0}, unambiguous=False)
        assert verdict(found) == HAPPENED
    assert verdict(judged(tried, {"status": "cancelled", "paid_at": 5})) == SILENT
    assert verdict(judged(tried, {"status": "ready", "paid_at": 0})) == SILENT


# Anything


def test_a_rule_without_fields_finds_nothing() -> None:
    """A contract that names no field is not fulfilled by a record without one."""
    operation = OPERATIONS["payments.cancel"]
    for proof in ("cancellation", "newer", "state"):
        bare = operation._replace(resolve=ResolveRule(proof))
        found = evaluate(Inquiry(attempt("payments.cancel"), bare, [{}], unambiguous=True))
        assert found.state is None
        assert found.after_quiet != "happened"


odd = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.integers(SENT - 99, SENT + 99),
        st.decimals(),
        st.sampled_from(
            ["", "paid", "failed", "1000", CARD, "[mark:abcdefghijkl]", "{}", "\ud800"]
        ),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


def _fields(operation: str) -> list[str]:
    rule = OPERATIONS[operation].resolve
    assert rule is not None
    named = [*rule.match, *rule.where, *rule.ended, rule.field, rule.inside, rule.began, rule.since]
    always = ["status", "amount", "paid_at", "started_at", "currency", "channel", "promotion"]
    always += ["cancel_amount", "custom_data", "user_agent", "reason", "pg_provider", "pay_method"]
    return sorted({*filter(None, named), *always})


RESOLVABLE = sorted(
    name for name, each in OPERATIONS.items() if each.resolve and each.resolve.reads
)


@given(st.data())
def test_no_record_makes_it_raise(data: st.DataObject) -> None:
    operation = data.draw(st.sampled_from(RESOLVABLE))
    record = st.dictionaries(st.sampled_from(_fields(operation)), odd)
    history = st.lists(st.fixed_dictionaries({"amount": odd, "cancelled_at": odd, "reason": odd}))
    records = data.draw(st.lists(record, max_size=3))
    for each in records:
        if data.draw(st.booleans()):
            each["cancel_history"] = data.draw(history)
    rule = OPERATIONS[operation].resolve
    assert rule is not None
    known = {path: data.draw(st.one_of(odd, st.just(1000))) for path in rule.match.values()}
    amount = data.draw(st.sampled_from([1000, "all", None]))
    tried = attempt(operation, amount)._replace(known=known)
    found = judged(tried, *records)
    assert rule.proof in PROOFS
    assert found.state in ("happened", "did_not_happen", "cannot_know", None)
