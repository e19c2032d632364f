# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Standard codes of card issuers and banks. (표준코드) What holds for every call: docs/calls.md."""

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

        Raises:
            NotFound: The server knows no card company.

        V1: GET /cards (카드사코드 전체조회)
        """
        return self.sender.send(Call(operations.LIST_CARDS, several(StandardCode), {}))

    def get_card(self, card_standard_code: str) -> StandardCode:
        """Look up the card company of a standard code.

        Args:
            card_standard_code (카드사코드): The standard code of the card company. Text, not a number;
                some begin with 0.

        Raises:
            NotFound: No card company has this code.

        V1: GET /cards/{card_standard_code} (카드사명 조회)
        """
        arguments = {"card_standard_code": card_standard_code}
        return self.sender.send(Call(operations.GET_CARD, one(StandardCode), arguments))

    def list_banks(self) -> list[StandardCode]:
        """List the banks with their standard codes.

        The codes are those of the Korea Financial Telecommunications and Clearings Institute, as in
        `bank_code` of a payment.

        Raises:
            NotFound: The server knows no bank.

        V1: GET /banks (은행코드 전체조회)
        """
        return self.sender.send(Call(operations.LIST_BANKS, several(StandardCode), {}))

    def get_bank(self, bank_standard_code: str) -> StandardCode:
        """Look up the bank of a standard code.

        Args:
            bank_standard_code (은행코드): The standard code of the bank. Text, not a number; many begin
                with 0.

        Raises:
            NotFound: No bank has this code.

        V1: GET /banks/{bank_standard_code} (은행명 조회)
        """
        arguments = {"bank_standard_code": bank_standard_code}
        return self.sender.send(Call(operations.GET_BANK, one(StandardCode), arguments))


class AsyncCodes(AsyncResource):
    """Standard codes of card issuers and banks. (표준코드)"""

    async def list_cards(self) -> list[StandardCode]:
        """List the card companies with their standard codes.

        The codes are those of the Korea Financial Telecommunications and Clearings Institute, as in
        `card_code` of a payment.

        Raises:
            NotFound: The server knows no card company.

        V1: GET /cards (카드사코드 전체조회)
        """
        return await self.sender.send(Call(operations.LIST_CARDS, several(StandardCode), {}))

    async def get_card(self, card_standard_code: str) -> StandardCode:
        """Look up the card company of a standard code.

        Args:
            card_standard_code (카드사코드): The standard code of the card company. Text, not a number;
                some begin with 0.

        Raises:
            NotFound: No card company has this code.

        V1: GET /cards/{card_standard_code} (카드사명 조회)
        """
        arguments = {"card_standard_code": card_standard_code}
        return await self.sender.send(Call(operations.GET_CARD, one(StandardCode), arguments))

    async def list_banks(self) -> list[StandardCode]:
        """List the banks with their standard codes.

        The codes are those of the Korea Financial Telecommunications and Clearings Institute, as in
        `bank_code` of a payment.

        Raises:
            NotFound: The server knows no bank.

        V1: GET /banks (은행코드 전체조회)
        """
        return await self.sender.send(Call(operations.LIST_BANKS, several(StandardCode), {}))

    async def get_bank(self, bank_standard_code: str) -> StandardCode:
        """Look up the bank of a standard code.

        Args:
            bank_standard_code (은행코드): The standard code of the bank. Text, not a number; many begin
                with 0.

        Raises:
            NotFound: No bank has this code.

        V1: GET /banks/{bank_standard_code} (은행명 조회)
        """
        arguments = {"bank_standard_code": bank_standard_code}
        return await self.sender.send(Call(operations.GET_BANK, one(StandardCode), arguments))
