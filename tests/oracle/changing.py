"""Random changes, each with what it does to the rows of a dataset's tables.

Written from the glossary and the descriptions of the mutations; a step may as well be refused,
and then does nothing. What is said here of a change is compared with what it did to the graph.
"""

import random
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeAlias

from tests.compiler.small import DAYS, Table
from tests.oracle.names import camel

Cells: TypeAlias = dict[str, Any]

Effect: TypeAlias = tuple[str, Cells | None, Cells | None]
"""A table, a row of it as it was, and as it is then; None where there is none."""

FAR = date(2026, 11, 1)


@dataclass(frozen=True)
class Step:
    """A mutation with its arguments, and its effects. kind: of `input`; None for plain ones."""

    mutation: str
    given: Cells
    effects: Sequence[Effect]
    kind: str | None = None

    @property
    def text(self) -> str:
        """The operation."""
        if self.kind is not None:
            return (
                f"mutation($i: {self.kind}!) {{ {self.mutation}(input: $i) "
                "{ problems { __typename message path } } }"
            )
        types = {"entry": "ID!", "id": "ID!", "on": "Date!", "code": "String!", "reason": "String!"}
        declared = ", ".join(f"${name}: {types[name]}" for name in self.given)
        passed = ", ".join(f"{name}: ${name}" for name in self.given)
        return (
            f"mutation({declared}) {{ {self.mutation}({passed}) "
            "{ problems { __typename message path } } }"
        )

    @property
    def variables(self) -> Cells:
        """Its variables."""
        plain = {n: str(v) if isinstance(v, date) else v for n, v in self.given.items()}
        return {"i": plain} if self.kind is not None else plain


@dataclass
class Records:
    """The rows of all tables, changed step by step. done: effects by entry of the log."""

    rows: dict[str, list[Cells]]
    columns: dict[str, tuple[str, ...]]
    done: dict[int, Sequence[Effect]] = field(default_factory=dict[int, Sequence[Effect]])
    fresh: int = 0

    @classmethod
    def of(cls, tables: Sequence[Table]) -> "Records":
        """Those of a dataset."""
        return cls({t.name: t.dicts() for t in tables}, {t.name: t.columns for t in tables})

    def tables(self) -> list[Table]:
        """The tables as they are now."""
        return [
            Table(
                name, self.columns[name], [[row.get(c) for c in self.columns[name]] for row in rows]
            )
            for name, rows in self.rows.items()
        ]

    def do(self, entry: int, effects: Sequence[Effect]) -> None:
        """What a step that was made, and logged under a number, has done."""
        for table, before, after in effects:
            rows = self.rows[table]
            if before is None:
                rows.append(deepcopy(after) or {})
                continue
            place = rows.index(before)
            if after is None:
                del rows[place]
            else:
                rows[place] = deepcopy(after)
        self.done[entry] = effects

    def new(self) -> str:
        """A code that was never used."""
        self.fresh += 1
        return f"NEW{self.fresh}"


Maker: TypeAlias = Callable[[random.Random, Records], Step]


def _row(records: Records, table: str, **cells: Any) -> Cells:
    return {**dict.fromkeys(records.columns[table]), **cells}


def _some(chance: random.Random, records: Records, table: str, **like: Any) -> Cells:
    """A row of a table with these cells."""
    found = [r for r in records.rows[table] if all(r[n] == v for n, v in like.items())]
    return chance.choice(found)


def _day(chance: random.Random) -> date:
    return chance.choice((*DAYS, FAR - timedelta(days=chance.randrange(300))))


def _save_person(chance: random.Random, records: Records) -> Step:
    made = chance.random() < 0.3
    before = None if made else _some(chance, records, "people")
    code = records.new() if before is None else before["code"]
    homes = [p["code"] for p in records.rows["places"] if p["kind"] in ("BUILDING", "COMPOUND")]
    cells = {
        "name": "新人" + str(chance.randrange(9)),
        "phone": f"199{chance.randrange(10**8):08}",
        "is_veteran": chance.random() < 0.5,
        "residence_code": chance.choice(homes),
        "employer_code": _some(chance, records, "units")["code"],
        "joined_on": chance.choice(DAYS),
    }
    kept = {n: v for n, v in cells.items() if n == "name" or chance.random() < 0.4}
    # What is given as nothing is emptied.
    kept |= {n: None for n in kept if n.endswith(("phone", "code", "on")) and chance.random() < 0.2}
    after = {**(before or _row(records, "people", code=code)), **kept}
    given = {"code": code, **{camel(n): v for n, v in kept.items()}}
    return Step("savePerson", given, [("people", before, after)], "SavePersonInput")


def _move_place(chance: random.Random, records: Records) -> Step:
    before = _some(chance, records, "places", kind=chance.choice(("COMPOUND", "GRID", "BUILDING")))
    above = "COMPOUND" if before["kind"] == "BUILDING" else "COMMUNITY"
    kept = {"name": f"迁{chance.randrange(99)}"}
    if chance.random() < 0.7:
        kept["parent_code"] = _some(chance, records, "places", kind=above)["code"]
    given = {"code": before["code"], "kind": before["kind"]}
    given |= {camel(n): v for n, v in kept.items()}
    return Step("savePlace", given, [("places", before, {**before, **kept})], "SavePlaceInput")


def _new_building(chance: random.Random, records: Records) -> Step:
    cells = {
        "code": records.new(),
        "name": "新楼",
        "kind": "BUILDING",
        "parent_code": _some(chance, records, "places", kind="COMPOUND")["code"],
        "floors": chance.randrange(30),
    }
    given = {camel(n): v for n, v in cells.items()}
    return Step("savePlace", given, [("places", None, _row(records, "places", **cells))],
                "SavePlaceInput")  # fmt: skip


def _establish(chance: random.Random, records: Records) -> Step:
    code, on = records.new(), _day(chance)
    parent = _some(chance, records, "organizations")["code"] if chance.random() < 0.7 else None
    places = sorted({_some(chance, records, "places")["code"] for _ in range(3)})
    cells = {"code": code, "name": "新支部", "kind": "BRANCH", "parent_code": parent}
    own = {**cells, "established_on": on, "term_started_on": on, "term_years": 3}
    areas = [{"organization_code": code, "place_code": place, "since": on} for place in places]
    given = {camel(n): v for n, v in cells.items() if v is not None}
    given |= {"placeCodes": places, "on": on, "termYears": 3}
    effects: list[Effect] = [("organizations", None, _row(records, "organizations", **own))]
    effects += [
        ("organization_areas", None, _row(records, "organization_areas", **a)) for a in areas
    ]
    return Step("establishOrganization", given, effects, "EstablishOrganizationInput")


def _dissolve(chance: random.Random, records: Records) -> Step:
    before, on = _some(chance, records, "organizations"), _day(chance)
    after = {**before, "dissolved_on": on}
    given = {"code": before["code"], "on": on}
    return Step("dissolveOrganization", given, [("organizations", before, after)])


def _save_organization(chance: random.Random, records: Records) -> Step:
    before = _some(chance, records, "organizations")
    cells = {
        "name": f"改{chance.randrange(99)}",
        "parent_code": _some(chance, records, "organizations")["code"],
        "term_years": chance.choice((3, 5, None)),
        "joint": chance.random() < 0.5,
    }
    kept = {n: v for n, v in cells.items() if chance.random() < 0.5}
    given = {"code": before["code"], **{camel(n): v for n, v in kept.items()}}
    effects = [("organizations", before, {**before, **kept})]
    return Step("saveOrganization", given, effects, "SaveOrganizationInput")


def _appoint(chance: random.Random, records: Records) -> Step:
    cells: Cells = {
        "person_code": _some(chance, records, "people")["code"],
        "role": chance.choice(
            ("SECRETARY", "UNIT_LEADER", "CENTRAL_HOUSEHOLD", "COMMITTEE_MEMBER")
        ),
        "since": _day(chance),
    }
    if chance.random() < 0.5:
        cells["organization_code"] = _some(chance, records, "organizations")["code"]
    else:
        cells["place_code"] = _some(chance, records, "places")["code"]
    if chance.random() < 0.3:
        cells["until"] = cells["since"] + timedelta(days=chance.randrange(900))
    given = {camel(n): v for n, v in cells.items()}
    return Step(
        "appoint", given, [("posts", None, _row(records, "posts", **cells))], "AppointInput"
    )


def _save_post(chance: random.Random, records: Records) -> Step:
    before = _some(chance, records, "posts")
    kept = {
        "until": None if chance.random() < 0.5 else _day(chance),
        "background": chance.choice((None, "VETERAN")),
    }
    key = {
        n: before[n] for n in ("person_code", "role", "organization_code", "place_code", "since")
    }
    given = {camel(n): v for n, v in {**key, **kept}.items() if v is not None or n in kept}
    return Step("savePost", given, [("posts", before, {**before, **kept})], "SavePostInput")


def _transfer(chance: random.Random, records: Records) -> Step:
    person, on = _some(chance, records, "people")["code"], _day(chance)
    to = _some(chance, records, "organizations")["code"]
    effects: list[Effect] = [
        ("affiliations", row, {**row, "until": on})
        for row in records.rows["affiliations"]
        if row["person_code"] == person
        and row["kind"] in (None, "FORMAL")
        and (row["until"] is None or on < row["until"])
    ]
    row = {"person_code": person, "organization_code": to, "kind": "FORMAL", "since": on}
    effects.append(("affiliations", None, _row(records, "affiliations", **row)))
    given = {"personCode": person, "organizationCode": to, "on": on}
    return Step("transferMember", given, effects, "TransferMemberInput")


def _assign_company(chance: random.Random, records: Records) -> Step:
    company = _some(chance, records, "companies")["code"]
    compound, since = _some(chance, records, "places", kind="COMPOUND")["code"], _day(chance)
    # A row that begins on the same day is the same row.
    same = {"company_code": company, "compound_code": compound, "since": since}
    effects: list[Effect] = []
    found = False
    for row in records.rows["management"]:
        own = all(row[n] == v for n, v in same.items())
        if own:
            found = True
            effects.append(("management", row, {**row, "until": None}))
        elif row["compound_code"] == compound and (row["until"] is None or since < row["until"]):
            effects.append(("management", row, {**row, "until": since}))
    if not found:
        effects.append(("management", None, _row(records, "management", **same)))
    given = {camel(n): v for n, v in same.items()}
    return Step("assignPropertyCompany", given, effects, "AssignPropertyCompanyInput")


def _record_activity(chance: random.Random, records: Records) -> Step:
    before = _some(chance, records, "activities") if chance.random() < 0.4 else None
    cells = {
        "code": records.new() if before is None else before["code"],
        "kind": "OTHER" if before is None else before["kind"],
        "title": f"活动{chance.randrange(99)}",
        "held_on": _day(chance),
        "place_code": _some(chance, records, "places", kind="COMMUNITY")["code"],
        "served": chance.randrange(50),
    }
    after = {**(before or _row(records, "activities")), **cells}
    given = {camel(n): v for n, v in cells.items()}
    return Step("recordActivity", given, [("activities", before, after)], "RecordActivityInput")


def _register(chance: random.Random, records: Records) -> Step:
    cells = {
        "community_code": _some(chance, records, "places", kind="COMMUNITY")["code"],
        "person_code": _some(chance, records, "people")["code"],
        "registered_on": _day(chance),
        "claimed_post": "巡逻",
    }
    same = [
        row
        for row in records.rows["dual_registrations"]
        if all(row[n] == cells[n] for n in ("community_code", "person_code"))
    ]
    before = same[0] if same else None
    # Who is registered already takes on another post at most.
    days = {} if before is None else {"registered_on": before["registered_on"]}
    after = {**(before or _row(records, "dual_registrations")), **cells, **days}
    given = {"communityCode": cells["community_code"], "personCode": cells["person_code"],
             "on": cells["registered_on"], "claimedPost": "巡逻"}  # fmt: skip
    effects = [("dual_registrations", before, after)]
    return Step("registerAtCommunity", given, effects, "RegisterAtCommunityInput")


def _remove(chance: random.Random, records: Records) -> Step:
    """A building or a person, where nothing hangs on it; refused else."""
    table, kind = chance.choice((("people", "Person"), ("places", "Building")))
    like = {"kind": "BUILDING"} if table == "places" else {}
    fresh = [r for r in records.rows[table] if str(r["code"]).startswith("NEW")]
    before = chance.choice(fresh) if fresh else _some(chance, records, table, **like)
    given = {"id": f"{kind}:{before['code']}", "reason": "误录"}
    effects: list[Effect] = [(table, before, None)]
    if table == "people":
        # What belongs to the person's own record goes with it.
        effects += [
            ("affiliations", row, None)
            for row in records.rows["affiliations"]
            if row["person_code"] == before["code"]
        ]
    return Step("remove", given, effects)


def _undo(chance: random.Random, records: Records) -> Step:
    """Any entry, mostly a late one."""
    numbers = sorted(records.done)
    entry = numbers[-1] if chance.random() < 0.5 else chance.choice(numbers)
    effects: list[Effect] = [
        (t, after, before) for t, before, after in reversed(records.done[entry])
    ]
    return Step("undo", {"entry": f"LogEntry:{entry}"}, effects)


_MAKERS: tuple[Maker, ...] = (
    *(_save_person, _move_place, _new_building, _establish, _dissolve, _save_organization),
    *(_appoint, _save_post, _transfer, _assign_company, _record_activity, _register, _remove),
)


def step(chance: random.Random, records: Records) -> Step:
    """A random change of these records, or one that takes an earlier one back."""
    if records.done and chance.random() < 0.15:
        return _undo(chance, records)
    return chance.choice(_MAKERS)(chance, records)
