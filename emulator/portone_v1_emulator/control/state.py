"""What a console shows besides the lists: accounts, beliefs, faults, and the values that mean something."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from typing import Any

from ..core import contract
from ..core.agenda import Due
from ..core.assumptions import ASSUMPTIONS, Beliefs, ChosenRefusal
from ..core.contract import ErrorRow
from ..core.faults import KINDS
from ..core.handlers import HANDLERS
from ..core.world import World
from ..pgs import answers as pg
from . import listing, views

Json = dict[str, Any]

_SOONEST = 20


def everything(world: World) -> Json:
    """The emulator as a whole, without what stands in lists."""
    return {
        **glance(world),
        "accounts": accounts(world),
        "webhooks": webhooks(world),
        **assumptions(world.beliefs),
        "test_values": test_values(),
    }


def glance(world: World) -> Json:
    """What time it is, how much there is, and whose."""
    return {
        "clock": clock(world),
        "counts": {
            "payments": listing.PAYMENTS.count(world),
            "billing_keys": listing.BILLING_KEYS.count(world),
            "schedules": listing.SCHEDULES.count(world),
            "certifications": listing.CERTIFICATIONS.count(world),
            "webhooks": listing.WEBHOOKS.count(world),
            "requests": listing.REQUESTS.count(world),
            "faults": len(world.faults.armed),
        },
        "tiers": sorted({shop.owner.tier for shop in world.store.shops if shop.owner.tier}),
        "keys": [account.key for account in world.store.accounts],
    }


def clock(world: World) -> Json:
    """What time it is, and when the next thing happens."""
    with world.store.lock:
        times = [at for at in (world.agenda.next_at(), world.webhooks.next_at()) if at is not None]
    return {
        "now": world.clock.now(),
        "frozen": world.clock.frozen,
        "next_at": min(times, default=None),
    }


def upcoming(world: World) -> Json:
    """What is to happen next, apart from webhooks."""
    with world.store.lock:
        due = heapq.nsmallest(
            _SOONEST, world.store.house.table(Due), key=lambda each: (each.at, int(each.number))
        )
    return {
        "items": [
            {
                "at": each.at,
                "event": each.event,
                "subject": each.subject,
                "account": each.account,
                "tier": each.tier,
            }
            for each in due
        ]
    }


def accounts(world: World) -> list[Json]:
    """The accounts, without their secrets, each with the sub-merchants that have records."""
    used: dict[str, list[str]] = {}
    for shop in world.store.shops:
        if shop.owner.tier:
            used.setdefault(shop.owner.account, []).append(shop.owner.tier)
    return [
        views.account(account) | {"used_tiers": sorted(used.get(account.key, ()))}
        for account in world.store.accounts
    ]


def webhooks(world: World) -> Json:
    """How webhooks are sent; the addresses stand with the accounts."""
    how = world.webhooks
    return {"when": how.when, "times": how.times, "retried": how.retried}


def assumptions(beliefs: Beliefs) -> Json:
    """What V1 is held to do, and whether the user said so."""
    chosen = beliefs.chosen
    return {
        "strict": beliefs.strict,
        "assumptions": [
            {
                "name": name,
                "about": assumption.about,
                "about_ko": assumption.korean,
                "default": assumption.default,
                "choices": list(assumption.choices),
                "value": beliefs.value(name),
                "chosen": name in chosen,
            }
            for name, assumption in ASSUMPTIONS.items()
        ],
        "chosen_refusals": {
            name: [value.status, value.code, value.message]
            for name, value in chosen.items()
            if isinstance(value, ChosenRefusal)
        },
    }


def faults(world: World) -> Json:
    """The kinds of faults, and those that are armed."""
    return {
        "kinds": [{"kind": kind, "about": about} for kind, about in KINDS.items()],
        "armed": [views.fault(fault) for fault in world.faults.armed],
    }


def operations() -> Json:
    """The operations, with the cases in which each is refused."""
    return {
        "operations": [
            {
                "name": operation.name,
                "method": operation.method,
                "path": operation.paths[0],
                "cases": _cases(operation.own_errors + operation.common_errors),
            }
            for operation in contract.load().operations.values()
            if operation.name in HANDLERS
        ]
    }


def _cases(rows: Iterable[ErrorRow]) -> list[Json]:
    return [
        {"case": row.case, "status": row.status, "code": row.code, "message": row.message}
        for row in rows
    ]


def test_values() -> Json:
    """The cards, amounts and customers to which the PG answers in a way of their own."""
    return {
        "cards": [
            {"number": _grouped(number), "brand": brand, "card_type": type_, **_habit(habit)}
            for number, ((_, brand), type_, habit) in pg.TEST_CARDS.items()
        ],
        "amounts": [
            {"amount": amount, **_habit(habit)} for amount, habit in pg.TEST_AMOUNTS.items()
        ],
        "customers": [
            {"customer_uid": word, **_habit(habit)} for word, habit in pg.TEST_CUSTOMERS.items()
        ],
    }


def _habit(name: str) -> Json:
    """A habit by its name, with what the PG says; nothing when it says yes to everything."""
    habit = pg.HABITS[name]
    says = (
        habit.refuses_card
        or habit.refuses_charge
        or habit.fails_charge
        or habit.last_word
        or habit.refuses_cancel
        or habit.refuses_cancel_late
    )
    return {"habit": name, "says": says or ""}


def _grouped(number: str) -> str:
    return "-".join(number[start : start + 4] for start in range(0, len(number), 4))
