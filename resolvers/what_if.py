"""The root field `whatIf`: questions asked of the graph as changes would leave it.

The changes are made in a transaction that is always rolled back, and the questions are
answered within it: the same statements as outside.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from graphql import GraphQLError

from graph.bolt import Graph
from graph.changes import CHANGES, ChangeError, apply_changes, day_of
from graph.compiler.select import Selected
from resolvers.asking import Asking
from resolvers.audit import audit_root, audit_summary_root

_LIVE = {"audit": audit_root, "auditSummary": audit_summary_root}

MOST_CHANGES = 100
"""How many changes one question may make."""


async def what_if_root(asking: Asking, selected: Selected) -> Any:
    """`whatIf(changes)`: a `WhatIf`.

    Without `@asOf` the day is the last on which a change takes effect, if that is to come:
    before it there would be nothing to see.
    """
    changes = asking.argument(selected, "changes")
    if len(changes) > MOST_CHANGES:
        raise GraphQLError(f"At most {MOST_CHANGES} changes at a time; these are {len(changes)}.")
    assert isinstance(asking.source, Graph)
    async with asking.source.trial() as transaction:
        try:
            await apply_changes(transaction, changes)
        except ChangeError as error:
            where = ".".join(("changes", *error.path))
            raise GraphQLError(f"{where}: {error}", extensions={"code": "BAD_INPUT"}) from None
        days = [day_of(g) for change in changes for n, g in change.items() if n in CHANGES and g]
        day = asking.day if asking.fixed_day else max([asking.day, *days])
        _check_day(asking, day, days)
        inside = replace(asking, source=transaction, day=day)
        value: dict[str, Any] = {}
        for f in selected.fields():
            if f.name == "__typename":
                value[f.key] = selected.type
            elif f.name == "asOf":
                value[f.key] = day.isoformat()
            elif f.name in _LIVE:
                value[f.key] = await _LIVE[f.name](inside, f)
            else:
                value[f.key] = await inside.root(f)
        return value


def _check_day(asking: Asking, day: date, days: Sequence[date]) -> None:
    """Raises GraphQLError for a day on which no change has taken effect; remarks on a part."""
    later = [d for d in days if d > day]
    if later and len(later) == len(days):
        raise GraphQLError(
            f"The day asked for, {day}, lies before {min(days)}, when the first change takes "
            "effect: the answer would be that of today's graph. Ask for a later day.",
            extensions={"code": "BAD_INPUT"},
        )
    if later:
        asking.remarks.append(
            f"{len(later)} of the {len(days)} changes take effect after {day}, the day asked for, "
            "and are not in the answer."
        )
