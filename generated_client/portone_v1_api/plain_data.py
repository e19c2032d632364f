# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Models as plain data: JSON-ready dicts, and models built from dicts."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, ClassVar, Self, cast, get_args, get_type_hints

from attrs import NOTHING, fields_dict

from .calls import Report
from .errors import ConfigurationError
from .values import KST, to_time

HIDDEN = "***"
"""What stands in for a secret."""

_DEEPEST = 50
"""Levels of nesting that are kept. Answers of PortOne have about six."""


class FieldName(str):
    """A name that `keys` returns, and `model[name]` takes.

    A plain string is refused: Django's templates try `payment["paid_at"]` before `payment.paid_at`, and
    would get text instead of a time.
    """

    __slots__ = ()


class PlainData:
    """What turns a model into plain data and back."""

    __slots__ = ()

    raw: dict[str, Any]
    _wire_names: ClassVar[frozenset[str]] = frozenset()
    _renamed: ClassVar[Mapping[str, str]] = {}
    """The wire names of the fields that have another name in Python."""
    _secrets: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        """Read it from `data`, which stands at the JSON pointer `at` of the answer."""
        raise NotImplementedError

    def to_dict(self, *, secrets: bool = False) -> dict[str, Any]:
        """Return the fields as JSON-ready data, which `from_dict` takes back.

        Times are ISO 8601 text in KST. An amount with decimals is text too, so that it keeps its digits.
        Fields that the contract does not know are left out: they are in `extra`.

        Args:
            secrets: Show secrets such as card and phone numbers. Otherwise they are `"***"`, and so is
                what an object of unknown form contains.
        """
        return {name: self._plain(name, secrets) for name in field_names(type(self))}

    def to_json(self, *, secrets: bool = False) -> str:
        """Return the fields as JSON text: `to_dict`, encoded.

        Args:
            secrets: Show secrets such as card and phone numbers. Otherwise they are `"***"`.
        """
        return json.dumps(self.to_dict(secrets=secrets), ensure_ascii=False)

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> Self:
        """Build a model from the Python names of its fields, for instance in a test.

        A time is an aware datetime, ISO 8601 text or epoch seconds; an amount is an int, a Decimal or the
        text of a decimal; an object is a model or a dict. Optional fields may be left out. `raw` of the
        model has what PortOne would have sent.

        Raises:
            ConfigurationError: A field is unknown, missing or of the wrong type.
        """
        attributes = fields_dict(cast("Any", cls))
        hints = _hints(cast("Any", cls))
        wire: dict[str, Any] = {}
        for name, value in data.items():
            if name not in hints:
                raise ConfigurationError(_unknown(cls.__name__, name, hints))
            wire[cls._renamed.get(name, name)] = _to_wire(
                value, hints[name], f"{cls.__name__}.{name}"
            )
        for name in hints:
            if name not in data and attributes[name].default is NOTHING:
                raise ConfigurationError(f"{cls.__name__}.{name} is required")
        wrong: list[str] = []
        model = cls.read(wire, "", wrong.append)
        if wrong:
            there = wrong[0].split("/")[1]
            [name] = [name for name in data if cls._renamed.get(name, name) == there]
            raise ConfigurationError(f"{cls.__name__}.{name} must be {attributes[name].type}")
        return model

    def keys(self) -> Iterable[FieldName]:
        """Let `dict(model)` be `model.to_dict()`, which FastAPI's `jsonable_encoder` relies on."""
        return map(FieldName, field_names(type(self)))

    def __getitem__(self, name: FieldName) -> Any:
        if type(name) is not FieldName:
            raise TypeError(f"{type(self).__name__} has attributes, not items")
        return self._plain(name, secrets=False)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> Any:
        from pydantic_core import core_schema

        data = core_schema.dict_schema()
        return core_schema.no_info_plain_validator_function(
            cls._validate,
            serialization=core_schema.plain_serializer_function_ser_schema(
                cls.to_dict, return_schema=data
            ),
            json_schema_input_schema=data,
        )

    @classmethod
    def _validate(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        if not isinstance(value, Mapping):
            raise ValueError(f"must be a {cls.__name__} or a dict, not {type(value).__name__}")
        return cls.from_dict(cast("Mapping[str, object]", value))

    def _plain(self, name: str, secrets: bool) -> Any:
        value = getattr(self, name)
        if name in self._secrets and not secrets and value is not None:
            return HIDDEN
        return _to_plain(value, secrets, str if secrets else self._visible)

    def _visible(self, text: str) -> str:
        """What may be shown of `text` while secrets are masked."""
        return text


def field_names(kind: type[object]) -> tuple[str, ...]:
    """The names of a model's own fields: those of the contract."""
    return tuple(name for name in fields_dict(cast("Any", kind)) if _is_own(name))


def _is_own(name: str) -> bool:
    return name != "raw" and not name.startswith("_")


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {name: hints[name] for name in field_names(kind)}


def _to_plain(value: object, secrets: bool, text: Callable[[str], str], depth: int = 0) -> Any:
    if depth > _DEEPEST:
        return "..."
    if isinstance(value, PlainData):
        return value.to_dict(secrets=secrets)
    if isinstance(value, list):
        items = cast("list[object]", value)
        return [_to_plain(item, secrets, text, depth + 1) for item in items]
    if isinstance(value, dict):
        # The contract does not describe such an object, so that any field may be a secret.
        return {
            name: _to_plain(inner, secrets, text, depth + 1) if secrets else HIDDEN
            for name, inner in cast("dict[str, object]", value).items()
        }
    if isinstance(value, datetime):
        return value.astimezone(KST).isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return text(value) if isinstance(value, str) else value


def _to_wire(value: object, hint: Any, field: str) -> Any:
    """`value` as it would have come; a value of a wrong type stays, and is found when it is read."""
    kinds = _kinds(hint)
    if isinstance(value, list):
        items = cast("list[object]", value)
        return [_to_wire(item, hint, f"{field}[{n}]") for n, item in enumerate(items)]
    if datetime in kinds and value is not None:
        return to_time(_parsed(datetime.fromisoformat, value, field), field)
    if Decimal in kinds:
        return _parsed(Decimal, value, field)
    if isinstance(value, PlainData):
        names = field_names(type(value))
        value = {name: inner for name in names if (inner := getattr(value, name)) is not None}
    models = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, PlainData)]
    if models and isinstance(value, Mapping):
        return models[0].from_dict(cast("Mapping[str, object]", value)).raw
    return value


def _kinds(hint: Any) -> list[Any]:
    """The types that a hint such as `list[Payment] | None` names."""
    inner = get_args(hint)
    return [kind for each in inner for kind in _kinds(each)] if inner else [hint]


def _parsed(parse: Callable[[str], object], value: object, field: str) -> object:
    """`value`, read by `parse` if it is text."""
    if not isinstance(value, str):
        return value
    try:
        return parse(value)
    except (ValueError, InvalidOperation):
        form = "ISO 8601" if parse is not Decimal else "a decimal number"
        raise ConfigurationError(f"{field} must be {form}, if it is text") from None


def _unknown(model: str, name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    return f"{model} has no field {name!r}" + (f"; did you mean {close[0]}?" if close else "")
