"""What became of a write whose answer was lost."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from portone_v1_api.attempts import Attempt

from .errors import PortOneError

State = Literal["happened", "did_not_happen", "unknown", "cannot_know"]


class Resolution(NamedTuple):
    """What became of an attempt.

    Attributes:
        state: `"happened"`: it is done, and nothing more comes of the attempt; look at the result, which may
            have been cancelled since. `"did_not_happen"`: nothing has come or will come of it, so that it is
            safe to send it again. `"unknown"`: resolve it again in `retry_after` seconds.
            `"cannot_know"`: V1 gives no way to know.
        result: What the call would have returned, when it happened and V1 shows it; else None.
        reason: What that rests on, in a sentence.
        retry_after: Seconds after which resolving again may say more; None unless it is unknown.
        error: The refusal that the call would have raised, when that is known.
        attempt: The attempt in question.
        times: How many records carry the attempt's mark. Above 1, the request was delivered more than once
            on its way: look at each, and give back what was charged twice.
    """

    state: State
    attempt: Attempt
    reason: str
    result: Any = None
    retry_after: float | None = None
    error: PortOneError | None = None
    times: int = 0

    @property
    def identities(self) -> dict[str, str]:
        """The imp_uid and merchant_uid of the write, as far as it or its result names one of each."""
        found: dict[str, str] = {}
        for name in ("imp_uid", "merchant_uid"):
            value = self.attempt.identities.get(name) or getattr(self.result, name, None)
            if isinstance(value, str):
                found[name] = value
        return found

    @property
    def happened(self) -> bool | None:
        """True or False when it is known, else None."""
        return {"happened": True, "did_not_happen": False}.get(self.state)
