"""The demonstration district, exported, is row for row what was loaded."""

from pathlib import Path

from graph.bolt import Graph
from graph.model import MODEL
from graph.tables import tables
from seeds.dataset import LoadOptions, load
from seeds.dataset.csv_files import read_folder
from seeds.dataset.headings import frame_of
from seeds.dataset.rows import read_cells
from seeds.dataset.sheets import Sheet
from seeds.out.export import export_file
from tests.seeds.district_rows import data


def _rows(name: str, sheet: Sheet) -> list[tuple[object, ...]]:
    """A sheet's rows as they are stored, sorted."""
    table = next(t for t in tables(MODEL) if t.name == name)
    frame = frame_of(sheet, table)
    assert list(read_cells(frame)) == []
    columns = [frame.values[c.name] for c in table.columns]
    columns += [frame.implied[name] for name in sorted(frame.implied)]
    return sorted(zip(*columns, strict=True), key=repr)


async def test_all_rows_come_out(district: Graph, tmp_path: Path) -> None:
    counts = await export_file(district, tmp_path / "d", "", "en")
    sheets = {sheet.name: sheet for sheet in read_folder(tmp_path / "d")}
    assert sheets.keys() == data().keys()
    for name, records in data().items():
        made = Sheet(name, [list(records[0]), *(list(r.values()) for r in records)])
        assert counts[name] == len(records)
        assert _rows(name, sheets[name]) == _rows(name, made), name
    # Loaded again it would change nothing.
    again = await load(district, tmp_path / "d", LoadOptions(dry_run=True))
    assert (again.problem_count, again.written) == (0, 0)
    assert again.unchanged == again.read == sum(counts.values())
