"""English and Korean: who reads an error in Korean, and words that stand in several of them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

_STATUSES = {"ready": "결제대기", "paid": "결제완료", "failed": "실패", "cancelled": "취소"}


def reads_korean(headers: Mapping[str, str]) -> bool:
    """Return whether whoever sent these headers would rather read Korean, as `Accept-Language` says."""
    return headers.get("accept-language", "").strip().lower().startswith("ko")


def status_in_korean(status: str) -> str:
    """Return the Korean word for the status of a payment."""
    return _STATUSES.get(status, status)


def money(amount: Decimal, currency: str) -> tuple[str, str]:
    """Return an amount as English and Korean texts write it."""
    if currency == "KRW":
        return f"{amount:,f} won", f"{amount:,f}원"
    return f"{currency} {amount:,f}", f"{currency} {amount:,f}"
