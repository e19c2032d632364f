"""What is known of single PGs, beside what the contract says where it matters."""

from __future__ import annotations

from typing import Final, cast

from portone_v1_api.calls import DeclinedRule, FieldValues
from portone_v1_api.operations import subscribe

_NOT_FINAL = cast("FieldValues", cast("DeclinedRule", subscribe.AGAIN.declined).not_final)

FAILED_IS_NOT_FINAL: Final = frozenset(_NOT_FINAL.values)
"""PGs that show a pending payment as failed, or as not paid, at first: it may still be paid."""

SHOWS_AMOUNT_ONLY: Final = frozenset({"html5_inicis", "inicis"})
"""PGs whose window, when it issues a billing key, shows an amount and does not charge it."""
