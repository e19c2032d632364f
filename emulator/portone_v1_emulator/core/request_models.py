"""What the generated request models stand on."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

Money = Annotated[Decimal, Field(ge=0, le=10**12)]
"""An amount as it comes: exact, and within what anybody pays."""


_LISTS: tuple[Any, ...] = (list[str], list[str] | None)

_FORGIVING = {
    "CancelNaverOrdersRequest",
    "RequestNaverReturnRequest",
    "WithholdNaverReturnRequest",
}
"""The bodies whose `reason` may be anything, by the contract's words."""


class RequestModel(BaseModel):
    """Arguments or a body. Lenient as PHP is: a number will do for text, a text of digits for a number.

    One text will do for a list of them.
    """

    model_config = ConfigDict(extra="allow", coerce_numbers_to_str=True, hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_left_out(cls, data: Any) -> Any:
        if isinstance(data, dict):
            return {key: value for key, value in data.items() if value is not None}
        return data

    @model_validator(mode="before")
    @classmethod
    def _one_is_a_list(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        names = {
            field.alias or name
            for name, field in cls.model_fields.items()
            if field.annotation in _LISTS
        }
        return {
            key: [value] if key in names and isinstance(value, str) else value
            for key, value in data.items()
        }

    @model_validator(mode="before")
    @classmethod
    def _unknown_is_default(cls, data: Any) -> Any:
        """Naver takes a reason that it does not know for the usual one, so it is as if it were left out."""
        if not isinstance(data, dict) or cls.__name__ not in _FORGIVING:
            return data
        known = get_args(cls.model_fields["reason"].annotation)
        return {key: value for key, value in data.items() if key != "reason" or value in known}

    def __repr__(self) -> str:
        # A body may hold a card number, which belongs in no log.
        return f"<{type(self).__name__}>"

    __str__ = __repr__
