"""`server.py erase`: takes out of graph and log what tells who a person is."""

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graph.messages import msg
from service.commands.access import with_graph
from service.commands.common import AsJson, DataDir, Exit, fail, sentences, settings_of
from service.commands.log_care import confirmed

if TYPE_CHECKING:
    from graph.bolt import Graph
    from graph.log.erase import Traces


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("erase")(erase)


def erase(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="The person's code.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be erased.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Erase name and phone of a person, also former ones, from graph, log and kept answers.

    The person stays with the code: posts, memberships and counts go on. It cannot be undone. The
    log stays whole, and says that it was done. Not erased are backups, files that were handed in
    (imports/ in the data directory), and texts of others in which the name stands, which are named.

    Exit codes: 0 done, 1 not confirmed, 2 wrong usage or nobody with this code, 3 the graph
    cannot be opened.
    """
    settings = settings_of(data_dir=data_dir)
    code = person.removeprefix("Person:")
    with sentences():
        found = with_graph(settings, lambda graph: _erased(graph, code, None if dry_run else yes))
    if found is None:
        fail(msg("Neither graph nor log know of a person {code!r}.", code=code), Exit.USAGE)
    if as_json:
        print(json.dumps({**_row(found), "erased": not dry_run and found.any}, ensure_ascii=False))
    elif not dry_run and found.any:
        print(msg("Erased: {code}.", code=code))


async def _erased(graph: "Graph", code: str, sure: bool | None) -> "Traces | None":
    """What there is of a person, erased. sure: False asks before, None only tells."""
    from graph.log.erase import erase, traces
    from graph.writing import Writing

    found = await traces(graph, code)
    if found is None:
        return None
    for line in _lines(found, code):
        print(line, file=sys.stderr)
    if sure is None or not found.any:
        return found
    if not sure:
        confirmed(msg("Erase them for ever?"))
    await graph.writing(lambda t: erase(Writing(t), code, "server.py erase"))
    return found


def _row(found: "Traces") -> dict[str, Any]:
    return {
        "name": found.shown,
        "values": found.values,
        "entries": list(found.entries),
        "answers": found.answers,
        "others": list(found.others),
        "also": list(found.also),
    }


def _lines(found: "Traces", code: str) -> list[str]:
    from graph.log.erase import stays

    if not found.any:
        return [msg("Nothing is left to erase of {code}.", code=code)]
    told: list[str] = [
        *([msg("The person's name is {shown}.", shown=found.shown)] if found.there else []),
        msg(
            "Of {code} {values} names and phones are kept, in {entries} entries of the log and "
            "{answers} kept answers as well.",
            code=code,
            values=found.values,
            entries=len(found.entries),
            answers=found.answers,
        ),
        msg("What stays: the code, {stays}, posts and memberships.", stays=", ".join(stays()[1:])),
    ]
    if found.others:
        told.append(
            msg(
                "One of them stands in texts of others, which are not changed: {others}.",
                others=", ".join(found.others),
            )
        )
    if found.also:
        told.append(
            msg(
                "The same person may be, by a renumbering or merging: {also}.",
                also=", ".join(found.also),
            )
        )
    return told
