"""`server.py notices` and `server.py report`: pages to be printed."""

import asyncio
import json
import os
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from graph.caller import Caller, Role
from graph.dates import day_of
from graph.messages import msg
from graph.reasons import reason
from service.commands.common import DataDir, Exit, fail, run, sentences, settings_of
from service.commands.out import Force
from service.report import Reporter
from service.settings import Settings

Within = Annotated[
    str,
    typer.Option(
        metavar="CODE|NAME",
        help="Of this place and all below it: its code, or a name that it alone has.",
    ),
]
OutFile = Annotated[
    Path, typer.Option(metavar="FILE.html|.pdf", help="What to write; .pdf needs Chromium.")
]
Own = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.j2",
        help="The district's own template, in Jinja2; default: that in ORGGRAPH_TEMPLATES, if any.",
    ),
]


class _AskedError(ValueError):
    """The graph's answer has errors, such as a code of no place."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(notices)
    app.command()(report)


def notices(
    within: Within,
    out: OutFile,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day; default: today.")
    ] = None,
    phones: Annotated[bool, typer.Option("--phones", help="Print phones, too.")] = False,
    template: Own = None,
    force: Force = False,
    data_dir: DataDir = None,
) -> None:
    """Write the notices (楼道公示) of a place's building units, an A4 sheet for each.

    They name unit leader, micro-grid leader, grid leader and police officer, the Party group, the
    property company and the liaisons, with their duties. The wording is the template's: copy
    service/printing/templates/notice.html.j2 and change it.

    Exit codes: 0 done, 2 wrong usage or setting, an unknown place, a wrong template, or something
    stands there already, 3 the graph cannot be opened or the file not be written, 130 interrupted.
    """
    from service.printing.notices import TEMPLATE, units_within

    day = _day(on)
    _check(out, force)
    settings = settings_of(data_dir=data_dir)

    async def values(ask: Any, place: str) -> dict[str, Any]:
        units = await units_within(ask, place, day.isoformat())
        if not units:
            raise _AskedError(msg("There is no building unit at or below {within}.", within=within))
        return {"units": units, "day": day.isoformat(), "phones": phones}

    made = _print(settings, within, values, TEMPLATE, template, out)
    Reporter(Console()).say(msg("Wrote {n} notices to {out}.", n=len(made["units"]), out=out))


def report(
    within: Within,
    month: Annotated[str, typer.Option(metavar="YYYY-MM", help="Such as 2026-10.")],
    out: OutFile,
    template: Own = None,
    force: Force = False,
    data_dir: DataDir = None,
) -> None:
    """Write the monthly report of a place, such as a subdistrict hands in.

    Coverage and its change in the month, gaps, audit findings new and settled, cross-appointments,
    and terms that end within three months or have ended. The wording is the template's: copy
    service/printing/templates/report.html.j2 and change it.

    Exit codes: 0 done, 2 wrong usage or setting, an unknown place, a wrong template, or something
    stands there already, 3 the graph cannot be opened or the file not be written, 130 interrupted.
    """
    from service.printing.reports import TEMPLATE, Month, report_of

    try:
        asked = Month.of(month)
    except ValueError as error:
        fail(msg("--month: {error}", error=error), Exit.USAGE)
    _check(out, force)
    settings = settings_of(data_dir=data_dir)

    async def values(ask: Any, place: str) -> dict[str, Any]:
        return await report_of(ask, place, asked)

    _print(settings, within, values, TEMPLATE, template, out)
    Reporter(Console()).say(msg("Wrote the report of {month} to {out}.", month=month, out=out))


def _day(on: str | None) -> date:
    try:
        return date.today() if on is None else day_of(on)
    except ValueError as error:
        fail(msg("--on: {error}", error=error), Exit.USAGE)


def _check(out: Path, force: bool) -> None:
    """End the process when there is no way to write the file."""
    from service.printing.pdf import NoPrinterError, printer

    if out.suffix.lower() not in (".html", ".pdf"):
        fail(msg("{out} must end in .html or .pdf.", out=out), Exit.USAGE)
    if out.exists() and not force:
        fail(
            msg("{out} exists already: name another place, or replace it with --force.", out=out),
            Exit.USAGE,
        )
    if out.suffix.lower() == ".pdf":
        try:
            printer()
        except NoPrinterError as error:
            fail(str(error), Exit.ENVIRONMENT)


def _print(
    settings: Settings, within: str, values: Any, template: str, own: Path | None, out: Path
) -> dict[str, Any]:
    """Ask, render, write; what was rendered."""
    from service.commands.places import ManyPlacesError
    from service.printing.pdf import NoPrinterError
    from service.printing.rendering import PageTemplateError

    # What is written holds names: it is for the user alone.
    os.umask(0o077)
    try:
        with sentences():
            return run(lambda: _printed(settings, within, values, template, own, out))
    except (PageTemplateError, ManyPlacesError, _AskedError) as error:
        fail(str(error), Exit.USAGE)
    except NoPrinterError as error:
        fail(str(error), Exit.ENVIRONMENT)
    except OSError as error:
        fail(
            msg("{out} cannot be written: {strerror}.", out=out, strerror=reason(error)),
            Exit.ENVIRONMENT,
        )


async def _printed(
    settings: Settings, within: str, values: Any, template: str, own: Path | None, out: Path
) -> dict[str, Any]:
    from graph.model.enums import LiaisonRole
    from service.boot import StartError
    from service.commands.places import code_of
    from service.database import opened
    from service.logs import log
    from service.operations import GraphQLRequest
    from service.parts import engine, pending_migrations
    from service.printing.pdf import write_pdf
    from service.printing.rendering import own_template, rendered
    from service.reads import kept, reader

    async with opened(settings, Reporter(Console(stderr=True))) as graph:
        pending = await pending_migrations(graph)
        if pending is not None:
            raise StartError(
                msg(
                    "{pending}: start the service once, which brings it up to date.",
                    pending=pending,
                )
            )
        place = await code_of(graph, within)
        async with kept(graph, log()) as reads:
            asked = engine(graph, settings, reads=reads.note)
            caller = Caller(reader(), Role.ADMIN)

            async def ask(text: str, variables: dict[str, Any]) -> dict[str, Any]:
                answer = await asked.execute(GraphQLRequest(text, variables), caller)
                told = json.loads(answer.body)
                if told.get("errors"):
                    raise _AskedError(told["errors"][0]["message"])
                return told["data"]

            found: dict[str, Any] = await values(ask, place)
    found["words"] = {role.name: role.words[0] for role in LiaisonRole}
    html = rendered(template, own or own_template(settings.templates, template), found)
    if out.suffix.lower() == ".pdf":
        await write_pdf(html, out)
    else:
        await asyncio.to_thread(out.write_text, html, encoding="utf-8")
    return found
