"""Registries made from a folder's files: each file declares one thing, which says its order."""

import importlib
import pkgutil
from typing import Protocol, TypeVar


class Ordered(Protocol):
    """What stands in a registry: lower orders come first; tens apart, to put others between."""

    @property
    def order(self) -> int:
        """Where it stands among the others."""
        ...


T = TypeVar("T", bound=Ordered)


def declared(package: str, kind: type[T], name: str | None = None) -> tuple[T, ...]:
    """What the modules of a package declare, by `order`.

    name: what the declaration is called in each file; the file's name in capitals when None.
    Raises ValueError for a file without a declaration, and for two of the same order.
    """
    found: dict[int, T] = {}
    for file in pkgutil.iter_modules(importlib.import_module(package).__path__):
        module = importlib.import_module(f"{package}.{file.name}")
        item = getattr(module, name or file.name.upper(), None)
        if not isinstance(item, kind):
            raise ValueError(f"{module.__name__} declares no {name or file.name.upper()}")
        if item.order in found:
            raise ValueError(f"{module.__name__}: another has the order {item.order} already")
        found[item.order] = item
    return tuple(found[order] for order in sorted(found))
