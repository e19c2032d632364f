# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""The operations of `codes`, as the contract has them."""

from __future__ import annotations

from ..calls import (
    ErrorRule,
    Operation,
    Parameter,
)

LIST_CARDS = Operation(
    name="codes.list_cards",
    method="GET",
    path="/cards",
    effect="read",
    errors=(ErrorRule("unknown_card_company", 404, None, None, "NotFound"),),
)

GET_CARD = Operation(
    name="codes.get_card",
    method="GET",
    path="/cards/{card_standard_code}",
    effect="read",
    parameters=(
        Parameter("card_standard_code", "card_standard_code", "path", "identity", required=True),
    ),
    errors=(ErrorRule("unknown_card_company", 404, None, None, "NotFound"),),
    identities=("card_standard_code",),
)

LIST_BANKS = Operation(
    name="codes.list_banks",
    method="GET",
    path="/banks",
    effect="read",
    errors=(ErrorRule("unknown_bank", 404, None, None, "NotFound"),),
)

GET_BANK = Operation(
    name="codes.get_bank",
    method="GET",
    path="/banks/{bank_standard_code}",
    effect="read",
    parameters=(
        Parameter("bank_standard_code", "bank_standard_code", "path", "identity", required=True),
    ),
    errors=(ErrorRule("unknown_bank", 404, None, None, "NotFound"),),
    identities=("bank_standard_code",),
)
