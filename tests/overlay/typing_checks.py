"""What type checkers make of the clients; `test_client_options` runs mypy and pyright over it."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import datetime
from decimal import Decimal
from typing import Any, assert_type

import httpx

from portone_v1 import (
    AsyncPortOne,
    Attempt,
    Declined,
    HttpExchange,
    Outcome,
    PortOne,
    PortOneError,
    RawAnswer,
    VerificationFailed,
    VerificationReason,
)
from portone_v1.models import NewSchedule, Payment, PaymentPage, PaymentStatus, Schedule
from portone_v1_api.payloads import PartialList


def blocking(portone: PortOne, pool: httpx.Client) -> None:
    with PortOne("key", "secret", http_client=pool, before_send=hook) as entered:
        assert_type(entered, PortOne)
    assert_type(PortOne.from_env(http_client=pool), PortOne)
    PortOne("key", "secret", before_send=lambda attempt: hook(attempt))
    PortOne.from_env(on_drift=lambda operation, pointer: drift(operation, pointer))
    assert_type(portone.with_options(tier="AB1", timeout=None, max_retries=0), PortOne)
    payment = portone.payments.get("imp_1", include_sandbox=True)
    assert_type(payment, Payment)
    assert_type(payment.status, PaymentStatus | str)
    assert_type(payment.amount, int | Decimal)
    assert_type(payment.paid_at, datetime | None)
    assert_type(portone.payments.get_many(imp_uids=("a", "b")), PartialList[Payment])
    raw = portone.raw(portone.payments.get)("imp_1", include_sandbox=True)
    assert_type(raw, RawAnswer[Payment])
    assert_type(raw.value, Payment)
    assert_type(raw.body, bytes)
    assert_type(portone.raw(portone.payments.cancel)(imp_uid="i", amount="all"), RawAnswer[Payment])
    by_order = portone.raw(portone.payments.cancel)(merchant_uid="o", amount="all")
    assert_type(by_order, RawAnswer[Payment])
    assert_type(portone.payments.cancel(merchant_uid="o", amount=500, checksum=1000), Payment)
    page = portone.payments.list_by_status("paid", sorting="-paid")
    assert_type(page, PaymentPage)
    assert_type(list(page), list[Payment])
    assert_type(len(page), int)
    assert_type(payment.to_dict(secrets=True), dict[str, Any])
    assert_type(Payment.from_dict({"imp_uid": "imp_1"}), Payment)
    portone.naver.ship(
        "imp_1",
        product_order_ids="all",
        delivery_method="DELIVERY",
        dispatched_at=1,
        delivery_company="A_NEW_CARRIER",
    )
    one: NewSchedule = {"merchant_uid": "o", "schedule_at": 1, "amount": Decimal(1), "name": "n"}
    assert_type(portone.subscribe.schedule(customer_uid="c", schedules=[one]), list[Schedule])
    assert_type(portone.close(), None)


async def awaiting(portone: AsyncPortOne, pool: httpx.AsyncClient) -> None:
    async with AsyncPortOne("key", "secret", http_client=pool, before_send=ahook) as entered:
        assert_type(entered, AsyncPortOne)
    assert_type(AsyncPortOne.from_env(http_client=pool), AsyncPortOne)
    AsyncPortOne("key", "secret", before_send=hook, after_send=aoutcome, on_exchange=aexchange)
    AsyncPortOne.from_env(
        before_send=ahook, after_send=lambda attempt, outcome: aoutcome(attempt, outcome)
    )
    assert_type(portone.with_options(tier=None), AsyncPortOne)
    assert_type(await portone.payments.get("imp_1"), Payment)
    waiting = portone.raw(portone.payments.get)("imp_1")
    assert_type(waiting, Awaitable[RawAnswer[Payment]])
    assert_type((await waiting).value, Payment)


def wrong(portone: PortOne, awaited: AsyncPortOne, pool: httpx.AsyncClient) -> None:
    """Each of these is a mistake, or the comment beside it would be one."""
    portone.payments.get(5)  # type: ignore[arg-type]
    portone.payments.get()  # type: ignore[call-arg]
    portone.payments.cancel(imp_uid="imp_1")  # type: ignore[call-overload]
    portone.payments.cancel(imp_uid="imp_1", amount=None)  # type: ignore[call-overload]
    portone.payments.cancel()  # type: ignore[call-overload]
    portone.payments.cancel(amount="all")  # type: ignore[call-overload]
    portone.payments.cancel(imp_uid=None, amount="all")  # type: ignore[call-overload]
    portone.payments.cancel(imp_uid="i", merchant_uid="o", amount=1)  # type: ignore[call-overload]
    portone.payments.cancel(imp_uid="imp_1", amount="al")  # type: ignore[call-overload]
    portone.payments.cancel(imp_uid="imp_1", amount="")  # type: ignore[call-overload]
    portone.payments.cancel(imp_uid="imp_1", amount=9.9)  # type: ignore[call-overload]
    portone.payments.cancel(imp_uid="imp_1", amount=1, requester="me")  # type: ignore[call-overload]
    portone.payments.list_by_status("payed")  # type: ignore[arg-type]
    portone.payments.list_by_status("paid", sorting="newest")  # type: ignore[arg-type]
    portone.payments.iter_by_status("payed")  # type: ignore[arg-type]
    awaited.payments.iter_by_status("payed")  # type: ignore[arg-type]
    portone.payments.get_many(imp_uids="imp_1")  # type: ignore[arg-type]
    portone.raw(portone.payments.get)(5)  # type: ignore[arg-type]
    portone.raw(portone.payments.get)()  # type: ignore[call-arg]
    portone.with_options(tiers="AB1")  # type: ignore[call-arg]
    portone.with_options(max_retries=None)  # type: ignore[arg-type]
    PortOne("key", "secret", http_client=pool)  # type: ignore[arg-type]
    PortOne("key", "secret", before_send=ahook)  # type: ignore[arg-type]
    PortOne("key", "secret", before_send=lambda attempt: ahook(attempt))  # type: ignore[arg-type]
    PortOne("key", "secret", after_send=aoutcome)  # type: ignore[arg-type]
    PortOne("key", "secret", on_exchange=aexchange)  # type: ignore[arg-type]
    PortOne.from_env(before_send=ahook)  # type: ignore[arg-type]
    PortOne.from_env(on_drift=adrift)  # type: ignore[arg-type]
    AsyncPortOne("key", "secret", on_drift=adrift)  # type: ignore[arg-type]
    awaited.raw(portone.payments.get)  # type: ignore[arg-type]


def errors(error: PortOneError) -> None:
    assert_type(error.attempt, Attempt | None)
    if isinstance(error, VerificationFailed):
        assert_type(error.reason, VerificationReason)
        assert_type(error.held, int | Decimal | None)
    if isinstance(error, Declined):
        assert_type(error.code, int | None)
        assert_type(error.pg_code, str | None)


def hook(attempt: Attempt) -> None:
    assert_type(attempt.sent_at, datetime)


def drift(operation: str, pointer: str) -> None: ...


async def ahook(attempt: Attempt) -> None:
    assert_type(attempt.tier, str | None)


async def aoutcome(attempt: Attempt, outcome: Outcome) -> None: ...


async def aexchange(exchange: HttpExchange) -> None: ...


async def adrift(operation: str, pointer: str) -> None: ...
