"""Answers that contradict themselves, or are about something else: they prove nothing, and nothing is repeated."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import pytest
from scripted_server import (
    ANY,
    KEY,
    PAID,
    SECRET,
    Answer,
    Close,
    Connect,
    ScriptedServer,
    Use,
    both,
    envelope,
    html,
    payment,
    refusal,
)

from portone_v1 import Attempt, ConnectError, Declined, NoAnswer, PortOne, UnexpectedAnswer
from portone_v1.testing import Reply, Request, SendFailed, client

AT = 1_900_000_000
SCHEDULED = {
    "merchant_uid": "o-1",
    "schedule_at": AT,
    "amount": 1000,
    "name": "n",
    "currency": "KRW",
    "schedule_status": "scheduled",
    "customer_uid": "c-1",
}
KEY_OF = {"customer_uid": "c-1", "card_number": "411111******1111", "pg_provider": "nice"}
CARD = {"card_number": "4111-1111-1111-1111", "expiry": "2030-12"}


def page(*records: dict[str, Any]) -> dict[str, Any]:
    return {"total": len(records), "previous": 0, "next": 0, "list": list(records)}


class Asking(NamedTuple):
    """A call, an answer about what it asks for, and the same about something else."""

    use: Use
    right: object
    others: dict[str, object]
    """By the name of what differs."""
    is_write: bool = True


def paid(**fields: object) -> dict[str, object]:
    return PAID | fields


ASKED = {
    "cancel by imp_uid": Asking(
        lambda p: p.payments.cancel(imp_uid="imp_1", amount=500),
        paid(),
        {"imp_uid": paid(imp_uid="imp_OTHER")},
    ),
    "cancel, answered with an object that has a list besides": Asking(
        lambda p: p.payments.cancel(imp_uid="imp_1", amount=500),
        paid(list=[]),
        {"imp_uid": paid(imp_uid="imp_OTHER", list=[])},
    ),
    "cancel by merchant_uid": Asking(
        lambda p: p.payments.cancel(merchant_uid="o-1", amount=500),
        paid(),
        {"merchant_uid": paid(merchant_uid="o-OTHER")},
    ),
    "onetime": Asking(
        lambda p: p.subscribe.onetime(merchant_uid="o-1", customer_uid="c-1", amount=1000, **CARD),
        paid(customer_uid="c-1"),
        {
            "merchant_uid": paid(merchant_uid="o-OTHER", customer_uid="c-1"),
            "customer_uid": paid(customer_uid="c-OTHER"),
        },
    ),
    "again": Asking(
        lambda p: p.subscribe.again(merchant_uid="o-1", customer_uid="c-1", amount=1000, name="n"),
        paid(customer_uid="c-1"),
        {
            "merchant_uid": paid(merchant_uid="o-OTHER"),
            "customer_uid": paid(customer_uid="c-OTHER"),
        },
    ),
    "failed charge": Asking(
        lambda p: p.subscribe.again(merchant_uid="o-1", customer_uid="c-1", amount=1000, name="n"),
        paid(),
        {"merchant_uid": paid(merchant_uid="o-OTHER", status="failed")},
    ),
    "schedule": Asking(
        lambda p: p.subscribe.schedule(
            customer_uid="c-1",
            schedules=[
                {name: SCHEDULED[name] for name in ("merchant_uid", "schedule_at", "amount")}
                | {"currency": "KRW", "name": "n"}
            ],
        ),
        [SCHEDULED],
        {"customer_uid": [SCHEDULED | {"customer_uid": "c-OTHER"}]},
    ),
    "unschedule": Asking(
        lambda p: p.subscribe.unschedule(customer_uid="c-1", merchant_uids=["o-1", "o-2"]),
        [SCHEDULED | {"merchant_uid": "o-2"}, SCHEDULED],
        {
            "merchant_uid": [SCHEDULED, SCHEDULED | {"merchant_uid": "o-OTHER"}],
            "customer_uid": [SCHEDULED | {"customer_uid": "c-OTHER"}],
        },
    ),
    "unschedule all": Asking(
        lambda p: p.subscribe.unschedule(customer_uid="c-1", merchant_uids="all"),
        [SCHEDULED | {"merchant_uid": "whatever"}],
        {"customer_uid": [SCHEDULED, SCHEDULED | {"customer_uid": "c-OTHER"}]},
    ),
    "issue a billing key": Asking(
        lambda p: p.billing_keys.issue("c-1", pg="nice", **CARD),
        KEY_OF,
        {"customer_uid": KEY_OF | {"customer_uid": "c-OTHER"}},
    ),
    "delete a billing key": Asking(
        lambda p: p.billing_keys.delete("c-1"),
        KEY_OF,
        {"customer_uid": KEY_OF | {"customer_uid": "c-OTHER"}},
    ),
    "preparation": Asking(
        lambda p: p.preparations.create(merchant_uid="o-1", amount=1000),
        {"merchant_uid": "o-1", "amount": 1000},
        {"merchant_uid": {"merchant_uid": "o-OTHER", "amount": 1000}},
    ),
    "revoke an account": Asking(
        lambda p: p.vbanks.revoke("imp_1"),
        paid(status="failed"),
        {"imp_uid": paid(imp_uid="imp_OTHER", status="failed")},
    ),
    "one payment": Asking(
        lambda p: p.payments.get("imp_1"), paid(), {"imp_uid": paid(imp_uid="imp_OTHER")}, False
    ),
    "a payment by its order": Asking(
        lambda p: p.payments.find("o-1"),
        paid(),
        {"merchant_uid": paid(merchant_uid="o-OTHER")},
        False,
    ),
    "a page of an order": Asking(
        lambda p: p.payments.find_all("o-1"),
        page(paid(), paid(imp_uid="imp_2")),
        {"merchant_uid": page(paid(), paid(imp_uid="imp_2", merchant_uid="o-OTHER"))},
        False,
    ),
    "several payments": Asking(
        lambda p: p.payments.get_many(imp_uids=["imp_1", "imp_2"]),
        [paid(imp_uid="imp_2"), paid()],
        {"imp_uid": [paid(), paid(imp_uid="imp_OTHER")]},
        False,
    ),
    "several payments, named either way": Asking(
        lambda p: p.payments.get_many(imp_uids=["imp_1"], merchant_uids=["o-2"]),
        [paid(), paid(imp_uid="imp_2", merchant_uid="o-2")],
        {
            "imp_uid": [paid(), paid(imp_uid="imp_OTHER", merchant_uid="o-OTHER")],
        },
        False,
    ),
    "a billing key": Asking(
        lambda p: p.billing_keys.get("c-1"),
        KEY_OF,
        {"customer_uid": KEY_OF | {"customer_uid": "c-OTHER"}},
        False,
    ),
    "several billing keys": Asking(
        lambda p: p.billing_keys.get_many(customer_uids=["c-1", "c-2"]),
        [KEY_OF],
        {"customer_uid": [KEY_OF, KEY_OF | {"customer_uid": "c-OTHER"}]},
        False,
    ),
    "a schedule": Asking(
        lambda p: p.subscribe.get_schedule("o-1"),
        SCHEDULED,
        {"merchant_uid": SCHEDULED | {"merchant_uid": "o-OTHER"}},
        False,
    ),
    "a sub-merchant": Asking(
        lambda p: p.tiers.get("AB1"),
        {"tier_code": "AB1", "tier_name": "n"},
        {"tier_code": {"tier_code": "ZZZ", "tier_name": "n"}},
        False,
    ),
}


@both
@pytest.mark.parametrize("name", ASKED)
def test_an_answer_about_something_else_is_not_believed(connect: Connect, name: str) -> None:
    asking = ASKED[name]
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, envelope(asking.right))
        portone.do(asking.use)
        for identity, other in asking.others.items():
            server.forget()
            server.on(ANY, envelope(other))
            error = portone.error(asking.use)
            assert type(error) is UnexpectedAnswer
            assert error.outcome == ("unknown" if asking.is_write else "no_answer")
            assert (error.attempt is not None) is asking.is_write
            assert f"the answer is about another {identity}" in str(error)
            assert error.http_status == 200
            assert error.body["response"] is not None
            assert server.counts == (0, 1)


@both
@pytest.mark.parametrize("imp_uid", [None, "", 5, ["imp_1"]])
def test_an_answer_that_does_not_name_its_payment_is_believed(
    connect: Connect, imp_uid: object
) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment(imp_uid=imp_uid))
        assert portone.do(ASKED["one payment"].use).status == "paid"
        server.on(ANY, envelope({name: PAID[name] for name in PAID if name != "imp_uid"}))
        assert portone.do(ASKED["cancel by imp_uid"].use).status == "paid"


READ, WRITE = ASKED["one payment"].use, ASKED["cancel by imp_uid"].use
USES = [pytest.param(READ, id="read"), pytest.param(WRITE, id="write")]


@both
@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 408, 409, 422, 425, 429])
@pytest.mark.parametrize("response", [PAID, [PAID], None, {}], ids=["paid", "list", "null", "{}"])
def test_a_4xx_with_code_0_is_neither_yes_nor_no(
    connect: Connect, use: Use, status: int, response: object
) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, envelope(response, status=status).saying(retry_after="0"))
        error = portone.error(use)
        assert type(error) is UnexpectedAnswer
        assert error.outcome == ("no_answer" if use is READ else "unknown")
        assert f"code 0 came with HTTP {status}" in str(error)
        assert (error.http_status, error.body["code"]) == (status, 0)
        assert server.counts == (1, 1)


@both
@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("status", [200, 400, 401, 404, 409, 429])
@pytest.mark.parametrize("code", [-1, 1, 7])
@pytest.mark.parametrize(
    "response",
    [PAID, [PAID], page(PAID), PAID | {"status": "ready"}, PAID | {"status": "cancelled"}],
    ids=["paid", "list", "page", "ready", "cancelled"],
)
def test_a_refusal_with_the_record_of_a_success_is_neither_yes_nor_no(
    connect: Connect, use: Use, status: int, code: int, response: object
) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        answer = envelope(response, code=code, message="안 됩니다", status=status)
        server.on(ANY, answer.saying(retry_after="0"))
        error = portone.error(use)
        assert type(error) is UnexpectedAnswer
        assert error.outcome == ("no_answer" if use is READ else "unknown")
        assert f"code {code} came with the record of a success (HTTP {status})" in str(error)
        assert server.counts == (1, 1)


@both
def test_a_refusal_with_a_failed_payment_is_a_refusal(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        failed = envelope(PAID | {"status": "failed"}, code=-1, message="한도초과")
        server.on(ANY, failed)
        charge = {
            "customer_uid": "c",
            "merchant_uid": PAID["merchant_uid"],
            "amount": 1,
            "name": "n",
        }
        error = portone.error(lambda p: p.subscribe.again(**charge))
        assert (error.outcome, error.message) == ("rejected", "한도초과")


SUBSCRIPTION: dict[str, Any] = {
    "customer_uid": "c",
    "merchant_uid": PAID["merchant_uid"],
    "amount": 1,
    "name": "n",
}


@both
def test_a_refusal_with_a_failed_payment_that_may_still_be_paid_proves_nothing(
    connect: Connect,
) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        failed = PAID | {"status": "failed", "pg_provider": "paypal_v2"}
        server.on(ANY, envelope(failed, code=-1, message="한도초과"))
        error = portone.error(lambda p: p.subscribe.again(**SUBSCRIPTION))
        assert (type(error), error.outcome) == (UnexpectedAnswer, "unknown")


@both
@pytest.mark.parametrize("status", [400, 401, 499])
def test_a_page_of_a_gateway_is_shown_as_what_it_is(connect: Connect, status: int) -> None:
    said = Answer(status, b'{"code": 1, "code": 2, "message": "no", "response": null}')
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(ANY, said)
        error = portone.error(CHECKED)
        assert str(error) == (
            f"payments.cancel: the answer is not an envelope of PortOne V1 (HTTP {status})"
        )
        assert error.body == {"code": 2, "message": "no", "response": None}


@both
def test_a_charge_may_name_a_payment_besides_its_own(connect: Connect) -> None:
    charge = {"member_id": "m", "channel_key": "channel-key-1", "merchant_uid": "o-1"}
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, payment(imp_uid="imp_1", merchant_uid="o-1"))
        paid = portone.do(
            lambda p: p.kcpquick.pay_with_money(**charge, name="n", amount=1000, imp_uid="imp_2")
        )
        assert paid.imp_uid == "imp_1"


@pytest.mark.parametrize(("status", "outcome"), [("paid", "done"), ("failed", "rejected")])
def test_an_interruption_after_the_answer_says_what_the_answer_said(
    status: str, outcome: str
) -> None:
    def interrupt(operation: str, pointer: str) -> None:
        raise KeyboardInterrupt

    with (
        ScriptedServer() as server,
        PortOne(KEY, SECRET, base_url=server.url, on_drift=interrupt) as portone,
    ):
        server.on(ANY, payment(status=status, name=5, merchant_uid="o-1"))
        with pytest.raises(KeyboardInterrupt) as caught:
            portone.subscribe.again(**SUBSCRIPTION)
    assert caught.value.outcome == outcome  # type: ignore[attr-defined]


@both
@pytest.mark.parametrize("depth", [100, 500, 900])
@pytest.mark.parametrize("status", ["failed", "paid"])
def test_a_deep_answer_says_what_a_flat_one_says(connect: Connect, depth: int, status: str) -> None:
    deep = json.dumps(PAID | {"status": status, "strange": "HERE"})
    body = deep.replace('"HERE"', '{"a":[' * (depth // 2) + "1" + "]}" * (depth // 2))
    answer = Answer(200, f'{{"code":0,"message":null,"response":{body}}}'.encode())
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, answer)
        charge = {"customer_uid": "c", "merchant_uid": "o-1", "amount": 1000, "name": "n"}
        if status == "paid":
            assert portone.do(lambda p: p.subscribe.again(**charge)).imp_uid == "imp_1"
            return
        error = portone.error(lambda p: p.subscribe.again(**charge))
        assert (type(error), error.outcome) == (Declined, "rejected")
        assert error.attempt is not None
        assert "***" in str(error.body)


# What was sent before.

BUSY = html(429).saying(retry_after="0")
CHECKED: Use = lambda p: p.payments.cancel(imp_uid="imp_1", amount=500, checksum=1000)  # noqa: E731


@both
@pytest.mark.parametrize(
    "second",
    [
        refusal("취소 가능 금액이 다릅니다.", code=1),
        refusal("Unauthorized", status=401),
        refusal("이미 전액취소된 주문입니다.", code=1),
        refusal("없음", status=404),
    ],
    ids=["checksum", "token", "done", "unknown"],
)
def test_a_refusal_after_a_send_that_may_have_been_done_leaves_it_unknown(
    connect: Connect, second: Answer
) -> None:
    told: list[Any] = []
    with ScriptedServer() as server, connect(server, before_send=told.append) as portone:
        server.on(ANY, BUSY, second)
        error = portone.error(CHECKED)
        assert (type(error), error.outcome) == (UnexpectedAnswer, "unknown")
        assert error.operation == "payments.cancel"
        # A refused token is renewed, and the write sent again: it is still one attempt, under one mark.
        sent = len(told)
        assert error.attempt is not None
        assert {attempt.mark for attempt in told} == {error.attempt.mark}
        # What was refused with the token counts for none.
        assert [attempt.sends for attempt in told] == [1, 2, 2][:sent]
        assert server.counts == (sent - 1, sent)


@both
def test_what_is_done_the_second_time_is_done(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, BUSY, payment(cancel_amount=500))
        assert portone.do(CHECKED).cancel_amount == 500
        assert server.counts == (1, 2)
        server.on(ANY, BUSY, Close())
        error = portone.error(CHECKED)
        assert (type(error), error.outcome) == (NoAnswer, "unknown")


def test_no_connection_after_a_send_that_may_have_been_done_leaves_it_unknown() -> None:
    tries = iter([BUSY, None, None])

    def answer(request: Request) -> Reply:
        if request.url.endswith("/users/getToken"):
            token = b'{"access_token": "t", "now": 1800000001, "expired_at": 1800001801}'
            return Reply(200, {}, b'{"code": 0, "message": null, "response": %s}' % token)
        said = next(tries)
        if said is None:
            raise SendFailed("ConnectError", sent=False)
        return Reply(said.status, {"retry-after": "0"}, said.body)

    with client(answer) as portone, pytest.raises(UnexpectedAnswer) as caught:
        CHECKED(portone)
    assert caught.value.outcome == "unknown"
    assert isinstance(caught.value.__cause__, ConnectError)


def test_a_write_is_not_repeated_when_its_first_try_is_long_ago() -> None:
    """Silence after the last try would be counted from then on, while the first may have been done."""
    clock = Pausing()
    told: list[Attempt] = []

    def answer(request: Request) -> Reply:
        if request.url.endswith("/users/getToken"):
            token = b'{"access_token": "t", "now": 1800001000, "expired_at": 1800002800}'
            return Reply(200, {}, b'{"code": 0, "message": null, "response": %s}' % token)
        clock.sent.append(clock.now)
        return Reply(429, {"retry-after": "40"}, b"busy")

    with (
        client(answer, clock=clock, max_retries=9, before_send=told.append) as portone,
        pytest.raises(UnexpectedAnswer) as caught,
    ):
        CHECKED(portone)
    assert caught.value.outcome == "unknown"
    assert "not sent again, since its first try was more than 100 s ago" in str(caught.value)
    assert caught.value.operation == "payments.cancel"
    assert [round(at) for at in clock.sent] == [0, 40, 80]
    # They are one attempt, that of its first send, and the last one left so much later.
    assert len({attempt.sent_at for attempt in told}) == 1
    longer = [attempt.leaves_within - told[0].leaves_within for attempt in told]
    assert longer == pytest.approx([0.0, 40.0, 80.0], abs=0.5)


def test_a_refused_repeat_counts_as_a_send_of_the_attempt_in_doubt() -> None:
    told: list[Attempt] = []
    answers = [Reply(429, {"retry-after": "0"}, b"busy"), NO_BALANCE]

    def answer(request: Request) -> Reply:
        if request.url.endswith("/users/getToken"):
            token = b'{"access_token": "t", "now": 1800001000, "expired_at": 1800002800}'
            return Reply(200, {}, b'{"code": 0, "message": null, "response": %s}' % token)
        return answers.pop(0)

    with (
        client(answer, before_send=told.append) as portone,
        pytest.raises(UnexpectedAnswer) as caught,
    ):
        CHECKED(portone)
    assert caught.value.outcome == "unknown"
    assert [attempt.sends for attempt in told] == [1, 2]
    assert caught.value.attempt == told[1]


NO_BALANCE = Reply(200, {}, b'{"code": 1, "message": "no", "response": null}')


class Pausing:
    """A clock that goes on by pauses alone."""

    def __init__(self) -> None:
        self.now = 0.0
        self.sent: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def wall(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_an_interruption_of_the_pause_says_that_a_write_was_sent() -> None:
    """The pause before a write is repeated is an ordinary moment for Ctrl-C."""

    class Interrupted:
        def monotonic(self) -> float:
            return 0.0

        def wall(self) -> float:
            return 0.0

        def sleep(self, seconds: float) -> None:
            raise KeyboardInterrupt

    with ScriptedServer() as server, PortOne(KEY, SECRET, base_url=server.url) as portone:
        portone.sender.session.time.clock = Interrupted()
        server.on(ANY, BUSY)
        with pytest.raises(KeyboardInterrupt) as caught:
            CHECKED(portone)
    assert caught.value.outcome == "unknown"  # type: ignore[attr-defined]
    assert caught.value.attempt.operation == "payments.cancel"  # type: ignore[attr-defined]
