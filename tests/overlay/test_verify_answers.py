"""`payments.verify` and webhooks, for every kind of answer: also contradictory, hostile and unreadable ones."""

from __future__ import annotations

import json
import pickle
from decimal import Decimal
from typing import Any, cast

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
    testing,
    webhook,
)
from portone_v1.models import Payment
from portone_v1.testing import Reply, Request
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

PAID_AT = cast("int", PAID["paid_at"])


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
    ("an older answer without a total", without("cancel_amount", "currency"), {}),
    ("an older answer without a history", without("currency", "cancel_history"), {}),
    ("paid after it had failed", {"failed_at": PAID_AT - 1, "fail_reason": "F113"}, {}),
    (
        "a charge of a schedule",
        {"customer_uid": "c", "customer_uid_usage": "payment.scheduled"},
        {},
    ),
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
        "unreadable",
        None,
        "cancel_amount",
    ),
    "a revoked account, in an older answer": (
        {"status": "cancelled", "paid_at": 0} | without("cancel_amount", "cancel_history"),
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
    "cancels that no answer shows": (
        without("cancel_amount", "cancel_history"),
        V,
        "unreadable",
        None,
        "cancel_amount",
    ),
    "given back without a trace": (
        {"status": "cancelled"},
        V,
        "unreadable",
        None,
        "cancel_amount",
    ),
    "failed, yet given back": (
        CLOSED | {"cancel_amount": 300},
        V,
        "unreadable",
        None,
        "cancel_amount",
    ),
    "paid, yet never": ({"paid_at": 0}, V, "unreadable", None, "paid_at"),
    "paid, nobody knows when": (without("paid_at"), V, "unreadable", None, "paid_at"),
    "paid, then failed": ({"failed_at": PAID_AT}, V, "unreadable", None, "failed_at"),
    "paid, and failed at no time": ({"fail_reason": "no"}, V, "unreadable", None, "fail_reason"),
    "a key, nobody knows what for": (
        {"customer_uid": "c"},
        V,
        "unreadable",
        None,
        "customer_uid_usage",
    ),
    "a key for something new": (
        {"customer_uid_usage": "ISSUE"},
        V,
        "unreadable",
        None,
        "customer_uid_usage",
    ),
    "an unlimited account without its deposits": (
        UNLIMITED | without("deposit_history"),
        V,
        "unreadable",
        None,
        "deposit_history",
    ),
    "nothing charged, nobody knows by what": (
        {"amount": 0, "promotion": {"discount": 1000}},
        V,
        "unreadable",
        None,
        "pay_method",
    ),
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
CANCELS: dict[str, Case] = {
    f"nothing cancelled, yet {name}": (
        {name: value},
        V,
        "unreadable",
        None,
        "cancel_amount",
    )
    for name, value in {
        "cancelled_at": NOW,
        "cancel_reason": "변심",
        "cancel_receipt_urls": ["https://example.com/receipt"],
        "cancel_history": [{"pg_tid": "t", "amount": 0, "cancelled_at": NOW}],
    }.items()
}
DIFFERS |= IN_REVIEW | KEYS | CANCELS

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
        ({"cancel_history": {"0": {"amount": 1000}}}, "cancel_history"),
        ({"cancel_history": cancels(None)}, "cancel_history/0/amount"),
        ({"cancel_history": cancels("1000")}, "cancel_history/0/amount"),
        ({"cancelled_at": "yes"}, "cancelled_at"),
        ({"cancel_reason": ["x"]}, "cancel_reason"),
        ({"cancel_receipt_urls": "https://example.com"}, "cancel_receipt_urls"),
        ({"cancel_receipt_urls": [None]}, "cancel_receipt_urls"),
        ({"paid_at": "yesterday"}, "paid_at"),
        ({"failed_at": "never"}, "failed_at"),
        ({"fail_reason": 0}, "fail_reason"),
        ({"customer_uid": 7}, "customer_uid"),
        ({"status": "cancelled", "cancel_history": cancels("1000")}, "cancel_history/0/amount"),
        (CLOSED | {"cancel_amount": "300"}, "cancel_amount"),
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

TOKEN_BODY = token().body

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


# What a paid payment shows, judged a second time: by the answer itself, and by rules of the test's own.

FULL: dict[str, Any] = PAID | {
    "cancel_reason": None,
    "cancel_receipt_urls": [],
    "customer_uid": None,
    "customer_uid_usage": None,
    "deposit_history": [],
    "fail_reason": None,
    "pay_method": "card",
    "promotion": None,
    "sandbox": False,
}

TELLING: dict[str, list[Any]] = {
    "imp_uid": ["imp_1"],
    "merchant_uid": ["o-1", "o-2"],
    "status": ["paid", "cancelled", "failed", "ready", "PAID"],
    "amount": [0, 900, 1000, 1000.0, 1001],
    "cancel_amount": [0, 0.0, 300, 1000, 1001],
    "currency": ["KRW", "USD", ""],
    "paid_at": [0, PAID_AT],
    "failed_at": [0, PAID_AT - 1, PAID_AT, PAID_AT + 1],
    "cancelled_at": [0, NOW],
    "cancel_history": [[], cancels(0), cancels(300), cancels(1000), cancels(None), cancels("0")],
    "cancel_reason": ["", "변심"],
    "cancel_receipt_urls": [[], [""], ["https://example.com"]],
    "customer_uid": ["", "c-1"],
    "customer_uid_usage": ["issue", "payment", "payment.scheduled", ""],
    "deposit_history": [[], deposits(1000), deposits(None)],
    "fail_reason": ["", "한도초과"],
    "pay_method": ["card", "vbank"],
    "promotion": [{}, {"discount": 100}, {"discount": 1000}, {"discount": "100"}],
    "sandbox": [False, True],
}


def fields_of_a_payment() -> st.SearchStrategy[dict[str, Any]]:
    """A paid payment in which up to four fields are left out, null, of another type or another value."""

    def changed(name: str) -> st.SearchStrategy[tuple[str, Any]]:
        values = st.sampled_from([LEFT_OUT, None, *TELLING[name]])
        return st.tuples(st.just(name), values | values | ANYTHING)

    changes = st.lists(st.sampled_from(sorted(TELLING)).flatmap(changed), max_size=4)
    return changes.map(lambda changes: FULL | dict(changes))


def is_number(value: object) -> bool:
    return type(value) in (int, float)


def is_zero(value: object) -> bool:
    return is_number(value) and value == 0


def can_be_delivered(shown: dict[str, Any]) -> bool:
    """Whether the answer shows, and nowhere denies, that the order is paid in full and nothing was given back."""

    def is_blank(name: str, *blanks: object) -> bool:
        value = shown.get(name)
        return value is None or any(
            type(value) is type(blank) and value == blank for blank in blanks
        )

    def fits() -> bool:
        amount: Any = shown.get("amount")
        promotion: Any = shown.get("promotion")
        if not is_number(amount):
            return False
        if amount == 1000:
            return True
        discount: Any = (
            cast("Any", promotion).get("discount") if isinstance(promotion, dict) else None
        )
        if not is_number(discount) or amount < 0 or discount < 0 or amount + discount != 1000:
            return False
        method = shown.get("pay_method")
        return amount > 0 or (isinstance(method, str) and method != "vbank")

    def was_paid() -> bool:
        at, failed_at = shown.get("paid_at"), shown.get("failed_at")
        if type(at) is not int or not 0 < at < 250_000_000_000:
            return False
        if is_blank("failed_at", 0):
            return is_blank("fail_reason", "")
        return type(failed_at) is int and 0 < failed_at < at

    def is_sale() -> bool:
        usage = shown.get("customer_uid_usage")
        return usage in ("payment", "payment.scheduled") or (
            usage is None and is_blank("customer_uid", "")
        )

    def was_kept() -> bool:
        return (
            (shown.get("cancel_amount") is not None or shown.get("cancel_history") is not None)
            and (shown.get("cancel_amount") is None or is_zero(shown["cancel_amount"]))
            and is_blank("cancel_history", [])
            and is_blank("cancelled_at", 0)
            and is_blank("cancel_reason", "")
            and is_blank("cancel_receipt_urls", [])
        )

    return (
        (shown.get("imp_uid"), shown.get("merchant_uid")) == ("imp_1", "o-1")
        and shown.get("status") == "paid"
        and is_blank("currency", "", "KRW")
        and is_blank("sandbox", False)
        and is_blank("deposit_history", [])
        and fits()
        and was_paid()
        and is_sale()
        and was_kept()
    )


@given(fields_of_a_payment())
@settings(max_examples=1500)
def test_a_payment_is_returned_when_it_shows_in_full_that_it_can_be_delivered_and_only_then(
    fields: dict[str, Any],
) -> None:
    shown = {name: value for name, value in fields.items() if value is not LEFT_OUT}
    said = json.dumps({"code": 0, "message": None, "response": shown}).encode()

    def reply(request: Request) -> Reply:
        return Reply(200, {}, TOKEN_BODY if "getToken" in request.url else said)

    with testing.client(reply) as portone:
        try:
            found: object = portone.payments.verify("imp_1", amount=1000, merchant_uid="o-1")
        except PortOneError as error:
            found = error
    assert isinstance(found, Payment) == can_be_delivered(shown), found


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


@both
def test_a_test_payment_that_was_not_asked_for_is_not_booked(connect: Connect) -> None:
    event = Event("imp_1", "o-1")
    with ScriptedServer() as server, connect(server) as portone:
        for sandbox, problem in ((True, "true, although test"), ("true", "a str that cannot")):
            server.on(ANY, answer({"sandbox": sandbox}))
            for use in (handle(None), lambda p: p.webhook.read(event)):
                error = portone.error(use)
                assert isinstance(error, UnexpectedAnswer)
                assert f"imp_1 cannot be read: sandbox is {problem}" in str(error)
        server.on(ANY, answer({"sandbox": True}))
        found = portone.do(lambda p: p.webhook.handle(event, None, include_sandbox=True))
        assert found.status == "paid"


@both
@pytest.mark.parametrize(
    ("once", "twice"),
    [
        ('"status": "paid"', '"status": "failed", "status": "paid"'),
        ('"code": 0', '"code": 1, "code": 0'),
        ('"amount": 1000', '"amount": 1000, "amount": 1000'),
        ('"cancel_history": []', '"cancel_history": [{"amount": 1, "amount": 2}]'),
    ],
)
def test_an_answer_that_has_a_field_twice_proves_nothing(
    connect: Connect, once: str, twice: str
) -> None:
    said = answer({}).body.decode()
    assert once in said
    double = Answer(200, said.replace(once, twice).encode())
    with ScriptedServer() as server, connect(server, max_retries=0) as portone:
        server.on(ANY, double)
        for use in (verify(), handle(None), lambda p: p.payments.get("imp_1")):
            error = portone.error(use)
            assert isinstance(error, UnexpectedAnswer)
            assert error.outcome == "no_answer"
            assert isinstance(error.body, dict)
        error = portone.error(lambda p: p.payments.cancel(imp_uid="imp_1", amount=1))
        assert error.outcome == "unknown"


@both
def test_a_webhook_reads_what_was_given_back_from_older_answers_too(connect: Connect) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, answer({"cancel_history": cancels(100, 200)} | without("cancel_amount")))
        found = portone.do(handle(None))
        assert (found.known.received, found.known.refunded) == (1000, 300)
        assert [entry.amount for entry in found.entries] == [1000, -100, -200]
        server.on(ANY, answer({"cancel_amount": 300} | without("cancel_history")))
        assert portone.do(handle(None)).known.refunded == 300


@both
@pytest.mark.parametrize(
    "fields",
    [
        without("cancel_amount", "cancel_history"),
        {"cancel_amount": 100, "cancel_history": cancels(100, 200)},
    ],
    ids=["not shown", "less in all than in rows"],
)
def test_a_webhook_books_nothing_where_it_is_not_clear_what_was_given_back(
    connect: Connect, fields: dict[str, object]
) -> None:
    with ScriptedServer() as server, connect(server) as portone:
        server.on(ANY, answer(fields))
        error = portone.error(handle(None))
        assert isinstance(error, UnexpectedAnswer)
        assert "cancel_amount" in str(error)


@pytest.mark.parametrize("field", DECIDES)
@pytest.mark.parametrize(
    "odd", [object(), b"paid", {1, 2}, (1,), 5j, float("nan"), Decimal("sNaN")]
)
def test_a_payment_that_is_built_by_hand_is_read_the_same_way(field: str, odd: object) -> None:
    built = Payment.read(PAID | {field: odd}, "", lambda pointer: None)
    if field in ("sandbox", "pg_provider", "pay_method", "vbank_num", "vbank_date", "promotion"):
        assert webhook.compare(built).known.received == 1000
    else:
        with pytest.raises(UnexpectedAnswer, match=field):
            webhook.compare(built)
