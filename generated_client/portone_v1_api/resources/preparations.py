# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Register the amount of an order before it is paid. (사전등록) What holds for every call: docs/calls.md."""

from __future__ import annotations

from ..calls import AsyncResource, Call, Resource
from ..models.preparations import Preparation
from ..operations import preparations as operations
from ..payloads import one
from ..values import Money


class Preparations(Resource):
    """Register the amount of an order before it is paid. (사전등록)"""

    def create(
        self, *, merchant_uid: str, amount: Money, currency: str | None = None
    ) -> Preparation:
        """Register the amount of an order before it is paid.

        Once it is registered, the payment window of the JavaScript SDK does not open for this
        `merchant_uid` with another amount: a price that was tampered with in the browser is not
        paid. An order is registered once; change it with `preparations.update`.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order, as it will be given to
                the payment window. At most 40 characters.
            amount (결제 예정 금액): The amount with which the order is to be paid. In won, or a decimal
                in another currency.
            currency (결제 예정 통화): The currency, such as `KRW`, `USD` or `JPY`. Left out, only the
                amount is checked.

        Returns:
            What is registered.

        Raises:
            AlreadyDone: The merchant_uid has been registered before.
            Refused: PortOne refuses to register it for another reason.

        V1: POST /payments/prepare (결제금액 사전등록)
        """
        arguments = {"merchant_uid": merchant_uid, "amount": amount, "currency": currency}
        return self.sender.send(Call(operations.CREATE, one(Preparation), arguments))

    def update(
        self, *, merchant_uid: str, amount: Money, currency: str | None = None
    ) -> Preparation:
        """Change the registered amount of an order.

        Only what `preparations.create` has registered can be changed.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order, as it was registered. At
                most 40 characters.
            amount (결제 예정 금액): The amount with which the order is to be paid from now on. In won, or
                a decimal in another currency.
            currency (결제 예정 통화): The currency, such as `KRW`, `USD` or `JPY`. Left out, only the
                amount is checked.

        Returns:
            What is registered now.

        Raises:
            NotFound: Nothing is registered under this merchant_uid.
            Refused: PortOne refuses to change it.

        V1: PUT /payments/prepare (사전등록 결제금액 수정)
        """
        arguments = {"merchant_uid": merchant_uid, "amount": amount, "currency": currency}
        return self.sender.send(Call(operations.UPDATE, one(Preparation), arguments))

    def get(self, merchant_uid: str) -> Preparation:
        """Look up the registered amount of an order.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order.

        Returns:
            What is registered.

        Raises:
            NotFound: Nothing is registered under this merchant_uid.

        V1: GET /payments/prepare/{merchant_uid} (사전등록 결제금액 조회)
        """
        arguments = {"merchant_uid": merchant_uid}
        return self.sender.send(Call(operations.GET, one(Preparation), arguments))


class AsyncPreparations(AsyncResource):
    """Register the amount of an order before it is paid. (사전등록)"""

    async def create(
        self, *, merchant_uid: str, amount: Money, currency: str | None = None
    ) -> Preparation:
        """Register the amount of an order before it is paid.

        Once it is registered, the payment window of the JavaScript SDK does not open for this
        `merchant_uid` with another amount: a price that was tampered with in the browser is not
        paid. An order is registered once; change it with `preparations.update`.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order, as it will be given to
                the payment window. At most 40 characters.
            amount (결제 예정 금액): The amount with which the order is to be paid. In won, or a decimal
                in another currency.
            currency (결제 예정 통화): The currency, such as `KRW`, `USD` or `JPY`. Left out, only the
                amount is checked.

        Returns:
            What is registered.

        Raises:
            AlreadyDone: The merchant_uid has been registered before.
            Refused: PortOne refuses to register it for another reason.

        V1: POST /payments/prepare (결제금액 사전등록)
        """
        arguments = {"merchant_uid": merchant_uid, "amount": amount, "currency": currency}
        return await self.sender.send(Call(operations.CREATE, one(Preparation), arguments))

    async def update(
        self, *, merchant_uid: str, amount: Money, currency: str | None = None
    ) -> Preparation:
        """Change the registered amount of an order.

        Only what `preparations.create` has registered can be changed.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order, as it was registered. At
                most 40 characters.
            amount (결제 예정 금액): The amount with which the order is to be paid from now on. In won, or
                a decimal in another currency.
            currency (결제 예정 통화): The currency, such as `KRW`, `USD` or `JPY`. Left out, only the
                amount is checked.

        Returns:
            What is registered now.

        Raises:
            NotFound: Nothing is registered under this merchant_uid.
            Refused: PortOne refuses to change it.

        V1: PUT /payments/prepare (사전등록 결제금액 수정)
        """
        arguments = {"merchant_uid": merchant_uid, "amount": amount, "currency": currency}
        return await self.sender.send(Call(operations.UPDATE, one(Preparation), arguments))

    async def get(self, merchant_uid: str) -> Preparation:
        """Look up the registered amount of an order.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order.

        Returns:
            What is registered.

        Raises:
            NotFound: Nothing is registered under this merchant_uid.

        V1: GET /payments/prepare/{merchant_uid} (사전등록 결제금액 조회)
        """
        arguments = {"merchant_uid": merchant_uid}
        return await self.sender.send(Call(operations.GET, one(Preparation), arguments))
