"""What the commands share: exit codes, sentences for errors, interruptible work."""

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine, Generator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer

from graph.messages import msg
from service.logs import configure
from service.settings import Settings
from service.settings_errors import SettingsError, load_settings, unknown_variables

T = TypeVar("T")

DataDir = Annotated[
    Path | None,
    typer.Option("--data-dir", help="Directory of the embedded graph (ORGGRAPH_DATA_DIR)."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program.")]

EXIT_CODES = "Exit codes: 0 done, 2 wrong usage or setting, 3 the environment does not allow it."


class Exit(IntEnum):
    """What the process ends with."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    ENVIRONMENT = 3
    INTERRUPTED = 130


def fail(sentence: str, code: Exit) -> NoReturn:
    """Print a sentence to standard error and end the process."""
    print(sentence, file=sys.stderr)
    raise typer.Exit(code)


def settings_of(**overrides: Any) -> Settings:
    """The settings, or the end of the process with a sentence that names the variable."""
    for sentence in unknown_variables():
        print(msg("Warning: {sentence}", sentence=sentence), file=sys.stderr)
    try:
        settings = load_settings(**overrides)
    except SettingsError as error:
        fail(str(error), Exit.USAGE)
    # A command's output is what it was asked for: what is logged goes to standard error.
    configure(settings)
    return settings


@contextmanager
def sentences() -> Generator[None]:
    """End the process with the text of errors that are meant for people."""
    from graph.bolt import DriverError, GraphUnavailableError, LimitError, Neo4jError
    from graph.embedded import EmbeddedError
    from service.boot import StartError
    from service.listen import PortError
    from service.tokens import TokenError

    try:
        yield
    except TokenError as error:
        fail(str(error), Exit.USAGE)
    except (EmbeddedError, GraphUnavailableError, LimitError, PortError, StartError) as error:
        fail(str(error), Exit.ENVIRONMENT)
    except (DriverError, Neo4jError) as error:
        # Its text may hold values of the graph.
        fail(
            msg(
                "Neo4j failed ({name}): try again, and see `server.py doctor`.",
                name=type(error).__name__,
            ),
            Exit.ENVIRONMENT,
        )


def run(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run `work` to its end; Ctrl-C and SIGTERM cancel it once and wait for its clean-up."""
    return asyncio.run(_interruptible(work))


async def _interruptible(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    loop = asyncio.get_running_loop()
    task = loop.create_task(work())
    interrupted = False

    def interrupt() -> None:
        nonlocal interrupted
        if interrupted:
            # A second cancellation would abandon Neo4j while it stops.
            print(msg("Stopping; a moment …"), file=sys.stderr)
            return
        interrupted = True
        task.cancel()

    def handle(*_: object) -> None:
        loop.call_soon_threadsafe(interrupt)

    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    for number in [getattr(signal, name) for name in names if hasattr(signal, name)]:
        signal.signal(number, handle)
    try:
        return await task
    except asyncio.CancelledError:
        fail(msg("Interrupted."), Exit.INTERRUPTED)
