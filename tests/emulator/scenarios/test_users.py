"""The channels that a merchant has set up."""

from __future__ import annotations

import pytest

from portone_v1_emulator import Account, Emulator
from portone_v1_emulator.core.records import Channel
from portone_v1_emulator.pgs.channels import CHANNELS

from .shop import Shop, open_shop


@pytest.mark.covers("users.list_pg_settings")
def test_every_channel_with_its_key(shop: Shop) -> None:
    settings = shop.users.list_pg_settings()
    assert [setting.channel_key for setting in settings] == [channel.key for channel in CHANNELS]
    first = settings[0]
    assert (first.pg_provider, first.pg_id, first.sandbox, first.type, first.channel_name) == (
        "nice_v2",
        "emulator",
        False,
        "payment",
        "nice_v2",
    )
    assert {setting.type for setting in settings} == {"payment", "api_payment", "certification"}
    assert {setting.sandbox for setting in settings} == {True, False}


def test_the_channels_of_the_account_alone(emulator: Emulator) -> None:
    own = Channel(pg_provider="kcp", pg_id="T0000", key="channel-key-own", name="우리 KCP")
    emulator.store.open_account(Account("own-channels", "pass", channels=(own,)))
    with open_shop(emulator, "sync", key="own-channels", secret="pass") as shop:
        (setting,) = shop.users.list_pg_settings()
        assert (setting.channel_key, setting.channel_name, setting.pg_id) == (
            "channel-key-own",
            "우리 KCP",
            "T0000",
        )


def test_sub_merchants_have_the_channels_of_their_agency(shop: Shop) -> None:
    theirs = shop.with_options(tier="AB1").users.list_pg_settings()
    assert theirs == shop.users.list_pg_settings()
