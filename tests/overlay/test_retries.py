"""What may be sent again, and after how long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from portone_v1 import KST
from portone_v1.core import retry


@pytest.mark.parametrize("status", [*range(400, 430), *range(500, 506)])
def test_by_status(status: int) -> None:
    assert retry.may_repeat_status("read", status) == (status in (429, 502, 503, 504))
    assert retry.may_repeat_status("write", status) == (status == 429)


@pytest.mark.parametrize("sent", [True, False])
def test_without_an_answer(sent: bool) -> None:
    assert retry.may_repeat_failure("read", sent)
    assert retry.may_repeat_failure("write", sent) is not sent


@pytest.mark.parametrize(
    ("failures", "longest"), [(1, 0.5), (2, 1.0), (3, 2.0), (4, 4.0), (5, 8.0), (6, 8.0), (60, 8.0)]
)
def test_pauses_grow_and_differ(failures: int, longest: float) -> None:
    pauses = [retry.delay(failures, {}) or 0.0 for _ in range(400)]
    assert all(longest / 2 <= pause <= longest for pause in pauses)
    assert min(pauses) < 0.6 * longest
    assert max(pauses) > 0.9 * longest


@pytest.mark.parametrize(
    ("asked", "pause"),
    [("0", 0.0), ("7", 7.0), ("60", 60.0), ("61", None), ("99999999999", None)],
)
def test_a_server_that_asks_for_a_pause(asked: str, pause: float | None) -> None:
    assert retry.delay(1, {"retry-after": asked}) == pause


@pytest.mark.parametrize("asked", ["", "soon", "-1", "1.5", "٣", "Mon, 99 Foo 2026 00:00:00 GMT"])
def test_a_pause_that_cannot_be_read(asked: str) -> None:
    pause = retry.delay(1, {"retry-after": asked})
    assert pause is not None
    assert 0.25 <= pause <= 0.5


@pytest.mark.parametrize("zone", ["GMT", "-0000"])
def test_a_time_to_come_back_at(zone: str) -> None:
    def pause(seconds: int) -> float | None:
        at = format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)
        return retry.delay(1, {"retry-after": at.replace("GMT", zone)})

    in_korea = format_datetime(datetime.now(KST) + timedelta(seconds=20))
    assert 18.0 < (retry.delay(1, {"retry-after": in_korea}) or 0.0) <= 20.0
    assert pause(-30) == 0.0
    assert 18.0 < (pause(20) or 0.0) <= 20.0
    assert pause(90) is None
