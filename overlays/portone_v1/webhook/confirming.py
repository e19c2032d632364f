"""PortOne's question before it approves a payment: shall this one go on? (confirm_process)"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import NamedTuple, cast

from portone_v1_api.exact import exact

from ..errors import InvalidWebhook
from .bodies import Body, fields_of, needed

_MONEY = re.compile(r"[0-9]{1,16}(?:\.[0-9]{1,8})?")
_EXPONENTS = range(-8, 17)
"""Powers of ten of the last digit of an amount. Any other number could take hours to write out."""


class ConfirmAnswer(NamedTuple):
    """What to answer, within ten seconds: `status`, and `body` as JSON.

    Attributes:
        status: 200 lets the payment go on; any other stops it.
        body: Nothing, or the reason that the customer is shown.
    """

    status: int
    body: dict[str, str]

    def to_json(self) -> str:
        """The body as JSON text."""
        return json.dumps(self.body, ensure_ascii=False)


class ConfirmQuestion(NamedTuple):
    """Whether a payment shall go on. Compare its amount with the order's."""

    imp_uid: str
    merchant_uid: str
    amount: int | Decimal

    def allow(self) -> ConfirmAnswer:
        """It may go on."""
        return ConfirmAnswer(200, {})

    def refuse(self, reason: str) -> ConfirmAnswer:
        """It must not; `reason` is shown to the customer."""
        return ConfirmAnswer(400, {"reason": reason})


@exact
def parse_confirm(body: Body, content_type: str | bytes | None = None) -> ConfirmQuestion:
    """The question in the body of a request to the merchant's confirm_url, JSON or a form.

    Raises:
        InvalidWebhook: It is no such question; `field` tells where. Answer it with 400.
    """
    fields = fields_of(body, content_type)
    return ConfirmQuestion(
        imp_uid=needed(fields, "imp_uid", 64),
        merchant_uid=needed(fields, "merchant_uid"),
        amount=_amount(fields.get("amount")),
    )


def _amount(value: object) -> int | Decimal:
    if value is None or value == "":
        raise InvalidWebhook("amount", "is missing")
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, str)):
        raise InvalidWebhook("amount", f"must be a number, not {type(value).__name__}")
    if isinstance(value, str):
        amount = Decimal(value) if _MONEY.fullmatch(value) else Decimal("NaN")
    else:
        amount = Decimal(value)
    is_money = amount.is_finite() and cast("int", amount.as_tuple().exponent) in _EXPONENTS
    if not is_money or not 0 <= amount < 2**53:
        raise InvalidWebhook("amount", "is not an amount of money")
    return int(amount) if amount == amount.to_integral_value() else amount
