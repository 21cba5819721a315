"""Who lives where, as an administrator knows it: what `attacker.py` wants to tell."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graph.caller import Caller, Role
from graph.model import enums
from resolvers.engine import Engine, GraphQLRequest
from tests.rights.counted import CATEGORY, PLACES, WHERES, Number

CATEGORIES = (*(member.name for member in enums.MemberCategory), None)
STANDINGS = ((False, False), (True, False), (True, True))
"""Whether members, whether full members."""


class Kind(NamedTuple):
    """People at one place on one day who are alike: what an attacker wants to count."""

    day: str
    place: str
    category: str | None
    member: bool
    full: bool


class Veterans(NamedTuple):
    """The veterans at one place on one day."""

    day: str
    place: str


@dataclass(slots=True)
class World:
    """What is so. inside: by field of a group and key the codes of the homes in it."""

    inside: dict[tuple[str, str], set[str]] = field(
        default_factory=lambda: defaultdict[tuple[str, str], set[str]](set)
    )
    people: Counter[Kind] = field(default_factory=Counter[Kind])
    veterans: Counter[Veterans] = field(default_factory=Counter[Veterans])

    @property
    def homes(self) -> list[str]:
        """The codes of the places at which people live."""
        return sorted({kind.place for kind in self.people})

    def communities(self) -> dict[str, set[str]]:
        """The homes in each community."""
        found = {k: homes for (f, k), homes in self.inside.items() if f == "IN_COMMUNITY"}
        return dict(sorted(found.items()))


async def world_of(engine: Engine, days: Sequence[str]) -> World:
    """All of it, asked as an administrator."""
    caller, found = Caller("test", Role.ADMIN), World()

    async def groups(day: str, where: str, *by: str) -> Iterator[tuple[list[Any], int]]:
        keys = ", ".join(f"{{ field: {name} }}" for name in by)
        node = "node { ... on Place { code } }"
        text = (
            f'query @asOf(date: "{day}") {{ people(where: {{ {where} }}) {{ '
            f"groupBy(by: [{keys}]) {{ keys {{ value {node} }} count }} }} }}"
        )
        body = json.loads((await engine.execute(GraphQLRequest(text), caller)).body)
        rows = body["data"]["people"]["groupBy"]
        return (
            ([k["node"]["code"] if k["node"] else k["value"] for k in row["keys"]], row["count"])
            for row in rows
        )

    for name in PLACES:
        for (home, key), _ in await groups(days[-1], "", "RESIDENCE", name):
            if home is not None and key is not None:
                found.inside[name, key].add(home)
    for day in days:
        for member, full in STANDINGS:
            where = ", ".join(
                f"{name}: {{ eq: {str(value).lower()} }}"
                for name, value in (("isMember", member), ("isFullMember", full))
            )
            for (home, category), count in await groups(day, where, "RESIDENCE", CATEGORY):
                # Who lives nowhere is in no place.
                if home is not None:
                    found.people[Kind(day, home, category, member, full)] += count
        for (home,), count in await groups(day, "isVeteran: { eq: true }", "RESIDENCE"):
            if home is not None:
                found.veterans[Veterans(day, home)] += count
    return found


def kinds(day: str, homes: Iterable[str]) -> Iterator[Kind]:
    """All kinds of people that there may be."""
    for home in homes:
        for category in CATEGORIES:
            for member, full in STANDINGS:
                yield Kind(day, home, category, member, full)


def of_question(number: Number, day: str, homes: set[str]) -> Iterator[Kind]:
    """The kinds that a number counts, of people in some homes."""
    question = number.question
    member, full = WHERES[question.where]
    keyed = dict(zip(question.by, number.keys, strict=True))
    for kind in kinds(day, homes):
        if (
            (member is None or kind.member is member)
            and (full is None or kind.full is full)
            and (question.many != "members" or kind.member)
            and (CATEGORY not in keyed or kind.category == keyed[CATEGORY])
        ):
            yield kind
