"""The changes that can be made to the organization graph: one a file, each named `CHANGE`.

A file put into this folder is a change of the API; there is no list to add it to. Nothing is
deleted: what a change ends gets its last day. Written rows have the keys that the dataset loader
would give them, so that importing the same facts later changes nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

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


MOST_PROBLEMS = 100
"""After so many problems the changes that are left are not looked at."""


async def apply_changes(writing: Writing, changes: Sequence[Input]) -> list[str]:
    """Make changes in order; the ids of what they are about.

    Raises ChangeError with the paths from the list of changes on: of all changes that cannot be
    made, where they stand. What was written by the others is then to be rolled back.
    """
    making = _Making(writing)
    start = 0
    while start < len(changes) and len(making.problems) < MOST_PROBLEMS:
        try:
            change, first = made(changes[start])
        except ChangeError as error:
            making.refused(error.below(str(start)))
            start += 1
            continue
        alike = [first, *_alike(changes, start + 1, change)]
        await making.all(change, alike, start)
        start += len(alike)
    if making.problems:
        raise ChangeError(making.problems)
    return making.ids


class _Making:
    """Changes that are made one after the other, and what speaks against those that cannot be."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._missing: set[Any] = set()
        self.ids: list[str] = []
        self.problems: list[Problem] = []

    async def all(self, change: Change, several: Sequence[Input], start: int) -> None:
        """Make changes of a kind, the first of which stands at a place; by halves where some fail.

        So that one wrong among thousands does not make them thousands of single ones.
        """
        if len(self.problems) >= MOST_PROBLEMS:
            return
        if change.apply_all is not None and len(several) > 1:
            ids = await change.apply_all(self._writing, several)
            if ids is not None:
                self.ids += ids
                return
            half = len(several) // 2
            await self.all(change, several[:half], start)
            await self.all(change, several[half:], start + half)
            return
        for place, given in enumerate(several, start):
            if len(self.problems) >= MOST_PROBLEMS:
                return
            try:
                self.ids.append(await change.apply(self._writing, given))
            except ChangeError as error:
                self._refuse(change, given, error, place)

    def refused(self, error: ChangeError) -> None:
        """What is no change at all."""
        self.problems += error.problems

    def _refuse(self, change: Change, given: Input, error: ChangeError, place: int) -> None:
        """Note why, but not that there is nothing with a code which another change was to make."""
        self.problems += [
            problem.below(str(place), change.name)
            for problem in error.problems
            if problem.kind is not ProblemKind.NOT_FOUND
            or _at(given, problem.path) not in self._missing
        ]
        self._missing |= {str(given[name]) for name in ("code", "newCode") if given.get(name)}


def _at(given: Input, path: Sequence[str]) -> str | None:
    """The code that an input names at a path, where it is one or is one of a list."""
    value = given.get(path[0]) if path else None
    if len(path) > 1 and isinstance(value, Sequence):
        value = cast("Sequence[Any]", value)[int(path[1])]
    return None if value is None else str(value)


def _alike(changes: Sequence[Input], start: int, kind: Change) -> list[Input]:
    """The inputs of changes of a kind from a place on, as many as follow each other."""
    found: list[Input] = []
    for asked in changes[start:]:
        given = asked.get(kind.name)
        if given is None or sum(value is not None for value in asked.values()) != 1:
            break
        found.append(given)
    return found
