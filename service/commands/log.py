"""`server.py log`: what was changed, and whether the log is whole."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graph.messages import msg
from service.commands.access import with_graph
from service.commands.common import AsJson, DataDir, Exit, fail, sentences, settings_of

if TYPE_CHECKING:
    from graph.bolt import Graph
    from graph.log import Entry, Fault
    from graph.log.reads import ReadEntry


def register(app: typer.Typer) -> None:
    """Add the command."""
    log = typer.Typer(
        help="Show the log of changes and of reads of personal data, and check that nobody has "
        "changed it."
    )
    log.command("list")(listed)
    log.command("verify")(verified)
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


def verified(
    noted: Annotated[
        str | None,
        typer.Option(
            metavar="SEQ:HASH",
            help="An entry's number and hash, noted elsewhere, that must be in the log still. "
            "Without it, entries cut off at the end, and a log written anew, are not found.",
        ),
    ] = None,
    reads: Annotated[
        bool,
        typer.Option("--reads", help="Check the log of reads, instead of that of changes."),
    ] = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Check that no entry was edited, taken out, put in or moved; print the last one's hash.

    Exit codes: 0 whole, 1 something is wrong, 2 wrong usage or setting, 3 the graph cannot be
    opened.
    """
    from graph.log import Page, newest, verify
    from graph.log.reads import newest_reads, verify_reads

    known = _known(noted)

    async def work(graph: "Graph") -> "tuple[list[Fault], list[Entry] | list[ReadEntry]]":
        if reads:
            faults = [fault async for fault in verify_reads(graph, known)]
            return faults, await newest_reads(graph, Page(size=1))
        faults = [fault async for fault in verify(graph, known)]
        return faults, await newest(graph, Page(size=1))

    with sentences():
        faults, head = with_graph(settings_of(data_dir=data_dir), work)
    told = f"{head[0].seq}:{head[0].hash}" if head else None
    if as_json:
        wrong = [{"seq": fault.seq, "text": fault.text} for fault in faults]
        print(json.dumps({"whole": not faults, "head": told, "faults": wrong}))
    else:
        for fault in faults:
            print(msg("Entry {seq}: {text}.", seq=fault.seq, text=fault.text))
        if not faults:
            print(
                msg("The log is whole.")
                if told is None
                else msg("The log is whole up to {told}", told=told)
            )
    if faults:
        raise typer.Exit(1)


def _known(noted: str | None) -> tuple[int, str] | None:
    if noted is None:
        return None
    seq, _, found = noted.partition(":")
    if not seq.isdecimal() or len(found) != 64:
        fail(msg("--noted is SEQ:HASH, as `server.py log verify` prints it."), Exit.USAGE)
    return int(seq), found
