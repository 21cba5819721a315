"""The comparison's result: as a table for people and as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.case import Case
from bench.contenders import HAND, OURS, PEERS, PLAIN
from bench.results import Measured, Ratios, ratios


@dataclass(slots=True)
class Comparison:
    """All that a run has measured.

    new_document, known_document: seconds from text to Cypher. memory: bytes of this service.
    against_one: milliseconds of p50 at scale 1, by case, from a saved run.
    """

    scale: int
    machine: Mapping[str, Any]
    cases: dict[str, dict[str, Measured]] = field(default_factory=dict[str, dict[str, Measured]])
    failed: dict[str, str] = field(default_factory=dict[str, str])
    new_document: float = 0.0
    known_document: float = 0.0
    memory: int = 0
    against_one: Mapping[str, float] = field(default_factory=dict[str, float])

    def speed(self, name: str) -> float:
        """How many times faster than the peer with one client."""
        found = self.cases[name]
        return found[PEERS].p50 / found[OURS].p50

    def rate(self, name: str) -> float:
        """How many times the peer's requests a second with eight clients."""
        found = self.cases[name]
        return (found[OURS].rate or 0.0) / (found[PEERS].rate or float("inf"))

    def cost(self, name: str) -> float:
        """How many times the time of hand-written Cypher with one client."""
        found = self.cases[name]
        return found[OURS].p50 / found[HAND].p50

    def gain(self, name: str) -> float | None:
        """How many times slower without the compiler, one client; None: no answer in time."""
        found = self.cases[name]
        return found[PLAIN].p50 / found[OURS].p50 if PLAIN in found else None

    def sums(self) -> dict[str, Ratios]:
        """Geometric means and worst cases of the three ratios that have goals."""
        return {
            "faster than the peer, one client": self._sum(self.speed, higher_is_better=True),
            "requests against the peer, 8 clients": self._sum(self.rate, higher_is_better=True),
            "time against hand-written Cypher": self._sum(self.cost, higher_is_better=False),
        }

    def growth(self, cases: tuple[Case, ...]) -> dict[str, float]:
        """Times the time at scale 1, of the cases that should not grow."""
        return {
            c.name: self.cases[c.name][OURS].p50 * 1000 / self.against_one[c.name]
            for c in cases
            if c.first_page and c.name in self.cases and c.name in self.against_one
        }

    def _sum(self, of: Any, *, higher_is_better: bool) -> Ratios:
        return ratios(((n, of(n)) for n in self.cases), higher_is_better=higher_is_better)

    def as_json(self, cases: tuple[Case, ...]) -> dict[str, Any]:
        """The run as a JSON object."""
        return {
            "scale": self.scale,
            "machine": dict(self.machine),
            "cases": {
                name: {
                    "title": next(c.title for c in cases if c.name == name),
                    "contenders": {who: m.as_json() for who, m in found.items()},
                    "faster_than_peer": round(self.speed(name), 2),
                    "rate_against_peer": round(self.rate(name), 2),
                    "time_against_hand": round(self.cost(name), 3),
                    "compiler_off": None if (gain := self.gain(name)) is None else round(gain, 2),
                }
                for name, found in self.cases.items()
            },
            "failed": self.failed,
            "sums": {
                name: {"geometric_mean": round(r.mean, 3), "worst": round(r.worst, 3), "in": r.case}
                for name, r in (self.sums() if self.cases else {}).items()
            },
            "new_document_ms": round(self.new_document * 1000, 3),
            "known_document_ms": round(self.known_document * 1000, 4),
            "memory_mb": round(self.memory / 1e6, 1),
            "growth": {name: round(x, 3) for name, x in self.growth(cases).items()},
        }


def show(console: Console, run: Comparison, cases: tuple[Case, ...]) -> None:
    """Print the tables."""
    table = Table("case", title=f"{run.scale}× the district: ms p50/p99 of one client, requests/s")
    for heading in ("ours", "peer", "by hand", "off", "8: ours", "peer", "by hand"):
        table.add_column(heading, justify="right", no_wrap=True)
    for heading in ("×peer", "×peer 8", "÷hand", "÷off"):
        table.add_column(heading, justify="right", style="bold", no_wrap=True)
    for name, found in run.cases.items():
        table.add_row(
            name,
            *(_times(found[who]) for who in (OURS, PEERS, HAND)),
            _times(found[PLAIN]) if PLAIN in found else "too slow",
            *(_rate(found[who]) for who in (OURS, PEERS, HAND)),
            f"{run.speed(name):.1f}",
            f"{run.rate(name):.1f}",
            f"{run.cost(name):.2f}",
            "" if (gain := run.gain(name)) is None else f"{gain:.1f}",
        )
    console.print(table)
    if run.cases:
        sums = Table("figure", "geometric mean", "worst", "in")
        for name, found in run.sums().items():
            sums.add_row(name, f"{found.mean:.2f}×", f"{found.worst:.2f}×", found.case)
        console.print(sums)
    for name, factor in run.growth(cases).items():
        console.print(f"{name}: {factor:.2f}× the time at scale 1")
    console.print(
        f"Text to Cypher, four levels: {run.new_document * 1000:.2f} ms new, "
        f"{run.known_document * 1000:.3f} ms again. Memory of the service: "
        f"{run.memory / 1e6:.0f} MB."
    )
    for name, sentence in run.failed.items():
        console.print(f"[red]{name} was not measured:[/red] {sentence}")


def _times(found: Measured) -> str:
    return f"{found.p50 * 1000:.1f}/{found.p99 * 1000:.1f}"


def _rate(found: Measured) -> str:
    return "" if found.rate is None else f"{found.rate:,.0f}"
