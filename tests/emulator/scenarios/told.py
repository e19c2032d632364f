"""What webhooks have said."""

from __future__ import annotations

from typing import Any

from .shop import Shop


def told(shop: Shop) -> list[tuple[Any, Any]]:
    """Of which payment, and which status, in their order."""
    return [(each.body["imp_uid"], each.body["status"]) for each in shop.emulator.webhooks.log]
