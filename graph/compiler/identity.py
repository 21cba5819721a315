"""Ids: the type's name, a colon, and the key among the nodes of that type."""

from collections.abc import Callable

from graph.compiler.given import Given

# A key no node has: an id of another type equals none.
NO_KEY = ""


def key_of(name: str) -> Callable[[Given], Given]:
    """A function from an id, or a list of them, to the keys of those of a type."""

    def strip(value: Given) -> Given:
        if isinstance(value, list):
            return [strip(item) for item in value]
        if value is None:
            return None
        type_name, _, key = str(value).partition(":")
        return key if type_name == name and key else NO_KEY

    # One function a type, so that equal parameters are recognized as equal.
    return _KEYS.setdefault(name, strip)


_KEYS: dict[str, Callable[[Given], Given]] = {}
