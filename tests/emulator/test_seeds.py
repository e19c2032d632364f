"""What a shop has in the beginning."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from portone_v1_emulator import Clock, Emulator
from portone_v1_emulator.seeds import SeedError

from .conftest import NOW
from .v1 import V1

DAY = 24 * 3600

SEED: dict[str, Any] = {
    "preparations": [{"merchant_uid": "o-9", "amount": 500}],
    "billing_keys": [
        {"customer_uid": "c-1", "name": "김하늘", "pg": "kcp", "days_ago": 30},
        {"customer_uid": "c-2", "card_number": "4000-0000-0000-9995"},
    ],
    "payments": [
        {
            "merchant_uid": "o-1",
            "amount": 1000,
            "name": "티셔츠",
            "days_ago": 3,
            "buyer_name": "하늘",
        },
        {"merchant_uid": "o-2", "amount": 2000, "cancelled": 500, "imp_uid": "imp_000000000002"},
        {"merchant_uid": "o-3", "amount": 3000, "cancelled": "all", "cancel_reason": "변심"},
        {"merchant_uid": "o-4", "amount": 4000, "status": "failed", "days_ago": 9},
        {"merchant_uid": "o-5", "amount": 5000, "status": "ready", "pay_method": "vbank"},
        {"merchant_uid": "o-6", "amount": 6000, "pay_method": "vbank", "bank": "088"},
        {"merchant_uid": "o-7", "amount": 7.5, "currency": "USD", "pg": "paypal_v2", "tier": "AB1"},
    ],
    "schedules": [
        {"customer_uid": "c-1", "merchant_uid": "s-1", "amount": 100, "in_days": -2},
        {"customer_uid": "c-2", "merchant_uid": "s-2", "amount": 100, "in_days": -1},
        {"customer_uid": "c-1", "merchant_uid": "s-3", "amount": 100, "in_days": 1},
    ],
}


def frozen(**options: Any) -> Emulator:
    return Emulator(clock=Clock(start=NOW, frozen=True), **options)


def test_all_that_a_seed_may_hold() -> None:
    with frozen(seed=SEED) as emulator, V1(emulator) as v1:
        first = v1.get("/payments/find/o-1").response
        assert (first["name"], first["buyer_name"]) == ("티셔츠", "하늘")
        assert (first["started_at"], first["paid_at"]) == (NOW - 3 * DAY,) * 2
        partly = v1.get("/payments/imp_000000000002").response
        assert (partly["status"], partly["cancel_amount"]) == ("paid", 500)
        whole = v1.get("/payments/find/o-3").response
        assert (whole["status"], whole["cancel_reason"]) == ("cancelled", "변심")
        failed = v1.get("/payments/find/o-4").response
        assert (failed["status"], failed["failed_at"]) == ("failed", NOW - 9 * DAY)
        ready = v1.get("/payments/find/o-5").response
        assert (ready["status"], ready["vbank_code"]) == ("ready", "004")
        deposited = v1.get("/payments/find/o-6").response
        assert (deposited["status"], deposited["vbank_code"]) == ("paid", "088")
        assert v1.get("/payments/find/o-7").status == 404
        assert v1.get("/payments/prepare/o-9").response["amount"] == 500
        assert v1.get("/subscribe/customers/c-1").response["customer_name"] == "김하늘"
        assert v1.get("/payments/find/s-1").response["paid_at"] == NOW - 2 * DAY
        assert v1.get("/payments/find/s-2").response["status"] == "failed"
        assert v1.get("/payments/find/s-3").status == 404
        emulator.advance(days=1)
        v1.sign_in()
        assert v1.get("/payments/find/s-3").response["status"] == "paid"
        (dollars,) = emulator.shop("AB1").payments
        assert (dollars.amount, dollars.currency) == (Decimal("7.5"), "USD")


def test_no_webhook_tells_of_what_was_before() -> None:
    with frozen(seed=SEED, webhook_url="http://127.0.0.1:9/") as emulator:
        assert emulator.webhooks.log == []
        assert emulator.webhooks.when == "after"


def test_strict_has_nothing_against_a_seed() -> None:
    with frozen(seed=SEED, strict=True) as emulator:
        assert len(emulator.shop().payments) == 8
        assert emulator.state.assumptions.strict


def test_a_reset_begins_with_it_again() -> None:
    with frozen(seed=SEED) as emulator, V1(emulator) as v1:
        v1.pay("o-8")
        v1.cancel(merchant_uid="o-1")
        emulator.reset()
        payments = {payment.merchant_uid: payment.status for payment in emulator.shop().payments}
        assert "o-8" not in payments
        assert payments["o-1"] == "paid"


def test_a_data_file_gets_it_once(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    with frozen(seed=SEED, data=path) as emulator, V1(emulator) as v1:
        v1.cancel(merchant_uid="o-1")
    for seed in (SEED, "demo"):
        with frozen(seed=seed, data=path) as emulator, V1(emulator) as v1:
            assert v1.get("/payments/find/o-1").response["status"] == "cancelled"
            assert len(emulator.shop().payments) == 8


def test_the_demo_is_lively() -> None:
    with frozen(seed="demo") as emulator:
        shop = emulator.shop()
        statuses = Counter(payment.status for payment in shop.payments)
        assert all(statuses[status] >= 2 for status in ("paid", "failed", "cancelled", "ready"))
        assert {schedule.status for schedule in shop.schedules} == {"scheduled", "executed"}
        assert len({payment.channel.pg_provider for payment in shop.payments}) >= 6
        assert any(0 < p.cancel_amount < p.amount for p in shop.payments)
        assert len(shop.billing_keys) >= 4
        assert emulator.webhooks.log == []


def test_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "seed.json"
    path.write_text(json.dumps(SEED), "utf-8")
    with frozen(seed=path) as emulator:
        assert len(emulator.shop().payments) == 8


@pytest.mark.parametrize(
    ("seed", "problem"),
    [
        ({"payment": []}, "payment: Extra inputs"),
        ({"payments": [{"merchant_uid": "o-1"}]}, r"payments\[0\]\.amount: Field required"),
        ({"payments": [{"merchant_uid": "o-1", "amount": -1}]}, r"payments\[0\]\.amount"),
        ({"payments": [{"merchant_uid": "o-1", "amount": 1, "price": 1}]}, "price: Extra inputs"),
        ({"payments": [{"merchant_uid": "o", "amount": 1, "imp_uid": "x"}]}, "imp_uid: String"),
        ({"payments": [{"merchant_uid": "o", "amount": 1, "days_ago": -1}]}, "days_ago"),
        ({"payments": [{"merchant_uid": "o", "amount": 1, "tier": "ab"}]}, "tier"),
        ({"schedules": [{"merchant_uid": "s", "amount": 1, "customer_uid": "c"}]}, "in_days"),
    ],
)
def test_seeds_that_cannot_be_read(seed: dict[str, Any], problem: str) -> None:
    with pytest.raises(SeedError, match=problem):
        Emulator(seed=seed)


PAID = {"merchant_uid": "o-1", "amount": 1}


@pytest.mark.parametrize(
    ("seed", "problem"),
    [
        ({"payments": [PAID | {"pg": "mybank"}]}, "o-1: the merchant has no channel of mybank"),
        ({"payments": [PAID | {"card_number": "1"}]}, "o-1: the PG refuses the card"),
        ({"payments": [PAID, PAID]}, "o-1: the order is paid already"),
        ({"payments": [PAID | {"cancelled": 2}]}, r"o-1: it cannot be cancelled \(too_much\)"),
        ({"payments": [PAID | {"status": "ready", "bank": "999"}]}, "o-1: there is no bank 999"),
        (
            {
                "payments": [
                    {"merchant_uid": uid, "amount": 1, "imp_uid": "imp_000000000001"}
                    for uid in ("o-1", "o-2")
                ]
            },
            "o-2: there are two payments of this imp_uid",
        ),
        (
            {"schedules": [PAID | {"customer_uid": "c-1", "in_days": 1}]},
            "o-1: there is no billing key c-1",
        ),
        (
            {
                "billing_keys": [{"customer_uid": "c-1"}],
                "schedules": [PAID | {"customer_uid": "c-1", "in_days": 1}] * 2,
            },
            "o-1: there are two schedules of this merchant_uid",
        ),
    ],
)
def test_seed_that_cannot_be_applied_is_refused(
    seed: dict[str, Any], problem: str, tmp_path: Path
) -> None:
    for data in (None, tmp_path / "shop.db"):
        emulator = frozen(seed=seed, data=data)
        with pytest.raises(SeedError, match=problem):
            emulator.start()
    assert list(frozen(data=tmp_path / "shop.db").shop().payments) == []


@pytest.mark.parametrize("content", [None, b"\xff", b"{", b"[]"])
def test_files_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "seed.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SeedError, match=str(path)):
        Emulator(seed=path)
