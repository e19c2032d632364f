# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Standard codes of card issuers and banks. (표준코드)"""

from __future__ import annotations

from ..calls import AsyncResource, Call, Resource
from ..models.codes import StandardCode
from ..operations import codes as operations
from ..payloads import one, several


class Codes(Resource):
    """Standard codes of card issuers and banks. (표준코드)"""

    def list_cards(self) -> list[StandardCode]:
        """List the card companies with their standard codes.

        The codes are those of the Korea Financial Telecommunications and Clearings Institute, as in
        `card_code` of a payment.

        Returns:
            The card companies.

        Raises:
            NotFound: Outcome rejected: the server knows no card company.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        V1: GET /cards (카드사코드 전체조회)
        """
        return self.sender.send(Call(operations.LIST_CARDS, several(StandardCode), {}))

    def get_card(self, card_standard_code: str) -> StandardCode:
        """Look up the card company of a standard code.

        Args:
            card_standard_code: The standard code of the card company. Text, not a number; some
                begin with 0. (카드사코드)

        Returns:
            The card company.

        Raises:
            NotFound: Outcome rejected: no card company has this code.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        V1: GET /cards/{card_standard_code} (카드사명 조회)
        """
        return self.sender.send(
            Call(operations.GET_CARD, one(StandardCode), {"card_standard_code": card_standard_code})
        )

    def list_banks(self) -> list[StandardCode]:
        """List the banks with their standard codes.

        The codes are those of the Korea Financial Telecommunications and Clearings Institute, as in
        `bank_code` of a payment.

        Returns:
            The banks.

        Raises:
            NotFound: Outcome rejected: the server knows no bank.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        V1: GET /banks (은행코드 전체조회)
        """
        return self.sender.send(Call(operations.LIST_BANKS, several(StandardCode), {}))

    def get_bank(self, bank_standard_code: str) -> StandardCode:
        """Look up the bank of a standard code.

        Args:
            bank_standard_code: The standard code of the bank. Text, not a number; many begin with
                0. (은행코드)

        Returns:
            The bank.

        Raises:
            NotFound: Outcome rejected: no bank has this code.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        V1: GET /banks/{bank_standard_code} (은행명 조회)
        """
        return self.sender.send(
            Call(operations.GET_BANK, one(StandardCode), {"bank_standard_code": bank_standard_code})
        )


class AsyncCodes(AsyncResource):
    """Standard codes of card issuers and banks. (표준코드)"""

    async def list_cards(self) -> list[StandardCode]:
        """List the card companies with their standard codes.

        The codes are those of the Korea Financial Telecommunications and Clearings Institute, as in
        `card_code` of a payment.

        Returns:
            The card companies.

        Raises:
            NotFound: Outcome rejected: the server knows no card company.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        V1: GET /cards (카드사코드 전체조회)
        """
        return await self.sender.send(Call(operations.LIST_CARDS, several(StandardCode), {}))

    async def get_card(self, card_standard_code: str) -> StandardCode:
        """Look up the card company of a standard code.

        Args:
            card_standard_code: The standard code of the card company. Text, not a number; some
                begin with 0. (카드사코드)

        Returns:
            The card company.

        Raises:
            NotFound: Outcome rejected: no card company has this code.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        V1: GET /cards/{card_standard_code} (카드사명 조회)
        """
        return await self.sender.send(
            Call(operations.GET_CARD, one(StandardCode), {"card_standard_code": card_standard_code})
        )

    async def list_banks(self) -> list[StandardCode]:
        """List the banks with their standard codes.

        The codes are those of the Korea Financial Telecommunications and Clearings Institute, as in
        `bank_code` of a payment.

        Returns:
            The banks.

        Raises:
            NotFound: Outcome rejected: the server knows no bank.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        V1: GET /banks (은행코드 전체조회)
        """
        return await self.sender.send(Call(operations.LIST_BANKS, several(StandardCode), {}))

    async def get_bank(self, bank_standard_code: str) -> StandardCode:
        """Look up the bank of a standard code.

        Args:
            bank_standard_code: The standard code of the bank. Text, not a number; many begin with
                0. (은행코드)

        Returns:
            The bank.

        Raises:
            NotFound: Outcome rejected: no bank has this code.
            NoAnswer, ServerError, UnexpectedAnswer: Outcome no_answer: nothing changed.
            ConnectError, ConfigurationError: Outcome not_sent.
            AuthenticationError, InvalidRequest, PermissionDenied, NotSupported, Conflict,
                RateLimited: Outcome rejected, as for every operation.

        V1: GET /banks/{bank_standard_code} (은행명 조회)
        """
        return await self.sender.send(
            Call(operations.GET_BANK, one(StandardCode), {"bank_standard_code": bank_standard_code})
        )
