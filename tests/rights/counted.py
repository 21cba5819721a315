"""Every head count that a caller who sees no people gets out of the service, for `attacker.py`.

All questions are tried: each list of people with each filter of one property, or two, and each
group by one field, or two. Those that are not refused are asked; the rest is noted.
"""

import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLError

from graph.api import group_fields
from graph.caller import Caller, Role
from graph.model import MODEL
from resolvers.answer import NotRunError
from resolvers.engine import Engine, GraphQLRequest

LISTS = ("people", "members")
CATEGORY = "CATEGORY"
LARGE = ("IN_COMMUNITY", "IN_SUBDISTRICT", "IN_DISTRICT", "IN_CITY", "IN_PROVINCE")
PLACES = (*LARGE, "IN_LANE", "IN_GRID", "IN_MICRO_GRID", "IN_COMPOUND", "IN_BUILDING",
          "IN_BUILDING_UNIT")  # fmt: skip
"""Fields of groups that are places, in no order."""
_LINE = (*LARGE, "IN_COMPOUND", "IN_BUILDING", "IN_BUILDING_UNIT")
"""Places that lie in each other: two of them as keys tell what the smaller one tells."""
WHERES: dict[str, tuple[bool | None, bool | None]] = {
    "": (None, None),
    **{f"isMember: {{ eq: {str(m).lower()} }}": (m, None) for m in (True, False)},
    **{f"isFullMember: {{ eq: {str(f).lower()} }}": (None, f) for f in (True, False)},
    "isMember: { eq: true }, isFullMember: { eq: false }": (True, False),
}
"""Filters that plain head counts may have: whether members, whether full members."""
OTHERS = (
    "isVeteran: { eq: true }", "category: { eq: RETIRED }", "category: { isNull: true }",
    'joinedOn: { lte: "2000-01-01" }', 'fullMemberOn: { gte: "2000-01-01" }',
    'code: { startsWith: "P" }', 'id: { in: ["Person:P1"] }', 'name: { startsWith: "王" }',
    "phone: { isNull: true }", "organization: { isNull: true }", "residence: { isNull: true }",
    "employer: { isNull: false }", "posts: { some: {} }", "not: { isMember: { eq: true } }",
    "or: [{ isFullMember: { eq: true } }, { isMember: { eq: false } }]",
    "isMember: { ne: true }", "isMember: { in: [true] }", "isFullMember: { isNull: false }",
)  # fmt: skip
"""Filters that tell people by what they are."""


@dataclass(frozen=True, slots=True)
class Question:
    """A list of people, its filter, and the fields of its groups; none for its total."""

    many: str
    where: str
    by: tuple[str, ...] = ()

    def text(self, day: str) -> str:
        """The operation."""
        given = f"(where: {{ {self.where} }})" if self.where else ""
        keys = ", ".join(f"{{ field: {name} }}" for name in self.by)
        asked = f"groupBy(by: [{keys}]) {{ keys {{ value }} count }}" if self.by else "totalCount"
        return f'query @asOf(date: "{day}") {{ {self.many}{given} {{ {asked} }} }}'

    @property
    def declared(self) -> bool:
        """Whether docs/rights.md says that its numbers are exact for every role."""
        places = [name for name in self.by if name in PLACES]
        if self.where not in WHERES:
            return False
        if len(places) == len(self.by):
            return True
        return not self.where and sorted(self.by) == sorted((*places, CATEGORY)) and (
            len(places) == 1 and places[0] in LARGE
        )  # fmt: skip

    @property
    def needless(self) -> bool:
        """Whether another question tells the same."""
        return len(self.by) == 2 and set(self.by) <= set(_LINE)


@dataclass(frozen=True, slots=True)
class Number:
    """One number that was told: of which question, for which keys."""

    question: Question
    keys: tuple[str | None, ...]
    count: int


@dataclass(slots=True)
class Asked:
    """All that was asked. beyond: questions that were answered though they are not declared."""

    answered: list[Question] = field(default_factory=list[Question])
    tried: int = 0
    refused: int = 0
    numbers: list[Number] = field(default_factory=list[Number])
    beyond: list[Question] = field(default_factory=list[Question])


def questions() -> Iterator[Question]:
    """All that there are."""
    fields = tuple(group_fields(MODEL, "Person"))
    groups = [(), *((f,) for f in fields), *itertools.combinations(fields, 2)]
    for many in LISTS:
        for where in (*WHERES, *OTHERS):
            yield from (Question(many, where, by) for by in groups)


async def numbers(engine: Engine, caller: Caller, day: str, tried: Sequence[Question]) -> Asked:
    """Try questions as a caller, and ask those that are not refused."""
    found = Asked()
    for question in tried:
        found.tried += 1
        request = GraphQLRequest(question.text(day))
        try:
            engine.statements(request, caller)
        except (GraphQLError, NotRunError):
            found.refused += 1
            continue
        found.answered.append(question)
        if not question.declared:
            found.beyond.append(question)
        if not question.needless:
            body: Any = json.loads((await engine.execute(request, caller)).body)
            found.numbers.extend(_numbers(question, body["data"][question.many]))
    return found


def _numbers(question: Question, told: Any) -> Iterator[Number]:
    if not question.by:
        yield Number(question, (), told["totalCount"])
        return
    for group in told["groupBy"]:
        keys = tuple(key["value"] for key in group["keys"])
        yield Number(question, keys, group["count"])


def lowest() -> list[Role]:
    """The roles that see no people."""
    return [role for role in Role if role is not Role.ADMIN]
