"""Wrong rows are found before Neo4j sees any; sources are read in pieces."""

from pathlib import Path

import pytest

from seeds.dataset.sheets import Cell, SourceError
from seeds.district import tables, write_csv_folder, write_workbook
from seeds.offline import WrongRowsError, export, of_path
from tests.dataset.small import COMPANY, small

WRONG: list[tuple[str, int, str, Cell, str]] = [
    ("places", 6, "parent_code", "Z9", "unknown-reference"),
    ("places", 6, "parent_code", None, "missing-value"),
    ("places", 6, "parent_code", "B1", "wrong-parent-kind"),
    ("places", 7, "kind", "CASTLE", "unknown-word"),
    ("places", 9, "code", "B1", "duplicate-key"),
    ("organizations", 2, "parent_code", "O3", "cycle"),
    ("organizations", 3, "established_on", "May", "malformed-date"),
    ("organization_areas", 3, "place_code", "O1", "unknown-reference"),
    ("organization_areas", 3, "until", "2016-04-30", "until-before-since"),
    ("grid_areas", 2, "place_code", "S1", "wrong-reference-kind"),
    ("people", 2, "residence_code", "U9", "unknown-reference"),
    ("teams", 2, "compound_code", "B1", "wrong-reference-kind"),
    ("posts", 2, "organization_code", None, "not-exactly-one"),
    ("companies", 2, "code", COMPANY[:-1] + "0", "bad-check-digit"),
]


@pytest.mark.parametrize(("table", "row", "column", "cell", "kind"), WRONG)
def test_a_wrong_row_is_named(
    tmp_path: Path, table: str, row: int, column: str, cell: Cell, kind: str
) -> None:
    made = small()
    made[table].put(row, column, cell)
    with pytest.raises(WrongRowsError) as refused:
        export(lambda: list(made.values()), tmp_path)
    found = [(p.table, p.row, p.column, p.kind) for p in refused.value.problems]
    assert (table, row, column, kind) in found
    assert f"table {found[0][0]}, row {found[0][1]}" in str(refused.value)


def test_rows_are_numbered_across_chunks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seeds.offline.source.CHUNK", 2)
    made = small()
    made["places"].put(8, "households", "many")
    with pytest.raises(WrongRowsError) as refused:
        export(lambda: list(made.values()), tmp_path)
    assert [(p.row, p.kind) for p in refused.value.problems] == [(8, "malformed-number")]


def test_personal_data_is_not_told(tmp_path: Path) -> None:
    made = small()
    made["people"].put(2, "phone", "1" * 2001)
    with pytest.raises(WrongRowsError) as refused:
        export(lambda: list(made.values()), tmp_path)
    assert "111" not in str(refused.value)
    assert [p.value for p in refused.value.problems] == ["***"]


@pytest.mark.drawn(1)
@pytest.mark.parametrize("form", ["tables", "folder", "workbook"])
def test_a_district_is_the_same_in_every_form(tmp_path: Path, form: str) -> None:
    source = tables
    if form == "folder":
        write_csv_folder(tmp_path / "in", language="zh")
        source = of_path(tmp_path / "in")
    elif form == "workbook":
        write_workbook(tmp_path / "in.xlsx")
        source = of_path(tmp_path / "in.xlsx")
    out = tmp_path / "out"
    out.mkdir()
    found = export(source, out)
    assert sum(found.rows.values()) == sum(len(list(t.rows)) for t in tables())
    assert ("Place:Building", out / "Building.csv") in found.nodes
    assert not found.many_lines


def test_no_dataset_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"holds no \.csv file"):
        of_path(tmp_path)
    with pytest.raises(SourceError, match="There is no file"):
        of_path(tmp_path / "none.xlsx")


@pytest.mark.parametrize(
    ("name", "text", "kind", "row"),
    [
        ("people", "code,name,登记时间\nP1,张三,x\n", "unknown-column", 1),
        ("people", "\n\ncode,name,NAME\nP1,张三,x\n", "repeated-column", 3),
        ("people", "code,name\nP1,张三\nP2,李四,x\n", "surplus-field", 3),
        ("people (2)", "\ncode*,姓名（必填）\nP1,#N/A\n", "error-value", 3),
    ],
)
def test_what_would_be_lost_is_refused(
    tmp_path: Path, name: str, text: str, kind: str, row: int
) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / f"{name}.CSV").write_text(text, encoding="utf-8")
    with pytest.raises(WrongRowsError) as refused:
        export(of_path(source), tmp_path)
    assert [(p.kind, p.row) for p in refused.value.problems] == [(kind, row)]


@pytest.mark.parametrize("row", ["合计,2", "code,name", "填表人：某人,"])
def test_what_a_load_leaves_out_with_a_remark_is_refused(tmp_path: Path, row: str) -> None:
    (tmp_path / "units.csv").write_text(f"code,name\nN1,Bureau\n{row}\n", encoding="utf-8")
    with pytest.raises(SourceError, match="such as a total"):
        export(of_path(tmp_path), tmp_path / "out")


def test_a_file_under_a_wrong_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("code,name\nN1,Bureau\n", encoding="utf-8")
    (tmp_path / "人員.csv").write_text("编码,姓名\nP1,张三\n", encoding="utf-8")
    with pytest.raises(SourceError, match="Is “people” meant"):
        of_path(tmp_path)
