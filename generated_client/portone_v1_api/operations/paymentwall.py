# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The operations of `paymentwall`, as the contract has them."""

from __future__ import annotations

from ..calls import (
    ErrorRule,
    Operation,
    Parameter,
    ResolveRule,
)

REGISTER_DELIVERY = Operation(
    name="paymentwall.register_delivery",
    method="POST",
    path="/paymentwall/delivery",
    effect="write",
    parameters=(
        Parameter("imp_uid", "imp_uid", "body", "identity", required=True),
        Parameter("merchant_uid", "merchant_uid", "body", "identity", required=True),
        Parameter("type", "type", "body", required=True),
        Parameter("status", "status", "body", required=True),
        Parameter("carrier_tracking_id", "carrier_tracking_id", "body", "identity"),
        Parameter("carrier_type", "carrier_type", "body"),
        Parameter(
            "estimated_delivery_datetime",
            "estimated_delivery_datetime",
            "body",
            "time",
            required=True,
        ),
        Parameter(
            "estimated_update_datetime", "estimated_update_datetime", "body", "time", required=True
        ),
        Parameter("reason", "reason", "body"),
        Parameter("refundable", "refundable", "body", required=True),
        Parameter("details", "details", "body"),
        Parameter("shipping_address_email", "shipping_address_email", "body", required=True),
        Parameter("shipping_address_country", "shipping_address_country", "body"),
        Parameter("shipping_address_city", "shipping_address_city", "body"),
        Parameter("shipping_address_zip", "shipping_address_zip", "body"),
        Parameter("shipping_address_state", "shipping_address_state", "body"),
        Parameter("shipping_address_street", "shipping_address_street", "body"),
        Parameter("shipping_address_phone", "shipping_address_phone", "body", secret=True),
        Parameter("shipping_address_firstname", "shipping_address_firstname", "body"),
        Parameter("shipping_address_lastname", "shipping_address_lastname", "body"),
    ),
    errors=(
        ErrorRule("unknown_payment", 200, 1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("declined", 200, -1, None, "Declined"),
        ErrorRule("refused", 200, 1, None, "Refused"),
    ),
    identities=("imp_uid", "merchant_uid", "carrier_tracking_id"),
    resolve=ResolveRule(
        "none",
        reason="V1 does not show deliveries.",
    ),
)
