"""Why a gap is one, in sentences."""

from collections.abc import Sequence

from graph.compiler.context import Limits

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


def reasons(
    of: str,
    by: Sequence[str] | None,
    members: int,
    full: int,
    nearest: Sequence[str | None],
    last: Sequence[str] | None,
    *,
    minimum: int,
) -> list[str]:
    """The sentences for one place of kind `of` that no organization of the kinds `by` covers.

    members, full: people. nearest: the kind of the organization above that could take it and
    the kind of the place that it covers, nulls where there is none. last: the organization that
    covered it before, the day on which that ended (ISO), and whether it was dissolved then.
    minimum: full members from which a building should have a Party group.
    """
    missing = " or ".join(_KINDS[k] for k in by) if by else "organization"
    found = [f"{_people(members, full)}; {_lacking(of, missing, nearest)}."]
    if last is not None:
        name, day, dissolved = last
        how = "was dissolved" if dissolved else "no longer had it in its area"
        found.append(f"It was covered until {day}, when {name} {how}.")
    if of == "BUILDING" and by is not None and "GROUP" in by and full >= minimum:
        found.append(
            f"A building with {minimum} or more full members should have a Party group "
            f"(rule {_RULE})."
        )
    return found


def _people(members: int, full: int) -> str:
    if members == 0:
        return "No member lives here"
    one = members == 1
    how = "who is" if one and full else "of them"
    part = "none of them full" if full == 0 else f"{'' if one else f'{full} '}{how} full"
    if one:
        return f"1 member lives here, {'who is full' if full else 'not yet a full one'}"
    return f"{members} members live here, {part}"


def _lacking(of: str, missing: str, nearest: Sequence[str | None]) -> str:
    kind, place = nearest
    if kind is None or place is None:
        return f"no organization above could take a {missing} of it"
    whose = "its own" if place == of else f"the {words(place)}'s"
    return f"{whose} {_KINDS[kind]} has no {missing} for it"
