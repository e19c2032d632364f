# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The operations of `escrows`, as the contract has them."""

from __future__ import annotations

from ..calls import (
    ErrorRule,
    Operation,
    Parameter,
    Read,
    ResolveRule,
)

ESCROW_ADDRESS = (
    Parameter("address_line_1", "address_line_1", "part"),
    Parameter("address_line_2", "address_line_2", "part"),
)
"""The fields of a `EscrowAddress`."""

ESCROW_SENDER = (
    Parameter("name", "name", "part"),
    Parameter("tel", "tel", "part", secret=True),
    Parameter("addr", "addr", "part"),
    Parameter("postcode", "postcode", "part"),
    Parameter("relationship", "relationship", "part"),
    Parameter("formed_address", "formed_address", "part", "object", parts=ESCROW_ADDRESS),
)
"""The fields of a `EscrowSender`."""

ESCROW_RECEIVER = (
    Parameter("name", "name", "part"),
    Parameter("tel", "tel", "part", secret=True),
    Parameter("addr", "addr", "part"),
    Parameter("postcode", "postcode", "part"),
    Parameter("formed_address", "formed_address", "part", "object", parts=ESCROW_ADDRESS),
)
"""The fields of a `EscrowReceiver`."""

ESCROW_PARCEL = (
    Parameter("company", "company", "part", required=True),
    Parameter("invoice", "invoice", "part", required=True),
    Parameter("sent_at", "sent_at", "part", "time", required=True),
    Parameter("receiving_at", "receiving_at", "part"),
    Parameter("address", "address", "part"),
)
"""The fields of a `EscrowParcel`."""

ESCROW_PRODUCT = (
    Parameter("id", "id", "part", "identity", required=True),
    Parameter("name", "name", "part", required=True),
    Parameter("code", "code", "part"),
    Parameter("amount", "amount", "part", "money", required=True),
    Parameter("currency", "currency", "part", "currency", default="KRW"),
    Parameter("quantity", "quantity", "part", "integer"),
    Parameter("tag", "tag", "part"),
)
"""The fields of a `EscrowProduct`."""

GET = Operation(
    name="escrows.get",
    method="GET",
    path="/escrows/logis/{imp_uid}",
    effect="read",
    parameters=(Parameter("imp_uid", "imp_uid", "path", "identity", required=True),),
    errors=(
        ErrorRule("no_escrow", 400, None, None, "NotSupported"),
        ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("not_registered", 409, None, None, "NotFound"),
        ErrorRule("not_shown", 500, None, None, "Refused"),
    ),
    identities=("imp_uid",),
)

REGISTER = Operation(
    name="escrows.register",
    method="POST",
    path="/escrows/logis/{imp_uid}",
    effect="write",
    parameters=(
        Parameter("imp_uid", "imp_uid", "path", "identity", required=True),
        Parameter("sender", "sender", "body", "object", required=True, parts=ESCROW_SENDER),
        Parameter("receiver", "receiver", "body", "object", required=True, parts=ESCROW_RECEIVER),
        Parameter("logis", "logis", "body", "object", required=True, parts=ESCROW_PARCEL),
        Parameter("products", "products", "body", "object", many=True, parts=ESCROW_PRODUCT),
        Parameter("send_email", "send_email", "body", "boolean"),
    ),
    errors=(
        ErrorRule("no_escrow", 400, None, "지원하지 않는 PG사입니다.", "NotSupported"),
        ErrorRule("bad_shipment", 400, None, None, "InvalidRequest"),
        ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("wrong_method", 405, None, None, "NotSupported"),
        ErrorRule(
            "already_registered", 409, None, "이미 배송정보가 등록된 거래입니다.", "AlreadyDone"
        ),
        ErrorRule("cannot_register", 409, None, None, "Conflict"),
        ErrorRule("refused", 200, None, None, "Refused"),
        ErrorRule("not_registered", 500, None, None, "Refused"),
    ),
    identities=("imp_uid",),
    resolve=ResolveRule(
        "present",
        reads=(Read("escrows.get", {"imp_uid": "imp_uid"}, {}),),
        record="parcel",
        match={"company": "logis.company", "invoice": "logis.invoice", "sent_at": "logis.sent_at"},
        closes="state",
        quiet=600,
    ),
)

UPDATE = Operation(
    name="escrows.update",
    method="PUT",
    path="/escrows/logis/{imp_uid}",
    effect="write",
    parameters=(
        Parameter("imp_uid", "imp_uid", "path", "identity", required=True),
        Parameter("sender", "sender", "body", "object", required=True, parts=ESCROW_SENDER),
        Parameter("receiver", "receiver", "body", "object", required=True, parts=ESCROW_RECEIVER),
        Parameter("logis", "logis", "body", "object", required=True, parts=ESCROW_PARCEL),
        Parameter("products", "products", "body", "object", many=True, parts=ESCROW_PRODUCT),
    ),
    errors=(
        ErrorRule("no_escrow", 400, None, "지원하지 않는 PG사입니다.", "NotSupported"),
        ErrorRule("bad_shipment", 400, None, None, "InvalidRequest"),
        ErrorRule("unknown_payment", 404, -1, "존재하지 않는 결제정보입니다.", "NotFound"),
        ErrorRule("wrong_method", 405, None, None, "NotSupported"),
        ErrorRule("cannot_change", 409, None, None, "Conflict"),
        ErrorRule("refused", 200, None, None, "Refused"),
        ErrorRule("not_changed", 500, None, None, "Refused"),
    ),
    identities=("imp_uid",),
    resolve=ResolveRule(
        "none",
        reason="V1 shows the parcel, but neither sender nor receiver. The same change may be sent again.",
    ),
)
