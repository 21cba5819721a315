"""How the help of a command is printed: every flag and value whole, however narrow the terminal."""

import re
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.messages import msg, plain, saying

_TITLES = {
    "argument": saying("Arguments"),
    "option": saying("Options"),
}
_DEFAULT = re.compile(r"\[default: (.*?)\]")
_WIDEST = 100


def print_help(command: Any, context: Any) -> None:
    """Print what a command is for and how it is used. command, context: Typer's."""
    console = Console()
    if not console.is_terminal or console.width > _WIDEST:
        # Longer lines are hard to read.
        console = Console(width=_WIDEST)
    pieces = " ".join(command.collect_usage_pieces(context))
    _print(console, msg("Usage: {path} {pieces}", path=context.command_path, pieces=pieces))
    for paragraph in (command.help or "").split("\n\n"):
        _print(console, paragraph)
    for kind, title in _TITLES.items():
        found = [
            (name, about)
            for option in command.get_params(context)
            if option.param_type_name == kind
            for name, about in filter(None, [option.get_help_record(context)])
        ]
        _section(console, plain(title), found)
    if hasattr(command, "list_commands"):
        inner = [command.get_command(context, name) for name in command.list_commands(context)]
        found = [(one.name, _first(one.help or "")) for one in inner if not one.hidden]
        _section(console, msg("Commands"), found)


def _print(console: Console, text: str) -> None:
    console.print(Text(text, overflow="fold"))
    console.print()


def _section(console: Console, title: str, rows: list[tuple[str, str]]) -> None:
    if not rows:
        return
    console.print(Text(title, style="bold"))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(overflow="fold", max_width=max(16, console.width * 2 // 5))
    table.add_column(overflow="fold")
    for name, about in rows:
        table.add_row(Text(f"  {name}"), Text(_marked(about)))
    console.print(table)
    console.print()


def _marked(about: str) -> str:
    """The help of an option, whose marks Typer puts in English."""
    about = _DEFAULT.sub(lambda found: str(msg("[default: {value}]", value=found[1])), about)
    return about.replace("[required]", str(msg("[required]")))


def _first(text: str) -> str:
    """The first paragraph, which says what a command does."""
    return text.split("\n\n")[0]
