# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The merchant's own settings. (고객사) What holds for every call: docs/calls.md."""

from __future__ import annotations

from ..calls import AsyncResource, Call, Resource
from ..models.users import PgSetting
from ..operations import users as operations
from ..payloads import several


class Users(Resource):
    """The merchant's own settings. (고객사)"""

    def list_pg_settings(self) -> list[PgSetting]:
        """List the PG settings of the console.

        Each channel that the merchant has set up, with its `channel_key`.

        V1: GET /users/pg (PG 설정 복수조회)
        """
        return self.sender.send(Call(operations.LIST_PG_SETTINGS, several(PgSetting), {}))


class AsyncUsers(AsyncResource):
    """The merchant's own settings. (고객사)"""

    async def list_pg_settings(self) -> list[PgSetting]:
        """List the PG settings of the console.

        Each channel that the merchant has set up, with its `channel_key`.

        V1: GET /users/pg (PG 설정 복수조회)
        """
        return await self.sender.send(Call(operations.LIST_PG_SETTINGS, several(PgSetting), {}))
