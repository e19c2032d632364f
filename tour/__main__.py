"""Run the tour: `make`, or `python -m tour`."""

from __future__ import annotations

import asyncio
import sys

from portone_v1 import (
    AlreadyDone,
    AsyncPortOne,
    Conflict,
    Declined,
    NoAnswer,
    NotFound,
    PortOne,
)
from portone_v1.models import BillingKey, Payment
from portone_v1_emulator import Emulator

from .screen import Screen

CARD, DECLINED_CARD, EXPIRY = "4242-4242-4242-4242", "4000-0000-0000-0002", "2030-12"


def main() -> int:
    """Walk through a shop's day; 0 when everything went as it should."""
    screen = Screen()
    screen.title(
        "portone-v1", "A shop's day, against the emulator: no account, no network, no money."
    )
    with Emulator(tiers=["AB1"]) as emulator:
        account = (emulator.api_key, emulator.api_secret)
        with PortOne(*account, base_url=emulator.base_url) as portone:
            _one_payment(screen, portone)
            _billing_key(screen, portone)
            _refusals(screen, portone)
            _sub_merchant(screen, portone)
            _lost_answer(screen, portone, emulator)
            _a_month_later(screen, portone, emulator)
        asyncio.run(_the_same_in_async(screen, AsyncPortOne(*account, base_url=emulator.base_url)))
        requests = len(emulator.requests)
    screen.close(
        f"[bold green]{screen.steps} steps, {requests} requests, every won where it belongs.[/]\n"
        "Next: [bold]make test[/], or read README.md."
    )
    return 0


def _one_payment(screen: Screen, portone: PortOne) -> None:
    screen.part("One payment")
    with screen.step(
        "Get an access token", 'portone.auth.get_token(imp_key="…", imp_secret="…")'
    ) as out:
        account = portone.sender.session.account
        token = portone.auth.get_token(imp_key=account.api_key, imp_secret=account.api_secret)
        life = token.expired_at - token.now
        out.append(
            f"a token that lives {life.total_seconds():.0f} s; the client renews it by itself"
        )
    with screen.step(
        "Register the amount before the customer pays",
        'portone.preparations.create(merchant_uid="coat-1", amount=10_000)',
    ) as out:
        prepared = portone.preparations.create(merchant_uid="coat-1", amount=10_000)
        out.append(f"order {prepared.merchant_uid} must be paid with {_won(prepared.amount)}")
    with screen.step(
        "Charge a card",
        'portone.subscribe.onetime(merchant_uid="coat-1", amount=10_000, card_number="4242…", …)',
    ) as out:
        payment = portone.subscribe.onetime(
            merchant_uid="coat-1", amount=10_000, name="겨울 코트", card_number=CARD, expiry=EXPIRY
        )
        out.append(_told(payment))
    with screen.step(
        "Verify it as a server should", f'portone.payments.get("{payment.imp_uid}")'
    ) as out:
        payment = portone.payments.get(payment.imp_uid)
        _expect(payment.status == "paid" and payment.amount == 10_000)
        out.append(f"{_told(payment)}, paid at {payment.paid_at:%H:%M:%S} in Korea")
    with screen.step(
        "Cancel a part of it",
        'portone.payments.cancel(imp_uid=…, amount=3_000, checksum=10_000, reason="사이즈 교환")',
    ) as out:
        payment = portone.payments.cancel(
            imp_uid=payment.imp_uid, amount=3_000, checksum=10_000, reason="사이즈 교환"
        )
        left = payment.amount - payment.cancel_amount
        _expect(left == 7_000)
        out.append(f"{_told(payment)}; {_won(left)} are left")
    with screen.step(
        "Send that cancel again, by mistake",
        'portone.payments.cancel(imp_uid=…, amount=3_000, checksum=10_000, reason="사이즈 교환")',
    ) as out:
        try:
            portone.payments.cancel(imp_uid=payment.imp_uid, amount=3_000, checksum=10_000)
            _expect(False)
        except Conflict as error:
            out.append(f"[yellow]{error.message}[/]")
            out.append(f"outcome: [bold]{error.outcome}[/]; the checksum saved {_won(3_000)}")


def _billing_key(screen: Screen, portone: PortOne) -> None:
    screen.part("A card on file")
    with screen.step(
        "Issue a billing key", 'portone.billing_keys.issue("member-1", card_number="4242…", …)'
    ) as out:
        key = portone.billing_keys.issue("member-1", card_number=CARD, expiry=EXPIRY)
        if not isinstance(key, BillingKey):
            raise SystemExit("The emulator issued a super billing key, which nobody asked for.")
        out.append(f"{key.customer_uid} stands for a card of {key.card_name} from now on")
    with screen.step(
        "Charge it again",
        'portone.subscribe.again(customer_uid="member-1", merchant_uid="month-11", amount=9_900, …)',
    ) as out:
        payment = portone.subscribe.again(
            customer_uid="member-1", merchant_uid="month-11", amount=9_900, name="구독 11월"
        )
        out.append(_told(payment))


def _refusals(screen: Screen, portone: PortOne) -> None:
    screen.part("When the answer is no")
    with screen.step(
        "Charge a card that the PG declines",
        'portone.subscribe.onetime(merchant_uid="coat-2", amount=10_000, card_number="4000…0002", …)',
    ) as out:
        try:
            portone.subscribe.onetime(
                merchant_uid="coat-2", amount=10_000, card_number=DECLINED_CARD, expiry=EXPIRY
            )
            _expect(False)
        except Declined as error:
            out.append(f"[yellow]{error.message}[/]".replace("[F", r"\[F"))
            out.append(f"pg_code: [bold]{error.pg_code}[/]; outcome: [bold]{error.outcome}[/]")
    with screen.step(
        "Charge a month that is already paid",
        'portone.subscribe.again(customer_uid="member-1", merchant_uid="month-11", …)',
    ) as out:
        try:
            portone.subscribe.again(
                customer_uid="member-1", merchant_uid="month-11", amount=9_900, name="구독 11월"
            )
            _expect(False)
        except AlreadyDone as error:
            out.append(f"[yellow]{error.message}[/]; outcome: [bold]{error.outcome}[/]")


def _sub_merchant(screen: Screen, portone: PortOne) -> None:
    screen.part("An agency and its sub-merchant")
    shop = portone.with_options(tier="AB1")
    with screen.step("Charge for the shop AB1", 'shop = portone.with_options(tier="AB1")') as out:
        payment = shop.subscribe.onetime(
            merchant_uid="coat-1", amount=20_000, card_number=CARD, expiry=EXPIRY
        )
        out.append(f"{_told(payment)}: its own coat-1, beside the parent's")
    with screen.step(
        "Look for it from the parent store", f'portone.payments.get("{payment.imp_uid}")'
    ) as out:
        try:
            portone.payments.get(payment.imp_uid)
            _expect(False)
        except NotFound as error:
            out.append(f"[yellow]{error.message}[/] One shop never sees another's payments.")


def _lost_answer(screen: Screen, portone: PortOne, emulator: Emulator) -> None:
    screen.part("An answer that never came")
    with screen.step(
        "Charge, and lose the answer on the way back",
        'emulator.fail("drop_after", "subscribe.again")',
    ) as out:
        emulator.fail("drop_after", "subscribe.again")
        try:
            portone.subscribe.again(
                customer_uid="member-1", merchant_uid="month-12", amount=9_900, name="구독 12월"
            )
            _expect(False)
        except NoAnswer as error:
            lost = error
            out.append(f"outcome: [bold]{error.outcome}[/]; nobody knows whether they paid")
    with screen.step("Find out, without charging twice", "portone.resolve(error)") as out:
        resolution = portone.resolve(lost)
        _expect(resolution.state == "happened")
        out.append(f"[bold]{resolution.state}[/]: {resolution.reason}")
        out.append(_told(resolution.result))


def _a_month_later(screen: Screen, portone: PortOne, emulator: Emulator) -> None:
    screen.part("A month later")
    with screen.step(
        "Schedule a charge in 30 days, and let them pass", "emulator.advance(days=31)"
    ) as out:
        portone.subscribe.schedule(
            customer_uid="member-1",
            schedules=[
                {
                    "merchant_uid": "month-1",
                    "schedule_at": emulator.clock.now() + 30 * 24 * 3600,
                    "amount": 9_900,
                    "name": "구독 1월",
                }
            ],
        )
        emulator.advance(days=31)
        schedule = portone.subscribe.get_schedule("month-1")
        _expect(schedule.payment_status == "paid")
        out.append(
            f"executed at {schedule.executed_at:%Y-%m-%d %H:%M}, {schedule.payment_status}; the "
            "token expired meanwhile, and was renewed"
        )


async def _the_same_in_async(screen: Screen, client: AsyncPortOne) -> None:
    screen.part("The same, awaited")
    async with client as portone:
        with screen.step(
            "Charge ten orders at once", "await asyncio.gather(portone.subscribe.again(…), …)"
        ) as out:
            payments = await asyncio.gather(
                *(
                    portone.subscribe.again(
                        customer_uid="member-1",
                        merchant_uid=f"box-{n}",
                        amount=1_000 * n,
                        name="상자",
                    )
                    for n in range(1, 11)
                )
            )
            total = sum(payment.amount for payment in payments)
            _expect(total == 55_000)
            out.append(
                f"{len(payments)} payments, {_won(total)}; all shared one request for a token"
            )
        with screen.step(
            "Cancel one in full",
            'await portone.payments.cancel(merchant_uid="box-10", amount="all")',
        ) as out:
            payment = await portone.payments.cancel(merchant_uid="box-10", amount="all")
            _expect(payment.status == "cancelled")
            out.append(_told(payment))
        with screen.step(
            "List what was paid", 'await portone.payments.list_by_status("paid")'
        ) as out:
            page = await portone.payments.list_by_status("paid")
            out.append(f"{page.total} payments, the newest is {page.items[0].merchant_uid}")


def _told(payment: Payment) -> str:
    text = f"{payment.imp_uid} [bold]{payment.status}[/] {_won(payment.amount)}"
    return f"{text}, {_won(payment.cancel_amount)} cancelled" if payment.cancel_amount else text


def _won(amount: object) -> str:
    return f"₩{amount:,}"


def _expect(truth: bool) -> None:
    if not truth:
        raise SystemExit("The emulator did not behave as the tour expects.")


if __name__ == "__main__":
    sys.exit(main())
