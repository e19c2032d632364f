"""A short soak: workers are killed in the middle, and the books are the emulator's all the same."""

from __future__ import annotations

from benchmarks.soak import Workers, soak


def test_the_books_are_the_servers() -> None:
    report = soak(60, kills=2, workers=Workers(threads=(4,), tasks=(8,)), seed=7)
    assert report.killed == 2
    assert report.faults.total() > 5
    assert report.writes >= 120
    assert (report.double, report.differences) == (0, [])
    assert report.charged > report.cancelled > 0
