"""Which of the merchant's channels a request wants, and whether its PG takes what it is sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..core import php
from ..core.context import HANDLERS, Call, RequestContext
from ..core.records import Channel
from ..core.refusals import Refusal
from . import channels


def choose(
    call: Call[Any, Any],
    *,
    key: str | None = None,
    pg: str | None = None,
    group: str | None = None,
    unsupported: str = "refused",
) -> Channel:
    """The channel that a request names by its key, its PG or a routing group; the default when by nothing.

    Refuses a channel that the merchant does not have and, with the case `unsupported`, one whose PG does
    not offer the operation.
    """
    channel = find(call, key=key, pg=pg, group=group)
    check(call, channel, unsupported=unsupported)
    return channel


def find(
    call: Call[Any, Any], *, key: str | None = None, pg: str | None = None, group: str | None = None
) -> Channel:
    """The channel that a request names, whatever its PG takes; the default when it names none."""
    if not (key or pg or group):
        return _default(call)
    channel = named(call, key=key, pg=pg, group=group)
    if channel is None:
        raise unknown_channel()
    return channel


def known_pg(context: RequestContext, pg: str | None) -> str | None:
    """`pg`, unless the merchant has no such PG: some operations then take the default one."""
    return pg if pg and named(context, pg=pg) else None


def named(
    context: RequestContext,
    *,
    key: str | None = None,
    pg: str | None = None,
    group: str | None = None,
) -> Channel | None:
    """The merchant's channel of that key, that PG or that routing group; the key decides before the others."""
    known = context.account.channels
    if key:
        return channels.by_key(known, key)
    if group:
        return next(iter(channels.of_group(known, group)), None)
    return channels.by_pg(known, pg or "")


def unknown_channel() -> Refusal:
    """The refusal for a channel that the merchant does not have. No document says how V1 refuses it."""
    return Refusal("bad_request", message="등록되지 않은 결제 채널입니다.")


def check(call: Call[Any, Any], channel: Channel, *, unsupported: str = "refused") -> None:
    """Refuse what the PG of `channel` does not take, by what the contract says of it."""
    provider = channel.pg_provider
    supported = call.operation.pgs
    if supported and provider not in supported:
        raise Refusal(unsupported, message=f"지원하지 않는 PG사입니다({provider}).")
    check_fields(call, channel, call.body)


def check_fields(call: Call[Any, Any], channel: Channel, body: Any) -> None:
    """Refuse a body without a field that the PG needs."""
    if body is None:
        return
    check_given(call, body, call.operation.needed_by(channel.pg_provider))


def check_given(call: Call[Any, Any], body: Any, names: Iterable[str]) -> None:
    """Refuse a body, or a part of one, that lacks one of these fields, because its PG needs it."""
    for name in names:
        if not _is_given(body, php.path(name)):
            # No document says how V1 refuses a field that the PG misses.
            invalid = HANDLERS[call.operation.name].invalid
            raise Refusal(invalid, message=f"필수 파라메터 {name}이(가) 누락되었습니다.")


def _is_given(value: Any, path: list[str]) -> bool:
    """Whether a field is there and not empty. What stands in an object that was left out is not missed."""
    if not path:
        return value not in (None, "", [])
    if value is None:
        return True
    if isinstance(value, list):
        return all(_is_given(each, path) for each in value)
    attribute = _attribute(value, path[0])
    if attribute is None:
        return True
    if len(path) == 1 and attribute not in value.model_fields_set:
        return False  # what stands there is only a default
    return _is_given(getattr(value, attribute), path[1:])


def _attribute(body: Any, wire_name: str) -> str | None:
    for name, field in type(body).model_fields.items():
        if wire_name in (name, field.alias):
            return str(name)
    return None


def _default(call: Call[Any, Any]) -> Channel:
    known = call.account.channels
    supported = call.operation.pgs
    fitting = [channel for channel in known if not supported or channel.pg_provider in supported]
    channel = channels.default(fitting or known)
    if channel is None:
        raise unknown_channel()
    return channel
