"""The full-text index, apart because other Bolt engines than Neo4j do not know it."""

from graph.declare import SEARCH_INDEX, Model
from graph.migrations.m0001_constraints import stored_types

NUMBER = 2
NAME = "full-text search"


def statements(model: Model) -> tuple[str, ...]:
    """One index over every searched property; the analyzer cuts Chinese text into pairs."""
    searched = [t for t in stored_types(model) if t.search and not t.abstract]
    labels = "|".join(dict.fromkeys(t.label for t in searched))
    properties = ", ".join(f"n.{p}" for p in dict.fromkeys(p for t in searched for p in t.search))
    return (
        f"CREATE FULLTEXT INDEX {SEARCH_INDEX} IF NOT EXISTS "
        f"FOR (n:{labels}) ON EACH [{properties}] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}",
    )
