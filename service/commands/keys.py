"""`server.py key`: keys for machines, made, listed and revoked."""

import json
import time
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer

from graph.access import KeyRecord, ListedKey, add_key, list_keys, revoke_key
from graph.caller import Role
from graph.messages import msg, plain, saying
from service.access import changed
from service.commands.access import check_scope, with_graph
from service.commands.common import AsJson, DataDir, Exit, fail, sentences, settings_of
from service.keys import new_key
from service.tokens import EVERYWHERE, scope_of

_HEADINGS = (
    saying("Id"),
    saying("Name"),
    saying("Role"),
    saying("Scope"),
    saying("Made"),
    saying("Last used"),
    saying("Revoked"),
)

keys = typer.Typer(help="Keys for machines: make, list and revoke them.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(keys, name="key")


@keys.command()
def create(
    role: Annotated[Role, typer.Option(help="What the bearer may see and write.")],
    name: Annotated[str, typer.Option(help="Which machine it is for.")],
    scope: Annotated[
        str, typer.Option(help="Codes of places with spaces between, or *, everything.")
    ] = EVERYWHERE,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Make a key and print it, once: the graph keeps only a hash of its secret.

    It is sent like a token, `Authorization: Bearer KEY`, and is good until it is revoked.

    Exit codes: 0 done, 2 wrong usage or setting, 3 the graph cannot be opened.
    """
    settings = settings_of(data_dir=data_dir)
    with sentences():
        codes = scope_of(scope)
        check_scope(settings, scope)
        made = new_key()
        record = KeyRecord(made.hash, role.value, EVERYWHERE if codes is None else list(codes))
        now = int(time.time())
        with_graph(settings, lambda graph: add_key(graph, made.id, name, record, now))
    changed(settings.data_dir)
    if as_json:
        print(json.dumps({"key": made.text, "id": made.id, "role": role.value, "scope": scope}))
    else:
        print(made.text)


@keys.command("list")
def list_(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """List the keys: id, name, role, scope, when made, last used and revoked.

    Last used is exact to within five minutes.

    Exit codes: 0 done, 2 wrong usage or setting, 3 the graph cannot be opened.
    """
    settings = settings_of(data_dir=data_dir)
    with sentences():
        found = with_graph(settings, list_keys)
    if as_json:
        print(json.dumps([asdict(key) for key in found], ensure_ascii=False, indent=2))
        return
    from service.commands.show import console, table

    shown = table(plain(heading) for heading in _HEADINGS)
    for key in found:
        shown.add_row(*_cells(key))
    console().print(shown)


@keys.command()
def revoke(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The key's id, as `key list` has it.")],
    data_dir: DataDir = None,
) -> None:
    """Revoke a key: a running service refuses it from its next request on.

    Services of the same graph in other data directories refuse it within five seconds.

    Exit codes: 0 done, 2 no such key or a wrong setting, 3 the graph cannot be opened.
    """
    settings = settings_of(data_dir=data_dir)
    now = int(time.time())
    with sentences():
        done = with_graph(settings, lambda graph: revoke_key(graph, id_, now))
    if not done:
        fail(
            msg("There is no key {id!r}: `server.py key list` shows those there are.", id=id_),
            Exit.USAGE,
        )
    changed(settings.data_dir)
    print(msg("Revoked: the key {id}.", id=id_))


def _cells(key: ListedKey) -> tuple[str, ...]:
    scope = key.scope if isinstance(key.scope, str) else " ".join(key.scope)
    times = (key.created, key.used, key.revoked)
    return (key.id, key.name, key.role, scope, *("–" if t is None else _text(t) for t in times))


def _text(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M}"
