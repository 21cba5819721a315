"""How an answer of the service is compared with one evaluated over the tables."""

import math
from collections.abc import Iterator
from typing import Any

CURSORS = {"cursor", "startCursor", "endCursor"}


def difference(one: Any, other: Any, at: str = "data") -> str | None:
    """Where two values first differ, the order of entries included; None where they are equal.

    Averages may differ in their last digits, and cursors in all but whether there is one.
    """
    if isinstance(one, dict) and isinstance(other, dict):
        mine: dict[str, Any] = one  # pyright: ignore[reportUnknownVariableType]
        theirs: dict[str, Any] = other  # pyright: ignore[reportUnknownVariableType]
        if list(mine) != list(theirs):
            return f"{at}: {list(mine)} and {list(theirs)}"
        parts = (
            difference(mine[k] is None, theirs[k] is None, f"{at}.{k} is null")
            if k in CURSORS
            else difference(mine[k], theirs[k], f"{at}.{k}")
            for k in mine
        )
        return next((part for part in parts if part is not None), None)
    if isinstance(one, list) and isinstance(other, list):
        ours: list[Any] = one  # pyright: ignore[reportUnknownVariableType]
        others: list[Any] = other  # pyright: ignore[reportUnknownVariableType]
        pairs = enumerate(zip(ours, others, strict=False))
        found = (difference(a, b, f"{at}.{n}") for n, (a, b) in pairs)
        part = next((part for part in found if part is not None), None)
        if part is None and len(ours) != len(others):
            return f"{at}: {len(ours)} and {len(others)} items"
        return part
    return None if _equal(one, other) else f"{at}: {one!r} and {other!r}"


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-9)
    return one == other


def error_paths(answer: dict[str, Any]) -> list[list[Any]]:
    """The paths of an answer's errors, in order."""
    paths: list[list[Any]] = [error.get("path") or [] for error in answer.get("errors", ())]
    return sorted(paths, key=lambda path: [str(step) for step in path])


def cursors_of_page(one: Any, other: Any) -> Iterator[tuple[str, str]]:
    """Cursors of the lists called `paged`, as two answers that are equal give them."""
    if isinstance(one, list):
        for a, b in zip(one, other, strict=True):  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
            yield from cursors_of_page(a, b)
    elif isinstance(one, dict):
        mine: dict[str, Any] = one  # pyright: ignore[reportUnknownVariableType]
        for name, value in mine.items():
            if name == "paged" and value is not None:
                yield from _cursors(value, other[name])
            yield from cursors_of_page(value, other[name])


def _cursors(one: dict[str, Any], other: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("startCursor", "endCursor"):
        if one["pageInfo"][name] is not None:
            yield one["pageInfo"][name], other["pageInfo"][name]
    for a, b in zip(one.get("edges", ()), other.get("edges", ()), strict=True):
        yield a["cursor"], b["cursor"]
