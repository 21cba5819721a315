"""Warming up after the start: audit rules are planned and run once before anybody asks.

Neo4j plans a statement when it first sees it, and a process that has just started plans
slowly: the rules together take it many seconds once, and a fraction of one later.
"""

from datetime import date

from graph.audit import RULES, audit
from graph.bolt import DriverError, Graph, Neo4jError
from service.logs import Log

MOST_PLACES = 50_000
"""In a larger graph the rules take too long to be run for nothing."""


async def warm_up(graph: Graph, log: Log) -> None:
    """Run every rule once, one after the other, so that requests are hardly slowed down."""
    try:
        if await graph.read("MATCH (p:Place) RETURN count(p)") > MOST_PLACES:
            return
        for rule in RULES:
            await audit(graph, rules=[rule.id], day=date.today())
    except (DriverError, Neo4jError) as error:
        # Nothing depends on it; whoever asks next meets the same error and is told.
        log.warning("warming up failed", error=type(error).__name__)
