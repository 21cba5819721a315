"""The comparison's result: as tables for people and as JSON."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.case import Case
from bench.contenders import HAND, OURS, PEERS, UNDATED
from bench.results import Measured, Ratios, ratios

_Case = Mapping[str, Measured]


@dataclass(frozen=True, slots=True)
class Figure:
    """A ratio of two contenders, summed up over the cases, and what is asked of it.

    column: its heading in the table of cases. of: the ratio in one case. more: higher is
    better. mean, worst: the goals of the geometric mean and of the worst case; None: no goal.
    """

    name: str
    column: str
    of: Callable[[_Case], float]
    more: bool
    mean: float | None = None
    worst: float | None = None

    def met(self, found: Ratios) -> bool:
        """Whether both goals are met."""
        pairs = ((found.mean, self.mean), (found.worst, self.worst))
        return all(g is None or (v >= g if self.more else v <= g) for v, g in pairs)


def _rate(found: _Case, who: str) -> float:
    return found[who].rate or 0.0


FIGURES = (
    Figure(
        "faster than the peer, one client",
        "×peer",
        lambda c: c[PEERS].p50 / c[OURS].p50,
        more=True,
        mean=3,
        worst=1.5,
    ),
    Figure(
        "requests against the peer, 8 clients",
        "×peer 8",
        lambda c: _rate(c, OURS) / _rate(c, PEERS),
        more=True,
        mean=3,
        worst=2,
    ),
    Figure(
        "faster than the peer undated, one client",
        "×undated",
        lambda c: c[UNDATED].p50 / c[OURS].p50,
        more=True,
        mean=3,
        worst=2,
    ),
    Figure(
        "requests against the peer undated, 8 clients",
        "×undated 8",
        lambda c: _rate(c, OURS) / _rate(c, UNDATED),
        more=True,
        mean=3,
        worst=2,
    ),
    Figure(
        "time against hand-written Cypher",
        "÷hand",
        lambda c: c[OURS].p50 / c[HAND].p50,
        more=False,
        mean=1.25,
        worst=1.6,
    ),
    Figure(
        "p99 against hand-written Cypher",
        "p99 ÷hand",
        lambda c: c[OURS].p99 / c[HAND].p99,
        more=False,
        worst=1.5,
    ),
    Figure(
        "requests against hand-written Cypher, 8 clients",
        "×hand 8",
        lambda c: _rate(c, OURS) / _rate(c, HAND),
        more=True,
        worst=0.9,
    ),
    # What could be reached by the best statements alone.
    Figure(
        "hand-written Cypher, faster than the peer undated",
        "hand ×undated",
        lambda c: c[UNDATED].p50 / c[HAND].p50,
        more=True,
    ),
    Figure(
        "hand-written Cypher, requests against the peer undated, 8 clients",
        "hand ×undated 8",
        lambda c: _rate(c, HAND) / _rate(c, UNDATED),
        more=True,
    ),
)


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

    def sums(self) -> dict[str, Ratios]:
        """Geometric means and worst cases of the figures, by name; none without a case."""
        if not self.cases:
            return {}
        return {
            figure.name: ratios(
                ((name, figure.of(found)) for name, found in self.cases.items()),
                higher_is_better=figure.more,
            )
            for figure in FIGURES
        }

    def growth(self, cases: tuple[Case, ...]) -> dict[str, float]:
        """Times the time at scale 1, of the cases that should not grow."""
        return {
            c.name: self.cases[c.name][OURS].p50 * 1000 / self.against_one[c.name]
            for c in cases
            if c.first_page and c.name in self.cases and c.name in self.against_one
        }

    def as_json(self, cases: tuple[Case, ...]) -> dict[str, Any]:
        """The run as a JSON object."""
        sums = self.sums()
        return {
            "scale": self.scale,
            "machine": dict(self.machine),
            "cases": {
                name: {
                    "title": next(c.title for c in cases if c.name == name),
                    "contenders": {who: m.as_json() for who, m in found.items()},
                    "ratios": {f.name: round(f.of(found), 3) for f in FIGURES},
                }
                for name, found in self.cases.items()
            },
            "failed": self.failed,
            "sums": {
                figure.name: {
                    "geometric_mean": round(found.mean, 3),
                    "worst": round(found.worst, 3),
                    "in": found.case,
                    "goals": {"geometric_mean": figure.mean, "worst": figure.worst},
                    "met": figure.met(found),
                }
                for figure in FIGURES
                if (found := sums.get(figure.name)) is not None
            },
            "new_document_ms": round(self.new_document * 1000, 3),
            "known_document_ms": round(self.known_document * 1000, 4),
            "memory_mb": round(self.memory / 1e6, 1),
            "growth": {name: round(x, 3) for name, x in self.growth(cases).items()},
        }


def show(console: Console, run: Comparison, cases: tuple[Case, ...]) -> None:
    """Print the tables."""
    asked = (OURS, PEERS, UNDATED, HAND)
    times = Table("case", title=f"{run.scale}× the district: ms p50/p99 of one client, requests/s")
    for heading in (*asked, *(f"8: {who}" for who in asked)):
        times.add_column(heading, justify="right", no_wrap=True)
    quotients = Table("case", title="Ratios, one client and eight")
    for heading in (*(f.column for f in FIGURES), "undated values"):
        quotients.add_column(heading, justify="right", no_wrap=True)
    for name, found in run.cases.items():
        times.add_row(
            name,
            *(_times(found[who]) for who in asked),
            *(_requests(found[who]) for who in asked),
        )
        quotients.add_row(
            name,
            *(f"{figure.of(found):.2f}" for figure in FIGURES),
            f"{found[UNDATED].values:.2f}×",
        )
    console.print(times)
    console.print(quotients)
    _show_sums(console, run.sums())
    for name, factor in run.growth(cases).items():
        console.print(f"{name}: {factor:.2f}× the time at scale 1")
    console.print(
        f"Text to Cypher, four levels: {run.new_document * 1000:.2f} ms new, "
        f"{run.known_document * 1000:.3f} ms again. Memory of the service: "
        f"{run.memory / 1e6:.0f} MB."
    )
    for name, sentence in run.failed.items():
        console.print(f"[red]{name} was not measured:[/red] {sentence}")


def _show_sums(console: Console, sums: Mapping[str, Ratios]) -> None:
    table = Table("figure", "geometric mean", "worst", "in", "asked for")
    for figure in FIGURES:
        if (found := sums.get(figure.name)) is None:
            continue
        word = "at least" if figure.more else "at most"
        goals = " / ".join("–" if g is None else f"{g:g}×" for g in (figure.mean, figure.worst))
        table.add_row(
            figure.name,
            f"{found.mean:.2f}×",
            f"{found.worst:.2f}×",
            found.case,
            f"{word} {goals}",
            style=None if figure.met(found) else "red",
        )
    console.print(table)


def _times(found: Measured) -> str:
    return f"{found.p50 * 1000:.1f}/{found.p99 * 1000:.1f}"


def _requests(found: Measured) -> str:
    return "" if found.rate is None else f"{found.rate:,.0f}"
