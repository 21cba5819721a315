"""The demonstration district, exported, is row for row what was loaded, and comes back so."""

from pathlib import Path

from graph.bolt import Graph
from graph.model import MODEL
from graph.tables import tables
from seeds.dataset import load
from seeds.dataset.csv_files import read_folder
from seeds.dataset.headings import frame_of
from seeds.dataset.rows import read_cells
from seeds.dataset.sheets import Sheet
from seeds.out.export import export_file
from tests.content import wipe
from tests.seeds.district_rows import data


def _rows(name: str, sheet: Sheet) -> list[tuple[object, ...]]:
    """A sheet's rows as they are stored, sorted."""
    table = next(t for t in tables(MODEL) if t.name == name)
    frame = frame_of(sheet, table)
    assert list(read_cells(frame)) == []
    columns = [frame.values[c.name] for c in table.columns]
    columns += [frame.implied[name] for name in sorted(frame.implied)]
    return sorted(zip(*columns, strict=True), key=repr)


async def test_all_rows_come_out_and_come_back_to_the_same_bytes(
    district: Graph, tmp_path: Path
) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    counts = await export_file(district, first, "", "en")
    sheets = {sheet.name: sheet for sheet in read_folder(first)}
    assert sheets.keys() == data().keys()
    for name, records in data().items():
        made = Sheet(name, [list(records[0]), *(list(r.values()) for r in records)])
        assert counts[name] == len(records)
        assert _rows(name, sheets[name]) == _rows(name, made), name
    # Tests that come after this one find the district that they would have found.
    await wipe(district)
    report = await load(district, first)
    assert (report.problem_count, report.written) == (0, sum(counts.values()))
    assert await export_file(district, second, "", "en") == counts
    assert {f.name: f.read_bytes() for f in first.iterdir()} == {
        f.name: f.read_bytes() for f in second.iterdir()
    }
