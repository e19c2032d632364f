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
from typing import Any

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from portone_v1 import (
    AsyncPortOne,
    AwaitingDeposit,
    Declined,
    InvalidWebhook,
    NotFound,
    NotPaid,
    PortOneError,
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
    """Set an order's status by the money that came in for it. Amounts are compared, never assumed."""
    order = _row(db, merchant_uid)
    if order is None:
        return None  # money for nothing that was ordered here: somebody should look at it
    (received,) = db.execute(
        "SELECT COALESCE(SUM(amount), 0) FROM entries JOIN payments USING (imp_uid)"
        " WHERE merchant_uid = ? AND currency = 'KRW' AND amount > 0",
        [merchant_uid],
    ).fetchone()
    status = "open" if not received else "paid" if received == order["amount"] else "wrong_amount"
    if status != order["status"]:
        db.execute("UPDATE orders SET status = ? WHERE merchant_uid = ?", [status, merchant_uid])
        # What follows from that once, such as a parcel, is put on a list here, in the same transaction.
    return status


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
    merchant_uid: str
    amount: int


class Charge(BaseModel):
    customer_uid: str


class Completion(BaseModel):
    imp_uid: str


@app.post("/orders", status_code=201)
def order(new: NewOrder) -> None:
    with transaction() as db:
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
        raise HTTPException(404)
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
    except Declined as error:
        return JSONResponse({"error": error.message}, 402)
    except PortOneError as error:
        if error.outcome == "unknown":  # paid or not: the webhook or the reconciliation will tell
            return JSONResponse({"status": "pending"}, 202)
        raise
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
    except NotFound:
        raise HTTPException(404) from None
    except AwaitingDeposit as error:  # not a failure: a webhook tells when the money is there
        await asyncio.to_thread(book, error.payment)
        return JSONResponse({"status": "awaiting_deposit", "account": error.payment.vbank_num})
    except NotPaid as error:
        if error.held is None:  # the PG is still looking at it: the customer must not pay again
            return JSONResponse({"status": "pending"}, 202)
        return JSONResponse({"error": error.reason, "pay_again": True}, 402)
    except VerificationFailed as error:
        if error.held:  # money for this order that does not fit: book it, and give it back
            await asyncio.to_thread(book, error.payment)
        # Where `held` is None, nothing is given back: it may be somebody else's payment.
        return JSONResponse({"error": error.reason, "pay_again": error.held == 0}, 409)
    return JSONResponse({"status": await asyncio.to_thread(book, payment)})


@app.post("/webhook")
async def hear(request: Request) -> Response:
    """PortOne, or anybody, says that something happened: look, and book what is so."""
    portone: AsyncPortOne = request.state.portone
    try:
        event = webhook.parse(await request.body(), request.headers.get("content-type"))
        if event.imp_uid is not None:  # else it is of a kind that this shop does not know
            payment = await portone.webhook.read(event, include_sandbox=SANDBOX)
            await asyncio.to_thread(book, payment)  # also when it does not fit its order
    except InvalidWebhook:
        return Response(status_code=400)
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
    except InvalidWebhook:
        return Response(status_code=400)
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
        raise HTTPException(404)
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
