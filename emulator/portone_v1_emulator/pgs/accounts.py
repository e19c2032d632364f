"""Accounts that open with the usual channels and promotions."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..core.accounts import MerchantAccount
from ..core.records import Channel, Promotion
from . import channels
from .channels import CHANNELS
from .promotions import PROMOTIONS


@dataclass(frozen=True, repr=False)
class Account(MerchantAccount):
    """A merchant or an agency, with its keys to the API and its settings in the console.

    `tiers` and `channels` may be given as any iterables, and a channel by its name, such as `kcp`.
    """

    channels: tuple[Channel, ...] = field(default_factory=lambda: CHANNELS)
    """Its contracts with PGs. The first is the default."""
    promotions: tuple[Promotion, ...] = field(default_factory=lambda: PROMOTIONS)
    """The discounts that it has set up."""

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "channels", channels.read("channels", self.channels))
