"""What the generated request models stand on."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

Money = Annotated[Decimal, Field(ge=0, le=10**12)]
"""An amount as it comes: exact, and within what anybody pays."""


class RequestModel(BaseModel):
    """Arguments or a body. Lenient as PHP is: a number will do for text, a text of digits for a number."""

    model_config = ConfigDict(extra="allow", coerce_numbers_to_str=True, hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_left_out(cls, data: Any) -> Any:
        if isinstance(data, dict):
            return {key: value for key, value in data.items() if value is not None}
        return data

    def __repr__(self) -> str:
        # A body may hold a card number, which belongs in no log.
        return f"<{type(self).__name__}>"

    __str__ = __repr__
