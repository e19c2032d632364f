"""The data file: what was acknowledged is there again, whatever ended the process."""

from __future__ import annotations

import dataclasses
import sqlite3
import threading
import time
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portone_v1_emulator import Clock, Emulator
from portone_v1_emulator.core import persistence
from portone_v1_emulator.core.jobs import Job
from portone_v1_emulator.core.persistence import FORMAT, DataFile, DataFileError, from_json, to_json
from portone_v1_emulator.core.records import Payment, Record, Schedule
from portone_v1_emulator.core.tables import Owner

from .conftest import NOW
from .merchant import open_merchant
from .processes import Process, run_emulator
from .v1 import PAYS, V1

CHARGES = 1000
THREADS = 8
DAY = 24 * 3600


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "shop.db"


def frozen(path: Path, **options: Any) -> Emulator:
    return Emulator(data=path, clock=Clock(start=NOW, frozen=True), **options)


# kill -9.


class Charges:
    """Charges that several threads make until the emulator is killed, and what it acknowledged."""

    def __init__(self, process: Process, kill_after: int) -> None:
        self.asked: set[str] = set()
        self.acknowledged: dict[str, tuple[str, int]] = {}
        self._process = process
        self._kill_after = kill_after
        self._lock = threading.Lock()
        self._numbers = iter(range(CHARGES))

    def make(self) -> None:
        threads = [threading.Thread(target=self._make) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _make(self) -> None:
        with self._process.caller() as v1:
            while (number := self._next()) is not None:
                uid = f"order-{number}"
                try:
                    paid = v1.onetime(uid, 1000 + number).response
                except httpx.TransportError:
                    return
                self._acknowledge(uid, paid)

    def _next(self) -> int | None:
        with self._lock:
            number = next(self._numbers, None)
            self.asked.add(f"order-{number}")
            return number

    def _acknowledge(self, uid: str, paid: dict[str, Any]) -> None:
        with self._lock:
            self.acknowledged[uid] = paid["imp_uid"], paid["amount"]
            if len(self.acknowledged) == self._kill_after:
                self._process.kill()


def test_kill_in_the_middle_of_a_thousand_charges(path: Path) -> None:
    with run_emulator("--data", str(path)) as process:
        charges = Charges(process, kill_after=CHARGES // 2)
        charges.make()
    assert CHARGES // 2 <= len(charges.acknowledged) < CHARGES, "it was killed in the middle"
    with run_emulator("--data", str(path)) as process, process.caller() as v1:
        found = {}
        for uid in charges.asked:
            reply = v1.get(f"/payments/findAll/{uid}")
            if reply.status == 200:
                (payment,) = reply.response["list"]  # none is there twice
                found[uid] = payment["imp_uid"], payment["amount"]
                assert payment["status"] == "paid"
        assert charges.acknowledged.items() <= found.items()
        assert len(found) <= len(charges.acknowledged) + THREADS
        # What was paid cannot be paid again, and numbers are not given twice.
        assert v1.onetime("order-0").code != 0
        assert v1.pay("one more") not in {imp_uid for imp_uid, _ in found.values()}


def test_kill_and_all_kinds_of_things_are_there(path: Path) -> None:
    with open_merchant() as merchant:
        merchant.status = 503
        start = ("--start", "2026-01-01T00:00+09:00", "--frozen")
        options = ("--data", str(path), "--webhook", merchant.url)
        with run_emulator(*options, *start) as process, process.caller() as v1:
            imp_uid = v1.pay("o-1")
            v1.cancel(imp_uid=imp_uid, amount=300)
            v1.issue("c-1")
            v1.post("/payments/prepare", merchant_uid="o-9", amount=1)
            at = {"merchant_uid": "s-1", "schedule_at": NOW + 30, "amount": 1000, "name": "구독"}
            v1.post("/subscribe/payments/schedule", customer_uid="c-1", schedules=[at])
            token = v1.http.headers["Authorization"]
            _wait_for(lambda: merchant.came)
            process.kill()
        merchant.status = 200
        with frozen(path, webhook_url=merchant.url) as emulator, V1(emulator) as v1:
            assert v1.http.headers["Authorization"] == token
            payment = v1.get(f"/payments/{imp_uid}").response
            assert (payment["cancel_amount"], payment["merchant_uid"]) == (300, "o-1")
            assert v1.get("/subscribe/customers/c-1").code == 0
            assert v1.get("/payments/prepare/o-9").response["amount"] == 1
            assert v1.get("/subscribe/payments/schedule/s-1").response["schedule_status"] == (
                "scheduled"
            )
            assert [due.event for due in emulator.store.system_tables.table(Job)] == ["schedule"]
            emulator.advance(60)
            assert v1.get("/payments/find/s-1").response["status"] == "paid"
            assert {delivery.state for delivery in emulator.webhooks.log} == {"delivered"}
            assert len(merchant.came) == 3, "the failed one again, and that of the schedule"


def _wait_for(condition: Any) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


# Stopped and started.


def test_all_in_the_order_in_which_it_was(path: Path) -> None:
    with frozen(path) as emulator, V1(emulator) as v1:
        for number in (3, 1, 2):
            v1.pay(f"o-{number}", customer_uid="c-1")
        v1.pay("o-3b", card_number=PAYS)
        first = emulator.shop().payments
        uids = [payment.imp_uid for payment in first]
        v1.cancel(imp_uid=uids[0])
        payments = list(first)
    with frozen(path) as emulator:
        again = emulator.shop().payments
        assert list(again) == payments
        assert [payment.imp_uid for payment in again.find("customer_uid", "c-1")] == uids[:3]
        assert emulator.shop("AB1").payments.get(uids[0]) is None


def test_each_tier_and_account_has_its_own(path: Path) -> None:
    with frozen(path) as emulator:
        for tier in (None, "AB1", "AB2"):
            with V1(emulator, tier=tier) as v1:
                v1.pay(f"o-{tier}")
    with frozen(path) as emulator:
        for tier in (None, "AB1", "AB2"):
            (payment,) = emulator.shop(tier).payments
            assert payment.merchant_uid == f"o-{tier}"


def test_what_was_removed_stays_removed(path: Path) -> None:
    with frozen(path) as emulator, V1(emulator) as v1:
        v1.issue("c-1")
        v1.issue("c-2")
        v1.delete("/subscribe/customers/c-1")
    with frozen(path) as emulator, V1(emulator) as v1:
        assert v1.get("/subscribe/customers/c-1").code == 1
        assert v1.get("/subscribe/customers/c-2").code == 0


def test_what_was_undone_is_not_in_the_file(path: Path) -> None:
    with frozen(path, strict=True) as emulator, V1(emulator) as v1:
        imp_uid = v1.pay("o-1")
        assert v1.cancel(imp_uid=imp_uid, amount=300).status == 501
    with frozen(path) as emulator:
        payment = emulator.shop().payments.get(imp_uid)
        assert payment
        assert payment.cancellations == ()


def test_forgotten_by_a_reset_but_numbers_go_on(path: Path) -> None:
    with frozen(path) as emulator, V1(emulator) as v1:
        before = v1.pay("o-1")
        emulator.reset()
    with frozen(path) as emulator, V1(emulator) as v1:
        assert v1.get(f"/payments/{before}").status == 404
        assert v1.pay("o-1") > before


def test_a_clock_that_was_moved_does_not_jump_back(path: Path) -> None:
    with Emulator(data=path) as emulator:
        emulator.advance(days=30)
    with Emulator(data=path) as emulator:
        ahead = emulator.clock.exactly() - time.time()
        assert abs(ahead - 30 * DAY) < 60
        assert not emulator.clock.frozen
        emulator.clock.freeze()
        at = emulator.clock.exactly()
    with Emulator(data=path) as emulator:
        assert (emulator.clock.exactly(), emulator.clock.frozen) == (at, True)
        emulator.reset()
    with Emulator(data=path) as emulator:
        assert abs(emulator.clock.exactly() - time.time()) < 60
        assert not emulator.clock.frozen


def test_what_came_due_meanwhile_happens_at_the_start(path: Path) -> None:
    with frozen(path) as emulator, V1(emulator) as v1:
        v1.issue("c-1")
        at = {"merchant_uid": "s-1", "schedule_at": NOW + 30, "amount": 1000, "name": "구독"}
        v1.post("/subscribe/payments/schedule", customer_uid="c-1", schedules=[at])
    later = Clock(start=NOW + DAY, frozen=True)
    with Emulator(data=path, clock=later) as emulator, V1(emulator) as v1:
        assert v1.get("/payments/find/s-1").response["paid_at"] == NOW + 30


def test_refusing_connections_keeps_the_file(path: Path) -> None:
    with frozen(path) as emulator, V1(emulator) as v1:
        with emulator.refusing_connections():
            with pytest.raises(DataFileError):
                DataFile(path)
            emulator.advance(60)
        imp_uid = v1.pay("o-1")
        emulator.stop()
        emulator.start()
        with V1(emulator) as v1_again:
            assert v1_again.get(f"/payments/{imp_uid}").code == 0


def test_while_it_is_stopped_nothing_can_get_lost(path: Path) -> None:
    emulator = frozen(path)
    with pytest.raises(RuntimeError, match="data file is not open"):
        emulator.reset()
    with emulator, V1(emulator) as v1:
        imp_uid = v1.pay("o-1")
        payment = emulator.shop().payments.get(imp_uid)
    assert payment
    with pytest.raises(RuntimeError, match="start it first"), emulator.store.transaction():
        emulator.shop().payments.put(replace(payment, status="failed"))
    assert emulator.shop().payments.get(imp_uid) == payment


# A transaction is kept whole, or not at all.


def test_what_cannot_be_kept_did_not_happen(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with frozen(path) as emulator, V1(emulator) as v1:
        imp_uid = v1.pay("o-1")

        def full(record: Record) -> str:
            raise sqlite3.OperationalError("database or disk is full")

        with monkeypatch.context() as patched:
            patched.setattr(persistence, "to_json", full)
            v1.http.headers["Connection"] = "close"
            assert v1.onetime("o-2").status == 500
            assert v1.cancel(imp_uid=imp_uid).status == 500
        assert v1.get("/payments/find/o-2").status == 404
        assert v1.get(f"/payments/{imp_uid}").response["cancel_amount"] == 0
        assert v1.pay("o-2")
    with frozen(path) as emulator:
        assert [payment.merchant_uid for payment in emulator.shop().payments] == ["o-1", "o-2"]


def test_the_journal_keeps_the_latest_of_each(path: Path) -> None:
    with frozen(path) as emulator, V1(emulator) as v1:
        imp_uid = v1.pay("o-1")
        table = emulator.shop().payments
        payment = table.get(imp_uid)
        assert payment
        with emulator.store.transaction():
            table.put(replace(payment, status="failed"))
            table.remove(imp_uid)
            table.put(replace(payment, status="ready"))
            table.put(replace(payment, status="cancelled"))
    with frozen(path) as emulator:
        assert [payment.status for payment in emulator.shop().payments] == ["cancelled"]


# Files that cannot be used.


def test_one_emulator_at_a_time(path: Path) -> None:
    with frozen(path) as emulator, V1(emulator) as v1:
        v1.pay("o-1")
        with pytest.raises(DataFileError, match="in use by another emulator"):
            frozen(path).start()
        assert v1.get("/payments/find/o-1").code == 0
    with frozen(path) as emulator:
        assert len(emulator.shop().payments) == 1


def test_one_process_at_a_time(path: Path) -> None:
    in_use = pytest.raises(AssertionError, match="in use by another emulator")
    with frozen(path), in_use, run_emulator("--data", str(path)):
        pytest.fail("it started")


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE mine (a)")
        database.execute("INSERT INTO mine VALUES (1)")
    database.close()


def _newer(path: Path) -> None:
    with frozen(path):
        pass
    with sqlite3.connect(path) as database:
        database.execute(f"PRAGMA user_version = {FORMAT + 1}")
    database.close()


def _of_an_unknown_kind(path: Path) -> None:
    with frozen(path):
        pass
    with sqlite3.connect(path) as database:
        database.execute("INSERT INTO record VALUES (NULL, 'a', '', 'Nothing', '1', '{}')")
    database.close()


def _of_unknown_fields(path: Path) -> None:
    with frozen(path):
        pass
    with sqlite3.connect(path) as database:
        database.execute("INSERT INTO record VALUES (NULL, 'a', '', 'Payment', '1', '{}')")
    database.close()


def _damaged(path: Path) -> None:
    with frozen(path) as emulator, V1(emulator) as v1:
        for number in range(50):
            v1.pay(f"o-{number}")
    content = bytearray(path.read_bytes())
    content[4096 : 4096 * 3] = b"\xff" * (4096 * 2)
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda path: path.write_text("my diary " * 1000), "damaged or not a data file"),
        (_foreign, "is a database, but not a data file"),
        (_newer, "another version"),
        (_of_an_unknown_kind, "another version"),
        (_of_unknown_fields, "another version"),
        (_damaged, "damaged"),
    ],
)
def test_files_that_it_leaves_as_they_are(path: Path, make: Any, problem: str) -> None:
    make(path)
    before = path.read_bytes()
    for _ in range(2):
        with pytest.raises(DataFileError, match=problem):
            frozen(path).start()
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["", "nowhere/shop.db"])
def test_paths_that_cannot_be(tmp_path: Path, name: str) -> None:
    with pytest.raises(DataFileError, match="Cannot open the data file"):
        frozen(tmp_path / name).start()


def test_the_file_is_for_its_owner_alone(path: Path) -> None:
    with frozen(path):
        assert path.stat().st_mode & 0o077 == 0


# Every kind of record comes back as it was.


def _text() -> st.SearchStrategy[str]:
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def _amounts() -> st.SearchStrategy[Decimal]:
    return st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12)


@pytest.fixture(autouse=True, scope="module")
def _strategies() -> None:
    st.register_type_strategy(str, _text())
    st.register_type_strategy(Decimal, _amounts())


KINDS = sorted(Record.kinds)


@pytest.mark.parametrize("name", KINDS)
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_each_kind_comes_back_as_it_was(name: str, data: st.DataObject) -> None:
    record = data.draw(st.from_type(Record.kinds[name]))
    again = from_json(type(record), to_json(record))
    assert again == record
    assert repr(again) == repr(record)


def test_records_of_all_resources_are_there() -> None:
    assert {"Payment", "BillingKey", "Schedule", "Preparation", "Token", "Job", "Delivery"} <= (
        Record.kinds.keys()
    )
    for kind in Record.kinds.values():
        fields = {field.name for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
        assert {kind.identity, *kind.indexed} <= fields


@settings(max_examples=10)
@given(data=st.data())
def test_a_whole_shop_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("shop") / "shop.db"
    records = data.draw(st.lists(st.one_of(*map(st.from_type, (Payment, Schedule))), max_size=8))
    owners = st.tuples(st.text("ab", max_size=2), st.none() | st.just("AB1"))
    kept: dict[tuple[Owner, type[Record], str], Record] = {}
    with frozen(path) as emulator:
        for record in records:
            owner = Owner(*data.draw(owners))
            with emulator.store.transaction():
                emulator.store.shop(*owner).table(type(record)).put(record)
            kept[owner, type(record), getattr(record, record.identity)] = record
    with frozen(path) as emulator:
        for (owner, kind, identity), record in kept.items():
            assert emulator.store.shop(*owner).table(kind).get(identity) == record
        counts = Counter((owner, kind) for owner, kind, _ in kept)
        for (owner, kind), count in counts.items():
            assert len(emulator.store.shop(*owner).table(kind)) == count
