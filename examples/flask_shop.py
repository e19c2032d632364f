"""A shop on Flask whose books agree with PortOne's, whatever becomes of the webhooks.

    PORTONE_V1_API_KEY=… PORTONE_V1_API_SECRET=… flask --app flask_shop run
    flask --app flask_shop reconcile        # every few minutes, from cron: finds what no webhook told

Every payment that anybody brings here, the answer of a call, a browser, a webhook or the reconciliation, goes
through `book`. It takes no lock: what was compared is stored only while the state that it was compared with
still stands there, else it is done again.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from flask import Flask, Response, abort, jsonify, request
from werkzeug.exceptions import HTTPException

from portone_v1 import (
    AlreadyDone,
    AwaitingDeposit,
    ConfigurationError,
    Conflict,
    Declined,
    InvalidRequest,
    InvalidWebhook,
    NotFound,
    NotPaid,
    PortOne,
    PortOneError,
    Refused,
    VerificationFailed,
    webhook,
)
from portone_v1.models import Payment
from portone_v1.webhook import Changes, Event, KnownState

DATABASE = os.environ.get("SHOP_DATABASE", "flask_shop.sqlite3")
SANDBOX = os.environ.get("SHOP_SANDBOX") == "1"
"""Whether payments on test channels count, where no money moves: on a developer's machine, nowhere else."""

TABLES = """
CREATE TABLE IF NOT EXISTS orders (
    merchant_uid TEXT PRIMARY KEY,
    amount INTEGER NOT NULL,
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

app = Flask(__name__)
portone = PortOne.from_env()


@contextmanager
def database() -> Iterator[sqlite3.Connection]:
    """A transaction: all of it or nothing."""
    connection = sqlite3.connect(DATABASE, timeout=30)
    connection.row_factory = sqlite3.Row
    try:
        with connection:
            yield connection
    finally:
        connection.close()


with database() as tables:
    tables.executescript(TABLES)


# The books.


def book(event: Event) -> str:
    """Enter what is new in the payment of `event`, and return the status of its order."""
    while True:
        known = _known(event)
        changes = portone.webhook.handle(event, known, include_sandbox=SANDBOX)
        if changes.known == known or _store(changes, known):
            return status_of(changes.payment.merchant_uid)


def _known(event: Event) -> KnownState | None:
    with database() as db:
        row = db.execute("SELECT known FROM payments WHERE imp_uid = ?", [event.imp_uid]).fetchone()
    return KnownState.from_json(row["known"]) if row else None


def _store(changes: Changes, known: KnownState | None) -> bool:
    """Store what is new, unless somebody else did meanwhile."""
    payment, state = changes.payment, changes.known.to_json()
    with database() as db:
        if known is None:
            stored = db.execute(
                "INSERT OR IGNORE INTO payments VALUES (?, ?, ?)",
                [payment.imp_uid, payment.merchant_uid, state],
            )
        else:
            stored = db.execute(
                "UPDATE payments SET known = ? WHERE imp_uid = ? AND known = ?",
                [state, payment.imp_uid, known.to_json()],
            )
        if not stored.rowcount:
            return False
        db.executemany(
            "INSERT INTO entries VALUES (?, ?, ?, ?)",
            [
                (payment.imp_uid, entry.key, str(entry.amount), payment.currency or "KRW")
                for entry in changes.entries
            ],
        )
        return True


def status_of(merchant_uid: str) -> str:
    """An order's status, by the money that came in for it and went back."""
    with database() as db:
        order = db.execute(
            "SELECT amount FROM orders WHERE merchant_uid = ?", [merchant_uid]
        ).fetchone()
        received, held = db.execute(
            "SELECT COALESCE(SUM(amount) FILTER (WHERE amount > 0), 0), COALESCE(SUM(amount), 0)"
            " FROM entries JOIN payments USING (imp_uid) WHERE merchant_uid = ? AND currency = 'KRW'",
            [merchant_uid],
        ).fetchone()
    if order is None:
        return "unknown"
    return _status(order["amount"], received, held)


def _status(amount: int, received: int, held: int) -> str:
    """An order's status, by the money that is held for it now. Amounts are compared, never assumed."""
    if not received:
        return "open"
    if not held:
        return "refunded"
    if held == amount:
        return "paid"
    return "partly_refunded" if held < amount <= received else "wrong_amount"


# The shop.


@app.errorhandler(HTTPException)
def explain(error: HTTPException) -> tuple[Response, int]:
    """Say what `abort` was told, as JSON."""
    return jsonify(error=error.description), error.code or 500


def _sent() -> dict[str, Any]:
    """The JSON object that the browser sent."""
    try:
        sent = json.loads(request.get_data())
    except (ValueError, RecursionError):  # no JSON, or brackets without an end
        sent = None
    return sent if isinstance(sent, dict) else abort(400, "Send a JSON object.")


def _text(name: str) -> str:
    """A field of it that must be a text."""
    value = _sent().get(name)
    return value if isinstance(value, str) else abort(400, f"{name} must be a text.")


@app.post("/orders")
def order() -> tuple[str, int]:
    merchant_uid, amount = _text("merchant_uid"), _sent().get("amount")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,40}", merchant_uid):
        abort(400, "merchant_uid must be 1 to 40 letters, digits, - or _.")
    if type(amount) is not int or not 0 < amount <= 100_000_000:
        abort(400, "amount must be a number of won above 0.")
    with database() as db:
        stored = db.execute(
            "INSERT OR IGNORE INTO orders VALUES (?, ?, ?)", [merchant_uid, amount, time.time()]
        )
    if not stored.rowcount:  # a double click
        abort(409, "이미 접수된 주문입니다.")
    return "", 201


@app.get("/orders/<path:merchant_uid>")
def show(merchant_uid: str) -> Response:
    _amount_of(merchant_uid)
    with database() as db:
        entries = db.execute(
            "SELECT amount FROM entries JOIN payments USING (imp_uid) WHERE merchant_uid = ?"
            " ORDER BY entries.rowid",
            [merchant_uid],
        ).fetchall()
    return jsonify(status=status_of(merchant_uid), entries=[row["amount"] for row in entries])


@app.post("/orders/<merchant_uid>/charge")
def charge(merchant_uid: str) -> tuple[Response, int]:
    """Charge a stored card. The webhook may be here before the answer: it makes no difference."""
    try:
        payment = portone.subscribe.again(
            customer_uid=_text("customer_uid"),
            merchant_uid=merchant_uid,
            amount=_amount_of(merchant_uid),
            name="주문",
        )
    except AlreadyDone:  # a double click: the first one has paid, and its webhook is on its way
        return jsonify(error="이미 결제된 주문입니다."), 409
    except ConfigurationError as error:  # such as an empty customer_uid
        return jsonify(error=str(error)), 400
    except (Conflict, Declined, InvalidRequest, NotFound, Refused) as error:
        return jsonify(error=error.message), 402
    except PortOneError as error:
        if error.outcome in ("not_sent", "rejected"):  # nothing was charged: the shop has a problem
            return jsonify(error="지금은 결제할 수 없습니다. 잠시 뒤 다시 시도해 주세요."), 503
        # Paid or not: the webhook or the reconciliation will tell.
        return jsonify(status="pending"), 202
    return jsonify(status=_booked(payment.imp_uid)), 200


@app.post("/orders/<merchant_uid>/complete")
def complete(merchant_uid: str) -> tuple[Response, int]:
    """The browser says that it has paid. It may say anything, so its payment is verified."""
    imp_uid = _text("imp_uid")
    try:
        portone.payments.verify(
            imp_uid,
            amount=_amount_of(merchant_uid),
            merchant_uid=merchant_uid,
            allow_sandbox=SANDBOX,
        )
    except ConfigurationError as error:  # such as an empty imp_uid
        return jsonify(error=str(error)), 400
    except NotFound:
        return jsonify(error="결제 내역을 찾을 수 없습니다."), 404
    except AwaitingDeposit as error:  # not a failure: a webhook tells when the money is there
        _booked(imp_uid)
        return jsonify(
            status="awaiting_deposit",
            account=error.payment.vbank_num,
            message=waits_for(error.payment),
        ), 200
    except NotPaid as error:
        if error.held is None:  # the PG is still looking at it: the customer must not pay again
            return jsonify(status="pending"), 202
        return jsonify(error=error.reason, pay_again=True), 402
    except VerificationFailed as error:
        if (
            error.held is not None
        ):  # money for this order that does not fit: book it, and give it back
            _booked(imp_uid)
        # Where `held` is None, nothing is given back: it may be somebody else's payment.
        return jsonify(error=error.reason, pay_again=may_pay_again(error)), 409
    except PortOneError:  # it could not be looked up, and may be paid: a webhook will tell
        return jsonify(status="pending"), 202
    return jsonify(status=_booked(imp_uid)), 200


def may_pay_again(error: VerificationFailed) -> bool:
    """Whether to offer the payment of this order again. After a cancel that takes a new order: a merchant_uid
    is paid once."""
    return error.held == 0 and error.reason != "cancelled"


def _booked(imp_uid: str) -> str:
    """Enter a payment that was just looked at, and return the status of its order."""
    try:
        return book(Event(imp_uid))
    except (
        PortOneError
    ):  # it is read once more, and that may fail: the webhook or the reconciliation books it
        return "pending"


def waits_for(payment: Payment) -> str:
    """What a customer reads whose account or barcode waits for the money."""
    until = payment.vbank_date
    limit = f"{until.month}월 {until.day}일 {until:%H:%M}까지 " if until else ""
    if payment.pay_method == "cvs":
        return f"편의점에서 바코드를 제시하고 {limit}{payment.amount:,}원을 결제해 주세요."
    account = " ".join(filter(None, (payment.vbank_name, payment.vbank_num)))
    return f"{account} 계좌로 {limit}{payment.amount:,}원을 입금해 주세요."


@app.post("/webhook")
def hear() -> tuple[str, int]:
    """PortOne, or anybody, says that something happened: look, and book what is so."""
    try:
        event = webhook.parse(request.get_data(), request.content_type)
        if event.imp_uid is not None:  # else it is of a kind that this shop does not know
            book(event)  # also when the payment does not fit its order
    except InvalidWebhook as error:
        return str(error), 400
    except NotFound:
        pass  # a payment of a test channel, or one that was made up: nothing to book
    except PortOneError:
        return "", 500  # PortOne will send it again
    return "", 200


def _amount_of(merchant_uid: str) -> int:
    with database() as db:
        row = db.execute(
            "SELECT amount FROM orders WHERE merchant_uid = ?", [merchant_uid]
        ).fetchone()
    return int(row["amount"]) if row else abort(404, "주문을 찾을 수 없습니다.")


# What no webhook told.


@app.cli.command()
@click.argument("older_than", default=600.0)
def reconcile(older_than: float) -> None:
    """Look after every open order that is OLDER_THAN seconds, and every payment that is known."""
    with database() as db:
        orders = db.execute(
            "SELECT merchant_uid FROM orders WHERE created_at <= ?", [time.time() - older_than]
        ).fetchall()
        payments = db.execute("SELECT imp_uid FROM payments").fetchall()
    looked_at = {row["imp_uid"] for row in payments}
    for row in orders:
        if status_of(row["merchant_uid"]) == "open":
            try:
                page = portone.payments.find_all(row["merchant_uid"], limit=1000)
            except NotFound:
                continue  # nobody has tried to pay
            looked_at |= {each.imp_uid for each in page.items if SANDBOX or not each.sandbox}
    for imp_uid in looked_at:
        book(Event(imp_uid))
