"""Product orders of Naver Pay's order type: what each is, who may do what with it, and what comes of it.

PortOne only passes on what the merchant asks for; the orders are Naver's, and customers cancel, return and
exchange there. A payment at `naverco` has its product orders as soon as it is paid, or an account for it is
open: whoever asks for them finds them.

    PAYMENT_WAITING ─┬─ CANCELED_BY_NOPAYMENT
                     └─ PAYED ─ DELIVERING ─ DELIVERED ─ PURCHASE_DECIDED
                          │         └─────┬─────┘
                       CANCELED     RETURNED, EXCHANGED

A parcel arrives `DELIVERY_DAYS` after it was sent, and the purchase is decided `DECISION_DAYS` later unless
the customer claims something. Naver's texts are its own; it answers to everything that `STEPS` does not allow.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from ..core.clock import KST
from ..core.context import RequestContext, event
from ..core.records import Cancellation, Payment, Person, Record
from ..core.refusals import Refusal
from ..pgs import answers as pg
from . import cancelling
from .naver_products import Item, items_of

DELIVERY_DAYS = 2
DECISION_DAYS = 8
SHIPPING_DAYS = 3
"""How long after the payment the merchant has to send it."""

_DAY = 24 * 3600

_CUSTOMER = Person("김네이버", None, "010-0000-0000", "경기도 성남시 분당구 정자일로 95", "13561")

UNKNOWN_PRODUCT_ORDER = "[100001]상품 주문을 찾을 수 없음"
UNKNOWN_ORDER = "[100003]주문을 찾을 수 없음"
_NOT_EXCHANGED = "[104417]교환 상태 확인 필요(재배송 처리 불가능 주문 상태)"
_WRONG_STATUS = "[104442]상품 주문 상태 확인 필요"
_IS_SO_ALREADY = "[105306]변경을 요청한 상태가 기존과 동일"

Claim = tuple[str, str]
"""What is claimed, and how far that is: `claim_type` and `claim_status`."""

CANCEL_REQUEST: Claim = ("CANCEL", "CANCEL_REQUEST")
CANCEL_DONE: Claim = ("CANCEL", "CANCEL_DONE")
ADMIN_CANCEL_DONE: Claim = ("ADMIN_CANCEL", "ADMIN_CANCEL_DONE")
RETURN_REQUEST: Claim = ("RETURN", "RETURN_REQUEST")
RETURN_COLLECTING: Claim = ("RETURN", "COLLECTING")
RETURN_COLLECTED: Claim = ("RETURN", "COLLECT_DONE")
RETURN_DONE: Claim = ("RETURN", "RETURN_DONE")
EXCHANGE_REQUEST: Claim = ("EXCHANGE", "EXCHANGE_REQUEST")
EXCHANGE_COLLECTING: Claim = ("EXCHANGE", "COLLECTING")
EXCHANGE_COLLECTED: Claim = ("EXCHANGE", "COLLECT_DONE")
EXCHANGE_REDELIVERING: Claim = ("EXCHANGE", "EXCHANGE_REDELIVERING")
EXCHANGE_DONE: Claim = ("EXCHANGE", "EXCHANGE_DONE")
HOLDBACK: Claim = ("PURCHASE_DECISION_HOLDBACK", "PURCHASE_DECISION_HOLDBACK")
HOLDBACK_RELEASE: Claim = ("PURCHASE_DECISION_HOLDBACK", "PURCHASE_DECISION_HOLDBACK_RELEASE")

_RETURNING = frozenset({RETURN_REQUEST, RETURN_COLLECTING, RETURN_COLLECTED})
_EXCHANGING = frozenset(
    {EXCHANGE_REQUEST, EXCHANGE_COLLECTING, EXCHANGE_COLLECTED, EXCHANGE_REDELIVERING}
)
OPEN_CLAIMS = frozenset({CANCEL_REQUEST, HOLDBACK}) | _RETURNING | _EXCHANGING

_PAYED = frozenset({"PAYED"})
_SENT = frozenset({"DELIVERING", "DELIVERED"})
_ENDED = frozenset(
    {"PURCHASE_DECIDED", "EXCHANGED", "CANCELED", "RETURNED", "CANCELED_BY_NOPAYMENT"}
)


@dataclass(frozen=True, slots=True)
class ProductOrder(Record):
    """One kind of product in an order, and what became of it."""

    identity = "product_order_id"
    indexed = ("imp_uid",)

    product_order_id: str
    imp_uid: str
    product_id: str
    product_name: str
    option_id: str | None
    option_name: str | None
    quantity: int
    product_amount: Decimal
    delivery_amount: Decimal
    paid: Decimal
    """What is given back when it is cancelled or returned."""
    orderer: Person
    status: str = "PAYED"
    claim: Claim | None = None
    """The latest one, whether it is open or not."""
    placed: bool = False
    """Whether the merchant has accepted it, so that a cancel needs the merchant's approval."""
    withheld: bool = False
    """Whether its return is."""
    shipping_due: int = 0
    dispatched_at: int = 0
    decide_at: int = 0
    """When the purchase is decided by itself; 0 while it has not arrived."""
    reason: str | None = None
    """Why it is claimed, by Naver's code."""
    memo: str | None = None
    """What the merchant told the customer."""
    extra_charge: Decimal = Decimal(0)
    """What the customer is to pay for the return."""
    delivery_company: str | None = None
    tracking_number: str | None = None

    @property
    def open_claim(self) -> Claim | None:
        """The claim that is not settled."""
        return self.claim if self.claim in OPEN_CLAIMS else None


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is done with a product order: with which, and what it becomes."""

    statuses: frozenset[str]
    claims: frozenset[Claim | None] = frozenset({None})
    """The open claims with which it may be done; None when there must be none."""
    needs: dict[str, bool] = field(default_factory=dict)
    becomes: dict[str, Any] = field(default_factory=dict)
    rejects: bool = False
    """Whether the open claim ends without what it claimed."""
    refunds: bool = False
    sends: bool = False
    """Whether a parcel is on its way from then on."""
    refusal: str = _WRONG_STATUS

    def allows(self, order: ProductOrder) -> bool:
        """Whether it may be done with this one."""
        return (
            order.status in self.statuses
            and order.open_claim in self.claims
            and all(getattr(order, name) is value for name, value in self.needs.items())
        )

    def done_to(self, order: ProductOrder) -> dict[str, Any]:
        """The fields that it changes."""
        if self.rejects and order.open_claim is not None:
            kind = order.open_claim[0]
            return {"claim": (kind, f"{kind}_REJECT")} | self.becomes
        return self.becomes


_CANCELED: dict[str, Any] = {"status": "CANCELED", "claim": CANCEL_DONE}

STEPS = {
    # What the merchant does.
    "place": Step(_PAYED, needs={"placed": False}, becomes={"placed": True}),
    "ship": Step(
        _PAYED,
        frozenset({None, CANCEL_REQUEST}),
        becomes={"status": "DELIVERING"},
        rejects=True,
        sends=True,
    ),
    "cancel": Step(_PAYED, becomes=_CANCELED, refunds=True),
    "approve_cancel": Step(_PAYED, frozenset({CANCEL_REQUEST}), becomes=_CANCELED, refunds=True),
    "request_return": Step(_SENT, becomes={"claim": RETURN_REQUEST}),
    "approve_return": Step(
        _SENT,
        _RETURNING,
        needs={"withheld": False},
        becomes={"status": "RETURNED", "claim": RETURN_DONE},
        refunds=True,
    ),
    "reject_return": Step(_SENT, _RETURNING, becomes={"withheld": False}, rejects=True),
    "withhold_return": Step(
        _SENT, _RETURNING, needs={"withheld": False}, becomes={"withheld": True}
    ),
    "resolve_return": Step(
        _SENT, _RETURNING, needs={"withheld": True}, becomes={"withheld": False}
    ),
    "collect_exchanged": Step(
        _SENT,
        frozenset({EXCHANGE_REQUEST, EXCHANGE_COLLECTING}),
        becomes={"claim": EXCHANGE_COLLECTED},
    ),
    "ship_exchanged": Step(
        _SENT,
        frozenset({EXCHANGE_COLLECTED}),
        becomes={"claim": EXCHANGE_REDELIVERING},
        sends=True,
        refusal=_NOT_EXCHANGED,
    ),
    # What the customer does.
    "cancel_unplaced": Step(_PAYED, needs={"placed": False}, becomes=_CANCELED, refunds=True),
    "request_cancel": Step(_PAYED, needs={"placed": True}, becomes={"claim": CANCEL_REQUEST}),
    "request_exchange": Step(_SENT, becomes={"claim": EXCHANGE_REQUEST}),
    "withdraw_claim": Step(
        _PAYED | _SENT,
        frozenset({CANCEL_REQUEST, EXCHANGE_REQUEST}) | _RETURNING,
        becomes={"withheld": False},
        rejects=True,
    ),
    "decide_purchase": Step(_SENT, becomes={"status": "PURCHASE_DECIDED"}),
    "hold_purchase": Step(_SENT, becomes={"claim": HOLDBACK}),
    "release_purchase": Step(_SENT, frozenset({HOLDBACK}), becomes={"claim": HOLDBACK_RELEASE}),
    # What carriers do.
    "arrive": Step(
        frozenset({"DELIVERING"}), OPEN_CLAIMS | {None}, becomes={"status": "DELIVERED"}
    ),
    "arrive_exchanged": Step(
        _SENT,
        frozenset({EXCHANGE_REDELIVERING}),
        becomes={"status": "EXCHANGED", "claim": EXCHANGE_DONE},
    ),
    "pick_up_return": Step(
        _SENT, frozenset({RETURN_REQUEST}), becomes={"claim": RETURN_COLLECTING}
    ),
    "pick_up_exchange": Step(
        _SENT, frozenset({EXCHANGE_REQUEST}), becomes={"claim": EXCHANGE_COLLECTING}
    ),
    "bring_back_return": Step(
        _SENT, frozenset({RETURN_COLLECTING}), becomes={"claim": RETURN_COLLECTED}
    ),
    "bring_back_exchange": Step(
        _SENT, frozenset({EXCHANGE_COLLECTING}), becomes={"claim": EXCHANGE_COLLECTED}
    ),
    # What Naver does.
    "cancel_by_naver": Step(
        _PAYED | _SENT,
        OPEN_CLAIMS | {None},
        becomes={"status": "CANCELED", "claim": ADMIN_CANCEL_DONE, "withheld": False},
        refunds=True,
    ),
}
"""All that can be done with a product order. Nothing else changes one that is paid."""


# Which there are.


def orders_for(context: RequestContext, payment: Payment) -> list[ProductOrder]:
    """The product orders of a payment, as they are by now; none before the customer has ordered at Naver."""
    orders = context.shop.table(ProductOrder).find("imp_uid", payment.imp_uid)
    if not orders and _was_ordered(payment):
        orders = [_open(context, payment, item) for item in items_of(context, payment)]
    return [_follow(context, payment, order) for order in orders]


def find(context: RequestContext, product_order_id: str) -> ProductOrder | None:
    """The product order of that id, as it is by now."""
    order = context.shop.table(ProductOrder).get(product_order_id)
    if order is None:
        return None
    return _follow(context, _payment_of(context, order), order)


def _was_ordered(payment: Payment) -> bool:
    if payment.channel.pg_provider != "naverco":
        return False
    return bool(payment.paid_at) or (payment.status == "ready" and payment.vbank is not None)


def _open(context: RequestContext, payment: Payment, item: Item) -> ProductOrder:
    day = datetime.fromtimestamp(context.now, KST)
    order = ProductOrder(
        product_order_id=f"{day:%Y%m%d}{context.next_number() % 10**8:08}",
        imp_uid=payment.imp_uid,
        product_id=item.product_id,
        product_name=item.name,
        option_id=item.option_id,
        option_name=item.option_name,
        quantity=item.quantity,
        product_amount=item.price,
        delivery_amount=item.delivery,
        paid=item.paid,
        orderer=_customer(payment.buyer),
        status="PAYMENT_WAITING",
    )
    return _put(context, order)


def _customer(buyer: Person) -> Person:
    """Who orders. What the shop's page did not say, Naver knows."""
    return Person(*(getattr(buyer, name) or getattr(_CUSTOMER, name) for name in Person.__slots__))


def _follow(context: RequestContext, payment: Payment, order: ProductOrder) -> ProductOrder:
    """The order, after what happened to its payment."""
    if order.status == "PAYMENT_WAITING" and payment.paid_at:
        due = payment.paid_at + SHIPPING_DAYS * _DAY
        order = _put(context, replace(order, status="PAYED", shipping_due=due))
    if order.status == "PAYMENT_WAITING" and _is_given_up(context, payment):
        return _put(context, replace(order, status="CANCELED_BY_NOPAYMENT"))
    if payment.paid_at and payment.left == 0 and order.status not in _ENDED:
        return _put(context, replace(order, **_CANCELED))
    return order


def _is_given_up(context: RequestContext, payment: Payment) -> bool:
    """Whether the money will not come any more. Naver looks at the due, whatever PortOne says by then."""
    too_late = payment.vbank is not None and context.now >= payment.vbank.due
    return payment.status != "ready" or too_late


# What is done with them.


def take(
    context: RequestContext,
    product_order_id: str,
    name: str,
    *,
    imp_uid: str | None = None,
    **changes: Any,
) -> ProductOrder:
    """Take the step of that name with a product order. `changes` are further fields of it.

    Refuses what Naver does: a step that its state does not allow, or an order of another payment than
    that of `imp_uid`.
    """
    order = find(context, product_order_id)
    if order is None or imp_uid not in (None, order.imp_uid):
        raise Refusal("all_failed", message=UNKNOWN_PRODUCT_ORDER, by_pg=True)
    step = STEPS[name]
    becomes = step.done_to(order)
    if not step.allows(order):
        same = all(getattr(order, field) == value for field, value in becomes.items())
        message = _IS_SO_ALREADY if same else step.refusal
        raise Refusal("all_failed", message=message, by_pg=True)
    if step.refunds:
        _give_back(context, order, changes.get("reason"))
    if step.sends:
        context.later(context.now + DELIVERY_DAYS * _DAY, "naver_parcel", product_order_id)
    taken = _put(context, replace(order, **becomes, **changes))
    settled = order.open_claim is not None and taken.open_claim is None
    return _await_decision(context, taken) if settled else taken


def request_cancel(
    context: RequestContext, product_order_id: str, reason: str = "INTENT_CHANGED"
) -> ProductOrder:
    """The customer cancels: at once, or with the merchant's approval when it was placed."""
    order = find(context, product_order_id)
    name = "request_cancel" if order is not None and order.placed else "cancel_unplaced"
    return take(context, product_order_id, name, reason=reason)


def request_return(
    context: RequestContext, product_order_id: str, reason: str = "INTENT_CHANGED"
) -> ProductOrder:
    """The customer wants to give it back."""
    return take(context, product_order_id, "request_return", reason=reason)


def request_exchange(
    context: RequestContext, product_order_id: str, reason: str = "COLOR_AND_SIZE"
) -> ProductOrder:
    """The customer wants another one."""
    return take(context, product_order_id, "request_exchange", reason=reason)


def withdraw_claim(context: RequestContext, product_order_id: str) -> ProductOrder:
    """The customer keeps it after all, or wants it again."""
    return take(context, product_order_id, "withdraw_claim")


def decide_purchase(context: RequestContext, product_order_id: str) -> ProductOrder:
    """The customer confirms the purchase, before Naver does."""
    return take(context, product_order_id, "decide_purchase")


def pick_up(context: RequestContext, product_order_id: str) -> ProductOrder:
    """A carrier fetches what is returned or exchanged."""
    return take(context, product_order_id, f"pick_up_{_way_back(context, product_order_id)}")


def bring_back(context: RequestContext, product_order_id: str) -> ProductOrder:
    """What is returned or exchanged arrives at the merchant."""
    return take(context, product_order_id, f"bring_back_{_way_back(context, product_order_id)}")


def _way_back(context: RequestContext, product_order_id: str) -> str:
    order = find(context, product_order_id)
    exchanged = order is not None and order.open_claim in _EXCHANGING
    return "exchange" if exchanged else "return"


@event("naver_parcel")
def arrive(context: RequestContext, product_order_id: str) -> None:
    """A parcel reaches the customer: the order, or what it was exchanged for."""
    order = find(context, product_order_id)
    if order is not None and order.status == "DELIVERING":
        _await_decision(context, take(context, product_order_id, "arrive"))
    else:
        take(context, product_order_id, "arrive_exchanged")


@event("naver_decision")
def decide_by_itself(context: RequestContext, product_order_id: str) -> None:
    """Naver confirms a purchase about which nobody has complained."""
    order = find(context, product_order_id)
    if order is not None and order.open_claim is None and order.decide_at <= context.now:
        take(context, product_order_id, "decide_purchase")


def _await_decision(context: RequestContext, order: ProductOrder) -> ProductOrder:
    if order.status != "DELIVERED":
        return order
    at = context.now + DECISION_DAYS * _DAY
    context.later(at, "naver_decision", order.product_order_id)
    return _put(context, replace(order, decide_at=at))


def _give_back(context: RequestContext, order: ProductOrder, reason: str | None) -> None:
    """Let Naver return the money. PortOne does not do it, it finds out."""
    payment = _payment_of(context, order)
    if refusal := pg.cancel_refusal(payment):
        raise Refusal("all_failed", message=refusal, by_pg=True)
    if order.paid > payment.left:
        raise Refusal("all_failed", message=_WRONG_STATUS, by_pg=True)
    seen = context.setting("naver_refund")
    if seen == "unseen" or not order.paid:
        return
    cancellation = Cancellation(
        cancellation_id=str(uuid.uuid4()),
        pg_tid=f"{payment.channel.pg_id}{context.next_number()}",
        amount=order.paid,
        cancelled_at=context.stamp,
        reason=reason,
    )
    cancelling.book(context, payment, cancellation, notify=seen == "told")


def _payment_of(context: RequestContext, order: ProductOrder) -> Payment:
    payment = context.shop.payments.get(order.imp_uid)
    if payment is None:
        raise LookupError(f"product order {order.product_order_id} has no payment")
    return payment


def _put(context: RequestContext, order: ProductOrder) -> ProductOrder:
    context.shop.table(ProductOrder).put(order)
    return order
