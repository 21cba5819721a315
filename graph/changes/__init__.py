"""The changes that can be made to the organization graph: one a file, each named `CHANGE`.

A file put into this folder is a change of the API; there is no list to add it to. Nothing is
deleted: what a change ends gets its last day. Written rows have the keys that the dataset loader
would give them, so that importing the same facts later changes nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from graph.change import Change, Input
from graph.folder import declared
from graph.problems import ChangeError, Problem, ProblemKind
from graph.writing import Writing

CHANGES: Mapping[str, Change] = {c.name: c for c in declared(__name__, Change, "CHANGE")}
"""All of them by name, in the schema's order."""


def made(change: Input) -> tuple[Change, Input]:
    """What an input `Change` asks for: the change and its own input.

    Raises ChangeError unless it asks for exactly one.
    """
    asked = [name for name, given in change.items() if given is not None]
    if len(asked) != 1:
        names = ", ".join(CHANGES)
        raise ChangeError(
            [
                Problem(
                    ProblemKind.INVALID,
                    f"一项变更只填其中一个：{names}。",
                    f"A change says exactly one of {names}.",
                )
            ]
        )
    return CHANGES[asked[0]], change[asked[0]]


def days_of(changes: Sequence[Input]) -> list[date]:
    """The days on which changes take effect; those that hold whatever the day have none."""
    return [given[change.day] for change, given in map(made, changes) if change.day is not None]


async def apply_changes(writing: Writing, changes: Sequence[Input]) -> list[str]:
    """Make changes in order; the ids of what they are about.

    Raises ChangeError with the paths from the list of changes on, for the first change that
    cannot be made.
    """
    ids: list[str] = []
    while len(ids) < len(changes):
        alike = _alike(changes, len(ids))
        change = alike[0][0]
        together = None
        if change.apply_all is not None and len(alike) > 1:
            together = await change.apply_all(writing, [given for _, given in alike])
        if together is not None:
            ids += together
            continue
        for change, given in alike:
            try:
                ids.append(await change.apply(writing, given))
            except ChangeError as error:
                raise error.below(str(len(ids)), change.name) from None
    return ids


def _alike(changes: Sequence[Input], start: int) -> list[tuple[Change, Input]]:
    """The changes from one on that are of its kind, as many as follow each other."""
    found: list[tuple[Change, Input]] = []
    for index in range(start, len(changes)):
        try:
            change, given = made(changes[index])
        except ChangeError as error:
            if found:
                break
            raise error.below(str(index)) from None
        if found and change is not found[0][0]:
            break
        found.append((change, given))
    return found
