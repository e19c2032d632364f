"""The channels that every emulator opens with, and how a request names the one that it wants."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..core import checks
from ..core.records import Channel
from .providers import PGS

GROUP = "channel-group-emulator"
"""The smart routing group of the channels that every emulator opens with."""

_DEFAULT = "nice_v2"
_ROUTED = ("nice_v2", "tosspayments", "ksnet")


def _open(provider: str, *, sandbox: bool = False) -> Channel:
    test = "test-" if sandbox else ""
    return Channel(
        pg_provider=provider,
        pg_id="emulator-test" if sandbox else "emulator",
        sandbox=sandbox,
        key=f"channel-key-{test}{provider}",
        type=PGS[provider].channel_type,
        name=f"{provider} (test)" if sandbox else provider,
        groups=(GROUP,) if provider in _ROUTED and not sandbox else (),
    )


_PROVIDERS = (_DEFAULT, *(provider for provider in PGS if provider != _DEFAULT))

CHANNELS = (
    *(_open(provider) for provider in _PROVIDERS),
    *(_open(provider, sandbox=True) for provider in _PROVIDERS),
)
"""One live and one test channel of each PG; `nice_v2` is the default."""


_TYPES = ("payment", "api_payment", "certification")


def named(name: str) -> Channel:
    """Return the channel that a name describes: `kcp`, `kcp.T0000` with a MID, `nice_v2,test` for a test channel.

    Raises `ValueError` if it describes none.
    """
    pg, comma, kind = name.partition(",")
    provider, _, pg_id = pg.partition(".")
    if provider not in PGS:
        hint = checks.did_you_mean(provider, PGS)
        raise ValueError(f"there is no PG {provider!r}{hint}. The PGs are {', '.join(PGS)}")
    if kind != ("test" if comma else ""):
        raise ValueError(
            f"{kind!r} after the comma is not understood: write {pg},test for a test channel, or {pg} for a live one"
        )
    is_test = bool(comma)
    return Channel(
        pg_provider=provider,
        pg_id=pg_id or "emulator",
        sandbox=is_test,
        key="-".join(filter(None, ("channel-key", "test" if is_test else "", provider, pg_id))),
        type=PGS[provider].channel_type,
        name=pg,
    )


def read(name: str, value: object) -> tuple[Channel, ...]:
    """Return the channels of an argument, whose items are channels or names of them."""
    return tuple(_read_one(name, each) for each in checks.items(name, value, '["kcp"]'))


def _read_one(argument: str, value: Any) -> Channel:
    if isinstance(value, str):
        try:
            return named(value)
        except ValueError as error:
            raise ValueError(f"{argument} has {value!r}: {error}") from None
    if not isinstance(value, Channel):
        raise TypeError(
            f'{argument} has {value!r}: each channel is a Channel, or its name, such as "kcp", "kcp.T0000" or '
            '"nice_v2,test"'
        )
    if value.type not in _TYPES:
        raise ValueError(
            f"{argument} has a channel of type {value.type!r}: the type is one of {', '.join(_TYPES)}"
        )
    return value


def by_key(channels: Iterable[Channel], key: str) -> Channel | None:
    """The channel of that key."""
    return next((channel for channel in channels if channel.key == key), None)


def by_pg(channels: Iterable[Channel], pg: str) -> Channel | None:
    """The first channel of `provider` or `provider.pg_id`, as `pg` names it."""
    provider, _, pg_id = pg.partition(".")
    return next(
        (
            channel
            for channel in channels
            if channel.pg_provider == provider and pg_id in ("", channel.pg_id)
        ),
        None,
    )


def of_group(channels: Iterable[Channel], group: str) -> tuple[Channel, ...]:
    """The channels of a smart routing group, the one that is tried first before the others."""
    return tuple(channel for channel in channels if group in channel.groups)


def default(channels: Iterable[Channel]) -> Channel | None:
    """The channel of a request that names none."""
    return next((channel for channel in channels if channel.type != "certification"), None)
