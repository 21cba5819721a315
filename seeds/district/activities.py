"""Volunteer teams and two years of activities."""

from datetime import date
from random import Random
from typing import TypedDict, Unpack

from .state import DISTRICT, Cell, Compound, District, day_between
from .vocabulary import activities as titles

TEAMS = 133
VOLUNTEER = 213
SERVED = 9_723
RESOLVED = 264
MEDICAL = 84
MATERIALS = 8_260
"""Handed out at medical activities; lectures hand out more."""

FEEDBACK = 75
TUTORING = 12
TUTORED = 56
LECTURES = 36

_FIRST, _LAST = date(2024, 11, 1), date(2026, 10, 28)


def split(total: int, parts: int, least: int, rng: Random) -> list[int]:
    """`parts` whole numbers of at least `least` that add up to `total`, unevenly."""
    weights = [0.4 + rng.random() for _ in range(parts)]
    spare = total - least * parts
    shares = [least + int(spare * weight / sum(weights)) for weight in weights]
    for i in rng.sample(range(parts), total - sum(shares)):
        shares[i] += 1
    return shares


def hold_activities(district: District) -> None:
    """Fill `teams` and `activities`."""
    rng = district.rng("activities")
    compounds = [c for c in district.compounds() if c.standing in ("general", "single")]
    picked = sorted(rng.sample(compounds, TEAMS), key=lambda c: c.code)
    for compound in picked:
        name = f"{compound.community.name}{compound.name}党员志愿服务队"
        district.add("teams", f"{compound.code}-V1", name, compound.code)
    _volunteer(district, picked, rng)
    _medical(district, rng)
    communities = [c.code for c in district.communities]
    stations = [row[3] for row in district.rows["facilities"] if row[2] == "RIDER_STATION"]
    for served in split(TUTORED, TUTORING, 3, rng):
        summer = rng.choice([2025, 2026])
        day = day_between(rng, date(summer, 7, 6), date(summer, 8, 24))
        title = rng.choice(titles.TUTORING)
        _add(district, "TUTORING", f"小哥驿站{title}", day, rng.choice(stations), served=served)
    for _ in range(LECTURES):
        day = day_between(rng, _FIRST, _LAST)
        where = rng.choice(communities)
        handed = rng.randrange(20, 90)
        _add(district, "LECTURE", rng.choice(titles.LECTURE), day, where, materials=handed)
    for community in communities:
        for _ in range(rng.randrange(1, 4)):
            day = day_between(rng, _FIRST, _LAST)
            _add(district, "CONFERENCE", rng.choice(titles.CONFERENCE), day, community)
    for compound in rng.sample(district.compounds(), 96):
        day = day_between(rng, _FIRST, _LAST)
        _add(district, "DELIBERATION", rng.choice(titles.DELIBERATION), day, compound.code)


def _volunteer(district: District, compounds: list[Compound], rng: Random) -> None:
    hosts = compounds + [rng.choice(compounds) for _ in range(VOLUNTEER - TEAMS)]
    served = split(SERVED, VOLUNTEER, 8, rng)
    resolved = [0] * VOLUNTEER
    for _ in range(RESOLVED):
        resolved[int(rng.random() * VOLUNTEER)] += 1
    for compound, people, matters in zip(hosts, served, resolved, strict=True):
        day = day_between(rng, _FIRST, _LAST)
        title = f"{compound.name}{rng.choice(titles.VOLUNTEER)}"
        _add(
            district,
            "VOLUNTEER_SERVICE",
            title,
            day,
            compound.code,
            team=f"{compound.code}-V1",
            served=people,
            resolved=matters,
        )


def _medical(district: District, rng: Random) -> None:
    materials = split(MATERIALS, MEDICAL, 30, rng)
    feedback = [0] * MEDICAL
    for _ in range(FEEDBACK):
        feedback[int(rng.random() * MEDICAL)] += 1
    for handed, items in zip(materials, feedback, strict=True):
        community = rng.choice(district.communities)
        day = day_between(rng, _FIRST, _LAST)
        title = rng.choice(titles.MEDICAL)
        _add(district, "MEDICAL", title, day, community.code, materials=handed, feedback=items)


class _Cells(TypedDict, total=False):
    """Cells that some kinds of activities have."""

    team: str
    served: int
    materials: int
    resolved: int
    feedback: int


def _add(
    district: District,
    kind: str,
    title: str,
    day: date,
    place: Cell,
    **cells: Unpack[_Cells],
) -> None:
    number = len(district.rows.get("activities", [])) + 1
    code = f"HD-{DISTRICT}-{number:04}"
    more = (cells.get(n) for n in ("team", "served", "materials", "resolved", "feedback"))
    district.add("activities", code, kind, title, day, place, *more)
