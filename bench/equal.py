"""Whether two contenders gave the same answer, whatever form theirs takes."""

import json
from typing import Any, cast

from bench.case import Data


def plain(value: Any) -> Any:
    """An answer without the forms in which APIs differ.

    Connections become lists of their nodes, a to-one node a list of one; nulls and empty
    lists are left out; lists are sorted, so that only what is in them is compared.
    """
    if isinstance(value, list):
        items = cast(list[Any], value)
        return sorted((plain(item) for item in items), key=_text)
    if not isinstance(value, dict):
        return value
    fields = cast(Data, value)
    found: Data = {}
    for name, item in fields.items():
        bare = plain(_nodes(item))
        if bare not in (None, []):
            found[name] = [bare] if isinstance(bare, dict) else bare
    return found


def fields(value: Any, path: str = "") -> set[str]:
    """The paths of all fields of a plain answer, whatever list they stand in."""
    if isinstance(value, list):
        return {p for item in cast(list[Any], value) for p in fields(item, path)}
    if not isinstance(value, dict):
        return set()
    found: set[str] = set()
    for name, item in cast(Data, value).items():
        below = f"{path}.{name}" if path else name
        found |= {below} | fields(item, below)
    return found


def size(value: Any) -> int:
    """How many single values a plain answer holds."""
    if isinstance(value, list):
        return sum(size(item) for item in cast(list[Any], value))
    if isinstance(value, dict):
        return sum(size(item) for item in cast(Data, value).values())
    return 1


def difference(one: Any, other: Any, path: str = "data") -> str | None:
    """Where two plain answers first differ, in words; None when they are equal."""
    if isinstance(one, dict) and isinstance(other, dict):
        left = cast(Data, one)
        right = cast(Data, other)
        for name in sorted({*left, *right}):
            found = difference(left.get(name), right.get(name), f"{path}.{name}")
            if found:
                return found
        return None
    if isinstance(one, list) and isinstance(other, list):
        ours = cast(list[Any], one)
        theirs = cast(list[Any], other)
        if len(ours) != len(theirs):
            return f"{path}: {len(ours)} against {len(theirs)} items"
        for index, (a, b) in enumerate(zip(ours, theirs, strict=True)):
            found = difference(a, b, f"{path}[{index}]")
            if found:
                return found
        return None
    return None if one == other else f"{path}: {_short(one)} against {_short(other)}"


def _nodes(value: Any) -> Any:
    if isinstance(value, dict):
        fields = cast(Data, value)
        if fields.keys() == {"nodes"}:
            return fields["nodes"]
        if fields.keys() == {"edges"}:
            return [edge["node"] for edge in fields["edges"]]
        return fields
    return value


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _short(value: Any) -> str:
    # Names of people are personal data: only keys and sizes are told, not their text.
    text = type(value).__name__
    return text if value is None else f"{text} of {len(_text(value))} characters"
