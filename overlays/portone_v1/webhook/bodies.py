"""The body of a request that PortOne, or anybody else, has sent: read into fields, within bounds."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, NoReturn, cast
from urllib.parse import parse_qsl

from portone_v1_api.exact import exact

from ..errors import InvalidWebhook

MAX_SIZE: Final = 64 * 1024
"""How many bytes a body may have. PortOne's have a few hundred."""

_DEEPEST = 16
_MOST_FIELDS = 200
_JSON, _FORM = "application/json", "application/x-www-form-urlencoded"
_CHARSETS = ("utf-8", "utf8", "us-ascii")
_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?([^\s;"']*)""", re.IGNORECASE)
_NAMES = ("imp_uid", "merchant_uid", "status", "cancellation_id", "event", "extra", "amount")
_INSIDE = re.compile(r"([^\[\]]+)\[([^\[\]]+)\]")

Fields = dict[str, Any]
Body = bytes | bytearray | memoryview | str
"""What frameworks give as the body of a request."""


def fields_of(body: Body, content_type: str | bytes | None) -> Fields:
    """The fields of a JSON object or of a form; without a content type, of what it looks like.

    Raises:
        InvalidWebhook: It is too large, too deep, in another charset, or neither of the two.
        TypeError: An argument is not what the request had, such as a body that was parsed already.
    """
    told = _header(content_type)
    text = _decoded(body, told)
    kind = told.partition(";")[0].strip().lower()
    if kind == _JSON or (not kind and text.lstrip().startswith("{")):
        return _from_json(text)
    if kind == _FORM or not kind:
        return _from_form(text)
    raise InvalidWebhook("content_type", f"must be {_JSON} or {_FORM}")


def text(fields: Mapping[str, Any], name: str, longest: int = 255) -> str | None:
    """A field that is one line of text; None when it is missing, null or empty."""
    value = fields.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise InvalidWebhook(name, f"must be a string, not {type(value).__name__}")
    if len(value) > longest:
        raise InvalidWebhook(name, f"is longer than {longest} characters")
    if not value.isprintable():  # half of a surrogate pair is not printable either
        raise InvalidWebhook(name, "has a character that no identity has")
    return value


def identity(fields: Mapping[str, Any], name: str, longest: int = 255) -> str | None:
    """A field by which something can be looked up; None when it is missing, null or empty."""
    value = text(fields, name, longest)
    if value is not None and value.strip() in ("", ".", ".."):
        raise InvalidWebhook(name, "names nothing that can be looked up")
    return value


def needed(fields: Mapping[str, Any], name: str, longest: int = 255) -> str:
    """A field by which something can be looked up, and that must be there."""
    value = identity(fields, name, longest)
    if value is None:
        raise InvalidWebhook(name, "is missing")
    return value


def _header(content_type: object) -> str:
    """The header as text; some frameworks keep headers as bytes."""
    if content_type is None:
        return ""
    if isinstance(content_type, bytes):
        return content_type.decode("latin-1")
    if not isinstance(content_type, str):
        kind = type(content_type).__name__
        raise TypeError(f"content_type must be the text or the bytes of the header, not {kind}")
    return content_type


def _decoded(given: object, content_type: str) -> str:
    if isinstance(given, bytearray | memoryview):
        given = bytes(cast("bytearray", given))
    if not isinstance(given, str | bytes):
        # Not an InvalidWebhook: the sender is not to blame, and must not be answered 400.
        raise TypeError(
            f"body must be bytes or str, not {type(given).__name__}: pass the request's body as it came, "
            "such as request.body (Django), request.get_data() (Flask) or await request.body() (FastAPI)"
        )
    body = given
    charset = _CHARSET.search(content_type)
    if charset and charset[1].lower() not in _CHARSETS:
        raise InvalidWebhook("content_type", "has a charset other than utf-8")
    if len(body) > MAX_SIZE:
        raise InvalidWebhook("body", f"is larger than {MAX_SIZE:,} bytes")
    try:
        return body if isinstance(body, str) else body.decode()
    except UnicodeDecodeError:
        raise InvalidWebhook("body", "is not in UTF-8") from None


@exact
def _from_json(text: str) -> Fields:
    try:
        data = json.loads(
            text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_once
        )
        deep = _is_deep(data)
    except InvalidWebhook:
        raise
    except (ValueError, ArithmeticError):
        raise InvalidWebhook("body", "is not JSON") from None
    except RecursionError:
        deep, data = True, None
    if deep:
        raise InvalidWebhook("body", f"is nested more than {_DEEPEST} deep")
    if not isinstance(data, dict):
        raise InvalidWebhook("body", "is not a JSON object")
    return cast("Fields", data)


def _from_form(text: str) -> Fields:
    try:
        pairs = parse_qsl(
            text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except UnicodeDecodeError:
        raise InvalidWebhook("body", "is not in UTF-8") from None
    except ValueError:
        raise InvalidWebhook("body", f"has more than {_MOST_FIELDS} fields") from None
    fields: Fields = {}
    for name, value in pairs:
        place, key = fields, name
        if inside := _INSIDE.fullmatch(name):
            place, key = fields.setdefault(inside[1], {}), inside[2]
        if not isinstance(place, dict) or key in place:
            raise InvalidWebhook(_shown(inside[1] if inside else name), "is there twice")
        place[key] = value
    return fields


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON. What is there twice would be read as one thing here and as another elsewhere."""
    result = dict(pairs)
    if len(result) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InvalidWebhook(_shown(twice), "is there twice")
    return result


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)  # NaN and Infinity are no JSON


def _is_deep(data: object) -> bool:
    level = [data]
    for _ in range(_DEEPEST):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(cast("dict[str, object]", value).values())
    return list(cast("list[object]", value)) if isinstance(value, list) else []


def _shown(name: str) -> str:
    """The name of a field, if it is not one that a stranger chose."""
    return name if name in _NAMES else "a field"
