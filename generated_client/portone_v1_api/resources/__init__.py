# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""All resources, as attributes that import a resource's module when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from ..calls import AsyncSender, Sender

if TYPE_CHECKING:
    from .auth import AsyncAuth, Auth
    from .billing_keys import AsyncBillingKeys, BillingKeys
    from .payments import AsyncPayments, Payments
    from .subscribe import AsyncSubscribe, Subscribe

S = TypeVar("S", bound=Sender)
A = TypeVar("A", bound=AsyncSender)


class Resources(Generic[S]):
    """Every resource."""

    sender: S

    @cached_property
    def auth(self) -> Auth:
        """Access tokens. (인증)"""
        from .auth import Auth

        return Auth(self.sender)

    @cached_property
    def payments(self) -> Payments:
        """Look up payments and cancel them. (결제)"""
        from .payments import Payments

        return Payments(self.sender)

    @cached_property
    def subscribe(self) -> Subscribe:
        """Charge cards and billing keys, now or on a schedule. (비인증 결제)"""
        from .subscribe import Subscribe

        return Subscribe(self.sender)

    @cached_property
    def billing_keys(self) -> BillingKeys:
        """Stored means of payment. (빌링키)"""
        from .billing_keys import BillingKeys

        return BillingKeys(self.sender)


class AsyncResources(Generic[A]):
    """Every resource, to be awaited."""

    sender: A

    @cached_property
    def auth(self) -> AsyncAuth:
        """Access tokens. (인증)"""
        from .auth import AsyncAuth

        return AsyncAuth(self.sender)

    @cached_property
    def payments(self) -> AsyncPayments:
        """Look up payments and cancel them. (결제)"""
        from .payments import AsyncPayments

        return AsyncPayments(self.sender)

    @cached_property
    def subscribe(self) -> AsyncSubscribe:
        """Charge cards and billing keys, now or on a schedule. (비인증 결제)"""
        from .subscribe import AsyncSubscribe

        return AsyncSubscribe(self.sender)

    @cached_property
    def billing_keys(self) -> AsyncBillingKeys:
        """Stored means of payment. (빌링키)"""
        from .billing_keys import AsyncBillingKeys

        return AsyncBillingKeys(self.sender)
