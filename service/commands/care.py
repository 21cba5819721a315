"""`server.py doctor`, `backup` and `restore`."""

import json
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from graph.messages import msg
from graph.reasons import reason
from service.commands.common import AsJson, DataDir, Exit, fail, run, sentences, settings_of
from service.database import embedded_options
from service.report import EmbeddedBars, Reporter
from service.settings import Settings

if TYPE_CHECKING:
    from graph.embedded import EmbeddedServer

_DUMP = "neo4j.dump"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(doctor)
    app.command()(backup)
    app.command()(restore)


def doctor(
    verify: Annotated[
        bool, typer.Option("--verify", help="Also read every downloaded file for damage.")
    ] = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Check whether the service can run here and say what to do where it cannot.

    Starts nothing and writes nothing.

    Exit codes: 0 all is well, 1 something is wrong, 2 a setting is wrong.
    """
    from service.doctor import examine

    settings = settings_of(data_dir=data_dir)
    found = run(lambda: examine(settings, verify))
    well = all(check.ok for check in found)
    if as_json:
        checks = [asdict(check) for check in found]
        print(json.dumps({"ok": well, "checks": checks}, ensure_ascii=False, indent=2))
    else:
        reporter = Reporter(Console())
        ok, wrong = msg("ok   "), msg("wrong")
        for check in found:
            style = "" if check.ok else "bold red"
            reporter.say(f"{ok if check.ok else wrong}  {check.name}: {check.text}", style)
    if not well:
        raise typer.Exit(Exit.FINDINGS)


def backup(
    out: Annotated[Path, typer.Argument(metavar="OUT.dump", help="Where the copy goes.")],
    force: Annotated[
        bool, typer.Option("--force", help="Replace a file that stands there.")
    ] = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Copy the whole embedded graph into one file. The service has to be stopped.

    The file holds personal data and is readable by you only.

    Exit codes: 0 done, 2 wrong usage or setting, 3 it cannot be copied now.
    """
    settings = settings_of(data_dir=data_dir)
    _ours(settings, "neo4j-admin database dump")
    if out.exists() and not force:
        fail(
            msg("{out} exists already: name another file, or replace it with --force.", out=out),
            Exit.USAGE,
        )
    if not out.parent.is_dir():
        fail(msg("{parent} is not a folder: make it first.", parent=out.parent), Exit.USAGE)
    if not _has_graph(settings):
        fail(
            msg("There is no graph in {data_dir}: nothing to copy.", data_dir=settings.data_dir),
            Exit.ENVIRONMENT,
        )
    with _sentences_of(out), tempfile.TemporaryDirectory(dir=out.parent, prefix=".dump-") as place:
        _admin(settings, ["database", "dump", "neo4j", f"--to-path={place}"], "copy the graph")
        made = Path(place) / _DUMP
        made.chmod(0o600)
        size = made.stat().st_size
        made.replace(out)
    _done(as_json, msg("Copied the graph to {out}: {size:,} bytes.", out=out, size=size), out, size)


def restore(
    source: Annotated[Path, typer.Argument(metavar="IN.dump", help="A file made by backup.")],
    force: Annotated[
        bool, typer.Option("--force", help="Replace the graph that is there; it is lost.")
    ] = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Put a copy made by `backup` in the place of the embedded graph. Stop the service first.

    The copy is unpacked beside the graph and replaces it once a Neo4j has answered with it: a
    file that is no whole backup of this program changes nothing, and interrupted at any moment
    either the former graph is there or the restored one. Takes the disk space of both.

    Exit codes: 0 done, 2 wrong usage or setting, 3 it cannot be restored now or from this file,
    130 interrupted.
    """
    settings = settings_of(data_dir=data_dir)
    _ours(settings, "neo4j-admin database load")
    if not source.is_file():
        fail(msg("{source} is not a file.", source=source), Exit.USAGE)
    if _has_graph(settings) and not force:
        fail(
            msg(
                "There is a graph in {data_dir} already, which would be lost: choose another "
                "--data-dir, or replace it with --force.",
                data_dir=settings.data_dir,
            ),
            Exit.USAGE,
        )
    size = source.stat().st_size
    with _sentences_of(source):
        _replace(settings, source)
    _done(
        as_json,
        msg("Restored the graph from {source}; start the service.", source=source),
        source,
        size,
    )


def _replace(settings: Settings, source: Path) -> None:
    from graph.bolt import Graph
    from graph.embedded import ArchiveError, EmbeddedServer, restore
    from graph.migrations import NewerGraphError, state

    async def check(server: EmbeddedServer) -> None:
        graph = await Graph.connect(server.uri, server.user, server.password)
        try:
            found = await state(graph)
        finally:
            await graph.close()
        if not found.graph:
            raise ArchiveError(
                msg(
                    "{source} holds a graph of another program. Nothing was changed.", source=source
                )
            )
        if found.graph > found.code:
            raise ArchiveError(
                msg(
                    "{source}: {newergrapherror} Nothing was changed.",
                    source=source,
                    newergrapherror=NewerGraphError(found),
                )
            )
        await _note(server, source)
        from service import demo

        # Before the copy takes the graph's place: what comes is no demonstration.
        demo.no_longer(settings)

    bars = EmbeddedBars(Reporter(Console(stderr=True)))
    run(lambda: restore(embedded_options(settings), source, check, bars))


async def _note(server: "EmbeddedServer", source: Path) -> None:
    """Write into the restored graph's log that it was restored."""
    from graph.bolt import Graph
    from graph.log import Draft, append

    draft = Draft("server.py restore", "operator", "restore", None, {"source": source.name}, ())
    graph = await Graph.connect(server.uri, server.user, server.password)
    try:
        await graph.writing(lambda transaction: append(transaction, draft))
    finally:
        await graph.close()


@contextmanager
def _sentences_of(path: Path) -> Generator[None]:
    """`sentences`, and one for a file that cannot be written or read."""
    with sentences():
        try:
            yield
        except OSError as error:
            fail(
                msg(
                    "{path} cannot be copied: {strerror}.",
                    path=path,
                    strerror=reason(error),
                ),
                Exit.ENVIRONMENT,
            )


def _admin(settings: Settings, arguments: list[str], doing: str) -> None:
    from graph.embedded import admin

    options = embedded_options(settings)
    bars = EmbeddedBars(Reporter(Console(stderr=True)))
    run(lambda: admin(options, arguments, bars)).check(doing)


def _ours(settings: Settings, instead: str) -> None:
    if not settings.embedded:
        fail(
            msg(
                "ORGGRAPH_NEO4J_URI names a server that is not this program's: use that server's "
                "`{instead}`, or unset the variable.",
                instead=instead,
            ),
            Exit.USAGE,
        )


def _has_graph(settings: Settings) -> bool:
    from graph.embedded import has_graph

    return has_graph(embedded_options(settings))


def _done(as_json: bool, sentence: str, path: Path, size: int) -> None:
    print(json.dumps({"path": str(path), "bytes": size}) if as_json else sentence)
