"""What a client was told: its account, and how it makes its calls."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from portone_v1_api.calls import Effect

from .errors import ConfigurationError

_TIER = re.compile(r"[A-Z0-9]{3}")
_LOOPBACK = ("127.0.0.1", "::1", "localhost")

# The client sets these itself, and a wrong one could act for the wrong shop.
_OWN_HEADERS = frozenset({"authorization", "tier", "content-type", "content-length", "host"})

_DEFAULT_TIMEOUTS: dict[Effect, float] = {"read": 15.0, "write": 60.0}


class Account(NamedTuple):
    """Where to call, and as whom."""

    api_key: str
    api_secret: str
    base_url: str

    @classmethod
    def checked(cls, api_key: str, api_secret: str, base_url: str) -> Account:
        """An account of which every part has been checked."""
        for name, value in (("api_key", api_key), ("api_secret", api_secret)):
            if not value or not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
                raise ConfigurationError(
                    f"{name} is missing: take it from the console's V1 section"
                )
            if not value.isascii() or value != value.strip():
                raise ConfigurationError(f"{name} has spaces around it or letters that no key has")
        url = urlsplit(base_url)
        if url.scheme not in ("https", "http") or not url.hostname:
            raise ConfigurationError("base_url must be an https URL")
        if url.username or url.password or url.query or url.fragment:
            raise ConfigurationError("base_url must be a host and nothing but a host")
        if url.scheme == "http" and url.hostname not in _LOOPBACK:
            raise ConfigurationError("base_url must be https: http is for this machine alone")
        return cls(api_key, api_secret, base_url.rstrip("/"))

    def __repr__(self) -> str:
        return f"Account({self.base_url})"


class Options(NamedTuple):
    """How calls are made. Immutable: a view has options of its own."""

    tier: str | None = None
    timeout: float | None = None
    max_retries: int = 2
    extra_query: Mapping[str, str] = {}
    extra_body: Mapping[str, Any] = {}
    extra_headers: Mapping[str, str] = {}

    def timeout_for(self, effect: Effect) -> float:
        """Seconds that one try of a call may take."""
        return _DEFAULT_TIMEOUTS[effect] if self.timeout is None else self.timeout

    def checked(self) -> Options:
        """These options, or ConfigurationError."""
        if self.tier is not None and not _TIER.fullmatch(self.tier):
            raise ConfigurationError("tier must be three uppercase letters or digits, such as AB1")
        if self.timeout is not None and not 0 < self.timeout < math.inf:
            raise ConfigurationError("timeout must be a number of seconds above 0")
        if self.max_retries < 0:
            raise ConfigurationError("max_retries must be 0 or more")
        for name in self.extra_headers:
            if name.lower() in _OWN_HEADERS:
                raise ConfigurationError(f"extra_headers must not hold {name}: the client sets it")
        return self
