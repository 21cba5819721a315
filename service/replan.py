"""Planning in the background, by use, what Neo4j has not planned since its start or a load.

Neo4j plans a statement when it first runs it, which takes ten times as long as running it. It
forgets its plans when it stops, and when a load of many rows has changed what they rest on.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from graph.bolt import ClientError, DriverError, Graph, Neo4jError, TransientError
from service.logs import Log
from service.shapes import Shape
from service.usage import Usage, asked_again

_LOOK = 5.0  # seconds between two looks for a load
_SAVE = 60.0  # seconds between two writings of what was asked
_QUIET = 0.1  # seconds since the last request after which the next plan may begin
_PATIENCE = 2.0  # seconds that a plan waits for a quiet moment at most
_LONGEST = 30.0  # seconds for a statement: a busy machine plans some for fifteen
_BUDGET = 300.0  # seconds for all of them


async def keep_planned(
    graph: Graph,
    log: Log,
    usage: Usage,
    data_dir: Path,
    warm: Callable[[], Awaitable[None]],
    documented: Sequence[Shape],
) -> None:
    """Plan what was asked, warm up, plan what is documented; the same after each load. For ever.

    What is asked meanwhile is written down, now and then and at the end.
    """
    try:
        while True:
            seen = asked_again(data_dir)
            kept = await _fitting(graph, usage.shapes(), log)
            await _plan(graph, log, usage, kept)
            await warm()
            await _plan(graph, log, usage, [s for s in documented if s not in set(kept)])
            await _loaded(data_dir, seen, usage, log)
    finally:
        _save(usage, log)


async def plan(graph: Graph, shapes: Sequence[Shape], usage: Usage) -> int:
    """Plan shapes one after the other, in quiet moments; how many were planned.

    A statement that Neo4j refuses or ends is left out. Raises DriverError, Neo4jError when
    the database cannot be asked.
    """
    done, until = 0, time.monotonic() + _BUDGET
    for shape in shapes:
        await _quiet(usage)
        if time.monotonic() > until:
            break
        try:
            await graph.prepare(shape.text, shape.parameters(), _LONGEST)
        except (ClientError, TransientError):
            # Of another version of the program, or one that takes too long: others may do.
            continue
        done += 1
    return done


async def _fitting(graph: Graph, shapes: Sequence[Shape], log: Log) -> Sequence[Shape]:
    """The most used shapes that fill half of what Neo4j keeps: more would push each other out."""
    try:
        return shapes[: await graph.plan_room() // 2]
    except (DriverError, Neo4jError) as error:
        log.warning("planning in advance failed", error=type(error).__name__)
        return []


async def _plan(graph: Graph, log: Log, usage: Usage, shapes: Sequence[Shape]) -> None:
    started = time.monotonic()
    try:
        done = await plan(graph, shapes, usage)
    except (DriverError, Neo4jError) as error:
        # Nothing depends on it; whoever asks next meets the same error and is told.
        log.warning("planning in advance failed", error=type(error).__name__)
        return
    if done:
        log.info(
            "planned in advance",
            statements=done,
            seconds=round(time.monotonic() - started, 1),
        )


async def _quiet(usage: Usage) -> None:
    """Wait until nobody is being answered, but not for ever."""
    until = time.monotonic() + _PATIENCE
    while (now := time.monotonic()) < until:
        if not usage.running and now - usage.asked >= _QUIET:
            return
        await asyncio.sleep(_QUIET / 5)


async def _loaded(data_dir: Path, seen: int, usage: Usage, log: Log) -> None:
    """Return after the next load."""
    saved = time.monotonic()
    while asked_again(data_dir) == seen:
        await asyncio.sleep(_LOOK)
        if time.monotonic() - saved >= _SAVE:
            saved = time.monotonic()
            await asyncio.to_thread(_save, usage, log)


def _save(usage: Usage, log: Log) -> None:
    try:
        usage.save()
    except OSError as error:
        log.warning("what was asked could not be kept", error=type(error).__name__)
