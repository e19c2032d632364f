"""What certifications, cash receipts, escrow, channels and sub-merchants look like on the wire."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

import pytest

from portone_v1_emulator import Account, Emulator
from portone_v1_emulator.core import php
from portone_v1_emulator.core.context import RequestContext
from portone_v1_emulator.core.records import Payment
from portone_v1_emulator.pgs import channels
from portone_v1_emulator.pgs.answers import Verdict
from portone_v1_emulator.shops import charging
from portone_v1_emulator.shops.certifying import OTP

from .conftest import NOW
from .merchant import open_merchant
from .v1 import V1, Reply

PERSON = {
    "name": "김하늘",
    "phone": "010-1234-5678",
    "birth": "900101",
    "gender_digit": "2",
    "carrier": "SKT",
    "channel_key": "channel-key-danal",
}
PARCEL = {"company": "CJGLS", "invoice": "1", "sent_at": NOW}


def paid(emulator: Emulator, provider: str, *, account: str | None = None, **more: Any) -> Payment:
    """An account transfer that a customer has made in the pay window."""
    with emulator.store.transaction():
        context = RequestContext.of(emulator.state, account or emulator.api_key, None, NOW)
        assert context is not None
        channel = channels.by_pg(context.account.channels, provider)
        assert channel is not None
        order = charging.Order("o-1", Decimal(11_000))
        payment = charging.new_payment(context, order, channel, pay_method="trans", **more)
        return charging.conclude(context, payment, Verdict())


def test_a_certification(v1: V1) -> None:
    pending = v1.post("/certifications/otp/request", **PERSON).response
    assert list(pending) == ["imp_uid"]
    imp_uid = pending["imp_uid"]
    waiting = v1.get(f"/certifications/{imp_uid}").response
    assert waiting == {
        "birthday": None,
        "certified": False,
        "certified_at": 0,
        "foreigner": False,
        "foreigner_v2": None,
        "gender": None,
        "imp_uid": imp_uid,
        "merchant_uid": None,
        "name": None,
        "origin": None,
        "pg_provider": "danal",
        "pg_tid": waiting["pg_tid"],
        "unique_in_site": None,
        "unique_key": None,
    }
    done = v1.post(f"/certifications/otp/confirm/{imp_uid}", otp=OTP)
    assert done.assumes is None
    assert list(done.response) == list(waiting)
    assert (done.response["certified_at"], done.response["birthday"]) == (NOW, "1990-01-01")
    assert "\\uae40\\ud558\\ub298" in done.http.text


def test_in_strict_mode_a_wrong_code_does_nothing(v1: V1, emulator: Emulator) -> None:
    imp_uid = v1.post("/certifications/otp/request", **PERSON).response["imp_uid"]
    emulator.state.assumptions.strict = True
    try:
        path = f"/certifications/otp/confirm/{imp_uid}"
        for _ in range(9):
            assert v1.post(path, otp="1").status == 501
        assert v1.post(path, otp=OTP).code == 0
    finally:
        emulator.state.assumptions.strict = False


def test_a_cash_receipt(v1: V1, emulator: Emulator) -> None:
    imp_uid = paid(emulator, "kcp").imp_uid
    receipt = v1.post(f"/receipts/{imp_uid}", identifier="01012345678")
    assert receipt.assumes is None
    assert receipt.response == {
        "amount": 11000,
        "applied_at": NOW,
        "apply_num": receipt.response["apply_num"],
        "cancelled_at": 0,
        "imp_uid": imp_uid,
        "receipt_tid": receipt.response["receipt_tid"],
        "receipt_url": f"https://receipts.invalid/kcp/{receipt.response['receipt_tid']}",
        "type": "person",
        "vat": 1000,
    }
    again = v1.post(f"/receipts/{imp_uid}", identifier="01012345678")
    assert again.refusal == (400, -1, "이미 현금영수증이 발급된 거래입니다.")
    never = v1.get("/receipts/imp_0")
    assert never.refusal == (404, -1, "존재하지 않는 결제정보입니다.")


def test_a_receipt_that_was_never_issued(v1: V1, emulator: Emulator) -> None:
    imp_uid = paid(emulator, "kcp").imp_uid
    reply = v1.get(f"/receipts/{imp_uid}")
    message = f"해당 아임포트 고유 번호({imp_uid})로 현금영수증을 발급 한 내역이 존재하지 않습니다."
    assert reply.refusal == (404, -1, message)
    assert reply.assumes is None


def test_a_shipment_as_a_form(v1: V1, emulator: Emulator) -> None:
    imp_uid = paid(emulator, "html5_inicis", escrow=True).imp_uid
    person = {"name": "김하늘", "tel": "1", "addr": "서울", "postcode": "06164"}
    fields = php.flatten({"sender": person, "receiver": person, "logis": PARCEL})
    assert fields["logis[sent_at]"] == NOW
    path = f"/escrows/logis/{imp_uid}"
    without = {name: value for name, value in fields.items() if name != "receiver[tel]"}
    refused = Reply(v1.http.post(path, data=without))
    assert refused.message == "필수 파라메터 receiver[tel]이(가) 누락되었습니다."
    assert Reply(v1.http.post(path, data=fields)).response == {
        "applied_at": NOW,
        "company": "CJGLS",
        "invoice": "1",
        "sent_at": NOW,
    }


@pytest.mark.parametrize("sent_at", [0, -1, NOW * 1000])
def test_a_time_that_is_not_in_seconds(v1: V1, emulator: Emulator, sent_at: int) -> None:
    imp_uid = paid(emulator, "kcp", escrow=True).imp_uid
    logis = {**PARCEL, "sent_at": sent_at}
    reply = v1.post(f"/escrows/logis/{imp_uid}", sender={}, receiver={}, logis=logis)
    assert (reply.status, reply.message) == (
        400,
        "파라메터 logis[sent_at]의 값이 올바르지 않습니다.",
    )


def test_the_escrow_webhook_as_a_form(emulator: Emulator) -> None:
    with open_merchant() as merchant:
        emulator.store.open_account(
            Account("forms", "pass", webhook_url=merchant.url, webhook_form=True)
        )
        payment = paid(emulator, "html5_inicis", account="forms", escrow=True)
        person = {"name": "김하늘", "tel": "1", "addr": "서울", "postcode": "06164"}
        with V1(emulator, key="forms", secret="pass") as v1:
            path = f"/escrows/logis/{payment.imp_uid}"
            assert v1.post(path, sender=person, receiver=person, logis=PARCEL).code == 0
        emulator.deliver_webhooks()
    (body,) = merchant.bodies
    assert dict(parse_qsl(body)) == {
        "imp_uid": payment.imp_uid,
        "merchant_uid": "o-1",
        "status": "paid",
        "event": "Inicis.Escrow.Changed",
        "extra[escrow_status]": "2",
        "extra[changed_at]": str(NOW),
    }


def test_channels_codes_and_sub_merchants(v1: V1) -> None:
    settings = v1.get("/users/pg").response
    assert settings[0] == {
        "channel_key": "channel-key-nice_v2",
        "channel_name": "nice_v2",
        "pg_id": "emulator",
        "pg_provider": "nice_v2",
        "sandbox": False,
        "type": "payment",
    }
    assert v1.get("/banks/088").response == {"code": "088", "name": "신한은행"}
    assert v1.get("/cards").response[0] == {"code": "002", "name": "KDB산업은행카드"}
    assert v1.post("/tiers/AB1", name="하늘상점").response == {
        "tier_code": "AB1",
        "tier_name": "하늘상점",
    }
    assert v1.post("/tiers/AB1", name="하늘상점").refusal == (
        200,
        1,
        "이미 등록된 tier_code입니다.",
    )
    assert v1.get("/tiers/ab1").status == 400
