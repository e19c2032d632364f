"""For every operation of the contract: a shop in which it succeeds, and the arguments with which it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from emulator.conftest import NOW
from emulator.scenarios import test_benepia as benepia
from emulator.scenarios import test_billing_keys as billing_keys
from emulator.scenarios import test_cash_receipts as cash_receipts
from emulator.scenarios import test_certifications as certifications
from emulator.scenarios import test_escrows as escrows
from emulator.scenarios import test_kcpquick as kcpquick
from emulator.scenarios import test_naver as naver
from emulator.scenarios import test_partners as partners
from emulator.scenarios import test_paymentwall as paymentwall
from emulator.scenarios import test_schedules as schedules
from emulator.scenarios import test_vbanks as vbanks
from emulator.scenarios.orders import context_of, paid_by
from emulator.scenarios.shop import EXPIRY, PAYS, Shop
from emulator.scenarios.test_cvs import GALAXIA
from emulator.scenarios.test_cvs import issued as issue_cvs

from portone_v1_emulator.shops import naver_orders
from portone_v1_emulator.shops.certifying import OTP

Arguments = dict[str, Any]
Prepare = Callable[[Shop], Arguments]

WEEK = 7 * 24 * 3600
CARD = {"card_number": PAYS, "expiry": EXPIRY}
RANGE = {"from_": NOW - WEEK, "to": NOW + WEEK}
ORDER: Arguments = {"merchant_uid": "o-1", "amount": 10_000, "name": "겨울 코트"}

CASES: dict[str, Prepare] = {}
"""By the names of the operations."""


def case(*operations: str) -> Callable[[Prepare], Prepare]:
    """Make a function the one that prepares a shop for these operations."""

    def register(prepare: Prepare) -> Prepare:
        CASES.update(dict.fromkeys(operations, prepare))
        return prepare

    return register


@case("auth.get_token")
def _account(shop: Shop) -> Arguments:
    return {"imp_key": shop.emulator.api_key, "imp_secret": shop.emulator.api_secret}


@case("codes.list_cards", "codes.list_banks", "users.list_pg_settings")
def _nothing(shop: Shop) -> Arguments:
    return {}


@case("codes.get_card")
def _card(shop: Shop) -> Arguments:
    return {"card_standard_code": "361"}


@case("codes.get_bank")
def _bank(shop: Shop) -> Arguments:
    return {"bank_standard_code": "088"}


# Payments


@case("payments.get")
def _paid(shop: Shop) -> Arguments:
    return {"imp_uid": shop.pay("o-1").imp_uid}


@case("payments.get_many")
def _several(shop: Shop) -> Arguments:
    return {"imp_uids": [shop.pay("o-1").imp_uid, shop.pay("o-2").imp_uid]}


@case("payments.find", "payments.find_all")
def _by_order(shop: Shop) -> Arguments:
    shop.pay("o-1")
    return {"merchant_uid": "o-1"}


@case("payments.list_by_status")
def _by_status(shop: Shop) -> Arguments:
    shop.pay("o-1")
    return {"payment_status": "paid"}


@case("payments.get_balance")
def _at_payco(shop: Shop) -> Arguments:
    return {"imp_uid": paid_by(shop, "payco").imp_uid}


@case("payments.cancel")
def _to_cancel(shop: Shop) -> Arguments:
    return {"imp_uid": shop.pay("o-1").imp_uid, "amount": 3000, "checksum": 10_000}


@case("preparations.create")
def _to_prepare(shop: Shop) -> Arguments:
    return {"merchant_uid": "o-1", "amount": 10_000}


@case("preparations.update")
def _prepared(shop: Shop) -> Arguments:
    shop.preparations.create(merchant_uid="o-1", amount=9000)
    return {"merchant_uid": "o-1", "amount": 10_000}


@case("preparations.get")
def _prepared_to_see(shop: Shop) -> Arguments:
    shop.preparations.create(merchant_uid="o-1", amount=9000)
    return {"merchant_uid": "o-1"}


# Charges and schedules


@case("subscribe.onetime", "subscribe.foreign")
def _by_card(shop: Shop) -> Arguments:
    return ORDER | CARD


@case("subscribe.again")
def _by_key(shop: Shop) -> Arguments:
    billing_keys.issue(shop)
    return ORDER | {"customer_uid": "c-1"}


@case("subscribe.schedule")
def _to_schedule(shop: Shop) -> Arguments:
    billing_keys.issue(shop)
    plans = [schedules.plan("s-1"), schedules.plan("s-2", amount=100)]
    return {"customer_uid": "c-1", "schedules": plans}


def _scheduled(shop: Shop) -> None:
    billing_keys.issue(shop)
    schedules.schedule(shop, schedules.plan("s-1"), schedules.plan("s-2"))


@case("subscribe.get_schedule")
def _one_schedule(shop: Shop) -> Arguments:
    _scheduled(shop)
    return {"merchant_uid": "s-1"}


@case("subscribe.unschedule")
def _to_revoke(shop: Shop) -> Arguments:
    _scheduled(shop)
    return {"customer_uid": "c-1", "merchant_uids": ["s-1", "s-2"]}


@case("subscribe.update_schedule")
def _to_move(shop: Shop) -> Arguments:
    _scheduled(shop)
    return {"merchant_uid": "s-1", "schedule_at": NOW + WEEK}


@case("subscribe.list_schedules")
def _in_range(shop: Shop) -> Arguments:
    _scheduled(shop)
    return {"schedule_from": RANGE["from_"], "schedule_to": RANGE["to"]}


@case("subscribe.list_schedules_by_customer", "billing_keys.list_schedules")
def _of_customer(shop: Shop) -> Arguments:
    _scheduled(shop)
    return {"customer_uid": "c-1"} | RANGE


@case("subscribe.reschedule")
def _to_schedule_anew(shop: Shop) -> Arguments:
    _scheduled(shop)
    shop.subscribe.unschedule(customer_uid="c-1", merchant_uids=["s-1"])
    return {"merchant_uid": "s-1", "schedule_at": NOW + WEEK}


@case("subscribe.retry_schedule")
def _to_retry(shop: Shop) -> Arguments:
    schedules.fail_one(shop)
    billing_keys.issue(shop)
    return {"merchant_uid": "s-1"}


# Billing keys


@case("billing_keys.issue")
def _new_key(shop: Shop) -> Arguments:
    return {"customer_uid": "c-1"} | CARD


@case("billing_keys.get", "billing_keys.delete", "billing_keys.list_payments")
def _one_key(shop: Shop) -> Arguments:
    billing_keys.issue(shop)
    return {"customer_uid": "c-1"}


@case("billing_keys.get_many")
def _keys(shop: Shop) -> Arguments:
    billing_keys.issue(shop)
    return {"customer_uids": ["c-1"]}


# What customers pay later


@case("vbanks.create")
def _to_open(shop: Shop) -> Arguments:
    bank = {"vbank_code": "004", "vbank_due": NOW + WEEK, "vbank_holder": "하늘상점"}
    return ORDER | bank | {"channel_key": "channel-key-nice_v2"}


@case("vbanks.update")
def _to_change(shop: Shop) -> Arguments:
    return {"imp_uid": vbanks.at_settle(shop).imp_uid, "amount": 12_000, "vbank_due": NOW + 9000}


@case("vbanks.revoke")
def _to_close(shop: Shop) -> Arguments:
    return {"imp_uid": vbanks.opened(shop).imp_uid}


@case("vbanks.get_holder")
def _account_of_somebody(shop: Shop) -> Arguments:
    return {"bank_code": "004", "bank_num": "11012345678901"}


@case("cvs.issue")
def _to_pay_at_till(shop: Shop) -> Arguments:
    return {"channel_key": GALAXIA, "merchant_uid": "o-1", "amount": 15_000}


@case("cvs.revoke")
def _not_to_pay_at_till(shop: Shop) -> Arguments:
    return {"imp_uid": issue_cvs(shop).imp_uid}


# Verifications


@case("certifications.request_otp")
def _person(shop: Shop) -> Arguments:
    return {
        "name": "김하늘",
        "phone": "010-1234-5678",
        "birth": "90-01-01",
        "gender_digit": "2",
        "carrier": "SKT",
        "channel_key": certifications.DANAL,
    }


@case("certifications.confirm_otp")
def _code(shop: Shop) -> Arguments:
    return {"imp_uid": certifications.request(shop), "otp": OTP}


@case("certifications.get", "certifications.delete")
def _certified(shop: Shop) -> Arguments:
    return {"imp_uid": certifications.certify(shop).imp_uid}


# Receipts and parcels


@case("cash_receipts.issue")
def _no_receipt(shop: Shop) -> Arguments:
    payment = paid_by(shop, "kcp", "trans", amount=11_000)
    return {"imp_uid": payment.imp_uid, "identifier": "010-1234-5678"}


@case("cash_receipts.get", "cash_receipts.revoke")
def _receipt(shop: Shop) -> Arguments:
    payment = paid_by(shop, "kcp", "trans", amount=11_000)
    cash_receipts.issue(shop, payment)
    return {"imp_uid": payment.imp_uid}


@case("cash_receipts.issue_external")
def _cash(shop: Shop) -> Arguments:
    cash = {"name": "장갑", "amount": 11_000, "identifier": "01012345678"}
    return {"merchant_uid": "cash-1", "channel_key": cash_receipts.KCP} | cash


@case("cash_receipts.get_external", "cash_receipts.revoke_external")
def _receipt_of_cash(shop: Shop) -> Arguments:
    cash_receipts.issue_external(shop)
    return {"merchant_uid": "cash-1"}


@case("escrows.register")
def _to_ship(shop: Shop) -> Arguments:
    return {"imp_uid": escrows.paid(shop).imp_uid} | escrows.BODY


@case("escrows.get")
def _shipped(shop: Shop) -> Arguments:
    imp_uid = escrows.paid(shop).imp_uid
    shop.escrows.register(imp_uid, **escrows.BODY)
    return {"imp_uid": imp_uid}


@case("escrows.update")
def _to_ship_otherwise(shop: Shop) -> Arguments:
    return _shipped(shop) | escrows.parcel(company="EPOST", invoice="2")


@case("partners.register_receipts")
def _shares(shop: Shop) -> Arguments:
    return {"imp_uid": partners.paid(shop), "shares": [partners.SKY, partners.SEA]}


@case("paymentwall.register_delivery")
def _delivery(shop: Shop) -> Arguments:
    payment = paid_by(shop, "paymentwall")
    named = {"imp_uid": payment.imp_uid, "merchant_uid": payment.merchant_uid}
    return named | paymentwall.CONTENT


@case("payco.update_order_status")
def _order_at_payco(shop: Shop) -> Arguments:
    return {"imp_uid": paid_by(shop, "payco").imp_uid, "status": "DELIVERY_START"}


@case("kakao.list_orders")
def _orders_at_kakao(shop: Shop) -> Arguments:
    paid_by(shop, "kakaopay")
    return {"payment_request_date": "20260101"}


# Quick Pay and points


@case("kcpquick.create_preparation")
def _quick_order(shop: Shop) -> Arguments:
    return {"merchant_uid": "o-1"} | kcpquick.PREPARED


@case("kcpquick.update_preparation")
def _quick_order_to_change(shop: Shop) -> Arguments:
    shop.kcpquick.create_preparation("o-1", **kcpquick.PREPARED)
    return {"merchant_uid": "o-1"} | kcpquick.PREPARED | {"btid": "BT2"}


@case("kcpquick.pay_with_money")
def _money(shop: Shop) -> Arguments:
    member = {"member_id": "member_1234", "channel_key": kcpquick.QUICK}
    return ORDER | member | {"imp_uid": kcpquick.PIN_CHECK}


@case("kcpquick.pay_with_autopay")
def _autopay(shop: Shop) -> Arguments:
    kcpquick.register_key(shop)
    return ORDER | {"customer_uid": "c-1", "buyer_name": "김하늘"}


@case("kcpquick.delete_autopay_key")
def _autopay_to_end(shop: Shop) -> Arguments:
    kcpquick.register_key(shop)
    return {"customer_uid": "c-1"}


@case("kcpquick.delete_member")
def _member(shop: Shop) -> Arguments:
    return {"member_id": "member_1234"} | kcpquick.PARTNER


@case("kcpquick.release_fido")
def _biometrics(shop: Shop) -> Arguments:
    return {"member_id": "member_1234", "channel_key": kcpquick.QUICK}


@case("benepia.get_point")
def _points(shop: Shop) -> Arguments:
    return {"channel_key": benepia.KCP} | benepia.HANEUL


@case("benepia.pay")
def _points_to_pay(shop: Shop) -> Arguments:
    merchant = {"channel_key": benepia.KCP, "benepia_member_code": "BM0001"}
    return ORDER | benepia.HANEUL | merchant


# Naver Pay


def _with_what_it_needs(shop: Shop, action: str, *, shipped: bool = False) -> Arguments:
    imp_uid, ids = naver.ordered(shop)
    if shipped:
        naver.act(shop, "ship", imp_uid)
    return {"imp_uid": imp_uid, "product_order_ids": ids[:2]} | naver.ACTIONS[action]


@case("naver.list_product_orders")
def _naver_orders(shop: Shop) -> Arguments:
    return {"imp_uid": naver.ordered(shop)[0]}


@case("naver.get_product_order")
def _naver_order(shop: Shop) -> Arguments:
    return {"product_order_id": naver.ordered(shop)[1][0]}


@case("naver.place")
def _to_place(shop: Shop) -> Arguments:
    return _with_what_it_needs(shop, "place")


@case("naver.ship")
def _to_send(shop: Shop) -> Arguments:
    return _with_what_it_needs(shop, "ship")


@case("naver.cancel")
def _to_give_back(shop: Shop) -> Arguments:
    return _with_what_it_needs(shop, "cancel")


@case("naver.approve_cancel")
def _cancel_requested(shop: Shop) -> Arguments:
    arguments = _with_what_it_needs(shop, "approve_cancel")
    naver.act(shop, "place", arguments["imp_uid"])
    with context_of(shop) as context:
        for product_order_id in arguments["product_order_ids"]:
            naver_orders.request_cancel(context, product_order_id)
    return arguments


@case("naver.request_return")
def _to_return(shop: Shop) -> Arguments:
    return _with_what_it_needs(shop, "request_return", shipped=True)


def _returned(shop: Shop, action: str) -> Arguments:
    arguments = _with_what_it_needs(shop, action, shipped=True)
    ids = arguments["product_order_ids"]
    naver.act(shop, "request_return", arguments["imp_uid"], ids)
    return arguments


@case("naver.approve_return")
def _return_to_approve(shop: Shop) -> Arguments:
    return _returned(shop, "approve_return")


@case("naver.reject_return")
def _return_to_reject(shop: Shop) -> Arguments:
    return _returned(shop, "reject_return")


@case("naver.withhold_return")
def _return_to_withhold(shop: Shop) -> Arguments:
    return _returned(shop, "withhold_return")


@case("naver.resolve_return")
def _return_withheld(shop: Shop) -> Arguments:
    arguments = _returned(shop, "resolve_return")
    ids = arguments["product_order_ids"]
    naver.act(shop, "withhold_return", arguments["imp_uid"], ids)
    return arguments


def _exchanged(shop: Shop, action: str) -> Arguments:
    arguments = _with_what_it_needs(shop, action, shipped=True)
    with context_of(shop) as context:
        for product_order_id in arguments["product_order_ids"]:
            naver_orders.request_exchange(context, product_order_id)
            naver_orders.pick_up(context, product_order_id)
    return arguments


@case("naver.collect_exchanged")
def _exchange_to_collect(shop: Shop) -> Arguments:
    return _exchanged(shop, "collect_exchanged")


@case("naver.ship_exchanged")
def _exchange_to_send(shop: Shop) -> Arguments:
    arguments = _exchanged(shop, "ship_exchanged")
    naver.act(shop, "collect_exchanged", arguments["imp_uid"], arguments["product_order_ids"])
    return arguments


@case("naver.deposit_point", "naver.get_cash_amount")
def _at_naver(shop: Shop) -> Arguments:
    return {"imp_uid": paid_by(shop, "naverpay").imp_uid}


@case("naver.confirm")
def _held_by_naver(shop: Shop) -> Arguments:
    return {"imp_uid": paid_by(shop, "naverpay", escrow=True).imp_uid}


@case("naver.list_reviews")
def _reviews(shop: Shop) -> Arguments:
    days = {"from_": NOW - WEEK, "to": NOW}
    return {"channel_key": "channel-key-naverco", "review_type": "general"} | days


# Sub-merchants


@case("tiers.create")
def _new_tier(shop: Shop) -> Arguments:
    return {"tier_code": "NEW", "name": "새 상점"}


@case("tiers.update", "tiers.get", "tiers.delete")
def _known_tier(shop: Shop) -> Arguments:
    shop.tiers.create("NEW", name="새 상점")
    return {"tier_code": "NEW"}


def arguments_of(operation: str, shop: Shop) -> Arguments:
    """Prepare `shop`, and the arguments with which the operation succeeds in it."""
    arguments = CASES[operation](shop)
    return arguments | {"name": "하늘 상점"} if operation == "tiers.update" else arguments
