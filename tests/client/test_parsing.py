"""Whatever stands in an answer, reading it loses nothing and never hides what was done."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from both_clients import KEY, SECRET
from contract_answers import (
    about,
    declared,
    is_about_another,
    models,
    options,
    payload_schema,
    payloads,
    plain,
    raw,
    read,
    readable,
    same,
)
from contract_cases import SPELLINGS, Described, contract, described, lean_case, operations
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from local_server import Answer, Arrived, LocalServer

from generator.examples import JSON, answer_example
from generator.load import Mapping
from portone_v1 import ChargePending, Declined, PortOne, PortOneError, UnexpectedAnswer
from portone_v1.models import PartialList

TOKEN = json.dumps(answer_example(contract(), described("auth.get_token").data)).encode()

few = settings(
    max_examples=15,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
many = settings(few, max_examples=150)


class Outcome(NamedTuple):
    """How a call ended: a value or an error, and the pointers that were reported."""

    value: Any
    error: PortOneError | None
    drift: list[str]


class Wire:
    """A client, and a server that answers its next call with any bytes."""

    def __init__(self) -> None:
        self.server = LocalServer(self._respond)
        self.drift: list[tuple[str, str]] = []
        self.portone = PortOne(
            KEY,
            SECRET,
            base_url=self.server.url,
            max_retries=0,
            on_drift=lambda *told: self.drift.append(told),
        )
        self.next = Answer(200, {}, b"")
        self.asks_for_token = False

    def _respond(self, request: Arrived) -> Answer:
        wants_token = request.path == "/users/getToken" and not self.asks_for_token
        return Answer(200, {"content-type": JSON}, TOKEN) if wants_token else self.next

    def ask(self, name: str, answer: Answer) -> Outcome:
        """Call an operation that is answered in this way."""
        case = lean_case(name)
        positional, named = case.spelled(SPELLINGS[0])
        resource, _, method = name.partition(".")
        self.drift.clear()
        self.next = answer
        self.asks_for_token = not case.operation.has_token
        value = error = None
        try:
            value = getattr(getattr(self.portone, resource), method)(*positional, **named)
        except PortOneError as raised:
            error = raised
        assert {operation for operation, _ in self.drift} <= {name}
        return Outcome(value, error, [pointer for _, pointer in self.drift])

    def ask_with(self, name: str, payload: Any, status: int = 200) -> Outcome:
        """Call an operation that is answered with success and this payload."""
        envelope = {"code": 0, "message": None, "response": payload}
        return self.ask(name, Answer(status, {"content-type": JSON}, json.dumps(envelope).encode()))


@pytest.fixture(scope="module")
def wire() -> Iterator[Wire]:
    wire = Wire()
    with wire.server, wire.portone:
        yield wire


def decoded(payload: Any) -> Any:
    """`payload` as it comes out of JSON with decimals kept exactly."""
    return json.loads(json.dumps(payload), parse_float=Decimal)


def check(wire: Wire, operation: Described, payload: Any) -> None:
    """An answer with this payload is read as the contract says, or refused as unreadable."""
    value, error, drift = wire.ask_with(operation.name, payload)
    sent = decoded(payload)
    is_write = operation.data["x-effect"] == "write"
    if is_about_another(lean_case(operation.name).asked, sent):
        assert type(error) is UnexpectedAnswer
        assert error.outcome == ("unknown" if is_write else "no_answer")
        check_error(error)
        return
    came = declared(operation, sent)
    if not readable(operation, came):
        assert isinstance(error, UnexpectedAnswer)
        assert error.outcome == ("done" if is_write else "no_answer")
        check_error(error)
        return
    if error is not None:
        declined = operation.data["x-declined"]
        not_final = declined["not_final"]
        is_final = came.get(not_final["field"]) not in not_final["values"]
        assert type(error) is (Declined if is_final else ChargePending)
        assert error.outcome == ("rejected" if is_final else "unknown")
        assert came[declined["field"]] in declined["values"]
        check_error(error)
        value = error.payment
    expected_drift: list[str] = []
    is_inside = isinstance(came, list) and isinstance(sent, dict)
    at = "/list" if is_inside else ""
    expected = read(payload_schema(operation), came, at, expected_drift.append)
    assert same(plain(value), expected)
    if isinstance(sent, list) and isinstance(came, dict):
        expected_drift = [pointer.removeprefix("/list") for pointer in expected_drift]
    assert sorted(drift) == sorted(expected_drift)
    if expected is not None:
        assert same(raw(value), came)
    check_usable(value)


def check_usable(value: Any) -> None:
    """What came out can be printed, compared, pickled and copied."""
    assert repr(value) == str(value)
    for twin in (copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert type(twin) is type(value)
        assert twin == value
        assert same(plain(twin), plain(value))
        assert same(raw(twin), raw(value))
        if isinstance(value, PartialList):
            assert (twin.missing, twin.partial) == (value.missing, value.partial)
    for model in models(value):
        assert model.extra.items() <= model.raw.items()
        assert model != object()
        assert json.loads(model.to_json(secrets=True)) == model.to_dict(secrets=True)


def check_error(error: PortOneError) -> None:
    """An error prints in one line without a secret, and can be pickled and copied."""
    assert len(str(error).splitlines()) == 1
    assert SECRET not in f"{error} {error!r} {vars(error)}"
    for twin in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert type(twin) is type(error)
        assert (str(twin), twin.outcome, twin.operation, twin.attempt) == (
            str(error),
            error.outcome,
            error.operation,
            error.attempt,
        )


def examples() -> Iterator[Any]:
    """Every operation with an example of its payload; twice where that may be of two kinds."""
    for operation in operations():
        asked = lean_case(operation.name).asked
        for payload in payloads(operation):
            yield pytest.param(operation, about(asked, payload), id=operation.name)


every_payload = pytest.mark.parametrize(("operation", "example"), list(examples()))

MISSING = object()
# Each of these in every field of every answer; hypothesis then mixes.
SURPRISES = [
    MISSING,
    None,
    True,
    0,
    -1,
    1,
    10**11,
    2**64,
    10**400,
    0.5,
    -0.0,
    1e300,
    "",
    "1000",
    "가",
    [],
    [None],
    [[]],
    [0, "", {}],
    {},
    {"0": {}},
    {"amount": 1},
]


def replaced(example: Any, surprise: Any, *, inside: bool) -> Any:
    """`example` with every field replaced; those of objects inside it as well, or they themselves."""
    if isinstance(example, list):
        return [replaced(item, surprise, inside=inside) for item in example]
    if not isinstance(example, dict):
        return example
    fields = {}
    for name, value in example.items():
        holds_objects = isinstance(value, dict) or (
            isinstance(value, list) and any(isinstance(item, dict) for item in value)
        )
        if inside and holds_objects:
            fields[name] = replaced(value, surprise, inside=True)
        elif surprise is not MISSING:
            fields[name] = surprise
    return fields


@every_payload
def test_every_field_takes_every_surprise(wire: Wire, operation: Described, example: Any) -> None:
    check(wire, operation, example)
    for surprise in SURPRISES:
        check(wire, operation, replaced(example, surprise, inside=True))
        check(wire, operation, replaced(example, surprise, inside=False))


WIRE_NAMES = sorted(
    {wire for schema in contract().schemas.values() for wire in schema.get("properties", {})}
)
NUMBERS = (
    st.integers(-2, 2)
    | st.integers()
    | st.integers(-(10**400), 10**400)
    | st.sampled_from([1512446940, 253402268399, 253402268400, 2**31, 2**32, 2**63])
    | st.floats(allow_nan=False, allow_infinity=False)
)
TEXTS = st.text(st.sampled_from("a0 가é\"'\\/<\n\r\x00\u2028😀"), max_size=8) | st.sampled_from(
    ["failed", "paid", "0", "null", "\ud800", "*" * 500]
)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(TEXTS | st.sampled_from(WIRE_NAMES), inner, max_size=3)
    ),
    max_leaves=6,
)


def containers(payload: Any) -> Iterator[dict[str, Any] | list[Any]]:
    """Every object and list in a payload."""
    if isinstance(payload, dict | list):
        yield payload
        for value in payload.values() if isinstance(payload, dict) else payload:
            yield from containers(value)


@st.composite
def surprising(draw: st.DrawFn, example: Any) -> Any:
    """`example` with some of its fields replaced, taken away or added."""
    payload = copy.deepcopy(example)
    for _ in range(draw(st.integers(1, 5))):
        found = list(containers(payload))
        if not found:
            return draw(VALUES)
        container = found[draw(st.integers(0, len(found) - 1))]
        what = draw(st.sampled_from(["replace", "replace", "remove", "add"]))
        if what == "add" or not container:
            value = draw(VALUES)
            if isinstance(container, dict):
                container[draw(st.sampled_from(WIRE_NAMES) | TEXTS)] = value
            else:
                container.append(value)
            continue
        keys: list[Any] = (
            list(container) if isinstance(container, dict) else [*range(len(container))]
        )
        key = keys[draw(st.integers(0, len(keys) - 1))]
        if what == "replace":
            container[key] = draw(VALUES)
        else:
            del container[key]
    return payload


@every_payload
def test_any_value_in_any_field(wire: Wire, operation: Described, example: Any) -> None:
    @few
    @given(surprising(example))
    def any_value(payload: Any) -> None:
        check(wire, operation, payload)

    any_value()


@pytest.mark.parametrize("operation", operations(), ids=str)
def test_any_payload(wire: Wire, operation: Described) -> None:
    @settings(few, max_examples=10)
    @given(VALUES | st.lists(VALUES, max_size=3))
    def any_payload(payload: Any) -> None:
        check(wire, operation, payload)

    any_payload()


@pytest.mark.parametrize("name", ["payments.get", "payments.cancel", "subscribe.again"])
def test_any_envelope(wire: Wire, name: str) -> None:
    effect = described(name).data["x-effect"]
    allowed = {"read": {"rejected", "no_answer"}, "write": {"rejected", "unknown", "done"}}[effect]
    envelopes = st.fixed_dictionaries(
        {},
        optional={
            "code": st.sampled_from([0, 1, -1]) | VALUES,
            "message": TEXTS | VALUES,
            "response": VALUES,
        },
    )
    statuses = st.sampled_from(
        [200, 201, 204, 207, 302, 400, 401, 403, 404, 409, 418, 429, 500, 503]
    )

    @many
    @given(statuses, envelopes | VALUES)
    def any_envelope(status: int, envelope: Any) -> None:
        body = b"" if status == 204 else json.dumps(envelope).encode()
        value, error, _ = wire.ask(name, Answer(status, {"content-type": JSON}, body))
        if error is None:
            assert status < 300
            assert envelope["code"] == 0
            check_usable(value)
        else:
            assert error.outcome in allowed
            assert error.operation == name
            check_error(error)

    any_envelope()


@pytest.mark.parametrize("name", ["payments.get", "payments.cancel"])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b'{"code": 0, "response": {',
        b'{"code": 0, "response": {"amount": NaN}}',
        b'{"code": 0, "response": {"amount": -Infinity}}',
        b'{"code": 0, "response": {"amount": ' + b"9" * 5000 + b"}}",
        b'{"code": 0, "response": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"code": 0, "response": {"imp_uid": "\xff"}}',
        b'{"code": 0, "response": {"amount": 1e99999999999999999999}}',
        b'{"code": true, "response": {}}',
        b'{"code": "0", "response": {}}',
        b'{"code": 0.0, "response": {}}',
        b"[]",
        b"null",
    ],
    ids=lambda body: repr(body[:40]),
)
def test_a_body_that_is_no_envelope(wire: Wire, name: str, body: bytes) -> None:
    _, error, _ = wire.ask(name, Answer(200, {"content-type": JSON}, body))
    assert type(error) is UnexpectedAnswer
    assert error.outcome == ("no_answer" if name == "payments.get" else "unknown")
    check_error(error)


@pytest.mark.parametrize("separator", ["\n", "\r\n", "\u2028"], ids=ascii)
def test_an_error_prints_in_one_line(wire: Wire, separator: str) -> None:
    message = f"결제취소에 실패하였습니다.{separator}[500626|기 취소 거래]"
    envelope = {"code": -1, "message": message, "response": None}
    _, refused, _ = wire.ask("payments.cancel", Answer(200, {}, json.dumps(envelope).encode()))
    [payment] = about(lean_case("subscribe.again").asked, payloads(described("subscribe.again")))
    failed = {**payment, "status": "failed", "fail_reason": message}
    _, declined, _ = wire.ask_with("subscribe.again", failed)
    for error in (refused, declined):
        assert isinstance(error, Declined)
        assert error.message == message
        check_error(error)


# A piece of text that is found again in whatever way a value is printed.
SENTINEL = "7461093852"
HIDDEN = [
    SENTINEL,
    int(SENTINEL),
    [SENTINEL],
    {"a": SENTINEL},
    {SENTINEL: 1},
    [[{"a": [SENTINEL]}]],
]


def with_secrets(schema: Mapping, value: Any, secret: Any) -> Any:
    """`value` with `secret` in each of the fields that are never printed."""
    found = options(schema)
    if isinstance(value, list) and found:
        return [with_secrets(found[0]["items"], item, secret) for item in value]
    if isinstance(value, dict) and any(option.get("properties") for option in found):
        fields = {w: f for option in found for w, f in option["properties"].items()}
        return {
            wire: secret
            if fields[wire].get("x-secret")
            else with_secrets(fields[wire], item, secret)
            for wire, item in value.items()
        }
    return value


def secret_payloads() -> Iterator[Any]:
    for operation in operations():
        for payload in payloads(operation):
            example = about(lean_case(operation.name).asked, payload)
            if SENTINEL in json.dumps(with_secrets(payload_schema(operation), example, SENTINEL)):
                yield pytest.param(operation, example, id=operation.name)


every_secret = pytest.mark.parametrize(("operation", "example"), list(secret_payloads()))


def printed(wire: Wire, operation: Described, payload: Any) -> str:
    """What came of an answer with this payload, in every way in which it may be printed."""
    value, error, _ = wire.ask_with(operation.name, payload)
    assert value is not None or error is not None
    return f"{value} {value!r} {[value]} {error} {error!r} {getattr(error, 'payment', None)!r}"


@every_secret
@pytest.mark.parametrize("secret", HIDDEN, ids=repr)
def test_secrets_are_never_printed(
    wire: Wire, operation: Described, example: Any, secret: Any
) -> None:
    payload = with_secrets(payload_schema(operation), example, secret)
    assert SENTINEL not in printed(wire, operation, payload)


def lists_as_objects(value: Any) -> Any:
    """`value` as PHP writes it when a list has a gap: `[x]` becomes `{"1": x}`."""
    if isinstance(value, list):
        return {str(n): lists_as_objects(item) for n, item in enumerate(value, 1)}
    if isinstance(value, dict):
        return {wire: lists_as_objects(item) for wire, item in value.items()}
    return value


def objects_as_lists(value: Any) -> Any:
    """`value` with each object but the outermost in a list."""
    if isinstance(value, dict):
        return {
            wire: [objects_as_lists(item)] if isinstance(item, dict) else objects_as_lists(item)
            for wire, item in value.items()
        }
    return [objects_as_lists(item) for item in value] if isinstance(value, list) else value


@every_secret
def test_secrets_are_not_printed_where_lists_and_objects_are_mixed_up(
    wire: Wire, operation: Described, example: Any
) -> None:
    payload = with_secrets(payload_schema(operation), example, SENTINEL)
    for mixed_up in (lists_as_objects, objects_as_lists):
        if isinstance(payload, dict):
            assert SENTINEL not in printed(wire, operation, mixed_up(payload))
        else:
            changed = [mixed_up(item) for item in payload]
            assert SENTINEL not in printed(wire, operation, changed)
