"""What comes to the merchant's address: read into an event, or refused with one kind of error."""

from __future__ import annotations

import json
import pickle
from decimal import Decimal
from typing import Any, get_args
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portone_v1 import PortOneError, webhook
from portone_v1.webhook import Event, InvalidWebhook

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
PAID = {"imp_uid": "imp_123456789012", "merchant_uid": "주문 1/가", "status": "paid"}


def body(**fields: Any) -> bytes:
    return json.dumps(PAID | fields).encode()


@pytest.mark.parametrize(
    ("sent", "content_type"),
    [
        (json.dumps(PAID).encode(), JSON),
        (json.dumps(PAID, ensure_ascii=False).encode(), "Application/JSON; charset=UTF-8"),
        (json.dumps(PAID), None),
        (urlencode(PAID).encode(), FORM),
        (urlencode(PAID), f'{FORM}; charset="utf-8"'),
        (urlencode(PAID), None),
        (urlencode(PAID), ""),
    ],
)
def test_json_and_forms_say_the_same(sent: bytes | str, content_type: str | None) -> None:
    event = webhook.parse(sent, content_type)
    assert event == Event("imp_123456789012", "주문 1/가", "paid")
    assert (event.raw, event.extra, event.unknown_fields) == (PAID, {}, {})
    assert not event.is_question


@pytest.mark.parametrize("parse", [webhook.parse, webhook.parse_confirm])
@pytest.mark.parametrize(
    "given",
    [PAID, [PAID], None, 5, iter([b"{}"])],
    ids=lambda given: type(given).__name__,
)
def test_a_body_that_is_not_as_it_came_says_what_to_pass(parse: Any, given: Any) -> None:
    with pytest.raises(TypeError, match=r"body must be bytes or str, not .*request\.body"):
        parse(given)


@pytest.mark.parametrize("parse", [webhook.parse, webhook.parse_confirm])
def test_a_content_type_that_is_not_text_says_so(parse: Any) -> None:
    with pytest.raises(TypeError, match="content_type must be the text or the bytes of the header"):
        parse(body(), 5)


def test_a_cancel_names_itself() -> None:
    event = webhook.parse(body(status="cancelled", cancellation_id="c-1"))
    assert (event.status, event.cancellation_id) == ("cancelled", "c-1")
    assert event.unknown_fields == {}
    for nothing in (None, ""):
        assert webhook.parse(body(cancellation_id=nothing)).cancellation_id is None


def test_escrow_says_more_and_the_same_in_both_forms() -> None:
    extra = {"escrow_status": "4", "changed_at": 1_767_193_200, "denied_reason": "색이 달라요"}
    kind = "Inicis.Escrow.Changed"
    told = webhook.parse(body(event=kind, extra=extra), JSON)
    form = PAID | {"event": kind} | {f"extra[{name}]": value for name, value in extra.items()}
    assert told.event == kind
    assert (told.extra, told.unknown_fields) == (extra, {})
    assert webhook.parse(urlencode(form), FORM) == told
    assert webhook.parse(body(event=kind, extra=[])).extra == {}


@pytest.mark.parametrize("text", ["", "soon", "-1", "1.5", "１", "9" * 16, "9" * 5000])
def test_what_is_no_number_stays_as_it_came(text: str) -> None:
    form = urlencode(PAID | {"event": "Inicis.Escrow.Changed", "extra[changed_at]": text})
    assert webhook.parse(form, FORM).extra == {"changed_at": text}


def test_the_kinds_of_events_are_public() -> None:
    kinds: tuple[webhook.EventKind, ...] = get_args(webhook.EventKind)
    assert kinds == ("Inicis.Escrow.Changed", "Galaxia.Cvs.Confirm")
    for kind in kinds:
        with pytest.raises(InvalidWebhook, match="imp_uid is missing"):
            webhook.parse(json.dumps({"event": kind}))


def test_a_till_asks() -> None:
    extra = {"barcode": "880112345678901234", "payType": "cash"}
    event = webhook.parse(body(event="Galaxia.Cvs.Confirm", status="ready", extra=extra))
    assert event.is_question
    assert event.extra == extra
    assert extra["barcode"] not in repr(event)


def test_what_is_not_known_is_kept() -> None:
    event = webhook.parse(body(tx={"id": 1.50}, new=[1], event="Something.New"))
    assert event.unknown_fields == {"tx": {"id": Decimal("1.5")}, "new": [1]}
    assert event.event == "Something.New"
    assert repr(event) == (
        "Event('imp_123456789012', '주문 1/가', 'paid', 'Something.New', and 2 more fields)"
    )
    lone = webhook.parse(json.dumps({"imp_uid": "imp_1", "event": "Something.New"}))
    assert (lone.imp_uid, lone.merchant_uid, lone.status) == ("imp_1", None, None)
    other = webhook.parse(json.dumps({"event": "Something.New", "shop": 5}))
    assert (other.imp_uid, other.event, other.unknown_fields) == (
        None,
        "Something.New",
        {"shop": 5},
    )
    assert pickle.loads(pickle.dumps(event)) == event


@pytest.mark.parametrize(
    ("sent", "content_type", "field", "problem"),
    [
        (b"", JSON, "body", "is not JSON"),
        (b"", FORM, "imp_uid", "is missing"),
        (b"", None, "imp_uid", "is missing"),
        (b"null", JSON, "body", "is not a JSON object"),
        (b"[]", JSON, "body", "is not a JSON object"),
        (b'{"imp_uid": NaN}', JSON, "body", "is not JSON"),
        (b'{"imp_uid": 1e99999999999999999999}', JSON, "body", "is not JSON"),
        (b'{"n": ' + b"9" * 9000 + b"}", JSON, "body", "is not JSON"),
        (b"[" * 60_000, JSON, "body", "nested"),
        (body(deep=json.loads("[" * 17 + "]" * 17)), JSON, "body", "nested more than 16"),
        (b" " * 65_537, JSON, "body", "larger than 65,536"),
        (b"a=1&" * 201, FORM, "body", "more than 200 fields"),
        (b"\xff", JSON, "body", "is not in UTF-8"),
        (b"imp_uid=%ff", FORM, "body", "is not in UTF-8"),
        (body(), f"{JSON}; charset=euc-kr", "content_type", "charset"),
        (body(), "text/html", "content_type", "must be application/json or"),
        (body(imp_uid=""), JSON, "imp_uid", "is missing"),
        (body(imp_uid=None), JSON, "imp_uid", "is missing"),
        (body(imp_uid="."), JSON, "imp_uid", "names nothing"),
        (body(imp_uid=".."), JSON, "imp_uid", "names nothing"),
        (body(imp_uid=" "), JSON, "imp_uid", "names nothing"),
        (body(imp_uid="..", event="New.Kind"), JSON, "imp_uid", "names nothing"),
        (body(merchant_uid=" . "), JSON, "merchant_uid", "names nothing"),
        (b"imp_uid=..", FORM, "imp_uid", "names nothing"),
        (body(imp_uid=12), JSON, "imp_uid", "must be a string, not int"),
        (body(imp_uid="i" * 65), JSON, "imp_uid", "longer than 64"),
        (body(imp_uid="imp_1\n"), JSON, "imp_uid", "character"),
        (body(merchant_uid="\ud800"), JSON, "merchant_uid", "character"),
        (body(merchant_uid=["o-1"]), JSON, "merchant_uid", "not list"),
        (body(merchant_uid=None), JSON, "merchant_uid", "is missing"),
        (body(status={}), JSON, "status", "not dict"),
        (body(status=None), JSON, "status", "is missing"),
        (body(event=1), JSON, "event", "not int"),
        (body(extra="a"), JSON, "extra", "must be an object, not str"),
        (b'{"imp_uid": "a", "imp_uid": "b"}', JSON, "imp_uid", "is there twice"),
        (b'{"imp_uid": "a", "x y": 1, "x y": 2}', JSON, "a field", "is there twice"),
        (b"imp_uid=a&imp_uid=b", FORM, "imp_uid", "is there twice"),
        (b"extra=a&extra[b]=c", FORM, "extra", "is there twice"),
    ],
)
def test_refused(sent: bytes, content_type: str | None, field: str, problem: str) -> None:
    with pytest.raises(InvalidWebhook) as caught:
        webhook.parse(sent, content_type)
    error = caught.value
    assert error.field == field
    assert problem in str(error)
    assert isinstance(error, PortOneError)
    assert isinstance(error, ValueError)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.field, again.outcome) == (str(error), field, "not_sent")


def test_as_long_as_may_be() -> None:
    longest = {"imp_uid": "i" * 64, "merchant_uid": "m" * 255, "status": "s" * 32}
    sent = json.dumps(longest).ljust(webhook.MAX_SIZE)
    event = webhook.parse(sent.encode(), JSON)
    assert (event.imp_uid, event.merchant_uid, event.status) == tuple(longest.values())
    for name, value in longest.items():
        with pytest.raises(InvalidWebhook) as caught:
            webhook.parse(body(**longest | {name: f"{value}x"}))
        assert caught.value.field == name


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", "us-ascii", "'utf-8'"])
def test_charsets_that_are_utf_8(charset: str) -> None:
    assert webhook.parse(body(), f"{JSON};charset={charset}").status == "paid"


@pytest.mark.parametrize("name", [*PAID, "cancellation_id", "event", "extra"])
def test_the_field_that_is_there_twice_is_named(name: str) -> None:
    for sent, content_type in (
        (f'{{"{name}": 1, "{name}": 1}}', JSON),
        (f"{name}=1&{name}=1", FORM),
    ):
        with pytest.raises(InvalidWebhook) as caught:
            webhook.parse(sent, content_type)
        assert str(caught.value) == f"webhook: {name} is there twice"


def test_empty_fields_are_fields() -> None:
    assert webhook.parse(urlencode(PAID | {"new": ""}), FORM).unknown_fields == {"new": ""}


def test_an_error_shows_nothing_of_what_came() -> None:
    secret = "4242-4242-4242-4242"
    for sent in (body(imp_uid=[secret]), body(status={"card": secret}), secret, f"{secret}=1&" * 2):
        for content_type in (JSON, FORM, secret):
            with pytest.raises(InvalidWebhook) as caught:
                webhook.parse(sent, content_type)
            assert secret not in f"{caught.value!r} {caught.value} {caught.value.__dict__}"
            assert caught.value.__cause__ is None


CONTENT_TYPES = st.sampled_from([JSON, FORM, None, "", "text/plain", f"{JSON}; charset=latin-1"])
NAMES = st.sampled_from([*PAID, "event", "extra", "cancellation_id", "extra[a]", "a[]", ""])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(NAMES | st.text(), inner),
)
HOSTILE = (
    st.binary()
    | st.text()
    | ANYTHING.map(json.dumps)
    | st.dictionaries(NAMES, ANYTHING).map(lambda more: json.dumps(PAID | more))
    | st.lists(st.tuples(NAMES, st.text() | st.binary())).map(urlencode)
)


@given(HOSTILE, CONTENT_TYPES | st.text())
def test_whatever_comes_is_an_event_or_that_error(
    sent: bytes | str, content_type: str | None
) -> None:
    try:
        event = webhook.parse(sent, content_type)
    except InvalidWebhook:
        return
    assert (event.imp_uid or "").isprintable()
    assert event.imp_uid or event.event
    assert isinstance(event.extra, dict)
    assert "\n" not in repr(event)


@given(HOSTILE, CONTENT_TYPES)
def test_whatever_is_asked_is_a_question_or_that_error(
    sent: bytes | str, content_type: str | None
) -> None:
    try:
        question = webhook.parse_confirm(sent, content_type)
    except InvalidWebhook:
        return
    assert 0 <= question.amount < 2**53


# The question before a payment is approved.


@pytest.mark.parametrize(
    ("amount", "read"),
    [(0, 0), (1000, 1000), ("1000", 1000), (9.99, Decimal("9.99")), ("9.90", Decimal("9.9"))],
)
@pytest.mark.parametrize("content_type", [JSON, FORM])
def test_a_question(amount: Any, read: Any, content_type: str) -> None:
    fields = {"imp_uid": "imp_1", "merchant_uid": "o-1", "amount": amount}
    sent = json.dumps(fields) if content_type == JSON else urlencode(fields)
    question = webhook.parse_confirm(sent, content_type)
    assert tuple(question) == ("imp_1", "o-1", read)
    assert question.allow() == (200, {})
    status, said = question.refuse("재고가 없습니다")
    assert status != 200
    assert said == {"reason": "재고가 없습니다"}
    assert json.loads(question.refuse("품절").to_json()) == {"reason": "품절"}


@pytest.mark.parametrize(
    "amount",
    [
        *(None, "", "won", True, [], -1, "-1", "NaN", "Infinity", 2**53, "9" * 40, 10**4000),
        *("1e30", "1e3", "1e-999999999", "1_000", " 10", "１２", "0x10", "10.", ".5"),
    ],
)
def test_a_question_without_an_amount(amount: Any) -> None:
    fields = {"imp_uid": "imp_1", "merchant_uid": "o-1", "amount": amount}
    with pytest.raises(InvalidWebhook) as caught:
        webhook.parse_confirm(json.dumps(fields), JSON)
    assert caught.value.field == "amount"
    for number in ("1e-999999999", "0e999999999", "1e999999999"):
        with pytest.raises(InvalidWebhook, match="amount"):
            webhook.parse_confirm(
                f'{{"imp_uid": "imp_1", "merchant_uid": "o-1", "amount": {number}}}', JSON
            )
    with pytest.raises(InvalidWebhook, match="amount is there twice"):
        webhook.parse_confirm("amount=1&amount=2", FORM)


@pytest.mark.parametrize("kind", [bytearray, memoryview, bytes])
@pytest.mark.parametrize(
    "content_type", [None, JSON, JSON.encode(), b"application/json; charset=UTF-8"]
)
def test_what_frameworks_give_as_a_body_and_a_header(
    kind: Any, content_type: str | bytes | None
) -> None:
    assert webhook.parse(kind(body()), content_type) == webhook.parse(body())


@pytest.mark.parametrize("parse", [webhook.parse, webhook.parse_confirm])
@pytest.mark.parametrize(
    ("sent", "content_type", "field", "problem"),
    [
        (b"{}", b"text/html", "content_type", "must be application/json or"),
        (b"{}", b"application/json; charset=euc-kr", "content_type", "charset"),
        (b"{}", b"\xff\xfe", "content_type", "must be application/json or"),
        (memoryview(b"x" * 70_000), None, "body", "is larger than"),
    ],
)
def test_what_is_no_body_or_header(
    parse: Any, sent: Any, content_type: Any, field: str, problem: str
) -> None:
    with pytest.raises(InvalidWebhook, match=problem) as caught:
        parse(sent, content_type)
    assert caught.value.field == field
