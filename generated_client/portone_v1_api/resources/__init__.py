# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""All resources, as attributes that import a resource's module when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ..calls import AsyncSender, Sender

if TYPE_CHECKING:
    from .auth import AsyncAuth, Auth
    from .payments import AsyncPayments, Payments


class Resources:
    """Every resource."""

    sender: Sender

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


class AsyncResources:
    """Every resource, to be awaited."""

    sender: AsyncSender

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
