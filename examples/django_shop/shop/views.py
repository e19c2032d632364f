"""The shop's addresses."""

from __future__ import annotations

import json
import re
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from portone_v1 import (
    AlreadyDone,
    AwaitingDeposit,
    ConfigurationError,
    Conflict,
    Declined,
    InvalidRequest,
    InvalidWebhook,
    NotFound,
    NotPaid,
    PortOneError,
    Refused,
    VerificationFailed,
    webhook,
)
from portone_v1.models import Payment

from .books import book, portone
from .models import Entry, Order


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what a BadRequest says, as JSON; urls.py names this view."""
    return JsonResponse({"error": str(exception)}, status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return JsonResponse({"error": "주문을 찾을 수 없습니다."}, status=404)


def _sent(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that the browser sent."""
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):  # no JSON, or brackets without an end
        sent = None
    if not isinstance(sent, dict):
        raise BadRequest("Send a JSON object.")
    return sent


def _text(request: HttpRequest, name: str) -> str:
    """A field of it that must be a text."""
    value = _sent(request).get(name)
    if not isinstance(value, str):
        raise BadRequest(f"{name} must be a text.")
    return value


@csrf_exempt
@require_POST
def hear(request: HttpRequest) -> HttpResponse:
    """PortOne, or anybody, says that something happened: look, and book what is so."""
    try:
        event = webhook.parse(request.body, request.headers.get("content-type"))
        if event.imp_uid is not None:  # else it is of a kind that this shop does not know
            payment = portone().webhook.read(event, include_sandbox=settings.PORTONE_SANDBOX)
            book(payment)  # also when it does not fit its order
    except InvalidWebhook as error:
        return HttpResponse(str(error), status=400)
    except NotFound:
        pass  # a payment of a test channel, or one that was made up: nothing to book
    except PortOneError:
        return HttpResponse(status=500)  # PortOne will send it again
    return HttpResponse()


@csrf_exempt
@require_POST
def order(request: HttpRequest) -> HttpResponse:
    merchant_uid, amount = _text(request, "merchant_uid"), _sent(request).get("amount")
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,40}", merchant_uid):
        raise BadRequest("merchant_uid must be 1 to 40 letters, digits, - or _.")
    if type(amount) is not int or not 0 < amount <= 100_000_000:
        raise BadRequest("amount must be a number of won above 0.")
    _, is_new = Order.objects.get_or_create(pk=merchant_uid, defaults={"amount": amount})
    if not is_new:  # a double click
        return JsonResponse({"error": "이미 접수된 주문입니다."}, status=409)
    return HttpResponse(status=201)


@require_GET
def show(request: HttpRequest, merchant_uid: str) -> HttpResponse:
    order = get_object_or_404(Order, pk=merchant_uid)
    entries = Entry.objects.filter(payment__merchant_uid=merchant_uid).order_by("pk")
    return JsonResponse(
        {"status": order.status, "entries": [int(entry.amount) for entry in entries]}
    )


@csrf_exempt
@require_POST
def charge(request: HttpRequest, merchant_uid: str) -> HttpResponse:
    """Charge a stored card. The webhook may be here before the answer, so no transaction is open meanwhile."""
    order = get_object_or_404(Order, pk=merchant_uid)
    try:
        payment = portone().subscribe.again(
            customer_uid=_text(request, "customer_uid"),
            merchant_uid=order.merchant_uid,
            amount=order.amount,
            name="주문",
        )
    except AlreadyDone:  # a double click: the first one has paid, and its webhook is on its way
        return JsonResponse({"error": "이미 결제된 주문입니다."}, status=409)
    except ConfigurationError as error:  # such as an empty customer_uid
        return JsonResponse({"error": str(error)}, status=400)
    except (Conflict, Declined, InvalidRequest, NotFound, Refused) as error:
        return JsonResponse({"error": error.message}, status=402)
    except PortOneError as error:
        if error.outcome in ("not_sent", "rejected"):  # nothing was charged: the shop has a problem
            problem = "지금은 결제할 수 없습니다. 잠시 뒤 다시 시도해 주세요."
            return JsonResponse({"error": problem}, status=503)
        # Paid or not: the webhook or the reconciliation will tell.
        return JsonResponse({"status": "pending"}, status=202)
    return JsonResponse({"status": book(payment)})


@csrf_exempt
@require_POST
def complete(request: HttpRequest, merchant_uid: str) -> HttpResponse:
    """The browser says that it has paid. It may say anything, so its payment is verified."""
    order = get_object_or_404(Order, pk=merchant_uid)
    try:
        payment = portone().payments.verify(
            _text(request, "imp_uid"),
            amount=order.amount,
            merchant_uid=order.merchant_uid,
            allow_sandbox=settings.PORTONE_SANDBOX,
        )
    except ConfigurationError as error:  # such as an empty imp_uid
        return JsonResponse({"error": str(error)}, status=400)
    except NotFound:
        return JsonResponse({"error": "결제 내역을 찾을 수 없습니다."}, status=404)
    except AwaitingDeposit as error:  # not a failure: a webhook tells when the money is there
        book(error.payment)
        waiting = {"account": error.payment.vbank_num, "message": waits_for(error.payment)}
        return JsonResponse({"status": "awaiting_deposit"} | waiting)
    except NotPaid as error:
        if error.held is None:  # the PG is still looking at it: the customer must not pay again
            return JsonResponse({"status": "pending"}, status=202)
        return JsonResponse({"error": error.reason, "pay_again": True}, status=402)
    except VerificationFailed as error:
        if (
            error.held is not None
        ):  # money for this order that does not fit: book it, and give it back
            book(error.payment)
        # Where `held` is None, nothing is given back: it may be somebody else's payment.
        return JsonResponse({"error": error.reason, "pay_again": may_pay_again(error)}, status=409)
    except PortOneError:  # it could not be looked up, and may be paid: a webhook will tell
        return JsonResponse({"status": "pending"}, status=202)
    return JsonResponse({"status": book(payment)})


def may_pay_again(error: VerificationFailed) -> bool:
    """Whether to offer the payment of this order again. After a cancel that takes a new order: a merchant_uid
    is paid once."""
    return error.held == 0 and error.reason != "cancelled"


def waits_for(payment: Payment) -> str:
    """What a customer reads whose account or barcode waits for the money."""
    until = payment.vbank_date
    limit = f"{until.month}월 {until.day}일 {until:%H:%M}까지 " if until else ""
    if payment.pay_method == "cvs":
        return f"편의점에서 바코드를 제시하고 {limit}{payment.amount:,}원을 결제해 주세요."
    account = " ".join(filter(None, (payment.vbank_name, payment.vbank_num)))
    return f"{account} 계좌로 {limit}{payment.amount:,}원을 입금해 주세요."
