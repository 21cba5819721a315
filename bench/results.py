"""What was measured: percentiles, ratios and their means; pure arithmetic."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import ceil
from statistics import geometric_mean


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of them do not exceed.

    Raises ValueError for no values.
    """
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


@dataclass(slots=True)
class Measured:
    """One contender on one case.

    single: seconds of every request of one client. answered, elapsed: the requests of eight
    clients and the seconds they took together. values: how many single values the answer has
    for each of this service's; other than 1 only for an easier question.
    """

    single: list[float] = field(default_factory=list[float])
    answered: int = 0
    elapsed: float = 0.0
    bytes: int = 0
    values: float = 1.0

    @property
    def p50(self) -> float:
        """Median seconds of one client."""
        return percentile(self.single, 0.5)

    @property
    def p99(self) -> float:
        """Seconds that 99 of 100 requests of one client do not exceed."""
        return percentile(self.single, 0.99)

    @property
    def rate(self) -> float | None:
        """Requests a second of eight clients; None when not measured."""
        return self.answered / self.elapsed if self.elapsed else None

    def as_json(self) -> dict[str, float | int | None]:
        """Milliseconds and requests a second."""
        return {
            "p50_ms": round(self.p50 * 1000, 3),
            "p99_ms": round(self.p99 * 1000, 3),
            "requests": len(self.single),
            "rate_8": None if self.rate is None else round(self.rate, 1),
            "bytes": self.bytes,
            "values": round(self.values, 3),
        }


@dataclass(frozen=True, slots=True)
class Ratios:
    """One figure over all cases: its geometric mean and the worst, with the worst's case."""

    mean: float
    worst: float
    case: str


def ratios(by_case: Iterable[tuple[str, float]], *, higher_is_better: bool) -> Ratios:
    """Sum up the ratios of the cases. Raises ValueError for none."""
    found = list(by_case)
    if not found:
        raise ValueError("no cases")
    choose = min if higher_is_better else max
    case, worst = choose(found, key=lambda pair: pair[1])
    return Ratios(geometric_mean(value for _, value in found), worst, case)
