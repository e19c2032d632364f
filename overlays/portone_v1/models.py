"""Models of answers, the known values of fields, and the nested parts of requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portone_v1_api import models as _models

if TYPE_CHECKING:
    from portone_v1_api.models import *  # noqa: F403

__all__ = _models.__all__  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> object:
    value: object = getattr(_models, name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
