"""Webhooks: what comes to the merchant, in what form and order, how often, and what comes of it."""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from portone_v1_emulator import Account, Emulator
from portone_v1_emulator.core.context import RequestContext
from portone_v1_emulator.core.webhooks import RETRIES, Delivery, Retried, is_loopback

from .conftest import NOW
from .merchant import Merchant, open_merchant
from .v1 import LACKS_FUNDS, V1

MINUTE = 60
DAY = 24 * 3600


@pytest.fixture
def merchant(emulator: Emulator) -> Iterator[Merchant]:
    """The merchant's server, whose address stands in the console."""
    with open_merchant() as merchant:
        configure(emulator, webhook_url=merchant.url)
        yield merchant


def configure(emulator: Emulator, **settings: Any) -> None:
    account = emulator.store.account(emulator.api_key)
    assert account
    emulator.store.open_account(replace(account, **settings))


def told(merchant: Merchant) -> list[tuple[str, str]]:
    """The merchant_uids and statuses that came."""
    bodies = [json.loads(body) for body in merchant.bodies]
    return [(body["merchant_uid"], body["status"]) for body in bodies]


def last(emulator: Emulator) -> Delivery:
    return emulator.webhooks.log[-1]


# What is told.


def test_json_is_how_they_come(v1: V1, emulator: Emulator, merchant: Merchant) -> None:
    imp_uid = v1.pay("주문-1")
    emulator.deliver_webhooks()
    (came,) = merchant.came
    assert (came.path, came.content_type) == ("/webhook", "application/json")
    assert json.loads(came.body) == {
        "imp_uid": imp_uid,
        "merchant_uid": "주문-1",
        "status": "paid",
    }
    delivery = last(emulator)
    assert (delivery.state, delivery.url, delivery.created_at) == ("delivered", merchant.url, NOW)
    assert [(each.at, each.status, each.problem) for each in delivery.attempts] == [
        (NOW, 200, None)
    ]


def test_forms_if_the_merchant_wants_them(v1: V1, emulator: Emulator, merchant: Merchant) -> None:
    configure(emulator, webhook_form=True)
    imp_uid = v1.pay("주문 1")
    emulator.deliver_webhooks()
    (came,) = merchant.came
    assert came.content_type == "application/x-www-form-urlencoded"
    assert parse_qs(came.body) == {
        "imp_uid": [imp_uid],
        "merchant_uid": ["주문 1"],
        "status": ["paid"],
    }


def test_a_payment_that_fails_tells_nothing(v1: V1, emulator: Emulator, merchant: Merchant) -> None:
    assert v1.onetime("o-1", card_number=LACKS_FUNDS).response["status"] == "failed"
    emulator.deliver_webhooks()
    assert merchant.came == []
    assert emulator.webhooks.log == []


def test_a_cancel_tells_if_it_is_asked_to(v1: V1, emulator: Emulator, merchant: Merchant) -> None:
    for number, more in enumerate(({}, {"extra": {"requester": "admin"}}), 1):
        v1.cancel(imp_uid=v1.pay(f"o-{number}"), **more)
    imp_uid = v1.pay("o-3")
    cancelled = v1.cancel(imp_uid=imp_uid, amount=300, enable_webhook=True).response
    emulator.deliver_webhooks()
    body = json.loads(merchant.bodies[-1])
    (history,) = cancelled["cancel_history"]
    assert body["cancellation_id"] == history["cancellation_id"]
    assert [uid for uid, _ in told(merchant)] == ["o-1", "o-2", "o-3", "o-3"]


def test_schedules_tell_how_they_ended(v1: V1, emulator: Emulator, merchant: Merchant) -> None:
    v1.issue("c-1")
    v1.issue("c-2", LACKS_FUNDS)
    for customer_uid, merchant_uid in (("c-1", "s-1"), ("c-2", "s-2")):
        at = {
            "merchant_uid": merchant_uid,
            "schedule_at": NOW + DAY,
            "amount": 1000,
            "name": "구독",
        }
        assert (
            v1.post("/subscribe/payments/schedule", customer_uid=customer_uid, schedules=[at]).code
            == 0
        )
    emulator.advance(days=1)
    assert told(merchant) == [("s-1", "paid"), ("s-2", "failed")]


def test_a_virtual_account_tells_twice(v1: V1, emulator: Emulator, merchant: Merchant) -> None:
    order = {"merchant_uid": "o-1", "amount": 1000, "vbank_code": "004", "vbank_holder": "가게"}
    opened = v1.post(
        "/vbanks", vbank_due=NOW + DAY, channel_key="channel-key-nice_v2", **order
    ).response
    emulator.deposit(opened["imp_uid"])
    emulator.deliver_webhooks()
    assert told(merchant) == [("o-1", "ready"), ("o-1", "paid")]


# Where to.


def test_notice_url_takes_the_place_of_the_address(
    v1: V1, emulator: Emulator, merchant: Merchant
) -> None:
    elsewhere = [merchant.url + "/a", merchant.url + "/b"]
    v1.issue("c-1")
    assert v1.again("o-1", notice_url=elsewhere).code == 0
    emulator.deliver_webhooks()
    assert [came.path for came in merchant.came] == ["/webhook/a", "/webhook/b"]


def test_without_an_address_it_is_only_noted(v1: V1, emulator: Emulator) -> None:
    v1.pay("o-1")
    emulator.deliver_webhooks()
    delivery = last(emulator)
    assert (delivery.state, delivery.url, delivery.attempts) == ("no_address", None, ())
    with pytest.raises(LookupError, match="no address"):
        emulator.webhooks.resend(delivery.number)


TRICKY = [
    "http://example.com/",
    "http://127.0.0.1@example.com/",
    "http://127.0.0.1:80@example.com/",
    "http://localhost.example.com/",
    "http://127.0.0.1.example.com/",
    "http://example.com#@127.0.0.1/",
    "http://example.com?@127.0.0.1/",
    "http://example.com/\\@127.0.0.1/",
    "http://0.0.0.0/",
    "http://[::]/",
    "http://10.0.0.1/",
    "http://192.168.0.1/",
    "http://169.254.169.254/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://１２７.0.0.1.example.com/",
    "http://[::ffff:8.8.8.8]/",
    "127.0.0.1",
    "",
    "http://",
    "http://[::1",
    "http:///webhook",
    "http://127.0.0.1:x/",
]
LOCAL = [
    "http://127.0.0.1/",
    "http://127.9.9.9:1/",
    "http://localhost:3000/x",
    "https://localhost/",
    "http://LOCALHOST/",
    "http://shop.localhost/",
    "http://[::1]:80/",
    "http://example.com@127.0.0.1/",
]


@pytest.mark.parametrize("url", TRICKY)
def test_what_is_not_on_this_machine(url: str) -> None:
    assert not is_loopback(url)


@pytest.mark.parametrize("url", LOCAL)
def test_what_is_on_this_machine(url: str) -> None:
    assert is_loopback(url)


def test_no_other_machine_is_called(v1: V1, emulator: Emulator) -> None:
    configure(emulator, webhook_url="http://192.0.2.1/webhook")
    v1.pay("o-1")
    emulator.deliver_webhooks()
    delivery = last(emulator)
    assert delivery.state == "refused"
    assert [each.problem for each in delivery.attempts] == ["not an address of this machine"]
    emulator.advance(days=1)
    assert len(last(emulator).attempts) == 1


def test_other_machines_are_called_when_it_is_told_so() -> None:
    with Emulator(webhook_url="http://nowhere.invalid/", remote_webhooks=True) as emulator:
        assert emulator.webhooks.may_call("http://nowhere.invalid/")
        with V1(emulator) as v1:
            v1.pay("o-1")
        emulator.deliver_webhooks()
        delivery = last(emulator)
    assert (delivery.state, len(delivery.attempts)) == ("waiting", 1)
    assert (delivery.attempts[0].problem or "").startswith("ConnectError")


def test_redirects_are_not_followed(v1: V1, emulator: Emulator, merchant: Merchant) -> None:
    merchant.status, merchant.headers = 302, {"Location": merchant.url + "/elsewhere"}
    v1.pay("o-1")
    emulator.deliver_webhooks()
    assert [came.path for came in merchant.came] == ["/webhook"]
    assert last(emulator).attempts[0].status == 302


# When.


def test_in_the_order_in_which_things_happened(
    v1: V1, emulator: Emulator, merchant: Merchant
) -> None:
    for number in range(20):
        v1.pay(f"o-{number}")
    emulator.deliver_webhooks()
    assert [uid for uid, _ in told(merchant)] == [f"o-{number}" for number in range(20)]


@pytest.mark.parametrize("reverse", [False, True])
def test_held_until_they_are_released(
    v1: V1, emulator: Emulator, merchant: Merchant, reverse: bool
) -> None:
    emulator.webhooks.when = "held"
    for uid in ("o-1", "o-2", "o-3"):
        v1.pay(uid)
    emulator.advance(days=1)
    assert merchant.came == []
    assert {delivery.state for delivery in emulator.webhooks.log} == {"held"}
    emulator.webhooks.release(reverse=reverse)
    emulator.deliver_webhooks()
    uids = [uid for uid, _ in told(merchant)]
    assert uids == (["o-3", "o-2", "o-1"] if reverse else ["o-1", "o-2", "o-3"])


def test_twice(v1: V1, emulator: Emulator, merchant: Merchant) -> None:
    emulator.webhooks.times = 2
    v1.pay("o-1")
    emulator.deliver_webhooks()
    assert told(merchant) == [("o-1", "paid")] * 2


def test_never(v1: V1, emulator: Emulator, merchant: Merchant) -> None:
    emulator.webhooks.when = "never"
    v1.pay("o-1")
    emulator.deliver_webhooks()
    assert merchant.came == []
    assert emulator.webhooks.log == []


def test_after_the_answer(v1: V1, emulator: Emulator, merchant: Merchant) -> None:
    """A merchant who takes his time does not hold up the answer."""
    answered = threading.Event()
    seen: list[bool] = []
    merchant.then = lambda came: seen.append(answered.wait(10))
    v1.pay("o-1")
    answered.set()
    emulator.deliver_webhooks()
    assert seen == [True]


def test_before_the_answer_and_the_merchant_asks_back(
    v1: V1, emulator: Emulator, merchant: Merchant
) -> None:
    """The webhook comes first, and the merchant may call the API before he answers it, webhooks and all."""
    emulator.webhooks.when = "before"
    payment_seen: list[str] = []
    answered = threading.Event()

    def look_it_up(came: Any) -> None:
        assert not answered.is_set()
        body = json.loads(came.body)
        if body["merchant_uid"] == "o-1" and body["status"] == "paid":
            with V1(emulator) as merchants:
                found = merchants.get(f"/payments/{body['imp_uid']}")
                payment_seen.append(found.response["status"])
                merchants.pay("o-2")

    merchant.then = look_it_up
    v1.pay("o-1")
    answered.set()
    assert payment_seen == ["paid"]
    assert told(merchant) == [("o-1", "paid"), ("o-2", "paid")]


@pytest.mark.parametrize(
    ("name", "wrong", "said"),
    [
        (
            "when",
            "befor",
            "webhooks.when must be one of 'after', 'before', 'never', 'held', not 'befor'",
        ),
        ("when", None, "webhooks.when must be one of 'after', 'before', 'never', 'held', not None"),
        (
            "retried",
            "until200",
            "webhooks.retried must be one of 'on_errors', 'until_200', not 'until200'",
        ),
        ("times", 0, "webhooks.times must be a whole number, 1 or more, not 0"),
        ("times", 1.5, "webhooks.times must be a whole number, 1 or more, not 1.5"),
        ("times", True, "webhooks.times must be a whole number, 1 or more, not True"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(
    emulator: Emulator, name: str, wrong: object, said: str
) -> None:
    before = getattr(emulator.webhooks, name)
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        setattr(emulator.webhooks, name, wrong)
    assert getattr(emulator.webhooks, name) == before


def test_they_leave_although_the_answer_was_lost(
    v1: V1, emulator: Emulator, merchant: Merchant
) -> None:
    emulator.fail("drop_after", "subscribe.onetime")
    with pytest.raises(Exception, match=r"disconnected|reset"):
        v1.onetime("o-1")
    emulator.deliver_webhooks()
    assert told(merchant) == [("o-1", "paid")]


def test_nobody_has_to_ask_for_them(v1: V1, merchant: Merchant) -> None:
    came = threading.Event()
    merchant.then = lambda _: came.set()
    v1.pay("o-1")
    assert came.wait(10)


# Again.


def test_retried_every_minute_on_5xx(v1: V1, emulator: Emulator, merchant: Merchant) -> None:
    merchant.status = 503
    v1.pay("o-1")
    emulator.deliver_webhooks()
    for minute in range(1, RETRIES + 1):
        assert len(merchant.came) == minute
        emulator.advance(MINUTE - 1)
        assert len(merchant.came) == minute
        emulator.advance(1)
    delivery = last(emulator)
    assert delivery.state == "failed"
    assert [each.at for each in delivery.attempts] == [
        NOW + minute * MINUTE for minute in range(RETRIES + 1)
    ]
    emulator.advance(days=1)
    assert len(merchant.came) == RETRIES + 1


def test_delivered_once_it_succeeds(v1: V1, emulator: Emulator, merchant: Merchant) -> None:
    merchant.statuses = [500, 502]
    v1.pay("o-1")
    emulator.advance(days=1)
    delivery = last(emulator)
    assert delivery.state == "delivered"
    assert [each.status for each in delivery.attempts] == [500, 502, 200]


@pytest.mark.parametrize(
    ("retried", "status", "times"),
    [("on_errors", 404, 1), ("on_errors", 201, 1), ("until_200", 404, 6), ("until_200", 201, 6)],
)
def test_what_is_retried(
    v1: V1, emulator: Emulator, merchant: Merchant, retried: Retried, status: int, times: int
) -> None:
    emulator.webhooks.retried = retried
    merchant.status = status
    v1.pay("o-1")
    emulator.advance(days=1)
    assert len(merchant.came) == times


def test_nobody_listens(v1: V1, emulator: Emulator) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    configure(emulator, webhook_url=f"http://127.0.0.1:{port}/")
    v1.pay("o-1")
    emulator.advance(days=1)
    delivery = last(emulator)
    assert (delivery.state, len(delivery.attempts)) == ("failed", RETRIES + 1)
    assert all((each.problem or "").startswith("ConnectError") for each in delivery.attempts)


@contextmanager
def _silent() -> Iterator[str]:
    """A server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"


def test_a_merchant_who_does_not_answer(v1: V1, emulator: Emulator) -> None:
    webhooks = emulator.webhooks
    assert (webhooks.connect_timeout, webhooks.read_timeout, webhooks.resend_timeout) == (
        10,
        30,
        15,
    )
    with _silent() as url:
        configure(emulator, webhook_url=url)
        webhooks.read_timeout, webhooks.resend_timeout = 0.02, 0.01
        v1.pay("o-1")
        emulator.advance(days=1)
    problems = [(each.problem or "").partition(":")[0] for each in last(emulator).attempts]
    assert problems == ["ReadTimeout"] + ["TimeoutError"] * RETRIES


def test_resent_by_hand(v1: V1, emulator: Emulator, merchant: Merchant) -> None:
    v1.pay("o-1")
    emulator.deliver_webhooks()
    emulator.webhooks.resend(last(emulator).number)
    emulator.deliver_webhooks()
    assert told(merchant) == [("o-1", "paid")] * 2
    assert [each.status for each in last(emulator).attempts] == [200, 200]
    with pytest.raises(LookupError, match="no delivery"):
        emulator.webhooks.resend("0")


def test_resent_while_it_is_on_its_way(v1: V1, emulator: Emulator, merchant: Merchant) -> None:
    def resend(came: Any) -> None:
        if len(merchant.came) == 1:
            emulator.webhooks.resend(last(emulator).number)

    merchant.then = resend
    v1.pay("o-1")
    emulator.deliver_webhooks()
    assert len(merchant.came) == 2
    assert last(emulator).state == "delivered"


def test_held_back_while_it_waits_for_its_next_try(
    v1: V1, emulator: Emulator, merchant: Merchant
) -> None:
    merchant.statuses = [500]
    v1.pay("o-1")
    emulator.deliver_webhooks()
    emulator.webhooks.hold(last(emulator).number)
    emulator.advance(days=1)
    assert len(merchant.came) == 1
    emulator.webhooks.release()
    emulator.deliver_webhooks()
    assert last(emulator).state == "delivered"
    with pytest.raises(LookupError, match="is not waiting"):
        emulator.webhooks.hold(last(emulator).number)


def test_one_bad_address_does_not_keep_the_others(
    v1: V1, emulator: Emulator, merchant: Merchant
) -> None:
    v1.issue("c-1")
    addresses = ["http://127.0.0.1:99999/", "ftp://127.0.0.1/", merchant.url]
    v1.again("o-1", notice_url=addresses)
    emulator.deliver_webhooks()
    assert told(merchant) == [("o-1", "paid")]
    assert [delivery.state for delivery in emulator.webhooks.log][-1] == "delivered"


def test_many_that_wait_cost_little(emulator: Emulator) -> None:
    """Ten thousand that fail again and again: what is lined up is not looked through for each."""
    account = emulator.store.accounts[0]
    webhooks, state = emulator.webhooks, emulator.state
    context = RequestContext.of(state, account.key, None, NOW)
    assert context
    with emulator.store.transaction():
        for _ in range(10_000):
            webhooks.enqueue(account, context.owner, {"n": 1}, ["http://192.0.2.1/"], NOW)
    webhooks.leave()
    emulator.deliver_webhooks()
    assert {delivery.state for delivery in webhooks.log} == {"refused"}
    assert webhooks.next_at() is None


@pytest.mark.parametrize(
    "url",
    ["foo", "", "/webhook", "127.0.0.1:8000/webhook", "localhost:8000", "ftp://127.0.0.1/", "http://",
     "http:/webhook", "http://127.0.0.1:port/", "http://[::1/", "http://a b/", 5],
)  # fmt: skip
def test_an_address_that_nothing_can_be_sent_to_is_refused_when_it_is_set(
    emulator: Emulator, url: Any
) -> None:
    problem = (
        "^webhook_url must be an http or https address, such as http://127.0.0.1:8000/webhook$"
    )
    with pytest.raises(ValueError, match=problem):
        Emulator(webhook_url=url)
    with pytest.raises(ValueError, match=problem):
        emulator.store.open_account(Account("other", "secret", webhook_url=url))
    with pytest.raises(ValueError, match=problem):
        configure(emulator, webhook_url=url)
    if not isinstance(url, str) or not url:
        return  # the console's form takes an empty address for none
    settings = f"{emulator.base_url}/_emulator/webhooks/settings"
    refused = httpx.post(settings, json={"url": url, "when": "held"}, trust_env=False)
    assert refused.status_code == 400
    assert "url: must be an http or https address" in refused.text
    assert emulator.webhooks.when == "after"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8000/webhook",
        "HTTPS://shop.example",
        "http://[::1]:80/",
        "http://쇼핑.kr/웹훅",
    ],
)
def test_an_address_that_something_can_be_sent_to_is_taken(url: str) -> None:
    emulator = Emulator(webhook_url=url)
    assert [account.webhook_url for account in emulator.store.accounts] == [url]
