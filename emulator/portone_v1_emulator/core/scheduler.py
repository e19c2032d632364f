"""Run what is due: jobs such as scheduled charges and expiries, and the deliveries of webhooks."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
from collections.abc import Callable, Iterator

from .assumptions import UnverifiedBehaviour
from .context import EVENTS, RequestContext
from .jobs import Job
from .refusals import Refusal
from .state import EmulatorState

_SECONDS_AFTER_PROBLEM = 1.0

_LOG = logging.getLogger("portone_v1_emulator")


def catch_up(state: EmulatorState) -> None:
    """Run every job that is due by now, in order. Problems are logged."""
    while _run_next(state, _log):
        pass


async def advance(state: EmulatorState, seconds: float) -> None:
    """Move the clock on, stopping at everything due on the way: jobs run, and their webhooks arrive first.

    So a shop that answers the webhook of one month's charge by scheduling the next sees all of them.
    A problem stops the clock and is raised.
    """
    for _ in _moving(state, seconds):
        await state.webhooks.deliver_due()


def advance_here(state: EmulatorState, seconds: float) -> None:
    """Move the clock on as `advance` does, without an event loop unless webhooks are to be sent."""
    for _ in _moving(state, seconds):
        at = state.webhooks.next_at()
        if at is not None and at <= state.clock.now():
            asyncio.run(state.webhooks.deliver_due())


async def run(state: EmulatorState) -> None:
    """Run jobs and deliver webhooks when they are due, until cancelled."""
    state.webhooks.attach()
    state.alarm.attach()
    while True:
        try:
            catch_up(state)
            await state.webhooks.deliver_due()
            seconds = _seconds_to_next(state)
        except Exception as error:  # the data file cannot be written, say
            _log(error)
            seconds = _SECONDS_AFTER_PROBLEM
        await state.alarm.wait(seconds)


def next_at(state: EmulatorState) -> int | None:
    """Return when the next job or delivery is due; None without any."""
    with state.store.lock:
        times = (state.jobs.next_at(), state.webhooks.next_at())
    return min((at for at in times if at is not None), default=None)


def _moving(state: EmulatorState, seconds: float) -> Iterator[None]:
    """Move the clock on step by step, and yield after each step so that the webhooks due can be delivered."""
    if not 0 <= seconds < math.inf:
        raise ValueError(
            f"the clock cannot move by {seconds:g} seconds: give 0 or more, because it only goes forward"
        )
    target = state.clock.exactly() + seconds
    while True:
        while _run_next(state, _raise):
            pass
        yield
        at = next_at(state)
        if at is None or at > target:
            break
        state.clock.move_to(at)
    state.clock.move_to(target)


def _run_next(state: EmulatorState, fail: Callable[[Exception], None]) -> bool:
    """Run the next job that is due. A job that fails is rolled back and not repeated."""
    problem: Exception | None = None
    with state.store.transaction():
        job = state.jobs.take(state.clock.now())
        if job is None:
            return False
        context = RequestContext.of(state, job.account, job.tier, job.at)
        if context is not None:
            context.request = job.request
            try:
                with state.store.transaction():
                    _run(job, context)
            except Exception as error:
                problem = error
        webhooks = state.webhooks.collect()
    state.webhooks.leave(webhooks)
    if problem is not None:
        fail(problem)
    return True


def _run(job: Job, context: RequestContext) -> None:
    # A postponed request logs its own effect.
    is_logged = job.event != "postponed"
    log = context.state.effects.logging(context, job=job.event, subject=job.subject)
    with log if is_logged else contextlib.nullcontext(), contextlib.suppress(Refusal):
        EVENTS[job.event](context, job.subject)


def _seconds_to_next(state: EmulatorState) -> float | None:
    at = None if state.clock.frozen else next_at(state)
    return None if at is None else max(0.0, at - state.clock.exactly()) / state.clock.rate


def _log(problem: Exception) -> None:
    if isinstance(problem, UnverifiedBehaviour):
        _LOG.error("%s", problem)
    else:
        _LOG.error("a job failed", exc_info=problem)


def _raise(problem: Exception) -> None:
    raise problem
