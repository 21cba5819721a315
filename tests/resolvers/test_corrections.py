"""Records made and mended by changes are those that the loader would have written."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from graph.bolt import Graph
from graph.changes import CHANGES
from graph.columns import field_name
from graph.log import Draft, Entry, append, undo
from graph.model.enums import PostRole
from graph.problems import ChangeError
from graph.saving import TABLES
from graph.tables import Column, Reference
from graph.writing import Writing
from tests.content import wipe
from tests.dataset.loading import contents, loaded
from tests.dataset.small import COMPANY, Rows, small

SAVED = {
    "organizations": "saveOrganization",
    "companies": "saveCompany",
    "units": "saveLiaisonUnit",
    "facilities": "saveFacility",
    "rooms": "saveRoom",
    "service_items": "saveServiceItem",
    "teams": "saveTeam",
    "grid_areas": "saveGridArea",
    "organization_areas": "saveOrganizationArea",
    "affiliations": "saveAffiliation",
    "management": "saveManagement",
    "facility_services": "saveFacilityService",
}


def given(column: Column, cell: Any) -> Any:
    """A cell as the API hands it to a change."""
    if cell is None or not isinstance(cell, str):
        return cell
    kind = column.type
    if isinstance(kind, type) and not isinstance(kind, Reference):
        return kind[cell]
    return date.fromisoformat(cell) if getattr(kind, "name", "") == "DATE" else cell


def inputs(rows: Rows) -> list[dict[str, Any]]:
    """Rows as inputs of the change that saves them, empty cells left out."""
    columns = [TABLES[rows.name].column(name) for name in rows.columns]
    return [
        {field_name(c): given(c, v) for c, v in zip(columns, row, strict=True) if v is not None}
        for row in rows.rows
    ]


async def make(graph: Graph, name: str, values: Mapping[str, Any]) -> Entry | None:
    """Make a change and log it; the entry, None where nothing changed."""
    async with graph.transaction() as transaction:
        writing = Writing(transaction)
        await CHANGES[name].apply(writing, values)
        touched = await writing.touched()
        return await append(transaction, _draft(name, touched)) if touched else None


def _draft(name: str, touched: Any) -> Draft:
    return Draft("test", "admin", name, None, {}, touched)


async def take_back(graph: Graph, entry: Entry | None) -> None:
    """Undo what an entry changed."""
    assert entry is not None
    async with graph.transaction() as transaction:
        await undo(Writing(transaction), entry)


async def refusal(graph: Graph, name: str, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The kinds and paths of a change's problems."""
    with pytest.raises(ChangeError) as raised:
        await make(graph, name, values)
    return [(p.kind.value, ".".join(p.path)) for p in raised.value.problems]


async def test_saving_what_is_there_changes_nothing(blank: Graph) -> None:
    tables = small()
    await loaded(blank, tables)
    for table, name in SAVED.items():
        for values in inputs(tables[table]):
            assert await make(blank, name, values) is None, (name, values)


async def test_saved_records_are_those_of_the_loader(blank: Graph) -> None:
    tables = small()
    await loaded(blank, tables)
    wanted = await contents(blank)
    await blank.write("MATCH (n:Facility|FunctionRoom|ServiceItem) DETACH DELETE n")
    await blank.write("MATCH ()-[r:HOLDS|COVERS|AFFILIATED|MANAGES]->() DELETE r")
    for table, name in SAVED.items():
        for values in inputs(tables[table]):
            await make(blank, name, values)
    assert await contents(blank) == wanted


def replaced(tables: dict[str, Rows], old: str, new: str) -> dict[str, Rows]:
    """The tables with another code in every cell that is one."""
    for rows in tables.values():
        rows.rows = [[new if cell == old else cell for cell in row] for row in rows.rows]
    return tables


RENUMBERED = {
    "Subdistrict:S1": "S9",
    "Compound:X1": "X9",
    "Grid:G1": "G9",
    "PartyOrganization:O2": "O9",
    "Person:P1": "P9",
    "LiaisonUnit:N1": "N9",
    "Facility:F1": "F9",
    "VolunteerTeam:T1": "T9",
}


async def test_new_codes_are_everywhere_and_taken_back(blank: Graph) -> None:
    await loaded(blank, small())
    first = await contents(blank)
    entries = [
        await make(blank, "renumber", {"id": node_id, "code": new})
        for node_id, new in RENUMBERED.items()
    ]
    renumbered = await contents(blank)
    for entry in reversed(entries):
        await take_back(blank, entry)
    assert await contents(blank) == first
    await wipe(blank)
    tables = small()
    for node_id, new in RENUMBERED.items():
        replaced(tables, node_id.partition(":")[2], new)
    await loaded(blank, tables)
    assert await contents(blank) == renumbered


async def test_two_people_that_are_one_become_one(blank: Graph) -> None:
    await loaded(blank, small())
    one = await contents(blank)
    await wipe(blank)
    tables = small()
    tables["people"].add(["P8", "张叁", None, None, "B1", COMPANY, None, None])
    tables["posts"].put(2, "person_code", "P8")
    tables["affiliations"].put(2, "person_code", "P8")
    await loaded(blank, tables)
    two = await contents(blank)
    await blank.write("MATCH (:Person {code: 'P8'})-[r:EMPLOYED_BY]->() DELETE r")
    entry = await make(blank, "mergePeople", {"keepCode": "P1", "otherCode": "P8"})
    assert await contents(blank) == one
    await take_back(blank, entry)
    await blank.write(
        "MATCH (p:Person {code: 'P8'}), (c:PropertyCompany) CREATE (p)-[:EMPLOYED_BY]->(c)"
    )
    assert await contents(blank) == two


async def test_people_with_formal_affiliations_at_once_are_not_merged(blank: Graph) -> None:
    tables = small()
    tables["affiliations"].add(["P2", "O1", None, "2020-01-01", None])
    await loaded(blank, tables)
    values = {"keepCode": "P1", "otherCode": "P2"}
    assert await refusal(blank, "mergePeople", values) == [("Conflict", "otherCode")]
    assert await refusal(blank, "mergePeople", {**values, "keepCode": "?"}) == [
        ("NotFound", "keepCode")
    ]


async def test_first_days_are_mended(blank: Graph) -> None:
    tables = small()
    for name in ("posts", "liaisons", "affiliations"):
        tables[name].put(2, "since", "2019-03-04")
    await loaded(blank, tables)
    wanted = await contents(blank)
    await wipe(blank)
    await loaded(blank, small())
    first = await contents(blank)
    entries: list[Entry | None] = []
    for label, pattern in (
        ("Post", "(n:Post {role: 'SECRETARY'})"),
        ("Liaison", "(n:Liaison)"),
        ("Affiliation", "()-[n:AFFILIATED]->()"),
    ):
        key = (await blank.rows(f"MATCH {pattern} RETURN n.key"))[0][0]
        values = {"id": f"{label}:{key}", "since": date(2019, 3, 4)}
        entries.append(await make(blank, "correctStart", values))
    assert await contents(blank) == wanted
    for entry in reversed(entries):
        await take_back(blank, entry)
    assert await contents(blank) == first


async def test_a_first_day_at_which_another_holds_is_refused(blank: Graph) -> None:
    tables = small()
    tables["affiliations"].add(["P1", "O1", "FORMAL", "2010-01-01", "2016-05-01"])
    tables["posts"].add(["P2", "SECRETARY", "O2", None, "2010-01-01", "2015-01-01"])
    await loaded(blank, tables)
    for label, pattern, first, problem in (
        ("Affiliation", "()-[n:AFFILIATED {since: date('2016-05-01')}]->()", 2015, "Conflict"),
        ("Post", "(n:Post {role: 'SECRETARY'}) WHERE n.until IS NULL", 2014, "RuleViolation"),
    ):
        ((key,),) = await blank.rows(f"MATCH {pattern} RETURN n.key")
        values = {"id": f"{label}:{key}", "since": date(first, 3, 4)}
        assert await refusal(blank, "correctStart", values) == [(problem, "since")]


async def test_relationships_entered_by_mistake_are_taken_out(blank: Graph) -> None:
    await loaded(blank, small())
    first = await contents(blank)
    for name, values in (
        ("removeGridArea", {"gridCode": "G1", "placeCode": "B1"}),
        (
            "removeAffiliation",
            {"personCode": "P1", "organizationCode": "O2", "since": date(2016, 5, 1)},
        ),
        (
            "removeManagement",
            {"companyCode": COMPANY, "compoundCode": "X1", "since": date(2019, 1, 1)},
        ),
        ("removeFacilityService", {"facilityCode": "F1", "serviceCode": "I1"}),
    ):
        assert await refusal(blank, name, {**values, "reason": " "}) == [("InvalidInput", "reason")]
        entry = await make(blank, name, {**values, "reason": "录错"})
        assert len(await contents(blank)) < len(first)
        assert ("NotFound", "") in await refusal(blank, name, {**values, "reason": "录错"})
        await take_back(blank, entry)
        assert await contents(blank) == first


REFUSED: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
    ("saveCompany", {"code": "9"}, [("InvalidInput", "code"), ("InvalidInput", "name")]),
    ("saveLiaisonUnit", {"code": COMPANY, "name": "a"}, [("Conflict", "code")]),
    (
        "saveFacility",
        {"code": "F2", "name": " ", "placeCode": "?"},
        [("InvalidInput", "name"), ("InvalidInput", "kind"), ("NotFound", "placeCode")],
    ),
    ("saveFacility", {"code": "F1", "placeCode": None}, [("InvalidInput", "placeCode")]),
    ("saveOrganization", {"code": "O1", "parentCode": "O3"}, [("Conflict", "parentCode")]),
    ("saveGridArea", {"gridCode": "C1", "placeCode": "B1"}, [("InvalidInput", "gridCode")]),
    (
        "saveAffiliation",
        {"personCode": "P1", "organizationCode": "O1", "since": date(2020, 1, 1)},
        [("Conflict", "since")],
    ),
    (
        "saveManagement",
        {
            "companyCode": COMPANY,
            "compoundCode": "X1",
            "since": date(2020, 1, 1),
            "until": date(2019, 1, 1),
        },
        [("InvalidInput", "until")],
    ),
    (
        "saveManagement",
        {"companyCode": COMPANY, "compoundCode": "X1", "since": date(2020, 1, 1)},
        [("RuleViolation", "since")],
    ),
    (
        "appoint",  # somebody of whom no day is known since when a full member
        {
            "personCode": "P1",
            "organizationCode": "O1",
            "role": PostRole.COMMITTEE_MEMBER,
            "since": date(2026, 1, 1),
        },
        [("RuleViolation", "personCode")],
    ),
    ("renumber", {"id": "Person:P1", "code": "P2"}, [("Conflict", "code")]),
    ("renumber", {"id": "Post:1", "code": "a"}, [("NotFound", "id")]),
    ("renumber", {"id": "Building:B1", "code": "a/b"}, [("InvalidInput", "code")]),
    ("correctStart", {"id": "Post:1", "since": date(2020, 1, 1)}, [("NotFound", "id")]),
]


async def test_what_cannot_be_is_refused(blank: Graph) -> None:
    await loaded(blank, small())
    for name, values, problems in REFUSED:
        assert await refusal(blank, name, values) == problems, (name, values)
