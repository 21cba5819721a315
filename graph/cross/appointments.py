"""Cross-appointments: posts held across a community and a property company (双向进入、交叉任职).

Somebody of the community's committee in the company's Party organization, or somebody of the
company in the community's committee. A pair is a community and a company that manages a
compound in it on the day.
"""

from dataclasses import dataclass, replace
from typing import Any

from graph.compiler.context import Context, Entity
from graph.compiler.expressions import Condition, Stored, both
from graph.compiler.plan import Expand
from graph.compiler.reach import Reached, reach
from graph.compiler.rows import RowBuilder, Wanted, project_object
from graph.compiler.select import Selected
from graph.compiler.shape import (
    Apply,
    Constant,
    Leaf,
    Object,
    Shape,
)
from graph.declare import IN, OUT, Hop, Relation
from graph.model.enums import AppointmentDirection
from graph.model.organization import COMMITTEE
from graph.model.terms import of_committee_covering, of_company

PAIR = "CrossAppointmentPair"
APPOINTMENT = "CrossAppointment"


TO_COMPANY = AppointmentDirection.COMMUNITY_TO_COMPANY
TO_COMMUNITY = AppointmentDirection.COMPANY_TO_COMMUNITY

# Along these the walker has all hold on the day by its declared validity: the same as `manages`,
# `in_office` and `is_committee` of the terms say where Cypher is written.
_COMPANIES = Relation(
    "companies",
    "PropertyCompany",
    (Hop("WITHIN", IN, "Compound"), Hop("MANAGES", IN, "PropertyCompany")),
    many=True,
)
_HOLDERS = (Hop("IN_ORGANIZATION", IN, "Post"), Hop("HELD_BY", OUT, "Person"))
_IN_COMPANY = Relation(
    "holders", "Person", (Hop("HOSTED_BY", IN, "PartyOrganization"), *_HOLDERS), many=True
)
_IN_COMMITTEE = Relation(
    "holders",
    "Person",
    (Hop("COVERS", IN, "PartyOrganization", node_having=COMMITTEE), *_HOLDERS),
    many=True,
)


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


def managing(context: Context, community: Entity) -> Reached:
    """From a community to the companies that manage a compound in it on the day."""
    return reach(context, community, _COMPANIES)


def posts_across(context: Context, pair: Pair, direction: AppointmentDirection) -> Across:
    """From a pair to the current posts across its sides, in one direction, and their holders."""
    if direction is TO_COMPANY:
        reached = reach(context, pair.company, _IN_COMPANY)
        of_other_side = of_committee_covering("{n}", pair.community.var)
    else:
        reached = reach(context, pair.community, _IN_COMMITTEE)
        of_other_side = of_company("{n}", pair.company.var)
    holder, (_, post) = reached.entity, reached.passed
    across = Condition(holder.var, of_other_side)
    expand = replace(reached.expand, where=both(reached.expand.where, across))
    return Across(pair, direction, expand, post, holder)
