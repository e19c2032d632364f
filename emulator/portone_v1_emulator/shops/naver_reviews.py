"""What customers write at Naver about what they bought."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from ..core.context import RequestContext
from ..core.records import Record
from ..core.refusals import Refusal
from .naver_orders import UNKNOWN_PRODUCT_ORDER, find

SCORES = {"general": ("0", "1", "2"), "premium": ("10", "11", "12", "13")}
"""How content a customer can be, by the type of the review."""

_REVIEWED = frozenset({"PURCHASE_DECIDED", "EXCHANGED"})


@dataclass(frozen=True, slots=True)
class NaverReview(Record):
    """What a customer thinks of a product order. One with a text of its own is `premium`."""

    identity = "review_id"
    indexed = ("product_order_id",)

    review_id: str
    product_order_id: str
    channel_key: str
    score: str
    title: str
    content: str | None
    writer: str
    created_at: int
    modified_at: int = 0

    @property
    def type(self) -> str:
        """`general` or `premium`."""
        return "general" if self.content is None else "premium"


def write_review(
    context: RequestContext,
    product_order_id: str,
    *,
    score: str,
    title: str,
    content: str | None = None,
) -> NaverReview:
    """The customer reviews a purchase that is decided; again, to change the review of the same type.

    A `content` makes it a `premium` review, which has a `title` besides. `score` is one of `SCORES`.
    """
    order = find(context, product_order_id)
    if order is None or order.status not in _REVIEWED:
        raise Refusal("all_failed", message=UNKNOWN_PRODUCT_ORDER, by_pg=True)
    payment = context.shop.payments.get(order.imp_uid)
    if payment is None:
        raise LookupError(f"product order {product_order_id} has no payment")
    review = NaverReview(
        review_id=f"{context.next_number() % 10**10:010}",
        product_order_id=product_order_id,
        channel_key=payment.channel.key,
        score=score,
        title=title,
        content=content,
        writer=hashlib.sha256(payment.imp_uid.encode()).hexdigest()[:10],
        created_at=context.stamp,
    )
    if score not in SCORES[review.type]:
        raise ValueError(f"the score of a {review.type} review is one of {SCORES[review.type]}")
    reviews = context.shop.table(NaverReview)
    for old in reviews.find("product_order_id", product_order_id):
        if old.type == review.type:
            review = replace(
                review,
                review_id=old.review_id,
                created_at=old.created_at,
                modified_at=context.stamp,
            )
    reviews.put(review)
    return review
