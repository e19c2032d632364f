"""What is known of single PGs and the contract cannot say."""

from __future__ import annotations

from typing import Final

FAILED_IS_NOT_FINAL: Final = frozenset({"paymentwall", "paypal", "paypal_v2", "payletter"})
"""PGs that show a pending payment as failed, or as not paid, at first: it may still be paid."""

SHOWS_AMOUNT_ONLY: Final = frozenset({"html5_inicis", "inicis"})
"""PGs whose window, when it issues a billing key, shows an amount and does not charge it."""
