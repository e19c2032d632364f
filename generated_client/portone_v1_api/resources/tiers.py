# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Sub-merchants of an agency. (하위상점) What holds for every call: docs/calls.md."""

from __future__ import annotations

from ..calls import AsyncResource, Call, Resource
from ..models.tiers import Tier
from ..operations import tiers as operations
from ..payloads import one


class Tiers(Resource):
    """Sub-merchants of an agency. (하위상점)"""

    def get(self, tier_code: str) -> Tier:
        """Look up a sub-merchant of the agency.

        Args:
            tier_code (하위상점 코드): The code of the sub-merchant, three capital letters or digits.

        Raises:
            NotFound: There is no sub-merchant of this code, or no longer.

        V1: GET /tiers/{tier_code} (하위상점 조회)
        """
        arguments = {"tier_code": tier_code}
        return self.sender.send(Call(operations.GET, one(Tier), arguments))

    def create(self, tier_code: str, *, name: str) -> Tier:
        """Register a sub-merchant of the agency.

        Deprecated: no longer documented by PortOne.

        The official document dropped it in July 2025; older clients still call it.

        Args:
            tier_code (하위상점 코드): The code of the new sub-merchant, three capital letters or digits.
            name (하위상점명): Its name, as the agency keeps it.

        Raises:
            AlreadyDone: The code has been registered before.
            Refused: PortOne refuses to register it for another reason.

        V1: POST /tiers/{tier_code} (하위상점 등록)
        """
        arguments = {"tier_code": tier_code, "name": name}
        return self.sender.send(Call(operations.CREATE, one(Tier), arguments))

    def update(self, tier_code: str, *, name: str) -> Tier:
        """Rename a sub-merchant of the agency.

        Deprecated: no longer documented by PortOne.

        The official document dropped it in July 2025; older clients still call it.

        Args:
            tier_code (하위상점 코드): The code of the sub-merchant, three capital letters or digits.
            name (하위상점명): Its name, as the agency keeps it.

        Returns:
            The sub-merchant with its new name.

        Raises:
            NotFound: There is no sub-merchant of this code, or no longer.
            Refused: PortOne refuses to rename it.

        V1: PUT /tiers/{tier_code} (하위상점 수정)
        """
        arguments = {"tier_code": tier_code, "name": name}
        return self.sender.send(Call(operations.UPDATE, one(Tier), arguments))

    def delete(self, tier_code: str) -> Tier:
        """Delete a sub-merchant of the agency.

        Deprecated: no longer documented by PortOne.

        The official document dropped it in July 2025; older clients still call it.

        Args:
            tier_code (하위상점 코드): The code of the sub-merchant, three capital letters or digits.

        Raises:
            NotFound: There is no sub-merchant of this code, or no longer.
            Refused: PortOne refuses to delete it.

        V1: DELETE /tiers/{tier_code} (하위상점 삭제)
        """
        arguments = {"tier_code": tier_code}
        return self.sender.send(Call(operations.DELETE, one(Tier), arguments))


class AsyncTiers(AsyncResource):
    """Sub-merchants of an agency. (하위상점)"""

    async def get(self, tier_code: str) -> Tier:
        """Look up a sub-merchant of the agency.

        Args:
            tier_code (하위상점 코드): The code of the sub-merchant, three capital letters or digits.

        Raises:
            NotFound: There is no sub-merchant of this code, or no longer.

        V1: GET /tiers/{tier_code} (하위상점 조회)
        """
        arguments = {"tier_code": tier_code}
        return await self.sender.send(Call(operations.GET, one(Tier), arguments))

    async def create(self, tier_code: str, *, name: str) -> Tier:
        """Register a sub-merchant of the agency.

        Deprecated: no longer documented by PortOne.

        The official document dropped it in July 2025; older clients still call it.

        Args:
            tier_code (하위상점 코드): The code of the new sub-merchant, three capital letters or digits.
            name (하위상점명): Its name, as the agency keeps it.

        Raises:
            AlreadyDone: The code has been registered before.
            Refused: PortOne refuses to register it for another reason.

        V1: POST /tiers/{tier_code} (하위상점 등록)
        """
        arguments = {"tier_code": tier_code, "name": name}
        return await self.sender.send(Call(operations.CREATE, one(Tier), arguments))

    async def update(self, tier_code: str, *, name: str) -> Tier:
        """Rename a sub-merchant of the agency.

        Deprecated: no longer documented by PortOne.

        The official document dropped it in July 2025; older clients still call it.

        Args:
            tier_code (하위상점 코드): The code of the sub-merchant, three capital letters or digits.
            name (하위상점명): Its name, as the agency keeps it.

        Returns:
            The sub-merchant with its new name.

        Raises:
            NotFound: There is no sub-merchant of this code, or no longer.
            Refused: PortOne refuses to rename it.

        V1: PUT /tiers/{tier_code} (하위상점 수정)
        """
        arguments = {"tier_code": tier_code, "name": name}
        return await self.sender.send(Call(operations.UPDATE, one(Tier), arguments))

    async def delete(self, tier_code: str) -> Tier:
        """Delete a sub-merchant of the agency.

        Deprecated: no longer documented by PortOne.

        The official document dropped it in July 2025; older clients still call it.

        Args:
            tier_code (하위상점 코드): The code of the sub-merchant, three capital letters or digits.

        Raises:
            NotFound: There is no sub-merchant of this code, or no longer.
            Refused: PortOne refuses to delete it.

        V1: DELETE /tiers/{tier_code} (하위상점 삭제)
        """
        arguments = {"tier_code": tier_code}
        return await self.sender.send(Call(operations.DELETE, one(Tier), arguments))
