"""`server.py query`, `explain` and `schema`."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from graph.caller import Caller, Role
from graph.messages import msg
from graph.reasons import reason
from service.commands.common import AsJson, DataDir, Exit, fail, run, sentences, settings_of
from service.commands.out import Force, InLanguage, SheetLanguage, check_out
from service.commands.tables import FILES, AnswerFormat, format_of, write_table, write_text
from service.report import Reporter
from service.settings import Settings
from service.tokens import EVERYWHERE, TokenError, scope_of

if TYPE_CHECKING:
    from resolvers.explain import Explained

Document = Annotated[
    str,
    typer.Argument(
        metavar="DOCUMENT", help="A file, the text itself, or - for standard input (the default)."
    ),
]
Variables = Annotated[
    str | None, typer.Option(metavar="JSON", help="Variables as a JSON object, or @FILE.")
]
AsRole = Annotated[Role, typer.Option(help="Ask with the rights of this role.")]
AsScope = Annotated[
    str,
    typer.Option(help="Ask within this scope: codes of places with spaces between, or *."),
]
Operation = Annotated[
    str | None, typer.Option("--operation", help="Which operation, when there are several.")
]

InFormat = Annotated[
    AnswerFormat | None,
    typer.Option("--format", help="Default: by the ending of --out, else json."),
]
AnswerFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write the answer here; default: standard output."),
]
AskDatabase = Annotated[
    bool, typer.Option("--database", help="Also ask Neo4j for its plan (EXPLAIN).")
]
Profile = Annotated[
    bool, typer.Option("--profile", help="Also run it and show db hits and rows (PROFILE).")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(query)
    app.command()(explain)
    app.command()(schema)


def query(
    document: Document = "-",
    variables: Variables = None,
    operation: Operation = None,
    role: AsRole = Role.ADMIN,
    scope: AsScope = EVERYWHERE,
    format_: InFormat = None,
    out: AnswerFile = None,
    language: InLanguage = SheetLanguage.ZH,
    force: Force = False,
    data_dir: DataDir = None,
) -> None:
    """Answer a GraphQL document and print the response as JSON, or its lists as tables.

    Asks the graph itself, without HTTP and token; a running service goes on meanwhile. As a
    table each list of the answer has a column per path; --language is that of its headings.

    Exit codes: 0 data without errors, 1 the response has errors, 2 wrong usage or setting,
    3 the graph cannot be opened, 130 interrupted.
    """
    caller = _caller(role, scope)
    check_out(out, tuple(f".{f.value}" for f in FILES), force)
    settings = settings_of(data_dir=data_dir)
    kind = format_of(format_, out)
    text, values = text_of(document), variables_of(variables)
    with sentences():
        body = run(lambda: _answer(settings, text, values, operation, caller))
    response: dict[str, Any] = json.loads(body)
    if kind is AnswerFormat.JSON or response.get("data") is None:
        printed = json.dumps(response, ensure_ascii=False, indent=2)
        if out is None or response.get("data") is None:
            print(printed)
        else:
            write_text(out, printed + "\n")
    else:
        from service.operations import GraphQLRequest

        write_table(
            GraphQLRequest(text, values, operation), caller, response, kind, out, language.value
        )
    if "errors" in response:
        if kind is AnswerFormat.TABLE and response.get("data") is not None:
            for error in response["errors"]:
                print(error["message"], file=sys.stderr)
        raise typer.Exit(Exit.FINDINGS)


async def _answer(
    settings: Settings, text: str, values: dict[str, Any], operation: str | None, caller: Caller
) -> bytes:
    from service.boot import StartError
    from service.database import opened
    from service.logs import log
    from service.operations import GraphQLRequest
    from service.parts import engine, pending_migrations
    from service.reads import kept, reader

    async with opened(settings, Reporter(Console(stderr=True))) as graph:
        pending = await pending_migrations(graph)
        if pending is not None:
            raise StartError(
                msg(
                    "{pending}: start the service once, which brings it up to date.",
                    pending=pending,
                )
            )
        request = GraphQLRequest(text, values, operation)
        async with kept(graph, log()) as reads:
            asked = engine(graph, settings, reads=reads.note)
            caller = replace(caller, subject=reader())
            return (await asked.execute(request, caller)).body


def explain(
    document: Document = "-",
    variables: Variables = None,
    operation: Operation = None,
    role: AsRole = Role.ADMIN,
    scope: AsScope = EVERYWHERE,
    database: AskDatabase = False,
    profile: Profile = False,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Show what a GraphQL document becomes: selection, plan, Cypher, parameters.

    Needs no database unless --database or --profile is given.

    Exit codes: 0 done, 1 the document is wrong, 2 wrong usage or setting, 3 the graph cannot
    be opened.
    """
    from graph.rights import ScopePaths
    from resolvers.explain import Explained

    caller = _caller(role, scope)
    settings = settings_of(data_dir=data_dir)
    found = _explained(settings, document, variables, operation, caller)

    async def ask() -> list[Explained]:
        from service.database import opened

        async with opened(settings, Reporter(Console(stderr=True))) as graph:
            scope = await ScopePaths(graph).parameters(caller)
            return [await field.with_database(graph, profile, scope) for field in found]

    if database or profile:
        with sentences():
            found = run(ask)
    if as_json:
        shown = [field.as_json() for field in found]
        print(json.dumps(shown, ensure_ascii=False, indent=2, default=str))
    else:
        print("\n".join(field.text() for field in found))


def _explained(
    settings: Settings,
    document: str,
    variables: str | None,
    operation: str | None,
    caller: Caller,
) -> "list[Explained]":
    from graphql import GraphQLError

    from resolvers.explain import explain_document
    from resolvers.foreign import said
    from schema.api import create_compiler
    from service.parts import thresholds_of

    text, values = text_of(document), variables_of(variables)
    with sentences():
        compiler = create_compiler(thresholds=thresholds_of(settings))
    try:
        return explain_document(compiler, text, values, operation, caller)
    except GraphQLError as error:
        error.message = said(error.message)
        fail(str(error), Exit.FINDINGS)


def schema(
    check: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Compare with this file instead of printing."),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            metavar="OLD", help="Say what breaks for clients of this older schema instead."
        ),
    ] = None,
) -> None:
    """Print the GraphQL schema (SDL).

    Exit codes: 0 done, 1 the file of --check differs or something breaks for clients of OLD,
    2 a file cannot be read or is no schema.
    """
    from schema.api import sdl

    printed = sdl()
    if against is not None:
        _compare(against, printed)
        return
    if check is None:
        print(printed, end="")
        return
    if _read(check) != printed:
        fail(
            msg("{check} differs: renew it with `server.py schema > {check}`.", check=check),
            Exit.FINDINGS,
        )


def _compare(old: Path, new: str) -> None:
    """Say what a schema breaks for clients of an older one, and what is deprecated since."""
    from service.schemas import SchemaError, changes_between

    try:
        found = changes_between(_read(old), new)
    except SchemaError as error:
        fail(msg("{old} is no GraphQL schema: {error}", old=old, error=error), Exit.USAGE)
    for sentence in found.sentences:
        print(sentence)
    if found.broken:
        fail(msg("{n} changes break clients of {old}.", n=found.broken, old=old), Exit.FINDINGS)
    print(msg("Nothing breaks for clients of {old}.", old=old))


def text_of(document: str) -> str:
    """The document that the argument means, or the end of the process with a sentence."""
    if document == "-":
        return sys.stdin.read()
    # The text of a document always has a brace, the name of a file hardly ever.
    return document if "{" in document else _read(Path(document))


def variables_of(given: str | None) -> dict[str, Any]:
    """The variables that the option means, or the end of the process with a sentence."""
    if given is None:
        return {}
    text = _read(Path(given[1:])) if given.startswith("@") else given
    try:
        values: Any = json.loads(text)
    except json.JSONDecodeError as error:
        fail(
            msg(
                "--variables is not JSON: look at line {line}, character {at}.",
                line=error.lineno,
                at=error.colno,
            ),
            Exit.USAGE,
        )
    if not isinstance(values, dict):
        fail(msg('--variables must be a JSON object such as {{"code": "140902001"}}.'), Exit.USAGE)
    return values  # pyright: ignore[reportUnknownVariableType]


def _caller(role: Role, scope: str) -> Caller:
    """Who asks from the command line. Ends the process for a scope that is none."""
    try:
        return Caller("cli", role, scope_of(scope))
    except TokenError as error:
        fail(str(error).replace("The token's scope", "--scope"), Exit.USAGE)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error) if isinstance(error, OSError) else msg("it is not UTF-8")
        fail(msg("{path} cannot be read: {why}.", path=path, why=why), Exit.USAGE)
