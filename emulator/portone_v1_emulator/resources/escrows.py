"""Shipping details of escrow payments."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from .._generated.requests import (
    EscrowParcel,
    EscrowsGetParams,
    EscrowsRegisterParams,
    EscrowsUpdateParams,
    RegisterShipmentRequest,
    UpdateShipmentRequest,
)
from ..core import contract
from ..core.context import Answer, Call, operation
from ..core.records import Payment
from ..core.refusals import Refusal
from ..pgs.choice import check
from ..pgs.providers import pg
from ..shops import escrow
from ..shops.escrow import Shipment

# The year 5138 in seconds; in milliseconds, 1973.
_LATEST = 10**11


@operation("escrows.get")
def get(call: Call[EscrowsGetParams, None]) -> Answer:
    """The parcel alone, neither its sender nor its receiver."""
    payment = _payment(call)
    shipment = call.shop.table(Shipment).get(payment.imp_uid)
    if shipment is None:
        raise Refusal("not_registered", message="등록된 배송정보가 존재하지 않습니다.")
    if shipment.invoice == escrow.UNSHOWN:
        raise Refusal("not_shown", message="배송정보 조회에 실패하였습니다.", by_pg=True)
    return Answer(_shown(shipment))


@operation("escrows.register", invalid="bad_shipment")
def register(call: Call[EscrowsRegisterParams, RegisterShipmentRequest]) -> Answer:
    """Tell the PG that the goods are under way, once."""
    payment, parcel = _payment(call), call.body.logis
    _check_parcel(parcel)
    if call.shop.table(Shipment).get(payment.imp_uid):
        raise Refusal("already_registered")
    if not payment.escrow or not payment.paid_at or not payment.left:
        raise Refusal("cannot_register", message="배송정보를 등록할 수 없는 거래입니다.")
    if parcel.invoice == escrow.UNREGISTRABLE:
        raise Refusal("not_registered", message="배송정보 등록에 실패하였습니다.", by_pg=True)
    shipment = Shipment(
        imp_uid=payment.imp_uid,
        company=parcel.company,
        invoice=parcel.invoice,
        sent_at=parcel.sent_at,
        applied_at=call.stamp,
    )
    escrow.register(call, payment, shipment)
    return Answer(_shown(shipment))


@operation("escrows.update", invalid="bad_shipment")
def update(call: Call[EscrowsUpdateParams, UpdateShipmentRequest]) -> Answer:
    """Change the parcel, as long as the customer has not decided."""
    payment, parcel = _payment(call), call.body.logis
    _check_parcel(parcel)
    shipment = call.shop.table(Shipment).get(payment.imp_uid)
    if shipment is None or not shipment.is_open or _is_too_early(call, payment, shipment):
        raise Refusal("cannot_change", message="배송정보를 수정할 수 없는 거래입니다.")
    if parcel.invoice == escrow.UNREGISTRABLE:
        raise Refusal("not_changed", message="배송정보 수정에 실패하였습니다.", by_pg=True)
    shipment = replace(
        shipment, company=parcel.company, invoice=parcel.invoice, sent_at=parcel.sent_at
    )
    call.shop.table(Shipment).put(shipment)
    return Answer(_shown(shipment))


def _payment(call: Call[Any, Any]) -> Payment:
    payment = call.shop.payments.get(call.params.imp_uid)
    if payment is None:
        raise Refusal("unknown_payment")
    check(call, payment.channel, unsupported="no_escrow")
    return payment


def _check_parcel(parcel: EscrowParcel) -> None:
    if not 0 < parcel.sent_at < _LATEST:
        raise _bad("logis[sent_at]")
    if parcel.receiving_at and not re.fullmatch("[0-9]{8}", parcel.receiving_at):
        raise _bad("logis[receiving_at]")


def _bad(name: str) -> Refusal:
    return Refusal("bad_shipment", message=f"파라메터 {name}의 값이 올바르지 않습니다.")


def _is_too_early(call: Call[Any, Any], payment: Payment, shipment: Shipment) -> bool:
    opens_after = pg(payment.channel.pg_provider).escrow_opens_after
    return call.now < shipment.applied_at + opens_after


def _shown(shipment: Shipment) -> dict[str, Any]:
    return contract.load().blank("EscrowShipment") | {
        "applied_at": shipment.applied_at,
        "company": shipment.company,
        "invoice": shipment.invoice,
        "sent_at": shipment.sent_at,
    }
