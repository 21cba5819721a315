"""What the service tells of imports that were handed to it, for fields that show them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from graph.caller import Caller

ImportsOf: TypeAlias = Callable[[Caller], Sequence[Mapping[str, Any]]]
"""The imports that a caller may see, newest first, each by the names of `Import`'s fields."""


def no_imports(caller: Caller) -> Sequence[Mapping[str, Any]]:
    """None at all, as where files are not taken."""
    del caller
    return ()
