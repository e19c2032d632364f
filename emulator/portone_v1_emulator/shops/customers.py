"""What customers do outside of the API: they transfer money, and they pay at the till."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from ..core import asking
from ..core.handlers import Moment
from ..core.records import Payment
from ..core.store import Owner
from ..core.world import World
from . import convenience_stores, virtual_accounts
from .convenience_stores import PayType
from .waiting import NotTaken


def deposit(
    world: World,
    owner: Owner,
    imp_uid: str,
    amount: Decimal | int | None = None,
    name: str | None = None,
) -> Payment:
    """Transfer `amount`, or else what is asked for, to the virtual account of a payment.

    Raises `NotTaken` when the bank does not take it.
    """
    with _now(world, owner) as moment:
        payment = _known(moment, imp_uid)
        wanted = payment.amount if amount is None else Decimal(amount)
        return virtual_accounts.deposit(moment, payment, wanted, name)


async def pay_at_till(
    world: World, owner: Owner, imp_uid: str, pay_type: PayType = "cash"
) -> Payment:
    """Pay at a convenience store. The merchant is asked first, when it gave an address for it.

    Raises `NotTaken` when the till does not take the money.
    """
    with _now(world, owner) as moment:
        payment = _known(moment, imp_uid)
        url, body = convenience_stores.question(moment, payment, pay_type)
    if url:
        said = await asking.ask(world.webhooks, url, body)
        if not said.yes:
            why = said.problem or "it did not answer with 200"
            raise NotTaken("not_confirmed", f"the merchant does not want the money: {why}")
    with _now(world, owner) as moment:
        # While the merchant was asked, the number may have been revoked.
        return convenience_stores.pay(moment, _known(moment, imp_uid))


@contextmanager
def _now(world: World, owner: Owner) -> Iterator[Moment]:
    """The owner's shop as it is now; what happens in it happens as a whole, and its webhooks leave."""
    world.catch_up()
    with world.store.transaction():
        moment = world.moment(*owner, world.clock.now())
        if moment is None:
            raise LookupError(f"there is no account {owner.account}")
        yield moment
        webhooks = world.webhooks.collect()
    world.webhooks.leave(webhooks)
    world.wake()


def _known(moment: Moment, imp_uid: str) -> Payment:
    payment = moment.shop.payments.get(imp_uid)
    if payment is None:
        raise NotTaken("unknown_payment", f"there is no payment {imp_uid}")
    return payment
