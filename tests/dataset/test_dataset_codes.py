"""Codes as clerks type them, and remarks on what hardly can be meant."""

from graph.bolt import Graph
from tests.dataset.loading import loaded
from tests.dataset.small import small


async def test_codes_are_read_in_any_width_and_digits_lost_are_named(blank: Graph) -> None:
    tables = small()
    tables["units"].add(["Ｎ２\u200b", "Second"], ["\u3000N3\u00a0", "Third"])
    tables["dual_registrations"].add(["Ｃ１", None, "N2", "2024-01-01", None])
    tables["facilities"].add(["1.40902E+17", "Hall", "SERVICE_CENTER", "C1"])
    report = await loaded(blank, tables)
    assert [(p.table, p.row, p.kind) for p in report.problems] == [("facilities", 3, "digits-lost")]
    codes = await blank.rows("MATCH (n:LiaisonUnit) RETURN n.code ORDER BY n.code")
    assert codes == [["N1"], ["N2"], ["N3"]]


async def test_unlikely_days_and_near_twins_are_remarked_on(blank: Graph) -> None:
    tables = small()
    await loaded(blank, tables)
    people = tables["people"]
    people.columns.append("full_member_on")
    for row in people.rows:
        row.append(None)
    people.put(2, "full_member_on", "2001-06-30")
    people.add(["p1", "王五", None, None, None, None, "RESIDENT", "1920-01-01", "2999-01-01"])
    report = await loaded(blank, {"people": people})
    assert report.problems == []
    assert [(note.kind, note.column) for note in report.notes] == [
        ("unlikely-date", "joined_on"), ("unlikely-date", "full_member_on"),
        ("unlikely-date", "full_member_on"), ("near-twin", "code"),
    ]  # fmt: skip
    assert "rows 4." in report.notes[0].en
    assert "“p1” in row 4" in report.notes[-1].en
