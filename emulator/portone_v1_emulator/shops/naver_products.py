"""What was bought in an order of Naver Pay's order type: its product orders to be, and their share of the money.

The kinds of product are those of the first of these that says any:

1. the `naverProducts` that the shop's page gave to `IMP.request_pay`, which `remember` keeps;
2. the list `naverProducts` in the payment's `custom_data`, in the same form;
3. the order's name: `겨울 코트 외 2건` is a coat and two others, any other name one product.

Each product, each option of it and each supplement is one kind. Products of one `shipping.groupId` are
delivered together, for the fee of the first. Where prices and fees do not add up to what was paid, each kind
has paid in proportion to its price, and the last the rest, so that nothing is ever left over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from ..core.context import RequestContext
from ..core.records import Payment, Record

_AND_OTHERS = re.compile(r"(?P<first>.+?)\s*외\s*(?P<others>[1-9][0-9]?)\s*[건개종]")
_ANY_NAME = "상품"
_MOST_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Item:
    """A kind of product in an order."""

    product_id: str
    name: str
    option_id: str | None = None
    option_name: str | None = None
    quantity: int = 1
    price: Decimal = Decimal(0)
    """Of all of them together, without delivery."""
    delivery: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)
    """What of the payment is theirs."""


@dataclass(frozen=True, slots=True)
class NaverCart(Record):
    """What a shop's page said that a payment is for."""

    identity = "imp_uid"

    imp_uid: str
    items: tuple[Item, ...]


def remember(context: RequestContext, payment: Payment, products: Any) -> None:
    """Keep the page's `naverProducts` of a payment at Naver Pay; what is none is passed over."""
    items = tuple(_given(products)) if payment.channel.pg_provider == "naverco" else ()
    if items:
        context.shop.table(NaverCart).put(NaverCart(payment.imp_uid, items))


def items_of(context: RequestContext, payment: Payment) -> list[Item]:
    """The kinds of product that a payment is for."""
    cart = context.shop.table(NaverCart).get(payment.imp_uid)
    items = list(cart.items if cart else _given(_in_custom_data(payment.custom_data)))
    if not items:
        return _shared(_named(payment.name or _ANY_NAME), payment.amount, priced=False)
    return _shared(items, payment.amount, priced=True)


def _in_custom_data(text: str | None) -> Any:
    try:
        data = json.loads(text or "null", parse_float=Decimal)
    except (ValueError, RecursionError):
        return None
    return data.get("naverProducts") if isinstance(data, dict) else None


def _named(name: str) -> list[Item]:
    match = _AND_OTHERS.fullmatch(name.strip())
    names = [name]
    if match:
        numbers = range(2, int(match["others"]) + 2)
        names = [match["first"], *(f"{_ANY_NAME} {number}" for number in numbers)]
    return [Item(f"product-{number}", each) for number, each in enumerate(names, start=1)]


def _given(naver_products: Any) -> Iterator[Item]:
    """The kinds of product in `naverProducts`; what is no product is passed over."""
    products = _mappings(naver_products)
    delivered: set[str] = set()
    for product in products:
        items = list(_of_product(product))
        group = _text(_part(product, "shipping").get("groupId"))
        if group is None or group not in delivered:
            together = [other for other in products if _is_with(other, product, group)]
            items[0] = replace(items[0], delivery=_fee(product, together))
        if group is not None:
            delivered.add(group)
        yield from items


def _of_product(product: Mapping[str, Any]) -> Iterator[Item]:
    product_id = _text(product.get("id")) or "product"
    name = _text(product.get("name")) or _ANY_NAME
    price = _number(product.get("basePrice"))
    options = _mappings(product.get("options"))
    if not options:
        quantity = _count(product.get("quantity"))
        yield Item(product_id, name, quantity=quantity, price=price * quantity)
    for option in options:
        quantity = _count(option.get("optionQuantity"))
        chosen = _mappings(option.get("selections"))
        yield Item(
            product_id,
            name,
            option_id=_text(option.get("selectionCode"))
            or _text("_".join(str(each.get("code", "")) for each in chosen)),
            option_name=" / ".join(f"{each.get('label')}: {each.get('value')}" for each in chosen)
            or None,
            quantity=quantity,
            price=(price + _number(option.get("optionPrice"))) * quantity,
        )
    for supplement in _mappings(product.get("supplements")):
        quantity = _count(supplement.get("quantity"))
        yield Item(
            _text(supplement.get("id")) or "supplement",
            _text(supplement.get("name")) or _ANY_NAME,
            quantity=quantity,
            price=_number(supplement.get("price")) * quantity,
        )


def _is_with(other: Mapping[str, Any], product: Mapping[str, Any], group: str | None) -> bool:
    if group is None:
        return other is product
    return _text(_part(other, "shipping").get("groupId")) == group


def _fee(product: Mapping[str, Any], together: Sequence[Mapping[str, Any]]) -> Decimal:
    """What the delivery of `together` costs by the rules of `product`. Nothing when it is paid at the door."""
    shipping = _part(product, "shipping")
    if shipping.get("feePayType") == "CASH_ON_DELIVERY":
        return Decimal(0)
    free_from = _number(_part(shipping, "feeRule").get("freeByThreshold"))
    price = sum((item.price for each in together for item in _of_product(each)), Decimal(0))
    return Decimal(0) if free_from and price >= free_from else _number(shipping.get("baseFee"))


def _shared(items: Sequence[Item], total: Decimal, *, priced: bool) -> list[Item]:
    """The items with what each has paid. Without prices, all have paid alike, and cost that."""
    weights = [max(item.price + item.delivery, Decimal(0)) for item in items]
    if not any(weights):
        weights = [Decimal(1)] * len(items)
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights[:-1]]
    parts.append(total - sum(parts))
    if priced:
        return [replace(item, paid=part) for item, part in zip(items, parts, strict=True)]
    return [replace(item, paid=part, price=part) for item, part in zip(items, parts, strict=True)]


def _part(of: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = of.get(name)
    return part if isinstance(part, Mapping) else {}


def _mappings(values: Any) -> list[Mapping[str, Any]]:
    return (
        [each for each in values if isinstance(each, Mapping)] if isinstance(values, list) else []
    )


def _text(value: Any) -> str | None:
    text = "" if value is None else str(value).strip()
    return text or None


def _number(value: Any) -> Decimal:
    """A price as pages write it, as a number or as text; 0 when it is none."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return Decimal(0)
    return number if number.is_finite() and number.adjusted() < _MOST_DIGITS else Decimal(0)


def _count(value: Any) -> int:
    return max(1, int(_number(value)))
