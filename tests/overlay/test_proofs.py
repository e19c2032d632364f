"""What records prove about an attempt: decided from records alone, with no network."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

import pytest
from virtual_v1 import PHRASE

from portone_v1 import KST, Attempt
from portone_v1.resolve.evidence import Case, Finding, Record, prove
from portone_v1.resolve.recent_writes import Standing
from portone_v1_api.calls import ResolveRule
from portone_v1_api.operations import OPERATIONS

SENT = 1_800_000_000
"""The least that the server's clock can have shown as the attempt left: half a second into this one."""

NO = "did_not_happen"


def attempt(operation: str, amount: Any = 1000, **known: Any) -> Attempt:
    at = datetime.fromtimestamp(SENT + 0.5, KST)
    return Attempt(operation, {}, None, amount, at, 1.0, {"amount": amount} | known)


def judged(
    tried: Attempt, *records: Record, sole: bool = True, alone: bool = True, here: bool = True
) -> Finding:
    resolve = OPERATIONS[tried.operation].resolve
    assert resolve is not None
    found = prove(Case(tried, resolve, records, Standing(sole, sole and alone, here)))
    assert re.fullmatch(PHRASE, found.reason)
    return found


def verdict(found: Finding) -> Any:
    """True or False when it is proven, else what silence makes of it."""
    return found.silence if found.happened is None else found.happened


def order(status: str = "paid", at: int = SENT, **other: Any) -> dict[str, Any]:
    """A payment of an order that was begun at `at`, and ended a second later."""
    times = {"started_at": at, "paid_at": at + 1 if status in ("paid", "cancelled") else 0}
    told = {"status": status, "amount": 1000, "channel": "api", "pay_method": "card"}
    return told | times | other


CHARGES = sorted(n for n, o in OPERATIONS.items() if o.resolve and o.resolve.proof == "payment")


@pytest.mark.parametrize("operation", CHARGES)
class TestACharge:
    """Proven by the payments under its merchant_uid."""

    def test_is_made_by_a_payment_that_is_newer(self, operation: str) -> None:
        paid = order()
        found = judged(attempt(operation), order("failed", SENT - 1), paid)
        assert (found.happened, found.records) == (True, [paid])
        assert verdict(judged(attempt(operation), order(at=SENT + 100))) is True

    def test_and_stays_so_when_it_is_cancelled_or_tried_by_others(self, operation: str) -> None:
        assert verdict(judged(attempt(operation), order("cancelled"))) is True
        assert verdict(judged(attempt(operation), order(), sole=False, here=False)) is True

    def test_is_refused_for_an_order_that_had_been_paid(self, operation: str) -> None:
        old = order(at=SENT - 2)
        found = judged(attempt(operation), old)
        assert (found.happened, found.refused) == (False, old)

    def test_may_be_under_way_while_another_payment_is_made(self, operation: str) -> None:
        window = order(at=SENT - 2, paid_at=SENT)
        found = judged(attempt(operation), window)
        assert (verdict(found), found.refused) == (NO, window)
        in_window = order(at=SENT + 3, channel="pc")
        assert verdict(judged(attempt(operation), in_window)) == NO

    @pytest.mark.parametrize("pay_method", ["vbank", "cvs"])
    def test_is_not_what_a_customer_pays_at_a_bank(self, operation: str, pay_method: str) -> None:
        assert verdict(judged(attempt(operation), order(pay_method=pay_method))) == NO
        ready = order("ready", pay_method=pay_method)
        assert verdict(judged(attempt(operation), ready)) == NO

    def test_another_amount_proves_nothing(self, operation: str) -> None:
        for wrong in (900, 999, 1001):
            assert verdict(judged(attempt(operation), order(amount=wrong))) == "cannot_know"
        assert verdict(judged(attempt(operation), order(amount=900), order())) is True
        discounted = order(amount=900, promotion={"discount": 100})
        assert verdict(judged(attempt(operation), discounted)) is True
        too_much = order(amount=900, promotion={"discount": 99})
        assert verdict(judged(attempt(operation), too_much)) == "cannot_know"

    def test_no_payment_proves_nothing(self, operation: str) -> None:
        assert verdict(judged(attempt(operation))) == NO

    def test_an_older_failed_payment_proves_nothing(self, operation: str) -> None:
        assert verdict(judged(attempt(operation), order("failed", SENT - 1))) == NO

    def test_a_payment_under_way_is_none_of_both(self, operation: str) -> None:
        found = judged(attempt(operation), order("ready"), order("failed"))
        assert (found.happened, found.silence) == (None, None)

    def test_a_newer_failed_payment_is_a_refusal(self, operation: str) -> None:
        failed = order("failed")
        found = judged(attempt(operation), failed)
        assert (found.happened, found.refused) == (False, failed)

    def test_a_time_that_is_missing_has_not_come(self, operation: str) -> None:
        failed = order("failed")
        del failed["paid_at"]
        assert verdict(judged(attempt(operation), failed)) is False
        assert verdict(judged(attempt(operation), failed | {"paid_at": "soon"})) is False

    @pytest.mark.parametrize(("sole", "here"), [(False, True), (True, False), (False, False)])
    def test_unless_it_can_be_anothers(self, operation: str, sole: bool, here: bool) -> None:
        found = judged(attempt(operation), order("failed"), sole=sole, here=here)
        assert (verdict(found), found.refused) == (NO, None)


def test_a_charge_whose_amount_is_not_sent() -> None:
    tried = attempt("subscribe.retry_schedule", None)
    assert verdict(judged(tried, order(amount=12_345))) is True


def test_a_payment_of_which_the_channel_is_not_told_may_be_meant() -> None:
    tried = attempt("subscribe.again", Decimal("10.5"))
    assert verdict(judged(tried, order(channel=None, amount=Decimal("10.50")))) is True


# Cancels


def row(amount: Any, at: int = SENT) -> dict[str, Any]:
    return {"amount": amount, "cancelled_at": at, "cancellation_id": f"{amount}-{at}"}


def cancelled(*rows: dict[str, Any], amount: Any = 1000, **other: Any) -> dict[str, Any]:
    """A payment of a thousand won, long ago, with these cancels."""
    paid = {"status": "paid", "amount": amount, "paid_at": SENT - 9999, "pg_provider": "nice_v2"}
    return paid | {"cancel_history": list(rows)} | other


def cancel(amount: Any, checksum: Any = None) -> Attempt:
    known = {} if checksum is None else {"checksum": checksum}
    return attempt("payments.cancel", amount, imp_uid="imp_1", **known)


def test_a_cancel_is_made_by_a_new_row_of_its_amount() -> None:
    payment = cancelled(row(300, SENT - 1), row(300))
    found = judged(cancel(300), payment)
    assert (found.happened, found.records) == (True, [payment])
    assert verdict(judged(cancel(Decimal("1.5")), cancelled(row(Decimal("1.50"))))) is True


@pytest.mark.parametrize("rows", [(), (row(300, SENT - 1),), (row(301),)])
def test_anything_else_is_no_such_row(rows: tuple[dict[str, Any], ...]) -> None:
    assert verdict(judged(cancel(300), cancelled(*rows))) == NO
    assert verdict(judged(cancel(300), {**cancelled(), "cancel_history": None})) == NO
    assert verdict(judged(cancel(300))) == NO


@pytest.mark.parametrize("strange", [None, True, {}, [300], "300 won", "NaN", "Infinity"])
def test_an_amount_that_is_none_proves_nothing(strange: object) -> None:
    assert verdict(judged(cancel(300, 1000), cancelled(row(strange)))) == "cannot_know"
    assert verdict(judged(cancel(1), cancelled(row(strange)))) == "cannot_know"
    earlier = cancelled(row(strange, SENT - 9), row(300))
    assert verdict(judged(cancel(300, 900), earlier)) == "cannot_know"
    assert verdict(judged(cancel(300), cancelled(row("300")))) is True
    assert verdict(judged(cancel(300, 1000), cancelled(row(300), amount=strange))) == "cannot_know"
    assert verdict(judged(cancel(300, 1000), {**cancelled(), "cancel_history": None})) == NO


def test_without_a_checksum_another_cancel_looks_the_same() -> None:
    assert verdict(judged(cancel(300), cancelled(row(300)), sole=False)) == "cannot_know"
    assert verdict(judged(cancel(300), cancelled(row(300)), here=False)) is True
    assert verdict(judged(cancel(300), cancelled(row(301)), sole=False)) == NO


def test_a_checksum_tells_from_which_balance_it_was_taken() -> None:
    payment = cancelled(row(300), row(300, SENT + 1))
    assert verdict(judged(cancel(300, 1000), payment)) is True
    assert verdict(judged(cancel(300, 700), payment)) is True
    assert verdict(judged(cancel(300, 700), payment, sole=False)) == "cannot_know"
    assert verdict(judged(cancel(300, 400), payment)) == NO
    assert verdict(judged(cancel(300, 701), payment)) is False


def test_of_one_second_the_order_is_not_known() -> None:
    for rows in ((row(300), row(200)), (row(200), row(300))):
        assert verdict(judged(cancel(300, 800), cancelled(*rows))) is True
        assert verdict(judged(cancel(300, 1000), cancelled(*rows))) is True
        assert verdict(judged(cancel(200, 700), cancelled(*rows))) is True
        assert verdict(judged(cancel("all", 300), cancelled(*rows, amount=500))) is True
        assert verdict(judged(cancel("all", 200), cancelled(*rows, amount=500))) is True
        assert verdict(judged(cancel("all", 500), cancelled(*rows, amount=500))) is False


def test_less_than_the_checksum_is_a_refusal() -> None:
    payment = cancelled(row(300, SENT - 5))
    assert verdict(judged(cancel(100, 1000), payment)) is False
    assert verdict(judged(cancel(100, 700), payment)) == NO
    assert verdict(judged(cancel(100, 600), payment)) == NO
    # Of an order that was paid twice, either may be meant.
    assert verdict(judged(cancel(100, 1000), payment, cancelled())) == NO
    unpaid = cancelled(row(300, SENT - 5), paid_at=0)
    assert verdict(judged(cancel(100, 1000), payment, unpaid)) is False


def test_all_is_what_was_left() -> None:
    assert verdict(judged(cancel("all"), cancelled(row(300, SENT - 5), row(700)))) is True
    assert verdict(judged(cancel("all"), cancelled(row(300)))) == NO
    assert verdict(judged(cancel("all"), cancelled(row(300), row(700, SENT + 1)))) is True
    assert verdict(judged(cancel("all", 700), cancelled(row(300), row(700, SENT + 1)))) is True
    assert verdict(judged(cancel("all", 1000), cancelled(row(300), row(700, SENT + 1)))) is False


def test_of_a_discounted_order_rows_hold_what_went_back() -> None:
    discounted = {"amount": 900, "promotion": {"id": "p", "discount": 100}}
    assert verdict(judged(cancel(500), cancelled(row(450), **discounted))) is True
    assert verdict(judged(cancel(500), cancelled(row(400), **discounted))) is True
    assert verdict(judged(cancel(500), cancelled(row(500), **discounted))) is True
    assert verdict(judged(cancel(500), cancelled(row(399), **discounted))) == NO
    assert verdict(judged(cancel(500), cancelled(row(501), **discounted))) == NO
    assert verdict(judged(cancel("all"), cancelled(row(900), **discounted))) is True
    assert verdict(judged(cancel("all"), cancelled(row(800), **discounted))) == "cannot_know"
    # A checksum counts in prices, so it does not tell the row.
    for checksum in (1000, 900):
        tried = cancel(500, checksum)
        assert verdict(judged(tried, cancelled(row(450), **discounted))) is True
        beside_another = judged(tried, cancelled(row(450), **discounted), alone=False)
        assert verdict(beside_another) == "cannot_know"
    assert verdict(judged(cancel(500, 1000), cancelled(row(500)), alone=False)) is True
    assert verdict(judged(cancel(500, 1000), cancelled(**discounted))) == NO


def test_what_was_left_of_an_account_without_a_limit_is_not_shown() -> None:
    assert verdict(judged(cancel(300, 300), cancelled(row(300), amount=0))) == "cannot_know"
    assert verdict(judged(cancel(300, 300), cancelled(amount=0))) == NO
    assert verdict(judged(cancel("all"), cancelled(row(300), amount=0))) == "cannot_know"


@pytest.mark.parametrize("pg_provider", ["kicc", "paymentwall", "paypal_v2", "smartro_v2"])
def test_where_cancels_finish_later_no_silence_counts(pg_provider: str) -> None:
    later = {"pg_provider": pg_provider}
    found = judged(cancel(300, 1000), cancelled(**later))
    assert (found.happened, found.silence) == (None, None)
    # What was accepted before is not in the rows yet, and may count in the balance.
    assert judged(cancel(300, 1000), cancelled(row(100, SENT - 5), **later)).happened is None
    assert verdict(judged(cancel(300, 1000), cancelled(row(300, SENT + 9), **later))) is True
    unclear = judged(cancel(300), cancelled(row(300, SENT + 9), **later), sole=False)
    assert verdict(unclear) == "cannot_know"


# Registered, changed, deleted


def test_registered_as_it_was_sent() -> None:
    tried = attempt("preparations.create", merchant_uid="o", currency="KRW")
    record = {"merchant_uid": "o", "amount": Decimal("1000.0"), "currency": "KRW"}
    found = judged(tried, record)
    assert (found.happened, found.records) == (True, (record,))
    assert verdict(judged(tried)) == NO
    for wrong in ({"amount": 999}, {"amount": "1000"}, {"amount": True}, {"currency": "USD"}):
        assert verdict(judged(tried, record | wrong)) == NO
        assert verdict(judged(tried, record | wrong, sole=False)) == "cannot_know"
    assert verdict(judged(tried, record, sole=False, here=False)) is True


def test_what_was_not_sent_is_not_compared() -> None:
    tried = attempt("preparations.create", merchant_uid="o")
    assert verdict(judged(tried, {"amount": 1000, "currency": "KRW"})) is True


def test_amounts_are_compared_exactly() -> None:
    tried = attempt("preparations.create", amount=10.1)
    assert verdict(judged(tried, {"amount": Decimal("10.1")})) is True
    assert verdict(judged(tried, {"amount": Decimal("10.10000000001")})) == NO
    assert verdict(judged(attempt("preparations.create", amount=1), {"amount": True})) == NO


def schedule(at: int, amount: int = 100, **other: Any) -> dict[str, Any]:
    told = {"customer_uid": "c", "schedule_at": at, "amount": amount}
    return told | {"schedule_status": "scheduled", "executed_at": 0, "revoked_at": 0} | other


def test_of_several_each_is_compared_with_its_own() -> None:
    tried = attempt(
        "subscribe.schedule",
        None,
        **{
            "customer_uid": "c",
            "schedules.merchant_uid": ["a", "b"],
            "schedules.schedule_at": [1, 2],
            "schedules.amount": [100, 200],
        },
    )
    assert verdict(judged(tried, schedule(1), schedule(2, 200))) is True
    assert verdict(judged(tried, schedule(2, 200), schedule(1))) == NO
    assert verdict(judged(tried, schedule(1), schedule(2, 100))) == NO
    # One that had ended before is an earlier one, that only looks the same.
    ended = schedule(1, revoked_at=SENT - 1)
    assert verdict(judged(tried, ended, schedule(2, 200))) == NO
    since = schedule(1, revoked_at=SENT, executed_at=SENT + 5)
    assert verdict(judged(tried, since, schedule(2, 200))) is True


def test_deleted() -> None:
    tried = attempt("billing_keys.delete", None, customer_uid="c")
    assert verdict(judged(tried)) is True
    assert verdict(judged(tried, {"inserted": SENT - 1})) == NO
    assert verdict(judged(tried, {"inserted": SENT - 1}, sole=False)) == "cannot_know"
    assert verdict(judged(tried, {"inserted": SENT})) == "cannot_know"
    anew = {"succeededChannels": [{"inserted": SENT - 1}, {"inserted": SENT + 1}]}
    assert verdict(judged(tried, anew)) == "cannot_know"
    certification = attempt("certifications.delete", None, imp_uid="imp_1")
    assert verdict(judged(certification, {"imp_uid": "imp_1"})) == NO


# Made anew


def test_made_anew() -> None:
    tried = attempt("billing_keys.issue", None, customer_uid="c")
    record = {"updated": SENT}
    found = judged(tried, record)
    assert (found.happened, found.records) == (True, [record])
    assert judged(tried, record, {"updated": SENT + 1}).records == [record]
    beside = judged(tried, record, sole=False)
    assert verdict(beside) == "cannot_know"
    assert beside.reason == "there is one that is newer, but it may be another attempt's"
    for older in ({"updated": SENT - 1}, {"updated": None}, {"updated": True}, {}):
        assert verdict(judged(tried, older)) == NO
    assert verdict(judged(tried, {"updated": SENT - 1}, sole=False)) == "cannot_know"


def test_a_super_billing_key_has_its_times_at_the_channels() -> None:
    tried = attempt("billing_keys.issue", None, customer_uid="c")
    channels = [{"updated": SENT - 5}, {"updated": SENT + 1}]
    assert verdict(judged(tried, {"succeededChannels": channels})) is True
    assert verdict(judged(tried, {"succeededChannels": channels[:1]})) == NO


def test_a_number_for_the_till_is_no_charge_of_the_order() -> None:
    tried = attempt("cvs.issue", merchant_uid="o")
    number = order("ready", pay_method="cvs")
    assert verdict(judged(tried, order("failed"), number)) is True
    assert verdict(judged(tried, order())) == NO
    assert verdict(judged(tried, order("failed", pay_method="cvs"))) == NO
    assert verdict(judged(tried, number | {"amount": 999})) == NO
    assert verdict(judged(tried._replace(known={}), number | {"amount": 999})) is True


def test_an_account_is_told_by_when_it_was_issued() -> None:
    tried = attempt("vbanks.create", merchant_uid="o")
    assert verdict(judged(tried, order("failed"), order("ready", vbank_issued_at=SENT))) is True
    assert verdict(judged(tried, order("ready", vbank_issued_at=SENT - 1))) == NO


# A state


def product(product_order_id: str, claim_status: str | None, **other: Any) -> dict[str, Any]:
    return {"product_order_id": product_order_id, "claim_status": claim_status} | other


def test_all_that_were_meant_have_come_to_it() -> None:
    tried = attempt("naver.cancel", None, imp_uid="imp_1", product_order_ids=["a", "b"])
    done, open_ = product("a", "CANCEL_DONE"), product("b", None)
    both = [done, product("b", "CANCELING")]
    found = judged(tried, *both, product("c", None))
    assert (found.happened, found.records) == (True, both)
    assert verdict(judged(tried, done, open_)) == "cannot_know"
    assert verdict(judged(tried, product("a", None), open_)) == NO
    assert verdict(judged(tried, product("c", "CANCEL_DONE"))) == NO
    everything = attempt("naver.cancel", None, imp_uid="imp_1", product_order_ids="all")
    assert verdict(judged(everything, *both)) is True
    assert verdict(judged(everything, done, open_)) == "cannot_know"
    assert verdict(judged(tried, open_, sole=False)) == "cannot_know"


def test_a_state_that_tells_nothing() -> None:
    tried = attempt("naver.request_return", None, imp_uid="imp_1", product_order_ids=["a"])
    assert verdict(judged(tried, product("a", "RETURN_REJECT"))) == "cannot_know"
    assert verdict(judged(tried, product("a", "RETURN_REQUEST"))) is True
    assert verdict(judged(tried, product("b", "RETURN_REJECT"))) == NO


def test_what_was_executed_is_not_revoked_any_more() -> None:
    tried = attempt("subscribe.unschedule", None, customer_uid="c", merchant_uids=["a", "b"])
    executed, revoked = {"schedule_status": "executed"}, {"schedule_status": "revoked"}
    assert verdict(judged(tried, executed, revoked)) is True
    assert verdict(judged(tried, revoked, {"schedule_status": "scheduled"})) == "cannot_know"
    assert verdict(judged(tried, executed)) == NO
    assert verdict(judged(tried, {"schedule_status": "scheduled"})) == NO


def test_an_account_that_was_paid_was_not_revoked() -> None:
    tried = attempt("vbanks.revoke", None, imp_uid="imp_1")
    assert verdict(judged(tried, {"status": "failed", "paid_at": 0})) is True
    assert verdict(judged(tried, {"status": "cancelled", "paid_at": 5})) == NO
    assert verdict(judged(tried, {"status": "ready", "paid_at": 0})) == NO


def test_a_rule_without_fields_finds_nothing() -> None:
    """A contract that names no field is not fulfilled by a record without one."""
    proofs: tuple[Literal["cancellation", "newer", "state"], ...] = (
        "cancellation",
        "newer",
        "state",
    )
    for proof in proofs:
        resolve = ResolveRule(proof)
        found = prove(
            Case(
                attempt("payments.cancel"),
                resolve,
                [{}],
                Standing(sole=True, alone=True, here=True),
            )
        )
        assert verdict(found) == NO
