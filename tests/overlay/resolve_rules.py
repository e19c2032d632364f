"""For every write that can be looked up: what it is called with, what shows that it was done, what else may be there.

Written by hand beside the contract's `x-resolve`, which must say the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

Arguments = dict[str, Any]
Record = dict[str, Any]

DUE = 1_800_000_000

ORDER: Arguments = {"merchant_uid": "o", "amount": 1000, "name": "코트"}
KEY: Arguments = {"customer_uid": "c"}
CARD: Arguments = {"card_number": "4242-4242-4242-4242", "expiry": "2035-12"}
SHOWN_CARD = "42424242****4242"


@dataclass(frozen=True)
class Row:
    """How a write is looked up.

    Attributes:
        arguments: With which it is sent.
        url: Of the look-up, after the host.
        done: The record that shows that it was done, stamped with the time given.
        differs: Fields of another's record, each of which makes it another: the look-up proves nothing then.
        ignored: Fields of a record that cannot be this write's, so that there is as good as none.
        unclear: Fields with which the record proves nothing, now or later.
        also: Fields with which it shows all the same that it was done.
        waits: Fields with which it shows that it was done, once nothing may come of the write any more.
        at_once: Whether the record closes the attempt, or only the end of the quiet period does.
        beside: What another write of this client about it makes of that: "at once", "waits" or "unclear".
        nothing: What silence comes to.
        quiet: Seconds of silence.
        mark: The argument that carries a mark.
        protects: Whether PortOne refuses to do the same a second time.
        items: How the records stand in the answer.
    """

    arguments: Arguments
    url: str
    done: Callable[[int], Record]
    differs: tuple[Record, ...] = ()
    ignored: tuple[Record, ...] = ()
    unclear: tuple[Record, ...] = ()
    also: tuple[Record, ...] = ()
    waits: tuple[Record, ...] = ()
    at_once: bool = True
    beside: str = "at once"
    nothing: str = "did_not_happen"
    quiet: int = 600
    mark: str = ""
    protects: bool = False
    items: str = ""


OF_ORDER = "/payments/findAll/o?limit=100&sorting=-started"


class At(NamedTuple):
    """A time, in seconds after the sending."""

    seconds: int


OLD = At(-61)
"""A stamp that is certain to be older."""

REVOKED: Record = {"schedule_status": "revoked", "revoked_at": At(-20)}
"""A schedule that may have been revoked before the sending, or since."""

EXECUTED: Record = {"schedule_status": "executed", "executed_at": At(5)}
"""A schedule that has been executed since the sending."""


def paid(at: int) -> Record:
    times = {"started_at": at, "paid_at": at + 1}
    return {
        "imp_uid": "imp_9",
        "merchant_uid": "o",
        "status": "paid",
        "amount": 1000,
        "currency": "KRW",
        "channel": "api",
        "pay_method": "card",
        "pg_provider": "nice_v2",
    } | times


def _charge(arguments: Arguments, **more: Any) -> Row:
    facts: dict[str, Any] = {
        "arguments": arguments,
        "url": OF_ORDER,
        "done": paid,
        "differs": ({"amount": 900}, {"currency": "USD"}),
        "also": ({"channel": "pc"}, {"status": "cancelled"}),
        "mark": "custom_data",
        "items": "page",
    }
    return Row(**facts | more)


CANCEL: Record = {"amount": 300, "cancelled_at": At(0), "reason": "변심", "cancellation_id": "1"}


def _payment(at: int) -> Record:
    row = CANCEL | {"cancelled_at": at}
    return paid(at - 9999) | {"imp_uid": "imp_1", "cancel_amount": 300, "cancel_history": [row]}


def _product(**fields: Any) -> Callable[[int], Record]:
    return lambda at: {"product_order_id": "p-1"} | fields


def _naver(method: str, field: str, values: list[str], **more: Any) -> Row:
    needed: dict[str, Arguments] = {
        "ship": {"delivery_method": "NOTHING", "dispatched_at": DUE},
        "cancel": {"reason": "SOLD_OUT"},
        "approve_cancel": {},
        "request_return": {"delivery_method": "NOTHING", "reason": "INTENT_CHANGED"},
        "approve_return": {},
        "reject_return": {"memo": "?"},
        "collect_exchanged": {},
        "ship_exchanged": {"delivery_method": "NOTHING"},
    }
    facts: dict[str, Any] = {
        "arguments": {"imp_uid": "imp_1", "product_order_ids": ["p-1"]} | needed[method],
        "url": "/payments/imp_1/naver/product-orders",
        "done": _product(**{field: values[0]}),
        "also": tuple({field: value} for value in values[1:]),
        "items": "list",
    }
    facts |= more
    facts["unclear"] = (*facts.get("unclear", ()), {"product_order_id": "another"})
    return Row(**facts)


def _schedule(at: int) -> Record:
    return {
        "merchant_uid": "a",
        "customer_uid": "c",
        "schedule_at": DUE,
        "amount": 100,
        "currency": "KRW",
        "name": "구독",
        "schedule_status": "scheduled",
        "executed_at": 0,
        "revoked_at": 0,
    }


OF_SCHEDULE = "/subscribe/payments/schedule/a"
PLAN = {"merchant_uid": "a", "schedule_at": DUE, "amount": 100, "name": "구독", "currency": "KRW"}


def _receipt(at: int) -> Record:
    return {"applied_at": at, "cancelled_at": 0, "amount": 1000, "vat": 91, "type": "company"}


def _revoked(at: int) -> Record:
    return _receipt(at - 9999) | {"cancelled_at": at}


def _key(at: int) -> Record:
    return KEY | {"inserted": at, "updated": at, "card_number": SHOWN_CARD, "customer_id": "m"}


SUPER_KEY: Record = {
    "updated": OLD,
    "succeededChannels": [{"updated": OLD}, {"updated": At(1), "card_number": SHOWN_CARD}],
}
"""The times and the card of a super billing key, which has them at its channels."""


def _account(at: int) -> Record:
    issued = {
        "vbank_issued_at": at,
        "vbank_code": "004",
        "vbank_date": DUE,
        "vbank_num": "110-1234-567890",
    }
    return (
        paid(at) | {"status": "ready", "paid_at": 0, "pay_method": "vbank", "name": "코트"} | issued
    )


def _barcode(at: int) -> Record:
    return paid(at) | {"status": "ready", "paid_at": 0, "pay_method": "cvs", "name": "코트"}


def _gone(at: int) -> Record:
    return _account(at - 9999) | {"imp_uid": "imp_1", "status": "failed", "paid_at": 0}


OF_PAYMENT = "/payments/imp_1?include_sandbox=true"
OF_RECEIPT = "/receipts/imp_1"
OF_CASH = "/receipts/external/o"
OF_KEY = "/subscribe/customers/c"
OF_TIER = "/tiers/AB1"
_REVOKED: dict[str, Any] = {
    "arguments": {"imp_uid": "imp_1"},
    "url": OF_PAYMENT,
    "done": _gone,
    "also": ({"status": "cancelled"},),
    "ignored": ({"paid_at": 5}, {"status": "ready"}),
}

IN_DOLLARS: Arguments = {"currency": "USD"}
DOLLARS: dict[str, Any] = {
    "done": lambda at: paid(at) | {"currency": "USD"},
    "differs": ({"amount": 900}, {"currency": "KRW"}),
    "protects": True,
}

ROWS: dict[str, Row] = {
    "benepia.pay": _charge(
        ORDER | {"benepia_user": "u", "benepia_password": "p", "channel_key": "k"}
    ),
    "kcpquick.pay_with_autopay": _charge(ORDER | KEY | {"buyer_name": "김하늘"}, mark=""),
    "kcpquick.pay_with_money": _charge(
        ORDER | {"member_id": "m", "channel_key": "k", "imp_uid": "imp_2"}, mark=""
    ),
    "subscribe.again": _charge(ORDER | KEY | IN_DOLLARS, **DOLLARS),
    "subscribe.foreign": _charge(ORDER | CARD | IN_DOLLARS, **DOLLARS),
    "subscribe.onetime": _charge(ORDER | CARD | IN_DOLLARS, **DOLLARS),
    "subscribe.retry_schedule": _charge({"merchant_uid": "o"}, differs=(), mark=""),
    "payments.cancel": Row(
        {"imp_uid": "imp_1", "amount": 300, "checksum": 1000, "reason": "변심"},
        OF_PAYMENT,
        _payment,
        differs=({"cancel_history": [CANCEL | {"reason": "배송 지연"}]},),
        beside="unclear",
        mark="reason",
        protects=True,
    ),
    "billing_keys.delete": Row(
        KEY,
        OF_KEY,
        lambda at: {},
        ignored=({"inserted": OLD}, {"succeededChannels": [{"inserted": OLD}]}),
        unclear=({"inserted": At(-60)}, {"succeededChannels": [{"inserted": At(0)}]}),
        at_once=False,
        beside="waits",
        nothing="happened",
    ),
    "billing_keys.issue": Row(
        KEY | CARD | {"customer_id": "m"},
        OF_KEY,
        _key,
        differs=({"card_number": "5555-55**-****-4444"}, {"customer_id": "another"}),
        ignored=({"updated": OLD, "inserted": OLD},),
        also=({"inserted": OLD}, SUPER_KEY),
        beside="unclear",
        nothing="cannot_know",
    ),
    "cash_receipts.issue": Row(
        {"imp_uid": "imp_1", "identifier": "1234567890", "type": "company", "vat_amount": 91},
        OF_RECEIPT,
        _receipt,
        differs=({"vat": 90}, {"type": "person"}),
        ignored=({"applied_at": OLD},),
        beside="waits",
    ),
    "cash_receipts.issue_external": Row(
        {
            "merchant_uid": "o",
            "name": "장갑",
            "amount": 1000,
            "identifier": "1234567890",
            "channel_key": "k",
            "type": "company",
        },
        OF_CASH,
        _receipt,
        differs=({"amount": 999}, {"type": "person"}),
        ignored=({"applied_at": OLD},),
        beside="waits",
    ),
    "cash_receipts.revoke": Row(
        {"imp_uid": "imp_1"},
        OF_RECEIPT,
        _revoked,
        ignored=({"cancelled_at": 0},),
        unclear=({"cancelled_at": 0, "applied_at": At(-60)},),
        beside="waits",
    ),
    "cash_receipts.revoke_external": Row(
        {"merchant_uid": "o"},
        OF_CASH,
        _revoked,
        ignored=({"cancelled_at": 0},),
        unclear=({"cancelled_at": 0, "applied_at": At(-60)},),
        beside="waits",
    ),
    "certifications.confirm_otp": Row(
        {"imp_uid": "imp_1", "otp": "123456"},
        "/certifications/imp_1",
        lambda at: {"imp_uid": "imp_1", "certified_at": at},
        ignored=({"certified_at": OLD},),
        nothing="cannot_know",
    ),
    "certifications.delete": Row(
        {"imp_uid": "imp_1"},
        "/certifications/imp_1",
        lambda at: {},
        ignored=({"imp_uid": "imp_1"},),
        at_once=False,
        beside="waits",
        nothing="happened",
        quiet=120,
    ),
    "cvs.issue": Row(
        {"channel_key": "k", "merchant_uid": "o", "amount": 1000, "name": "코트"},
        OF_ORDER,
        _barcode,
        differs=({"amount": 900}, {"name": "모자"}),
        ignored=({"pay_method": "card"}, {"channel": "pc"}, {"started_at": OLD}),
        unclear=({"status": "failed"},),
        also=({"status": "paid", "paid_at": At(9)}, {"status": "cancelled", "paid_at": At(9)}),
        beside="unclear",
        mark="custom_data",
        items="page",
    ),
    "cvs.revoke": Row(**_REVOKED),
    "vbanks.revoke": Row(**_REVOKED),
    "vbanks.create": Row(
        ORDER
        | {
            "vbank_code": "004",
            "vbank_due": DUE,
            "vbank_num": "110-1234-567890",
            "vbank_holder": "하늘상점",
            "channel_key": "k",
        },
        OF_ORDER,
        _account,
        differs=(
            {"amount": 900},
            {"vbank_code": "088"},
            {"vbank_date": 5},
            {"vbank_num": "110-1234-567891"},
            {"name": "모자"},
        ),
        ignored=({"vbank_issued_at": OLD}, {"pay_method": "card"}, {"channel": "pc"}),
        also=({"status": "failed"},),
        beside="unclear",
        mark="custom_data",
        items="page",
    ),
    "vbanks.update": Row(
        {"imp_uid": "imp_1", "amount": 1000, "vbank_due": DUE},
        OF_PAYMENT,
        lambda at: _account(at - 9999) | {"imp_uid": "imp_1"},
        differs=({"amount": 900}, {"vbank_date": 5}),
        at_once=False,
        beside="waits",
    ),
    "escrows.register": Row(
        {
            "imp_uid": "imp_1",
            "sender": {"name": "가", "tel": "1", "addr": "a", "postcode": "1"},
            "receiver": {"name": "나", "tel": "2", "addr": "b", "postcode": "2"},
            "logis": {"company": "POST", "invoice": "1", "sent_at": DUE},
        },
        "/escrows/logis/imp_1",
        lambda at: {"company": "POST", "invoice": "1", "sent_at": DUE},
        differs=({"company": "EPOST"}, {"invoice": "2"}, {"sent_at": DUE + 1}),
    ),
    "preparations.create": Row(
        {"merchant_uid": "o", "amount": 1000, "currency": "KRW"},
        "/payments/prepare/o",
        lambda at: {"merchant_uid": "o", "amount": 1000, "currency": "KRW"},
        differs=({"amount": 900}, {"currency": "USD"}),
        quiet=120,
        protects=True,
    ),
    "preparations.update": Row(
        {"merchant_uid": "o", "amount": 1000, "currency": "KRW"},
        "/payments/prepare/o",
        lambda at: {"merchant_uid": "o", "amount": 1000, "currency": "KRW"},
        differs=({"amount": 900}, {"currency": "USD"}),
        at_once=False,
        beside="waits",
        quiet=120,
    ),
    "subscribe.schedule": Row(
        KEY | {"schedules": [PLAN]},
        OF_SCHEDULE,
        _schedule,
        differs=(
            {"customer_uid": "d"},
            {"schedule_at": DUE + 1},
            {"amount": 200},
            {"currency": "USD"},
            {"name": "우유"},
        ),
        ignored=({"executed_at": OLD}, {"revoked_at": OLD}),
        unclear=(REVOKED,),
        waits=({"executed_at": At(5)}, EXECUTED),
        at_once=False,
        beside="waits",
        mark="schedules.custom_data",
        protects=True,
    ),
    "subscribe.update_schedule": Row(
        {"merchant_uid": "a", "schedule_at": DUE},
        OF_SCHEDULE,
        _schedule,
        differs=({"schedule_at": DUE + 1},),
        ignored=({"executed_at": OLD}, {"revoked_at": OLD}),
        unclear=(REVOKED,),
        waits=(EXECUTED,),
        at_once=False,
        beside="waits",
        quiet=120,
    ),
    "subscribe.reschedule": Row(
        {"merchant_uid": "a", "schedule_at": DUE},
        OF_SCHEDULE,
        _schedule,
        differs=({"schedule_at": DUE + 1},),
        unclear=(REVOKED,),
        waits=({"executed_at": OLD}, EXECUTED),
        at_once=False,
        beside="waits",
        quiet=120,
    ),
    "subscribe.unschedule": Row(
        KEY | {"merchant_uids": ["a"]},
        OF_SCHEDULE,
        lambda at: _schedule(at) | {"schedule_status": "revoked", "revoked_at": at},
        ignored=({"customer_uid": "d"}, {"schedule_status": "executed"}),
        unclear=(
            {"schedule_status": "scheduled"},
            {"schedule_status": "executed", "revoked_at": 0, "executed_at": At(-20)},
        ),
        waits=({"revoked_at": OLD},),
        beside="waits",
        quiet=120,
    ),
    "tiers.create": Row(
        {"tier_code": "AB1", "name": "상점"},
        OF_TIER,
        lambda at: {"tier_code": "AB1", "tier_name": "상점"},
        differs=({"tier_name": "다른 상점"},),
        at_once=False,
        beside="waits",
        nothing="cannot_know",
        quiet=120,
    ),
    "tiers.update": Row(
        {"tier_code": "AB1", "name": "상점"},
        OF_TIER,
        lambda at: {"tier_code": "AB1", "tier_name": "상점"},
        differs=({"tier_name": "다른 상점"},),
        at_once=False,
        beside="waits",
        quiet=120,
    ),
    "tiers.delete": Row(
        {"tier_code": "AB1"},
        OF_TIER,
        lambda at: {},
        unclear=({"tier_name": "상점"},),
        at_once=False,
        beside="waits",
        nothing="happened",
        quiet=120,
    ),
    "naver.ship": _naver(
        "ship",
        "product_order_status",
        ["DELIVERING", "DELIVERED", "PURCHASE_DECIDED", "EXCHANGED", "RETURNED"],
        ignored=({"product_order_status": "PAYED"},),
        unclear=({"product_order_status": "CANCELED"},),
    ),
    "naver.cancel": _naver(
        "cancel",
        "claim_status",
        ["CANCELING", "CANCEL_DONE"],
        ignored=({"claim_status": "RETURN_DONE"},),
        unclear=({"claim_status": "CANCEL_REJECT"},),
    ),
    "naver.approve_cancel": _naver(
        "approve_cancel",
        "claim_status",
        ["CANCELING", "CANCEL_DONE"],
        ignored=({"claim_status": "CANCEL_REQUEST"},),
        unclear=({"claim_status": "CANCEL_REJECT"},),
    ),
    "naver.approve_return": _naver(
        "approve_return",
        "claim_status",
        ["RETURN_DONE"],
        ignored=({"claim_status": "COLLECT_DONE"},),
    ),
    "naver.ship_exchanged": _naver(
        "ship_exchanged",
        "claim_status",
        ["EXCHANGE_REDELIVERING", "EXCHANGE_DONE"],
        ignored=({"claim_status": "EXCHANGE_REQUEST"},),
        unclear=tuple(
            {"claim_status": status}
            for status in (
                "RETURN_REQUEST",
                "COLLECTING",
                "COLLECT_DONE",
                "RETURN_DONE",
                "RETURN_REJECT",
            )
        ),
    ),
    "naver.request_return": _naver(
        "request_return",
        "claim_status",
        ["RETURN_REQUEST", "COLLECTING", "COLLECT_DONE", "RETURN_DONE"],
        unclear=({"claim_status": "RETURN_REJECT"}, {"claim_status": None}),
        also=(),
        waits=tuple(
            {"claim_status": status} for status in ("COLLECTING", "COLLECT_DONE", "RETURN_DONE")
        ),
        at_once=False,
        beside="waits",
    ),
    "naver.reject_return": _naver(
        "reject_return",
        "claim_status",
        ["RETURN_REJECT"],
        unclear=({"claim_status": "RETURN_REQUEST"},),
        also=(),
        at_once=False,
        beside="waits",
    ),
    "naver.collect_exchanged": _naver(
        "collect_exchanged",
        "claim_status",
        ["COLLECT_DONE", "EXCHANGE_REDELIVERING", "EXCHANGE_DONE"],
        unclear=({"claim_status": "COLLECTING"},),
        also=(),
        waits=tuple(
            {"claim_status": status} for status in ("EXCHANGE_REDELIVERING", "EXCHANGE_DONE")
        ),
        at_once=False,
        beside="waits",
    ),
}


RIVALS: dict[str, tuple[str, ...]] = {
    "billing_keys.issue": (
        "billing_keys.delete",
        "subscribe.onetime",
        "subscribe.foreign",
        "subscribe.schedule",
    ),
    "cash_receipts.issue": ("cash_receipts.revoke",),
    "cash_receipts.issue_external": ("cash_receipts.revoke_external",),
    "cvs.issue": ("cvs.revoke",),
    "vbanks.create": ("vbanks.update", "vbanks.revoke"),
    "payments.cancel": ("naver.cancel", "naver.approve_cancel", "naver.approve_return"),
    "subscribe.schedule": (
        "subscribe.update_schedule",
        "subscribe.reschedule",
        "subscribe.unschedule",
        "subscribe.retry_schedule",
    ),
    "tiers.create": ("tiers.update", "tiers.delete"),
    "naver.request_return": (
        "naver.ship",
        "naver.cancel",
        "naver.approve_cancel",
        "naver.approve_return",
        "naver.reject_return",
        "naver.collect_exchanged",
        "naver.ship_exchanged",
    ),
}
"""Writes about the same record as another, in whose way they are."""

SAME: dict[str, Arguments] = {
    "subscribe.onetime": {"customer_uid": "c"},
    "subscribe.foreign": {"customer_uid": "c"},
    "subscribe.retry_schedule": {"merchant_uid": "a"},
}
"""Arguments with which a rival is about the same record."""

LATE_CANCELS = ("kicc", "paymentwall", "paypal_v2", "smartro_v2")
"""PGs at which a cancel may finish later than any silence shows."""

NOT_FINAL = ("payletter", "paymentwall", "paypal", "paypal_v2")
"""PGs at which a failed charge may still be paid."""
