"""Actions by hand: what customers, banks, PGs and the merchant's console do, and the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from ..core import contract, scheduler
from ..core.accounts import MerchantAccount, url_problem
from ..core.assumptions import ASSUMPTIONS, Assumptions, BadAssumption
from ..core.checks import did_you_mean
from ..core.context import RequestContext
from ..core.faults import BadFault, Fault
from ..core.languages import status_in_korean
from ..core.records import Payment
from ..core.refusals import Refusal, in_words
from ..core.state import EmulatorState
from ..core.tables import Owner
from ..core.webhooks import Delivery
from ..pgs.answers import Verdict
from ..server.api import ASSUMES
from ..shops import customers, waiting
from ..shops.cancelling import cancel_in_console
from ..shops.charging import conclude, decide, was_paid
from ..shops.waiting import NotTaken
from . import history, overview, views
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


async def move_clock(state: EmulatorState, request: Request) -> Response:
    """Move the clock forward, freeze it or let it run."""
    time = await read(request, Time)
    jump = time.jump if time.to is None else time.to.timestamp() - state.clock.exactly()
    if jump < 0:
        raise Problem(
            "to: that time has passed, and the clock only moves forward.",
            "이미 지난 시각입니다. 시계는 앞으로만 움직일 수 있습니다.",
            field="to",
        )
    if time.frozen:
        state.clock.freeze()
    await scheduler.advance(state, jump)
    if time.frozen is False:
        state.clock.run()
    return answer(overview.clock(state))


async def reset(state: EmulatorState, request: Request) -> Response:
    """Restore the accounts, assumptions, clock and seed of the start, and delete everything else."""
    await read(request, Nothing)
    state.reset()
    return answer(overview.everything(state))


# Payments.


def show(state: EmulatorState, imp_uid: str, assumed: list[str] | None = None) -> Response:
    """One payment, its history, and what can be done to it."""
    owner, payment = find(state, imp_uid)
    headers = {ASSUMES: ", ".join(assumed)} if assumed else None
    return answer(
        {
            "payment": views.payment_in_full(owner, payment),
            "can": _possible(payment),
            "history": history.of_payment(state, owner, payment),
        },
        headers=headers,
    )


def find(state: EmulatorState, imp_uid: str) -> tuple[Owner, Payment]:
    """A payment of any shop, and whose it is."""
    for shop in state.store.shops:
        payment = shop.payments.get(imp_uid)
        if payment is not None:
            return shop.owner, payment
    raise Problem(
        f"There is no payment {imp_uid}.", "존재하지 않는 결제입니다.", status=404, field="imp_uid"
    )


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


async def deposit_money(state: EmulatorState, request: Request) -> Response:
    """Transfer money to the payment's virtual account, as a customer would."""
    money = await read(request, MoneyIn)
    owner, payment = _subject(state, request, "deposit")
    with _refusals_explained(state):
        customers.deposit(state, owner, payment.imp_uid, money.amount, money.depositor_name)
    return show(state, payment.imp_uid)


async def pay(state: EmulatorState, request: Request) -> Response:
    """Complete a waiting payment: at the till of a convenience store, or at the PG."""
    await read(request, Nothing)
    owner, payment = _subject(state, request, "pay")
    if payment.store_number is not None:
        with _refusals_explained(state):
            await customers.pay_at_till(state, owner, payment.imp_uid)
        return show(state, payment.imp_uid)

    def do(context: RequestContext) -> None:
        if was_paid(context, payment.merchant_uid):
            raise waiting.order_was_paid(payment)
        decide(context, payment, Verdict())

    return await _act(state, owner, payment, do)


async def decline(state: EmulatorState, request: Request) -> Response:
    """Let the PG refuse a waiting payment."""
    body = await read(request, Decline)
    owner, payment = _subject(state, request, "decline")

    def do(context: RequestContext) -> None:
        if payment.pending:
            decide(context, payment, Verdict(body.reason))
        else:
            conclude(context, payment, Verdict(body.reason))

    return await _act(state, owner, payment, do)


async def cancel_payment(state: EmulatorState, request: Request) -> Response:
    """Cancel a payment as the merchant's console does, and send its webhook."""
    refund = await read(request, Refund)
    owner, payment = _subject(state, request, "cancel")

    def do(context: RequestContext) -> None:
        cancel_in_console(context, payment, **refund.model_dump(exclude_none=True))

    return await _act(state, owner, payment, do)


def _subject(state: EmulatorState, request: Request, action: str) -> tuple[Owner, Payment]:
    """The payment that a request is about, if that can be done to it."""
    scheduler.catch_up(state)
    owner, payment = find(state, request.path_params["imp_uid"])
    possible = _possible(payment)
    if action not in possible:
        raise Problem(
            f"Cannot {action} for {payment.imp_uid}: its status is {payment.status}. Possible: "
            f"{', '.join(possible) or 'nothing'}.",
            "지금 상태에서는 할 수 없는 작업입니다. 현재 상태: "
            f"{status_in_korean(payment.status)}.",
            status=409,
        )
    return owner, payment


async def _act(
    state: EmulatorState, owner: Owner, payment: Payment, do: Callable[[RequestContext], None]
) -> Response:
    context = RequestContext.of(state, *owner, state.clock.now())
    if context is None:
        raise Problem(
            f"There is no account {owner.account} any more.",
            f"계정 {owner.account}이(가) 더 이상 없습니다.",
            status=409,
        )
    with (
        _refusals_explained(state),
        state.store.transaction(),
        state.effects.logging(context),
    ):
        do(context)
        numbers = state.webhooks.collect()
    if state.webhooks.when == "before":
        await state.webhooks.deliver(numbers)
    else:
        state.webhooks.leave(numbers)
    return show(state, payment.imp_uid, context.assumptions)


@contextmanager
def _refusals_explained(state: EmulatorState) -> Iterator[None]:
    """Turn a refusal into a `Problem`, with V1's own message if it has one."""
    try:
        yield
    except NotTaken as error:
        raise Problem(_sentence(error), error.korean, status=409) from None
    except Refusal as refusal:
        operation = contract.load().operations["payments.cancel"]
        refused = in_words(refusal, operation, state.assumptions)
        message = refused.message or refusal.case
        raise Problem(message, message, status=409) from None


def _sentence(error: Exception) -> str:
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."


# Webhooks.


async def set_webhooks(state: EmulatorState, request: Request) -> Response:
    """Choose when, how often and to which address webhooks are sent."""
    settings = await read(request, WebhookSettings)
    account = _account(state, settings.account)
    if settings.url and (problem := url_problem(settings.url)):
        raise Problem(
            f"url: {problem}.",
            "http나 https 주소를 입력하세요. 예: http://127.0.0.1:8000/webhook",
            field="url",
        )
    if settings.when is not None:
        state.webhooks.when = settings.when
    if settings.times is not None:
        state.webhooks.times = settings.times
    if settings.retried is not None:
        state.webhooks.retried = settings.retried
    if settings.url is not None:
        account = replace(account, webhook_url=settings.url or None)
    if settings.form is not None:
        account = replace(account, webhook_form=settings.form)
    state.store.open_account(account)
    return answer(overview.webhooks(state) | {"accounts": overview.accounts(state)})


def _account(state: EmulatorState, key: str | None) -> MerchantAccount:
    accounts = state.store.accounts
    for account in accounts:
        if key in (None, account.key):
            return account
    known = ", ".join(account.key for account in accounts)
    raise Problem(
        f"account: there is no account with this API key. The API keys are: {known}.",
        f"존재하지 않는 API 키입니다. 등록된 키: {known}.",
        field="account",
    )


async def release_webhooks(state: EmulatorState, request: Request) -> Response:
    """Send the held webhooks."""
    body = await read(request, Release)
    state.webhooks.release(reverse=body.reverse)
    return answer(overview.webhooks(state))


async def resend_webhook(state: EmulatorState, request: Request) -> Response:
    """Send a webhook again, whatever its state; a held one is sent."""
    await read(request, Nothing)
    return _with_delivery(state, request, state.webhooks.resend, "보낼 주소가 없는 웹훅입니다.")


async def hold_webhook(state: EmulatorState, request: Request) -> Response:
    """Hold back a webhook that waits for its next attempt."""
    await read(request, Nothing)
    return _with_delivery(
        state, request, state.webhooks.hold, "전송 대기 중인 웹훅만 보류할 수 있습니다."
    )


def _with_delivery(
    state: EmulatorState, request: Request, do: Callable[[str], None], korean: str
) -> Response:
    delivery = find_delivery(state, request)
    try:
        do(delivery.number)
    except LookupError as error:
        raise Problem(_sentence(error), korean, status=409) from None
    return answer(views.delivery(find_delivery(state, request)))


def find_delivery(state: EmulatorState, request: Request) -> Delivery:
    """The delivery whose number stands in the path."""
    number = request.path_params["number"]
    delivery = state.store.system_tables.table(Delivery).get(number)
    if delivery is None:
        raise Problem(
            f"There is no delivery {number}.",
            "존재하지 않는 웹훅입니다.",
            status=404,
            field="number",
        )
    return delivery


# Faults.


async def arm(state: EmulatorState, request: Request) -> Response:
    """Arm a fault for the next requests."""
    order = await read(request, FaultOrder)
    try:
        fault = Fault(**order.model_dump(exclude_none=True))
    except BadFault as error:
        raise Problem(_sentence(error), error.korean, field=error.field) from None
    return answer(views.fault(state.arm(fault)), status=201)


async def disarm(state: EmulatorState, request: Request) -> Response:
    """Disarm one fault, or all."""
    number = request.path_params.get("number")
    if number is not None and number not in {fault.number for fault in state.faults.armed}:
        raise Problem(
            f"There is no armed fault {number}.",
            "이미 일어났거나 해제된 장애입니다.",
            status=404,
            field="number",
        )
    state.faults.disarm(number)
    return answer(overview.faults(state))


async def refuse_connections(state: EmulatorState, request: Request) -> Response:
    """Refuse connections for some seconds, after this answer."""
    body = await read(request, Refusing)
    if state.refuse_connections is None:
        raise Problem(
            "This server cannot refuse connections.",
            "이 서버는 연결을 거부할 수 없습니다.",
            status=501,
        )
    state.refuse_connections(body.seconds)
    return answer({"refusing_for": body.seconds})


# Assumptions.


async def choose(state: EmulatorState, request: Request) -> Response:
    """Choose how V1 behaves where that is unverified, and switch strict mode."""
    choice = await read(request, Choice)
    assumptions = state.assumptions
    for name in choice.forget:
        if name not in ASSUMPTIONS and name not in assumptions.chosen:
            raise Problem(
                f"forget: there is no assumption {name!r}{did_you_mean(name, ASSUMPTIONS)}.",
                f"{name}이라는 추정은 없습니다.",
                field="forget",
            )
    _check_choices(choice.choose)
    for name, value in choice.choose.items():
        assumptions.choose(name, value)
    if choice.forget:
        assumptions.forget(choice.forget)
    if choice.strict is not None:
        assumptions.strict = choice.strict
    return answer(overview.assumptions(assumptions))


def _check_choices(chosen: dict[str, Any]) -> None:
    """Refuse the whole choice for one that cannot be."""
    for name, value in chosen.items():
        try:
            Assumptions({name: value})
        except BadAssumption as error:
            korean = f"{name}에 지정할 수 없는 값입니다."
            raise Problem(_sentence(error), korean, field=f"choose.{name}") from None
