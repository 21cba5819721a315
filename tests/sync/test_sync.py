"""Rows that a source no longer has are ended or removed, and only as it was shown."""

from datetime import date

import pytest

from graph.bolt import Graph
from seeds.dataset import LoadOptions, Report, Source, SourceError
from seeds.sync import Sync, load_whole, sync_tables
from tests.dataset.loading import contents, loaded
from tests.dataset.small import COMPANY, Rows, small

DAY = date(2026, 11, 1)


async def synced(
    graph: Graph,
    tables: dict[str, Rows],
    *names: str,
    confirmed: str | None = None,
    dry_run: bool = False,
    within: tuple[str, ...] | None = None,
    scope: tuple[str, ...] | None = None,
) -> Report:
    """Load tables whole, some of them synchronized."""
    sheets = [rows.sheet() for rows in tables.values()]
    sync = Sync(sync_tables(names, sheets), within, DAY, confirmed)
    source = Source("sheets", sheets, 0.0)
    return await load_whole(
        graph, source, sync=sync, scope=scope, options=LoadOptions(dry_run=dry_run)
    )


def fates(report: Report) -> dict[tuple[str, str], str]:
    return {(item.table, item.key): item.fate.value for item in report.leftovers}


async def test_nothing_goes_before_its_difference_was_shown(blank: Graph) -> None:
    await loaded(blank, small())
    before = await contents(blank)
    tables = small()
    tables["posts"].rows = tables["posts"].rows[1:]
    tables["teams"].rows, tables["activities"].rows = [], []
    names = ("任职", "teams,activities")
    shown = await synced(blank, tables, *names, dry_run=True)
    refused = await synced(blank, tables, *names)
    wrong = await synced(blank, tables, *names, confirmed="0" * 32)
    assert (refused.unconfirmed, wrong.unconfirmed, refused.loaded) == (True, True, False)
    assert await contents(blank) == before
    assert (
        fates(shown)
        == fates(refused)
        == {
            ("posts", "P1 SECRETARY O2 2021-01-01"): "end",
            ("teams", "T1"): "remove",
            ("activities", "A1"): "remove",
        }
    )
    done = await synced(blank, tables, *names, confirmed=shown.digest)
    assert (done.loaded, done.settled, done.digest) == (True, 3, shown.digest)
    assert await blank.rows("MATCH (p:Post) RETURN toString(p.until) ORDER BY p.until") == [
        ["2026-11-01"],
        [None],
    ]
    assert await blank.read("MATCH (n:VolunteerTeam|Activity) RETURN count(n)") == 0
    again = await synced(blank, tables, *names)
    assert (again.loaded, again.leftovers) == (True, [])


async def test_another_difference_wants_another_digest(blank: Graph) -> None:
    await loaded(blank, small())
    tables = small()
    tables["units"].rows = []
    tables["liaisons"].rows = []
    shown = await synced(blank, tables, "liaisons", dry_run=True)
    more = small()
    more["liaisons"].add(["C2", "DISTRICT_UNIT", None, "N1", "2022-01-01", None])
    await loaded(blank, [more["liaisons"]])
    report = await synced(blank, tables, "liaisons", confirmed=shown.digest)
    assert (report.unconfirmed, len(report.leftovers)) == (True, 2)
    assert await blank.read("MATCH (n:Liaison) WHERE n.until IS NULL RETURN count(n)") == 2


async def test_what_other_rows_need_is_kept_and_named(blank: Graph) -> None:
    await loaded(blank, small())
    tables = small()
    tables["people"].rows = []
    tables["places"].rows = [row for row in tables["places"].rows if row[0] not in ("C2", "U1")]
    report = await synced(
        blank,
        {name: tables[name] for name in ("people", "places")},
        "people",
        "places",
        dry_run=True,
    )
    assert fates(report) == {
        ("people", "P1"): "keep",
        ("people", "P2"): "keep",
        ("places", "C2"): "remove",
        ("places", "U1"): "keep",
    }
    kept = {item.key: [en for _, en in item.kept_for] for item in report.leftovers}
    assert sorted(kept["P1"]) == ["affiliations", "posts"]
    assert kept["U1"] == ["people"]
    counts = {t.table: (t.left_removed, t.left_kept) for t in report.tables}
    assert counts == {"people": (0, 2), "places": (1, 1)}


async def test_a_branch_of_places_goes_from_below(blank: Graph) -> None:
    tables = {"places": small()["places"]}
    await loaded(blank, tables)
    tables["places"].rows = [row for row in tables["places"].rows if row[0] in ("D1", "S1", "C2")]
    shown = await synced(blank, tables, "places", dry_run=True)
    await synced(blank, tables, "places", confirmed=shown.digest)
    assert sorted(await blank.read("MATCH (p:Place) RETURN collect(p.code)")) == ["C2", "D1", "S1"]


async def test_what_has_ended_stays_and_what_has_not_begun_goes(blank: Graph) -> None:
    tables = small()
    tables["management"].rows = [
        [COMPANY, "X1", "2010-01-01", "2012-01-01"],
        [COMPANY, "X1", "2019-01-01", None],
        [COMPANY, "X1", "2027-01-01", None],
        [COMPANY, "X1", "2020-01-01", "2028-01-01"],
    ]
    await loaded(blank, tables)
    tables["management"].rows = []
    shown = await synced(blank, tables, "management", dry_run=True)
    await synced(blank, tables, "management", confirmed=shown.digest)
    assert await blank.rows(
        "MATCH ()-[r:MANAGES]->() RETURN toString(r.since), toString(r.until) ORDER BY r.since"
    ) == [
        ["2010-01-01", "2012-01-01"],
        ["2019-01-01", "2026-11-01"],
        ["2020-01-01", "2026-11-01"],
    ]


async def test_rows_left_out_as_wrong_are_not_gone(blank: Graph) -> None:
    await loaded(blank, small())
    tables = small()
    tables["units"].put(2, "name", None)
    report = await synced(blank, {"units": tables["units"]}, "units", dry_run=True)
    assert (report.wrong, report.leftovers) == (1, [])


async def test_wrong_keys_keep_a_table_from_being_synchronized(blank: Graph) -> None:
    await loaded(blank, small())
    before = await contents(blank)
    tables = small()
    tables["units"].put(2, "code", "N 1")
    with pytest.raises(SourceError, match="rows 2"):
        await synced(blank, {"units": tables["units"]}, "units")
    with pytest.raises(SourceError, match="no table teams"):
        await synced(blank, {"units": tables["units"]}, "teams")
    with pytest.raises(SourceError, match="“unitz” is no table"):
        sync_tables(["unitz"], [tables["units"].sheet()])
    assert await contents(blank) == before


async def test_a_part_is_synchronized_with_its_own_part(blank: Graph) -> None:
    tables = small()
    tables["liaisons"].add(["C2", "DISTRICT_UNIT", None, "N1", "2022-01-01", None])
    await loaded(blank, tables)
    (path,) = (await blank.rows("MATCH (p:Place {code: 'C2'}) RETURN p.path"))[0]
    tables["liaisons"].rows = []
    report = await synced(blank, tables, "liaisons", dry_run=True, within=(path,))
    assert list(fates(report)) == [("liaisons", "C2 DISTRICT_UNIT N1 2022-01-01")]
