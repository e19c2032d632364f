"""The merchant's own settings."""

from __future__ import annotations

from typing import Any

from ..core import contract
from ..core.context import Answer, Call, operation
from ..core.records import Channel


@operation("users.list_pg_settings")
def list_pg_settings(call: Call[None, None]) -> Answer:
    """Every channel of the account, which its sub-merchants share."""
    return Answer([_shown(channel) for channel in call.account.channels])


def _shown(channel: Channel) -> dict[str, Any]:
    return contract.load().blank("PgSetting") | {
        "channel_key": channel.key,
        "channel_name": channel.name,
        "pg_id": channel.pg_id,
        "pg_provider": channel.pg_provider,
        "sandbox": channel.sandbox,
        "type": channel.type,
    }
