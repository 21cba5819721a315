"""Whether an operation may run, by the limits of its caller's role; and for how long."""

import asyncio
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from graphql import GraphQLSchema

from graph.bolt import SECONDS
from graph.caller import Role
from graph.codes import Readable
from graph.compiler.compile import Admission
from graph.compiler.cost import Estimate, Priced, Prices
from graph.compiler.document import OPEN, Gate
from graph.compiler.measure import Measure
from graph.compiler.select import Selected
from graph.declare import Model
from graph.limits import too_slow
from graph.rights.sizes import ScopeSizes
from graph.sizes import Counts, Sizes
from resolvers.limits import Bounds, check, check_values, exceeded, gate_of


class Admissions:
    """The limits of all roles, and the sizes of the graph that estimates need."""

    def __init__(
        self,
        schema: GraphQLSchema,
        model: Model,
        source: Readable,
        limits: Mapping[Role, Bounds] | None,
    ) -> None:
        """limits: None bounds nothing, for programs of the service's own."""
        self._limits = limits
        self._gates = {role: gate_of(role, bounds) for role, bounds in (limits or {}).items()}
        self._prices = Prices(schema, model)
        self._sizes = Sizes(source, model)
        self._scopes = ScopeSizes(source, model)

    def gate(self, role: Role) -> Gate:
        """What documents of a role must keep to."""
        return self._gates.get(role, OPEN)

    def check_values(self, role: Role, given: Mapping[str, Any] | None) -> None:
        """Raises ExceededError where the variables, as they came, hold too many values."""
        if self._limits is not None:
            check_values(given, self._limits[role])

    async def admitting(
        self, role: Role, coerced: Mapping[str, Any], scope: Mapping[str, str]
    ) -> "Admitting | None":
        """What one operation must keep to; None without limits.

        coerced: the variables. scope: the parameters of the caller's guard.
        """
        if self._limits is None:
            return None
        bounds = self._limits[role]
        counts = await (self._scopes.counts(scope) if scope else self._sizes.counts())
        return Admitting(self._prices, counts, coerced, bounds)


class Admitting:
    """The limits of one operation."""

    def __init__(
        self, prices: Prices, counts: Counts, variables: Mapping[str, Any], bounds: Bounds
    ) -> None:
        self._prices = prices
        self._counts = counts
        self._variables = variables
        self.bounds = bounds

    def admission(self) -> Admission:
        """What is asked between selecting and planning."""
        most = self.bounds["selected"]
        return Admission(most, self._admit, lambda: exceeded("selected", most + 1, most))

    def _admit(self, fields: tuple[Selected, ...]) -> Priced:
        prices = Priced(self._prices.of(fields))
        self.weigh(prices)
        return prices

    def weigh(self, prices: Priced) -> Estimate:
        """What the operation is expected to cost. Raises ExceededError."""
        found = prices.estimate(self._counts, self._variables)
        check("page", found.page, self.bounds)
        check("cost", found.cost, self.bounds)
        return found

    def running(self) -> "Running":
        """The time that the operation may take, here and in Neo4j. Raises LimitError."""
        return Running(self.bounds["seconds"])

    def told(self, found: Estimate, sizes: Measure) -> Mapping[str, int]:
        """What `extensions.cost` says, for whoever asks for it."""
        return {
            "estimated": round(found.cost),
            "most": self.bounds["cost"],
            "page": found.page,
            "tokens": sizes.tokens,
            "depth": sizes.depth,
            "fields": sizes.fields,
        }


class Running:
    """Around an operation: the seconds that it may take.

    A class: as a generator it would cost every request twice as much.
    """

    __slots__ = ("_seconds", "_timeout", "_token")

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        # Neo4j ends its part by itself; the rest has a moment longer.
        self._timeout = asyncio.timeout(seconds + 1)

    async def __aenter__(self) -> None:
        self._token = SECONDS.set(self._seconds)
        await self._timeout.__aenter__()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        SECONDS.reset(self._token)
        try:
            await self._timeout.__aexit__(kind, error, trace)
        except TimeoutError:
            raise too_slow() from None
