"""Cross-appointments: posts held across a community and a property company (双向进入、交叉任职).

Somebody of the community's committee in the company's Party organization, or somebody of the
company in the community's committee. A pair is a community and a company that manages a
compound in it on the day.
"""

from dataclasses import dataclass
from typing import Any

from graph.compiler.context import Context, Entity
from graph.compiler.expressions import (
    Condition,
    Stored,
    both,
)
from graph.compiler.plan import (
    Expand,
    Step,
)
from graph.compiler.rows import RowBuilder, Wanted, project_object
from graph.compiler.select import Selected
from graph.compiler.shape import (
    Apply,
    Constant,
    Leaf,
    Object,
    Shape,
)
from graph.model.enums import AppointmentDirection
from graph.model.terms import (
    dated,
    in_office,
    is_committee,
    manages,
    of_committee_covering,
    of_company,
)

PAIR = "CrossAppointmentPair"
APPOINTMENT = "CrossAppointment"


TO_COMPANY = AppointmentDirection.COMMUNITY_TO_COMPANY
TO_COMMUNITY = AppointmentDirection.COMPANY_TO_COMMUNITY


@dataclass(frozen=True, slots=True)
class Pair:
    """The two sides of an appointment, as they are bound."""

    community: Entity
    company: Entity


@dataclass(frozen=True, slots=True)
class Across:
    """The way from a pair to the posts across its sides in one direction, and their holders."""

    pair: Pair
    direction: AppointmentDirection
    expand: Expand
    post: Entity
    holder: Entity


def appointment(
    context: Context,
    row: RowBuilder,
    across: Across,
    selected: Selected,
) -> Object:
    """A `CrossAppointment`, as columns of a row and a shape over them."""
    community, company, post = across.pair.community, across.pair.company, across.post
    entities = {"person": across.holder, "post": post, "community": community, "company": company}
    shapes: list[tuple[str, Shape]] = []
    for f in selected.children.get(APPOINTMENT, ()):
        if f.name == "__typename":
            shape: Shape = Constant(APPOINTMENT)
        elif f.name == "direction":
            shape = Constant(across.direction.name)
        elif f.name == "id":
            keys = (
                Stored(post.var, "key"),
                Stored(community.var, "code"),
                Stored(company.var, "code"),
            )
            parts = tuple(Leaf(row.column(k), f"{APPOINTMENT}.id") for k in keys)
            shape = Apply(_identity(across.direction), parts)
        elif f.name in {"since", "until"}:
            at = row.column(Stored(post.var, f.name, text=True))
            shape = Leaf(at, f"{APPOINTMENT}.{f.name}")
        else:
            wanted = Wanted(f.children, f"{APPOINTMENT}.{f.name}", required=True)
            shape = project_object(context, row, entities[f.name], wanted)
        shapes.append((f.key, shape))
    return Object(tuple(shapes), APPOINTMENT, None, True)


def _identity(direction: AppointmentDirection) -> Any:
    def identity(post: str, community: str, company: str) -> str:
        return f"{APPOINTMENT}:{direction.name}/{community}/{company}/{post}"

    return identity


def managing(context: Context, pair: Pair) -> Expand:
    """From the community of a pair to the company that manages a compound in it on the day."""
    area = context.fresh("r")
    steps = (
        Step("WITHIN", "in", "Compound", None, None, (1, 1)),
        Step("MANAGES", "in", None, pair.company.var, area, (1, 1)),
    )
    condition = both(Condition(area, manages("{n}")), context.guard.visible(context, pair.company))
    return Expand(pair.community.var, steps, condition)


def posts_across(context: Context, pair: Pair, direction: AppointmentDirection) -> Across:
    """From a pair to the current posts across its sides, in one direction, and their holders."""
    post = Entity(context.fresh(), context.model.type("Post"))
    holder = Entity(context.fresh(), context.model.type("Person"))
    organization = context.fresh()
    rest = (
        Step("IN_ORGANIZATION", "in", None, post.var, None, (1, 1)),
        Step("HELD_BY", "out", None, holder.var, None, (1, 1)),
    )
    held = Condition(post.var, dated("{n}"))
    if direction is TO_COMPANY:
        steps = (Step("HOSTED_BY", "in", None, organization, None, (1, 1)), *rest)
        office = Condition(organization, in_office("{n}"))
        across = Condition(holder.var, of_committee_covering("{n}", pair.community.var))
        expand = Expand(pair.company.var, steps, both(held, office, across))
        return Across(pair, direction, expand, post, holder)
    area = context.fresh("r")
    steps = (Step("COVERS", "in", None, organization, area, (1, 1)), *rest)
    committee = Condition(organization, is_committee("{n}", area))
    across = Condition(holder.var, of_company("{n}", pair.company.var))
    expand = Expand(pair.community.var, steps, both(committee, held, across))
    return Across(pair, direction, expand, post, holder)
