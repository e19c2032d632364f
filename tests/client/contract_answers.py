"""What an answer must be read as, worked out from the contract alone."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from attrs import fields
from contract_cases import IDENTITIES, Asked, Described, Fields, contract, python_name

from generator.examples import answer_schema, example_of
from generator.load import Mapping
from portone_v1 import KST
from portone_v1.models import Model, PartialList

Drift = Callable[[str], None]


def payload_schema(operation: Described, status: str = "200") -> Mapping:
    """The schema of what stands in the envelope."""
    answer = answer_schema(operation.data, status)
    assert answer is not None
    parts = contract().resolve(answer)["allOf"]
    schema: Mapping = next(
        part["properties"]["response"]
        for part in map(contract().resolve, parts)
        if "response" in part.get("properties", {})
    )
    return schema


def options(schema: Mapping) -> list[Mapping]:
    """What a value may be, but for null."""
    schema = contract().resolve(schema)
    found = [option for part in schema.get("anyOf", ()) for option in options(part)]
    if "anyOf" in schema:
        return found
    return [] if schema.get("type") == "null" else [schema]


def types(schema: Mapping) -> set[str]:
    """The JSON types of a schema, but for null."""
    own = schema.get("type", ())
    return ({own} if isinstance(own, str) else set(own)) - {"null"}


def payloads(operation: Described) -> list[Any]:
    """An example of the payload; one of each kind where it may be of two."""
    schema = payload_schema(operation)
    found = options(schema)
    if found and types(found[0]) == {"array"}:
        return [[example_of(contract(), item)] for item in options(found[0]["items"])]
    return [example_of(contract(), option) for option in found] or [None]


def records(payload: Any) -> list[Fields]:
    """The objects that an answer is about: the payload, its items, or those of its page."""
    if isinstance(payload, dict):
        payload = payload["list"] if isinstance(payload.get("list"), list) else [payload]
    return [item for item in payload if isinstance(item, dict)] if isinstance(payload, list) else []


def about(asked: Asked, payload: Any) -> Any:
    """A payload about the things that were asked for: its nth object about the nth of them."""
    payload = copy.deepcopy(payload)
    for place, record in enumerate(records(payload)):
        for name in record.keys() & asked.keys():
            record[name] = asked[name][min(place, len(asked[name]) - 1)]
    return payload


def shown(payload: Any) -> Asked:
    """The identities that a payload shows."""
    found = {name: [each[name] for each in records(payload) if name in each] for name in IDENTITIES}
    return {
        name: uids
        for name, uids in found.items()
        if uids and all(isinstance(uid, str) for uid in uids)
    }


def is_about_another(asked: Asked, payload: Any) -> bool:
    """Whether an object of a payload names something else than what was asked for, one of each kind."""
    return any(
        isinstance(record.get(name), str) and record[name] not in ("", *uids)
        for record in records(payload)
        for name, uids in asked.items()
    )


def declared(operation: Described, payload: Any) -> Any:
    """A payload as the contract declares it, where a list may come as a page and a page as a list."""
    if "x-list-or-page" not in operation.data:
        return payload
    if "x-page" not in operation.data:
        is_page = isinstance(payload, dict) and not payload.get("next")
        return payload.get("list") if is_page else payload
    if not isinstance(payload, list):
        return payload
    return {"total": len(payload), "previous": 0, "next": 0, "list": payload}


def readable(operation: Described, payload: Any) -> bool:
    """Whether a payload is what can be read at all: an object, or a list where one is due."""
    found = options(payload_schema(operation))
    if not found:
        return True
    return isinstance(payload, list if types(found[0]) == {"array"} else dict)


def read(schema: Mapping, value: Any, at: str, drift: Drift) -> Any:
    """`value` as it must be read: a model as a dict by its Python names.

    What is not of the contract's type stays as it is, and `drift` is told where it stands.
    """
    found = options(schema)
    if not found:
        if value is not None:
            drift(at)
        return None
    if isinstance(value, list) and types(found[0]) == {"array"}:
        items = found[0]["items"]
        return [_item(items, item, f"{at}/{n}", drift) for n, item in enumerate(value)]
    if isinstance(value, dict) and types(found[0]) == {"object"}:
        return _object(_which(found, value), value, at, drift)
    drift(at)
    return value


def _which(found: list[Mapping], value: Fields) -> Mapping:
    """Of the objects that a value may be, the one that has fields of its own in it."""
    if len(found) == 2:
        marks = found[1]["properties"].keys() - found[0]["properties"].keys()
        return found[1] if marks & value.keys() else found[0]
    return found[0]


def _object(schema: Mapping, value: Fields, at: str, drift: Drift) -> Any:
    if not schema.get("properties"):
        return value
    required = schema.get("required", ())
    return {
        python_name(wire, data): _field(
            data, value.get(wire), f"{at}/{wire}", drift, wire in required
        )
        for wire, data in schema["properties"].items()
    }


def _field(schema: Mapping, value: Any, at: str, drift: Drift, required: bool) -> Any:
    found = options(schema)
    is_list = len(found) == 1 and types(found[0]) == {"array"}
    if value is None and (is_list or not required):
        return [] if is_list else None
    if schema.get("x-time") == "seconds" and not required and type(value) is int and value == 0:
        return None
    return _item(schema, value, at, drift)


def _item(schema: Mapping, value: Any, at: str, drift: Drift) -> Any:
    found = options(schema)
    if len(found) == 1 and len(types(found[0])) > 1:
        return value
    if len(found) > 1 and not all(option.get("properties") for option in found):
        return value
    if types(found[0]) & {"array", "object"}:
        return read(schema, value, at, drift)
    try:
        return _scalar(schema, found[0], value)
    except (TypeError, ValueError, OverflowError, OSError):
        drift(at)
        return value


_SCALARS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, Decimal),
    "boolean": (bool,),
}


def _scalar(schema: Mapping, resolved: Mapping, value: Any) -> Any:
    """A value of the contract's type, or an error."""
    if schema.get("x-time") == "seconds":
        if type(value) is not int or value <= 0:
            raise TypeError
        return datetime.fromtimestamp(value, KST)
    [allowed] = types(resolved)
    if type(value) not in _SCALARS[allowed]:
        raise TypeError
    return value


def plain(value: Any) -> Any:
    """What a call returned, with models as dicts by their Python names."""
    if isinstance(value, Model):
        names = [attribute.name for attribute in fields(type(value)) if attribute.eq]
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def raw(value: Any) -> Any:
    """What a call returned, as it came."""
    if isinstance(value, Model):
        return value.raw
    if isinstance(value, list):
        return [raw(item) for item in value]
    return value


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal and of the same types all the way down."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and bool(one == other)


def models(value: Any) -> Iterator[Model]:
    """Every model in what a call returned."""
    if isinstance(value, Model):
        yield value
        for attribute in fields(type(value)):
            if attribute.eq:
                yield from models(getattr(value, attribute.name))
    elif isinstance(value, PartialList | list):
        for item in value:
            yield from models(item)
