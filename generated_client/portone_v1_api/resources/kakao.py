# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Kakao Pay orders. (카카오페이) What holds for every call: docs/calls.md."""

from __future__ import annotations

from typing import Any

from ..calls import AsyncResource, Call, Resource
from ..operations import kakao as operations
from ..payloads import free_form


class Kakao(Resource):
    """Kakao Pay orders. (카카오페이)"""

    def list_orders(
        self, *, payment_request_date: str, cid: str | None = None, page: int | None = None
    ) -> dict[str, Any]:
        """List the Kakao Pay orders of a day.

        Deprecated: no longer documented by PortOne.

        PortOne hands the call on to Kakao Pay, and the answer is Kakao Pay's own. The official
        document dropped it in July 2024; older clients still call it. `payments.list_by_status`
        lists the payments of any PG.

        Args:
            payment_request_date (결제 요청일자): The day on which the payments were begun, as YYYYMMDD.
            cid (카카오페이 가맹점 코드): The merchant's identity at Kakao Pay. Left out, the one that is set
                in the console.
            page (페이지번호): The page, counted from 1. At least 1; 1 when left out.

        Returns:
            What Kakao Pay answers.

        Raises:
            Refused: Kakao Pay does not list the orders.

        V1: GET /kakao/payment/orders (카카오페이 주문내역 조회)
        """
        arguments = {"payment_request_date": payment_request_date, "cid": cid, "page": page}
        return self.sender.send(Call(operations.LIST_ORDERS, free_form, arguments))


class AsyncKakao(AsyncResource):
    """Kakao Pay orders. (카카오페이)"""

    async def list_orders(
        self, *, payment_request_date: str, cid: str | None = None, page: int | None = None
    ) -> dict[str, Any]:
        """List the Kakao Pay orders of a day.

        Deprecated: no longer documented by PortOne.

        PortOne hands the call on to Kakao Pay, and the answer is Kakao Pay's own. The official
        document dropped it in July 2024; older clients still call it. `payments.list_by_status`
        lists the payments of any PG.

        Args:
            payment_request_date (결제 요청일자): The day on which the payments were begun, as YYYYMMDD.
            cid (카카오페이 가맹점 코드): The merchant's identity at Kakao Pay. Left out, the one that is set
                in the console.
            page (페이지번호): The page, counted from 1. At least 1; 1 when left out.

        Returns:
            What Kakao Pay answers.

        Raises:
            Refused: Kakao Pay does not list the orders.

        V1: GET /kakao/payment/orders (카카오페이 주문내역 조회)
        """
        arguments = {"payment_request_date": payment_request_date, "cid": cid, "page": page}
        return await self.sender.send(Call(operations.LIST_ORDERS, free_form, arguments))
