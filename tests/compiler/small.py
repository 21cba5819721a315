"""A small random graph as dataset tables: every table, with gaps, overlaps and odd intervals.

Unlike the demonstration district it is not plausible: anything that the format allows may
happen, so that answers differ wherever a rule is forgotten. Names are invented.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from graph.model import enums
from seeds.dataset.sheets import Cell

DAYS = tuple(
    date.fromisoformat(text)
    for text in ("2022-01-01", "2023-03-31", "2024-02-29", "2024-07-01", "2025-05-17", "2026-01-01")
)
NAMES = ("幸福里", "东街", "和谐家园", "East Gate", "惠民", "西苑", "ABC", "北关")
SEED = 7


@dataclass
class Table:
    """A table as the loader takes it, rows by position."""

    name: str
    columns: tuple[str, ...]
    rows: list[Sequence[Cell]] = field(default_factory=list[Sequence[Cell]])

    def add(self, **cells: Cell) -> None:
        """Append a row; cells that are left out are empty."""
        unknown = set(cells) - set(self.columns)
        assert not unknown, unknown
        self.rows.append([cells.get(name) for name in self.columns])

    def dicts(self) -> list[dict[str, Cell]]:
        """The rows by column name."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


_COLUMNS = {
    "places": "code name kind parent_code households floors community_kind compound_kind "
    "no_property_mode mechanism has_organization has_cleaning has_service has_security chat_group "
    "notice_posted brand",
    "grid_areas": "grid_code place_code",
    "organizations": "code name kind establishment joint expanded parent_code host_code "
    "established_on dissolved_on term_started_on term_years",
    "organization_areas": "organization_code place_code since until",
    "people": "code name phone is_veteran residence_code employer_code category joined_on "
    "full_member_on",
    "affiliations": "person_code organization_code kind since until",
    "posts": "person_code role organization_code place_code since until selected_by background",
    "companies": "code name",
    "management": "company_code compound_code since until",
    "units": "code name",
    "liaisons": "community_code role person_code unit_code since until duties",
    "dual_registrations": "community_code person_code unit_code registered_on claimed_post",
    "facilities": "code name kind place_code",
    "rooms": "facility_code name extended",
    "service_items": "code name category assisted",
    "facility_services": "facility_code service_code",
    "teams": "code name compound_code",
    "activities": "code kind title held_on place_code team_code served materials resolved feedback",
}


class _Maker:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.tables = {name: Table(name, tuple(c.split())) for name, c in _COLUMNS.items()}

    def maybe(self, values: Sequence[Cell], share: float = 0.7) -> Cell:
        return self.random.choice(values) if self.random.random() < share else None

    def word(self, kind: type[Enum], share: float = 0.8) -> Cell:
        return self.maybe([member.name for member in kind], share)

    def interval(self) -> dict[str, Cell]:
        since, until = sorted(self.random.sample(DAYS, 2))
        return {"since": self.maybe([since]), "until": self.maybe([until], 0.4)}

    def name(self) -> str:
        return self.random.choice(NAMES) + self.random.choice(("", "小区", "一号"))

    def pairs(self, left: Sequence[Cell], right: Sequence[Cell], count: int) -> list[list[Cell]]:
        every = [[a, b] for a in left for b in right]
        return self.random.sample(every, min(count, len(every)))

    def either(self, *choices: tuple[Sequence[Cell], Sequence[Cell], int]) -> list[list[Cell]]:
        """Pairs of several choices, each once."""
        found = (pair for choice in choices for pair in self.pairs(*choice))
        return [list(pair) for pair in dict.fromkeys(tuple(pair) for pair in found)]


def tables(seed: int = SEED) -> list[Table]:
    """The tables of a graph of some three hundred nodes."""
    make = _Maker(seed)
    places = _places(make)
    institutions = _institutions(make, places)
    organizations = _organizations(make, places, institutions)
    people = _people(make, places, institutions)
    _tenures(make, places, organizations, people, institutions)
    _venues(make, places)
    return list(make.tables.values())


Codes = dict[str, list[Cell]]


def _places(make: _Maker) -> Codes:
    table, codes = make.tables["places"], dict[str, list[Cell]]()

    def add(kind: str, code: str, parent: Cell, **cells: Cell) -> None:
        codes.setdefault(kind, []).append(code)
        table.add(code=code, name=make.name(), kind=kind, parent_code=parent, **cells)

    add("PROVINCE", "PR", None)
    add("CITY", "CI", "PR")
    add("DISTRICT", "D1", "CI")
    add("DISTRICT", "D2", None)
    # A district that stands alone, with a town in it.
    add("TOWN", "S3", "D2")
    codes["SUBDISTRICT"] = codes.pop("TOWN")
    for s in "12":
        add("SUBDISTRICT", f"S{s}", "D1")
        for c in "12":
            community = f"S{s}C{c}"
            add(
                "COMMUNITY",
                community,
                f"S{s}",
                households=make.maybe([900, 1500, 3200]),
                community_kind=make.word(enums.CommunityKind),
                brand=make.maybe(["红色", "暖心"]),
            )
            add("LANE", f"{community}L", community)
            for g in "12":
                add("GRID", f"{community}G{g}", community, households=make.maybe([310, 420]))
                add(
                    "MICRO_GRID",
                    f"{community}G{g}M",
                    f"{community}G{g}",
                    chat_group=make.maybe(["群一", "群二"]),
                )
            for x in "123":
                compound = f"{community}X{x}"
                add(
                    "COMPOUND",
                    compound,
                    community,
                    compound_kind=make.word(enums.CompoundKind),
                    no_property_mode=make.word(enums.NoPropertyMode, 0.3),
                    mechanism=make.maybe(["一小区一机制"], 0.3),
                    has_organization=make.maybe([True, False]),
                    has_cleaning=make.maybe([True, False]),
                    has_service=make.maybe([True, False]),
                    has_security=make.maybe([True, False]),
                )
                for b in range(make.random.choice((0, 1, 2, 3))):
                    building = f"{compound}B{b}"
                    add("BUILDING", building, compound, floors=make.maybe([3, 6, 6, 18]))
                    for u in range(make.random.choice((0, 1, 2))):
                        add(
                            "BUILDING_UNIT",
                            f"{building}U{u}",
                            building,
                            notice_posted=make.maybe([True, False]),
                        )
            add("BUILDING", f"{community}B", community, floors=make.maybe([2, 4]))
    inside = [*codes["COMPOUND"], *codes["BUILDING"], *codes["BUILDING_UNIT"]]
    for grid, place in make.pairs([*codes["GRID"], *codes["MICRO_GRID"]], inside, 40):
        make.tables["grid_areas"].add(grid_code=grid, place_code=place)
    return codes  # fmt: skip


def _institutions(make: _Maker, places: Codes) -> Codes:
    companies = ["91140902MA0000001U", "91140902MA0000002N", "91140902MA0000003G"]
    from graph.credit_code import check_character

    companies = [code[:17] + check_character(code[:17]) for code in companies]
    units: list[Cell] = [f"U{i}" for i in range(4)]
    for code in companies:
        make.tables["companies"].add(code=code, name=make.name())
    for code in units:
        make.tables["units"].add(code=code, name=make.name())
    for company, compound in make.pairs(companies, places["COMPOUND"], 14):
        make.tables["management"].add(
            company_code=company, compound_code=compound, **make.interval()
        )
    return {"companies": [*companies], "units": units}


def _organizations(make: _Maker, places: Codes, institutions: Codes) -> list[Cell]:
    codes: list[Cell] = []
    hosts = [*institutions["companies"], *institutions["units"]]
    for i in range(36):
        interval = make.interval()
        code = f"O{i:02}"
        kind = make.word(enums.OrganizationKind, 1)
        make.tables["organizations"].add(
            code=code,
            name=make.name(),
            kind=kind,
            establishment=make.word(enums.Establishment),
            joint=make.maybe([True, False]),
            expanded=make.maybe([True, False]),
            parent_code=make.maybe(codes) if codes else None,
            host_code=make.maybe(hosts, 0.3),
            established_on=interval["since"],
            dissolved_on=interval["until"] if make.random.random() < 0.5 else None,
            term_started_on=make.maybe(DAYS),
            term_years=make.maybe([3, 5], 0.5),
        )
        codes.append(code)
    # Committees of communities and organizations of companies: the two sides of appointments.
    for number, community in enumerate(places["COMMUNITY"]):
        code = f"OC{number}"
        make.tables["organizations"].add(code=code, name=make.name(), kind="COMMITTEE")
        make.tables["organization_areas"].add(
            organization_code=code, place_code=community, **make.interval()
        )
        codes.append(code)
    for number, company in enumerate(institutions["companies"]):
        code = f"OP{number}"
        make.tables["organizations"].add(
            code=code, name=make.name(), kind="BRANCH", host_code=company, **_office(make)
        )
        codes.append(code)
    every = [code for group in places.values() for code in group]
    for organization, place in make.pairs(codes, every, 80):
        make.tables["organization_areas"].add(
            organization_code=organization, place_code=place, **make.interval()
        )
    return codes  # fmt: skip


def _office(make: _Maker) -> dict[str, Cell]:
    """Days of an organization, without an end."""
    return {"established_on": make.maybe(DAYS[:3], 0.5)}


def _people(make: _Maker, places: Codes, institutions: Codes) -> list[Cell]:
    homes = [*places["COMPOUND"], *places["BUILDING"], *places["BUILDING_UNIT"]]
    employers = [*institutions["companies"], *institutions["units"]]
    codes: list[Cell] = []
    for i in range(60):
        codes.append(f"P{i:02}")
        category = make.word(enums.MemberCategory, 0.75)
        joined, full = sorted(make.random.sample(DAYS, 2))
        make.tables["people"].add(
            code=codes[-1],
            name=make.random.choice("王李张赵") + make.random.choice("一二三"),
            phone=make.maybe(["19900000001", "19900000002"]),
            is_veteran=make.maybe([True, False]),
            residence_code=make.maybe(homes, 0.85),
            employer_code=make.maybe(employers, 0.5),
            category=category,
            joined_on=make.maybe([joined]) if category else None,
            full_member_on=make.maybe([full]) if category else None,
        )
    return codes  # fmt: skip


# What somebody mostly is at a place of a kind; in an organization, a secretary.
_ROLES: dict[str, tuple[str, ...]] = {
    "GRID": ("GRID_LEADER", "POLICE_OFFICER"),
    "MICRO_GRID": ("MICRO_GRID_LEADER",),
    "BUILDING": ("CENTRAL_HOUSEHOLD",),
    "BUILDING_UNIT": ("UNIT_LEADER", "CENTRAL_HOUSEHOLD"),
}


def _tenures(
    make: _Maker, places: Codes, organizations: list[Cell], people: list[Cell], institutions: Codes
) -> None:
    across = [code for code in organizations if str(code)[:2] in ("OC", "OP")]
    for person, organization in make.either((people, organizations, 110), (people, across, 40)):
        make.tables["affiliations"].add(
            person_code=person,
            organization_code=organization,
            kind=make.word(enums.AffiliationKind),
            **make.interval(),
        )
    kinds = {code: kind for kind, group in places.items() for code in group}
    roles = [role.name for role in enums.PostRole]
    for person, target in make.either(
        (people, [*organizations, *kinds], 200), (people, across, 40)
    ):
        place = target in kinds
        usual = _ROLES.get(kinds.get(target, ""), ("SECRETARY",))
        make.tables["posts"].add(
            person_code=person,
            role=make.random.choice(usual if make.random.random() < 0.6 else roles),
            organization_code=None if place else target,
            place_code=target if place else None,
            selected_by=make.word(enums.SelectionMethod, 0.4),
            background=make.word(enums.SecretaryBackground, 0.5),
            **make.interval(),
        )
    for community, role in make.pairs(places["COMMUNITY"], [r.name for r in enums.LiaisonRole], 13):
        person = make.maybe(people, 0.5)
        make.tables["liaisons"].add(
            community_code=community,
            role=role,
            person_code=person,
            unit_code=None if person else make.random.choice(institutions["units"]),
            duties=make.maybe(["联系服务"]),
            **make.interval(),
        )
    for community, person in make.pairs(places["COMMUNITY"], people, 20):
        make.tables["dual_registrations"].add(
            community_code=community,
            person_code=person,
            registered_on=make.random.choice(DAYS),
            claimed_post=make.maybe(["巡逻", "宣讲"]),
        )
    for community, unit in make.pairs(places["COMMUNITY"], institutions["units"], 6):
        make.tables["dual_registrations"].add(
            community_code=community, unit_code=unit, registered_on=make.random.choice(DAYS)
        )  # fmt: skip


def _venues(make: _Maker, places: Codes) -> None:
    facilities: list[Cell] = [f"F{i}" for i in range(8)]
    for code in facilities:
        make.tables["facilities"].add(
            code=code,
            name=make.name(),
            kind=make.word(enums.FacilityKind, 1),
            place_code=make.random.choice([*places["COMMUNITY"], *places["GRID"]]),
        )
    for facility, name in make.pairs(facilities, ["会议室", "阅览室", "书画室"], 12):
        make.tables["rooms"].add(
            facility_code=facility, name=name, extended=make.maybe([True, False])
        )
    items: list[Cell] = [f"I{i}" for i in range(6)]
    for code in items:
        make.tables["service_items"].add(
            code=code,
            name=make.name(),
            category=make.random.choice(["民政", "社保"]),
            assisted=make.maybe([True, False]),
        )
    for facility, item in make.pairs(facilities, items, 20):
        make.tables["facility_services"].add(facility_code=facility, service_code=item)
    teams: list[Cell] = [f"T{i}" for i in range(4)]
    for code in teams:
        make.tables["teams"].add(
            code=code, name=make.name(), compound_code=make.random.choice(places["COMPOUND"])
        )
    for i in range(24):
        make.tables["activities"].add(
            code=f"A{i:02}", kind=make.word(enums.ActivityKind, 1), title=make.name(),
            held_on=make.random.choice(DAYS), place_code=make.maybe(places["COMPOUND"]),
            team_code=make.maybe(teams), served=make.maybe([0, 5, 12]),
            materials=make.maybe([0, 30, 400]), resolved=make.maybe([0, 1]),
            feedback=make.maybe([2, 7]),
        )  # fmt: skip
