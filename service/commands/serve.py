"""`server.py serve`: the service itself."""

import asyncio
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.messages import msg
from service.commands.common import DataDir, Exit, fail, sentences, settings_of
from service.settings import Settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from service.boot import Host

_LANGUAGE = (
    "What commands and their help say it in; before the command. Default: the terminal's (LANG), "
    "else English."
)
Listen = Annotated[str | None, typer.Option("--host", help="Address to listen on (ORGGRAPH_HOST).")]
Port = Annotated[
    int | None, typer.Option("--port", help="Port to listen on, 0: any free one (ORGGRAPH_PORT).")
]
CreateApp = Callable[[Settings, "Host"], "ASGIApp"]


def register(app: typer.Typer, create_app: CreateApp) -> None:
    """Add the command, and make it the one that runs without a word."""

    @app.callback(invoke_without_command=True)
    def default(  # pyright: ignore[reportUnusedFunction]
        context: typer.Context,
        host: Listen = None,
        port: Port = None,
        data_dir: DataDir = None,
        language: Annotated[  # pyright: ignore[reportUnusedParameter]
            str | None,
            typer.Option(metavar="zh|en", help=_LANGUAGE),
        ] = None,
        version: Annotated[
            bool, typer.Option("--version", help="Print the version and end.")
        ] = False,
    ) -> None:
        """orggraph: a GraphQL service over a graph of a district's Party organizations.

        Without a command it serves: `server.py --port 9000` is `server.py serve --port 9000`.
        """
        if version:
            print(f"orggraph {version_of()}")
            raise typer.Exit
        if context.invoked_subcommand is None:
            run(create_app, host, port, data_dir)
        elif (host, port, data_dir) != (None, None, None):
            fail(
                msg(
                    "Write the options after {invoked_subcommand!r}.",
                    invoked_subcommand=context.invoked_subcommand,
                ),
                Exit.USAGE,
            )

    @app.command()
    def serve(  # pyright: ignore[reportUnusedFunction]
        host: Listen = None,
        port: Port = None,
        data_dir: DataDir = None,
    ) -> None:
        """Serve the page and the API; starts Neo4j unless ORGGRAPH_NEO4J_URI names one.

        Exit codes: 0 stopped by Ctrl-C or SIGTERM, 2 a wrong setting, 3 it cannot start or
        Neo4j ended.
        """
        run(create_app, host, port, data_dir)


def version_of() -> str:
    """The program's version, as `pyproject.toml` has it."""
    text = (Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8")
    return str(tomllib.loads(text)["project"]["version"])


def run(create_app: CreateApp, host: str | None, port: int | None, data_dir: Path | None) -> None:
    """Serve until stopped, then end the process with its exit code."""
    from rich.console import Console

    from service import logs
    from service.announce import announce
    from service.boot import Host
    from service.garbage import settle
    from service.listen import address_of, listen
    from service.report import Reporter
    from service.run import Runner

    settings = settings_of(host=host, port=port, data_dir=data_dir)
    logs.configure(settings)
    reporter = Reporter(Console())
    ending = asyncio.Event()

    def stopping(again: bool) -> None:
        ending.set()
        reporter.close()
        reporter.say(
            msg("Still stopping: Neo4j closes its files, a moment …")
            if again
            else msg("Stopping …")
        )

    runner = Runner(settings, stopping)

    def failed(sentence: str) -> None:
        ending.set()
        print(sentence, file=sys.stderr, flush=True)
        runner.stop()

    with sentences():
        # First of all: a service that cannot listen need not start a database.
        opened = listen(settings)
        address = address_of(opened)
        reporter.say(
            msg("Listening on {address}; the page tells how far the start is.", address=address)
        )

        def ready() -> None:
            settle()
            announce(reporter, settings, address)

        process = Host(reporter, address, ready, failed, ending)
        served = runner.run(create_app(settings, process), opened)
    if not served:
        raise typer.Exit(Exit.ENVIRONMENT)
    reporter.say(msg("Stopped."))
