"""The initial data of a shop: read from a file, validated and applied.

A seed is a JSON object of lists, all of them optional:

    {
      "preparations": [{"merchant_uid": "o-1", "amount": 1000}],
      "billing_keys": [{"customer_uid": "c-1", "name": "김하늘", "card_number": "4242-4242-4242-4242"}],
      "payments":     [{"merchant_uid": "o-2", "amount": 9900, "name": "티셔츠", "days_ago": 3}],
      "schedules":    [{"customer_uid": "c-1", "merchant_uid": "o-3", "amount": 9900, "in_days": 7}]
    }

`demo_shop.json` beside this module shows all of it. Times count from when the emulator starts; no webhook
is sent about the past.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .core import scheduler
from .core.checks import TIER
from .core.context import RequestContext
from .core.records import Card, Channel, Payment, Person, Preparation, Schedule
from .core.refusals import Refusal
from .core.request_models import Money
from .core.state import EmulatorState
from .pgs import answers as pg
from .pgs import channels
from .pgs.answers import Verdict
from .pgs.standard_codes import BANKS
from .shops import charging, keyring, schedules, virtual_accounts
from .shops.cancel_rules import CancelOrder
from .shops.cancelling import cancel
from .shops.charging import Order

DEMO = "demo"
"""The seed that comes with the emulator."""

_DAY = 24 * 3600
_LONGEST = 3650

Days = Annotated[float, Field(ge=0, le=_LONGEST)]
Uid = Annotated[str, Field(min_length=1, max_length=80)]


class SeedError(ValueError):
    """A seed that cannot be applied."""


class _Seed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    tier: Annotated[str, Field(pattern=f"^{TIER.pattern}$")] | None = None
    """The sub-merchant whose it is."""


class SeedPreparation(_Seed):
    """An amount that was registered ahead."""

    merchant_uid: Uid
    amount: Money
    currency: str | None = None


class SeedBillingKey(_Seed):
    """A stored card."""

    customer_uid: Uid
    card_number: str = "4242-4242-4242-4242"
    pg: str | None = None
    name: str | None = None
    email: str | None = None
    tel: str | None = None
    days_ago: Days = 0


class SeedPayment(_Seed):
    """A payment, or an attempt at one."""

    merchant_uid: Uid
    amount: Money
    currency: str = "KRW"
    name: str | None = None
    status: Literal["paid", "failed", "ready"] = "paid"
    """`ready` waits for a deposit into a virtual account."""
    fail_reason: str = "[F301]잔액이 부족합니다."
    cancelled: Money | Literal["all"] | None = None
    """What was given back of it."""
    cancel_reason: str | None = None
    days_ago: Days = 0
    imp_uid: Annotated[str, Field(pattern=r"^imps?_[0-9]{12}$")] | None = None
    """Made up when left out."""
    pg: str | None = None
    """`provider` or `provider.pg_id`; the merchant's first channel when left out."""
    pay_method: str = "card"
    via: Literal["pc", "mobile", "api"] = "pc"
    card_number: str = "4242-4242-4242-4242"
    bank: str = "004"
    """For a virtual account: the bank's standard code."""
    customer_uid: Uid | None = None
    custom_data: str | None = None
    buyer_name: str | None = None
    buyer_email: str | None = None
    buyer_tel: str | None = None
    buyer_addr: str | None = None
    buyer_postcode: str | None = None


class SeedSchedule(_Seed):
    """A charge to come, or one that was."""

    customer_uid: Uid
    merchant_uid: Uid
    amount: Money
    currency: str = "KRW"
    name: str | None = None
    in_days: Annotated[float, Field(ge=-_LONGEST, le=_LONGEST)]
    """Less than 0: it was made already."""


class Seed(BaseModel):
    """All that a shop has in the beginning."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    preparations: tuple[SeedPreparation, ...] = ()
    billing_keys: tuple[SeedBillingKey, ...] = ()
    payments: tuple[SeedPayment, ...] = ()
    schedules: tuple[SeedSchedule, ...] = ()


def load(source: str | os.PathLike[str] | Mapping[str, Any]) -> Callable[[EmulatorState], None]:
    """Check the seed in `source` (a file, its content or `DEMO`) and return the function that applies it."""
    if not isinstance(source, str | os.PathLike | Mapping):
        raise TypeError(
            "seed must be the path of a JSON file, a dict with the same content, or "
            f'"{DEMO}", not {type(source).__name__}'
        )
    seed = _read(source)
    return lambda state: _apply(state, seed)


def _read(source: str | os.PathLike[str] | Mapping[str, Any]) -> Seed:
    if isinstance(source, Mapping):
        return _checked(lambda: Seed.model_validate(source), "the seed")
    text = _text(source)
    return _checked(lambda: Seed.model_validate_json(text), f"the seed {os.fspath(source)}")


def _text(source: str | os.PathLike[str]) -> str:
    if source == DEMO:
        return (resources.files(__package__) / "demo_shop.json").read_text("utf-8")
    try:
        return Path(source).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SeedError(f"cannot read the seed {os.fspath(source)}: {error}") from None


def _checked(read: Callable[[], Seed], name: str) -> Seed:
    try:
        return read()
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False)
        lines = [f"{_place(each['loc'])}{each['msg']}" for each in problems]
        raise SeedError(f"{name} cannot be applied:\n  " + "\n  ".join(lines)) from None


def _place(steps: tuple[int | str, ...]) -> str:
    words = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps]
    return f"{''.join(words).removeprefix('.')}: " if words else ""


def _apply(state: EmulatorState, seed: Seed) -> None:
    with state.store.lock, _in_silence(state):
        with state.store.transaction():
            _apply_each(state, seed)
        scheduler.catch_up(state)  # what was due since then


def _apply_each(state: EmulatorState, seed: Seed) -> None:
    for preparation in seed.preparations:
        _Past(state, preparation, 0, preparation.merchant_uid).prepare(preparation)
    for key in seed.billing_keys:
        _Past(state, key, key.days_ago, key.customer_uid).issue(key)
    # The older has the lower number.
    for payment in sorted(seed.payments, key=lambda each: -each.days_ago):
        _Past(state, payment, payment.days_ago, payment.merchant_uid).pay(payment)
    for schedule in seed.schedules:
        days_ago = max(0.0, -schedule.in_days)
        _Past(state, schedule, days_ago, schedule.merchant_uid).schedule(schedule)


@contextmanager
def _in_silence(state: EmulatorState) -> Iterator[None]:
    """Send no webhooks about the past."""
    when, state.webhooks.when = state.webhooks.when, "never"
    try:
        yield
    finally:
        state.webhooks.when = when


class _Past:
    """A shop some time ago."""

    def __init__(self, state: EmulatorState, seed: _Seed, days_ago: float, subject: str) -> None:
        account = state.store.accounts[0]
        at = state.clock.now() - round(days_ago * _DAY)
        self._context = RequestContext(state, account, seed.tier, at)
        self._subject = subject

    def prepare(self, seed: SeedPreparation) -> None:
        preparation = Preparation(seed.merchant_uid, seed.amount, seed.currency)
        self._context.shop.preparations.put(preparation)

    def issue(self, seed: SeedBillingKey) -> None:
        channel = self._channel(seed.pg)
        card = self._card(seed.card_number, channel)
        holder = Person(seed.name, seed.email, seed.tel)
        keyring.keep(self._context, seed.customer_uid, card, (channel,), holder)

    def pay(self, seed: SeedPayment) -> None:
        context = self._context
        if seed.status != "failed" and charging.was_paid(context, seed.merchant_uid):
            raise self._problem("the order is paid already")
        payment = self._begun(seed)
        by_vbank = seed.pay_method == virtual_accounts.VBANK and seed.status != "failed"
        if by_vbank or seed.status == "ready":
            payment = self._open_account(payment, seed)
        else:
            failure = seed.fail_reason if seed.status == "failed" else ""
            payment = charging.conclude(context, payment, Verdict(failure))
        if seed.cancelled is not None:
            self._cancel(payment, seed)

    def schedule(self, seed: SeedSchedule) -> None:
        context = self._context
        key = context.shop.billing_keys.get(seed.customer_uid)
        if key is None:
            raise self._problem(f"there is no billing key {seed.customer_uid}")
        if context.shop.schedules.get(seed.merchant_uid):
            raise self._problem("there are two schedules of this merchant_uid")
        schedule = Schedule(
            number=context.next_number(),
            merchant_uid=seed.merchant_uid,
            customer_uid=seed.customer_uid,
            schedule_at=context.state.clock.now() + round(seed.in_days * _DAY),
            amount=seed.amount,
            currency=seed.currency,
            name=seed.name,
            buyer=key.holder,
            channel=key.channel,
        )
        schedules.put(context, schedule)

    def _begun(self, seed: SeedPayment) -> Payment:
        channel = self._channel(seed.pg)
        order = Order(
            seed.merchant_uid,
            seed.amount,
            currency=seed.currency,
            name=seed.name,
            buyer=charging.buyer_of(seed),
            custom_data=seed.custom_data,
        )
        by_card = seed.pay_method == "card"
        payment = charging.new_payment(
            self._context,
            order,
            channel,
            pay_method=seed.pay_method,
            via=seed.via,
            card=self._card(seed.card_number, channel) if by_card else None,
            customer_uid=seed.customer_uid,
            customer_uid_usage="payment" if seed.customer_uid else None,
        )
        if seed.imp_uid is None:
            return payment
        if self._context.shop.payments.get(seed.imp_uid):
            raise self._problem("there are two payments of this imp_uid")
        return replace(payment, imp_uid=seed.imp_uid)

    def _open_account(self, payment: Payment, seed: SeedPayment) -> Payment:
        if seed.bank not in BANKS:
            raise self._problem(f"there is no bank {seed.bank}")
        due = self._context.state.clock.now() + 3 * _DAY
        opened = virtual_accounts.open_account(
            self._context, payment, bank_code=seed.bank, holder="에뮬레이터", due=due
        )
        if seed.status == "ready":
            return opened
        return virtual_accounts.deposit(self._context, opened, payment.amount)

    def _cancel(self, payment: Payment, seed: SeedPayment) -> None:
        amount = None if seed.cancelled == "all" else Decimal(seed.cancelled or 0)
        order = CancelOrder(amount, reason=seed.cancel_reason)
        try:
            cancel(self._context, payment, order, notify=False)
        except Refusal as refusal:
            raise self._problem(f"it cannot be cancelled ({refusal.case})") from None

    def _channel(self, name: str | None) -> Channel:
        known = self._context.account.channels
        found = channels.by_pg(known, name) if name else channels.default(known)
        if found is None:
            raise self._problem(f"the merchant has no channel of {name or 'any PG'}")
        return found

    def _card(self, number: str, channel: Channel) -> Card:
        try:
            return pg.read_card(number, "2099-12", self._context.now, channel.pg_provider)
        except pg.CardRefused as refused:
            raise self._problem(f"the PG refuses the card: {refused}") from None

    def _problem(self, text: str) -> SeedError:
        return SeedError(f"cannot apply {self._subject}: {text}")
