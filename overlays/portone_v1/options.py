"""What a client was told: its account, and how it makes its calls."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, cast
from urllib.parse import urlsplit

from portone_v1_api.calls import Effect

from .errors import ConfigurationError

LOOPBACK = ("127.0.0.1", "[::1]", "localhost")
"""This machine, as a URL writes it."""

_TIER = re.compile(r"[A-Z0-9]{3}")
_URL_RULE = "base_url must begin with https://, or with http:// on this machine, such as http://127.0.0.1:8282"
_BASE_URL = re.compile(r"[!-~]+")
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_HEADER_VALUE = re.compile(r"[\t -~]*")

# The client sets these itself, and a wrong one could act for the wrong shop.
_OWN_HEADERS = frozenset({"authorization", "tier", "content-type", "content-length", "host"})

_LONGEST_TIMEOUT = 100_000_000
"""Seconds: years, and within what a socket can wait."""

_RESOLVE_WITHIN = 60.0

_DEFAULT_TIMEOUTS: dict[Effect, float] = {"read": 15.0, "write": 60.0}


@dataclass(frozen=True, slots=True, repr=False)
class Account:
    """Where to call, and as whom."""

    api_key: str
    api_secret: str
    base_url: str

    @classmethod
    def checked(cls, api_key: object, api_secret: object, base_url: object) -> Account:
        """An account of which every part has been checked."""
        return cls(_key("api_key", api_key), _key("api_secret", api_secret), _checked_url(base_url))

    @property
    def digest(self) -> str:
        """What tells it from another: of too few digits to find the key by trying them all."""
        return hashlib.sha256(self.api_key.encode()).hexdigest()[:8]

    def __repr__(self) -> str:
        return f"Account({self.base_url})"


def _key(name: str, value: object) -> str:
    if value is not None and not isinstance(value, str):
        raise ConfigurationError(f"{name} must be a str, not {type(value).__name__}")
    if not value:
        raise ConfigurationError(f"{name} is missing: take it from the console's V1 section")
    if not value.isascii() or not value.isprintable() or " " in value:
        raise ConfigurationError(
            f"{name} has a space or a character that is not ASCII: copy it again"
        )
    return value


def _checked_url(base_url: object) -> str:
    if not isinstance(base_url, str) or not _BASE_URL.fullmatch(base_url):
        raise ConfigurationError(_URL_RULE)
    try:
        url = urlsplit(base_url)
        port, host = url.port, url.hostname
        _ = (host or "").encode("idna")  # else a name that cannot be looked up fails in mid-call
    except ValueError:
        raise ConfigurationError("base_url is not a valid URL") from None
    if url.scheme not in ("https", "http") or not host or port == 0:
        raise ConfigurationError(_URL_RULE)
    if "@" in url.netloc or "?" in base_url or "#" in base_url:
        raise ConfigurationError("base_url must be a host, perhaps with a port and a path")
    if url.scheme == "http" and (f"[{host}]" if ":" in host else host) not in LOOPBACK:
        raise ConfigurationError("base_url must be https: http is for this machine alone")
    return base_url.rstrip("/")


class Options(NamedTuple):
    """How calls are made. Immutable: a view has options of its own."""

    tier: str | None = None
    timeout: float | None = None
    max_retries: int = 2
    extra_query: Mapping[str, str] = {}
    extra_body: Mapping[str, Any] = {}
    extra_headers: Mapping[str, str] = {}
    resolve: bool | float = False
    mark: bool = False

    def __repr__(self) -> str:
        return f"Options(tier={self.tier}, timeout={self.timeout}, max_retries={self.max_retries})"

    @property
    def resolve_within(self) -> float:
        """Seconds in which an unknown outcome is to be found out; 0 when it is not."""
        return _RESOLVE_WITHIN if self.resolve is True else float(self.resolve)

    def timeout_for(self, effect: Effect) -> float:
        """Seconds that one try of a call may take."""
        return _DEFAULT_TIMEOUTS[effect] if self.timeout is None else self.timeout

    def checked(self) -> Options:
        """A copy of these options that nobody can change any more, or ConfigurationError."""
        _check_tier(self.tier)
        _check_timeout(self.timeout)
        _check_retries(self.max_retries)
        _check_resolve(self.resolve)
        if not isinstance(cast("object", self.mark), bool):
            raise ConfigurationError("mark must be True or False")
        for name in ("extra_query", "extra_body", "extra_headers"):
            _check_mapping(name, getattr(self, name))
        for name, value in self.extra_headers.items():
            if name.lower() in _OWN_HEADERS:
                raise ConfigurationError(
                    f"extra_headers must not contain {name}: the client sets it"
                )
            if not _HEADER_NAME.fullmatch(name):
                raise ConfigurationError(
                    f"extra_headers: {name!a} contains a character that HTTP headers do not allow"
                )
            if not _HEADER_VALUE.fullmatch(value):
                raise ConfigurationError(
                    f"extra_headers: the value of {name} contains a character that HTTP headers do not "
                    "allow: use ASCII without line breaks"
                )
        return self._replace(
            tier=None if self.tier is None else str.__str__(self.tier),
            extra_query=_copied("extra_query", self.extra_query),
            extra_body=_copied("extra_body", self.extra_body),
            extra_headers={
                name.lower(): str.__str__(value) for name, value in self.extra_headers.items()
            },
        )


def check_members(name: str, value: object, members: tuple[str, ...], wanted: str) -> None:
    """Refuse an argument that lacks something the client will use."""
    if value is None:
        return
    if isinstance(value, type):
        raise ConfigurationError(
            f"{name} is the class {value.__name__} itself: give an instance, {wanted}"
        )
    missing = [member for member in members if not hasattr(value, member)]
    if missing:
        raise ConfigurationError(
            f"{name} must be {wanted}: this {type(value).__name__} has no {', '.join(missing)}"
        )


def _check_tier(tier: object) -> None:
    if tier is not None and not (isinstance(tier, str) and _TIER.fullmatch(tier)):
        raise ConfigurationError("tier must be three uppercase letters or digits, such as AB1")


def _check_timeout(timeout: object) -> None:
    if timeout is None:
        return
    is_number = isinstance(timeout, (int, float)) and not isinstance(timeout, bool)
    if not is_number or not 0 < cast("float", timeout) <= _LONGEST_TIMEOUT:
        raise ConfigurationError(
            f"timeout must be a number of seconds above 0, at most {_LONGEST_TIMEOUT:,}, or None"
        )


def _check_resolve(resolve: object) -> None:
    if isinstance(resolve, bool):
        return
    if not isinstance(resolve, (int, float)) or not 0 < resolve < math.inf:
        raise ConfigurationError("resolve must be True, False or a number of seconds above 0")


def _check_retries(max_retries: object) -> None:
    if not isinstance(max_retries, int) or isinstance(max_retries, bool) or max_retries < 0:
        raise ConfigurationError("max_retries must be a whole number, 0 or more")


def _check_mapping(name: str, mapping: object) -> None:
    if not isinstance(mapping, Mapping):
        raise ConfigurationError(f"{name} must be a dict")
    for key, value in cast("Mapping[object, object]", mapping).items():
        if not isinstance(key, str) or not (name == "extra_body" or isinstance(value, str)):
            values = "" if name == "extra_body" else " and str values"
            raise ConfigurationError(f"{name} must be a dict with str keys{values}")


def _copied(name: str, mapping: Mapping[str, Any]) -> dict[str, Any]:
    """A copy by way of the wire, so that what cannot be sent is found now."""
    try:
        text = json.dumps(dict(mapping), ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError):
        raise ConfigurationError(f"{name} contains a value that JSON cannot hold") from None
    copy: dict[str, Any] = json.loads(text)
    return copy
