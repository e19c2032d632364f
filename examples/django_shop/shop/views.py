"""The shop's addresses."""

from __future__ import annotations

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from portone_v1 import (
    Declined,
    InvalidWebhook,
    NotFound,
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
        payment = portone().webhook.read(event, include_sandbox=settings.PORTONE_SANDBOX)
    except InvalidWebhook:
        return HttpResponse(status=400)
    except NotFound:
        return HttpResponse(status=404)
    except PortOneError:
        return HttpResponse(status=503)  # PortOne will tell it again
    book(payment)
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
    except VerificationFailed as error:
        book(error.payment)  # money that does not fit is in the books too
        return JsonResponse({"error": f"{error.field} differs"}, status=409)
    return JsonResponse({"status": book(payment)})
