"""How V1 behaves where nobody has verified it: each assumption by name, its default, and the user's choice.

An answer that rests on an assumption names it in the header `X-Emulator-Assumes`; strict mode refuses such an
answer. A behaviour that the user has chosen no longer counts as an assumption.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from . import contract
from .checks import did_you_mean

_LOG = logging.getLogger("portone_v1_emulator")


@dataclass(frozen=True, slots=True)
class Assumption:
    """A behaviour that no document and no test of the real server has shown."""

    name: str
    default: Any
    choices: tuple[Any, ...]
    about: str
    """What the assumption decides, as a phrase."""
    korean: str
    """The same in Korean, with what each choice means."""


ASSUMPTIONS = {
    assumption.name: assumption
    for assumption in (
        Assumption(
            "partly_cancelled_status",
            "paid",
            ("paid", "cancelled"),
            "the status of a payment after a partial cancel",
            "부분취소된 결제의 status (paid: 결제완료, cancelled: 취소)",
        ),
        Assumption(
            "late_charge_seconds",
            600,
            (60, 600, 3600, 86_400),
            "how many seconds a PG takes to decide about a pending charge",
            "결제 결과를 바로 확정하지 않는 PG사가 확정하기까지 걸리는 시간(초)",
        ),
        Assumption(
            "user_agent_of_charges",
            "callers",
            ("callers", "fixed"),
            "whether a charge by API shows the User-Agent of its caller (callers), or a fixed text as before mid-2020 (fixed)",
            "API 결제의 user_agent (callers: 요청한 클라이언트의 User-Agent, fixed: 2020년 중반 이전처럼 고정된 값)",
        ),
        Assumption(
            "long_cancel_reason",
            "refused",
            ("refused", "cut"),
            "how a cancel whose reason is longer than 256 characters is handled: it is refused, or the reason is cut",
            "취소 사유가 256자를 넘는 취소 요청 (refused: 거절, cut: 사유를 잘라서 처리)",
        ),
        Assumption(
            "cancel_of_unpaid",
            "unknown",
            ("unknown", "refused"),
            "how a cancel of a payment that was never paid is refused: as unknown, or as one that cannot be cancelled",
            "결제되지 않은 건의 취소 요청 (unknown: 없는 결제로 응답, refused: 취소할 수 없다고 응답)",
        ),
        Assumption(
            "cancel_of_shown_amount",
            "refused",
            ("refused", "taken"),
            "whether a cancel is accepted of an amount that a billing key window showed but did not charge",
            "빌링키를 발급할 때 결제창에 표시만 하고 결제하지 않은 금액의 취소 요청 (refused: 거절, taken: 처리)",
        ),
        Assumption(
            "late_cancel_seconds",
            600,
            (60, 600, 3600, 86_400),
            "how many seconds a PG takes to finish a cancel that it has accepted",
            "취소를 먼저 접수만 하는 PG사가 취소를 끝내기까지 걸리는 시간(초)",
        ),
        Assumption(
            "late_cancel_until_then",
            "taken",
            ("taken", "left"),
            "whether the amount of an accepted cancel counts as cancelled (taken) or as still there (left) until the PG finishes it",
            "PG사가 접수만 한 취소의 금액. 취소가 끝날 때까지, checksum에도 적용 (taken: 이미 취소된 금액, left: 아직 남은 금액)",
        ),
        Assumption(
            "late_cancel_webhook",
            "always",
            ("always", "when_asked"),
            "whether a webhook is sent whenever an accepted cancel ends, or only if the cancel asked for one",
            "접수된 취소가 끝났을 때의 웹훅 (always: 항상 전송, when_asked: 취소 요청에서 지정한 경우에만 전송)",
        ),
        Assumption(
            "unknown_promotion",
            "refused",
            ("refused", "ignored"),
            "how a charge with a promotion that the merchant does not have is handled",
            "등록되지 않은 프로모션을 지정한 결제 요청 (refused: 거절, ignored: 할인 없이 결제)",
        ),
        Assumption(
            "rounding_of_discount",
            "down",
            ("down", "half_up", "up"),
            "how a discount is rounded to whole won",
            "원 단위로 나누어떨어지지 않는 할인 금액의 처리 (down: 버림, half_up: 반올림, up: 올림)",
        ),
        Assumption(
            "other_retain_promotion",
            "refused",
            ("refused", "ignored"),
            "how a cancel whose retain_promotion differs from the first cancel's is handled",
            "첫 취소와 다른 retain_promotion을 지정한 취소 요청 (refused: 거절, ignored: 첫 취소의 값으로 처리)",
        ),
        Assumption(
            "field_not_taken_by_pg",
            "refused",
            ("refused", "ignored"),
            "how a request with a field that its PG does not support is handled",
            "PG사가 지원하지 않는 항목이 들어 있는 요청 (refused: 거절, ignored: 무시하고 처리)",
        ),
        Assumption(
            "revoked_merchant_uid",
            "taken",
            ("taken", "free"),
            "whether the merchant_uid of a revoked schedule is taken, or free for a new schedule",
            "취소된 예약의 merchant_uid (taken: 다시 예약할 수 없음, free: 새로 예약할 수 있음)",
        ),
        Assumption(
            "checking_amount",
            "told_nobody",
            ("told_nobody", "webhook"),
            "whether the charge of a checking amount, which has a merchant_uid of its own, sends a webhook",
            "카드 확인용 결제(checking_amount)의 웹훅 (told_nobody: 보내지 않음, webhook: 전송)",
        ),
        Assumption(
            "recovery_hour",
            10,
            tuple(range(24)),
            "the hour in Korea at which recovery charges yesterday's failed schedules again",
            "전날 실패한 예약 결제를 다시 시도하는 시각 (한국 시간, 0~23시)",
        ),
        Assumption(
            "waiting_certification",
            "shown",
            ("shown", "hidden"),
            "whether a verification that still waits for its code can be looked up",
            "인증번호 입력을 기다리는 본인인증의 조회 (shown: 조회됨, hidden: 조회되지 않음)",
        ),
        Assumption(
            "receipt_after_partial_cancel",
            "reduced",
            ("reduced", "kept", "revoked"),
            "what happens to a cash receipt after a partial cancel",
            "부분취소된 결제의 현금영수증 (reduced: 금액을 줄임, kept: 그대로 둠, revoked: 발급 취소)",
        ),
        Assumption(
            "naver_refund",
            "told",
            ("told", "recorded", "unseen"),
            "how a product order that Naver refunded shows at PortOne: as a cancel with a webhook (told), as one without (recorded), or not at all (unseen)",
            "네이버에서 환불된 상품주문의 반영 (told: 취소로 기록하고 웹훅 전송, recorded: 취소로만 기록, unseen: 반영하지 않음)",
        ),
        Assumption(
            "paymentwall_refusal",
            "inside",
            ("inside", "declined"),
            "how a delivery that Paymentwall refuses is answered: code 0 with the error inside, or declined",
            "페이먼트월이 거절한 배송 등록의 응답 (inside: code 0의 응답 안에 오류를 담음, declined: 거절로 응답)",
        ),
        Assumption(
            "closed_window",
            "failed",
            ("failed", "ready"),
            "the status of a payment whose window the customer closed",
            "고객이 결제창을 닫은 결제의 status (failed: 실패, ready: 결제대기)",
        ),
        Assumption(
            "issue_window",
            "shows",
            ("shows", "charges"),
            "whether a window that issues a billing key charges its amount or only shows it, at PGs where neither is known",
            "빌링키 발급창에 지정한 금액. 처리 방식이 알려지지 않은 PG사에 적용 (shows: 표시만 함, charges: 결제함)",
        ),
        Assumption(
            "revoked_unpaid_status",
            "failed",
            ("failed", "cancelled"),
            "the status of a virtual account or a convenience store number that was revoked",
            "말소된 가상계좌나 편의점 수납번호의 status (failed: 실패, cancelled: 취소)",
        ),
        Assumption(
            "expired_unpaid_status",
            "ready",
            ("ready", "failed", "cancelled"),
            "the status of a virtual account or a convenience store number that has expired",
            "기한이 지난 가상계좌나 편의점 수납번호의 status (ready: 결제대기, failed: 실패, cancelled: 취소)",
        ),
        Assumption(
            "deposit_for_paid_order",
            "booked",
            ("booked", "refused"),
            "how a deposit for an order that another payment has already paid is handled",
            "이미 결제된 주문의 다른 가상계좌나 편의점 수납번호로 들어온 돈 (booked: 입금 처리, refused: 거절)",
        ),
        Assumption(
            "deposit_after_cancel",
            "paid",
            ("paid", "cancelled"),
            "the status of an unlimited virtual account that gets a deposit after a cancel",
            "취소된 뒤에 입금된 무제한 가상계좌의 status (paid: 결제완료, cancelled: 취소)",
        ),
        Assumption(
            "store_barcode",
            "vbank_num",
            ("vbank_num", "not_told"),
            "where a payment at a convenience store shows its barcode: in vbank_num, with its deadline in vbank_date, or nowhere",
            "편의점 결제의 바코드를 보여 주는 곳 (vbank_num: vbank_num과 vbank_date, not_told: 보여 주지 않음)",
        ),
    )
}
"""The behaviours, by name. Unverified rows of `x-errors` are assumptions too, and not listed here."""


class UnverifiedBehaviour(Exception):
    """Strict mode: the answer would rest on an unverified assumption. Nothing was done."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "Nothing was done: the emulator is in strict mode, and this answer would rest on behaviour of V1 that is "
            f"unverified: {name}. Choose how V1 behaves (--assume, or assume= in Python), or turn strict mode off."
        )
        self.name = name
        self.korean = (
            f"엄격 모드라서 아무것도 처리하지 않았습니다. 이 응답은 V1의 확인되지 않은 동작({name})에 근거합니다. "
            "실제 동작을 지정하거나(--assume, Python에서는 assume=) 엄격 모드를 끄세요."
        )


def log_refusal(what: str, problem: UnverifiedBehaviour) -> str:
    """Log that strict mode refused something, and return what its caller is told."""
    _LOG.warning("strict mode refused %s: %s", what, problem)
    return str(problem)


class BadAssumption(ValueError):
    """A setting that cannot be."""


@dataclass(frozen=True, slots=True)
class ChosenRefusal:
    """How a row of `x-errors` is answered because the user said so."""

    status: int
    code: int
    message: str


_LISTED = "`portone-v1-emulator --help` and docs/emulator.md list them"


def _unknown(name: object) -> BadAssumption:
    if name in contract.load().operations:
        return BadAssumption(
            f"{name!r} is an operation: to settle how it refuses, name the case as well, as in "
            "'payments.cancel too_much'. docs/refusals.md lists the cases"
        )
    hint = did_you_mean(name, ASSUMPTIONS)
    return BadAssumption(f"there is no assumption {name!r}{hint}. {_LISTED}")


def _check_row(name: str) -> None:
    operation, _, case = name.partition(" ")
    operations = contract.load().operations
    if operation not in operations:
        hint = did_you_mean(operation, operations)
        raise BadAssumption(f"there is no operation {operation!r}{hint}")
    rows = operations[operation].own_errors + operations[operation].common_errors
    if case not in {row.case for row in rows}:
        known = ", ".join(row.case for row in rows)
        raise BadAssumption(f"{operation} has no case {case!r}. Its cases are {known}")


def _chosen_refusal(name: str, value: Any) -> ChosenRefusal:
    match value:
        case [int(), int(), str()] | (int(), int(), str()):
            return ChosenRefusal(*value)
    raise BadAssumption(
        f'{name!r} takes a status, a code and a message, such as [200, 1, "…"], and not {value!r}'
    )


class Assumptions:
    """What is assumed, and how strictly."""

    def __init__(self, chosen: Mapping[str, Any] | None = None, *, strict: bool = False) -> None:
        self.strict = strict
        self._chosen: dict[str, Any] = {}
        for name, value in (chosen or {}).items():
            self.choose(name, value)
        self._first = strict, dict(self._chosen)

    def reset(self) -> None:
        """Go back to what was said in the beginning."""
        self.strict, chosen = self._first
        self._chosen = dict(chosen)

    def choose(self, name: str, value: Any) -> None:
        """Settle a behaviour by its name, or a row as `operation case` by (status, code, message)."""
        if name in ASSUMPTIONS:
            choices = ASSUMPTIONS[name].choices
            if value not in choices:
                known = ", ".join(map(str, choices))
                raise BadAssumption(f"{name} must be one of {known}, not {value!r}")
        elif isinstance(name, str) and " " in name:
            _check_row(name)
            value = _chosen_refusal(name, value)
        else:
            raise _unknown(name)
        self._chosen[name] = value

    def forget(self, names: Iterable[str] = ()) -> None:
        """Go back to the defaults, of all or of some."""
        for name in tuple(names) or tuple(self._chosen):
            self._chosen.pop(name, None)

    @property
    def chosen(self) -> dict[str, Any]:
        """What the user has said, by name."""
        return dict(self._chosen)

    def value(self, name: str) -> Any:
        """What holds for a behaviour."""
        return self._chosen.get(name, ASSUMPTIONS[name].default)

    def refusal(self, operation: str, case: str) -> ChosenRefusal | None:
        """How the user wants a row to be answered."""
        chosen: ChosenRefusal | None = self._chosen.get(f"{operation} {case}")
        return chosen

    def is_chosen(self, name: str) -> bool:
        """Whether the user has said what holds."""
        return name in self._chosen
