"""`server.py template`: what goes out to people as files."""

import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from service.commands.common import Exit, fail
from service.report import Reporter


class SheetLanguage(StrEnum):
    """The language of headings and enum words."""

    ZH = "zh"
    EN = "en"


InLanguage = Annotated[SheetLanguage, typer.Option(help="Of headings and enum words.")]
Force = Annotated[bool, typer.Option("--force", help="Replace what stands at the place already.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(template)


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
        fail(f"{out} must end in .xlsx.", Exit.USAGE)
    if out.exists() and not force:
        fail(f"{out} exists already: name another place, or replace it with --force.", Exit.USAGE)
    names = None if tables is None else [name.strip() for name in tables.split(",") if name.strip()]
    started = time.perf_counter()
    try:
        wanted = chosen(names)
        write_template(out, wanted, language.value)
    except UnknownTableError as error:
        fail(str(error), Exit.USAGE)
    except OSError as error:
        fail(f"{out} cannot be written: {error.strerror or error}.", Exit.ENVIRONMENT)
    seconds = time.perf_counter() - started
    Reporter(Console()).say(
        f"Wrote a template of {len(wanted)} tables to {out} in {seconds:.1f} s."
    )
