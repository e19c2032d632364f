"""Amounts that are registered before an order is paid."""

from __future__ import annotations

from .._generated.requests import (
    CreatePreparationRequest,
    PreparationsGetParams,
    UpdatePreparationRequest,
)
from ..core.context import Answer, Call, operation
from ..core.records import Preparation
from ..core.refusals import Refusal
from ..shops.charging import check_amount
from . import wire


@operation("preparations.create")
def create(call: Call[None, CreatePreparationRequest]) -> Answer:
    """Register the amount of an order, once."""
    if call.shop.preparations.get(call.body.merchant_uid):
        raise Refusal("already_registered")
    return _put(call)


@operation("preparations.update")
def update(call: Call[None, UpdatePreparationRequest]) -> Answer:
    """Register another amount."""
    if not call.shop.preparations.get(call.body.merchant_uid):
        raise Refusal("unknown_preparation")
    return _put(call)


@operation("preparations.get")
def get(call: Call[PreparationsGetParams, None]) -> Answer:
    """The registered amount."""
    preparation = call.shop.preparations.get(call.params.merchant_uid)
    if preparation is None:
        raise Refusal("unknown_preparation")
    return Answer(wire.preparation(preparation))


def _put(
    call: Call[None, CreatePreparationRequest] | Call[None, UpdatePreparationRequest],
) -> Answer:
    check_amount(call.body.amount, call.body.currency)
    preparation = Preparation(call.body.merchant_uid, call.body.amount, call.body.currency)
    call.shop.preparations.put(preparation)
    return Answer(wire.preparation(preparation))
