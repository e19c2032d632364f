"""The example shops, run as servers: whatever becomes of the webhooks, their books are right to the won."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import httpx
import pytest
from emulator.scenarios.shop import EXPIRY, PAYS

from portone_v1 import PortOne
from portone_v1_emulator import Clock, Emulator
from portone_v1_emulator.core.asking import Said, ask

from .conftest import NOW
from .example_shops import COMMANDS, ExampleShop, open_example

LACKS_FUNDS = "4000-0000-0000-9995"

numbers = itertools.count(1)


@pytest.fixture(scope="module")
def market() -> Iterator[Emulator]:
    """One emulator for all: a shop's books would not survive that its PortOne forgets everything."""
    with Emulator(clock=Clock(start=NOW, frozen=True)) as emulator:
        yield emulator


@pytest.fixture(scope="module")
def console(market: Emulator) -> Iterator[PortOne]:
    """The merchant's other hand: what happens without the shop's server."""
    with PortOne(market.api_key, market.api_secret, base_url=market.base_url) as portone:
        for customer_uid, card_number in (("c-1", PAYS), ("c-poor", LACKS_FUNDS)):
            portone.billing_keys.issue(
                customer_uid,
                channel_key="channel-key-nice_v2",
                card_number=card_number,
                expiry=EXPIRY,
            )
        yield portone


@pytest.fixture(scope="module", params=COMMANDS)
def opened(
    request: pytest.FixtureRequest, market: Emulator, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ExampleShop]:
    with open_example(request.param, market, tmp_path_factory.mktemp("shop")) as shop:
        yield shop


@pytest.fixture
def form() -> bool:
    """Whether webhooks come as forms."""
    return False


@pytest.fixture
def shop(
    opened: ExampleShop, market: Emulator, console: PortOne, form: bool
) -> Iterator[ExampleShop]:
    account = market.store.account(market.api_key)
    assert account
    market.store.open_account(
        replace(account, webhook_url=opened.url("/webhook"), webhook_form=form)
    )
    yield opened
    market.webhooks.when, market.webhooks.times = "after", 1


@pytest.fixture
def order(shop: ExampleShop) -> str:
    """An order of 10,000 won."""
    merchant_uid = f"o-{next(numbers)}"
    shop.order(merchant_uid, 10_000)
    return merchant_uid


def paid(console: PortOne, merchant_uid: str, amount: int = 10_000) -> str:
    """A customer has paid, and the shop's server knows nothing of it yet."""
    payment = console.subscribe.again(
        customer_uid="c-1", merchant_uid=merchant_uid, amount=amount, name="주문"
    )
    return payment.imp_uid


def words(answer: httpx.Response) -> str:
    """What a shop says of a request that it refuses."""
    return str(answer.json()["error"])


def cancelled(console: PortOne, imp_uid: str, amount: int) -> None:
    console.payments.cancel(imp_uid=imp_uid, amount=amount, enable_webhook=True)


@pytest.mark.parametrize("form", [False, True])
def test_paid_then_cancelled_in_parts(
    shop: ExampleShop, order: str, market: Emulator, console: PortOne
) -> None:
    assert shop.books(order) == ("open", [])
    answer = shop.charge(order, "c-1")
    assert (answer.status_code, answer.json()) == (200, {"status": "paid"})
    market.deliver_webhooks()
    assert shop.books(order) == ("paid", [10_000])
    imp_uid = console.payments.find(order).imp_uid
    for amount in (1000, 1000, 8000):
        cancelled(console, imp_uid, amount)
    market.deliver_webhooks()
    assert shop.books(order) == ("refunded", [10_000, -1000, -1000, -8000])
    assert [each.state for each in market.webhooks.log[-4:]] == ["delivered"] * 4


def test_duplicated(shop: ExampleShop, order: str, market: Emulator, console: PortOne) -> None:
    market.webhooks.times = 3
    cancelled(console, paid(console, order), 4000)
    market.deliver_webhooks()
    for delivery in market.webhooks.log[-6:]:
        market.webhooks.resend(delivery.number)
    market.deliver_webhooks()
    status, entries = shop.books(order)
    assert (status, sorted(entries)) == ("partly_refunded", [-4000, 10_000])


def test_all_at_once(shop: ExampleShop, order: str, market: Emulator, console: PortOne) -> None:
    market.webhooks.when = "never"
    imp_uid = paid(console, order)
    cancelled(console, imp_uid, 4000)
    body = {"imp_uid": imp_uid, "merchant_uid": order, "status": "paid"}
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(shop.tell, [body] * 24))
    assert {answer.status_code for answer in answers} == {200}
    assert shop.books(order) == ("partly_refunded", [10_000, -4000])


def test_reordered(shop: ExampleShop, order: str, market: Emulator, console: PortOne) -> None:
    market.webhooks.when = "held"
    assert shop.charge(order, "c-1").json() == {"status": "paid"}
    imp_uid = console.payments.find(order).imp_uid
    cancelled(console, imp_uid, 1000)
    cancelled(console, imp_uid, 2000)
    assert shop.books(order) == ("paid", [10_000])
    market.webhooks.release(reverse=True)
    market.deliver_webhooks()
    status, entries = shop.books(order)
    assert status == "partly_refunded"
    assert (entries[0], sorted(entries[1:])) == (10_000, [-2000, -1000])


def test_before_the_answer(shop: ExampleShop, order: str, market: Emulator) -> None:
    market.webhooks.when = "before"
    assert shop.charge(order, "c-1").json() == {"status": "paid"}
    assert market.webhooks.log[-1].attempts[0].status == 200
    assert shop.books(order) == ("paid", [10_000])


def test_the_answer_is_lost_and_the_webhook_is_not(
    shop: ExampleShop, order: str, market: Emulator
) -> None:
    market.fail("drop_after", "subscribe.again")
    answer = shop.charge(order, "c-1")
    assert (answer.status_code, answer.json()) == (202, {"status": "pending"})
    market.deliver_webhooks()
    assert shop.books(order) == ("paid", [10_000])


def test_lost(shop: ExampleShop, order: str, market: Emulator, console: PortOne) -> None:
    market.webhooks.when = "never"
    imp_uid = paid(console, order)
    assert shop.books(order) == ("open", [])
    shop.reconcile()
    assert shop.books(order) == ("paid", [10_000])
    cancelled(console, imp_uid, 2500)
    shop.reconcile()
    shop.reconcile()
    assert shop.books(order) == ("partly_refunded", [10_000, -2500])


def test_the_shop_fails_for_a_while(
    shop: ExampleShop, order: str, market: Emulator, console: PortOne
) -> None:
    """It cannot read the payment back, says so, and is told again."""
    market.webhooks.when = "held"
    paid(console, order)
    market.fail("bad_gateway", "payments.get", times=3)
    market.webhooks.release()
    market.deliver_webhooks()
    assert [each.status for each in market.webhooks.log[-1].attempts] == [500]
    market.advance(60)
    assert [each.status for each in market.webhooks.log[-1].attempts] == [500, 200]
    assert shop.books(order) == ("paid", [10_000])


def test_two_deposits_into_an_unlimited_account(
    shop: ExampleShop, order: str, market: Emulator, console: PortOne
) -> None:
    account = console.vbanks.create(
        channel_key="channel-key-settle",
        merchant_uid=order,
        amount=10_000,
        vbank_code="004",
        vbank_due=NOW + 86_400,
        vbank_num=f"790123{next(numbers):08}",
        vbank_holder="하늘상점",
        buyer_name="김하늘",
        fixed_unlimited_vbank=True,
    )
    market.deliver_webhooks()
    assert shop.books(order) == ("open", [])
    market.webhooks.times = 2
    market.deposit(account.imp_uid, 3000)
    market.deliver_webhooks()
    assert shop.books(order) == ("wrong_amount", [3000])
    market.deposit(account.imp_uid, 7000)
    market.deliver_webhooks()
    assert shop.books(order) == ("paid", [3000, 7000])


def test_the_browser_comes_back(
    shop: ExampleShop, order: str, market: Emulator, console: PortOne
) -> None:
    imp_uid = paid(console, order)
    assert shop.complete(order, imp_uid).json() == {"status": "paid"}
    market.deliver_webhooks()
    assert shop.complete(order, imp_uid).status_code == 200
    assert shop.books(order) == ("paid", [10_000])
    assert shop.complete(order, "imp_000000000000").status_code == 404


def test_a_cheaper_payment_does_not_pay(
    shop: ExampleShop, order: str, market: Emulator, console: PortOne
) -> None:
    imp_uid = paid(console, order, 100)
    answer = shop.complete(order, imp_uid)
    assert answer.status_code == 409
    assert answer.json() == {"error": "amount_differs", "pay_again": False}
    market.deliver_webhooks()
    assert shop.books(order) == ("wrong_amount", [100])


def test_another_currency_does_not_pay(
    shop: ExampleShop, order: str, market: Emulator, console: PortOne
) -> None:
    console.subscribe.again(
        customer_uid="c-1", merchant_uid=order, amount=10_000, currency="JPY", name="주문"
    )
    market.deliver_webhooks()
    assert shop.books(order)[0] == "open"


def test_the_payment_of_another_order_does_not_pay(
    shop: ExampleShop, order: str, console: PortOne
) -> None:
    """A customer pays 100 won for one thing, and says that it was for another."""
    cheap = f"{order}-cheap"
    shop.order(cheap, 100)
    imp_uid = paid(console, cheap, 100)
    answer = shop.tell({"imp_uid": imp_uid, "merchant_uid": order, "status": "paid"})
    assert answer.status_code == 400
    answer = shop.complete(order, imp_uid)
    assert answer.status_code == 409
    assert answer.json() == {"error": "other_order", "pay_again": False}
    assert shop.books(order) == ("open", [])


def account_for(console: PortOne, order: str) -> str:
    """The customer has got a virtual account to pay into."""
    waiting = console.vbanks.create(
        channel_key="channel-key-settle",
        merchant_uid=order,
        amount=10_000,
        vbank_code="004",
        vbank_due=NOW + 365 * 86_400,
        vbank_holder="하늘상점",
    )
    return waiting.imp_uid


def test_a_customer_who_will_pay_by_transfer_is_told_where(
    shop: ExampleShop, order: str, market: Emulator, console: PortOne
) -> None:
    imp_uid = account_for(console, order)
    answer = shop.complete(order, imp_uid)
    account = console.payments.get(imp_uid).vbank_num
    assert answer.status_code == 200
    told = answer.json()
    assert (told["status"], told["account"]) == ("awaiting_deposit", account)
    assert f"{account} 계좌로" in told["message"]
    assert "까지 10,000원을 입금해 주세요." in told["message"]
    assert shop.books(order) == ("open", [])
    market.deposit(imp_uid)
    market.deliver_webhooks()
    assert shop.books(order) == ("paid", [10_000])
    assert shop.complete(order, imp_uid).json() == {"status": "paid"}


def test_a_customer_who_will_pay_at_a_convenience_store_is_told_how(
    shop: ExampleShop, order: str, console: PortOne
) -> None:
    waiting = console.cvs.issue(
        channel_key="channel-key-galaxia",
        merchant_uid=order,
        amount=10_000,
        barcode=f"88{next(numbers):014}",
    )
    told = shop.complete(order, waiting.imp_uid).json()
    assert told["status"] == "awaiting_deposit"
    assert told["message"].startswith("편의점에서 바코드를 제시하고 ")
    assert told["message"].endswith("10,000원을 결제해 주세요.")
    assert shop.books(order) == ("open", [])


def test_a_payment_that_failed_may_be_made_again(
    shop: ExampleShop, order: str, console: PortOne
) -> None:
    imp_uid = account_for(console, order)
    console.vbanks.revoke(imp_uid)
    answer = shop.complete(order, imp_uid)
    assert (answer.status_code, answer.json()) == (402, {"error": "not_paid", "pay_again": True})


def test_a_payment_in_review_is_not_to_be_made_again(
    shop: ExampleShop, order: str, market: Emulator, console: PortOne
) -> None:
    payments = market.shop().payments
    record = payments.get(account_for(console, order))
    assert record
    channel = replace(record.channel, pg_provider="paymentwall")
    payments.put(replace(record, status="failed", failed_at=NOW, channel=channel))
    answer = shop.complete(order, record.imp_uid)
    assert (answer.status_code, answer.json()) == (202, {"status": "pending"})


def test_an_order_whose_payment_was_given_back_is_not_offered_again(
    shop: ExampleShop, order: str, console: PortOne
) -> None:
    imp_uid = paid(console, order)
    console.payments.cancel(imp_uid=imp_uid, amount="all")
    answer = shop.complete(order, imp_uid)
    assert (answer.status_code, answer.json()) == (409, {"error": "cancelled", "pay_again": False})
    assert shop.charge(order, "c-1").status_code == 409


@pytest.mark.parametrize("way", ["complete", "webhook", "reconcile"])
@pytest.mark.parametrize(
    ("given_back", "status"), [(4000, "partly_refunded"), (10_000, "refunded")]
)
def test_a_payment_given_back_before_the_first_look_does_not_pay(
    shop: ExampleShop,
    order: str,
    market: Emulator,
    console: PortOne,
    way: str,
    given_back: int,
    status: str,
) -> None:
    market.webhooks.when = "never"
    imp_uid = paid(console, order)
    cancelled(console, imp_uid, given_back)
    if way == "complete":
        assert shop.complete(order, imp_uid).status_code == 409
    elif way == "webhook":
        body = {"imp_uid": imp_uid, "merchant_uid": order, "status": "paid"}
        assert shop.tell(body).status_code == 200
    else:
        shop.reconcile()
    assert shop.books(order) == (status, [10_000, -given_back])


def test_an_order_that_is_paid_twice_and_refunded_once_is_paid(
    shop: ExampleShop, order: str, market: Emulator, console: PortOne
) -> None:
    imp_uid = account_for(console, order)
    other = account_for(console, order)
    market.deposit(imp_uid)
    market.deposit(other)
    market.deliver_webhooks()
    assert shop.books(order) == ("wrong_amount", [10_000, 10_000])
    market.cancel_in_console(
        other, refund_holder="홍길동", refund_bank="004", refund_account="1234567890123"
    )
    market.deliver_webhooks()
    assert shop.books(order) == ("paid", [10_000, 10_000, -10_000])


@pytest.mark.parametrize("amount", [True, "7000", 7000.0])
def test_an_amount_that_is_not_a_whole_number_is_refused(shop: ExampleShop, amount: Any) -> None:
    new = {"merchant_uid": f"o-{next(numbers)}", "amount": amount}
    answer = shop.http.post("/orders", json=new)
    assert answer.status_code == 400
    assert "amount" in words(answer)


@pytest.mark.parametrize("amount", [100, 10_000])
def test_the_webhook_of_a_payment_that_does_not_fit_is_taken(
    shop: ExampleShop, order: str, market: Emulator, console: PortOne, amount: int
) -> None:
    """Too little, or given back in part: it is booked, and PortOne need not send it again."""
    market.webhooks.when = "never"
    imp_uid = paid(console, order, amount)
    cancelled(console, imp_uid, 1)
    body = {"imp_uid": imp_uid, "merchant_uid": order, "status": "paid"}
    assert shop.tell(body).status_code == 200
    assert shop.books(order)[1] == [amount, -1]


def test_the_webhook_of_a_payment_for_no_order_is_taken(
    shop: ExampleShop, order: str, console: PortOne
) -> None:
    merchant_uid = f"{order}-of-nobody"
    imp_uid = paid(console, merchant_uid)
    body = {"imp_uid": imp_uid, "merchant_uid": merchant_uid, "status": "paid"}
    assert shop.tell(body).status_code == 200
    assert shop.books(order) == ("open", [])


def test_an_order_that_is_clicked_twice_is_placed_once(shop: ExampleShop, order: str) -> None:
    answer = shop.http.post("/orders", json={"merchant_uid": order, "amount": 1})
    assert (answer.status_code, words(answer)) == (409, "이미 접수된 주문입니다.")
    assert shop.charge(order, "c-1").json() == {"status": "paid"}
    assert shop.books(order) == ("paid", [10_000])


def test_pay_that_is_clicked_twice_charges_once(
    shop: ExampleShop, order: str, market: Emulator
) -> None:
    with ThreadPoolExecutor(3) as threads:
        answers = list(threads.map(shop.charge, [order] * 3, ["c-1"] * 3))
    answers.sort(key=lambda answer: answer.status_code)
    assert [answer.status_code for answer in answers] == [200, 409, 409]
    assert words(answers[1]) == "이미 결제된 주문입니다."
    market.deliver_webhooks()
    assert shop.books(order) == ("paid", [10_000])


def test_a_browser_that_comes_back_twice_at_once(
    shop: ExampleShop, order: str, market: Emulator, console: PortOne
) -> None:
    imp_uid = paid(console, order)
    with ThreadPoolExecutor(3) as threads:
        answers = list(threads.map(shop.complete, [order] * 3, [imp_uid] * 3))
    assert [answer.json() for answer in answers] == [{"status": "paid"}] * 3
    market.deliver_webhooks()
    assert shop.books(order) == ("paid", [10_000])


WRONG_BODIES = [
    b"",
    b"imp_uid=imp_1&customer_uid=c-1&merchant_uid=o&amount=1",
    b"\xff",
    b"null",
    b"[]",
    b"{}",
    b"[" * 100_000,
    *(
        value.join(
            (b'{"imp_uid": ', b', "customer_uid": ', b', "merchant_uid": ', b', "amount": 1}')
        )
        for value in (b"null", b"7", b"NaN", b"[]", b"{}", b'""', b'".."', b'"a\\nb"', b'"\\ud800"')
    ),
    b'{"imp_uid": "%s", "customer_uid": "%s", "merchant_uid": "%s", "amount": 1}'
    % ((b"x" * 2000,) * 3),
    *(
        b'{"imp_uid": 1, "customer_uid": 1, "merchant_uid": "o", "amount": %s}' % amount
        for amount in (b"0", b"-1", b"1.5", b"1e999", b"NaN", b'"x"', b"null", b"9" * 30)
    ),
]


@pytest.mark.parametrize("path", ["/orders", "/orders/{}/charge", "/orders/{}/complete"])
def test_a_wrong_request_is_told_what_is_wrong(shop: ExampleShop, order: str, path: str) -> None:
    for body in WRONG_BODIES:
        for kind in ("application/json", "text/plain"):
            answer = shop.http.post(
                path.format(order), content=body, headers={"content-type": kind}
            )
            assert 400 <= answer.status_code < 500, (body, answer.text)
            assert words(answer), body
    assert shop.books(order) == ("open", [])


@pytest.mark.parametrize("path", ["", "/charge", "/complete"])
def test_an_order_that_nobody_placed(shop: ExampleShop, path: str) -> None:
    body = {"customer_uid": "c-1", "imp_uid": "imp_1"}
    url = f"/orders/o-of-nobody{path}"
    answer = shop.http.post(url, json=body) if path else shop.http.get(url)
    assert (answer.status_code, words(answer)) == (404, "주문을 찾을 수 없습니다.")


def test_a_card_that_nobody_stored(shop: ExampleShop, order: str) -> None:
    answer = shop.charge(order, "c-of-nobody")
    assert answer.status_code == 402
    assert answer.json()["error"]
    assert shop.books(order) == ("open", [])


def test_a_payment_that_cannot_be_looked_up_is_not_to_be_made_again(
    shop: ExampleShop, order: str, market: Emulator, console: PortOne
) -> None:
    market.webhooks.when = "never"
    imp_uid = paid(console, order)
    market.fail("bad_gateway", "payments.get", times=3)
    answer = shop.complete(order, imp_uid)
    assert (answer.status_code, answer.json()) == (202, {"status": "pending"})
    assert shop.complete(order, imp_uid).json() == {"status": "paid"}
    assert shop.books(order) == ("paid", [10_000])


def test_nothing_is_charged_while_portone_is_away(
    shop: ExampleShop, order: str, market: Emulator
) -> None:
    with market.refusing_connections():
        answer = shop.charge(order, "c-1")
    assert answer.status_code == 503
    assert words(answer) == "지금은 결제할 수 없습니다. 잠시 뒤 다시 시도해 주세요."
    assert shop.charge(order, "c-1").json() == {"status": "paid"}


def test_an_event_of_a_kind_that_is_not_known_is_taken(shop: ExampleShop, order: str) -> None:
    assert shop.tell({"event": "Something.New"}).status_code == 200


def test_what_is_made_up_changes_nothing(shop: ExampleShop, order: str) -> None:
    body = {"imp_uid": "imp_000000000000", "merchant_uid": order, "status": "paid"}
    assert shop.tell(body).status_code == 200  # there is nothing to book, and nothing to send again
    assert shop.tell({"imp_uid": 1}).status_code == 400
    assert shop.http.post("/webhook", content=b"\xff" * 100_000).status_code == 400
    assert shop.books(order) == ("open", [])


def test_a_card_that_is_refused(shop: ExampleShop, order: str, market: Emulator) -> None:
    assert shop.charge(order, "c-poor").status_code == 402
    market.deliver_webhooks()
    assert shop.books(order) == ("open", [])
    assert shop.charge(order, "c-1").json() == {"status": "paid"}
    assert shop.books(order) == ("paid", [10_000])


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio"])
async def test_portone_asks_before_it_approves(
    market: Emulator, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with open_example("fastapi", market, tmp_path_factory.mktemp("confirm")) as shop:
        shop.order("o-confirm", 10_000)
        question: dict[str, Any] = {"imp_uid": "imp_1", "merchant_uid": "o-confirm"}
        url = shop.url("/confirm")
        said = await ask(market.webhooks, url, question | {"amount": 10_000})
        assert said == Said(yes=True)
        said = await ask(market.webhooks, url, question | {"amount": 100})
        assert said == Said(yes=False, reason="주문 금액이 다릅니다.")
        said = await ask(market.webhooks, url, json.loads("{}"))
        assert (said.yes, said.reason) == (False, None)
