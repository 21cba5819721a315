"""The command line: the commands are put together here, none is written here."""

import os
import signal
import sys
from collections.abc import Collection
from importlib import import_module

import typer
from typer.exceptions import TyperException

from graph.messages import in_language, msg
from service.commands import serve
from service.speech import LanguageError, language_of, speak, terminals, told

MODULES = {
    "access": ("token", "settings"),
    "keys": ("key",),
    "log": ("log",),
    "data": ("import", "seed"),
    "out": ("template", "export"),
    "prints": ("notices", "report"),
    "ask": ("query", "explain", "schema"),
    "audit": ("audit",),
    "erase": ("erase",),
    "care": ("doctor", "backup", "restore"),
    "stored": ("operations",),
}
"""Which module of `service.commands` brings which commands, in the order of the help: each takes
up to a second to import, so that only the one that is asked for is."""

_ALONE = frozenset({"serve", "--version"})


def modules_of(words: Collection[str]) -> list[str]:
    """The modules of the commands among the words of a command line; all where there is none."""
    found = [module for module, names in MODULES.items() if not set(words).isdisjoint(names)]
    return found or ([] if _ALONE.intersection(words) else list(MODULES))


def command_line(create_app: serve.CreateApp, words: Collection[str] = ()) -> typer.Typer:
    """The command line whose `serve` runs what `create_app` makes.

    words: what was typed; commands that are not among them may be left out.
    """
    app = typer.Typer(
        name="server.py",
        no_args_is_help=False,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="markdown",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    serve.register(app, create_app)
    for module in modules_of(words):
        import_module(f"service.commands.{module}").register(app)
    return app


def interrupt(number: int, _: object) -> None:
    """End the process for Ctrl-C where nothing is to be tidied up by hand: one line."""
    print(msg("Interrupted."), file=sys.stderr)
    raise SystemExit(128 + number)


def main(create_app: serve.CreateApp) -> None:
    """Run the command that the process was started with, in the caller's language; then end."""
    command = typer.main.get_command(command_line(create_app, sys.argv[1:]))
    # Commands that have something to stop take the signal over while they do.
    signal.signal(signal.SIGINT, interrupt)
    try:
        language = language_of(sys.argv[1:], os.environ)
    except LanguageError as error:
        print(in_language(error.args[0], terminals(os.environ)), file=sys.stderr)
        sys.exit(2)
    speak(language, command)
    try:
        code = command.main(standalone_mode=False)
    except TyperException as error:
        # The usage is the language's, what is wrong with it is said by Typer in English.
        path = getattr(getattr(error, "ctx", None), "command_path", "server.py")
        print(msg("Wrong usage: {error}", error=told(error.format_message())), file=sys.stderr)
        print(msg("`{path} --help` tells how it is used.", path=path), file=sys.stderr)
        code = error.exit_code
    sys.exit(code)
