"""A large file with wrong rows, from disk into Neo4j: `python -m bench.bulk [--rows 500000]`.

Writes a table of people of which one row in a hundred is wrong as a .csv file, beside one of
places, and loads the folder into an empty graph, as `server.py import` does: with its entry in the
log, the report and the marked copy. Before and after that the right ones of the same rows are sent
bare: with UNWIND, in the loader's batches and statements, checked by nobody. Each is done in a
process of its own, and the graph is emptied before it. Prints rows a second of both, and the most
memory that the loading process held. Exit code 1 when a goal is missed.

With `--xlsx` the file is a workbook, as spreadsheet programs save it; the goal is memory alone.
With `--over` the places are in the graph before: then the log keeps what each row was and became,
which takes its time and is no part of the goals.
"""

import argparse
import asyncio
import csv
import json
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]
from rich.console import Console

from bench.child import CHILD, measured
from bench.held import most_memory
from bench.loader import bare
from graph.bolt import Graph
from graph.embedded import EmbeddedOptions, EmbeddedServer, start
from graph.migrations import migrate
from graph.model import MODEL
from seeds.dataset import Author, LoadOptions, load, load_tables
from seeds.dataset.files import ReportFiles
from seeds.dataset.load import plans
from seeds.dataset.sheets import Sheet

_MODULE = "bench.bulk"
SHARE = 0.7
MEGABYTES = 400
_WARM = 20_000
"""Rows that are sent first, so that neither side finds a Neo4j that has done nothing yet."""
_HOMES = 1_000
_WRONG = 100
_COLUMNS = ("code", "name", "phone", "residence_code", "category", "joined_on")


@dataclass(frozen=True, slots=True)
class _Made:
    name: str
    columns: tuple[str, ...]
    rows: list[list[Any]]


def _places() -> _Made:
    rows: list[list[Any]] = [
        ["D", "District", "DISTRICT", None],
        ["S", "Subdistrict", "SUBDISTRICT", "D"],
        ["C", "Community", "COMMUNITY", "S"],
    ]
    rows.append(["X", "Compound", "COMPOUND", "C"])
    rows += [[f"B{n}", f"Building {n}", "BUILDING", "X"] for n in range(_HOMES)]
    return _Made("places", ("code", "name", "kind", "parent_code"), rows)


def _person(number: int) -> list[Any]:
    """A row; one in a hundred is wrong, in one of four ways."""
    row: list[Any] = [
        f"P{number:07}", f"某{number}", f"139{number:08}", f"B{number % _HOMES}", "RESIDENT",
        f"20{number % 20:02}-0{number % 9 + 1}-15",
    ]  # fmt: skip
    if number % _WRONG == 0:
        place, cell = ((1, ""), (3, "B-none"), (4, "城堡"), (5, "三月"))[number // _WRONG % 4]
        row[place] = cell
    return row


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a table as a .csv file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)


def write_book(path: Path, tables: Sequence[_Made]) -> None:
    """Write tables as a workbook whose sheets share their texts, as spreadsheet programs do."""
    # xlsxwriter is untyped: Any on purpose.
    module: Any = xlsxwriter
    book: Any = module.Workbook(str(path))
    for table in tables:
        page: Any = book.add_worksheet(table.name)
        for number, cells in enumerate([table.columns, *table.rows]):
            page.write_row(number, 0, cells)
    book.close()


def _source(place: Path, count: int, over: bool, workbook: bool) -> Path:
    """The file that is loaded."""
    if workbook:
        people = _Made("people", _COLUMNS, [_person(number) for number in range(count)])
        path = place / "many.xlsx"
        write_book(path, [people] if over else [_places(), people])
        return path
    path = place / "many"
    path.mkdir()
    write_table(path / "people.csv", _COLUMNS, map(_person, range(count)))
    if not over:
        write_table(path / "places.csv", _places().columns, _places().rows)
    return path


async def _load(graph: Graph, path: Path) -> dict[str, Any]:
    author = Author("bench", "operator")
    report = await load(graph, path, LoadOptions(author=author))
    loaded = most_memory()
    started = time.perf_counter()
    files = ReportFiles.of(path)
    files.save_report(report)
    marked = files.save_marked(report)
    return {
        "entry": report.entry,
        "marked": None if marked is None else marked.stat().st_size / 1e6,
        "saving": time.perf_counter() - started,
        "loaded_megabytes": loaded,
        "read": report.read,
        "wrong": report.wrong,
        "seconds": report.seconds,
        "megabytes": most_memory(),
    }


async def _send(graph: Graph, count: int) -> dict[str, Any]:
    """The right rows, sent without a check; they have been checked before the clock starts."""
    rows = [_person(number) for number in range(count) if number % _WRONG]
    made = (await plans(graph, [Sheet("people", [_COLUMNS, *rows])]))["people"]
    batches = [*made.batches()]
    started = time.perf_counter()
    await bare(graph, batches)
    return {"read": len(rows), "seconds": time.perf_counter() - started}


async def _child(uri: str, user: str, password: str, what: str) -> None:
    graph = await Graph.connect(uri, user, password)
    found = await (_send(graph, int(what)) if what.isdigit() else _load(graph, Path(what)))
    print(json.dumps(found))
    await graph.close()


async def _sent(server: EmbeddedServer, graph: Graph, count: int) -> float:
    """Rows a second of bare statements, into a graph with nothing but the places."""
    await _wipe(graph, "Person")
    await load_tables(graph, [_places()])
    done = await measured(_MODULE, server, str(count))
    return done["read"] / done["seconds"]


async def main(count: int, over: bool, workbook: bool) -> int:
    """Measure; the exit code."""
    console = Console(width=120, highlight=False)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        source = _source(place, count, over, workbook)
        options = EmbeddedOptions(place / "data", heap_mb=2048, page_cache_mb=512)
        async with await start(options) as server:
            graph = await Graph.connect(server.uri, server.user, server.password)
            await migrate(graph, MODEL)
            await _sent(server, graph, _WARM)
            speeds = [await _sent(server, graph, count)]
            for label in ("Person",) if over else ("Person", "Place"):
                await _wipe(graph, label)
            found = await measured(_MODULE, server, source)
            assert found["wrong"] == (count + _WRONG - 1) // _WRONG
            assert found["entry"] is not None
            assert found["marked"] is not None
            speeds.append(await _sent(server, graph, count))
            await graph.close()
    speed = sum(speeds) / len(speeds)
    own = found["read"] / found["seconds"]
    console.print(f"bare UNWIND: {speeds[0]:,.0f} rows/s before, {speeds[1]:,.0f} rows/s after")
    console.print(
        f"{found['read']:,} rows from a file, {found['wrong']:,} wrong: "
        f"{found['seconds']:.1f} s, {own:,.0f} rows/s = {own / speed:.2f} of bare, "
        f"{found['loaded_megabytes']:.0f} MB"
    )
    console.print(
        f"report and marked copy ({found['marked']:.0f} MB): {found['saving']:.1f} s, "
        f"{found['megabytes']:.0f} MB at most in all"
    )
    reached = {
        f"{SHARE} of bare": over or workbook or own / speed >= SHARE,
        f"{MEGABYTES} MB": found["megabytes"] <= MEGABYTES,
    }
    console.print(f"goals: {reached}")
    return 0 if all(reached.values()) else 1


async def _wipe(graph: Graph, labels: str) -> None:
    while await graph.write(
        f"MATCH (n:{labels}) WITH n LIMIT 2000 DETACH DELETE n "
        "WITH count(*) AS done WHERE done > 0 RETURN done"
    ):
        pass


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=500_000, help="of the large file")
    parser.add_argument("--over", action="store_true", help="into a graph that is not empty")
    parser.add_argument("--xlsx", action="store_true", help="from a workbook")
    parser.add_argument("--child", nargs=4, metavar=CHILD)
    asked = parser.parse_args()
    if asked.child:
        asyncio.run(_child(*asked.child))
    else:
        sys.exit(asyncio.run(main(asked.rows, asked.over, asked.xlsx)))
