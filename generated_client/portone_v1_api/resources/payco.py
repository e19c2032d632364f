# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""PAYCO orders. (페이코)"""

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
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            status: What the order becomes. (주문상태코드)

        Returns:
            The status after the change.

        Raises:
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: PAYCO does not accept the status; PortOne refuses, for
                instance because the payment is not one of PAYCO.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only payco.

        V1: POST /payco/orders/status/{imp_uid} (페이코 주문상태 수정)
        """
        return self.sender.send(
            Call(
                operations.UPDATE_ORDER_STATUS,
                one(PaycoStatus),
                {"imp_uid": imp_uid, "status": status},
            )
        )


class AsyncPayco(AsyncResource):
    """PAYCO orders. (페이코)"""

    async def update_order_status(self, imp_uid: str, *, status: PaycoOrderStatus) -> PaycoStatus:
        """Tell PAYCO what became of an order.

        It changes the status of the order at PAYCO. Nothing says that `CANCELED` gives money back:
        refund with `payments.cancel`.

        Args:
            imp_uid: PortOne's identity of the payment. (포트원 거래고유번호)
            status: What the order becomes. (주문상태코드)

        Returns:
            The status after the change.

        Raises:
            NotFound: Outcome rejected: the store has no payment of this imp_uid.
            Refused: Outcome rejected: PAYCO does not accept the status; PortOne refuses, for
                instance because the payment is not one of PAYCO.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only payco.

        V1: POST /payco/orders/status/{imp_uid} (페이코 주문상태 수정)
        """
        return await self.sender.send(
            Call(
                operations.UPDATE_ORDER_STATUS,
                one(PaycoStatus),
                {"imp_uid": imp_uid, "status": status},
            )
        )
