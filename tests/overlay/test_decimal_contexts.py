"""The decimal context of the caller decides nothing: neither its precision nor its traps."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Context, Decimal, Inexact, InvalidOperation, Rounded, getcontext, localcontext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted_server import (
    ANY,
    PAID,
    Answer,
    Caller,
    Connect,
    ScriptedServer,
    both,
    refusal,
)
from test_evidence import SENT, attempt, judged, order

from portone_v1 import PortOne, PortOneError, Resolution, VerificationFailed, webhook
from portone_v1.models import Payment
from portone_v1.webhook import Event, KnownState
from portone_v1_emulator import Emulator

CONTEXTS = [
    Context(prec=1),
    Context(prec=3),
    Context(prec=6),
    Context(prec=6, traps=[Inexact, Rounded, InvalidOperation]),
    Context(prec=28, traps=[Inexact, Rounded]),
    Context(prec=3, Emin=0, Emax=2, traps=[]),
]
in_each = pytest.mark.parametrize("context", CONTEXTS, ids=map(str, range(len(CONTEXTS))))
contexts = st.sampled_from(CONTEXTS)
won = st.integers(1, 10**12)
dollars = won.map(lambda cents: Decimal(cents).scaleb(-2))

CARD: dict[str, Any] = {"card_number": "4242-4242-4242-4242", "expiry": "2035-12"}


@contextmanager
def emulated(connect: Connect) -> Iterator[tuple[Emulator, Caller]]:
    with Emulator() as emulator:
        account = {"api_key": emulator.api_key, "api_secret": emulator.api_secret}
        with connect(emulator.base_url, **account) as portone:
            yield emulator, portone


@both
@in_each
def test_a_charge_of_another_amount_is_not_taken_for_the_lost_one(
    connect: Connect, context: Context
) -> None:
    with localcontext(context), emulated(connect) as (emulator, portone):
        emulator.fail("drop_before", "subscribe.onetime")
        lost = portone.error(
            lambda p: p.subscribe.onetime(merchant_uid="o-1", amount=1_234_560, **CARD)
        )
        with PortOne(emulator.api_key, emulator.api_secret, base_url=emulator.base_url) as other:
            other.subscribe.onetime(merchant_uid="o-1", amount=1_234_565, **CARD)
        assert portone.do(lambda p: p.resolve(lost)).state == "unknown"


@both
@in_each
def test_a_cancel_under_way_is_not_called_refused(connect: Connect, context: Context) -> None:
    with localcontext(context), emulated(connect) as (emulator, portone):
        paid = portone.do(
            lambda p: p.subscribe.onetime(merchant_uid="o-1", amount=1_234_567, **CARD)
        )
        cancel: dict[str, Any] = {"imp_uid": paid.imp_uid}
        portone.do(lambda p: p.payments.cancel(**cancel, amount=2, checksum=1_234_567))
        emulator.fail("late", "payments.cancel", seconds=30)
        with connect(
            emulator.base_url, api_key=emulator.api_key, api_secret=emulator.api_secret
        ) as other:
            lost = other.error(lambda p: p.payments.cancel(**cancel, amount=1_234_565))
            found: Resolution = other.do(lambda p: p.resolve(lost))
        assert found.state == "unknown"
        emulator.advance(40)
        assert portone.do(lambda p: p.payments.get(paid.imp_uid)).cancel_amount == 1_234_567


@both
@in_each
def test_a_payment_is_verified_and_booked_the_same(connect: Connect, context: Context) -> None:
    fields = PAID | {"currency": "USD", "amount": 12345.67, "cancel_amount": 0.25}
    fields |= {"cancel_history": [{"amount": 0.25, "cancelled_at": SENT, "pg_tid": "t"}]}
    body = json.dumps({"code": 0, "message": None, "response": fields}).encode()
    order: dict[str, Any] = {"merchant_uid": "o-1", "currency": "USD"}
    with ScriptedServer() as server, localcontext(context), connect(server) as portone:
        server.on(ANY, Answer(200, body, {"Content-Type": "application/json"}))
        error = portone.error(
            lambda p: p.payments.verify("imp_1", amount=Decimal("12345.67"), **order)
        )
        assert isinstance(error, VerificationFailed)
        assert (error.reason, error.held) == ("partly_cancelled", Decimal("12345.42"))
        changes = portone.do(lambda p: p.webhook.handle(Event("imp_1"), None))
        booked = [entry.amount for entry in changes.entries]
        assert booked == [Decimal("12345.67"), Decimal("-0.25")]
        assert KnownState.from_json(changes.known.to_json()) == changes.known


@both
@in_each
def test_the_callers_context_is_as_it_was(connect: Connect, context: Context) -> None:
    with ScriptedServer() as server, localcontext(context), connect(server) as portone:
        server.on(ANY, Answer(200, json.dumps({"code": 1, "message": "", "response": 0}).encode()))

        def use(client: Any) -> Any:
            before = getcontext()
            call = client.payments.verify("imp_1", amount=1, merchant_uid="o-1")
            assert getcontext() is before
            return call

        portone.error(use)
        assert (getcontext().prec, getcontext().Emax) == (context.prec, context.Emax)


@both
@in_each
def test_what_is_sent_has_the_digits_that_were_given(connect: Connect, context: Context) -> None:
    with ScriptedServer() as server, localcontext(context), connect(server) as portone:
        server.on(ANY, refusal("no"))
        given = Decimal("1234567.89")
        error = portone.error(lambda p: p.payments.cancel(imp_uid="imp_1", amount=given))
        assert b'"amount": 1234567.89' in server.call.body
        assert str(error.attempt.amount) == "1234567.89"


@in_each
def test_a_question_is_read_and_its_amount_kept(context: Context) -> None:
    body = '{"imp_uid": "imp_1", "merchant_uid": "o-1", "amount": 1234567.89}'
    with localcontext(context):
        assert webhook.parse_confirm(body).amount == Decimal("1234567.89")


@in_each
def test_the_emulator_calculates_exactly_without_a_server(context: Context) -> None:
    def send(path: str, body: Mapping[str, object], token: str = "") -> Any:
        headers = {"content-type": "application/json", "authorization": f"Bearer {token}"}
        return json.loads(emulator.handle("POST", path, headers, json.dumps(body).encode()).body)

    emulator = Emulator()
    with localcontext(context):
        account = {"imp_key": emulator.api_key, "imp_secret": emulator.api_secret}
        token = send("/users/getToken", account)["response"]["access_token"]
        charge = {"merchant_uid": "o-1", "amount": 1_234_567, **CARD}
        paid = send("/subscribe/payments/onetime", charge, token)["response"]
        assert paid["amount"] == 1_234_567
        emulator.cancel_in_console(paid["imp_uid"], 2)
        cancelled = send("/payments/cancel", {"imp_uid": paid["imp_uid"]}, token)["response"]
        assert cancelled["cancel_amount"] == 1_234_567


@given(contexts, won | dollars, won | dollars, won | dollars, st.booleans())
def test_records_prove_the_same(
    context: Context, wanted: Any, amount: Any, taken: Any, checked: bool
) -> None:
    row = {"amount": taken, "cancelled_at": SENT + 1, "reason": "r"}
    record = order(amount=amount, cancel_amount=taken, cancel_history=[row])
    known = {"checksum": amount} if checked else {}
    attempts = (attempt("subscribe.again", wanted), attempt("payments.cancel", wanted, **known))
    for each in attempts:
        expected = judged(each, record)
        with localcontext(context):
            assert judged(each, record) == expected


@given(contexts, won | dollars, st.lists(won | dollars, max_size=3))
def test_the_books_are_the_same(context: Context, amount: Any, totals: list[Any]) -> None:
    def books() -> list[Any]:
        known, told = None, list[Any]()
        for refunded in totals:
            data = PAID | {"amount": amount, "cancel_amount": refunded, "currency": "USD"}
            try:
                changes = webhook.compare(Payment.read(data, "", lambda at: None), known)
            except PortOneError as error:
                told.append(str(error))
            else:
                known = changes.known
                told += [changes.entries, known.to_json()]
        return told

    expected = books()
    with localcontext(context):
        found = books()
    assert found == expected
