"""Why a gap is one, in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.compiler.context import Limits
from graph.messages import Either, any_of, msg
from graph.model.enums import OrganizationKind, PlaceKind

_RULE = "building-without-group"  # some gaps are findings of it

_KINDS = {
    "WORKING_COMMITTEE": "working committee",
    "COMMITTEE": "committee",
    "GENERAL_BRANCH": "general branch",
    "BRANCH": "branch",
    "GROUP": "group",
}


def enough(limits: Limits) -> int:
    """Full members from which a building should have a Party group."""
    return limits[_RULE]["full_members"]


def words(name: str) -> str:
    """`BUILDING_UNIT` → `building unit`."""
    return name.lower().replace("_", " ")


@dataclass(frozen=True, slots=True)
class Lack:
    """What places of a kind lack: an organization of one of some kinds, or of any.

    minimum: full members from which a building should have a Party group.
    """

    of: str
    by: Sequence[str] | None
    minimum: int


def reasons(
    lack: Lack,
    members: int,
    full: int,
    nearest: Sequence[str | None],
    last: Sequence[str] | None,
) -> list[str]:
    """The sentences for one place that lacks an organization.

    members, full: people. nearest: the kind of the organization above that could take it and
    the kind of the place that it covers, nulls where there is none. last: the organization that
    covered it before, the day on which that ended (ISO), and whether it was dissolved then.
    """
    of, by, minimum = lack.of, lack.by, lack.minimum
    missing = any_of(_kind(k) for k in by) if by else msg("organization")
    found: list[str] = [
        msg(
            "{people}; {lacking}.",
            people=_people(members, full),
            lacking=_lacking(of, missing, nearest),
        )
    ]
    if last is not None:
        name, day, dissolved = last
        how = msg("was dissolved") if dissolved else msg("no longer had it in its area")
        until = date.fromisoformat(day)
        found.append(
            msg("It was covered until {day}, when {name} {how}.", day=until, name=name, how=how)
        )
    if of == "BUILDING" and by is not None and "GROUP" in by and full >= minimum:
        found.append(
            msg(
                "A building with {minimum} or more full members should have a Party group "
                "(rule {rule}).",
                minimum=minimum,
                rule=_RULE,
            )
        )
    return found


def _people(members: int, full: int) -> str:
    if members == 0:
        return msg("No member lives here")
    if members == 1:
        return (
            msg("1 member lives here, who is full")
            if full
            else msg("1 member lives here, not yet a full one")
        )
    if full == 0:
        return msg("{members} members live here, none of them full", members=members)
    return msg("{members} members live here, {full} of them full", members=members, full=full)


def _lacking(of: str, missing: str, nearest: Sequence[str | None]) -> str:
    kind, place = nearest
    if kind is None or place is None:
        return msg("no organization above could take a {missing} of it", missing=missing)
    if place == of:
        return msg("its own {kind} has no {missing} for it", kind=_kind(kind), missing=missing)
    return msg(
        "the {place}'s {kind} has no {missing} for it",
        place=Either(PlaceKind[place].words[0], words(place)),
        kind=_kind(kind),
        missing=missing,
    )


def _kind(kind: str) -> str:
    return Either(OrganizationKind[kind].words[0], _KINDS[kind])
