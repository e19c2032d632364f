"""Bank accounts: what their numbers look like, and whose they are."""

from __future__ import annotations

import hashlib
import re

MERCHANT = "에뮬레이터 상점"
"""The holder of a virtual account where the PG shows the merchant."""

HOLDER = "홍길동"
"""Whose every account is that is nobody else's."""

# bank: what its virtual accounts begin with, and how long they are
_FORMS = {
    "003": ("965", 14),
    "004": ("791", 14),
    "007": ("701", 14),
    "011": ("790", 14),
    "020": ("270", 14),
    "023": ("620", 14),
    "031": ("937", 14),
    "032": ("302", 13),
    "034": ("193", 13),
    "037": ("965", 13),
    "039": ("209", 13),
    "045": ("900", 14),
    "048": ("139", 14),
    "071": ("611", 14),
    "081": ("580", 14),
    "088": ("562", 14),
    "089": ("700", 12),
}
_USUAL_FORM = ("900", 14)

_NUMBER = re.compile(r"[0-9]{10,16}")
_NOBODYS = "0000"


def next_number(bank_code: str, serial: int) -> str:
    """A new virtual account of that bank."""
    begin, length = _FORMS.get(bank_code, _USUAL_FORM)
    places = length - len(begin)
    return f"{begin}{serial % 10**places:0{places}}"


def number_for(bank_code: str, key: str) -> str:
    """The fixed virtual account of that bank that belongs to `key`, always the same."""
    return next_number(bank_code, int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]))


def holder(number: str) -> str | None:
    """Return the holder of an account number. One that ends in 0000 has no holder."""
    digits = plain(number)
    if not _NUMBER.fullmatch(digits) or digits.endswith(_NOBODYS):
        return None
    return HOLDER


def plain(number: str) -> str:
    """The digits of a number that may be written with dashes."""
    return re.sub(r"[\s-]", "", number)
