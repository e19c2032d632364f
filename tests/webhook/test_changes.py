"""What is new in a payment is told once, whatever is read again or late."""

from __future__ import annotations

import json
import pickle
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portone_v1 import ConfigurationError, UnexpectedAnswer
from portone_v1.models import Payment
from portone_v1.webhook import Changes, Entry, KnownState, compare

from .payments import cancel, deposit, payment


def amounts(changes: Changes) -> list[Any]:
    return [entry.amount for entry in changes.entries]


def test_a_payment_that_nobody_knew() -> None:
    paid = payment()
    changes = compare(paid)
    assert changes.payment is paid
    assert changes.status == "paid"
    assert changes.entries == [Entry("received 10000", 10_000, paid.paid_at)]
    assert not changes.is_empty
    again = compare(paid, changes.known)
    assert again.is_empty
    assert again.known == changes.known


def test_waiting_then_paid_then_cancelled_in_parts() -> None:
    known = compare(payment("ready")).known
    assert (known.status, known.received) == ("ready", 0)
    changes = compare(payment(), known)
    assert (changes.status, amounts(changes)) == ("paid", [10_000])
    first = compare(payment(cancel_amount=3000, cancel_history=[cancel(3000)]), changes.known)
    assert (first.status, amounts(first), len(first.cancels)) == (None, [-3000], 1)
    both = [cancel(7000, 2), cancel(3000)]
    paid_at = 1_767_193_200
    second = compare(
        payment("cancelled", cancel_amount=10_000, cancel_history=both, paid_at=paid_at),
        first.known,
    )
    assert (second.status, amounts(second)) == ("cancelled", [-7000])
    assert [row.cancellation_id for row in second.cancels] == ["c-2"]
    assert (second.known.received, second.known.refunded) == (10_000, 10_000)


def test_two_cancels_that_look_the_same_are_two() -> None:
    rows = [cancel(500, with_id=False)]
    known = compare(payment(cancel_amount=500, cancel_history=rows)).known
    changes = compare(payment(cancel_amount=1000, cancel_history=rows * 2), known)
    assert amounts(changes) == [-500]
    assert len({entry.key for entry in compare(changes.payment).entries}) == 3


def test_cancels_that_no_row_tells_of_are_counted_all_the_same() -> None:
    known = compare(payment(cancel_amount=500)).known
    changes = compare(payment(cancel_amount=1500, cancel_history=[cancel(700)]), known)
    assert sorted(amounts(changes)) == [-700, -300]


def test_a_total_that_grows_without_a_row() -> None:
    first = compare(payment(cancel_amount=500)).known
    more = compare(payment(cancel_amount=1500), first)
    assert (more.is_empty, amounts(more)) == (False, [-1000])
    late = compare(payment(cancel_amount=500), more.known)
    assert (late.is_empty, late.known) == (True, more.known)


def test_deposits_into_an_unlimited_account() -> None:
    rows = [deposit(3000)]
    known = compare(payment(amount=0, deposit_history=rows)).known
    assert (known.received, len(known.deposits)) == (3000, 1)
    changes = compare(payment(amount=0, deposit_history=[*rows, deposit(4000, 2)]), known)
    assert (changes.status, amounts(changes)) == (None, [4000])
    assert not changes.is_empty
    assert [row.amount for row in changes.deposits] == [4000]


def test_money_after_an_account_was_cancelled() -> None:
    rows: dict[str, Any] = {"amount": 0, "cancel_history": [cancel(3000)], "cancel_amount": 3000}
    known = compare(payment("cancelled", deposit_history=[deposit(3000)], **rows)).known
    more = [deposit(3000), deposit(100, 2)]
    changes = compare(payment("paid", deposit_history=more, **rows), known)
    assert (changes.status, amounts(changes)) == ("paid", [100])


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        (payment("paid"), payment("ready")),
        (payment("paid"), payment("failed")),
        (payment("failed"), payment("ready")),
        (payment("cancelled"), payment("paid")),
        (payment(cancel_amount=1, cancel_history=[cancel(1)]), payment()),
        (payment(amount=0, deposit_history=[deposit(1)]), payment("ready", amount=0)),
    ],
)
def test_what_was_read_before_changes_nothing(newer: Payment, older: Payment) -> None:
    known = compare(newer).known
    late = compare(older, known)
    assert late.is_empty
    assert late.known == known


def test_failed_may_still_be_paid() -> None:
    assert compare(payment(), compare(payment("failed")).known).status == "paid"


# Any answers at all, whether they can be true together or not.

histories_of = st.lists(
    st.builds(
        lambda amount, at, names: (
            {"amount": amount, "cancelled_at": at, "deposited_at": at} | names
        ),
        st.sampled_from([1, 500, 700]),
        st.sampled_from([0, 1_767_200_000, 1_767_200_001]),
        st.sampled_from([{}, {"pg_tid": "t"}, {"cancellation_id": "c"}, {"pg_tid": "u"}]),
    ),
    max_size=3,
)


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Any]:
    cancels, deposits = draw(histories_of), draw(st.just([]) | histories_of)
    total = sum(row["amount"] for row in cancels) + draw(st.sampled_from([0, 0, 500]))
    fields: dict[str, Any] = {
        "status": draw(st.sampled_from(["paid", "paid", "cancelled", "ready", "failed", "new"])),
        "paid_at": draw(st.sampled_from([PAID_AT, PAID_AT, 0])),
        "amount": draw(st.sampled_from([10_000, 10_000, 9000, 0])),
        "cancel_amount": total,
        "deposit_history": deposits,
    }
    if draw(st.booleans()):
        fields["cancel_history"] = cancels
    return fields


@given(st.lists(answers(), max_size=12))
def test_keys_are_unique_and_entries_add_up_whatever_answers_come(
    shown: list[dict[str, Any]],
) -> None:
    known: KnownState | None = None
    entries: list[Entry] = []
    held = 0
    for fields in shown:
        try:
            changes = compare(payment(**fields), known)
        except UnexpectedAnswer:
            continue
        if changes.known != known:
            listed = sum(row["amount"] for row in fields["deposit_history"])
            received = listed or (fields["amount"] if fields["paid_at"] else 0)
            held = received - fields["cancel_amount"]
        else:
            assert changes.is_empty
        entries += changes.entries
        known = KnownState.from_json(changes.known.to_json())
        assert sum(entry.amount for entry in entries) == held
        assert compare(payment(**fields), known).is_empty
    assert len({entry.key for entry in entries}) == len(entries)
    assert all(entry.amount for entry in entries)


def test_a_status_that_is_not_known_is_told() -> None:
    known = compare(payment("paid")).known
    pending = compare(payment("pending", paid_at=1_767_193_200), known)
    assert pending.status == "pending"
    assert compare(payment("paid"), pending.known).status == "paid"


def test_a_billing_key_is_no_sale() -> None:
    issued = compare(payment(customer_uid="c-1", customer_uid_usage="issue"))
    assert issued.is_billing_key
    assert (issued.status, issued.entries) == ("paid", [])
    charged = compare(payment(customer_uid="c-1", customer_uid_usage="payment"))
    assert not charged.is_billing_key
    assert amounts(charged) == [10_000]


def test_other_currencies() -> None:
    known = compare(payment(currency="USD", amount=Decimal("10.50"))).known
    assert KnownState.from_json(known.to_json()) == known
    rows = [cancel(Decimal("0.25"))]
    changes = compare(
        payment(
            currency="USD",
            amount=Decimal("10.5"),
            cancel_amount=Decimal("0.25"),
            cancel_history=rows,
        ),
        known,
    )
    assert amounts(changes) == [Decimal("-0.25")]


def test_it_must_be_the_same_payment() -> None:
    with pytest.raises(ConfigurationError, match="is the state of imp_0, not imp_123456789012"):
        compare(payment(), KnownState("imp_0"))


@pytest.mark.parametrize(
    "fields",
    [
        {"amount": "10000"},
        {"cancel_amount": None},
        {"cancel_history": ["row"]},
        {"deposit_history": [deposit("3000")]},
        {"deposit_history": [deposit(2**52), deposit(2**52)]},
        {"cancel_history": [cancel(5) | {"cancellation_id": 5}]},
        {"cancel_history": [cancel(5, with_id=False) | {"pg_tid": ["t"]}]},
        {"cancel_history": [cancel(5) | {"cancelled_at": "now"}]},
        {"paid_at": "yesterday"},
        {"customer_uid_usage": ["issue"]},
        {"currency": 410},
        {"merchant_uid": None},
        {"status": {}},
    ],
)
def test_books_are_not_guessed(fields: dict[str, Any]) -> None:
    (name,) = fields
    with pytest.raises(
        UnexpectedAnswer, match=f"imp_123456789012 cannot be read: {name}"
    ) as caught:
        compare(payment(**fields))
    assert caught.value.outcome == "no_answer"


PAID_AT = 1_767_193_200
CONTRADICTIONS: list[tuple[str, str, dict[str, Any]]] = [
    ("paid_at is set", "ready", {"paid_at": PAID_AT}),
    ("paid_at is set", "failed", {"paid_at": PAID_AT}),
    ("paid_at is not set", "paid", {"paid_at": 0}),
    ("paid_at is not set", "cancelled", {"cancel_amount": 10_000}),
    ("failed_at is not before", "paid", {"failed_at": PAID_AT + 1}),
    ("fail_reason is set", "paid", {"fail_reason": "한도초과"}),
    ("cancel_amount is above 0", "ready", {"cancel_amount": 1}),
    ("cancel_amount is above 0", "failed", {"cancel_history": [cancel(1)], "cancel_amount": 1}),
    ("cancel_amount is more than", "paid", {"cancel_amount": 20_000}),
    ("cancel_amount is more than", "paid", {"cancel_amount": 2, "deposit_history": [deposit(1)]}),
    ("cancel_amount is 0", "cancelled", {"paid_at": PAID_AT}),
    ("cancel_amount shows that nothing", "paid", {"cancelled_at": PAID_AT}),
    ("customer_uid_usage is missing", "paid", {"customer_uid": "c-1"}),
    ("customer_uid_usage is a use", "paid", {"customer_uid_usage": "rental"}),
]


@pytest.mark.parametrize(("problem", "status", "fields"), CONTRADICTIONS)
def test_what_contradicts_itself_is_not_booked(
    problem: str, status: str, fields: dict[str, Any]
) -> None:
    for known in (None, compare(payment()).known):
        with pytest.raises(UnexpectedAnswer, match=f"cannot be read: {problem}") as caught:
            compare(payment(status, **fields), known)
        assert caught.value.outcome == "no_answer"


def booked(*answers: dict[str, Any]) -> list[tuple[str, Any]]:
    """The entries that these answers give, one after the other."""
    known: KnownState | None = None
    entries: list[Entry] = []
    for fields in answers:
        changes = compare(payment(**fields), known)
        entries += changes.entries
        known = KnownState.from_json(changes.known.to_json())
    return [(entry.key, entry.amount) for entry in entries]


ROW: dict[str, Any] = {"amount": 500, "cancelled_at": 1_767_200_000}
PAID = ("received 10000", 10_000)
CANCELLED = ("cancel 500 1767200000#0", -500)


def with_row(**names: str) -> dict[str, Any]:
    return {"cancel_amount": 500, "cancel_history": [ROW | names]}


def test_a_cancel_whose_row_appears_later_is_booked_once() -> None:
    total = {"cancel_amount": 500}
    assert booked(total, with_row(), total, with_row()) == [PAID, ("refunded 500", -500)]
    more = {"cancel_amount": 800, "cancel_history": [ROW, cancel(300) | {"cancelled_at": 9}]}
    assert booked(total, more)[1:] == [("refunded 500", -500), ("cancel 500 1767200000#0", -300)]


def test_a_row_that_gains_an_identity_or_loses_it_is_booked_once() -> None:
    shown = [{}, {"pg_tid": "t"}, {"pg_tid": "t", "cancellation_id": "c"}, {"cancellation_id": "c"}]
    answers = [with_row(**names) for names in shown]
    assert booked(*answers, *reversed(answers), *answers) == [PAID, CANCELLED]


def test_a_payment_whose_deposits_appear_later_is_booked_once() -> None:
    listed = {"deposit_history": [deposit(10_000)]}
    assert booked({}, listed, {}, listed) == [PAID]
    bare = {"amount": 700, "deposited_at": 1_767_200_000}
    rows = [{"amount": 0, "deposit_history": [row]} for row in (bare, bare | {"pg_tid": "t"})]
    assert booked(*rows, *rows) == [("deposit 700 1767200000#0", 700)]


def test_of_two_cancels_that_look_the_same_the_new_one_is_told() -> None:
    old, new = cancel(500, 1), cancel(500, 2)
    known = compare(payment(cancel_amount=500, cancel_history=[old])).known
    for rows in ([old, new], [new, old]):
        changes = compare(payment(cancel_amount=1000, cancel_history=rows), known)
        assert [row.cancellation_id for row in changes.cancels] == ["c-2"]


def test_a_payment_that_a_lagging_server_shows_unpaid_or_smaller_is_booked_once() -> None:
    failed = {"status": "failed", "paid_at": 0}
    assert booked(failed, {}, failed, {}, {"amount": 9000}, {}) == [PAID]


def test_the_state_is_stored_as_json_or_pickled() -> None:
    rows: dict[str, Any] = {"cancel_amount": 3, "cancel_history": [cancel(3, with_id=False)]}
    known = compare(payment(deposit_history=[deposit(10)], **rows)).known
    assert KnownState.from_json(known.to_json()) == known
    assert json.loads(known.to_json())["imp_uid"] == known.imp_uid
    assert pickle.loads(pickle.dumps(known)) == known


@pytest.mark.parametrize(
    "text",
    [
        *("", "null", "[]", "{}", '{"imp_uid": "a"}', '{"more": 1}', "[" * 100_000),
        KnownState("a").to_json()[:-1],
        KnownState("a").to_json().replace("null", "[]"),
    ],
)
def test_what_is_no_state(text: str) -> None:
    with pytest.raises(ConfigurationError, match="not a known state"):
        KnownState.from_json(text)


HUGE = "9" * 5000


@pytest.mark.parametrize(
    ("field", "written"),
    [
        *(("imp_uid", text) for text in ("null", "5", "[]", '""', "NaN", HUGE)),
        *(("status", text) for text in ("0", "[]", "{}", "true", "Infinity", HUGE)),
        *(("deposits", text) for text in ('"abc"', "null", "5", "{}", "[1]", "[null]", "[[]]")),
        *(("cancels", text) for text in ('"abc"', "null", "5", '{"a": "b"}', '["a", 1]')),
        *(("received", text) for text in ('"NaN"', "NaN", "Infinity", "-Infinity", '"sNaN"')),
        *(("refunded", text) for text in ("null", "true", "[]", '""', '"won"', "-1", '"-1"')),
        *(("received", text) for text in ("1e400", '"1e400"', "1e99999999999999999999", HUGE)),
        *(("refunded", text) for text in (f'"{HUGE}"', str(2**53), "1e-400", '"1e-400"')),
    ],
)
def test_a_field_of_a_stored_state_that_is_wrong_is_named(field: str, written: str) -> None:
    state = json.loads(KnownState("a", "paid").to_json())
    text = json.dumps(state | {field: "@"}).replace('"@"', written)
    with pytest.raises(ConfigurationError, match=f"not a known state: {field} must be") as caught:
        KnownState.from_json(text)
    assert len(str(caught.value)) < 200


def test_a_field_of_a_stored_state_that_is_missing_or_new_is_named() -> None:
    state = json.loads(KnownState("a").to_json())
    for name in state:
        rest = {other: value for other, value in state.items() if other != name}
        with pytest.raises(ConfigurationError, match=f"{name} is missing"):
            KnownState.from_json(json.dumps(rest))
    with pytest.raises(ConfigurationError, match="more is not a field"):
        KnownState.from_json(json.dumps(state | {"more": 1}))


def test_what_is_compared_with_must_be_a_known_state() -> None:
    stored: Any = KnownState("imp_123456789012").to_json()
    with pytest.raises(ConfigurationError, match=r"not str: KnownState\.from_json reads one"):
        compare(payment(), stored)
    wrong: Any = KnownState("imp_123456789012", deposits=cast("Any", "abc"))
    with pytest.raises(ConfigurationError, match="deposits must be a list of strings"):
        compare(payment(), wrong)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
    | st.fixed_dictionaries(
        dict.fromkeys(
            KnownState._fields, st.none() | st.integers() | st.text() | st.lists(st.text())
        )
    )
)
def test_whatever_is_stored_is_a_state_or_that_error(stored: Any) -> None:
    try:
        state = KnownState.from_json(json.dumps(stored))
    except ConfigurationError:
        return
    assert KnownState.from_json(state.to_json()) == state
    compare(payment(imp_uid=state.imp_uid), state)


# Any history, told in any order.


def without_names(row: dict[str, Any]) -> dict[str, Any]:
    return {"amount": row["amount"], "cancelled_at": row["cancelled_at"]}


@dataclass
class History:
    """What happened to a payment, as V1 shows it after each step."""

    unlimited: bool
    states: list[Payment] = field(default_factory=list)
    deposits: list[dict[str, Any]] = field(default_factory=list)
    cancels: list[dict[str, Any]] = field(default_factory=list)
    status: str = "ready"
    paid_at: int = 0

    @property
    def received(self) -> int:
        if self.unlimited:
            return sum(row["amount"] for row in self.deposits)
        return 10_000 if self.paid_at else 0

    @property
    def refunded(self) -> int:
        return sum(row["amount"] for row in self.cancels)

    def show(self) -> None:
        rows = [
            {"cancel_history": [without_names(row) for row in self.cancels]},
            {},  # an older answer
            {"cancel_history": list(reversed(self.cancels))},
        ]
        self.states += [
            payment(
                self.status,
                amount=0 if self.unlimited else 10_000,
                paid_at=self.paid_at,
                deposit_history=list(self.deposits),
                cancel_amount=self.refunded,
                **shown,
            )
            for shown in rows
        ]

    def happen(self, amount: int, pay: bool, with_id: bool) -> None:
        """Money comes in, or goes back, as far as it can."""
        left = self.received - self.refunded
        if pay and (self.unlimited or not self.paid_at):
            self.status, self.paid_at = "paid", 1_767_193_200
            if self.unlimited:
                self.deposits.append(deposit(amount, len(self.deposits) % 2))
        elif left:
            back = min(amount, left)
            self.cancels.append(cancel(back, len(self.cancels), with_id=with_id))
            self.status = "cancelled" if back == left else "paid"
        self.show()


@st.composite
def histories(draw: st.DrawFn) -> History:
    history = History(unlimited=draw(st.booleans()))
    history.show()
    if draw(st.booleans()) and not history.unlimited:
        history.status = "failed"
        history.show()
    steps = st.tuples(st.sampled_from([1, 500, 3000, 9999]), st.booleans(), st.booleans())
    for amount, pay, with_id in draw(st.lists(steps, max_size=8)):
        history.happen(amount, pay, with_id)
    return history


@given(histories(), st.data())
def test_each_deposit_and_each_cancel_is_told_once(history: History, data: st.DataObject) -> None:
    """Reads that come twice, late, in another order or never, as long as somebody looks in the end."""
    reads = st.lists(st.sampled_from(range(len(history.states))), max_size=12)
    order = [*data.draw(reads), len(history.states) - 1, *data.draw(reads)]
    known: KnownState | None = None
    told: list[Changes] = []
    for index in order:
        changes = compare(history.states[index], known)
        told.append(changes)
        known = KnownState.from_json(changes.known.to_json())
    assert known
    entries = [entry for changes in told for entry in changes.entries]
    assert len({entry.key for entry in entries}) == len(entries)
    assert sum(entry.amount for entry in entries) == history.received - history.refunded
    assert sorted(row.amount for each in told for row in each.deposits) == sorted(
        row["amount"] for row in history.deposits
    )
    assert sorted(row.amount for each in told for row in each.cancels) == sorted(
        row["amount"] for row in history.cancels
    )
    assert (known.received, known.refunded) == (history.received, history.refunded)
    assert known.status == history.status
