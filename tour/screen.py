"""How the tour looks: each step with what was called, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.rule import Rule


class Screen:
    """Prints the tour."""

    def __init__(self) -> None:
        self.console = Console(highlight=False)
        self.steps = 0

    def title(self, text: str, below: str) -> None:
        """The first thing to see."""
        self.console.print()
        self.console.print(Panel.fit(f"[bold]{text}[/]\n[dim]{below}[/]", border_style="cyan"))

    def part(self, text: str) -> None:
        """A new part of the tour."""
        self.console.print()
        self.console.print(Rule(f"[bold cyan]{text}[/]", align="left", style="cyan"))

    @contextmanager
    def step(self, what: str, code: str) -> Iterator[list[str]]:
        """One step: shows that it is under way, then its result, appended line by line to the list."""
        self.steps += 1
        lines: list[str] = []
        started = perf_counter()
        with self.console.status(f"[cyan]{what}…"):
            yield lines
        took = (perf_counter() - started) * 1000
        self.console.print(
            f"[green]✓[/] [bold]{what}[/] [dim]{took:.0f} ms[/]\n  [blue]{escape(code)}[/]"
        )
        for line in lines:
            self.console.print(f"  [dim]→[/] {line}")

    def close(self, text: str) -> None:
        """The last thing to see."""
        self.console.print()
        self.console.print(Panel.fit(text, border_style="green"))
