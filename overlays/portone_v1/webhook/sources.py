"""From where webhooks come. An address is a hint against noise, never a proof: read the payment back."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from typing import Final

SOURCES: Final = frozenset({"52.78.100.19", "52.78.48.223", "52.78.5.241"})
"""The addresses that PortOne documents. The last one is the console's test button as well."""

_WITH_PORT = re.compile(r"\[([^\]]+)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+")

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_from_portone(address: str | None, *, sources: Iterable[str] = SOURCES) -> bool:
    """Whether `address` is one that PortOne sends webhooks from.

    It must be the address of the connection, such as `request.remote_addr`. Behind a proxy that is the
    proxy's, and a header such as X-Forwarded-For can be written by anybody: take `sender_address`, which
    counts only what your own proxies have written. PortOne may add addresses, so do not turn away what comes
    from another one without an alarm; what is read back is the truth anyway.

    Args:
        address: An IPv4 or IPv6 address; what is none is not PortOne's.
        sources: Addresses, or networks such as `10.0.0.0/8`.
    """
    found = _address(address)
    if found is None:
        return False
    return any(found in ipaddress.ip_network(source) for source in sources)


def sender_address(
    remote: str | None, forwarded_for: str | None = None, *, trusted_proxies: int
) -> str | None:
    """The address that sent a request, as far as one's own proxies tell; None when they do not.

    Each proxy appends the address that it was called from to X-Forwarded-For, so what stands there counts
    from the right: the entry of the outermost of your proxies is the sender, and all that is left of it was
    written by the sender itself. This is right only when nobody can reach the server past the proxies.

    Args:
        remote: The address of the connection, such as `request.remote_addr`.
        forwarded_for: The header X-Forwarded-For; several of them joined with commas.
        trusted_proxies: How many proxies of yours stand before the server, each of which appends to the
            header. 0 means none: the header is not looked at.
    """
    if trusted_proxies < 0:
        raise ValueError("trusted_proxies must not be negative")
    if trusted_proxies == 0:
        return remote
    entries = (forwarded_for or "").rsplit(",", trusted_proxies)
    if len(entries) < trusted_proxies:
        return None  # it did not come through all of them
    entry = entries[-trusted_proxies].strip()
    if with_port := _WITH_PORT.fullmatch(entry):
        entry = with_port[1] or with_port[2]
    return entry if _address(entry) else None


def _address(text: str | None) -> _Address | None:
    try:
        address = ipaddress.ip_address(text or "")
    except ValueError:
        return None
    # A server that listens on IPv6 sees the others as ::ffff:52.78.100.19.
    return getattr(address, "ipv4_mapped", None) or address
