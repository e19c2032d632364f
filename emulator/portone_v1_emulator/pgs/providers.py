"""The PGs that the emulator imitates, and their profiles: how each differs from the others.

Which operations and fields a PG takes stands in the contract; here is only what the contract cannot say.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

CARD, TRANSFER, VBANK, PHONE = "card", "trans", "vbank", "phone"
VOUCHERS = frozenset({"cultureland", "culturegift", "smartculture", "booknlife"})
"""The pay methods of gift vouchers, which every PG cancels in full only."""


@dataclass(frozen=True, slots=True)
class PgProfile:
    """A PG, or an easy-pay provider that is one."""

    name: str
    """Its name for customers."""
    pay_methods: tuple[str, ...] = (CARD, TRANSFER, VBANK, PHONE)
    """What its pay window offers; the first is what a billing key charges."""
    channel_type: str = "payment"
    """`payment`, `api_payment` or `certification`."""
    needs_tax_free: bool = False
    """Whether a cancel must say `tax_free` when something of the payment is, instead of taking 0."""
    needs_vat: bool = False
    """Whether a cancel must give `vat_amount` if the payment did. Other PGs ignore it."""
    splits_as_told: bool = False
    """Whether it cancels any tax-free part and tax it is given, without checking what is left of them."""
    splits_unseen: frozenset[str] = frozenset()
    """The pay methods of which it cancels any parts it is given, unless a cash receipt was issued."""
    finishes_later: frozenset[str] = frozenset()
    """The pay methods whose cancels are accepted first and finish later."""
    most_parts: int | None = None
    """The number of parts in which a payment can be cancelled."""
    cancellable_months: int | None = None
    """The number of months after the payment in which it can be cancelled."""
    phone_in_parts: bool = False
    """Whether a phone payment can be cancelled in part."""
    phone_after_month: bool = False
    """Whether a phone payment of an earlier month can be refunded, to an account."""
    refund_account_for: frozenset[str] = frozenset({VBANK})
    """The pay methods whose cancel needs the customer's account."""
    refund_needs_tel: bool = False
    """Whether a cancel that needs the customer's account needs the holder's phone number as well."""
    refund_bank_form: str = "[0-9]{3}"
    """The form of its bank codes, in `refund_bank`."""
    vbank_refund_pause: tuple[int, int] | None = None
    """The hours in Korea, from and to, in which no virtual account is refunded."""
    cancels_test_debit_in_full: bool = False
    """Whether on a test channel a payment by debit card can be cancelled in full only."""
    needs_requester: bool = False
    """Whether a cancel must name its reason and its requester."""
    takes_won: bool = True
    """Whether it charges in won."""
    plain_merchant_uids: bool = False
    """Whether a merchant_uid is letters and digits alone."""
    tells_card_type: bool = True
    """Whether it reports if a billing key's card is a credit or a debit card."""
    highest_vat: Decimal | None = None
    """The largest share of an amount that may be value-added tax."""
    without_receipt_page: frozenset[str] = frozenset()
    """The pay methods without a receipt page."""
    shows_test_receipts: bool = True
    """Whether a page shows those of test channels."""
    shows_easy_pay_receipts: bool = True
    """Whether a page shows those of easy pay that was not by card."""
    keeps_receipts: frozenset[str] = frozenset()
    """Where the cash receipts were asked for that a cancel does not revoke: in the `window`, by the `api`."""
    receipts_by_hand: bool = False
    """Whether the merchant has to revoke and reissue the cash receipt after a partial cancel."""
    receipts_later: bool = True
    """Whether it issues a cash receipt that the customer did not ask for in the pay window."""
    checks_receipts: bool = True
    """Whether it looks at the number for which a cash receipt is issued."""
    takes_tax_cards: bool = True
    """Whether a cash receipt may be issued for the number of a cash receipt card."""
    escrow_opens_after: int = 0
    """The seconds in which the shipping details of an escrow payment cannot be changed."""
    brief_result: bool = False
    """Whether the result of a pay window names only the payment and the error, not its status."""
    pending_shown_as: str = ""
    """The status of a charge that it has not decided about; empty if it always decides at once."""
    charges_at_issue: bool | None = None
    """Whether a window that issues a billing key also charges the amount; None if unknown."""


PGS: dict[str, PgProfile] = {
    "html5_inicis": PgProfile(
        "KG이니시스",
        tells_card_type=False,
        needs_vat=True,
        splits_as_told=True,
        phone_in_parts=True,
        refund_bank_form="[0-9A-Z]{2}",
        charges_at_issue=False,
    ),
    "inicis": PgProfile(
        "KG이니시스 (구)",
        tells_card_type=False,
        needs_vat=True,
        splits_as_told=True,
        phone_in_parts=True,
        refund_bank_form="[0-9A-Z]{2}",
    ),
    "kcp": PgProfile(
        "NHN KCP",
        needs_tax_free=True,
        phone_in_parts=True,
        phone_after_month=True,
        refund_bank_form="BK[0-9A-Z]{2}",
    ),
    "kcp_billing": PgProfile("NHN KCP 정기결제", pay_methods=(CARD,), charges_at_issue=False),
    "kcp_quick": PgProfile("NHN KCP 퀵페이", pay_methods=(CARD, TRANSFER), needs_tax_free=True),
    "nice": PgProfile("나이스페이먼츠 (구)", needs_tax_free=True, needs_vat=True),
    "nice_v2": PgProfile(
        "나이스페이먼츠",
        needs_vat=True,
        receipts_later=False,
        takes_tax_cards=False,
        brief_result=True,
    ),
    "tosspayments": PgProfile(
        "토스페이먼츠",
        shows_test_receipts=False,
        shows_easy_pay_receipts=False,
        checks_receipts=False,
        brief_result=True,
        charges_at_issue=False,
    ),
    "uplus": PgProfile("토스페이먼츠 (구)"),
    "smartro": PgProfile("스마트로 (구)", refund_needs_tel=True),
    "smartro_v2": PgProfile(
        "스마트로",
        plain_merchant_uids=True,
        splits_unseen=frozenset({VBANK}),
        finishes_later=frozenset({VBANK, TRANSFER}),
        cancels_test_debit_in_full=True,
        refund_account_for=frozenset({VBANK, TRANSFER}),
        refund_needs_tel=True,
        keeps_receipts=frozenset({"api"}),
        brief_result=True,
        charges_at_issue=False,
    ),
    "ksnet": PgProfile(
        "KSNET",
        most_parts=9,
        cancellable_months=6,
        vbank_refund_pause=(23, 6),
        without_receipt_page=frozenset({TRANSFER, VBANK, PHONE}),
        keeps_receipts=frozenset({"window"}),
        receipts_by_hand=True,
        escrow_opens_after=3600,
        brief_result=True,
    ),
    "settle": PgProfile("헥토파이낸셜"),
    "settle_acc": PgProfile(
        "헥토파이낸셜 내통장결제",
        pay_methods=(TRANSFER,),
        without_receipt_page=frozenset({TRANSFER}),
    ),
    "settle_firm": PgProfile("헥토파이낸셜 펌뱅킹", pay_methods=(TRANSFER,)),
    "kicc": PgProfile(
        "KICC",
        needs_tax_free=True,
        finishes_later=frozenset({"wechat"}),
        charges_at_issue=False,
    ),
    "daou": PgProfile("키움페이"),
    "danal": PgProfile("다날 휴대폰", pay_methods=(PHONE,), charges_at_issue=True),
    "danal_tpay": PgProfile("다날", pay_methods=(CARD, TRANSFER, VBANK), charges_at_issue=True),
    "mobilians": PgProfile("KG모빌리언스", pay_methods=(PHONE, CARD), charges_at_issue=True),
    "welcome": PgProfile(
        "웰컴페이먼츠",
        needs_vat=True,
        splits_as_told=True,
        brief_result=True,
        highest_vat=Decimal("0.1"),
    ),
    "galaxia": PgProfile("갤럭시아머니트리", pay_methods=("cvs",), channel_type="api_payment"),
    "naverpay": PgProfile(
        "네이버페이 결제형", pay_methods=("naverpay",), needs_requester=True, charges_at_issue=False
    ),
    "naverco": PgProfile("네이버페이 주문형", pay_methods=("naverpay",)),
    "kakaopay": PgProfile("카카오페이", pay_methods=("kakaopay",), charges_at_issue=True),
    "payco": PgProfile(
        "페이코", pay_methods=("payco",), needs_tax_free=True, charges_at_issue=False
    ),
    "tosspay_v2": PgProfile("토스페이", pay_methods=("tosspay",)),
    "toss_brandpay": PgProfile("토스 브랜드페이", pay_methods=(CARD, TRANSFER)),
    "chai": PgProfile("차이", pay_methods=("chai",), charges_at_issue=False),
    "paypal": PgProfile(
        "PayPal (구)", takes_won=False, pay_methods=("paypal",), pending_shown_as="failed"
    ),
    "paypal_v2": PgProfile(
        "PayPal",
        takes_won=False,
        pay_methods=("paypal",),
        finishes_later=frozenset({"paypal"}),
        brief_result=True,
        pending_shown_as="failed",
    ),
    "paymentwall": PgProfile(
        "페이먼트월",
        pay_methods=(CARD,),
        finishes_later=frozenset({CARD}),
        charges_at_issue=True,
        pending_shown_as="failed",
    ),
    "payletter": PgProfile("페이레터", pay_methods=(CARD,), pending_shown_as="ready"),
    "inicis_unified": PgProfile(
        "KG이니시스 통합인증", pay_methods=(), channel_type="certification"
    ),
    "kcp_v2": PgProfile("NHN KCP 본인인증", pay_methods=(), channel_type="certification"),
}
"""The PGs by their name on the wire."""


def pg(provider: str) -> PgProfile:
    """Return the profile of a PG; the usual one for an unknown PG."""
    return PGS.get(provider) or PgProfile(provider)
