"""The demonstration district, loaded into an empty graph through the ordinary loader."""

import asyncio

from graph.bolt import Graph
from graph.messages import msg
from seeds.dataset import Author, GraphChangedError, LoadOptions, load_tables
from seeds.district import tables
from service.boot import StartError
from service.files import write_private
from service.report import Reporter, RowBars
from service.settings import Settings

# Present while a load goes on, so that an interrupted one is finished by the next start.
UNFINISHED = "demo.unfinished"
# Present while the graph holds the demonstration district and nothing else.
SHOWN = "demo.shown"


async def load_demo(graph: Graph, settings: Settings, reporter: Reporter) -> None:
    """Load the district when the settings and the graph want it. Raises StartError."""
    unfinished = settings.data_dir / UNFINISHED
    begun = settings.embedded and unfinished.exists()
    if not settings.loopback and (begun or shown(settings)):
        raise _not_here(settings)
    alone = unfinished.exists() or not await _has_places(graph)
    if not _wanted(settings, alone):
        return
    if not settings.loopback:
        raise _not_here(settings)
    reporter.doing(msg("making demonstration data"))
    reporter.say(msg("Making the demonstration district …"))
    made = await asyncio.to_thread(lambda: list(tables()))
    if settings.embedded:
        write_private(unfinished, "")
    try:
        report = await load_tables(
            graph,
            made,
            LoadOptions(
                progress=RowBars(reporter, msg("Loading demonstration data")),
                author=Author("demonstration", "operator"),
            ),
            name=msg("demonstration district"),
        )
    except GraphChangedError as error:
        raise StartError(str(error)) from error
    # Gone when something else was imported meanwhile.
    if settings.embedded and alone and unfinished.exists():
        write_private(settings.data_dir / SHOWN, "")
    unfinished.unlink(missing_ok=True)
    reporter.say(
        msg(
            "Loaded the demonstration district: {written:,} rows in {seconds:.1f} s "
            "({rows_per_second:,.0f} rows a second).",
            written=report.written,
            seconds=report.seconds,
            rows_per_second=report.rows_per_second,
        )
    )


def _not_here(settings: Settings) -> StartError:
    return StartError(
        msg(
            "The demonstration is for this machine alone, and ORGGRAPH_HOST is {host}: set it "
            "to 127.0.0.1; or start without the demonstration, in a new data directory with "
            "ORGGRAPH_DEMO=never and a secret in ORGGRAPH_JWT_SECRET.",
            host=settings.host,
        )
    )


def _wanted(settings: Settings, alone: bool) -> bool:
    if settings.demo == "never" or (settings.demo == "auto" and not settings.embedded):
        return False
    return settings.demo == "always" or alone


async def _has_places(graph: Graph) -> bool:
    return bool(await graph.read("MATCH (n:Place) RETURN true LIMIT 1"))


def shown(settings: Settings) -> bool:
    """Whether the embedded graph holds the demonstration district and nothing else."""
    return settings.embedded and (settings.data_dir / SHOWN).exists()


def no_longer(settings: Settings) -> None:
    """To be called before anything else is written into the graph of these settings.

    A demonstration whose load was interrupted is then not finished either.
    """
    for name in (SHOWN, UNFINISHED):
        (settings.data_dir / name).unlink(missing_ok=True)
