"""`payments.verify` and webhooks, for every kind of answer: also contradictory, hostile and unreadable ones."""

from __future__ import annotations

import json
import pickle
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted_server import (
    ANY,
    PAID,
    TOKEN_PATH,
    Answer,
    Blocking,
    Caller,
    Connect,
    ScriptedServer,
    Use,
    both,
    payment,
    refusal,
    token,
)

from portone_v1 import (
    AwaitingDeposit,
    ConfigurationError,
    NotFound,
    NotPaid,
    PortOneError,
    UnexpectedAnswer,
    VerificationFailed,
    webhook,
)
from portone_v1.models import Payment
from portone_v1.webhook import Changes, Event, KnownState

NOW = 1_000_000_000
"""What the scripted server's clock shows."""

ACCOUNT: dict[str, object] = {
    "status": "ready",
    "paid_at": 0,
    "pay_method": "vbank",
    "vbank_num": "79012345678901",
    "vbank_date": NOW + 86_400,
}
UNLIMITED: dict[str, object] = {"pay_method": "vbank", "amount": 0, "vbank_num": "79012345678901"}
CLOSED: dict[str, object] = {"status": "failed", "paid_at": 0, "failed_at": NOW}


def cancels(*amounts: object) -> list[dict[str, object]]:
    return [{"pg_tid": "t", "amount": amount, "cancelled_at": NOW} for amount in amounts]


def deposits(*amounts: object) -> list[dict[str, object]]:
    return [{"pg_tid": "t", "amount": amount, "deposited_at": NOW} for amount in amounts]


def without(*names: str) -> dict[str, object]:
    """A payment of an older answer, which leaves these fields out."""
    return dict.fromkeys(names, LEFT_OUT)


LEFT_OUT = object()


def answer(fields: dict[str, object]) -> Answer:
    data = {name: value for name, value in (PAID | fields).items() if value is not LEFT_OUT}
    body = json.dumps({"code": 0, "message": None, "response": data}).encode()
    return Answer(200, body, {"Content-Type": "application/json"})


def verify(**order: Any) -> Any:
    wanted = {"amount": 1000, "merchant_uid": "o-1"} | order
    return lambda p: p.payments.verify("imp_1", **wanted)


DOLLARS: dict[str, Any] = {"currency": "USD", "amount": Decimal("10.50")}

FITS: list[tuple[str, dict[str, object], dict[str, Any]]] = [
    ("paid", {}, {}),
    ("promotion", {"amount": 900, "promotion": {"id": "p", "discount": 100}}, {}),
    ("promotion of another price", {"promotion": {"id": "p", "discount": 100}}, {}),
    ("an older answer", without("cancel_amount", "currency", "cancel_history"), {}),
    ("no total", without("cancel_amount"), {}),
    ("a history that cannot be read", {"cancel_history": "none"}, {}),
    ("dollars", {"currency": "USD", "amount": 10.5}, DOLLARS),
    ("a charge of a key", {"customer_uid": "c", "customer_uid_usage": "payment"}, {}),
    ("paid at PayPal", {"pg_provider": "paypal_v2"}, {}),
    ("a test payment", {"sandbox": True}, {"allow_sandbox": True}),
    ("an odd flag that does not matter", {"sandbox": "yes"}, {"allow_sandbox": True}),
    ("odd fields that do not matter", {"name": 5, "card_quota": "x", "buyer_tel": []}, {}),
]


@both
@pytest.mark.parametrize(("fields", "order"), [row[1:] for row in FITS], ids=[r[0] for r in FITS])
def test_a_payment_that_fits(
    connect: Connect, fields: dict[str, object], order: dict[str, Any]
) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, answer(fields))
        assert portone.do(verify(**order)).imp_uid == "imp_1"


V, A, N = VerificationFailed, AwaitingDeposit, NotPaid

# what: the answer, the class, the reason, what is held, the field that decided
Case = tuple[dict[str, object], type[VerificationFailed], str, int | None, str]

DIFFERS: dict[str, Case] = {
    "waiting": (ACCOUNT, A, "awaiting_deposit", 0, "status"),
    "waiting without a deadline": (
        ACCOUNT | {"vbank_date": 0},
        A,
        "awaiting_deposit",
        0,
        "status",
    ),
    "a deadline that has just passed": (
        ACCOUNT | {"vbank_date": NOW - 55},
        A,
        "awaiting_deposit",
        0,
        "status",
    ),
    "waiting, in an older answer": (
        ACCOUNT | without("currency", "cancel_amount", "cancel_history", "deposit_history"),
        A,
        "awaiting_deposit",
        0,
        "status",
    ),
    "a barcode": (
        {"status": "ready", "paid_at": 0, "pay_method": "cvs"},
        A,
        "awaiting_deposit",
        0,
        "status",
    ),
    "expired": (ACCOUNT | {"vbank_date": NOW - 65}, N, "expired", 0, "vbank_date"),
    "begun": ({"status": "ready", "paid_at": 0}, N, "not_paid", 0, "status"),
    "an account that is not issued yet": (
        ACCOUNT | {"vbank_num": None},
        N,
        "not_paid",
        0,
        "status",
    ),
    "failed": (CLOSED, N, "not_paid", 0, "status"),
    "failed, with another amount": (CLOSED | {"amount": 5}, N, "not_paid", 0, "status"),
    "failed key issue": (CLOSED | {"customer_uid_usage": "issue"}, N, "not_paid", 0, "status"),
    "waiting for another amount": (ACCOUNT | {"amount": 5}, V, "amount_differs", 0, "amount"),
    "waiting in dollars": (ACCOUNT | {"currency": "USD"}, V, "currency_differs", 0, "currency"),
    "cancelled": (
        {"status": "cancelled", "cancel_amount": 1000, "cancelled_at": NOW},
        V,
        "cancelled",
        0,
        "status",
    ),
    "an account that was revoked": (
        {"status": "cancelled", "paid_at": 0, "cancelled_at": NOW},
        V,
        "cancelled",
        0,
        "status",
    ),
    "cancelled, in an older answer": (
        {"status": "cancelled", "cancelled_at": NOW} | without("cancel_amount", "cancel_history"),
        V,
        "cancelled",
        0,
        "status",
    ),
    "partly": ({"cancel_amount": 300}, V, "partly_cancelled", 700, "cancel_amount"),
    "partly, called cancelled": (
        {"status": "cancelled", "cancel_amount": 300},
        V,
        "partly_cancelled",
        700,
        "cancel_amount",
    ),
    "partly, in an older answer": (
        {"cancel_history": cancels(100, 200)} | without("cancel_amount"),
        V,
        "partly_cancelled",
        700,
        "cancel_amount",
    ),
    "given back, still called paid": (
        {"cancel_amount": 1000},
        V,
        "cancelled",
        0,
        "cancel_amount",
    ),
    "less": ({"amount": 900}, V, "amount_differs", 900, "amount"),
    "more": ({"amount": 1100}, V, "amount_differs", 1100, "amount"),
    "less, partly cancelled": (
        {"amount": 900, "cancel_amount": 200},
        V,
        "amount_differs",
        700,
        "amount",
    ),
    "another promotion": (
        {"amount": 900, "promotion": {"discount": 50}},
        V,
        "amount_differs",
        900,
        "amount",
    ),
    "a discount that does not explain it": (
        {"amount": 950, "promotion": {"discount": 100}},
        V,
        "amount_differs",
        950,
        "amount",
    ),
    "yen": ({"currency": "JPY"}, V, "currency_differs", 1000, "currency"),
    "a stranger's": ({"merchant_uid": "o-2"}, V, "other_order", None, "merchant_uid"),
    "a stranger's test": (
        {"merchant_uid": "o-2", "sandbox": True},
        V,
        "other_order",
        None,
        "merchant_uid",
    ),
    "a key": (
        {"customer_uid_usage": "issue"},
        V,
        "billing_key_issue",
        None,
        "customer_uid_usage",
    ),
    "a key at Danal": (
        {"customer_uid_usage": "issue", "pg_provider": "danal"},
        V,
        "billing_key_issue",
        None,
        "customer_uid_usage",
    ),
    "a test": ({"sandbox": True}, V, "test_channel", 0, "sandbox"),
    "an unlimited account": (
        UNLIMITED | {"deposit_history": deposits(600, 400)},
        V,
        "unlimited_account",
        1000,
        "deposit_history",
    ),
    "an unlimited account, cancelled": (
        UNLIMITED
        | {"status": "cancelled", "cancel_amount": 600, "deposit_history": deposits(600, 400)},
        V,
        "unlimited_account",
        400,
        "deposit_history",
    ),
    "an unlimited account that waits": (
        UNLIMITED | {"status": "ready", "paid_at": 0},
        V,
        "unlimited_account",
        0,
        "deposit_history",
    ),
    "cancelled by nobody knows how much": (
        {"cancelled_at": NOW} | without("cancel_amount"),
        V,
        "unreadable",
        None,
        "cancel_amount",
    ),
    "less in all than in rows": (
        {"cancel_history": cancels(300)},
        V,
        "unreadable",
        None,
        "cancel_amount",
    ),
    "more back than there was": (
        {"cancel_amount": 1001},
        V,
        "unreadable",
        None,
        "cancel_amount",
    ),
    "failed, yet paid": (CLOSED | {"paid_at": NOW}, V, "unreadable", None, "paid_at"),
    "ready, yet paid": (ACCOUNT | {"paid_at": NOW}, V, "unreadable", None, "paid_at"),
    "a new status": ({"status": "pending"}, V, "unreadable", None, "status"),
    "a discount that lowers nothing": (
        {"amount": 1100, "promotion": {"discount": -100}},
        V,
        "unreadable",
        None,
        "promotion/discount",
    ),
}

IN_REVIEW: dict[str, Case] = {
    f"{status} at {pg}": (
        {"status": status, "paid_at": 0, "pg_provider": pg},
        N,
        "in_review",
        None,
        "status",
    )
    for pg in ("paymentwall", "paypal", "paypal_v2", "payletter")
    for status in ("failed", "ready")
}
KEYS: dict[str, Case] = {
    f"a key at {pg}": (
        {"customer_uid_usage": "issue", "pg_provider": pg},
        V,
        "billing_key_issue",
        0,
        "customer_uid_usage",
    )
    for pg in ("html5_inicis", "inicis")
}
DIFFERS |= IN_REVIEW | KEYS

OUTCOMES = {0: "rejected", None: "unknown"}


@both
@pytest.mark.parametrize("what", DIFFERS)
def test_what_does_not_fit(connect: Connect, what: str) -> None:
    fields, kind, reason, held, field = DIFFERS[what]
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, answer(fields))
        error = portone.error(verify())
    assert type(error) is kind
    assert (error.reason, error.held, error.field) == (reason, held, field)
    assert error.outcome == OUTCOMES.get(held, "done")
    assert error.payment.status == fields.get("status", "paid")
    assert error.operation == "payments.get"
    again = pickle.loads(pickle.dumps(error))
    assert (again.reason, again.held, again.outcome) == (reason, held, error.outcome)


@both
def test_only_won_is_taken_for_granted(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, answer(without("currency")))
        assert portone.do(verify()).imp_uid == "imp_1"
        error = portone.error(verify(currency="USD"))
        assert (error.reason, error.held, error.field) == ("unreadable", None, "currency")


@both
def test_a_hidden_payment_is_one_of_a_test_channel_where_the_answer_says_so(
    connect: Connect,
) -> None:
    """One that older answers do not tell of may have been hidden by a replica that lags."""
    with ScriptedServer() as server, connect(server) as portone:
        unknown = refusal("존재하지 않는 결제정보입니다.", status=404)
        server.on("/payments/imp_1", unknown, payment(sandbox=True))
        error = portone.error(verify())
        assert (error.reason, error.held) == ("test_channel", 0)
        server.on("/payments/imp_1", unknown, payment(sandbox=False))
        assert portone.do(verify()).status == "paid"
        server.forget()
        server.on("/payments/imp_1", unknown, payment())
        error = portone.error(verify())
        assert (error.reason, error.held, error.outcome) == ("unreadable", None, "unknown")
        assert [call.query for call in server.calls] == ["", "include_sandbox=true"]
        server.on("/payments/imp_1", unknown)
        assert type(portone.error(verify())) is NotFound
        server.forget()
        assert type(portone.error(verify(allow_sandbox=True))) is NotFound
        assert [call.query for call in server.calls] == ["include_sandbox=true"]


@both
def test_a_deadline_is_compared_with_the_servers_clock(connect: Connect) -> None:
    """This machine's may be years away: the server tells the time with each token."""
    with ScriptedServer() as server, connect(server) as portone:
        server.on(TOKEN_PATH, token(now=NOW + 86_400 + 120))
        server.on(ANY, answer(ACCOUNT))
        assert portone.error(verify()).reason == "expired"


@both
@pytest.mark.parametrize(
    ("order", "field"),
    [
        ({"amount": 0}, "amount"),
        ({"amount": -1}, "amount"),
        ({"amount": True}, "amount"),
        ({"amount": None}, "amount"),
        ({"merchant_uid": ""}, "merchant_uid"),
        ({"merchant_uid": None}, "merchant_uid"),
        ({"currency": "krw"}, "currency"),
        ({"currency": "KRW "}, "currency"),
        ({"currency": None}, "currency"),
        ({"allow_sandbox": 1}, "allow_sandbox"),
    ],
)
def test_an_order_that_no_payment_can_pay_for_is_refused_locally(
    connect: Connect, order: dict[str, Any], field: str
) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        error = portone.error(verify(**order))
        assert isinstance(error, ConfigurationError)
        assert error.outcome == "not_sent"
        assert f"payments.verify: {field} " in str(error)
        assert server.received == []


# Values of other types than the contract has.

ODD: list[object] = [
    None,
    "",
    "abc",
    "1000",
    True,
    -1,
    1.5,
    2**53,
    10**400,
    [],
    {},
    [None],
    {"a": 1},
]

DECIDES = [
    *("imp_uid", "merchant_uid", "status", "sandbox", "customer_uid_usage", "currency", "amount"),
    *("cancel_amount", "cancel_history", "deposit_history", "paid_at", "promotion"),
    *("pg_provider", "pay_method", "vbank_num", "vbank_date", "cancelled_at"),
]


def is_about_another(error: object) -> bool:
    """Whether an answer was refused because it shows another payment than was asked for."""
    return (
        type(error) is UnexpectedAnswer
        and error.outcome == "no_answer"
        and "another imp_uid" in str(error)
    )


@both
def test_an_answer_about_another_payment_is_not_believed(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, answer({"imp_uid": "imp_2"}))
        assert is_about_another(judged(portone, verify()))


def judged(portone: Caller, use: Use) -> Any:
    """What `use` returns, or the error of this package that it raises; any other error fails the test."""
    try:
        return portone.do(use)
    except PortOneError as error:
        return error


@both
@pytest.mark.parametrize("field", DECIDES)
@pytest.mark.parametrize("base", [{}, ACCOUNT, CLOSED, UNLIMITED], ids=["p", "a", "c", "u"])
def test_an_odd_value_is_never_guessed_at(
    connect: Connect, field: str, base: dict[str, object]
) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        for odd in ODD:
            server.on(ANY, answer(base | {field: odd}))
            found = judged(portone, verify())
            if isinstance(found, Payment):
                assert (found.status, found.merchant_uid, found.amount) == ("paid", "o-1", 1000)
                continue
            if field == "imp_uid" and isinstance(odd, str) and odd:
                assert is_about_another(found)
                continue
            assert isinstance(found, VerificationFailed)
            assert found.held in (None, 0, 1000, Decimal("1.5"), Decimal("998.5"))
            assert found.reason != "unreadable" or found.field in str(found)


@both
@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"amount": "1000"}, "amount"),
        ({"amount": True}, "amount"),
        ({"amount": -1}, "amount"),
        ({"amount": 2**53}, "amount"),
        ({"cancel_amount": "0"}, "cancel_amount"),
        ({"currency": 410}, "currency"),
        ({"status": ["paid"]}, "status"),
        ({"merchant_uid": 1}, "merchant_uid"),
        ({"sandbox": "false"}, "sandbox"),
        ({"customer_uid_usage": {}}, "customer_uid_usage"),
        ({"deposit_history": ["row"]}, "deposit_history/0"),
        ({"deposit_history": 3}, "deposit_history"),
        ({"deposit_history": deposits(None)}, "deposit_history/0/amount"),
        ({"cancel_history": cancels(1, "2")} | without("cancel_amount"), "cancel_history/1/amount"),
        ({"cancel_history": {}} | without("cancel_amount"), "cancel_history"),
        ({"amount": 900, "promotion": "p"}, "promotion"),
        ({"amount": 900, "promotion": {"discount": "100"}}, "promotion/discount"),
        (ACCOUNT | {"vbank_num": 5}, "vbank_num"),
        (ACCOUNT | {"vbank_date": "soon"}, "vbank_date"),
        (ACCOUNT | {"paid_at": -5}, "paid_at"),
        (CLOSED | {"pg_provider": []}, "pg_provider"),
    ],
)
def test_what_cannot_be_read_is_named(
    connect: Connect, fields: dict[str, object], named: str
) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, answer(fields))
        error = portone.error(verify())
        assert (error.reason, error.held, error.outcome) == ("unreadable", None, "unknown")
        assert error.field == named
        assert named in str(error)


# Any payment at all.

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=10**15)
    | st.decimals(allow_nan=False, allow_infinity=False).map(float).filter(lambda x: abs(x) < 1e300)
    | st.text(max_size=8)
    | st.sampled_from(
        ["paid", "ready", "failed", "cancelled", "vbank", "cvs", "issue", "KRW", 0, 1000]
    )
)
ROW_NAMES = st.sampled_from(["pg_tid", "amount", "cancelled_at", "deposited_at", "cancellation_id"])
ROWS = st.lists(
    SCALARS | st.dictionaries(ROW_NAMES, SCALARS | st.lists(SCALARS), max_size=5), max_size=3
)
ANYTHING = SCALARS | ROWS | st.dictionaries(ROW_NAMES, SCALARS, max_size=3)
ODD_FIELDS = st.dictionaries(
    st.sampled_from([*DECIDES, "discount", "failed_at", "cancel_reason", "name"]),
    ANYTHING,
    max_size=4,
)


@given(st.sampled_from([{}, ACCOUNT, CLOSED, UNLIMITED]), ODD_FIELDS)
@settings(max_examples=400)
def test_any_payment_at_all_is_verified_or_refused(
    base: dict[str, object], odd: dict[str, object]
) -> None:
    data: dict[str, Any] = PAID | base | odd
    with ScriptedServer() as server, Blocking(server) as portone:
        server.on(ANY, answer(data))
        found = judged(portone, verify())
    if isinstance(found, Payment):
        assert (found.status, found.merchant_uid) == ("paid", "o-1")
        assert found.amount == 1000 or found.promotion is not None
        assert data.get("cancel_amount") in (0, None)
        return
    if isinstance(data["imp_uid"], str) and data["imp_uid"] not in ("", "imp_1"):
        assert is_about_another(found)
        return
    assert isinstance(found, VerificationFailed)
    if found.held is not None:
        assert data["merchant_uid"] == "o-1"
        assert 0 <= found.held < 2**53


@given(st.sampled_from([{}, ACCOUNT, CLOSED, UNLIMITED]), ODD_FIELDS, ODD_FIELDS)
@settings(max_examples=400)
def test_any_payment_at_all_is_compared_or_refused(
    base: dict[str, object], odd: dict[str, object], later: dict[str, object]
) -> None:
    known: KnownState | None = None
    for fields in (odd, later, odd):
        with ScriptedServer() as server, Blocking(server) as portone:
            server.on(ANY, answer(PAID | base | fields))
            found = judged(portone, handle(known))
        if isinstance(found, PortOneError):
            assert found.outcome == "no_answer"
            continue
        assert isinstance(found, Changes)
        assert KnownState.from_json(found.known.to_json()) == found.known
        assert webhook.compare(found.payment, found.known).is_empty
        assert all(entry.amount for entry in found.entries)
        known = found.known


def handle(known: KnownState | None) -> Use:
    return lambda p: p.webhook.handle(Event("imp_1"), known)


@pytest.mark.parametrize("field", DECIDES)
@pytest.mark.parametrize(
    "odd", [object(), b"paid", {1, 2}, (1,), 5j, float("nan"), Decimal("sNaN")]
)
def test_a_payment_that_is_built_by_hand_is_read_the_same_way(field: str, odd: object) -> None:
    built = Payment.read(PAID | {field: odd}, "", lambda pointer: None)
    if field in ("sandbox", "pg_provider", "pay_method", "vbank_num", "vbank_date", "promotion"):
        assert webhook.compare(built).known.received == 1000
    elif field == "cancelled_at":
        assert webhook.compare(built).known.refunded == 0
    else:
        with pytest.raises(UnexpectedAnswer, match=field):
            webhook.compare(built)
