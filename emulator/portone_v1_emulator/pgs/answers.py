"""The PG behind the emulator: it looks at a card, a customer and an amount, and says yes or no.

Any card number of 13 to 16 digits is approved, whether its check digit is right or not, as long as it
has not expired. The numbers in `TEST_CARDS`, the amounts in `TEST_AMOUNTS` and the customers whose
customer_uid begins with a word of `TEST_CUSTOMERS` are answered otherwise. What the PG says is made up, but
for the codes `[F113]` and `[500626|…]`, which real PGs send.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ..core.clock import KST
from ..core.records import Card, Payment
from .providers import pg

_NUMBER = re.compile(r"[0-9]{13,16}")
_EXPIRY = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class CardBehaviour:
    """How the PG answers for a card: the text of each refusal, empty if it approves."""

    refuses_card: str = ""
    """Neither charges it nor issues a key for it."""
    refuses_charge: str = ""
    """Answers a charge with an error."""
    fails_charge: str = ""
    """Accepts a charge, and lets the payment fail."""
    last_word: str | None = None
    """Decides only later: why the payment fails, or nothing when it is paid. At PGs that take their time."""
    refuses_cancel: str = ""
    """Charges, and does not give the money back."""
    refuses_cancel_late: str = ""
    """Accepts a cancel that finishes later, and refuses it then."""
    only_at: str = ""
    """The one PG that answers so; every PG when empty."""


CARD_BEHAVIOURS = {
    "approves": CardBehaviour(),
    "refuses_card": CardBehaviour(refuses_card="[F113]카드번호 또는 인증정보가 올바르지 않습니다."),
    "expired": CardBehaviour(refuses_card="[F115]유효기간이 지난 카드입니다."),
    "refused_by_ksnet": CardBehaviour(
        refuses_card="[F113]지원하지 않는 카드사입니다.", only_at="ksnet"
    ),
    "lacks_funds": CardBehaviour(fails_charge="[F301]잔액이 부족합니다."),
    "over_limit": CardBehaviour(refuses_charge="[F302]카드 사용한도를 초과하였습니다."),
    "keeps_money": CardBehaviour(refuses_cancel="[500626|기 취소 거래]"),
    "keeps_money_late": CardBehaviour(refuses_cancel_late="[500627|환불 계좌 오류]"),
    "pays_late": CardBehaviour(last_word=""),
    "fails_late": CardBehaviour(last_word="[F201]결제가 승인되지 않았습니다."),
    "times_out": CardBehaviour(
        refuses_charge="[T999]PG사의 응답이 없습니다. 잠시 후 다시 시도해 주세요."
    ),
}

_SHINHAN = ("366", "신한카드")
_KB = ("381", "KB국민카드")
_HYUNDAI = ("367", "현대카드")
_BC = ("361", "BC카드")
_NH = ("371", "NH카드")
_CREDIT, _DEBIT = 0, 1

# number: brand, type, behaviour
TEST_CARDS = {
    "4242424242424242": (_SHINHAN, _CREDIT, "approves"),
    "5555555555554444": (_KB, _CREDIT, "approves"),
    "5200828282828210": (_NH, _DEBIT, "approves"),
    "4000000000000002": (_SHINHAN, _CREDIT, "refuses_card"),
    "4000000000000069": (_SHINHAN, _CREDIT, "expired"),
    "4000000000000101": (_SHINHAN, _CREDIT, "refused_by_ksnet"),
    "4000000000009995": (_SHINHAN, _DEBIT, "lacks_funds"),
    "4000000000000341": (_SHINHAN, _CREDIT, "over_limit"),
    "4000000000005126": (_SHINHAN, _CREDIT, "keeps_money"),
    "4000000000005127": (_SHINHAN, _CREDIT, "keeps_money_late"),
    "4000000000000119": (_SHINHAN, _CREDIT, "times_out"),
}

# amount, in any currency: behaviour
TEST_AMOUNTS = {
    Decimal(900_201): "pays_late",
    Decimal(900_202): "fails_late",
    Decimal(900_301): "lacks_funds",
    Decimal(900_302): "over_limit",
    Decimal(900_115): "expired",
    Decimal(900_113): "refuses_card",
    Decimal(900_999): "times_out",
    Decimal(900_626): "keeps_money",
    Decimal(900_627): "keeps_money_late",
}

# what a customer_uid begins with: behaviour
TEST_CUSTOMERS = {
    "test-lacks-funds": "lacks_funds",
    "test-over-limit": "over_limit",
    "test-expired": "expired",
    "test-refused": "refuses_card",
    "test-timeout": "times_out",
    "test-keeps-money": "keeps_money",
    "test-late-keeps-money": "keeps_money_late",
    "test-pays-late": "pays_late",
    "test-fails-late": "fails_late",
}

IN_REVIEW = "[F202]결제를 검토하고 있습니다."
"""Why a payment shows as failed while its PG has not decided."""

INICIS_API_KEY = "ItEQKi3rY7uvDS8l"
"""The `pg_api_key` that html5_inicis takes."""

# Any other number: its first digit decides the brand.
_BRANDS = {"3": _HYUNDAI, "4": _SHINHAN, "5": _KB}


class CardRefused(Exception):
    """The PG does not accept the card; its text says why."""


class NotACardNumber(CardRefused):
    """This cannot be the number of any card."""


def read_card(number: str, expiry: str, now: int, provider: str = "") -> Card:
    """What the PG, `provider` when it matters which, makes of a card that is given by its number."""
    digits = re.sub(r"[\s-]", "", number)
    if not _NUMBER.fullmatch(digits):
        raise NotACardNumber("[F113]카드번호 형식이 올바르지 않습니다.")
    brand, type_, behaviour = TEST_CARDS.get(
        digits, (_BRANDS.get(digits[0], _BC), _CREDIT, "approves")
    )
    if _has_expired(expiry, now):
        behaviour = "expired"
    if refusal := _at(provider, behaviour).refuses_card:
        raise CardRefused(refusal)
    code, name = brand
    return Card(_masked(digits), code, name, type_, behaviour)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the PG says to a charge."""

    failure: str = ""
    """Why it fails; nothing when it does not."""
    is_error: bool = False
    """Whether it is answered with an error instead of a payment that failed."""
    is_final: bool = True
    """Whether it is the PG's last word."""


def verdict(
    card: Card | None = None,
    amount: Decimal = Decimal(0),
    customer_uid: str | None = None,
    provider: str = "",
) -> Verdict:
    """Whether a charge goes through. The amount decides before the customer, the customer before the card."""
    behaviour = _behaviour(card, amount, customer_uid, provider)
    if behaviour.last_word is not None:
        shown_as = pg(provider).pending_shown_as
        return Verdict(IN_REVIEW if shown_as == "failed" else "", is_final=False)
    error = behaviour.refuses_charge or behaviour.refuses_card
    return Verdict(error or behaviour.fails_charge, is_error=bool(error))


def last_word(payment: Payment) -> Verdict:
    """What becomes of a payment in the end, of which the PG's first word was not the last."""
    return Verdict(_behaviour_of(payment).last_word or "")


def cancel_refusal(payment: Payment) -> str:
    """Why the PG does not give the money back; nothing when it does."""
    return _behaviour_of(payment).refuses_cancel


def late_cancel_refusal(payment: Payment) -> str:
    """Why the PG does not finish a cancel that it has accepted; nothing when it does."""
    return _behaviour_of(payment).refuses_cancel_late


def _behaviour_of(payment: Payment) -> CardBehaviour:
    provider = payment.channel.pg_provider
    return _behaviour(payment.card, payment.price, payment.customer_uid, provider)


def _behaviour(
    card: Card | None, amount: Decimal, customer_uid: str | None, provider: str = ""
) -> CardBehaviour:
    name = TEST_AMOUNTS.get(amount)
    if name is None and customer_uid:
        name = next(
            (
                behaviour
                for word, behaviour in TEST_CUSTOMERS.items()
                if customer_uid.startswith(word)
            ),
            None,
        )
    if name is None:
        name = card.behaviour if card else "approves"
    return _at(provider, name)


def _at(provider: str, name: str) -> CardBehaviour:
    behaviour = CARD_BEHAVIOURS[name]
    applies = behaviour.only_at in ("", provider)
    if behaviour.last_word is not None:
        applies = bool(pg(provider).pending_shown_as)
    return behaviour if applies else CARD_BEHAVIOURS["approves"]


def _has_expired(expiry: str, now: int) -> bool:
    """Whether `expiry`, the last month of a card, is over in Korea. What is no month never began."""
    match = _EXPIRY.fullmatch(expiry)
    if match is None:
        return True
    today = datetime.fromtimestamp(now, KST)
    return (int(match[1]), int(match[2])) < (today.year, today.month)


def _masked(digits: str) -> str:
    """The number as PGs show it, without the 7th to the 12th digit."""
    return f"{digits[:6]}{'*' * 6}{digits[12:]}"
