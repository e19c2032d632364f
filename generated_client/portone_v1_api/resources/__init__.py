# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""All resources, as attributes that import a resource's module when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from ..calls import AsyncSender, Sender

if TYPE_CHECKING:
    from .auth import AsyncAuth, Auth
    from .benepia import AsyncBenepia, Benepia
    from .billing_keys import AsyncBillingKeys, BillingKeys
    from .cash_receipts import AsyncCashReceipts, CashReceipts
    from .certifications import AsyncCertifications, Certifications
    from .codes import AsyncCodes, Codes
    from .cvs import AsyncCvs, Cvs
    from .escrows import AsyncEscrows, Escrows
    from .kakao import AsyncKakao, Kakao
    from .kcpquick import AsyncKcpquick, Kcpquick
    from .naver import AsyncNaver, Naver
    from .partners import AsyncPartners, Partners
    from .payco import AsyncPayco, Payco
    from .payments import AsyncPayments, Payments
    from .paymentwall import AsyncPaymentwall, Paymentwall
    from .preparations import AsyncPreparations, Preparations
    from .subscribe import AsyncSubscribe, Subscribe
    from .tiers import AsyncTiers, Tiers
    from .users import AsyncUsers, Users
    from .vbanks import AsyncVbanks, Vbanks

S = TypeVar("S", bound=Sender)
A = TypeVar("A", bound=AsyncSender)


class Resources(Generic[S]):
    """Every resource."""

    sender: S

    @property
    def auth(self) -> Auth:
        """Access tokens. (인증)"""
        from .auth import Auth

        return Auth(self.sender)

    @property
    def payments(self) -> Payments:
        """Look up payments and cancel them. (결제)"""
        from .payments import Payments

        return Payments(self.sender)

    @property
    def preparations(self) -> Preparations:
        """Register the amount of an order before it is paid. (사전등록)"""
        from .preparations import Preparations

        return Preparations(self.sender)

    @property
    def subscribe(self) -> Subscribe:
        """Charge cards and billing keys, now or on a schedule. (비인증 결제)"""
        from .subscribe import Subscribe

        return Subscribe(self.sender)

    @property
    def billing_keys(self) -> BillingKeys:
        """Stored means of payment. (빌링키)"""
        from .billing_keys import BillingKeys

        return BillingKeys(self.sender)

    @property
    def vbanks(self) -> Vbanks:
        """Virtual accounts into which customers transfer money. (가상계좌)"""
        from .vbanks import Vbanks

        return Vbanks(self.sender)

    @property
    def certifications(self) -> Certifications:
        """Identity verification by phone. (본인인증)"""
        from .certifications import Certifications

        return Certifications(self.sender)

    @property
    def cash_receipts(self) -> CashReceipts:
        """Cash receipts for tax purposes. (현금영수증)"""
        from .cash_receipts import CashReceipts

        return CashReceipts(self.sender)

    @property
    def escrows(self) -> Escrows:
        """Shipping details of escrow payments. (에스크로)"""
        from .escrows import Escrows

        return Escrows(self.sender)

    @property
    def codes(self) -> Codes:
        """Standard codes of card issuers and banks. (표준코드)"""
        from .codes import Codes

        return Codes(self.sender)

    @property
    def naver(self) -> Naver:
        """Naver Pay product orders. (네이버페이)"""
        from .naver import Naver

        return Naver(self.sender)

    @property
    def kakao(self) -> Kakao:
        """Kakao Pay orders. (카카오페이)"""
        from .kakao import Kakao

        return Kakao(self.sender)

    @property
    def payco(self) -> Payco:
        """PAYCO orders. (페이코)"""
        from .payco import Payco

        return Payco(self.sender)

    @property
    def paymentwall(self) -> Paymentwall:
        """Paymentwall deliveries. (페이먼트월)"""
        from .paymentwall import Paymentwall

        return Paymentwall(self.sender)

    @property
    def kcpquick(self) -> Kcpquick:
        """KCP Quick Pay. (KCP 퀵페이)"""
        from .kcpquick import Kcpquick

        return Kcpquick(self.sender)

    @property
    def benepia(self) -> Benepia:
        """Benepia points. (베네피아)"""
        from .benepia import Benepia

        return Benepia(self.sender)

    @property
    def cvs(self) -> Cvs:
        """Payments at convenience stores. (편의점 결제)"""
        from .cvs import Cvs

        return Cvs(self.sender)

    @property
    def users(self) -> Users:
        """The merchant's own settings. (고객사)"""
        from .users import Users

        return Users(self.sender)

    @property
    def tiers(self) -> Tiers:
        """Sub-merchants of an agency. (하위상점)"""
        from .tiers import Tiers

        return Tiers(self.sender)

    @property
    def partners(self) -> Partners:
        """Receipts of the sub-merchants in one payment. (파트너)"""
        from .partners import Partners

        return Partners(self.sender)


class AsyncResources(Generic[A]):
    """Every resource, to be awaited."""

    sender: A

    @property
    def auth(self) -> AsyncAuth:
        """Access tokens. (인증)"""
        from .auth import AsyncAuth

        return AsyncAuth(self.sender)

    @property
    def payments(self) -> AsyncPayments:
        """Look up payments and cancel them. (결제)"""
        from .payments import AsyncPayments

        return AsyncPayments(self.sender)

    @property
    def preparations(self) -> AsyncPreparations:
        """Register the amount of an order before it is paid. (사전등록)"""
        from .preparations import AsyncPreparations

        return AsyncPreparations(self.sender)

    @property
    def subscribe(self) -> AsyncSubscribe:
        """Charge cards and billing keys, now or on a schedule. (비인증 결제)"""
        from .subscribe import AsyncSubscribe

        return AsyncSubscribe(self.sender)

    @property
    def billing_keys(self) -> AsyncBillingKeys:
        """Stored means of payment. (빌링키)"""
        from .billing_keys import AsyncBillingKeys

        return AsyncBillingKeys(self.sender)

    @property
    def vbanks(self) -> AsyncVbanks:
        """Virtual accounts into which customers transfer money. (가상계좌)"""
        from .vbanks import AsyncVbanks

        return AsyncVbanks(self.sender)

    @property
    def certifications(self) -> AsyncCertifications:
        """Identity verification by phone. (본인인증)"""
        from .certifications import AsyncCertifications

        return AsyncCertifications(self.sender)

    @property
    def cash_receipts(self) -> AsyncCashReceipts:
        """Cash receipts for tax purposes. (현금영수증)"""
        from .cash_receipts import AsyncCashReceipts

        return AsyncCashReceipts(self.sender)

    @property
    def escrows(self) -> AsyncEscrows:
        """Shipping details of escrow payments. (에스크로)"""
        from .escrows import AsyncEscrows

        return AsyncEscrows(self.sender)

    @property
    def codes(self) -> AsyncCodes:
        """Standard codes of card issuers and banks. (표준코드)"""
        from .codes import AsyncCodes

        return AsyncCodes(self.sender)

    @property
    def naver(self) -> AsyncNaver:
        """Naver Pay product orders. (네이버페이)"""
        from .naver import AsyncNaver

        return AsyncNaver(self.sender)

    @property
    def kakao(self) -> AsyncKakao:
        """Kakao Pay orders. (카카오페이)"""
        from .kakao import AsyncKakao

        return AsyncKakao(self.sender)

    @property
    def payco(self) -> AsyncPayco:
        """PAYCO orders. (페이코)"""
        from .payco import AsyncPayco

        return AsyncPayco(self.sender)

    @property
    def paymentwall(self) -> AsyncPaymentwall:
        """Paymentwall deliveries. (페이먼트월)"""
        from .paymentwall import AsyncPaymentwall

        return AsyncPaymentwall(self.sender)

    @property
    def kcpquick(self) -> AsyncKcpquick:
        """KCP Quick Pay. (KCP 퀵페이)"""
        from .kcpquick import AsyncKcpquick

        return AsyncKcpquick(self.sender)

    @property
    def benepia(self) -> AsyncBenepia:
        """Benepia points. (베네피아)"""
        from .benepia import AsyncBenepia

        return AsyncBenepia(self.sender)

    @property
    def cvs(self) -> AsyncCvs:
        """Payments at convenience stores. (편의점 결제)"""
        from .cvs import AsyncCvs

        return AsyncCvs(self.sender)

    @property
    def users(self) -> AsyncUsers:
        """The merchant's own settings. (고객사)"""
        from .users import AsyncUsers

        return AsyncUsers(self.sender)

    @property
    def tiers(self) -> AsyncTiers:
        """Sub-merchants of an agency. (하위상점)"""
        from .tiers import AsyncTiers

        return AsyncTiers(self.sender)

    @property
    def partners(self) -> AsyncPartners:
        """Receipts of the sub-merchants in one payment. (파트너)"""
        from .partners import AsyncPartners

        return AsyncPartners(self.sender)
