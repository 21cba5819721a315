"""`server.py operations`: the stored operations and their hashes."""

import json

import typer

from graph.messages import msg
from service.commands.common import AsJson, Exit, fail, settings_of
from service.stored import PAGE, StoredError, hash_of, operations_in


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(operations)


def operations(as_json: AsJson = False) -> None:
    """List the operations that may be asked for by their hash: the page's and one's own.

    One's own are those of the folder in ORGGRAPH_OPERATIONS.

    Exit codes: 0 done, 2 wrong setting or a file that is no GraphQL.
    """
    settings = settings_of()
    try:
        found = [
            (name, hash_of(text))
            for folder in (PAGE, settings.operations)
            if folder is not None
            for name, text in operations_in(folder)
        ]
    except StoredError as error:
        fail(msg("ORGGRAPH_OPERATIONS: {error}", error=error), Exit.USAGE)
    if as_json:
        print(json.dumps([{"name": name, "sha256": digest} for name, digest in found], indent=2))
    else:
        for name, digest in found:
            print(f"{digest}  {name}")
