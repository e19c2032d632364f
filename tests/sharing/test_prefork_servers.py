"""Servers that load the application once and fork: gunicorn, and Celery with its workers killed."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import redis as redis_client
from celery import Celery
from emulator.scenarios.shop import EXPIRY, PAYS

from portone_v1 import PortOne
from portone_v1_emulator import Emulator

from .conftest import needs_fork
from .redis_server import RedisServer

TESTS = Path(__file__).parents[1]
ORDERS = [f"o-{number}" for number in range(40)]
PATIENCE = 60.0

pytestmark = needs_fork


@contextmanager
def served(
    emulator: Emulator, redis: RedisServer, *command: str, until: str
) -> Iterator[re.Match[str]]:
    """The server runs in the block; what it said when it was ready. It must end well."""
    environment = os.environ | {
        "PORTONE_V1_API_KEY": emulator.api_key,
        "PORTONE_V1_API_SECRET": emulator.api_secret,
        "PORTONE_V1_BASE_URL": emulator.base_url,
        "SHOP_REDIS": redis.url,
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "default",  # Celery warns of itself, and of whoever is root
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    with subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=TESTS,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        said = ""
        try:
            assert server.stdout
            for line in server.stdout:
                said += line
                if ready := re.search(until, line):
                    yield ready
                    break
            else:
                raise AssertionError(said)
        finally:
            server.terminate()
            rest, _ = server.communicate(timeout=PATIENCE)
    assert server.returncode == 0, said + rest


def registered(emulator: Emulator) -> list[str]:
    return sorted(each.merchant_uid for each in emulator.shop().preparations)


def tokens(emulator: Emulator) -> int:
    return sum(request.operation == "auth.get_token" for request in emulator.requests)


def test_gunicorn_with_preload(emulator: Emulator, redis: RedisServer) -> None:
    command = ["gunicorn", "sharing.prefork.web", "--preload", "--workers=4", "--bind=127.0.0.1:0"]
    listens = r"Listening at: (http://127\.0\.0\.1:\d+)"
    with (
        served(emulator, redis, *command, until=listens) as ready,
        httpx.Client(base_url=ready[1], timeout=PATIENCE, trust_env=False) as http,
        ThreadPoolExecutor(8) as customers,
    ):
        answers = list(customers.map(http.get, ORDERS))
        assert {answer.status_code for answer in answers} == {200}
        assert len({answer.text for answer in answers}) > 1
    assert registered(emulator) == sorted(ORDERS)
    assert tokens(emulator) == 1


CELERY = [
    "celery",
    "--app=sharing.prefork.jobs",
    "worker",
    "--pool=prefork",
    "--concurrency=4",
    "--loglevel=INFO",
]
CELERY += ["--without-mingle", "--without-gossip"]


def test_celery_with_prefork(emulator: Emulator, redis: RedisServer) -> None:
    with served(emulator, redis, *CELERY, until=r"ready\."):
        queue = Celery(broker=redis.url, backend=redis.url)
        jobs = [queue.send_task("prepare", [order]) for order in ORDERS]
        processes = {job.get(timeout=PATIENCE) for job in jobs}
        queue.close()
    assert len(processes) > 1
    assert registered(emulator) == sorted(ORDERS)
    assert tokens(emulator) == 1


def test_a_job_that_comes_again_after_its_worker_was_killed_charges_nobody_twice(
    emulator: Emulator, redis: RedisServer
) -> None:
    with PortOne(emulator.api_key, emulator.api_secret, base_url=emulator.base_url) as portone:
        portone.billing_keys.issue(
            "c-1", channel_key="channel-key-nice_v2", card_number=PAYS, expiry=EXPIRY
        )
    emulator.fail("hang", "subscribe.again")
    with (
        served(emulator, redis, *CELERY, until=r"ready\."),
        socket.create_server(("127.0.0.1", 0)) as told,
        redis_client.Redis.from_url(redis.url) as database,
    ):
        told.settimeout(PATIENCE)
        notice_url = f"http://127.0.0.1:{told.getsockname()[1]}/"
        queue = Celery(broker=redis.url, backend=redis.url)
        job = queue.send_task("charge", ["o-1", "c-1", notice_url])
        told.accept()[0].close()  # the card is charged
        process = database.get("process:o-1")
        assert isinstance(process, bytes)
        os.kill(int(process), signal.SIGKILL)
        assert job.get(timeout=PATIENCE) == "happened"
        queue.close()
    assert [(p.merchant_uid, p.status) for p in emulator.shop().payments] == [("o-1", "paid")]
