"""`server.py log checkpoint` and `log drop`: what keeps the log checkable, and short."""

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from graph.messages import msg
from service.commands.access import with_graph
from service.commands.common import AsJson, DataDir, Exit, fail, sentences, settings_of

if TYPE_CHECKING:
    from graph.bolt import Graph
    from graph.log.checkpoint import Checkpoint
    from graph.log.drop import Droppable


def checkpointed(
    to: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|URL", help="Where it goes (ORGGRAPH_LOG_CHECKPOINTS); printed as well."
        ),
    ] = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Sign how long the log is now and what its last hash is, and send it where it is kept.

    Keep it where nobody who may write to the database can write: `log verify --checkpoints` then
    finds a log that was cut off or written anew. The key is made when it is missing (log.key in
    the data directory); keep the public key, which is printed, elsewhere too.

    Exit codes: 0 done, 2 wrong usage or setting, 3 the graph cannot be opened, or the checkpoint
    cannot be sent.
    """
    from graph.log.checkpoint import checkpoint
    from service.checkpoints import CheckpointsError, signing_key, write

    settings = settings_of(data_dir=data_dir, **({} if to is None else {"log_checkpoints": to}))
    target = settings.log_checkpoints

    async def work(graph: "Graph") -> "Checkpoint":
        if target is None:
            return await checkpoint(graph, signing_key(settings.data_dir))
        return await write(graph, settings.data_dir, target)

    with sentences():
        try:
            made = with_graph(settings, work)
        except CheckpointsError as error:
            fail(str(error), Exit.ENVIRONMENT)
    if as_json or target is None:
        print(made.line())
    else:
        print(
            msg(
                "Entry {size} of the log is signed, by the key {key}.", size=made.size, key=made.key
            )
        )


def dropped(
    months: Annotated[
        int | None,
        typer.Option(
            help="Drop what is older than so many months (ORGGRAPH_LOG_MONTHS, the least)."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be dropped.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Drop entries of the log that are old enough; an entry says which, so that the rest is whole.

    What they changed stays changed. They can be listed, undone and asked back to no more: make a
    backup before.

    Exit codes: 0 done, 1 not confirmed, 2 wrong usage or setting, 3 the graph cannot be opened.
    """
    settings = settings_of(data_dir=data_dir)
    least = settings.log_months
    wanted = least if months is None else months
    if wanted < least:
        fail(
            msg(
                "Entries of the log are kept for {least} months (ORGGRAPH_LOG_MONTHS).", least=least
            ),
            Exit.USAGE,
        )
    with sentences():
        found = with_graph(
            settings, lambda graph: _dropped(graph, wanted, None if dry_run else yes)
        )
    if as_json:
        told = None if found is None else {"entries": found.entries, "upTo": found.last}
        print(json.dumps({"dropped": None if dry_run else told, "found": told}))
    elif found is None:
        print(msg("No entry of the log is older than {months} months.", months=wanted))
    elif not dry_run:
        print(msg("Dropped: {entries} entries of the log.", entries=found.entries))


async def _dropped(graph: "Graph", months: int, sure: bool | None) -> "Droppable | None":
    """What is old enough, dropped. sure: False asks before, None only tells."""
    from graph.log.drop import drop, droppable

    found = await droppable(graph, months)
    if found is None:
        return None
    print(
        msg(
            "{entries} entries of the log, {first} to {last}, were written from {first_at} to "
            "{last_at}.",
            entries=found.entries,
            first=found.first,
            last=found.last,
            first_at=found.first_at[:10],
            last_at=found.last_at[:10],
        ),
        file=sys.stderr,
    )
    if sure is None:
        return found
    if not sure:
        confirmed(msg("Drop them?"))
    left: Droppable | None = found
    while left is not None:
        part = left
        left = await graph.writing(lambda t, p=part: drop(t, p, "server.py log drop"))
    return found


def confirmed(question: str) -> None:
    """Ask whether to go on; ends the process where the answer is not yes, or nobody can answer."""
    if not sys.stdin.isatty():
        fail(msg("Nobody is there to confirm it: say --yes to go on."), Exit.FINDINGS)
    if not typer.confirm(question, err=True):
        fail(msg("Nothing was changed."), Exit.FINDINGS)
