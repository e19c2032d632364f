"""The PGs that the emulator stands in for, and their habits: what each does otherwise than the others.

Which operations and fields a PG takes stands in the contract; here is only what the contract cannot say.
"""

from __future__ import annotations

from dataclasses import dataclass

CARD, TRANSFER, VBANK, PHONE = "card", "trans", "vbank", "phone"
ALL = frozenset({CARD, TRANSFER, VBANK, PHONE})


@dataclass(frozen=True, slots=True)
class Pg:
    """A PG, or an easy-pay provider that is one."""

    name: str
    """As customers know it."""
    pay_methods: tuple[str, ...] = (CARD, TRANSFER, VBANK, PHONE)
    """What its pay window offers; the first is what a billing key charges."""
    channel_type: str = "payment"
    """`payment`, `api_payment` or `certification`."""
    tax_free_is_kept: bool = False
    """Whether a cancel without `tax_free` keeps the payment's split instead of taking 0."""
    vat_as_given: bool = False
    """Whether a cancel must give `vat_amount` when the payment did."""
    finishes_later: frozenset[str] = frozenset()
    """The pay methods of which a cancel is only accepted at first."""
    most_parts: int | None = None
    """In how many parts a payment can be cancelled."""
    cancellable_days: int | None = None
    """For how many days after the payment."""
    phone_in_parts: bool = False
    """Whether a phone payment can be cancelled in part."""
    phone_after_month: bool = False
    """Whether a phone payment of an earlier month can be refunded, to an account."""
    refund_account_for: frozenset[str] = frozenset({VBANK})
    """The pay methods whose cancel needs the customer's account."""
    refund_needs_tel: bool = False
    """Whether such a cancel needs the holder's phone number as well."""
    refund_bank_prefix: str = ""
    """What stands before the three digits of a bank in `refund_bank`."""
    vbank_refund_pause: tuple[int, int] | None = None
    """The hours in Korea, from and to, in which no virtual account is refunded."""
    needs_requester: bool = False
    """Whether a cancel must say why and who asked for it."""
    cancel_revokes_receipt: bool = True
    """Whether a cancel revokes the payment's cash receipt."""


PGS: dict[str, Pg] = {
    "html5_inicis": Pg("KG이니시스", vat_as_given=True, phone_in_parts=True),
    "inicis": Pg("KG이니시스 (구)", vat_as_given=True, phone_in_parts=True),
    "kcp": Pg(
        "NHN KCP",
        tax_free_is_kept=True,
        phone_in_parts=True,
        phone_after_month=True,
        refund_bank_prefix="BK",
    ),
    "kcp_billing": Pg("NHN KCP 정기결제", pay_methods=(CARD,)),
    "kcp_quick": Pg("NHN KCP 퀵페이", pay_methods=(CARD, TRANSFER), tax_free_is_kept=True),
    "nice": Pg("나이스페이먼츠 (구)", tax_free_is_kept=True, vat_as_given=True),
    "nice_v2": Pg("나이스페이먼츠", vat_as_given=True),
    "tosspayments": Pg("토스페이먼츠"),
    "uplus": Pg("토스페이먼츠 (구)"),
    "smartro": Pg("스마트로 (구)", refund_needs_tel=True),
    "smartro_v2": Pg(
        "스마트로",
        finishes_later=frozenset({VBANK, TRANSFER}),
        refund_account_for=frozenset({VBANK, TRANSFER}),
        refund_needs_tel=True,
        cancel_revokes_receipt=False,
    ),
    "ksnet": Pg(
        "KSNET",
        most_parts=9,
        cancellable_days=183,
        vbank_refund_pause=(23, 6),
        cancel_revokes_receipt=False,
    ),
    "settle": Pg("헥토파이낸셜"),
    "settle_acc": Pg("헥토파이낸셜 내통장결제", pay_methods=(TRANSFER,)),
    "settle_firm": Pg("헥토파이낸셜 펌뱅킹", pay_methods=(TRANSFER,)),
    "kicc": Pg("KICC", tax_free_is_kept=True, finishes_later=frozenset({"wechat"})),
    "daou": Pg("키움페이"),
    "danal": Pg("다날 휴대폰", pay_methods=(PHONE,)),
    "danal_tpay": Pg("다날", pay_methods=(CARD, TRANSFER, VBANK)),
    "mobilians": Pg("KG모빌리언스", pay_methods=(PHONE, CARD)),
    "welcome": Pg("웰컴페이먼츠", vat_as_given=True),
    "galaxia": Pg("갤럭시아머니트리", pay_methods=("cvs",), channel_type="api_payment"),
    "naverpay": Pg("네이버페이 결제형", pay_methods=("naverpay",), needs_requester=True),
    "naverco": Pg("네이버페이 주문형", pay_methods=("naverpay",)),
    "kakaopay": Pg("카카오페이", pay_methods=("kakaopay",)),
    "payco": Pg("페이코", pay_methods=("payco",), tax_free_is_kept=True),
    "tosspay_v2": Pg("토스페이", pay_methods=("tosspay",)),
    "toss_brandpay": Pg("토스 브랜드페이", pay_methods=(CARD, TRANSFER)),
    "chai": Pg("차이", pay_methods=("chai",)),
    "paypal_v2": Pg("PayPal", pay_methods=("paypal",), finishes_later=frozenset({"paypal"})),
    "paymentwall": Pg(
        "페이먼트월", pay_methods=(CARD,), finishes_later=frozenset({CARD}), phone_in_parts=True
    ),
    "inicis_unified": Pg("KG이니시스 통합인증", pay_methods=(), channel_type="certification"),
    "kcp_v2": Pg("NHN KCP 본인인증", pay_methods=(), channel_type="certification"),
}
"""The PGs by their name on the wire."""


def pg(provider: str) -> Pg:
    """The PG of that name; one without habits when it is none of ours."""
    return PGS.get(provider) or Pg(provider)
