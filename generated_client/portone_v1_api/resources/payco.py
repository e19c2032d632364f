# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""PAYCO orders. (페이코) What holds for every call: docs/calls.md."""

from __future__ import annotations

from ..calls import AsyncResource, Call, Resource
from ..models.payco import PaycoOrderStatus, PaycoStatus
from ..operations import payco as operations
from ..payloads import one


class Payco(Resource):
    """PAYCO orders. (페이코)"""

    def update_order_status(self, imp_uid: str, *, status: PaycoOrderStatus) -> PaycoStatus:
        """Tell PAYCO what became of an order.

        It changes the status of the order at PAYCO. Nothing says that `CANCELED` gives money back:
        refund with `payments.cancel`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            status (주문상태코드): What the order becomes.

        Returns:
            The status after the change.

        Raises:
            NotFound: The store has no payment of this imp_uid.
            Refused: PAYCO does not accept the status; PortOne refuses, for instance because the
                payment is not one of PAYCO.

        PGs:
            Only payco.

        V1: POST /payco/orders/status/{imp_uid} (페이코 주문상태 수정)
        """
        arguments = {"imp_uid": imp_uid, "status": status}
        return self.sender.send(Call(operations.UPDATE_ORDER_STATUS, one(PaycoStatus), arguments))


class AsyncPayco(AsyncResource):
    """PAYCO orders. (페이코)"""

    async def update_order_status(self, imp_uid: str, *, status: PaycoOrderStatus) -> PaycoStatus:
        """Tell PAYCO what became of an order.

        It changes the status of the order at PAYCO. Nothing says that `CANCELED` gives money back:
        refund with `payments.cancel`.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            status (주문상태코드): What the order becomes.

        Returns:
            The status after the change.

        Raises:
            NotFound: The store has no payment of this imp_uid.
            Refused: PAYCO does not accept the status; PortOne refuses, for instance because the
                payment is not one of PAYCO.

        PGs:
            Only payco.

        V1: POST /payco/orders/status/{imp_uid} (페이코 주문상태 수정)
        """
        arguments = {"imp_uid": imp_uid, "status": status}
        return await self.sender.send(
            Call(operations.UPDATE_ORDER_STATUS, one(PaycoStatus), arguments)
        )
