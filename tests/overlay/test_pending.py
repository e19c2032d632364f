"""What a call that is under way knows of its requests."""

from __future__ import annotations

from datetime import datetime

from portone_v1 import KST, Attempt
from portone_v1.core.clock import Moment
from portone_v1.core.pending import Doubt, PendingCall, PendingRequest
from portone_v1.core.request import request_for
from portone_v1.options import Account, Options
from portone_v1_api.calls import Call
from portone_v1_api.operations import payments
from portone_v1_api.payloads import free_form


def test_a_doubt_lasts_from_the_first_request_and_is_about_the_latest() -> None:
    account = Account.checked("key", "secret", "http://127.0.0.1:1")
    call = Call(payments.CANCEL, free_form, {"imp_uid": "imp_1", "amount": 500})
    pending = PendingCall(call, Options())
    request = request_for(call, account, Options(), "token")
    early, late = Moment(0, 0, 0), Moment(60, 60, 0)
    for number, (mark, asked_at) in enumerate([("a" * 12, early), ("b" * 12, late)], 1):
        latest = PendingRequest(pending, request, number)
        latest.attempt = Attempt(
            "payments.cancel", {}, None, 500, datetime.fromtimestamp(0, KST), mark=mark
        )
        latest.leave(asked_at)
        pending.keep_doubt(latest)
    assert pending.doubt == Doubt(latest.attempt, early)
    pending.restart()
    assert pending.doubt is None
