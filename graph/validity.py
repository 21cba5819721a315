"""When something dated holds, as a Cypher condition: written here for everyone who asks."""


def between(since: str, until: str, day: str) -> str:
    """That `since` <= day < `until`, three Cypher expressions; an unknown end is no bound.

    Never null. An unknown end leaves null, unless the other one says no. It is said without
    OR, and as one condition: Neo4j plans that in a fraction of the time.
    """
    return f"coalesce({since} <= {day} AND {day} < {until}, true)"


def overlapping(since: str, until: str, first: str, end: str) -> str:
    """That what holds from `since` until `until` holds on a day from `first` until `end`.

    Never null: an unknown end is no bound.
    """
    return f"coalesce({since} < {end}, true) AND coalesce({first} < {until}, true)"
