"""What both kinds of window have in common when they open: whose they are, and through which channel."""

from __future__ import annotations

from .._generated.pg_messages import read_pg_message
from ..core.checks import TIER
from ..core.context import RequestContext
from ..core.records import Channel
from ..core.state import EmulatorState
from ..pgs import channels
from .checkout_request import CheckoutRequest, Opening

OTHER_ERROR = "F400"
"""The `error_code` of a window that ends badly without a code of the PG. No document says which one V1 sends."""


class NotOpened(Exception):
    """The window does not open; the shop is told why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class UnknownShop(Exception):
    """No account has this user code, or the account has no such sub-merchant."""


def shop_of(state: EmulatorState, opening: Opening) -> RequestContext:
    """The shop whose page `IMP.init` or `IMP.agency` was called on."""
    for account in state.store.accounts:
        if account.user_code != opening.user_code:
            continue
        tier = opening.tier
        known = tier is None or account.tiers is None or tier in account.tiers
        if tier is not None and not (TIER.fullmatch(tier) and known):
            raise UnknownShop(f"등록되지 않은 하위상점 코드입니다({tier}).")
        return RequestContext(state, account, tier, state.clock.now())
    raise UnknownShop(f"등록되지 않은 고객사 식별코드입니다({opening.user_code or '없음'}).")


def channel_of(context: RequestContext, wanted: CheckoutRequest, kinds: tuple[str, ...]) -> Channel:
    """The channel of one of these kinds that the page names.

    One that names the PG and a MID of the real world gets the PG's channel here; one that names no PG that
    the shop has gets the default, as V1 does it.
    """
    known = [channel for channel in context.account.channels if channel.type in kinds]
    if wanted.channel_key:
        channel = channels.by_key(known, wanted.channel_key)
        if channel is None:
            raise NotOpened(OTHER_ERROR, "등록되지 않은 결제 채널입니다.")
        return channel
    pg = wanted.pg or ""
    channel = channels.by_pg(known, pg) or channels.by_pg(known, pg.partition(".")[0])
    if channel is None and not known:
        raise NotOpened(OTHER_ERROR, "설정된 PG 채널이 없습니다.")
    return channel or known[0]


def error_code(message: str) -> str:
    """Return the `error_code` for a message: the PG's code if the message contains one."""
    return read_pg_message(message).code or OTHER_ERROR
