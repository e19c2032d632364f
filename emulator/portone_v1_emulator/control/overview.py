"""What a console shows besides the lists: accounts, assumptions, faults, and the values that mean something."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from typing import Any

from ..core import contract, scheduler
from ..core.assumptions import ASSUMPTIONS, Assumptions, ChosenRefusal
from ..core.context import HANDLERS
from ..core.contract import ErrorRow
from ..core.faults import KINDS
from ..core.jobs import Job
from ..core.state import EmulatorState
from ..pgs import answers as pg
from . import listing, views

Json = dict[str, Any]

_SOONEST = 20


def everything(state: EmulatorState) -> Json:
    """The emulator as a whole, without what stands in lists."""
    return {
        **glance(state),
        "accounts": accounts(state),
        "webhooks": webhooks(state),
        **assumptions(state.assumptions),
        "test_values": test_values(),
    }


def glance(state: EmulatorState) -> Json:
    """What time it is, how much there is, and whose."""
    return {
        "clock": clock(state),
        "counts": {
            "payments": listing.PAYMENTS.count(state),
            "billing_keys": listing.BILLING_KEYS.count(state),
            "schedules": listing.SCHEDULES.count(state),
            "certifications": listing.CERTIFICATIONS.count(state),
            "webhooks": listing.WEBHOOKS.count(state),
            "requests": listing.REQUESTS.count(state),
            "faults": len(state.faults.armed),
        },
        "tiers": sorted({shop.owner.tier for shop in state.store.shops if shop.owner.tier}),
        "keys": [account.key for account in state.store.accounts],
    }


def clock(state: EmulatorState) -> Json:
    """What time it is, and when the next thing happens."""
    return {
        "now": state.clock.now(),
        "frozen": state.clock.frozen,
        "next_at": scheduler.next_at(state),
    }


def upcoming(state: EmulatorState) -> Json:
    """What is to happen next, apart from webhooks."""
    with state.store.lock:
        due = heapq.nsmallest(
            _SOONEST,
            state.store.system_tables.table(Job),
            key=lambda each: (each.at, int(each.number)),
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


def accounts(state: EmulatorState) -> list[Json]:
    """The accounts, without their secrets, each with the sub-merchants that have records."""
    used: dict[str, list[str]] = {}
    for shop in state.store.shops:
        if shop.owner.tier:
            used.setdefault(shop.owner.account, []).append(shop.owner.tier)
    return [
        views.account(account) | {"used_tiers": sorted(used.get(account.key, ()))}
        for account in state.store.accounts
    ]


def webhooks(state: EmulatorState) -> Json:
    """How webhooks are sent; the addresses stand with the accounts."""
    how = state.webhooks
    return {"when": how.when, "times": how.times, "retried": how.retried}


def assumptions(assumptions: Assumptions) -> Json:
    """What V1 is held to do, and whether the user said so."""
    chosen = assumptions.chosen
    return {
        "strict": assumptions.strict,
        "assumptions": [
            {
                "name": name,
                "about": assumption.about,
                "about_ko": assumption.korean,
                "default": assumption.default,
                "choices": list(assumption.choices),
                "value": assumptions.value(name),
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


def faults(state: EmulatorState) -> Json:
    """The kinds of faults, and those that are armed."""
    return {
        "kinds": [{"kind": kind, "about": about} for kind, about in KINDS.items()],
        "armed": [views.fault(fault) for fault in state.faults.armed],
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
            {
                "number": _grouped(number),
                "brand": brand,
                "card_type": type_,
                **_behaviour(behaviour),
            }
            for number, ((_, brand), type_, behaviour) in pg.TEST_CARDS.items()
        ],
        "amounts": [
            {"amount": amount, **_behaviour(behaviour)}
            for amount, behaviour in pg.TEST_AMOUNTS.items()
        ],
        "customers": [
            {"customer_uid": word, **_behaviour(behaviour)}
            for word, behaviour in pg.TEST_CUSTOMERS.items()
        ],
    }


def _behaviour(name: str) -> Json:
    """Return the name of a card behaviour and the message of the PG; the message is empty if everything is approved."""
    behaviour = pg.CARD_BEHAVIOURS[name]
    says = (
        behaviour.refuses_card
        or behaviour.refuses_charge
        or behaviour.fails_charge
        or behaviour.last_word
        or behaviour.refuses_cancel
        or behaviour.refuses_cancel_late
    )
    return {"behaviour": name, "says": says or ""}


def _grouped(number: str) -> str:
    return "-".join(number[start : start + 4] for start in range(0, len(number), 4))
