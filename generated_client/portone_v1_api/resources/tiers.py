# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Sub-merchants of an agency. (하위상점)"""

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
            tier_code: The code of the sub-merchant, three capital letters or digits. (하위상점 코드)

        Returns:
            The sub-merchant.

        Raises:
            NotFound: Outcome rejected: there is no sub-merchant of this code, or no longer.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        V1: GET /tiers/{tier_code} (하위상점 조회)
        """
        return self.sender.send(Call(operations.GET, one(Tier), {"tier_code": tier_code}))

    def create(self, tier_code: str, *, name: str) -> Tier:
        """Register a sub-merchant of the agency.

        Deprecated: no longer documented by PortOne.

        The official document dropped it in July 2025; older clients still call it.

        Args:
            tier_code: The code of the new sub-merchant, three capital letters or digits. (하위상점 코드)
            name: Its name, as the agency keeps it. (하위상점명)

        Returns:
            The new sub-merchant.

        Raises:
            AlreadyDone: Outcome rejected: the code has been registered before.
            Refused: Outcome rejected: PortOne refuses to register it for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotFound, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        V1: POST /tiers/{tier_code} (하위상점 등록)
        """
        return self.sender.send(
            Call(operations.CREATE, one(Tier), {"tier_code": tier_code, "name": name})
        )

    def update(self, tier_code: str, *, name: str) -> Tier:
        """Rename a sub-merchant of the agency.

        Deprecated: no longer documented by PortOne.

        The official document dropped it in July 2025; older clients still call it.

        Args:
            tier_code: The code of the sub-merchant, three capital letters or digits. (하위상점 코드)
            name: Its name, as the agency keeps it. (하위상점명)

        Returns:
            The sub-merchant with its new name.

        Raises:
            NotFound: Outcome rejected: there is no sub-merchant of this code, or no longer.
            Refused: Outcome rejected: PortOne refuses to rename it.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        V1: PUT /tiers/{tier_code} (하위상점 수정)
        """
        return self.sender.send(
            Call(operations.UPDATE, one(Tier), {"tier_code": tier_code, "name": name})
        )

    def delete(self, tier_code: str) -> Tier:
        """Delete a sub-merchant of the agency.

        Deprecated: no longer documented by PortOne.

        The official document dropped it in July 2025; older clients still call it.

        Args:
            tier_code: The code of the sub-merchant, three capital letters or digits. (하위상점 코드)

        Returns:
            The sub-merchant that was deleted.

        Raises:
            NotFound: Outcome rejected: there is no sub-merchant of this code, or no longer.
            Refused: Outcome rejected: PortOne refuses to delete it.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        V1: DELETE /tiers/{tier_code} (하위상점 삭제)
        """
        return self.sender.send(Call(operations.DELETE, one(Tier), {"tier_code": tier_code}))


class AsyncTiers(AsyncResource):
    """Sub-merchants of an agency. (하위상점)"""

    async def get(self, tier_code: str) -> Tier:
        """Look up a sub-merchant of the agency.

        Args:
            tier_code: The code of the sub-merchant, three capital letters or digits. (하위상점 코드)

        Returns:
            The sub-merchant.

        Raises:
            NotFound: Outcome rejected: there is no sub-merchant of this code, or no longer.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        V1: GET /tiers/{tier_code} (하위상점 조회)
        """
        return await self.sender.send(Call(operations.GET, one(Tier), {"tier_code": tier_code}))

    async def create(self, tier_code: str, *, name: str) -> Tier:
        """Register a sub-merchant of the agency.

        Deprecated: no longer documented by PortOne.

        The official document dropped it in July 2025; older clients still call it.

        Args:
            tier_code: The code of the new sub-merchant, three capital letters or digits. (하위상점 코드)
            name: Its name, as the agency keeps it. (하위상점명)

        Returns:
            The new sub-merchant.

        Raises:
            AlreadyDone: Outcome rejected: the code has been registered before.
            Refused: Outcome rejected: PortOne refuses to register it for another reason.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotFound, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        V1: POST /tiers/{tier_code} (하위상점 등록)
        """
        return await self.sender.send(
            Call(operations.CREATE, one(Tier), {"tier_code": tier_code, "name": name})
        )

    async def update(self, tier_code: str, *, name: str) -> Tier:
        """Rename a sub-merchant of the agency.

        Deprecated: no longer documented by PortOne.

        The official document dropped it in July 2025; older clients still call it.

        Args:
            tier_code: The code of the sub-merchant, three capital letters or digits. (하위상점 코드)
            name: Its name, as the agency keeps it. (하위상점명)

        Returns:
            The sub-merchant with its new name.

        Raises:
            NotFound: Outcome rejected: there is no sub-merchant of this code, or no longer.
            Refused: Outcome rejected: PortOne refuses to rename it.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        V1: PUT /tiers/{tier_code} (하위상점 수정)
        """
        return await self.sender.send(
            Call(operations.UPDATE, one(Tier), {"tier_code": tier_code, "name": name})
        )

    async def delete(self, tier_code: str) -> Tier:
        """Delete a sub-merchant of the agency.

        Deprecated: no longer documented by PortOne.

        The official document dropped it in July 2025; older clients still call it.

        Args:
            tier_code: The code of the sub-merchant, three capital letters or digits. (하위상점 코드)

        Returns:
            The sub-merchant that was deleted.

        Raises:
            NotFound: Outcome rejected: there is no sub-merchant of this code, or no longer.
            Refused: Outcome rejected: PortOne refuses to delete it.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome unknown: it was sent and no trustworthy
                answer came; do not send it again before you know.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        V1: DELETE /tiers/{tier_code} (하위상점 삭제)
        """
        return await self.sender.send(Call(operations.DELETE, one(Tier), {"tier_code": tier_code}))
