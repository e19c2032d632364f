"""Read back what a webhook is about: `portone.webhook`."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from ..errors import InvalidWebhook
from .changes import Changes, KnownState, compare, unreadable
from .events import Event
from .reading import Unreadable, flag, text

if TYPE_CHECKING:
    from portone_v1_api.models.payments import Payment

    from ..client import AsyncPortOne, PortOne

T = TypeVar("T")

TierOf = Callable[[Event], str | None]
"""Tells for which sub-merchant an event is: the body of a webhook names none."""


class WebhookReader:
    """Reads payments back for webhooks, and tells what is new in them."""

    def __init__(self, client: PortOne) -> None:
        self._client = client

    def read(
        self, event: Event, *, tier_of: TierOf | None = None, include_sandbox: bool = False
    ) -> Payment:
        """The payment that `event` is about, as it is now.

        Args:
            event: The event; of it only the identities count.
            tier_of: For an agency: tells the sub-merchant of an event, such as by its merchant_uid; None is
                the parent store. Left out, the client's own tier.
            include_sandbox: Whether payments of test channels are read too.

        Returns:
            The payment. `compare` tells what is new in it.

        Raises:
            InvalidWebhook: The payment is of another order than the event says: somebody made it up. Or the
                event names no payment.
            NotFound: Outcome rejected: there is no such payment in this store. The event was made up, or is
                about a payment of another sub-merchant or of a test channel. Answer 200, unless the event is a
                question.
            PortOneError: What `payments.get` raises. Answer 500, so that PortOne sends the event again.
        """
        client = self._client
        if tier_of is not None:
            client = client.with_options(tier=_function(tier_of)(event))
        payment = client.payments.get(_imp_uid(event), include_sandbox=include_sandbox or None)
        return _agreeing(event, payment, include_sandbox)

    def handle(
        self,
        event: Event,
        known: KnownState | None,
        *,
        tier_of: TierOf | None = None,
        include_sandbox: bool = False,
    ) -> Changes:
        """What is new in the payment of `event` since `known`: `read` and `compare` in one.

        `known` is loaded before the payment is read, so nobody else may change it until the next one is
        stored: lock it, or store the next one only while `known` still stands there, else handle it again.

        Args:
            event: The event.
            known: The state that the merchant stored last for this imp_uid; None when it has none.
            tier_of: See `read`.
            include_sandbox: See `read`.

        Raises:
            ConfigurationError: Outcome not_sent: `known` is that of another payment.
            PortOneError: What `read` raises.
        """
        payment = self.read(event, tier_of=tier_of, include_sandbox=include_sandbox)
        return compare(payment, known)


class AsyncWebhookReader:
    """Reads payments back for webhooks, and tells what is new in them; to be awaited."""

    def __init__(self, client: AsyncPortOne) -> None:
        self._client = client

    async def read(
        self,
        event: Event,
        *,
        tier_of: TierOf | Callable[[Event], Awaitable[str | None]] | None = None,
        include_sandbox: bool = False,
    ) -> Payment:
        """The payment that `event` is about; see `WebhookReader.read`. `tier_of` may be a coroutine function."""
        client = self._client
        if tier_of is not None:
            found = _function(tier_of)(event)
            tier = await found if inspect.isawaitable(found) else found
            client = client.with_options(tier=tier)
        payment = await client.payments.get(
            _imp_uid(event), include_sandbox=include_sandbox or None
        )
        return _agreeing(event, payment, include_sandbox)

    async def handle(
        self,
        event: Event,
        known: KnownState | None,
        *,
        tier_of: TierOf | Callable[[Event], Awaitable[str | None]] | None = None,
        include_sandbox: bool = False,
    ) -> Changes:
        """What is new in the payment of `event` since `known`; see `WebhookReader.handle`."""
        payment = await self.read(event, tier_of=tier_of, include_sandbox=include_sandbox)
        return compare(payment, known)


def _function(tier_of: T) -> T:
    if not callable(tier_of):
        raise TypeError(
            'tier_of must be a function that returns the tier of an event, such as lambda event: "AB1", '
            f"not {type(tier_of).__name__}"
        )
    return tier_of


def _imp_uid(event: object) -> str:
    if not isinstance(event, Event):
        raise TypeError(f"event must be what webhook.parse returns, not {type(event).__name__}")
    if event.imp_uid is None:
        raise InvalidWebhook("imp_uid", "is missing: this event is not about a payment")
    return event.imp_uid


def _agreeing(event: Event, payment: Payment, include_sandbox: bool) -> Payment:
    try:
        if text(payment, "imp_uid") != event.imp_uid:
            raise Unreadable("imp_uid", "is of another payment than was asked for")
        if not include_sandbox and flag(payment, "sandbox"):
            raise Unreadable("sandbox", "is true, although test payments were not asked for")
        merchant_uid = text(payment, "merchant_uid")
    except Unreadable as problem:
        raise unreadable(event.imp_uid, problem) from None
    # Whoever has paid for a cheap order could name a dear one beside its imp_uid.
    if event.merchant_uid not in (None, merchant_uid):
        raise InvalidWebhook("merchant_uid", "is not the one of the payment")
    return payment
