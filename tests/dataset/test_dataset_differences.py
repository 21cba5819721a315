"""A dry run says what a load would create, change and end, with values before and after."""

from rich.console import Console

from graph.bolt import Graph
from tests.dataset.loading import contents, loaded
from tests.dataset.small import small


async def test_a_dry_run_tells_what_changes_and_changes_nothing(blank: Graph) -> None:
    await loaded(blank, small())
    before = await contents(blank)
    tables = small()
    tables["units"].put(2, "name", "Second bureau")
    tables["units"].add(["N2", "New bureau"])
    tables["people"].put(2, "phone", "13900000009")
    tables["people"].put(2, "residence_code", "B1")
    tables["posts"].put(2, "until", "2026-01-01")
    report = await loaded(blank, tables, dry_run=True)
    assert await contents(blank) == before
    counts = {t.table: (t.created, t.changed, t.ended, t.unchanged) for t in report.tables}
    assert counts["units"] == (1, 1, 0, 0)
    assert counts["people"] == (0, 1, 0, 1)
    assert counts["posts"] == (0, 0, 1, 1)
    assert {(d.table, d.row, d.key, d.column, d.old, d.new) for d in report.differences} == {
        ("units", 2, "N1", "name", "Bureau", "Second bureau"),
        ("people", 2, "P1", "phone", "***", "***"),
        ("people", 2, "P1", "residence_code", "U1", "B1"),
        ("posts", 2, "P1 SECRETARY O2 2021-01-01", "until", None, "2026-01-01"),
    }
    console = Console(width=70, record=True)
    report.print(console)
    assert "units N1 name: Bureau → Second bureau" in console.export_text().splitlines()
    assert len(report.as_json()["differences"]) == 4
