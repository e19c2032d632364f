"""`portone.payments`: the operations of the contract, and the check that every shop must make."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple, TypeVar, cast

from portone_v1_api.models.payments import Payment
from portone_v1_api.resources.payments import AsyncPayments, Payments
from portone_v1_api.values import Money, to_money

from .errors import NotFound, VerificationFailed
from .raw import RawAnswer

T = TypeVar("T")


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
        """Look up a payment, and make sure that it pays for an order.

        What a browser or a webhook says proves nothing. Call this with what the merchant's own database says
        of the order before anything is delivered.

        Args:
            imp_uid: PortOne's identity of the payment, as the browser brought it.
            amount: What the order costs.
            merchant_uid: The order.
            currency: The currency of `amount`.
            allow_sandbox: Whether a payment on a test channel will do. No money moves there.

        Returns:
            The payment: it is paid, for this order, in this amount and currency, not cancelled even in part,
            not on a test channel, and not just the issue of a billing key.

        Raises:
            VerificationFailed: It is not so; `field` tells what differs. Outcome done when it is paid all the
                same, so that there is money to give back; else rejected.
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            PortOneError: What `payments.get` raises.
        """
        wanted = _Wanted.of(merchant_uid, amount, currency, allow_sandbox)
        try:
            return wanted.met_by(self.get(imp_uid, include_sandbox=allow_sandbox or None))
        except NotFound:
            if allow_sandbox:
                raise
        # Test payments are hidden: look whether it is one, so that the error says so.
        return wanted.met_by(self.get(imp_uid, include_sandbox=True), hidden=True)


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
        """Look up a payment, and make sure that it pays for an order; see `PortOne.payments.verify`.

        Raises:
            VerificationFailed: It does not; `field` tells what differs. Outcome done when it is paid all the
                same, so that there is money to give back; else rejected.
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            PortOneError: What `payments.get` raises.
        """
        wanted = _Wanted.of(merchant_uid, amount, currency, allow_sandbox)
        try:
            return wanted.met_by(await self.get(imp_uid, include_sandbox=allow_sandbox or None))
        except NotFound:
            if allow_sandbox:
                raise
        return wanted.met_by(await self.get(imp_uid, include_sandbox=True), hidden=True)


class _Wanted(NamedTuple):
    """What a payment must be to pay for an order."""

    merchant_uid: str
    amount: int | Decimal
    currency: str
    allow_sandbox: bool

    @classmethod
    def of(cls, merchant_uid: str, amount: Money, currency: str, allow_sandbox: bool) -> _Wanted:
        wanted = to_money(amount, "payments.verify: amount", currency)
        return cls(merchant_uid, wanted, currency, allow_sandbox)

    def met_by(self, answer: T, *, hidden: bool = False) -> T:
        """The answer, if its payment is so. `hidden` is one that only the test channels had."""
        payment = _payment_of(answer)
        sandbox = payment.sandbox if payment.sandbox is not None else hidden
        for field, expected, found in (
            ("merchant_uid", self.merchant_uid, payment.merchant_uid),
            ("status", "paid", payment.status),
            ("sandbox", False, sandbox and not self.allow_sandbox),
            ("customer_uid_usage", None, _issue(payment.customer_uid_usage)),
            ("currency", self.currency, payment.currency),
            ("amount", self.amount, payment.amount),
            ("cancel_amount", 0, payment.cancel_amount),
        ):
            if found != expected:
                raise VerificationFailed(payment, field, expected, found)
        return answer


def _payment_of(answer: object) -> Payment:
    """The payment; under `portone.raw` it is inside the whole answer."""
    value: object = cast("Any", answer).value if isinstance(answer, RawAnswer) else answer
    return cast("Payment", value)


def _issue(usage: str | None) -> str | None:
    """That a billing key was issued is no sale, whatever amount stands there; that one was charged is."""
    return usage if usage == "issue" else None
