"""What an engine is told about how it is to answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from graph.audit import Thresholds
from graph.caller import Role
from resolvers.imported import ImportsOf, no_imports
from resolvers.limits import Bounds
from resolvers.noting import Reads, unnoted


@dataclass(frozen=True, slots=True)
class Around:
    """The service around an engine.

    imports: what is told of files that were handed to it.
    reads: takes what the log of reads is told; without one nothing is noted.
    """

    imports: ImportsOf = no_imports
    reads: Reads = unnoted


ALONE = Around()


@dataclass(frozen=True, slots=True)
class Conditions:
    """How an engine is to answer.

    thresholds: of the audit; the defaults when None.
    limits: what each role may ask for; None bounds nothing, for programs of the service.
    today: the day that is meant where `@asOf` names none.
    """

    thresholds: Thresholds | None = None
    limits: Mapping[Role, Bounds] | None = None
    today: Callable[[], date] = date.today
    around: Around = ALONE
