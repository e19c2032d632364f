"""The shop's addresses."""

from __future__ import annotations

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from portone_v1 import (
    AwaitingDeposit,
    Declined,
    InvalidWebhook,
    NotFound,
    NotPaid,
    PortOneError,
    VerificationFailed,
    webhook,
)

from .books import book, portone
from .models import Entry, Order


@csrf_exempt
@require_POST
def hear(request: HttpRequest) -> HttpResponse:
    """PortOne, or anybody, says that something happened: look, and book what is so."""
    try:
        event = webhook.parse(request.body, request.headers.get("content-type"))
        if event.imp_uid is not None:  # else it is of a kind that this shop does not know
            payment = portone().webhook.read(event, include_sandbox=settings.PORTONE_SANDBOX)
            book(payment)  # also when it does not fit its order
    except InvalidWebhook:
        return HttpResponse(status=400)
    except NotFound:
        pass  # a payment of a test channel, or one that was made up: nothing to book
    except PortOneError:
        return HttpResponse(status=500)  # PortOne will send it again
    return HttpResponse()


@csrf_exempt
@require_POST
def order(request: HttpRequest) -> HttpResponse:
    new = json.loads(request.body)
    Order.objects.create(merchant_uid=new["merchant_uid"], amount=new["amount"])
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
            customer_uid=json.loads(request.body)["customer_uid"],
            merchant_uid=order.merchant_uid,
            amount=order.amount,
            name="주문",
        )
    except Declined as error:
        return JsonResponse({"error": error.message}, status=402)
    except PortOneError as error:
        if error.outcome == "unknown":  # paid or not: the webhook or the reconciliation will tell
            return JsonResponse({"status": "pending"}, status=202)
        raise
    return JsonResponse({"status": book(payment)})


@csrf_exempt
@require_POST
def complete(request: HttpRequest, merchant_uid: str) -> HttpResponse:
    """The browser says that it has paid. It may say anything, so its payment is verified."""
    order = get_object_or_404(Order, pk=merchant_uid)
    try:
        payment = portone().payments.verify(
            json.loads(request.body)["imp_uid"],
            amount=order.amount,
            merchant_uid=order.merchant_uid,
            allow_sandbox=settings.PORTONE_SANDBOX,
        )
    except NotFound:
        return HttpResponse(status=404)
    except AwaitingDeposit as error:  # not a failure: a webhook tells when the money is there
        book(error.payment)
        return JsonResponse({"status": "awaiting_deposit", "account": error.payment.vbank_num})
    except NotPaid as error:
        if error.held is None:  # the PG is still looking at it: the customer must not pay again
            return JsonResponse({"status": "pending"}, status=202)
        return JsonResponse({"error": error.reason, "pay_again": True}, status=402)
    except VerificationFailed as error:
        if error.held:  # money for this order that does not fit: book it, and give it back
            book(error.payment)
        # Where `held` is None, nothing is given back: it may be somebody else's payment.
        return JsonResponse({"error": error.reason, "pay_again": error.held == 0}, status=409)
    return JsonResponse({"status": book(payment)})
