# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""KCP Quick Pay. (KCP 퀵페이) What holds for every call: docs/calls.md."""

from __future__ import annotations

from ..calls import Arguments, AsyncResource, Call, Resource
from ..models.kcpquick import (
    DeletedAutopayKey,
    KcpQuickMember,
    KcpQuickPrepaidAuth,
    KcpQuickVendorType,
    ReleasedFido,
)
from ..models.payments import Payment
from ..operations import kcpquick as operations
from ..payloads import nothing, one
from ..values import Money


class Kcpquick(Resource):
    """KCP Quick Pay. (KCP 퀵페이)"""

    def create_preparation(
        self,
        merchant_uid: str,
        *,
        btid: str,
        cust_ip: str,
        code_verifier: str,
        prepaid_auth_yn: KcpQuickPrepaidAuth | None = None,
        prepaid_amount: Money | None = None,
        vender_type: KcpQuickVendorType | None = None,
        reward_id: str | None = None,
    ) -> None:
        """Register an order that is to use KCP's prepaid money.

        What is needed depends on the `actionType` with which Quick Pay is then called. An order is
        registered once; change it with `kcpquick.update_preparation`.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order. At most 40 characters.
            btid (고객사 생성 거래등록번호): A number that the merchant makes for this registration. At most 20
                characters.
            cust_ip (고객 IP): The customer's IP address.
            code_verifier (요청자 검증 문자열): A random string by which the one who asks is verified. At
                most 200 characters.
            prepaid_auth_yn (선불머니 인증 여부): Whether the use of prepaid money is authenticated. Needed
                for the actionType `PrepaidAuth`; may be given for `Pay` and `PinCheck`. `Y` also
                needs `prepaid_amount`.
            prepaid_amount (선불머니 결제 금액): How much prepaid money is to be used, in won. Needed for
                the actionType `PrepaidAuth` and when `prepaid_auth_yn` is `Y`; may be given for
                `Pay` and `PinCheck`. In won. At most 999999999.
            vender_type (바코드 발급사): Who issues the barcode. For the actionType `PrepaidOfflineUse`.
            reward_id (리워드 ID): The franchise's terms that apply at payment, such as `R0000000784`.
                For the actionType `PrepaidOfflineUse`. At most 20 characters.

        Raises:
            InvalidRequest: An argument is missing or malformed, such as prepaid_auth_yn `Y` without
                prepaid_amount.
            AlreadyDone: The merchant_uid has been registered before.
            Refused: PortOne refuses to register it.

        PGs:
            Only kcp_quick.

        V1: POST /kcpquick/prepare/{merchant_uid} (선불머니 거래 사전등록)
        """
        arguments = Arguments(
            {
                "merchant_uid": merchant_uid,
                "btid": btid,
                "cust_ip": cust_ip,
                "code_verifier": code_verifier,
                "prepaid_auth_yn": prepaid_auth_yn,
                "prepaid_amount": prepaid_amount,
                "vender_type": vender_type,
                "reward_id": reward_id,
            }
        )
        del code_verifier  # a traceback may print what a frame holds
        return self.sender.send(Call(operations.CREATE_PREPARATION, nothing, arguments))

    def update_preparation(
        self,
        merchant_uid: str,
        *,
        btid: str,
        cust_ip: str,
        code_verifier: str,
        prepaid_auth_yn: KcpQuickPrepaidAuth | None = None,
        prepaid_amount: Money | None = None,
        vender_type: KcpQuickVendorType | None = None,
        reward_id: str | None = None,
    ) -> None:
        """Change what is registered of an order that is to use KCP's prepaid money.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order, as it was registered. At
                most 40 characters.
            btid (고객사 생성 거래등록번호): A number that the merchant makes for this registration. At most 20
                characters.
            cust_ip (고객 IP): The customer's IP address.
            code_verifier (요청자 검증 문자열): A random string by which the one who asks is verified. At
                most 200 characters.
            prepaid_auth_yn (선불머니 인증 여부): Whether the use of prepaid money is authenticated. Needed
                for the actionType `PrepaidAuth`; may be given for `Pay` and `PinCheck`. `Y` also
                needs `prepaid_amount`.
            prepaid_amount (선불머니 결제 금액): How much prepaid money is to be used, in won. Needed for
                the actionType `PrepaidAuth` and when `prepaid_auth_yn` is `Y`; may be given for
                `Pay` and `PinCheck`. In won. At most 999999999.
            vender_type (바코드 발급사): Who issues the barcode. For the actionType `PrepaidOfflineUse`.
            reward_id (리워드 ID): The franchise's terms that apply at payment, such as `R0000000784`.
                For the actionType `PrepaidOfflineUse`. At most 20 characters.

        Raises:
            InvalidRequest: An argument is missing or malformed, such as prepaid_auth_yn `Y` without
                prepaid_amount.
            NotFound: Nothing is registered under this merchant_uid.
            Refused: PortOne refuses to change it.

        PGs:
            Only kcp_quick.

        V1: PUT /kcpquick/prepare/{merchant_uid} (선불머니 거래 사전등록 수정)
        """
        arguments = Arguments(
            {
                "merchant_uid": merchant_uid,
                "btid": btid,
                "cust_ip": cust_ip,
                "code_verifier": code_verifier,
                "prepaid_auth_yn": prepaid_auth_yn,
                "prepaid_amount": prepaid_amount,
                "vender_type": vender_type,
                "reward_id": reward_id,
            }
        )
        del code_verifier  # a traceback may print what a frame holds
        return self.sender.send(Call(operations.UPDATE_PREPARATION, nothing, arguments))

    def pay_with_money(
        self,
        *,
        member_id: str,
        channel_key: str,
        merchant_uid: str,
        name: str,
        amount: Money,
        imp_uid: str,
        notice_url: str | None = None,
    ) -> Payment:
        """Charge the prepaid money of a member who has entered the PIN.

        Two identities are needed: `imp_uid` is that of the PIN check, `merchant_uid` that of the
        order to be paid.

        The PG may refuse with an error, or with an answer whose `status` is failed: both raise
        `Declined`.

        Args:
            member_id (KCP 선불머니 유저 아이디): The identity at Quick Pay of the member who pays. At most
                16 characters.
            channel_key (채널키): The Quick Pay channel that is to charge.
            merchant_uid (고객사 주문번호): The merchant's identity of the order to be paid. At most 40
                characters.
            name (주문명): What is bought. At most 40 characters.
            amount (결제금액): How much to charge, in won. In won.
            imp_uid (포트원 거래번호): PortOne's identity of the PIN check (`PinCheck`), not of the payment
                to be made.
            notice_url (웹훅 URL): The webhook that is told when the payment was made.

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            AlreadyDone: The order has been paid.
            Declined: The PG refuses the charge.
            Refused: PortOne refuses the charge for another reason.

        PGs:
            Only kcp_quick.

        V1: POST /kcpquick/payment/money (KCP 선불머니 결제)
        """
        arguments = {
            "member_id": member_id,
            "channel_key": channel_key,
            "merchant_uid": merchant_uid,
            "name": name,
            "amount": amount,
            "imp_uid": imp_uid,
            "notice_url": notice_url,
        }
        return self.sender.send(Call(operations.PAY_WITH_MONEY, one(Payment), arguments))

    def pay_with_autopay(
        self,
        *,
        customer_uid: str,
        merchant_uid: str,
        name: str,
        buyer_name: str,
        amount: Money,
        notice_url: str | None = None,
    ) -> Payment:
        """Charge an autopay key that was registered with Quick Pay.

        No customer is present. PortOne prepares the charge at KCP and approves it, both within this
        call.

        The PG may refuse with an error, or with an answer whose `status` is failed: both raise
        `Declined`.

        Args:
            customer_uid (빌링키): The billing key to which the autopay key belongs.
            merchant_uid (고객사 주문번호): The merchant's identity of the order, a new one for each. At
                most 40 characters.
            name (주문명): What is bought. At most 40 characters.
            buyer_name (주문자명): The customer's name. At most 20 characters.
            amount (결제금액): How much to charge, in won. In won.
            notice_url (웹훅 URL): The webhook that is told when the payment was made.

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            NotFound: The store has no autopay key of this customer_uid.
            AlreadyDone: The order has been paid.
            Declined: The PG refuses the charge.
            Refused: PortOne refuses the charge for another reason.

        PGs:
            Only kcp_quick.

        V1: POST /kcpquick/payment/autopay (KCP 퀵페이 자동결제)
        """
        arguments = {
            "customer_uid": customer_uid,
            "merchant_uid": merchant_uid,
            "name": name,
            "buyer_name": buyer_name,
            "amount": amount,
            "notice_url": notice_url,
        }
        return self.sender.send(Call(operations.PAY_WITH_AUTOPAY, one(Payment), arguments))

    def delete_autopay_key(self, customer_uid: str) -> DeletedAutopayKey:
        """Delete an autopay key.

        Args:
            customer_uid (빌링키): The billing key to which the autopay key belongs.

        Raises:
            NotFound: The store has no billing key of this customer_uid, or no autopay key belongs
                to it.
            ServerError: Something went wrong while the key was being deleted. Outcome unknown.
            Declined: The PG refuses to delete the key.
            Refused: PortOne refuses to delete the key for another reason.

        PGs:
            Only kcp_quick.

        V1: DELETE /kcpquick/autopay/{customer_uid} (KCP 퀵페이 자동결제 키 삭제)
        """
        arguments = {"customer_uid": customer_uid}
        return self.sender.send(
            Call(operations.DELETE_AUTOPAY_KEY, one(DeletedAutopayKey), arguments)
        )

    def delete_member(
        self, member_id: str, *, site_code: str, partner_type: str, partner_subtype: str
    ) -> KcpQuickMember:
        """Delete what is stored of a Quick Pay member, for good.

        The record is erased and cannot be brought back. The request must say `Accept:
        application/json`.

        Args:
            member_id (구매자 고유 아이디): The member's identity at Quick Pay.
            site_code (사이트 코드): KCP's site code with which the member was registered. At most 80
                characters.
            partner_type (파트너 타입): The partner type with which the member was registered. At most 80
                characters.
            partner_subtype (파트너 서브타입): The partner subtype with which the member was registered. At
                most 80 characters.

        Returns:
            The member who was deleted.

        Raises:
            NotFound: There is no such member.
            Declined: The PG refuses to delete the member.
            Refused: PortOne refuses to delete the member for another reason.

        PGs:
            Only kcp_quick.

        V1: DELETE /kcpquick/members/{member_id} (KCP 퀵페이 구매자 정보 삭제)
        """
        arguments = {
            "member_id": member_id,
            "site_code": site_code,
            "partner_type": partner_type,
            "partner_subtype": partner_subtype,
        }
        return self.sender.send(Call(operations.DELETE_MEMBER, one(KcpQuickMember), arguments))

    def release_fido(self, member_id: str, *, channel_key: str) -> ReleasedFido:
        """Stop a member's use of biometrics (FIDO).

        When KCP refuses, its own code and message stand in `error`, beside the envelope's fields.

        Args:
            member_id (회원 고유 아이디): The member's identity at Quick Pay.
            channel_key (채널키): The Quick Pay channel of the member.

        Returns:
            The member whose biometrics were released.

        Raises:
            InvalidRequest: channel_key is missing, unknown or that of another PG.
            ServerError: PortOne has trouble in talking to KCP. Outcome unknown.
            Declined: KCP refuses to release it.
            Refused: PortOne or KCP refuses to release it.

        PGs:
            Only kcp_quick.

        V1: POST /kcpquick/members/{member_id}/fido/release (KCP 퀵페이 생체인증 사용 해제)
        """
        arguments = {"member_id": member_id, "channel_key": channel_key}
        return self.sender.send(Call(operations.RELEASE_FIDO, one(ReleasedFido), arguments))


class AsyncKcpquick(AsyncResource):
    """KCP Quick Pay. (KCP 퀵페이)"""

    async def create_preparation(
        self,
        merchant_uid: str,
        *,
        btid: str,
        cust_ip: str,
        code_verifier: str,
        prepaid_auth_yn: KcpQuickPrepaidAuth | None = None,
        prepaid_amount: Money | None = None,
        vender_type: KcpQuickVendorType | None = None,
        reward_id: str | None = None,
    ) -> None:
        """Register an order that is to use KCP's prepaid money.

        What is needed depends on the `actionType` with which Quick Pay is then called. An order is
        registered once; change it with `kcpquick.update_preparation`.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order. At most 40 characters.
            btid (고객사 생성 거래등록번호): A number that the merchant makes for this registration. At most 20
                characters.
            cust_ip (고객 IP): The customer's IP address.
            code_verifier (요청자 검증 문자열): A random string by which the one who asks is verified. At
                most 200 characters.
            prepaid_auth_yn (선불머니 인증 여부): Whether the use of prepaid money is authenticated. Needed
                for the actionType `PrepaidAuth`; may be given for `Pay` and `PinCheck`. `Y` also
                needs `prepaid_amount`.
            prepaid_amount (선불머니 결제 금액): How much prepaid money is to be used, in won. Needed for
                the actionType `PrepaidAuth` and when `prepaid_auth_yn` is `Y`; may be given for
                `Pay` and `PinCheck`. In won. At most 999999999.
            vender_type (바코드 발급사): Who issues the barcode. For the actionType `PrepaidOfflineUse`.
            reward_id (리워드 ID): The franchise's terms that apply at payment, such as `R0000000784`.
                For the actionType `PrepaidOfflineUse`. At most 20 characters.

        Raises:
            InvalidRequest: An argument is missing or malformed, such as prepaid_auth_yn `Y` without
                prepaid_amount.
            AlreadyDone: The merchant_uid has been registered before.
            Refused: PortOne refuses to register it.

        PGs:
            Only kcp_quick.

        V1: POST /kcpquick/prepare/{merchant_uid} (선불머니 거래 사전등록)
        """
        arguments = Arguments(
            {
                "merchant_uid": merchant_uid,
                "btid": btid,
                "cust_ip": cust_ip,
                "code_verifier": code_verifier,
                "prepaid_auth_yn": prepaid_auth_yn,
                "prepaid_amount": prepaid_amount,
                "vender_type": vender_type,
                "reward_id": reward_id,
            }
        )
        del code_verifier  # a traceback may print what a frame holds
        return await self.sender.send(Call(operations.CREATE_PREPARATION, nothing, arguments))

    async def update_preparation(
        self,
        merchant_uid: str,
        *,
        btid: str,
        cust_ip: str,
        code_verifier: str,
        prepaid_auth_yn: KcpQuickPrepaidAuth | None = None,
        prepaid_amount: Money | None = None,
        vender_type: KcpQuickVendorType | None = None,
        reward_id: str | None = None,
    ) -> None:
        """Change what is registered of an order that is to use KCP's prepaid money.

        Args:
            merchant_uid (고객사 주문번호): The merchant's identity of the order, as it was registered. At
                most 40 characters.
            btid (고객사 생성 거래등록번호): A number that the merchant makes for this registration. At most 20
                characters.
            cust_ip (고객 IP): The customer's IP address.
            code_verifier (요청자 검증 문자열): A random string by which the one who asks is verified. At
                most 200 characters.
            prepaid_auth_yn (선불머니 인증 여부): Whether the use of prepaid money is authenticated. Needed
                for the actionType `PrepaidAuth`; may be given for `Pay` and `PinCheck`. `Y` also
                needs `prepaid_amount`.
            prepaid_amount (선불머니 결제 금액): How much prepaid money is to be used, in won. Needed for
                the actionType `PrepaidAuth` and when `prepaid_auth_yn` is `Y`; may be given for
                `Pay` and `PinCheck`. In won. At most 999999999.
            vender_type (바코드 발급사): Who issues the barcode. For the actionType `PrepaidOfflineUse`.
            reward_id (리워드 ID): The franchise's terms that apply at payment, such as `R0000000784`.
                For the actionType `PrepaidOfflineUse`. At most 20 characters.

        Raises:
            InvalidRequest: An argument is missing or malformed, such as prepaid_auth_yn `Y` without
                prepaid_amount.
            NotFound: Nothing is registered under this merchant_uid.
            Refused: PortOne refuses to change it.

        PGs:
            Only kcp_quick.

        V1: PUT /kcpquick/prepare/{merchant_uid} (선불머니 거래 사전등록 수정)
        """
        arguments = Arguments(
            {
                "merchant_uid": merchant_uid,
                "btid": btid,
                "cust_ip": cust_ip,
                "code_verifier": code_verifier,
                "prepaid_auth_yn": prepaid_auth_yn,
                "prepaid_amount": prepaid_amount,
                "vender_type": vender_type,
                "reward_id": reward_id,
            }
        )
        del code_verifier  # a traceback may print what a frame holds
        return await self.sender.send(Call(operations.UPDATE_PREPARATION, nothing, arguments))

    async def pay_with_money(
        self,
        *,
        member_id: str,
        channel_key: str,
        merchant_uid: str,
        name: str,
        amount: Money,
        imp_uid: str,
        notice_url: str | None = None,
    ) -> Payment:
        """Charge the prepaid money of a member who has entered the PIN.

        Two identities are needed: `imp_uid` is that of the PIN check, `merchant_uid` that of the
        order to be paid.

        The PG may refuse with an error, or with an answer whose `status` is failed: both raise
        `Declined`.

        Args:
            member_id (KCP 선불머니 유저 아이디): The identity at Quick Pay of the member who pays. At most
                16 characters.
            channel_key (채널키): The Quick Pay channel that is to charge.
            merchant_uid (고객사 주문번호): The merchant's identity of the order to be paid. At most 40
                characters.
            name (주문명): What is bought. At most 40 characters.
            amount (결제금액): How much to charge, in won. In won.
            imp_uid (포트원 거래번호): PortOne's identity of the PIN check (`PinCheck`), not of the payment
                to be made.
            notice_url (웹훅 URL): The webhook that is told when the payment was made.

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            AlreadyDone: The order has been paid.
            Declined: The PG refuses the charge.
            Refused: PortOne refuses the charge for another reason.

        PGs:
            Only kcp_quick.

        V1: POST /kcpquick/payment/money (KCP 선불머니 결제)
        """
        arguments = {
            "member_id": member_id,
            "channel_key": channel_key,
            "merchant_uid": merchant_uid,
            "name": name,
            "amount": amount,
            "imp_uid": imp_uid,
            "notice_url": notice_url,
        }
        return await self.sender.send(Call(operations.PAY_WITH_MONEY, one(Payment), arguments))

    async def pay_with_autopay(
        self,
        *,
        customer_uid: str,
        merchant_uid: str,
        name: str,
        buyer_name: str,
        amount: Money,
        notice_url: str | None = None,
    ) -> Payment:
        """Charge an autopay key that was registered with Quick Pay.

        No customer is present. PortOne prepares the charge at KCP and approves it, both within this
        call.

        The PG may refuse with an error, or with an answer whose `status` is failed: both raise
        `Declined`.

        Args:
            customer_uid (빌링키): The billing key to which the autopay key belongs.
            merchant_uid (고객사 주문번호): The merchant's identity of the order, a new one for each. At
                most 40 characters.
            name (주문명): What is bought. At most 40 characters.
            buyer_name (주문자명): The customer's name. At most 20 characters.
            amount (결제금액): How much to charge, in won. In won.
            notice_url (웹훅 URL): The webhook that is told when the payment was made.

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            NotFound: The store has no autopay key of this customer_uid.
            AlreadyDone: The order has been paid.
            Declined: The PG refuses the charge.
            Refused: PortOne refuses the charge for another reason.

        PGs:
            Only kcp_quick.

        V1: POST /kcpquick/payment/autopay (KCP 퀵페이 자동결제)
        """
        arguments = {
            "customer_uid": customer_uid,
            "merchant_uid": merchant_uid,
            "name": name,
            "buyer_name": buyer_name,
            "amount": amount,
            "notice_url": notice_url,
        }
        return await self.sender.send(Call(operations.PAY_WITH_AUTOPAY, one(Payment), arguments))

    async def delete_autopay_key(self, customer_uid: str) -> DeletedAutopayKey:
        """Delete an autopay key.

        Args:
            customer_uid (빌링키): The billing key to which the autopay key belongs.

        Raises:
            NotFound: The store has no billing key of this customer_uid, or no autopay key belongs
                to it.
            ServerError: Something went wrong while the key was being deleted. Outcome unknown.
            Declined: The PG refuses to delete the key.
            Refused: PortOne refuses to delete the key for another reason.

        PGs:
            Only kcp_quick.

        V1: DELETE /kcpquick/autopay/{customer_uid} (KCP 퀵페이 자동결제 키 삭제)
        """
        arguments = {"customer_uid": customer_uid}
        return await self.sender.send(
            Call(operations.DELETE_AUTOPAY_KEY, one(DeletedAutopayKey), arguments)
        )

    async def delete_member(
        self, member_id: str, *, site_code: str, partner_type: str, partner_subtype: str
    ) -> KcpQuickMember:
        """Delete what is stored of a Quick Pay member, for good.

        The record is erased and cannot be brought back. The request must say `Accept:
        application/json`.

        Args:
            member_id (구매자 고유 아이디): The member's identity at Quick Pay.
            site_code (사이트 코드): KCP's site code with which the member was registered. At most 80
                characters.
            partner_type (파트너 타입): The partner type with which the member was registered. At most 80
                characters.
            partner_subtype (파트너 서브타입): The partner subtype with which the member was registered. At
                most 80 characters.

        Returns:
            The member who was deleted.

        Raises:
            NotFound: There is no such member.
            Declined: The PG refuses to delete the member.
            Refused: PortOne refuses to delete the member for another reason.

        PGs:
            Only kcp_quick.

        V1: DELETE /kcpquick/members/{member_id} (KCP 퀵페이 구매자 정보 삭제)
        """
        arguments = {
            "member_id": member_id,
            "site_code": site_code,
            "partner_type": partner_type,
            "partner_subtype": partner_subtype,
        }
        return await self.sender.send(
            Call(operations.DELETE_MEMBER, one(KcpQuickMember), arguments)
        )

    async def release_fido(self, member_id: str, *, channel_key: str) -> ReleasedFido:
        """Stop a member's use of biometrics (FIDO).

        When KCP refuses, its own code and message stand in `error`, beside the envelope's fields.

        Args:
            member_id (회원 고유 아이디): The member's identity at Quick Pay.
            channel_key (채널키): The Quick Pay channel of the member.

        Returns:
            The member whose biometrics were released.

        Raises:
            InvalidRequest: channel_key is missing, unknown or that of another PG.
            ServerError: PortOne has trouble in talking to KCP. Outcome unknown.
            Declined: KCP refuses to release it.
            Refused: PortOne or KCP refuses to release it.

        PGs:
            Only kcp_quick.

        V1: POST /kcpquick/members/{member_id}/fido/release (KCP 퀵페이 생체인증 사용 해제)
        """
        arguments = {"member_id": member_id, "channel_key": channel_key}
        return await self.sender.send(Call(operations.RELEASE_FIDO, one(ReleasedFido), arguments))
