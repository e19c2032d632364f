# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Receipts of the sub-merchants in one payment. (파트너) What holds for every call: docs/calls.md."""

from __future__ import annotations

from collections.abc import Sequence

from ..calls import Arguments, AsyncResource, Call, Resource
from ..models.partners import PartnerReceipt
from ..operations import partners as operations
from ..parts import PartnerShare
from ..payloads import one


class Partners(Resource):
    """Receipts of the sub-merchants in one payment. (파트너)"""

    def register_receipts(self, imp_uid: str, *, shares: Sequence[PartnerShare]) -> PartnerReceipt:
        """Put the shares of sub-merchants on the receipt of a payment.

        The receipt that the customer sees then lists each sub-merchant with its part of the amount.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            shares (하위 상점 거래 정보): The part of each sub-merchant in the payment.

        Raises:
            Conflict: The payment is not paid.
            InvalidRequest: An argument is missing, the payment is not paid, or the PG refuses.
            NotFound: The store has no payment of this imp_uid; the payment, or the channel over
                which it was made, cannot be found.
            Refused: PortOne or the PG refuses the shares for another reason.
            ServerError: PortOne itself has trouble. Outcome unknown.
            NotSupported: The PG of this payment does not offer it.

        PGs:
            Only html5_inicis.
            html5_inicis: The INIApi key must stand in the console first.

        V1: POST /partners/receipts/{imp_uid} (하위 상점 거래 등록)
        """
        arguments = Arguments({"imp_uid": imp_uid, "shares": shares})
        del shares  # a traceback may print what a frame holds
        return self.sender.send(Call(operations.REGISTER_RECEIPTS, one(PartnerReceipt), arguments))


class AsyncPartners(AsyncResource):
    """Receipts of the sub-merchants in one payment. (파트너)"""

    async def register_receipts(
        self, imp_uid: str, *, shares: Sequence[PartnerShare]
    ) -> PartnerReceipt:
        """Put the shares of sub-merchants on the receipt of a payment.

        The receipt that the customer sees then lists each sub-merchant with its part of the amount.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the payment.
            shares (하위 상점 거래 정보): The part of each sub-merchant in the payment.

        Raises:
            Conflict: The payment is not paid.
            InvalidRequest: An argument is missing, the payment is not paid, or the PG refuses.
            NotFound: The store has no payment of this imp_uid; the payment, or the channel over
                which it was made, cannot be found.
            Refused: PortOne or the PG refuses the shares for another reason.
            ServerError: PortOne itself has trouble. Outcome unknown.
            NotSupported: The PG of this payment does not offer it.

        PGs:
            Only html5_inicis.
            html5_inicis: The INIApi key must stand in the console first.

        V1: POST /partners/receipts/{imp_uid} (하위 상점 거래 등록)
        """
        arguments = Arguments({"imp_uid": imp_uid, "shares": shares})
        del shares  # a traceback may print what a frame holds
        return await self.sender.send(
            Call(operations.REGISTER_RECEIPTS, one(PartnerReceipt), arguments)
        )
