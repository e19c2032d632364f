"""From bytes to models: bodies in JSON or as forms, and the arguments in path and query."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

from pydantic import ValidationError

from .._generated import requests as models
from ..core import php
from ..core.contract import Operation
from ..core.request_models import RequestModel

# As in PHP's max_input_vars.
_MOST_FIELDS = 1000

# Where one of several types would do, pydantic names the one it tried.
_TYPE_NAMES = ("str", "list[str]")


class InvalidRequest(Exception):
    """The arguments cannot be read; the text says which, in Korean, and never what they were."""


def read_body(operation: Operation, content_type: str, raw: bytes) -> RequestModel | None:
    """The body as the operation's model; None when it takes none."""
    if operation.body is None:
        return None
    media = content_type.partition(";")[0].strip().lower()
    if media == "application/json":
        values = _read_json(raw)
    elif media == "application/x-www-form-urlencoded" and operation.takes_forms:
        values = _read_pairs(raw.decode("utf-8", "replace"))
    else:
        values = {}  # PHP reads nothing else, and finds every field missing
    return _validate(operation.body, values)


def read_params(operation: Operation, path: dict[str, str], query: str) -> RequestModel | None:
    """The arguments in path and query as the operation's model; None when it has none."""
    if not path and not operation.query:
        return None
    given = _read_pairs(query)
    values: dict[str, Any] = dict(path)
    for name in operation.query:
        value = _pick(given, name)
        if value is not None:
            values[name] = value
    return _validate(operation.params_model, values)


def _read_json(raw: bytes) -> dict[str, Any]:
    try:
        values = json.loads(raw, parse_float=Decimal, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise InvalidRequest("요청 본문이 올바른 JSON이 아닙니다.") from None
    if not isinstance(values, dict):
        raise InvalidRequest("요청 본문이 JSON 객체가 아닙니다.")
    return values


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _read_pairs(text: str) -> dict[str, Any]:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
        return php.nest(pairs)
    except ValueError:
        raise InvalidRequest("파라메터가 너무 많거나 너무 깊습니다.") from None


def _pick(given: dict[str, Any], name: str) -> Any:
    """The value of the argument that the contract calls `a`, `a[]` or `a[b]`."""
    value: Any = given
    for step in php.path(name):
        if step:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def _validate(model: str, values: dict[str, Any]) -> RequestModel:
    try:
        checked: RequestModel = getattr(models, model).model_validate(values)
    except ValidationError as error:
        raise InvalidRequest(first_problem(error)) from None
    return checked


def first_field(error: ValidationError) -> str:
    """Where the first of the wrong arguments stands."""
    (problem, *_) = error.errors(include_url=False, include_input=False, include_context=False)
    first, *rest = (step for step in problem["loc"] if step not in _TYPE_NAMES)
    return f"{first}{''.join(f'[{step}]' for step in rest)}"


def first_problem(error: ValidationError) -> str:
    """What is wrong with the arguments, in Korean, and never what they were."""
    name = first_field(error)
    if error.errors(include_url=False, include_input=False)[0]["type"] == "missing":
        return f"필수 파라메터 {name}이(가) 누락되었습니다."
    return f"파라메터 {name}의 값이 올바르지 않습니다."
