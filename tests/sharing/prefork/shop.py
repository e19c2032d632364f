"""What prefork servers load before they fork: a client that has been used already."""

from __future__ import annotations

import os

import redis

from portone_v1 import Attempt, PortOne
from portone_v1.sharing.redis_store import RedisTokenStore

REDIS = os.environ["SHOP_REDIS"]

database = redis.Redis.from_url(REDIS)


def remember(attempt: Attempt) -> None:
    """Store what is about to be sent, and by which process."""
    order = attempt.identities["merchant_uid"]
    database.set(f"attempt:{order}", attempt.to_json())
    database.set(f"process:{order}", os.getpid())


def remembered(merchant_uid: str) -> Attempt | None:
    """What was about to be sent for an order, if anything was."""
    stored = database.get(f"attempt:{merchant_uid}")
    return Attempt.from_json(stored.decode()) if isinstance(stored, bytes) else None


portone = PortOne.from_env(token_store=RedisTokenStore(REDIS), before_send=remember)
portone.codes.list_banks()
