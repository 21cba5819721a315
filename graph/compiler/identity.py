"""Ids: the type's name, a colon, and the key among the nodes of that type."""

from typing import Any

# A key no node has: an id of another type equals none.
NO_KEY = ""


def key_of(name: str) -> Any:
    """A function from an id, or a list of them, to the keys of those of a type."""

    def strip(value: Any) -> Any:
        if isinstance(value, list):
            return [strip(item) for item in value]  # pyright: ignore[reportUnknownVariableType]
        if value is None:
            return None
        type_name, _, key = str(value).partition(":")
        return key if type_name == name and key else NO_KEY

    return _remember(name, strip)


_KEYS: dict[str, Any] = {}


def _remember(name: str, made: Any) -> Any:
    # One function a type, so that equal parameters are recognized as equal.
    return _KEYS.setdefault(name, made)
