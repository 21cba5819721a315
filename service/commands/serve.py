"""`server.py serve`: the service itself."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from starlette.types import ASGIApp

from service.boot import Host
from service.commands.common import DataDir, Exit, sentences, settings_of
from service.settings import Settings

CreateApp = Callable[[Settings, Host], ASGIApp]


def register(app: typer.Typer, create_app: CreateApp) -> None:
    """Add the command, and make it the one that runs without a word."""

    @app.callback(invoke_without_command=True)
    def default(context: typer.Context) -> None:  # pyright: ignore[reportUnusedFunction]
        """orggraph: a GraphQL service over a graph of a district's Party organizations.

        Without a command it serves: `server.py` is `server.py serve`.
        """
        if context.invoked_subcommand is None:
            run(create_app, None, None, None)

    @app.command()
    def serve(  # pyright: ignore[reportUnusedFunction]
        host: Annotated[
            str | None, typer.Option(help="Address to listen on (ORGGRAPH_HOST).")
        ] = None,
        port: Annotated[
            int | None, typer.Option(help="Port to listen on, 0: any free one (ORGGRAPH_PORT).")
        ] = None,
        data_dir: DataDir = None,
    ) -> None:
        """Serve the page and the API; starts Neo4j unless ORGGRAPH_NEO4J_URI names one.

        Exit codes: 0 stopped by Ctrl-C or SIGTERM, 2 a wrong setting, 3 it cannot start or
        Neo4j ended.
        """
        run(create_app, host, port, data_dir)


def run(create_app: CreateApp, host: str | None, port: int | None, data_dir: Path | None) -> None:
    """Serve until stopped, then end the process with its exit code."""
    from rich.console import Console

    from service import logs
    from service.announce import announce
    from service.garbage import settle
    from service.listen import address_of, listen
    from service.report import Reporter
    from service.run import Runner

    settings = settings_of(host=host, port=port, data_dir=data_dir)
    logs.configure(settings)
    reporter = Reporter(Console())

    def stopping(again: bool) -> None:
        reporter.close()
        reporter.say(
            "Still stopping: Neo4j closes its files, a moment …" if again else "Stopping …"
        )

    runner = Runner(settings, stopping)

    def failed(sentence: str) -> None:
        print(sentence, file=sys.stderr, flush=True)
        runner.stop()

    with sentences():
        # First of all: a service that cannot listen need not start a database.
        opened = listen(settings)
        address = address_of(opened)
        reporter.say(f"Listening on {address}; the page tells how far the start is.")

        def ready() -> None:
            settle()
            announce(reporter, settings, address)

        served = runner.run(create_app(settings, Host(reporter, address, ready, failed)), opened)
    if not served:
        raise typer.Exit(Exit.ENVIRONMENT)
    reporter.say("Stopped.")
