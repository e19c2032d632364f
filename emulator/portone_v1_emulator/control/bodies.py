"""What the control API is told: the bodies and the queries, as pydantic models, and how they are read."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from starlette.requests import Request

from ..core.faults import FaultKind
from ..core.webhooks import Retried, When
from ..web.api import read_body
from .guard import Problem

MOST_ON_A_PAGE = 200

_LONGEST_JUMP = 100 * 366 * 24 * 3600
_MOST = 10**12

Seconds = Annotated[float, Field(ge=0, le=_LONGEST_JUMP, allow_inf_nan=False)]
Amount = Annotated[Decimal, Field(gt=0, le=_MOST, allow_inf_nan=False)]


class Told(BaseModel):
    """Something that the control API is told. What it does not know is a mistake, and no secret is shown."""

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
            raise ValueError("`to` needs an offset, as in 2026-01-01T00:00:00+09:00")
        if self.to is not None and self.jump:
            raise ValueError("give `to`, or how far to move, not both")
        if self.jump > _LONGEST_JUMP:
            raise ValueError("that is more than 100 years")
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
    """An action that needs no words."""


class Choice(Told):
    """What V1 is held to do."""

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
        raise Problem("The body is too large.", status=413)
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


def _problem(error: ValidationError, model: type[Told]) -> Problem:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    field = ".".join(map(str, first["loc"])) or None
    if first["type"] == "extra_forbidden":
        known = ", ".join(model.model_fields) or "none"
        return Problem(f"There is no field {field}. The fields are: {known}.", field=field)
    said = first["msg"].removeprefix("Value error, ")
    return Problem(f"{field}: {said}." if field else f"{said}.", field=field)
