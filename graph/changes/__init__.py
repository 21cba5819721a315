"""The changes that can be made to the organization graph: one a file, each named `CHANGE`.

A file put into this folder is a change of the API; there is no list to add it to. Nothing is
deleted: what a change ends gets its last day. Written rows have the keys that the dataset loader
would give them, so that importing the same facts later changes nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from graph.bolt import Transaction
from graph.change import Change, ChangeError, Input
from graph.folder import declared

CHANGES: Mapping[str, Change] = {c.name: c for c in declared(__name__, Change, "CHANGE")}
"""All of them by name, in the schema's order."""


def made(change: Input) -> tuple[Change, Input]:
    """What an input `Change` asks for: the change and its own input.

    Raises ChangeError unless it asks for exactly one.
    """
    asked = [name for name, given in change.items() if given is not None]
    if len(asked) != 1:
        raise ChangeError(f"A change says exactly one of {', '.join(CHANGES)}.")
    return CHANGES[asked[0]], change[asked[0]]


def days_of(changes: Sequence[Input]) -> list[date]:
    """The days on which changes take effect."""
    return [given[change.day] for change, given in map(made, changes)]


async def apply_changes(transaction: Transaction, changes: Sequence[Input]) -> None:
    """Make changes in order. Raises ChangeError with the path from the list of changes on."""
    for index, asked in enumerate(changes):
        name: tuple[str, ...] = ()
        try:
            change, given = made(asked)
            name = (change.name,)
            await change.apply(transaction, given)
        except ChangeError as error:
            raise ChangeError(str(error), str(index), *name, *error.path) from None
