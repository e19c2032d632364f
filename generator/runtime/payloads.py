"""The shapes that a payload may have, as functions that read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar, cast

from .answers import Model, Readable, read_models
from .calls import Answer, Parse, Report
from .errors import UnexpectedAnswer

T = TypeVar("T")
M = TypeVar("M", bound=Model)
N = TypeVar("N", bound=Model)

_PAGE_SIZE = 20
"""How many items V1 puts on a page when nobody says."""


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


class Either(Generic[M, N]):
    """An object that is one of two models: the second when it has one of the fields `marks`."""

    def __init__(self, first: type[M], second: type[N], marks: frozenset[str]) -> None:
        self.first = first
        self.second = second
        self.marks = marks

    def read(self, data: dict[str, Any], at: str, report: Report) -> M | N:
        """Read it as the model that it is."""
        if self.marks.isdisjoint(data):
            return self.first.read(data, at, report)
        return self.second.read(data, at, report)


def one(model: Readable[T]) -> Parse[T]:
    """A payload that is one object."""

    def parse(answer: Answer) -> T:
        return model.read(_object(answer), "", answer.report)

    return parse


def several(model: Readable[T]) -> Parse[list[T]]:
    """A payload that is a list of objects."""

    def parse(answer: Answer) -> list[T]:
        return read_models(_list(answer), model, "", answer.report)

    return parse


def page_or_several(model: Readable[T]) -> Parse[T]:
    """A page; also a plain list of its items, as the official document has it."""

    def parse(answer: Answer) -> T:
        items = answer.payload
        if type(items) is not list:
            return model.read(_object(answer), "", answer.report)
        page = _page_of(cast("list[object]", items), answer.arguments)
        return model.read(page, "", lambda at: answer.report(at.removeprefix("/list")))

    return parse


def _page_of(items: list[object], arguments: Mapping[str, object]) -> dict[str, Any]:
    """A page of these items. A full one may have another behind it, which a plain list does not say."""
    number = cast("int", arguments.get("page", 1))
    size = cast("int", arguments.get("limit", _PAGE_SIZE))
    return {
        "total": (number - 1) * size + len(items),
        "previous": number - 1,
        "next": number + 1 if len(items) == size else 0,
        "list": items,
    }


def several_or_page(model: Readable[T]) -> Parse[list[T]]:
    """A list of objects; also a page that holds all of them."""

    def parse(answer: Answer) -> list[T]:
        page = answer.payload
        if type(page) is not dict:
            return read_models(_list(answer), model, "", answer.report)
        fields = cast("dict[str, Any]", page)
        if fields.get("next"):
            raise UnexpectedAnswer("the answer's payload is one page of several, not a list")
        items = _list(answer._replace(payload=fields.get("list")))
        return read_models(items, model, "/list", answer.report)

    return parse


def some(model: Readable[T], identities: Mapping[str, str]) -> Parse[PartialList[T]]:
    """A list that may lack a part of what was asked for.

    `identities` maps each argument that lists identities to the field of an item that holds one.
    """

    def parse(answer: Answer) -> PartialList[T]:
        data = _list(answer)
        objects = [cast("dict[str, Any]", item) for item in data if type(item) is dict]
        missing: list[str] = []
        for argument, name in identities.items():
            asked = answer.arguments.get(argument)
            if isinstance(asked, (list, tuple)):
                there = [item.get(name) for item in objects]
                missing += [uid for uid in cast("list[str]", asked) if uid not in there]
        return PartialList(
            read_models(data, model, "", answer.report), missing, answer.status == 207
        )

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
