"""The shop as jobs of a queue, which brings a job again when its worker is lost."""

from __future__ import annotations

import os

from celery import Celery

from .shop import REDIS, portone, remembered

app = Celery("jobs", broker=REDIS, backend=REDIS)
app.conf.update(
    broker_connection_retry_on_startup=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
)


@app.task(name="prepare")
def prepare(merchant_uid: str) -> int:
    portone.preparations.create(merchant_uid=merchant_uid, amount=1000)
    return os.getpid()


@app.task(name="charge")
def charge(merchant_uid: str, customer_uid: str, notice_url: str) -> str:
    """Charge an order, unless this job was here before: then find out what became of it."""
    attempt = remembered(merchant_uid)
    if attempt is not None:
        return portone.resolve(attempt).state
    portone.subscribe.again(
        customer_uid=customer_uid,
        merchant_uid=merchant_uid,
        amount=1000,
        name="주문",
        notice_url=notice_url,
    )
    return "charged"
