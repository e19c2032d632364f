# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""KCP Quick Pay. (KCP 퀵페이)"""

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
            merchant_uid: The merchant's identity of the order. At most 40 characters. (고객사 주문번호)
            btid: A number that the merchant makes for this registration. At most 20 characters.
                (고객사 생성 거래등록번호)
            cust_ip: The customer's IP address. (고객 IP)
            code_verifier: A random string by which the one who asks is verified. At most 200
                characters. (요청자 검증 문자열)
            prepaid_auth_yn: Whether the use of prepaid money is authenticated. Needed for the
                actionType `PrepaidAuth`; may be given for `Pay` and `PinCheck`. `Y` also needs
                `prepaid_amount`. (선불머니 인증 여부)
            prepaid_amount: How much prepaid money is to be used, in won. Needed for the actionType
                `PrepaidAuth` and when `prepaid_auth_yn` is `Y`; may be given for `Pay` and
                `PinCheck`. In won. At most 999999999. (선불머니 결제 금액)
            vender_type: Who issues the barcode. For the actionType `PrepaidOfflineUse`. (바코드 발급사)
            reward_id: The franchise's terms that apply at payment, such as `R0000000784`. For the
                actionType `PrepaidOfflineUse`. At most 20 characters. (리워드 ID)

        Returns:
            It is registered.

        Raises:
            InvalidRequest: Outcome rejected: an argument is missing or malformed, such as
                prepaid_auth_yn `Y` without prepaid_amount.
            AlreadyDone: Outcome rejected: the merchant_uid has been registered before.
            Refused: Outcome rejected: PortOne refuses to register it.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotFound, NotSupported, Conflict, RateLimited:
                Outcome rejected, as for every operation.

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
            merchant_uid: The merchant's identity of the order, as it was registered. At most 40
                characters. (고객사 주문번호)
            btid: A number that the merchant makes for this registration. At most 20 characters.
                (고객사 생성 거래등록번호)
            cust_ip: The customer's IP address. (고객 IP)
            code_verifier: A random string by which the one who asks is verified. At most 200
                characters. (요청자 검증 문자열)
            prepaid_auth_yn: Whether the use of prepaid money is authenticated. Needed for the
                actionType `PrepaidAuth`; may be given for `Pay` and `PinCheck`. `Y` also needs
                `prepaid_amount`. (선불머니 인증 여부)
            prepaid_amount: How much prepaid money is to be used, in won. Needed for the actionType
                `PrepaidAuth` and when `prepaid_auth_yn` is `Y`; may be given for `Pay` and
                `PinCheck`. In won. At most 999999999. (선불머니 결제 금액)
            vender_type: Who issues the barcode. For the actionType `PrepaidOfflineUse`. (바코드 발급사)
            reward_id: The franchise's terms that apply at payment, such as `R0000000784`. For the
                actionType `PrepaidOfflineUse`. At most 20 characters. (리워드 ID)

        Returns:
            It is changed.

        Raises:
            InvalidRequest: Outcome rejected: an argument is missing or malformed, such as
                prepaid_auth_yn `Y` without prepaid_amount.
            NotFound: Outcome rejected: nothing is registered under this merchant_uid.
            Refused: Outcome rejected: PortOne refuses to change it.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, Conflict, RateLimited: Outcome
                rejected, as for every operation.

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
            member_id: The identity at Quick Pay of the member who pays. At most 16 characters. (KCP
                선불머니 유저 아이디)
            channel_key: The Quick Pay channel that is to charge. (채널키)
            merchant_uid: The merchant's identity of the order to be paid. At most 40 characters.
                (고객사 주문번호)
            name: What is bought. At most 40 characters. (주문명)
            amount: How much to charge, in won. In won. (결제금액)
            imp_uid: PortOne's identity of the PIN check (`PinCheck`), not of the payment to be
                made. (포트원 거래번호)
            notice_url: The webhook that is told when the payment was made. (웹훅 URL)

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            AlreadyDone: Outcome rejected: the order has been paid.
            Declined: Outcome rejected: the PG refuses the charge.
            Refused: Outcome rejected: PortOne refuses the charge for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotFound, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only kcp_quick.

        V1: POST /kcpquick/payment/money (KCP 선불머니 결제)
        """
        return self.sender.send(
            Call(
                operations.PAY_WITH_MONEY,
                one(Payment),
                {
                    "member_id": member_id,
                    "channel_key": channel_key,
                    "merchant_uid": merchant_uid,
                    "name": name,
                    "amount": amount,
                    "imp_uid": imp_uid,
                    "notice_url": notice_url,
                },
            )
        )

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
            customer_uid: The billing key to which the autopay key belongs. (빌링키)
            merchant_uid: The merchant's identity of the order, a new one for each. At most 40
                characters. (고객사 주문번호)
            name: What is bought. At most 40 characters. (주문명)
            buyer_name: The customer's name. At most 20 characters. (주문자명)
            amount: How much to charge, in won. In won. (결제금액)
            notice_url: The webhook that is told when the payment was made. (웹훅 URL)

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            NotFound: Outcome rejected: the store has no autopay key of this customer_uid.
            AlreadyDone: Outcome rejected: the order has been paid.
            Declined: Outcome rejected: the PG refuses the charge.
            Refused: Outcome rejected: PortOne refuses the charge for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only kcp_quick.

        V1: POST /kcpquick/payment/autopay (KCP 퀵페이 자동결제)
        """
        return self.sender.send(
            Call(
                operations.PAY_WITH_AUTOPAY,
                one(Payment),
                {
                    "customer_uid": customer_uid,
                    "merchant_uid": merchant_uid,
                    "name": name,
                    "buyer_name": buyer_name,
                    "amount": amount,
                    "notice_url": notice_url,
                },
            )
        )

    def delete_autopay_key(self, customer_uid: str) -> DeletedAutopayKey:
        """Delete an autopay key.

        Args:
            customer_uid: The billing key to which the autopay key belongs. (빌링키)

        Returns:
            The key that was deleted.

        Raises:
            NotFound: Outcome rejected: the store has no billing key of this customer_uid, or no
                autopay key belongs to it.
            ServerError: Outcome unknown: something went wrong while the key was being deleted.
            Declined: Outcome rejected: the PG refuses to delete the key.
            Refused: Outcome rejected: PortOne refuses to delete the key for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only kcp_quick.

        V1: DELETE /kcpquick/autopay/{customer_uid} (KCP 퀵페이 자동결제 키 삭제)
        """
        return self.sender.send(
            Call(
                operations.DELETE_AUTOPAY_KEY,
                one(DeletedAutopayKey),
                {"customer_uid": customer_uid},
            )
        )

    def delete_member(
        self, member_id: str, *, site_code: str, partner_type: str, partner_subtype: str
    ) -> KcpQuickMember:
        """Delete what is stored of a Quick Pay member, for good.

        The record is erased and cannot be brought back. The request must say `Accept:
        application/json`.

        Args:
            member_id: The member's identity at Quick Pay. (구매자 고유 아이디)
            site_code: KCP's site code with which the member was registered. At most 80 characters.
                (사이트 코드)
            partner_type: The partner type with which the member was registered. At most 80
                characters. (파트너 타입)
            partner_subtype: The partner subtype with which the member was registered. At most 80
                characters. (파트너 서브타입)

        Returns:
            The member who was deleted.

        Raises:
            NotFound: Outcome rejected: there is no such member.
            Declined: Outcome rejected: the PG refuses to delete the member.
            Refused: Outcome rejected: PortOne refuses to delete the member for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only kcp_quick.

        V1: DELETE /kcpquick/members/{member_id} (KCP 퀵페이 구매자 정보 삭제)
        """
        return self.sender.send(
            Call(
                operations.DELETE_MEMBER,
                one(KcpQuickMember),
                {
                    "member_id": member_id,
                    "site_code": site_code,
                    "partner_type": partner_type,
                    "partner_subtype": partner_subtype,
                },
            )
        )

    def release_fido(self, member_id: str, *, channel_key: str) -> ReleasedFido:
        """Stop a member's use of biometrics (FIDO).

        When KCP refuses, its own code and message stand in `error`, beside the envelope's fields.

        Args:
            member_id: The member's identity at Quick Pay. (회원 고유 아이디)
            channel_key: The Quick Pay channel of the member. (채널키)

        Returns:
            The member whose biometrics were released.

        Raises:
            InvalidRequest: Outcome rejected: channel_key is missing, unknown or that of another PG.
            ServerError: Outcome unknown: PortOne has trouble in talking to KCP.
            Declined: Outcome rejected: KCP refuses to release it.
            Refused: Outcome rejected: PortOne or KCP refuses to release it.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotFound, NotSupported, Conflict, RateLimited:
                Outcome rejected, as for every operation.

        PGs:
            Only kcp_quick.

        V1: POST /kcpquick/members/{member_id}/fido/release (KCP 퀵페이 생체인증 사용 해제)
        """
        return self.sender.send(
            Call(
                operations.RELEASE_FIDO,
                one(ReleasedFido),
                {"member_id": member_id, "channel_key": channel_key},
            )
        )


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
            merchant_uid: The merchant's identity of the order. At most 40 characters. (고객사 주문번호)
            btid: A number that the merchant makes for this registration. At most 20 characters.
                (고객사 생성 거래등록번호)
            cust_ip: The customer's IP address. (고객 IP)
            code_verifier: A random string by which the one who asks is verified. At most 200
                characters. (요청자 검증 문자열)
            prepaid_auth_yn: Whether the use of prepaid money is authenticated. Needed for the
                actionType `PrepaidAuth`; may be given for `Pay` and `PinCheck`. `Y` also needs
                `prepaid_amount`. (선불머니 인증 여부)
            prepaid_amount: How much prepaid money is to be used, in won. Needed for the actionType
                `PrepaidAuth` and when `prepaid_auth_yn` is `Y`; may be given for `Pay` and
                `PinCheck`. In won. At most 999999999. (선불머니 결제 금액)
            vender_type: Who issues the barcode. For the actionType `PrepaidOfflineUse`. (바코드 발급사)
            reward_id: The franchise's terms that apply at payment, such as `R0000000784`. For the
                actionType `PrepaidOfflineUse`. At most 20 characters. (리워드 ID)

        Returns:
            It is registered.

        Raises:
            InvalidRequest: Outcome rejected: an argument is missing or malformed, such as
                prepaid_auth_yn `Y` without prepaid_amount.
            AlreadyDone: Outcome rejected: the merchant_uid has been registered before.
            Refused: Outcome rejected: PortOne refuses to register it.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotFound, NotSupported, Conflict, RateLimited:
                Outcome rejected, as for every operation.

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
            merchant_uid: The merchant's identity of the order, as it was registered. At most 40
                characters. (고객사 주문번호)
            btid: A number that the merchant makes for this registration. At most 20 characters.
                (고객사 생성 거래등록번호)
            cust_ip: The customer's IP address. (고객 IP)
            code_verifier: A random string by which the one who asks is verified. At most 200
                characters. (요청자 검증 문자열)
            prepaid_auth_yn: Whether the use of prepaid money is authenticated. Needed for the
                actionType `PrepaidAuth`; may be given for `Pay` and `PinCheck`. `Y` also needs
                `prepaid_amount`. (선불머니 인증 여부)
            prepaid_amount: How much prepaid money is to be used, in won. Needed for the actionType
                `PrepaidAuth` and when `prepaid_auth_yn` is `Y`; may be given for `Pay` and
                `PinCheck`. In won. At most 999999999. (선불머니 결제 금액)
            vender_type: Who issues the barcode. For the actionType `PrepaidOfflineUse`. (바코드 발급사)
            reward_id: The franchise's terms that apply at payment, such as `R0000000784`. For the
                actionType `PrepaidOfflineUse`. At most 20 characters. (리워드 ID)

        Returns:
            It is changed.

        Raises:
            InvalidRequest: Outcome rejected: an argument is missing or malformed, such as
                prepaid_auth_yn `Y` without prepaid_amount.
            NotFound: Outcome rejected: nothing is registered under this merchant_uid.
            Refused: Outcome rejected: PortOne refuses to change it.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotSupported, Conflict, RateLimited: Outcome
                rejected, as for every operation.

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
            member_id: The identity at Quick Pay of the member who pays. At most 16 characters. (KCP
                선불머니 유저 아이디)
            channel_key: The Quick Pay channel that is to charge. (채널키)
            merchant_uid: The merchant's identity of the order to be paid. At most 40 characters.
                (고객사 주문번호)
            name: What is bought. At most 40 characters. (주문명)
            amount: How much to charge, in won. In won. (결제금액)
            imp_uid: PortOne's identity of the PIN check (`PinCheck`), not of the payment to be
                made. (포트원 거래번호)
            notice_url: The webhook that is told when the payment was made. (웹훅 URL)

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            AlreadyDone: Outcome rejected: the order has been paid.
            Declined: Outcome rejected: the PG refuses the charge.
            Refused: Outcome rejected: PortOne refuses the charge for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotFound, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only kcp_quick.

        V1: POST /kcpquick/payment/money (KCP 선불머니 결제)
        """
        return await self.sender.send(
            Call(
                operations.PAY_WITH_MONEY,
                one(Payment),
                {
                    "member_id": member_id,
                    "channel_key": channel_key,
                    "merchant_uid": merchant_uid,
                    "name": name,
                    "amount": amount,
                    "imp_uid": imp_uid,
                    "notice_url": notice_url,
                },
            )
        )

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
            customer_uid: The billing key to which the autopay key belongs. (빌링키)
            merchant_uid: The merchant's identity of the order, a new one for each. At most 40
                characters. (고객사 주문번호)
            name: What is bought. At most 40 characters. (주문명)
            buyer_name: The customer's name. At most 20 characters. (주문자명)
            amount: How much to charge, in won. In won. (결제금액)
            notice_url: The webhook that is told when the payment was made. (웹훅 URL)

        Returns:
            The payment. If the charge fails, the call raises `Declined` instead.

        Raises:
            NotFound: Outcome rejected: the store has no autopay key of this customer_uid.
            AlreadyDone: Outcome rejected: the order has been paid.
            Declined: Outcome rejected: the PG refuses the charge.
            Refused: Outcome rejected: PortOne refuses the charge for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only kcp_quick.

        V1: POST /kcpquick/payment/autopay (KCP 퀵페이 자동결제)
        """
        return await self.sender.send(
            Call(
                operations.PAY_WITH_AUTOPAY,
                one(Payment),
                {
                    "customer_uid": customer_uid,
                    "merchant_uid": merchant_uid,
                    "name": name,
                    "buyer_name": buyer_name,
                    "amount": amount,
                    "notice_url": notice_url,
                },
            )
        )

    async def delete_autopay_key(self, customer_uid: str) -> DeletedAutopayKey:
        """Delete an autopay key.

        Args:
            customer_uid: The billing key to which the autopay key belongs. (빌링키)

        Returns:
            The key that was deleted.

        Raises:
            NotFound: Outcome rejected: the store has no billing key of this customer_uid, or no
                autopay key belongs to it.
            ServerError: Outcome unknown: something went wrong while the key was being deleted.
            Declined: Outcome rejected: the PG refuses to delete the key.
            Refused: Outcome rejected: PortOne refuses to delete the key for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only kcp_quick.

        V1: DELETE /kcpquick/autopay/{customer_uid} (KCP 퀵페이 자동결제 키 삭제)
        """
        return await self.sender.send(
            Call(
                operations.DELETE_AUTOPAY_KEY,
                one(DeletedAutopayKey),
                {"customer_uid": customer_uid},
            )
        )

    async def delete_member(
        self, member_id: str, *, site_code: str, partner_type: str, partner_subtype: str
    ) -> KcpQuickMember:
        """Delete what is stored of a Quick Pay member, for good.

        The record is erased and cannot be brought back. The request must say `Accept:
        application/json`.

        Args:
            member_id: The member's identity at Quick Pay. (구매자 고유 아이디)
            site_code: KCP's site code with which the member was registered. At most 80 characters.
                (사이트 코드)
            partner_type: The partner type with which the member was registered. At most 80
                characters. (파트너 타입)
            partner_subtype: The partner subtype with which the member was registered. At most 80
                characters. (파트너 서브타입)

        Returns:
            The member who was deleted.

        Raises:
            NotFound: Outcome rejected: there is no such member.
            Declined: Outcome rejected: the PG refuses to delete the member.
            Refused: Outcome rejected: PortOne refuses to delete the member for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        PGs:
            Only kcp_quick.

        V1: DELETE /kcpquick/members/{member_id} (KCP 퀵페이 구매자 정보 삭제)
        """
        return await self.sender.send(
            Call(
                operations.DELETE_MEMBER,
                one(KcpQuickMember),
                {
                    "member_id": member_id,
                    "site_code": site_code,
                    "partner_type": partner_type,
                    "partner_subtype": partner_subtype,
                },
            )
        )

    async def release_fido(self, member_id: str, *, channel_key: str) -> ReleasedFido:
        """Stop a member's use of biometrics (FIDO).

        When KCP refuses, its own code and message stand in `error`, beside the envelope's fields.

        Args:
            member_id: The member's identity at Quick Pay. (회원 고유 아이디)
            channel_key: The Quick Pay channel of the member. (채널키)

        Returns:
            The member whose biometrics were released.

        Raises:
            InvalidRequest: Outcome rejected: channel_key is missing, unknown or that of another PG.
            ServerError: Outcome unknown: PortOne has trouble in talking to KCP.
            Declined: Outcome rejected: KCP refuses to release it.
            Refused: Outcome rejected: PortOne or KCP refuses to release it.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, PermissionDenied, NotFound, NotSupported, Conflict, RateLimited:
                Outcome rejected, as for every operation.

        PGs:
            Only kcp_quick.

        V1: POST /kcpquick/members/{member_id}/fido/release (KCP 퀵페이 생체인증 사용 해제)
        """
        return await self.sender.send(
            Call(
                operations.RELEASE_FIDO,
                one(ReleasedFido),
                {"member_id": member_id, "channel_key": channel_key},
            )
        )
