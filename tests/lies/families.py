"""What the histories are about: a few things, about which everybody writes with a few different arguments."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from portone_v1_emulator import NotCancelled, NotTaken
from portone_v1_emulator.core.context import RequestContext
from portone_v1_emulator.core.records import BillingKey, Card, Channel, Payment, Person
from portone_v1_emulator.pgs.answers import Verdict
from portone_v1_emulator.shops import charging
from portone_v1_emulator.shops.charging import Order, conclude, new_payment, was_paid

from .world import BEGIN, World

Arguments = dict[str, Any]
Write = tuple[str, Arguments]
"""An operation, and what it is called with."""

Actor = Callable[[World, random.Random], None]
"""Somebody or something that is not a client."""

APPROVED, DECLINED, FAILED = "4242-4242-4242-4242", "4000-0000-0000-0341", "4000-0000-0000-9995"
LIKE_APPROVED = "4242-4200-0000-4242"
"""Another card, of which the digits that are shown are the same."""

OTHER_APPROVED = "5555-5555-5555-4444"

CUSTOM_DATA = (None, None, '{"a": 1}', "not an object")

ORDER, OTHER_ORDER = "o-1", "o-2"


@dataclass(frozen=True)
class Family:
    """Writes about the same few things, and what else happens to these."""

    name: str
    begin: Callable[[World, random.Random], None]
    """Puts in place what there is at first."""
    write: Callable[[World, random.Random], Write]
    actors: tuple[Actor, ...] = ()


@dataclass(frozen=True)
class Subject:
    """What a write is about and does, as far as its record can show it."""

    operation: str
    about: tuple[tuple[str, str], ...]
    amount: Any = None
    checksum: Any = None

    def equals(self, other: Subject) -> bool:
        """Whether another write may leave the same as this one: what one of them left out may be anything."""
        mine, theirs = dict(self.about), dict(other.about)
        shared = mine.keys() & theirs.keys()
        if self.operation != other.operation or any(mine[name] != theirs[name] for name in shared):
            return False
        amounts, checksums = {self.amount, other.amount}, {self.checksum, other.checksum}
        return (len(amounts) == 1 or "all" in amounts) and (
            len(checksums) == 1 or None in checksums
        )


_UNSEEN = ("custom_data", "reason", "card_number", "identifier")
"""Arguments that a record does not give back, or not in full."""


def subject_of(world: World, operation: str, arguments: Mapping[str, Any]) -> Subject:
    """The subject of a write, whichever identity names the payment."""
    given = {name: value for name, value in arguments.items() if name not in _UNSEEN}
    imp_uid = given.pop("imp_uid", None)
    if imp_uid is not None:
        payment = world.shop.payments.get(imp_uid)
        given["merchant_uid"] = payment.merchant_uid if payment else imp_uid
    amount, checksum = None, None
    if operation == "payments.cancel":
        amount, checksum = given.pop("amount"), given.pop("checksum", None)
    about = tuple(sorted((name, repr(value)) for name, value in given.items()))
    return Subject(operation, about, amount, checksum)


def _begin_empty(world: World, rng: random.Random) -> None:
    """Nothing is there: what a client has opened is what others write about."""


# Charges.


def _channel(provider: str, *, sandbox: bool = False) -> Channel:
    test = "test-" if sandbox else ""
    return Channel(
        pg_provider=provider, sandbox=sandbox, key=f"channel-key-{test}{provider}", name=provider
    )


def _card(habit: str = "approves", shown: str = "424242******4242") -> Card:
    return Card(shown, "366", "신한카드", 0, habit)


def _key(customer_uid: str, channel: Channel, habit: str) -> BillingKey:
    return BillingKey(
        customer_uid,
        _card(habit),
        (channel,),
        Person(),
        BEGIN - 10_000,
        BEGIN - 10_000,
        pay_method="paypal" if channel.pg_provider.startswith("paypal") else "card",
    )


def _begin_charges(world: World, rng: random.Random) -> None:
    provider = rng.choice(["nice_v2", "nice_v2", "paymentwall", "payletter", "paypal_v2"])
    channel = _channel(provider, sandbox=rng.random() < 0.2)
    first = rng.choice(["approves", "approves", "over_limit", "lacks_funds"])
    second = rng.choice(["approves", "over_limit", "lacks_funds", "pays_late", "fails_late"])

    def put(moment: RequestContext) -> None:
        moment.shop.billing_keys.put(_key("c-1", channel, first))
        moment.shop.billing_keys.put(_key("c-2", channel, second))

    world.act(put)
    if rng.random() < 0.1:
        many_failures(world, rng)


def _write_charge(world: World, rng: random.Random) -> Write:
    order = ORDER if rng.random() < 0.85 else OTHER_ORDER
    amount = rng.choice([1000, 1000, 1000, 2000])
    about: Arguments = {"merchant_uid": order, "amount": amount, "name": "구독"}
    data = rng.choice(CUSTOM_DATA)
    if data is not None:
        about["custom_data"] = data
    key = world.shop.billing_keys.get("c-1")
    if key is not None and key.channel.pg_provider.startswith("paypal"):
        about["currency"] = "USD"
    about["buyer_email"] = "a@example.com"
    if rng.random() < 0.7:
        return "subscribe.again", {"customer_uid": rng.choice(["c-1", "c-2"]), **about}
    card = rng.choice([APPROVED, APPROVED, DECLINED, FAILED])
    return "subscribe.onetime", {"card_number": card, "expiry": "2035-12", **about}


def pay_in_window(world: World, rng: random.Random) -> None:
    """A customer pays an order in the pay window, or fails to."""
    amount = rng.choice([1000, 1000, 2000])
    verdict = rng.choice([Verdict(), Verdict("[F301]잔액이 부족합니다.")])

    def pay(moment: RequestContext) -> None:
        if was_paid(moment, ORDER):
            return
        charging.charge(
            moment, Order(ORDER, Decimal(amount)), _channel("nice_v2"), _card(), verdict, via="pc"
        )

    world.act(pay)
    world.note(f"the customer pays {amount} in the window: {verdict.failure or 'approved'}")


def open_window(world: World, rng: random.Random) -> None:
    """A customer opens the pay window, or ends what stands in it."""

    def go_on(moment: RequestContext) -> None:
        for payment in moment.shop.payments.find("merchant_uid", ORDER):
            if payment.via == "pc" and payment.status == "ready":
                verdict = (
                    Verdict("이미 결제된 merchant_uid입니다.")
                    if was_paid(moment, ORDER)
                    else rng.choice([Verdict(), Verdict("[F201]취소")])
                )
                conclude(moment, payment, verdict)
                world.note(f"the window of {ORDER} ends: {verdict.failure or 'paid'}")
                return
        channel = _channel("nice_v2")
        payment = new_payment(moment, Order(ORDER, Decimal(1000)), channel, card=_card(), via="pc")
        moment.shop.payments.put(payment)
        world.note(f"a window of {ORDER} opens")

    world.act(go_on)


def many_failures(world: World, rng: random.Random) -> None:
    """The customer, or a script, fails to pay so often that one page does not hold it."""
    if rng.random() < 0.7:
        return

    def fail(moment: RequestContext) -> None:
        for _ in range(rng.choice([101, 120])):
            payment = new_payment(
                moment, Order(ORDER, Decimal(1000)), _channel("nice_v2"), card=_card(), via="pc"
            )
            moment.shop.payments.put(
                replace(payment, status="failed", failed_at=moment.stamp, fail_reason="[F201]취소")
            )

    world.act(fail)
    world.note(f"more than 100 payments of {ORDER} fail in the window")


def decide(world: World, rng: random.Random) -> None:
    """The PG decides about a payment that is pending."""
    for payment in tuple(world.shop.payments):
        if payment.pending:
            try:
                paid = rng.random() < 0.7
                world.emulator.decide(payment.imp_uid, paid=paid)
            except NotTaken:
                return
            world.note(f"the PG decides about {payment.imp_uid}: {'paid' if paid else 'failed'}")
            return


def cancel_in_console(world: World, rng: random.Random) -> None:
    """Somebody cancels a payment by hand."""
    paid = [payment for payment in world.shop.payments if payment.paid_at and payment.left]
    if paid:
        payment = rng.choice(paid)
        amount = rng.choice([300, 400, None])
        try:
            world.emulator.cancel_in_console(payment.imp_uid, amount)
        except (NotCancelled, NotTaken):
            return
        world.note(f"the console cancels {amount or 'all'} of {payment.imp_uid}")


def reset_card(world: World, rng: random.Random) -> None:
    """The bank answers to a card in another way from now on: its balance or limit has changed."""
    habit = rng.choice(["approves", "over_limit", "lacks_funds"])

    def put(moment: RequestContext) -> None:
        for key in moment.shop.billing_keys:
            if key.card is not None:
                moment.shop.billing_keys.put(replace(key, card=replace(key.card, behaviour=habit)))

    world.act(put)
    world.note(f"from now on the cards' bank answers: {habit}")


CHARGES = Family(
    "charges",
    _begin_charges,
    _write_charge,
    (pay_in_window, open_window, decide, cancel_in_console, reset_card, many_failures),
)


# Cancels.


def _paid(imp_uid: str, merchant_uid: str, channel: Channel, **more: Any) -> Payment:
    fields: dict[str, Any] = {
        "number": int(imp_uid.removeprefix("imp_")),
        "imp_uid": imp_uid,
        "merchant_uid": merchant_uid,
        "status": "paid",
        "amount": Decimal(1000),
        "currency": "KRW",
        "name": "티셔츠",
        "buyer": Person(),
        "channel": channel,
        "card": _card(),
        "pg_tid": imp_uid,
        "started_at": BEGIN - 5000,
        "paid_at": BEGIN - 5000,
        "via": "pc",
    }
    return Payment(**fields | more)


def _begin_cancels(world: World, rng: random.Random) -> None:
    provider = rng.choice(["nice_v2", "nice_v2", "nice_v2", "paymentwall"])
    channel = _channel(provider, sandbox=rng.random() < 0.1)
    emb = "naverpay" if rng.random() < 0.1 else None
    payment = _paid("imp_1", ORDER, channel, emb_pg_provider=emb)
    world.act(lambda moment: moment.shop.payments.put(payment))


def _write_cancel(world: World, rng: random.Random) -> Write:
    arguments: Arguments = {"amount": rng.choice([300, 300, 300, 300, 400, "all"])}
    if rng.random() < 0.5:
        arguments["imp_uid"] = "imp_1"
    else:
        arguments["merchant_uid"] = ORDER
    checksum = rng.choice([None, None, 1000, 1000, 700, 600])
    if checksum is not None:
        arguments["checksum"] = checksum
    if rng.random() < 0.3:
        arguments["reason"] = rng.choice(["변심", "품절", "변심 "])
    return "payments.cancel", arguments


CANCELS = Family("cancels", _begin_cancels, _write_cancel, (cancel_in_console,))


# Schedules.


def _begin_schedules(world: World, rng: random.Random) -> None:
    channel = _channel("nice_v2")
    habit = rng.choice(["approves", "lacks_funds"])
    world.act(lambda moment: moment.shop.billing_keys.put(_key("c-1", channel, habit)))


def _write_schedule(world: World, rng: random.Random) -> Write:
    merchant_uid = rng.choice(["s-1", "s-1", "s-2"])
    at = BEGIN + rng.choice([400, 1500, 1500, 90_000])
    operation = rng.choice(
        ["schedule", "schedule", "update_schedule", "unschedule", "reschedule", "retry_schedule"]
    )
    if operation == "schedule":
        new: Arguments = {
            "merchant_uid": merchant_uid,
            "schedule_at": at,
            "amount": rng.choice([1000, 1000, 2000]),
            "name": "구독",
        }
        data = rng.choice(CUSTOM_DATA)
        if data is not None:
            new["custom_data"] = data
        schedules = [new]
        if rng.random() < 0.15:
            schedules.append({**new, "merchant_uid": "s-2" if merchant_uid == "s-1" else "s-1"})
        return "subscribe.schedule", {"customer_uid": "c-1", "schedules": schedules}
    if operation == "unschedule":
        uids: Any = rng.choice([["s-1"], ["s-1"], ["s-1", "s-2"], "all"])
        return "subscribe.unschedule", {"customer_uid": "c-1", "merchant_uids": uids}
    if operation == "retry_schedule":
        return "subscribe.retry_schedule", {"merchant_uid": merchant_uid}
    return f"subscribe.{operation}", {"merchant_uid": merchant_uid, "schedule_at": at}


SCHEDULES = Family("schedules", _begin_schedules, _write_schedule, (reset_card,))


# Billing keys.


def _begin_keys(world: World, rng: random.Random) -> None:
    if rng.random() < 0.5:
        channel = _channel("nice_v2")
        world.act(lambda moment: moment.shop.billing_keys.put(_key("c-1", channel, "approves")))


def _write_key(world: World, rng: random.Random) -> Write:
    if rng.random() < 0.4:
        return "billing_keys.delete", {"customer_uid": "c-1"}
    card = rng.choice([APPROVED, APPROVED, LIKE_APPROVED, OTHER_APPROVED])
    return "billing_keys.issue", {"customer_uid": "c-1", "card_number": card, "expiry": "2035-12"}


KEYS = Family("keys", _begin_keys, _write_key)


# Preparations.


def _write_preparation(world: World, rng: random.Random) -> Write:
    about: Arguments = {"merchant_uid": ORDER, "amount": rng.choice([1000, 1000, 2000])}
    if rng.random() < 0.2:
        about["currency"] = rng.choice(["KRW", "USD"])
    return rng.choice(["preparations.create", "preparations.update", "preparations.update"]), about


PREPARATIONS = Family("preparations", _begin_empty, _write_preparation)


# Cash receipts.


def _begin_receipts(world: World, rng: random.Random) -> None:
    payment = _paid(
        "imp_1", ORDER, _channel("tosspayments"), card=None, pay_method="trans", bank_code="004"
    )
    world.act(lambda moment: moment.shop.payments.put(payment))


def _write_receipt(world: World, rng: random.Random) -> Write:
    operation = rng.choice(["issue", "revoke", "issue_external", "revoke_external"])
    if operation == "revoke":
        return "cash_receipts.revoke", {"imp_uid": "imp_1"}
    if operation == "revoke_external":
        return "cash_receipts.revoke_external", {"merchant_uid": "x-1"}
    about: Arguments = {
        "identifier": rng.choice(["010-1234-5678", "010-0000-1111"]),
        "type": rng.choice(["person", "person", "company"]),
    }
    if operation == "issue":
        vat = rng.choice([None, 50, 60])
        if vat is not None:
            about["vat_amount"] = vat
        return "cash_receipts.issue", {"imp_uid": "imp_1", **about}
    channel_key = "channel-key-tosspayments"
    about |= {"channel_key": channel_key, "name": "커피", "amount": rng.choice([1000, 2000])}
    return "cash_receipts.issue_external", {"merchant_uid": "x-1", **about}


RECEIPTS = Family("receipts", _begin_receipts, _write_receipt, (cancel_in_console,))


# Virtual accounts and barcodes.


def _write_account(world: World, rng: random.Random) -> Write:
    waiting = [payment for payment in world.shop.payments if payment.via == "api"]
    due = BEGIN + rng.choice([50_000, 50_000, 60_000])
    if not waiting or rng.random() < 0.5:
        about: Arguments = {
            "merchant_uid": ORDER,
            "amount": rng.choice([1000, 1000, 1000, 2000, 900_301]),
            "name": rng.choice(["모자", "모자", "신발"]),
        }
        data = rng.choice(CUSTOM_DATA)
        if data is not None:
            about["custom_data"] = data
        if rng.random() < 0.35:
            return "cvs.issue", {"channel_key": "channel-key-galaxia", **about}
        about |= {"channel_key": "channel-key-settle", "vbank_due": due}
        return "vbanks.create", {
            "vbank_code": rng.choice(["004", "004", "088"]),
            "vbank_holder": "하늘상점",
            **about,
        }
    payment = rng.choice(waiting)
    if payment.store_number is not None:
        return "cvs.revoke", {"imp_uid": payment.imp_uid}
    if rng.random() < 0.4:
        return "vbanks.revoke", {"imp_uid": payment.imp_uid}
    change: Arguments = rng.choice([{"amount": 1000}, {"amount": 2000}, {"vbank_due": due}])
    return "vbanks.update", {"imp_uid": payment.imp_uid, **change}


def deposit(world: World, rng: random.Random) -> None:
    """The customer transfers the money."""
    waiting = [each for each in world.shop.payments if each.vbank and each.status == "ready"]
    if waiting:
        payment = rng.choice(waiting)
        try:
            world.emulator.deposit(payment.imp_uid)
        except NotTaken:
            return
        world.note(f"the customer pays into the account of {payment.imp_uid}")


ACCOUNTS = Family("accounts", _begin_empty, _write_account, (deposit, cancel_in_console))


FAMILIES = (CHARGES, CANCELS, SCHEDULES, KEYS, PREPARATIONS, RECEIPTS, ACCOUNTS)
