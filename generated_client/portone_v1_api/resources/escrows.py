# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Shipping details of escrow payments. (에스크로) What holds for every call: docs/calls.md."""

from __future__ import annotations

from collections.abc import Sequence

from ..calls import Arguments, AsyncResource, Call, Resource
from ..models.escrows import EscrowShipment
from ..operations import escrows as operations
from ..parts import EscrowParcel, EscrowProduct, EscrowReceiver, EscrowSender
from ..payloads import one


class Escrows(Resource):
    """Shipping details of escrow payments. (에스크로)"""

    def get(self, imp_uid: str) -> EscrowShipment:
        """Look up the shipping details of an escrow payment.

        The parcel alone is shown, neither its sender nor its receiver.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the escrow payment.

        Raises:
            NotSupported: PortOne offers no escrow on the PG of this payment.
            NotFound: The store has no payment of this imp_uid; no shipping details are registered
                for this payment.
            Refused: The shipping details cannot be looked up.

        PGs:
            Only html5_inicis, kcp, daou, ksnet, smartro_v2, nice_v2, welcome.
            smartro_v2: Needs an agreement with the PG.

        V1: GET /escrows/logis/{imp_uid} (에스크로 배송정보 조회)
        """
        arguments = {"imp_uid": imp_uid}
        return self.sender.send(Call(operations.GET, one(EscrowShipment), arguments))

    def register(
        self,
        imp_uid: str,
        *,
        sender: EscrowSender,
        receiver: EscrowReceiver,
        logis: EscrowParcel,
        products: Sequence[EscrowProduct] | None = None,
        send_email: bool | None = None,
    ) -> EscrowShipment:
        """Register the shipping details of an escrow payment.

        The money is held until the customer confirms the purchase, and the PG wants to know that
        the goods are under way. The details are registered once; change them with `escrows.update`.

        Of the sender and the receiver, each PG requires other fields.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the escrow payment.
            sender (발신자 정보): Who sends the goods.
            receiver (수신자 정보): Who receives them.
            logis (배송정보): The parcel, and who carries it.
            products (배송 상품 정보): What is in the parcel.
            send_email (구매확정 시 이메일 전송여부): Whether the customer gets an e-mail when the purchase is
                confirmed, to the address given in the payment window. True when left out.

        Raises:
            NotSupported: PortOne offers no escrow on the PG of this payment; the server does not
                take this HTTP method here.
            InvalidRequest: A field that this PG requires is missing, or PortOne offers no escrow on
                this PG.
            NotFound: The store has no payment of this imp_uid.
            AlreadyDone: Shipping details were registered for this payment before.
            Conflict: The payment takes no shipping details, or has them already.
            Refused: PortOne or the PG refuses them for another reason; the shipping details cannot
                be registered.

        PGs:
            Only html5_inicis, kcp, daou, ksnet, smartro_v2, nice_v2, welcome.
            ksnet: Of its two kinds of escrow, the shop must use the one for shipping. KSNET shows
                the details on its own pages after half an hour to an hour.
            nice_v2: What is registered cannot be changed.
            smartro_v2: Needs an agreement with the PG.
            `products`: Required by welcome. Only welcome.
            `send_email`: Only nice_v2. nice_v2: No e-mail is sent when this is false.

        V1: POST /escrows/logis/{imp_uid} (에스크로 배송정보 등록)
        """
        arguments = Arguments(
            {
                "imp_uid": imp_uid,
                "sender": sender,
                "receiver": receiver,
                "logis": logis,
                "products": products,
                "send_email": send_email,
            }
        )
        del sender, receiver, logis, products  # a traceback may print what a frame holds
        return self.sender.send(Call(operations.REGISTER, one(EscrowShipment), arguments))

    def update(
        self,
        imp_uid: str,
        *,
        sender: EscrowSender,
        receiver: EscrowReceiver,
        logis: EscrowParcel,
        products: Sequence[EscrowProduct] | None = None,
    ) -> EscrowShipment:
        """Change the shipping details of an escrow payment.

        Only what `escrows.register` has registered can be changed. Send everything again, not just
        what is new: sender, receiver and parcel are required here too.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the escrow payment.
            sender (발신자 정보): Who sends the goods.
            receiver (수신자 정보): Who receives them.
            logis (배송정보): The parcel, and who carries it.
            products (배송 상품 정보): What is in the parcel.

        Raises:
            NotSupported: PortOne offers no such change on the PG of this payment; the server does
                not take this HTTP method here.
            InvalidRequest: A field that this PG requires is missing, or PortOne offers no such
                change on this PG.
            NotFound: The store has no payment of this imp_uid.
            Conflict: The shipping details of this payment cannot be changed.
            Refused: PortOne or the PG refuses the change for another reason; the shipping details
                cannot be changed for another reason.

        PGs:
            Only html5_inicis, kcp, daou, ksnet, smartro_v2, welcome.
            kcp: The official document names it as supported in one place, and not in another.
            ksnet: Only once KSNET has taken in what was registered, after half an hour to an hour.
            smartro_v2: Needs an agreement with the PG.
            `products`: Required by welcome. Only welcome.

        V1: PUT /escrows/logis/{imp_uid} (에스크로 배송정보 수정)
        """
        arguments = Arguments(
            {
                "imp_uid": imp_uid,
                "sender": sender,
                "receiver": receiver,
                "logis": logis,
                "products": products,
            }
        )
        del sender, receiver, logis, products  # a traceback may print what a frame holds
        return self.sender.send(Call(operations.UPDATE, one(EscrowShipment), arguments))


class AsyncEscrows(AsyncResource):
    """Shipping details of escrow payments. (에스크로)"""

    async def get(self, imp_uid: str) -> EscrowShipment:
        """Look up the shipping details of an escrow payment.

        The parcel alone is shown, neither its sender nor its receiver.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the escrow payment.

        Raises:
            NotSupported: PortOne offers no escrow on the PG of this payment.
            NotFound: The store has no payment of this imp_uid; no shipping details are registered
                for this payment.
            Refused: The shipping details cannot be looked up.

        PGs:
            Only html5_inicis, kcp, daou, ksnet, smartro_v2, nice_v2, welcome.
            smartro_v2: Needs an agreement with the PG.

        V1: GET /escrows/logis/{imp_uid} (에스크로 배송정보 조회)
        """
        arguments = {"imp_uid": imp_uid}
        return await self.sender.send(Call(operations.GET, one(EscrowShipment), arguments))

    async def register(
        self,
        imp_uid: str,
        *,
        sender: EscrowSender,
        receiver: EscrowReceiver,
        logis: EscrowParcel,
        products: Sequence[EscrowProduct] | None = None,
        send_email: bool | None = None,
    ) -> EscrowShipment:
        """Register the shipping details of an escrow payment.

        The money is held until the customer confirms the purchase, and the PG wants to know that
        the goods are under way. The details are registered once; change them with `escrows.update`.

        Of the sender and the receiver, each PG requires other fields.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the escrow payment.
            sender (발신자 정보): Who sends the goods.
            receiver (수신자 정보): Who receives them.
            logis (배송정보): The parcel, and who carries it.
            products (배송 상품 정보): What is in the parcel.
            send_email (구매확정 시 이메일 전송여부): Whether the customer gets an e-mail when the purchase is
                confirmed, to the address given in the payment window. True when left out.

        Raises:
            NotSupported: PortOne offers no escrow on the PG of this payment; the server does not
                take this HTTP method here.
            InvalidRequest: A field that this PG requires is missing, or PortOne offers no escrow on
                this PG.
            NotFound: The store has no payment of this imp_uid.
            AlreadyDone: Shipping details were registered for this payment before.
            Conflict: The payment takes no shipping details, or has them already.
            Refused: PortOne or the PG refuses them for another reason; the shipping details cannot
                be registered.

        PGs:
            Only html5_inicis, kcp, daou, ksnet, smartro_v2, nice_v2, welcome.
            ksnet: Of its two kinds of escrow, the shop must use the one for shipping. KSNET shows
                the details on its own pages after half an hour to an hour.
            nice_v2: What is registered cannot be changed.
            smartro_v2: Needs an agreement with the PG.
            `products`: Required by welcome. Only welcome.
            `send_email`: Only nice_v2. nice_v2: No e-mail is sent when this is false.

        V1: POST /escrows/logis/{imp_uid} (에스크로 배송정보 등록)
        """
        arguments = Arguments(
            {
                "imp_uid": imp_uid,
                "sender": sender,
                "receiver": receiver,
                "logis": logis,
                "products": products,
                "send_email": send_email,
            }
        )
        del sender, receiver, logis, products  # a traceback may print what a frame holds
        return await self.sender.send(Call(operations.REGISTER, one(EscrowShipment), arguments))

    async def update(
        self,
        imp_uid: str,
        *,
        sender: EscrowSender,
        receiver: EscrowReceiver,
        logis: EscrowParcel,
        products: Sequence[EscrowProduct] | None = None,
    ) -> EscrowShipment:
        """Change the shipping details of an escrow payment.

        Only what `escrows.register` has registered can be changed. Send everything again, not just
        what is new: sender, receiver and parcel are required here too.

        Args:
            imp_uid (포트원 거래고유번호): PortOne's identity of the escrow payment.
            sender (발신자 정보): Who sends the goods.
            receiver (수신자 정보): Who receives them.
            logis (배송정보): The parcel, and who carries it.
            products (배송 상품 정보): What is in the parcel.

        Raises:
            NotSupported: PortOne offers no such change on the PG of this payment; the server does
                not take this HTTP method here.
            InvalidRequest: A field that this PG requires is missing, or PortOne offers no such
                change on this PG.
            NotFound: The store has no payment of this imp_uid.
            Conflict: The shipping details of this payment cannot be changed.
            Refused: PortOne or the PG refuses the change for another reason; the shipping details
                cannot be changed for another reason.

        PGs:
            Only html5_inicis, kcp, daou, ksnet, smartro_v2, welcome.
            kcp: The official document names it as supported in one place, and not in another.
            ksnet: Only once KSNET has taken in what was registered, after half an hour to an hour.
            smartro_v2: Needs an agreement with the PG.
            `products`: Required by welcome. Only welcome.

        V1: PUT /escrows/logis/{imp_uid} (에스크로 배송정보 수정)
        """
        arguments = Arguments(
            {
                "imp_uid": imp_uid,
                "sender": sender,
                "receiver": receiver,
                "logis": logis,
                "products": products,
            }
        )
        del sender, receiver, logis, products  # a traceback may print what a frame holds
        return await self.sender.send(Call(operations.UPDATE, one(EscrowShipment), arguments))
