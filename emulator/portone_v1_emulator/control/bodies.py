"""The bodies and queries of the control API as pydantic models, and how they are read."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from starlette.requests import Request

from ..core.faults import FaultKind
from ..core.webhooks import Retried, When
from ..server.api import read_body
from .guard import Problem

MOST_ON_A_PAGE = 200

_LONGEST_JUMP = 100 * 366 * 24 * 3600
_MOST = 10**12

Seconds = Annotated[float, Field(ge=0, le=_LONGEST_JUMP, allow_inf_nan=False)]
Amount = Annotated[Decimal, Field(gt=0, le=_MOST, allow_inf_nan=False)]


class _Wrong(ValueError):
    """What is wrong with a body as a whole, in English and in Korean."""

    def __init__(self, text: str, korean: str) -> None:
        super().__init__(text)
        self.korean = korean


class Told(BaseModel):
    """A body or a query. Unknown fields are refused, and errors show no secret."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class Query(Told):
    """Which records are wanted, and which page of them."""

    text: str = ""
    """What one of their identities or names holds, whatever its case."""
    status: str | None = None
    account: str | None = None
    tier: str | None = None
    """A sub-merchant's code; `parent` for what belongs to none."""
    page: int = Field(1, ge=1)
    limit: int = Field(50, ge=1, le=MOST_ON_A_PAGE)

    @property
    def is_all(self) -> bool:
        """Whether it filters nothing out."""
        return not (self.text or self.status or self.account or self.tier)


class Time(Told):
    """How to move the clock. What is due on the way happens, and its webhooks arrive, before the answer."""

    seconds: Seconds = 0
    minutes: Seconds = 0
    hours: Seconds = 0
    days: Seconds = 0
    to: datetime | None = None
    """A time to move to instead."""
    frozen: bool | None = None
    """Whether to stand still from now on."""

    @model_validator(mode="after")
    def _says_something(self) -> Time:
        if self.to is not None and self.to.tzinfo is None:
            raise _Wrong(
                "`to` needs an offset, such as 2026-01-01T00:00:00+09:00",
                "to에는 2026-01-01T00:00:00+09:00처럼 시간대가 필요합니다.",
            )
        if self.to is not None and self.jump:
            raise _Wrong(
                "give either `to` or how far to move, not both",
                "to와 이동할 만큼을 함께 지정할 수 없습니다.",
            )
        if self.jump > _LONGEST_JUMP:
            raise _Wrong(
                "the clock cannot move by more than 100 years", "100년보다 멀리 이동할 수 없습니다."
            )
        return self

    @property
    def jump(self) -> float:
        """The seconds to move on."""
        return self.seconds + 60 * self.minutes + 3600 * self.hours + 86400 * self.days


class FaultOrder(Told):
    """A fault to arm: the fields of `Fault`."""

    kind: FaultKind
    operation: str | None = None
    times: int = Field(1, ge=1)
    seconds: Seconds = 0
    done: bool | None = None
    tier: str | None = None
    skip: int = Field(0, ge=0)
    case: str | None = None
    bare: bool | None = None
    message: str | None = None


class Refusing(Told):
    """For how long to refuse connections."""

    seconds: float = Field(gt=0, le=600, allow_inf_nan=False)


class WebhookSettings(Told):
    """How webhooks are sent; what is left out stays."""

    when: When | None = None
    times: int | None = Field(None, ge=1, le=10)
    retried: Retried | None = None
    account: str | None = None
    """Whose address and form are meant; the first account's when left out."""
    url: str | None = None
    """Where they go; an empty one is none."""
    form: bool | None = None


class Release(Told):
    """In which order the held webhooks leave."""

    reverse: bool = False


class MoneyIn(Told):
    """A deposit into a virtual account."""

    amount: Amount | None = None
    """What the order costs, when left out."""
    depositor_name: str | None = Field(None, max_length=100)


class Refund(Told):
    """A cancel, as from the merchant's console."""

    amount: Amount | None = None
    """All that is left, when left out."""
    tax_free: Annotated[Decimal, Field(ge=0, le=_MOST)] | None = None
    vat_amount: Annotated[Decimal, Field(ge=0, le=_MOST)] | None = None
    refund_holder: str | None = Field(None, max_length=100)
    refund_bank: str | None = Field(None, max_length=100)
    refund_account: str | None = Field(None, max_length=100)
    refund_tel: str | None = Field(None, max_length=100)


class Decline(Told):
    """Why a payment that waits fails."""

    reason: str = Field("[F301]잔액이 부족합니다.", max_length=500)


class Nothing(Told):
    """An action without arguments."""


class Choice(Told):
    """How V1 is assumed to behave."""

    strict: bool | None = None
    choose: dict[str, Any] = {}
    """By name: a choice, or for a row `operation case` its status, code and message."""
    forget: list[str] = []
    """The names that go back to their defaults."""


Model = TypeVar("Model", bound=Told)


async def read(request: Request, model: type[Model]) -> Model:
    """The body. None at all is an empty object."""
    raw = await read_body(request)
    if raw is None:
        raise Problem("The body is too large.", "요청 본문이 너무 큽니다.", status=413)
    try:
        return model.model_validate_json(raw or b"{}")
    except ValidationError as error:
        raise _problem(error, model) from None


def read_query(request: Request, model: type[Model]) -> Model:
    """The query. A filter that is left empty does not filter."""
    given = {name: value for name, value in request.query_params.items() if value}
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise _problem(error, model) from None


_NUMBER = ("must be a number", "숫자를 입력하세요.")
_WHOLE = ("must be a whole number", "정수를 입력하세요.")
_TIME = (
    "must be a time with its offset, such as 2026-01-01T00:00:00+09:00",
    "올바른 날짜와 시각을 입력하세요.",
)

# What is wrong with a field, by pydantic's name for it.
_SAID = {
    "bool_parsing": ("must be true or false", "true나 false여야 합니다."),
    "bool_type": ("must be true or false", "true나 false여야 합니다."),
    "datetime_from_date_parsing": _TIME,
    "datetime_parsing": _TIME,
    "datetime_type": _TIME,
    "decimal_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "finite_number": _NUMBER,
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "greater_than": ("must be more than {gt}", "{gt}보다 커야 합니다."),
    "greater_than_equal": ("must be {ge} or more", "{ge} 이상이어야 합니다."),
    "int_from_float": _WHOLE,
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "less_than_equal": ("must be {le} or less", "{le} 이하여야 합니다."),
    "literal_error": ("must be {expected}", "사용할 수 있는 값: {expected}."),
    "missing": ("is missing", "값이 필요합니다."),
    "string_too_long": (
        "must have at most {max_length} characters",
        "{max_length}자까지 입력할 수 있습니다.",
    ),
    "string_type": ("must be a string", "문자열이어야 합니다."),
}
_OTHERWISE = "올바르지 않은 값입니다."


def _problem(error: ValidationError, model: type[Told]) -> Problem:
    first = error.errors(include_url=False, include_input=False)[0]
    field = ".".join(map(str, first["loc"])) or None
    if first["type"] == "extra_forbidden":
        known = ", ".join(model.model_fields) or "none"
        return Problem(
            f"There is no field {field}. The fields are: {known}.",
            f"{field} 항목은 없습니다. 사용할 수 있는 항목: {known}.",
            field=field,
        )
    context = first.get("ctx", {})
    if first["type"] in _SAID:
        said, korean = (text.format_map(context) for text in _SAID[first["type"]])
    else:
        said = first["msg"].removeprefix("Value error, ")
        korean = getattr(context.get("error"), "korean", _OTHERWISE)
    return Problem(f"{field} {said}." if field else f"{said}.", korean, field=field)
