"""`server.py token` and `server.py settings`."""

import getpass
import json
import time
from collections.abc import Callable, Coroutine
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from graph.caller import Role
from graph.messages import msg, plain
from graph.messages import sentences as sentences_of
from service.access import changed
from service.commands.common import AsJson, DataDir, Exit, fail, run, sentences, settings_of
from service.settings import Settings
from service.settings_errors import shown
from service.tokens import EVERYWHERE, id_of, issue, scope_of, seconds_of

if TYPE_CHECKING:
    from graph.bolt import Graph

T = TypeVar("T")

ForRole = Annotated[Role | None, typer.Option(help="What the bearer may see and write.")]
ForScope = Annotated[
    str,
    typer.Option(
        help="What the bearer may see: a place's code, for what lies in it and below; "
        "several with spaces between; or *, everything."
    ),
]
Ttl = Annotated[str, typer.Option(help="How long it is good: 90s, 45m, 12h, 30d or 2w.")]
Subject = Annotated[
    str | None, typer.Option(help="Who the bearer is; default: the user's login name.")
]
Revoked = Annotated[
    str | None,
    typer.Option(metavar="TOKEN|ID", help="Make no token; revoke this one, or its id."),
]
RevokedSubject = Annotated[
    str | None,
    typer.Option(
        metavar="SUBJECT", help="Make no token; revoke all made for this subject until now."
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(token)
    app.command()(settings)


def token(
    role: ForRole = None,
    scope: ForScope = EVERYWHERE,
    ttl: Ttl = "30d",
    subject: Subject = None,
    revoke: Revoked = None,
    revoke_subject: RevokedSubject = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Print a bearer token, signed with the service's own secret; or revoke tokens.

    A running service of the data directory refuses what is revoked from its next request on,
    others of the same graph within five seconds.

    Exit codes: 0 done, 2 wrong usage or setting, 3 the graph cannot be opened.
    """
    chosen = settings_of(data_dir=data_dir)
    if revoke is not None or revoke_subject is not None:
        _revoke(chosen, revoke, revoke_subject)
        return
    if role is None:
        fail(msg("Say which role the token is for: --role analyst."), Exit.USAGE)
    if chosen.jwks_url is not None:
        fail(
            msg(
                "ORGGRAPH_JWKS_URL is set, so tokens come from that identity provider: ask it for "
                "one with the claims sub, role, scope and exp, or unset the variable."
            ),
            Exit.USAGE,
        )
    with sentences():
        seconds = seconds_of(ttl)
        made = issue(chosen, role, scope, subject=subject or getpass.getuser(), seconds=seconds)
        check_scope(chosen, scope)
    if as_json:
        told = {"token": made, "id": id_of(made), "role": role.value, "scope": scope}
        print(json.dumps({**told, "seconds": seconds}))
    else:
        print(made)


def check_scope(chosen: Settings, scope: str) -> None:
    """Ends the process for a scope with a code that no place has. Raises TokenError."""
    codes = scope_of(scope)
    if codes is None:
        return
    from graph.access import missing_places

    missing = with_graph(chosen, lambda graph: missing_places(graph, codes))
    if missing:
        fail(
            msg(
                "There is no place {codes}: look the code up, for instance with `server.py query`.",
                codes=", ".join(map(repr, missing)),
            ),
            Exit.USAGE,
        )


def with_graph(chosen: Settings, work: Callable[["Graph"], Coroutine[Any, Any, T]]) -> T:
    """What `work` makes of the graph of the settings, opened for it."""
    from rich.console import Console

    from service.database import opened
    from service.parts import apply_migrations
    from service.report import Reporter

    async def opening() -> T:
        async with opened(chosen, Reporter(Console(stderr=True))) as graph:
            await apply_migrations(graph)
            return await work(graph)

    return run(opening)


def _revoke(chosen: Settings, token: str | None, subject: str | None) -> None:
    from graph.access import revoke

    async def work(graph: "Graph") -> None:
        now = int(time.time())
        if token is not None:
            await revoke(graph, "token", id_of(token), now)
        if subject is not None:
            await revoke(graph, "subject", subject, now)

    if token is not None and not id_of(token):
        fail(msg("This token has no id: revoke its subject instead."), Exit.USAGE)
    with sentences():
        with_graph(chosen, work)
    changed(chosen.data_dir)
    if token:
        print(msg("Revoked: the token {id}.", id=id_of(token)))
    if subject:
        print(msg("Revoked: tokens of {subject!r}.", subject=subject))


def settings(as_json: AsJson = False) -> None:
    """List the settings: variable, value, default, meaning. Secrets are masked.

    Exit codes: 0 done, 2 a setting is wrong.
    """
    listed = shown(settings_of())
    if as_json:
        print(json.dumps([asdict(one) for one in listed], ensure_ascii=False, indent=2))
        return
    from service.commands.show import console, table

    shown_as = table((msg("Variable"), msg("Value"), msg("Default"), msg("Meaning")))
    for one in listed:
        value = one.value or "–"
        allowed = msg("Allowed: {allowed}.", allowed=plain(one.allowed)) if one.allowed else ""
        meaning = sentences_of(plain(one.meaning), allowed)
        shown_as.add_row(
            one.variable, f"[bold]{value}[/]" if one.is_set else value, one.default or "–", meaning
        )
    console().print(shown_as)
