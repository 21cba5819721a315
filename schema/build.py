"""The Strawberry schema of a model."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

import strawberry
from strawberry.directive import DirectiveLocation, DirectiveValue
from strawberry.schema.config import StrawberryConfig

from graph.dates import day_of
from graph.declare import Model, Scalar
from graph.messages import msg
from resolvers.mutations import PROBLEM_TYPES
from resolvers.root_field import RootField
from resolvers.roots.audit_log import ROOT as AUDIT_LOG
from schema.aggregates import add_aggregates
from schema.filters import add_filters
from schema.nodes import add_nodes
from schema.registry import Registry
from schema.roots import add_mutation, add_query, add_search, add_subscription, add_types

_DAY = strawberry.argument(description="日期 — The day.")
_RECORDED = strawberry.argument(
    description="记录时刻：图在此刻所说的，其后的变更不计；不写则为现在。 — What the graph said at "
    "that moment: nothing that was recorded later. Now when left out."
)


@strawberry.directive(
    locations=[DirectiveLocation.QUERY],
    name="asOf",
    description="截至某日：整个操作按图在该日的状态回答（起日含、止日不含）；不写则为今日。 — "
    "Evaluate the whole operation as the graph stood on a day (validity intervals, `since` "
    "inclusive, `until` exclusive). Default: today.",
)
def as_of(
    value: DirectiveValue[Any],
    date: Annotated[date, _DAY],
    recorded: Annotated[datetime | None, _RECORDED] = None,
) -> Any:
    """The directive is read by the compiler; values pass through unchanged."""
    return value


def _day(value: Any) -> date:
    """Raises ValueError, to which graphql-core adds the place in the document."""
    if not isinstance(value, str):
        raise ValueError(
            msg('{value!r} is not a date: write a text such as "2026-03-01".', value=value)
        )
    return day_of(value)


DATE_TIME = strawberry.scalar(
    name="DateTime",
    description="时刻：写作 YYYY-MM-DDThh:mm:ss.sss+00:00，UTC。 — A moment in UTC, written as in "
    "RFC 3339.",
    specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
    serialize=str,
    parse_value=datetime.fromisoformat,
)


DATE = strawberry.scalar(
    name="Date",
    description="日期：写作 YYYY-MM-DD。 — A day, written YYYY-MM-DD.",
    specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
    serialize=date.isoformat,
    parse_value=_day,
)


def build(model: Model, roots: Sequence[RootField] = ()) -> strawberry.Schema:
    """The schema of what the model declares and of root fields beyond it."""
    registry = Registry()
    enums = {p.type for n in model.types for p in n.properties if not isinstance(p.type, Scalar)}
    for kind in sorted(enums, key=lambda k: k.__name__):
        registry.enum(kind)
    add_filters(registry, model)
    add_aggregates(registry, model)
    add_nodes(registry, model, roots)
    add_search(registry, model)
    add_types(registry, roots)
    add_query(registry, model, roots)
    # What can be changed is of the organization graph; a model without it only reads.
    changes = AUDIT_LOG in roots
    if changes:
        add_mutation(registry)
        add_subscription(registry)
    made = [registry.types[n.name] for n in model.types if not n.abstract]
    return strawberry.Schema(
        registry.types["Query"],
        mutation=registry.types["Mutation"] if changes else None,
        subscription=registry.types["Subscription"] if changes else None,
        types=[*made, *(registry.types[p.name] for p in PROBLEM_TYPES if changes)],
        directives=[as_of],
        config=StrawberryConfig(
            auto_camel_case=False, scalar_map={date: DATE, datetime: DATE_TIME}
        ),
    )
