"""Billing keys: issued, looked up, overwritten, deleted, and super billing keys of routing groups."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from portone_v1 import Declined, InvalidRequest, NotFound, Refused
from portone_v1.models import BillingKey, SuperBillingKey
from portone_v1_emulator.core.records import Person
from portone_v1_emulator.pgs import channels
from portone_v1_emulator.pgs.channels import GROUP
from portone_v1_emulator.shops.keyring import KeyAtPg, keep

from ..conftest import NOW
from ..v1 import REFUSED
from .orders import context_of
from .shop import EXPIRY, PAYS, Shop

REFUSED_BY_KSNET = "4000-0000-0000-0101"
WHOLE: dict[str, Any] = {
    "channel_group_id": GROUP,
    "card_number": PAYS,
    "expiry": EXPIRY,
    "birth": "900101",
    "pwd_2digit": "12",
}


def issue(shop: Shop, customer_uid: str = "c-1", **more: Any) -> Any:
    return shop.billing_keys.issue(customer_uid, **{"card_number": PAYS, "expiry": EXPIRY} | more)


@pytest.mark.covers("billing_keys.issue")
@pytest.mark.covers("billing_keys.get")
@pytest.mark.covers("billing_keys.delete")
@pytest.mark.covers("billing_keys.delete", "unknown_billing_key")
@pytest.mark.covers("billing_keys.get", "unknown_billing_key")
def test_from_issue_to_deletion(shop: Shop) -> None:
    key = issue(shop, customer_name="김하늘")
    assert isinstance(key, BillingKey)
    assert (key.pg_provider, key.card_number, key.customer_name) == (
        "nice_v2",
        "424242******4242",
        "김하늘",
    )
    assert key.inserted == key.updated
    assert shop.billing_keys.get("c-1") == key
    assert shop.billing_keys.delete("c-1", reason="교체", requester="customer") == key
    with pytest.raises(NotFound, match="c-1"):
        shop.billing_keys.get("c-1")
    with pytest.raises(NotFound, match="c-1"):
        shop.billing_keys.delete("c-1")


@pytest.mark.covers("billing_keys.get", "unknown_billing_key_otherwise")
@pytest.mark.covers("billing_keys.delete", "unknown_billing_key_otherwise")
def test_an_unknown_key_may_be_a_404(shop: Shop) -> None:
    for operation, call in (
        ("billing_keys.get", shop.billing_keys.get),
        ("billing_keys.delete", shop.billing_keys.delete),
    ):
        shop.emulator.fail("refuse", operation, case="unknown_billing_key_otherwise")
        with pytest.raises(NotFound) as caught:
            call("c-1")
        assert caught.value.http_status == 404


@pytest.mark.covers("billing_keys.issue", "card_refused")
def test_a_card_that_the_pg_does_not_accept(shop: Shop) -> None:
    with pytest.raises(Declined, match="빌키 발급에 실패") as caught:
        issue(shop, card_number=REFUSED)
    assert caught.value.outcome == "rejected"
    assert caught.value.pg_code == "F113"
    with pytest.raises(NotFound):
        shop.billing_keys.get("c-1")


@pytest.mark.covers("billing_keys.issue", "declined")
@pytest.mark.covers("billing_keys.issue", "refused")
@pytest.mark.covers("billing_keys.delete", "declined")
@pytest.mark.covers("billing_keys.delete", "refused")
def test_refused_without_a_rule(shop: Shop) -> None:
    issue(shop)
    for operation in ("billing_keys.issue", "billing_keys.delete"):
        for case, error in (("declined", Declined), ("refused", Refused)):
            shop.emulator.fail("refuse", operation, case=case, message="[X999]점검 중입니다.")
            with pytest.raises(error, match="점검 중입니다"):
                issue(shop) if operation == "billing_keys.issue" else shop.billing_keys.delete(
                    "c-1"
                )
    assert shop.billing_keys.get("c-1").card_number == "424242******4242"


@pytest.mark.covers("billing_keys.get_many")
@pytest.mark.covers("billing_keys.get_many", "unknown_billing_key")
def test_several_at_once(shop: Shop) -> None:
    for customer_uid in ("c-1", "c-2"):
        issue(shop, customer_uid)
        shop.emulator.advance(1)
    found = shop.billing_keys.get_many(customer_uids=["c-1", "c-3", "c-2"])
    assert [key.customer_uid for key in found] == ["c-2", "c-1"]
    with pytest.raises(NotFound):
        shop.billing_keys.get_many(customer_uids=["c-3"])


def test_issued_again_the_old_key_stays_alive_at_the_pg(shop: Shop) -> None:
    issue(shop)
    shop.emulator.advance(60)
    newer = issue(shop, card_number="5555-5555-5555-4444")
    assert (newer.inserted.timestamp(), newer.updated.timestamp()) == (NOW, NOW + 60)
    alive = shop.emulator.shop().table(KeyAtPg)
    assert [(key.issued_at, key.current) for key in alive] == [(NOW, False), (NOW + 60, True)]
    shop.billing_keys.delete("c-1")
    assert [(key.issued_at, key.current) for key in alive] == [(NOW, False)]


def test_a_channel_is_named_by_its_key_or_its_pg(shop: Shop) -> None:
    test = issue(shop, channel_key="channel-key-test-nice_v2")
    assert (test.pg_id, test.sandbox) == ("emulator-test", True)
    assert issue(shop, pg="welcome", customer_name="김하늘").pg_provider == "welcome"
    assert issue(shop, pg="nobody").pg_provider == "nice_v2", "an unknown PG is the default one"
    with pytest.raises(InvalidRequest, match="채널"):
        issue(shop, channel_key="channel-key-nobody")
    with pytest.raises(Refused, match="kakaopay"):
        issue(shop, channel_key="channel-key-kakaopay")


def test_what_a_pg_needs(shop: Shop) -> None:
    with pytest.raises(InvalidRequest, match="birth"):
        issue(shop, pg="ksnet")
    with pytest.raises(InvalidRequest, match="customer_name"):
        issue(shop, pg="welcome")
    made_up = issue(shop, pg="tosspayments").customer_id
    assert made_up
    assert issue(shop, pg="tosspayments").customer_id != made_up
    assert issue(shop, pg="tosspayments", customer_id="m-1").customer_id == "m-1"


def test_what_a_pg_tells_of_the_card(shop: Shop) -> None:
    full = issue(shop)
    assert (full.card_type, full.card_issuer_code, full.card_publisher_name) == (
        0,
        "366",
        "신한카드",
    )
    billing = issue(shop, pg="html5_inicis")
    assert (billing.card_code, billing.card_type, billing.card_issuer_code) == ("366", None, None)


def test_a_key_of_paypal_tells_nothing_and_charges_no_won(shop: Shop) -> None:
    with context_of(shop) as context:
        channel = channels.by_pg(context.account.channels, "paypal_v2")
        assert channel is not None
        keep(context, "c-1", None, (channel,), Person(), pay_method="paypal")
    key = shop.billing_keys.get("c-1")
    assert (key.pg_provider, key.card_number, key.card_type) == ("paypal_v2", None, None)
    with pytest.raises(InvalidRequest, match="currency"):
        shop.subscribe.again(customer_uid="c-1", merchant_uid="o-1", amount=10, name="구독")
    paid = shop.subscribe.again(
        customer_uid="c-1",
        merchant_uid="o-1",
        amount=Decimal("10.5"),
        name="구독",
        currency="USD",
    )
    assert (paid.pay_method, paid.amount) == ("paypal", Decimal("10.5"))


def test_a_super_billing_key_of_a_routing_group(shop: Shop) -> None:
    key = issue(shop, **WHOLE)
    assert isinstance(key, SuperBillingKey)
    assert key.channel_group_id == GROUP
    assert [each.pg_provider for each in key.succeeded_channels] == [
        "nice_v2",
        "tosspayments",
        "ksnet",
    ]
    assert key.failed_channels == []
    assert key.customer_id, "tosspayments needs one"
    assert shop.billing_keys.get("c-1") == key
    assert shop.billing_keys.delete("c-1") == key
    assert list(shop.emulator.shop().table(KeyAtPg)) == []


def test_a_channel_of_the_group_that_issues_none(shop: Shop) -> None:
    key = issue(shop, **WHOLE | {"card_number": REFUSED_BY_KSNET})
    (failed,) = key.failed_channels
    assert (failed.type, failed.pg_provider, failed.pg_id) == ("PG_PROVIDER", "ksnet", "emulator")
    assert failed.message.startswith("[F113]")
    without_birth = issue(shop, **WHOLE | {"birth": None})
    (failed,) = without_birth.failed_channels
    assert (failed.type, failed.pg_provider) == ("INVALID_REQUEST", "ksnet")
    assert "birth" in failed.message


def test_a_super_billing_key_is_charged_where_one_wants(shop: Shop) -> None:
    issue(shop, **WHOLE | {"card_number": REFUSED_BY_KSNET})
    order = {"customer_uid": "c-1", "amount": 1000, "name": "구독"}
    assert shop.subscribe.again(merchant_uid="o-1", **order).pg_provider == "nice_v2"
    there = shop.subscribe.again(
        merchant_uid="o-2", channel_key="channel-key-tosspayments", **order
    )
    assert there.pg_provider == "tosspayments"
    with pytest.raises(InvalidRequest, match="채널"):
        shop.subscribe.again(merchant_uid="o-3", channel_key="channel-key-ksnet", **order)


def test_a_group_of_which_no_channel_issues_a_key(shop: Shop) -> None:
    with pytest.raises(Declined, match="빌키 발급에 실패"):
        issue(shop, **WHOLE | {"card_number": REFUSED})
    with pytest.raises(InvalidRequest, match="채널"):
        issue(shop, **WHOLE | {"channel_group_id": "nobody"})


@pytest.mark.covers("billing_keys.list_payments")
@pytest.mark.covers("billing_keys.list_payments", "unknown_billing_key")
def test_the_payments_of_a_key(shop: Shop) -> None:
    issue(shop)
    for number in range(21):
        order = {"merchant_uid": f"o-{number}", "amount": 1000, "name": "구독"}
        shop.subscribe.again(customer_uid="c-1", **order)
        shop.emulator.advance(1)
    first = shop.billing_keys.list_payments("c-1")
    assert (first.total, first.next, len(first.items)) == (21, 2, 20)
    assert first.items[0].merchant_uid == "o-20"
    (last,) = shop.billing_keys.list_payments("c-1", page=2).items
    assert last.merchant_uid == "o-0"
    with pytest.raises(InvalidRequest, match="페이지"):
        shop.billing_keys.list_payments("c-1", page=3)
    assert shop.billing_keys.list_payments("c-2").items == []
    with pytest.raises(NotFound):
        shop.billing_keys.list_payments("c" * 81)


@pytest.mark.covers("billing_keys.list_schedules")
@pytest.mark.covers("billing_keys.list_schedules", "bad_range")
def test_the_schedules_of_a_key(shop: Shop) -> None:
    issue(shop)
    plan = {"merchant_uid": "s-1", "schedule_at": NOW + 60, "amount": 1000, "name": "구독"}
    shop.subscribe.schedule(customer_uid="c-1", schedules=[plan])
    whole = {"from_": NOW, "to": NOW + 61}
    (found,) = shop.billing_keys.list_schedules("c-1", **whole).items
    assert found.merchant_uid == "s-1"
    assert found == shop.subscribe.list_schedules_by_customer("c-1", **whole).items[0]
    assert shop.billing_keys.list_schedules("c-2", **whole).total == 0
    with pytest.raises(InvalidRequest, match="3개월"):
        shop.billing_keys.list_schedules("c-1", from_=NOW, to=NOW + 93 * 24 * 3600)


def test_keys_belong_to_one_sub_merchant(shop: Shop) -> None:
    issue(shop.with_options(tier="AB1"))
    with pytest.raises(NotFound):
        shop.billing_keys.get("c-1")
    assert shop.with_options(tier="AB1").billing_keys.get("c-1").customer_uid == "c-1"
