"""The accounts of merchants, with their keys and settings."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from . import checks
from .records import Channel, Promotion


def url_problem(url: object) -> str | None:
    """What is wrong with an address for webhooks, and what to write instead; None when nothing is."""
    problem = "must be an http or https address, such as http://127.0.0.1:8000/webhook"
    if not isinstance(url, str) or any(map(str.isspace, url)):
        return problem
    try:
        read = httpx.URL(url)  # by the library that will call it
    except httpx.InvalidURL:
        return problem
    return None if read.scheme in ("http", "https") and read.host else problem


@dataclass(frozen=True)
class MerchantAccount:
    """A merchant or an agency, with its keys to the API and its settings in the console.

    `tiers` may be given as any iterable.
    """

    key: str
    secret: str
    tiers: frozenset[str] | None = None
    """The codes of its sub-merchants; None when any code will do."""
    channels: tuple[Channel, ...] = ()
    """Its contracts with PGs. The first is the default."""
    user_code: str = "imp00000000"
    """What `IMP.init` is called with."""
    webhook_url: str | None = None
    webhook_form: bool = False
    """Whether webhooks come as forms instead of JSON."""
    recovery: bool = False
    """Whether yesterday's failed scheduled charges are made again every day."""
    promotions: tuple[Promotion, ...] = ()
    """The discounts that it has set up."""
    sees_phones: bool = False
    """Whether the carriers let it see phone and carrier of who is verified, and at Danal who is a foreigner."""

    def __post_init__(self) -> None:
        for name in ("key", "secret", "user_code"):
            checks.text(name, getattr(self, name), may_be_empty=True)
        for name in ("webhook_form", "recovery", "sees_phones"):
            checks.flag(name, getattr(self, name))
        object.__setattr__(self, "tiers", checks.tiers("tiers", self.tiers))
        problem = None if self.webhook_url is None else url_problem(self.webhook_url)
        if problem:
            # It may have a secret in it, so it is not repeated.
            raise ValueError(f"webhook_url {problem}")

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.key}>"


NOBODY = MerchantAccount("", "")
"""Who calls an operation that takes no token."""
