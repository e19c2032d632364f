"""The sub-merchants of an agency."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from .._generated.requests import (
    TierRequest,
    TiersCreateParams,
    TiersDeleteParams,
    TiersGetParams,
    TiersUpdateParams,
)
from ..core import contract
from ..core.context import Answer, Call, operation
from ..core.refusals import Refusal
from ..shops import sub_merchants
from ..shops.sub_merchants import SubMerchant


@operation("tiers.get")
def get(call: Call[TiersGetParams, None]) -> Answer:
    """One sub-merchant."""
    return Answer(_shown(_known(call)))


@operation("tiers.create")
def create(call: Call[TiersCreateParams, TierRequest]) -> Answer:
    """Register a sub-merchant. Requests may be made for it from now on."""
    if sub_merchants.find(call.store, call.account, call.params.tier_code):
        raise Refusal("already_registered")
    return _keep(call, SubMerchant(call.params.tier_code, call.body.name))


@operation("tiers.update")
def update(call: Call[TiersUpdateParams, TierRequest]) -> Answer:
    """Rename a sub-merchant."""
    return _keep(call, replace(_known(call), name=call.body.name))


@operation("tiers.delete")
def delete(call: Call[TiersDeleteParams, None]) -> Answer:
    """Delete a sub-merchant. No request can be made for it any more."""
    return _keep(call, replace(_known(call), deleted=True))


def _known(call: Call[Any, Any]) -> SubMerchant:
    known = sub_merchants.find(call.store, call.account, call.params.tier_code)
    if known is None:
        raise Refusal("unknown_tier", message="등록되지 않은 tier_code입니다.")
    return known


def _keep(call: Call[Any, Any], sub_merchant: SubMerchant) -> Answer:
    sub_merchants.keep(call.store, call.account, sub_merchant)
    return Answer(_shown(sub_merchant))


def _shown(sub_merchant: SubMerchant) -> dict[str, Any]:
    return contract.load().blank("Tier") | {
        "tier_code": sub_merchant.code,
        "tier_name": sub_merchant.name,
    }
