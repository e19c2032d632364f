"""The windows that shops open for their customers: a payment's, or a certification's."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace

from ..core.context import RequestContext
from ..core.records import Channel, Record
from ..core.state import EmulatorState
from ..core.tables import Table

LAYER, POPUP, PAGE = "layer", "popup", "page"

_TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a window did not end well."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a window is, and where its result goes."""

    kind: str
    """`layer` over the shop's page, `popup`, or a `page` in the place of the shop's."""
    origin: str
    """Whose page opened it; empty when the browser does not say."""
    redirect_url: str | None
    """Where a `page` goes back to."""
    language: str | None


@dataclass(frozen=True, slots=True)
class PayOptions:
    """What a pay window knows besides the payment."""

    confirm_url: str | None = None
    """Who is asked before the payment is approved."""
    customer_id: str | None = None
    quotas: tuple[int, ...] | None = None
    """The instalments to choose from, in months; None for the usual ones."""
    vbank_due: int | None = None
    card_company: str | None = None
    """The standard code of the only card company with whose cards it can be paid; None for any."""
    promotion_id: str | None = None
    """The promotion that the shop's page named."""


@dataclass(frozen=True, slots=True)
class Prefilled:
    """What a certification window knows of the person before it is asked."""

    name: str | None = None
    phone: str | None = None
    carrier: str | None = None
    min_age: int = 0


@dataclass(frozen=True, slots=True)
class Window(Record):
    """A window, open or ended. Its token is what lets a browser use it: nobody can guess one."""

    identity = "token"

    token: str
    account: str
    tier: str | None
    channel: Channel
    merchant_uid: str
    place: Place
    imp_uid: str | None
    """The payment; the certification, once there is one."""
    pay: PayOptions | None = None
    """None for a certification."""
    person: Prefilled | None = None
    ended: bool = False
    failure: Failure | None = None

    def __repr__(self) -> str:
        return f"<Window of {self.merchant_uid}>"


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def table(state: EmulatorState) -> Table[Window]:
    """All windows."""
    return state.store.system_tables.table(Window)


def end(
    context: RequestContext,
    window: Window,
    *,
    imp_uid: str | None = None,
    failure: Failure | None = None,
) -> Window:
    """Let a window be over."""
    ended = replace(window, ended=True, failure=failure, imp_uid=imp_uid or window.imp_uid)
    table(context.state).put(ended)
    return ended


def shop_of(state: EmulatorState, window: Window) -> RequestContext | None:
    """The shop that opened a window, now; None when its account is gone."""
    return RequestContext.of(state, window.account, window.tier, state.clock.now())
