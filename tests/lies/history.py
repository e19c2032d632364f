"""One history: a few processes, what they write, what becomes of it, and what they are told."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from portone_v1 import Attempt, PortOne, PortOneError, Resolution, testing
from portone_v1_api.calls import ResolveRule
from portone_v1_api.operations import OPERATIONS

from .axioms import ALL, Axioms
from .clocks import MachineClock
from .families import FAMILIES, Arguments, Family, Subject, subject_of
from .network import Crashed, Looked, Network, Sent
from .world import World

Mode = Literal["marked", "unmarked"]


@dataclass(frozen=True)
class Plan:
    """What kind of histories are made.

    Attributes:
        families: What they are about.
        mode: Whether the first process marks its writes; each of the others may or may not.
        axioms: What is taken for granted.
        steps: How many steps there are, at least and at most.
        end_after: After how many of these a history ends, to find the shortest one with a lie.
    """

    families: tuple[Family, ...] = FAMILIES
    mode: Mode = "marked"
    axioms: Axioms = ALL
    steps: tuple[int, int] = (5, 14)
    end_after: int = 1000


@dataclass
class Intent:
    """Something that a shop wants done once."""

    number: int
    operation: str
    arguments: Arguments
    subject: Subject
    attempts: list[Attempt] = field(default_factory=list)
    """As they were stored, the latest last."""
    may_be_sent: bool = True
    """Whether it was not sent yet, or is known not to have happened."""
    call: object = None
    """The call that is to do it; another may have taken over from one that seemed to be gone."""


@dataclass
class Statement:
    """Something that a client said about a write."""

    about: str
    """`resolve`, or how a call ended."""
    intent: Intent
    marks: tuple[str, ...]
    """Of the sends that it is about."""
    state: Literal["happened", "did_not_happen", "unknown", "cannot_know"]
    reason: str
    process: str
    at: float
    """When the latest look-up was answered, or the answer came."""
    is_marked: bool
    """Whether it is about a process that marks its writes."""
    attempt: Attempt | None = None
    result: Any = None
    times: int = 0
    looks: list[Looked] = field(default_factory=list)
    silence: float = 0.0
    resolved: Attempt | None = None
    """What a call has resolved by itself."""


class TakenOver(Exception):
    """The shop does not let a call go on, since another has taken over what it was to do."""


class Process:
    """A client in a process of its own, on a machine of its own."""

    def __init__(self, history: History, name: str, *, mark: bool, clock: MachineClock) -> None:
        self.history, self.name, self.clock, self.marks = history, name, clock, mark
        self.is_dead = False
        self.operation = ""
        self.subject = Subject("", ())
        self.quiet = 600
        self.network = Network(history.world, self, history.interject)
        emulator = history.world.emulator
        self.client: PortOne = testing.client(
            self.network,
            clock=clock,
            api_key=emulator.api_key,
            api_secret=emulator.api_secret,
            max_retries=history.rng.choice([0, 1, 2]),
            mark=mark,
            before_send=self._store,
        )
        self._intent: Intent | None = None
        self._call: object = None

    def write(self, intent: Intent, *, resolves: bool) -> tuple[object, Statement | None]:
        """Send what an intent wants. Return the call, and what the client says about it."""
        outer = self.network.writes, self.network.looks, self._intent, self.operation, self.subject
        outer_quiet, outer_call = self.quiet, self._call
        self.network.writes, self.network.looks, self._intent = [], [], intent
        self.operation, self.subject = intent.operation, intent.subject
        rule: ResolveRule | None = OPERATIONS[intent.operation].resolve
        self.quiet = rule.quiet if rule is not None else 600
        intent.may_be_sent = False
        self._call = intent.call = call = object()
        portone = self.client.with_options(resolve=700) if resolves else self.client
        try:
            return call, self._statement(intent, portone)
        finally:
            self.history.calls.append(self.network.writes)
            self.network.writes, self.network.looks, self._intent = outer[:3]
            self.operation, self.subject = outer[3:]
            self.quiet, self._call = outer_quiet, outer_call

    def _statement(self, intent: Intent, portone: PortOne) -> Statement | None:
        state: Literal["happened", "did_not_happen", "unknown"]
        result, error = None, None
        try:
            result = portone.request(intent.operation, **intent.arguments)
        except PortOneError as failed:
            error = failed
        except Crashed:
            self.history.world.note(f"{self.name} crashes in {intent.operation}")
            return None
        except TakenOver:
            return None
        if error is None:
            state, said = "happened", "returned"
            if getattr(result, "status", None) == "ready" and "subscribe" in intent.operation:
                state = "unknown"  # the PG has not decided, as the payment says
        elif error.outcome in ("rejected", "not_sent"):
            state, said = "did_not_happen", f"{type(error).__name__} {error.outcome}"
        elif error.outcome == "done":
            state, said = "happened", f"{type(error).__name__} done"
        else:
            state, said = "unknown", type(error).__name__
        resolution: Resolution | None = getattr(error, "resolution", None)
        reason = resolution.reason if resolution else (str(error) if error else "")
        return Statement(
            f"call: {said}",
            intent,
            tuple(sent.mark for sent in self.network.writes),
            state,
            reason,
            self.name,
            self.history.world.now,
            self.marks,
            looks=self.network.looks,
            result=result,
            resolved=intent.attempts[-1] if self.network.looks and intent.attempts else None,
        )

    def resolve(self, intent: Intent, attempt: Attempt) -> Statement | None:
        """Find out what became of an attempt, from what was stored of it."""
        outer = self.network.looks
        looks: list[Looked] = []
        self.network.looks = looks
        begin = self.history.world.now
        try:
            resolution = self.client.resolve(Attempt.from_json(attempt.to_json()))
        except PortOneError:
            return None
        except Crashed:
            return None
        finally:
            self.network.looks = outer
        return Statement(
            "resolve",
            intent,
            (attempt.mark,),
            resolution.state,
            resolution.reason,
            self.name,
            looks[-1].at if looks else begin,
            self.history.marking[attempt.mark],
            attempt,
            resolution.result,
            resolution.times,
            looks,
            begin - attempt.sent_at.timestamp() - attempt.spread - attempt.leaves_within,
        )

    def _store(self, attempt: Attempt) -> None:
        """The hook `before_send` of the shop, which may be slow; the machine may stand still in it."""
        assert self._intent is not None
        if self._intent.call is not self._call:
            raise TakenOver
        self._intent.may_be_sent = False
        self._intent.attempts.append(attempt)
        self.history.marking[attempt.mark] = self.marks
        draw = self.history.rng.random()
        if draw < 0.85:
            return
        if draw < 0.90:
            self.history.interject(self)
        seconds = self.history.rng.choice([1, 4, 30, 700])
        counts = self.history.rng.random() < 0.5
        self.clock.stand_still(seconds, counts=counts, corrects=not counts or draw < 0.95)
        self.history.world.note(f"{self.name} takes {seconds} s to store its attempt")
        if draw >= 0.95:
            self.history.interject(self)


class History:
    """What happens by one seed."""

    def __init__(self, seed: int, plan: Plan) -> None:
        self.seed, self.plan = seed, plan
        self.rng = rng = random.Random(f"{seed} {plan.mode}")
        random.seed(seed)  # the pauses between tries
        self.family = rng.choice(plan.families)
        self.world = World(
            rng,
            plan.axioms,
            shows_user_agent=rng.random() < 0.5,
            recovery=rng.random() < 0.5,
            revoked_merchant_uid=rng.choice(["taken", "free"]),
            stamp_errors=rng.choice([0, 5, 60]),
            lag=rng.choice([0, 0, 20]),
        )
        self.sends: list[Sent] = []
        self.calls: list[list[Sent]] = []
        """The sends of each call."""
        self.marking: dict[str, bool] = {}
        """Whether the process of a mark marks its writes."""
        self.intents: list[Intent] = []
        self.statements: list[Statement] = []
        self._depth = 0
        self._born = 0
        self.processes = [self._process(index) for index in range(rng.choice([2, 2, 3]))]

    def run(self) -> None:
        """Let it happen, to the end."""
        self.family.begin(self.world, self.rng)
        steps = self.rng.randint(*self.plan.steps)
        for _ in range(min(steps, self.plan.end_after)):
            self._step()
        self.world.pass_time(700)
        for intent in self.intents:
            self._resolve(intent, self._any())
        self.world.drain()

    def interject(self, busy: Process) -> None:
        """Let somebody else do something while a process waits."""
        if self._depth:
            return
        self._depth += 1
        try:
            self._act_or_call(busy)
        finally:
            self._depth -= 1

    def _step(self) -> None:
        rng = self.rng
        draw = rng.random()
        if draw < 0.25:
            self._pass_time()
        elif draw < 0.33:
            self._disturb()
        else:
            self._act_or_call(None)

    def _act_or_call(self, busy: Process | None) -> None:
        rng = self.rng
        draw = rng.random()
        if draw < 0.15 and self.family.actors:
            rng.choice(self.family.actors)(self.world, rng)
        elif draw < 0.5 or not self.intents:
            self._write(self._any(busy))
        else:
            self._resolve(rng.choice(self.intents), self._any(busy))

    def _pass_time(self) -> None:
        seconds = self.rng.choice([1, 10, 50, 130, 300, 590, 650, 1000])
        if self.family.name == "schedules" and self.rng.random() < 0.1:
            seconds = 86_400
        elif (left := self.world.until_next) is not None and self.rng.random() < 0.4:
            # A look-up just before a request arrives is the easiest to mislead.
            seconds = max(0, int(left) - self.rng.choice([1, 4, 10]))
        self.world.note(f"{seconds} s pass")
        self.world.pass_time(seconds)

    def _disturb(self) -> None:
        """Let a process be started anew, its machine sleep, or its wall clock be set."""
        rng = self.rng
        index = rng.randrange(len(self.processes))
        process = self.processes[index]
        draw = rng.random()
        if draw < 0.3:
            self.world.note(f"{process.name} is started anew")
            self.processes[index] = self._process(index)
        elif draw < 0.7:
            seconds = rng.choice([20, 650, 5000])
            counts = rng.random() < 0.3
            self.world.note(f"the machine of {process.name} sleeps for {seconds} s")
            process.clock.stand_still(seconds, counts=counts, corrects=True)
        else:
            ahead = rng.choice([-5000.0, -200.0, -100.0, 0.0, 700.0])
            self.world.note(f"the wall clock of {process.name} is set to {ahead:+g} s")
            process.clock.set_wall(ahead)

    def _process(self, index: int) -> Process:
        rng = self.rng
        self._born += 1
        marked = self.plan.mode == "marked" and (index == 0 or rng.random() < 0.5)
        clock = MachineClock(
            lambda: self.world.now,
            self.world.pass_time,
            ahead=rng.choice([0.0, 0.0, 3.0, -700.0, 700.0, 86_400.0]),
            rate=rng.choice([1.0, 1.0005, 0.9995]),
        )
        return Process(self, f"p{index}.{self._born}", mark=marked, clock=clock)

    def _any(self, busy: Process | None = None) -> Process:
        """A process that is alive; rarely the one that waits for an answer, in another thread."""
        rng = self.rng
        for index, process in enumerate(self.processes):
            if process.is_dead:
                self.processes[index] = self._process(index)
        if busy is not None and rng.random() < 0.8:
            others = [process for process in self.processes if process is not busy]
            return rng.choice(others or self.processes)
        return rng.choice(self.processes)

    def _write(self, process: Process) -> None:
        """Do something new, or what is known not to have happened."""
        rng = self.rng
        again = [intent for intent in self.intents if intent.may_be_sent]
        if again and rng.random() < 0.4:
            intent = rng.choice(again)
        else:
            operation, arguments = self.family.write(self.world, rng)
            if self.intents and rng.random() < 0.25:
                latest = rng.choice(self.intents)
                operation, arguments = latest.operation, latest.arguments
            subject = subject_of(self.world, operation, arguments)
            intent = Intent(len(self.intents) + 1, operation, arguments, subject)
            self.intents.append(intent)
        shown = _shown(intent.arguments)
        self.world.note(f"{process.name} calls {intent.operation}({shown}) for {intent.number}")
        call, statement = process.write(intent, resolves=rng.random() < 0.1)
        self._hear(statement, is_latest=intent.call is call)

    def _resolve(self, intent: Intent, process: Process) -> None:
        if not intent.attempts:
            return
        attempts = intent.attempts
        attempt = attempts[-1] if self.rng.random() < 0.8 else self.rng.choice(attempts)
        statement = process.resolve(intent, attempt)
        self._hear(statement, is_latest=attempt is attempts[-1])

    def _hear(self, statement: Statement | None, *, is_latest: bool) -> None:
        """Take in what was said. Only what did not happen is sent again."""
        if statement is None:
            return
        self.statements.append(statement)
        intent = statement.intent
        self.world.note(
            f"{statement.process} is told about {intent.number} (marked {statement.marks}):"
            f" {statement.about}: {statement.state}: {statement.reason}"
        )
        if is_latest:
            intent.may_be_sent = statement.state == "did_not_happen"


def _shown(arguments: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in arguments.items())
