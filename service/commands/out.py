"""`server.py template` and `server.py export`: datasets that go out as files."""

import json
import os
import time
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from graph.dates import day_of
from graph.messages import any_of, msg
from graph.reasons import reason
from service.commands.common import AsJson, DataDir, Exit, fail, run, sentences, settings_of
from service.report import Reporter
from service.settings import Settings

OTHER_FILES = (".csv", ".xls", ".xlsm", ".json", ".gz", ".7z", ".rar")
"""Endings that are those of no dataset that is written here, and of no folder."""


class SheetLanguage(StrEnum):
    """The language of headings and enum words."""

    ZH = "zh"
    EN = "en"


InLanguage = Annotated[SheetLanguage, typer.Option(help="Of headings and enum words.")]
DatasetOut = Annotated[
    Path,
    typer.Option(
        metavar="FILE.xlsx|DIR|FILE.zip",
        help="A workbook, an archive of .csv files, or a folder of them.",
    ),
]
ExportWithin = Annotated[
    str | None,
    typer.Option(
        metavar="CODE|NAME",
        help="Only what lies at or below the place, and what that refers to; its code, or a "
        "name that it alone has.",
    ),
]
ExportOn = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="DATE",
        help="Only what holds on this day; default: everything, with all its history.",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace what stands at the place already.")]


def check_out(out: Path | None, endings: tuple[str, ...], force: bool) -> None:
    """End the process where a file cannot be written: a wrong ending, or something stands there."""
    if out is None:
        return
    if out.suffix.lower() not in endings:
        ends = any_of(endings)
        fail(msg("{out} must end in {endings}.", out=out, endings=ends), Exit.USAGE)
    if out.exists() and not force:
        fail(
            msg("{out} exists already: name another place, or replace it with --force.", out=out),
            Exit.USAGE,
        )


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(template)
    app.command()(export)


def template(
    out: Annotated[Path, typer.Option(metavar="FILE.xlsx", help="The workbook to write.")],
    tables: Annotated[
        str | None,
        typer.Option(metavar="TABLE,TABLE", help="Only these, by English or Chinese name."),
    ] = None,
    language: InLanguage = SheetLanguage.ZH,
    force: Force = False,
) -> None:
    """Write a blank workbook to be filled in and imported.

    A sheet per table: words to choose from, required columns marked, codes as texts; in front a
    sheet of instructions.

    Exit codes: 0 done, 2 wrong usage, an unknown table, or something stands there already,
    3 it cannot be written.
    """
    from seeds.out.template import UnknownTableError, chosen, write_template

    if out.suffix.lower() != ".xlsx":
        fail(msg("{out} must end in .xlsx.", out=out), Exit.USAGE)
    if out.exists() and not force:
        fail(
            msg("{out} exists already: name another place, or replace it with --force.", out=out),
            Exit.USAGE,
        )
    names = None if tables is None else [name.strip() for name in tables.split(",") if name.strip()]
    started = time.perf_counter()
    try:
        wanted = chosen(names)
        write_template(out, wanted, language.value)
    except UnknownTableError as error:
        fail(str(error), Exit.USAGE)
    except OSError as error:
        fail(
            msg("{out} cannot be written: {strerror}.", out=out, strerror=reason(error)),
            Exit.ENVIRONMENT,
        )
    seconds = time.perf_counter() - started
    Reporter(Console()).say(
        msg(
            "Wrote a template of {n} tables to {out} in {seconds:.1f} s.",
            n=len(wanted),
            out=out,
            seconds=seconds,
        )
    )


def export(
    out: DatasetOut,
    within: ExportWithin = None,
    on: ExportOn = None,
    language: InLanguage = SheetLanguage.ZH,
    force: Force = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Write the graph, or a place's part of it, as a dataset that can be imported again.

    The file holds personal data, names and phones included; only you may read it. Asks the graph
    itself; a running service goes on meanwhile.

    Exit codes: 0 done, 2 wrong usage or setting, an unknown place, or something stands there
    already, 3 the graph cannot be opened or the file not be written, 130 interrupted.
    """
    from seeds.out.export import UnknownPlaceError

    if out.suffix.lower() in OTHER_FILES:
        fail(msg("{out} is neither .xlsx nor .zip nor the name of a folder.", out=out), Exit.USAGE)
    if out.exists() and (not force or (out.is_dir() and any(out.iterdir()))):
        fail(
            msg("{out} exists already: name another place, or a file with --force.", out=out),
            Exit.USAGE,
        )
    try:
        day = None if on is None else day_of(on)
    except ValueError as error:
        fail(msg("--on: {error}", error=error), Exit.USAGE)
    settings = settings_of(data_dir=data_dir)
    reporter = Reporter(Console(stderr=as_json))
    started = time.perf_counter()
    # What is written is for the user alone.
    os.umask(0o077)
    try:
        with sentences():
            counts = run(lambda: _export(settings, reporter, out, within, day, language))
    except (UnknownPlaceError, ValueError) as error:
        fail(str(error), Exit.USAGE)
    except OSError as error:
        fail(
            msg("{out} cannot be written: {strerror}.", out=out, strerror=reason(error)),
            Exit.ENVIRONMENT,
        )
    tell_written(reporter, out, counts, time.perf_counter() - started, as_json)


def tell_written(
    reporter: Reporter, out: Path, rows: dict[str, int], seconds: float, as_json: bool
) -> None:
    """Say that a dataset was written. rows: how many, by table."""
    if as_json:
        made = {"path": str(out), "rows": sum(rows.values()), "tables": rows}
        print(json.dumps({**made, "seconds": round(seconds, 3)}, ensure_ascii=False, indent=2))
        return
    reporter.say(
        msg(
            "Wrote {n:,} rows to {out} in {seconds:.1f} s.",
            n=sum(rows.values()),
            out=out,
            seconds=seconds,
        )
    )


async def _export(
    settings: Settings,
    reporter: Reporter,
    out: Path,
    within: str | None,
    day: date | None,
    language: SheetLanguage,
) -> dict[str, int]:
    from seeds.out import replacing
    from seeds.out.export import Portion, export_file, path_of
    from service.boot import StartError
    from service.commands.places import code_of
    from service.database import opened
    from service.parts import pending_migrations
    from service.reads import people_of, read_by_command

    async with opened(settings, reporter) as graph:
        pending = await pending_migrations(graph)
        if pending is not None:
            raise StartError(
                msg(
                    "{pending}: start the service once, which brings it up to date.",
                    pending=pending,
                )
            )
        paths = None
        if within is not None:
            paths = [await path_of(graph, await code_of(graph, within))]
        bar = reporter.bar(msg("Writing {out}", out=out), None, "rows")
        try:
            with replacing(out) as partial:
                rows = await export_file(
                    graph,
                    partial,
                    out.suffix.lower(),
                    language.value,
                    Portion(paths, day),
                    progress=lambda _, rows: bar.advance(rows),
                )
                await read_by_command(graph, "export", people_of(rows))
                return rows
        finally:
            bar.finish()
