"""Cash receipts: for whom, over how much, and what a cancel does to them.

A PG issues a receipt for any number that can be one, unless it is in `TEST_IDENTIFIERS`. The number itself is
kept nowhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from ..core.context import RequestContext
from ..core.records import Channel, Payment, Record
from ..pgs import receipt_pages
from ..pgs.providers import TRANSFER, VBANK, pg

CASH = frozenset({TRANSFER, VBANK})
"""The pay methods for which there are cash receipts."""

API, WINDOW = "api", "window"
"""Where a receipt was asked for: after the payment through the API, or by the customer in the pay window."""

# number: what the PG does not do
TEST_IDENTIFIERS = {
    "01000000006": "issue",
    "01000000007": "revoke",
}
"""The numbers for which the PG issues no receipt, or does not revoke the one that it has issued."""

# kind: the digits of such a number
_NUMBERS = {
    "phone": "01[0-9]{8,9}",
    "business": "[0-9]{10}",
    "person": "[0-9]{13}",
    "taxcard": "[0-9]{13,19}",
}
_KINDS_OF = {
    "person": frozenset({"person", "phone", "taxcard"}),
    "company": frozenset({"business"}),
}


class NotIssued(Exception):
    """The PG does not issue it; the text says why, and never for whom."""


class NotRevoked(Exception):
    """The PG does not revoke it; the text says why."""


class BadSplit(Exception):
    """A tax-free part or a tax that cannot be within the amount."""


@dataclass(frozen=True, slots=True)
class Split:
    """What a receipt is about."""

    amount: Decimal
    tax_free: Decimal
    vat: Decimal


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the tax service knows."""

    type: str
    """`person` or `company`."""
    split: Split
    receipt_tid: str
    receipt_url: str
    apply_num: str
    applied_at: int
    revocable: bool = True
    cancelled_at: int = 0

    @property
    def stands(self) -> bool:
        """Whether it was not revoked."""
        return not self.cancelled_at


@dataclass(frozen=True, slots=True)
class CashReceipt(Record):
    """The receipt of a payment."""

    identity = "imp_uid"

    imp_uid: str
    receipt: Receipt
    via: str
    """`api` or `window`."""


@dataclass(frozen=True, slots=True)
class ExternalCashReceipt(Record):
    """The receipt of cash that was not paid through PortOne."""

    identity = "merchant_uid"

    merchant_uid: str
    receipt: Receipt
    channel: Channel


def split(amount: Decimal, tax_free: Decimal | None, vat: Decimal | None) -> Split:
    """The parts of an amount. The tax is 1/11 of what is not tax-free, unless it is given."""
    tax_free = tax_free or Decimal(0)
    taxed = amount - tax_free
    if vat is None:
        vat = (taxed / 11).quantize(Decimal(1), ROUND_HALF_UP)
    if taxed < 0 or not 0 <= vat <= taxed or tax_free % 1 or vat % 1:
        raise BadSplit
    return Split(amount, tax_free, vat)


def issue(
    context: RequestContext,
    channel: Channel,
    identifier: str,
    kind: str | None,
    type_: str,
    about: Split,
) -> Receipt:
    """What the PG issues for a number, of whose kind it may be told. It is not kept."""
    digits = re.sub("[^0-9]", "", identifier)
    if refusal := _refusal(channel, digits, kind, type_):
        raise NotIssued(refusal)
    return _written(context, channel, type_, about, revocable=_behaviour(digits) != "revoke")


def revoke(context: RequestContext, receipt: Receipt) -> Receipt:
    """What is left of a receipt when the PG has revoked it. It is not kept."""
    if not receipt.revocable:
        raise NotRevoked("현금영수증 발급취소에 실패하였습니다.")
    return replace(receipt, cancelled_at=context.stamp)


def keep(context: RequestContext, payment: Payment, receipt: Receipt, *, via: str = API) -> Payment:
    """Keep the receipt of a payment, which says whether it has one that stands."""
    context.shop.table(CashReceipt).put(CashReceipt(payment.imp_uid, receipt, via))
    payment = replace(payment, cash_receipt_issued=receipt.stands)
    context.shop.payments.put(payment)
    return payment


def issue_in_window(context: RequestContext, payment: Payment, type_: str = "person") -> Payment:
    """Keep the receipt that the customer asked for in the pay window, and gave a number for there."""
    about = split(payment.left, payment.tax_free, payment.vat_amount)
    receipt = _written(context, payment.channel, type_, about, revocable=True)
    return keep(context, payment, receipt, via=WINDOW)


def revoke_with(context: RequestContext, payment: Payment) -> Payment:
    """What a cancel of a payment, or of a part of it, does to its receipt. `payment` is as it is after it."""
    record = context.shop.table(CashReceipt).get(payment.imp_uid)
    profile = pg(payment.channel.pg_provider)
    if record is None or not record.receipt.stands or record.via in profile.keeps_receipts:
        return payment
    if payment.left == 0:
        receipt = replace(record.receipt, cancelled_at=context.stamp)
    elif profile.receipts_by_hand:
        return payment
    else:
        receipt = _after_part(context, payment, record.receipt)
    return keep(context, payment, receipt, via=record.via)


def _after_part(context: RequestContext, payment: Payment, receipt: Receipt) -> Receipt:
    match context.setting("receipt_after_partial_cancel"):
        case "revoked":
            return replace(receipt, cancelled_at=context.stamp)
        case "kept":
            return receipt
    return replace(receipt, split=_reduced(receipt.split, payment))


def _reduced(about: Split, payment: Payment) -> Split:
    """A split of what is left, in which the tax has the share of the taxed part that it had."""
    given_back = payment.cancellations[-1].tax_free
    tax_free = min(max(about.tax_free - given_back, Decimal(0)), payment.left)
    taxed = about.amount - about.tax_free
    share = about.vat / taxed if taxed else Decimal(0)
    vat = ((payment.left - tax_free) * share).quantize(Decimal(1), ROUND_HALF_UP)
    return Split(payment.left, tax_free, vat)


def _refusal(channel: Channel, digits: str, kind: str | None, type_: str) -> str:
    profile = pg(channel.pg_provider)
    if _behaviour(digits) == "issue":
        return "[R500]현금영수증 발급이 거절되었습니다."
    if not profile.checks_receipts:
        return ""
    kinds = {kind} if kind else _kinds(digits)
    if kind and not re.fullmatch(_NUMBERS[kind], digits):
        return "[R101]현금영수증 식별번호가 올바르지 않습니다."
    if not kinds & _KINDS_OF[type_]:
        return "[R102]현금영수증 식별번호가 발급 용도와 맞지 않습니다."
    if not profile.takes_tax_cards and kinds == {"taxcard"}:
        return "[R103]현금영수증 카드번호로는 발급할 수 없습니다."
    return ""


def _kinds(digits: str) -> set[str]:
    """What a number can be the number of."""
    return {kind for kind, form in _NUMBERS.items() if re.fullmatch(form, digits)}


def _behaviour(digits: str) -> str | None:
    return TEST_IDENTIFIERS.get(digits)


def _written(
    context: RequestContext, channel: Channel, type_: str, about: Split, *, revocable: bool
) -> Receipt:
    number = context.next_number()
    tid = f"{channel.pg_id}CASH{number}"
    return Receipt(
        type=type_,
        split=about,
        receipt_tid=tid,
        receipt_url=receipt_pages.page(channel.pg_provider, tid),
        apply_num=f"{number % 10**9:09}",
        applied_at=context.stamp,
        revocable=revocable,
    )
