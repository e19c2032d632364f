# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Values on their way to the wire: money, time and the rest, checked and converted."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, cast

from .errors import ConfigurationError

Money = int | Decimal
"""Won, or a decimal amount in another currency."""

Time = datetime | int
"""An aware `datetime`, or epoch seconds."""

KST = timezone(timedelta(hours=9), "KST")
"""Korean time, in which all times are given."""

# From here on a JSON number loses digits. It is more won than there are.
_LARGEST = 2**53

_LONGEST_IDENTITY = 1000
"""Characters, far above what PortOne takes. A longer one could not be stored with the attempt."""

# Epoch seconds have ten digits until the year 2286; anything above is milliseconds by mistake.
_LATEST = 10**10

# ISO 4217: the currencies that have no decimals, or three. The others have two.
_WHOLE = frozenset(
    [
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "ISK",
        "JPY",
        "KMF",
        "KRW",
        "PYG",
        "RWF",
        "UGX",
        "UYI",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    ]
)
_OF_THOUSANDTHS = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])
_OF_HUNDREDTHS = frozenset(
    [
        "AED",
        "AFN",
        "ALL",
        "AMD",
        "ANG",
        "AOA",
        "ARS",
        "AUD",
        "AWG",
        "AZN",
        "BAM",
        "BBD",
        "BDT",
        "BGN",
        "BMD",
        "BND",
        "BOB",
        "BOV",
        "BRL",
        "BSD",
        "BTN",
        "BWP",
        "BYN",
        "BZD",
        "CAD",
        "CDF",
        "CHE",
        "CHF",
        "CHW",
        "CLF",
        "CNY",
        "COP",
        "COU",
        "CRC",
        "CUP",
        "CVE",
        "CZK",
        "DKK",
        "DOP",
        "DZD",
        "EGP",
        "ERN",
        "ETB",
        "EUR",
        "FJD",
        "FKP",
        "GBP",
        "GEL",
        "GHS",
        "GIP",
        "GMD",
        "GTQ",
        "GYD",
        "HKD",
        "HNL",
        "HTG",
        "HUF",
        "IDR",
        "ILS",
        "INR",
        "IRR",
        "JMD",
        "KES",
        "KGS",
        "KHR",
        "KPW",
        "KYD",
        "KZT",
        "LAK",
        "LBP",
        "LKR",
        "LRD",
        "LSL",
        "MAD",
        "MDL",
        "MGA",
        "MKD",
        "MMK",
        "MNT",
        "MOP",
        "MRU",
        "MUR",
        "MVR",
        "MWK",
        "MXN",
        "MXV",
        "MYR",
        "MZN",
        "NAD",
        "NGN",
        "NIO",
        "NOK",
        "NPR",
        "NZD",
        "PAB",
        "PEN",
        "PGK",
        "PHP",
        "PKR",
        "PLN",
        "QAR",
        "RON",
        "RSD",
        "RUB",
        "SAR",
        "SBD",
        "SCR",
        "SDG",
        "SEK",
        "SGD",
        "SHP",
        "SLE",
        "SOS",
        "SRD",
        "SSP",
        "STN",
        "SVC",
        "SYP",
        "SZL",
        "THB",
        "TJS",
        "TMT",
        "TOP",
        "TRY",
        "TTD",
        "TWD",
        "TZS",
        "UAH",
        "USD",
        "USN",
        "UYU",
        "UYW",
        "UZS",
        "VED",
        "VES",
        "WST",
        "XCD",
        "XCG",
        "YER",
        "ZAR",
        "ZMW",
        "ZWG",
    ]
)
_CURRENCIES = _WHOLE | _OF_THOUSANDTHS | _OF_HUNDREDTHS

_JSON = json.JSONEncoder(ensure_ascii=False).encode

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def plain(value: object) -> object:
    """`value`, where a string or a number is exactly what it holds.

    A subclass may print, compare and hash as something else: a member of an Enum prints its name.
    """
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return int.__index__(value)
    return Decimal(value) if isinstance(value, Decimal) else value


def to_money(
    value: object,
    field: str,
    currency: object = None,
    *,
    least: str = "at least 0",
    otherwise: str = "",
    instead: str = "",
) -> int | Decimal:
    """`value` as a JSON number: an integer when it is whole, else a decimal with the digits it was given.

    It has no more decimals than `currency` has; where that is not known, no more than two. `least` is what the
    error says where the caller refuses 0 too, `otherwise` what else the caller takes, and `instead` what to do
    about an amount with decimals in a currency that has none.
    """
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise _wrong(
            field, value, f"must be an int, or a Decimal such as Decimal('9.90'){otherwise}"
        )
    amount = cast("int | Decimal", plain(value))
    if isinstance(amount, Decimal) and not amount.is_finite():
        raise ConfigurationError(f"{field} must be a finite number")
    if not 0 <= amount < _LARGEST:
        raise ConfigurationError(f"{field} must be {least} and less than {_LARGEST:,}")
    decimals = _decimals(amount) if isinstance(amount, Decimal) else 0
    if decimals:
        _check_decimals(decimals, field, currency, instead)
        return amount
    return int(amount)


def _check_decimals(decimals: int, field: str, currency: object, instead: str) -> None:
    if currency in _WHOLE:
        raise ConfigurationError(f"{field} must be whole: {currency} has no decimals{instead}")
    most = 3 if currency in _OF_THOUSANDTHS else 2
    if decimals > most:
        raise ConfigurationError(f"{field} must have at most {most} decimals")


def _decimals(amount: Decimal) -> int:
    """The number of decimals, without zeros at the end."""
    _, digits, exponent = amount.as_tuple()
    if amount == 0:
        return 0
    zeros = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return max(0, -cast("int", exponent) - zeros)


def to_time(value: object, field: str) -> int:
    """`value` as epoch seconds."""
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            raise ConfigurationError(
                f"{field} must be an aware datetime: give it a tzinfo, such as portone_v1.KST"
            )
        value = int(value.timestamp())
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(field, value, "must be an aware datetime or whole epoch seconds")
    seconds = cast("int", plain(value))
    if seconds < 0:
        raise ConfigurationError(f"{field} must not be negative, which is before the year 1970")
    if seconds >= _LATEST:
        raise ConfigurationError(
            f"{field} must be epoch seconds from 0 to {_LATEST - 1:,}: divide milliseconds by 1,000"
        )
    return seconds


def to_text(value: object, field: str) -> str:
    """`value`, which must be a string."""
    if not isinstance(value, str):
        hint = ", such as json.dumps makes" if issubclass(type(value), dict) else ""
        raise _wrong(field, value, f"must be a str{hint}")
    text = str.__str__(value)
    if not _is_sendable(text):
        raise ConfigurationError(
            f"{field} contains half of a surrogate pair, which UTF-8 cannot encode"
        )
    return text


def to_currency(value: object, field: str) -> str:
    """`value`, which must be the code of a currency."""
    code = to_text(value, field)
    if code not in _CURRENCIES:
        raise ConfigurationError(
            f"{field} must be an ISO 4217 code, three capital letters such as USD: the won is KRW"
        )
    return code


def to_identity(value: object, field: str) -> str:
    """`value`, which must be a string by which the server can find something again."""
    text = to_text(value, field)
    if len(text) > _LONGEST_IDENTITY:
        raise ConfigurationError(f"{field} is longer than {_LONGEST_IDENTITY:,} characters")
    if text.strip() in ("", ".", ".."):
        # In a path these call another operation, and the server takes an empty value for none at all.
        raise ConfigurationError(f"{field} must not be {text!r}, which identifies nothing")
    if _CONTROL.search(text):
        raise ConfigurationError(
            f"{field} contains a control character, such as a line break: remove it"
        )
    return text


def to_integer(value: object, field: str) -> int:
    """`value`, which must be an integer."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(field, value, "must be an int")
    number = cast("int", plain(value))
    if abs(number) >= _LARGEST:
        raise ConfigurationError(
            f"{field} is too large: JSON integers are exact below {_LARGEST:,}"
        )
    return number


def to_boolean(value: object, field: str) -> bool:
    """`value`, which must be True or False."""
    if not isinstance(value, bool):
        raise _wrong(field, value, "must be a bool")
    return value


def to_list(value: object, field: str) -> list[object]:
    """`value` as a list. A string is refused: it would be taken apart into its letters."""
    if not isinstance(value, (list, tuple)):
        raise _wrong(field, value, "must be a list")
    return list(cast("list[object]", value))


def to_object(value: object, field: str) -> dict[Any, Any]:
    """`value`, which must be a mapping, as a dict of plain values."""
    if not isinstance(value, Mapping):
        raise _wrong(field, value, "must be a dict")
    given = cast("Mapping[object, object]", value)
    return {plain(name): plain(each) for name, each in given.items()}


def to_json(value: object, field: str) -> object:
    """A copy of `value`, which JSON must be able to hold, as the server will read it."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        raise ConfigurationError(
            f"{field} contains a value that JSON cannot hold: use dict, list, str, int, float, bool, None"
        ) from None
    if not _is_sendable(text):
        raise ConfigurationError(
            f"{field} contains half of a surrogate pair, which UTF-8 cannot encode"
        )
    copy: object = json.loads(text)
    return copy


def json_text(value: object) -> str:
    """`value` as JSON. A Decimal keeps its digits, which a float would not."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Mapping):
        fields = cast("Mapping[str, object]", value).items()
        return f"{{{', '.join(f'{_JSON(name)}: {json_text(each)}' for name, each in fields)}}}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(json_text, cast('list[object]', value)))}]"
    return _JSON(value)


def _is_sendable(text: str) -> bool:
    """Whether UTF-8 can encode it, which it cannot do with half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _wrong(field: str, value: object, rule: str) -> ConfigurationError:
    # The type is named and never the value, which may be a card number.
    return ConfigurationError(f"{field} {rule}, not {type(value).__name__}")
