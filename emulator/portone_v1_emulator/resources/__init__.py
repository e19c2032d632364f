"""The handlers, one module a resource. Importing this registers them all."""

from . import auth, billing_keys, payments, preparations, subscribe

__all__ = ["auth", "billing_keys", "payments", "preparations", "subscribe"]
