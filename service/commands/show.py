"""Tables in the terminal and in pipes, of which nothing is cut."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

_PIPED = 2_000
"""Columns of a line where no terminal says how wide it is: enough for what a table holds."""


def console() -> Console:
    """Standard output, wide where it is no terminal."""
    found = Console()
    return found if found.is_terminal else Console(width=_PIPED)


def table(headings: Iterable[str]) -> Table:
    """A table whose cells are broken into lines where they are too long, never cut."""
    made = Table(pad_edge=False)
    for heading in headings:
        made.add_column(heading, overflow="fold")
    return made
