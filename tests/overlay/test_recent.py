"""Which of a client's writes can be mistaken for one another."""

from __future__ import annotations

import os
from datetime import datetime

import pytest

from portone_v1 import KST, Attempt
from portone_v1.resolve import recent_writes as recent
from portone_v1.resolve.recent_writes import RecentWrites, Standing, Subject, Write, subject_of
from portone_v1_api.operations import OPERATIONS

ORDER, OTHER, EXACT = Subject(["o"]), Subject(["x"]), Subject(["o"], is_exact=True)


@pytest.fixture
def writes() -> RecentWrites:
    return RecentWrites()


def test_the_first_about_a_thing(writes: RecentWrites) -> None:
    assert writes.begin(ORDER, 0.0).first
    assert writes.begin(OTHER, 0.0).first
    assert not writes.begin(ORDER, 0.0).first
    assert not writes.begin(Subject(["x", "y"]), 1.0).first
    assert writes.begin(Subject(["z", "w"]), 1.0).first
    assert writes.begin(Subject(()), 0.0).first


def test_one_of_which_nothing_is_known_may_come_for_a_quarter_of_an_hour(
    writes: RecentWrites,
) -> None:
    writes.begin(ORDER, 0.0)
    assert not writes.begin(ORDER, 899.9).first
    assert not writes.begin(ORDER, 1799.8).first
    assert writes.begin(ORDER, 2699.8).first


def test_one_that_was_answered_is_told_apart_by_the_second(writes: RecentWrites) -> None:
    writes.begin(ORDER, 0.0).answered(50.0)
    second = writes.begin(ORDER, 51.9)
    assert not second.first
    second.answered(52.0)
    assert writes.begin(ORDER, 54.0).first


def test_one_that_is_proven_not_to_have_happened_is_in_nobodys_way(writes: RecentWrites) -> None:
    writes.begin(ORDER, 0.0).undone()
    assert not writes.begin(ORDER, 1.9).first
    writes = RecentWrites()
    writes.begin(ORDER, 0.0).undone()
    assert writes.begin(ORDER, 2.0).first


def test_exact_ones_are_not_mistaken_for_each_other(writes: RecentWrites) -> None:
    assert writes.begin(EXACT, 0.0).first
    assert writes.begin(EXACT, 0.0).first
    assert not writes.begin(ORDER, 0.0).first
    assert not writes.begin(EXACT, 0.0).first


def test_the_later_ones_are_remembered(writes: RecentWrites) -> None:
    sent = [datetime.fromtimestamp(second, KST) for second in (10, 20, 30)]
    for at, sent_at in zip((0.0, 10.0, 5000.0), sent, strict=True):
        writes.begin(ORDER, at).sent_at = sent_at
    assert [write.sent_at for write in writes.about(ORDER)] == sent[2:]
    writes.begin(ORDER, 5001.0)
    assert [write.sent_at for write in writes.about(ORDER)] == [sent[2], None]
    assert writes.about(OTHER) == []


def test_one_that_was_answered_is_remembered_beside_an_open_one(writes: RecentWrites) -> None:
    lost = writes.begin(ORDER, 0.0)
    answered = writes.begin(ORDER, 10.0)
    answered.answered(11.0)
    latest = writes.begin(ORDER, 100.0)
    assert writes.about(ORDER) == [lost, answered, latest]
    assert not latest.first
    latest.answered(101.0)
    last = writes.begin(ORDER, 1000.0)
    assert last.first
    assert writes.about(ORDER) == [last]


def test_what_has_to_be_forgotten_is_in_the_way_of_all(
    writes: RecentWrites, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recent, "_MOST", 2)
    for at, thing in enumerate("abc"):
        writes.begin(Subject([thing]), float(at))
    assert writes.about(Subject(["a"])) == []
    assert len(writes.about(Subject(["b", "c"]))) == 2
    assert not writes.begin(Subject(["d"]), 899.9).first
    assert writes.about(Subject(["b"])) == []
    assert writes.begin(Subject(["e"]), 902.0).first


def attempt(second: int, *, first: bool = True) -> Attempt:
    return Attempt("payments.cancel", {}, None, 1, datetime.fromtimestamp(second, KST), first=first)


def sent(writes: RecentWrites, subject: Subject, second: int) -> Write:
    write = writes.begin(subject, float(second))
    write.sent_at = datetime.fromtimestamp(second, KST)
    return write


@pytest.mark.parametrize("subject", [ORDER, EXACT])
def test_how_an_attempt_stands(writes: RecentWrites, subject: Subject) -> None:
    assert writes.standing(subject, attempt(10)) == Standing(sole=True, alone=True, here=False)
    unsure = attempt(10, first=False)
    assert writes.standing(subject, unsure) == Standing(sole=False, alone=False, here=False)
    sent(writes, subject, 10)
    assert writes.standing(subject, attempt(10)) == Standing(sole=True, alone=True, here=True)
    assert writes.standing(subject, unsure) == Standing(sole=False, alone=False, here=True)
    assert writes.standing(subject, attempt(5)) == Standing(sole=False, alone=False, here=False)
    assert writes.standing(OTHER, attempt(5)) == Standing(sole=True, alone=True, here=False)


@pytest.mark.parametrize(
    ("mine", "others", "sole"),
    [(ORDER, ORDER, False), (ORDER, EXACT, False), (EXACT, ORDER, False), (EXACT, EXACT, True)],
)
def test_beside_another(writes: RecentWrites, mine: Subject, others: Subject, sole: bool) -> None:
    sent(writes, mine, 10)
    sent(writes, others, 11)
    assert writes.standing(mine, attempt(10)) == Standing(sole, alone=False, here=True)
    sent(writes, EXACT, 12)
    assert writes.standing(mine, attempt(10)) == Standing(sole, alone=False, here=True)


def test_a_forked_process_begins_anew(writes: RecentWrites) -> None:
    writes.begin(ORDER, 0.0)
    process = os.fork()
    if process == 0:
        os._exit(0 if writes.begin(ORDER, 0.0).first else 1)
    assert os.waitpid(process, 0)[1] == 0


def test_what_a_write_is_about() -> None:
    cancel = OPERATIONS["payments.cancel"].resolve
    known = {"imp_uid": "imp_1", "amount": 5}
    assert subject_of(cancel, "AB1", known) == Subject(
        [("cancellation", "AB1", "imp_uid", "imp_1")], is_exact=False
    )
    assert subject_of(cancel, None, known | {"checksum": 5}).is_exact
    assert subject_of(None, None, known) == Subject(())
    again, onetime = (OPERATIONS[f"subscribe.{name}"].resolve for name in ("again", "onetime"))
    order = {"merchant_uid": "o", "customer_uid": "c"}
    assert subject_of(again, None, order) == subject_of(onetime, None, order)
    assert not subject_of(again, None, order).is_exact
    assert subject_of(again, None, order) != subject_of(again, "AB1", order)
