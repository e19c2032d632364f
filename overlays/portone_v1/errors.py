"""Every error, and whether it happened.

PortOneError                   .outcome .operation .attempt
├── ConfigurationError           also a ValueError; before any I/O
├── ConnectError                 no connection
├── NoAnswer                     sent, and no whole answer came
├── LimitExceeded                not sent: the limiter would have held it back for too long
├── ApiError                     .code .message .pg_code .pg_message .http_status .body
│   ├── AuthenticationError  PermissionDenied  NotFound  InvalidRequest  Conflict  RateLimited
│   ├── NotSupported             the PG does not offer it
│   ├── Declined                 the PG refused the charge, cancel or card; .payment when there is one
│   ├── AlreadyDone              already paid, cancelled, registered, certified
│   └── Refused                  any other no of PortOne
├── ServerError                  5xx that the contract does not explain
├── ChargePending                shown as failed, and not final at this PG; .payment
├── UnexpectedAnswer             not PortOne's envelope, or one that contradicts itself
├── VerificationFailed           .payment .field .expected .found: it does not pay for the order
└── InvalidWebhook               .field; also a ValueError: what came is no webhook of PortOne
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from portone_v1_api.attempts import Attempt
from portone_v1_api.errors import ConfigurationError as ConfigurationError
from portone_v1_api.errors import Outcome as Outcome
from portone_v1_api.errors import PortOneError as PortOneError
from portone_v1_api.errors import UnexpectedAnswer as UnexpectedAnswer

from .redaction import Redactor

if TYPE_CHECKING:
    from portone_v1_api.answers import Model
    from portone_v1_api.models.payments import Payment

M = TypeVar("M", bound="Model")

# `[F113]text`, or `[500626|text]`: how a PG's own words stand inside PortOne's.
_PG = re.compile(r"\[(?P<code>[\w.-]{1,32})(?:\|(?P<inside>[^\]]*))?\]\s*(?P<after>[^\[]*)")


class ConnectError(PortOneError):
    """No connection was made, so nothing was sent. Outcome `"not_sent"`."""


class NoAnswer(PortOneError):
    """It was sent and no whole answer came. Outcome `"unknown"` for a write, `"no_answer"` for a read."""


class LimitExceeded(PortOneError):
    """The limiter would have held the request back for longer than it may. Outcome `"not_sent"`."""


class _Answered(PortOneError):
    """The server answered, and the answer is kept, without secrets."""

    _when_silent = "refused without a message"

    def __init__(
        self,
        message: str = "",
        *,
        operation: str | None = None,
        http_status: int = 200,
        code: int | None = None,
        case: str | None = None,
        body: Any = None,
        outcome: Outcome = "rejected",
        attempt: Attempt | None = None,
        redactor: Redactor | None = None,
    ) -> None:
        where = f"HTTP {http_status}" if code is None else f"HTTP {http_status}, code {code}"
        text = f"{message or self._when_silent} ({where})"
        super().__init__(
            f"{operation}: {text}" if operation else text,
            outcome=outcome,
            operation=operation,
            attempt=attempt,
        )
        self.message = message
        self.http_status = http_status
        self.code = code
        self.case = case
        self._redactor = redactor or Redactor(())
        self.body = self._redactor.data(body)
        found = _PG.search(message)
        self.pg_code: str | None = found["code"] if found else None
        words = (found["inside"] or found["after"]).strip() if found else ""
        self.pg_message: str | None = words or None

    def __reduce__(self) -> tuple[Any, ...]:
        return _without_secrets(super().__reduce__(), self._redactor)


class ServerError(_Answered):
    """A 5xx that the contract does not explain. Outcome `"unknown"` for a write, else `"no_answer"`.

    It has the attributes of an `ApiError`.
    """

    _when_silent = "the server failed"


class ChargePending(_Answered):
    """The PG shows the charge as failed and has not decided: it may still be paid. Outcome `"unknown"`.

    PaymentWall, PayPal and Payletter do so. Do not charge again before the payment is final: read it back,
    or wait for its webhook. It has the attributes of an `ApiError`.

    Attributes:
        payment: The payment, as it is now.
    """

    _when_silent = "the PG has not decided yet"
    payment: Model | None = None


class ApiError(_Answered):
    """PortOne or the PG said no. Outcome `"rejected"`.

    Attributes:
        code: The envelope's code, None when the answer was no envelope.
        message: The server's own message.
        pg_code: The PG's code, when one stands in the message.
        pg_message: The PG's words, when they stand in the message.
        http_status: The HTTP status; 200 is common.
        case: The name of the contract's rule that explains it, if one does.
        body: The answer, decoded when it was JSON, with every secret masked.
    """


class AuthenticationError(ApiError):
    """The key, the secret or the access token is not accepted."""


class PermissionDenied(ApiError):
    """The account may not do this."""


class NotFound(ApiError):
    """The server knows nothing under that identity."""


class InvalidRequest(ApiError):
    """An argument is missing, malformed or impossible."""


class Conflict(ApiError):
    """The state of the record does not allow it."""


class RateLimited(ApiError):
    """Too many requests. The server did nothing, so it is safe to repeat."""


class NotSupported(ApiError):
    """The PG does not offer it."""


class Declined(ApiError):
    """The PG refused the charge, the cancel or the card.

    Attributes:
        payment: The failed payment, when the answer held one.
    """

    payment: Model | None = None


class AlreadyDone(ApiError):
    """It was done before: already paid, cancelled, registered or certified."""


class Refused(ApiError):
    """Any other no of PortOne."""


class VerificationFailed(PortOneError):
    """A payment does not pay for the order that it was verified for.

    Outcome `"done"` when its status is paid all the same: money was taken, and it is to be looked at or given
    back. Outcome `"rejected"` when it is not.

    Attributes:
        payment: The payment.
        field: The first field of it that differs, such as `"amount"`.
        expected: What it should be.
        found: What it is.
    """

    def __init__(self, payment: Payment, field: str, expected: object, found: object) -> None:
        super().__init__(
            f"payments.verify: {field} of {payment.imp_uid} is {found}, not {expected}",
            outcome="done" if payment.status == "paid" else "rejected",
            operation="payments.get",
        )
        self.payment = payment
        self.field = field
        self.expected = expected
        self.found = found

    def __reduce__(self) -> tuple[Any, ...]:
        rebuild, (cls, args, state) = super().__reduce__()
        return rebuild, (cls, args, {**state, "payment": _masked(self.payment, Redactor(()))})


class InvalidWebhook(PortOneError, ValueError):
    """What came is no webhook of PortOne, or not one of the payment that it names. Nothing of it is printed.

    Attributes:
        field: Where that shows: a field of it, `"body"` or `"content_type"`.
    """

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"webhook: {field} {problem}")
        self.field = field


BY_NAME: dict[str, type[ApiError]] = {cls.__name__: cls for cls in ApiError.__subclasses__()}
"""The classes that the contract's rules name."""


def _without_secrets(reduced: tuple[Any, ...], redactor: Redactor) -> tuple[Any, ...]:
    """A pickled error travels to logs and queues, so what it carries is masked there."""
    rebuild, (cls, args, state) = reduced
    masked: dict[str, Any] = {"_redactor": Redactor(())}
    payment: Model | None = state.get("payment")
    if payment is not None:
        masked["payment"] = _masked(payment, redactor)
    return rebuild, (cls, args, {**state, **masked})


def without_echo(model: M, redactor: Redactor) -> M:
    """A model without what was sent to the server in secret, wherever it tells that; else as it is."""
    return type(model).read(redactor.echo(model.raw), "", _ignore)


def _masked(model: M, redactor: Redactor) -> M:
    return type(model).read(redactor.data(model.raw), "", _ignore)


def _ignore(pointer: str) -> None:
    """A masked field may be of another type than it was."""
