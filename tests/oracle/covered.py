"""Coverage, its changes and the pairs of cross-appointments, as the schema shows them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graphql import GraphQLError

from tests.oracle.coverage import Coverage, events, path_kinds
from tests.oracle.lists import connection
from tests.oracle.look_ups import appointment
from tests.oracle.pages import Cursors, Key, Order, plain_connection, window_of
from tests.oracle.world import Appointment, Row, World

Given = Mapping[str, Any]  # a field's arguments

_BY_CODE = Key(lambda place: place.code)


def coverage_root(world: World, cursors: Cursors, given: Given) -> dict[str, Any]:
    """`coverage` of the places at or below the one of a code."""
    return _figures(Coverage(world, given["of"], _kinds(given), _scope(world, given)), cursors)


def coverage_at(world: World, cursors: Cursors, place: Row, given: Given) -> dict[str, Any]:
    """`coverage` of the places at or below one."""
    return _figures(Coverage(world, given["of"], _kinds(given), place), cursors)


def _kinds(given: Given) -> Sequence[str] | None:
    by = given.get("by")
    if by is not None and not by:
        raise GraphQLError("no kinds")
    return by


def _scope(world: World, given: Given) -> Row | None:
    within = given.get("within")
    found = world.place(within)
    if within is not None and found is None:
        raise GraphQLError("no such place")
    return found


def _numbers(total: int, covered: int) -> dict[str, Any]:
    ratio = covered / total if total else None
    return {"total": total, "covered": covered, "uncovered": total - covered, "ratio": ratio}


def _figures(asked: Coverage, cursors: Cursors) -> dict[str, Any]:
    places = asked.places
    covered = sum(asked.covers(place) for place in places)

    def groups(given: Given) -> list[dict[str, Any]]:
        if given["by"] not in path_kinds(asked.of):
            raise GraphQLError("a kind that is not on the path")
        found = asked.groups(given["by"])
        return [{"place": place, **_numbers(*numbers)} for place, *numbers in found]

    def gaps(given: Given) -> dict[str, Any]:
        by_members = given.get("orderBy") == "MEMBERS_DESC"
        members = Key(lambda place: len(asked.world.living(place)), descending=True)
        order = Order([members, _BY_CODE] if by_members else [_BY_CODE], f"gaps {by_members}")
        page = window_of(given)
        return plain_connection(asked.gaps(), order, page, cursors, lambda p: _gap(asked, p))

    return {**_numbers(len(places), covered), "groups": groups, "gaps": gaps}


def _gap(asked: Coverage, place: Row) -> dict[str, Any]:
    living = asked.world.living(place)
    nearest = asked.nearest(place)

    def reasons(_: Given) -> list[str]:
        return asked.reasons(place)

    return {
        "place": place,
        "members": len(living),
        "fullMembers": sum(asked.world.full_member(p) for p in living),
        "nearest": None if nearest is None else nearest[0],
        "reasons": reasons,
    }


def change_root(
    world: World, cursors: Cursors, days: tuple[World, World], given: Given
) -> dict[str, Any]:
    """`coverageChange` between two days; what places show is of the operation's day."""
    scope, kinds = _scope(world, given), _kinds(given)
    before, after = (Coverage(day, given["of"], kinds, scope) for day in days)

    def changed(here: Coverage, there: Coverage) -> Callable[[Given], dict[str, Any]]:
        found = [p for p in here.places if here.covers(p) and not there.covers(p)]
        return lambda page: connection(world, cursors, "Place", found, page)

    def by_code(_: Given) -> list[dict[str, Any]]:
        return [vars(event) for event in events(before, after)]

    return {
        "of": given["of"],
        "from": days[0].day,
        "to": days[1].day,
        "gained": changed(after, before),
        "lost": changed(before, after),
        "events": by_code,
        "before": _figures(before, cursors),
        "after": _figures(after, cursors),
    }


def pairs_root(world: World, cursors: Cursors, given: Given) -> dict[str, Any]:
    """`crossAppointments`: pairs of communities at or below a place and companies."""
    scope, status = _scope(world, given), given.get("status")
    if status is not None and not status:
        raise GraphQLError("no status")
    found = [
        pair
        for pair in world.pairs()
        if (scope is None or scope in world.above(pair[0]))
        and (status is None or _status(_between(world, pair)) in status)
    ]
    order = Order([Key(lambda pair: pair[0].code), Key(lambda pair: pair[1].code)], "pairs")
    return plain_connection(found, order, window_of(given), cursors, lambda p: _pair(world, p))


def _between(world: World, pair: tuple[Row, Row]) -> list[Appointment]:
    return [a for a in world.appointments() if (a.community, a.company) == pair]


def _status(found: Sequence[Appointment]) -> str:
    directions = {a.direction for a in found}
    if len(directions) == 2:
        return "MUTUAL"
    return f"ONLY_{directions.pop()}" if directions else "NONE"


def _pair(world: World, pair: tuple[Row, Row]) -> dict[str, Any]:
    found = _between(world, pair)
    return {
        "community": pair[0],
        "company": pair[1],
        "status": _status(found),
        "appointments": [appointment(world, a) for a in found],
    }
