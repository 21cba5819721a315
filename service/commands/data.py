"""`server.py import` and `server.py seed`: datasets into the graph, and one to try it with."""

import json
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from graph.messages import msg, plain, saying
from graph.reasons import reason
from seeds.dataset import GraphChangedError, Report, SourceError, exit_code, read
from seeds.dataset.files import ReportFiles
from seeds.dataset.report import MOST_CELLS
from seeds.dataset.source import is_workbook
from seeds.district.scale import LARGEST_SCALE
from service.commands.common import AsJson, DataDir, Exit, fail, run, sentences, settings_of
from service.commands.loading import (
    Confirm,
    DryRun,
    MarkedPlace,
    Offline,
    ReportPlace,
    SourcePath,
    Strict,
    SyncTables,
    Wanted,
    Within,
    load_into_graph,
)
from service.commands.out import (
    OTHER_FILES,
    DatasetOut,
    Force,
    InLanguage,
    SheetLanguage,
    tell_written,
)
from service.commands.places import ManyPlacesError
from service.report import EmbeddedBars, Reporter
from service.settings import Settings

_SAVED = {
    "reportFile": saying("Report"),
    "markedFile": saying("Copy with the wrong cells marked"),
}

Scale = Annotated[
    int, typer.Option(help=f"How many districts of the size of one: 1 to {LARGEST_SCALE}.")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("import")(import_)
    app.command()(seed)


def import_(
    path: SourcePath,
    dry_run: DryRun = False,
    strict: Strict = False,
    report: ReportPlace = None,
    marked: MarkedPlace = None,
    sync: SyncTables = None,
    within: Within = None,
    confirm: Confirm = None,
    offline: Offline = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Load a dataset into the graph and say what is wrong with it.

    Rows that are right are loaded, wrong ones are left out and reported, as are columns and
    sheets that are not understood. Loading the same
    file again changes nothing; an interrupted import is finished by running it again. The
    reports are saved beside PATH. The marked copy holds the data of PATH, personal data
    included. A running service goes on serving meanwhile.

    With --sync the difference is shown first: rows that are valid between days end today, others
    are removed, what other rows need is kept. On a terminal you are asked; elsewhere nothing is
    loaded until its digest is given back with --confirm. All of such a load is one transaction.

    With --offline the data directory must be empty and no service run in it; a folder of
    .csv files is read in pieces, nothing is imported when a row is wrong, and no report is
    saved.

    Exit codes: 0 everything is right, 1 something is wrong and was left out (with --offline:
    nothing was imported), 2 PATH cannot be read or the usage or a setting is wrong, 3 nothing
    was loaded because of --strict or for want of a confirmation, or the import could not be
    finished, 130 interrupted.
    """
    settings = settings_of(data_dir=data_dir)
    if offline:
        if dry_run or strict or sync or any((report, marked, within, confirm)):
            fail(msg("--offline goes with --data-dir and --json only."), Exit.USAGE)
        _offline(settings, path, as_json)
        return
    if (within or confirm) and not sync:
        fail(msg("--within and --confirm go with --sync."), Exit.USAGE)
    files = ReportFiles.of(path, report, marked)
    refusal = files.refusal()
    if refusal is not None:
        fail(refusal, Exit.USAGE)
    wanted = Wanted(dry_run, strict, tuple(sync or ()), within, confirm)
    found = _loaded(settings, path, files, wanted, as_json)
    raise typer.Exit(exit_code(found))


def _loaded(
    settings: Settings, path: Path, files: ReportFiles, wanted: Wanted, as_json: bool
) -> Report:
    """Load, save what came of it, and tell."""
    reporter = Reporter(Console(stderr=as_json))
    if not as_json and wanted.confirm is None and sys.stdin.isatty() and sys.stdout.isatty():
        wanted = replace(wanted, agreed=_agreed(reporter))
    reporter.say(msg("Reading {path} …", path=path))
    with sentences(), _of_loading():
        source = read(path)
        found = run(lambda: load_into_graph(settings, reporter, source, wanted))
    saved = _save(files, found)
    if as_json:
        print(json.dumps({**found.as_json(), **saved}, ensure_ascii=False, indent=2))
        return found
    found.print(reporter.console)
    for name, place in saved.items():
        reporter.say(msg("{what}: {place}", what=plain(_SAVED[name]), place=place))
    if "markedFile" in saved and is_workbook(path) and not found.keeps_whole(path):
        reporter.say(
            msg(
                "The copy has the values only, no widths, drop-downs and formulas: an .xlsx "
                "workbook is kept as it is up to {most:,} cells.",
                most=MOST_CELLS,
            )
        )
    if found.digest is not None and found.settled and not found.loaded:
        reporter.say(
            msg(
                "To load exactly this: the same command with --confirm {digest}",
                digest=found.digest,
            )
        )
    return found


def _agreed(reporter: Reporter) -> Callable[[Report], bool]:
    """Shows a person what would be loaded, and asks."""

    def agreed(found: Report) -> bool:
        found.print(reporter.console)
        return typer.confirm(
            msg(
                "Load this, and end or remove the {n:,} rows that the file no longer has?",
                n=found.settled,
            )
        )

    return agreed


def _offline(settings: Settings, path: Path, as_json: bool) -> None:
    from seeds.offline import OfflineError, WrongRowsError, import_offline, of_path
    from service.database import embedded_options

    if not settings.embedded:
        fail(
            msg(
                "--offline fills the embedded graph's data directory, but ORGGRAPH_NEO4J_URI names "
                "another Neo4j: unset it."
            ),
            Exit.USAGE,
        )
    reporter = Reporter(Console(stderr=as_json))
    bar = reporter.bar(msg("Writing"), None, "rows")
    try:
        with sentences(), _of_loading():
            source = of_path(path)
            done = run(
                lambda: import_offline(
                    embedded_options(settings),
                    source,
                    step=reporter.say,
                    rows=lambda _, count: bar.advance(count),
                    download=EmbeddedBars(reporter),
                )
            )
    except OfflineError as error:
        fail(str(error), Exit.FINDINGS if isinstance(error, WrongRowsError) else Exit.ENVIRONMENT)
    finally:
        bar.finish()
    if as_json:
        print(json.dumps({**asdict(done), "seconds": round(done.seconds, 3)}, indent=2))
    else:
        reporter.say(
            msg(
                "Imported {n:,} rows as {nodes:,} nodes and {relationships:,} relationships in "
                "{seconds:.0f} s.",
                n=sum(done.rows.values()),
                nodes=done.nodes,
                relationships=done.relationships,
                seconds=done.seconds,
            )
        )


@contextmanager
def _of_loading() -> Generator[None]:
    """End the process with a sentence for what can go wrong with a source or while loading."""
    from graph.bolt import DriverError, LimitError, Neo4jError
    from seeds.out.export import UnknownPlaceError

    try:
        yield
    except (ManyPlacesError, SourceError, UnknownPlaceError) as error:
        fail(str(error), Exit.USAGE)
    except GraphChangedError as error:
        fail(str(error), Exit.ENVIRONMENT)
    except (DriverError, LimitError, Neo4jError) as error:
        fail(
            msg(
                "Neo4j failed during the import ({name}). What was written is whole; run the same "
                "import again to finish it.",
                name=type(error).__name__,
            ),
            Exit.ENVIRONMENT,
        )


def _save(files: ReportFiles, found: Report) -> dict[str, str]:
    """Save the files; their places by their names in JSON. A failure is told, not fatal."""
    saved: dict[str, str] = {}
    for name, save in (("reportFile", files.save_report), ("markedFile", files.save_marked)):
        try:
            place = save(found)
        except (OSError, SourceError) as error:
            why = reason(error) if isinstance(error, OSError) else str(error)
            print(
                msg("{what} not saved: {why}", what=plain(_SAVED[name]), why=why), file=sys.stderr
            )
            continue
        if place is not None:
            saved[name] = str(place)
    return saved


def seed(
    out: DatasetOut,
    scale: Scale = 1,
    language: InLanguage = SheetLanguage.ZH,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Write the demonstration district as a dataset, to look at, to edit and to import.

    All people, phones and units in it are invented; the rows are the same every time.

    Exit codes: 0 done, 2 wrong usage or something stands there already, 3 it cannot be
    written, 130 interrupted.
    """
    from seeds.district import write

    if out.suffix.lower() in OTHER_FILES:
        fail(msg("{out} is neither .xlsx nor .zip nor the name of a folder.", out=out), Exit.USAGE)
    if not force and out.exists() and not (out.is_dir() and not any(out.iterdir())):
        fail(
            msg("{out} exists already: name another place, or replace it with --force.", out=out),
            Exit.USAGE,
        )
    reporter = Reporter(Console(stderr=as_json))
    started = time.perf_counter()
    bar = reporter.bar(msg("Writing {out}", out=out), None, "rows")
    rows: dict[str, int] = {}

    def advance(table: str, count: int) -> None:
        bar.advance(count - rows.get(table, 0))
        rows[table] = count

    try:
        write(out, scale=scale, language=language.value, progress=advance)
    except (ValueError, FileExistsError) as error:
        fail(str(error), Exit.USAGE)
    except OSError as error:
        fail(
            msg("{out} cannot be written: {strerror}.", out=out, strerror=reason(error)),
            Exit.ENVIRONMENT,
        )
    except KeyboardInterrupt:
        fail(msg("Interrupted."), Exit.INTERRUPTED)
    finally:
        bar.finish()
    tell_written(reporter, out, rows, time.perf_counter() - started, as_json)
