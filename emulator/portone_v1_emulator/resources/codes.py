"""Standard codes of banks and card companies."""

from __future__ import annotations

from typing import Any

from .._generated.requests import CodesGetBankParams, CodesGetCardParams
from ..core import contract
from ..core.context import Answer, Call, operation
from ..core.refusals import Refusal
from ..pgs.standard_codes import BANKS, CARDS


@operation("codes.list_cards")
def list_cards(call: Call[None, None]) -> Answer:
    """Every card company."""
    return Answer([_shown(code, name) for code, name in CARDS.items()])


@operation("codes.get_card")
def get_card(call: Call[CodesGetCardParams, None]) -> Answer:
    """The card company of a code."""
    code = call.params.card_standard_code
    if code not in CARDS:
        raise Refusal("unknown_card_company", message="존재하지 않는 카드사코드입니다.")
    return Answer(_shown(code, CARDS[code]))


@operation("codes.list_banks")
def list_banks(call: Call[None, None]) -> Answer:
    """Every bank and securities firm."""
    return Answer([_shown(code, name) for code, name in BANKS.items()])


@operation("codes.get_bank")
def get_bank(call: Call[CodesGetBankParams, None]) -> Answer:
    """The bank or securities firm of a code."""
    code = call.params.bank_standard_code
    if code not in BANKS:
        raise Refusal("unknown_bank", message="존재하지 않는 은행코드입니다.")
    return Answer(_shown(code, BANKS[code]))


def _shown(code: str, name: str) -> dict[str, Any]:
    return contract.load().blank("StandardCode") | {"code": code, "name": name}
