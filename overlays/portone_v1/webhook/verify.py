"""`portone.payments`: the operations of the contract, and the check that every shop must make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeVar, cast

from portone_v1_api.calls import OTHER_CURRENCY
from portone_v1_api.exact import exact
from portone_v1_api.models.payments import (
    Payment,
    PaymentPromotion,
    VbankDeposit,
)
from portone_v1_api.resources.payments import AsyncPayments, Payments
from portone_v1_api.values import Money, to_boolean, to_currency, to_identity, to_money

from ..core.raw import RawAnswer
from ..errors import (
    AwaitingDeposit,
    ConfigurationError,
    NotFound,
    NotPaid,
    VerificationFailed,
    VerificationReason,
)
from . import reading
from .pg_facts import FAILED_IS_NOT_FINAL, SHOWS_AMOUNT_ONLY
from .reading import Amount, Unreadable

if TYPE_CHECKING:
    from ..core.senders import AwaitingSender, BlockingSender

T = TypeVar("T")


_GRACE = 60
"""Seconds for which an account counts as open after its deadline: clocks differ, and a deposit may be on its way."""


class VerifiablePayments(Payments):
    __doc__ = Payments.__doc__

    def verify(
        self,
        imp_uid: str,
        *,
        amount: Money,
        merchant_uid: str,
        currency: str = "KRW",
        allow_sandbox: bool = False,
    ) -> Payment:
        """Look up a payment and return it only if its order can be delivered.

        What a browser or a webhook says proves nothing, so pass what your own database says of the order.

        Args:
            imp_uid: PortOne's identity of the payment, as the browser brought it.
            amount: What the order costs, before the discount of a promotion.
            merchant_uid: The order.
            currency: The currency of `amount`.
            allow_sandbox: Whether to treat a payment on a test channel, where no money moves, as a real one.

        Returns:
            The payment: paid, for this order, in this amount and currency, and not cancelled even in part.

        Raises:
            AwaitingDeposit: The customer has a virtual account or a barcode, and has not paid yet. Not a
                failure: wait for the webhook.
            NotPaid: The payment failed, expired or was not completed.
            VerificationFailed: The payment does not fit; `reason` says why. Each of these errors carries
                `payment` and `held`, which is what you hold for this order: 0, an amount, or None when that
                is not known. Refund by `held` alone: a payment of another order is None, and may be a
                stranger's. With 0 the customer may pay again, under a new merchant_uid where the reason
                is `cancelled`.
            NotFound: The store has no payment of this imp_uid.
            PortOneError: What `payments.get` raises.
        """
        order = _Order.checked(merchant_uid, amount, currency, allow_sandbox)
        try:
            answer = self.get(imp_uid, include_sandbox=order.allow_sandbox or None)
            return order.paid_by(answer, imp_uid, _server_time(self.sender))
        except NotFound:
            if order.allow_sandbox:
                raise
        # Test payments are hidden: look whether it is one, so that the error says so.
        answer = self.get(imp_uid, include_sandbox=True)
        return order.paid_by(answer, imp_uid, _server_time(self.sender), hidden=True)


class AsyncVerifiablePayments(AsyncPayments):
    __doc__ = AsyncPayments.__doc__

    async def verify(
        self,
        imp_uid: str,
        *,
        amount: Money,
        merchant_uid: str,
        currency: str = "KRW",
        allow_sandbox: bool = False,
    ) -> Payment:
        """Look up a payment and return it only if its order can be delivered; see `PortOne.payments.verify`.

        Raises:
            AwaitingDeposit: The customer has a virtual account or a barcode, and has not paid yet. Not a
                failure: wait for the webhook.
            NotPaid: The payment failed, expired or was not completed.
            VerificationFailed: The payment does not fit; `reason` says why. Refund by `held` alone. With 0
                the customer may pay again, under a new merchant_uid where the reason is `cancelled`.
            NotFound: The store has no payment of this imp_uid.
            PortOneError: What `payments.get` raises.
        """
        order = _Order.checked(merchant_uid, amount, currency, allow_sandbox)
        try:
            answer = await self.get(imp_uid, include_sandbox=order.allow_sandbox or None)
            return order.paid_by(answer, imp_uid, _server_time(self.sender))
        except NotFound:
            if order.allow_sandbox:
                raise
        answer = await self.get(imp_uid, include_sandbox=True)
        return order.paid_by(answer, imp_uid, _server_time(self.sender), hidden=True)


class _Order(NamedTuple):
    """What is to be paid for."""

    merchant_uid: str
    amount: Amount
    currency: str
    allow_sandbox: bool

    @classmethod
    def checked(
        cls, merchant_uid: str, amount: Money, currency: str, allow_sandbox: bool
    ) -> _Order:
        sent = to_money(
            amount, "payments.verify: amount", currency, least="above 0", instead=OTHER_CURRENCY
        )
        if sent <= 0:
            raise ConfigurationError(
                "payments.verify: amount must be above 0: an order that costs nothing has no payment"
            )
        return cls(
            to_identity(merchant_uid, "payments.verify: merchant_uid"),
            sent,
            to_currency(currency, "payments.verify: currency"),
            to_boolean(allow_sandbox, "payments.verify: allow_sandbox"),
        )

    @exact
    def paid_by(self, answer: T, imp_uid: str, now: float, *, hidden: bool = False) -> T:
        """Return the answer if its payment pays for the order. `hidden` is one that only test channels had."""
        payment = _payment_of(answer)
        try:
            _Judge(self, payment).judge(imp_uid, hidden, now)
        except Unreadable as problem:
            detail = f"{imp_uid}: {problem}"
            raise VerificationFailed(payment, "unreadable", None, problem.field, detail) from None
        return answer


class _Judge:
    """Compares a payment with an order, and raises where it does not pay for it."""

    def __init__(self, order: _Order, payment: Payment) -> None:
        self._order = order
        self._payment = payment

    def judge(self, imp_uid: str, hidden: bool, now: float) -> None:
        order, payment = self._order, self._payment
        if reading.text(payment, "imp_uid") != imp_uid:
            raise Unreadable("imp_uid", "is of another payment than was asked for")
        if reading.text(payment, "merchant_uid") != order.merchant_uid:
            self._fail("other_order", None, "merchant_uid", "it is for another order")
        if not order.allow_sandbox:
            self._judge_channel(hidden)
        status = reading.text(payment, "status")
        if self._is_unlimited():
            deposits = reading.total(payment, "deposit_history", VbankDeposit)
            if status != "ready" and reading.is_missing(payment, "deposit_history"):
                raise Unreadable("deposit_history", "is missing")
            held = reading.left(deposits, self._cancelled())
            self._fail(
                "unlimited_account",
                held,
                "deposit_history",
                "it is an account that takes any amount, so no deposit is for one order",
            )
        match status:
            case "paid":
                self._judge_paid()
            case "cancelled":
                self._judge_cancelled()
            case "ready" | "failed":
                self._judge_unpaid(status, now)
            case _:
                raise Unreadable("status", f"is {status}, which this version does not know")

    def _judge_paid(self) -> None:
        order, payment = self._order, self._payment
        if reading.optional_text(payment, "customer_uid_usage") == "issue":
            charges_nothing = self._pg in SHOWS_AMOUNT_ONLY
            self._fail(
                "billing_key_issue",
                0 if charges_nothing else None,
                "customer_uid_usage",
                "a billing key was issued, which is not a sale",
            )
        reading.check_sale(payment)
        reading.check_paid(payment)
        currency = self._currency()
        charged, cancelled = reading.amount(payment, "amount"), self._cancelled()
        if not cancelled:
            reading.check_nothing_cancelled(payment)
        held = reading.left(charged, cancelled)
        if currency != order.currency:
            self._differs("currency", held, currency, order.currency)
        if not self._fits(charged):
            self._differs("amount", held, charged, order.amount)
        if cancelled:
            reason: VerificationReason = "partly_cancelled" if held else "cancelled"
            self._fail(reason, held, "cancel_amount", f"{cancelled} of it was given back")

    def _judge_cancelled(self) -> None:
        """Nothing is held, unless the answer itself says that only a part was given back."""
        cancelled = reading.refunded(self._payment)
        if cancelled is None and reading.time(self._payment, "paid_at") is not None:
            raise Unreadable("cancel_amount", "is missing, and cancel_history too")
        if cancelled and (held := reading.left(reading.amount(self._payment, "amount"), cancelled)):
            self._fail("partly_cancelled", held, "cancel_amount", f"{cancelled} was given back")
        reading.check_cancelled(self._payment, cancelled)
        self._fail("cancelled", 0, "status", "it was cancelled")

    def _judge_unpaid(self, status: str, now: float) -> None:
        order, payment = self._order, self._payment
        reading.check_unpaid(payment, status)
        if status == "failed" or not self._has_account():
            self._not_paid("not_paid", "status", f"its status is {status}")
        due = reading.time(payment, "vbank_date")
        if due is not None and due.timestamp() + _GRACE <= now:
            self._not_paid("expired", "vbank_date", "the time to pay is over")
        if (currency := self._currency()) != order.currency:
            self._differs("currency", 0, currency, order.currency)
        if not self._fits(amount := reading.amount(payment, "amount")):
            self._differs("amount", 0, amount, order.amount)
        raise AwaitingDeposit(
            payment, "awaiting_deposit", 0, "status", f"{payment.imp_uid} waits for the deposit"
        )

    def _not_paid(self, reason: VerificationReason, field: str, detail: str) -> NoReturn:
        held: int | None = 0
        if self._pg in (None, *FAILED_IS_NOT_FINAL):  # a PG that is not told may be one of them
            reason, held = "in_review", None
            detail += ", which is not final at this PG"
        raise NotPaid(self._payment, reason, held, field, f"{self._payment.imp_uid}: {detail}")

    def _differs(self, field: str, held: Amount, found: object, expected: object) -> NoReturn:
        reason: VerificationReason = "amount_differs" if field == "amount" else "currency_differs"
        self._fail(reason, held, field, f"{field} is {found}, not {expected}")

    def _fail(
        self, reason: VerificationReason, held: Amount | None, field: str, detail: str
    ) -> NoReturn:
        detail = f"{self._payment.imp_uid}: {detail}"
        raise VerificationFailed(self._payment, reason, held, field, detail)

    def _judge_channel(self, hidden: bool) -> None:
        """Refuse a payment of a test channel, and one that may be: it was hidden until those were asked for."""
        sandbox = reading.flag(self._payment, "sandbox")
        if sandbox:
            self._fail("test_channel", 0, "sandbox", "no money moves on a test channel")
        if sandbox is None and hidden:
            raise Unreadable("sandbox", "is missing, and the payment was not found at first")

    def _is_unlimited(self) -> bool:
        """Whether it is about an account that takes any amount, any number of times."""
        if reading.rows(self._payment, "deposit_history", VbankDeposit):
            return True
        if reading.exact_amount(self._payment.amount) != 0:
            return False
        return reading.text(self._payment, "pay_method") == "vbank"

    def _has_account(self) -> bool:
        # V1 may show no barcode of a convenience store, but such a payment never exists without one.
        number = reading.optional_text(self._payment, "vbank_num")
        return bool(number) or self._payment.pay_method == "cvs"

    @property
    def _pg(self) -> str | None:
        return reading.optional_text(self._payment, "pg_provider") or None

    def _currency(self) -> str:
        """Return the currency. Older answers leave won out, which only an order in won can take for granted."""
        currency = reading.optional_text(self._payment, "currency")
        if not currency and self._order.currency != "KRW":
            raise Unreadable("currency", "is missing")
        return currency or "KRW"

    def _fits(self, charged: Amount) -> bool:
        wanted = self._order.amount
        if charged == wanted:
            return True
        promotion = reading.part(self._payment, "promotion", PaymentPromotion)
        if promotion is None:
            return False
        discount = reading.amount(promotion, "discount", "promotion/")
        return charged + discount == wanted

    def _cancelled(self) -> Amount:
        """Return what was given back. An answer that does not show it may be of a partly cancelled payment."""
        if (refunded := reading.refunded(self._payment)) is None:
            raise Unreadable("cancel_amount", "is missing, and cancel_history too")
        return refunded


def _payment_of(answer: object) -> Payment:
    """Return the payment; under `portone.raw` it is inside the whole answer."""
    value: object = cast("Any", answer).value if isinstance(answer, RawAnswer) else answer
    return cast("Payment", value)


def _server_time(sender: object) -> float:
    """Return the earliest time that PortOne's clock can show, as far as it has told."""
    earliest, _ = cast("BlockingSender | AwaitingSender", sender).session.time.server_time()
    return earliest
