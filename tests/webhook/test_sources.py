"""From where webhooks come, and what a proxy lets one see of that."""

from __future__ import annotations

import pytest

from portone_v1.webhook import SOURCES, is_from_portone, sender_address

OURS = "52.78.100.19"


@pytest.mark.parametrize("address", [*sorted(SOURCES), f"::ffff:{OURS}"])
def test_documented_addresses(address: str) -> None:
    assert is_from_portone(address)


@pytest.mark.parametrize(
    "address", [None, "", "52.78.100.20", "::1", f"{OURS}, 1.2.3.4", f"{OURS}:443", "unknown", "0"]
)
def test_other_addresses(address: str | None) -> None:
    assert not is_from_portone(address)


def test_sources_of_ones_own() -> None:
    assert is_from_portone("10.1.2.3", sources=["10.0.0.0/8"])
    assert not is_from_portone(OURS, sources=["10.0.0.0/8"])
    assert is_from_portone("::1", sources=[*SOURCES, "::1"])


@pytest.mark.parametrize(
    ("forwarded_for", "proxies", "sender"),
    [
        (f"{OURS}", 0, "10.0.0.1"),  # anybody can write a header
        (f"{OURS}", 1, OURS),
        (f"{OURS}, 6.6.6.6", 1, "6.6.6.6"),  # the sender wrote the first one itself
        (f"{OURS}, 6.6.6.6,10.0.0.2", 2, "6.6.6.6"),
        (f" 1.1.1.1 , {OURS} , 10.0.0.2", 2, OURS),
        (f"{OURS}:53211", 1, OURS),
        ("[2001:db8::1]:443", 1, "2001:db8::1"),
        ("2001:db8::1", 1, "2001:db8::1"),
        (f"{OURS}", 2, None),  # it came past the outer proxy
        ("", 1, None),
        (None, 1, None),
        ("unknown", 1, None),
        (f"{OURS},", 1, None),
    ],
)
def test_behind_proxies(forwarded_for: str | None, proxies: int, sender: str | None) -> None:
    assert sender_address("10.0.0.1", forwarded_for, trusted_proxies=proxies) == sender


def test_proxies_are_counted() -> None:
    with pytest.raises(ValueError, match="negative"):
        sender_address("10.0.0.1", OURS, trusted_proxies=-1)
