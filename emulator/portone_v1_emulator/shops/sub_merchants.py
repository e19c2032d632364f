"""The sub-merchants of an agency: those it has from the start, those registered since, and those that are gone.

They belong to the agency's account, whichever of them a request is made for. What a sub-merchant has done
is kept when it is deleted, and is there again when its code is registered anew.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..core.accounts import MerchantAccount
from ..core.checks import TIER
from ..core.records import Record
from ..core.store import Store
from ..core.tables import Table


@dataclass(frozen=True, slots=True)
class SubMerchant(Record):
    """A sub-merchant that was registered, renamed or deleted since the start."""

    identity = "code"

    code: str
    name: str
    deleted: bool = False


def find(store: Store, account: MerchantAccount, code: str) -> SubMerchant | None:
    """The sub-merchant of that code; None when there is none, or no longer."""
    changed = _changed(store, account).get(code)
    if changed is not None:
        return None if changed.deleted else changed
    if code in (account.tiers or ()):
        return SubMerchant(code, f"하위상점 {code}")
    return None


def keep(store: Store, account: MerchantAccount, sub_merchant: SubMerchant) -> None:
    """Remember what a sub-merchant is from now on."""
    _changed(store, account).put(sub_merchant)


def accepts(store: Store, account: MerchantAccount, code: str) -> bool:
    """Whether a request may be made for `code`.

    An account whose `tiers` are None need not register a code before it uses it, but a deleted one is gone.
    """
    if not TIER.fullmatch(code):
        return False
    undeleted = account.tiers is None and _changed(store, account).get(code) is None
    return undeleted or find(store, account, code) is not None


def _changed(store: Store, account: MerchantAccount) -> Table[SubMerchant]:
    return store.shop(account.key).table(SubMerchant)
