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
├── VerificationFailed           .reason .payment .held: do not deliver the order
│   ├── AwaitingDeposit          the customer has an account or a barcode, and has not paid yet
│   └── NotPaid                  not paid, or still in review
└── InvalidWebhook               .field; also a ValueError: what came is no webhook of PortOne
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from portone_v1_api.attempts import Attempt
from portone_v1_api.errors import ConfigurationError as ConfigurationError
from portone_v1_api.errors import Outcome as Outcome
from portone_v1_api.errors import PortOneError as PortOneError
from portone_v1_api.errors import UnexpectedAnswer as UnexpectedAnswer
from portone_v1_api.pg_messages import read_pg_message

from ._version import __version__
from .masking import Redactor

if TYPE_CHECKING:
    from portone_v1_api.answers import Model
    from portone_v1_api.models.payments import Payment

M = TypeVar("M", bound="Model")

PortOneError.client = f"portone-v1 {__version__}"

VerificationReason = Literal[
    "other_order",
    "test_channel",
    "billing_key_issue",
    "unlimited_account",
    "amount_differs",
    "currency_differs",
    "cancelled",
    "partly_cancelled",
    "awaiting_deposit",
    "not_paid",
    "expired",
    "in_review",
    "unreadable",
]
"""Why a payment does not pay for an order: see `VerificationFailed.reason`."""


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
        self.body = self._redactor.body(body)
        self.pg_code, self.pg_message = read_pg_message(message)

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
        pg_code: The PG's own code; None where the message has none in a published form, or has two.
        pg_message: The PG's own words; None where they cannot be told from PortOne's.
        http_status: The HTTP status; 200 is common.
        case: The name of the contract's rule that explains it, if one does.
        body: The answer, decoded when it was JSON, with every secret masked, and cut after 64 KiB.
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
    """Do not deliver: the payment does not pay for the order.

    Refund by `held` alone, and only when it is an amount. It is what was charged: a cancel's amount counts the
    discount of a promotion too, so give all of it back with `amount="all"`. The outcome follows from
    `held`: 0 is `"rejected"`, so the customer may pay again (under a new merchant_uid where the reason is
    `cancelled`: PortOne takes no second payment for an order that was paid once); an amount is `"done"`; None
    is `"unknown"`, so look into it first.

    Attributes:
        reason: Why, such as `"amount_differs"`. `"other_order"` is a payment for another order, perhaps
            somebody else's: never refund it here.
        payment: The payment.
        held: How much of it the shop holds for this order, in the payment's currency: 0, an amount, or None
            when that is not known.
        field: The field of the payment that decided.
    """

    reason: VerificationReason
    payment: Payment
    held: int | Decimal | None
    field: str

    def __init__(
        self,
        payment: Payment,
        reason: VerificationReason,
        held: int | Decimal | None,
        field: str,
        detail: str,
    ) -> None:
        super().__init__(
            f"payments.verify: {detail} ({reason})",
            outcome="unknown" if held is None else "done" if held else "rejected",
            operation="payments.get",
        )
        self.reason = reason
        self.payment = payment
        self.held = held
        self.field = field

    def __reduce__(self) -> tuple[Any, ...]:
        rebuild, arguments, state = super().__reduce__()
        return rebuild, arguments, {**state, "payment": _masked(self.payment, Redactor(()))}


class AwaitingDeposit(VerificationFailed):
    """The customer has a virtual account or a barcode for this order, and has not paid into it yet.

    This is not a failure: show the customer where to pay, and wait for the webhook. `held` is 0.
    """


class NotPaid(VerificationFailed):
    """The payment failed, expired, or was not completed. `held` is 0, so the customer may pay again.

    At a PG where failed is not final, `reason` is `"in_review"` and `held` None: wait for the webhook.
    """


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


def keep_redactor(error: PortOneError, redactor: Redactor) -> None:
    """Let what is found out about an error later be masked as the error itself is."""
    error.__dict__["_redactor"] = redactor


def redactor_of(error: BaseException | None) -> Redactor:
    """The redactor of the request that ended with an error; one that masks nothing where there is none."""
    found = getattr(error, "_redactor", None)
    return found if isinstance(found, Redactor) else Redactor(())


def _without_secrets(reduced: tuple[Any, ...], redactor: Redactor) -> tuple[Any, ...]:
    """A pickled error travels to logs and queues, so what it carries is masked there."""
    rebuild, arguments, state = reduced
    masked: dict[str, Any] = {"_redactor": Redactor(())}
    payment: Model | None = state.get("payment")
    if payment is not None:
        masked["payment"] = _masked(payment, redactor)
    return rebuild, arguments, {**state, **masked}


def mask_echoes(model: M, redactor: Redactor) -> M:
    """A model without what was sent to the server in secret, wherever it tells that; else as it is."""
    return type(model).read(redactor.echo(model.raw), "", _ignore)


def mask_repr(value: object, redactor: Redactor) -> None:
    """Keep what was sent in secret out of what is printed of a result. Its fields stay as they came."""
    from portone_v1_api.answers import Model

    for each in cast("list[object]", value) if isinstance(value, list) else [value]:
        if isinstance(each, Model):
            each.mask(redactor.text)


def _masked(model: M, redactor: Redactor) -> M:
    return type(model).read(redactor.data(model.raw), "", _ignore)


def _ignore(pointer: str) -> None:
    """A masked field may be of another type than it was."""
