"""Shapes of statements: the text and the kinds of its parameters, without any value.

A shape is all that Neo4j's plan depends on, so that it can be planned again with made-up
parameters when Neo4j has forgotten it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

_SIZES = (0, 1, 10, 100, 1_000, 10_000)
_MADE_UP = {"int": 0, "float": 0.0, "bool": False, "date": date(1, 1, 1), "null": None}
_WORDS = ((int, "int"), (float, "float"), (bool, "bool"), (date, "date"))


@dataclass(frozen=True, slots=True)
class Shape:
    """A statement's text and the kinds of its parameters by name, in the order of names."""

    text: str
    kinds: tuple[tuple[str, str], ...]

    def parameters(self) -> dict[str, Any]:
        """Made-up values of these kinds, which nothing in a graph is like.

        Raises ValueError for kinds that this program does not know.
        """
        return {name: _made_up(kind) for name, kind in self.kinds}


def shape_of(text: str, parameters: Mapping[str, Any] | None) -> Shape | None:
    """The shape of a statement; None when a parameter is of a kind that has no word."""
    kinds: list[tuple[str, str]] = []
    for name in sorted(parameters or {}):
        kind = _kind((parameters or {})[name])
        if kind is None:
            return None
        kinds.append((name, kind))
    return Shape(text, tuple(kinds))


def _kind(value: Any) -> str | None:
    if isinstance(value, str):
        return f"text {_size(len(value))}"
    if value is None:
        return "null"
    if isinstance(value, list):
        items = cast(list[Any], value)
        inner = "text 10" if not items else _kind(items[0])
        # How long the texts of a list are is nothing to Neo4j.
        if inner is None or inner.startswith("list"):
            return None
        return f"list {_size(len(items))} {inner.partition(' ')[0]}"
    return next((word for kind, word in _WORDS if type(value) is kind), None)


def _size(length: int) -> int:
    """The bucket that Neo4j puts a length in: a plan serves all lengths of one."""
    return next((size for size in _SIZES if length <= size), _SIZES[-1] + 1)


def _made_up(kind: str) -> Any:
    word, _, rest = kind.partition(" ")
    if word == "text":
        return "z" * int(rest)
    if word == "list":
        size, _, inner = rest.partition(" ")
        return [_made_up("text 10" if inner == "text" else inner)] * int(size)
    try:
        return _MADE_UP[word]
    except KeyError:
        raise ValueError(f"no kind of parameter: {kind}") from None
