"""What an order must keep to before anybody is charged: tax, instalments, the profile of its PG."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from ..core import contract
from ..core.context import Call
from ..core.records import Channel
from ..core.refusals import Refusal
from ..pgs.providers import pg
from .charging import Order, check_amount, check_split

FEWEST_INSTALMENTS = 2
LEAST_FOR_INSTALMENTS = Decimal(50_000)

_PLAIN = re.compile("[A-Za-z0-9]+")


def check_rules(call: Call[Any, Any], channel: Channel, order: Order) -> None:
    """Refuse an order that cannot be charged at this channel, whatever the card."""
    check_amount(order.amount, order.currency)
    check_split(order.amount, order.tax_free, order.vat_amount)
    _check_whole_won(order)
    _check_instalments(order)
    profile = pg(channel.pg_provider)
    if order.currency == "KRW" and not profile.takes_won:
        raise _bad("currency")
    if profile.plain_merchant_uids and not _PLAIN.fullmatch(order.merchant_uid):
        raise _bad("merchant_uid")
    if _is_taxed_too_high(order, profile.highest_vat):
        raise Refusal("declined", message="[V001]부가세가 허용 한도를 초과하였습니다.", by_pg=True)


def taken(call: Call[Any, Any], channel: Channel, name: str) -> Any:
    """What the body has in the field of that name, if the PG of this channel takes it."""
    value = getattr(call.body, name)
    provider, schema = channel.pg_provider, call.operation.body or ""
    if value is None or name not in contract.load().fields_for(provider, schema, "unsupported"):
        return value
    if call.setting("field_not_taken_by_pg") == "ignored":
        return None
    message = f"지원하지 않는 파라메터입니다({name}, {provider})."
    raise Refusal("bad_request", message=message)


def _check_whole_won(order: Order) -> None:
    for name, amount in (("tax_free", order.tax_free), ("vat_amount", order.vat_amount)):
        if order.currency == "KRW" and amount and amount % 1:
            raise _bad(name)


def _check_instalments(order: Order) -> None:
    months = order.card_quota
    if months and months < FEWEST_INSTALMENTS:
        raise _bad("card_quota")
    if months and order.currency == "KRW" and order.amount < LEAST_FOR_INSTALMENTS:
        raise _bad("card_quota")


def _is_taxed_too_high(order: Order, highest: Decimal | None) -> bool:
    vat = order.vat_amount
    return highest is not None and vat is not None and vat > order.amount * highest


def _bad(name: str) -> Refusal:
    return Refusal("bad_request", message=f"파라메터 {name}의 값이 올바르지 않습니다.")
