"""Which operation a request is for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from ..core.contract import Operation


@dataclass(frozen=True)
class Match:
    """The operations at a path, by method, and what stands in the path for their parameters."""

    operations: dict[str, Operation]
    arguments: dict[str, str]


_Template = tuple[tuple[str, ...], dict[str, Operation]]


class Routes:
    """The paths of the contract.

    A path is matched as it was sent, before `%2F` becomes a slash: a merchant_uid may hold one, and a
    router that decodes first would send it elsewhere.
    """

    def __init__(self, operations: Iterable[Operation]) -> None:
        templates: dict[tuple[str, ...], dict[str, Operation]] = {}
        for operation in operations:
            for path in operation.paths:
                segments = tuple(path.strip("/").split("/"))
                templates.setdefault(segments, {})[operation.method] = operation
        # /payments/status/{…} before /payments/{…}/balance: what is written out goes first.
        sorted_ = sorted(templates.items(), key=lambda item: [_open(s) for s in item[0]])
        # No path begins with a parameter, so the first segment and their number leave few to look at.
        self._templates: dict[tuple[str, int], list[_Template]] = {}
        for segments, methods in sorted_:
            self._templates.setdefault((segments[0], len(segments)), []).append((segments, methods))

    def find(self, raw_path: str) -> Match | None:
        """What the contract has at this path."""
        sent = raw_path.strip("/").split("/")
        for segments, operations in self._templates.get((sent[0], len(sent)), ()):
            if all(
                _open(segment) or segment == value
                for segment, value in zip(segments, sent, strict=True)
            ):
                return Match(operations, _arguments(segments, sent))
        return None


def _open(segment: str) -> bool:
    return segment.startswith("{")


def _arguments(segments: tuple[str, ...], sent: list[str]) -> dict[str, str]:
    return {
        segment[1:-1]: unquote(value)
        for segment, value in zip(segments, sent, strict=True)
        if _open(segment)
    }
