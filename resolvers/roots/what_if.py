"""The root field `whatIf`: questions asked of the graph as changes would leave it.

The changes are made in a transaction that is always rolled back, and the questions are
answered within it: the same statements as outside.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from graphql import GraphQLError

from graph.bolt import ConstraintError, Graph
from graph.changes import CHANGES, apply_changes, days_of
from graph.compiler.select import Selected
from graph.messages import msg, sentences
from graph.problems import ChangeError, ProblemKind
from graph.rights.changing import unlisted
from graph.surface import Argument, Definition, Field, InputType, ObjectType
from graph.writing import UnseenError, Writing
from resolvers.asking import Asking
from resolvers.findings import AUDITED
from resolvers.once import sides_inside
from resolvers.root_field import RootField

CHANGE = InputType(
    "Change",
    tuple(Field(c.name, c.input, c.doc) for c in CHANGES.values()),
    "一项变更：只填其中一个字段。 — One change: exactly one of the fields.",
    one_of=True,
)

MOST_CHANGES = 100
"""How many changes one question may make."""


async def _answer(asking: Asking, selected: Selected) -> Any:
    """A `WhatIf`.

    Without `@asOf` the day is the last on which a change takes effect, if that is to come:
    before it there would be nothing to see.
    """
    changes = asking.argument(selected, "changes")
    if len(changes) > MOST_CHANGES:
        raise GraphQLError(
            msg(
                "At most {most_changes} changes at a time; these are {n}.",
                most_changes=MOST_CHANGES,
                n=len(changes),
            )
        )
    if not isinstance(asking.source, Graph):
        raise GraphQLError(
            msg("Changes are tried on the graph as it is now: leave out `recorded`."),
            extensions={"code": "BAD_INPUT"},
        )
    async with asking.source.trial() as transaction:
        scope, hidden = list(asking.scope.values()), unlisted(asking.caller)
        await _change(asking, Writing(transaction, scope, unseen=hidden), changes)
        days = days_of(changes)
        day = asking.day if asking.fixed_day else max([asking.day, *days])
        _check_day(asking, day, days)
        inside = replace(asking, source=transaction, day=day)
        value: dict[str, Any] = {}
        for f in selected.fields():
            if f.name == "__typename":
                value[f.key] = selected.type
            elif f.name == "asOf":
                value[f.key] = day.isoformat()
            else:
                value[f.key] = await inside.root(f)
        return value


async def _change(asking: Asking, writing: Writing, changes: Sequence[Mapping[str, Any]]) -> None:
    """Make the changes. Raises GraphQLError where one cannot be made, or not by the caller."""
    try:
        await apply_changes(writing, changes)
        if asking.scope:
            await sides_inside(asking, writing, await writing.touched())
    except ChangeError as error:
        if all(problem.kind is ProblemKind.FORBIDDEN for problem in error.problems):
            raise GraphQLError(str(error), extensions={"code": "FORBIDDEN"}) from None
        told = [
            msg("{where}: {error}", where=".".join(("changes", *p.path)), error=p.said)
            for p in error.problems
        ]
        raise GraphQLError(sentences(*told), extensions={"code": "BAD_INPUT"}) from None
    except UnseenError:
        raise GraphQLError(
            msg(
                "What would be after changes to people is for administrators to ask; this "
                "token's role does not see them."
            ),
            extensions={"code": "FORBIDDEN"},
        ) from None
    except ConstraintError:
        raise GraphQLError(
            msg("Somebody is just writing what one of these changes would write; ask again."),
            extensions={"code": "BUSY"},
        ) from None


def _check_day(asking: Asking, day: date, days: Sequence[date]) -> None:
    """Raises GraphQLError for a day on which no change has taken effect; remarks on a part."""
    later = [d for d in days if d > day]
    if later and len(later) == len(days):
        raise GraphQLError(
            msg(
                "The day asked for, {day}, lies before {days}, when the first change takes effect: "
                "the answer would be that of today's graph. Ask for a later day.",
                day=day,
                days=min(days),
            ),
            extensions={"code": "BAD_INPUT"},
        )
    if later:
        asking.remarks.append(
            msg(
                "{n} of the {n2} changes take effect after {day}, the day asked for, and are not "
                "in the answer.",
                n=len(later),
                n2=len(days),
                day=day,
            )
        )


def _types(roots: Sequence[RootField]) -> tuple[Definition, ...]:
    code = (
        Argument(
            "code",
            "String!",
            "编码：要找的编码。 — The code to look up.",
        ),
    )
    answer = ObjectType(
        "WhatIf",
        (
            Field("asOf", "Date!", "日期：回答所依据的那一天。 — The day that the answers are of."),
            *(root.field for root in roots if root.in_what_if),
            Field(
                "place",
                "Place",
                "地点：按编码，没有则为空。 — A place by its code; null where there is none.",
                code,
            ),
            Field(
                "partyOrganization",
                "PartyOrganization",
                "党组织：按编码，没有则为空。 — A Party organization by its code; null "
                "where there is none.",
                code,
            ),
        ),
        "假设结果：变更之后的图。 — The graph as changes would leave it.",
    )
    return (*(c.input_type for c in CHANGES.values()), CHANGE, answer)


ROOT = RootField(
    order=90,
    field=Field(
        "whatIf",
        "WhatIf!",
        "假设：依次作出变更后再回答，什么也不写入；没有 `@asOf` 则为今日，或更晚的最后一"
        "项变更之日。 — Asks the graph as changes, made in order, would leave it. "
        "Nothing is written. Without `@asOf` the day is today or, if later, that of the "
        "last change.",
        (
            Argument(
                "changes",
                "[Change!]!",
                "变更：依次作出，最多一百项。 — The changes, made in order; at most 100.",
            ),
        ),
    ),
    types=_types,
    needs=AUDITED,
    live=_answer,
)
