"""Where the graph lies in a data directory, and how another is put in its place.

All that Neo4j keeps, its users included, is in one directory, so that a graph is replaced by
two renames. A process killed between them leaves the former graph under another name, and
whoever holds the data directory next puts it back (``settle``).
"""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

from .child import stop_orphan
from .options import EmbeddedOptions

STAGING = "restore-"
"""How the names of directories begin in which a graph is unpacked and tried."""


def has_graph(options: EmbeddedOptions) -> bool:
    """Whether there is a graph, be it one that a killed restore has moved aside."""
    return any(_holds_graph(place) for place in (_store(options), _former(options)))


async def settle(options: EmbeddedOptions) -> None:
    """End what a killed service or restore has left; the caller holds the data directory.

    Stops a Neo4j without its service, puts a graph back that was moved aside and not yet
    replaced, and removes what was being unpacked.
    """
    await stop_orphan(options)
    store, former = _store(options), _former(options)
    if former.exists():
        if _holds_graph(store):
            shutil.rmtree(former)
        else:
            shutil.rmtree(store, ignore_errors=True)
            former.rename(store)
            _flush(store.parent)
    for staged in options.data_dir.glob(f"{STAGING}*"):
        await discard(replace(options, data_dir=staged))


async def discard(staged: EmbeddedOptions) -> None:
    """Remove a directory made for trying a graph, and the Neo4j that may still run in it."""
    await stop_orphan(staged)
    shutil.rmtree(staged.data_dir, ignore_errors=True)


def swap(options: EmbeddedOptions, staged: EmbeddedOptions) -> None:
    """Put the graph of ``staged`` in the place of that of ``options``; none may be running.

    The former is kept until the new one is in place. Raises OSError, with the former in place.
    """
    store, former = _store(options), _former(options)
    store.parent.mkdir(parents=True, exist_ok=True)
    if store.exists():
        store.rename(former)
    try:
        _store(staged).rename(store)
    except OSError:
        if former.exists():
            former.rename(store)
        raise
    _flush(store.parent)
    shutil.rmtree(former, ignore_errors=True)


def _store(options: EmbeddedOptions) -> Path:
    return options.home / "data"


def _former(options: EmbeddedOptions) -> Path:
    return options.home / "data.former"


def _holds_graph(store: Path) -> bool:
    return (store / "databases" / "neo4j").exists()


def _flush(directory: Path) -> None:
    """Make renames in a directory outlast a power cut, where the system can."""
    try:
        descriptor = os.open(directory, os.O_RDONLY)
    except OSError:
        return  # Windows opens no directories.
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
