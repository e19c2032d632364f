"""Payments by any PG and pay method, as if customers had made them in its pay window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields as fields_of
from decimal import Decimal
from typing import Any, Protocol

from portone_v1_emulator import Emulator
from portone_v1_emulator.core.context import RequestContext
from portone_v1_emulator.core.records import Payment
from portone_v1_emulator.pgs import channels
from portone_v1_emulator.pgs.answers import Verdict
from portone_v1_emulator.pgs.providers import pg
from portone_v1_emulator.shops import charging

_OF_THE_ORDER = frozenset(field.name for field in fields_of(charging.Order))


class HasEmulator(Protocol):
    """A shop at an emulator."""

    @property
    def emulator(self) -> Emulator: ...


@contextmanager
def context_of(shop: HasEmulator, tier: str | None = None) -> Iterator[RequestContext]:
    """The shop at this moment: what is done with it in here happens together, and its webhooks leave."""
    state, clock = shop.emulator.state, shop.emulator.clock
    with state.store.transaction():
        context = RequestContext.of(state, shop.emulator.api_key, tier, clock.now())
        assert context is not None
        yield context
        webhooks = state.webhooks.collect()
    state.webhooks.leave(webhooks)
    state.alarm.wake()


def paid_by(
    shop: HasEmulator,
    provider: str,
    pay_method: str | None = None,
    *,
    tier: str | None = None,
    **fields: Any,
) -> Payment:
    """A payment that a customer has just made with `provider`, by its first pay method unless one is given.

    `fields` are those of an order (`amount`, `name`, …) or of a payment (`card`, `escrow`, …).
    """
    with context_of(shop, tier) as context:
        payment = begun_by(context, provider, pay_method, **fields)
        return charging.conclude(context, payment, Verdict())


def begun_by(
    context: RequestContext, provider: str, pay_method: str | None = None, **fields: Any
) -> Payment:
    """A payment that a customer has begun with `provider`. It is not kept."""
    channel = fields.pop("channel", None) or channels.by_pg(context.account.channels, provider)
    assert channel is not None, f"the merchant has no channel of {provider}"
    given = {name: fields.pop(name) for name in fields.keys() & _OF_THE_ORDER}
    amount = Decimal(given.pop("amount", 10_000))
    merchant_uid = given.pop("merchant_uid", f"order-{context.next_number()}")
    order = charging.Order(merchant_uid, amount, **given)
    how = {"via": "pc", "pay_method": pay_method or pg(provider).pay_methods[0]}
    return charging.new_payment(context, order, channel, **how | fields)
