"""The shapes that a payload may have, as functions that read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from .answers import M, Model, read_models
from .calls import Answer, Parse
from .errors import UnexpectedAnswer

T = TypeVar("T")
N = TypeVar("N", bound=Model)


class PartialList(list[T]):
    """What was found or done, and what was not."""

    missing: list[str]
    """What was asked for and is not in the list."""
    partial: bool
    """Whether the server said that some of it was not found or failed (HTTP 207)."""

    def __init__(self, items: list[T], missing: list[str], partial: bool) -> None:
        super().__init__(items)
        self.missing = missing
        self.partial = partial

    def __reduce__(self) -> tuple[Any, ...]:
        return PartialList, (list(self), self.missing, self.partial)


def one(model: type[M]) -> Parse[M]:
    """A payload that is one object."""

    def parse(answer: Answer) -> M:
        return model.read(_object(answer), "", answer.report)

    return parse


def several(model: type[M]) -> Parse[list[M]]:
    """A payload that is a list of objects."""

    def parse(answer: Answer) -> list[M]:
        return read_models(_list(answer), model, "", answer.report)

    return parse


def some(model: type[M], identities: Mapping[str, str]) -> Parse[PartialList[M]]:
    """A list that may lack a part of what was asked for.

    `identities` maps each argument that lists identities to the field of an item that holds one.
    """

    def parse(answer: Answer) -> PartialList[M]:
        data = _list(answer)
        missing: list[str] = []
        for argument, name in identities.items():
            asked = answer.arguments.get(argument)
            if isinstance(asked, (list, tuple)):
                there = [cast("dict[str, Any]", item).get(name) for item in data if type(item) is dict]
                missing += [uid for uid in cast("list[str]", asked) if uid not in there]
        items = read_models(data, model, "", answer.report)
        return PartialList(items, missing, answer.status == 207)

    return parse


def either(first: type[M], second: type[N], marks: frozenset[str]) -> Parse[M | N]:
    """A payload that is one of two objects: the second when it has one of the fields `marks`."""

    def parse(answer: Answer) -> M | N:
        data = _object(answer)
        model: type[M] | type[N] = first if marks.isdisjoint(data) else second
        return model.read(data, "", answer.report)

    return parse


def free_form(answer: Answer) -> dict[str, Any]:
    """An object that the PG defines."""
    return _object(answer)


def nothing(answer: Answer) -> None:
    """No payload."""
    if answer.payload is not None:
        answer.report("")


def _object(answer: Answer) -> dict[str, Any]:
    payload = answer.payload
    if type(payload) is dict:
        return cast("dict[str, Any]", payload)
    raise _unreadable(payload, "an object")


def _list(answer: Answer) -> list[object]:
    payload = answer.payload
    if type(payload) is list:
        return cast("list[object]", payload)
    raise _unreadable(payload, "a list")


def _unreadable(payload: object, expected: str) -> UnexpectedAnswer:
    return UnexpectedAnswer(f"the answer's payload is {type(payload).__name__}, not {expected}")
