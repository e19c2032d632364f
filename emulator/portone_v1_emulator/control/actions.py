"""What can be done by hand: what customers, banks, PGs and the merchant's own console do, and time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from ..core import contract
from ..core.assumptions import ASSUMPTIONS, BadAssumption, Beliefs
from ..core.faults import BadFault, Fault
from ..core.handlers import Moment
from ..core.records import Payment
from ..core.refusals import Refusal, in_words
from ..core.store import Account, Owner, url_problem
from ..core.webhooks import Delivery
from ..core.world import World
from ..pgs.answers import Verdict
from ..shops import customers
from ..shops.cancelling import cancel_in_console
from ..shops.charging import conclude, decide, was_paid
from ..shops.waiting import NotTaken
from ..web.api import ASSUMES
from . import history, state, views
from .answers import answer
from .bodies import (
    Choice,
    Decline,
    FaultOrder,
    MoneyIn,
    Nothing,
    Refund,
    Refusing,
    Release,
    Time,
    WebhookSettings,
    read,
)
from .guard import Problem

# Time.


async def move_clock(world: World, request: Request) -> Response:
    """Move the clock on, freeze it, let it run."""
    time = await read(request, Time)
    jump = time.jump if time.to is None else time.to.timestamp() - world.clock.exactly()
    if jump < 0:
        raise Problem("to: it is later than that already; time does not run backwards.", field="to")
    if time.frozen:
        world.clock.freeze()
    await world.advance(jump)
    if time.frozen is False:
        world.clock.run()
    return answer(state.clock(world))


async def reset(world: World, request: Request) -> Response:
    """Forget everything but the accounts and what is assumed, and set the clock back."""
    await read(request, Nothing)
    world.reset()
    return answer(state.everything(world))


# Payments.


def show(world: World, imp_uid: str, assumed: list[str] | None = None) -> Response:
    """One payment, its history, and what can be done to it."""
    owner, payment = find(world, imp_uid)
    headers = {ASSUMES: ", ".join(assumed)} if assumed else None
    return answer(
        {
            "payment": views.payment_in_full(owner, payment),
            "can": _possible(payment),
            "history": history.of_payment(world, owner, payment),
        },
        headers=headers,
    )


def find(world: World, imp_uid: str) -> tuple[Owner, Payment]:
    """A payment of any shop, and whose it is."""
    for shop in world.store.shops:
        payment = shop.payments.get(imp_uid)
        if payment is not None:
            return shop.owner, payment
    raise Problem(f"There is no payment {imp_uid}.", status=404, field="imp_uid")


def _possible(payment: Payment) -> list[str]:
    """What can be done to a payment by hand."""
    waits = payment.status == "ready" or payment.pending
    vbank = payment.vbank
    actions = []
    if vbank and (waits or (vbank.unlimited and payment.status != "failed")):
        actions.append("deposit")
    if waits and not vbank:
        actions.append("pay")
    if waits and not vbank and not payment.store_number:
        actions.append("decline")
    if payment.paid_at and payment.left > 0:
        actions.append("cancel")
    return actions


async def deposit_money(world: World, request: Request) -> Response:
    """Let a customer transfer money to the payment's virtual account."""
    money = await read(request, MoneyIn)
    owner, payment = _subject(world, request, "deposit")
    with _refusals_explained(world):
        customers.deposit(world, owner, payment.imp_uid, money.amount, money.depositor_name)
    return show(world, payment.imp_uid)


async def pay(world: World, request: Request) -> Response:
    """Let a payment that waits go through: at the till when it waits there, or else at the PG."""
    await read(request, Nothing)
    owner, payment = _subject(world, request, "pay")
    if payment.store_number is not None:
        with _refusals_explained(world):
            await customers.pay_at_till(world, owner, payment.imp_uid)
        return show(world, payment.imp_uid)

    def do(moment: Moment) -> None:
        if was_paid(moment, payment.merchant_uid):
            raise Problem(f"The order {payment.merchant_uid} has been paid.", status=409)
        decide(moment, payment, Verdict())

    return await _act(world, owner, payment, do)


async def decline(world: World, request: Request) -> Response:
    """Let the PG refuse a payment that waits."""
    body = await read(request, Decline)
    owner, payment = _subject(world, request, "decline")

    def do(moment: Moment) -> None:
        if payment.pending:
            decide(moment, payment, Verdict(body.reason))
        else:
            conclude(moment, payment, Verdict(body.reason))

    return await _act(world, owner, payment, do)


async def cancel_payment(world: World, request: Request) -> Response:
    """Cancel a payment as the merchant's console does, webhook and all."""
    refund = await read(request, Refund)
    owner, payment = _subject(world, request, "cancel")

    def do(moment: Moment) -> None:
        cancel_in_console(moment, payment, **refund.model_dump(exclude_none=True))

    return await _act(world, owner, payment, do)


def _subject(world: World, request: Request, action: str) -> tuple[Owner, Payment]:
    """The payment that a request is about, if that can be done to it."""
    world.catch_up()
    owner, payment = find(world, request.path_params["imp_uid"])
    possible = _possible(payment)
    if action not in possible:
        raise Problem(
            f"{payment.imp_uid} is {payment.status}; what can be done to it: "
            f"{', '.join(possible) or 'nothing'}.",
            status=409,
        )
    return owner, payment


async def _act(
    world: World, owner: Owner, payment: Payment, do: Callable[[Moment], None]
) -> Response:
    moment = world.moment(*owner, world.clock.now())
    if moment is None:
        raise Problem(f"The account {owner.account} is gone.", status=409)
    with (
        _refusals_explained(world),
        world.store.transaction(),
        world.effects.logging(moment),
    ):
        do(moment)
        numbers = world.webhooks.collect()
    if world.webhooks.when == "before":
        await world.webhooks.deliver(numbers)
    else:
        world.webhooks.leave(numbers)
    return show(world, payment.imp_uid, moment.assumptions)


@contextmanager
def _refusals_explained(world: World) -> Iterator[None]:
    """Turn the emulator's own no into a problem, in the words of V1 where it has some."""
    try:
        yield
    except NotTaken as error:
        raise Problem(f"{error}.", status=409) from None
    except Refusal as refusal:
        operation = contract.load().operations["payments.cancel"]
        refused = in_words(refusal, operation, world.beliefs)
        raise Problem(refused.message or refusal.case, status=409) from None


# Webhooks.


async def set_webhooks(world: World, request: Request) -> Response:
    """Say when, how often and where to webhooks are sent."""
    settings = await read(request, WebhookSettings)
    account = _account(world, settings.account)
    if settings.url and (problem := url_problem(settings.url)):
        raise Problem(f"url: {problem}.", field="url")
    if settings.when is not None:
        world.webhooks.when = settings.when
    if settings.times is not None:
        world.webhooks.times = settings.times
    if settings.retried is not None:
        world.webhooks.retried = settings.retried
    if settings.url is not None:
        account = replace(account, webhook_url=settings.url or None)
    if settings.form is not None:
        account = replace(account, webhook_form=settings.form)
    world.store.open_account(account)
    return answer(state.webhooks(world) | {"accounts": state.accounts(world)})


def _account(world: World, key: str | None) -> Account:
    accounts = world.store.accounts
    for account in accounts:
        if key in (None, account.key):
            return account
    known = ", ".join(account.key for account in accounts)
    raise Problem(f"account: there is no such key. The keys are: {known}.", field="account")


async def release_webhooks(world: World, request: Request) -> Response:
    """Let the held webhooks leave."""
    body = await read(request, Release)
    world.webhooks.release(reverse=body.reverse)
    return answer(state.webhooks(world))


async def resend_webhook(world: World, request: Request) -> Response:
    """Deliver one again, whatever became of it; one that is held leaves."""
    await read(request, Nothing)
    return _with_delivery(world, request, world.webhooks.resend)


async def hold_webhook(world: World, request: Request) -> Response:
    """Keep back one that waits for its next try."""
    await read(request, Nothing)
    return _with_delivery(world, request, world.webhooks.hold)


def _with_delivery(world: World, request: Request, do: Callable[[str], None]) -> Response:
    delivery = find_delivery(world, request)
    try:
        do(delivery.number)
    except LookupError as error:
        raise Problem(f"{error}.", status=409) from None
    return answer(views.delivery(find_delivery(world, request)))


def find_delivery(world: World, request: Request) -> Delivery:
    """The delivery whose number stands in the path."""
    number = request.path_params["number"]
    delivery = world.store.house.table(Delivery).get(number)
    if delivery is None:
        raise Problem(f"There is no delivery {number}.", status=404, field="number")
    return delivery


# Faults.


async def arm(world: World, request: Request) -> Response:
    """Let something go wrong with the next requests."""
    order = await read(request, FaultOrder)
    operations = contract.load().operations
    if order.operation is not None and order.operation not in operations:
        raise Problem(
            "operation: there is none of that name. GET /_emulator/operations lists them.",
            field="operation",
        )
    try:
        fault = Fault(**order.model_dump(exclude_none=True))
    except BadFault as error:
        raise Problem(f"{error}.") from None
    return answer(views.fault(world.arm(fault)), status=201)


async def disarm(world: World, request: Request) -> Response:
    """Take back one fault, or all."""
    number = request.path_params.get("number")
    if number is not None and number not in {fault.number for fault in world.faults.armed}:
        raise Problem(f"There is no armed fault {number}.", status=404, field="number")
    world.faults.disarm(number)
    return answer(state.faults(world))


async def refuse_connections(world: World, request: Request) -> Response:
    """Listen to nobody for some seconds, once this is answered."""
    body = await read(request, Refusing)
    if world.refuse_connections is None:
        raise Problem("This server cannot stop listening for a while.", status=501)
    world.refuse_connections(body.seconds)
    return answer({"refusing_for": body.seconds})


# Beliefs.


async def choose(world: World, request: Request) -> Response:
    """Say what V1 does, and how strictly."""
    choice = await read(request, Choice)
    beliefs = world.beliefs
    for name in choice.forget:
        if name not in ASSUMPTIONS and name not in beliefs.chosen:
            raise Problem(f"forget: there is no assumption {name!r}.", field="forget")
    _check_choices(choice.choose)
    for name, value in choice.choose.items():
        beliefs.choose(name, value)
    if choice.forget:
        beliefs.forget(choice.forget)
    if choice.strict is not None:
        beliefs.strict = choice.strict
    return answer(state.assumptions(beliefs))


def _check_choices(chosen: dict[str, Any]) -> None:
    """Refuse the whole choice for one that cannot be."""
    for name, value in chosen.items():
        try:
            Beliefs({name: value})
        except BadAssumption as error:
            raise Problem(f"{error}.", field=f"choose.{name}") from None
