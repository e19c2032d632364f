# Made by `make generate` from the contract in spec/. Do not edit: the next run overwrites it.
"""Answers on their way from the wire: read leniently, with nothing lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any, Protocol, Self, SupportsIndex, TypeVar, cast

from attrs import define, field, fields

from .calls import Report
from .nesting import Flat, flattened, is_deep, restored
from .plain_data import HIDDEN, PlainData, field_names
from .values import KST

T = TypeVar("T")
R = TypeVar("R", covariant=True)


_LATEST = 253_402_268_399
"""The end of the year 9999 in KST, the last time that Python can represent."""


class _Drift(Exception):
    """A value is not of the type that the contract has."""


def text(value: object) -> str:
    """A string."""
    if type(value) is str:
        return value
    raise _Drift


def integer(value: object) -> int:
    """An integer, and no bool."""
    if type(value) is int:
        return value
    raise _Drift


def boolean(value: object) -> bool:
    """True or False."""
    if type(value) is bool:
        return value
    raise _Drift


def money(value: object) -> int | Decimal:
    """An amount: an `int` where the wire has an integer, a `Decimal` where it has a decimal."""
    if type(value) is int or type(value) is Decimal:
        return value
    raise _Drift


def moment(value: object) -> datetime:
    """Epoch seconds as a time in KST."""
    if type(value) is int and 0 < value <= _LATEST:
        return datetime.fromtimestamp(value, KST)
    raise _Drift


def time(value: object) -> datetime | None:
    """Epoch seconds as a time in KST; the wire's 0 is None."""
    return None if type(value) is int and value == 0 else moment(value)


def anything(value: object) -> Any:
    """Whatever it is."""
    return value


def mapping(value: object) -> dict[str, Any]:
    """An object of free form."""
    if type(value) is dict:
        return cast("dict[str, Any]", value)
    raise _Drift


class Reader:
    """Reads the fields of one object.

    A value of an unexpected type is given as it came, and its JSON pointer is reported: a surprise in
    an answer must not hide that a customer was charged.
    """

    __slots__ = ("_at", "_get", "_report")

    def __init__(self, data: Mapping[str, Any], at: str, report: Report) -> None:
        self._get = data.get
        self._at = at
        self._report = report

    def need(self, name: str, read: Callable[[object], T]) -> T:
        """The field `name`, which is always there."""
        value = self._get(name)
        try:
            return read(value)
        except _Drift:
            self._report(f"{self._at}/{name}")
            return cast("T", value)

    def get(self, name: str, read: Callable[[object], T]) -> T | None:
        """The field `name`, or None when it is missing or null."""
        value = self._get(name)
        if value is None:
            return None
        try:
            return read(value)
        except _Drift:
            self._report(f"{self._at}/{name}")
            return cast("T", value)

    def items(self, name: str, read: Callable[[object], T]) -> list[T]:
        """The list `name`; empty when it is missing or null."""
        value = self._get(name)
        if value is None:
            return []
        if type(value) is not list:
            self._report(f"{self._at}/{name}")
            return cast("list[T]", value)
        result: list[T] = []
        for index, item in enumerate(cast("list[object]", value)):
            try:
                result.append(read(item))
            except _Drift:
                self._report(f"{self._at}/{name}/{index}")
                result.append(cast("T", item))
        return result

    def need_model(self, name: str, model: Readable[T]) -> T:
        """The object `name`, which is always there."""
        value = self._get(name)
        if type(value) is dict:
            return model.read(cast("dict[str, Any]", value), f"{self._at}/{name}", self._report)
        self._report(f"{self._at}/{name}")
        return cast("T", value)

    def model(self, name: str, model: Readable[T]) -> T | None:
        """The object `name`, or None when it is missing or null."""
        return None if self._get(name) is None else self.need_model(name, model)

    def models(self, name: str, model: Readable[T]) -> list[T]:
        """The list of objects `name`; empty when it is missing or null."""
        value = self._get(name)
        if value is None:
            return []
        if type(value) is not list:
            self._report(f"{self._at}/{name}")
            return cast("list[T]", value)
        return read_models(cast("list[object]", value), model, f"{self._at}/{name}", self._report)


class Readable(Protocol[R]):
    """What an object of an answer can be read as: a model, or one of two."""

    def read(self, data: dict[str, Any], at: str, report: Report) -> R:
        """Read it from `data`, which stands at the JSON pointer `at` of the answer."""
        ...


def read_models(data: list[object], model: Readable[T], at: str, report: Report) -> list[T]:
    """Each object of `data` as a `model`."""
    result: list[T] = []
    for index, item in enumerate(data):
        if type(item) is dict:
            result.append(model.read(cast("dict[str, Any]", item), f"{at}/{index}", report))
        else:
            report(f"{at}/{index}")
            result.append(cast("T", item))
    return result


@define(repr=False)
class Model(PlainData):
    """An object of an answer.

    Models compare by their fields, and can be pickled and copied. `repr` shows neither secrets nor
    what is None or empty.
    """

    raw: dict[str, Any] = field(factory=dict[str, Any], eq=False, kw_only=True)
    """The object as it came."""
    # What `attrs.evolve` makes of a model hides as much as the model itself.
    _masks: tuple[Callable[[str], str], ...] = field(
        default=(), eq=False, kw_only=True, alias="_masks"
    )
    """What takes from `repr` the secrets that the server has echoed."""
    _printed: str | None = field(default=None, eq=False, kw_only=True, alias="_printed")
    """What `repr` shows of a copy, which may be in another process, where nobody knows the secrets."""

    @classmethod
    def read(cls, data: dict[str, Any], at: str, report: Report) -> Self:
        """Read it from `data`, which stands at the JSON pointer `at` of the answer."""
        return cls(raw=data)

    @property
    def extra(self) -> dict[str, Any]:
        """The fields that the contract does not know."""
        return {name: value for name, value in self.raw.items() if name not in self._wire_names}

    def mask(self, text: Callable[[str], str]) -> None:
        """Let `repr` show what `text` leaves of it, here and of the objects inside. The fields stay as they are."""
        self._masks = (*self._masks, text)
        for name in _holders(cast("Any", type(self))):
            value = getattr(self, name)
            for each in cast("list[object]", value) if isinstance(value, list) else [value]:
                if isinstance(each, Model):
                    each.mask(text)

    def __repr__(self) -> str:
        if self._printed is not None:
            return self._printed
        shown = self._unmasked()
        for text in self._masks:
            shown = text(shown)
        return shown

    def _visible(self, text: str) -> str:
        if self._printed is not None:
            return text if repr(text) in self._printed else HIDDEN
        for mask in self._masks:
            text = mask(text)
        return text

    def _unmasked(self) -> str:
        shown: list[str] = []
        for name in field_names(type(self)):
            value = getattr(self, name)
            if value not in (None, []):
                shown.append(f"{name}={HIDDEN if name in self._secrets else _shown(value)}")
        if self.extra:
            shown.append(f"extra={sorted(self.extra)}")
        return f"{type(self).__name__}({', '.join(shown)})"

    def __reduce_ex__(self, protocol: SupportsIndex) -> str | tuple[Any, ...]:
        if self._masks:
            if (shown := repr(self)) != self._unmasked():
                self._printed = shown
            self._masks = ()  # which know the secrets
        values = [getattr(self, attribute.name) for attribute in fields(type(self))]
        if not is_deep(values):
            return super().__reduce_ex__(protocol)
        return _revived, (type(self), flattened(values))


_PLAIN_TYPES = frozenset({"str", "int", "bool", "None", "Any", "dict", "datetime", "Decimal"})


@cache
def _holders(kind: type[Any]) -> tuple[str, ...]:
    """The fields that may hold objects: of most their type says that they hold none."""
    types = {attribute.name: str(attribute.type) for attribute in fields(kind)}
    return tuple(
        name
        for name in field_names(kind)
        if not _PLAIN_TYPES.issuperset(re.findall(r"\w+", types[name]))
    )


def _revived(kind: type[Model], flat: Flat) -> Model:
    """The model that was pickled."""
    model = kind.__new__(kind)
    for attribute, value in zip(fields(kind), restored(flat), strict=True):
        setattr(model, attribute.name, value)
    return model


_DEEPEST_SHOWN = 10


def _shown(value: object, depth: int = 0) -> str:
    """What `repr` shows of a value. Of an object that could not be read, only its keys: it may hold a secret."""
    if isinstance(value, list):
        if depth == _DEEPEST_SHOWN:
            return "[...]"
        items = cast("list[object]", value)
        return f"[{', '.join(_shown(item, depth + 1) for item in items)}]"
    if isinstance(value, dict):
        return f"<object with {', '.join(sorted(cast('dict[str, object]', value)))}>"
    return repr(value)
