"""A shop on FastAPI whose books agree with PortOne's, whatever becomes of the webhooks.

    PORTONE_V1_API_KEY=… PORTONE_V1_API_SECRET=… uvicorn fastapi_shop:app
    python fastapi_shop.py reconcile        # every few minutes, from cron: finds what no webhook told

Every payment that anybody brings here, the answer of a call, a browser, a webhook or the reconciliation, goes
through `book`. It compares the payment with what is known of it, in one short transaction.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from typing import Annotated, Any

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException as AnyHTTPException

from portone_v1 import (
    AlreadyDone,
    AsyncPortOne,
    AwaitingDeposit,
    ConfigurationError,
    Conflict,
    Declined,
    InvalidRequest,
    InvalidWebhook,
    NotFound,
    NotPaid,
    PortOneError,
    Refused,
    VerificationFailed,
    webhook,
)
from portone_v1.models import Payment
from portone_v1.webhook import KnownState

DATABASE = os.environ.get("SHOP_DATABASE", "fastapi_shop.sqlite3")
SANDBOX = os.environ.get("SHOP_SANDBOX") == "1"
"""Whether payments on test channels count, where no money moves: on a developer's machine, nowhere else."""

TABLES = """
CREATE TABLE IF NOT EXISTS orders (
    merchant_uid TEXT PRIMARY KEY,
    amount INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT 'open',
    created_at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS payments (
    imp_uid TEXT PRIMARY KEY,
    merchant_uid TEXT NOT NULL,
    known TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS entries (
    imp_uid TEXT NOT NULL REFERENCES payments,
    key TEXT NOT NULL,
    amount NUMERIC NOT NULL,
    currency TEXT NOT NULL,
    PRIMARY KEY (imp_uid, key)
);
"""


# The books.


@contextmanager
def transaction() -> Iterator[sqlite3.Connection]:
    """One writer at a time, and all of it or nothing. It is short: no request is made within it."""
    connection = sqlite3.connect(DATABASE, timeout=30, isolation_level=None)
    connection.row_factory = sqlite3.Row
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("COMMIT")
    finally:
        connection.close()  # what was not committed is undone


def book(payment: Payment) -> str | None:
    """Enter what is new in `payment`, and return the status of its order. Twice or late, it changes nothing."""
    if payment.sandbox and not SANDBOX:
        return None
    with transaction() as db:
        row = db.execute(
            "SELECT known FROM payments WHERE imp_uid = ?", [payment.imp_uid]
        ).fetchone()
        changes = webhook.compare(payment, KnownState.from_json(row["known"]) if row else None)
        db.execute(
            "INSERT INTO payments VALUES (?, ?, ?)"
            " ON CONFLICT (imp_uid) DO UPDATE SET known = excluded.known",
            [payment.imp_uid, payment.merchant_uid, changes.known.to_json()],
        )
        db.executemany(
            "INSERT INTO entries VALUES (?, ?, ?, ?)",
            [
                (payment.imp_uid, entry.key, str(entry.amount), payment.currency or "KRW")
                for entry in changes.entries
            ],
        )
        return _settle_order(db, payment.merchant_uid)


def _settle_order(db: sqlite3.Connection, merchant_uid: str) -> str | None:
    """Set an order's status by the money that came in for it and went back."""
    order = _row(db, merchant_uid)
    if order is None:
        return None  # money for nothing that was ordered here: somebody should look at it
    received, held = db.execute(
        "SELECT COALESCE(SUM(amount) FILTER (WHERE amount > 0), 0), COALESCE(SUM(amount), 0)"
        " FROM entries JOIN payments USING (imp_uid) WHERE merchant_uid = ? AND currency = 'KRW'",
        [merchant_uid],
    ).fetchone()
    status = _status(order["amount"], received, held)
    if status != order["status"]:
        db.execute("UPDATE orders SET status = ? WHERE merchant_uid = ?", [status, merchant_uid])
        # What follows from "paid" alone, such as a parcel, is put on a list here, in the same transaction,
        # once for each order: it may be paid, refunded in part, and paid again.
    return status


def _status(amount: int, received: int, held: int) -> str:
    """An order's status, by the money that is held for it now. Amounts are compared, never assumed."""
    if not received:
        return "open"
    if not held:
        return "refunded"
    if held == amount:
        return "paid"
    return "partly_refunded" if held < amount <= received else "wrong_amount"


def _row(db: sqlite3.Connection, merchant_uid: str) -> Any:
    return db.execute("SELECT * FROM orders WHERE merchant_uid = ?", [merchant_uid]).fetchone()


# The shop.


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
    """Open the tables, and one client for all requests."""
    with closing(sqlite3.connect(DATABASE)) as db:
        db.executescript(TABLES)
    async with AsyncPortOne.from_env() as portone:
        yield {"portone": portone}


app = FastAPI(lifespan=lifespan)


class NewOrder(BaseModel):
    merchant_uid: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
    amount: Annotated[int, Field(gt=0, le=100_000_000, strict=True)]


class Charge(BaseModel):
    customer_uid: str


class Completion(BaseModel):
    imp_uid: str


@app.exception_handler(RequestValidationError)
def refuse(request: Request, error: RequestValidationError) -> Response:
    """Say which field is wrong. What was sent is not repeated: it may be something that no JSON can hold."""
    problems = (f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
    return JSONResponse({"error": "; ".join(problems)}, 400)


@app.exception_handler(AnyHTTPException)
def explain(request: Request, error: AnyHTTPException) -> Response:
    """Say what is wrong in the same form."""
    return JSONResponse({"error": error.detail}, error.status_code)


@app.post("/orders", status_code=201)
def order(new: NewOrder) -> None:
    with transaction() as db:
        if _row(db, new.merchant_uid) is not None:  # a double click
            raise HTTPException(409, "이미 접수된 주문입니다.")
        db.execute(
            "INSERT INTO orders (merchant_uid, amount, created_at) VALUES (?, ?, ?)",
            [new.merchant_uid, new.amount, time.time()],
        )


@app.get("/orders/{merchant_uid}")
def show(merchant_uid: str) -> dict[str, Any]:
    with transaction() as db:
        row = _row(db, merchant_uid)
        entries = db.execute(
            "SELECT amount FROM entries JOIN payments USING (imp_uid) WHERE merchant_uid = ?"
            " ORDER BY entries.rowid",
            [merchant_uid],
        ).fetchall()
    if row is None:
        raise HTTPException(404, "주문을 찾을 수 없습니다.")
    return {"status": row["status"], "entries": [entry["amount"] for entry in entries]}


@app.post("/orders/{merchant_uid}/charge")
async def charge(merchant_uid: str, body: Charge, request: Request) -> Response:
    """Charge a stored card. The webhook may be here before the answer: it makes no difference."""
    amount = await asyncio.to_thread(_amount_of, merchant_uid)
    portone: AsyncPortOne = request.state.portone
    try:
        payment = await portone.subscribe.again(
            customer_uid=body.customer_uid, merchant_uid=merchant_uid, amount=amount, name="주문"
        )
    except AlreadyDone:  # a double click: the first one has paid, and its webhook is on its way
        return JSONResponse({"error": "이미 결제된 주문입니다."}, 409)
    except ConfigurationError as error:  # such as an empty customer_uid
        return JSONResponse({"error": str(error)}, 400)
    except (Conflict, Declined, InvalidRequest, NotFound, Refused) as error:
        return JSONResponse({"error": error.message}, 402)
    except PortOneError as error:
        if error.outcome in ("not_sent", "rejected"):  # nothing was charged: the shop has a problem
            return JSONResponse(
                {"error": "지금은 결제할 수 없습니다. 잠시 뒤 다시 시도해 주세요."}, 503
            )
        # Paid or not: the webhook or the reconciliation will tell.
        return JSONResponse({"status": "pending"}, 202)
    return JSONResponse({"status": await asyncio.to_thread(book, payment)})


@app.post("/orders/{merchant_uid}/complete")
async def complete(merchant_uid: str, body: Completion, request: Request) -> Response:
    """The browser says that it has paid. It may say anything, so its payment is verified."""
    amount = await asyncio.to_thread(_amount_of, merchant_uid)
    portone: AsyncPortOne = request.state.portone
    try:
        payment = await portone.payments.verify(
            body.imp_uid, amount=amount, merchant_uid=merchant_uid, allow_sandbox=SANDBOX
        )
    except ConfigurationError as error:  # such as an empty imp_uid
        return JSONResponse({"error": str(error)}, 400)
    except NotFound:
        return JSONResponse({"error": "결제 내역을 찾을 수 없습니다."}, 404)
    except AwaitingDeposit as error:  # not a failure: a webhook tells when the money is there
        await asyncio.to_thread(book, error.payment)
        waiting = {"account": error.payment.vbank_num, "message": waits_for(error.payment)}
        return JSONResponse({"status": "awaiting_deposit"} | waiting)
    except NotPaid as error:
        if error.held is None:  # the PG is still looking at it: the customer must not pay again
            return JSONResponse({"status": "pending"}, 202)
        return JSONResponse({"error": error.reason, "pay_again": True}, 402)
    except VerificationFailed as error:
        if (
            error.held is not None
        ):  # money for this order that does not fit: book it, and give it back
            await asyncio.to_thread(book, error.payment)
        # Where `held` is None, nothing is given back: it may be somebody else's payment.
        return JSONResponse({"error": error.reason, "pay_again": may_pay_again(error)}, 409)
    except PortOneError:  # it could not be looked up, and may be paid: a webhook will tell
        return JSONResponse({"status": "pending"}, 202)
    return JSONResponse({"status": await asyncio.to_thread(book, payment)})


def may_pay_again(error: VerificationFailed) -> bool:
    """Whether to offer the payment of this order again. After a cancel that takes a new order: a merchant_uid
    is paid once."""
    return error.held == 0 and error.reason != "cancelled"


def waits_for(payment: Payment) -> str:
    """What a customer reads whose account or barcode waits for the money."""
    until = payment.vbank_date
    limit = f"{until.month}월 {until.day}일 {until:%H:%M}까지 " if until else ""
    if payment.pay_method == "cvs":
        return f"편의점에서 바코드를 제시하고 {limit}{payment.amount:,}원을 결제해 주세요."
    account = " ".join(filter(None, (payment.vbank_name, payment.vbank_num)))
    return f"{account} 계좌로 {limit}{payment.amount:,}원을 입금해 주세요."


@app.post("/webhook")
async def hear(request: Request) -> Response:
    """PortOne, or anybody, says that something happened: look, and book what is so."""
    portone: AsyncPortOne = request.state.portone
    try:
        event = webhook.parse(await request.body(), request.headers.get("content-type"))
        if event.imp_uid is not None:  # else it is of a kind that this shop does not know
            payment = await portone.webhook.read(event, include_sandbox=SANDBOX)
            await asyncio.to_thread(book, payment)  # also when it does not fit its order
    except InvalidWebhook as error:
        return Response(str(error), 400)
    except NotFound:
        pass  # a payment of a test channel, or one that was made up: nothing to book
    except PortOneError:
        return Response(status_code=500)  # PortOne will send it again
    return Response()


@app.post("/confirm")
async def confirm(request: Request) -> Response:
    """PortOne asks, before it approves a payment in a window opened with this confirm_url."""
    try:
        question = webhook.parse_confirm(await request.body(), request.headers.get("content-type"))
    except InvalidWebhook as error:
        return Response(str(error), 400)
    order = await asyncio.to_thread(_order, question.merchant_uid)
    fits = order is not None and (order["status"], order["amount"]) == ("open", question.amount)
    answer = question.allow() if fits else question.refuse("주문 금액이 다릅니다.")
    return JSONResponse(answer.body, answer.status)


def _order(merchant_uid: str) -> Any:
    with transaction() as db:
        return _row(db, merchant_uid)


def _amount_of(merchant_uid: str) -> int:
    order = _order(merchant_uid)
    if order is None:
        raise HTTPException(404, "주문을 찾을 수 없습니다.")
    return int(order["amount"])


# What no webhook told.


async def reconcile(older_than: float = 600) -> None:
    """Look after every open order that is older than so many seconds, and every payment that is known."""
    with transaction() as db:
        overdue = db.execute(
            "SELECT merchant_uid FROM orders WHERE status = 'open' AND created_at <= ?",
            [time.time() - older_than],
        ).fetchall()
        known = [row["imp_uid"] for row in db.execute("SELECT imp_uid FROM payments")]
    async with AsyncPortOne.from_env() as portone:
        for row in overdue:
            try:
                page = await portone.payments.find_all(row["merchant_uid"], limit=1000)
            except NotFound:
                continue  # nobody has tried to pay
            for payment in page.items:
                book(payment)
        for start in range(0, len(known), 100):
            for payment in await portone.payments.get_many(imp_uids=known[start : start + 100]):
                book(payment)


if __name__ == "__main__" and sys.argv[1:2] == ["reconcile"]:
    asyncio.run(reconcile(*map(float, sys.argv[2:3])))
