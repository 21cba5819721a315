"""`server.py log`: what was changed, and whether the log is whole."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graph.messages import msg
from graph.reasons import reason
from service.commands.access import with_graph
from service.commands.common import AsJson, DataDir, Exit, fail, sentences, settings_of
from service.commands.log_care import checkpointed, dropped

if TYPE_CHECKING:
    from graph.bolt import Graph
    from graph.log import Entry, Fault, Noted
    from graph.log.checkpoint import Checkpoint
    from graph.log.reads import ReadEntry
    from service.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    log = typer.Typer(
        help="Show the log of changes and of reads of personal data, and check that nobody has "
        "changed it."
    )
    log.command("list")(listed)
    log.command("verify")(verified)
    log.command("checkpoint")(checkpointed)
    log.command("drop")(dropped)
    app.add_typer(log, name="log")


def listed(
    last: Annotated[int, typer.Option(min=1, help="How many entries, newest first.")] = 20,
    reads: Annotated[
        bool,
        typer.Option("--reads", help="Who was shown personal data, instead of what was changed."),
    ] = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """List who changed what, or who was shown personal data, newest first.

    Exit codes: 0 done, 2 wrong usage or setting, 3 the graph cannot be opened.
    """
    from graph.log import Page, newest
    from graph.log.reads import newest_reads

    async def work(graph: "Graph") -> list[dict[str, Any]]:
        if reads:
            return [_read_row(entry) for entry in await newest_reads(graph, Page(size=last))]
        return [_row(entry) for entry in await newest(graph, Page(size=last))]

    with sentences():
        rows = with_graph(settings_of(data_dir=data_dir), work)
    if as_json:
        print(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        about = row["people"] if reads else ", ".join(row["subjects"])
        print(f"{row['seq']}\t{row['at']}\t{row['by']}\t{row['operation']}\t{about}")


def _read_row(entry: "ReadEntry") -> dict[str, Any]:
    read = entry.read
    return {
        "seq": entry.seq,
        "at": read.at,
        "by": read.by,
        "role": read.role,
        "operation": read.operation,
        "people": read.people,
        "hash": entry.hash,
    }


def _row(entry: "Entry") -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "at": entry.at,
        "by": entry.by,
        "role": entry.role,
        "operation": entry.operation,
        "effectiveOn": entry.effective_on,
        "subjects": list(entry.subjects),
        "undoes": entry.undoes,
        "hash": entry.hash,
    }


_Noted = Annotated[
    str | None,
    typer.Option(
        metavar="SEQ:HASH",
        help="An entry's number and hash, noted elsewhere, that must be in the log still. "
        "Without it and --checkpoints, entries cut off at the end, and a log written anew, are "
        "not found.",
    ),
]
_Checkpoints = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Checkpoints that were kept elsewhere, with which it must agree."
    ),
]
_Key = Annotated[
    str | None,
    typer.Option(
        metavar="PUBLIC",
        help="The public key that signed them; the data directory's when left out.",
    ),
]


def verified(
    noted: _Noted = None,
    checkpoints: _Checkpoints = None,
    key: _Key = None,
    reads: Annotated[
        bool,
        typer.Option("--reads", help="Check the log of reads, instead of that of changes."),
    ] = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Check that no entry was edited, taken out, put in or moved; print the last one's hash.

    With --checkpoints also that the log was not cut off or written anew up to the last of them;
    they are of both logs.

    Exit codes: 0 whole, 1 something is wrong, 2 wrong usage or setting, 3 the graph cannot be
    opened.
    """
    from graph.log import Page, newest, verify
    from graph.log.reads import newest_reads, verify_reads

    settings = settings_of(data_dir=data_dir)
    known = [] if noted is None else [_known(noted)]
    if key is not None and checkpoints is None:
        fail(msg("--key goes with --checkpoints."), Exit.USAGE)
    if checkpoints is not None:
        found = _read(settings, checkpoints, key)
        known += [one.of_reads() if reads else one.of_changes() for one in found]

    async def work(graph: "Graph") -> "tuple[list[Fault], list[Entry] | list[ReadEntry]]":
        if reads:
            faults = [fault async for fault in verify_reads(graph, known)]
            return faults, await newest_reads(graph, Page(size=1))
        faults = [fault async for fault in verify(graph, known)]
        return faults, await newest(graph, Page(size=1))

    with sentences():
        faults, head = with_graph(settings, work)
    told = f"{head[0].seq}:{head[0].hash}" if head else None
    last = max((one for one in known if one.at), key=lambda one: one.at, default=None)
    if as_json:
        wrong = [{"seq": fault.seq, "text": fault.text} for fault in faults]
        covered = None if last is None else {"seq": last.seq, "at": last.at}
        print(json.dumps({"whole": not faults, "head": told, "faults": wrong, "noted": covered}))
    else:
        _tell(faults, told, last)
    if faults:
        raise typer.Exit(1)


def _tell(faults: "list[Fault]", told: str | None, last: "Noted | None") -> None:
    for fault in faults:
        print(msg("Entry {seq}: {text}.", seq=fault.seq, text=fault.text))
    if not faults:
        print(
            msg("The log is whole.")
            if told is None
            else msg("The log is whole up to {told}", told=told)
        )
    if last is not None:
        print(
            msg(
                "The last checkpoint is of {at}, entry {seq}: of what came later nothing is noted.",
                at=last.at,
                seq=last.seq,
            )
        )


def _known(noted: str) -> "Noted":
    from graph.log import Noted

    seq, _, found = noted.partition(":")
    if not (seq.isascii() and seq.isdecimal()) or len(found) != 64:
        fail(msg("--noted is SEQ:HASH, as `server.py log verify` prints it."), Exit.USAGE)
    return Noted(int(seq), found)


def _read(settings: "Settings", path: Path, key: str | None) -> "list[Checkpoint]":
    """The checkpoints of a file. Ends the process where one was changed."""
    from graph.log.checkpoint import CheckpointError, read_checkpoints
    from service.checkpoints import CheckpointsError, public_key

    try:
        signer = key or public_key(settings.data_dir)
        found = read_checkpoints(path.read_text(encoding="utf-8").splitlines(), signer)
    except (OSError, UnicodeDecodeError) as error:
        name = reason(error) if isinstance(error, OSError) else type(error).__name__
        fail(msg("{path} cannot be read: {reason}.", path=path, reason=name), Exit.USAGE)
    except CheckpointsError as error:
        fail(str(error), Exit.USAGE)
    except CheckpointError as error:
        print(msg("{path}: {error}", path=path, error=error))
        raise typer.Exit(1) from None
    if not found:
        fail(msg("{path} holds no checkpoint.", path=path), Exit.USAGE)
    if signer is None:
        print(
            msg("The checkpoints are by the key {key}: compare it.", key=found[0].key),
            file=sys.stderr,
        )
    return found
