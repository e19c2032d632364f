"""The mark of each send: always in the User-Agent, and where it is wanted in a field that V1 gives back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted_server import (
    ANY,
    KEY,
    PAID,
    SECRET,
    Answer,
    Blocking,
    Caller,
    Close,
    Connect,
    Received,
    ScriptedServer,
    Use,
    both,
    envelope,
    html,
    payment,
    refusal,
    unauthorized,
)

from portone_v1 import Attempt, ConfigurationError, PortOne
from portone_v1.core.request import USER_AGENT
from portone_v1.resolve.marks import Mark, marked_body, marks_alone, marks_of, new_mark

AT = 1_900_000_000
ORDER: dict[str, Any] = {"merchant_uid": "o-1", "amount": 1000}
CARD = {"card_number": "4111-1111-1111-1111", "expiry": "2030-12"}

# The arguments of each write that carries a mark in custom_data, which are its body too.
CARRIERS: dict[str, dict[str, Any]] = {
    "subscribe.onetime": ORDER | CARD,
    "subscribe.foreign": ORDER | CARD,
    "subscribe.again": ORDER | {"customer_uid": "c-1", "name": "n"},
    "benepia.pay": ORDER
    | {"channel_key": "channel-key-1", "benepia_user": "u", "benepia_password": "p", "name": "n"},
    "vbanks.create": ORDER
    | {"channel_key": "channel-key-1", "vbank_code": "004", "vbank_due": AT, "name": "n"},
    "cvs.issue": ORDER | {"channel_key": "channel-key-1", "name": "n"},
}
OTHERS: dict[str, dict[str, Any]] = {
    "subscribe.unschedule": {"customer_uid": "c-1", "merchant_uids": "all"},
    "subscribe.update_schedule": {"merchant_uid": "o-1", "schedule_at": AT},
    "subscribe.reschedule": {"merchant_uid": "o-1", "schedule_at": AT},
    "subscribe.retry_schedule": {"merchant_uid": "o-1"},
    "billing_keys.issue": {"customer_uid": "c-1", "pg": "nice", **CARD},
    "billing_keys.delete": {"customer_uid": "c-1"},
    "preparations.create": ORDER,
    "preparations.update": ORDER,
    "vbanks.revoke": {"imp_uid": "imp_1"},
    "escrows.register": {
        "imp_uid": "imp_1",
        "sender": {"name": "n", "tel": "t", "addr": "a", "postcode": "p"},
        "receiver": {"name": "n", "tel": "t", "addr": "a", "postcode": "p"},
        "logis": {"company": "c", "invoice": "i", "sent_at": AT, "receiving_at": "20300101"},
    },
    "cash_receipts.issue": {
        "imp_uid": "imp_1",
        "identifier": "01012345678",
        "identifier_type": "phone",
    },
}


def named(operation: str, arguments: Mapping[str, Any]) -> Use:
    return lambda p: p.request(operation, **arguments)


def through(view: Any, use: Use) -> Use:
    """The same with a view of the client."""
    return lambda p: use(view)


def mark_in(request: Received) -> str:
    """The mark in the User-Agent, which is all that stands there beside our name and version."""
    found = re.fullmatch(
        rf"{re.escape(USER_AGENT)} \(mark:([a-z2-7]{{12}})\)", request.header("user-agent") or ""
    )
    assert found, request.header("user-agent")
    return found[1]


def told_by(server: ScriptedServer, portone: Caller, use: Use, answer: Answer) -> Received:
    """What a write sends."""
    server.forget()
    server.on(ANY, answer)
    portone.together([use])
    return server.calls[-1]


# In the User-Agent.


@both
@pytest.mark.parametrize("operation", [*CARRIERS, *OTHERS, "payments.cancel"])
def test_each_write_has_a_mark_of_its_own_in_the_user_agent(
    connect: Connect, operation: str
) -> None:
    told: list[Attempt] = []
    cancel = {"imp_uid": "imp_1", "amount": 500}
    arguments = (CARRIERS | OTHERS).get(operation, cancel)
    with ScriptedServer() as server, connect(server, before_send=told.append) as portone:
        server.on(ANY, refusal("한도초과", code=7))
        portone.together([named(operation, arguments)])
        portone.together([named(operation, arguments)])
        found = [mark_in(request) for request in server.calls]
        assert found == [attempt.mark for attempt in told]
        assert len(set(found)) == 2
        assert {attempt.mark_in for attempt in told} == {""}
        assert server.calls[0].body == server.calls[1].body
        assert not any(mark.encode() in request.body for mark in found for request in server.calls)


@both
def test_a_repeat_has_a_mark_of_its_own_unless_the_try_before_may_have_been_done(
    connect: Connect,
) -> None:
    told: list[Attempt] = []
    with ScriptedServer() as server, connect(server, before_send=told.append) as portone:
        limit = refusal("too many", status=429).saying(retry_after="0")
        server.on(ANY, limit, html(429).saying(retry_after="0"), unauthorized(), payment())
        operation = "subscribe.onetime"
        view = portone.client.with_options(mark=True)
        portone.together([lambda p: view.request(operation, **CARRIERS[operation])])
        found = [mark_in(request) for request in server.calls]
        assert found == [attempt.mark for attempt in told]
        limited, in_doubt, *repeats = found
        assert limited != in_doubt
        assert repeats == [in_doubt, in_doubt]
        assert [attempt.sends for attempt in told] == [1, 1, 2, 2]
        for request, mark in zip(server.calls, found, strict=True):
            assert marks_of(request.json) == {mark}


@both
def test_a_mark_follows_a_user_agent_of_ones_own(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        view = portone.client.with_options(extra_headers={"User-Agent": "shop/1.0 (fast)"})
        request = told_by(server, portone, lambda p: cancel(view), payment())
        assert re.fullmatch(
            r"shop/1\.0 \(fast\) \(mark:[a-z2-7]{12}\)", request.header("user-agent") or ""
        )
        server.on(ANY, payment())
        portone.do(lambda p: view.payments.get("imp_1"))
        assert server.calls[-1].header("user-agent") == "shop/1.0 (fast)"


@both
def test_a_read_and_the_request_for_a_token_have_none(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server, mark=True) as portone:
        server.on(ANY, payment())
        portone.do(lambda p: p.payments.get("imp_1"))
        assert [r.header("user-agent") for r in server.received] == [USER_AGENT, USER_AGENT]


def test_marks_are_random() -> None:
    found = [new_mark() for _ in range(2000)]
    assert len(set(found)) == 2000
    assert all(re.fullmatch(r"[a-z2-7]{12}", mark) for mark in found)
    assert {char for mark in found for char in mark} == set("abcdefghijklmnopqrstuvwxyz234567")


# In custom_data.


GIVEN: dict[str, str | None] = {
    "nothing": None,
    "an empty object": "{}",
    "an object": '{"a": 1.50, "b":  {"ü": "가"},"a": [1e3]}',
    "an object with blanks": '  {\n"a" :1 }\n ',
    "an object with a mark of ours": '{"portone_v1_mark": "aaaaaaaaaaaa"}',
}
UNTOUCHED = ["", "text", "[]", '["{}"]', '"{}"', "1", "null", "{a: 1}", '{"a": NaN}', "{} {}"]


@both
@pytest.mark.parametrize("operation", CARRIERS)
def test_custom_data_carries_the_mark_when_it_is_wanted(connect: Connect, operation: str) -> None:
    arguments = body = CARRIERS[operation]
    told: list[Attempt] = []
    with (
        ScriptedServer() as server,
        connect(server, before_send=told.append) as portone,
        connect(server, before_send=told.append, mark=True) as marking,
    ):
        for data in GIVEN.values():
            given = arguments if data is None else arguments | {"custom_data": data}
            plain = body if data is None else body | {"custom_data": data}
            sent = told_by(server, portone, named(operation, given), payment())
            assert sent.json == plain
            assert told[-1].mark_in == ""
            sent = told_by(server, marking, named(operation, given), payment())
            mark, carried = mark_in(sent), sent.json.pop("custom_data")
            assert {name: sent.json[name] for name in sent.json if name != "custom_data"} == body
            check_carried(carried, data, mark)
            assert (told[-1].mark, told[-1].mark_in) == (mark, "custom_data")
        for data in UNTOUCHED:
            given = arguments | {"custom_data": data}
            sent = told_by(server, marking, named(operation, given), payment())
            assert sent.json == body | {"custom_data": data}
            assert told[-1].mark_in == ""
            assert mark_in(sent) == told[-1].mark


def check_carried(carried: str, data: str | None, mark: str) -> None:
    """The mark is added to what was given, which stays as it was to the byte."""
    assert json.loads(carried)["portone_v1_mark"] == mark
    assert marks_of({"custom_data": carried}) == {mark}
    kept = (data or "{}").rstrip().removesuffix("}")
    assert carried.startswith(kept)
    own = json.loads(data or "{}")
    own.pop("portone_v1_mark", None)
    read = json.loads(carried)
    del read["portone_v1_mark"]
    assert read == own


@both
def test_each_schedule_carries_the_mark(connect: Connect) -> None:
    def schedule(data: list[str | None]) -> Use:
        return lambda p: p.subscribe.schedule(customer_uid="c-1", schedules=schedules(data))

    def schedules(data: list[str | None]) -> list[dict[str, Any]]:
        made = [
            ORDER | {"merchant_uid": f"o-{n}", "schedule_at": AT, "currency": "KRW", "name": "n"}
            for n in range(len(data))
        ]
        return [
            one if each is None else one | {"custom_data": each}
            for one, each in zip(made, data, strict=True)
        ]

    told: list[Attempt] = []
    with ScriptedServer() as server, connect(server, before_send=told.append) as portone:
        view = portone.client.with_options(mark=True)
        given: list[list[str | None]] = [[None], [None, '{"a": 1}', "{}"]]
        for data in given:
            sent = told_by(server, portone, schedule(data), envelope([]))
            assert sent.json == {"customer_uid": "c-1", "schedules": schedules(data)}
            sent = told_by(server, portone, through(view, schedule(data)), envelope([]))
            mark = mark_in(sent)
            assert told[-1].mark_in == "schedules.custom_data"
            assert sent.json["customer_uid"] == "c-1"
            for one, plain, each in zip(sent.json["schedules"], schedules(data), data, strict=True):
                assert one | {"custom_data": None} == plain | {"custom_data": None}
                check_carried(one["custom_data"], each, mark)
        # What one of them cannot carry, none does: the attempt tells of all.
        told.clear()
        sent = told_by(server, portone, through(view, schedule([None, "text"])), envelope([]))
        assert sent.json["schedules"] == schedules([None, "text"])
        assert [attempt.mark_in for attempt in told] == [""]


@both
@pytest.mark.parametrize("data", ["{}", {"a": 1}, None])
def test_custom_data_that_is_sent_along_is_untouched(connect: Connect, data: object) -> None:
    told: list[Attempt] = []
    arguments = body = CARRIERS["subscribe.again"]
    with ScriptedServer() as server, connect(server, before_send=told.append) as portone:
        view = portone.client.with_options(mark=True, extra_body={"custom_data": data})
        sent = told_by(
            server, portone, lambda p: view.request("subscribe.again", **arguments), payment()
        )
        assert sent.json == body | {"custom_data": data}
        assert [attempt.mark_in for attempt in told] == [""]
        mark_in(sent)


@both
@pytest.mark.parametrize("operation", OTHERS)
def test_no_other_write_is_changed(connect: Connect, operation: str) -> None:
    with (
        ScriptedServer() as server,
        connect(server) as portone,
        connect(server, mark=True) as marking,
    ):
        use = named(operation, OTHERS[operation])
        plain = told_by(server, portone, use, refusal("no", code=7))
        marked = told_by(server, marking, use, refusal("no", code=7))
        assert (plain.method, plain.path, plain.query) == (
            marked.method,
            marked.path,
            marked.query,
        )
        assert plain.body == marked.body


FIELDS = {
    "name": "겨울 코트",
    "buyer_name": "김하늘",
    "buyer_email": "haneul@example.com",
    "buyer_tel": "010-1234-5678",
    "buyer_addr": "서울",
    "buyer_postcode": "06164",
    "notice_url": "https://shop.example/hook",
    "bypass": '{"a": 1}',
}


@both
def test_what_customers_and_pgs_act_on_is_not_changed(connect: Connect) -> None:
    arguments = body = CARRIERS["subscribe.onetime"]
    with ScriptedServer() as server, connect(server, mark=True) as portone:
        use = named("subscribe.onetime", arguments | FIELDS)
        sent = told_by(server, portone, use, payment())
        carried = sent.json
        assert marks_of({"custom_data": carried.pop("custom_data")}) == {mark_in(sent)}
        assert {name: carried[name] for name in FIELDS} == FIELDS
        assert {name: carried[name] for name in body} == body


# In the reason of a cancel.


def cancel(p: Any, **more: Any) -> Any:
    return p.payments.cancel(imp_uid="imp_1", amount=500, **more)


def seen(server: ScriptedServer, portone: Caller, answer: Answer) -> None:
    """An answer shows the payment."""
    server.on("/payments/imp_1", answer)
    portone.do(lambda p: p.payments.get("imp_1"))
    server.forget()


CARD_PAYMENT = payment(pg_provider="html5_inicis", emb_pg_provider=None)
NAVER = {
    "naverpay": {"pg_provider": "naverpay"},
    "naverco": {"pg_provider": "naverco"},
    "inside of another's window": {
        "pg_provider": "html5_inicis",
        "emb_pg_provider": "naverpay",
    },
}


@both
def test_the_reason_carries_the_mark_at_its_end(connect: Connect) -> None:
    told: list[Attempt] = []
    with (
        ScriptedServer() as server,
        connect(server, before_send=told.append, mark=True) as portone,
    ):
        seen(server, portone, CARD_PAYMENT)
        server.on("/payments/cancel", CARD_PAYMENT)
        body = {"imp_uid": "imp_1", "amount": 500}
        longest = "가" * (256 - len(" [mark:aaaaaaaaaaaa]"))
        for reason in ("변심", longest):
            server.forget()
            portone.do(partial(cancel, reason=reason))
            mark = mark_in(server.call)
            assert server.call.json == body | {"reason": f"{reason} [mark:{mark}]"}
            assert marks_of(server.call.json) == {mark}
            assert (told[-1].mark, told[-1].mark_in) == (mark, "reason")
        assert len(server.call.json["reason"]) == 256
        for reason in (longest + "가", "가" * 256):
            server.forget()
            portone.do(partial(cancel, reason=reason))
            assert server.call.json == body | {"reason": reason}
            assert (told[-1].mark, told[-1].mark_in) == (mark_in(server.call), "")
        server.forget()
        portone.do(cancel)
        assert server.call.json == body | {"reason": f"[mark:{mark_in(server.call)}]"}
        server.forget()
        portone.do(lambda p: cancel(p.with_options(mark=False), reason="변심"))
        assert server.call.json == body | {"reason": "변심"}
        assert told[-1].mark_in == ""


@both
def test_a_reason_that_is_sent_along_is_untouched(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server, mark=True) as portone:
        seen(server, portone, CARD_PAYMENT)
        server.on("/payments/cancel", CARD_PAYMENT)
        portone.do(lambda p: cancel(p.with_options(extra_body={"reason": "변심"})))
        assert server.call.json == {"reason": "변심", "imp_uid": "imp_1", "amount": 500}


@both
@pytest.mark.parametrize("how", NAVER)
@pytest.mark.parametrize("known", [True, False], ids=["seen", "looked up"])
def test_at_naver_pay_the_reason_is_the_customers(connect: Connect, how: str, known: bool) -> None:
    told: list[Attempt] = []
    naver = payment(**NAVER[how])
    with (
        ScriptedServer() as server,
        connect(server, before_send=told.append, mark=True) as portone,
    ):
        if known:
            seen(server, portone, naver)
        server.on("/payments/imp_1", naver)
        server.on("/payments/cancel", naver)
        portone.do(lambda p: cancel(p, reason="변심"))
        assert server.calls[-1].json == {"imp_uid": "imp_1", "amount": 500, "reason": "변심"}
        assert len(server.calls) == (1 if known else 2)
        assert told[-1].mark_in == ""
        mark_in(server.calls[-1])


@both
def test_a_payment_that_was_not_seen_is_looked_up_first_and_once(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server, mark=True) as portone:
        server.on("/payments/imp_1", CARD_PAYMENT)
        server.on("/payments/cancel", CARD_PAYMENT)
        portone.do(lambda p: cancel(p, reason="변심"))
        look_up, sent = server.calls
        assert (look_up.path, look_up.query) == ("/payments/imp_1", "include_sandbox=true")
        assert marks_of(sent.json) == {mark_in(sent)}
        server.forget()
        portone.do(lambda p: cancel(p, reason="변심"))
        assert marks_of(server.call.json) == {mark_in(server.call)}


@both
def test_another_payment_of_the_order_does_not_say_what_this_one_is(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server, mark=True) as portone:
        failed = payment(pg_provider="kcp", emb_pg_provider=None, status="failed")
        seen(server, portone, failed)
        naver = payment(imp_uid="imp_2", pg_provider="naverpay", emb_pg_provider=None)
        server.on(ANY, naver)
        server.on("/payments/cancel", naver)
        arguments: dict[str, Any] = {"merchant_uid": "o-1", "amount": 500, "reason": "변심"}
        portone.do(lambda p: p.payments.cancel(**arguments))
        assert len(server.calls) == 2, "the order is looked up once more"
        assert server.calls[-1].json == arguments


@both
@pytest.mark.parametrize(
    "answer",
    [html(404), refusal("존재하지 않는 결제정보입니다.", status=404), Close(), html(500)],
    ids=["gateway", "unknown", "lost", "accident"],
)
def test_a_payment_that_cannot_be_looked_up_is_cancelled_without_a_mark_in_the_reason(
    connect: Connect, answer: Any
) -> None:
    told: list[Attempt] = []
    options: dict[str, Any] = {"before_send": told.append, "mark": True, "max_retries": 0}
    with ScriptedServer() as server, connect(server, **options) as portone:
        server.on("/payments/imp_1", answer)
        server.on("/payments/cancel", payment())
        assert portone.do(lambda p: cancel(p, reason="변심")).status == "paid"
        sent = server.calls[-1]
        assert sent.json == {"imp_uid": "imp_1", "amount": 500, "reason": "변심"}
        assert mark_in(sent) == told[-1].mark
        assert told[-1].mark_in == ""


def of_order(*records: dict[str, Any]) -> Answer:
    rows = [PAID | record for record in records]
    return envelope({"total": len(rows), "previous": 0, "next": 0, "list": rows})


INICIS = {"imp_uid": "imp_2", "pg_provider": "html5_inicis", "status": "failed"}


@both
@pytest.mark.parametrize(
    ("records", "is_naver"),
    [
        ([{"pg_provider": "naverpay"}], True),
        ([{"pg_provider": "naverpay"}, INICIS], True),
        ([INICIS, {"pg_provider": "naverpay"}], True),
        ([INICIS, {"pg_provider": "kcp"}], False),
    ],
    ids=["one", "naver is newer", "naver is older", "none"],
)
def test_of_several_payments_of_an_order_any_may_be_naver_pays(
    connect: Connect, records: list[dict[str, Any]], is_naver: bool
) -> None:
    with ScriptedServer() as server, connect(server, mark=True) as portone:
        server.on("/payments/findAll/o-1", of_order(*records))
        server.on("/payments/cancel", payment())
        portone.do(lambda p: p.payments.cancel(merchant_uid="o-1", amount=500, reason="변심"))
        look_up, sent = server.calls
        assert look_up.path == "/payments/findAll/o-1"
        assert (sent.json["reason"] == "변심") is is_naver


@both
def test_without_a_mark_in_the_body_nothing_is_looked_up(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on("/payments/cancel", payment())
        portone.do(lambda p: cancel(p, reason="변심"))
        portone.do(lambda p: cancel(p.with_options(mark=True), reason="가" * 256))
        assert [call.path for call in server.calls] == ["/payments/cancel"] * 2


# The option.


@pytest.mark.parametrize("mark", [None, 1, "yes", 0])
def test_mark_is_true_or_false(mark: Any) -> None:
    with pytest.raises(ConfigurationError, match="mark must be True or False"):
        PortOne(KEY, SECRET, mark=mark)
    with (
        PortOne(KEY, SECRET) as portone,
        pytest.raises(ConfigurationError, match="mark must be True or False"),
    ):
        portone.with_options(mark=mark)


def test_mark_may_come_beside_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTONE_V1_API_KEY", KEY)
    monkeypatch.setenv("PORTONE_V1_API_SECRET", SECRET)
    with ScriptedServer() as server:
        monkeypatch.setenv("PORTONE_V1_BASE_URL", server.url)
        server.on(ANY, payment())
        with PortOne.from_env(mark=True) as portone:
            portone.request("subscribe.onetime", **CARRIERS["subscribe.onetime"])
        assert marks_of(server.call.json) == {mark_in(server.call)}


# Reading them back.

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(data=st.dictionaries(st.text(max_size=8), json_values, max_size=4), indent=st.integers(0, 2))
def test_any_object_carries_a_mark_and_stays_what_it_is(data: dict[str, Any], indent: int) -> None:
    text = json.dumps(data, indent=indent or None, ensure_ascii=bool(indent))
    mark = new_mark()
    body = marked_body({"custom_data": text}, Mark(mark, "custom_data"))
    assert body is not None
    check_carried(body["custom_data"], text, mark)


@given(value=json_values | st.text(max_size=40))
def test_what_stands_in_a_record_is_read_without_an_error(value: Any) -> None:
    for field in ("custom_data", "reason", "user_agent"):
        assert marks_of({field: value}) <= set()


@pytest.mark.parametrize(
    ("record", "found"),
    [
        ({"user_agent": f"{USER_AGENT} (mark:aaaaaaaaaaaa)"}, {"aaaaaaaaaaaa"}),
        ({"reason": "변심 [mark:bbbbbbbbbbbb]"}, {"bbbbbbbbbbbb"}),
        ({"custom_data": '{"portone_v1_mark": "cccccccccccc"}'}, {"cccccccccccc"}),
        ({"custom_data": '{"portone_v1_mark": "CCCCCCCCCCCC"}'}, set()),
        ({"custom_data": '{"portone_v1_mark": "cccccccccccc2"}'}, set()),
        ({"custom_data": '{"portone_v1_mark": ["cccccccccccc"]}'}, set()),
        ({"custom_data": '{"other": "cccccccccccc"}'}, set()),
        ({"reason": "mark:bbbbbbbbbbbb"}, set()),
        ({"name": "[mark:bbbbbbbbbbbb]"}, set()),
        (
            {
                "user_agent": "x (mark:aaaaaaaaaaaa)",
                "reason": "[mark:bbbbbbbbbbbb]",
                "custom_data": '{"portone_v1_mark": "cccccccccccc"}',
            },
            {"aaaaaaaaaaaa"},
        ),
        (
            {
                "user_agent": "a fixed text",
                "reason": "[mark:bbbbbbbbbbbb]",
                "custom_data": '{"portone_v1_mark": "cccccccccccc"}',
            },
            {"bbbbbbbbbbbb", "cccccccccccc"},
        ),
    ],
)
def test_marks_are_found_where_they_are_put_and_nowhere_else(
    record: dict[str, Any], found: set[str]
) -> None:
    assert marks_of(record) == found


@pytest.mark.parametrize(
    ("field", "mark"), [("reason", "[mark:bbbbbbbbbbbb]"), ("user_agent", "(mark:bbbbbbbbbbbb)")]
)
def test_only_the_first_thousand_characters_are_searched(field: str, mark: str) -> None:
    within = mark.rjust(1000, "x")
    assert marks_of({field: within}) == {"bbbbbbbbbbbb"}
    assert marks_of({field: "x" + within}) == set()


@pytest.mark.parametrize("by", ["argument", "extra_body"])
def test_an_attempt_keeps_the_marks_of_a_copied_text(by: str) -> None:
    told: list[Attempt] = []
    copied = '{"portone_v1_mark": "cccccccccccc"}'
    text = {"custom_data": f'{copied[:-1]}, "member": 7}}'}
    with ScriptedServer() as server, Blocking(server, before_send=told.append) as portone:
        server.on(ANY, refusal("한도초과", code=7))
        view = portone.client.with_options(extra_body=text if by == "extra_body" else {})
        arguments = CARRIERS["vbanks.create"] | (text if by == "argument" else {})
        portone.error(lambda _: view.vbanks.create(**arguments))
    assert told[0].known["custom_data"] == copied


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("4242-4242-4242-4242", "424242******4242"),
        ("4242 4242 4242 424", "424242*****2424"),
        ("123456-04-123456", "**********3456"),
        ("12345678", "****5678"),
        ("1234567", "*******"),
    ],
)
def test_an_attempt_keeps_of_a_card_number_what_a_receipt_shows(number: str, kept: str) -> None:
    told: list[Attempt] = []
    with ScriptedServer() as server, Blocking(server, before_send=told.append) as portone:
        server.on(ANY, refusal("한도초과", code=7))
        key = {"customer_uid": "c-1", "expiry": "2035-12", "card_number": number}
        portone.error(lambda p: p.billing_keys.issue(**key))
    assert told[0].known["card_number"] == kept


def test_of_a_copied_text_the_marks_are_kept_alone() -> None:
    reason = marks_alone("reason", "변심 [mark:aaaaaaaaaaaa] [mark:bbbbbbbbbbbb]")
    assert reason == "[mark:aaaaaaaaaaaa] [mark:bbbbbbbbbbbb]"
    data = '{"member": 7, "portone_v1_mark": "cccccccccccc"}'
    assert marks_alone("custom_data", data) == '{"portone_v1_mark": "cccccccccccc"}'
    assert marks_alone("reason", "변심") is None
