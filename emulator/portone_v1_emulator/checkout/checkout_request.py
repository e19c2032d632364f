"""What a shop's page asks for: the arguments of `IMP.request_pay` and `IMP.certification`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, AliasChoices, BeforeValidator, Field, ValidationError

from ..core.clock import KST
from ..core.request_models import Money, RequestModel
from ..resources.arguments import first_field, first_problem

Model = TypeVar("Model", bound=RequestModel)

_DUE_FORMATS = ("%Y-%m-%d", "%Y%m%d", "%Y-%m-%d %H:%M:%S", "%Y%m%d%H%M%S", "%Y%m%d%H%M")
_LAST_SECOND = timedelta(hours=23, minutes=59, seconds=59)


class Unreadable(Exception):
    """The arguments cannot be understood; the text says why, in Korean, and `field` which one is wrong."""

    def __init__(self, problem: str, field: str | None = None) -> None:
        super().__init__(problem)
        self.field = field


def _as_json(value: Any) -> Any:
    """`custom_data` is kept as JSON; what is text already stays as it is."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=float)


def _web_address(url: str) -> str:
    """An address that a browser may be sent to: never one that runs as a script."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("not a web address")
    return url


def _deposit_deadline(text: str) -> int:
    """The last moment to deposit. A day alone means its end, in Korea."""
    for form in _DUE_FORMATS:
        try:
            due = datetime.strptime(text, form).replace(tzinfo=KST)
        except ValueError:
            continue
        return int((due + (timedelta() if "%H" in form else _LAST_SECOND)).timestamp())
    raise ValueError("not a date")


WebAddress = Annotated[str, AfterValidator(_web_address)]
JsonText = Annotated[str | None, BeforeValidator(_as_json)]
DepositDeadline = Annotated[int, BeforeValidator(lambda value: _deposit_deadline(str(value)))]


class CheckoutRequest(RequestModel):
    """What both kinds of window take."""

    pg: str | None = None
    channel_key: Annotated[
        str | None, Field(validation_alias=AliasChoices("channelKey", "channel_key"))
    ] = None
    merchant_uid: Annotated[str, Field(min_length=1, max_length=40)]
    m_redirect_url: WebAddress | None = None
    language: str | None = None


class Display(RequestModel):
    """What the window is to look like."""

    card_quota: list[int] | None = None


class DirectCard(RequestModel):
    """The card company whose own page the window opens at once."""

    code: Annotated[str, Field(min_length=1)]


class CardOptions(RequestModel):
    """How cards are paid with."""

    direct: DirectCard | None = None


class PaymentRequest(CheckoutRequest):
    """The arguments of `IMP.request_pay`."""

    amount: Money
    pay_method: str | None = None
    name: str | None = None
    currency: Annotated[str | None, Field(min_length=3, max_length=3)] = None
    tax_free: Money | None = None
    vat_amount: Annotated[
        Money | None, Field(validation_alias=AliasChoices("vat_amount", "vat"))
    ] = None
    buyer_name: str | None = None
    buyer_email: str | None = None
    buyer_tel: str | None = None
    buyer_addr: str | None = None
    buyer_postcode: str | None = None
    custom_data: JsonText = None
    notice_url: str | list[str] | None = None
    confirm_url: str | None = None
    customer_uid: Annotated[str | None, Field(max_length=80)] = None
    customer_id: str | None = None
    escrow: bool = False
    vbank_due: DepositDeadline | None = None
    display: Display | None = None
    card: CardOptions | None = None
    promotion_id: str | None = None
    naver_products: Annotated[Any, Field(validation_alias="naverProducts")] = None


class CertificationRequest(CheckoutRequest):
    """The arguments of `IMP.certification`."""

    name: str | None = None
    phone: str | None = None
    carrier: str | None = None
    min_age: Annotated[int, Field(ge=0, le=200)] = 0


class Opening(RequestModel):
    """What the script sends when a window is to open."""

    kind: str = "payment"
    user_code: str = ""
    tier: str | None = None
    place: str = "layer"
    params: dict[str, Any] = Field(default_factory=dict)


class Choice(RequestModel):
    """How the customer pays."""

    method: str
    card_number: str | None = None
    expiry: str | None = None
    quota: Annotated[int, Field(ge=0, le=60)] = 0
    bank_code: str | None = None
    promotion_id: str | None = None


class Reason(RequestModel):
    """Why the PG is to say no."""

    reason: str = ""


def unknown_reason(reasons: Iterable[str]) -> Unreadable:
    """The refusal of a reason that is none of these."""
    allowed = ", ".join(reasons)
    return Unreadable(
        f"파라메터 reason의 값이 올바르지 않습니다. 사용할 수 있는 값: {allowed}", "reason"
    )


class Identity(RequestModel):
    """Who the person is."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    birthday: Annotated[str, Field(pattern=r"^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}$")]
    gender: Annotated[str, Field(pattern="^(male|female)$")]
    foreigner: bool = False
    carrier: str
    phone: Annotated[str, Field(pattern="^01[0-9]{8,9}$")]


def load(raw: bytes) -> dict[str, Any]:
    """An object in JSON."""
    try:
        values = json.loads(raw, parse_float=Decimal, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise Unreadable("요청 본문이 올바른 JSON이 아닙니다.") from None
    if not isinstance(values, dict):
        raise Unreadable("요청 본문이 JSON 객체가 아닙니다.")
    return values


def read(model: type[Model], values: dict[str, Any]) -> Model:
    """`values` as a `model`. What is empty was not given."""
    given = {name: value for name, value in values.items() if value not in (None, "")}
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise Unreadable(first_problem(error), first_field(error)) from None


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
