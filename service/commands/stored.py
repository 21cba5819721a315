"""`server.py operations`: the stored operations and their hashes."""

import json

import typer

from graph.messages import msg
from service.commands.common import AsJson, Exit, fail, settings_of
from service.stored import StoredError, hash_of, stored_operations


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(operations)


def operations(as_json: AsJson = False) -> None:
    """List the operations that may be asked for by their hash.

    The page's, those of docs/questions.md, and those of the folder in ORGGRAPH_OPERATIONS.

    Exit codes: 0 done, 2 wrong setting or a file that is no GraphQL.
    """
    settings = settings_of()
    try:
        found = [(name, hash_of(text)) for name, text in stored_operations(settings.operations)]
    except StoredError as error:
        fail(msg("ORGGRAPH_OPERATIONS: {error}", error=error), Exit.USAGE)
    if as_json:
        print(json.dumps([{"name": name, "sha256": digest} for name, digest in found], indent=2))
    else:
        for name, digest in found:
            print(f"{digest}  {name}")
