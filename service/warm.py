"""Warming up after the start: all audit rules are run once before anybody asks.

Neo4j plans a statement when it first sees it, and a process that has just started plans
slowly: the audit takes it some nine seconds once, and less than one later.
"""

from datetime import date

from graph.audit import AuditQuestion, audit
from graph.bolt import DriverError, Graph, LimitError, Neo4jError
from service.logs import Log

MOST_PLACES = 50_000
"""In a larger graph the rules take too long to be run for nothing."""


async def warm_up(graph: Graph, log: Log) -> None:
    """Run the audit once, one statement after the other, so that requests are hardly slowed."""
    try:
        if await graph.read("MATCH (p:Place) RETURN count(p)") > MOST_PLACES:
            return
        await audit(graph, AuditQuestion(date.today()), at_once=1)
    except (DriverError, LimitError, Neo4jError) as error:
        # Nothing depends on it; whoever asks next meets the same error and is told.
        log.warning("warming up failed", error=type(error).__name__)
