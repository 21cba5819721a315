"""How `server.py import` loads: what was read into the graph, and what is gone confirmed first."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from graph.bolt import Graph
from graph.messages import msg
from seeds.dataset import LoadOptions, Progress, Report, Source
from service.report import Reporter
from service.settings import Settings

SourcePath = Annotated[
    Path,
    typer.Argument(
        metavar="PATH", help="A workbook (.xlsx), a folder of .csv files, or a .zip of them."
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Check everything, write nothing to the graph.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Load nothing when anything is wrong.")]
ReportPlace = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.json", help="Where the report goes; default: PATH with .report.json."
    ),
]
MarkedPlace = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.xlsx",
        help="Where the copy with the wrong cells marked goes; default: PATH with "
        ".marked.xlsx, and only when a row is wrong.",
    ),
]
SyncTables = Annotated[
    list[str] | None,
    typer.Option(
        metavar="TABLE,…",
        help="End or remove what the file no longer has of these tables (English or Chinese "
        "names), once the difference has been shown and confirmed.",
    ),
]
Within = Annotated[
    str | None,
    typer.Option(
        metavar="CODE|NAME",
        help="The place that the file is about, by its code or its name; bounds what --sync takes "
        "away.",
    ),
]
Confirm = Annotated[
    str | None,
    typer.Option(metavar="DIGEST", help="Of the difference that was shown by --sync."),
]
Offline = Annotated[
    bool,
    typer.Option(
        "--offline",
        help="Fill an empty data directory with Neo4j's offline importer: for the largest "
        "datasets, all of whose rows are right.",
    ),
]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a source is loaded.

    sync: names of the tables of which rows that the source no longer has are ended or removed.
    within: the code of the place that it is about. confirm: the digest of the difference that was
    shown. agreed: asks a person who sees the difference; None where nobody can be asked.
    """

    dry_run: bool = False
    strict: bool = False
    sync: tuple[str, ...] = ()
    within: str | None = None
    confirm: str | None = None
    agreed: Callable[[Report], bool] | None = None


async def load_into_graph(
    settings: Settings, reporter: Reporter, source: Source, wanted: Wanted
) -> Report:
    """Load what was read into the graph of the settings.

    Raises SourceError, UnknownPlaceError, and what `seeds.dataset.load` raises.
    """
    from seeds.dataset import RichProgress
    from seeds.dataset.load import MANY_ROWS
    from service import demo
    from service.database import opened
    from service.parts import apply_migrations
    from service.reads import people_told, read_by_command
    from service.report import RowBars
    from service.usage import ask_again

    if settings.embedded:
        reporter.say(msg("Opening the graph …"))
    async with opened(settings, reporter) as graph:
        await apply_migrations(graph)
        if not wanted.dry_run:
            demo.no_longer(settings)
        if not reporter.console.is_terminal:
            found = await _load(graph, source, wanted, RowBars(reporter, msg("Loading")))
        else:
            with RichProgress(reporter.console) as bar:
                found = await _load(graph, source, wanted, bar)
        if found.unconfirmed and wanted.agreed is not None and wanted.agreed(found):
            shown = Wanted(False, wanted.strict, wanted.sync, wanted.within, found.digest)
            found = await _load(graph, source, shown, RowBars(reporter, msg("Loading")))
        await read_by_command(graph, "import report", people_told(found.as_json()))
    if found.loaded and found.written >= MANY_ROWS:
        ask_again(settings.data_dir)
    return found


async def _load(graph: Graph, source: Source, wanted: Wanted, progress: Progress) -> Report:
    from seeds.dataset import Author, load_source
    from seeds.out.export import path_of
    from seeds.sync import Sync, load_whole, sync_tables
    from service.commands.places import code_of

    author = Author("server.py import", "operator")
    options = LoadOptions(wanted.dry_run, wanted.strict, progress, author)
    if not wanted.sync:
        return await load_source(graph, source, options)
    within = None
    if wanted.within is not None:
        within = (await path_of(graph, await code_of(graph, wanted.within)),)
    tables = sync_tables(wanted.sync, source.sheets)
    sync = Sync(tables, within, confirmed=wanted.confirm)
    return await load_whole(graph, source, sync=sync, options=options)
