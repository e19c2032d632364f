"""The channels that every emulator opens with, and how a request names the one that it wants."""

from __future__ import annotations

from collections.abc import Iterable

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
