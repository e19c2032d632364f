# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The operations of `users`, as the contract has them."""

from __future__ import annotations

from ..calls import (
    Operation,
)

LIST_PG_SETTINGS = Operation(
    name="users.list_pg_settings",
    method="GET",
    path="/users/pg",
    effect="read",
)
