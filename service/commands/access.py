"""`server.py token` and `server.py settings`."""

import getpass
import json
from dataclasses import asdict
from typing import Annotated

import typer

from graph.caller import Role
from service.commands.common import AsJson, DataDir, Exit, fail, sentences, settings_of
from service.settings_errors import shown
from service.tokens import EVERYWHERE, make_token, seconds_of, signing_secret


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(token)
    app.command()(settings)


def token(
    role: Annotated[Role, typer.Option(help="What the bearer may see and write.")],
    scope: Annotated[
        str,
        typer.Option(
            help="What the bearer may see: a place's code, for what lies in it and below; "
            "several with spaces between; or *, everything."
        ),
    ] = EVERYWHERE,
    ttl: Annotated[
        str, typer.Option(help="How long it is good: 90s, 45m, 12h, 30d or 2w.")
    ] = "30d",
    subject: Annotated[
        str | None, typer.Option(help="Who the bearer is; default: the user's login name.")
    ] = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Print a bearer token, signed with the service's own secret.

    Exit codes: 0 done, 2 wrong usage or setting.
    """
    chosen = settings_of(data_dir=data_dir)
    if chosen.jwks_url is not None:
        fail(
            "ORGGRAPH_JWKS_URL is set, so tokens come from that identity provider: ask it for "
            "one with the claims sub, role, scope and exp, or unset the variable.",
            Exit.USAGE,
        )
    with sentences():
        seconds = seconds_of(ttl)
        made = make_token(
            signing_secret(chosen),
            role,
            scope,
            subject=subject or getpass.getuser(),
            seconds=seconds,
        )
    if as_json:
        print(json.dumps({"token": made, "role": role.value, "scope": scope, "seconds": seconds}))
    else:
        print(made)


def settings(as_json: AsJson = False) -> None:
    """List the settings: variable, value, default, meaning. Secrets are masked.

    Exit codes: 0 done, 2 a setting is wrong.
    """
    listed = shown(settings_of())
    if as_json:
        print(json.dumps([asdict(one) for one in listed], ensure_ascii=False, indent=2))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("Variable", "Value", "Default", "Meaning", pad_edge=False)
    for one in listed:
        value = one.value or "–"
        meaning = one.meaning + (f" Allowed: {one.allowed}." if one.allowed else "")
        table.add_row(
            one.variable, f"[bold]{value}[/]" if one.is_set else value, one.default or "–", meaning
        )
    Console().print(table)
